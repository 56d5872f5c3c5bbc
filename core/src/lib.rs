//! Exact, explained indicators of China's city physical examination (城市体检).

pub mod catalogue;
pub mod dataset;
pub mod decimal;
pub mod diagnostic;
pub mod examine;
pub mod formula;
mod nearest;
pub mod unit;

pub use catalogue::{Catalogue, Date};
pub use dataset::{Dataset, DatasetBuilder};
pub use decimal::{ArithmeticError, Decimal, DecimalError, Fraction, Rounding};
pub use diagnostic::{Code, Diagnostic, Diagnostics, Language};
pub use examine::{IndicatorResult, Options, Report, ReportDocument, Status};
pub use unit::{Base, Dimension, Unit, UnitError, Units};
