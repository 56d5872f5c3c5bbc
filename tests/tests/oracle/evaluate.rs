//! Trees over big rationals: what the documentation says a formula means, written down a second time.

use cityvitals::Status;
use cityvitals::examine::Completeness;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::expression::{Aggregate, Flag, Function, Number};
use crate::table::{Area, Line, Sample, rational};

/// Why there is no number, from mild to grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    Undefined,
    Missing,
}

/// A number, or why there is none, and how much of what it needs was there.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    value: Result<BigRational, Fault>,
    reported: u64,
    expected: u64,
}

/// What a result must be.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) status: Status,
    pub(crate) value: Option<String>,
    pub(crate) exact: Option<String>,
    pub(crate) completeness: Completeness,
}

#[derive(Clone, Copy)]
enum Place<'a> {
    Area(Area),
    Row(&'a Line),
}

fn found(value: Result<BigRational, Fault>, reported: u64, expected: u64) -> Found {
    Found { value, reported, expected }
}

fn join(left: &Found, right: &Found, compute: impl FnOnce(&BigRational, &BigRational) -> Result<BigRational, Fault>) -> Found {
    let value = match (&left.value, &right.value) {
        (Ok(left), Ok(right)) => compute(left, right),
        (Err(left), Err(right)) => Err(*left.max(right)),
        (Err(fault), Ok(_)) | (Ok(_), Err(fault)) => Err(*fault),
    };
    found(value, left.reported + right.reported, left.expected + right.expected)
}

fn divide(left: &BigRational, right: &BigRational) -> Result<BigRational, Fault> {
    if right.is_zero() { Err(Fault::Undefined) } else { Ok(left / right) }
}

fn power_of_ten(digits: i64) -> BigRational {
    let power = BigRational::from(BigInt::from(10).pow(u32::try_from(digits.abs()).unwrap()));
    if digits < 0 { power.recip() } else { power }
}

/// The value times 10^digits, rounded to a whole number.
fn mantissa(value: &BigRational, digits: i64, half_up: bool) -> BigInt {
    let scaled = value * power_of_ten(digits);
    let (floor, two) = (scaled.floor(), BigInt::from(2));
    let twice = (&scaled - &floor) * BigRational::from(two.clone());
    let floor = floor.to_integer();
    let one = BigRational::from(BigInt::from(1));
    let up = match twice.cmp(&one) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal if half_up => scaled.is_positive(),
        std::cmp::Ordering::Equal => !(&floor % &two).is_zero(),
    };
    if up { floor + 1 } else { floor }
}

fn rounded(value: &BigRational, digits: i64, half_up: bool) -> BigRational {
    BigRational::from(mantissa(value, digits, half_up)) / power_of_ten(digits)
}

/// Inside an aggregate a number that is no decimal of at most 28 significant digits is rounded to so many, half to even.
fn working(value: &BigRational) -> BigRational {
    if value.is_zero() {
        return value.clone();
    }
    let (ten, one) = (power_of_ten(1), power_of_ten(0));
    let (mut size, mut exponent) = (value.abs(), 0);
    while size >= ten {
        (size, exponent) = (size / &ten, exponent + 1);
    }
    while size < one {
        (size, exponent) = (size * &ten, exponent - 1);
    }
    rounded(value, 27 - exponent, false)
}

/// Digits behind the point that the number has, where they end.
fn places(value: &BigRational) -> Option<i64> {
    let (mut rest, mut places) = (value.denom().clone(), [0_i64, 0]);
    for (count, prime) in places.iter_mut().zip([2_u8, 5]) {
        while (&rest % BigInt::from(prime)).is_zero() {
            rest /= BigInt::from(prime);
            *count += 1;
        }
    }
    (rest == BigInt::from(1)).then(|| places[0].max(places[1]))
}

