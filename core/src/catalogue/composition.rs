//! How a catalogue is put together from others, as it is written: `uses`, `select` and `override`.
//!
//! What these keys do is in `compose`. A composed catalogue holds them no longer: what they brought stands in it.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use super::document::{EvidenceMarks, Nature, Requirement, RequirementStatus, Text};
use super::primitive::Located;
use super::table::{self, table};

table! {
    /// Items of another catalogue that this one reads, so that they are defined once.
    ///
    /// With an item comes what its own rule and weight read, and every counting unit, level, profile key and term of that catalogue whose
    /// id is not defined here.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Use {
        /// Id of the catalogue that defines them.
        pub catalogue: Located<String>,
        /// Their ids.
        pub items: Vec<Located<String>>,
    }
}

table! {
    /// Which indicators of the extended catalogue are taken over: all, without this table.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Selection {
        /// Only these, by id, official number or name.
        #[serde(default)]
        pub keep: Option<Located<Vec<Located<IndicatorName>>>>,
        /// All but these, by id, official number or name.
        #[serde(default)]
        pub omit: Option<Located<Vec<Located<IndicatorName>>>>,
        /// How well what is taken over is known at most: stronger marks are weakened to these, before `override` gives its own. For a
        /// catalogue whose document was not read where that of the extended one was.
        #[serde(default)]
        pub evidence: Option<EvidenceMarks>,
    }
}

table! {
    /// What is different here about an indicator of the extended catalogue. A key that is absent leaves it as it is.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Override {
        /// Id, official number or name of the indicator.
        pub indicator: Located<IndicatorName>,
        /// Number here.
        #[serde(default)]
        pub number: Option<Located<u16>>,
        /// Name here; the name in the extended catalogue becomes another printed name.
        #[serde(default)]
        pub name: Option<Text>,
        /// Id of the dimension that it stands in here.
        #[serde(default)]
        pub dimension: Option<Located<String>>,
        /// Definition here.
        #[serde(default)]
        pub definition: Option<Text>,
        /// Unit as printed here: another spelling of the same unit.
        #[serde(default)]
        pub unit_name: Option<Text>,
        /// Digits after the point of the shown value.
        #[serde(default)]
        pub decimals: Option<u8>,
        /// Bottom-line or improvement.
        #[serde(default)]
        pub nature: Option<Nature>,
        /// What the local document says of a standard.
        #[serde(default)]
        pub requirement_status: Option<RequirementStatus>,
        /// Requirements: one whose id the indicator has takes the place of that one, others are added.
        #[serde(default, rename = "requirement")]
        pub requirements: Vec<Requirement>,
        /// Ids of requirements that do not hold here.
        #[serde(default)]
        pub remove: Vec<Located<String>>,
        /// Remarks on the requirements.
        #[serde(default)]
        pub requirement_note: Option<Text>,
        /// Evidence of what is given here; a mark in `fields` holds for its field also where that stays as it is.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

/// Name under which an [`IndicatorName`] announces itself to a deserializer of files.
pub(crate) const NAME_OR_NUMBER: &str = "$cityvitals::NameOrNumber";

/// What an indicator is called by: its id, its official number (with or without quotes) or its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorName(pub String);

impl fmt::Display for IndicatorName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for IndicatorName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = IndicatorName;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the id, official number or name of an indicator")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<IndicatorName, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(self)
        } else {
            deserializer.deserialize_str(self)
        }
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<IndicatorName, E> {
        Ok(IndicatorName(value.to_owned()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<IndicatorName, E> {
        Ok(IndicatorName(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<IndicatorName, E> {
        Ok(IndicatorName(value.to_string()))
    }
}

impl<'de> Deserialize<'de> for IndicatorName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NAME_OR_NUMBER, NameVisitor)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for IndicatorName {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "IndicatorName".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An indicator by its id, its official number or its name.",
            "anyOf": [{ "type": "string" }, { "type": "integer", "minimum": 0, "maximum": 65535 }]
        })
    }
}
