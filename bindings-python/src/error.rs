//! Errors of the library as exceptions of Python: one class for each family of codes, made in `cityvitals.errors`.

use cityvitals::{Diagnostics, Language};
use pyo3::prelude::*;

use crate::language::language;
use crate::plain::to_python;

/// The exception that says what is wrong.
pub(crate) fn raise(py: Python<'_>, problems: &Diagnostics) -> PyErr {
    let make = || -> PyResult<Bound<'_, PyAny>> {
        let language = language(None)?;
        let rendered = (problems.render(Language::Chinese), problems.render(Language::English));
        py.import("cityvitals.errors")?
            .getattr("_from_records")?
            .call1((to_python(py, &problems.records())?, rendered, language.code()))
    };
    make().map_or_else(|error| error, PyErr::from_value)
}

/// What was noticed without being wrong, as a list of `Diagnostic`.
pub(crate) fn warnings<'py>(py: Python<'py>, problems: &Diagnostics) -> PyResult<Bound<'py, PyAny>> {
    py.import("cityvitals.errors")?
        .getattr("_diagnostics")?
        .call1((to_python(py, &problems.records())?,))
}

/// An exception of a family that has no diagnostics of its own.
pub(crate) fn plain(py: Python<'_>, class: &str, code: &str, path: &str, message: &str) -> PyErr {
    let make = || py.import("cityvitals.errors")?.getattr(class)?.call1((code, path, message));
    make().map_or_else(|error| error, PyErr::from_value)
}
