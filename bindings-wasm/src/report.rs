//! Reports.

use cityvitals::examine::VerdictOutcome;
use cityvitals::map::{Classification, MapLayer, MapOptions, choropleth};
use cityvitals::{Language, Report as Core, Status};
use js_sys::{BigInt64Array, Object, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::dataset::Dataset;
use crate::error::{language_of, raise, usage};
use crate::grades::{Grades, Judging};
use crate::plain::{from_js, json_text, to_js};
use crate::problems::Problems;
use crate::result::IndicatorResult;

/// What an examination found.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Report(pub(crate) Core);

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    indicator: Option<String>,
    level: Option<String>,
    area: Option<String>,
}

/// How a map is drawn, as it comes from JavaScript.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Drawing {
    indicator: String,
    level: String,
    language: Language,
    method: Option<Method>,
    classes: Option<usize>,
    palette: Option<String>,
    reversed: bool,
    key: Option<String>,
    prefix: String,
    keep_unknown: bool,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Method {
    Equal,
    Quantile,
    Natural,
}

#[derive(Serialize)]
struct Drawn<'a> {
    geojson: &'a RawValue,
    legend: &'a cityvitals::map::Legend,
    warnings: &'a cityvitals::Diagnostics,
}

#[wasm_bindgen]
impl Report {
    /// The dataset that was examined.
    #[wasm_bindgen(getter)]
    pub fn dataset(&self) -> Dataset {
        Dataset(self.0.dataset().clone())
    }

    /// The result for the one highest area, the city. `name` is an id, official number or name of an indicator, or `id.part`.
    #[wasm_bindgen(unchecked_return_type = "IndicatorResult | undefined")]
    pub fn get(&self, name: &str) -> Option<IndicatorResult> {
        let result = self.0.get(name)?;
        Some(IndicatorResult::new(&self.0, result.level(), result.area(), name))
    }

    /// The result for one area, by level and id of the area.
    #[wasm_bindgen(unchecked_return_type = "IndicatorResult | undefined")]
    pub fn at(&self, level: &str, area: &str, name: &str) -> Option<IndicatorResult> {
        self.0.at(level, area, name)?;
        Some(IndicatorResult::new(&self.0, level, area, name))
    }

