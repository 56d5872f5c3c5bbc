//! What is said of headers and cells that cannot be read.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::unit::Unit;

use super::cell::CellError;
use super::header::HeaderError;
use super::schema::{ColumnKind, Schema};

/// Letters of a cell that a message repeats.
const SHOWN_LETTERS: usize = 60;

/// The beginning of a cell, without line ends.
pub(crate) fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN_LETTERS).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if text.chars().nth(SHOWN_LETTERS).is_some() {
        shown.push('…');
    }
    shown
}

/// A unit as it was written.
pub(crate) fn shown_unit(unit: &Unit) -> String {
    unit.text().map_or_else(|| unit.to_string(), str::to_owned)
}

/// The problem of a header.
pub(crate) fn header_problem(error: &HeaderError, level: &str, schema: &dyn Schema) -> Diagnostic {
    match error {
        HeaderError::Blank => Diagnostic::new(Code::DatasetBlankHeader),
        HeaderError::Unknown { name } => {
            let names = schema.column_names();
            let close = nearest(name, names.iter().map(|candidate| super::fold_name(candidate)));
            // Shown as the catalogue writes it.
            let written = close.as_ref().and_then(|close| names.iter().find(|candidate| super::fold_name(candidate) == *close));
            Diagnostic::new(Code::DatasetUnknownColumn).with("name", shown(name)).suggest(written.copied())
        }
        HeaderError::UnknownUnit { unit, nearest } => {
            Diagnostic::new(Code::DatasetUnknownUnit).with("unit", shown(unit)).suggest(nearest.as_deref())
        }
        HeaderError::Unit { id, left, right } => {
            Diagnostic::new(Code::DatasetHeaderUnit).with("left", left).with("right", right).with("item", id)
        }
        HeaderError::NoUnit { id, unit } => Diagnostic::new(Code::DatasetNoUnit).with("item", id).with("unit", shown(unit)),
        HeaderError::Level { id, level: lowest } => {
            Diagnostic::new(Code::DatasetColumnLevel).with("item", id).with("expected", lowest).with("found", level)
        }
        HeaderError::Order { parent } => Diagnostic::new(Code::DatasetLevelOrder).with("parent", parent).with("child", level),
    }
}

/// The problem of a cell.
pub(crate) fn cell_problem(error: &CellError, text: &str, item: &str, kind: Option<ColumnKind<'_>>) -> Diagnostic {
    let of = |code: Code| Diagnostic::new(code).with("value", shown(text));
    match error {
        CellError::TooLong => Diagnostic::new(Code::DatasetCellTooLong).with("limit", super::limits::MAXIMUM_CELL_BYTES),
        CellError::NotANumber => of(Code::DatasetBadNumber),
        CellError::Grouping => of(Code::DatasetGrouping),
        CellError::Exponent => of(Code::DatasetExponent),
        CellError::Inexact => of(Code::DatasetInexactNumber),
        CellError::SeveralNumbers => of(Code::DatasetAmbiguousNumber),
        CellError::Remark => of(Code::DatasetRemark),
        CellError::Spreadsheet => of(Code::DatasetSpreadsheetError),
        CellError::NoneOrZero => of(Code::DatasetNoneOrZero),
        CellError::UnknownUnit { unit, nearest } => {
            Diagnostic::new(Code::DatasetUnknownUnit).with("unit", shown(unit)).suggest(nearest.as_deref())
        }
        CellError::UnitNotExact { left, right } => Diagnostic::new(Code::DatasetCellUnit).with("left", left).with("right", right),
        CellError::ScaledTwice { unit } => of(Code::DatasetScaledTwice).with("unit", unit),
        CellError::TooManyDigits => of(Code::DatasetNumberTooLarge),
        CellError::SpanTooWide => of(Code::DatasetSpanTooWide).with("item", item),
        CellError::UnknownPart { label, nearest } => {
            Diagnostic::new(Code::DatasetUnknownPart).with("label", shown(label)).with("item", item).suggest(nearest.as_deref())
        }
        CellError::NotAFlag => of(Code::DatasetBadFlag),
        CellError::UnknownClass { nearest: close } => {
            let problem = of(Code::DatasetBadClass).with("item", item);
            let Some(ColumnKind::Class { values }) = kind else { return problem };
            // The folded spelling is shown as the catalogue writes it.
            let spellings = values.iter().flat_map(|value| [&value.id.value, &value.name.zh, &value.name.en].into_iter().chain(&value.spellings));
            let written = close.as_ref().and_then(|close| spellings.into_iter().find(|spelling| super::fold_name(spelling) == *close));
            problem.suggest(written.map(String::as_str))
        }
        CellError::BadPeriod => of(Code::DatasetBadPeriod),
        CellError::Full => Diagnostic::new(Code::DatasetTextsTooLarge),
    }
}
