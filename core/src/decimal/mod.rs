//! Exact numbers: fractions that never lose a digit, the two ways of rounding, and the doors to text and `f64`.
//!
//! A figure comes in as a [`Decimal`], is kept as a [`Fraction`] while it is computed and compared, and is rounded once, when it is shown.
//!
//! ```
//! use cityvitals::decimal::{Fraction, Rounding, parse_decimal};
//!
//! let hazard = Fraction::from(parse_decimal("1")?);
//! let checked = Fraction::from(parse_decimal("8")?);
//! let percent = hazard.divide(&checked)?.multiply(&Fraction::from_integer(100))?;
//! assert_eq!(percent.to_decimal(1, Rounding::HalfEven)?.to_string(), "12.5");
//! assert_eq!(percent.to_decimal(0, Rounding::HalfEven)?.to_string(), "12");
//! assert_eq!(percent.to_decimal(0, Rounding::HalfUp)?.to_string(), "13");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod big;
mod compare;
mod convert;
mod error;
mod float;
mod fraction;
mod quotient;
mod rounding;
mod text;

pub use error::{ArithmeticError, DecimalError};
pub use float::{decimal_from_f64, decimal_to_f64};
pub use fraction::Fraction;
pub use rounding::Rounding;
pub use rust_decimal::Decimal;
pub use text::parse_decimal;

#[cfg(test)]
#[path = "fraction_tests.rs"]
mod fraction_tests;
#[cfg(test)]
#[path = "reference_tests.rs"]
mod reference_tests;
