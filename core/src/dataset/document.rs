//! A dataset as JSON, for those who write one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A dataset as it is written in JSON; [`DatasetBuilder::json`](super::DatasetBuilder::json) reads its text.
///
/// # Example
///
/// ```
/// use cityvitals::dataset::{CellDocument, DatasetDocument, TableDocument};
/// use cityvitals::{Catalogue, Dataset};
///
/// let mut document = DatasetDocument::default();
/// let row = [("id", "某市"), ("建成区面积（公顷）", "20239")].map(|(header, cell)| (header.to_owned(), CellDocument::Text(cell.to_owned())));
/// document.tables.insert("city".to_owned(), TableDocument { rows: vec![row.into()], ..TableDocument::default() });
/// let catalogue = Catalogue::builtin("mohurd-2025")?;
/// let dataset = Dataset::builder(&catalogue).json("city.json", serde_json::to_string(&document)?).build()?;
/// assert_eq!(dataset.row_count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DatasetDocument {
    /// Period that the figures are about, such as `2025`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// What is said of the city: profile key, by id or name, to value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub profile: BTreeMap<String, ProfileDocument>,
    /// Tables by level.
    #[serde(default)]
    pub tables: BTreeMap<String, TableDocument>,
}

/// What is said of a city under one profile key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ProfileDocument {
    /// Yes or no.
    Flag(bool),
    /// One value of a class.
    Value(String),
    /// Several values of a set.
    Values(Vec<String>),
}

/// One table, as rows or as columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TableDocument {
    /// Whether it lists everything there is, so that an area without rows has none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub complete: bool,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Period that its rows are about, where it is not that of the dataset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Rows: header to cell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<BTreeMap<String, CellDocument>>,
    /// Columns: header to cells.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, Vec<CellDocument>>,
}

/// One cell. A number with digits behind the point is exact as a text; as a JSON number it is when the text is read by this library, which
/// keeps every digit that is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum CellDocument {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A text: a number, a flag in words, a class value, an id.
    Text(String),
    /// Not handed in.
    Empty(()),
}
