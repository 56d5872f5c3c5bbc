use super::*;
use crate::catalogue::document::Text;
use crate::grade::GradingScheme;
use crate::grade::document::Combination;

use IndicatorGrade::{Fair, Good, Insufficient, VeryGood};

fn rules(combination: Combination) -> IndicatorRules {
    let mut rules = GradingScheme::builtin("handbook-2025").unwrap().document().indicator.clone();
    rules.combination = combination;
    rules
}

fn known(yardstick: Yardstick, grade: IndicatorGrade, met: Option<bool>) -> YardstickGrade {
    YardstickGrade {
        yardstick,
        against: Text::default(),
        percent: None,
        grade,
        band: String::new(),
        at_least: None,
        ours: true,
        requirement: None,
        met,
        role: Role::None,
    }
}

/// Standard, target, trend and peers, as far as they are given; the standard is met where it is 较好 or better.
fn graded(rules: &IndicatorRules, grades: [Option<IndicatorGrade>; 4]) -> Option<Combined> {
    let all = [Yardstick::Standard, Yardstick::Target, Yardstick::Trend, Yardstick::Peers];
    let mut yardsticks: Vec<YardstickGrade> = all
        .into_iter()
        .zip(grades)
        .filter_map(|(yardstick, grade)| {
            let grade = grade?;
            Some(known(yardstick, grade, (yardstick == Yardstick::Standard).then_some(grade <= Good)))
        })
        .collect();
    combine(rules, &mut yardsticks)
}

fn grade(rules: &IndicatorRules, grades: [Option<IndicatorGrade>; 4]) -> Option<IndicatorGrade> {
    graded(rules, grades).map(|combined| combined.grade)
}

#[test]
fn the_first_that_applies_decides() {
    let rules = rules(Combination::First);
    assert_eq!(grade(&rules, [Some(Fair), Some(VeryGood), None, None]), Some(Fair));
    assert_eq!(grade(&rules, [None, Some(VeryGood), Some(Fair), None]), Some(VeryGood));
    // Peers are in no order of the scheme, so that they cannot give a grade alone.
    assert_eq!(grade(&rules, [None, None, None, Some(VeryGood)]), None);
}

#[test]
fn the_lowest_decides() {
    let rules = rules(Combination::Lowest);
    assert_eq!(
        grade(&rules, [Some(Good), Some(VeryGood), Some(Insufficient), None]),
        Some(Insufficient)
    );
    assert_eq!(grade(&rules, [None, None, None, None]), None);
}

#[test]
fn others_move_the_base_by_one_at_most() {
    let rules = rules(Combination::BaseAndShift);
    assert_eq!(
        grade(&rules, [Some(Good), Some(VeryGood), Some(VeryGood), Some(VeryGood)]),
        Some(VeryGood)
    );
    assert_eq!(
        grade(&rules, [Some(VeryGood), Some(Insufficient), Some(Insufficient), None]),
        Some(Good)
    );
    // One for, one against; and those that speak for neither.
    assert_eq!(grade(&rules, [Some(Good), Some(VeryGood), Some(Insufficient), None]), Some(Good));
    assert_eq!(grade(&rules, [Some(Good), Some(Good), Some(Fair), None]), Some(Good));
    assert_eq!(grade(&rules, [Some(Insufficient), Some(VeryGood), None, None]), Some(Fair));
    let base = graded(&rules, [Some(Good), None, Some(VeryGood), None]).unwrap();
    assert_eq!((base.base, base.shift), (Some(Good), Some(Shift::Raised)));
}

#[test]
fn a_requirement_that_is_not_met_holds_the_grade_down() {
    let mut rules = rules(Combination::BaseAndShift);
    let held = graded(&rules, [Some(Fair), Some(VeryGood), None, None]).unwrap();
    assert_eq!((held.grade, held.shift), (Fair, Some(Shift::HeldByUnmetRequirement)));
    rules.unmet_ceiling = None;
    assert_eq!(grade(&rules, [Some(Fair), Some(VeryGood), None, None]), Some(Good));
}

/// Whatever combination, a yardstick that gives a better grade never makes the result worse.
#[test]
fn better_never_becomes_worse() {
    let choices: Vec<Option<IndicatorGrade>> = std::iter::once(None).chain(IndicatorGrade::ALL.map(Some)).collect();
    let mut compared = 0;
    for combination in [Combination::First, Combination::Lowest, Combination::BaseAndShift] {
        let rules = rules(combination);
        for code in 0..5_usize.pow(4) {
            let grades = [0, 1, 2, 3].map(|place| choices[code / 5_usize.pow(place) % 5]);
            for (place, given) in grades.iter().enumerate() {
                let Some(worse) = given else { continue };
                let mut better = grades;
                better[place] = Some(worse.raised());
                let (before, after) = (grade(&rules, grades), grade(&rules, better));
                assert!(after <= before, "{combination:?} {grades:?}: {before:?} became {after:?}");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 3 * 4 * 4 * 125);
}
