//! How the grades of several yardsticks become one.

use super::document::{Combination, IndicatorRules, Yardstick};
use super::grading::{Role, Shift, YardstickGrade};
use super::scale::IndicatorGrade;

/// A grade from yardsticks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Combined {
    pub(super) grade: IndicatorGrade,
    pub(super) base: Option<IndicatorGrade>,
    pub(super) shift: Option<Shift>,
}

/// Combines the yardsticks that apply, and notes what each of them did; `None` where none of them can give a grade.
pub(super) fn combine(rules: &IndicatorRules, yardsticks: &mut [YardstickGrade]) -> Option<Combined> {
    let place = |yardstick: &Yardstick| yardsticks.iter().position(|known| known.yardstick == *yardstick);
    let candidates: Vec<usize> = rules.order.iter().filter_map(place).collect();
    let decisive = match rules.combination {
        Combination::First | Combination::BaseAndShift => candidates.first().copied(),
        // Of equally bad ones the first in the order.
        Combination::Lowest => candidates
            .iter()
            .copied()
            .rev()
            .max_by_key(|place| yardsticks.get(*place).map(|known| known.grade)),
    }?;
    let (base, met, decider) = {
        let known = yardsticks.get_mut(decisive)?;
        known.role = Role::Decides;
        (known.grade, known.met, known.yardstick)
    };
    if rules.combination != Combination::BaseAndShift {
        return Some(Combined {
            grade: base,
            base: None,
            shift: None,
        });
    }
    let mut balance = 0_i32;
    for known in yardsticks
        .iter_mut()
        .filter(|known| known.yardstick != decider && rules.shift.contains(&known.yardstick))
    {
        if rules.raise_from.is_some_and(|from| known.grade <= from) {
            known.role = Role::Raises;
            balance += 1;
        } else if rules.lower_from.is_some_and(|from| known.grade >= from) {
            known.role = Role::Lowers;
            balance -= 1;
        }
    }
    let is_unmet = met == Some(false);
    let (grade, shift) = match balance {
        0 => (base, None),
        1.. => {
            let raised = base.raised();
            let ceiling = rules.unmet_ceiling.filter(|ceiling| is_unmet && raised < *ceiling);
            match ceiling {
                Some(_) => (base, Some(Shift::HeldByUnmetRequirement)),
                None if raised == base => (base, None),
                None => (raised, Some(Shift::Raised)),
            }
        }
        _ => {
            let lowered = base.lowered();
            (lowered, (lowered != base).then_some(Shift::Lowered))
        }
    };
    Some(Combined {
        grade,
        base: Some(base),
        shift,
    })
}

#[cfg(test)]
#[path = "combine_tests.rs"]
mod tests;
