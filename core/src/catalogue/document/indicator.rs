//! Indicators (指标): what is computed, and what the document says about it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::composition::IndicatorName;
use super::super::primitive::{Located, Number};
use super::super::table::{self, choices, table};
use super::check::{CaseRule, Check, SeverityRule};
use super::facility::{FacilityStandard, Spatial};
use super::requirement::{Reference, Requirement, RequirementStatus};
use super::words::{EvidenceMarks, Text};

table! {
    /// An indicator (指标).
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Indicator {
        /// Official number.
        pub number: u16,
        /// Id; unique over items, checks and indicators of a catalogue.
        pub id: Located<String>,
        /// Id, official number or name of the indicator of the extended catalogue in whose place it stands.
        #[serde(default)]
        pub replaces: Option<Located<IndicatorName>>,
        /// Id of the catalogue that it was taken over from; empty for an indicator of this one. Composition writes it.
        #[serde(default)]
        pub origin: String,
        /// Official name and its translation.
        pub name: Text,
        /// Other printed names.
        #[serde(default)]
        pub name_variants: Vec<String>,
        /// Id of its dimension.
        pub dimension: Located<String>,
        /// Lowest level at which it can be read.
        pub level: Located<String>,
        /// Unit of its value.
        pub unit: Located<String>,
        /// Unit as printed.
        pub unit_name: Text,
        /// Digits after the point of the shown value.
        pub decimals: u8,
        /// Definition in this library's own words.
        pub definition: Text,
        /// Formula.
        pub formula: Located<String>,
        /// Remarks on the formula: readings, gaps, contradictions of the document.
        #[serde(default)]
        pub formula_note: Text,
        /// Parts that the document judges separately (road classes, problem classes).
        #[serde(default, rename = "part")]
        pub parts: Vec<Part>,
        /// Other formulas that the document also gives.
        #[serde(default, rename = "alternative")]
        pub alternatives: Vec<Alternative>,
        /// Items that its collection form lists, beyond those its formula reads.
        #[serde(default)]
        pub items: Vec<Located<String>>,
        /// Whether more is better.
        pub direction: Direction,
        /// Bottom-line or improvement.
        pub nature: Nature,
        /// Why it is of that nature.
        #[serde(default)]
        pub nature_basis: Option<NatureBasis>,
        /// Whether the only sensible target is zero.
        #[serde(default)]
        pub target_zero: bool,
        /// What happens when some of the units did not report.
        #[serde(default)]
        pub missing: MissingPolicy,
        /// Smallest value that can be right, in `unit`.
        #[serde(default)]
        pub minimum: Option<Number>,
        /// Largest value that can be right, in `unit`.
        #[serde(default)]
        pub maximum: Option<Number>,
        /// What the document says of a standard.
        pub requirement_status: RequirementStatus,
        /// Requirements.
        #[serde(default, rename = "requirement")]
        pub requirements: Vec<Requirement>,
        /// Remarks on the requirements.
        #[serde(default)]
        pub requirement_note: Text,
        /// Values printed for orientation.
        #[serde(default, rename = "reference")]
        pub references: Vec<Reference>,
        /// When it does not apply.
        #[serde(default, rename = "not_applicable")]
        pub not_applicable: Vec<NotApplicable>,
        /// How values of parts become the value of the whole, in words.
        #[serde(default)]
        pub rollup: Option<RollupNote>,
        /// The rule by which one object counts.
        #[serde(default)]
        pub case_rule: Option<CaseRule>,
        /// Checklist (体检内容).
        #[serde(default, rename = "check")]
        pub checks: Vec<Check>,
        /// Statistical unit.
        #[serde(default)]
        pub statistical_unit: Option<StatisticalUnit>,
        /// Collection methods, as the table and as the text of the document name them.
        #[serde(default)]
        pub collection: Option<Collection>,
        /// Basis documents.
        #[serde(default, rename = "basis")]
        pub basis: Vec<BasisDocument>,
        /// Standards of single facilities.
        #[serde(default, rename = "facility_standard")]
        pub facility_standards: Vec<FacilityStandard>,
        /// Kinds of facility that count.
        #[serde(default)]
        pub facility_kinds: Vec<String>,
        /// Service radii and covered land.
        #[serde(default)]
        pub spatial: Option<Spatial>,
        /// Bands that grade the severity of one object.
        #[serde(default, rename = "severity_rule")]
        pub severity_rules: Vec<SeverityRule>,
        /// Local refinements that the document shows as examples.
        #[serde(default, rename = "refinement")]
        pub refinements: Vec<Refinement>,
        /// Where in the document.
        #[serde(default)]
        pub places: Vec<String>,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

table! {
    /// A part of an indicator that the document judges on its own.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Part {
        /// Id within the indicator.
        pub id: Located<String>,
        /// Name.
        pub name: Text,
        /// Formula, in the unit of the indicator.
        pub formula: Located<String>,
    }
}

table! {
    /// Another formula that the document also gives.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Alternative {
        /// Formula.
        pub formula: Located<String>,
        /// Where the document gives it.
        pub place: Text,
    }
}

/// Whether more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    HigherBetter,
    /// Less is better.
    LowerBetter,
    /// Only zero is good.
    Zero,
    /// Inside a range is good.
    Range,
    /// Neither.
    Neutral,
}

/// Nature of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// 底线型: one case anywhere is a problem.
    BottomLine,
    /// 提升型（导向型）: judged by the gap to its target.
    Improvement,
}

table! {
    /// Why an indicator is of its nature.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct NatureBasis {
        /// `named` by the document, or `inferred`.
        pub kind: String,
        /// How sure: `high`, `medium`, `low`; empty when named.
        #[serde(default)]
        pub confidence: String,
        /// Reason.
        pub text: Text,
    }
}

/// What happens when some of the units did not report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MissingPolicy {
    /// No value.
    #[default]
    Strict,
    /// The value of the units that reported, with status `partial`.
    Partial,
}

table! {
    /// How values of parts become the value of the whole, in words.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct RollupNote {
        /// `sum`, `ratio_of_sums`, `sum_of_positive_gaps`, `weighted_mean`.
        pub operation: String,
        /// Words.
        pub text: Text,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

table! {
    /// When an indicator does not apply.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct NotApplicable {
        /// Condition over the profile and the items; without it the rule is for the reader only.
        #[serde(default)]
        pub when: Option<Located<String>>,
        /// Reason.
        pub reason: Text,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

table! {
    /// Statistical unit.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct StatisticalUnit {
        /// Scope (term of vocabulary `scope`).
        pub scope: Located<String>,
        /// Words.
        pub text: Text,
        /// Where the document contradicts itself on it.
        #[serde(default)]
        pub conflict: Text,
    }
}

table! {
    /// Collection methods.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Collection {
        /// In the table of the document.
        #[serde(default)]
        pub table: Vec<Located<String>>,
        /// In its text.
        #[serde(default)]
        pub text: Vec<Located<String>>,
    }
}

table! {
    /// A document that an indicator rests on.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct BasisDocument {
        /// Title.
        pub title: String,
        /// Number, where it has one.
        #[serde(default)]
        pub code: String,
    }
}

table! {
    /// A local refinement that the document shows as an example; never applied by itself.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Refinement {
        /// Words.
        pub text: Text,
        /// Conditions: check id to condition text.
        #[serde(default)]
        pub conditions: BTreeMap<String, String>,
    }
}

choices! {
    Direction::HigherBetter,
    Nature::BottomLine,
}
