//! Arrow columns of numbers, in the narrowest exact form that the library takes.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, DecimalType, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use cityvitals::Decimal;
use cityvitals::dataset::Bits;
use cityvitals::decimal::decimal_from_f64;

/// A column of numbers.
pub(crate) enum Numbers {
    /// Whole numbers of 64 bits and how many of their digits stand behind the point.
    Narrow {
        mantissas: Vec<i64>,
        scale: u32,
        known: Option<Bits>,
    },
    Decimals(Vec<Option<Decimal>>),
    /// Some number is no decimal of the library, which says so when it reads the text.
    Texts(Vec<Option<String>>),
}

impl Numbers {
    /// Reads a column; `None` where its type is no number.
    pub(crate) fn read(kind: &DataType, chunks: &[ArrayRef]) -> Option<Self> {
        Some(match kind {
            DataType::Int8 => whole::<Int8Type>(chunks),
            DataType::Int16 => whole::<Int16Type>(chunks),
            DataType::Int32 => whole::<Int32Type>(chunks),
            DataType::Int64 => whole::<Int64Type>(chunks),
            DataType::UInt8 => whole::<UInt8Type>(chunks),
            DataType::UInt16 => whole::<UInt16Type>(chunks),
            DataType::UInt32 => whole::<UInt32Type>(chunks),
            DataType::UInt64 => match narrow(0, chunks, |chunk| values::<UInt64Type, _>(chunk, |value| i64::try_from(value).ok())) {
                Some(numbers) => numbers,
                None => Self::Decimals(
                    chunks
                        .iter()
                        .flat_map(options::<UInt64Type>)
                        .map(|value| value.map(Decimal::from))
                        .collect(),
                ),
            },
            DataType::Float32 => floats(chunks, |chunk| {
                // The shortest text of the narrow float is what its reader sees.
                options::<Float32Type>(chunk)
                    .map(|value| value.map(|value| (value.to_string(), value.is_nan())))
                    .collect()
            }),
            DataType::Float64 => wide_floats(chunks),
            DataType::Decimal32(_, scale) => decimals::<Decimal32Type>(*scale, chunks, |value| Some(i64::from(value))),
            DataType::Decimal64(_, scale) => decimals::<Decimal64Type>(*scale, chunks, Some),
            DataType::Decimal128(_, scale) => decimals::<Decimal128Type>(*scale, chunks, |value| i64::try_from(value).ok()),
            DataType::Decimal256(_, scale) => {
                decimals::<Decimal256Type>(*scale, chunks, |value| value.to_i128().and_then(|value| i64::try_from(value).ok()))
            }
            _ => return None,
        })
    }
}

fn options<'a, T: ArrowPrimitiveType>(chunk: &'a ArrayRef) -> impl Iterator<Item = Option<T::Native>> + 'a {
    chunk.as_primitive::<T>().iter()
}

/// Values of a chunk as 64-bit numbers; slots without a value hold 0. `None` where one does not fit.
fn values<T: ArrowPrimitiveType, F: Fn(T::Native) -> Option<i64>>(chunk: &ArrayRef, convert: F) -> Option<Vec<i64>> {
    let array = chunk.as_primitive::<T>();
    if array.null_count() == 0 {
        return array.values().iter().map(|value| convert(*value)).collect();
    }
    array.iter().map(|value| value.map_or(Some(0), &convert)).collect()
}

fn narrow(scale: u32, chunks: &[ArrayRef], read: impl Fn(&ArrayRef) -> Option<Vec<i64>>) -> Option<Numbers> {
    let mut mantissas = Vec::with_capacity(chunks.iter().map(Array::len).sum());
    for chunk in chunks {
        mantissas.append(&mut read(chunk)?);
    }
    let known = if chunks.iter().all(|chunk| chunk.null_count() == 0) {
        None
    } else {
        Some(
            chunks
                .iter()
                .flat_map(|chunk| (0..chunk.len()).map(move |row| chunk.is_valid(row)))
                .collect(),
        )
    };
    Some(Numbers::Narrow { mantissas, scale, known })
}

