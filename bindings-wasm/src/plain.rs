//! Plain data between Rust and JavaScript, as JSON.

use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::usage;

/// A value of Rust as a value of JavaScript.
pub(crate) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let text = serde_json::to_string(value).map_err(|error| usage(&error.to_string()))?;
    JSON::parse(&text)
}

/// A value of JavaScript as a value of Rust; `undefined` and `null` as its default.
pub(crate) fn from_js<T: DeserializeOwned + Default>(value: &JsValue) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    serde_json::from_str(&json_text(value)?).map_err(|error| usage(&error.to_string()))
}

/// The JSON text of a value.
pub(crate) fn json_text(value: &JsValue) -> Result<String, JsValue> {
    let text = JSON::stringify(value)?;
    // A function or `undefined` has none.
    text.dyn_into::<js_sys::JsString>()
        .map(String::from)
        .map_err(|_| usage("the value has no JSON form"))
}
