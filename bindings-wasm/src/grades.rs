//! Grades, and what they are given by.

use cityvitals::Report;
use cityvitals::grade::{GradeCounts, Grades as Core, GradingScheme, JudgementDocument, Judgements};
use js_sys::{Array, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::error::{language_of, raise, usage};
use crate::file::File;
use crate::plain::{from_js, to_js};

/// Grades of indicators, dimensions and areas.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Grades(pub(crate) Core);

/// The scheme and the judgements that JavaScript asks for.
pub(crate) struct Judging {
    pub(crate) scheme: GradingScheme,
    pub(crate) judgements: Judgements,
}

impl Judging {
    /// Reads `{ scheme?, judgements? }`.
    pub(crate) fn new(report: &Report, options: &JsValue) -> Result<Self, JsValue> {
        let get = |key: &str| {
            if options.is_object() {
                Reflect::get(options, &key.into())
            } else {
                Ok(JsValue::UNDEFINED)
            }
        };
        let scheme = scheme(&get("scheme")?)?;
        let given = get("judgements")?;
        if given.is_undefined() || given.is_null() {
            let judgements = Judgements::default();
            return Ok(Self { scheme, judgements });
        }
        let rows = given
            .dyn_ref::<Array>()
            .ok_or_else(|| usage("`judgements` is a list of rows or of files"))?;
        let mut builder = Judgements::builder(report, &scheme);
        for row in rows.iter() {
            builder = if Reflect::has(&row, &"content".into())? {
                let File { name, content, .. } = File::new(&row)?;
                if name.to_ascii_lowercase().ends_with(".json") {
                    builder.json_bytes(name, content)
                } else {
                    builder.csv_bytes(name, content)
                }
            } else {
                builder.row(from_js::<JudgementDocument>(&row)?)
            };
        }
        let judgements = builder.build().map_err(|problems| raise(&problems))?;
        Ok(Self { scheme, judgements })
    }
}

fn scheme(given: &JsValue) -> Result<GradingScheme, JsValue> {
    let found = match given.as_string() {
        Some(id) => GradingScheme::builtin(&id),
        None if given.is_object() => {
            let (name, text) = File::new(given)?.into_text()?;
            GradingScheme::from_source(&name, &text)
        }
        None => GradingScheme::builtin(GradingScheme::DEFAULT_ID),
    };
    found.map_err(|problems| raise(&problems))
}

/// The grade of a dimension or city of which so many indicators have which grade.
#[wasm_bindgen(js_name = overallGrade, unchecked_return_type = "OverallDecision")]
pub fn overall_grade(
    #[wasm_bindgen(unchecked_param_type = "GradeCounts")] counts: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | SourceFile")] scheme_given: &JsValue,
) -> Result<JsValue, JsValue> {
    let counts: GradeCounts = from_js(counts)?;
    to_js(&scheme(scheme_given)?.overall(counts))
}

#[wasm_bindgen]
impl Grades {
    /// Why an indicator of the city has its grade, or why it has none; `undefined` for an indicator that is not graded at all.
    pub fn explain(
        &self,
        indicator: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "Language")] language: Option<String>,
    ) -> Result<Option<String>, JsValue> {
        let language = language_of(language.as_deref())?;
        Ok(self.0.get(indicator).map(|grading| grading.explain(language)))
    }

    /// Everything as plain data; `JSON.stringify` calls it.
    #[wasm_bindgen(js_name = toJSON, unchecked_return_type = "GradesDocument")]
    pub fn to_json(&self) -> Result<JsValue, JsValue> {
        to_js(self.0.document())
    }
}
