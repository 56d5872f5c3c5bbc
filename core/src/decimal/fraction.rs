//! The exact number in which everything is computed.

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::big::{self, BigRatio};
use super::quotient::{common_divisor, divide, power_of_ten, product, signed_product};
use super::{ArithmeticError, Decimal};

/// An exact rational number.
///
/// Numbers of up to 127 bits stay on a fast path without allocation; what is longer moves to big integers, up to 8192 bits, and comes back
/// when it is short again. Nothing overflows silently and nothing is rounded unless `round` or a conversion is asked for. Equality, order
/// and hash go by value.
///
/// ```
/// use cityvitals::decimal::Fraction;
///
/// let third = Fraction::ratio(1, 3)?;
/// let sum = third.add(&third)?.add(&third)?;
/// assert_eq!(sum, Fraction::one());
/// assert_eq!(Fraction::scaled(1, 1)?.add(&Fraction::scaled(2, 1)?)?.to_string(), "0.3");
/// assert_eq!(third.to_string(), "1/3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Fraction(pub(super) Form);

/// The two ways in which a fraction is held.
#[derive(Clone)]
pub(super) enum Form {
    /// |numerator| < 2^127 and 0 < denominator < 2^127. Not kept in lowest terms: most decimals share a denominator, and dividing out
    /// would cost more than everything else.
    Small { numerator: i128, denominator: i128 },
    /// In lowest terms, and one of the two does not fit into `Small`.
    Big(Box<BigRatio>),
}

impl Fraction {
    /// 0.
    pub const fn zero() -> Self {
        Self::small(0, 1)
    }

    /// 1.
    pub const fn one() -> Self {
        Self::small(1, 1)
    }

    /// The caller guarantees the ranges of `Form::Small`.
    #[inline]
    pub(super) const fn small(numerator: i128, denominator: i128) -> Self {
        Self(Form::Small { numerator, denominator })
    }

    /// A whole number.
    ///
    /// ```
    /// assert_eq!(cityvitals::decimal::Fraction::from_integer(-7).to_string(), "-7");
    /// ```
    pub fn from_integer(value: i128) -> Self {
        if value == i128::MIN {
            return Self(Form::Big(Box::new(BigRatio {
                numerator: value.into(),
                denominator: 1.into(),
            })));
        }
        Self::small(value, 1)
    }

