//! The module behind the npm package `cityvitals`: it converts arguments, maps errors and holds no rule.
//!
//! Objects cross as JSON and numbers within them as text, so that no digit is lost; columns of large tables cross as typed arrays. What is written
//! here as a comment of a public item is the documentation that an editor shows to a user of TypeScript.

#![allow(clippy::needless_pass_by_value, reason = "an optional text cannot be borrowed from JavaScript")]
#![allow(clippy::return_self_not_must_use, reason = "the attribute says nothing to JavaScript")]

mod catalogue;
mod cell;
mod dataset;
mod error;
mod examination;
mod file;
mod grades;
mod plain;
mod preparation;
mod problems;
mod report;
mod result;
mod session;
mod table;
mod types;

pub use catalogue::{Catalogue, builtin_ids, catalogue, from_sources};
pub use dataset::Dataset;
pub use examination::Examination;
pub use grades::{Grades, overall_grade};
pub use problems::Problems;
pub use report::Report;
pub use result::IndicatorResult;
pub use session::Session;
pub use table::Table;
