//! Sheets as an XLSX workbook.
//!
//! The parts of the workbook are written here rather than by a crate that keeps every cell: rows go straight into the packed file, numbers with
//! the digits they are shown with, and neither a clock nor a temporary file is asked for, so that it works in a browser too.

mod names;
mod package;
mod style;
mod validation;
mod workbook;
mod worksheet;
mod xml;

pub use workbook::{XlsxError, XlsxFont, XlsxOptions, write_xlsx};
