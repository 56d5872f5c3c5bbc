//! Degree, class and priority: what people decided prevails, then what the document says of a checklist item, then the rules of the scheme.

use super::counts::Counts;
use super::degree::{Degree, DegreeOrigin};
use super::facts::Facts;
use super::finder::{Case, Finder, Objects};
use super::priority::PriorityDecision;
use super::rectification::{ClassBasis, ClassDecision};
use super::sub_problem::SubProblem;
use crate::catalogue::document::{Check, Difficulty, RectificationClass, Severity};
use crate::grade::Priority;
use crate::grade::judgements::Override;

impl Finder<'_> {
    pub(super) fn sub_problems(&self, case: &Case<'_>, facts: &Facts, objects: &Objects) -> Vec<SubProblem> {
        let dataset = self.report.dataset();
        let at = |counts: &Counts| counts.at(dataset, case.place.table, case.place.row);
        let mut found = Vec::new();
        for counts in &objects.checks {
            let cases = at(&counts.cases);
            let Some(check) = case.place.indicator.checks.get(counts.check).filter(|_| cases > 0) else {
                continue;
            };
            let judged = at(&counts.judged);
            let decided = self.decided(case, Some(check));
            let mut own = Facts {
                widespread: Some(self.is_widespread(cases, judged)),
                urgent: decided.urgent.unwrap_or(facts.urgent),
                ..facts.clone()
            };
            let given = decided.degree.map(|severity| (severity, DegreeOrigin::Override));
            let given = given.or_else(|| of_document(check));
            let degree = given
                .map(|(severity, origin)| Degree { severity, origin })
                .or_else(|| self.degree(&own));
            own.degree = degree.as_ref().map(|degree| degree.severity);
            found.push(SubProblem {
                check: counts.check,
                cases,
                judged,
                objects: self.all_objects.get(&counts.table).map_or(judged, at),
                degree,
                difficulty: check.sample.as_ref().and_then(|sample| sample.difficulty),
                class: decided
                    .class
                    .map(by_hand)
                    .or_else(|| class_of(check))
                    .unwrap_or_else(|| self.class(&own)),
                recurring: self.is_recurring(case, Some(check)),
            });
        }
        found
    }

    pub(super) fn decided(&self, case: &Case<'_>, check: Option<&Check>) -> Override {
        let key = case.subject.clone().filter(|_| !self.entries.overrides.is_empty());
        let key = key.map(|subject| (subject, check.map(|check| check.id.value.clone())));
        key.and_then(|key| self.entries.overrides.get(&key)).copied().unwrap_or_default()
    }

    pub(super) fn is_recurring(&self, case: &Case<'_>, check: Option<&Check>) -> bool {
        let key = case.subject.clone().filter(|_| !self.entries.last_year.is_empty());
        let key = key.map(|subject| (subject, check.map(|check| check.id.value.clone())));
        key.is_some_and(|key| self.entries.last_year.contains(&key))
    }

    pub(super) fn degree(&self, facts: &Facts) -> Option<Degree> {
        let rule = facts.first(&self.scheme.problem.degrees)?;
        Some(Degree {
            severity: rule.severity,
            origin: DegreeOrigin::Rule {
                id: rule.id.value.clone(),
                ours: rule.ours,
            },
        })
    }

    /// The class by the rules of the scheme; the last of them always holds.
    pub(super) fn class(&self, facts: &Facts) -> ClassDecision {
        let rule = facts.first(&self.scheme.problem.classes);
        ClassDecision {
            class: rule.map_or(RectificationClass::BestEffort, |rule| rule.class),
            basis: ClassBasis::Rule {
                id: rule.map(|rule| rule.id.value.clone()).unwrap_or_default(),
                ours: rule.is_none_or(|rule| rule.ours),
            },
        }
    }

    pub(super) fn priority(&self, case: &Case<'_>, facts: &Facts, decided: Override, sub_problems: &[SubProblem]) -> PriorityDecision {
        let recurring = self.is_recurring(case, None) || sub_problems.iter().any(|found| found.recurring);
        if let Some(priority) = decided.priority {
            return PriorityDecision {
                priority,
                rule: None,
                ours: false,
                recurring,
                overridden: true,
            };
        }
        let rule = facts.first(&self.scheme.problem.priorities);
        let priority = rule.map_or(Priority::Low, |rule| rule.priority);
        PriorityDecision {
            priority: if recurring { priority.raised() } else { priority },
            rule: rule.map(|rule| rule.id.value.clone()),
            ours: rule.is_none_or(|rule| rule.ours),
            recurring,
            overridden: false,
        }
    }
}

/// A class that somebody set.
pub(super) const fn by_hand(class: RectificationClass) -> ClassDecision {
    ClassDecision {
        class,
        basis: ClassBasis::Override,
    }
}

/// The degree that the document gives a checklist item: in its text, or else in a sample list.
fn of_document(check: &Check) -> Option<(Severity, DegreeOrigin)> {
    let id = || check.id.value.clone();
    let text = check
        .severity
        .map(|severity| (severity, DegreeOrigin::DocumentText { check: id() }));
    let sample = || check.sample.as_ref().and_then(|sample| sample.severity);
    text.or_else(|| sample().map(|severity| (severity, DegreeOrigin::SampleList { check: id() })))
}

/// The class that the document gives a checklist item: in annex V, or else in a sample list.
fn class_of(check: &Check) -> Option<ClassDecision> {
    let id = || check.id.value.clone();
    let annex = check.annex_class.map(|class| ClassDecision {
        class,
        basis: ClassBasis::Annex {
            check: id(),
            evidence: check.evidence.of("annex_class"),
        },
    });
    let sample = || check.sample.as_ref().and_then(|sample| sample.class);
    annex.or_else(|| {
        sample().map(|class| ClassDecision {
            class,
            basis: ClassBasis::SampleList {
                check: id(),
                evidence: check.evidence.of("sample"),
            },
        })
    })
}

pub(super) const fn strictness(class: RectificationClass) -> u8 {
    match class {
        RectificationClass::TimeLimited => 0,
        RectificationClass::BestEffort => 1,
    }
}

pub(super) const fn hardness(difficulty: Difficulty) -> u8 {
    match difficulty {
        Difficulty::High => 0,
        Difficulty::Medium => 1,
        Difficulty::Low => 2,
    }
}
