//! Aggregates in the scalar reading: the rows of one area, with those that count and those that are missing.

use super::super::columnar::Reach;
use super::super::status::{Completeness, Fault};
use super::super::step::{RowNote, Step, StepKind};
use super::super::tally::{Accumulate as _, Tally, adds_up, at_working_precision};
use super::{SHOWN_ROWS, Scalar, Traced, text};
use crate::catalogue::{Text, display_name};
use crate::formula::{AggregateFunction, LevelId, Plan, PlanAggregate, ValueType};
use crate::order;

/// What an aggregate finds in an area.
#[derive(Default)]
struct Found {
    tally: Tally,
    /// The rows and areas that were read, and areas that have not reported their rows.
    units: Vec<Unit>,
}

/// One row of an aggregate, or an area in the place of its rows.
struct Unit {
    table: usize,
    row: usize,
    tally: Tally,
    kind: UnitKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum UnitKind {
    Row,
    /// The figures that an area itself hands in.
    Own,
    /// The figures of an area, of its own or of its parts.
    Area,
    Unreported,
}

impl Found {
    fn of(unit: Unit) -> Self {
        Self {
            tally: unit.tally.clone(),
            units: vec![unit],
        }
    }

    fn unreported(table: usize, row: usize) -> Self {
        Self::of(Unit {
            table,
            row,
            tally: Tally::unreported(),
            kind: UnitKind::Unreported,
        })
    }

    fn add(&mut self, other: Self, function: AggregateFunction) {
        self.tally.merge(&other.tally, function);
        self.units.extend(other.units);
    }

    fn has_rows(&self) -> bool {
        self.tally.counts.rows > 0
    }

    fn is_complete(&self) -> bool {
        self.tally.counts.is_complete()
    }

    fn is_known(&self) -> bool {
        self.tally.counts.is_known()
    }
}

impl Scalar<'_> {
    pub(super) fn aggregate(&self, plan: &Plan, aggregate: &PlanAggregate, table: usize, row: usize) -> Traced {
        let name = |id: &str| display_name(self.frame.scope, id, true);
        let english = |id: &str| display_name(self.frame.scope, id, false);
        let words = Text {
            zh: aggregate.written.chinese(&name),
            en: aggregate.written.english(&english),
        };
        let mut step = Step::new(StepKind::Aggregate, words);
        let is_flag = plan.value_type == ValueType::Flag;
        if self.reach == Reach::Own {
            return if is_flag {
                Self::answered(Err(Fault::Missing), Completeness::EMPTY, step)
            } else {
                Self::finished(&super::Cell::missing(), step, &plan.unit())
            };
        }
        let named = self.frame.table_of(aggregate.table);
        let register = named.is_some_and(|named| self.frame.counts_as_register(named));
        let is_sum = adds_up(aggregate, self.frame.scope);
        let source = if is_sum { self.frame.base(aggregate.table) } else { named };
        let mut found = if source == Some(table) {
            Found::of(self.unit(aggregate, UnitKind::Row, table, row))
        } else if is_sum {
            self.sum(aggregate, source, table, row)
        } else {
            source.map_or_else(Found::default, |source| self.reported(aggregate, UnitKind::Row, source, table, row))
        };
        order::sort_by_key(&mut found.units, |unit| (unit.table, unit.row));
        self.note(&mut step, aggregate, &found.units);
        if is_flag {
            return Self::answered(found.tally.counts.flag(aggregate.function, register), Completeness::NONE, step);
        }
        Self::finished(&found.tally.number(aggregate.function, register), step, &plan.unit())
    }

    /// Condition, value and weight of one row or area, as far as the aggregate has them.
    fn parts_of(&self, aggregate: &PlanAggregate, kind: UnitKind, table: usize, row: usize) -> [Option<Traced>; 3] {
        let reader = self.reading(if kind == UnitKind::Own { Reach::Own } else { Reach::Parts });
        [&aggregate.condition, &aggregate.value, &aggregate.weight].map(|plan| plan.as_ref().map(|plan| reader.read(plan, table, row)))
    }

    fn unit(&self, aggregate: &PlanAggregate, kind: UnitKind, table: usize, row: usize) -> Unit {
        let [condition, value, weight] = self.parts_of(aggregate, kind, table, row);
        let number = |traced: &Option<Traced>, plan: &Option<Plan>| {
            let (traced, plan) = traced.as_ref().zip(plan.as_ref())?;
            Some(at_working_precision(&traced.number(), &plan.unit()))
        };
        let (value, weight) = (number(&value, &aggregate.value), number(&weight, &aggregate.weight));
        let decided = condition.as_ref().map(Traced::flag);
        Unit {
            table,
            row,
            tally: Tally::row(aggregate.function, decided, value.as_ref(), weight.as_ref()),
            kind,
        }
    }

