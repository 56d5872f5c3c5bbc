//! Fractions that outgrow 128 bits.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{One, Pow, Signed, Zero};

use super::{ArithmeticError, Rounding};

/// Most bits of a numerator or a denominator.
const LIMIT: u64 = 8192;

/// A fraction in lowest terms with a positive denominator.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct BigRatio {
    pub(super) numerator: BigInt,
    pub(super) denominator: BigInt,
}

impl BigRatio {
    pub(super) fn new(numerator: BigInt, denominator: BigInt) -> Result<Self, ArithmeticError> {
        let ratio = Self::unlimited(numerator, denominator)?;
        if ratio.numerator.bits() > LIMIT || ratio.denominator.bits() > LIMIT {
            return Err(ArithmeticError::TooLarge);
        }
        Ok(ratio)
    }

    /// Like `new`, for a result that is bounded by its operand.
    pub(super) fn unlimited(numerator: BigInt, denominator: BigInt) -> Result<Self, ArithmeticError> {
        if denominator.is_zero() {
            return Err(ArithmeticError::DivisionByZero);
        }
        let divisor = numerator.gcd(&denominator);
        let (mut numerator, mut denominator) = (numerator / &divisor, denominator / &divisor);
        if denominator.is_negative() {
            numerator = -numerator;
            denominator = -denominator;
        }
        Ok(Self { numerator, denominator })
    }

    pub(super) fn add(&self, other: &Self) -> Result<Self, ArithmeticError> {
        Self::new(
            &self.numerator * &other.denominator + &other.numerator * &self.denominator,
            &self.denominator * &other.denominator,
        )
    }

    pub(super) fn multiply(&self, other: &Self) -> Result<Self, ArithmeticError> {
        Self::new(&self.numerator * &other.numerator, &self.denominator * &other.denominator)
    }

    pub(super) fn divide(&self, other: &Self) -> Result<Self, ArithmeticError> {
        Self::new(&self.numerator * &other.denominator, &self.denominator * &other.numerator)
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }

    /// The value times 10^`digits`, rounded to an integer.
    pub(super) fn rounded(&self, digits: i32, rounding: Rounding) -> BigInt {
        let power = power_of_ten(digits.unsigned_abs());
        let (numerator, denominator) = if digits < 0 {
            (self.numerator.abs(), &self.denominator * power)
        } else {
            (self.numerator.abs() * power, self.denominator.clone())
        };
        let (mut quotient, remainder) = numerator.div_rem(&denominator);
        if rounding.goes_up((remainder * 2_u32).cmp(&denominator), quotient.is_odd()) {
            quotient += 1_u32;
        }
        if self.numerator.is_negative() { -quotient } else { quotient }
    }

    /// The digits after the point that the value needs when written out, or `None` for an endless decimal.
    pub(super) fn decimal_places(&self) -> Option<u32> {
        let mut rest = self.denominator.magnitude().clone();
        let twos = rest.trailing_zeros().unwrap_or(0);
        rest >>= twos;
        // Fives are taken out in ever smaller powers, so that a long denominator needs few divisions.
        let mut fives = 0_u64;
        for exponent in (0..12).rev().map(|bit| 1_u64 << bit) {
            let power = BigUint::from(5_u32).pow(exponent);
            let (quotient, remainder) = rest.div_rem(&power);
            if remainder.is_zero() {
                rest = quotient;
                fives = fives.saturating_add(exponent);
            }
        }
        rest.is_one().then(|| u32::try_from(twos.max(fives)).ok()).flatten()
    }

    /// The exponent of the leading decimal digit: 10^e ≤ |value| < 10^(e+1). The value is not zero.
    pub(super) fn leading_exponent(&self) -> i32 {
        let length = |value: &BigInt| i32::try_from(value.magnitude().to_string().len()).unwrap_or(i32::MAX);
        let guess = length(&self.numerator).saturating_sub(length(&self.denominator));
        let power = power_of_ten(guess.unsigned_abs());
        let numerator = self.numerator.abs();
        let reaches = if guess < 0 {
            numerator * power >= self.denominator
        } else {
            numerator >= &self.denominator * power
        };
        if reaches { guess } else { guess.saturating_sub(1) }
    }
}

/// 10^`exponent`.
pub(super) fn power_of_ten(exponent: u32) -> BigInt {
    BigInt::from(Pow::pow(BigUint::from(10_u32), exponent))
}
