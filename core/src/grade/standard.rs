//! The yardstick standard: the requirements in force, and which of several decides.

use super::document::{StandardRules, Yardstick};
use super::grading::{Role, SkipReason, SkippedYardstick, YardstickGrade};
use super::measure::{Measure, band, over_requirement, two_digits};
use super::scale::IndicatorGrade;
use crate::catalogue::document::{Operator, Text};
use crate::catalogue::{Catalogue, CompiledIndicator, CompiledRequirement, Indicator};
use crate::decimal::Fraction;
use crate::examine::{IndicatorResult, Judge, Report, Status, UndeterminedReason};

/// What the requirements of an indicator come to in one area.
#[derive(Clone, Debug, Default)]
pub(super) struct Standard {
    /// The yardstick, where a requirement could be judged.
    pub(super) grade: Option<YardstickGrade>,
    pub(super) skipped: Option<SkippedYardstick>,
    /// Whether a requirement that could not be judged might make the grade worse.
    pub(super) open: bool,
    /// Whether some requirement, of whatever tier, is not met.
    pub(super) missed: bool,
    /// Whether several requirements were in force, so that the tiers decided among them.
    pub(super) several: bool,
    /// Whether a value of only part of the units was judged.
    pub(super) partial: bool,
}

/// An indicator and its results in one area.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) report: &'a Report,
    pub(super) index: usize,
    pub(super) indicator: &'a Indicator,
    pub(super) compiled: &'a CompiledIndicator,
    pub(super) table: usize,
    pub(super) row: usize,
}

impl<'a> Place<'a> {
    /// The result of the indicator or of one of its parts.
    pub(super) fn result(&self, part: Option<usize>) -> Option<IndicatorResult<'a>> {
        self.report.cell(self.index, part, self.table, self.row)
    }
}

/// One requirement that applies.
struct Judged {
    tier: usize,
    outcome: Result<YardstickGrade, UndeterminedReason>,
    partial: bool,
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

/// Judges every requirement that applies in an area.
pub(super) fn standard(rules: &StandardRules, judge: &Judge<'_>, place: &Place<'_>) -> Standard {
    let mut all: Vec<Judged> = Vec::new();
    for (requirement, text) in place.compiled.requirements.iter().zip(&place.indicator.requirements) {
        let Some(result) = place
            .result(requirement.part)
            .filter(|result| result.status() != Status::NotApplicable)
        else {
            continue;
        };
        let Some(tested) = judge.test(requirement, &result) else { continue };
        let tier = rules
            .tiers
            .iter()
            .position(|tier| tier.iter().any(|strength| strength.value == text.strength.value));
        let outcome = tested.and_then(|(met, compared)| {
            let best = is_best(requirement, place.compiled, result.value().as_ref());
            let measure = over_requirement(requirement, &compared, met, best);
            let against = words(place.report.catalogue(), place.indicator, text, requirement.part);
            graded(rules, met, &measure, against, Some(text.id.value.clone())).ok_or(UndeterminedReason::NoValue)
        });
        all.push(Judged {
            tier: tier.unwrap_or(rules.tiers.len()),
            outcome,
            partial: result.status() == Status::Partial,
        });
    }
    if all.is_empty() {
        return implied_zero(rules, place);
    }
    decide(all)
}

/// Among several requirements, those of the first tier that has one decide, and of these the one with the worst grade.
fn decide(all: Vec<Judged>) -> Standard {
    let mut standard = Standard {
        missed: all
            .iter()
            .any(|judged| matches!(&judged.outcome, Ok(known) if known.met == Some(false))),
        several: all.len() > 1,
        ..Standard::default()
    };
    let first = all.iter().map(|judged| judged.tier).min();
    let mut unknown = None;
    for judged in all.into_iter().filter(|judged| Some(judged.tier) == first) {
        match judged.outcome {
            Err(reason) => unknown = unknown.or(Some(reason)),
            Ok(known) => {
                standard.partial |= judged.partial;
                if standard.grade.as_ref().is_none_or(|worst| known.grade > worst.grade) {
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

/// The requirement in words, with the part that it judges.
fn words(catalogue: &Catalogue, indicator: &Indicator, text: &crate::catalogue::Requirement, part: Option<usize>) -> Text {
    let words = catalogue.requirement_text(text);
    match part.and_then(|part| indicator.parts.get(part)) {
        None => words,
        Some(part) => Text {
            zh: format!("{} {}", part.name.zh, words.zh),
            en: format!("{} {}", part.name.en, words.en),
        },
    }
}