    /// Results as plain data, in a stable order: indicators in official order, each followed by its parts; levels from high to low; areas as given.
    #[wasm_bindgen(unchecked_return_type = "ResultDocument[]")]
    pub fn results(&self, #[wasm_bindgen(unchecked_optional_param_type = "ResultFilter")] filter: &JsValue) -> Result<JsValue, JsValue> {
        let filter: Filter = from_js(filter)?;
        let indicator = match &filter.indicator {
            None => None,
            Some(name) => match self.0.catalogue().indicator(name) {
                None => return to_js(&[(); 0]),
                found => found.map(|indicator| indicator.number),
            },
        };
        let wanted = |result: &cityvitals::IndicatorResult<'_>| {
            indicator.is_none_or(|number| result.indicator().number == number)
                && filter.level.as_deref().is_none_or(|level| result.level() == level)
                && filter.area.as_deref().is_none_or(|area| result.area() == area)
        };
        let results: Vec<_> = self.0.results().filter(wanted).map(|result| result.document()).collect();
        to_js(&results)
    }

    /// The results of an indicator for all areas of a level in the order of their table, as typed arrays; `undefined` where it was not examined there.
    #[wasm_bindgen(unchecked_return_type = "ValueColumn | undefined")]
    pub fn column(&self, level: &str, name: &str) -> Result<JsValue, JsValue> {
        let Some(column) = self.0.column(level, name) else {
            return Ok(JsValue::UNDEFINED);
        };
        let object = Object::new();
        let put = |key: &str, value: &JsValue| Reflect::set(&object, &key.into(), value);
        let bytes = |bytes: Vec<u8>| JsValue::from(Uint8Array::from(bytes.as_slice()));
        put("mantissas", &BigInt64Array::from(column.mantissas.as_slice()).into())?;
        put("scale", &column.scale.into())?;
        put("known", &bytes(column.known.into_iter().map(u8::from).collect()))?;
        put("statuses", &bytes(column.statuses.into_iter().map(status_code).collect()))?;
        put("verdicts", &bytes(column.outcomes.into_iter().map(outcome_code).collect()))?;
        Ok(object.into())
    }

    /// Where the figure that an area reports is not the sum of its parts.
    #[wasm_bindgen(unchecked_return_type = "Imbalance[]")]
    pub fn reconciliation(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.reconciliation())
    }

    /// Grades of indicators, dimensions and the city.
    ///
    /// Throws `GradingError` or `JudgementError` for what is wrong with the scheme or the judgements.
    pub fn grades(&self, #[wasm_bindgen(unchecked_optional_param_type = "GradingOptions")] options: &JsValue) -> Result<Grades, JsValue> {
        let judging = Judging::new(&self.0, options)?;
        let grades = self.0.grade(&judging.scheme, &judging.judgements);
        grades.map(Grades).map_err(|problems| raise(&problems))
    }

    /// Every problem, with its degree, difficulty, rectification class and priority.
    ///
    /// Throws what `grades` throws.
    pub fn problems(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "GradingOptions")] options: &JsValue,
    ) -> Result<Problems, JsValue> {
        let judging = Judging::new(&self.0, options)?;
        let problems = self.0.problems(&judging.scheme, &judging.judgements);
        problems.map(Problems).map_err(|problems| raise(&problems))
    }

    /// Joins an indicator to the features of a GeoJSON file of one's own, and colours them.
    ///
    /// Throws `MapError`, `ExamineError` or `FileError`.
    #[wasm_bindgen(js_name = toGeoJSON, unchecked_return_type = "ProblemMap")]
    pub fn to_geojson(
        &self,
        #[wasm_bindgen(unchecked_param_type = "GeoJsonCollection | string")] geojson: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "MapOptions")] options: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let drawing: Drawing = from_js(options)?;
        let text = match geojson.as_string() {
            Some(text) => text,
            None => json_text(geojson)?,
        };
        let layer =
            MapLayer::of_report(&self.0, &drawing.indicator, &drawing.level, drawing.language).map_err(|problems| raise(&problems))?;
        let map = choropleth(&text, &layer, &drawing.into_options()).map_err(|problems| raise(&problems))?;
        let geojson: &RawValue = serde_json::from_str(map.geojson()).map_err(|error| usage(&error.to_string()))?;
        to_js(&Drawn {
            geojson,
            legend: map.legend(),
            warnings: map.warnings(),
        })
    }

    /// Everything as plain data, with what it takes to run it again; `JSON.stringify` calls it.
    #[wasm_bindgen(js_name = toJSON, unchecked_return_type = "ReportDocument")]
    pub fn to_json(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.document())
    }

    /// How the result of an indicator for the city came about, as text; in Chinese without a language.
    pub fn explain(
        &self,
        name: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "Language")] language: Option<String>,
    ) -> Result<Option<String>, JsValue> {
        let language = language_of(language.as_deref())?;
        Ok(self.0.get(name).map(|result| result.trace().render(language)))
    }
}

/// Statuses in the order of `ValueColumn.statuses`.
const STATUSES: [Status; 8] = [
    Status::Ok,
    Status::Partial,
    Status::Reported,
    Status::Missing,
    Status::NotApplicable,
    Status::Undefined,
    Status::Overflow,
    Status::Invalid,
];

fn status_code(status: Status) -> u8 {
    let place = STATUSES.iter().position(|known| *known == status);
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
}

/// Place of a verdict in the list of `ValueColumn.verdicts`.
const fn outcome_code(outcome: Option<VerdictOutcome>) -> u8 {
    match outcome {
        None => 0,
        Some(VerdictOutcome::Met) => 1,
        Some(VerdictOutcome::NotMet) => 2,
        Some(VerdictOutcome::Undetermined) => 3,
    }
}

impl Drawing {
    fn into_options(self) -> MapOptions {
        let standard = MapOptions::default();
        let classification = match (self.method, self.classes) {
            (None, None) => standard.classification,
            (method, count) => {
                let count = count.unwrap_or(5);
                match method.unwrap_or(Method::Natural) {
                    Method::Equal => Classification::Equal(count),
                    Method::Quantile => Classification::Quantile(count),
                    Method::Natural => Classification::Natural(count),
                }
            }
        };
        MapOptions {
            language: self.language,
            classification,
            palette: self.palette.unwrap_or(standard.palette),
            reversed: self.reversed,
            key: self.key,
            prefix: self.prefix,
            keep_unknown: self.keep_unknown,
        }
    }
}
