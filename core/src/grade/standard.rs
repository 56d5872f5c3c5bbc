//! The yardstick standard: the requirements in force, and which of several decides.

use super::document::{StandardRules, Yardstick};
use super::grading::{Role, SkipReason, SkippedYardstick, YardstickGrade};
use super::measure::{Measure, band, over_requirement, two_digits};
use super::scale::IndicatorGrade;
use crate::catalogue::document::{Operator, Text};
use crate::catalogue::{CompiledIndicator, CompiledRequirement, Indicator};
use crate::decimal::Fraction;
use crate::examine::{IndicatorResult, Judge, Report, Status, UndeterminedReason};

/// What the requirements of an indicator come to in one area.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Standard {
    /// The yardstick, where a requirement could be judged.
    pub(super) grade: Option<YardstickGrade>,
    pub(super) skipped: Option<SkippedYardstick>,
    /// Whether a requirement that could not be judged might make the grade worse.
    pub(super) open: bool,
    /// Whether one of the requirements that decide is not met.
    pub(super) missed: bool,
    /// Whether several requirements were in force, so that the tiers decided among them.
    pub(super) several: bool,
    /// Whether a value of only part of the units was judged.
    pub(super) partial: bool,
}

/// An indicator and its results in one area.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) report: &'a Report,
    pub(crate) index: usize,
    pub(crate) indicator: &'a Indicator,
    pub(crate) compiled: &'a CompiledIndicator,
    pub(crate) table: usize,
    pub(crate) row: usize,
}

impl<'a> Place<'a> {
    /// The result of the indicator or of one of its parts.
    pub(crate) fn result(&self, part: Option<usize>) -> Option<IndicatorResult<'a>> {
        self.report.cell(self.index, part, self.table, self.row)
    }
}

/// A requirement that decides, with its outcome.
#[derive(Clone, Debug)]
pub(crate) struct Tested {
    /// Place in the indicator's list.
    pub(crate) requirement: usize,
    /// Whether it is met, with the exact measure; or why that cannot be said.
    pub(crate) outcome: Result<(bool, Measure), UndeterminedReason>,
    /// Whether the value is of only part of the units.
    pub(crate) partial: bool,
}

/// The requirements that decide in an area: those of the first tier that has one in force; and whether there were others.
pub(crate) fn tested(rules: &StandardRules, judge: &Judge<'_>, place: &Place<'_>) -> (Vec<Tested>, bool) {
    let mut all: Vec<(usize, Tested)> = Vec::new();
    for (index, (requirement, text)) in place.compiled.requirements.iter().zip(&place.indicator.requirements).enumerate() {
        let Some(result) = place
            .result(requirement.part)
            .filter(|result| result.status() != Status::NotApplicable)
        else {
            continue;
        };
        let Some(outcome) = judge.test(requirement, &result) else {
            continue;
        };
        let tier = rules
            .tiers
            .iter()
            .position(|tier| tier.iter().any(|strength| strength.value == text.strength.value));
        let outcome = outcome.map(|(met, compared)| {
            let best = is_best(requirement, place.compiled, result.value().as_ref());
            (met, over_requirement(requirement, &compared, met, best))
        });
        let tested = Tested {
            requirement: index,
            outcome,
            partial: result.status() == Status::Partial,
        };
        all.push((tier.unwrap_or(rules.tiers.len()), tested));
    }
    let (first, several) = (all.iter().map(|(tier, _)| *tier).min(), all.len() > 1);
    let deciding = all.into_iter().filter(|(tier, _)| Some(*tier) == first);
    (deciding.map(|(_, tested)| tested).collect(), several)
}

/// Whether the value is the best that the indicator can have.
fn is_best(requirement: &CompiledRequirement, compiled: &CompiledIndicator, value: Option<&Fraction>) -> bool {
    let end = match requirement.operator {
        Operator::AtLeast | Operator::MoreThan => compiled.maximum.as_ref(),
        Operator::AtMost | Operator::LessThan => compiled.minimum.as_ref(),
        Operator::Equal | Operator::Range | Operator::IncreasePerYear => None,
    };
    end.is_some() && end == value
}

