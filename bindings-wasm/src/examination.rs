//! Examinations in steps.

use cityvitals::examine::Examination as Core;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::report::Report;

/// An examination that goes on one indicator at a time, so that a page or worker can show how far it is, and stop in between.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Examination(pub(crate) Core);

#[wasm_bindgen]
impl Examination {
    /// Indicators that are computed.
    #[wasm_bindgen(getter)]
    pub fn done(&self) -> usize {
        self.0.done()
    }

    /// Indicators in all.
    #[wasm_bindgen(getter)]
    pub fn total(&self) -> usize {
        self.0.total()
    }

    /// Computes one more indicator, and says whether there are more.
    pub fn step(&mut self) -> bool {
        self.0.step()
    }

    /// Computes what is left, and gives the report. The examination is used up.
    pub fn finish(self) -> Report {
        Report(self.0.finish())
    }
}
