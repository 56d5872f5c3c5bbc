//! Data items in the scalar reading: what an area reports, or else what its parts come to.

use super::super::cell::{Cell, column_cell};
use super::super::columnar::Reach;
use super::super::frame::Frame;
use super::super::status::{Completeness, Fault};
use super::super::step::{Step, StepKind};
use super::{Scalar, Traced, text};
use crate::decimal::Fraction;
use crate::formula::{Field, FieldKind, Rollup};
use crate::order;

/// One of the reports that make up an area: value and weight. A flag is one or zero.
#[derive(Clone, Debug, PartialEq)]
struct Report {
    cell: Cell,
    weight: Option<Cell>,
}

impl Report {
    const fn missing() -> Self {
        Self {
            cell: Cell::missing(),
            weight: None,
        }
    }

    fn of_flag(flag: Result<bool, Fault>) -> Self {
        let cell = match flag {
            Ok(flag) => Cell::full(if flag { Fraction::one() } else { Fraction::zero() }),
            Err(Fault::Missing) => Cell::missing(),
            Err(fault) => Cell::fault(fault),
        };
        Self { cell, weight: None }
    }

    /// The value, or why it cannot be used.
    fn value(&self) -> Result<(&Fraction, Option<&Fraction>), Fault> {
        let value = self.cell.value.as_ref().map_err(|fault| *fault)?;
        let weight = self.weight.as_ref().map(|weight| weight.value.as_ref().map_err(|fault| *fault));
        Ok((value, weight.transpose()?))
    }

    fn is_known(&self) -> bool {
        self.value() != Err(Fault::Missing)
    }

    /// How much of it there is; a value that needs nothing is one that is there.
    fn completeness(&self) -> Completeness {
        match (self.value(), self.cell.completeness) {
            (Err(Fault::Missing), _) => Completeness::EMPTY,
            (Ok(_), Completeness::NONE) => Completeness::FULL,
            (_, completeness) => completeness,
        }
    }

    fn is_settled(&self) -> bool {
        match self.value() {
            Ok(_) => self.completeness().is_full(),
            Err(fault) => fault == Fault::Invalid,
        }
    }

    /// The same without what it still waits for.
    fn beside(mut self) -> Self {
        let reported = self.completeness().reported;
        self.cell.completeness = Completeness {
            reported,
            expected: reported,
        };
        self
    }
}

/// Whether reports make up the whole of an area.
fn is_complete(reports: &[Report]) -> bool {
    let full = |report: &Report| report.value().is_ok() && report.completeness().is_full();
    reports.iter().any(|report| report.completeness().expected > 0) && reports.iter().all(full)
}

impl<'a> Scalar<'a> {
    pub(super) fn number_field(&self, field: &'a Field, table: usize, row: usize) -> Traced {
        let unit = Frame::unit_of(field);
        let step = |kind| Step::new(kind, text(&field.name)).named(&field.id);
        let mut own = None;
        if let Some(cell) = self.collected(field, table, row) {
            let input = self.input(field, self.frame.column(field, table), table, row);
            own = Some(Self::finished(&cell, input, &unit));
        } else if self.frame.level_of(table) == Some(field.level)
            && let Some(derivation) = &field.derivation
        {
            let derived = self.read(derivation, table, row);
            if derived.value != Err(Fault::Missing) {
                let cell = derived.number();
                own = Some(Self::finished(&cell, step(StepKind::Derived).of(vec![derived.step]), &unit));
            }
        }
        let is_last = field.rollup == Rollup::None || self.reach == Reach::Own;
        if let Some(own) = own.take_if(|own| is_last || own.number().is_settled()) {
            return own;
        }
        let Some(global) = self.frame.tree.global(table, row).filter(|_| !is_last) else {
            return Self::nothing(field);
        };
        let reports = self.reports(field, global);
        match own {
            Some(own) if !is_complete(&reports) => own,
            _ if reports.iter().all(|report| *report == Report::missing()) && reports.len() < 2 => Self::nothing(field),
            _ => Self::finished(&combine(field.rollup, &reports), step(StepKind::RollUp), &unit),
        }
    }

