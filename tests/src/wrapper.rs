//! A formula as a catalogue of its own, so that it can be evaluated like any indicator. `spec/vectors/traps/README.md` says how.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::vectors::Input;

/// Id of the one indicator of a wrapped formula.
pub const FORMULA_INDICATOR: &str = "formula";

/// A catalogue and a dataset that evaluate one formula.
#[derive(Clone, Debug)]
pub struct Wrapped {
    /// The catalogue as JSON.
    pub catalogue: String,
    /// The dataset as JSON; its one area is the city `city`.
    pub dataset: String,
}

fn text(text: &str) -> Value {
    json!({ "zh": text, "en": text })
}

/// Wraps a formula over named inputs.
pub fn wrap(formula: &str, inputs: &BTreeMap<String, Input>, unit: &str, decimals: u8, rounding: &str) -> Wrapped {
    let mut items = Vec::new();
    let mut row = json!({ "id": "city" });
    for (place, (name, input)) in inputs.iter().enumerate() {
        let id = format!("input_{}", place + 1);
        let (value, unit) = match input {
            Input::Plain(value) => (value.as_deref(), "1"),
            Input::WithUnit { value, unit } => (Some(value.as_str()), unit.as_str()),
        };
        items.push(json!({
            "id": id, "name": text(name), "kind": "measure", "unit": unit, "level": "city", "scope": "all", "rollup": "sum"
        }));
        row[id] = json!(value);
    }
    let catalogue = json!({
        "catalogue": {
            "id": "formula-only", "edition": 2025, "name": text("公式"), "title": text("公式"), "issuer": text("公式"), "rounding": rounding
        },
        "level": [{ "id": "city", "name": text("城市"), "kind": "area", "unit": "city" }],
        "dimension": [{ "id": "all", "name": text("全部"), "group": "all", "group_name": text("全部") }],
        "item": items,
        "indicator": [{
            "number": 1, "id": FORMULA_INDICATOR, "name": text("公式的值"), "dimension": "all", "level": "city", "unit": unit,
            "unit_name": text(unit), "decimals": decimals, "definition": text("公式的值"), "formula": formula, "direction": "neutral",
            "nature": "improvement", "requirement_status": "none"
        }]
    });
    let dataset = json!({ "tables": { "city": { "rows": [row] } } });
    Wrapped {
        catalogue: catalogue.to_string(),
        dataset: dataset.to_string(),
    }
}
