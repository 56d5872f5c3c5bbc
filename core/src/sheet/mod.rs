//! Sheets (表): the tables of every list, ledger and form, before they take a file format.
//!
//! A [`Sheet`] has a title, columns and rows that are made one at a time, so that a ledger of a million rows is never held in memory. It is written
//! as CSV ([`Sheet::write_csv`]), Markdown ([`Sheet::to_markdown`]), HTML ([`Sheet::to_html`]) and, with the feature `xlsx`, together with others as a
//! workbook (`write_xlsx`).
//!
//! What stands in a cell may come from anyone who fills in a form. It is always text: a spreadsheet is not made to compute it, a browser not to
//! run it.

mod csv_writer;
mod formula;
mod html_writer;
mod markdown_writer;
mod merge;
#[cfg(feature = "xlsx")]
pub(crate) mod xlsx;

use std::borrow::Cow;
use std::fmt;

use crate::decimal::Decimal;

pub use csv_writer::CsvOptions;
#[cfg(feature = "xlsx")]
pub use xlsx::{XlsxError, XlsxFont, XlsxOptions, write_xlsx};

/// One cell of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing to say.
    Blank,
    /// Text as it is shown; whatever it starts with, it is never a formula.
    Text(Cow<'a, str>),
    /// A number with the digits that are shown.
    Number(Decimal),
}

impl<'a> Cell<'a> {
    /// A text cell, or a blank one for an empty text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// A whole number.
    pub fn count(count: usize) -> Self {
        u64::try_from(count).map_or(Self::Blank, |count| Self::Number(Decimal::from(count)))
    }
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => Ok(()),
            Self::Text(text) => formatter.write_str(text),
            Self::Number(number) => fmt::Display::fmt(number, formatter),
        }
    }
}

/// One column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumn {
    /// Heading, with the unit in brackets where the column has one.
    pub heading: String,
    /// Usual width in half-width characters; a hint for layouts.
    pub width: u16,
    /// Whether equal cells below each other may be shown as one.
    pub merges: bool,
}

impl SheetColumn {
    /// A column with a heading and a usual width in half-width characters.
    pub fn new(heading: impl Into<String>, width: u16) -> Self {
        Self {
            heading: heading.into(),
            width,
            merges: false,
        }
    }

    /// Lets equal cells below each other be shown as one.
    #[must_use]
    pub fn merged(mut self) -> Self {
        self.merges = true;
        self
    }
}

/// The rows of a sheet, made when they are asked for.
type Rows<'a> = Box<dyn Fn() -> Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a> + 'a>;

/// A table of a deliverable (表).
pub struct Sheet<'a> {
    name: String,
    title: String,
    notes: Vec<String>,
    columns: Vec<SheetColumn>,
    rows: Rows<'a>,
}

impl<'a> Sheet<'a> {
    /// A sheet whose rows are made by `rows` each time that they are asked for; `name` is a stable id for file names, such as `building-ledger`.
    pub fn new<I>(name: impl Into<String>, title: impl Into<String>, columns: Vec<SheetColumn>, rows: impl Fn() -> I + 'a) -> Self
    where
        I: Iterator<Item = Vec<Cell<'a>>> + 'a,
    {
        Self {
            name: name.into(),
            title: title.into(),
            notes: Vec::new(),
            columns,
            rows: Box::new(move || Box::new(rows())),
        }
    }

    /// A sheet of rows that are already there.
    pub fn of_rows(name: impl Into<String>, title: impl Into<String>, columns: Vec<SheetColumn>, rows: Vec<Vec<Cell<'a>>>) -> Self {
        Self::new(name, title, columns, move || rows.clone().into_iter())
    }

    /// Adds a line that stands below the table: what is this library's own, what is still to be verified.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Stable id, for file names.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Title in the language that the sheet was made in.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Lines that stand below the table.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Columns, left to right.
    pub fn columns(&self) -> &[SheetColumn] {
        &self.columns
    }

    /// Rows, top to bottom, each with as many cells as there are columns.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Cell<'a>>> + 'a {
        (self.rows)()
    }
}

impl fmt::Debug for Sheet<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Sheet")
            .field("name", &self.name)
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
