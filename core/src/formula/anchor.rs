//! Where a formula stands in its file, so that a place in its text becomes a place in the file.

use crate::diagnostic::Span;

/// Where a formula stands in the file it was read from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Anchor {
    whole: Span,
    /// The file offset of the formula's first byte, where its text stands in the file as it is.
    base: Option<u32>,
}

impl Anchor {
    /// A formula that is a source of its own.
    pub(crate) const fn own(source: u32) -> Self {
        Self {
            whole: Span { source, start: 0, end: 0 },
            base: Some(0),
        }
    }

    /// A formula that was read from `span` of a file with this text. Where escapes changed it, the whole string is pointed at.
    pub(crate) fn inside(span: Span, file: &str, formula: &str) -> Self {
        let slice = usize::try_from(span.start)
            .ok()
            .zip(usize::try_from(span.end).ok())
            .and_then(|(start, end)| file.get(start..end));
        let base = slice
            .and_then(|slice| slice.find(formula))
            .and_then(|offset| u32::try_from(offset).ok())
            .and_then(|offset| span.start.checked_add(offset));
        Self { whole: span, base }
    }

    /// The file's place of these bytes of the formula.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let at = |offset: usize| {
            u32::try_from(offset)
                .ok()
                .zip(self.base)
                .and_then(|(offset, base)| base.checked_add(offset))
        };
        match (at(start), at(end)) {
            (Some(start), Some(end)) => Span {
                source: self.whole.source,
                start,
                end,
            },
            _ => self.whole,
        }
    }
}