fn whole<T: ArrowPrimitiveType>(chunks: &[ArrayRef]) -> Numbers
where
    i64: From<T::Native>,
{
    narrow(0, chunks, |chunk| values::<T, _>(chunk, |value| Some(i64::from(value)))).unwrap_or(Numbers::Texts(Vec::new()))
}

/// Decimals of any width. A negative scale, and what does not fit, is read from its text.
fn decimals<T: DecimalType>(scale: i8, chunks: &[ArrayRef], convert: impl Fn(T::Native) -> Option<i64>) -> Numbers {
    if let Ok(digits) = u32::try_from(scale)
        && digits <= Decimal::MAX_SCALE
        && let Some(numbers) = narrow(digits, chunks, |chunk| values::<T, _>(chunk, &convert))
    {
        return numbers;
    }
    let texts = chunks.iter().flat_map(decimal_texts::<T>);
    exact(texts.collect())
}

fn decimal_texts<T: DecimalType>(chunk: &ArrayRef) -> Vec<Option<String>> {
    let array = chunk.as_primitive::<T>();
    (0..array.len())
        .map(|row| array.is_valid(row).then(|| plain(&array.value_as_string(row))))
        .collect()
}

/// A decimal text without an exponent.
fn plain(text: &str) -> String {
    let Some((digits, exponent)) = text.split_once(['e', 'E']) else {
        return text.to_owned();
    };
    match exponent.parse::<usize>() {
        Ok(zeros) if !digits.contains('.') => format!("{digits}{}", "0".repeat(zeros)),
        _ => text.to_owned(),
    }
}

/// Texts as decimals where all of them are, and otherwise as they stand.
fn exact(texts: Vec<Option<String>>) -> Numbers {
    let parse = |text: &Option<String>| match text {
        None => Some(None),
        Some(text) => cityvitals::decimal::parse_decimal(text).ok().map(Some),
    };
    match texts.iter().map(parse).collect() {
        Some(decimals) => Numbers::Decimals(decimals),
        None => Numbers::Texts(texts),
    }
}

/// The shortest text of every number and whether it is NaN, which stands for what was not reported.
fn floats(chunks: &[ArrayRef], read: impl Fn(&ArrayRef) -> Vec<Option<(String, bool)>>) -> Numbers {
    let cells = chunks.iter().flat_map(read);
    exact(cells.map(|cell| cell.filter(|(_, is_nan)| !is_nan).map(|(text, _)| text)).collect())
}

fn wide_floats(chunks: &[ArrayRef]) -> Numbers {
    let cells = || {
        chunks
            .iter()
            .flat_map(options::<Float64Type>)
            .map(|value| value.filter(|value| !value.is_nan()))
    };
    let read = |value: Option<f64>| value.map_or(Some(None), |value| decimal_from_f64(value).ok().map(Some));
    match cells().map(read).collect() {
        Some(decimals) => Numbers::Decimals(decimals),
        None => Numbers::Texts(cells().map(|value| value.map(|value| value.to_string())).collect()),
    }
}

/// The numbers of one array as texts; `None` where its type is no number.
pub(crate) fn number_texts(kind: &DataType, array: &ArrayRef) -> Option<Vec<Option<String>>> {
    Some(match Numbers::read(kind, std::slice::from_ref(array))? {
        Numbers::Narrow { mantissas, scale, known } => mantissas
            .into_iter()
            .enumerate()
            .map(|(row, mantissa)| {
                let is_known = known.as_ref().is_none_or(|known| known.get(row));
                is_known.then(|| Decimal::new(mantissa, scale).to_string())
            })
            .collect(),
        Numbers::Decimals(decimals) => decimals
            .into_iter()
            .map(|decimal| decimal.map(|decimal| decimal.to_string()))
            .collect(),
        Numbers::Texts(texts) => texts,
    })
}
