//! What can go wrong with a number.

use thiserror::Error;

/// Why an exact computation has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum ArithmeticError {
    /// The divisor is zero.
    #[error("division by zero")]
    DivisionByZero,
    /// The result needs more than 8192 bits, or does not fit into the form asked for.
    #[error("the number is too large")]
    TooLarge,
}

/// Why a text or an `f64` is not a decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum DecimalError {
    /// Not plain decimal text such as `-12.50`: no grouping, no exponent, no blanks, ASCII digits.
    #[error("not a decimal number")]
    Malformed,
    /// More than 96 bits: the largest is 79228162514264337593543950335.
    #[error("the number is too large for a decimal")]
    TooLarge,
    /// More digits than a decimal keeps: at most 28 after the point and 96 bits in all.
    #[error("the number has more digits than a decimal keeps")]
    TooPrecise,
    /// NaN or an infinity.
    #[error("not a finite number")]
    NotFinite,
}
