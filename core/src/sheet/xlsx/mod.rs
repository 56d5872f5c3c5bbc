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

pub(crate) use package::{Package, quoted};
pub(crate) use style::{Align, Fill, Format, Size, Style, StyleId};
pub(crate) use validation::{Rule, Validation};
pub use workbook::{XlsxError, XlsxFont, XlsxOptions, write_xlsx};
pub(crate) use worksheet::{Content, Layout, MAXIMUM_COLUMNS, MAXIMUM_ROWS, Worksheet};
pub(crate) use xml::{cell_name, column_name};
