//! Formulas back to text: as they are written, and with names in place of ids for a reader.

use std::fmt::{self, Write as _};

use super::syntax::{Aggregate, AggregateFunction, Arithmetic, Comparison, Expression, ExpressionKind, Function};
use super::token::{QUOTES, fold, is_plain_name};
use crate::unit::Units;

/// How tightly a part binds; brackets are written only where they are needed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Unary,
    Primary,
}

fn rank(expression: &Expression) -> Rank {
    match &expression.kind {
        // `any(x)` and `all(x)`.
        ExpressionKind::Or(parts) | ExpressionKind::And(parts) if parts.len() < 2 => Rank::Primary,
        ExpressionKind::Or(_) => Rank::Or,
        ExpressionKind::And(_) => Rank::And,
        ExpressionKind::Not(_) => Rank::Not,
        ExpressionKind::Compare(..) | ExpressionKind::In(..) => Rank::Compare,
        ExpressionKind::Arithmetic(Arithmetic::Add | Arithmetic::Subtract, ..) => Rank::Sum,
        ExpressionKind::Arithmetic(..) => Rank::Product,
        ExpressionKind::Negate(_) => Rank::Unary,
        _ => Rank::Primary,
    }
}

/// Words and signs of one way of writing.
trait Style {
    /// A name: the id as written, or the item's name.
    fn name(&self, id: &str) -> String;
    fn arithmetic(&self, operator: Arithmetic) -> &'static str;
    fn comparison(&self, operator: Comparison) -> &'static str {
        operator.text()
    }
    fn call(&self, function: Function, arguments: &[String]) -> String;
    fn aggregate(&self, aggregate: &Aggregate, value: &str, condition: Option<&str>, weight: Option<&str>) -> String;
    /// A number's unit, behind the number.
    fn unit(&self, written: &str) -> String;
    fn words(&self) -> &'static Words;
}

/// The words that hold a formula together.
struct Words {
    or: &'static str,
    and: &'static str,
    not: &'static str,
    inside: &'static str,
    yes: &'static str,
    no: &'static str,
    profile: &'static str,
    open: &'static str,
    close: &'static str,
    comma: &'static str,
    /// Whether the values of an aggregate need brackets, since no signs set them apart.
    brackets_values: bool,
    /// Whether an aggregate itself needs them beside a sign, since its last words could belong to what follows.
    brackets_aggregates: bool,
}

/// As it is written in a catalogue.
struct Plain;

const PLAIN: Words = Words {
    or: " or ",
    and: " and ",
    not: "not ",
    inside: " in ",
    yes: "true",
    no: "false",
    profile: "profile.",
    open: "(",
    close: ")",
    comma: ", ",
    brackets_values: false,
    brackets_aggregates: false,
};

const CHINESE: Words = Words {
    or: " 或 ",
    and: " 且 ",
    not: "非 ",
    inside: " 属于",
    yes: "是",
    no: "否",
    profile: "城市属性·",
    open: "（",
    close: "）",
    comma: "，",
    brackets_values: true,
    brackets_aggregates: false,
};

const ENGLISH: Words = Words {
    or: " or ",
    and: " and ",
    not: "not ",
    inside: " is one of ",
    yes: "yes",
    no: "no",
    profile: "city profile: ",
    open: "(",
    close: ")",
    comma: ", ",
    brackets_values: true,
    brackets_aggregates: true,
};

impl Style for Plain {
    fn name(&self, id: &str) -> String {
        if is_plain_name(id) {
            return id.to_owned();
        }
        let fits = |quotes: &&(char, char)| !id.chars().any(|letter| fold(letter) == quotes.1);
        let (open, close) = QUOTES.iter().find(fits).copied().unwrap_or(('「', '」'));
        format!("{open}{id}{close}")
    }

    fn arithmetic(&self, operator: Arithmetic) -> &'static str {
        operator.text()
    }

    fn call(&self, function: Function, arguments: &[String]) -> String {
        listed(function.text(), arguments, &PLAIN)
    }

    fn aggregate(&self, aggregate: &Aggregate, value: &str, condition: Option<&str>, weight: Option<&str>) -> String {
        let mut text = format!("{}({}", aggregate.function.text(), self.name(&aggregate.table));
        if let Some(condition) = condition {
            let _ = write!(text, " where {condition}");
        }
        if !value.is_empty() {
            let _ = write!(text, ": {value}");
        }
        if let Some(weight) = weight {
            let _ = write!(text, ", weight: {weight}");
        }
        text.push(')');
        text
    }

    fn unit(&self, written: &str) -> String {
        format!("[{written}]")
    }

    fn words(&self) -> &'static Words {
        &PLAIN
    }
}

