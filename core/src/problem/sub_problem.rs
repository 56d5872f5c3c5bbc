//! Sub-problems: the checklist items of an indicator that were found in an area.

use serde::{Deserialize, Serialize};

use super::degree::Degree;
use super::rectification::ClassDecision;
use crate::catalogue::document::Difficulty;

/// A checklist item (体检内容) that was found in an area. Counts of several items may overlap: one building can have several problems.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SubProblem {
    /// Place of the item in [`Indicator::checks`](crate::catalogue::Indicator::checks).
    pub check: usize,
    /// Objects on which it was found, each once.
    pub cases: u64,
    /// Objects of which it is known whether it is there.
    pub judged: u64,
    /// Objects in all.
    pub objects: u64,
    /// Degree, where the document gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub degree: Option<Degree>,
    /// Difficulty of the remedy (治理难度), where a sample list gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// Rectification class.
    pub class: ClassDecision,
    /// Whether it was found here last year too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub recurring: bool,
}
