//! Formulas back to text: as they are written, and with names in place of ids for a reader.

use std::fmt::{self, Write as _};

use super::syntax::{Aggregate, AggregateFunction, Arithmetic, Expression, ExpressionKind, Function};

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
        ExpressionKind::Or(parts) | ExpressionKind::And(parts) if parts.len() < 2 => parts.first().map_or(Rank::Primary, rank),
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
    fn function(&self, function: Function) -> &'static str;
    fn aggregate(&self, aggregate: &Aggregate, value: &str, condition: Option<&str>, weight: Option<&str>) -> String;
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
};

const CHINESE: Words = Words {
    or: " 或 ",
    and: " 且 ",
    not: "非 ",
    inside: " 属于 ",
    yes: "是",
    no: "否",
    profile: "城市属性·",
    open: "（",
    close: "）",
    comma: "，",
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
};

impl Style for Plain {
    fn name(&self, id: &str) -> String {
        let mut characters = id.chars();
        let starts = characters
            .next()
            .is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first));
        let plain = starts && characters.all(|character| character == '_' || unicode_ident::is_xid_continue(character));
        if plain { id.to_owned() } else { format!("「{id}」") }
    }

    fn arithmetic(&self, operator: Arithmetic) -> &'static str {
        operator.text()
    }

    fn function(&self, function: Function) -> &'static str {
        function.text()
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

    fn function(&self, function: Function) -> &'static str {
        if self.chinese { function.text_zh() } else { function.text() }
    }

    fn aggregate(&self, aggregate: &Aggregate, value: &str, condition: Option<&str>, weight: Option<&str>) -> String {
        let table = self.name(&aggregate.table);
        if self.chinese {
            let rows = condition.map_or_else(|| format!("各{table}"), |condition| format!("满足“{condition}”的{table}"));
            return match aggregate.function {
                AggregateFunction::Count if condition.is_none() => format!("{table}的数量"),
                AggregateFunction::Count => format!("{rows}的数量"),
                AggregateFunction::Share => format!("{rows}占全部{table}的比例"),
                AggregateFunction::Sum => format!("{rows}的（{value}）之和"),
                AggregateFunction::Mean => format!("{rows}的（{value}）的平均值"),
                AggregateFunction::WeightedMean => {
                    format!("{rows}的（{value}）以（{}）为权的加权平均值", weight.unwrap_or_default())
                }
                AggregateFunction::Min => format!("{rows}的（{value}）的最小值"),
                AggregateFunction::Max => format!("{rows}的（{value}）的最大值"),
                AggregateFunction::Any => format!("有{rows}"),
                AggregateFunction::All => format!("全部{table}满足“{}”", condition.unwrap_or_default()),
            };
        }
        let rows = condition.map_or_else(|| format!("each {table}"), |condition| format!("each {table} where {condition}"));
        match aggregate.function {
            AggregateFunction::Count => format!(
                "the number of rows of {table}{}",
                condition.map(|c| format!(" where {c}")).unwrap_or_default()
            ),
            AggregateFunction::Share => format!("the share of {table} where {}", condition.unwrap_or_default()),
            AggregateFunction::Sum => format!("the sum over {rows} of ({value})"),
            AggregateFunction::Mean => format!("the mean over {rows} of ({value})"),
            AggregateFunction::WeightedMean => {
                format!("the mean over {rows} of ({value}), weighted by ({})", weight.unwrap_or_default())
            }
            AggregateFunction::Min => format!("the smallest over {rows} of ({value})"),
            AggregateFunction::Max => format!("the largest over {rows} of ({value})"),
            AggregateFunction::Any => format!("any of {rows}"),
            AggregateFunction::All => format!("all of {table} fulfil {}", condition.unwrap_or_default()),
        }
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
            Some(unit) => format!("{value} [{unit}]"),
        },
        ExpressionKind::Flag(value) => if *value { words.yes } else { words.no }.to_owned(),
        ExpressionKind::Name(id) => style.name(id),
        ExpressionKind::Profile(key) => format!("{}{}", words.profile, style.name(key)),
        ExpressionKind::Negate(part) => format!("-{}", bracketed(part, Rank::Unary, style)),
        ExpressionKind::Arithmetic(operator, left, right) => {
            let own = rank(expression);
            // The right side of an operator of equal rank needs brackets; the left side does not.
            let tighter = if own == Rank::Sum { Rank::Product } else { Rank::Unary };
            format!(
                "{} {} {}",
                bracketed(left, own, style),
                style.arithmetic(*operator),
                bracketed(right, tighter, style)
            )
        }
        ExpressionKind::Compare(operator, left, right) => {
            format!(
                "{} {} {}",
                bracketed(left, Rank::Sum, style),
                operator.text(),
                bracketed(right, Rank::Sum, style)
            )
        }
        ExpressionKind::And(parts) => joined(parts, Rank::Not, words.and, style),
        ExpressionKind::Or(parts) => joined(parts, Rank::And, words.or, style),
        ExpressionKind::Not(part) => format!("{}{}", words.not, bracketed(part, Rank::Not, style)),
        ExpressionKind::In(value, list) => {
            let list: Vec<String> = list.iter().map(|value| write(value, style)).collect();
            let value = bracketed(value, Rank::Sum, style);
            format!("{value}{}{}{}{}", words.inside, words.open, list.join(words.comma), words.close)
        }
        ExpressionKind::Call(function, arguments) => {
            let arguments: Vec<String> = arguments.iter().map(|argument| write(argument, style)).collect();
            format!(
                "{}{}{}{}",
                style.function(*function),
                words.open,
                arguments.join(words.comma),
                words.close
            )
        }
        ExpressionKind::Aggregate(aggregate) => {
            let part = |part: &Option<Expression>| part.as_ref().map(|part| write(part, style));
            let (value, condition, weight) = (part(&aggregate.value), part(&aggregate.condition), part(&aggregate.weight));
            style.aggregate(aggregate, &value.unwrap_or_default(), condition.as_deref(), weight.as_deref())
        }
    }
}

fn bracketed(expression: &Expression, least: Rank, style: &dyn Style) -> String {
    let text = write(expression, style);
    if rank(expression) < least {
        let words = style.words();
        format!("{}{text}{}", words.open, words.close)
    } else {
        text
    }
}

fn joined(parts: &[Expression], least: Rank, with: &str, style: &dyn Style) -> String {
    let least = if parts.len() < 2 { Rank::Or } else { least };
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
