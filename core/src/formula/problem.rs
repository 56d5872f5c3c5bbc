//! What can be wrong with a formula, and where in its text.

use crate::diagnostic::{Code, Diagnostic, LabelText, Span};

/// One thing wrong with a formula.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    pub(crate) kind: ProblemKind,
    /// First byte in the formula text.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    /// The place that it clashes with.
    pub(crate) other: Option<(usize, usize)>,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ProblemKind {
    Empty,
    TooLong {
        size: usize,
        limit: usize,
    },
    TooDeep {
        limit: usize,
    },
    BadNumber {
        text: String,
    },
    UnexpectedCharacter {
        found: char,
    },
    Unclosed {
        open: char,
    },
    ExpectedExpression {
        found: String,
    },
    Expected {
        expected: &'static str,
        found: String,
    },
    TrailingText {
        found: String,
    },
    ChainedComparison,
    UnknownFunction {
        name: String,
        nearest: Option<String>,
    },
    ArgumentCount {
        function: &'static str,
        expected: &'static str,
        found: usize,
    },
    AggregateNeedsTable {
        function: &'static str,
    },
    UnknownName {
        name: String,
        nearest: Option<String>,
    },
    AmbiguousName {
        name: String,
    },
    UnknownTable {
        name: String,
        nearest: Option<String>,
    },
    UnknownClassValue {
        name: String,
        item: String,
        nearest: Option<String>,
    },
    UnknownProfileKey {
        name: String,
        nearest: Option<String>,
    },
    UnknownUnit {
        text: String,
        nearest: Option<String>,
    },
    UnitClash {
        operation: &'static str,
        left: String,
        right: String,
    },
    UnitTooLarge {
        text: String,
    },
    ResultUnit {
        expected: String,
        found: String,
    },
    WrongType {
        expected: TypeName,
        found: TypeName,
    },
    TableAsValue {
        name: String,
    },
    HigherLevelTable {
        table: String,
        context: String,
    },
    HigherLevelItem {
        name: String,
        level: String,
        context: String,
    },
    NotAdditive {
        name: String,
        level: String,
    },
    Digits,
}

/// A type of value, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeName {
    Number,
    Flag,
    Class,
}

impl TypeName {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Number => ("数", "a number"),
            Self::Flag => ("是或否", "yes or no"),
            Self::Class => ("分类值", "a class value"),
        }
    }
}

impl Problem {
    pub(crate) const fn new(kind: ProblemKind, start: usize, end: usize) -> Self {
        Self {
            kind,
            start,
            end,
            other: None,
        }
    }

    pub(crate) const fn against(mut self, start: usize, end: usize) -> Self {
        self.other = Some((start, end));
        self
    }

    /// The diagnostic of this problem, placed in the file that holds the formula.
    pub(crate) fn diagnostic(&self, anchor: &Anchor) -> Diagnostic {
        let here = anchor.span(self.start, self.end);
        let other = self.other.map(|(start, end)| anchor.span(start, end));
        let plain = |code: Code| Diagnostic::new(code).label(here, LabelText::Here);
        let named = |code: Code, name: &str, nearest: &Option<String>| plain(code).with("name", name).suggest(nearest.as_deref());
        match &self.kind {
            ProblemKind::Empty => plain(Code::FormulaEmpty),
            ProblemKind::TooLong { size, limit } => plain(Code::FormulaTooLong).with("size", size).with("limit", limit),
            ProblemKind::TooDeep { limit } => plain(Code::FormulaTooDeep).with("limit", limit),
            ProblemKind::BadNumber { text } => plain(Code::FormulaBadNumber).with("text", text),
            ProblemKind::UnexpectedCharacter { found } => plain(Code::FormulaUnexpectedCharacter).with("character", found),
            ProblemKind::Unclosed { open } => plain(Code::FormulaUnclosedBracket).with("bracket", open),
            ProblemKind::ExpectedExpression { found } => plain(Code::FormulaExpectedExpression).with("found", found),
            ProblemKind::Expected { expected, found } => plain(Code::FormulaExpected)
                .with("expected", expected)
                .with("found", found)
                .label_if(other, LabelText::OpenedHere),
            ProblemKind::TrailingText { found } => plain(Code::FormulaTrailingText).with("text", found),
            ProblemKind::ChainedComparison => plain(Code::FormulaChainedComparison),
            ProblemKind::UnknownFunction { name, nearest } => named(Code::FormulaUnknownFunction, name, nearest),
            ProblemKind::ArgumentCount { function, expected, found } => plain(Code::FormulaArgumentCount)
                .with("name", function)
                .with("expected", expected)
                .with("found", found),
            ProblemKind::AggregateNeedsTable { function } => plain(Code::FormulaAggregateNeedsTable).with("name", function),
            ProblemKind::UnknownName { name, nearest } => named(Code::FormulaUnknownName, name, nearest),
            ProblemKind::AmbiguousName { name } => plain(Code::FormulaAmbiguousName).with("name", name),
            ProblemKind::UnknownTable { name, nearest } => named(Code::FormulaUnknownTable, name, nearest),
            ProblemKind::UnknownClassValue { name, item, nearest } => plain(Code::FormulaUnknownClassValue)
                .with("value", name)
                .with("item", item)
                .suggest(nearest.as_deref()),
            ProblemKind::UnknownProfileKey { name, nearest } => {
                plain(Code::ProfileUnknownKey).with("key", name).suggest(nearest.as_deref())
            }
            ProblemKind::UnknownUnit { text, nearest } => plain(Code::UnitUnknown).with("text", text).suggest(nearest.as_deref()),
            ProblemKind::UnitClash { operation, left, right } => Diagnostic::new(Code::FormulaUnitMismatch)
                .with("operation", operation)
                .with("left", left)
                .with("right", right)
                .label(here, LabelText::Right)
                .label_if(other, LabelText::Left),
            ProblemKind::UnitTooLarge { text } => plain(Code::UnitTooLarge).with("text", text),
            ProblemKind::ResultUnit { expected, found } => Diagnostic::new(Code::FormulaUnitOfResult)
                .with("expected", expected)
                .with("found", found)
                .label(here, LabelText::Found),
            ProblemKind::WrongType { expected, found } => {
                let ((expected_zh, expected_en), (found_zh, found_en)) = (expected.words(), found.words());
                plain(Code::FormulaTypeMismatch)
                    .with_words("expected", expected_zh, expected_en)
                    .with_words("found", found_zh, found_en)
            }
            ProblemKind::TableAsValue { name } => plain(Code::FormulaTableAsValue).with("name", name),
            ProblemKind::HigherLevelTable { table, context } => plain(Code::FormulaHigherLevel)
                .with("name", table)
                .with("found", table)
                .with("expected", context),
            ProblemKind::HigherLevelItem { name, level, context } => plain(Code::FormulaItemAbove)
                .with("name", name)
                .with("level", level)
                .with("context", context),
            ProblemKind::NotAdditive { name, level } => plain(Code::FormulaAveragedRatio)
                .with("name", name)
                .with("rollup", "none")
                .with("level", level),
            ProblemKind::Digits => plain(Code::FormulaDigits),
        }
    }
}

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

    fn span(&self, start: usize, end: usize) -> Span {
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
