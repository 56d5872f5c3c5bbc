//! The columnar reading: a formula for every row of a table at once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::aggregate::{Sums, Tallies};
use super::cell::{Cell, Flags, Numbers};
use super::focus::{ByRow, Focus, Rows};
use super::frame::Frame;
use super::rollup::Rolled;
use super::status::{Completeness, Fault};
use super::tally::Counts;
use crate::decimal::Fraction;
use crate::formula::{Extreme, Field, FieldId, FieldKind, LevelId, Plan, PlanKind, Rollup};

/// Reads formulas over whole tables, and keeps what several tables need.
pub(super) struct Columnar<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) kept: Rc<Kept>,
    /// The rows that are computed; all of them where there is none.
    pub(super) focus: Option<&'a Focus>,
    previous: Option<Rc<Self>>,
    pub(super) reach: Reach,
}

/// What several tables need.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) lists: RefCell<Lists>,
    /// Those that a changed cell has made old; what is not in focus is taken from them.
    pub(super) earlier: RefCell<Lists>,
}

/// What all areas come to: by field, and by number of an aggregate.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    pub(super) rolled: HashMap<FieldId, Arc<Rolled>>,
    pub(super) counts: HashMap<usize, Arc<Tallies<Counts>>>,
    pub(super) sums: HashMap<usize, Arc<Sums>>,
}

impl Lists {
    /// Takes out what is read from these fields and aggregates.
    pub(super) fn take(&mut self, fields: &[FieldId], aggregates: &[usize]) -> Self {
        Self {
            rolled: fields.iter().filter_map(|field| self.rolled.remove_entry(field)).collect(),
            counts: aggregates.iter().filter_map(|number| self.counts.remove_entry(number)).collect(),
            sums: aggregates.iter().filter_map(|number| self.sums.remove_entry(number)).collect(),
        }
    }
}

/// What the figures of an area are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reach {
    /// Its own reports, or else those of its parts.
    Parts,
    /// Its own reports alone.
    Own,
}

/// Rounds a number in base units at a digit of its own unit.
pub(super) fn round(value: &Fraction, plan: &Plan, digits: i32, frame: &Frame<'_>) -> Result<Fraction, Fault> {
    let unit = plan.unit();
    let rounded = value.divide(unit.factor()).and_then(|value| value.round(digits, frame.rounding))?;
    rounded.multiply(unit.factor()).map_err(Fault::from)
}

impl<'a> Columnar<'a> {
    pub(super) fn new(frame: &'a Frame<'a>) -> Self {
        let previous = frame.previous.as_deref().map(|previous| Rc::new(Columnar::new(previous)));
        Self {
            frame,
            kept: Rc::default(),
            focus: None,
            previous,
            reach: Reach::Parts,
        }
    }

    /// After a cell has changed: what is known still, what is old, and the rows in focus.
    pub(super) fn again(frame: &'a Frame<'a>, lists: Lists, earlier: Lists, focus: Option<&'a Focus>) -> Self {
        let kept = Kept {
            lists: RefCell::new(lists),
            earlier: RefCell::new(earlier),
        };
        Self {
            kept: Rc::new(kept),
            focus,
            ..Self::new(frame)
        }
    }

    /// What was kept, for the next time.
    pub(super) fn into_lists(self) -> Lists {
        self.kept.lists.take()
    }

    /// The same tables, with all their rows.
    pub(super) fn unfocused(&self) -> Self {
        Self {
            focus: None,
            ..self.reading(self.reach)
        }
    }

