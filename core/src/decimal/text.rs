//! Decimal text in and out, and the written form of a fraction.

use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::big::{self, BigRatio};
use super::{ArithmeticError, Decimal, DecimalError, Fraction, Rounding};

/// Longest text of a fraction that is read: a numerator of 8192 bits written out over a denominator of 8192 bits fits.
const LONGEST: usize = 16_384;
/// So many digits always fit into 64 bits.
const SHORT: usize = 18;

/// Reads plain decimal text: an optional sign, digits, and an optional point with digits after it. Zeros at the end are kept, as they tell
/// the precision (`1.50`), except those that would not fit.
///
/// # Errors
///
/// [`DecimalError::Malformed`] for anything else, exponents, grouping and blanks included; [`DecimalError::TooLarge`] beyond 96 bits before
/// the point; [`DecimalError::TooPrecise`] when digits after the point would be lost.
///
/// ```
/// use cityvitals::decimal::{DecimalError, parse_decimal};
///
/// assert_eq!(parse_decimal("-1.50")?.to_string(), "-1.50");
/// assert_eq!(parse_decimal("1,250"), Err(DecimalError::Malformed));
/// assert_eq!(parse_decimal("1e3"), Err(DecimalError::Malformed));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn parse_decimal(text: &str) -> Result<Decimal, DecimalError> {
    let parts = Parts::read(text).ok_or(DecimalError::Malformed)?;
    if parts.whole.len().saturating_add(parts.fraction.len()) <= SHORT {
        let digits = parts.whole.bytes().chain(parts.fraction.bytes());
        let mantissa = digits.fold(0_i64, |value, digit| {
            value.saturating_mul(10).saturating_add(i64::from(digit.saturating_sub(b'0')))
        });
        let scale = u32::try_from(parts.fraction.len()).map_err(|_| DecimalError::TooPrecise)?;
        let signed = if parts.negative { mantissa.saturating_neg() } else { mantissa };
        return Decimal::try_new(signed, scale).map_err(|_| DecimalError::TooLarge);
    }
    let mut mantissa = 0_i128;
    for digit in parts.whole.bytes() {
        mantissa = push_digit(mantissa, digit).ok_or(DecimalError::TooLarge)?;
    }
    let kept = parts.fraction.trim_end_matches('0').len();
    let mut scale = 0_u32;
    for (index, digit) in parts.fraction.bytes().enumerate() {
        match push_digit(mantissa, digit) {
            Some(longer) if scale < Decimal::MAX_SCALE => mantissa = longer,
            _ if index < kept => return Err(DecimalError::TooPrecise),
            // Only zeros are left.
            _ => break,
        }
        scale = scale.saturating_add(1);
    }
    let signed = if parts.negative { mantissa.saturating_neg() } else { mantissa };
    Decimal::try_from_i128_with_scale(signed, scale).map_err(|_| DecimalError::TooLarge)
}

/// Appends an ASCII digit, within 96 bits.
#[inline]
fn push_digit(mantissa: i128, digit: u8) -> Option<i128> {
    let digit = digit.checked_sub(b'0')?;
    mantissa
        .checked_mul(10)?
        .checked_add(i128::from(digit))
        .filter(|value| *value < 1 << 96)
}

/// The pieces of decimal text; the two runs hold ASCII digits only.
struct Parts<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Parts<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let negative = text.starts_with('-');
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        let is_number = |run: &str| run.bytes().all(|byte| byte.is_ascii_digit());
        let is_valid = is_number(whole) && is_number(fraction) && !(whole.is_empty() && fraction.is_empty());
        is_valid.then_some(Self { negative, whole, fraction })
    }
}

/// Writes the value in full when it is a finite decimal (`0.125`), and as `n/d` in lowest terms when it is not (`1/3`). Reads back exactly.
impl fmt::Display for Fraction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(decimal) = self.to_exact_decimal() {
            return fmt::Display::fmt(&decimal, formatter);
        }
        let big = self.to_big();
        let Some(places) = big.decimal_places() else {
            return formatter.pad(&format!("{}/{}", big.numerator, big.denominator));
        };
        let digits = i32::try_from(places).unwrap_or(i32::MAX);
        let mantissa = big.rounded(digits, Rounding::HalfEven).magnitude().to_string();
        let width = usize::try_from(places).unwrap_or(usize::MAX);
        let padded = format!("{mantissa:0>least$}", least = width.saturating_add(1));
        let (whole, fraction) = padded.split_at(padded.len().saturating_sub(width));
        let point = if width == 0 { "" } else { "." };
        formatter.pad_integral(!self.is_negative(), "", &format!("{whole}{point}{fraction}"))
    }
}

impl fmt::Debug for Fraction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Fraction({self})")
    }
}

impl FromStr for Fraction {
    type Err = DecimalError;

    /// Reads decimal text of any length, or two whole numbers with `/` between them.
    ///
    /// # Errors
    ///
    /// [`DecimalError::Malformed`], also for a zero denominator; [`DecimalError::TooLarge`] beyond 8192 bits.
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        if text.len() > LONGEST {
            return Err(DecimalError::TooLarge);
        }
        if let Some((numerator, denominator)) = text.split_once('/') {
            let (numerator, denominator) = (read_integer(numerator)?, read_integer(denominator)?);
            return BigRatio::new(numerator, denominator)
                .map(Self::from_big)
                .map_err(|error| match error {
                    ArithmeticError::TooLarge => DecimalError::TooLarge,
                    ArithmeticError::DivisionByZero => DecimalError::Malformed,
                });
        }
        if let Ok(decimal) = parse_decimal(text) {
            return Ok(Self::from(decimal));
        }
        let parts = Parts::read(text).ok_or(DecimalError::Malformed)?;
        let places = u32::try_from(parts.fraction.len()).map_err(|_| DecimalError::TooLarge)?;
        let magnitude: BigInt = format!("{}{}", parts.whole, parts.fraction)
            .parse()
            .map_err(|_| DecimalError::Malformed)?;
        let numerator = if parts.negative { -magnitude } else { magnitude };
        BigRatio::new(numerator, big::power_of_ten(places))
            .map(Self::from_big)
            .map_err(|_| DecimalError::TooLarge)
    }
}

fn read_integer(text: &str) -> Result<BigInt, DecimalError> {
    let parts = Parts::read(text)
        .filter(|parts| parts.fraction.is_empty())
        .ok_or(DecimalError::Malformed)?;
    let magnitude: BigInt = parts.whole.parse().map_err(|_| DecimalError::Malformed)?;
    Ok(if parts.negative { -magnitude } else { magnitude })
}

impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

struct FractionVisitor;

impl Visitor<'_> for FractionVisitor {
    type Value = Fraction;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an exact number in quotes, such as \"0.2\" or \"2000/3\"")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Fraction, E> {
        value
            .parse()
            .map_err(|_| E::invalid_value(serde::de::Unexpected::Str(value), &self))
    }
}

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(FractionVisitor)
    }
}
