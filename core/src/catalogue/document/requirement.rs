//! Requirements (标准值) and the figures that stand beside them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::primitive::{Located, Number};
use super::super::table::{self, choices, table};
use super::check::Band;
use super::words::{EvidenceMarks, Text};

table! {
    /// A requirement (评价标准).
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Requirement {
        /// Id within the indicator.
        pub id: Located<String>,
        /// Id of the catalogue that gives it, where that is not the one that gives the indicator. Composition writes it.
        #[serde(default)]
        pub origin: String,
        /// Comparison.
        pub operator: Operator,
        /// The number, or the lower end of a range.
        pub value: Number,
        /// The upper end of a range.
        #[serde(default)]
        pub maximum: Option<Number>,
        /// Unit of the number.
        pub unit: Located<String>,
        /// Id of the part that it judges; without it the indicator itself.
        #[serde(default)]
        pub part: Option<Located<String>>,
        /// To whom it applies: profile key to allowed values (`true`/`false` for a flag).
        #[serde(default)]
        pub applies_to: BTreeMap<String, Vec<Located<String>>>,
        /// To whom it applies, in words.
        #[serde(default)]
        pub applies_to_text: Text,
        /// How binding it is (term of vocabulary `strength`).
        pub strength: Located<String>,
        /// Basis.
        #[serde(default)]
        pub basis: Vec<String>,
        /// Year by which it should be reached.
        #[serde(default)]
        pub by_year: Option<u16>,
        /// First day in force (`2025-01-01`).
        #[serde(default)]
        pub from: Option<Located<String>>,
        /// Last day in force.
        #[serde(default)]
        pub until: Option<Located<String>>,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
        /// Remarks for the reader.
        #[serde(default)]
        pub note: Text,
    }
}

/// What the document says of a standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequirementStatus {
    /// A number is printed.
    Numeric,
    /// A number follows from the wording.
    Derived,
    /// Set by the provinces.
    Local,
    /// No number.
    None,
    /// No threshold; problems are counted.
    NoNumber,
}

/// Comparison of a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Operator {
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// At most.
    #[serde(rename = "<=")]
    AtMost,
    /// More than.
    #[serde(rename = ">")]
    MoreThan,
    /// Less than.
    #[serde(rename = "<")]
    LessThan,
    /// Exactly.
    #[serde(rename = "==")]
    Equal,
    /// From `value` to `maximum`, both included.
    #[serde(rename = "range")]
    Range,
    /// Grows by at least this much a year.
    #[serde(rename = "increase_per_year")]
    IncreasePerYear,
}

table! {
    /// A value printed for orientation; never judged against.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Reference {
        /// What it is.
        pub text: Text,
        /// The number, where there is just one.
        #[serde(default)]
        pub value: Option<Number>,
        /// Comparison, where the document prints one.
        #[serde(default)]
        pub operator: Option<Operator>,
        /// Unit.
        #[serde(default)]
        pub unit: Located<String>,
        /// Year of the figure.
        #[serde(default)]
        pub year: Option<u16>,
        /// Where it comes from.
        #[serde(default)]
        pub basis: String,
        /// Bands, where the document prints a scale.
        #[serde(default, rename = "band")]
        pub bands: Vec<Band>,
    }
}

choices! {
    RequirementStatus::Numeric,
    Operator::AtLeast,
}
