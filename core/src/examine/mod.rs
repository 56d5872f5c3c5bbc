//! Examination (体检): every indicator for every area, with status, verdicts and traces.
//!
//! A formula has one meaning and two readings. The columnar reading does whole tables and fills the [`Report`]; the scalar reading does
//! one area and keeps every step, for [`IndicatorResult::trace`]. They agree to the last digit.
//!
//! # From which level a figure is read
//!
//! - An item: what the area hands in itself, or else the sum of its parts. In a census (buildings, compounds) an area without rows has not
//!   reported, and every area above counts it as missing; where no area of its table holds rows, none of them is waited for. In a register, and
//!   in a table that is declared [complete](crate::dataset::DatasetBuilder::complete), it has none.
//! - `sum(compound: …)`: the compounds of the area, where all of them have a value; else the areas of the lowest level above that all hand in
//!   figures of their own, up to the area itself, which the trace says; else what is known, with the status `partial`. Where what is added is
//!   no figure that areas hand in (with `where`, with `if`, a number, or a figure of another level), the rows alone are read.
//! - `coalesce(a, b)`: the first value of which nothing is missing; else the first of which something is known.
//! - `previous(a)`: the nearest earlier period that was handed in, which the trace names. A yearly increase is held against the year before only.
//!
//! A blank column says as much as an absent one, and taking a value away never makes a result look more complete.

mod aggregate;
mod calculator;
mod cell;
mod columnar;
mod document;
mod evaluate;
mod examination;
mod flags;
mod focus;
mod frame;
mod holding;
mod judge;
mod options;
mod reconcile;
mod report;
mod results;
mod rollup;
mod scalar;
mod session;
mod status;
mod step;
mod tally;
mod trace;
mod value_column;
mod verdict;

pub use calculator::Calculator;
pub use document::{Provenance, ReplayError, ReportDocument, ResultDocument};
pub use examination::Examination;
pub use flags::FlagColumn;
pub(crate) use judge::Judge;
pub use options::Options;
pub use reconcile::Imbalance;
pub(crate) use report::ResultColumn;
pub use report::{IndicatorResult, Report, ResultPlace};
pub use session::{Changes, Session};
pub use status::{Completeness, Status};
pub use step::{RowNote, Step, StepKind};
pub use trace::{Trace, TraceVerdict};
pub use value_column::ValueColumn;
pub use verdict::{Comparison, UndeterminedReason, Verdict, VerdictOutcome};
