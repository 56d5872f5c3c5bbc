//! Datasets: what a city handed in, checked.

use cityvitals::dataset::{ProfileValue, Values};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrow::export::Columns;
use crate::error::warnings;
use crate::frame::Frame;

/// What a city handed in for one period: tables by level, checked and ready to compute with.
///
/// `Catalogue.dataset` makes one. It never changes, and holds its own copy of the values.
#[pyclass(frozen, module = "cityvitals", name = "Dataset")]
pub(crate) struct Dataset(pub(crate) cityvitals::Dataset);

#[pymethods]
impl Dataset {
    /// Period that the values are about, such as ``"2025"``.
    #[getter]
    fn period(&self) -> Option<&str> {
        self.0.period()
    }

    /// Levels of which there is a table, areas from low to high, then observation tables.
    #[getter]
    fn levels(&self) -> Vec<&str> {
        self.0.tables().iter().map(cityvitals::dataset::Table::level).collect()
    }

    /// What is said of the city, by id of the profile key.
    #[getter]
    fn profile<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (key, value) in self.0.profile() {
            match value {
                ProfileValue::Flag(flag) => dict.set_item(key, flag)?,
                ProfileValue::Classes(values) => dict.set_item(key, values)?,
            }
        }
        Ok(dict)
    }

    /// Number of rows of all tables.
    #[getter]
    fn row_count(&self) -> usize {
        self.0.row_count()
    }

    /// The period before this one, as far as it was given.
    #[getter]
    fn previous(&self) -> Option<Self> {
        self.0.previous().cloned().map(Self)
    }

    /// Warnings and notes from reading: a tuple of `cityvitals.errors.Diagnostic`.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        warnings(py, self.0.warnings())
    }

    /// SHA-256 of the content in hexadecimal digits; the order of rows and the spelling of numbers do not matter.
    #[getter]
    fn content_hash(&self, py: Python<'_>) -> String {
        py.detach(|| self.0.content_hash().to_owned())
    }

    /// Return the table of a level as it was understood: ids, names, and the items by id, each in the unit that it was given in.
    ///
    /// Parameters
    /// ----------
    /// level : str
    ///     Id of the level, such as ``"community"``.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no table of that level.
    fn table(&self, level: &str) -> PyResult<Frame> {
        let table = self
            .0
            .table(level)
            .ok_or_else(|| pyo3::exceptions::PyKeyError::new_err(level.to_owned()))?;
        let mut columns = Columns::default();
        columns.list("id", table.ids().texts())?;
        columns.texts("name", (0..table.len()).map(|row| table.name(row)));
        for column in table.columns() {
            let rows = 0..column.len();
            let name = match column.unit() {
                Some(unit) => format!("{} [{unit}]", column.id()),
                None => column.id().to_owned(),
            };
            match column.values() {
                Values::Flag { .. } => columns.flags(&name, rows.map(|row| column.flag(row))),
                Values::Class { .. } => columns.words(&name, rows.map(|row| column.class(row))),
                Values::Number { .. } => {
                    let decimals: Vec<_> = rows.map(|row| column.decimal(row)).collect();
                    columns.decimals(&name, &decimals, 0)?;
                }
            }
        }
        Frame::new(columns)
    }

    fn __repr__(&self) -> String {
        let tables = self.0.tables().iter().map(|table| format!("{} ({})", table.level(), table.len()));
        let tables: Vec<_> = tables.collect();
        format!("<cityvitals.Dataset {}: {}>", self.0.period().unwrap_or("?"), tables.join(", "))
    }
}
