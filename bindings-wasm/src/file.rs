//! Files as they come from JavaScript: a name and a content.

use js_sys::{Array, JsString, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::error::usage;

/// A file.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
    pub(crate) level: Option<String>,
}

impl File {
    /// Reads `{ name, content, level? }`.
    pub(crate) fn new(value: &JsValue) -> Result<Self, JsValue> {
        let text = |key: &str| Reflect::get(value, &key.into()).map(|found| found.as_string());
        let name = text("name")?.ok_or_else(|| usage("a file has a `name` and a `content`"))?;
        let content = Reflect::get(value, &"content".into())?;
        let content = match content.dyn_ref::<JsString>() {
            Some(text) => String::from(text).into_bytes(),
            None => content
                .dyn_ref::<Uint8Array>()
                .ok_or_else(|| usage(&format!("the content of `{name}` is neither a string nor a Uint8Array")))?
                .to_vec(),
        };
        let level = text("level")?;
        Ok(Self { name, content, level })
    }

    /// Name and text.
    pub(crate) fn into_text(self) -> Result<(String, String), JsValue> {
        let Self { name, content, .. } = self;
        String::from_utf8(content)
            .map_err(|_| usage(&format!("the file `{name}` is not UTF-8")))
            .map(|text| (name, text))
    }
}

/// Names and texts of several files.
pub(crate) fn texts(sources: &JsValue) -> Result<Vec<(String, String)>, JsValue> {
    let list = sources.dyn_ref::<Array>().ok_or_else(|| usage("expected a list of files"))?;
    list.iter().map(|source| File::new(&source)?.into_text()).collect()
}
