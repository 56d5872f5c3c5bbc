//! Cells as they come from JavaScript.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::error::usage;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = String)]
    fn string_of(value: &JsValue) -> String;
}

/// The text of a cell. A number of JavaScript is written in its shortest form.
pub(crate) fn text(value: &JsValue) -> Result<String, JsValue> {
    if value.is_null() || value.is_undefined() {
        return Ok(String::new());
    }
    // What a text that is no number turns into must not take a value away.
    let is_number = value.is_bigint() || value.as_f64().is_some_and(f64::is_finite);
    if value.is_string() || value.as_bool().is_some() || is_number {
        return Ok(string_of(value));
    }
    Err(usage("a cell holds a text, a finite number, yes or no, or nothing"))
}
