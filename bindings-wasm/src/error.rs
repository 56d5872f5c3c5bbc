//! Errors of the library as errors of JavaScript: one class for each family of codes.

use cityvitals::{Diagnostics, Language};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::plain::to_js;

#[wasm_bindgen(raw_module = "./errors.js")]
extern "C" {
    /// Makes the error that says what is wrong.
    #[wasm_bindgen(js_name = fromRecords)]
    fn from_records(records: JsValue, chinese: &str, english: &str) -> JsValue;

    /// Makes an error that no place of a file belongs to.
    #[wasm_bindgen(js_name = fromMessage)]
    fn from_message(code: &str, message: &str) -> JsValue;
}

/// The error that says what is wrong.
pub(crate) fn raise(problems: &Diagnostics) -> JsValue {
    match to_js(problems) {
        Ok(records) => from_records(records, &problems.render(Language::Chinese), &problems.render(Language::English)),
        Err(error) => error,
    }
}

/// An error about an argument that has not the form that the types ask for.
pub(crate) fn usage(message: &str) -> JsValue {
    from_message("usage.argument", message)
}

/// An error about a report that an examination does not give again.
pub(crate) fn differs(message: &str) -> JsValue {
    from_message("replay.differs", message)
}

/// The language of a tag.
pub(crate) fn language_of(tag: Option<&str>) -> Result<Language, JsValue> {
    match tag {
        None => Ok(Language::default()),
        Some(tag) => Language::from_tag(tag).ok_or_else(|| usage(&format!("the language `{tag}` is neither zh nor en"))),
    }
}