    /// The rows of a table in an area; in a census also the areas in it that have none, where areas of their table have some.
    fn reported(&self, aggregate: &PlanAggregate, kind: UnitKind, source: usize, table: usize, row: usize) -> Found {
        let mut found = Found::default();
        for (child, child_row) in self.children_of(table, row) {
            if child == source {
                found.add(Found::of(self.unit(aggregate, kind, child, child_row)), aggregate.function);
            } else if self.is_above(child, source) {
                found.add(self.reported(aggregate, kind, source, child, child_row), aggregate.function);
            }
        }
        if !found.has_rows() && self.frame.is_census(source) && self.is_linked(source, table) {
            return Found::unreported(table, row);
        }
        found
    }

    fn sum(&self, aggregate: &PlanAggregate, source: Option<usize>, table: usize, row: usize) -> Found {
        self.settled(aggregate, source, table, row).0
    }

    /// The sum over an area, read at the lowest level that is complete, and whether the areas above count it.
    fn settled(&self, aggregate: &PlanAggregate, source: Option<usize>, table: usize, row: usize) -> (Found, bool) {
        let lowest = source.and_then(|source| self.frame.level_of(source)).unwrap_or(aggregate.table);
        let mut rows = Found::default();
        for (child, child_row) in self.children_of(table, row) {
            if Some(child) == source {
                let unit = self.unit(aggregate, UnitKind::Row, child, child_row);
                rows.add(Found::of(unit), aggregate.function);
            } else if self.is_above_level(child, lowest) {
                let (found, is_counted) = self.settled(aggregate, source, child, child_row);
                if is_counted {
                    rows.add(found, aggregate.function);
                }
            }
        }
        let (has_rows, fault) = (rows.has_rows(), rows.tally.counts.fault);
        let is_counted = has_rows || source.is_some_and(|source| self.is_linked(source, table));
        if rows.is_complete() || fault == Some(Fault::Invalid) {
            return (rows, is_counted);
        }
        let levels = self.frame.areas_above(lowest).filter(|level| self.is_above(table, *level));
        let mut totals: Vec<Found> = levels
            .map(|level| self.reported(aggregate, UnitKind::Own, level, table, row))
            .collect();
        if let Some(complete) = totals.iter().position(Found::is_complete) {
            return (totals.swap_remove(complete), is_counted);
        }
        let figures = |kind| Found::of(self.unit(aggregate, kind, table, row));
        let own = figures(UnitKind::Own);
        if own.is_complete() {
            return (own, is_counted);
        }
        let mixed = if fault.is_none() { figures(UnitKind::Area) } else { own };
        let known = totals.iter().position(Found::is_known);
        let reason = mixed.tally.counts.fault;
        let found = if mixed.is_complete() {
            mixed
        } else if rows.is_known() || fault.is_some() {
            rows
        } else if let Some(known) = known {
            totals.swap_remove(known)
        } else if reason == Some(Fault::Invalid) || !has_rows && (reason.is_some() || mixed.is_known()) {
            mixed
        } else if is_counted && !has_rows && source.is_some_and(|source| self.frame.is_census(source)) {
            Found::unreported(table, row)
        } else {
            rows
        };
        (found, is_counted)
    }

    /// Whether the areas of one table lie above the rows of another.
    fn is_above(&self, table: usize, other: usize) -> bool {
        self.frame.level_of(other).is_some_and(|other| self.is_above_level(table, other))
    }

    fn is_above_level(&self, table: usize, level: LevelId) -> bool {
        self.frame
            .level_of(table)
            .is_some_and(|above| self.frame.scope.is_below(level, above))
    }

    /// Keeps the first rows that count and the first that are missing, and says where areas stand for their rows.
    fn note(&self, step: &mut Step, aggregate: &PlanAggregate, units: &[Unit]) {
        let is_read = |unit: &&Unit| unit.kind != UnitKind::Unreported;
        step.rows_total = u64::try_from(units.iter().filter(is_read).count()).unwrap_or(u64::MAX);
        let named = self.frame.table_of(aggregate.table);
        if let Some(unit) = units.iter().filter(is_read).find(|unit| Some(unit.table) != named) {
            let level = self.frame.level_of(unit.table).and_then(|level| self.frame.scope.level(level));
            step.read_at = level.map(|level| level.id.to_string());
            step.read_at_name = level.map(|level| text(&level.name));
            step.read_in_part = units.iter().filter(is_read).any(|unit| Some(unit.table) == named);
        }
        for unit in units {
            let counts = &unit.tally.counts;
            let is_missing = counts.fault.is_some() || counts.known < counts.rows;
            let list = if is_missing {
                &mut step.rows_missing
            } else {
                &mut step.rows_chosen
            };
            if list.len() >= SHOWN_ROWS || !is_missing && counts.chosen == 0 {
                continue;
            }
            let area = self.frame.table(unit.table).and_then(|table| table.id(unit.row));
            let parts = if unit.kind == UnitKind::Unreported {
                Vec::new()
            } else {
                let parts = self.parts_of(aggregate, unit.kind, unit.table, unit.row);
                parts.into_iter().flatten().map(|traced| traced.step).collect()
            };
            list.push(RowNote {
                area: area.unwrap_or_default().to_owned(),
                parts,
            });
        }
    }
}
