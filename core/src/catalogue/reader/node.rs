//! The tree that both formats become.

use std::borrow::Cow;
use std::ops::Range;

use crate::catalogue::primitive::NOWHERE;
use crate::diagnostic::{Code, Diagnostic, LabelText, Span};

use super::problems::Problems;
use super::{MAXIMUM_DEPTH, MAXIMUM_ENTRIES, MAXIMUM_TEXT_BYTES};

/// A value and where it was written.
#[derive(Debug)]
pub(super) struct Node<'a> {
    /// Different for all nodes of a reading.
    pub(super) id: u32,
    /// A TOML table has the span of its header; everything else that of the whole value.
    pub(super) span: Span,
    pub(super) value: Value<'a>,
}

#[derive(Debug)]
pub(super) enum Value<'a> {
    Null,
    Flag(bool),
    /// Decimal digits, with a minus sign or none.
    Integer(Cow<'a, str>),
    /// A number with a point or an exponent, as written.
    Fraction(&'a str),
    /// A TOML date or time without quotes.
    #[cfg_attr(not(feature = "toml"), allow(dead_code, reason = "only TOML has dates"))]
    Date,
    /// A text, and the span of its letters.
    Text(Cow<'a, str>, Span),
    List(Vec<Node<'a>>),
    Table(Vec<Entry<'a>>),
    /// Over a limit, and already reported.
    Broken,
    /// In the place of a value that is wrong or missing. An entry with a problem is read again with stand-ins, so that its other problems are
    /// found in the same reading; the result is thrown away.
    StandIn,
}

/// A value that every type can be read from.
pub(super) static STAND_IN: Node<'static> = Node {
    id: u32::MAX,
    span: NOWHERE,
    value: Value::StandIn,
};

/// A key and its value. The keys of a table are all different.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) key_span: Span,
    pub(super) node: Node<'a>,
}

impl Node<'_> {
    /// Where to point when the value as a whole is meant: of a table in braces the opening brace only.
    pub(super) fn head(&self, text: &str) -> Span {
        let first = usize::try_from(self.span.start).ok().and_then(|start| text.as_bytes().get(start));
        match (&self.value, first) {
            (Value::Table(_), Some(b'{')) => Span {
                end: self.span.start.saturating_add(1),
                ..self.span
            },
            _ => self.span,
        }
    }
}

/// Makes nodes of one file, within the limits.
pub(super) struct Builder<'a, 'p> {
    /// `None` where places mean nothing and limits were kept before.
    source: Option<u32>,
    text: &'a str,
    pub(super) problems: &'p Problems,
}

impl<'a, 'p> Builder<'a, 'p> {
    pub(super) fn new(source: u32, text: &'a str, problems: &'p Problems) -> Self {
        Self {
            source: Some(source),
            text,
            problems,
        }
    }

    /// Makes nodes that were written nowhere.
    pub(super) fn nowhere(text: &'a str, problems: &'p Problems) -> Self {
        Self {
            source: None,
            text,
            problems,
        }
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let within = |byte: usize| u32::try_from(byte.min(self.text.len())).unwrap_or(u32::MAX);
        let Some(source) = self.source else {
            return NOWHERE;
        };
        Span {
            source,
            start: within(range.start),
            end: within(range.end),
        }
    }

    /// The text as written in a range.
    #[cfg_attr(not(feature = "toml"), allow(dead_code, reason = "only TOML has values that are shown as written"))]
    pub(super) fn written(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    pub(super) fn node(&self, range: Range<usize>, value: Value<'a>) -> Node<'a> {
        Node {
            id: self.problems.next_node(),
            span: self.span(range),
            value,
        }
    }

    pub(super) fn text(&self, range: Range<usize>, value: Cow<'a, str>) -> Node<'a> {
        if self.source.is_some() && value.len() > MAXIMUM_TEXT_BYTES {
            let problem = Diagnostic::new(Code::FileTextTooLong)
                .with("size", value.len())
                .with("limit", MAXIMUM_TEXT_BYTES);
            return self.broken(range, problem);
        }
        let letters = self.span(self.letters(&range, &value).unwrap_or_else(|| range.clone()));
        self.node(range, Value::Text(value, letters))
    }

    /// The range inside the quotes, if what stands there is the value letter by letter.
    fn letters(&self, range: &Range<usize>, value: &str) -> Option<Range<usize>> {
        let inside = |quote: usize, skip: usize| {
            let start = range.start.checked_add(quote + skip)?;
            let end = range.end.checked_sub(quote)?;
            (self.text.get(start..end)? == value).then_some(start..end)
        };
        // One quote; three quotes; three quotes and a line end, which TOML leaves out.
        inside(1, 0)
            .or_else(|| inside(3, 0))
            .or_else(|| inside(3, 1))
            .or_else(|| inside(3, 2))
    }

    /// A list or table of so many entries at so many levels below the file, unless that is too much.
    pub(super) fn admit(&self, range: Range<usize>, length: usize, depth: usize) -> Result<(), Node<'a>> {
        if self.source.is_none() {
            return Ok(());
        }
        if depth > MAXIMUM_DEPTH {
            let problem = Diagnostic::new(Code::FileTooDeep).with("limit", MAXIMUM_DEPTH);
            return Err(self.broken(range, problem));
        }
        if length > MAXIMUM_ENTRIES {
            let problem = Diagnostic::new(Code::FileTooManyEntries)
                .with_words("key", "此处", "this")
                .with("count", length);
            return Err(self.broken(range, problem.with("limit", MAXIMUM_ENTRIES)));
        }
        Ok(())
    }

    fn broken(&self, range: Range<usize>, problem: Diagnostic) -> Node<'a> {
        self.problems.report(problem.label(self.span(range.clone()), LabelText::Here));
        self.node(range, Value::Broken)
    }

    pub(super) fn report_syntax(&self, range: Range<usize>, chinese: &str, english: &str) {
        let problem = Diagnostic::new(Code::FileSyntax).with_words("detail", chinese, english);
        self.problems.report(problem.label(self.span(range), LabelText::Here));
    }

    pub(super) fn report_duplicate(&self, key: &str, again: Range<usize>, first: Option<Span>) {
        let problem = Diagnostic::new(Code::FileDuplicateKey)
            .with("key", key)
            .label(self.span(again), LabelText::AgainHere);
        self.problems.report(problem.label_if(first, LabelText::FirstHere));
    }
}
