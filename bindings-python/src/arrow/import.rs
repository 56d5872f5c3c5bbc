//! Arrow columns to the columns of a dataset's table.

#![allow(unsafe_code, reason = "the C data interface of Arrow is made of pointers")]

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::types::{
    ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchReader, StructArray, make_array};
use arrow_schema::{DataType, Schema, SchemaRef};
use cityvitals::dataset::TableInput;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use super::numbers::{Numbers, number_texts};

/// The record batches of a table, and their columns.
pub(crate) struct Batches {
    pub(crate) schema: SchemaRef,
    pub(crate) batches: Vec<RecordBatch>,
}

/// Takes the pointer of a capsule, moving the structure out so that its producer does not release it.
fn take<T>(capsule: &Bound<'_, PyCapsule>, name: &std::ffi::CStr, empty: T) -> PyResult<T> {
    let pointer = capsule.pointer_checked(Some(name))?.cast::<T>();
    // SAFETY: the name of the capsule says what the pointer points at, and the empty structure left behind is a released one.
    Ok(unsafe { pointer.replace(empty) })
}

/// Reads an object that offers itself as an Arrow stream or array; buffers are shared, not copied.
pub(crate) fn read_batches(object: &Bound<'_, PyAny>) -> PyResult<Batches> {
    let py = object.py();
    let wrong = |error: arrow_schema::ArrowError| PyValueError::new_err(error.to_string());
    if object.hasattr("__arrow_c_stream__")? {
        let capsule = object.call_method0("__arrow_c_stream__")?;
        let stream = take(capsule.cast::<PyCapsule>()?, c"arrow_array_stream", FFI_ArrowArrayStream::empty())?;
        let reader = RecordBatchStreamReader::try_new(stream).map_err(wrong)?;
        let schema = reader.schema();
        let batches = reader.map(|batch| {
            py.check_signals()?;
            batch.map_err(wrong)
        });
        return Ok(Batches {
            schema,
            batches: batches.collect::<PyResult<_>>()?,
        });
    }
    if object.hasattr("__arrow_c_array__")? {
        let capsules = object.call_method0("__arrow_c_array__")?.cast_into::<PyTuple>()?;
        let (schema, array) = (capsules.get_item(0)?, capsules.get_item(1)?);
        let schema = take(schema.cast::<PyCapsule>()?, c"arrow_schema", FFI_ArrowSchema::empty())?;
        let array = take(array.cast::<PyCapsule>()?, c"arrow_array", FFI_ArrowArray::empty())?;
        // SAFETY: both structures came from one call of the producer, which promises that they fit each other.
        let data = unsafe { from_ffi(array, &schema) }.map_err(wrong)?;
        let array = make_array(data);
        let Some(rows) = array.as_any().downcast_ref::<StructArray>() else {
            return Err(PyTypeError::new_err("expected a table or record batch, not a single column"));
        };
        let batch = RecordBatch::from(rows);
        return Ok(Batches {
            schema: batch.schema(),
            batches: vec![batch],
        });
    }
    let kind = object.get_type().name()?.to_string();
    Err(PyTypeError::new_err(format!("{kind} is no Arrow table")))
}

/// Adds the columns of an Arrow table to the table of a level.
pub(crate) fn read_columns(object: &Bound<'_, PyAny>, table: TableInput) -> PyResult<TableInput> {
    let Batches { schema, batches } = read_batches(object)?;
    Ok(object.py().detach(|| add_columns(table, &schema, &batches)))
}

fn add_columns(mut table: TableInput, schema: &Schema, batches: &[RecordBatch]) -> TableInput {
    for (place, field) in schema.fields().iter().enumerate() {
        let chunks: Vec<ArrayRef> = batches.iter().map(|batch| Arc::clone(batch.column(place))).collect();
        table = add_column(table, field.name(), field.data_type(), &chunks);
    }
    table
}

fn add_column(table: TableInput, header: &str, kind: &DataType, chunks: &[ArrayRef]) -> TableInput {
    let rows = chunks.iter().map(Array::len).sum();
    match kind {
        DataType::Null => table.text(header, std::iter::repeat_n(None::<&str>, rows)),
        DataType::Boolean => table.flag(header, chunks.iter().flat_map(|chunk| chunk.as_boolean().iter())),
        DataType::Utf8 => table.text(header, chunks.iter().flat_map(|chunk| chunk.as_string::<i32>().iter())),
        DataType::LargeUtf8 => table.text(header, chunks.iter().flat_map(|chunk| chunk.as_string::<i64>().iter())),
        DataType::Utf8View => table.text(header, chunks.iter().flat_map(|chunk| chunk.as_string_view().iter())),
        DataType::Dictionary(_, values) => match dictionary_texts(values, chunks) {
            Some(texts) => table.text(header, texts),
            None => table.unreadable(header, kind.to_string(), kind.to_string(), rows),
        },
        _ => match Numbers::read(kind, chunks) {
            Some(Numbers::Narrow { mantissas, scale, known }) => table.mantissas(header, "", mantissas, scale, known),
            Some(Numbers::Decimals(decimals)) => table.decimal(header, "", decimals),
            Some(Numbers::Texts(texts)) => table.text(header, texts),
            None => table.unreadable(header, kind.to_string(), kind.to_string(), rows),
        },
    }
}

/// The texts of a dictionary column; `None` for a dictionary of anything but texts and numbers.
fn dictionary_texts(values: &DataType, chunks: &[ArrayRef]) -> Option<Vec<Option<String>>> {
    let mut texts = Vec::new();
    for chunk in chunks {
        match chunk.data_type() {
            DataType::Dictionary(key, _) => match key.as_ref() {
                DataType::Int8 => expand::<Int8Type>(chunk, values, &mut texts),
                DataType::Int16 => expand::<Int16Type>(chunk, values, &mut texts),
                DataType::Int32 => expand::<Int32Type>(chunk, values, &mut texts),
                DataType::Int64 => expand::<Int64Type>(chunk, values, &mut texts),
                DataType::UInt8 => expand::<UInt8Type>(chunk, values, &mut texts),
                DataType::UInt16 => expand::<UInt16Type>(chunk, values, &mut texts),
                DataType::UInt32 => expand::<UInt32Type>(chunk, values, &mut texts),
                DataType::UInt64 => expand::<UInt64Type>(chunk, values, &mut texts),
                _ => None,
            }?,
            _ => return None,
        }
    }
    Some(texts)
}

fn expand<K: ArrowDictionaryKeyType>(chunk: &ArrayRef, values: &DataType, texts: &mut Vec<Option<String>>) -> Option<()> {
    let dictionary = chunk.as_dictionary::<K>();
    let words: Vec<Option<String>> = match values {
        DataType::Utf8 => dictionary.values().as_string::<i32>().iter().map(own).collect(),
        DataType::LargeUtf8 => dictionary.values().as_string::<i64>().iter().map(own).collect(),
        DataType::Utf8View => dictionary.values().as_string_view().iter().map(own).collect(),
        DataType::Boolean => dictionary
            .values()
            .as_boolean()
            .iter()
            .map(|flag| flag.map(|flag| flag.to_string()))
            .collect(),
        _ => number_texts(values, dictionary.values())?,
    };
    texts.extend(dictionary.keys_iter().map(|key| words.get(key?).cloned().flatten()));
    Some(())
}

fn own(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}
