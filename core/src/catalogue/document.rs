//! The catalogue as it is written: the shape of every file under `spec/catalogues/`.
//!
//! These types hold what a file says, before any name is resolved or formula checked; `Catalogue` is what comes out of that.
//! The build script includes this file too, to embed the built-in catalogues, so it depends on `serde` and the primitives only.
//! Every table refuses unknown keys.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use super::composition::{IndicatorName, Override, Selection, Use};
use super::primitive::{Located, Number};
use super::table::{self, choices, table};

table! {
    /// A text in the two languages of the library.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Text {
        /// The Chinese text; names are exact, sentences are this library's own words.
        #[serde(default)]
        pub zh: String,
        /// The English text.
        #[serde(default)]
        pub en: String,
    }
}

/// How well a fact is known (依据). Shown beside the fact as 待核 for anything but `Source`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Read in the document.
    Source,
    /// Follows from the document by a rule that is stated beside it.
    Inferred,
    /// Known from memory or a secondary place, to be checked.
    #[default]
    Recalled,
}

table! {
    /// Evidence of one entry: a mark for the whole, and the fields that differ from it.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct EvidenceMarks {
        /// The mark of every field that `fields` does not name.
        #[serde(default)]
        pub default: Evidence,
        /// Field name to mark.
        #[serde(default)]
        pub fields: BTreeMap<String, Evidence>,
    }
}

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

table! {
    /// A named term of a vocabulary, such as a collection method.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Term {
        /// Which vocabulary: `scope`, `collection_method`, `strength` …
        pub vocabulary: String,
        /// Id.
        pub id: Located<String>,
        /// Name.
        pub name: Text,
    }
}

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

table! {
    /// A place where the document contradicts itself, or where its text had to be repaired.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Remark {
        /// `contradiction` or `repair`.
        pub kind: String,
        /// Official number of the indicator, where it is about one.
        #[serde(default)]
        pub indicator: Option<u16>,
        /// Where in the document.
        #[serde(default)]
        pub place: String,
        /// As printed.
        #[serde(default)]
        pub printed: String,
        /// As read.
        #[serde(default)]
        pub read_as: String,
        /// Words.
        pub text: Text,
        /// How sure: `high`, `medium`, `low`.
        #[serde(default)]
        pub confidence: String,
    }
}

choices! {
    LevelKind::Area,
    ProfileKind::Class,
    ItemKind::Measure,
    RollupRule::Sum,
    Direction::HigherBetter,
    Nature::BottomLine,
    RequirementStatus::Numeric,
    Operator::AtLeast,
    Counts::Yes,
}
