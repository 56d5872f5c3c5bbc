//! What yardsticks measure: exact percentages, the higher the better.

use super::document::GradeBand;
use crate::catalogue::CompiledRequirement;
use crate::catalogue::document::{Direction, Operator};
use crate::decimal::{Fraction, Rounding};

/// What a value comes to against something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// A percentage.
    Percent(Fraction),
    /// As good as can be, and no percentage says by how much.
    Best,
    /// Bad, and no percentage says by how much.
    Worst,
}

/// A percentage with two digits, as text.
pub(crate) fn two_digits(percent: &Fraction) -> String {
    percent
        .to_decimal(2, Rounding::HalfEven)
        .map(|percent| percent.to_string())
        .unwrap_or_default()
}

/// +1 where more is better, −1 where less is, `None` where that cannot be said.
pub(super) const fn sign(direction: Direction) -> Option<i128> {
    match direction {
        Direction::HigherBetter => Some(1),
        Direction::LowerBetter | Direction::Zero => Some(-1),
        Direction::Range | Direction::Neutral => None,
    }
}

/// By how many percent of a number a value is better than it; `None` where that number is zero.
fn surplus(value: &Fraction, number: &Fraction, sign: i128) -> Option<Fraction> {
    let difference = value.subtract(number).ok()?;
    let share = difference.divide(&number.absolute()).ok()?;
    share.multiply(&Fraction::from_integer(100 * sign)).ok()
}

/// The measure against something that may be zero: then it is only said whether the value is there.
fn against(value: &Fraction, number: &Fraction, sign: i128, more: i128) -> Measure {
    if let Some(surplus) = surplus(value, number, sign) {
        return surplus.add(&Fraction::from_integer(more)).map_or(Measure::Worst, Measure::Percent);
    }
    let is_worse = if sign > 0 { value < number } else { value > number };
    if is_worse { Measure::Worst } else { Measure::Best }
}

/// Attainment of a target in percent.
pub(super) fn attainment(value: &Fraction, target: &Fraction, sign: i128) -> Measure {
    against(value, target, sign, 100)
}

/// Change against the value before in percent, positive where it is better. From zero, no change counts as 0 %.
pub(super) fn change(value: &Fraction, before: &Fraction, sign: i128) -> Measure {
    if value == before {
        return Measure::Percent(Fraction::zero());
    }
    against(value, before, sign, 0)
}

/// Percent of the peers that are worse, equal ones counted half.
pub(super) fn quantile(value: &Fraction, peers: &[Fraction], sign: i128) -> Option<Fraction> {
    let mut halves = 0_i128;
    for peer in peers {
        let is_worse = if sign > 0 { peer < value } else { peer > value };
        halves = halves.saturating_add(if peer == value { 1 } else { 2 * i128::from(is_worse) });
    }
    let all = i128::try_from(peers.len()).ok()?.checked_mul(2)?;
    Fraction::ratio(halves.checked_mul(100)?, all).ok()
}

/// Surplus over a requirement in percent of the required number, negative where the value falls short.
///
/// `is_met` is the verdict, `best` whether the value is the best that can be. A met requirement that knows no surplus gives [`Measure::Best`],
/// and one that is not met and has no number to take a share of gives [`Measure::Worst`].
pub(crate) fn over_requirement(requirement: &CompiledRequirement, value: &Fraction, is_met: bool, best: bool) -> Measure {
    let number = &requirement.value;
    if is_met {
        let knows_surplus = !matches!(requirement.operator, Operator::Equal | Operator::Range);
        if best || !knows_surplus {
            return Measure::Best;
        }
    }
    let short = match requirement.operator {
        Operator::AtLeast | Operator::MoreThan | Operator::IncreasePerYear => number.subtract(value),
        Operator::AtMost | Operator::LessThan => value.subtract(number),
        Operator::Equal => value.subtract(number).map(|gap| gap.absolute()),
        Operator::Range => match requirement.maximum.as_ref().filter(|maximum| value > *maximum) {
            Some(maximum) => value.subtract(maximum),
            None => number.subtract(value),
        },
    };
    let share = short
        .and_then(|short| short.divide(&number.absolute()))
        .and_then(|share| share.multiply(&Fraction::from_integer(-100)));
    match share {
        Ok(share) => Measure::Percent(share),
        Err(_) if is_met => Measure::Best,
        Err(_) => Measure::Worst,
    }
}

/// The band that a measure is in; `None` for an empty list only.
pub(super) fn band<'b>(bands: &'b [GradeBand], measure: &Measure) -> Option<&'b GradeBand> {
    match measure {
        Measure::Best => bands.first(),
        Measure::Worst => bands.last(),
        Measure::Percent(percent) => bands
            .iter()
            .find(|band| band.at_least.is_none_or(|bound| *percent >= Fraction::from(bound.0))),
    }
}

#[cfg(test)]
#[path = "measure_tests.rs"]
mod tests;
