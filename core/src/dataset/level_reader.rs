//! Rows of one level that come one at a time, each a dataset of its own: what their headers mean is found out once.
//!
//! Cells go through the readers of files and the same limits. A row with anything that a file would be asked about (a second column of one
//! meaning, a header with a parent, a cell that is refused or doubtful) is not read here: the builder reads it, and says what there is to say.

use std::sync::{PoisonError, RwLock};

use super::cell::{Cell, ClassReader};
use super::column::Column;
use super::dataset::{Content, Dataset};
use super::finish::is_total;
use super::header::{Meaning, resolve};
use super::levels::Levels;
use super::limits::{MAXIMUM_CELL_BYTES, MAXIMUM_COLUMNS};
use super::measure::MeasureReader;
use super::numbers::Numbers;
use super::plausible::{self, Limits};
use super::schema::{ColumnKind, LevelRef, Schema};
use super::sink::{ClassSink, Finished, FlagSink, Sink, column, plain};
use super::table::Table;
use super::texts::Ids;
use super::tree::{NO_PARENT, Tree};
use crate::hash::QuickMap;
use crate::unit::Unit;

/// Reads rows of one level.
#[derive(Debug)]
pub(crate) struct LevelReader {
    level: String,
    /// Whether a row may go without an id, since there is one city.
    is_highest: bool,
    /// By header as it is written, no more of them than a table may have.
    slots: RwLock<QuickMap<String, Slot>>,
}

/// What stands under a header.
#[derive(Clone, Debug)]
enum Slot {
    /// The id of the row, or the name that stands for it.
    Id,
    Number {
        id: String,
        unit: Unit,
        limits: Limits,
    },
    Flag {
        id: String,
    },
    Class {
        id: String,
        reader: ClassReader,
    },
    /// Something that is read with the table as a whole.
    Other,
}

impl Slot {
    fn of(header: &str, level: LevelRef<'_>, schema: &dyn Schema) -> Self {
        match resolve(header, level, schema) {
            Ok(Meaning::Id | Meaning::Name | Meaning::Own) => Self::Id,
            Ok(Meaning::Values { target, unit }) => match (target.kind, unit) {
                (kind @ ColumnKind::Measure { .. }, Some(unit)) if schema.parts(target.id).is_empty() => Self::Number {
                    id: target.id.to_owned(),
                    limits: Limits::new(kind, Some(&unit)),
                    unit,
                },
                (ColumnKind::Flag, _) => Self::Flag { id: target.id.to_owned() },
                (ColumnKind::Class { values }, _) => Self::Class {
                    id: target.id.to_owned(),
                    reader: ClassReader::new(values),
                },
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }

    /// The column of one cell; `None` where there is something to say about it.
    fn column(&self, cell: Cell<'_>, schema: &dyn Schema) -> Option<Column> {
        let (id, mut sink) = match self {
            Self::Number { id, unit, limits } => return number(id, unit, limits, cell, schema),
            Self::Flag { id } => (id, Sink::Flag(FlagSink::new(false))),
            Self::Class { id, reader } => (id, Sink::Class(Box::new(ClassSink::new(reader.clone())))),
            Self::Id | Self::Other => return None,
        };
        if !matches!(cell, Cell::Blank) {
            sink.set(0, cell).ok()?;
        }
        match sink.finish(id, 1) {
            Finished::Columns(mut columns) => columns.pop(),
            _ => None,
        }
    }
}

fn number(id: &str, unit: &Unit, limits: &Limits, cell: Cell<'_>, schema: &dyn Schema) -> Option<Column> {
    let mut numbers = Numbers::default();
    if let Some(number) = MeasureReader::new(schema.units(), unit.clone()).read(cell).ok()? {
        numbers.push(number).ok()?;
    }
    let mut column = column(id, Some(unit.clone()), numbers.finish(1));
    plausible::check(&mut column, limits).is_none().then_some(column)
}

impl LevelReader {
    /// A reader of rows of each level.
    pub(crate) fn all(schema: &dyn Schema) -> Vec<Self> {
        let levels = Levels::new(schema);
        let highest = levels.highest();
        let reader = |(place, level): (usize, LevelRef<'_>)| Self {
            level: level.id.to_owned(),
            is_highest: highest == Some(place),
            slots: RwLock::default(),
        };
        schema.levels().into_iter().enumerate().map(reader).collect()
    }

    /// Id of the level.
    pub(crate) fn level(&self) -> &str {
        &self.level
    }

    /// The dataset of a row, with the period, the profile and the periods before of another one; `None` where the builder must read it.
    pub(crate) fn read(&self, schema: &dyn Schema, context: &Dataset, cells: &[(&str, Cell<'_>)]) -> Option<Dataset> {
        self.learn(schema, cells)?;
        let slots = self.slots.read().unwrap_or_else(PoisonError::into_inner);
        let period = context.period();
        let mut ids = Ids::with_capacity(1);
        let mut columns: Vec<Column> = Vec::with_capacity(cells.len());
        for (header, cell) in cells {
            if matches!(cell, Cell::Text(text) | Cell::Number(text) if text.len() > MAXIMUM_CELL_BYTES) {
                return None;
            }
            match slots.get(*header)? {
                Slot::Id => {
                    let id = plain(*cell);
                    if id.is_empty() || is_total(id) || !ids.is_empty() {
                        return None;
                    }
                    ids.insert(id)?;
                }
                slot => {
                    let mut column = slot.column(*cell, schema)?;
                    column.period = period.map(str::to_owned);
                    columns.push(column);
                }
            }
        }
        // Not by `order`, which takes a list for each row.
        columns.sort_by(|left, right| left.id.cmp(&right.id));
        let is_repeated = columns.windows(2).any(|pair| matches!(pair, [left, right] if left.id == right.id));
        if ids.is_empty() && self.is_highest && !cells.is_empty() {
            ids.insert(&self.level)?;
        }
        if ids.is_empty() || is_repeated {
            return None;
        }
        let level = schema.level(&self.level)?;
        let table = Table {
            level: self.level.clone(),
            kind: level.kind,
            ids,
            names: None,
            columns,
            complete: level.register,
            period: period.map(str::to_owned),
            source: None,
            row_sources: None,
        };
        Some(Dataset::new(Content {
            period: period.map(str::to_owned),
            profile: context.profile().clone(),
            tables: vec![table],
            tree: Tree {
                offsets: vec![0, 1],
                parents: vec![NO_PARENT],
            },
            previous: context.previous().cloned(),
            ..Content::default()
        }))
    }

    /// Finds out what headers mean that were not met before; `None` where there are more than a table may have.
    fn learn(&self, schema: &dyn Schema, cells: &[(&str, Cell<'_>)]) -> Option<()> {
        let known = self.slots.read().unwrap_or_else(PoisonError::into_inner);
        if cells.iter().all(|(header, _)| known.contains_key(*header)) {
            return Some(());
        }
        drop(known);
        let levels = Levels::new(schema);
        let level = levels.get(levels.place(&self.level)?)?;
        let mut slots = self.slots.write().unwrap_or_else(PoisonError::into_inner);
        for (header, _) in cells {
            if !slots.contains_key(*header) {
                if slots.len() >= MAXIMUM_COLUMNS {
                    return None;
                }
                slots.insert((*header).to_owned(), Slot::of(header, level, schema));
            }
        }
        Some(())
    }
}
