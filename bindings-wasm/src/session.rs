//! Sessions.

use cityvitals::examine::ResultDocument;
use cityvitals::{Diagnostics, Session as Core};
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::cell::text;
use crate::dataset::Dataset;
use crate::error::raise;
use crate::plain::to_js;
use crate::report::Report;

/// A report that follows the data while they are being entered: after one cell changes, only what reads it is computed again.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Session(pub(crate) Core);

#[derive(Serialize)]
struct Changed<'a> {
    results: Vec<ResultDocument>,
    warnings: &'a Diagnostics,
}

#[wasm_bindgen]
impl Session {
    /// Changes one cell, and gives the results that are other than before. The item may name a unit in brackets behind it, as a header does; the text is
    /// what such a cell of a file may hold, and a blank one takes the value away.
    ///
    /// Throws `ExamineError` for a level, area or item that there is not, `DatasetError` for a text that such a cell cannot hold, and
    /// `UsageError` for a value of another type; nothing is changed then.
    #[wasm_bindgen(unchecked_return_type = "SessionChanges")]
    pub fn set(
        &mut self,
        level: &str,
        area: &str,
        item: &str,
        #[wasm_bindgen(unchecked_param_type = "CellValue")] value: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let text = text(value)?;
        let changes = self.0.set(level, area, item, &text).map_err(|problems| raise(&problems))?;
        to_js(&Changed {
            results: changes.iter().map(|result| result.document()).collect(),
            warnings: changes.warnings(),
        })
    }

    /// The report of the data as they are now; it stays as it is when the data change.
    #[wasm_bindgen(getter)]
    pub fn report(&self) -> Report {
        Report(self.0.report().clone())
    }

    /// The data as they are now; they stay as they are when the session goes on.
    #[wasm_bindgen(getter)]
    pub fn dataset(&self) -> Dataset {
        Dataset(self.0.dataset().clone())
    }
}