/// Holds an indicator against the requirements that decide; of several, the one with the worst grade.
pub(super) fn standard(rules: &StandardRules, judge: &Judge<'_>, place: &Place<'_>) -> Standard {
    let (deciding, several) = tested(rules, judge, place);
    if deciding.is_empty() {
        return implied_zero(rules, place);
    }
    let mut standard = Standard {
        several,
        ..Standard::default()
    };
    let mut unknown = None;
    for tested in deciding {
        match tested.outcome {
            Err(reason) => unknown = unknown.or(Some(reason)),
            Ok((met, measure)) => {
                standard.missed |= !met;
                standard.partial |= tested.partial;
                let Some(text) = place.indicator.requirements.get(tested.requirement) else {
                    continue;
                };
                let against = words(place, tested.requirement);
                let known = graded(rules, met, &measure, against, Some(text.id.value.clone()));
                let is_worse = |known: &YardstickGrade| standard.grade.as_ref().is_none_or(|worst| known.grade > worst.grade);
                if let Some(known) = known.filter(is_worse) {
                    standard.grade = Some(known);
                }
            }
        }
    }
    match (&standard.grade, unknown) {
        (None, Some(why)) => {
            standard.skipped = Some(SkippedYardstick {
                yardstick: Yardstick::Standard,
                reason: SkipReason::Undetermined { why },
            });
        }
        (Some(known), Some(_)) => standard.open = known.grade != IndicatorGrade::Insufficient,
        (_, None) => {}
    }
    standard
}

/// Where the only sensible target is zero, zero is the standard even if no requirement says so.
fn implied_zero(rules: &StandardRules, place: &Place<'_>) -> Standard {
    let skipped = |reason| Standard {
        skipped: Some(SkippedYardstick {
            yardstick: Yardstick::Standard,
            reason,
        }),
        ..Standard::default()
    };
    if !place.indicator.target_zero {
        return skipped(SkipReason::NoRequirement);
    }
    let result = place.result(None);
    let usable = result.filter(|result| matches!(result.status(), Status::Ok | Status::Partial | Status::Reported));
    let Some((status, value)) = usable.and_then(|result| Some((result.status(), result.value()?))) else {
        let why = UndeterminedReason::NoValue;
        return skipped(SkipReason::Undetermined { why });
    };
    let met = value.is_zero();
    let measure = if met { Measure::Best } else { Measure::Worst };
    let against = Text {
        zh: "应为 0".to_owned(),
        en: "should be 0".to_owned(),
    };
    Standard {
        grade: graded(rules, met, &measure, against, None),
        missed: !met,
        partial: status == Status::Partial,
        ..Standard::default()
    }
}

fn graded(rules: &StandardRules, met: bool, measure: &Measure, against: Text, requirement: Option<String>) -> Option<YardstickGrade> {
    let bands = if met { &rules.met } else { &rules.not_met };
    let band = band(bands, measure)?;
    Some(YardstickGrade {
        yardstick: Yardstick::Standard,
        against,
        percent: match measure {
            Measure::Percent(percent) => Some(two_digits(percent)),
            Measure::Best | Measure::Worst => None,
        },
        grade: band.grade,
        band: band.id.value.clone(),
        at_least: band.at_least.map(|bound| bound.0.to_string()),
        ours: band.ours,
        requirement,
        met: Some(met),
        role: Role::None,
    })
}

/// A requirement in words, with the part that it judges.
pub(crate) fn words(place: &Place<'_>, requirement: usize) -> Text {
    let (Some(text), Some(compiled)) = (
        place.indicator.requirements.get(requirement),
        place.compiled.requirements.get(requirement),
    ) else {
        return Text::default();
    };
    let words = place.report.catalogue().requirement_text(text);
    match compiled.part.and_then(|part| place.indicator.parts.get(part)) {
        None => words,
        Some(part) => Text {
            zh: format!("{} {}", part.name.zh, words.zh),
            en: format!("{} {}", part.name.en, words.en),
        },
    }
}
