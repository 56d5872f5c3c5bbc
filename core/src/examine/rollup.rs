//! Values of parts to the value of the whole, by the roll-up contract of each item.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cell::{Cell, Numbers, column_cell};
use super::columnar::Columnar;
use super::frame::Frame;
use super::status::{Completeness, Fault};
use crate::decimal::Fraction;
use crate::formula::{Field, FieldId, FieldKind, Rollup};

/// The values of one field in every area, from what the areas and their parts report.
#[derive(Clone, Debug)]
pub(super) struct Rolled {
    rollup: Rollup,
    /// By tree number.
    list: Vec<Whole>,
    /// What the observations directly in each area come to; none where the field is one of areas.
    observed: Vec<Whole>,
    base: usize,
}

/// What is known of one area: its own report, or else what its parts add up to.
#[derive(Clone, Debug, Default)]
struct Whole {
    completeness: Completeness,
    fault: Option<Fault>,
    sum: Option<Result<Fraction, Fault>>,
    weight: Option<Result<Fraction, Fault>>,
    distinct: BTreeSet<Fraction>,
    /// Any part says yes.
    yes: bool,
}

fn plus(left: Option<Result<Fraction, Fault>>, right: Option<&Result<Fraction, Fault>>) -> Option<Result<Fraction, Fault>> {
    match (left, right) {
        (Some(Ok(left)), Some(Ok(right))) => Some(left.add(right).map_err(Fault::from)),
        (Some(Err(fault)), _) => Some(Err(fault)),
        (_, Some(Err(fault))) => Some(Err(*fault)),
        (Some(left), None) => Some(left),
        (None, right) => right.cloned(),
    }
}

impl Whole {
    fn of_number(cell: &Cell, weight: Option<&Cell>, rollup: Rollup) -> Self {
        // A value that needs nothing is one that is there.
        let is_constant = cell.value.is_ok() && cell.completeness == Completeness::NONE;
        let mut whole = Self {
            completeness: if is_constant { Completeness::FULL } else { cell.completeness },
            ..Self::default()
        };
        match &cell.value {
            Err(Fault::Missing) => whole.completeness = Completeness::EMPTY,
            Err(fault) => whole.fault = Some(*fault),
            Ok(value) => match rollup {
                Rollup::Weighted(_) => match weight.map(|weight| &weight.value) {
                    Some(Ok(weight)) => {
                        whole.sum = Some(value.multiply(weight).map_err(Fault::from));
                        whole.weight = Some(Ok(weight.clone()));
                    }
                    Some(Err(fault)) if *fault != Fault::Missing => whole.fault = Some(*fault),
                    _ => whole.completeness = Completeness::EMPTY,
                },
                Rollup::Distinct => {
                    whole.distinct.insert(value.clone());
                }
                _ => whole.sum = Some(Ok(value.clone())),
            },
        }
        whole
    }

    fn of_flag(flag: Result<bool, Fault>) -> Self {
        match flag {
            Ok(yes) => Self {
                completeness: Completeness::FULL,
                yes,
                ..Self::default()
            },
            Err(Fault::Missing) => Self::unreported(),
            Err(fault) => Self {
                completeness: Completeness::FULL,
                fault: Some(fault),
                ..Self::default()
            },
        }
    }

    fn unreported() -> Self {
        Self {
            completeness: Completeness::EMPTY,
            ..Self::default()
        }
    }

    fn is_reported(&self) -> bool {
        self.fault.is_some() || self.completeness.reported > 0 || self.sum.is_some() || !self.distinct.is_empty()
    }

    fn is_complete(&self) -> bool {
        self.fault.is_none() && self.completeness.expected > 0 && self.completeness.is_full()
    }

    /// What is known of an area, from what it reports and what its parts come to.
    fn settle(reported: Option<Self>, parts: Self, holds: bool) -> Self {
        let is_settled = |own: &Self| own.is_complete() || own.fault == Some(Fault::Invalid);
        match reported.filter(Self::is_reported) {
            Some(own) if is_settled(&own) || !parts.is_complete() => own,
            _ if parts.is_reported() || (holds && parts.completeness.expected > 0) => parts,
            _ => Self::unreported(),
        }
    }

    /// What a part adds of which no report is expected.
    fn beside(&self) -> Self {
        let mut part = self.clone();
        part.completeness.expected = part.completeness.reported;
        part
    }

    fn merge(&mut self, other: &Self, rollup: Rollup) {
        self.completeness = self.completeness.and(other.completeness);
        self.fault = self.fault.max(other.fault);
        self.yes |= other.yes;
        self.distinct.extend(other.distinct.iter().cloned());
        self.sum = match rollup {
            Rollup::Max | Rollup::Min => match (self.sum.take(), &other.sum) {
                (Some(Ok(left)), Some(Ok(right))) => Some(Ok(if rollup == Rollup::Max {
                    left.max(right.clone())
                } else {
                    left.min(right.clone())
                })),
                (left, right) => left.or_else(|| right.clone()),
            },
            _ => plus(self.sum.take(), other.sum.as_ref()),
        };
        self.weight = plus(self.weight.take(), other.weight.as_ref());
    }

