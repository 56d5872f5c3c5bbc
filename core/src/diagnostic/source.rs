//! The texts that spans point into.

use std::sync::{Arc, OnceLock};

use super::Span;

/// Line and column of a byte, both counted from one; a column is one Unicode scalar value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from one.
    pub line: u32,
    /// Column, from one, in characters.
    pub column: u32,
}

#[derive(Clone, Debug)]
struct Source {
    name: Arc<str>,
    text: Arc<str>,
    /// First byte of every line; found when first asked for, since most sources have no problem.
    line_starts: OnceLock<Arc<[u32]>>,
}

impl Source {
    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0)
                .chain(ends.map(|(index, _)| u32::try_from(index + 1).unwrap_or(u32::MAX)))
                .collect()
        })
    }

    /// Number of the line, its first byte and its text without the line end.
    fn line(&self, byte: u32) -> (u32, u32, &str) {
        let starts = self.line_starts();
        let index = starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = starts.get(index).copied().unwrap_or_default();
        let rest = usize::try_from(start)
            .ok()
            .and_then(|start| self.text.get(start..))
            .unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        (
            u32::try_from(index + 1).unwrap_or(u32::MAX),
            start,
            line.strip_suffix('\r').unwrap_or(line),
        )
    }
}

/// Source texts by number, in the order in which they were added. Cloning shares the texts.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
}

/// One line of a source, as the renderer wants it.
pub(super) struct Line<'a> {
    pub(super) position: Position,
    pub(super) text: &'a str,
    /// Part of the line before the span, in bytes.
    pub(super) before: usize,
    /// Part of the line under the span, in bytes; a span over several lines ends with the first.
    pub(super) under: usize,
}

impl Sources {
    /// Adds a text under a name (a file name, or whatever the caller calls it) and returns its number for [`Span::source`].
    pub fn add(&mut self, name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> u32 {
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(Source {
            name: name.into(),
            text: text.into(),
            line_starts: OnceLock::new(),
        });
        number
    }

    /// Number of sources.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is no source.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    fn source(&self, number: u32) -> Option<&Source> {
        self.list.get(usize::try_from(number).ok()?)
    }

    /// Name of a source.
    pub fn name(&self, number: u32) -> Option<&str> {
        self.source(number).map(|source| &*source.name)
    }

    /// Text of a source.
    pub fn text(&self, number: u32) -> Option<&str> {
        self.source(number).map(|source| &*source.text)
    }

    /// The text under a span; `None` where the span does not lie in a source.
    pub fn slice(&self, span: Span) -> Option<&str> {
        self.text(span.source)?
            .get(usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?)
    }

    /// Line and column where a span begins.
    ///
    /// ```
    /// use cityvitals::diagnostic::{Position, Sources, Span};
    ///
    /// let mut sources = Sources::default();
    /// let source = sources.add("a.toml", "one\n二 = 2\n");
    /// let span = Span { source, start: 8, end: 9 };
    /// assert_eq!(sources.position(span), Some(Position { line: 2, column: 3 }));
    /// ```
    pub fn position(&self, span: Span) -> Option<Position> {
        self.line(span).map(|line| line.position)
    }

    pub(super) fn line(&self, span: Span) -> Option<Line<'_>> {
        let source = self.source(span.source)?;
        let (number, first_byte, text) = source.line(span.start);
        let within = |byte: u32| {
            let offset = usize::try_from(byte.saturating_sub(first_byte)).unwrap_or(usize::MAX);
            (0..=offset.min(text.len()))
                .rev()
                .find(|index| text.is_char_boundary(*index))
                .unwrap_or_default()
        };
        let before = within(span.start);
        let under = within(span.end).saturating_sub(before);
        let column = text.get(..before).unwrap_or_default().chars().count() + 1;
        let position = Position {
            line: number,
            column: u32::try_from(column).unwrap_or(u32::MAX),
        };
        Some(Line {
            position,
            text,
            before,
            under,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, start: u32) -> (u32, u32) {
        let mut sources = Sources::default();
        let source = sources.add("t", text);
        let position = sources.position(Span { source, start, end: start }).unwrap();
        (position.line, position.column)
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        assert_eq!(at("", 0), (1, 1));
        assert_eq!(at("ab\r\ncd", 4), (2, 1));
        assert_eq!(at("ab\r\ncd", 6), (2, 3));
        assert_eq!(at("ab\n", 3), (2, 1));
        assert_eq!(at("ab", 99), (1, 3));
        assert_eq!(at("面积", 3), (1, 2));
        // Inside a character counts as its beginning.
        assert_eq!(at("面积", 4), (1, 2));
    }

    #[test]
    fn a_span_outside_has_no_text() {
        let mut sources = Sources::default();
        let source = sources.add("t", "面积");
        assert_eq!(sources.slice(Span { source, start: 0, end: 3 }), Some("面"));
        assert_eq!(sources.slice(Span { source, start: 0, end: 2 }), None);
        assert_eq!(sources.slice(Span { source, start: 5, end: 2 }), None);
        assert_eq!(
            sources.slice(Span {
                source: 9,
                start: 0,
                end: 0
            }),
            None
        );
        assert_eq!(
            sources.position(Span {
                source: 9,
                start: 0,
                end: 0
            }),
            None
        );
    }
}
