//! Facilities: what one must be like, and how far it reaches.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::primitive::{Located, Number};
use super::super::table::{self, table};
use super::requirement::Operator;
use super::words::{EvidenceMarks, Text};

table! {
    /// A standard of a single facility.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct FacilityStandard {
        /// What is measured.
        pub quantity: String,
        /// Comparison; absent for a table.
        #[serde(default)]
        pub operator: Option<Operator>,
        /// The number, or the lower end of a range.
        #[serde(default)]
        pub value: Option<Number>,
        /// The upper end of a range.
        #[serde(default)]
        pub maximum: Option<Number>,
        /// Rows of a printed table: column name to cell; a range is written `796-1009`.
        #[serde(default, rename = "row")]
        pub rows: Vec<BTreeMap<String, String>>,
        /// Unit.
        pub unit: Located<String>,
        /// To what it applies, in words.
        #[serde(default)]
        pub applies_to_text: Text,
        /// Basis.
        #[serde(default)]
        pub basis: Vec<String>,
        /// How binding it is.
        pub strength: String,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
        /// Remarks for the reader.
        #[serde(default)]
        pub note: Text,
    }
}

table! {
    /// Service radii and covered land.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Spatial {
        /// Facilities.
        #[serde(default, rename = "facility")]
        pub facilities: Vec<SpatialFacility>,
        /// The item that is the area to be covered.
        #[serde(default)]
        pub covered_land: Option<Located<String>>,
        /// Whether facilities outside the unit count.
        #[serde(default)]
        pub include_outside_facilities: bool,
        /// From where the radius is drawn: `facility_boundary` …
        #[serde(default)]
        pub origin: String,
        /// How distance is measured: `walking_or_buffer`, `not_stated` …
        #[serde(default)]
        pub distance: String,
        /// What does not count.
        #[serde(default)]
        pub exclude: Text,
        /// Remarks for the reader.
        #[serde(default)]
        pub note: Text,
    }
}

table! {
    /// One kind of facility and its reach.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct SpatialFacility {
        /// Id of the kind.
        pub kind: String,
        /// Name.
        pub name: Text,
        /// Smallest size that counts, in hectares.
        #[serde(default)]
        pub minimum_area_ha: Option<Number>,
        /// Size from which the next row holds, in hectares.
        #[serde(default)]
        pub maximum_area_ha: Option<Number>,
        /// Service radius in metres, or the lower end of a printed range.
        #[serde(default)]
        pub radius_m: Option<Number>,
        /// Upper end of a printed range of radii, in metres.
        #[serde(default)]
        pub maximum_radius_m: Option<Number>,
        /// Walking time in minutes.
        #[serde(default)]
        pub minutes: Option<Number>,
        /// Area served, in km², where the document gives that in place of a radius.
        #[serde(default)]
        pub service_area_km2: Option<Number>,
        /// `both` where it reaches to both sides of a line.
        #[serde(default)]
        pub sides: String,
        /// Whether local rules may set another radius.
        #[serde(default)]
        pub local_adjustable: bool,
        /// How binding it is.
        #[serde(default)]
        pub strength: String,
        /// Basis.
        #[serde(default)]
        pub basis: String,
        /// Exception, in words.
        #[serde(default)]
        pub exception: Text,
    }
}