    /// The rows of a table that are computed.
    pub(super) fn rows(&self, table: usize) -> Rows<'a> {
        match self.focus {
            Some(focus) => Rows::Some(focus.read(table)),
            None => Rows::All(self.frame.rows(table)),
        }
    }

    /// The rows of a table that what areas come to is added up from.
    pub(super) fn parts(&self, table: usize) -> Rows<'a> {
        match self.focus {
            Some(focus) => Rows::Some(focus.parts(self.frame, table)),
            None => Rows::All(self.frame.rows(table)),
        }
    }

    /// Whether what an area comes to is computed again.
    pub(super) fn is_changed(&self, area: usize) -> bool {
        self.focus.is_none_or(|focus| focus.is_changed(area))
    }

    /// The rows of a table that a change may have made other, by their tree numbers; all of them where everything is computed.
    pub(super) fn changed(&self, table: usize) -> impl Iterator<Item = usize> + '_ {
        let first = self.frame.tree.offset(table).unwrap_or_default();
        let rows = self.rows(table).iter().map(move |row| first.saturating_add(row));
        rows.filter(|row| self.is_changed(*row))
    }

    /// A list of so many areas: that of before, where only some are computed again, or one to begin with.
    pub(super) fn list<T: Clone + Default>(&self, length: usize, earlier: Option<Vec<T>>) -> Vec<T> {
        let mut list = earlier.filter(|_| self.focus.is_some()).unwrap_or_default();
        list.resize(length, T::default());
        list
    }

    fn collect_numbers(&self, table: usize, of: impl FnMut(usize) -> Cell) -> Numbers<'a> {
        Numbers::Cells(ByRow::collect(self.rows(table), of))
    }

    pub(super) fn collect_flags(&self, table: usize, of: impl FnMut(usize) -> Result<bool, Fault>) -> Flags {
        Flags::collect(self.frame.rows(table), self.rows(table).iter(), of)
    }

    /// The same tables, read from more or less.
    pub(super) fn reading(&self, reach: Reach) -> Self {
        Self {
            frame: self.frame,
            kept: Rc::clone(&self.kept),
            focus: self.focus,
            previous: self.previous.as_ref().map(Rc::clone),
            reach,
        }
    }

    /// Forgets what only one indicator needed.
    pub(super) fn forget(&self) {
        let mut lists = self.kept.lists.borrow_mut();
        lists.counts.clear();
        lists.sums.clear();
        if let Some(previous) = &self.previous {
            previous.forget();
        }
    }

    fn level(&self, table: usize) -> Option<LevelId> {
        self.frame.level_of(table)
    }

    /// The numbers that a formula gives for the rows of a table.
    pub(super) fn numbers(&self, plan: &Plan, table: usize) -> Numbers<'a> {
        let cells = |cell: &mut dyn FnMut(usize) -> Cell| self.collect_numbers(table, cell);
        match &plan.kind {
            PlanKind::Literal(value) => Numbers::Constant(Cell::constant(value.clone())),
            PlanKind::Field(field) => self.field_numbers(*field, table),
            PlanKind::Negate(part) => {
                let part = self.numbers(part, table);
                cells(&mut |row| part.get(row).map(|value| Ok(value.negate())))
            }
            PlanKind::Absolute(part) => {
                let part = self.numbers(part, table);
                cells(&mut |row| part.get(row).map(|value| Ok(value.absolute())))
            }
            PlanKind::Round(part, digits) => {
                let numbers = self.numbers(part, table);
                cells(&mut |row| numbers.get(row).map(|value| round(value, part, *digits, self.frame)))
            }
            PlanKind::Arithmetic(operator, left, right) => {
                Numbers::Arithmetic(*operator, Box::new([self.numbers(left, table), self.numbers(right, table)]))
            }
            PlanKind::Extreme(extreme, parts) => {
                let parts: Vec<Numbers<'a>> = parts.iter().map(|part| self.numbers(part, table)).collect();
                cells(&mut |row| extreme_cell(*extreme, parts.iter().map(|part| part.cell(row))))
            }
            PlanKind::Coalesce(parts) => {
                let parts: Vec<Numbers<'a>> = parts.iter().map(|part| self.numbers(part, table)).collect();
                cells(&mut |row| coalesce_cell(parts.iter().map(|part| part.cell(row))))
            }
            PlanKind::If(condition, then, otherwise) => {
                let condition = self.flags(condition, table);
                let (then, otherwise) = (self.numbers(then, table), self.numbers(otherwise, table));
                cells(&mut |row| match condition.get(row) {
                    Ok(true) => then.cell(row),
                    Ok(false) => otherwise.cell(row),
                    Err(fault) => Cell {
                        value: Err(fault),
                        completeness: Completeness::EMPTY,
                    },
                })
            }
            PlanKind::Previous(part) => match (&self.previous, self.rows_before(table)) {
                (Some(previous), Some((before, place))) => {
                    let numbers = previous.reading(self.reach).numbers(part, before);
                    cells(&mut |row| place(row).map_or_else(Cell::missing, |row| numbers.cell(row)))
                }
                _ => Numbers::Constant(Cell::missing()),
            },
            PlanKind::Aggregate(aggregate) => self.aggregate_numbers(aggregate, table),
            PlanKind::Flag(_)
            | PlanKind::ProfileFlag(_)
            | PlanKind::ProfileIn(..)
            | PlanKind::Compare(..)
            | PlanKind::And(_)
            | PlanKind::Or(_)
            | PlanKind::Not(_)
            | PlanKind::ClassIn(..) => Numbers::Constant(Cell::fault(Fault::Invalid)),
        }
    }

    /// The flags that a formula gives for the rows of a table.
    pub(super) fn flags(&self, plan: &Plan, table: usize) -> Flags {
        let rows = self.frame.rows(table);
        match &plan.kind {
            PlanKind::Flag(value) => Flags::constant(Some(*value), rows),
            PlanKind::ProfileFlag(key) => Flags::constant(self.frame.profile_flag(*key), rows),
            PlanKind::ProfileIn(key, values) => Flags::constant(self.frame.profile_in(*key, values), rows),
            PlanKind::Field(field) => self.field_flags(*field, table),
            PlanKind::ClassIn(field, values) => self.class_flags(*field, values, table),
            PlanKind::Not(part) => self.flags(part, table).not(),
            PlanKind::And(parts) => parts
                .iter()
                .fold(Flags::constant(Some(true), rows), |all, part| all.and(&self.flags(part, table))),
            PlanKind::Or(parts) => parts
                .iter()
                .fold(Flags::constant(Some(false), rows), |any, part| any.or(&self.flags(part, table))),
            PlanKind::Compare(operator, left, right) => {
                let (left, right) = (self.numbers(left, table), self.numbers(right, table));
                self.collect_flags(table, |row| {
                    left.get(row).compare(&right.get(row), |ordering| operator.holds(ordering))
                })
            }
            PlanKind::Coalesce(parts) => parts
                .iter()
                .fold(Flags::constant(None, rows), |first, part| first.or_else(&self.flags(part, table))),
            PlanKind::Previous(part) => match (&self.previous, self.rows_before(table)) {
                (Some(previous), Some((before, place))) => {
                    let flags = previous.reading(self.reach).flags(part, before);
                    self.collect_flags(table, |row| flags.get(place(row).ok_or(Fault::Missing)?))
                }
                _ => Flags::constant(None, rows),
            },
            PlanKind::Aggregate(aggregate) => self.aggregate_flags(aggregate, table),
            PlanKind::Literal(_)
            | PlanKind::Negate(_)
            | PlanKind::Absolute(_)
            | PlanKind::Round(..)
            | PlanKind::Arithmetic(..)
            | PlanKind::Extreme(..)
            | PlanKind::If(..) => self.collect_flags(table, |_| Err(Fault::Invalid)),
        }
    }

    /// The same level's table of the previous period, and the place of each row in it.
    fn rows_before(&self, table: usize) -> Option<(usize, impl Fn(usize) -> Option<usize> + use<'a>)> {
        let previous = self.frame.previous.as_deref()?;
        let before = previous.table_of(self.level(table)?)?;
        let (now, old) = (self.frame.table(table)?, previous.table(before)?);
        Some((before, move |row| old.find(now.id(row)?)))
    }

    /// Whether the values of a field are looked up in an area above the rows of a table.
    pub(super) fn is_above(&self, field: &Field, table: usize) -> bool {
        self.level(table).is_some_and(|level| self.frame.scope.is_below(level, field.level))
    }

    fn field_numbers(&self, id: FieldId, table: usize) -> Numbers<'a> {
        let Some(field) = self.frame.field(id) else {
            return Numbers::Constant(Cell::missing());
        };
        if self.is_above(field, table) {
            let Some(upper) = self.frame.table_of(field.level) else {
                return Numbers::Constant(Cell::missing());
            };
            let numbers = self.reading(Reach::Parts).field_numbers(id, upper);
            return self.collect_numbers(table, |row| {
                self.frame
                    .ancestor(table, row, upper)
                    .map_or_else(Cell::missing, |above| numbers.cell(above))
            });
        }
        let is_own = self.level(table) == Some(field.level);
        if is_own && (self.reach == Reach::Own || !self.reported_below(field, table)) {
            return self.own_numbers(field, table);
        }
        if self.reach == Reach::Own || field.rollup == Rollup::None {
            let column = self.frame.column(field, table);
            return column.map_or(Numbers::Constant(Cell::missing()), Numbers::of_column);
        }
        let own = if is_own {
            Some(self.own_numbers(field, table))
        } else {
            self.frame.column(field, table).map(Numbers::of_column)
        };
        let rolled = self.rolled_up(id, field);
        self.collect_numbers(table, |row| {
            // What an area reports is its figure, even where the weight is missing that the areas above need.
            let own = own.as_ref().map(|own| own.cell(row));
            own.filter(Cell::is_settled).unwrap_or_else(|| rolled.cell(self.frame, table, row))
        })
    }

    /// Whether a lower table reports the field too, so that a missing value may be the sum of its parts.
    fn reported_below(&self, field: &Field, table: usize) -> bool {
        let below = |lower: usize| match (self.level(lower), self.level(table)) {
            (Some(lower), Some(level)) => self.frame.scope.is_below(lower, level),
            _ => false,
        };
        field.rollup != Rollup::None && (0..self.frame.tables.len()).any(|lower| below(lower) && self.frame.column(field, lower).is_some())
    }

    /// Values of a field in its own table: collected, or else derived.
    pub(super) fn own_numbers(&self, field: &Field, table: usize) -> Numbers<'a> {
        let collected = self.frame.column(field, table).map(Numbers::of_column);
        let derived = field.derivation.as_ref().map(|derivation| self.numbers(derivation, table));
        let Some(derived) = derived else {
            return collected.unwrap_or(Numbers::Constant(Cell::missing()));
        };
        let is_known = |cell: &Cell| cell.value != Err(Fault::Missing);
        self.collect_numbers(table, |row| {
            let collected = collected.as_ref().map(|collected| collected.cell(row)).filter(is_known);
            let cell = collected.unwrap_or_else(|| derived.cell(row));
            // An item is one value, however many others it would be derived from.
            if is_known(&cell) { cell } else { Cell::missing() }
        })
    }

    fn field_flags(&self, id: FieldId, table: usize) -> Flags {
        let rows = self.frame.rows(table);
        let Some(field) = self.frame.field(id) else {
            return Flags::constant(None, rows);
        };
        if self.is_above(field, table) {
            let Some(upper) = self.frame.table_of(field.level) else {
                return Flags::constant(None, rows);
            };
            let flags = self.reading(Reach::Parts).field_flags(id, upper);
            return self.collect_flags(table, |row| match self.frame.ancestor(table, row, upper) {
                Some(above) => flags.get(above),
                None => Err(Fault::Missing),
            });
        }
        if self.level(table) == Some(field.level) {
            return self.own_flags(field, table);
        }
        if self.reach == Reach::Own || field.rollup == Rollup::None {
            let column = self.frame.column(field, table);
            return self.collect_flags(table, |row| column.and_then(|column| column.flag(row)).ok_or(Fault::Missing));
        }
        let rolled = self.rolled_up(id, field);
        self.collect_flags(table, |row| rolled.flag(table, row, self.frame))
    }

    /// Flags of a field in its own table: given, or else derived; and only where it is looked for at all.
    pub(super) fn own_flags(&self, field: &Field, table: usize) -> Flags {
        let rows = self.frame.rows(table);
        let given = match self.frame.column(field, table).map(crate::dataset::Column::values) {
            Some(crate::dataset::Values::Flag { known, yes }) => Flags {
                known: known.clone(),
                yes: yes.clone(),
                faults: std::collections::BTreeMap::new(),
            },
            _ => Flags::constant(None, rows),
        };
        let flags = match &field.derivation {
            Some(derivation) if !given.known.all() => given.or_else(&self.flags(derivation, table)),
            _ => given,
        };
        match &field.applies_when {
            Some(condition) => flags.and(&self.flags(condition, table)),
            None => flags,
        }
    }

    fn class_flags(&self, id: FieldId, values: &[usize], table: usize) -> Flags {
        let rows = self.frame.rows(table);
        let Some(field) = self.frame.field(id) else {
            return Flags::constant(None, rows);
        };
        let FieldKind::Class(names) = &field.kind else {
            return Flags::constant(None, rows);
        };
        let is_chosen = |text: &str| values.iter().filter_map(|value| names.get(*value)).any(|name| name.is(text));
        if self.is_above(field, table) {
            let Some(upper) = self.frame.table_of(field.level) else {
                return Flags::constant(None, rows);
            };
            let flags = self.class_flags(id, values, upper);
            return self.collect_flags(table, |row| match self.frame.ancestor(table, row, upper) {
                Some(above) => flags.get(above),
                None => Err(Fault::Missing),
            });
        }
        let Some(column) = self.frame.column(field, table) else {
            return Flags::constant(None, rows);
        };
        self.collect_flags(table, |row| column.class(row).map(is_chosen).ok_or(Fault::Missing))
    }
}

pub(super) fn extreme_cell(extreme: Extreme, cells: impl Iterator<Item = Cell>) -> Cell {
    let pick = |left: &Fraction, right: &Fraction| {
        let smaller = left <= right;
        Ok(if smaller == (extreme == Extreme::Min) {
            left.clone()
        } else {
            right.clone()
        })
    };
    cells.reduce(|left, right| left.join(&right, pick)).unwrap_or_else(Cell::missing)
}

/// The first number of which nothing is missing; where there is none, the first of which something is known. So taking a value away never
/// lets a number stand that was passed over for it. A number that cannot be right is not passed over.
pub(super) fn coalesce_cell(cells: impl Iterator<Item = Cell>) -> Cell {
    let mut partial = None;
    let mut last = Cell::missing();
    for cell in cells {
        match cell.value {
            Ok(_) if cell.completeness.is_full() => return cell,
            Err(Fault::Invalid) => return partial.unwrap_or(cell),
            Ok(_) if partial.is_none() => partial = Some(cell),
            _ => last = cell,
        }
    }
    partial.unwrap_or(last)
}