    /// What a row itself reports; `None` where it reports nothing.
    fn collected(&self, field: &Field, table: usize, row: usize) -> Option<Cell> {
        let column = self.frame.column(field, table)?;
        let factor = column.unit().map(|unit| unit.factor().clone());
        let cell = column_cell(column, factor.as_ref(), row);
        (cell.value != Err(Fault::Missing)).then_some(cell)
    }

    /// The report of an area itself: collected, or derived at the item's own level.
    fn own_report(&self, field: &'a Field, table: usize, row: usize) -> Report {
        let own = self.frame.level_of(table) == Some(field.level);
        if matches!(field.kind, FieldKind::Flag) {
            return Report::of_flag(if own {
                self.own_flag(field, table, row).flag()
            } else {
                self.column_flag(field, table, row)
            });
        }
        let derivation = field.derivation.as_ref().filter(|_| own);
        let derived = || derivation.map(|derivation| self.read(derivation, table, row).number());
        let cell = self.collected(field, table, row).or_else(derived).unwrap_or_else(Cell::missing);
        let weight = match field.rollup {
            Rollup::Weighted(weight) => {
                let weight = self.frame.field(weight).and_then(|weight| self.collected(weight, table, row));
                Some(weight.unwrap_or_else(Cell::missing))
            }
            _ => None,
        };
        Report { cell, weight }
    }

    /// The reports that make up an area: its own, unless that is incomplete and those of its parts are not.
    fn reports(&self, field: &'a Field, global: usize) -> Vec<Report> {
        let Some((table, row)) = self.frame.tree.locate(global) else {
            return Vec::new();
        };
        let own = self.own_report(field, table, row);
        if own.is_settled() {
            return vec![own];
        }
        let rows = self.frame.base(field.level);
        let parts = self.parts(field, rows, global);
        if own.is_known() && !is_complete(&parts) {
            return vec![own];
        }
        let holds = !parts.is_empty() && rows.is_some_and(|rows| self.holds(rows, global));
        if holds || parts.iter().any(Report::is_known) {
            parts
        } else {
            vec![Report::missing()]
        }
    }

    /// The reports of the parts of an area. Those that are expected are listed even where nothing is known of them: in an area that holds rows
    /// of the item's own level these and what else could hold some, in any other area the parts of the highest level.
    fn parts(&self, field: &'a Field, rows: Option<usize>, global: usize) -> Vec<Report> {
        let located = |child: &usize| self.frame.tree.locate(*child).map(|(table, _)| (*child, table));
        let children: Vec<(usize, usize)> = self.children(global).iter().filter_map(located).collect();
        let is_area = |table: &usize| self.frame.is_area(*table);
        let highest = children.iter().map(|(_, table)| *table).filter(is_area).max();
        let mut parts = Vec::new();
        for (child, table) in children {
            if !is_area(&table) && rows != Some(table) {
                continue;
            }
            let reports = self.reports(field, child);
            let is_expected = match rows.filter(|rows| self.holds(*rows, global)) {
                Some(rows) => table == rows || self.holds(rows, child) || self.frame.is_census(rows) && self.is_linked(rows, table),
                None => Some(table) == highest,
            };
            if is_expected {
                parts.extend(reports);
            } else {
                parts.extend(reports.into_iter().filter(Report::is_known).map(Report::beside));
            }
        }
        parts
    }

