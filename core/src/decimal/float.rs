//! The only place where binary floating point comes in and goes out.

use super::text::parse_decimal;
use super::{Decimal, DecimalError};

/// The decimal that a reader sees when the `f64` is printed: its shortest text that reads back as the same `f64`.
///
/// # Errors
///
/// [`DecimalError::NotFinite`] for NaN and infinities; [`DecimalError::TooLarge`] and [`DecimalError::TooPrecise`] when the text does not fit
/// into a decimal.
///
/// ```
/// use cityvitals::decimal::decimal_from_f64;
///
/// assert_eq!(decimal_from_f64(0.1)?.to_string(), "0.1");
/// assert_eq!(decimal_from_f64(0.1 + 0.2)?.to_string(), "0.30000000000000004");
/// assert!(decimal_from_f64(f64::NAN).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decimal_from_f64(value: f64) -> Result<Decimal, DecimalError> {
    if !value.is_finite() {
        return Err(DecimalError::NotFinite);
    }
    parse_decimal(&value.to_string())
}

/// The `f64` nearest to the decimal, ties to even: correctly rounded for every decimal, as parsing its text would be.
///
/// ```
/// use cityvitals::decimal::{decimal_to_f64, parse_decimal};
///
/// let third = parse_decimal("0.3333333333333333333333333333")?;
/// assert_eq!(decimal_to_f64(third), 1.0 / 3.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[allow(clippy::float_arithmetic, reason = "the one conversion to a binary float, and correctly rounded")]
pub fn decimal_to_f64(value: Decimal) -> f64 {
    // An integer up to 2^53 and a power of ten up to 10^22 are exact in binary, so that one division rounds correctly.
    const EXACT: [f64; 23] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];
    let mantissa = value.mantissa().unsigned_abs();
    if mantissa <= 1 << 53
        && let (Ok(high), Ok(low)) = (u32::try_from(mantissa >> 32), u32::try_from(mantissa & 0xFFFF_FFFF))
        && let Some(power) = usize::try_from(value.scale()).ok().and_then(|scale| EXACT.get(scale))
    {
        let magnitude = (f64::from(high) * 4_294_967_296.0 + f64::from(low)) / power;
        return if value.is_sign_negative() && mantissa != 0 {
            -magnitude
        } else {
            magnitude
        };
    }
    // The text of a decimal always parses; the standard library rounds it correctly.
    value.to_string().parse().unwrap_or(f64::NAN)
}
