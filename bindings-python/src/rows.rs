//! Rows and columns of Python values as the table of a level.

use cityvitals::dataset::{CellColumn, TableInput};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::cell::{Kind, read_cell, read_plain};

/// One row: headers as they stand in Python, and cells whose texts stand one behind the other.
pub(crate) struct Row<'py> {
    headers: Vec<Bound<'py, PyString>>,
    /// Kind of each cell, and where its text ends.
    cells: Vec<(Kind, usize)>,
    texts: String,
}

impl<'py> Row<'py> {
    fn with_room_for(row: &Bound<'py, PyDict>) -> Self {
        Self {
            headers: Vec::with_capacity(row.len()),
            cells: Vec::with_capacity(row.len()),
            texts: String::with_capacity(row.len().saturating_mul(12)),
        }
    }

    /// A row of texts, numbers, flags and blanks of Python itself; `None` for anything that must be looked at closer.
    pub(crate) fn plain(row: &Bound<'py, PyDict>) -> PyResult<Option<Self>> {
        let mut read = Self::with_room_for(row);
        for (header, value) in row.iter() {
            let (Ok(header), Some(kind)) = (header.cast_into::<PyString>(), read_plain(&value, &mut read.texts)?) else {
                return Ok(None);
            };
            read.headers.push(header);
            read.cells.push((kind, read.texts.len()));
        }
        Ok(Some(read))
    }

    pub(crate) fn read(level: &str, place: usize, row: &Bound<'py, PyDict>) -> PyResult<Self> {
        let mut read = Self::with_room_for(row);
        for (header, value) in row.iter() {
            let kind = read_cell(&value, &mut read.texts).map_err(|error| within(error, row.py(), level, &header, place))?;
            read.headers.push(header_text(level, header)?);
            read.cells.push((kind, read.texts.len()));
        }
        Ok(read)
    }

    /// The table of a level that has no other row.
    pub(crate) fn table(&self, level: &str) -> PyResult<TableInput> {
        let table = TableInput::new(level).rows(1);
        let one = |table: TableInput, (header, cell)| table.cells(header, std::iter::once(cell).collect::<CellColumn>());
        Ok(self.cells()?.into_iter().fold(table, one))
    }

    /// Headers and cells in order.
    pub(crate) fn cells(&self) -> PyResult<Vec<(&str, cityvitals::dataset::Cell<'_>)>> {
        let mut start = 0;
        self.headers
            .iter()
            .zip(&self.cells)
            .map(|(header, (kind, end))| {
                let text = self.texts.get(std::mem::replace(&mut start, *end)..*end).unwrap_or_default();
                Ok((header.to_str()?, kind.cell(text)))
            })
            .collect()
    }
}

/// A list of dicts; what a row does not name is blank.
pub(crate) fn read_rows(level: &str, rows: &Bound<'_, PyAny>) -> PyResult<TableInput> {
    let mut columns: Vec<(String, CellColumn)> = Vec::new();
    let mut count = 0;
    for (place, row) in rows.try_iter()?.enumerate() {
        let row = row?;
        let row = row
            .cast::<PyDict>()
            .map_err(|_| PyTypeError::new_err(format!("row {} of {level:?} is not a dict", place + 1)))?;
        for (cell, (header, value)) in Row::read(level, place, row)?.cells()?.into_iter().enumerate() {
            // Rows mostly name their columns in the same order.
            let is_next = columns.get(cell).is_some_and(|(known, _)| known == header);
            let found = if is_next {
                Some(cell)
            } else {
                columns.iter().position(|(known, _)| known == header)
            };
            let column = found.unwrap_or(columns.len());
            if found.is_none() {
                columns.push((header.to_owned(), CellColumn::default()));
            }
            if let Some((_, cells)) = columns.get_mut(column) {
                cells.pad(place);
                cells.push(value);
            }
        }
        count = place + 1;
    }
    let table = TableInput::new(level).rows(count);
    Ok(columns.into_iter().fold(table, |table, (header, mut cells)| {
        cells.pad(count);
        table.cells(header, cells)
    }))
}

/// A dict of columns.
pub(crate) fn read_columns(level: &str, columns: &Bound<'_, PyDict>) -> PyResult<TableInput> {
    let mut table = TableInput::new(level);
    let mut text = String::new();
    for (header, values) in columns {
        let mut cells = CellColumn::default();
        for (place, value) in values.try_iter()?.enumerate() {
            text.clear();
            let kind = read_cell(&value?, &mut text).map_err(|error| within(error, columns.py(), level, &header, place))?;
            cells.push(kind.cell(&text));
        }
        table = table.cells(header_text(level, header)?.to_str()?, cells);
    }
    Ok(table)
}

fn header_text<'py>(level: &str, header: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
    header.cast_into::<PyString>().map_err(|error| {
        PyTypeError::new_err(format!(
            "a column of {level:?} is named by {:?}, which is not a text",
            error.into_inner()
        ))
    })
}

/// The same error with the place of the cell.
fn within(error: PyErr, py: Python<'_>, level: &str, header: &Bound<'_, PyAny>, place: usize) -> PyErr {
    PyTypeError::new_err(format!("{level}:{}:{header}: {}", place + 1, error.value(py)))
}
