//! Sheets as CSV: one header line and one line a row, in UTF-8.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Cell, Sheet};
use crate::sheet::formula::begins_formula;

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
        if options.byte_order_mark {
            writer.write_all("\u{FEFF}".as_bytes())?;
        }
        let mut records = csv::WriterBuilder::new()
            .flexible(true)
            .buffer_capacity(1 << 16)
            .from_writer(writer);
        let mut buffer = String::new();
        for column in self.columns() {
            records.write_field(shown(&column.heading, &mut buffer))?;
        }
        records.write_record(None::<&[u8]>)?;
        for row in self.rows() {
            for cell in &row {
                let field = match cell {
                    Cell::Blank => "",
                    Cell::Text(text) => shown(text, &mut buffer),
                    Cell::Number(number) => {
                        buffer.clear();
                        // Writing to a String does not fail.
                        let _ = write!(buffer, "{number}");
                        &buffer
                    }
                };
                records.write_field(field)?;
            }
            for _ in row.len()..self.columns().len() {
                records.write_field("")?;
            }
            records.write_record(None::<&[u8]>)?;
        }
        records.flush()
    }

    /// The sheet as CSV text without a byte-order mark; see [`Sheet::write_csv`].
    pub fn to_csv(&self) -> String {
        let mut file = Vec::new();
        // Neither writing to a Vec fails, nor is any part of it not UTF-8.
        let _ = self.write_csv(&mut file, CsvOptions::default());
        String::from_utf8(file).unwrap_or_default()
    }
}

/// A text as a spreadsheet shows it without computing.
fn shown<'t>(text: &'t str, buffer: &'t mut String) -> &'t str {
    if !begins_formula(text) {
        return text;
    }
    buffer.clear();
    buffer.push('\'');
    buffer.push_str(text);
    buffer
}
