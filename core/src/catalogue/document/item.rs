//! Data items (数据项): what is collected.

use serde::{Deserialize, Serialize};

use super::super::primitive::{Located, Number};
use super::super::table::{self, choices, table};
use super::level::ClassValue;
use super::words::{EvidenceMarks, Text};

table! {
    /// A raw quantity, flag or class that formulas read (数据项).
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Item {
        /// Id; unique over items, checks and indicators of a catalogue.
        pub id: Located<String>,
        /// Id of the catalogue that it was taken over from; empty for an item of this one. Composition writes it.
        #[serde(default)]
        pub origin: String,
        /// Name; accepted in formulas and column headers.
        pub name: Text,
        /// Other names for column headers.
        #[serde(default)]
        pub aliases: Vec<String>,
        /// What its values are.
        pub kind: ItemKind,
        /// Unit of a measure; the counting unit of an entity; empty for a flag or class.
        #[serde(default)]
        pub unit: Located<String>,
        /// Lowest level at which it is collected.
        pub level: Located<String>,
        /// What area or objects it is about (term of vocabulary `scope`).
        pub scope: Located<String>,
        /// How values of parts become the value of the whole.
        pub rollup: RollupRule,
        /// The weight item of `rollup = "weighted"`.
        #[serde(default)]
        pub weight: Option<Located<String>>,
        /// Values of a class.
        #[serde(default)]
        pub classes: Vec<ClassValue>,
        /// Smallest value that can be right, in `unit`.
        #[serde(default)]
        pub minimum: Option<Number>,
        /// Largest value that can be right, in `unit`.
        #[serde(default)]
        pub maximum: Option<Number>,
        /// Formula that gives the value where none was collected.
        #[serde(default)]
        pub default: Option<DefaultRule>,
        /// Departments that hand it in.
        #[serde(default)]
        pub departments: Vec<String>,
        /// How it is collected (terms of vocabulary `collection_method`).
        #[serde(default)]
        pub methods: Vec<Located<String>>,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
        /// Remarks for the reader.
        #[serde(default)]
        pub note: Text,
    }
}

/// What the values of an item are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// A number with a unit.
    Measure,
    /// Yes or no.
    Flag,
    /// One of a list of values.
    Class,
    /// The rows of a table themselves; named in aggregates.
    Entity,
}

/// How values of parts become the value of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RollupRule {
    /// Added.
    Sum,
    /// Largest part.
    Max,
    /// Smallest part.
    Min,
    /// Yes as soon as one part is yes.
    Any,
    /// Mean weighted by another item.
    Weighted,
    /// Number of different values.
    Distinct,
    /// Not additive: has no value above its level.
    None,
}

table! {
    /// A formula for a value that was not collected.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct DefaultRule {
        /// The formula.
        pub formula: Located<String>,
        /// When the document allows it.
        pub when: Text,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

choices! {
    ItemKind::Measure,
    RollupRule::Sum,
}
