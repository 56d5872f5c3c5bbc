//! Problems, and the lists that are made of them.

use cityvitals::ledger::Ledger;
use cityvitals::list::{ListArea, Lists};
use cityvitals::measure::Measures;
use cityvitals::problem::Problems as Core;
use cityvitals::sheet::Sheet;
use serde::Deserialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::error::{language_of, raise, usage};
use crate::plain::{from_js, to_js};

/// Problems of a report, in a stable order.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Problems(pub(crate) Core);

/// Which list is wanted, and how.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    language: Option<String>,
    level: String,
    area: String,
}

#[wasm_bindgen]
impl Problems {
    /// Number of problems.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.0.len()
    }

    /// Why there is a problem, and what it means; `undefined` where there is none.
    pub fn explain(
        &self,
        level: &str,
        area: &str,
        indicator: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "Language")] language: Option<String>,
    ) -> Result<Option<String>, JsValue> {
        let language = language_of(language.as_deref())?;
        Ok(self.0.at(level, area, indicator).map(|problem| problem.explain(language)))
    }

    /// The table of tasks of an area by department, or its project library, as text in a format.
    ///
    /// Throws `MeasureError` where no measures are known for the catalogue.
    pub fn list(
        &self,
        #[wasm_bindgen(unchecked_param_type = "\"tasks\" | \"projects\"")] kind: &str,
        #[wasm_bindgen(unchecked_param_type = "SheetFormat")] format: &str,
        #[wasm_bindgen(unchecked_param_type = "{ readonly level: string; readonly area: string; readonly language?: Language }")]
        options: &JsValue,
    ) -> Result<String, JsValue> {
        let wanted: Wanted = from_js(options)?;
        let language = language_of(wanted.language.as_deref())?;
        let report = self.0.report();
        let ledger = Ledger::new(report);
        let measures = Measures::builtin(report.catalogue()).map_err(|problems| raise(&problems))?;
        let lists = Lists::new(&ledger, &self.0, &measures);
        let area = ListArea {
            level: &wanted.level,
            area: &wanted.area,
        };
        match kind {
            "tasks" => write(&lists.task_sheet(area, language), format),
            "projects" => write(&lists.project_sheet(area, language), format),
            _ => Err(usage(&format!("there is no list `{kind}`"))),
        }
    }

    /// Everything as plain data; `JSON.stringify` calls it.
    #[wasm_bindgen(js_name = toJSON, unchecked_return_type = "ProblemsDocument")]
    pub fn to_json(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.document())
    }
}

fn write(sheet: &Sheet<'_>, format: &str) -> Result<String, JsValue> {
    match format {
        "csv" => Ok(sheet.to_csv()),
        "html" => Ok(sheet.to_html()),
        "markdown" => Ok(sheet.to_markdown()),
        _ => Err(usage(&format!("there is no format `{format}`"))),
    }
}
