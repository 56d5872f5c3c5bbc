//! The Python package `cityvitals`: arguments, errors and tables of Python to and from those of the library. There is no rule in it.

mod arrow;
mod calculator;
mod catalogue;
mod cell;
mod dataset;
mod error;
mod files;
mod forms;
mod frame;
mod grading;
mod input;
mod language;
mod listing;
mod names;
mod plain;
mod report;
mod result;
mod rows;
mod series;
mod words;

use pyo3::prelude::*;

/// Exact, explained indicators of China's city physical examination; the compiled part of `cityvitals`.
#[pymodule(gil_used = false)]
mod _cityvitals {
    #[pymodule_export]
    use crate::calculator::Calculator;
    #[pymodule_export]
    use crate::catalogue::Catalogue;
    #[pymodule_export]
    use crate::dataset::Dataset;
    #[pymodule_export]
    use crate::frame::Frame;
    #[pymodule_export]
    use crate::grading::{Grades, GradingScheme, Problems};
    #[pymodule_export]
    use crate::language::{get_language, set_language};
    #[pymodule_export]
    use crate::listing::catalogues;
    #[pymodule_export]
    use crate::report::Report;
    #[pymodule_export]
    use crate::result::Result;
    #[pymodule_export]
    use crate::series::{Series, series};
    #[pymodule_export]
    use crate::words::words;

    use super::{Bound, PyModule, PyModuleMethods, PyResult};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
