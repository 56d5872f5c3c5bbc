//! What forms are made for.

use std::collections::BTreeMap;

use crate::dataset::Dataset;
use crate::diagnostic::Language;
use crate::sheet::XlsxFont;

/// How the items are shared out over workbooks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FormDivision {
    /// One workbook for each level and observation table.
    #[default]
    Level,
    /// One workbook for each department that hands items in, with a sheet for each level; items of no department come in the workbook of their level.
    Department,
    /// One workbook with a sheet for each level.
    Whole,
}

/// What forms are made for. The default asks for everything in Chinese, one workbook per level, with blank rows for areas.
#[derive(Clone, Debug)]
pub struct FormOptions<'a> {
    /// Language of everything that is read.
    pub language: Language,
    /// How the items are shared out.
    pub division: FormDivision,
    /// Typeface.
    pub font: XlsxFont,
    /// Period that the figures are about, such as `2025`; read back with them. Empty where it is left open.
    pub period: String,
    /// What is said of the city, by id or name of the key and of the value. What does not apply is left out. Without it, the profile of the dataset.
    pub profile: Vec<(String, String)>,
    /// Indicators to collect for, by id, official number or name; all where empty.
    pub indicators: Vec<String>,
    /// Departments by id or name of the item, in the place of those that the catalogue names.
    pub departments: BTreeMap<String, String>,
    /// Areas that are known. Their rows are filled in and cannot be changed.
    pub dataset: Option<&'a Dataset>,
    /// Whether the values of the dataset are filled in too, to be checked and completed.
    pub with_values: bool,
    /// Blank rows of a table whose areas are not known; rows below them can be filled in as well.
    pub blank_rows: u32,
}

impl Default for FormOptions<'_> {
    fn default() -> Self {
        Self {
            language: Language::default(),
            division: FormDivision::default(),
            font: XlsxFont::default(),
            period: String::new(),
            profile: Vec::new(),
            indicators: Vec::new(),
            departments: BTreeMap::new(),
            dataset: None,
            with_values: false,
            blank_rows: 200,
        }
    }
}
