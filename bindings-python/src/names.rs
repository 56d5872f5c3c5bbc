//! Names of indicators and levels, as a caller gives them: one, or several.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyInt, PyString};

/// One name, or any number of them; an indicator may be named by its number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(pub(crate) Vec<String>);

impl<'py> FromPyObject<'_, 'py> for Names {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Some(name) = name(&given)? {
            return Ok(Self(vec![name]));
        }
        let wrong = |found: &Bound<'py, PyAny>| match found.get_type().name() {
            Ok(kind) => PyTypeError::new_err(format!("expected a name or a list of names, not {kind}")),
            Err(error) => error,
        };
        let names = given.try_iter().map_err(|_| wrong(&given))?.map(|found| {
            let found = found?;
            name(&found)?.ok_or_else(|| wrong(&found))
        });
        names.collect::<PyResult<_>>().map(Self)
    }
}

fn name(given: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    let is_number = given.is_instance_of::<PyInt>() && !given.is_instance_of::<PyBool>();
    if is_number || given.is_instance_of::<PyString>() {
        return Ok(Some(given.str()?.to_str()?.to_owned()));
    }
    Ok(None)
}
