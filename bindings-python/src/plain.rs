//! Plain data: whatever the library serialises, as dicts, lists, texts and numbers of Python.

use cityvitals::{Date, Fraction};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyFloat, PyList, PyType};
use serde::Serialize;
use serde_json::Value;

/// Plain data as Python objects. Decimals are texts, as in JSON.
pub(crate) fn to_python<'py>(py: Python<'py>, data: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    let value = serde_json::to_value(data).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    object(py, &value)
}

fn object<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(flag) => flag.into_pyobject(py)?.to_owned().into_any(),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(whole), _) => whole.into_pyobject(py)?.into_any(),
            (None, Some(whole)) => whole.into_pyobject(py)?.into_any(),
            // The documents of the library hold no other numbers.
            (None, None) => number.as_f64().into_pyobject(py)?,
        },
        Value::String(text) => text.into_pyobject(py)?.into_any(),
        Value::Array(list) => {
            let objects = PyList::empty(py);
            for value in list {
                objects.append(object(py, value)?)?;
            }
            objects.into_any()
        }
        Value::Object(entries) => {
            let dict = PyDict::new(py);
            for (key, value) in entries {
                dict.set_item(key, object(py, value)?)?;
            }
            dict.into_any()
        }
    })
}

static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// The class `decimal.Decimal`, imported once.
pub(crate) fn decimal_class<'py>(py: Python<'py>) -> PyResult<&'py Bound<'py, PyType>> {
    DECIMAL.import(py, "decimal", "Decimal")
}

/// An exact decimal as `decimal.Decimal`.
pub(crate) fn decimal<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    decimal_class(py)?.call1((text,))
}

/// An exact number as `fractions.Fraction`.
pub(crate) fn fraction<'py>(py: Python<'py>, number: &Fraction) -> PyResult<Bound<'py, PyAny>> {
    py.import("fractions")?.getattr("Fraction")?.call1((number.to_string(),))
}

/// A `Fraction`, `Decimal`, whole number or text as an exact number; a float is none.
pub(crate) fn exact(value: &Bound<'_, PyAny>) -> PyResult<Fraction> {
    let inexact = || PyValueError::new_err(format!("{value:?} is no exact number; give a Fraction, Decimal, int, or text"));
    if value.is_instance_of::<PyFloat>() {
        return Err(inexact());
    }
    // A decimal of Python may write itself with an exponent.
    let text = if value.get_type().is(decimal_class(value.py())?) {
        value.call_method1("__format__", ("f",))?.str()?
    } else {
        value.str()?
    };
    text.to_str()?.parse().map_err(|_| inexact())
}

/// A text or `datetime.date` as a day.
pub(crate) fn day(date: &Bound<'_, PyAny>) -> PyResult<Date> {
    let text: String = date.str()?.extract()?;
    // A `datetime` has a time behind its day.
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    Date::parse(day).ok_or_else(|| PyValueError::new_err(format!("a date is written 2025-12-31, not {text:?}")))
}

/// The word by which a value of an enumeration is written.
pub(crate) fn word(value: &impl Serialize) -> Option<String> {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => Some(word),
        _ => None,
    }
}
