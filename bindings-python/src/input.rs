//! What a city hands in, as Python has it: tables to the builder of a dataset.

use cityvitals::dataset::{RowReader, TableInput};
use cityvitals::form::FilledForms;
use cityvitals::{Catalogue, Dataset, DatasetBuilder, Diagnostics};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString, PyTuple};

use crate::arrow::import::read_columns;
use crate::error::raise;
use crate::rows::{self, Row, read_rows};

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

impl Source {
    fn table(table: TableInput, source: Option<String>) -> Self {
        Self::Table(Box::new(match source {
            Some(source) => table.source(source),
            None => table,
        }))
    }
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
#[derive(Default)]
pub(crate) struct Arguments<'a, 'py> {
    pub(crate) period: Option<Bound<'py, PyAny>>,
    pub(crate) profile: Option<&'a Bound<'py, PyDict>>,
    pub(crate) units: Option<&'a Bound<'py, PyDict>>,
    pub(crate) source: Option<&'a Bound<'py, PyAny>>,
    pub(crate) complete: Vec<String>,
    pub(crate) blank_flags_mean_no: Vec<String>,
    pub(crate) previous: Option<Dataset>,
}

impl Arguments<'_, '_> {
    /// Whether something is said of tables or columns rather than of the city and its period.
    fn is_of_tables(&self) -> bool {
        self.units.is_some() || self.source.is_some() || !self.complete.is_empty() || !self.blank_flags_mean_no.is_empty()
    }

    /// The period, the profile and the periods before, as a dataset without tables; `None` where nothing is said of them.
    fn context(self, catalogue: &Catalogue) -> PyResult<Option<Result<Dataset, Diagnostics>>> {
        if self.period.is_none() && self.profile.is_none() && self.previous.is_none() {
            return Ok(None);
        }
        Ok(Some(Input::of(Vec::new(), self)?.build(catalogue)))
    }
}

/// Reads the arguments and builds a dataset; `tables` is a mapping of levels to tables, or anything else that `cityvitals._tables` understands.
pub(crate) fn read_dataset<'py>(
    py: Python<'py>,
    reader: &RowReader,
    tables: &Bound<'py, PyAny>,
    arguments: Arguments<'_, 'py>,
) -> PyResult<Dataset> {
    let raised = |problems: Diagnostics| raise(py, &problems);
    let input = match plain_rows(tables)? {
        Some(rows) => match rows.as_slice() {
            [(level, row)] if !arguments.is_of_tables() => {
                let context = arguments.context(reader.catalogue())?.transpose().map_err(raised)?;
                return reader.read(level, row.cells()?, context.as_ref()).map_err(raised);
            }
            rows => {
                let table =
                    |(level, row): &(String, Row<'py>)| PyResult::Ok(Source::table(row.table(level)?, source_of(arguments.source, level)?));
                Input::of(rows.iter().map(table).collect::<PyResult<_>>()?, arguments)?
            }
        },
        None => Input::read(py, tables, arguments)?,
    };
    py.detach(|| input.build(reader.catalogue())).map_err(raised)
}

impl Input {
    /// Reads tables that `cityvitals._tables` tells apart.
    fn read<'py>(py: Python<'py>, tables: &Bound<'py, PyAny>, arguments: Arguments<'_, 'py>) -> PyResult<Self> {
        let source = |level: &str| source_of(arguments.source, level);
        let parts = py.import("cityvitals._tables")?.getattr("parts")?.call1((tables,))?;
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
                    Source::table(read_columns(&content, TableInput::new(&level))?, source(&level)?)
                }
                _ => {
                    let level: String = part.get_item(1)?.extract()?;
                    let table = match kind.as_str() {
                        "rows" => read_rows(&level, &content)?,
                        _ => rows::read_columns(&level, content.cast::<PyDict>()?)?,
                    };
                    Source::table(table, source(&level)?)
                }
            });
        }
        Self::of(sources, arguments)
    }

    fn of(sources: Vec<Source>, arguments: Arguments<'_, '_>) -> PyResult<Self> {
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

    /// What is said beside tables, without any.
    pub(crate) fn context(
        period: Option<Bound<'_, PyAny>>,
        profile: Option<&Bound<'_, PyDict>>,
        previous: Option<Dataset>,
    ) -> PyResult<Self> {
        let arguments = Arguments {
            period,
            profile,
            previous,
            ..Arguments::default()
        };
        Self::of(Vec::new(), arguments)
    }

    /// Hands everything to the builder.
    pub(crate) fn build(self, catalogue: &Catalogue) -> Result<Dataset, Diagnostics> {
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

/// Levels with one row each, as a dict of dicts of single values; `None` for anything that must be looked at closer.
fn plain_rows<'py>(tables: &Bound<'py, PyAny>) -> PyResult<Option<Vec<(String, Row<'py>)>>> {
    let Ok(tables) = tables.cast_exact::<PyDict>() else {
        return Ok(None);
    };
    let mut rows = Vec::with_capacity(tables.len());
    for (level, row) in tables.iter() {
        let (Ok(level), Ok(row)) = (level.cast_into::<PyString>(), row.cast_into_exact::<PyDict>()) else {
            return Ok(None);
        };
        let level = level.to_str()?;
        // The written form of a dataset has its tables under one of these keys.
        if matches!(level, "tables" | "period" | "profile") {
            return Ok(None);
        }
        let Some(row) = Row::plain(&row)? else { return Ok(None) };
        rows.push((level.to_owned(), row));
    }
    Ok(Some(rows))
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
        if value.is_instance_of::<PyString>() {
            list.push((key, word(&value)?));
        } else if let Ok(values) = value.try_iter() {
            for value in values {
                list.push((key.clone(), word(&value?)?));
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
