//! Grading one area: yardsticks, combination, survey, experts, and the counts of dimensions.

use super::combine::combine;
use super::document::{Combination, GradingDocument, IndicatorRules, PartialRule, SurveyCombination, Yardstick};
use super::grading::{
    AreaGrades, DecidedBy, DimensionGrading, IndicatorGrading, LocalGrading, Role, SkipReason, SkippedYardstick, SurveyEffect,
    UngradedReason, YardstickGrade,
};
use super::judgements::{AreaKey, Entries, Subject};
use super::measure::two_digits;
use super::overall::{GradeCounts, OverallDecision};
use super::scale::IndicatorGrade;
use super::scheme::GradingScheme;
use super::standard::{Place, standard};
use super::yardstick::{previous, usable};
use crate::catalogue::Evidence;
use crate::catalogue::document::Nature;
use crate::decimal::Fraction;
use crate::examine::{IndicatorResult, Judge, Report, Status};
use crate::shelf::Shelf;

/// Grades the areas of one report.
pub(crate) struct Grader<'a> {
    pub(super) report: &'a Report,
    scheme: &'a GradingScheme,
    pub(super) document: &'a GradingDocument,
    pub(super) entries: &'a Entries,
    judge: Judge<'a>,
    /// The period before, examined in the same way.
    pub(super) previous: Option<Report>,
    /// Places of the indicators that are graded.
    indicators: Vec<usize>,
}

impl<'a> Grader<'a> {
    pub(crate) fn new(report: &'a Report, scheme: &'a GradingScheme, entries: &'a Entries) -> Self {
        let document = scheme.document();
        let rules = report.catalogue().rules();
        let groups = &document.indicator.groups;
        let is_graded = |dimension: &str| {
            let known = rules.dimensions.iter().find(|known| known.id.value == dimension);
            known.is_some_and(|known| groups.iter().any(|group| group.value == known.group))
        };
        let pairs = rules.indicators.iter().enumerate();
        let indicators: Vec<usize> = pairs
            .filter(|(_, indicator)| is_graded(&indicator.dimension))
            .map(|(place, _)| place)
            .collect();
        Self {
            report,
            scheme,
            document,
            entries,
            judge: Judge::new(report),
            previous: previous(report, document, &indicators),
            indicators,
        }
    }

    /// The tables whose areas are graded, as the scheme lists their levels.
    pub(crate) fn tables(&self) -> Vec<usize> {
        let levels = self.document.indicator.levels.iter();
        levels.filter_map(|level| self.report.dataset().table_place(level)).collect()
    }

    /// The grades of one area.
    pub(crate) fn area(&self, table: usize, row: usize) -> Option<AreaGrades> {
        let areas = self.report.dataset().tables().get(table)?;
        let key = AreaKey {
            level: areas.level().to_owned(),
            area: areas.id(row)?.to_owned(),
        };
        let indicators: Vec<IndicatorGrading> = self
            .indicators
            .iter()
            .filter_map(|index| self.indicator(*index, table, row, &key))
            .collect();
        let local: Vec<LocalGrading> = self
            .entries
            .locals
            .iter()
            .filter(|(local, _)| local.area == key)
            .map(|(local, grade)| LocalGrading {
                name: local.name.clone(),
                dimension: local.dimension.clone(),
                grade: *grade,
            })
            .collect();
        let (dimensions, overall) = self.overall(&indicators, &local);
        Some(AreaGrades {
            name: areas.name(row).unwrap_or_default().to_owned(),
            level: key.level,
            area: key.area,
            indicators,
            local,
            dimensions,
            overall,
        })
    }

    /// The grades of the dimensions, and of all of them together.
    fn overall(&self, indicators: &[IndicatorGrading], local: &[LocalGrading]) -> (Vec<DimensionGrading>, OverallDecision) {
        let mut all = Tally::default();
        let mut by_dimension: Shelf<&str, Tally> = Shelf::default();
        let left_out = &self.document.overall.left_out;
        for grading in indicators
            .iter()
            .filter(|grading| left_out.iter().all(|left| left.value != grading.indicator))
        {
            all.add(grading);
            by_dimension.or_default(grading.dimension.as_str()).add(grading);
        }
        for grading in local {
            all.counts.add(grading.grade);
            by_dimension.or_default(grading.dimension.as_str()).counts.add(grading.grade);
        }
        let dimensions = &self.report.catalogue().rules().dimensions;
        let graded = dimensions.iter().filter_map(|dimension| {
            let tally = by_dimension.get(dimension.id.as_str())?;
            Some(DimensionGrading {
                dimension: dimension.id.value.clone(),
                name: dimension.name.clone(),
                decision: tally.decide(self.scheme),
            })
        });
        (graded.collect(), all.decide(self.scheme))
    }

