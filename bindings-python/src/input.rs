//! What a city hands in, as Python has it: tables to the builder of a dataset.

use cityvitals::dataset::TableInput;
use cityvitals::form::FilledForms;
use cityvitals::{Catalogue, Dataset, DatasetBuilder};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple};

use crate::arrow::import::read_columns;
use crate::cell::{write_cell, write_text};

/// One table, in a form that needs Python no more.
enum Source {
    Csv {
        file: String,
        level: Option<String>,
        content: Vec<u8>,
    },
    Json {
        file: String,
        content: Vec<u8>,
    },
    Table(Box<TableInput>),
    Form {
        file: String,
        content: Vec<u8>,
    },
}

/// Everything that a dataset is made of.
pub(crate) struct Input {
    sources: Vec<Source>,
    period: Option<String>,
    profile: Vec<(String, String)>,
    units: Vec<(String, String)>,
    complete: Vec<String>,
    blank_flags_mean_no: Vec<String>,
    previous: Option<Dataset>,
}

/// Arguments that say something of all tables.
pub(crate) struct Arguments<'a, 'py> {
    pub(crate) period: Option<Bound<'py, PyAny>>,
    pub(crate) profile: Option<&'a Bound<'py, PyDict>>,
    pub(crate) units: Option<&'a Bound<'py, PyDict>>,
    pub(crate) source: Option<&'a Bound<'py, PyAny>>,
    pub(crate) complete: Vec<String>,
    pub(crate) blank_flags_mean_no: Vec<String>,
    pub(crate) previous: Option<Dataset>,
}

impl Input {
    /// Reads the arguments; `tables` is a mapping of levels to tables, or anything else that `cityvitals._tables` understands.
    pub(crate) fn read<'py>(py: Python<'py>, tables: &Bound<'py, PyAny>, arguments: Arguments<'_, 'py>) -> PyResult<Self> {
        let parts = py.import("cityvitals._tables")?.getattr("parts")?.call1((tables,))?;
        let source = |level: &str| source_of(arguments.source, level);
        let mut sources = Vec::new();
        for part in parts.try_iter()? {
            let part = part?.cast_into::<PyTuple>()?;
            let kind: String = part.get_item(0)?.extract()?;
            let content = part.get_item(2)?;
            sources.push(match kind.as_str() {
                "csv" => Source::Csv {
                    file: part.get_item(1)?.extract()?,
                    level: part.get_item(3)?.extract()?,
                    content: bytes(&content)?,
                },
                "json" => Source::Json {
                    file: part.get_item(1)?.extract()?,
                    content: bytes(&content)?,
                },
                "form" => Source::Form {
                    file: part.get_item(1)?.extract()?,
                    content: bytes(&content)?,
                },
                "arrow" => {
                    let level: String = part.get_item(1)?.extract()?;
                    let mut table = read_columns(&content, TableInput::new(&level))?;
                    if let Some(source) = source(&level)? {
                        table = table.source(source);
                    }
                    Source::Table(Box::new(table))
                }
                _ => {
                    let level: String = part.get_item(1)?.extract()?;
                    let source = source(&level)?;
                    Source::Json {
                        content: document(&level, &kind, &content, source.as_deref())?.into_bytes(),
                        file: level,
                    }
                }
            });
        }
        Ok(Self {
            sources,
            period: arguments.period.map(|period| period.str()?.extract()).transpose()?,
            profile: arguments.profile.map(profile).transpose()?.unwrap_or_default(),
            units: arguments.units.map(units).transpose()?.unwrap_or_default(),
            complete: arguments.complete,
            blank_flags_mean_no: arguments.blank_flags_mean_no,
            previous: arguments.previous,
        })
    }

    /// Hands everything to the builder.
    pub(crate) fn build(self, catalogue: &Catalogue) -> Result<Dataset, cityvitals::Diagnostics> {
        let (forms, sources): (Vec<_>, Vec<_>) = self.sources.into_iter().partition(|source| matches!(source, Source::Form { .. }));
        let files = forms.iter().filter_map(|source| match source {
            Source::Form { file, content } => Some((file.as_str(), content.as_slice())),
            _ => None,
        });
        let filled = (!forms.is_empty()).then(|| FilledForms::read(catalogue, files));
        let mut builder: DatasetBuilder<'_> = Dataset::builder(catalogue);
        for source in sources {
            builder = match source {
                Source::Form { .. } => builder,
                Source::Csv { file, level, content } => builder.csv_bytes(file, level.as_deref(), content),
                Source::Json { file, content } => builder.json_bytes(file, content),
                Source::Table(table) => builder.table(*table),
            };
        }
        if let Some(period) = self.period {
            builder = builder.period(period);
        }
        for (key, value) in self.profile {
            builder = builder.profile(key, value);
        }
        for (header, unit) in self.units {
            builder = builder.unit(header, unit);
        }
        for level in self.complete {
            builder = builder.complete(level);
        }
        for level in self.blank_flags_mean_no {
            builder = builder.blank_flags_mean_no(level);
        }
        if let Some(previous) = self.previous {
            builder = builder.previous(previous);
        }
        match &filled {
            Some(forms) => forms.build(builder).map(|filled| filled.dataset),
            None => builder.build(),
        }
    }
}

