//! The catalogue as it is written: the shape of every file under `spec/catalogues/`.
//!
//! These types hold what a file says, before any name is resolved or formula checked; `Catalogue` is what comes out of that.
//! The build script includes these files too, to embed the built-in catalogues, so they depend on `serde` and the primitives only.
//! Every table refuses unknown keys.

mod check;
mod facility;
mod indicator;
mod item;
mod level;
mod requirement;
mod words;

use serde::{Deserialize, Serialize};

pub use check::{Band, CaseRule, Check, Counts, Difficulty, RectificationClass, Sample, Severity, SeverityRule};
pub use facility::{FacilityStandard, Spatial, SpatialFacility};
pub use indicator::{
    Alternative, BasisDocument, Collection, Direction, Indicator, MissingPolicy, Nature, NatureBasis, NotApplicable, Part, Refinement,
    RollupNote, StatisticalUnit,
};
pub use item::{DefaultRule, Item, ItemKind, RollupRule};
pub use level::{ClassValue, CountingUnit, Dimension, Level, LevelKind, ProfileKey, ProfileKind};
pub use requirement::{Operator, Reference, Requirement, RequirementStatus};
pub use words::{Evidence, EvidenceMarks, Remark, Term, Text};

pub use super::composition::{IndicatorName, Override, Selection, Use};
use super::primitive::Located;
use super::table::{self, table};

table! {
    /// One catalogue: all files of its folder put together.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct CatalogueDocument {
        /// Identity and conventions; in exactly one of the files.
        #[serde(default)]
        pub catalogue: Option<Header>,
        /// Which indicators of the extended catalogue are taken over.
        #[serde(default)]
        pub select: Option<Selection>,
        /// What is different here about indicators of the extended catalogue.
        #[serde(default, rename = "override")]
        pub overrides: Vec<Override>,
        /// Counting units of the field that the built-in unit table does not know.
        #[serde(default, rename = "unit")]
        pub units: Vec<CountingUnit>,
        /// Area levels from low to high, and the observation tables.
        #[serde(default, rename = "level")]
        pub levels: Vec<Level>,
        /// Dimensions (维度 and 分项) in official order.
        #[serde(default, rename = "dimension")]
        pub dimensions: Vec<Dimension>,
        /// What may be said of a city, to select requirements and applicability.
        #[serde(default, rename = "profile_key")]
        pub profile_keys: Vec<ProfileKey>,
        /// Named terms: collection methods, scopes, strengths …
        #[serde(default, rename = "term")]
        pub terms: Vec<Term>,
        /// Raw data items.
        #[serde(default, rename = "item")]
        pub items: Vec<Item>,
        /// Indicators in official order.
        #[serde(default, rename = "indicator")]
        pub indicators: Vec<Indicator>,
        /// Places where the document contradicts itself, and how the text was repaired.
        #[serde(default, rename = "remark")]
        pub remarks: Vec<Remark>,
    }
}

table! {
    /// Identity of a catalogue and the conventions that hold for all its indicators.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Header {
        /// Stable id, such as `mohurd-2025`.
        pub id: Located<String>,
        /// Year of the edition.
        pub edition: u16,
        /// Id of the catalogue that this one extends: everything in it is taken over, as far as `select` does not leave it out.
        #[serde(default)]
        pub extends: Option<Located<String>>,
        /// Items that are taken from other catalogues.
        #[serde(default)]
        pub uses: Vec<Use>,
        /// In a composed catalogue, the ids of the catalogues that it extends, the nearest first. Composition writes it.
        #[serde(default)]
        pub lineage: Vec<String>,
        /// Name of the system.
        pub name: Text,
        /// Title of the document.
        pub title: Text,
        /// Who issued it.
        pub issuer: Text,
        /// When it was issued, as far as known (`2025-05`).
        #[serde(default)]
        pub issued: String,
        /// Number of indicators that the document announces; a catalogue with another count does not load.
        #[serde(default)]
        pub indicator_count: Option<u16>,
        /// Way of rounding a shown value. Without it that of the extended catalogue, or `half_even`.
        #[serde(default)]
        pub rounding: Option<RoundingRule>,
        /// Whether a verdict is taken on the exact or on the rounded value (GB/T 8170). Without it as in the extended catalogue, or
        /// `exact`.
        #[serde(default)]
        pub comparison: Option<ComparisonRule>,
        /// Evidence of the conventions.
        #[serde(default)]
        pub evidence: EvidenceMarks,
        /// Remarks for the reader.
        #[serde(default)]
        pub note: Text,
    }
}

/// Way of rounding, as a catalogue names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoundingRule {
    /// 四舍六入五成双, the rule of GB/T 8170.
    #[default]
    HalfEven,
    /// 四舍五入; ties away from zero.
    HalfUp,
}

/// Which value a requirement is held against, as GB/T 8170 distinguishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ComparisonRule {
    /// 全数值比较法: the exact value. GB/T 8170 takes it where a standard says nothing.
    #[default]
    Exact,
    /// 修约值比较法: the value as shown.
    Rounded,
}
