//! Catalogues.

use cityvitals::catalogue::Found;
use cityvitals::catalogue::document::Text;
use cityvitals::dataset::Schema;
use cityvitals::examine::Examination as CoreExamination;
use cityvitals::{Catalogue as Core, Date, Options, ReportDocument, Session as CoreSession};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::dataset::{Dataset, read, shared};
use crate::error::{differs, raise, usage};
use crate::examination::Examination;
use crate::file::texts;
use crate::plain::{from_js, json_text, to_js};
use crate::preparation::made_up;
use crate::report::Report;
use crate::session::Session;

/// An edition of an indicator system, checked and ready to examine by.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Catalogue(pub(crate) Core);

/// Choices of an examination, as they come from JavaScript.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Choices {
    date: Option<String>,
    indicators: Vec<String>,
    levels: Vec<String>,
}

fn day(text: &str) -> Result<Date, JsValue> {
    Date::parse(text).ok_or_else(|| usage(&format!("`{text}` is no day such as 2025-12-31")))
}

#[derive(Serialize)]
struct LevelInfo<'a> {
    id: &'a str,
    kind: &'static str,
    name: Name<'a>,
}

#[derive(Serialize)]
struct Name<'a> {
    zh: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct FoundRow<'a> {
    kind: &'static str,
    id: &'a str,
    name: &'a Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    indicator: Option<&'a str>,
}

impl<'a> FoundRow<'a> {
    fn of(found: &Found<'a>) -> Option<Self> {
        let (kind, id, name, indicator) = match *found {
            Found::Indicator(found) => ("indicator", &found.id, &found.name, None),
            Found::Item(found) => ("item", &found.id, &found.name, None),
            Found::Check(indicator, found) => ("check", &found.id, &found.name, Some(indicator.id.as_str())),
            _ => return None,
        };
        let id = id.as_str();
        Some(Self { kind, id, name, indicator })
    }
}

/// The built-in catalogue of this id, such as `mohurd-2025`.
///
/// Throws `CatalogueError` with the code `catalogue.unknown`, and the nearest id as its suggestion.
#[wasm_bindgen]
pub fn catalogue(id: &str) -> Result<Catalogue, JsValue> {
    Core::builtin(id).map(Catalogue).map_err(|problems| raise(&problems))
}

/// Ids of the built-in catalogues.
#[wasm_bindgen(js_name = catalogues)]
pub fn builtin_ids() -> Vec<String> {
    Core::builtin_ids().map(str::to_owned).collect()
}

/// Reads a catalogue from files in JSON, or in TOML where the module was built with it.
///
/// Throws `CatalogueError`, `FileError`, `FormulaError` or `UnitError`, whose `diagnostics` hold every problem of every file, each with line and column.
#[wasm_bindgen(js_name = catalogueFrom)]
pub fn from_sources(#[wasm_bindgen(unchecked_param_type = "readonly SourceFile[]")] sources: &JsValue) -> Result<Catalogue, JsValue> {
    let files = texts(sources)?;
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Core::from_sources(&files).map(Catalogue).map_err(|problems| raise(&problems))
}

#[wasm_bindgen]
impl Catalogue {
    /// A catalogue of one's own on top of this one: `text` is a file in JSON, or several files, with a header of its own, what it selects, adds, replaces
    /// and overrides.
    ///
    /// Throws what `catalogueFrom` throws, and `CatalogueError` for a clash with an entry of this catalogue.
    pub fn extend(&self, #[wasm_bindgen(unchecked_param_type = "string | readonly SourceFile[]")] text: &JsValue) -> Result<Self, JsValue> {
        let files = match text.as_string() {
            Some(text) => vec![("local.json".to_owned(), text)],
            None => texts(text)?,
        };
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        self.0.extend(&files).map(Self).map_err(|problems| raise(&problems))
    }

    /// Ids of the catalogues that it extends, the nearest first.
    #[wasm_bindgen(getter)]
    pub fn lineage(&self) -> Vec<String> {
        self.0.lineage().to_vec()
    }

