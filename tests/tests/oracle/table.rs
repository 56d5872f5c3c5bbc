//! Random small datasets: blocks of one city, and rows in them.

use std::collections::BTreeMap;

use cityvitals_tests::Dice;
use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::{Value, json};

/// Values of one block or row by name of the field.
pub(crate) type Numbers = BTreeMap<char, BigRational>;

/// One row of the observation table.
pub(crate) struct Line {
    pub(crate) block: usize,
    pub(crate) numbers: Numbers,
    pub(crate) flags: BTreeMap<char, bool>,
}

/// A dataset.
pub(crate) struct Sample {
    pub(crate) blocks: Vec<Numbers>,
    pub(crate) lines: Vec<Line>,
    /// Whether the catalogue rounds ties away from zero.
    pub(crate) half_up: bool,
    text: String,
}

/// An area of it.
#[derive(Clone, Copy)]
pub(crate) enum Area {
    Block(usize),
    City,
}

impl Area {
    pub(crate) const fn level(self) -> &'static str {
        match self {
            Self::Block(_) => "block",
            Self::City => "city",
        }
    }

    pub(crate) fn id(self) -> String {
        match self {
            Self::Block(place) => format!("b{place}"),
            Self::City => "city".to_owned(),
        }
    }

    pub(crate) const fn holds(self, block: usize) -> bool {
        match self {
            Self::Block(place) => place == block,
            Self::City => true,
        }
    }
}

/// The rational number that decimal text says.
pub(crate) fn rational(text: &str) -> BigRational {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let numerator: BigInt = format!("{whole}{fraction}").parse().unwrap();
    BigRational::new(numerator, BigInt::from(10).pow(u32::try_from(fraction.len()).unwrap()))
}

fn value(dice: &mut Dice) -> Option<String> {
    if dice.percent(12) {
        return None;
    }
    Some(match dice.below(10) {
        0 => "0".to_owned(),
        1 => format!("-{}.{}", dice.below(50), dice.below(10)),
        2..=4 => dice.below(20).to_string(),
        5 | 6 => format!("{}.{:02}", dice.below(1000), dice.below(100)),
        7 => format!("0.{:05}", dice.below(100_000)),
        8 => format!("{}{:09}", 1 + dice.below(9), dice.below(1_000_000_000)),
        _ => format!(
            "{}.{:09}{:09}",
            dice.below(10),
            dice.below(1_000_000_000),
            dice.below(1_000_000_000)
        ),
    })
}

fn numbers(dice: &mut Dice, names: [char; 3], row: &mut Value) -> Numbers {
    let mut numbers = Numbers::new();
    for name in names {
        let value = value(dice);
        row[name.to_string()] = json!(value);
        numbers.extend(value.map(|text| (name, rational(&text))));
    }
    numbers
}

impl Sample {
    pub(crate) fn new(dice: &mut Dice, half_up: bool) -> Self {
        let (mut blocks, mut block_rows) = (Vec::new(), Vec::new());
        for place in 0..=dice.below(4) {
            let mut row = json!({ "id": format!("b{place}") });
            blocks.push(numbers(dice, ['a', 'b', 'c'], &mut row));
            block_rows.push(row);
        }
        let (mut lines, mut line_rows) = (Vec::new(), Vec::new());
        for place in 0..=dice.below(12) {
            let block = dice.below(blocks.len());
            let mut row = json!({ "id": format!("l{place}"), "parent": format!("b{block}") });
            let numbers = numbers(dice, ['p', 'q', 'r'], &mut row);
            let mut flags = BTreeMap::new();
            for name in ['f', 'g'] {
                let flag = (!dice.percent(12)).then(|| dice.percent(50));
                row[name.to_string()] = json!(flag);
                flags.extend(flag.map(|flag| (name, flag)));
            }
            lines.push(Line { block, numbers, flags });
            line_rows.push(row);
        }
        let tables = json!({ "line": { "rows": line_rows }, "block": { "rows": block_rows }, "city": { "rows": [{ "id": "city" }] } });
        Self {
            blocks,
            lines,
            half_up,
            text: json!({ "tables": tables }).to_string(),
        }
    }

    pub(crate) fn to_json(&self) -> String {
        self.text.clone()
    }

    pub(crate) fn areas(&self) -> impl Iterator<Item = Area> + use<> {
        (0..self.blocks.len()).map(Area::Block).chain([Area::City])
    }
}