fn decimal(mantissa: &BigInt, digits: i64) -> String {
    let width = usize::try_from(digits).unwrap();
    let text = format!("{:0>least$}", mantissa.magnitude().to_string(), least = width + 1);
    let (whole, fraction) = text.split_at(text.len() - width);
    let sign = if mantissa.is_negative() { "-" } else { "" };
    if width == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

impl Outcome {
    pub(crate) fn new(found: Found, partial: bool, decimals: u8, half_up: bool) -> Self {
        let completeness = Completeness {
            reported: found.reported,
            expected: found.expected,
        };
        let is_full = found.reported >= found.expected;
        let status = match &found.value {
            Err(Fault::Undefined) => Status::Undefined,
            Ok(_) if is_full => Status::Ok,
            Ok(_) if partial => Status::Partial,
            Ok(_) | Err(Fault::Missing) => Status::Missing,
        };
        let Some(value) = found.value.ok().filter(|_| matches!(status, Status::Ok | Status::Partial)) else {
            return Self {
                status,
                value: None,
                exact: None,
                completeness,
            };
        };
        let shown = mantissa(&value, i64::from(decimals), half_up);
        if shown.bits() > 96 {
            return Self {
                status: Status::Overflow,
                value: None,
                exact: None,
                completeness,
            };
        }
        let exact = match places(&value) {
            Some(places) => decimal(&mantissa(&value, places, false), places),
            None => format!("{}/{}", value.numer(), value.denom()),
        };
        Self {
            status,
            value: Some(decimal(&shown, i64::from(decimals))),
            exact: Some(exact),
            completeness,
        }
    }

    pub(crate) fn agrees(&self, other: &Self) -> bool {
        self.status == other.status && self.value == other.value && self.exact == other.exact && self.completeness == other.completeness
    }
}

/// Evaluates a formula for an area.
pub(crate) fn evaluate(number: &Number, sample: &Sample, area: Area) -> Found {
    read(number, sample, Place::Area(area))
}

fn field(name: char, sample: &Sample, place: Place<'_>) -> Found {
    let single = |value: Option<&BigRational>| match value {
        Some(value) => found(Ok(value.clone()), 1, 1),
        None => found(Err(Fault::Missing), 0, 1),
    };
    match place {
        Place::Row(line) => single(line.numbers.get(&name).or_else(|| sample.blocks[line.block].get(&name))),
        Place::Area(Area::Block(block)) => single(sample.blocks[block].get(&name)),
        Place::Area(Area::City) => {
            let known: Vec<&BigRational> = sample.blocks.iter().filter_map(|block| block.get(&name)).collect();
            let value = if known.is_empty() {
                Err(Fault::Missing)
            } else {
                Ok(known.iter().copied().sum())
            };
            found(value, known.len() as u64, sample.blocks.len() as u64)
        }
    }
}

fn read(number: &Number, sample: &Sample, place: Place<'_>) -> Found {
    let part = |number: &Number| read(number, sample, place);
    let map = |number: &Number, compute: &dyn Fn(BigRational) -> BigRational| {
        let Found { value, reported, expected } = part(number);
        found(value.map(compute), reported, expected)
    };
    let reduce = |parts: &[Number], pick: fn(BigRational, BigRational) -> BigRational| {
        parts
            .iter()
            .map(part)
            .reduce(|left, right| join(&left, &right, |left, right| Ok(pick(left.clone(), right.clone()))))
            .unwrap()
    };
    match number {
        Number::Literal(text) => found(Ok(rational(text)), 0, 0),
        Number::Field(name) => field(*name, sample, place),
        Number::Negate(part) => map(part, &|value| -value),
        Number::Absolute(part) => map(part, &|value| value.abs()),
        Number::Round(part, digits) => map(part, &|value| rounded(&value, i64::from(*digits), sample.half_up)),
        Number::Min(parts) => reduce(parts, std::cmp::Ord::min),
        Number::Max(parts) => reduce(parts, std::cmp::Ord::max),
        Number::Arithmetic(operator, left, right) => join(&part(left), &part(right), |left, right| match operator {
            '+' => Ok(left + right),
            '-' => Ok(left - right),
            '*' => Ok(left * right),
            _ => divide(left, right),
        }),
        Number::If(condition, then, otherwise) => match answer(condition, sample, place) {
            Ok(true) => part(then),
            Ok(false) => part(otherwise),
            Err(fault) => found(Err(fault), 0, 1),
        },
        Number::Coalesce(parts) => {
            let read: Vec<Found> = parts.iter().map(part).collect();
            let whole = read.iter().find(|part| part.value.is_ok() && part.reported >= part.expected);
            let known = whole.or_else(|| read.iter().find(|part| part.value.is_ok()));
            known.or(read.last()).unwrap().clone()
        }
        Number::Aggregate(aggregate) => match place {
            Place::Area(area) => total(aggregate, sample, area),
            Place::Row(_) => unreachable!("aggregates stand at areas"),
        },
    }
}

fn answer(flag: &Flag, sample: &Sample, place: Place<'_>) -> Result<bool, Fault> {
    match flag {
        Flag::Field(name) => match place {
            Place::Row(line) => line.flags.get(name).copied().ok_or(Fault::Missing),
            Place::Area(_) => unreachable!("flags belong to rows"),
        },
        Flag::Compare(operator, left, right) => {
            // What is known of a sum in part cannot be compared.
            let decisive = |number: &Number| {
                let Found { value, reported, expected } = read(number, sample, place);
                value.and_then(|value| if reported < expected { Err(Fault::Missing) } else { Ok(value) })
            };
            let both = match (decisive(left), decisive(right)) {
                (Err(left), Err(right)) => return Err(left.max(right)),
                (Err(fault), Ok(_)) | (Ok(_), Err(fault)) => return Err(fault),
                (Ok(left), Ok(right)) => left.cmp(&right),
            };
            Ok(match *operator {
                "<" => both.is_lt(),
                "<=" => both.is_le(),
                ">" => both.is_gt(),
                ">=" => both.is_ge(),
                "==" => both.is_eq(),
                _ => both.is_ne(),
            })
        }
        Flag::And(parts) => decided(parts.iter().map(|part| answer(part, sample, place)), false),
        Flag::Or(parts) => decided(parts.iter().map(|part| answer(part, sample, place)), true),
        Flag::Not(part) => answer(part, sample, place).map(|answer| !answer),
        Flag::Rows(every, condition) => match place {
            Place::Area(area) => rows(condition, *every, sample, area),
            Place::Row(_) => unreachable!("aggregates stand at areas"),
        },
    }
}

/// One answer may decide; otherwise the gravest fault prevails.
fn decided(answers: impl Iterator<Item = Result<bool, Fault>>, decisive: bool) -> Result<bool, Fault> {
    let answers: Vec<_> = answers.collect();
    if answers.contains(&Ok(decisive)) {
        return Ok(decisive);
    }
    answers.iter().filter_map(|answer| answer.err()).max().map_or(Ok(!decisive), Err)
}

fn rows(condition: &Flag, every: bool, sample: &Sample, area: Area) -> Result<bool, Fault> {
    let lines = sample.lines.iter().filter(|line| area.holds(line.block));
    let answers: Vec<_> = lines.map(|line| answer(condition, sample, Place::Row(line))).collect();
    if answers.contains(&Ok(!every)) {
        return Ok(!every);
    }
    if answers.contains(&Err(Fault::Undefined)) {
        return Err(Fault::Undefined);
    }
    // An area without rows has not reported.
    if answers.is_empty() || answers.contains(&Err(Fault::Missing)) {
        Err(Fault::Missing)
    } else {
        Ok(every)
    }
}

fn total(aggregate: &Aggregate, sample: &Sample, area: Area) -> Found {
    let (mut lines, mut known, mut undefined) = (0_u64, 0_u64, false);
    let mut chosen: Vec<(BigRational, BigRational)> = Vec::new();
    let nothing = BigRational::zero;
    for line in sample.lines.iter().filter(|line| area.holds(line.block)) {
        lines += 1;
        let place = Place::Row(line);
        match aggregate.condition.as_ref().map(|condition| answer(condition, sample, place)) {
            Some(Ok(false)) => {
                known += 1;
                continue;
            }
            Some(Err(fault)) => {
                undefined |= fault == Fault::Undefined;
                continue;
            }
            Some(Ok(true)) | None => {}
        }
        let number = |number: &Option<Number>| number.as_ref().map_or(Ok(nothing()), |number| read(number, sample, place).value);
        match (number(&aggregate.value), number(&aggregate.weight)) {
            (Ok(value), Ok(weight)) => {
                known += 1;
                chosen.push((working(&value), working(&weight)));
            }
            (Err(fault), _) | (_, Err(fault)) => undefined |= fault == Fault::Undefined,
        }
    }
    if lines == 0 {
        return found(Err(Fault::Missing), 0, 1);
    }
    let value = if undefined {
        Err(Fault::Undefined)
    } else if known == 0 {
        Err(Fault::Missing)
    } else {
        let count = |count: u64| BigRational::from(BigInt::from(count));
        let sum = || chosen.iter().map(|(value, _)| value).sum::<BigRational>();
        let length = count(chosen.len() as u64);
        let value = match aggregate.function {
            Function::Count => Ok(length),
            Function::Share => divide(&length, &count(known)),
            Function::Sum => Ok(sum()),
            Function::Mean => divide(&sum(), &length),
            Function::WeightedMean => {
                let products: BigRational = chosen.iter().map(|(value, weight)| value * weight).sum();
                divide(&products, &chosen.iter().map(|(_, weight)| weight).sum())
            }
            Function::Min => chosen.iter().map(|(value, _)| value).min().cloned().ok_or(Fault::Undefined),
            Function::Max => chosen.iter().map(|(value, _)| value).max().cloned().ok_or(Fault::Undefined),
        };
        // With rows unknown it cannot be said that there is nothing to divide by.
        value.map_err(|fault| if known < lines { Fault::Missing } else { fault })
    };
    found(value, known, lines)
}
