//! What can be wrong with a formula, and where in its text.

use super::anchor::Anchor;
use super::scope::Name;
use super::unit_words::unit_diagnostic;
use crate::diagnostic::{Code, Diagnostic, LabelText};
use crate::unit::UnitError;

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
    TooManyOperators {
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
        found: Found,
    },
    Expected {
        expected: Expected,
        found: Found,
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
        expected: Count,
        found: usize,
    },
    AggregateForm {
        function: &'static str,
        form: Form,
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
        candidates: Vec<String>,
    },
    UnknownTable {
        name: String,
        nearest: Option<String>,
    },
    UnknownClassValue {
        name: String,
        item: String,
        known: Vec<String>,
        nearest: Option<String>,
    },
    UnknownProfileKey {
        name: String,
        nearest: Option<String>,
    },
    BadUnit(UnitError),
    UnitClash {
        operation: &'static str,
        left: Name,
        right: Name,
    },
    ResultUnit {
        expected: Name,
        found: Name,
        nearest: Option<String>,
    },
    PercentFactor,
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

/// The same in Chinese and English.
type Words = (&'static str, &'static str);

/// What stands at a place, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Text(String),
    End,
}

/// What should stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// The end of a bracket.
    Close,
    /// The end of a list, or its next part.
    CommaOrClose,
    /// The values of `in`.
    List,
    Weight,
}

impl Expected {
    const fn words(self) -> Words {
        match self {
            Self::Close => ("运算符或 `)`", "an operator or `)`"),
            Self::CommaOrClose => ("运算符、`,` 或 `)`", "an operator, `,` or `)`"),
            Self::List => ("括号中的列表，如 (甲, 乙)", "a list in brackets, such as (a, b)"),
            Self::Weight => (" `权重：`", "`weight:`"),
        }
    }
}

/// How many arguments a function takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    One,
    Two,
    Three,
    OneOrMore,
}

impl Count {
    pub(crate) const fn fits(self, found: usize) -> bool {
        match self {
            Self::One => found == 1,
            Self::Two => found == 2,
            Self::Three => found == 3,
            Self::OneOrMore => found >= 1,
        }
    }

    const fn words(self) -> Words {
        match self {
            Self::One => (" 1 个参数", "one argument"),
            Self::Two => (" 2 个参数", "two arguments"),
            Self::Three => (" 3 个参数", "three arguments"),
            Self::OneOrMore => ("至少 1 个参数", "at least one argument"),
        }
    }
}

/// What an aggregate is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Condition,
    Value,
    WeightedValue,
}

impl Form {
    const fn words(self) -> Words {
        match self {
            Self::Condition => ("表 where 条件", "table where condition"),
            Self::Value => ("表: 值", "table: value"),
            Self::WeightedValue => ("表: 值, weight: 权重", "table: value, weight: weight"),
        }
    }
}

/// A type of value, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeName {
    Number,
    Flag,
    Class,
}

impl TypeName {
    const fn words(self) -> Words {
        match self {
            Self::Number => ("数", "a number"),
            Self::Flag => ("标志（是或否）", "a flag (yes or no)"),
            Self::Class => ("分类值", "a class value"),
        }
    }
}

