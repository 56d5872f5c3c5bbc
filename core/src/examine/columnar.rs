//! The columnar reading: a formula for every row of a table at once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::cell::{Cell, Flags, Numbers};
use super::frame::Frame;
use super::rollup::Rolled;
use super::status::{Completeness, Fault};
use super::tally::{Accumulate, Counts, Tally, at_working_precision, only_counts};
use crate::decimal::Fraction;
use crate::formula::{AggregateFunction, Arithmetic, Extreme, Field, FieldId, FieldKind, LevelId, Plan, PlanAggregate, PlanKind, Rollup};

use crate::unit::Unit;

/// Reads formulas over whole tables, and keeps what several tables need.
pub(super) struct Columnar<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) rolled: RefCell<HashMap<FieldId, Rc<Rolled>>>,
    counts: RefCell<HashMap<usize, Rc<Tallies<Counts>>>>,
    tallies: RefCell<HashMap<usize, Rc<Tallies<Tally>>>>,
    previous: Option<Box<Columnar<'a>>>,
}

/// Tallies of one aggregate for every area above its rows.
struct Tallies<A> {
    /// Tree number of the first area that has a tally.
    base: usize,
    list: Vec<A>,
}

pub(super) fn arithmetic(operator: Arithmetic, left: &Fraction, right: &Fraction) -> Result<Fraction, Fault> {
    let result = match operator {
        Arithmetic::Add => left.add(right),
        Arithmetic::Subtract => left.subtract(right),
        Arithmetic::Multiply => left.multiply(right),
        Arithmetic::Divide => left.divide(right),
    };
    result.map_err(Fault::from)
}

/// Rounds a number in base units at a digit of its own unit.
pub(super) fn round(value: &Fraction, plan: &Plan, digits: i32, frame: &Frame<'_>) -> Result<Fraction, Fault> {
    let unit = plan.unit();
    let rounded = value.divide(unit.factor()).and_then(|value| value.round(digits, frame.rounding))?;
    rounded.multiply(unit.factor()).map_err(Fault::from)
}

impl<'a> Columnar<'a> {
    pub(super) fn new(frame: &'a Frame<'a>) -> Self {
        let previous = frame.previous.as_deref().map(|previous| Box::new(Columnar::new(previous)));
        Self {
            frame,
            rolled: RefCell::default(),
            counts: RefCell::default(),
            tallies: RefCell::default(),
            previous,
        }
    }

    /// Forgets what only one indicator needed.
    pub(super) fn forget(&self) {
        self.counts.borrow_mut().clear();
        self.tallies.borrow_mut().clear();
        if let Some(previous) = &self.previous {
            previous.forget();
        }
    }

    fn level(&self, table: usize) -> Option<LevelId> {
        self.frame.level_of(table)
    }

