//! One value of Python as a cell, which the library reads as it reads every other cell.

use std::fmt::Write as _;

use cityvitals::dataset::Cell;
use cityvitals::decimal::decimal_from_f64;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString};

use crate::plain::decimal_class;

/// What kind of cell a value is; its text, where it has one, stands beside it.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Text,
    Number,
    Flag(bool),
    Blank,
}

impl Kind {
    pub(crate) const fn cell(self, text: &str) -> Cell<'_> {
        match self {
            Self::Text => Cell::Text(text),
            Self::Number => Cell::Number(text),
            Self::Flag(flag) => Cell::Flag(flag),
            Self::Blank => Cell::Blank,
        }
    }
}

/// Adds the text of a value to `text`. A float becomes its shortest decimal form; NaN, `None`, `pandas.NA` and `NaT` were not reported.
pub(crate) fn read_cell(value: &Bound<'_, PyAny>, text: &mut String) -> PyResult<Kind> {
    match read_plain(value, text)? {
        Some(kind) => Ok(kind),
        None => read_other(value, text),
    }
}

/// The same for a text, number, flag or `None` of Python itself; `None` for anything else.
pub(crate) fn read_plain(value: &Bound<'_, PyAny>, text: &mut String) -> PyResult<Option<Kind>> {
    Ok(Some(if let Ok(string) = value.cast::<PyString>() {
        text.push_str(string.to_str()?);
        Kind::Text
    } else if value.is_none() {
        Kind::Blank
    } else if let Ok(flag) = value.cast::<PyBool>() {
        Kind::Flag(flag.is_true())
    } else if value.is_instance_of::<PyInt>() {
        match value.extract::<i64>() {
            Ok(whole) => _ = write!(text, "{whole}"),
            Err(_) => text.push_str(value.call_method0("__repr__")?.cast::<PyString>()?.to_str()?),
        }
        Kind::Number
    } else if let Ok(float) = value.cast::<PyFloat>() {
        read_float(float.value(), text)
    } else if value.get_type().is(decimal_class(value.py())?) {
        read_decimal(value, text)?
    } else {
        return Ok(None);
    }))
}

fn read_float(float: f64, text: &mut String) -> Kind {
    if float.is_nan() {
        return Kind::Blank;
    }
    if let Ok(decimal) = decimal_from_f64(float) {
        _ = write!(text, "{decimal}");
        return Kind::Number;
    }
    // The library says what is wrong with it, and where it stands.
    _ = write!(text, "{float}");
    Kind::Text
}

fn read_decimal(value: &Bound<'_, PyAny>, text: &mut String) -> PyResult<Kind> {
    let short = value.str()?;
    let mut plain = short.to_str()?;
    let long;
    // Python writes very large and very small decimals with an exponent.
    if plain.contains('E') {
        long = value.call_method1("__format__", ("f",))?.cast_into::<PyString>()?;
        plain = long.to_str()?;
    }
    if plain.contains(['N', 'n']) && plain.to_ascii_lowercase().contains("nan") {
        return Ok(Kind::Blank);
    }
    text.push_str(plain);
    Ok(Kind::Text)
}

fn read_other(value: &Bound<'_, PyAny>, text: &mut String) -> PyResult<Kind> {
    let kind = value.get_type();
    let name = kind.name()?;
    match name.to_str()? {
        // Of a subclass, or of an interpreter without the accelerated module.
        "Decimal" => return read_decimal(value, text),
        "NAType" | "NaTType" => return Ok(Kind::Blank),
        _ => {}
    }
    // Scalars of NumPy, pyarrow and the like.
    for method in ["item", "as_py"] {
        if let Ok(plain) = value.call_method0(method)
            && !plain.get_type().is(&kind)
        {
            return read_cell(&plain, text);
        }
    }
    Err(PyTypeError::new_err(format!(
        "a cell may be a number, a text, a flag or None, not {name}"
    )))
}
