//! Filled forms: worksheets back to tables, as lines that the reader of datasets knows, each cell still known by its place.

use std::collections::BTreeMap;

use super::cells::{self, FilledCell, SheetCells, WrongCell};
pub use super::cells::{MAXIMUM_FORM_BYTES, MAXIMUM_UNPACKED_BYTES};
use super::field::FormField;
use super::marks::{Arrangement, KEY, Marks, NoMarks, VALUE};
use super::vetting::Unreadable;
use crate::catalogue::Catalogue;
use crate::dataset::MAXIMUM_PROBLEMS;
use crate::decimal::parse_decimal;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::sheet::xlsx::cell_name;

/// Row of the headings.
const HEADINGS: u32 = 4;
/// Most rows of a table with one row per item.
const MAXIMUM_ITEMS: u32 = 5_000;
/// Letters of a hash that a message shows.
const SHOWN_HASH: usize = 12;

/// Forms that came back, read as far as that is possible without a dataset.
///
/// Numbers are taken in the shortest decimal form of what the workbook keeps; a number shown as a percentage is that percentage. Error values, dates,
/// formulas without a result and merged cells are refused.
#[derive(Clone, Debug)]
pub struct FilledForms {
    pub(super) tables: Vec<FilledTable>,
    pub(super) problems: Vec<Diagnostic>,
}

/// One worksheet.
#[derive(Clone, Debug)]
pub(super) struct FilledTable {
    pub(super) file: String,
    pub(super) sheet: String,
    pub(super) level: String,
    arrangement: Arrangement,
    first_row: u32,
    /// Column of each key; where each row is an item, its row.
    places: BTreeMap<String, u32>,
    value_column: usize,
    /// CSV texts whose lines are the rows of the worksheet.
    pub(super) texts: Vec<String>,
}

impl FilledForms {
    /// Reads workbooks, as file name and bytes. What is wrong with them is told by [`FilledForms::problems`] and, together with everything else,
    /// by [`FilledForms::build`].
    pub fn read<'f>(catalogue: &Catalogue, files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> Self {
        let mut reading = Reading {
            catalogue,
            whole: FormField::all(catalogue)
                .into_iter()
                .filter(FormField::is_whole)
                .map(|field| field.id.to_owned())
                .collect(),
            forms: Self {
                tables: Vec::new(),
                problems: Vec::new(),
            },
            more: 0,
        };
        for (file, bytes) in files {
            reading.workbook(file, bytes);
        }
        reading.finish()
    }

    /// What is wrong with the workbooks themselves: families `form.` and `file.`.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }
}

struct Reading<'c> {
    catalogue: &'c Catalogue,
    /// Ids of the items that are counted in whole numbers.
    whole: Vec<String>,
    forms: FilledForms,
    /// Problems beyond the limit.
    more: usize,
}