    /// `numerator` / `denominator`.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::DivisionByZero`] when the denominator is zero.
    ///
    /// ```
    /// use cityvitals::decimal::Fraction;
    ///
    /// assert_eq!(Fraction::ratio(2000, -3)?.to_string(), "-2000/3");
    /// assert!(Fraction::ratio(1, 0).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ratio(numerator: i128, denominator: i128) -> Result<Self, ArithmeticError> {
        if denominator == 0 {
            return Err(ArithmeticError::DivisionByZero);
        }
        if numerator == i128::MIN || denominator == i128::MIN {
            return BigRatio::new(numerator.into(), denominator.into()).map(Self::from_big);
        }
        Ok(Self::signed(numerator, denominator))
    }

    /// A small fraction whose denominator may be negative, but not zero.
    #[inline]
    fn signed(numerator: i128, denominator: i128) -> Self {
        if denominator < 0 {
            return Self::small(numerator.saturating_neg(), denominator.saturating_neg());
        }
        Self::small(numerator, denominator)
    }

    /// `mantissa` · 10^−`scale`: a cell of a column of decimals.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::TooLarge`] when the result needs more than 8192 bits; never for a scale up to 2000.
    ///
    /// ```
    /// assert_eq!(cityvitals::decimal::Fraction::scaled(1250, 2)?.to_string(), "12.5");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn scaled(mantissa: i128, scale: u32) -> Result<Self, ArithmeticError> {
        if let Some(denominator) = power_of_ten(scale).and_then(|power| i128::try_from(power).ok())
            && mantissa != i128::MIN
        {
            return Ok(Self::small(mantissa, denominator));
        }
        Self::scaled_big(mantissa, scale)
    }

    #[cold]
    fn scaled_big(mantissa: i128, scale: u32) -> Result<Self, ArithmeticError> {
        if mantissa == 0 {
            return Ok(Self::zero());
        }
        // 127 bits can shorten the denominator by 10^38 at most.
        if scale > 2600 {
            return Err(ArithmeticError::TooLarge);
        }
        BigRatio::new(mantissa.into(), big::power_of_ten(scale)).map(Self::from_big)
    }

    /// The sum.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::TooLarge`] when the sum needs more than 8192 bits.
    #[inline]
    pub fn add(&self, other: &Self) -> Result<Self, ArithmeticError> {
        if let (
            Form::Small {
                numerator: left,
                denominator: below,
            },
            Form::Small {
                numerator: right,
                denominator: other_below,
            },
        ) = (&self.0, &other.0)
        {
            if below == other_below {
                if let Some(sum) = left.checked_add(*right).filter(|sum| *sum != i128::MIN) {
                    return Ok(Self::small(sum, *below));
                }
            } else if let Some(sum) = add_small(*left, *below, *right, *other_below) {
                return Ok(sum);
            }
        }
        self.through_big(other, BigRatio::add)
    }

    /// The difference.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::TooLarge`] when the difference needs more than 8192 bits.
    #[inline]
    pub fn subtract(&self, other: &Self) -> Result<Self, ArithmeticError> {
        self.add(&other.negate())
    }

    /// The product.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::TooLarge`] when the product needs more than 8192 bits.
    pub fn multiply(&self, other: &Self) -> Result<Self, ArithmeticError> {
        if let (
            Form::Small {
                numerator: left,
                denominator: below,
            },
            Form::Small {
                numerator: right,
                denominator: other_below,
            },
        ) = (&self.0, &other.0)
            && let (Some(numerator), Some(denominator)) = (signed_product(*left, *right), signed_product(*below, *other_below))
        {
            return Ok(Self::small(numerator, denominator));
        }
        self.through_big(other, BigRatio::multiply)
    }

    /// The quotient, still exact.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::DivisionByZero`]; [`ArithmeticError::TooLarge`] when the quotient needs more than 8192 bits.
    ///
    /// ```
    /// use cityvitals::decimal::{ArithmeticError, Fraction};
    ///
    /// let three = Fraction::from_integer(3);
    /// assert_eq!(Fraction::one().divide(&three)?.multiply(&three)?, Fraction::one());
    /// assert_eq!(three.divide(&Fraction::zero()), Err(ArithmeticError::DivisionByZero));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn divide(&self, other: &Self) -> Result<Self, ArithmeticError> {
        if other.is_zero() {
            return Err(ArithmeticError::DivisionByZero);
        }
        if let (
            Form::Small {
                numerator: left,
                denominator: below,
            },
            Form::Small {
                numerator: right,
                denominator: other_below,
            },
        ) = (&self.0, &other.0)
        {
            if below == other_below {
                return Ok(Self::signed(*left, *right));
            }
            if let (Some(numerator), Some(denominator)) = (signed_product(*left, *other_below), signed_product(*right, *below)) {
                return Ok(Self::signed(numerator, denominator));
            }
        }
        self.through_big(other, BigRatio::divide)
    }

    /// The value raised to a whole power; a negative one is a power of the reciprocal.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::DivisionByZero`] for zero with a negative exponent; [`ArithmeticError::TooLarge`].
    ///
    /// ```
    /// assert_eq!(cityvitals::decimal::Fraction::from_integer(10).power(-3)?.to_string(), "0.001");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn power(&self, exponent: i32) -> Result<Self, ArithmeticError> {
        let mut base = if exponent < 0 { Self::one().divide(self)? } else { self.clone() };
        let mut result = Self::one();
        let mut left = exponent.unsigned_abs();
        while left > 0 {
            if left & 1 == 1 {
                result = result.multiply(&base)?;
            }
            left >>= 1;
            if left > 0 {
                base = base.multiply(&base)?.reduced();
            }
        }
        Ok(result)
    }

    /// The value with the opposite sign.
    #[inline]
    #[must_use]
    pub fn negate(&self) -> Self {
        match &self.0 {
            // The smallest i128 is never held here, so nothing saturates.
            Form::Small { numerator, denominator } => Self::small(numerator.saturating_neg(), *denominator),
            // −2^127 turns into 2^127, which does not fit into the small form either.
            Form::Big(big) => Self(Form::Big(Box::new(BigRatio {
                numerator: -&big.numerator,
                denominator: big.denominator.clone(),
            }))),
        }
    }

    /// The magnitude.
    #[must_use]
    pub fn absolute(&self) -> Self {
        if self.is_negative() { self.negate() } else { self.clone() }
    }

    /// Whether the value is 0.
    #[inline]
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Form::Small { numerator, .. } => *numerator == 0,
            Form::Big(big) => big.numerator.is_zero(),
        }
    }

    /// Whether the value is less than 0.
    #[inline]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small { numerator, .. } => *numerator < 0,
            Form::Big(big) => big.numerator.is_negative(),
        }
    }

    /// Whether the value is a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Small { numerator, denominator } => numerator.checked_rem(*denominator) == Some(0),
            Form::Big(big) => big.denominator == BigInt::from(1),
        }
    }

    /// The number where it is a whole one of 128 bits.
    ///
    /// ```
    /// use cityvitals::decimal::Fraction;
    ///
    /// assert_eq!(Fraction::ratio(12, 4)?.to_integer(), Some(3));
    /// assert_eq!(Fraction::ratio(1, 4)?.to_integer(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn to_integer(&self) -> Option<i128> {
        match self.0 {
            Form::Small { numerator, denominator: 1 } => Some(numerator),
            Form::Small { numerator, denominator } => {
                let (quotient, rest) = divide(numerator.unsigned_abs(), denominator.unsigned_abs())?;
                let whole = i128::try_from(quotient).ok().filter(|_| rest == 0)?;
                Some(if numerator < 0 { whole.saturating_neg() } else { whole })
            }
            Form::Big(_) => None,
        }
    }

    /// Numerator and denominator in lowest terms, where both fit into 127 bits: what a kernel over columns multiplies and divides by.
    ///
    /// ```
    /// assert_eq!(cityvitals::decimal::Fraction::scaled(250, 2)?.to_parts(), Some((5, 2)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_parts(&self) -> Option<(i128, i128)> {
        match self.reduced().0 {
            Form::Small { numerator, denominator } => Some((numerator, denominator)),
            Form::Big(_) => None,
        }
    }

    /// The same value in lowest terms.
    pub(super) fn reduced(&self) -> Self {
        let Form::Small { numerator, denominator } = self.0 else {
            return self.clone();
        };
        let divisor = i128::try_from(common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs())).unwrap_or(1);
        if divisor == 1 {
            return self.clone();
        }
        Self::small(
            numerator.checked_div(divisor).unwrap_or(numerator),
            denominator.checked_div(divisor).unwrap_or(denominator),
        )
    }

    #[cold]
    #[inline(never)]
    fn through_big(
        &self,
        other: &Self,
        operation: fn(&BigRatio, &BigRatio) -> Result<BigRatio, ArithmeticError>,
    ) -> Result<Self, ArithmeticError> {
        operation(&self.to_big(), &other.to_big()).map(Self::from_big)
    }

    pub(super) fn to_big(&self) -> BigRatio {
        match &self.reduced().0 {
            Form::Small { numerator, denominator } => BigRatio {
                numerator: (*numerator).into(),
                denominator: (*denominator).into(),
            },
            Form::Big(big) => (**big).clone(),
        }
    }

    /// Takes the small form where it fits, so that each value has one form.
    pub(super) fn from_big(big: BigRatio) -> Self {
        match (i128::try_from(&big.numerator), i128::try_from(&big.denominator)) {
            (Ok(numerator), Ok(denominator)) if numerator != i128::MIN => Self::small(numerator, denominator),
            _ => Self(Form::Big(Box::new(big))),
        }
    }
}