    fn indicator(&self, index: usize, table: usize, row: usize, key: &AreaKey) -> Option<IndicatorGrading> {
        let place = Place {
            report: self.report,
            index,
            indicator: self.report.catalogue().indicators().get(index)?,
            compiled: self.report.catalogue().compiled_indicator(index)?,
            table,
            row,
        };
        let result = place.result(None)?;
        let subject = Subject {
            indicator: place.indicator.id.value.clone(),
            area: key.clone(),
        };
        let mut grading = IndicatorGrading {
            indicator: subject.indicator.clone(),
            number: place.indicator.number,
            name: place.indicator.name.clone(),
            dimension: place.indicator.dimension.value.clone(),
            status: result.status(),
            value: result.displayed().map(|value| value.to_string()),
            unit: place.indicator.unit_name.clone(),
            grade: None,
            decided_by: None,
            ungraded: None,
            yardsticks: Vec::new(),
            skipped: Vec::new(),
            base: None,
            shift: None,
            survey: None,
            by_rule: None,
            note: None,
            provisional: false,
            ours: false,
        };
        self.by_rules(&mut grading, &place, &result, &subject);
        grading.survey = self.survey(&subject);
        let Some(expert) = self.entries.experts.get(&subject) else {
            self.lower(&mut grading);
            return Some(grading);
        };
        let mut ruled = grading.clone();
        self.lower(&mut ruled);
        grading.by_rule = ruled.grade;
        grading.grade = Some(expert.grade);
        grading.decided_by = Some(DecidedBy::Expert);
        grading.note.clone_from(&expert.note);
        (grading.ungraded, grading.provisional, grading.ours) = (None, false, false);
        if self.document.survey.lowers_expert {
            self.lower(&mut grading);
        }
        Some(grading)
    }

    /// The grade by the rules of the scheme, without survey and experts.
    fn by_rules(&self, grading: &mut IndicatorGrading, place: &Place<'_>, result: &IndicatorResult<'_>, subject: &Subject) {
        let rules = &self.document.indicator;
        if result.status() == Status::NotApplicable {
            grading.ungraded = Some(UngradedReason::NotApplicable);
            return;
        }
        let standard = standard(&rules.standard, &self.judge, place);
        let (partial, open, missed, several) = (standard.partial, standard.open, standard.missed, standard.several);
        let undetermined = matches!(
            standard.skipped,
            Some(SkippedYardstick {
                reason: SkipReason::Undetermined { .. },
                ..
            })
        );
        let has_standard = standard.grade.is_some();
        self.yardsticks(grading, place, result, subject, standard);
        let partial = partial || (result.status() == Status::Partial && !grading.yardsticks.is_empty());
        if !has_standard && usable(result).is_none() {
            grading.ungraded = Some(UngradedReason::NoValue);
        } else if partial && rules.partial == PartialRule::Leave {
            grading.ungraded = Some(UngradedReason::Partial);
        } else if place.indicator.nature == Nature::BottomLine && missed {
            grading.grade = Some(IndicatorGrade::Insufficient);
            grading.decided_by = Some(DecidedBy::BottomLine);
            grading.ours = true;
            // More units can only add cases; another measure may turn out better.
            grading.provisional = partial && !place.indicator.target_zero;
            for yardstick in grading.yardsticks.iter_mut().filter(|known| known.yardstick == Yardstick::Standard) {
                yardstick.role = Role::Decides;
            }
        } else if undetermined && is_blocked(rules, &grading.yardsticks) {
            grading.ungraded = Some(UngradedReason::Undetermined);
        } else if let Some(combined) = combine(rules, &mut grading.yardsticks) {
            grading.grade = Some(combined.grade);
            grading.decided_by = Some(DecidedBy::Yardsticks);
            grading.base = combined.base;
            grading.shift = combined.shift;
            grading.provisional = partial || open;
            let bands = grading.yardsticks.iter().any(|known| known.ours && known.role != Role::None);
            let is_source = |field: &str| rules.evidence.of(field) == Evidence::Source;
            let tiers = several && rules.standard.evidence.of("tiers") != Evidence::Source;
            grading.ours = bands || tiers || (grading.yardsticks.len() > 1 && !is_source("combination"));
        } else {
            grading.ungraded = Some(UngradedReason::NoYardstick);
        }
    }