    fn number(&self, rollup: Rollup) -> Cell {
        if self.completeness.expected == 0 && !self.is_reported() {
            return Cell::missing();
        }
        let value = match self.fault {
            Some(fault) => Err(fault),
            None if self.is_reported() => self.value(rollup),
            None => Err(Fault::Missing),
        };
        Cell {
            value,
            completeness: self.completeness,
        }
    }

    fn value(&self, rollup: Rollup) -> Result<Fraction, Fault> {
        let sum = || self.sum.clone().unwrap_or(Err(Fault::Missing));
        match rollup {
            Rollup::Distinct => {
                let count = i128::try_from(self.distinct.len()).map_err(|_| Fault::Overflow)?;
                Ok(Fraction::from_integer(count))
            }
            Rollup::Weighted(_) => {
                let weight = self.weight.clone().unwrap_or(Err(Fault::Missing))?;
                sum()?.divide(&weight).map_err(Fault::from)
            }
            Rollup::Sum | Rollup::Max | Rollup::Min | Rollup::Any | Rollup::None => sum(),
        }
    }
}

impl Rolled {
    fn whole(&self, frame: &Frame<'_>, table: usize, row: usize) -> Option<&Whole> {
        let global = frame.tree.global(table, row)?;
        self.list.get(global.checked_sub(self.base)?)
    }

    /// The number of one area.
    pub(super) fn cell(&self, frame: &Frame<'_>, table: usize, row: usize) -> Cell {
        self.whole(frame, table, row)
            .map_or_else(Cell::missing, |whole| whole.number(self.rollup))
    }

    /// The flag of one area: yes as soon as one part says yes.
    pub(super) fn flag(&self, table: usize, row: usize, frame: &Frame<'_>) -> Result<bool, Fault> {
        let Some(whole) = self.whole(frame, table, row) else {
            return Err(Fault::Missing);
        };
        match (whole.yes, whole.fault) {
            (true, _) => Ok(true),
            (false, Some(fault)) => Err(fault),
            (false, None) if whole.completeness.expected > 0 && whole.completeness.is_full() => Ok(false),
            (false, None) => Err(Fault::Missing),
        }
    }
}

impl<'a> Columnar<'a> {
    /// Values of a field in all areas at and above the lowest table that reports it.
    pub(super) fn rolled_up(&self, id: FieldId, field: &'a Field) -> Arc<Rolled> {
        if let Some(known) = self.kept.lists.borrow().rolled.get(&id) {
            return Arc::clone(known);
        }
        let earlier = self.kept.earlier.borrow_mut().rolled.remove(&id);
        let rolled = Arc::new(match earlier {
            Some(earlier) => self.roll_up(field, Some(Arc::unwrap_or_clone(earlier))),
            None => self.unfocused().roll_up(field, None),
        });
        self.kept.lists.borrow_mut().rolled.insert(id, Arc::clone(&rolled));
        rolled
    }

