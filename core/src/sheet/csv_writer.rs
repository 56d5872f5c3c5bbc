//! Sheets as CSV: one header line and one line a row, in UTF-8.
//!
//! The writer of the `csv` crate can tell numbers from other fields, and brings all that reads floats into the module for the web; its reader, which
//! does not, holds what is written here to the format in a test.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Cell, Sheet};
use crate::sheet::formula::begins_formula;

/// What is gathered before it is handed to the writer.
const BUFFER_BYTES: usize = 1 << 16;

/// How a CSV file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CsvOptions {
    /// Whether a byte-order mark comes first. Excel needs it to know that a file is UTF-8; other readers do not.
    pub byte_order_mark: bool,
}

impl Sheet<'_> {
    /// Writes headings and rows as CSV, row by row; title and notes are left out, so that the file is one plain table.
    ///
    /// Lines end with a line feed, numbers keep their digits. A text that a spreadsheet would take for a formula – its first letter after blanks is one
    /// of `= + - @`, their full-width forms, tab, carriage return or line feed – gets an apostrophe before it; numbers never do. A row that is
    /// shorter than the headings is filled up with blanks.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::sheet::{Cell, CsvOptions, Sheet, SheetColumn};
    ///
    /// let columns = vec![SheetColumn::new("社区", 12), SheetColumn::new("缺口（个）", 8)];
    /// let rows = vec![vec![Cell::text("=cmd|'/c calc'!A1"), Cell::count(10)], vec![Cell::text("果园路社区"), Cell::Blank]];
    /// let sheet = Sheet::of_rows("gaps", "缺口", columns, rows);
    /// let mut file = Vec::new();
    /// sheet.write_csv(&mut file, CsvOptions { byte_order_mark: true })?;
    /// assert_eq!(String::from_utf8(file)?, "\u{FEFF}社区,缺口（个）\n'=cmd|'/c calc'!A1,10\n果园路社区,\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_csv(&self, mut writer: impl Write, options: CsvOptions) -> io::Result<()> {
        self.write_lines(&mut writer, options)
    }

    fn write_lines(&self, writer: &mut dyn Write, options: CsvOptions) -> io::Result<()> {
        let mut lines = String::new();
        if options.byte_order_mark {
            lines.push('\u{FEFF}');
        }
        let headings = self.columns().iter().map(|column| Cell::text(column.heading.clone())).collect();
        for row in std::iter::once(headings).chain(self.rows()) {
            let start = lines.len();
            for place in 0..self.columns().len().max(row.len()) {
                if place > 0 {
                    lines.push(',');
                }
                match row.get(place) {
                    None | Some(Cell::Blank) => {}
                    Some(Cell::Text(text)) => push_text(text, &mut lines),
                    // Writing to a String does not fail.
                    Some(Cell::Number(number)) => write!(lines, "{number}").unwrap_or_default(),
                }
            }
            // An empty line is no record.
            lines.push_str(if lines.len() == start { "\"\"\n" } else { "\n" });
            if lines.len() >= BUFFER_BYTES {
                writer.write_all(lines.as_bytes())?;
                lines.clear();
            }
        }
        writer.write_all(lines.as_bytes())?;
        writer.flush()
    }

    /// The sheet as CSV text without a byte-order mark; see [`Sheet::write_csv`].
    pub fn to_csv(&self) -> String {
        let mut file = Vec::new();
        // Neither writing to a Vec fails, nor is any part of it not UTF-8.
        let _ = self.write_csv(&mut file, CsvOptions::default());
        String::from_utf8(file).unwrap_or_default()
    }
}

/// Adds a text as a spreadsheet shows it without computing, in quotes where it would not be one field.
fn push_text(text: &str, line: &mut String) {
    let start = if begins_formula(text) { "'" } else { "" };
    if text.contains(['"', ',', '\r', '\n']) {
        line.extend(["\"", start, &text.replace('"', "\"\""), "\""]);
    } else {
        line.extend([start, text]);
    }
}