    /// The survey score of an indicator in an area.
    pub(crate) fn survey(&self, subject: &Subject) -> Option<SurveyEffect> {
        let rules = &self.document.survey;
        let mut scores: Vec<Fraction> = Vec::new();
        let mut items: Vec<String> = Vec::new();
        let mut ours = false;
        if let Some(score) = self.entries.scores.get(subject) {
            scores.push(Fraction::from(*score));
        }
        for item in &rules.items {
            let belongs = item.indicators.iter().any(|indicator| indicator.value == subject.indicator);
            let key = (item.id.value.clone(), subject.area.clone());
            if let Some(score) = self.entries.item_scores.get(&key).filter(|_| belongs) {
                scores.push(Fraction::from(*score));
                items.push(item.id.value.clone());
                ours |= item.evidence != Evidence::Source;
            }
        }
        ours |= scores.len() > 1 && rules.evidence.of("combination") != Evidence::Source;
        let score = match rules.combination {
            SurveyCombination::Lowest => scores.into_iter().min()?,
            SurveyCombination::Mean => {
                let count = i128::try_from(scores.len()).ok()?;
                let sum = scores.iter().try_fold(Fraction::zero(), |sum, score| sum.add(score)).ok()?;
                sum.divide(&Fraction::from_integer(count)).ok()?
            }
        };
        Some(SurveyEffect {
            below: score < Fraction::from(rules.line.0),
            score: two_digits(&score),
            line: rules.line.0.to_string(),
            items,
            lowered: false,
            ours,
        })
    }

    /// Lowers a grade for a survey score below the line; the lowest grade cannot fall.
    fn lower(&self, grading: &mut IndicatorGrading) {
        let (Some(grade), Some(survey)) = (grading.grade, &mut grading.survey) else {
            return;
        };
        if !survey.below {
            return;
        }
        let levels = self.document.survey.levels_down;
        let lowered = (0..levels).fold(grade, |grade, _| grade.lowered());
        survey.lowered = lowered != grade;
        grading.ours |= survey.lowered && survey.ours;
        grading.grade = Some(lowered);
    }
}

/// Whether a standard that cannot be judged might be what decides.
fn is_blocked(rules: &IndicatorRules, yardsticks: &[YardstickGrade]) -> bool {
    let applies =
        |yardstick: &&Yardstick| **yardstick == Yardstick::Standard || yardsticks.iter().any(|known| known.yardstick == **yardstick);
    match rules.combination {
        Combination::Lowest => rules.order.contains(&Yardstick::Standard),
        Combination::First | Combination::BaseAndShift => rules.order.iter().find(applies) == Some(&Yardstick::Standard),
    }
}

/// Grades of several indicators.
#[derive(Clone, Copy, Default)]
struct Tally {
    counts: GradeCounts,
    ours: bool,
    provisional: bool,
}

impl Tally {
    fn add(&mut self, grading: &IndicatorGrading) {
        if grading.ungraded == Some(UngradedReason::NotApplicable) {
            self.counts.not_applicable = self.counts.not_applicable.saturating_add(1);
        } else {
            self.counts.add(grading.grade);
        }
        self.ours |= grading.ours;
        self.provisional |= grading.provisional;
    }

    /// What counts come to rests on what the grades rest on.
    fn decide(&self, scheme: &GradingScheme) -> OverallDecision {
        let mut decision = scheme.overall(self.counts);
        decision.ours |= self.ours;
        decision.provisional = self.provisional;
        decision
    }
}
