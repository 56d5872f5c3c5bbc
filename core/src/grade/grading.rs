//! Grades as plain data, with everything that decided them.

use serde::{Deserialize, Serialize};

use super::document::Yardstick;
use super::overall::OverallDecision;
use super::scale::IndicatorGrade;
use crate::catalogue::document::Text;
use crate::examine::{Provenance, Status, UndeterminedReason};

/// All grades of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GradesDocument {
    /// What it takes to grade again.
    pub provenance: GradingProvenance,
    /// Areas: levels as the scheme lists them, then areas as given.
    pub areas: Vec<AreaGrades>,
}

/// What it takes to grade, or to find problems, again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GradingProvenance {
    /// What it takes to run the report again.
    pub report: Provenance,
    /// Id of the scheme.
    pub scheme: String,
    /// SHA-256 of the scheme.
    pub scheme_hash: String,
    /// SHA-256 of the judgements.
    pub judgements_hash: String,
}

/// The grades of one area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AreaGrades {
    /// Level.
    pub level: String,
    /// Id.
    pub area: String,
    /// Name.
    pub name: String,
    /// Indicators in official order.
    pub indicators: Vec<IndicatorGrading>,
    /// Indicators of the city's own, by dimension and name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub local: Vec<LocalGrading>,
    /// Dimensions in official order.
    pub dimensions: Vec<DimensionGrading>,
    /// All of them together.
    pub overall: OverallDecision,
}

/// A dimension and its grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DimensionGrading {
    /// Id of the dimension.
    pub dimension: String,
    /// Its name.
    pub name: Text,
    /// Its grade.
    pub decision: OverallDecision,
}

/// The grade of an indicator that the catalogue does not have, as an expert gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LocalGrading {
    /// Its name.
    pub name: String,
    /// Id of its dimension.
    pub dimension: String,
    /// The grade; absent where none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<IndicatorGrade>,
}

/// The grade of one indicator and how it came about. Percentages have two digits; decisions are taken on exact values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IndicatorGrading {
    /// Id.
    pub indicator: String,
    /// Official number.
    pub number: u16,
    /// Name.
    pub name: Text,
    /// Id of its dimension.
    pub dimension: String,
    /// Status of its value.
    pub status: Status,
    /// Value as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Unit of the value, as printed.
    pub unit: Text,
    /// The grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<IndicatorGrade>,
    /// Who or what decided; absent where there is no grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<DecidedBy>,
    /// Why there is no grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ungraded: Option<UngradedReason>,
    /// Yardsticks that apply, in the order of the scheme.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub yardsticks: Vec<YardstickGrade>,
    /// Yardsticks that do not, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<SkippedYardstick>,
    /// Grade of the base, where yardsticks can move it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<IndicatorGrade>,
    /// How the yardsticks moved the base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift: Option<Shift>,
    /// What the survey of residents did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<SurveyEffect>,
    /// What the rules alone would have given, where an expert decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_rule: Option<IndicatorGrade>,
    /// The expert's reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether it may change: the value is of only part of the units, or a requirement could not be judged.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// Whether it rests on numbers or choices that are not the document's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ours: bool,
}

/// Who or what decided a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DecidedBy {
    /// An expert.
    Expert,
    /// A bottom line is crossed.
    BottomLine,
    /// The yardsticks of the scheme.
    Yardsticks,
}

/// Why an indicator has no grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UngradedReason {
    /// It does not apply to the city or area.
    NotApplicable,
    /// It has no value that could be graded; its status says why.
    NoValue,
    /// Only part of the units reported, and the scheme leaves such values.
    Partial,
    /// A requirement cannot be judged, so that the base is not known.
    Undetermined,
    /// No standard, target or other base of the scheme applies.
    NoYardstick,
}

/// One yardstick and the band that the value is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct YardstickGrade {
    /// The yardstick.
    pub yardstick: Yardstick,
    /// What it is: the requirement, the target, the value before, the other cities.
    pub against: Text,
    /// The measure in percent; absent where there is none, such as against zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<String>,
    /// Grade by this yardstick.
    pub grade: IndicatorGrade,
    /// Id of the band.
    pub band: String,
    /// Lower end of the band in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<String>,
    /// Whether the band is not the document's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ours: bool,
    /// Id of the requirement that decided, for the standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<String>,
    /// Whether the requirement is met, for the standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
    /// What it did to the grade.
    pub role: Role,
}

/// What a yardstick did to the grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It gave the grade, or its base.
    Decides,
    /// It speaks for raising.
    Raises,
    /// It speaks for lowering.
    Lowers,
    /// It was looked at and changes nothing.
    None,
}

/// A yardstick that does not apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SkippedYardstick {
    /// The yardstick.
    pub yardstick: Yardstick,
    /// Why.
    pub reason: SkipReason,
}

/// Why a yardstick does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum SkipReason {
    /// No requirement is in force.
    NoRequirement,
    /// A requirement cannot be judged.
    Undetermined {
        /// Why not.
        why: UndeterminedReason,
    },
    /// The city has set no target.
    NoTarget,
    /// There is no usable value of the period before.
    NoPreviousValue,
    /// Fewer cities than the scheme asks for.
    TooFewPeers {
        /// Cities that there are.
        peers: u32,
        /// Cities that there must be.
        minimum: u16,
    },
    /// The indicator does not say whether more is better.
    NoDirection,
    /// The indicator as a whole has no usable value.
    NoValue,
}

/// How yardsticks moved the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    /// One grade better.
    Raised,
    /// One grade worse.
    Lowered,
    /// More spoke for raising, but a requirement is not met.
    HeldByUnmetRequirement,
}

/// What the survey of residents did to a grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SurveyEffect {
    /// The score: mean or lowest of the items, as the scheme says, with two digits.
    pub score: String,
    /// The line of the scheme.
    pub line: String,
    /// Ids of the survey items that it is of; empty where the score was given for the indicator itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// Whether the score is below the line.
    pub below: bool,
    /// Whether the grade fell.
    pub lowered: bool,
    /// Whether the document does not name this indicator for one of the items, or says nothing of how several items combine.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ours: bool,
}

impl AreaGrades {
    /// The grade of an indicator, by id or official number.
    pub fn indicator(&self, name: &str) -> Option<&IndicatorGrading> {
        let number: Option<u16> = name.parse().ok();
        let fits = |grading: &&IndicatorGrading| grading.indicator == name || Some(grading.number) == number;
        self.indicators.iter().find(fits)
    }

    /// The grade of a dimension, by id or name.
    pub fn dimension(&self, name: &str) -> Option<&DimensionGrading> {
        let fits = |grading: &&DimensionGrading| grading.dimension == name || grading.name.zh == name || grading.name.en == name;
        self.dimensions.iter().find(fits)
    }
}
