//! Judgements by what they are about, with names resolved to ids.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{JudgementDocument, JudgementsDocument};
use super::words::{CLASSES, DEGREES, GRADES, PRIORITIES};
use crate::catalogue::document::{RectificationClass, Severity};
use crate::decimal::{Decimal, Fraction};
use crate::grade::{IndicatorGrade, Priority};
use crate::shelf::Shelf;

/// An area, by the ids of its level and its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct AreaKey {
    pub(crate) level: String,
    pub(crate) area: String,
}

/// An indicator in an area, by ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Subject {
    pub(crate) indicator: String,
    pub(crate) area: AreaKey,
}

/// A number in the unit of its indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quantity {
    pub(crate) value: Fraction,
    /// The number and its unit as they were given.
    pub(crate) number: Decimal,
    pub(crate) unit: String,
}

/// An expert's grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expert {
    pub(crate) grade: IndicatorGrade,
    pub(crate) note: Option<String>,
}

/// What was decided on one problem or sub-problem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Override {
    pub(crate) class: Option<RectificationClass>,
    pub(crate) degree: Option<Severity>,
    pub(crate) priority: Option<Priority>,
    pub(crate) urgent: Option<bool>,
}

/// An indicator of the city's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LocalKey {
    pub(crate) area: AreaKey,
    pub(crate) dimension: String,
    pub(crate) name: String,
}

/// A problem, or the sub-problem of a checklist item.
pub(crate) type ProblemKey = (Subject, Option<String>);

/// Everything that was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entries {
    pub(crate) experts: Shelf<Subject, Expert>,
    pub(crate) locals: BTreeMap<LocalKey, Option<IndicatorGrade>>,
    /// Scores given for an indicator itself.
    pub(crate) scores: Shelf<Subject, Decimal>,
    /// Scores of survey items.
    pub(crate) item_scores: BTreeMap<(String, AreaKey), Decimal>,
    pub(crate) targets: Shelf<Subject, Quantity>,
    /// Figures of other cities.
    pub(crate) peers: Shelf<Subject, Shelf<String, Quantity>>,
    pub(crate) overrides: BTreeMap<ProblemKey, Override>,
    pub(crate) last_year: BTreeSet<ProblemKey>,
}

impl Entries {
    /// Every indicator in an area that something is said of.
    pub(crate) fn subjects(&self) -> impl Iterator<Item = &Subject> {
        let problems = self.overrides.keys().chain(&self.last_year).map(|(subject, _)| subject);
        let grades = self.experts.keys().chain(self.scores.keys()).chain(self.targets.keys());
        grades.chain(self.peers.keys()).chain(problems)
    }

    /// Every area that something is said of.
    pub(crate) fn areas(&self) -> impl Iterator<Item = &AreaKey> {
        let locals = self.locals.keys().map(|local| &local.area);
        let items = self.item_scores.keys().map(|(_, area)| area);
        self.subjects().map(|subject| &subject.area).chain(locals).chain(items)
    }

    /// One row for each thing that was said, in a stable order.
    pub(super) fn document(&self) -> JudgementsDocument {
        let mut rows = Vec::new();
        let of_area = |area: &AreaKey| JudgementDocument {
            level: Some(area.level.clone()),
            area: Some(area.area.clone()),
            ..JudgementDocument::default()
        };
        let of = |subject: &Subject| JudgementDocument {
            indicator: Some(subject.indicator.clone()),
            ..of_area(&subject.area)
        };
        rows.extend(self.experts.iter().map(|(subject, expert)| JudgementDocument {
            grade: Some(GRADES.id(expert.grade).to_owned()),
            note: expert.note.clone(),
            ..of(subject)
        }));
        rows.extend(self.locals.iter().map(|(local, grade)| JudgementDocument {
            indicator: Some(local.name.clone()),
            dimension: Some(local.dimension.clone()),
            local: Some(true),
            grade: grade.map(|grade| GRADES.id(grade).to_owned()),
            ..of_area(&local.area)
        }));
        rows.extend(self.scores.iter().map(|(subject, score)| JudgementDocument {
            score: Some(score.normalize().to_string()),
            ..of(subject)
        }));
        rows.extend(self.item_scores.iter().map(|((item, area), score)| JudgementDocument {
            survey_item: Some(item.clone()),
            score: Some(score.normalize().to_string()),
            ..of_area(area)
        }));
        rows.extend(self.targets.iter().map(|(subject, target)| JudgementDocument {
            target: Some(target.number.normalize().to_string()),
            unit: Some(target.unit.clone()),
            ..of(subject)
        }));
        for (subject, peers) in self.peers.iter() {
            rows.extend(peers.iter().map(|(peer, figure)| JudgementDocument {
                peer: Some(peer.clone()),
                value: Some(figure.number.normalize().to_string()),
                unit: Some(figure.unit.clone()),
                ..of(subject)
            }));
        }
        rows.extend(self.overrides.iter().map(|((subject, check), decided)| JudgementDocument {
            check: check.clone(),
            class: decided.class.map(|class| CLASSES.id(class).to_owned()),
            degree: decided.degree.map(|degree| DEGREES.id(degree).to_owned()),
            priority: decided.priority.map(|priority| PRIORITIES.id(priority).to_owned()),
            urgent: decided.urgent,
            ..of(subject)
        }));
        rows.extend(self.last_year.iter().map(|(subject, check)| JudgementDocument {
            check: check.clone(),
            last_year: Some(true),
            ..of(subject)
        }));
        JudgementsDocument { judgements: rows }
    }
}