    /// Stable id.
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> String {
        self.0.id().to_owned()
    }

    /// Year of the edition.
    #[wasm_bindgen(getter)]
    pub fn edition(&self) -> u16 {
        self.0.edition()
    }

    /// Name of the system in both languages.
    #[wasm_bindgen(getter, unchecked_return_type = "{ readonly zh: string; readonly en: string }")]
    pub fn name(&self) -> Result<JsValue, JsValue> {
        to_js(&Name {
            zh: self.0.name(cityvitals::Language::Chinese),
            en: self.0.name(cityvitals::Language::English),
        })
    }

    /// Indicators in official order.
    #[wasm_bindgen(getter, unchecked_return_type = "readonly Indicator[]")]
    pub fn indicators(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.indicators())
    }

    /// The indicator of this id, official number or name.
    #[wasm_bindgen(unchecked_return_type = "Indicator | null")]
    pub fn indicator(&self, name: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.indicator(name))
    }

    /// Data items.
    #[wasm_bindgen(getter, unchecked_return_type = "readonly Item[]")]
    pub fn items(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.items())
    }

    /// The data item of this id, name or other name.
    #[wasm_bindgen(unchecked_return_type = "Item | null")]
    pub fn item(&self, name: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.item(name))
    }

    /// Indicators, data items and checklist items of whose id or names one holds every word, in Chinese or English, the best first.
    #[wasm_bindgen(unchecked_return_type = "readonly Found[]")]
    pub fn search(&self, words: &str) -> Result<JsValue, JsValue> {
        let found = self.0.search(words);
        to_js(&found.iter().filter_map(FoundRow::of).collect::<Vec<_>>())
    }

    /// Levels of areas from low to high, then the tables of observations.
    #[wasm_bindgen(getter, unchecked_return_type = "readonly LevelInfo[]")]
    pub fn levels(&self) -> Result<JsValue, JsValue> {
        let levels = self.0.levels();
        let info: Vec<LevelInfo<'_>> = levels
            .iter()
            .map(|level| LevelInfo {
                id: level.id,
                kind: match level.kind {
                    cityvitals::catalogue::document::LevelKind::Area => "area",
                    cityvitals::catalogue::document::LevelKind::Observation => "observation",
                },
                name: Name {
                    zh: level.name_zh,
                    en: level.name_en,
                },
            })
            .collect();
        to_js(&info)
    }

    /// The whole catalogue as it is written.
    #[wasm_bindgen(unchecked_return_type = "CatalogueDocument")]
    pub fn document(&self) -> Result<JsValue, JsValue> {
        to_js(self.0.document())
    }

    /// SHA-256 of the catalogue, in hexadecimal digits.
    #[wasm_bindgen(getter, js_name = contentHash)]
    pub fn content_hash(&self) -> String {
        self.0.content_hash().to_owned()
    }

    /// Reads what a city hands in, without examining it.
    ///
    /// Throws `DatasetError`, `FileError` or `ProfileError`; its `diagnostics` hold everything that is wrong with all files.
    pub fn dataset(
        &self,
        #[wasm_bindgen(unchecked_param_type = "DatasetDocument | string | readonly (SourceFile | Table)[]")] input: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "DatasetOptions")] options: &JsValue,
    ) -> Result<Dataset, JsValue> {
        read(&self.0, input, options)
    }

    /// Examines a made-up city, so that the first real one takes no longer than those after it: an engine compiles each function of the module when it
    /// is first called. Call it while the page waits for its user.
    ///
    /// Throws nothing: a catalogue that refuses the made-up city is prepared as far as that goes.
    pub fn prepare(&self) {
        let made_up = to_js(&made_up(&self.0)).and_then(|files| self.examine(&files, &JsValue::UNDEFINED));
        let Ok(report) = made_up else { return };
        for indicator in self.0.indicators() {
            let result = report.get(&indicator.id.value);
            let _value = result.map(|result| result.value());
        }
    }

    /// Examines: every indicator for every area at its own level and at every level above it.
    ///
    /// Throws what `dataset` throws, and `ExamineError` for an indicator or level that the catalogue does not have.
    pub fn examine(
        &self,
        #[wasm_bindgen(unchecked_param_type = "DatasetInput")] dataset: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ExamineOptions")] options: &JsValue,
    ) -> Result<Report, JsValue> {
        let (dataset, chosen) = self.given(dataset, options)?;
        self.0
            .examine_with(&dataset.0, &chosen)
            .map(Report)
            .map_err(|problems| raise(&problems))
    }

    /// Examines again what a stored report was made of, and holds it against the report, digit for digit.
    ///
    /// Throws `ReplayError` for the first difference.
    pub fn replay(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ReportDocument")] report: &JsValue,
        dataset: &Dataset,
    ) -> Result<(), JsValue> {
        let document: ReportDocument = serde_json::from_str(&json_text(report)?).map_err(|error| usage(&error.to_string()))?;
        document.replay(&self.0, &dataset.0).map_err(|error| differs(&error.to_string()))
    }

    /// Examines, and keeps the examination going: after one cell changes, only what reads it is computed again.
    ///
    /// Throws what `examine` throws.
    pub fn session(
        &self,
        #[wasm_bindgen(unchecked_param_type = "DatasetInput")] dataset: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ExamineOptions")] options: &JsValue,
    ) -> Result<Session, JsValue> {
        let (dataset, chosen) = self.given(dataset, options)?;
        CoreSession::new(&self.0, &dataset.0, &chosen)
            .map(Session)
            .map_err(|problems| raise(&problems))
    }

    /// Begins an examination that goes on in steps.
    ///
    /// Throws what `examine` throws.
    pub fn begin(
        &self,
        #[wasm_bindgen(unchecked_param_type = "DatasetInput")] dataset: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ExamineOptions")] options: &JsValue,
    ) -> Result<Examination, JsValue> {
        let (dataset, chosen) = self.given(dataset, options)?;
        CoreExamination::begin(&self.0, &dataset.0, &chosen)
            .map(Examination)
            .map_err(|problems| raise(&problems))
    }

    /// Reads a formula for the areas of a level, with the names, units and levels of this catalogue.
    ///
    /// Throws `FormulaError`, whose `diagnostics` point into the text.
    #[wasm_bindgen(js_name = readFormula, unchecked_return_type = "FormulaReading")]
    pub fn read_formula(&self, text: &str, level: &str) -> Result<JsValue, JsValue> {
        self.0
            .read_formula(text, level)
            .map_err(|problems| raise(&problems))
            .and_then(|reading| to_js(&reading))
    }

    /// The requirements of an indicator in words, such as `≥ 8 km/km²`, in the order of the catalogue.
    #[wasm_bindgen(js_name = requirementTexts, unchecked_return_type = "readonly { readonly zh: string; readonly en: string }[]")]
    pub fn requirement_texts(&self, indicator: &str) -> Result<JsValue, JsValue> {
        let requirements = self.0.indicator(indicator).map(|indicator| indicator.requirements.iter());
        let texts: Vec<_> = requirements
            .into_iter()
            .flatten()
            .map(|requirement| self.0.requirement_text(requirement))
            .collect();
        to_js(&texts)
    }
}

impl Catalogue {
    /// The dataset and the choices of an examination.
    fn given(&self, dataset: &JsValue, options: &JsValue) -> Result<(Dataset, Options), JsValue> {
        let choices: Choices = from_js(options)?;
        let chosen = Options {
            date: choices.date.as_deref().map(day).transpose()?,
            indicators: choices.indicators,
            levels: choices.levels,
        };
        let dataset = match shared(dataset)? {
            Some(dataset) => dataset,
            None => read(&self.0, dataset, options)?,
        };
        Ok((dataset, chosen))
    }
}
