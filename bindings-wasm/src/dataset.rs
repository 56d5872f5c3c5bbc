//! Datasets.

use std::collections::BTreeMap;
use std::fmt;

use cityvitals::dataset::DatasetBuilder;
use cityvitals::{Catalogue, Dataset as Core};
use js_sys::{Array, Reflect};
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::error::raise;
use crate::file::File;
use crate::plain::{from_js, json_text, to_js};
use crate::table::Table;

/// What a city handed in for one period, checked. It never changes, and sharing it costs nothing.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Dataset(pub(crate) Core);

/// What is said of a dataset besides its tables.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Settings {
    profile: BTreeMap<String, Said>,
    period: Option<String>,
    complete: Vec<String>,
    blank_flags_mean_no: Vec<String>,
}

/// What is said under one key of the profile.
#[derive(Debug)]
enum Said {
    Flag(bool),
    Value(String),
    Values(Vec<String>),
}

// `untagged` would bring the code for a value of any kind.
impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SaidVisitor)
    }
}

struct SaidVisitor;

impl<'de> Visitor<'de> for SaidVisitor {
    type Value = Said;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a flag, a text or a list of texts")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Said, E> {
        Ok(Said::Flag(flag))
    }

    fn visit_str<E>(self, value: &str) -> Result<Said, E> {
        Ok(Said::Value(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Said, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = elements.next_element()? {
            values.push(value);
        }
        Ok(Said::Values(values))
    }
}

#[wasm_bindgen]
extern "C" {
    /// What JavaScript holds of a dataset or table.
    type Handle;

    #[wasm_bindgen(method, js_name = sharedDataset)]
    fn dataset(this: &Handle) -> Dataset;

    #[wasm_bindgen(method, js_name = sharedTable)]
    fn table(this: &Handle) -> Table;
}

/// The dataset that a value holds, if it holds one.
pub(crate) fn shared(value: &JsValue) -> Result<Option<Dataset>, JsValue> {
    let is_dataset = value.is_object() && Reflect::has(value, &"sharedDataset".into())?;
    Ok(is_dataset.then(|| value.unchecked_ref::<Handle>().dataset()))
}

fn table_of(value: &JsValue) -> Result<Option<Table>, JsValue> {
    let is_table = value.is_object() && Reflect::has(value, &"sharedTable".into())?;
    Ok(is_table.then(|| value.unchecked_ref::<Handle>().table()))
}

/// Reads what a city hands in: the written form or its text, files, or tables.
pub(crate) fn read(catalogue: &Catalogue, input: &JsValue, options: &JsValue) -> Result<Dataset, JsValue> {
    let settings: Settings = from_js(options)?;
    let mut builder = Core::builder(catalogue);
    builder = match input.dyn_ref::<Array>() {
        Some(parts) => parts.iter().try_fold(builder, |builder, part| add(builder, &part))?,
        None => match input.as_string() {
            Some(text) => builder.json("dataset.json", text),
            None => builder.json("dataset.json", json_text(input)?),
        },
    };
    if let Some(period) = settings.period {
        builder = builder.period(period);
    }
    for (key, said) in settings.profile {
        builder = match said {
            Said::Flag(flag) => builder.profile(key, flag.to_string()),
            Said::Value(value) => builder.profile(key, value),
            Said::Values(values) => values
                .into_iter()
                .fold(builder, |builder, value| builder.profile(key.clone(), value)),
        };
    }
    builder = settings.complete.into_iter().fold(builder, DatasetBuilder::complete);
    builder = settings
        .blank_flags_mean_no
        .into_iter()
        .fold(builder, DatasetBuilder::blank_flags_mean_no);
    if !options.is_undefined() && !options.is_null() {
        let previous = Reflect::get(options, &"previous".into())?;
        if let Some(previous) = shared(&previous)? {
            builder = builder.previous(previous.0);
        }
    }
    builder.build().map(Dataset).map_err(|problems| raise(&problems))
}

fn add<'a>(builder: DatasetBuilder<'a>, part: &JsValue) -> Result<DatasetBuilder<'a>, JsValue> {
    if let Some(table) = table_of(part)? {
        return Ok(builder.table(table.0));
    }
    let File { name, content, level } = File::new(part)?;
    let is_json = name
        .rsplit('.')
        .next()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    Ok(if is_json {
        builder.json_bytes(name, content)
    } else {
        builder.csv_bytes(name, level.as_deref(), content)
    })
}

#[wasm_bindgen]
impl Dataset {
    #[doc(hidden)]
    #[wasm_bindgen(js_name = sharedDataset, skip_typescript)]
    pub fn share(&self) -> Self {
        self.clone()
    }

    /// Period that the figures are about.
    #[wasm_bindgen(getter)]
    pub fn period(&self) -> Option<String> {
        self.0.period().map(str::to_owned)
    }

    /// Number of rows of all tables.
    #[wasm_bindgen(getter, js_name = rowCount)]
    pub fn row_count(&self) -> usize {
        self.0.row_count()
    }

    /// What was noticed while reading without being wrong.
    #[wasm_bindgen(getter, unchecked_return_type = "readonly Diagnostic[]")]
    pub fn warnings(&self) -> Result<JsValue, JsValue> {
        to_js(self.0.warnings())
    }

    /// SHA-256 of the content, in hexadecimal digits.
    #[wasm_bindgen(getter, js_name = contentHash)]
    pub fn content_hash(&self) -> String {
        self.0.content_hash().to_owned()
    }

    /// Ids and names of the areas of a level, in the order of the table; empty where there is no such table.
    #[wasm_bindgen(unchecked_return_type = "readonly { readonly id: string; readonly name: string }[]")]
    pub fn areas(&self, level: &str) -> Result<JsValue, JsValue> {
        #[derive(serde::Serialize)]
        struct Area<'a> {
            id: &'a str,
            name: &'a str,
        }
        let Some(table) = self.0.table(level) else {
            return to_js(&[(); 0]);
        };
        let area = |row| {
            Some(Area {
                id: table.id(row)?,
                name: table.name(row)?,
            })
        };
        to_js(&(0..table.len()).filter_map(area).collect::<Vec<_>>())
    }

    /// What an area handed in for an item, check or indicator, by ids: the text of the cell and the unit of its column; `undefined` where nothing was.
    #[wasm_bindgen(unchecked_return_type = "{ readonly text: string; readonly unit: string } | undefined")]
    pub fn cell(&self, level: &str, area: &str, item: &str) -> Result<JsValue, JsValue> {
        #[derive(serde::Serialize)]
        struct Handed {
            text: String,
            unit: String,
        }
        let found = self
            .0
            .find(level, area)
            .and_then(|(table, row)| Some((self.0.tables().get(table)?.column(item)?, row)));
        let Some((column, row)) = found.filter(|(column, row)| column.is_known(*row)) else {
            return Ok(JsValue::UNDEFINED);
        };
        let number = column.decimal(row).map(|number| number.to_string());
        let flag = || column.flag(row).map(|flag| flag.to_string());
        let class = || column.class(row).map(str::to_owned);
        to_js(&Handed {
            text: number.or_else(flag).or_else(class).unwrap_or_default(),
            unit: column.unit().map(ToString::to_string).unwrap_or_default(),
        })
    }

    /// Id of the area that an area or row belongs to.
    pub fn parent(&self, level: &str, area: &str) -> Option<String> {
        let (table, row) = self.0.find(level, area)?;
        let (above, row) = self.0.parent_of(table, row)?;
        self.0.tables().get(above)?.id(row).map(str::to_owned)
    }
}
