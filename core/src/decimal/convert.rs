//! The one rounding: from the exact fraction to a decimal.

use super::big::{self, BigRatio};
use super::fraction::Form;
use super::quotient::{digits as digit_count, exponent_of, power_of_ten, product, scaled_quotient};
use super::{ArithmeticError, Decimal, Fraction, Rounding};

/// Significant digits that a quotient keeps where a formula goes on computing with it.
const WORKING_DIGITS: i32 = 28;
/// More places than any number within the limits needs when written out.
const MOST_PLACES: u32 = 8400;
/// Digits after the point for which a decimal has room beside a whole number of 64 bits.
const SPARE_DIGITS: u8 = 9;

impl Fraction {
    /// The value rounded to `digits` after the point, once, from the exact fraction. Negative digits round before the point.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::TooLarge`] when the result needs more than 8192 bits; never for `digits` between −2400 and 2400 unless the value is
    /// itself near the limit.
    ///
    /// ```
    /// use cityvitals::decimal::{Fraction, Rounding};
    ///
    /// let value = Fraction::scaled(12_500, 1)?;
    /// assert_eq!(value.round(-2, Rounding::HalfEven)?.to_string(), "1200");
    /// assert_eq!(value.round(-2, Rounding::HalfUp)?.to_string(), "1300");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn round(&self, digits: i32, rounding: Rounding) -> Result<Self, ArithmeticError> {
        if digits >= 0 && self.is_short_decimal(digits.unsigned_abs()) {
            return Ok(self.clone());
        }
        if let Some(mantissa) = self.small_mantissa(digits, rounding) {
            if digits >= 0 {
                return Self::scaled(mantissa, digits.unsigned_abs());
            }
            if let Some(value) = power_of_ten(digits.unsigned_abs()).and_then(|power| product(mantissa.unsigned_abs(), power))
                && let Ok(value) = i128::try_from(value)
            {
                return Ok(Self::small(if mantissa < 0 { value.saturating_neg() } else { value }, 1));
            }
        }
        self.round_big(digits, rounding)
    }

    /// Whether the denominator already is a power of ten of at most so many digits.
    fn is_short_decimal(&self, digits: u32) -> bool {
        let Form::Small { denominator, .. } = &self.0 else {
            return false;
        };
        *denominator == 1 || exponent_of(denominator.unsigned_abs()).is_some_and(|exponent| exponent <= digits)
    }

    #[cold]
    fn round_big(&self, digits: i32, rounding: Rounding) -> Result<Self, ArithmeticError> {
        let places = digits.unsigned_abs();
        if places > MOST_PLACES {
            // So far before the point nothing is left; so far after it an exact decimal has ended.
            return match (digits < 0, self.to_big().decimal_places()) {
                (true, _) => Ok(Self::zero()),
                (false, Some(_)) => Ok(self.clone()),
                (false, None) => Err(ArithmeticError::TooLarge),
            };
        }
        let mantissa = self.to_big().rounded(digits, rounding);
        let power = big::power_of_ten(places);
        let ratio = if digits < 0 {
            BigRatio::new(mantissa * power, 1.into())
        } else {
            BigRatio::new(mantissa, power)
        };
        ratio.map(Self::from_big)
    }

    /// The value times 10^`digits`, rounded to an integer, where 128 bits suffice.
    #[inline]
    fn small_mantissa(&self, digits: i32, rounding: Rounding) -> Option<i128> {
        let Form::Small { numerator, denominator } = &self.0 else {
            return None;
        };
        let (magnitude, mut divisor) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        let (quotient, remainder) = if digits < 0 {
            divisor = product(divisor, power_of_ten(digits.unsigned_abs())?)?;
            scaled_quotient(magnitude, divisor, 0)?
        } else {
            scaled_quotient(magnitude, divisor, digits.unsigned_abs())?
        };
        let up = rounding.goes_up(remainder.cmp(&divisor.checked_sub(remainder)?), quotient & 1 == 1);
        let mantissa = i128::try_from(quotient.checked_add(u128::from(up))?).ok()?;
        Some(if *numerator < 0 { mantissa.saturating_neg() } else { mantissa })
    }

    /// The value times 10^`digits`, rounded to an integer: a cell of a column of decimals.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::TooLarge`] when it does not fit into 127 bits.
    ///
    /// ```
    /// use cityvitals::decimal::{Fraction, Rounding};
    ///
    /// assert_eq!(Fraction::ratio(2, 3)?.to_scaled(4, Rounding::HalfEven)?, 6667);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_scaled(&self, digits: u32, rounding: Rounding) -> Result<i128, ArithmeticError> {
        let places = i32::try_from(digits).map_err(|_| ArithmeticError::TooLarge)?;
        if let Some(mantissa) = self.small_mantissa(places, rounding) {
            return Ok(mantissa);
        }
        if self.is_zero() {
            return Ok(0);
        }
        if digits > MOST_PLACES {
            return Err(ArithmeticError::TooLarge);
        }
        i128::try_from(self.to_big().rounded(places, rounding)).map_err(|_| ArithmeticError::TooLarge)
    }

    /// The value rounded to a decimal with exactly `digits` after the point.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::TooLarge`] when the result needs more than 96 bits or `digits` is above 28.
    ///
    /// ```
    /// use cityvitals::decimal::{Fraction, Rounding};
    ///
    /// // 100 × 100000000.00 / 2000000000000.01 is 0.004999999999999975…: rounding twice would show 0.01.
    /// let share = Fraction::from_integer(100 * 100_000_000).divide(&Fraction::scaled(200_000_000_000_001, 2)?)?;
    /// assert_eq!(share.to_decimal(2, Rounding::HalfUp)?.to_string(), "0.00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_decimal(&self, digits: u8, rounding: Rounding) -> Result<Decimal, ArithmeticError> {
        let digits = u32::from(digits);
        if digits > Decimal::MAX_SCALE {
            return Err(ArithmeticError::TooLarge);
        }
        Decimal::try_from_i128_with_scale(self.to_scaled(digits, rounding)?, digits).map_err(|_| ArithmeticError::TooLarge)
    }

    /// Whether [`to_decimal`](Self::to_decimal) gives a number.
    pub(crate) fn has_decimal(&self, digits: u8, rounding: Rounding) -> bool {
        let is_short = matches!(self.0, Form::Small { numerator, .. } if i64::try_from(numerator).is_ok());
        (is_short && digits <= SPARE_DIGITS) || self.to_decimal(digits, rounding).is_ok()
    }

    /// The value as a decimal with as few digits after the point as it needs, if it fits into one exactly.
    ///
    /// ```
    /// use cityvitals::decimal::Fraction;
    ///
    /// assert_eq!(Fraction::ratio(1, 8)?.to_exact_decimal().map(|decimal| decimal.to_string()), Some("0.125".to_owned()));
    /// assert_eq!(Fraction::ratio(1, 3)?.to_exact_decimal(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_exact_decimal(&self) -> Option<Decimal> {
        let (numerator, denominator) = self.to_parts()?;
        let twos = denominator.trailing_zeros();
        let mut rest = denominator >> twos;
        let mut fives = 0_u32;
        while rest > 1 {
            if rest.checked_rem(5)? != 0 {
                return None;
            }
            rest = rest.checked_div(5)?;
            fives = fives.checked_add(1)?;
        }
        let scale = twos.max(fives);
        let factor = i128::try_from(power_of_ten(scale)?).ok()?.checked_div(denominator)?;
        Decimal::try_from_i128_with_scale(numerator.checked_mul(factor)?, scale).ok()
    }

    /// The value at the working precision: unchanged when it is a decimal of at most 28 significant digits, otherwise rounded half-even to
    /// 28 significant digits. Sums of quotients are taken over such values, so that they do not depend on the machine or the language.
    ///
    /// ```
    /// use cityvitals::decimal::Fraction;
    ///
    /// assert_eq!(Fraction::ratio(2, 3)?.to_working_precision().to_string(), "0.6666666666666666666666666667");
    /// assert_eq!(Fraction::ratio(1, 4)?.to_working_precision().to_string(), "0.25");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_working_precision(&self) -> Self {
        if self.is_zero() {
            return Self::zero();
        }
        if let Form::Small { numerator, denominator } = &self.0 {
            let (numerator, denominator) = (numerator.unsigned_abs(), denominator.unsigned_abs());
            if digit_count(numerator) <= WORKING_DIGITS.unsigned_abs() && exponent_of(denominator).is_some() {
                return self.clone();
            }
            if let Some(exponent) = leading_exponent(numerator, denominator) {
                let digits = WORKING_DIGITS.saturating_sub(1).saturating_sub(exponent);
                if self.small_mantissa(digits, Rounding::HalfEven).is_some()
                    && let Ok(rounded) = self.round(digits, Rounding::HalfEven)
                {
                    return rounded;
                }
            }
        }
        let big = self.to_big();
        let digits = WORKING_DIGITS.saturating_sub(1).saturating_sub(big.leading_exponent());
        let mantissa = big.rounded(digits, Rounding::HalfEven);
        let power = big::power_of_ten(digits.unsigned_abs());
        // At most a few bits longer than the value itself, so the limit does not apply.
        let ratio = if digits < 0 {
            BigRatio::unlimited(mantissa * power, 1.into())
        } else {
            BigRatio::unlimited(mantissa, power)
        };
        ratio.map_or_else(|_| self.clone(), Self::from_big)
    }
}

/// The exponent of the leading decimal digit of a quotient that is not zero, where 128 bits suffice to tell.
fn leading_exponent(numerator: u128, denominator: u128) -> Option<i32> {
    let guess = i32::try_from(digit_count(numerator))
        .ok()?
        .checked_sub(i32::try_from(digit_count(denominator)).ok()?)?;
    let power = power_of_ten(guess.unsigned_abs())?;
    let reaches = if guess < 0 {
        product(numerator, power)? >= denominator
    } else {
        numerator >= product(denominator, power)?
    };
    Some(if reaches { guess } else { guess.checked_sub(1)? })
}
