//! What is said of headers and cells that cannot be read.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::order;
use crate::unit::Unit;

use super::cell::CellError;
use super::header::HeaderError;
use super::limits::MAXIMUM_PROBLEMS;
use super::schema::{ColumnKind, Schema};

/// Problems up to the limit; those beyond are counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Diagnostic>,
    /// How many were left out, and the worst of them.
    left_out: Option<(usize, Severity)>,
}

impl Findings {
    pub(crate) fn add(&mut self, problem: Diagnostic) {
        if self.list.len() < MAXIMUM_PROBLEMS {
            self.list.push(problem);
        } else {
            self.leave_out(1, problem.severity());
        }
    }

    /// Counts problems that were not even made.
    pub(crate) fn leave_out(&mut self, count: usize, severity: Severity) {
        let (before, worst) = self.left_out.unwrap_or((0, severity));
        self.left_out = Some((before.saturating_add(count), worst.max(severity)));
    }

    pub(crate) fn append(&mut self, other: Self) {
        for problem in other.list {
            self.add(problem);
        }
        if let Some((count, severity)) = other.left_out {
            self.leave_out(count, severity);
        }
    }

    pub(crate) fn has_errors(&self) -> bool {
        let is_error = |severity| severity == Severity::Error;
        self.left_out.is_some_and(|(_, worst)| is_error(worst)) || self.list.iter().any(|problem| is_error(problem.severity()))
    }

    /// How many there are, with those left out.
    pub(crate) fn count(&self) -> usize {
        self.list.len() + self.left_out.map_or(0, |(count, _)| count)
    }

    /// All of them, and how many are not among them.
    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        let mut list = self.list;
        if let Some((count, severity)) = self.left_out {
            let more = Diagnostic::new(Code::DatasetMoreProblems).with("count", count);
            list.push(more.severity_of(severity));
        }
        list
    }

    /// Orders them by row, those of no row first.
    pub(crate) fn sort_by_row(&mut self) {
        order::sort_by_key(&mut self.list, |problem| {
            problem.table_place().and_then(|place| place.row).unwrap_or_default()
        });
    }
}

/// Letters of a cell that a message repeats.
const SHOWN_LETTERS: usize = 60;

/// The beginning of a cell, without line ends.
pub(crate) fn shown(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN_LETTERS)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if text.chars().nth(SHOWN_LETTERS).is_some() {
        shown.push('…');
    }
    shown
}

/// A unit as it was written.
pub(crate) fn shown_unit(unit: &Unit) -> String {
    unit.text().map_or_else(|| unit.to_string(), str::to_owned)
}

/// The problem of a header; a near name is sought only where asked for, since that walks over all names.
pub(crate) fn header_problem(error: &HeaderError, level: &str, schema: &dyn Schema, hint: bool) -> Diagnostic {
    match error {
        HeaderError::Blank => Diagnostic::new(Code::DatasetBlankHeader),
        HeaderError::Unknown { name } => {
            let names = if hint { schema.column_names() } else { Vec::new() };
            let close = nearest(name, names.iter().map(|candidate| super::fold_name(candidate)));
            // Shown as the catalogue writes it.
            let written = close
                .as_ref()
                .and_then(|close| names.iter().find(|candidate| super::fold_name(candidate) == *close));
            Diagnostic::new(Code::DatasetUnknownColumn)
                .with("name", shown(name))
                .suggest(written.copied())
        }
        HeaderError::UnknownUnit { unit, nearest } => Diagnostic::new(Code::DatasetUnknownUnit)
            .with("unit", shown(unit))
            .suggest(nearest.as_deref()),
        HeaderError::Unit { id, left, right } => Diagnostic::new(Code::DatasetHeaderUnit)
            .with("left", left)
            .with("right", right)
            .with("item", id),
        HeaderError::NoUnit { id, unit } => Diagnostic::new(Code::DatasetNoUnit).with("item", id).with("unit", shown(unit)),
        HeaderError::Level { id, level: lowest } => Diagnostic::new(Code::DatasetColumnLevel)
            .with("item", id)
            .with("expected", lowest)
            .with("found", level),
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
        CellError::UnknownUnit { unit, nearest } => Diagnostic::new(Code::DatasetUnknownUnit)
            .with("unit", shown(unit))
            .suggest(nearest.as_deref()),
        CellError::UnitNotExact { left, right } => Diagnostic::new(Code::DatasetCellUnit).with("left", left).with("right", right),
        CellError::ScaledTwice { unit } => of(Code::DatasetScaledTwice).with("unit", unit),
        CellError::TooManyDigits => of(Code::DatasetNumberTooLarge),
        CellError::SpanTooWide => of(Code::DatasetSpanTooWide).with("item", item),
        CellError::UnknownPart { label, nearest } => Diagnostic::new(Code::DatasetUnknownPart)
            .with("label", shown(label))
            .with("item", item)
            .suggest(nearest.as_deref()),
        CellError::NotAFlag => of(Code::DatasetBadFlag),
        CellError::UnknownClass { nearest: close } => {
            let problem = of(Code::DatasetBadClass).with("item", item);
            let Some(ColumnKind::Class { values }) = kind else { return problem };
            // The folded spelling is shown as the catalogue writes it.
            let spellings = values.iter().flat_map(|value| {
                [&value.id.value, &value.name.zh, &value.name.en]
                    .into_iter()
                    .chain(&value.spellings)
            });
            let written = close
                .as_ref()
                .and_then(|close| spellings.into_iter().find(|spelling| super::fold_name(spelling) == *close));
            problem.suggest(written.map(String::as_str))
        }
        CellError::BadPeriod => of(Code::DatasetBadPeriod),
        CellError::Full => Diagnostic::new(Code::DatasetTextsTooLarge),
    }
}
