//! Trees to formula text: brackets where they are needed and sometimes where they are not, English or Chinese signs and names.

use cityvitals_tests::Dice;

use crate::expression::{Aggregate, Flag, Function, Number};

/// The text of a formula.
pub(crate) fn written(number: &Number, dice: &mut Dice) -> String {
    let chinese = dice.percent(25);
    let text = Writer { dice, chinese }.number(number, 0);
    if chinese {
        text.replace('(', "（").replace(')', "）").replace(',', "，").replace(':', "：")
    } else {
        text
    }
}

struct Writer<'a> {
    dice: &'a mut Dice,
    chinese: bool,
}

impl Writer<'_> {
    fn word(&self, english: &str, chinese: &str) -> String {
        if self.chinese { chinese.to_owned() } else { english.to_owned() }
    }

    /// Brackets around a text of a lower rank than its place asks for.
    fn bracketed(&mut self, text: String, rank: u8, wanted: u8) -> String {
        if rank < wanted || self.dice.percent(5) {
            format!("({text})")
        } else {
            text
        }
    }

    fn list(&mut self, numbers: &[Number]) -> String {
        let texts: Vec<String> = numbers.iter().map(|number| self.number(number, 0)).collect();
        texts.join(", ")
    }

    fn field(&self, name: char) -> String {
        let chinese = match name {
            'a' => "甲",
            'b' => "乙",
            'c' => "丙",
            'p' => "己",
            'q' => "庚",
            'r' => "辛",
            _ => return name.to_string(),
        };
        self.word(&name.to_string(), chinese)
    }

    /// Ranks: 1 sums, 2 products, 3 signs, 4 the rest.
    fn number(&mut self, number: &Number, wanted: u8) -> String {
        match number {
            Number::Literal(text) => text.clone(),
            Number::Field(name) => self.field(*name),
            Number::Negate(part) => {
                let text = format!("-{}", self.number(part, 3));
                self.bracketed(text, 3, wanted)
            }
            Number::Arithmetic(operator, left, right) => {
                let rank = if matches!(operator, '+' | '-') { 1 } else { 2 };
                let (left, right) = (self.number(left, rank), self.number(right, rank + 1));
                let sign = match operator {
                    '*' => self.word("*", "×"),
                    '/' => self.word("/", "÷"),
                    '-' => self.word("-", "－"),
                    other => other.to_string(),
                };
                self.bracketed(format!("{left} {sign} {right}"), rank, wanted)
            }
            Number::Min(parts) => format!("{}({})", self.word("min", "最小"), self.list(parts)),
            Number::Max(parts) => format!("{}({})", self.word("max", "最大"), self.list(parts)),
            Number::Absolute(part) => format!("{}({})", self.word("abs", "绝对值"), self.number(part, 0)),
            Number::Round(part, digits) => format!("{}({}, {digits})", self.word("round", "修约"), self.number(part, 0)),
            Number::Coalesce(parts) => format!("{}({})", self.word("coalesce", "缺省"), self.list(parts)),
            Number::If(condition, then, otherwise) => {
                let (condition, then, otherwise) = (self.flag(condition, 0), self.number(then, 0), self.number(otherwise, 0));
                format!("{}({condition}, {then}, {otherwise})", self.word("if", "如果"))
            }
            Number::Aggregate(aggregate) => self.aggregate(aggregate, wanted),
        }
    }

    /// Ranks: 1 or, 2 and, 3 not, 4 comparisons and the rest.
    fn flag(&mut self, flag: &Flag, wanted: u8) -> String {
        match flag {
            Flag::Field(name) => name.to_string(),
            Flag::Compare(operator, left, right) => {
                let (left, right) = (self.number(left, 1), self.number(right, 1));
                let sign = match (*operator, self.chinese) {
                    ("<=", true) => "≤",
                    (">=", true) => "≥",
                    ("!=", true) => "≠",
                    (other, _) => other,
                };
                format!("{left} {sign} {right}")
            }
            Flag::And(parts) => self.joined(parts, "and", "且", 2, wanted),
            Flag::Or(parts) => self.joined(parts, "or", "或", 1, wanted),
            Flag::Not(part) => {
                let text = format!("{} {}", self.word("not", "非"), self.flag(part, 3));
                self.bracketed(text, 3, wanted)
            }
            Flag::Rows(every, condition) => {
                let function = if *every {
                    self.word("all", "全部")
                } else {
                    self.word("any", "任一")
                };
                format!(
                    "{function}({} {} {})",
                    self.word("line", "行"),
                    self.word("where", "其中"),
                    self.flag(condition, 0)
                )
            }
        }
    }

    fn joined(&mut self, parts: &[Flag], english: &str, chinese: &str, rank: u8, wanted: u8) -> String {
        let texts: Vec<String> = parts.iter().map(|part| self.flag(part, rank + 1)).collect();
        let text = texts.join(&format!(" {} ", self.word(english, chinese)));
        self.bracketed(text, rank, wanted)
    }

    fn aggregate(&mut self, aggregate: &Aggregate, wanted: u8) -> String {
        let (english, chinese) = match aggregate.function {
            Function::Sum => ("sum", "求和"),
            Function::Count => ("count", "计数"),
            Function::Share => ("share", "占比"),
            Function::Mean => ("mean", "平均"),
            Function::WeightedMean => ("weighted_mean", "加权平均"),
            Function::Min => ("min", "最小"),
            Function::Max => ("max", "最大"),
        };
        let mut parts = vec![format!("{}({}", self.word(english, chinese), self.word("line", "行"))];
        if let Some(condition) = &aggregate.condition {
            parts.push(format!(" {} {}", self.word("where", "其中"), self.flag(condition, 0)));
        }
        if let Some(value) = &aggregate.value {
            parts.push(format!(": {}", self.number(value, 0)));
        }
        if let Some(weight) = &aggregate.weight {
            parts.push(format!(", {}: {}", self.word("weight", "权重"), self.number(weight, 0)));
        }
        let text = parts.concat() + ")";
        if aggregate.function == Function::Count {
            // A count has the unit of what is counted; the formulas here have none.
            let text = format!("{text} {} 1 [1/item]", self.word("*", "×"));
            return self.bracketed(text, 2, wanted);
        }
        text
    }
}
