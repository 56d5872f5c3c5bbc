//! The cells of a workbook that somebody filled in. Nothing in it is trusted: not its size, not its places, not its values.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{DataRef, DataType, Reader, Xlsx};

use super::vetting::{Unreadable, vet};
use crate::decimal::{Decimal, decimal_from_f64};
use crate::sheet::xlsx::{MAXIMUM_COLUMNS, MAXIMUM_ROWS};

/// Largest workbook, packed, in bytes.
pub const MAXIMUM_FORM_BYTES: usize = 64 << 20;

/// Largest workbook, unpacked, in bytes.
pub const MAXIMUM_UNPACKED_BYTES: u64 = 512 << 20;

/// One worksheet.
#[derive(Debug)]
pub(super) struct SheetCells {
    pub(super) name: String,
    /// Rows and columns, counted from zero, with what is not blank.
    pub(super) rows: BTreeMap<u32, BTreeMap<usize, FilledCell>>,
    /// First and last row and column of each merged range.
    pub(super) merged: Vec<((u32, usize), (u32, usize))>,
}

/// What somebody filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FilledCell {
    /// A text, a number as text, or a truth value.
    Text(String),
    /// A number that a formula gave with more digits than a spreadsheet shows.
    LongResult(String),
    /// Why it has no value.
    Wrong(WrongCell),
}

/// Why a cell has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WrongCell {
    /// `#REF!` and its kind.
    Error(String),
    Date(String),
    FormulaWithoutValue,
    /// A number that no decimal holds.
    TooLarge(String),
}

impl FilledCell {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::LongResult(text) => text,
            Self::Wrong(_) => "",
        }
    }
}

impl From<calamine::XlsxError> for Unreadable {
    fn from(error: calamine::XlsxError) -> Self {
        Self::Other(error.to_string())
    }
}

/// Reads all worksheets.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<SheetCells>, Unreadable> {
    vet(bytes, MAXIMUM_UNPACKED_BYTES)?;
    let mut book: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes))?;
    let names = book.sheet_names();
    names.into_iter().map(|name| read_sheet(&mut book, name)).collect()
}

fn read_sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: String) -> Result<SheetCells, Unreadable> {
    let percentages = percentages(book, &name)?;
    let mut rows: BTreeMap<u32, BTreeMap<usize, FilledCell>> = BTreeMap::new();
    let merged = book.merge_cells_by_sheet_name(&name)?;
    let mut cells = book.worksheet_cells_reader(&name)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let (row, column) = cell.pos;
        let place = usize::try_from(column).unwrap_or(usize::MAX);
        if row >= MAXIMUM_ROWS || place >= MAXIMUM_COLUMNS {
            return Err(Unreadable::Other(
                "a cell lies beyond the last row or column of a worksheet".to_owned(),
            ));
        }
        let is_percentage = percentages.contains(&(row, column));
        if let Some(value) = value(&cell.value, cell.formula.is_some(), is_percentage) {
            rows.entry(row).or_default().insert(place, value);
        }
    }
    let place = |(row, column): (u32, u32)| (row, usize::try_from(column).unwrap_or(usize::MAX));
    let merged = merged.into_iter().map(|range| (place(range.start), place(range.end))).collect();
    Ok(SheetCells { name, rows, merged })
}

