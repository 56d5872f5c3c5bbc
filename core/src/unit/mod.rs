//! Units: exact, closed, and counted things keep their label.
//!
//! A unit text such as `万m³/(h·km²)` or `space/household` is read against a closed table; an unknown word is an error that names the nearest
//! one, never a guess. Percent is a unit, so no formula multiplies by 100. Every conversion is an exact fraction.
//!
//! ```
//! use cityvitals::unit::Units;
//!
//! let units = Units::builtin();
//! let density = units.parse("公里/平方公里")?;
//! assert_eq!(density.to_string(), "km/km2");
//! assert_eq!(density.display_zh(), "km/km²");
//! let small = units.parse("m2/person")?;
//! let large = units.parse("平方米/万人")?;
//! assert_eq!(small.conversion_to(&large)?.to_string(), "10000");
//! assert!(units.parse("栋")?.conversion_to(&units.parse("人")?).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod composite;
mod dimension;
mod display;
mod error;
mod fold;
mod lexer;
mod parser;
mod registry;
mod table;

pub use composite::Unit;
pub use dimension::{Base, Dimension};
pub use error::{UnitError, UnitProblem};
pub use registry::Units;

#[cfg(test)]
#[path = "property_tests.rs"]
mod property_tests;
#[cfg(test)]
#[path = "reference_tests.rs"]
mod reference_tests;
#[cfg(test)]
#[path = "unit_tests.rs"]
mod unit_tests;
