//! Legends (图例) as plain data.

use serde::{Deserialize, Serialize};

/// What the colours of a map mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Legend {
    /// Title of the map.
    pub title: String,
    /// Unit of the values; empty for grades and for two values at once.
    pub unit: String,
    /// How the values were divided: `equal`, `quantile`, `natural`, `breaks`, `labels` or `bivariate`.
    pub method: String,
    /// Name of the palette.
    pub palette: String,
    /// Classes from low to high; for two values, three rows of three, without those that a value of fewer classes has not.
    pub entries: Vec<LegendEntry>,
    /// The two values of a bivariate map, each with its classes; empty otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub axes: Vec<LegendAxis>,
    /// Areas without data.
    pub no_data: LegendEntry,
}

/// One of the two values of a bivariate map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LegendAxis {
    /// What the value is.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// How it was divided.
    pub method: String,
    /// Classes from low to high; they have no colour of their own.
    pub entries: Vec<LegendEntry>,
}

/// One class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LegendEntry {
    /// Number of the class, from one; 0 for areas without data.
    pub class: u32,
    /// What stands beside the colour.
    pub label: String,
    /// Colour, such as `#fed976`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// Lower end: a decimal, or `n/d` where no decimal is exact. Absent where the class is open or no range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lower: Option<String>,
    /// Upper end, in the same way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<String>,
    /// Whether the lower end belongs to the class.
    pub lower_included: bool,
    /// Whether the upper end belongs to the class.
    pub upper_included: bool,
    /// Areas of the layer in the class, whether or not the file shows them.
    pub count: usize,
}
