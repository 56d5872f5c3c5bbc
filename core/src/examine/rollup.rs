//! Values of parts to the value of the whole, by the roll-up contract of each item.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::cell::{Cell, Numbers, column_cell};
use super::columnar::Columnar;
use super::frame::Frame;
use super::status::{Completeness, Fault};
use crate::decimal::Fraction;
use crate::formula::{Field, FieldId, FieldKind, Rollup};

/// The values of one field in every area, from what the areas and their parts report.
pub(super) struct Rolled {
    rollup: Rollup,
    /// By tree number.
    list: Vec<Whole>,
    base: usize,
}

/// What is known of one area: its own report, or else what its parts add up to.
#[derive(Clone, Default)]
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
        let mut whole = Self {
            completeness: cell.completeness,
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
            Err(Fault::Missing) => Self {
                completeness: Completeness::EMPTY,
                ..Self::default()
            },
            Err(fault) => Self {
                completeness: Completeness::FULL,
                fault: Some(fault),
                ..Self::default()
            },
        }
    }

    fn is_reported(&self) -> bool {
        self.fault.is_some() || self.completeness.reported > 0
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
        if self.completeness.expected == 0 {
            return Cell::missing();
        }
        let value = match (self.fault, self.completeness.reported) {
            (Some(fault), _) => Err(fault),
            (None, 0) => Err(Fault::Missing),
            _ => self.value(rollup),
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
    pub(super) fn rolled_up(&self, id: FieldId, field: &'a Field) -> Rc<Rolled> {
        if let Some(known) = self.rolled.borrow().get(&id) {
            return Rc::clone(known);
        }
        let rolled = Rc::new(self.roll_up(field));
        self.rolled.borrow_mut().insert(id, Rc::clone(&rolled));
        rolled
    }

    fn roll_up(&self, field: &'a Field) -> Rolled {
        let (frame, tree) = (self.frame, self.frame.tree);
        let areas = frame.area_tables();
        let own = frame.table_of(field.level);
        let mut lowest: Vec<usize> = areas
            .iter()
            .copied()
            .filter(|table| frame.column(field, *table).is_some() || Some(*table) == own)
            .collect();
        if let Some(observation) = own.filter(|table| !frame.is_area(*table)) {
            lowest.extend(
                tree.parents_of(observation)
                    .flatten()
                    .min()
                    .and_then(|parent| tree.locate(parent))
                    .map(|(table, _)| table),
            );
        }
        let offsets: Vec<usize> = lowest.iter().filter_map(|table| tree.offset(*table)).collect();
        let base = offsets.into_iter().min().unwrap_or(usize::MAX);
        let end = areas
            .iter()
            .filter_map(|table| tree.offset(table.checked_add(1)?))
            .max()
            .unwrap_or_default();
        let mut list = vec![Whole::default(); end.saturating_sub(base)];
        if let Some(observation) = own.filter(|table| !frame.is_area(*table)) {
            let source = self.area_source(field, observation, own);
            for (row, parent) in tree.parents_of(observation).enumerate() {
                let part = source
                    .as_ref()
                    .map_or_else(Whole::default, |source| source.whole(row, field.rollup));
                if let Some(above) = parent.and_then(|parent| list.get_mut(parent.checked_sub(base)?)) {
                    above.merge(&part, field.rollup);
                }
            }
        }
        for table in areas {
            let source = self.area_source(field, table, own);
            let Some(offset) = tree.offset(table).and_then(|offset| offset.checked_sub(base)) else {
                continue;
            };
            for (row, parent) in tree.parents_of(table).enumerate() {
                let Some(place) = offset.checked_add(row) else { continue };
                // What an area reports itself prevails over what its parts add up to.
                if let (Some(source), Some(whole)) = (&source, list.get_mut(place)) {
                    let reported = source.whole(row, field.rollup);
                    if reported.is_reported() || whole.completeness.expected == 0 {
                        *whole = reported;
                    }
                }
                let Some(parent) = parent.and_then(|parent| parent.checked_sub(base)).filter(|parent| *parent > place) else {
                    continue;
                };
                let (low, high) = list.split_at_mut(parent);
                if let (Some(part), Some(above)) = (low.get(place), high.first_mut()) {
                    above.merge(part, field.rollup);
                }
            }
        }
        Rolled {
            rollup: field.rollup,
            list,
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
            let flags = super::cell::Flags::collect(self.frame.rows(table), |row| column.flag(row).ok_or(Fault::Missing));
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
                Whole::of_number(&numbers.get(row), weight.as_ref(), rollup)
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
