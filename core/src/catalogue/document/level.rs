//! What rows are about and how they are sorted: counting units, levels, dimensions and profile keys.

use serde::{Deserialize, Serialize};

use super::super::primitive::Located;
use super::super::table::{self, choices, table};
use super::words::{EvidenceMarks, Text};

table! {
    /// A counting label of the field (栋, 处 …) that stands for a dimension of its own.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct CountingUnit {
        /// Id used in unit texts, such as `subwork`.
        pub id: Located<String>,
        /// Name shown to a reader.
        pub name: Text,
        /// Other spellings that a column header may use.
        #[serde(default)]
        pub spellings: Vec<String>,
    }
}

table! {
    /// A level of the area tree, or an observation table that belongs to an area.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Level {
        /// Id of the level and of its table.
        pub id: Located<String>,
        /// Name.
        pub name: Text,
        /// Area of the tree, or observation.
        pub kind: LevelKind,
        /// Id of the area level directly below it. An area level that a catalogue adds to those of others says so; elsewhere their order
        /// does.
        #[serde(default)]
        pub above: Option<Located<String>>,
        /// Counting unit of its rows.
        pub unit: Located<String>,
        /// Whether an area without any row has none (a register) or has not reported (a census). A register without rows counts zero.
        #[serde(default)]
        pub register: bool,
        /// Other names that a file or table may carry.
        #[serde(default)]
        pub aliases: Vec<String>,
    }
}

/// Kind of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LevelKind {
    /// Part of the area tree; listed from low to high.
    Area,
    /// Rows that belong to an area but are none: road segments, bridges …
    Observation,
}

table! {
    /// A dimension (分项) of the system and the part (维度) that it stands under.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Dimension {
        /// Id.
        pub id: Located<String>,
        /// Name.
        pub name: Text,
        /// Id of the part: `housing`, `community`, `block`, `city` …
        pub group: String,
        /// Name of the part.
        pub group_name: Text,
    }
}

table! {
    /// One thing that may be said of a city.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct ProfileKey {
        /// Id, such as `city_size_class`.
        pub id: Located<String>,
        /// Name.
        pub name: Text,
        /// What a value is.
        pub kind: ProfileKind,
        /// Allowed values of a class or set.
        #[serde(default)]
        pub values: Vec<ClassValue>,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

/// What a profile value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProfileKind {
    /// Exactly one of the values.
    Class,
    /// Any number of the values.
    Set,
    /// Yes or no.
    Flag,
}

table! {
    /// One value of a class.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct ClassValue {
        /// Id.
        pub id: Located<String>,
        /// Name.
        pub name: Text,
        /// Other spellings in tables.
        #[serde(default)]
        pub spellings: Vec<String>,
    }
}

choices! {
    LevelKind::Area,
    ProfileKind::Class,
}