/// The sum of two small fractions with different denominators, or `None` where 127 bits do not suffice.
fn add_small(left: i128, left_below: i128, right: i128, right_below: i128) -> Option<Fraction> {
    if left == 0 {
        return Some(Fraction::small(right, right_below));
    }
    if right == 0 {
        return Some(Fraction::small(left, left_below));
    }
    let (top, below, other_top, other_below) = if left_below > right_below {
        (left, left_below, right, right_below)
    } else {
        (right, right_below, left, left_below)
    };
    let (factor, rest) = divide(below.unsigned_abs(), other_below.unsigned_abs())?;
    if rest == 0 {
        // Two decimals always end here: the longer power of ten is a multiple of the shorter.
        let sum = signed_product(other_top, i128::try_from(factor).ok()?)?.checked_add(top)?;
        return (sum != i128::MIN).then(|| Fraction::small(sum, below));
    }
    let common = common_divisor(below.unsigned_abs(), other_below.unsigned_abs());
    let (own_factor, _) = divide(other_below.unsigned_abs(), common)?;
    let (other_factor, _) = divide(below.unsigned_abs(), common)?;
    let denominator = i128::try_from(product(below.unsigned_abs(), own_factor)?).ok()?;
    let first = signed_product(top, i128::try_from(own_factor).ok()?)?;
    let second = signed_product(other_top, i128::try_from(other_factor).ok()?)?;
    let sum = first.checked_add(second).filter(|sum| *sum != i128::MIN)?;
    Some(Fraction::small(sum, denominator).reduced())
}

impl Default for Fraction {
    fn default() -> Self {
        Self::zero()
    }
}

impl From<i64> for Fraction {
    fn from(value: i64) -> Self {
        Self::small(value.into(), 1)
    }
}

impl From<Decimal> for Fraction {
    #[inline]
    fn from(value: Decimal) -> Self {
        // A decimal has 96 bits and at most 28 digits after the point, so its denominator is always in the table.
        let denominator = power_of_ten(value.scale())
            .and_then(|power| i128::try_from(power).ok())
            .unwrap_or(1);
        Self::small(value.mantissa(), denominator)
    }
}
