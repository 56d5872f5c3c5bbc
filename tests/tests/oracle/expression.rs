//! Random formulas as trees.

use cityvitals_tests::Dice;

/// Something that comes to a number.
#[derive(Clone, Debug)]
pub(crate) enum Number {
    /// Decimal text.
    Literal(String),
    Field(char),
    Negate(Box<Number>),
    Arithmetic(char, Box<Number>, Box<Number>),
    Min(Vec<Number>),
    Max(Vec<Number>),
    Absolute(Box<Number>),
    Round(Box<Number>, i32),
    If(Box<Flag>, Box<Number>, Box<Number>),
    Coalesce(Vec<Number>),
    Aggregate(Box<Aggregate>),
}

/// Something that comes to yes or no.
#[derive(Clone, Debug)]
pub(crate) enum Flag {
    Field(char),
    Compare(&'static str, Box<Number>, Box<Number>),
    And(Vec<Flag>),
    Or(Vec<Flag>),
    Not(Box<Flag>),
    /// At least one row, or every row.
    Rows(bool, Box<Flag>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Sum,
    Count,
    Share,
    Mean,
    WeightedMean,
    Min,
    Max,
}

/// A function over the rows of an area.
#[derive(Clone, Debug)]
pub(crate) struct Aggregate {
    pub(crate) function: Function,
    pub(crate) condition: Option<Flag>,
    pub(crate) value: Option<Number>,
    pub(crate) weight: Option<Number>,
}

const LITERALS: [&str; 12] = ["0", "1", "2", "3", "7", "10", "0.5", "0.1", "2.75", "100", "0.003", "33.3333"];
const COMPARISONS: [&str; 6] = ["<", "<=", ">", ">=", "==", "!="];

/// Where an expression stands: for an area, or for a row inside an aggregate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Area,
    Row,
}

/// A random formula for an area.
pub(crate) fn number(dice: &mut Dice, depth: usize) -> Number {
    any_number(dice, depth, Place::Area)
}

fn leaf(dice: &mut Dice, place: Place) -> Number {
    if dice.percent(25) {
        return Number::Literal((*dice.pick(&LITERALS)).to_owned());
    }
    let names: &[char] = if place == Place::Area {
        &['a', 'b', 'c']
    } else {
        &['p', 'q', 'r', 'p', 'q', 'r', 'a']
    };
    Number::Field(*dice.pick(names))
}

fn several(dice: &mut Dice, depth: usize, place: Place) -> Vec<Number> {
    (0..=dice.below(3)).map(|_| any_number(dice, depth, place)).collect()
}

fn any_number(dice: &mut Dice, depth: usize, place: Place) -> Number {
    if depth == 0 {
        return leaf(dice, place);
    }
    let below = depth - 1;
    let boxed = |dice: &mut Dice| Box::new(any_number(dice, below, place));
    match dice.below(20) {
        0..=8 => Number::Arithmetic(*dice.pick(&['+', '-', '*', '/', '/']), boxed(dice), boxed(dice)),
        9 => Number::Negate(boxed(dice)),
        10 => Number::Min(several(dice, below, place)),
        11 => Number::Max(several(dice, below, place)),
        12 => Number::Absolute(boxed(dice)),
        13 => {
            let digits = *dice.pick(&[-1, 0, 1, 2, 3]);
            Number::Round(boxed(dice), digits)
        }
        14 => Number::If(Box::new(flag(dice, below, place)), boxed(dice), boxed(dice)),
        15 => Number::Coalesce(several(dice, below, place)),
        16..=18 if place == Place::Area => Number::Aggregate(Box::new(aggregate(dice, below))),
        _ => leaf(dice, place),
    }
}

fn flag(dice: &mut Dice, depth: usize, place: Place) -> Flag {
    let compare = |dice: &mut Dice| {
        let operator = *dice.pick(&COMPARISONS);
        Flag::Compare(
            operator,
            Box::new(any_number(dice, depth.min(1), place)),
            Box::new(any_number(dice, depth.min(1), place)),
        )
    };
    if depth == 0 {
        return if place == Place::Row && dice.percent(60) {
            Flag::Field(*dice.pick(&['f', 'g']))
        } else {
            compare(dice)
        };
    }
    let list = |dice: &mut Dice| (0..2 + dice.below(2)).map(|_| flag(dice, depth - 1, place)).collect();
    match dice.below(10) {
        0 => Flag::And(list(dice)),
        1 => Flag::Or(list(dice)),
        2 => Flag::Not(Box::new(flag(dice, depth - 1, place))),
        3 if place == Place::Area => {
            let every = dice.percent(50);
            Flag::Rows(every, Box::new(flag(dice, 0, Place::Row)))
        }
        4..=6 if place == Place::Row => Flag::Field(*dice.pick(&['f', 'g'])),
        _ => compare(dice),
    }
}

fn aggregate(dice: &mut Dice, depth: usize) -> Aggregate {
    use Function::{Count, Max, Mean, Min, Share, Sum, WeightedMean};
    let function = *dice.pick(&[Sum, Sum, Sum, Count, Share, Mean, Mean, WeightedMean, WeightedMean, Min, Max]);
    let needs_value = !matches!(function, Count | Share);
    let condition = (function == Share || dice.percent(50)).then(|| flag(dice, depth.min(1), Place::Row));
    let value = needs_value.then(|| any_number(dice, depth, Place::Row));
    // A weight is a plain value, as in every catalogue.
    let weight = (function == WeightedMean).then(|| Number::Field(*dice.pick(&['p', 'q', 'r'])));
    Aggregate {
        function,
        condition,
        value,
        weight,
    }
}
