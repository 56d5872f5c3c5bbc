//! One result.

use cityvitals::{IndicatorResult as Core, Report};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::error::{language_of, usage};
use crate::plain::to_js;

/// The result of an indicator, or of one part of it, in one area.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct IndicatorResult {
    report: Report,
    level: String,
    area: String,
    name: String,
}

impl IndicatorResult {
    pub(crate) fn new(report: &Report, level: &str, area: &str, name: &str) -> Self {
        Self {
            report: report.clone(),
            level: level.to_owned(),
            area: area.to_owned(),
            name: name.to_owned(),
        }
    }

    fn core(&self) -> Result<Core<'_>, JsValue> {
        let found = self.report.at(&self.level, &self.area, &self.name);
        found.ok_or_else(|| usage("the report has no such result"))
    }
}

#[wasm_bindgen]
impl IndicatorResult {
    /// Id of the indicator.
    #[wasm_bindgen(getter)]
    pub fn indicator(&self) -> Result<String, JsValue> {
        Ok(self.core()?.indicator().id.as_str().to_owned())
    }

    /// Level of the area.
    #[wasm_bindgen(getter)]
    pub fn level(&self) -> String {
        self.level.clone()
    }

    /// Id of the area.
    #[wasm_bindgen(getter)]
    pub fn area(&self) -> String {
        self.area.clone()
    }

    /// What the result is besides its value: `ok`, `partial`, `reported`, `missing` …
    #[wasm_bindgen(getter, unchecked_return_type = "Status")]
    pub fn status(&self) -> Result<JsValue, JsValue> {
        to_js(&self.core()?.status())
    }

    /// Value as shown: an exact decimal as text, rounded once.
    #[wasm_bindgen(getter)]
    pub fn value(&self) -> Result<Option<String>, JsValue> {
        Ok(self.core()?.displayed().map(|value| value.to_string()))
    }

    /// Exact value: a decimal, or a fraction `n/d` where no decimal is exact.
    #[wasm_bindgen(getter)]
    pub fn exact(&self) -> Result<Option<String>, JsValue> {
        Ok(self.core()?.value().map(|value| value.to_string()))
    }

    /// Unit of both.
    #[wasm_bindgen(getter)]
    pub fn unit(&self) -> Result<String, JsValue> {
        Ok(self.core()?.indicator().unit.value.clone())
    }

    /// Verdicts on the requirements that apply and are in force.
    #[wasm_bindgen(getter, unchecked_return_type = "readonly Verdict[]")]
    pub fn verdicts(&self) -> Result<JsValue, JsValue> {
        to_js(&self.core()?.verdicts())
    }

    /// How the result came about, as data: every step down to what was handed in.
    #[wasm_bindgen(unchecked_return_type = "Trace")]
    pub fn trace(&self) -> Result<JsValue, JsValue> {
        to_js(&self.core()?.trace())
    }

    /// How the result came about, as text; in Chinese without a language.
    pub fn explain(&self, #[wasm_bindgen(unchecked_optional_param_type = "Language")] language: Option<String>) -> Result<String, JsValue> {
        Ok(self.core()?.trace().render(language_of(language.as_deref())?))
    }

    /// The result as plain data; `JSON.stringify` calls it.
    #[wasm_bindgen(js_name = toJSON, unchecked_return_type = "ResultDocument")]
    pub fn to_json(&self) -> Result<JsValue, JsValue> {
        to_js(&self.core()?.document())
    }
}
