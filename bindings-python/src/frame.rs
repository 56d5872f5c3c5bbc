//! Frames: tables of results on their way to whatever library of tables the caller has.

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, SchemaRef};
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};

use crate::arrow::export::{Columns, stream};
use crate::plain::decimal_class;

/// A table of exact values, ready for pandas, polars, pyarrow, DuckDB, or plain Python.
///
/// It offers itself through the Arrow PyCapsule interface (``__arrow_c_stream__``), so any library that reads Arrow takes it as it is.
/// Numbers are exact: ``decimal128`` in Arrow, ``decimal.Decimal`` in Python.
#[pyclass(frozen, module = "cityvitals")]
pub(crate) struct Frame {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Frame {
    pub(crate) fn new(columns: Columns) -> PyResult<Self> {
        let (schema, batches) = columns.finish()?;
        Ok(Self { schema, batches })
    }

    fn list<'py>(&self, py: Python<'py>, place: usize) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for batch in &self.batches {
            append(py, batch.column(place), &list)?;
        }
        Ok(list)
    }
}

#[pymethods]
impl Frame {
    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Names of the columns, in order.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// Number of rows and of columns.
    #[getter]
    fn shape(&self) -> (usize, usize) {
        (self.__len__(), self.schema.fields().len())
    }

    /// Return the values of a column as a list.
    fn __getitem__<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        let place = self.schema.index_of(name).map_err(|_| PyKeyError::new_err(name.to_owned()))?;
        self.list(py, place)
    }

    fn __contains__(&self, name: &str) -> bool {
        self.schema.index_of(name).is_ok()
    }

    /// Return the columns as lists of Python values: ``str``, ``int``, ``bool``, ``decimal.Decimal``, ``None``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (place, field) in self.schema.fields().iter().enumerate() {
            dict.set_item(field.name(), self.list(py, place)?)?;
        }
        Ok(dict)
    }

    /// Return the rows as dicts of Python values.
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        for _ in 0..self.__len__() {
            rows.append(PyDict::new(py))?;
        }
        for (place, field) in self.schema.fields().iter().enumerate() {
            for (row, value) in rows.iter().zip(self.list(py, place)?.iter()) {
                row.set_item(field.name(), value)?;
            }
        }
        Ok(rows)
    }

    /// Return a ``pyarrow.Table``; numbers are ``decimal128``.
    fn to_arrow<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.getattr("table")?.call1((slf,))
    }

    /// Return a ``pandas.DataFrame``.
    ///
    /// With pyarrow, numbers are columns of the exact Arrow type ``decimal128``; without it, of ``decimal.Decimal`` objects.
    fn to_pandas<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cityvitals._frames")?.getattr("to_pandas")?.call1((slf,))
    }

    /// Return a ``polars.DataFrame``; numbers are ``polars.Decimal``.
    fn to_polars<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("polars")?.getattr("DataFrame")?.call1((slf,))
    }

    fn _repr_html_<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cityvitals._html")?.getattr("frame")?.call1((slf,))
    }

    fn __repr__(&self) -> String {
        format!("<cityvitals.Frame: {} rows; {}>", self.__len__(), self.columns().join(", "))
    }

    /// Give the table away as an Arrow stream.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(&self, py: Python<'py>, requested_schema: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyCapsule>> {
        // A request is a wish; types are left as they are.
        drop(requested_schema);
        stream(py, &self.schema, &self.batches)
    }
}

/// Appends the values of an array to a list.
fn append(py: Python<'_>, array: &ArrayRef, list: &Bound<'_, PyList>) -> PyResult<()> {
    match array.data_type() {
        DataType::LargeUtf8 => array.as_string::<i64>().iter().try_for_each(|text| list.append(text)),
        DataType::Int64 => array.as_primitive::<Int64Type>().iter().try_for_each(|number| list.append(number)),
        DataType::Boolean => array.as_boolean().iter().try_for_each(|flag| list.append(flag)),
        DataType::Decimal128(..) => {
            let class = decimal_class(py)?;
            let array = array.as_primitive::<Decimal128Type>();
            (0..array.len()).try_for_each(|row| {
                if array.is_null(row) {
                    list.append(py.None())
                } else {
                    list.append(class.call1((array.value_as_string(row),))?)
                }
            })
        }
        DataType::Dictionary(..) => {
            let array = array.as_dictionary::<Int32Type>();
            let words = array.values().as_string::<i32>();
            let words: Vec<_> = words.iter().map(|word| word.into_pyobject(py)).collect::<Result<_, _>>()?;
            array.keys_iter().try_for_each(|key| match key.and_then(|key| words.get(key)) {
                Some(word) => list.append(word),
                None => list.append(py.None()),
            })
        }
        kind => Err(PyTypeError::new_err(kind.to_string())),
    }
}