    /// The numbers that a formula gives for the rows of a table.
    pub(super) fn numbers(&self, plan: &Plan, table: usize) -> Numbers<'a> {
        let rows = self.frame.rows(table);
        let cells = |cell: &mut dyn FnMut(usize) -> Cell| Numbers::Cells((0..rows).map(cell).collect());
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
                let (left, right) = (self.numbers(left, table), self.numbers(right, table));
                cells(&mut |row| {
                    left.get(row)
                        .join(&right.get(row), |left, right| arithmetic(*operator, left, right))
                })
            }
            PlanKind::Extreme(extreme, parts) => {
                let parts: Vec<Numbers<'a>> = parts.iter().map(|part| self.numbers(part, table)).collect();
                cells(&mut |row| extreme_cell(*extreme, parts.iter().map(|part| part.get(row))))
            }
            PlanKind::Coalesce(parts) => {
                let parts: Vec<Numbers<'a>> = parts.iter().map(|part| self.numbers(part, table)).collect();
                cells(&mut |row| coalesce_cell(parts.iter().map(|part| part.get(row))))
            }
            PlanKind::If(condition, then, otherwise) => {
                let condition = self.flags(condition, table);
                let (then, otherwise) = (self.numbers(then, table), self.numbers(otherwise, table));
                cells(&mut |row| match condition.get(row) {
                    Ok(true) => then.get(row),
                    Ok(false) => otherwise.get(row),
                    Err(fault) => Cell {
                        value: Err(fault),
                        completeness: Completeness::EMPTY,
                    },
                })
            }
            PlanKind::Previous(part) => match (&self.previous, self.rows_before(table)) {
                (Some(previous), Some((before, rows))) => {
                    let numbers = previous.numbers(part, before);
                    Numbers::Cells(
                        rows.iter()
                            .map(|row| row.map_or_else(Cell::missing, |row| numbers.get(row)))
                            .collect(),
                    )
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
                Flags::collect(rows, |row| {
                    left.get(row).compare(&right.get(row), |ordering| operator.holds(ordering))
                })
            }
            PlanKind::Coalesce(parts) => parts
                .iter()
                .fold(Flags::constant(None, rows), |first, part| first.or_else(&self.flags(part, table))),
            PlanKind::Previous(part) => match (&self.previous, self.rows_before(table)) {
                (Some(previous), Some((before, places))) => {
                    let flags = previous.flags(part, before);
                    Flags::collect(rows, |row| match places.get(row) {
                        Some(Some(place)) => flags.get(*place),
                        _ => Err(Fault::Missing),
                    })
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
            | PlanKind::If(..) => Flags::collect(rows, |_| Err(Fault::Invalid)),
        }
    }

    /// The same level's table of the previous period, and the place of each row in it.
    fn rows_before(&self, table: usize) -> Option<(usize, Vec<Option<usize>>)> {
        let previous = self.frame.previous.as_deref()?;
        let before = previous.table_of(self.level(table)?)?;
        let old = previous.table(before)?;
        let rows = self.frame.table(table)?.ids().iter().map(|id| old.find(id)).collect();
        Some((before, rows))
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
            let numbers = self.field_numbers(id, upper);
            let rows = self.frame.rows(table);
            let cell = |row| {
                self.frame
                    .ancestor(table, row, upper)
                    .map_or_else(Cell::missing, |above| numbers.get(above))
            };
            return Numbers::Cells((0..rows).map(cell).collect());
        }
        if self.level(table) == Some(field.level) && !self.reported_below(field, table) {
            return self.own_numbers(field, table);
        }
        if field.rollup == Rollup::None {
            return self
                .frame
                .column(field, table)
                .map_or(Numbers::Constant(Cell::missing()), Numbers::of_column);
        }
        let rolled = self.rolled_up(id, field);
        Numbers::Cells((0..self.frame.rows(table)).map(|row| rolled.cell(self.frame, table, row)).collect())
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
        match (collected, derived) {
            (Some(collected), None) => collected,
            (None, Some(derived)) => derived,
            (None, None) => Numbers::Constant(Cell::missing()),
            (Some(collected), Some(derived)) => {
                let cell = |row| {
                    let cell = collected.get(row);
                    if cell.value == Err(Fault::Missing) {
                        derived.get(row)
                    } else {
                        cell
                    }
                };
                Numbers::Cells((0..self.frame.rows(table)).map(cell).collect())
            }
        }
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
            let flags = self.field_flags(id, upper);
            return Flags::collect(rows, |row| match self.frame.ancestor(table, row, upper) {
                Some(above) => flags.get(above),
                None => Err(Fault::Missing),
            });
        }
        if self.level(table) == Some(field.level) {
            return self.own_flags(field, table);
        }
        if field.rollup == Rollup::None {
            let column = self.frame.column(field, table);
            return Flags::collect(rows, |row| column.and_then(|column| column.flag(row)).ok_or(Fault::Missing));
        }
        let rolled = self.rolled_up(id, field);
        Flags::collect(rows, |row| rolled.flag(table, row, self.frame))
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
            return Flags::collect(rows, |row| match self.frame.ancestor(table, row, upper) {
                Some(above) => flags.get(above),
                None => Err(Fault::Missing),
            });
        }
        let Some(column) = self.frame.column(field, table) else {
            return Flags::constant(None, rows);
        };
        Flags::collect(rows, |row| column.class(row).map(is_chosen).ok_or(Fault::Missing))
    }

    fn aggregate_numbers(&self, aggregate: &PlanAggregate, table: usize) -> Numbers<'a> {
        let rows = self.frame.rows(table);
        let nothing = || Numbers::Cells(vec![Cell::missing(); rows]);
        let Some(source) = self.source(aggregate) else { return nothing() };
        let (function, register) = (aggregate.function, self.frame.counts_as_register(source));
        let cells = match (only_counts(function), source == table) {
            (true, true) if function == AggregateFunction::Count => return Numbers::Ones(self.condition(aggregate, source)),
            (true, true) => {
                let flags = self.condition(aggregate, source);
                Some(
                    (0..rows)
                        .map(|row| Counts::row(flags.get(row)).number(function, register))
                        .collect(),
                )
            }
            (false, true) => Some(
                self.row_tallies(aggregate, source)
                    .map(|tally| tally.number(function, register))
                    .collect(),
            ),
            (true, false) => self.above(&self.counts(aggregate, source), table, |counts| counts.number(function, register)),
            (false, false) => self.above(&self.tallies(aggregate, source), table, |tally| tally.number(function, register)),
        };
        cells.map_or_else(nothing, Numbers::Cells)
    }

    fn aggregate_flags(&self, aggregate: &PlanAggregate, table: usize) -> Flags {
        let rows = self.frame.rows(table);
        let Some(source) = self.source(aggregate) else {
            return Flags::constant(None, rows);
        };
        let (function, register) = (aggregate.function, self.frame.counts_as_register(source));
        if source == table {
            let flags = self.condition(aggregate, source);
            return Flags::collect(rows, |row| Counts::row(flags.get(row)).flag(function, register));
        }
        let flags = self.above(&self.counts(aggregate, source), table, |counts| counts.flag(function, register));
        match flags {
            Some(flags) => Flags::collect(rows, |row| flags.get(row).copied().unwrap_or(Err(Fault::Missing))),
            None => Flags::constant(None, rows),
        }
    }

    /// What the rows below come to for each area of a table.
    fn above<A: Accumulate, T>(&self, tallies: &Tallies<A>, table: usize, finish: impl Fn(&A) -> T) -> Option<Vec<T>> {
        let offset = self.frame.tree.offset(table)?;
        let empty = A::default();
        let tally = |row: usize| tallies.list.get(offset.checked_add(row)?.checked_sub(tallies.base)?);
        Some(
            (0..self.frame.rows(table))
                .map(|row| finish(tally(row).unwrap_or(&empty)))
                .collect(),
        )
    }

    /// The table that an aggregate reads.
    pub(super) fn source(&self, aggregate: &PlanAggregate) -> Option<usize> {
        let value = if aggregate.function == AggregateFunction::Sum {
            aggregate.value.as_ref()
        } else {
            None
        };
        self.frame.read_table(aggregate.table, value)
    }

    /// Which rows of a table an aggregate chooses; all of them without a condition.
    fn condition(&self, aggregate: &PlanAggregate, table: usize) -> Flags {
        match &aggregate.condition {
            Some(condition) => self.flags(condition, table),
            None => Flags::constant(Some(true), self.frame.rows(table)),
        }
    }

    fn row_tallies<'b>(&'b self, aggregate: &'b PlanAggregate, table: usize) -> impl Iterator<Item = Tally> + 'b {
        let condition = self.condition(aggregate, table);
        let value = aggregate.value.as_ref().map(|value| (self.numbers(value, table), value.unit()));
        let weight = aggregate.weight.as_ref().map(|weight| (self.numbers(weight, table), weight.unit()));
        (0..self.frame.rows(table)).map(move |row| {
            let number = |numbers: &Option<(Numbers<'_>, Unit)>| {
                numbers
                    .as_ref()
                    .map(|(numbers, unit)| at_working_precision(&numbers.get(row), unit))
            };
            let (value, weight) = (number(&value), number(&weight));
            Tally::row(aggregate.function, Some(condition.get(row)), value.as_ref(), weight.as_ref())
        })
    }

    fn counts(&self, aggregate: &PlanAggregate, table: usize) -> Rc<Tallies<Counts>> {
        if let Some(known) = self.counts.borrow().get(&aggregate.number) {
            return Rc::clone(known);
        }
        let flags = self.condition(aggregate, table);
        let rows = (0..self.frame.rows(table)).map(|row| Counts::row(flags.get(row)));
        let counts = Rc::new(self.collect(aggregate.function, table, rows));
        self.counts.borrow_mut().insert(aggregate.number, Rc::clone(&counts));
        counts
    }

    fn tallies(&self, aggregate: &PlanAggregate, table: usize) -> Rc<Tallies<Tally>> {
        if let Some(known) = self.tallies.borrow().get(&aggregate.number) {
            return Rc::clone(known);
        }
        let tallies = Rc::new(self.collect(aggregate.function, table, self.row_tallies(aggregate, table)));
        self.tallies.borrow_mut().insert(aggregate.number, Rc::clone(&tallies));
        tallies
    }

    /// Adds the rows of a table up to every area above.
    fn collect<A: Accumulate>(&self, function: AggregateFunction, table: usize, rows: impl Iterator<Item = A>) -> Tallies<A> {
        let (tree, frame) = (self.frame.tree, self.frame);
        let lowest = tree
            .parents_of(table)
            .flatten()
            .min()
            .and_then(|parent| tree.locate(parent))
            .map(|(table, _)| table);
        let base = lowest.and_then(|table| tree.offset(table)).unwrap_or(usize::MAX);
        let end = frame
            .area_tables()
            .into_iter()
            .filter_map(|table| tree.offset(table.checked_add(1)?))
            .max()
            .unwrap_or_default();
        let mut list = vec![A::default(); end.saturating_sub(base)];
        for (tally, parent) in rows.zip(tree.parents_of(table)) {
            if let Some(above) = parent.and_then(|parent| list.get_mut(parent.checked_sub(base)?)) {
                above.merge(&tally, function);
            }
        }
        // A parent stands behind all its parts, so one pass carries everything to the top.
        for place in 0..list.len() {
            let parent = place
                .checked_add(base)
                .and_then(|global| tree.parent(global))
                .and_then(|parent| parent.checked_sub(base));
            let Some(parent) = parent.filter(|parent| *parent > place) else {
                continue;
            };
            let (low, high) = list.split_at_mut(parent);
            if let (Some(tally), Some(above)) = (low.get(place), high.first_mut()) {
                above.merge(tally, function);
            }
        }
        Tallies { base, list }
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

/// The first number that there is. A number that cannot be right is not passed over.
pub(super) fn coalesce_cell(cells: impl Iterator<Item = Cell>) -> Cell {
    let mut last = Cell::missing();
    for cell in cells {
        if matches!(cell.value, Ok(_) | Err(Fault::Invalid)) {
            return cell;
        }
        last = cell;
    }
    last
}