impl Reading<'_> {
    fn problem(&mut self, problem: Diagnostic) {
        if self.forms.problems.len() < MAXIMUM_PROBLEMS {
            self.forms.problems.push(problem);
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    fn finish(mut self) -> FilledForms {
        if self.more > 0 {
            let more = Diagnostic::new(Code::DatasetMoreProblems).with("count", self.more);
            self.forms.problems.push(more.severity_of(Severity::Error));
        }
        self.forms
    }

    fn workbook(&mut self, file: &str, bytes: &[u8]) {
        let place = Place {
            file: file.to_owned(),
            ..Place::default()
        };
        if bytes.len() > MAXIMUM_FORM_BYTES {
            let problem = Diagnostic::new(Code::FileTooLarge).with("file", file).with("size", bytes.len());
            self.problem(problem.with("limit", MAXIMUM_FORM_BYTES).place(place));
            return;
        }
        let sheets = match cells::read(bytes) {
            Ok(sheets) => sheets,
            Err(Unreadable::TooLarge) => {
                let problem = Diagnostic::new(Code::FormUnpackedTooLarge).with("file", file);
                self.problem(problem.with("limit", MAXIMUM_UNPACKED_BYTES).place(place));
                return;
            }
            Err(Unreadable::Other(detail)) => {
                let problem = Diagnostic::new(Code::FormUnreadable).with("file", file);
                self.problem(problem.with("detail", detail).place(place));
                return;
            }
        };
        let mut is_form = false;
        for sheet in &sheets {
            is_form |= self.worksheet(file, sheet);
        }
        if !is_form {
            self.problem(Diagnostic::new(Code::FormNotAForm).with("file", file).place(place));
        }
    }

    /// Reads a worksheet; `false` for one that is no form, such as the instructions.
    fn worksheet(&mut self, file: &str, sheet: &SheetCells) -> bool {
        let cell = |row: u32, column: usize| {
            let cell = sheet.rows.get(&row).and_then(|row| row.get(&column));
            cell.map_or("", FilledCell::text).trim().to_owned()
        };
        let place = Place {
            file: file.to_owned(),
            column: Some(sheet.name.clone()),
            ..Place::default()
        };
        let marks = match Marks::read(|column| cell(0, column)) {
            Ok(marks) => marks,
            Err(NoMarks::Other) => return false,
            Err(NoMarks::Version(found)) => {
                let problem = Diagnostic::new(Code::FormVersion).with("found", found);
                self.problem(problem.with("expected", Marks::version()).place(place));
                return true;
            }
            Err(NoMarks::Damaged) => {
                self.problem(Diagnostic::new(Code::FormDamaged).place(place));
                return true;
            }
        };
        if marks.catalogue != self.catalogue.id() {
            let problem = Diagnostic::new(Code::FormOtherCatalogue).with("found", &marks.catalogue);
            self.problem(problem.with("expected", self.catalogue.id()).place(place));
            return true;
        }
        let hash = self.catalogue.content_hash();
        if marks.hash != hash {
            let short = |hash: &str| hash.chars().take(SHOWN_HASH).collect::<String>();
            let problem = Diagnostic::new(Code::FormOtherContent).with("found", short(&marks.hash));
            self.problem(problem.with("expected", short(hash)).place(place.clone()));
        }
        let keys: BTreeMap<usize, String> = sheet
            .rows
            .get(&1)
            .into_iter()
            .flatten()
            .map(|(column, cell)| (*column, cell.text().trim().to_owned()))
            .collect();
        let mut table = FilledTable {
            file: file.to_owned(),
            sheet: sheet.name.clone(),
            level: marks.level.clone(),
            arrangement: marks.arrangement,
            first_row: marks.first_row,
            places: BTreeMap::new(),
            value_column: 0,
            texts: Vec::new(),
        };
        match marks.arrangement {
            Arrangement::Areas => self.areas(&mut table, &marks, &keys, sheet),
            Arrangement::Items => {
                let column = |wanted: &str| keys.iter().find(|(_, key)| *key == wanted).map(|(column, _)| *column);
                let (Some(key), Some(value)) = (column(KEY), column(VALUE)) else {
                    self.problem(Diagnostic::new(Code::FormDamaged).place(place));
                    return true;
                };
                table.value_column = value;
                self.items(&mut table, &marks, key, sheet);
            }
        }
        self.forms.tables.push(table);
        true
    }

    /// One row per area.
    fn areas(&mut self, table: &mut FilledTable, marks: &Marks, keys: &BTreeMap<usize, String>, sheet: &SheetCells) {
        let keys: Vec<(usize, &str)> = keys.iter().map(|(column, key)| (*column, key.as_str())).collect();
        for (column, key) in &keys {
            table.places.insert((*key).to_owned(), u32::try_from(*column).unwrap_or(u32::MAX));
        }
        let columns: Vec<usize> = keys.iter().map(|(column, _)| *column).collect();
        self.merged(table, sheet, &columns);
        let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
        let mut outside = Outside::default();
        for (row, cells) in sheet.rows.range(marks.first_row..) {
            let mut texts = Vec::with_capacity(keys.len());
            for (column, key) in &keys {
                let text = cells.get(column).map(|cell| self.cell(table, *row, *column, key, cell));
                texts.push(text.unwrap_or_default());
            }
            for column in cells.keys().filter(|column| !keys.iter().any(|(known, _)| known == *column)) {
                outside.add(*row, *column);
            }
            if texts.iter().any(|text| !text.is_empty()) {
                rows.push((*row, texts));
            }
        }
        self.outside(table, &outside);
        if rows.is_empty() {
            return;
        }
        // A column that nobody filled in is as if it had not been asked for.
        let is_filled = |place: usize| rows.iter().any(|(_, texts)| texts.get(place).is_some_and(|text| !text.is_empty()));
        let filled: Vec<bool> = (0..keys.len()).map(is_filled).collect();
        let kept = |texts: Vec<&str>| -> Vec<String> {
            let pairs = texts.into_iter().zip(&filled);
            pairs.filter(|(_, filled)| **filled).map(|(text, _)| text.to_owned()).collect()
        };
        let period = (!marks.period.is_empty()).then_some(marks.period.as_str());
        let mut lines = Lines::new();
        let headers = kept(keys.iter().map(|(_, key)| *key).collect());
        lines.write(
            marks.first_row.saturating_sub(1),
            headers.iter().map(String::as_str).chain(period.map(|_| "period")),
        );
        for (row, texts) in &rows {
            let texts = kept(texts.iter().map(String::as_str).collect());
            lines.write(*row, texts.iter().map(String::as_str).chain(period));
        }
        table.texts.push(lines.finish());
    }

    /// One row per item.
    fn items(&mut self, table: &mut FilledTable, marks: &Marks, key_column: usize, sheet: &SheetCells) {
        let value_column = table.value_column;
        self.merged(table, sheet, &[value_column]);
        let mut area: Vec<(&str, String)> = Vec::new();
        let mut values: Vec<(u32, String, String)> = Vec::new();
        let mut outside = Outside::default();
        for (row, cells) in sheet.rows.range(marks.first_row..) {
            let key = cells.get(&key_column).map(|cell| cell.text().trim()).unwrap_or_default();
            let Some(cell) = cells.get(&value_column) else {
                table.places.insert(key.to_owned(), *row);
                continue;
            };
            if key.is_empty() || *row >= MAXIMUM_ITEMS {
                outside.add(*row, value_column);
                continue;
            }
            table.places.insert(key.to_owned(), *row);
            let text = self.cell(table, *row, value_column, key, cell);
            match key {
                _ if text.is_empty() => {}
                "id" => area.push(("id", text)),
                "name" => area.push(("name", text)),
                _ => values.push((*row, key.to_owned(), text)),
            }
        }
        self.outside(table, &outside);
        if area.is_empty() {
            if values.is_empty() {
                return;
            }
            let row = table.places.get("id").copied().unwrap_or(marks.first_row);
            self.problem(Diagnostic::new(Code::DatasetEmptyId).place(table.place(row, value_column)));
        }
        if !marks.period.is_empty() {
            area.push(("period", marks.period.clone()));
        }
        // Each item by itself, so that its line is its row.
        let row = table.places.get("id").copied().unwrap_or(marks.first_row);
        let only_area = (row, None);
        let items = values.iter().map(|(row, key, text)| (*row, Some((key.as_str(), text.as_str()))));
        for (row, item) in std::iter::once(only_area).chain(items) {
            let mut lines = Lines::new();
            let heads = area.iter().map(|(header, _)| *header);
            lines.write(row.saturating_sub(1), heads.chain(item.map(|(key, _)| key)));
            lines.write(row, area.iter().map(|(_, text)| text.as_str()).chain(item.map(|(_, text)| text)));
            table.texts.push(lines.finish());
        }
    }

    /// The text of a cell; one that has none is reported and counts as blank.
    fn cell(&mut self, table: &FilledTable, row: u32, column: usize, key: &str, cell: &FilledCell) -> String {
        let problem = match cell {
            FilledCell::Text(text) => {
                let is_whole = || parse_decimal(text).map_or(true, |number| number.is_integer());
                (self.whole.iter().any(|id| id == key) && !is_whole())
                    .then(|| Diagnostic::new(Code::FormNotWhole).with("item", key).with("value", text))
            }
            FilledCell::LongResult(text) => Some(Diagnostic::new(Code::FormLongResult).with("value", text)),
            FilledCell::Wrong(WrongCell::Error(text)) => Some(Diagnostic::new(Code::DatasetSpreadsheetError).with("value", text)),
            FilledCell::Wrong(WrongCell::TooLarge(text)) => Some(Diagnostic::new(Code::DatasetNumberTooLarge).with("value", text)),
            FilledCell::Wrong(WrongCell::Date(text)) => Some(Diagnostic::new(Code::FormDate).with("value", text)),
            FilledCell::Wrong(WrongCell::FormulaWithoutValue) => Some(Diagnostic::new(Code::FormFormulaWithoutValue)),
        };
        if let Some(problem) = problem {
            self.problem(problem.place(table.place(row, column)));
        }
        cell.text().trim().to_owned()
    }

    /// Refuses merged ranges that reach into the cells to fill in, which stand in the given columns.
    fn merged(&mut self, table: &FilledTable, sheet: &SheetCells, columns: &[usize]) {
        for (start, end) in &sheet.merged {
            let reaches = end.0 >= table.first_row && columns.iter().any(|column| (start.1..=end.1).contains(column));
            if reaches {
                let range = format!("{}:{}", cell_name(start.0, start.1), cell_name(end.0, end.1));
                let problem = Diagnostic::new(Code::FormMergedCells).with("range", range);
                self.problem(problem.place(table.place(start.0, start.1)));
            }
        }
    }

    fn outside(&mut self, table: &FilledTable, outside: &Outside) {
        if let Some((row, column)) = outside.first {
            let problem = Diagnostic::new(Code::FormOutside).with("count", outside.count);
            self.problem(problem.place(table.place(row, column)));
        }
    }
}

/// Cells that belong to no item.
#[derive(Default)]
struct Outside {
    count: usize,
    first: Option<(u32, usize)>,
}

impl Outside {
    fn add(&mut self, row: u32, column: usize) {
        self.count = self.count.saturating_add(1);
        self.first.get_or_insert((row, column));
    }
}

/// CSV text whose lines are rows of a worksheet; rows without a line are blank.
struct Lines {
    writer: csv::Writer<Vec<u8>>,
    next: u32,
}

impl Lines {
    fn new() -> Self {
        Self {
            writer: csv::WriterBuilder::new().flexible(true).from_writer(Vec::new()),
            next: 0,
        }
    }

    fn write<'t>(&mut self, row: u32, cells: impl Iterator<Item = &'t str>) {
        // Writing to a Vec does not fail.
        for _ in self.next..row {
            let _ = self.writer.write_record([""]);
        }
        let _ = self.writer.write_record(cells);
        self.next = row.saturating_add(1);
    }

    fn finish(self) -> String {
        let bytes = self.writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

impl FilledTable {
    /// Name under which the table is handed on: file and sheet.
    pub(super) fn tag(&self) -> String {
        format!("{}[{}]", self.file, self.sheet)
    }

    /// A cell of the worksheet.
    pub(super) fn place(&self, row: u32, column: usize) -> Place {
        Place {
            file: self.file.clone(),
            column: Some(format!("{}!{}", self.sheet, cell_name(row, column))),
            ..Place::default()
        }
    }

    /// The cell that a place in the handed-on lines stands for.
    pub(super) fn locate(&self, place: &Place) -> Place {
        // Long headers are cut where they are shown.
        let is_meant = |key: &str, header: &str| {
            let cut = header.strip_suffix('…');
            key == header || cut.is_some_and(|cut| key.starts_with(cut))
        };
        let known = place
            .column
            .as_deref()
            .and_then(|header| self.places.iter().find(|(key, _)| is_meant(key, header)))
            .map(|(_, place)| *place);
        let row = place.line.and_then(|line| line.checked_sub(1));
        let found = match (self.arrangement, known, row) {
            (Arrangement::Items, Some(row), _) | (Arrangement::Items, None, Some(row)) => Some((row, self.value_column)),
            (Arrangement::Areas, column, Some(row)) => {
                let column = column.and_then(|column| usize::try_from(column).ok()).unwrap_or_default();
                let is_heading = row < self.first_row;
                Some((if is_heading { HEADINGS } else { row }, column))
            }
            (Arrangement::Areas, Some(column), None) => Some((HEADINGS, usize::try_from(column).unwrap_or_default())),
            (_, None, None) => None,
        };
        let mut located = found.map_or_else(
            || Place {
                file: self.file.clone(),
                column: Some(self.sheet.clone()),
                ..Place::default()
            },
            |(row, column)| self.place(row, column),
        );
        located.area.clone_from(&place.area);
        located
    }
}
