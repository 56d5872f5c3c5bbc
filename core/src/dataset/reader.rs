//! One table being read: headers are resolved as they come, cells go to the column under construction, and every problem is kept.

use crate::diagnostic::{Code, Diagnostic, Place, Severity};

use super::cell::{Cell, CellError, ClassReader};
use super::draft::Origin;
use super::header::{Meaning, resolve};
use super::levels::Levels;
use super::limits::{MAXIMUM_CELL_BYTES, MAXIMUM_COLUMNS, MAXIMUM_PROBLEMS, MAXIMUM_ROWS};
use super::measure::MeasureReader;
use super::problems::{Findings, header_problem, shown};
use super::schema::{ColumnKind, ColumnTarget, Schema};
use super::sink::{ClassSink, CodedSink, FlagSink, MeasureSink, Sink, TextSink, plain};
use super::texts::Texts;
use crate::fold::trim;

/// Columns for which a near name is sought; real tables have no more.
const HINTS: usize = 200;

/// What a column is for, once its header is understood. Levels stand by their place.
#[derive(Clone, Copy)]
pub(crate) enum Role<'a> {
    Id,
    Name,
    Own,
    Parent(Option<usize>),
    ParentName(usize),
    Period,
    Source,
    Values(ColumnTarget<'a>),
    Ignored,
}

impl<'a> Role<'a> {
    /// The word by which two columns of the same meaning are told; empty for a column that is left out.
    fn word(&self, levels: &Levels<'a>) -> String {
        match self {
            Self::Id => "id".to_owned(),
            Self::Name => "name".to_owned(),
            Self::Own => "id or name".to_owned(),
            Self::Parent(None) => "parent".to_owned(),
            Self::Parent(Some(level)) => levels.id(*level).to_owned(),
            Self::ParentName(level) => format!("{} name", levels.id(*level)),
            Self::Period => "period".to_owned(),
            Self::Source => "source".to_owned(),
            Self::Values(target) => target.id.to_owned(),
            Self::Ignored => String::new(),
        }
    }
}

/// One column being read.
pub(crate) struct Reading<'a> {
    pub(crate) header: String,
    pub(crate) role: Role<'a>,
    /// By which a second column of the same meaning is told.
    word: String,
    pub(crate) sink: Sink<'a>,
}

/// A cell that was refused; its message is made when the id of its row is known.
pub(crate) struct Refused {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) text: String,
    pub(crate) error: CellError,
}

/// Reads one table; `finish` (in `finish.rs`) makes a draft of it.
pub(crate) struct TableReader<'a> {
    pub(super) levels: &'a Levels<'a>,
    pub(super) schema: &'a dyn Schema,
    pub(super) level: usize,
    pub(super) blank_means_no: bool,
    pub(super) origin: Origin,
    pub(super) readings: Vec<Reading<'a>>,
    pub(super) rows: usize,
    pub(super) refused: Vec<Refused>,
    pub(super) problems: Findings,
    /// Whether rows were left out because of errors.
    pub(super) broken: bool,
}

impl<'a> TableReader<'a> {
    pub(crate) fn new(levels: &'a Levels<'a>, level: usize, file: &str, blank_means_no: bool) -> Self {
        Self {
            levels,
            schema: levels.schema(),
            level,
            blank_means_no,
            origin: Origin {
                file: file.to_owned(),
                lines: Vec::new(),
            },
            readings: Vec::new(),
            rows: 0,
            refused: Vec::new(),
            problems: Findings::default(),
            broken: false,
        }
    }

    /// Name of the file or table.
    pub(crate) fn name(&self) -> String {
        self.origin.file.clone()
    }

    /// Adds a problem that belongs to no cell.
    pub(crate) fn problem(&mut self, problem: Diagnostic) {
        self.problems.add(problem);
    }

    /// Adds a problem because of which a row is left out.
    pub(crate) fn broken_row(&mut self, problem: Diagnostic) {
        self.broken = true;
        self.problem(problem);
    }

    /// A place in the file without a row.
    pub(crate) fn place(&self, line: Option<u32>, header: Option<&str>) -> Place {
        Place {
            file: self.origin.file.clone(),
            line,
            column: header.map(shown),
            ..Place::default()
        }
    }

    /// Adds a column of cells and gives its place. A header that means nothing is reported, and its cells are left out.
    pub(crate) fn column(&mut self, header: &str, line: Option<u32>) -> usize {
        let role = self.role(header, line);
        let sink = role.as_ref().map_or(Sink::Ignored, |(role, unit)| self.sink(role, unit.clone()));
        self.add(header, role.map_or(Role::Ignored, |(role, _)| role), sink)
    }

    /// Adds a column whose role and content are known.
    pub(crate) fn add(&mut self, header: &str, role: Role<'a>, sink: Sink<'a>) -> usize {
        let word = role.word(self.levels);
        self.readings.push(Reading {
            header: header.to_owned(),
            role,
            word,
            sink,
        });
        self.readings.len() - 1
    }

