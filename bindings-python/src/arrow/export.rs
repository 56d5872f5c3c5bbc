//! Columns of results as Arrow arrays, and record batches as a PyCapsule.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Decimal128Builder, Int64Builder, LargeStringBuilder, StringDictionaryBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, Decimal128Array, DictionaryArray, Int32Array, LargeStringArray, RecordBatch, RecordBatchIterator, StringArray,
};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, Field, Schema, SchemaRef};
use cityvitals::Decimal;
use cityvitals::dataset::Texts;
use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

/// Digits of an Arrow decimal of 128 bits.
const PRECISION: u8 = 38;

/// Named columns of equal length.
#[derive(Default)]
pub(crate) struct Columns {
    fields: Vec<Field>,
    arrays: Vec<ArrayRef>,
}

impl Columns {
    fn add(&mut self, name: &str, array: ArrayRef) {
        self.fields.push(Field::new(name, array.data_type().clone(), true));
        self.arrays.push(array);
    }

    /// Texts that mostly differ, such as ids.
    pub(crate) fn texts<T: AsRef<str>>(&mut self, name: &str, texts: impl IntoIterator<Item = Option<T>>) {
        let mut builder = LargeStringBuilder::new();
        texts.into_iter().for_each(|text| builder.append_option(text));
        self.add(name, Arc::new(builder.finish()));
    }

    /// A list of texts as it stands.
    pub(crate) fn list(&mut self, name: &str, texts: &Texts) -> PyResult<()> {
        let (bytes, ends) = texts.as_parts();
        let offsets: Vec<i64> = std::iter::once(0).chain(ends.iter().copied().map(i64::from)).collect();
        let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
        let array = LargeStringArray::try_new(offsets, Buffer::from(bytes.as_bytes()), None).map_err(too_large)?;
        self.add(name, Arc::new(array));
        Ok(())
    }

    /// Values of an enumeration: the word of each is looked up once, and every row has its number.
    pub(crate) fn enumeration<T: PartialEq + Copy>(
        &mut self,
        name: &str,
        values: &[T],
        word: impl Fn(&T) -> Option<String>,
    ) -> PyResult<()> {
        let mut known: Vec<(T, Option<i32>)> = Vec::new();
        let mut words: Vec<String> = Vec::new();
        let mut keys: Vec<Option<i32>> = Vec::with_capacity(values.len());
        for value in values {
            if let Some((_, key)) = known.iter().find(|(other, _)| other == value) {
                keys.push(*key);
                continue;
            }
            let key = word(value).map(|word| {
                words.push(word);
                i32::try_from(words.len().saturating_sub(1))
            });
            let key = key.transpose().map_err(too_large)?;
            known.push((*value, key));
            keys.push(key);
        }
        let array = DictionaryArray::<Int32Type>::try_new(Int32Array::from(keys), Arc::new(StringArray::from(words))).map_err(too_large)?;
        self.add(name, Arc::new(array));
        Ok(())
    }

    /// Texts that repeat, such as names of levels: a dictionary and a number for each row.
    pub(crate) fn words<T: AsRef<str>>(&mut self, name: &str, words: impl IntoIterator<Item = Option<T>>) {
        let mut builder = StringDictionaryBuilder::<Int32Type>::new();
        words.into_iter().for_each(|word| builder.append_option(word));
        self.add(name, Arc::new(builder.finish()));
    }

    pub(crate) fn counts(&mut self, name: &str, counts: impl IntoIterator<Item = Option<u64>>) -> PyResult<()> {
        let mut builder = Int64Builder::new();
        for count in counts {
            builder.append_option(count.map(i64::try_from).transpose().map_err(too_large)?);
        }
        self.add(name, Arc::new(builder.finish()));
        Ok(())
    }

    pub(crate) fn flags(&mut self, name: &str, flags: impl IntoIterator<Item = Option<bool>>) {
        let mut builder = BooleanBuilder::new();
        flags.into_iter().for_each(|flag| builder.append_option(flag));
        self.add(name, Arc::new(builder.finish()));
    }

    /// Exact decimals with the greatest number of digits after the point that one of them has, or more.
    pub(crate) fn decimals(&mut self, name: &str, decimals: &[Option<Decimal>], least: u32) -> PyResult<()> {
        let scale = decimals.iter().flatten().map(Decimal::scale).max().unwrap_or_default().max(least);
        let mut builder = Decimal128Builder::with_capacity(decimals.len());
        for decimal in decimals {
            builder.append_option(decimal.as_ref().map(|decimal| mantissa(*decimal, scale)).transpose()?);
        }
        let digits = i8::try_from(scale).map_err(too_large)?;
        let array = builder.finish().with_precision_and_scale(PRECISION, digits).map_err(too_large)?;
        self.add(name, Arc::new(array));
        Ok(())
    }

    /// Exact decimals of one scale, without their point.
    pub(crate) fn mantissas(&mut self, name: &str, mantissas: &[i64], known: &[bool], scale: u8) -> PyResult<()> {
        let values: Vec<i128> = mantissas.iter().copied().map(i128::from).collect();
        let nulls = known.contains(&false).then(|| NullBuffer::from(known));
        let digits = i8::try_from(scale).map_err(too_large)?;
        let array = Decimal128Array::try_new(ScalarBuffer::from(values), nulls).map_err(too_large)?;
        let array = array.with_precision_and_scale(PRECISION, digits).map_err(too_large)?;
        self.add(name, Arc::new(array));
        Ok(())
    }

    /// The columns as one batch.
    pub(crate) fn finish(self) -> PyResult<(SchemaRef, Vec<RecordBatch>)> {
        let schema = Arc::new(Schema::new(self.fields));
        let batch = RecordBatch::try_new(Arc::clone(&schema), self.arrays).map_err(too_large)?;
        Ok((schema, vec![batch]))
    }
}

fn too_large(error: impl std::fmt::Display) -> PyErr {
    PyOverflowError::new_err(error.to_string())
}

/// The digits of a decimal without its point, at a scale that is not smaller than its own.
fn mantissa(decimal: Decimal, scale: u32) -> PyResult<i128> {
    let power = 10_i128.checked_pow(scale.saturating_sub(decimal.scale()));
    let mantissa = power.and_then(|power| decimal.mantissa().checked_mul(power));
    let fits = |mantissa: &i128| mantissa.unsigned_abs() < 10_u128.pow(u32::from(PRECISION));
    mantissa.filter(fits).ok_or_else(|| {
        PyOverflowError::new_err(format!(
            "{decimal} with {scale} digits after the point has more than {PRECISION} digits"
        ))
    })
}

/// Record batches as the capsule that `__arrow_c_stream__` gives away.
pub(crate) fn stream<'py>(py: Python<'py>, schema: &SchemaRef, batches: &[RecordBatch]) -> PyResult<Bound<'py, PyCapsule>> {
    let batches: Vec<Result<RecordBatch, ArrowError>> = batches.iter().cloned().map(Ok).collect();
    let reader = RecordBatchIterator::new(batches, Arc::clone(schema));
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
}
