//! The syntax tree of a formula: what was written, with places, before any name is known.

use rust_decimal::Decimal;

/// A part of a formula and the bytes it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// First byte in the formula text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ExpressionKind {
    /// A number, with the unit that stands behind it in brackets.
    Number {
        /// The number.
        value: Decimal,
        /// `20 [year]`; `70%` has the unit `%`.
        unit: Option<String>,
    },
    /// Yes or no.
    Flag(bool),
    /// The name of a data item, checklist item or class value.
    Name(String),
    /// `profile.key`.
    Profile(String),
    /// Minus.
    Negate(Box<Expression>),
    /// `+ - * /`; operators of equal rank associate to the left.
    Arithmetic(Arithmetic, Box<Expression>, Box<Expression>),
    /// `< <= > >= == !=`.
    Compare(Comparison, Box<Expression>, Box<Expression>),
    /// All of them hold.
    And(Vec<Expression>),
    /// At least one holds.
    Or(Vec<Expression>),
    /// It does not hold.
    Not(Box<Expression>),
    /// One of a list of class values.
    In(Box<Expression>, Vec<Expression>),
    /// A function of values.
    Call(Function, Vec<Expression>),
    /// A function over the rows of a table below the area.
    Aggregate(Box<Aggregate>),
}

/// A function over the rows of a table that belong to an area.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// Which function.
    pub function: AggregateFunction,
    /// Level, observation table or entity item, as written.
    pub table: String,
    /// Place of the table name.
    pub table_start: usize,
    /// Byte after it.
    pub table_end: usize,
    /// Which rows (`where`).
    pub condition: Option<Expression>,
    /// What is taken of each row.
    pub value: Option<Expression>,
    /// Weight of each row.
    pub weight: Option<Expression>,
}

/// An arithmetic operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*` or `×`
    Multiply,
    /// `/` or `÷`
    Divide,
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=` or `≤`
    LessEqual,
    /// `>`
    Greater,
    /// `>=` or `≥`
    GreaterEqual,
    /// `==` or `=`
    Equal,
    /// `!=` or `≠`
    NotEqual,
}

impl Comparison {
    /// Whether it holds for two values that compare like this.
    pub const fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => ordering.is_lt(),
            Self::LessEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterEqual => ordering.is_ge(),
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
        }
    }
}

/// A function of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// Smallest of several numbers.
    Min,
    /// Largest of several numbers.
    Max,
    /// Size without sign.
    Abs,
    /// `round(number, digits)` in the unit of the number, by the catalogue's rounding rule.
    Round,
    /// `if(condition, then, otherwise)`.
    If,
    /// At least one of several flags.
    Any,
    /// All of several flags.
    All,
    /// The first value that there is.
    Coalesce,
    /// The value in the previous period.
    Previous,
}

/// A function over rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AggregateFunction {
    /// Sum.
    Sum,
    /// Number of rows.
    Count,
    /// Rows that fulfil the condition among all rows.
    Share,
    /// Mean.
    Mean,
    /// Mean weighted by another value.
    WeightedMean,
    /// Smallest.
    Min,
    /// Largest.
    Max,
    /// At least one row.
    Any,
    /// Every row.
    All,
}

impl Arithmetic {
    /// The sign as this library writes it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        }
    }
}

impl Comparison {
    /// The sign as this library writes it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
        }
    }
}

/// Names of the functions: in formulas, and in Chinese.
const FUNCTIONS: [(Function, &str, &str); 9] = [
    (Function::Min, "min", "最小"),
    (Function::Max, "max", "最大"),
    (Function::Abs, "abs", "绝对值"),
    (Function::Round, "round", "修约"),
    (Function::If, "if", "如果"),
    (Function::Any, "any", "任一"),
    (Function::All, "all", "全部"),
    (Function::Coalesce, "coalesce", "缺省"),
    (Function::Previous, "previous", "上期"),
];

const AGGREGATES: [(AggregateFunction, &str, &str); 9] = [
    (AggregateFunction::Sum, "sum", "求和"),
    (AggregateFunction::Count, "count", "计数"),
    (AggregateFunction::Share, "share", "占比"),
    (AggregateFunction::Mean, "mean", "平均"),
    (AggregateFunction::WeightedMean, "weighted_mean", "加权平均"),
    (AggregateFunction::Min, "min", "最小"),
    (AggregateFunction::Max, "max", "最大"),
    (AggregateFunction::Any, "any", "任一"),
    (AggregateFunction::All, "all", "全部"),
];

impl Function {
    /// The function of this English or Chinese name.
    pub fn named(name: &str) -> Option<Self> {
        FUNCTIONS
            .iter()
            .find(|(_, en, zh)| *en == name || *zh == name)
            .map(|(function, ..)| *function)
    }

    /// Name in formulas.
    pub fn text(self) -> &'static str {
        FUNCTIONS
            .iter()
            .find(|(function, ..)| *function == self)
            .map_or("", |(_, en, _)| en)
    }

    /// Chinese name.
    pub fn text_zh(self) -> &'static str {
        FUNCTIONS
            .iter()
            .find(|(function, ..)| *function == self)
            .map_or("", |(_, _, zh)| zh)
    }
}

impl AggregateFunction {
    /// The function of this English or Chinese name.
    pub fn named(name: &str) -> Option<Self> {
        AGGREGATES
            .iter()
            .find(|(_, en, zh)| *en == name || *zh == name)
            .map(|(function, ..)| *function)
    }

    /// Name in formulas.
    pub fn text(self) -> &'static str {
        AGGREGATES
            .iter()
            .find(|(function, ..)| *function == self)
            .map_or("", |(_, en, _)| en)
    }

    /// Chinese name.
    pub fn text_zh(self) -> &'static str {
        AGGREGATES
            .iter()
            .find(|(function, ..)| *function == self)
            .map_or("", |(_, _, zh)| zh)
    }
}

/// All function names, for hints.
pub(crate) fn function_names() -> impl Iterator<Item = &'static str> {
    let functions = FUNCTIONS.iter().flat_map(|(_, en, zh)| [*en, *zh]);
    functions.chain(AGGREGATES.iter().flat_map(|(_, en, zh)| [*en, *zh]))
}