    /// A value that an area reports prevails over what its parts add up to, unless it is incomplete and they are not.
    ///
    /// Which parts are expected to report follows from the rows alone, never from the values: in an area that holds rows of the item's own
    /// level all of these, and in a census the areas that could hold some and have none; in any other area its parts of the highest level.
    /// What further parts report is added.
    fn roll_up(&self, field: &'a Field, earlier: Option<Rolled>) -> Rolled {
        let (frame, tree) = (self.frame, self.frame.tree);
        let own = frame.table_of(field.level);
        let rows = frame.base(field.level);
        let observation = rows.filter(|table| !frame.is_area(*table));
        let holding = rows.and_then(|rows| frame.holding(rows));
        let is_linked = |table: usize| holding.is_some_and(|holding| holding.is_linked(table));
        let is_census = rows.is_some_and(|rows| frame.is_census(rows));
        let holds = |area: usize| holding.is_some_and(|holding| holding.holds(area));
        // Of the areas of lower tables nothing can be known.
        let is_read = |table: &usize| frame.column(field, *table).is_some() || Some(*table) == rows || is_linked(*table);
        let areas: Vec<usize> = frame.area_tables().iter().copied().skip_while(|table| !is_read(table)).collect();
        let base = areas.iter().filter_map(|table| tree.offset(*table)).min().unwrap_or_default();
        let end = areas.iter().filter_map(|table| tree.offset(table.checked_add(1)?)).max();
        let length = end.unwrap_or_default().saturating_sub(base);
        let (list, observed) = earlier.map(|earlier| (earlier.list, earlier.observed)).unzip();
        let mut list = self.list(length, list);
        let mut observed = self.list(if observation.is_some() { length } else { 0 }, observed);
        if let Some(observation) = observation {
            let source = self.area_source(field, observation, own);
            let place = |row| tree.parent(tree.global(observation, row)?)?.checked_sub(base);
            for above in self.rows(observation).iter().filter_map(place) {
                if let Some(above) = observed.get_mut(above) {
                    *above = Whole::default();
                }
            }
            for row in self.rows(observation).iter() {
                let part = source
                    .as_ref()
                    .map_or_else(Whole::unreported, |source| source.whole(row, field.rollup));
                if let Some(above) = place(row).and_then(|above| observed.get_mut(above)) {
                    above.merge(&part, field.rollup);
                }
            }
        }
        for place in areas
            .iter()
            .flat_map(|table| self.changed(*table))
            .filter_map(|area| area.checked_sub(base))
        {
            if let Some(whole) = list.get_mut(place) {
                *whole = observed.get(place).cloned().unwrap_or_default();
            }
        }
        // Whether the area above waits for the report of this one.
        let is_expected = |table: usize, area: usize| match tree.parent(area) {
            Some(parent) if holds(parent) => rows == Some(table) || holds(area) || is_census && is_linked(table),
            Some(parent) => frame.highest_part(parent) == Some(table),
            None => false,
        };
        for table in areas {
            let source = self.area_source(field, table, own);
            let Some(first) = tree.offset(table).and_then(|offset| offset.checked_sub(base)) else {
                continue;
            };
            for row in self.parts(table).iter() {
                let Some(place) = first.checked_add(row) else { continue };
                let area = place.saturating_add(base);
                let parent = tree.parent(area);
                if let Some(whole) = list.get_mut(place).filter(|_| self.is_changed(area)) {
                    let parts = std::mem::take(whole);
                    let reported = source.as_ref().map(|source| source.whole(row, field.rollup));
                    *whole = Whole::settle(reported, parts, holds(area));
                }
                let Some(above) = parent.and_then(|parent| parent.checked_sub(base)).filter(|parent| *parent > place) else {
                    continue;
                };
                if above >= list.len() {
                    continue;
                }
                let (low, high) = list.split_at_mut(above);
                if let (Some(part), Some(whole)) = (low.get(place), high.first_mut()) {
                    if is_expected(table, area) {
                        whole.merge(part, field.rollup);
                    } else {
                        whole.merge(&part.beside(), field.rollup);
                    }
                }
            }
        }
        Rolled {
            rollup: field.rollup,
            list,
            observed,
            base,
        }
    }

    /// Where the areas of a table report the field.
    fn area_source(&self, field: &'a Field, table: usize, own: Option<usize>) -> Option<Source<'a>> {
        let is_own = Some(table) == own;
        if !is_own && self.frame.column(field, table).is_none() {
            return None;
        }
        if matches!(field.kind, FieldKind::Flag) {
            if is_own {
                return Some(Source::Flags(self.own_flags(field, table)));
            }
            let column = self.frame.column(field, table)?;
            let flags = self.collect_flags(table, |row| column.flag(row).ok_or(Fault::Missing));
            return Some(Source::Flags(flags));
        }
        let numbers = if is_own {
            self.own_numbers(field, table)
        } else {
            Numbers::of_column(self.frame.column(field, table)?)
        };
        let weight = match field.rollup {
            Rollup::Weighted(weight) => self.frame.field(weight).and_then(|weight| self.frame.column(weight, table)),
            _ => None,
        };
        Some(Source::Numbers {
            numbers,
            weight: weight.map(Numbers::of_column),
        })
    }
}

/// Reports of the areas of one table.
enum Source<'a> {
    Flags(super::cell::Flags),
    Numbers { numbers: Numbers<'a>, weight: Option<Numbers<'a>> },
}

impl Source<'_> {
    fn whole(&self, row: usize, rollup: Rollup) -> Whole {
        match self {
            Self::Flags(flags) => Whole::of_flag(flags.get(row)),
            Self::Numbers { numbers, weight } => {
                let weight = weight.as_ref().map(|weight| weight.get(row));
                Whole::of_number(&numbers.get(row), weight.as_deref(), rollup)
            }
        }
    }
}

/// The number that an area itself reports, in base units; used where parents and parts are held against each other.
pub(super) fn reported_number(frame: &Frame<'_>, field: &Field, table: usize, row: usize) -> Option<Cell> {
    let column = frame.column(field, table)?;
    let factor = column.unit().map(|unit| unit.factor().clone());
    Some(column_cell(column, factor.as_ref(), row)).filter(|cell| cell.value != Err(Fault::Missing))
}