/// With names in place of ids.
struct Named<'a, F: Fn(&str) -> String> {
    name: &'a F,
    chinese: bool,
}

impl<F: Fn(&str) -> String> Style for Named<'_, F> {
    fn name(&self, id: &str) -> String {
        (self.name)(id)
    }

    fn arithmetic(&self, operator: Arithmetic) -> &'static str {
        match operator {
            Arithmetic::Add => "+",
            Arithmetic::Subtract => "−",
            Arithmetic::Multiply => "×",
            Arithmetic::Divide => "÷",
        }
    }

    fn comparison(&self, operator: Comparison) -> &'static str {
        match operator {
            Comparison::Less => "<",
            Comparison::LessEqual => "≤",
            Comparison::Greater => ">",
            Comparison::GreaterEqual => "≥",
            Comparison::Equal => "=",
            Comparison::NotEqual => "≠",
        }
    }

    fn call(&self, function: Function, arguments: &[String]) -> String {
        if let (Function::If, [condition, then, otherwise]) = (function, arguments) {
            return if self.chinese {
                format!("（若{condition}，则{then}，否则{otherwise}）")
            } else {
                format!("(if {condition} then {then}, otherwise {otherwise})")
            };
        }
        let word = match (function, self.chinese) {
            (Function::Min, true) => "取最小者",
            (Function::Min, false) => "the smallest of ",
            (Function::Max, true) => "取最大者",
            (Function::Max, false) => "the largest of ",
            (Function::Coalesce, true) => "取首个有值者",
            (Function::Coalesce, false) => "the first known of ",
            (Function::Previous, false) => "previous period's ",
            (_, true) => function.text_zh(),
            (_, false) => function.text(),
        };
        listed(word, arguments, self.words())
    }

    fn aggregate(&self, aggregate: &Aggregate, value: &str, condition: Option<&str>, weight: Option<&str>) -> String {
        let (table, weight) = (self.name(&aggregate.table), weight.unwrap_or_default());
        if self.chinese {
            let rows = condition.map_or_else(|| format!("各{table}"), |condition| format!("满足“{condition}”的{table}"));
            return match aggregate.function {
                AggregateFunction::Count if condition.is_none() => format!("{table}的数量"),
                AggregateFunction::Count => format!("{rows}的数量"),
                AggregateFunction::Share => format!("{rows}占全部{table}的比例"),
                AggregateFunction::Sum => format!("{rows}的{value}之和"),
                AggregateFunction::Mean => format!("{rows}的{value}的平均值"),
                AggregateFunction::WeightedMean => format!("{rows}的{value}以{weight}为权的加权平均值"),
                AggregateFunction::Min => format!("{rows}的{value}的最小值"),
                AggregateFunction::Max => format!("{rows}的{value}的最大值"),
                AggregateFunction::Any => format!("有{rows}"),
                AggregateFunction::All => format!("全部{table}满足“{}”", condition.unwrap_or_default()),
            };
        }
        let rows = condition.map_or_else(|| table.clone(), |condition| format!("{table} where “{condition}”"));
        match aggregate.function {
            AggregateFunction::Count => format!("number of {rows}"),
            AggregateFunction::Share => format!("share of {rows}"),
            AggregateFunction::Sum => format!("sum of {value} over each {rows}"),
            AggregateFunction::Mean => format!("mean of {value} over each {rows}"),
            AggregateFunction::WeightedMean => format!("mean of {value}, weighted by {weight}, over each {rows}"),
            AggregateFunction::Min => format!("smallest {value} of each {rows}"),
            AggregateFunction::Max => format!("largest {value} of each {rows}"),
            AggregateFunction::Any => format!("any {rows}"),
            AggregateFunction::All => format!("“{}” for every {table}", condition.unwrap_or_default()),
        }
    }

    fn unit(&self, written: &str) -> String {
        let Ok(unit) = Units::builtin().parse(written) else {
            return format!("[{written}]");
        };
        let shown = if self.chinese { unit.display_zh() } else { unit.display_en() };
        if shown.is_empty() {
            return format!("[{written}]");
        }
        // 个/个 would say nothing: the names of what is counted do.
        let names = written.split('/').map(|part| Units::builtin().name_zh(part.trim()));
        let names: Option<Vec<String>> = names.collect();
        names
            .filter(|_| self.chinese && shown.contains('个'))
            .map_or(shown, |names| names.join("/"))
    }

    fn words(&self) -> &'static Words {
        if self.chinese { &CHINESE } else { &ENGLISH }
    }
}

