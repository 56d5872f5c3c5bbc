//! Problems as plain data.

use serde::{Deserialize, Serialize};

use super::degree::Degree;
use super::priority::PriorityDecision;
use super::problems::{Problem, Problems, Undetermined, UndeterminedCause};
use super::reason::ProblemReason;
use super::rectification::{ClassDecision, Prevalence};
use crate::catalogue::document::{Difficulty, Text};
use crate::dataset::Table;
use crate::grade::GradingProvenance;

/// All problems of a report as plain data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProblemsDocument {
    /// What it takes to find them again.
    pub provenance: GradingProvenance,
    /// Problems in a stable order; see [`Problems::iter`].
    pub problems: Vec<ProblemDocument>,
    /// What could not be decided.
    pub undetermined: Vec<UndeterminedDocument>,
}

/// One problem as plain data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProblemDocument {
    /// Id of the indicator.
    pub indicator: String,
    /// Official number.
    pub number: u16,
    /// Level of the area.
    pub level: String,
    /// Id of the area.
    pub area: String,
    /// Name of the area.
    pub area_name: String,
    /// Value as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Unit of the value.
    pub unit: String,
    /// Why it is a problem.
    pub reasons: Vec<ProblemReason>,
    /// Checklist items that were found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sub_problems: Vec<SubProblemDocument>,
    /// Degree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub degree: Option<Degree>,
    /// Difficulty of the remedy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// Whether the difficulty rests on a rule of this library.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub difficulty_ours: bool,
    /// Rectification class.
    pub class: ClassDecision,
    /// How widespread it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prevalence: Option<Prevalence>,
    /// Whether people complain of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// Priority.
    pub priority: PriorityDecision,
    /// Whether not all units reported, so that it may be larger.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
}

/// A checklist item that was found in an area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SubProblemDocument {
    /// Id of the checklist item.
    pub check: String,
    /// Its name.
    pub name: Text,
    /// Objects on which it was found.
    pub cases: u64,
    /// Objects of which it is known whether it is there.
    pub judged: u64,
    /// Objects in all.
    pub objects: u64,
    /// Degree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub degree: Option<Degree>,
    /// Difficulty of the remedy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// Rectification class.
    pub class: ClassDecision,
    /// Whether it was found here last year too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub recurring: bool,
}

/// An indicator of which nothing can be said in an area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UndeterminedDocument {
    /// Id of the indicator.
    pub indicator: String,
    /// Official number.
    pub number: u16,
    /// Level of the area.
    pub level: String,
    /// Id of the area.
    pub area: String,
    /// Why.
    pub cause: UndeterminedCause,
}

impl Problem<'_> {
    /// The problem as plain data.
    pub fn document(&self) -> ProblemDocument {
        let sub_problem = |found: &super::SubProblem| {
            let check = self.check(found)?;
            Some(SubProblemDocument {
                check: check.id.value.clone(),
                name: check.name.clone(),
                cases: found.cases,
                judged: found.judged,
                objects: found.objects,
                degree: found.degree.clone(),
                difficulty: found.difficulty,
                class: found.class.clone(),
                recurring: found.recurring,
            })
        };
        let indicator = self.indicator();
        ProblemDocument {
            indicator: indicator.id.value.clone(),
            number: indicator.number,
            level: self.level().to_owned(),
            area: self.area().to_owned(),
            area_name: self.area_name().to_owned(),
            value: self.result().and_then(|result| result.displayed()).map(|value| value.to_string()),
            unit: indicator.unit.value.clone(),
            reasons: self.reasons().to_vec(),
            sub_problems: self.sub_problems().iter().filter_map(sub_problem).collect(),
            degree: self.degree().cloned(),
            difficulty: self.difficulty(),
            difficulty_ours: self.difficulty_is_ours(),
            class: self.class().clone(),
            prevalence: self.prevalence().cloned(),
            urgent: self.is_urgent(),
            priority: self.priority().clone(),
            provisional: self.is_provisional(),
        }
    }
}

impl Problems {
    /// Everything as plain data, without the bitmaps of lower rows.
    pub fn document(&self) -> ProblemsDocument {
        ProblemsDocument {
            provenance: self.provenance().clone(),
            problems: self.iter().map(|problem| problem.document()).collect(),
            undetermined: self
                .undetermined()
                .iter()
                .filter_map(|open| self.undetermined_document(open))
                .collect(),
        }
    }

    fn undetermined_document(&self, open: &Undetermined) -> Option<UndeterminedDocument> {
        let areas: &Table = self.report().dataset().tables().get(open.table)?;
        let indicator = self.report().catalogue().indicators().get(open.indicator)?;
        Some(UndeterminedDocument {
            indicator: indicator.id.value.clone(),
            number: indicator.number,
            level: areas.level().to_owned(),
            area: areas.id(open.row)?.to_owned(),
            cause: open.cause,
        })
    }

    /// The problems as JSON.
    ///
    /// # Errors
    ///
    /// The error of `serde_json`, which plain data do not raise.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(&self.document())
    }
}
