//! Checklists: by what one object counts as a problem, and how severe it is.

use serde::{Deserialize, Serialize};

use super::super::primitive::{Located, Number};
use super::super::table::{self, choices, table};
use super::words::{EvidenceMarks, Text};

table! {
    /// The rule by which one object counts.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct CaseRule {
        /// The entity item whose rows are judged.
        pub object: Located<String>,
        /// The flag item that the rule sets. A value given in the data prevails.
        pub sets: Located<String>,
        /// Condition over checks and items; without it the flag comes from a judgement on site.
        #[serde(default)]
        pub formula: Option<Located<String>>,
        /// Who judges, where there is no formula.
        #[serde(default)]
        pub judged_by: Text,
    }
}

table! {
    /// A checklist item (体检内容 / 问题项): an observable problem of one object. It is a flag column of the object's table.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Check {
        /// Id; unique over items, checks and indicators of a catalogue.
        pub id: Located<String>,
        /// What is looked for.
        pub name: Text,
        /// Short names for column headers.
        #[serde(default)]
        pub aliases: Vec<String>,
        /// Whether it makes the object count.
        pub counts: Counts,
        /// Degree in the text of the document.
        #[serde(default)]
        pub severity: Option<Severity>,
        /// Degree, difficulty and class in the sample list of the document.
        #[serde(default)]
        pub sample: Option<Sample>,
        /// Class in the sample of annex V.
        #[serde(default)]
        pub annex_class: Option<RectificationClass>,
        /// Condition on the object under which it is looked for at all.
        #[serde(default)]
        pub applies_when: Option<Located<String>>,
        /// The same in words.
        #[serde(default)]
        pub applies_to_text: Text,
        /// Formula that decides it from other items.
        #[serde(default)]
        pub formula: Option<Located<String>>,
        /// Where the document names it: `indicator_text`, `annex4_sample` …
        pub place: String,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
        /// Remarks for the reader.
        #[serde(default)]
        pub note: Text,
    }
}

/// Whether a checklist item makes its object count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// It does.
    Yes,
    /// It is recorded only.
    No,
    /// The document does not say.
    Unclear,
    /// One of several conditions that must all hold.
    Condition,
    /// It exempts the object.
    Exempts,
    /// It marks the object.
    Tag,
}

/// Degree of a problem (程度), from heavy to light.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 非常严重
    VerySevere,
    /// 严重
    Severe,
    /// 较严重
    FairlySevere,
    /// 一般
    Ordinary,
}

/// Difficulty of a remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    /// 高
    High,
    /// 中
    Medium,
    /// 低
    Low,
}

/// Rectification class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RectificationClass {
    /// 限时解决
    TimeLimited,
    /// 尽力解决
    BestEffort,
}

table! {
    /// What a sample list of the document says of a check.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Sample {
        /// Degree.
        #[serde(default)]
        pub severity: Option<Severity>,
        /// Difficulty.
        #[serde(default)]
        pub difficulty: Option<Difficulty>,
        /// Class.
        #[serde(default)]
        pub class: Option<RectificationClass>,
    }
}

table! {
    /// Bands that grade the severity of one object.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct SeverityRule {
        /// Check whose size it bands.
        #[serde(default)]
        pub check: Option<Located<String>>,
        /// Item that is banded.
        pub quantity: Located<String>,
        /// Unit of the band ends.
        pub unit: Located<String>,
        /// Whether the city may leave it out.
        #[serde(default)]
        pub optional: bool,
        /// Bands from light to heavy.
        #[serde(default, rename = "band")]
        pub bands: Vec<Band>,
        /// Remarks for the reader.
        #[serde(default)]
        pub note: Text,
    }
}

table! {
    /// One band of a scale.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Band {
        /// Label.
        pub label: Text,
        /// What the band is of, where a scale has several (a road class).
        #[serde(default)]
        pub subject: String,
        /// Lower end.
        #[serde(default)]
        pub minimum: Option<Number>,
        /// Whether the lower end belongs to the band.
        #[serde(default)]
        pub minimum_included: bool,
        /// Upper end.
        #[serde(default)]
        pub maximum: Option<Number>,
        /// Whether the upper end belongs to the band.
        #[serde(default)]
        pub maximum_included: bool,
        /// Score of the band, where the scale gives points.
        #[serde(default)]
        pub score: Option<Number>,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

choices! {
    Counts::Yes,
}