/// Cells that show their number as a percentage: 45% is kept as 0.45.
fn percentages(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<BTreeSet<(u32, u32)>, Unreadable> {
    let mut cells = book.worksheet_cells_reader(name)?;
    let shows_percent = |style: &calamine::Style| style.number_format.as_ref().is_some_and(|format| has_percent(&format.format_code));
    let styles: BTreeSet<usize> = (0..)
        .zip(cells.styles())
        .filter(|(_, style)| shows_percent(style))
        .map(|(index, _)| index)
        .collect();
    let mut found = BTreeSet::new();
    if styles.is_empty() {
        return Ok(found);
    }
    while let Some((row, column, style)) = cells.next_style_id()? {
        if styles.contains(&style) {
            found.insert((row, column));
        }
    }
    Ok(found)
}

/// Whether a number format multiplies by a hundred: `%` outside of quotes and escapes.
fn has_percent(format: &str) -> bool {
    let (mut is_quoted, mut is_escaped) = (false, false);
    format.chars().any(|letter| {
        if std::mem::take(&mut is_escaped) {
            return false;
        }
        match letter {
            '"' => is_quoted = !is_quoted,
            '\\' | '_' | '*' if !is_quoted => is_escaped = true,
            '%' => return !is_quoted,
            _ => {}
        }
        false
    })
}

fn value(value: &DataRef<'_>, is_formula: bool, is_percentage: bool) -> Option<FilledCell> {
    let text = |text: &str| {
        // Line ends cannot be told from those of the lines that cells are handed on in.
        let text = text.replace(['\r', '\n'], " ");
        (!text.trim().is_empty()).then_some(FilledCell::Text(text))
    };
    match value {
        DataRef::Empty => is_formula.then_some(FilledCell::Wrong(WrongCell::FormulaWithoutValue)),
        DataRef::String(string) => text(string),
        DataRef::SharedString(string) => text(string),
        DataRef::Bool(flag) => text(if *flag { "true" } else { "false" }),
        DataRef::Int(whole) => text(&whole.to_string()),
        DataRef::Float(number) => Some(number_of(*number, is_formula, is_percentage)),
        DataRef::Error(error) => Some(FilledCell::Wrong(WrongCell::Error(error.to_string()))),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => {
            Some(FilledCell::Wrong(WrongCell::Date(date_text(value))))
        }
    }
}

fn date_text(value: &DataRef<'_>) -> String {
    match value.get_datetime() {
        Some(date) if date.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                format!("{year}-{month:02}-{day:02}")
            } else {
                format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            }
        }
        Some(date) => date.as_f64().to_string(),
        None => {
            let text = value.get_datetime_iso().or_else(|| value.get_duration_iso());
            text.unwrap_or_default().to_owned()
        }
    }
}

/// Significant digits that a spreadsheet shows at most.
const SHOWN_DIGITS: usize = 15;

fn number_of(number: f64, is_formula: bool, is_percentage: bool) -> FilledCell {
    let Ok(decimal) = decimal_from_f64(number) else {
        return FilledCell::Wrong(WrongCell::TooLarge(number.to_string()));
    };
    if is_percentage {
        return match decimal.checked_mul(Decimal::ONE_HUNDRED) {
            Some(percent) => FilledCell::Text(format!("{}%", percent.normalize())),
            None => FilledCell::Wrong(WrongCell::TooLarge(number.to_string())),
        };
    }
    let digits = decimal.mantissa().unsigned_abs().to_string();
    let text = decimal.to_string();
    if is_formula && digits.trim_end_matches('0').len() > SHOWN_DIGITS {
        FilledCell::LongResult(text)
    } else {
        FilledCell::Text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_formats_are_known() {
        for format in ["0%", "0.00%", "[Red]0%;-0%", "0.0\" \"%"] {
            assert!(has_percent(format), "{format}");
        }
        for format in ["General", "0.00", "0\"%\"", "0\\%", "@", "0_%"] {
            assert!(!has_percent(format), "{format}");
        }
    }

    #[test]
    fn numbers_are_what_a_reader_sees() {
        let text = |text: &str| FilledCell::Text(text.to_owned());
        assert_eq!(number_of(0.1, false, false), text("0.1"));
        assert_eq!(number_of(45.0, true, false), text("45"));
        assert_eq!(number_of(0.456, false, true), text("45.6%"));
        assert_eq!(number_of(1.0, false, true), text("100%"));
        assert_eq!(
            number_of(0.1 + 0.2, true, false),
            FilledCell::LongResult("0.30000000000000004".to_owned())
        );
        assert!(matches!(number_of(1e300, false, false), FilledCell::Wrong(WrongCell::TooLarge(_))));
        assert!(matches!(
            number_of(f64::NAN, false, false),
            FilledCell::Wrong(WrongCell::TooLarge(_))
        ));
    }
}