fn bytes(content: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    match content.cast::<PyBytes>() {
        Ok(bytes) => Ok(bytes.as_bytes().to_vec()),
        Err(_) => Ok(content.cast::<PyString>()?.to_str()?.as_bytes().to_vec()),
    }
}

/// The source of one table: one for all of them, or one for each level.
fn source_of(source: Option<&Bound<'_, PyAny>>, level: &str) -> PyResult<Option<String>> {
    let Some(source) = source else { return Ok(None) };
    match source.cast::<PyDict>() {
        Ok(sources) => sources.get_item(level)?.map(|source| source.extract()).transpose(),
        Err(_) => Ok(Some(source.extract()?)),
    }
}

/// Profile values as texts; several values of a set come one after the other.
pub(crate) fn profile(profile: &Bound<'_, PyDict>) -> PyResult<Vec<(String, String)>> {
    let mut list = Vec::new();
    for (key, value) in profile {
        let key: String = key.extract()?;
        if let Ok(values) = value.cast::<PyList>() {
            for value in values {
                list.push((key.clone(), word(&value)?));
            }
        } else if let Ok(values) = value.cast::<PyTuple>() {
            for value in values {
                list.push((key.clone(), word(&value)?));
            }
        } else {
            list.push((key, word(&value)?));
        }
    }
    Ok(list)
}

fn word(value: &Bound<'_, PyAny>) -> PyResult<String> {
    value.str()?.extract()
}

fn units(units: &Bound<'_, PyDict>) -> PyResult<Vec<(String, String)>> {
    units
        .iter()
        .map(|(header, unit)| Ok((header.extract()?, unit.extract()?)))
        .collect()
}

/// Rows or columns of Python values as the written form of a dataset.
fn document(level: &str, kind: &str, content: &Bound<'_, PyAny>, source: Option<&str>) -> PyResult<String> {
    let mut json = String::from(r#"{"tables":{"#);
    write_text(level, &mut json);
    json.push_str(":{");
    if let Some(source) = source {
        json.push_str(r#""source":"#);
        write_text(source, &mut json);
        json.push(',');
    }
    match kind {
        "rows" => {
            json.push_str(r#""rows":["#);
            for (place, row) in content.try_iter()?.enumerate() {
                if place > 0 {
                    json.push(',');
                }
                let row = row?;
                let row = row
                    .cast::<PyDict>()
                    .map_err(|_| PyTypeError::new_err(format!("row {} of {level:?} is not a dict", place + 1)))?;
                write_row(level, place, row, &mut json)?;
            }
            json.push(']');
        }
        "columns" => {
            json.push_str(r#""columns":{"#);
            for (place, (header, cells)) in content.cast::<PyDict>()?.iter().enumerate() {
                if place > 0 {
                    json.push(',');
                }
                write_column(level, &header, &cells, &mut json)?;
            }
            json.push('}');
        }
        _ => return Err(PyValueError::new_err(format!("unknown kind of table: {kind:?}"))),
    }
    json.push_str("}}}");
    Ok(json)
}

fn write_row(level: &str, place: usize, row: &Bound<'_, PyDict>, json: &mut String) -> PyResult<()> {
    json.push('{');
    for (cell, (header, value)) in row.iter().enumerate() {
        if cell > 0 {
            json.push(',');
        }
        write_text(&header_text(level, &header)?, json);
        json.push(':');
        write_cell(&value, json).map_err(|error| within(error, value.py(), level, &header, place))?;
    }
    json.push('}');
    Ok(())
}

fn write_column<'py>(level: &str, header: &Bound<'py, PyAny>, cells: &Bound<'py, PyAny>, json: &mut String) -> PyResult<()> {
    write_text(&header_text(level, header)?, json);
    json.push_str(":[");
    for (place, cell) in cells.try_iter()?.enumerate() {
        if place > 0 {
            json.push(',');
        }
        write_cell(&cell?, json).map_err(|error| within(error, cells.py(), level, header, place))?;
    }
    json.push(']');
    Ok(())
}

fn header_text(level: &str, header: &Bound<'_, PyAny>) -> PyResult<String> {
    header
        .extract()
        .map_err(|_| PyTypeError::new_err(format!("a column of {level:?} is named by {header:?}, which is not a text")))
}

/// The same error with the place of the cell.
fn within(error: PyErr, py: Python<'_>, level: &str, header: &Bound<'_, PyAny>, place: usize) -> PyErr {
    PyTypeError::new_err(format!("{level}:{}:{header}: {}", place + 1, error.value(py)))
}