fn write(expression: &Expression, style: &dyn Style) -> String {
    let words = style.words();
    match &expression.kind {
        ExpressionKind::Number { value, unit } => match unit.as_deref() {
            None => value.to_string(),
            Some("%") => format!("{value}%"),
            Some(unit) => format!("{value} {}", style.unit(unit)),
        },
        ExpressionKind::Flag(value) => if *value { words.yes } else { words.no }.to_owned(),
        ExpressionKind::Name(id) => style.name(id),
        ExpressionKind::Profile(key) => format!("{}{}", words.profile, style.name(key)),
        ExpressionKind::Negate(part) => format!("-{}", bracketed(part, Rank::Unary, style)),
        ExpressionKind::Arithmetic(operator, left, right) => {
            let own = rank(expression);
            // The right side of an operator of equal rank needs brackets; the left side does not.
            let tighter = if own == Rank::Sum { Rank::Product } else { Rank::Unary };
            let (left, right) = (bracketed(left, own, style), bracketed(right, tighter, style));
            around(&left, style.arithmetic(*operator), &right)
        }
        ExpressionKind::Compare(operator, left, right) => {
            let (left, right) = (bracketed(left, Rank::Sum, style), bracketed(right, Rank::Sum, style));
            around(&left, style.comparison(*operator), &right)
        }
        ExpressionKind::And(parts) if parts.len() < 2 => call(Function::All, parts, style),
        ExpressionKind::Or(parts) if parts.len() < 2 => call(Function::Any, parts, style),
        ExpressionKind::And(parts) => joined(parts, Rank::Not, words.and, style),
        ExpressionKind::Or(parts) => joined(parts, Rank::And, words.or, style),
        ExpressionKind::Not(part) => format!("{}{}", words.not, bracketed(part, Rank::Not, style)),
        ExpressionKind::In(value, list) => {
            let list: Vec<String> = list.iter().map(|value| bracketed(value, Rank::Primary, style)).collect();
            let value = bracketed(value, Rank::Sum, style);
            format!("{value}{}{}{}{}", words.inside, words.open, list.join(words.comma), words.close)
        }
        ExpressionKind::Call(function, arguments) => call(*function, arguments, style),
        ExpressionKind::Aggregate(aggregate) => {
            let least = if words.brackets_values { Rank::Primary } else { Rank::Or };
            let part = |part: &Option<Expression>, least: Rank| part.as_ref().map(|part| bracketed(part, least, style));
            let (value, weight) = (part(&aggregate.value, least), part(&aggregate.weight, least));
            let condition = part(&aggregate.condition, Rank::Or);
            style.aggregate(aggregate, &value.unwrap_or_default(), condition.as_deref(), weight.as_deref())
        }
    }
}

fn call(function: Function, arguments: &[Expression], style: &dyn Style) -> String {
    let arguments: Vec<String> = arguments.iter().map(|argument| write(argument, style)).collect();
    style.call(function, &arguments)
}

fn listed(word: &str, parts: &[String], words: &Words) -> String {
    format!("{word}{}{}{}", words.open, parts.join(words.comma), words.close)
}

fn bracketed(expression: &Expression, least: Rank, style: &dyn Style) -> String {
    let text = write(expression, style);
    let words = style.words();
    let is_phrase = words.brackets_aggregates && matches!(expression.kind, ExpressionKind::Aggregate(_));
    if rank(expression) < least || is_phrase {
        format!("{}{text}{}", words.open, words.close)
    } else {
        text
    }
}

/// Two sides of a sign; a full-width bracket brings its own space.
fn around(left: &str, sign: &str, right: &str) -> String {
    let before = if left.ends_with('）') { "" } else { " " };
    let after = if right.starts_with('（') { "" } else { " " };
    format!("{left}{before}{sign}{after}{right}")
}

fn joined(parts: &[Expression], least: Rank, with: &str, style: &dyn Style) -> String {
    let parts: Vec<String> = parts.iter().map(|part| bracketed(part, least, style)).collect();
    parts.join(with)
}

impl fmt::Display for Expression {
    /// Writes the formula so that it reads back to the same tree.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&write(self, &Plain))
    }
}

impl Expression {
    /// The formula as a sentence-like Chinese text; `name` gives the name of an id.
    pub(crate) fn chinese(&self, name: &impl Fn(&str) -> String) -> String {
        write(self, &Named { name, chinese: true })
    }

    /// The formula as a sentence-like English text; `name` gives the name of an id.
    pub(crate) fn english(&self, name: &impl Fn(&str) -> String) -> String {
        write(self, &Named { name, chinese: false })
    }
}

#[cfg(test)]
#[path = "render_tests.rs"]
pub(super) mod tests;