    pub(super) fn flag_field(&self, field: &'a Field, table: usize, row: usize) -> Traced {
        if self.frame.level_of(table) == Some(field.level) {
            return self.own_flag(field, table, row);
        }
        let is_last = field.rollup == Rollup::None || self.reach == Reach::Own;
        let Some(global) = self.frame.tree.global(table, row).filter(|_| !is_last) else {
            let input = self.input(field, self.frame.column(field, table), table, row);
            return Self::answered(self.column_flag(field, table, row), Completeness::NONE, input);
        };
        let reports = self.reports(field, global);
        let values: Vec<_> = reports.iter().map(Report::value).collect();
        let yes = values.iter().flatten().any(|(value, _)| **value == Fraction::one());
        let worst = values.iter().filter_map(|value| value.as_ref().err()).max();
        let flag = match worst {
            _ if yes => Ok(true),
            Some(fault) => Err(*fault),
            None if is_complete(&reports) => Ok(false),
            None => Err(Fault::Missing),
        };
        let step = Step::new(StepKind::RollUp, text(&field.name)).named(&field.id);
        Self::answered(flag, Completeness::NONE, step)
    }

    fn column_flag(&self, field: &Field, table: usize, row: usize) -> Result<bool, Fault> {
        let column = self.frame.column(field, table);
        column.and_then(|column| column.flag(row)).ok_or(Fault::Missing)
    }

    fn own_flag(&self, field: &'a Field, table: usize, row: usize) -> Traced {
        let mut step = self.input(field, self.frame.column(field, table), table, row);
        let mut flag = self.column_flag(field, table, row);
        if flag.is_err()
            && let Some(derivation) = &field.derivation
        {
            let derived = self.read(derivation, table, row);
            flag = derived.flag();
            step.kind = StepKind::Derived;
            step.source = None;
            step = step.of(vec![derived.step]);
        }
        if let Some(condition) = &field.applies_when {
            let condition = self.read(condition, table, row);
            flag = match (flag, condition.flag()) {
                (Ok(false), _) | (_, Ok(false)) => Ok(false),
                (Err(left), Err(right)) => Err(left.max(right)),
                (Err(fault), _) | (_, Err(fault)) => Err(fault),
                (Ok(true), Ok(true)) => Ok(true),
            };
            step.parts.push(condition.step);
        }
        Self::answered(flag, Completeness::NONE, step)
    }
}

/// What several reports come to.
fn combine(rollup: Rollup, reports: &[Report]) -> Cell {
    let mut completeness = Completeness::NONE;
    let mut fault: Option<Fault> = None;
    let mut known: Vec<(&Fraction, Option<&Fraction>)> = Vec::new();
    for report in reports {
        completeness = completeness.and(report.completeness());
        match report.value() {
            Ok(value) => known.push(value),
            Err(Fault::Missing) => {}
            Err(other) => fault = fault.max(Some(other)),
        }
    }
    let add = |left: Result<Fraction, Fault>, right: &Fraction| left.and_then(|left| left.add(right).map_err(Fault::from));
    let values = || known.iter().map(|(value, _)| *value);
    let value = match (fault, known.is_empty(), rollup) {
        (Some(fault), ..) => Err(fault),
        (None, true, _) => Err(Fault::Missing),
        (None, false, Rollup::Max) => values().max().cloned().ok_or(Fault::Missing),
        (None, false, Rollup::Min) => values().min().cloned().ok_or(Fault::Missing),
        (None, false, Rollup::Distinct) => {
            let mut list: Vec<&Fraction> = values().collect();
            order::sort_by(&mut list, Ord::cmp);
            list.dedup();
            i128::try_from(list.len()).map(Fraction::from_integer).map_err(|_| Fault::Overflow)
        }
        (None, false, Rollup::Weighted(_)) => {
            let mut sum = Ok(Fraction::zero());
            let mut weights = Ok(Fraction::zero());
            for (value, weight) in &known {
                let weight = weight.cloned().unwrap_or_else(Fraction::zero);
                let product = value.multiply(&weight).map_err(Fault::from);
                sum = product.and_then(|product| add(sum, &product));
                weights = add(weights, &weight);
            }
            sum.and_then(|sum| sum.divide(&weights?).map_err(Fault::from))
        }
        (None, false, _) => values().fold(Ok(Fraction::zero()), add),
    };
    Cell { value, completeness }
}