    /// Finds out what a header means; reports it when it means nothing, or the same as another.
    pub(crate) fn role(&mut self, header: &str, line: Option<u32>) -> Option<(Role<'a>, Option<crate::unit::Unit>)> {
        let count = self.readings.len();
        if count >= MAXIMUM_COLUMNS {
            if count == MAXIMUM_COLUMNS {
                let problem = Diagnostic::new(Code::DatasetTooManyColumns)
                    .with("name", &self.origin.file)
                    .with("limit", MAXIMUM_COLUMNS);
                self.problem(problem.place(self.place(line, None)));
            }
            return None;
        }
        let level = self.levels.get(self.level)?;
        let with_unit = match self.levels.header_with_unit(header) {
            Ok(with_unit) => with_unit,
            Err((left, right)) => {
                let problem = Diagnostic::new(Code::DatasetTwoUnits).with("left", left).with("right", right);
                self.problem(problem.place(self.place(line, Some(header))));
                return None;
            }
        };
        let (role, unit) = match resolve(with_unit.as_deref().unwrap_or(header), level, self.schema) {
            Ok(Meaning::Values { target, unit }) => (Role::Values(target), unit),
            Ok(Meaning::Id) => (Role::Id, None),
            Ok(Meaning::Name) => (Role::Name, None),
            Ok(Meaning::Own) => (Role::Own, None),
            Ok(Meaning::Parent(level)) => (Role::Parent(level.and_then(|level| self.levels.place(level.id))), None),
            Ok(Meaning::ParentName(level)) => (Role::ParentName(self.levels.place(level.id)?), None),
            Ok(Meaning::Period) => (Role::Period, None),
            Ok(Meaning::Source) => (Role::Source, None),
            Err(error) => {
                let problem = header_problem(&error, level.id, self.schema, count < HINTS);
                self.problem(problem.place(self.place(line, Some(header))));
                return None;
            }
        };
        let word = role.word(self.levels);
        if let Some(first) = self.readings.iter().find(|other| other.word == word) {
            let problem = Diagnostic::new(Code::DatasetDuplicateColumn)
                .with("left", shown(&first.header))
                .with("right", shown(header))
                .with("id", word);
            self.problem(problem.place(self.place(line, Some(header))));
            return None;
        }
        Some((role, unit))
    }

    pub(crate) fn sink(&self, role: &Role<'a>, unit: Option<crate::unit::Unit>) -> Sink<'a> {
        match (role, unit) {
            (Role::Id | Role::Name | Role::Own, _) => Sink::Text(TextSink::default()),
            (Role::Parent(_) | Role::ParentName(_) | Role::Period | Role::Source, _) => Sink::Coded(CodedSink::default()),
            (Role::Values(target), Some(unit)) => {
                let reader = MeasureReader::new(self.schema.units(), unit.clone());
                Sink::Measure(Box::new(MeasureSink::new(reader, unit, self.schema.parts(target.id))))
            }
            (Role::Values(target), None) => match target.kind {
                ColumnKind::Class { values } => Sink::Class(Box::new(ClassSink::new(ClassReader::new(values)))),
                _ => Sink::Flag(FlagSink::new(self.blank_means_no)),
            },
            (Role::Ignored, _) => Sink::Ignored,
        }
    }

    /// Begins a row; `false` when there may be no more.
    pub(crate) fn row(&mut self, line: Option<u32>) -> bool {
        if self.rows >= MAXIMUM_ROWS {
            let problem = Diagnostic::new(Code::DatasetTooManyRows)
                .with("name", &self.origin.file)
                .with("limit", MAXIMUM_ROWS);
            self.broken_row(problem.place(self.place(line, None)));
            return false;
        }
        self.rows += 1;
        self.origin.lines.extend(line);
        true
    }

    /// Number of rows so far.
    pub(crate) const fn rows(&self) -> usize {
        self.rows
    }

    /// Says how many rows there are, where columns come as a whole.
    pub(crate) const fn set_rows(&mut self, rows: usize) {
        self.rows = rows;
    }

    /// Takes a cell. Cells of one column come in the order of their rows.
    pub(crate) fn cell(&mut self, column: usize, row: usize, cell: Cell<'_>) {
        let Some(reading) = self.readings.get_mut(column) else { return };
        if matches!(cell, Cell::Blank) || matches!(reading.role, Role::Ignored) {
            return;
        }
        let is_too_long = matches!(cell, Cell::Text(text) | Cell::Number(text) if text.len() > MAXIMUM_CELL_BYTES);
        let set = if is_too_long {
            Err(CellError::TooLong)
        } else {
            reading.sink.set(row, cell)
        };
        if let Err(error) = set {
            self.refuse(row, column, plain(cell), error);
        }
    }

    /// Takes all cells of a column. Texts that a column of texts would keep as they are become that column.
    pub(crate) fn cells(&mut self, column: usize, texts: Texts) {
        if let Some(Reading {
            sink: Sink::Text(sink), ..
        }) = self.readings.get_mut(column)
            && texts
                .iter()
                .all(|text| text.len() <= MAXIMUM_CELL_BYTES && trim(text).len() == text.len())
        {
            sink.0 = texts;
            return;
        }
        for (row, text) in texts.iter().enumerate() {
            self.cell(column, row, Cell::Text(text));
        }
    }

    /// Keeps a refused cell. Beyond the limit, a column with yet another one is read no further.
    pub(crate) fn refuse(&mut self, row: usize, column: usize, text: &str, error: CellError) {
        if self.refused.len() < MAXIMUM_PROBLEMS {
            let text = shown(text);
            self.refused.push(Refused { row, column, text, error });
        } else {
            self.problems.leave_out(1, Severity::Error);
            if let Some(reading) = self.readings.get_mut(column) {
                reading.role = Role::Ignored;
            }
        }
    }
}
