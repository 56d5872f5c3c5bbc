//! A series: indicators of different editions that measure the same thing, as it is written in `spec/series.toml`.

use serde::{Deserialize, Serialize};

use super::document::{Evidence, Text};

/// The file of the series.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SeriesDocument {
    /// The series.
    #[serde(default)]
    pub series: Vec<Series>,
}

/// Indicators of different editions that measure the same thing, at most one of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Id of the series.
    pub id: String,
    /// Name of what is measured.
    pub name: Text,
    /// The indicators, earlier editions first, and standards of other ministries last.
    #[serde(rename = "member")]
    pub members: Vec<SeriesMember>,
}

/// An indicator of a series.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SeriesMember {
    /// Id of the catalogue.
    pub catalogue: String,
    /// Id of the indicator in it.
    pub indicator: String,
    /// How it differs from a member that stands before it; every member but the first says so.
    #[serde(default)]
    pub link: Option<SeriesLink>,
}

/// How an indicator differs from that of another edition, and whether their values may be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SeriesLink {
    /// Id of the catalogue whose member it is held against; without it, that of the member just before.
    #[serde(default)]
    pub with: Option<String>,
    /// What changed; nothing, where it is the same indicator.
    #[serde(default)]
    pub changed: Vec<Change>,
    /// Whether the values may be compared.
    pub comparable: Comparable,
    /// What the change is and why values may (not) be compared; empty where nothing changed.
    #[serde(default)]
    pub why: Text,
    /// How well this is known.
    pub evidence: Evidence,
}

/// What changed from one edition to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// The name.
    Name,
    /// The unit.
    Unit,
    /// What is counted or measured: the numerator of a ratio.
    Numerator,
    /// What it is divided by.
    Denominator,
    /// The area, or the things, that are examined.
    Scope,
    /// A number that decides what counts: a radius, a width, a size.
    Threshold,
    /// The number that the value is held against.
    Requirement,
}

/// Whether values of two editions may be compared over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Comparable {
    /// As they stand.
    Yes,
    /// After the one is converted to the unit of the other.
    WithConversion,
    /// No.
    No,
}
