//! One value of Python as a cell of JSON, which the library reads as it reads every other cell.

use std::fmt::Write as _;

use cityvitals::decimal::decimal_from_f64;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString};

/// Writes a text as JSON.
pub(crate) fn write_text(text: &str, json: &mut String) {
    // Serialising a text does not fail.
    json.push_str(&serde_json::to_string(text).unwrap_or_default());
}

/// Writes a value as JSON. A float becomes its shortest decimal form; NaN, `None`, `pandas.NA` and `NaT` were not reported.
pub(crate) fn write_cell(value: &Bound<'_, PyAny>, json: &mut String) -> PyResult<()> {
    if value.is_none() {
        json.push_str("null");
    } else if let Ok(text) = value.cast::<PyString>() {
        write_text(text.to_str()?, json);
    } else if let Ok(flag) = value.cast::<PyBool>() {
        json.push_str(if flag.is_true() { "true" } else { "false" });
    } else if value.is_instance_of::<PyInt>() {
        json.push_str(value.call_method0("__repr__")?.cast::<PyString>()?.to_str()?);
    } else if let Ok(float) = value.cast::<PyFloat>() {
        write_float(float.value(), json);
    } else {
        return write_other(value, json);
    }
    Ok(())
}

fn write_float(float: f64, json: &mut String) {
    if float.is_nan() {
        json.push_str("null");
        return;
    }
    match decimal_from_f64(float) {
        Ok(decimal) => _ = write!(json, "{decimal}"),
        // The library says what is wrong with it, and where it stands.
        Err(_) => write_text(&float.to_string(), json),
    }
}

fn write_other(value: &Bound<'_, PyAny>, json: &mut String) -> PyResult<()> {
    let kind = value.get_type();
    let name = kind.name()?;
    match name.to_str()? {
        "Decimal" => {
            let text = value.call_method1("__format__", ("f",))?;
            let text = text.cast::<PyString>()?.to_str()?;
            if text.to_ascii_lowercase().contains("nan") {
                json.push_str("null");
            } else {
                write_text(text, json);
            }
            Ok(())
        }
        "NAType" | "NaTType" => {
            json.push_str("null");
            Ok(())
        }
        // Scalars of NumPy, pyarrow and the like.
        _ => {
            for method in ["item", "as_py"] {
                if let Ok(plain) = value.call_method0(method)
                    && !plain.get_type().is(&kind)
                {
                    return write_cell(&plain, json);
                }
            }
            Err(PyTypeError::new_err(format!(
                "a cell may be a number, a text, a flag or None, not {name}"
            )))
        }
    }
}