/// A declaration that a problem is about, besides its place in the formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Declaration<'a> {
    /// The unit that the formula must come to.
    Unit,
    /// The level that the formula is read for.
    Level,
    /// The level of the item of this id.
    LevelOf(&'a str),
    /// The item or check of this id.
    Item(&'a str),
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

    /// The declarations that it clashes with.
    pub(crate) fn declarations(&self) -> Vec<Declaration<'_>> {
        match &self.kind {
            ProblemKind::ResultUnit { .. } | ProblemKind::PercentFactor => vec![Declaration::Unit],
            ProblemKind::HigherLevelTable { .. } => vec![Declaration::Level],
            ProblemKind::HigherLevelItem { name, .. } => vec![Declaration::LevelOf(name)],
            ProblemKind::NotAdditive { name, .. } => vec![Declaration::Item(name)],
            ProblemKind::AmbiguousName { candidates, .. } => candidates.iter().map(|id| Declaration::Item(id)).collect(),
            _ => Vec::new(),
        }
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
            ProblemKind::TooManyOperators { limit } => plain(Code::FormulaTooManyOperators).with("limit", limit),
            ProblemKind::BadNumber { text } => plain(Code::FormulaBadNumber).with("text", text),
            ProblemKind::UnexpectedCharacter { found } => plain(Code::FormulaUnexpectedCharacter).with("character", found),
            ProblemKind::Unclosed { open } => plain(Code::FormulaUnclosedBracket).with("bracket", open),
            ProblemKind::ExpectedExpression { found } => found.put(plain(Code::FormulaExpectedExpression)),
            ProblemKind::Expected { expected, found } => {
                let (chinese, english) = expected.words();
                let problem = plain(Code::FormulaExpected).with_words("expected", chinese, english);
                found.put(problem).label_if(other, LabelText::OpenedHere)
            }
            ProblemKind::TrailingText { found } => plain(Code::FormulaTrailingText).with("text", found),
            ProblemKind::ChainedComparison => plain(Code::FormulaChainedComparison),
            ProblemKind::UnknownFunction { name, nearest } => named(Code::FormulaUnknownFunction, name, nearest),
            ProblemKind::ArgumentCount { function, expected, found } => {
                let (chinese, english) = expected.words();
                let problem = plain(Code::FormulaArgumentCount).with("name", function).with("found", found);
                problem.with_words("expected", chinese, english)
            }
            ProblemKind::AggregateForm { function, form } => {
                let (chinese, english) = form.words();
                plain(Code::FormulaAggregateForm)
                    .with("name", function)
                    .with_words("form", chinese, english)
            }
            ProblemKind::AggregateNeedsTable { function } => plain(Code::FormulaAggregateNeedsTable).with("name", function),
            ProblemKind::UnknownName { name, nearest } => named(Code::FormulaUnknownName, name, nearest),
            ProblemKind::AmbiguousName { name, candidates } => {
                let quoted: Vec<String> = candidates.iter().map(|id| format!("`{id}`")).collect();
                let problem = plain(Code::FormulaAmbiguousName).with("name", name);
                problem.with_words("candidates", quoted.join("、"), quoted.join(", "))
            }
            ProblemKind::UnknownTable { name, nearest } => named(Code::FormulaUnknownTable, name, nearest),
            ProblemKind::UnknownClassValue {
                name,
                item,
                known,
                nearest,
            } => {
                let problem = plain(Code::FormulaUnknownClassValue).with("value", name).with("item", item);
                let known = listed(known);
                problem.with_words("known", known.zh, known.en).suggest(nearest.as_deref())
            }
            ProblemKind::UnknownProfileKey { name, nearest } => {
                plain(Code::CatalogueUnknownProfileKey).with("id", name).suggest(nearest.as_deref())
            }
            ProblemKind::BadUnit(error) => unit_diagnostic(error).label(here, LabelText::Here),
            ProblemKind::UnitClash { operation, left, right } => Diagnostic::new(Code::FormulaUnitMismatch)
                .with("operation", format_args!("`{operation}`"))
                .with_words("left", &left.zh, &left.en)
                .with_words("right", &right.zh, &right.en)
                .label(here, LabelText::Right)
                .label_if(other, LabelText::Left),
            ProblemKind::ResultUnit { expected, found, nearest } => Diagnostic::new(Code::FormulaUnitOfResult)
                .suggest(nearest.as_deref())
                .with_words("expected", &expected.zh, &expected.en)
                .with_words("found", &found.zh, &found.en)
                .label(here, LabelText::Found),
            ProblemKind::PercentFactor => plain(Code::FormulaPercentFactor).with("expected", "%"),
            ProblemKind::WrongType { expected, found } => wrong_type(*expected, *found).label(here, LabelText::Here),
            ProblemKind::TableAsValue { name } => plain(Code::FormulaTableAsValue).with("name", name),
            ProblemKind::HigherLevelTable { table, context } => {
                plain(Code::FormulaHigherLevel).with("name", table).with("expected", context)
            }
            ProblemKind::HigherLevelItem { name, level, context } => plain(Code::FormulaItemAbove)
                .with("name", name)
                .with("level", level)
                .with("context", context),
            ProblemKind::NotAdditive { name, level } => plain(Code::FormulaAveragedRatio).with("name", name).with("level", level),
            ProblemKind::Digits => plain(Code::FormulaDigits),
        }
    }
}

impl Found {
    fn put(&self, problem: Diagnostic) -> Diagnostic {
        match self {
            Self::Text(text) => problem.with_words("found", format_args!(" `{text}`"), format_args!("`{text}`")),
            Self::End => problem.with_words("found", "公式的末尾", "the end of the formula"),
        }
    }
}

/// A value of another type than there must be, without a place.
pub(crate) fn wrong_type(expected: TypeName, found: TypeName) -> Diagnostic {
    let ((expected_zh, expected_en), (found_zh, found_en)) = (expected.words(), found.words());
    let problem = Diagnostic::new(Code::FormulaTypeMismatch).with_words("expected", expected_zh, expected_en);
    problem.with_words("found", found_zh, found_en)
}

/// Values that there are, as many as fit into a message.
pub(crate) fn listed(known: &[String]) -> Name {
    const MOST: usize = 12;
    let quoted: Vec<String> = known.iter().take(MOST).map(|id| format!("`{id}`")).collect();
    let more = if known.len() > MOST { " …" } else { "" };
    Name {
        zh: (quoted.join("、") + more).into(),
        en: (quoted.join(", ") + more).into(),
    }
}
