//! Examination (体检): every indicator for every area, with status, verdicts and traces.
//!
//! A formula has one meaning and two readings. The columnar reading does whole tables and fills the [`Report`]; the scalar reading does
//! one area and keeps every step, for [`IndicatorResult::trace`]. They agree to the last digit.

mod cell;
mod columnar;
mod document;
mod evaluate;
mod flags;
mod frame;
mod judge;
mod options;
mod reconcile;
mod report;
mod results;
mod rollup;
mod scalar;
mod status;
mod step;
mod tally;
mod trace;
mod verdict;

pub use document::{Provenance, ReplayError, ReportDocument, ResultDocument};
pub use flags::FlagColumn;
pub(crate) use judge::Judge;
pub use options::Options;
pub use reconcile::Imbalance;
pub(crate) use report::ResultColumn;
pub use report::{IndicatorResult, Report};
pub use status::{Completeness, Status};
pub use step::{RowNote, Step, StepKind};
pub use trace::{Trace, TraceVerdict};
pub use verdict::{Comparison, UndeterminedReason, Verdict, VerdictOutcome};
