//! What an aggregate keeps of the rows of one area; two tallies add up to that of both areas, in any order.

use super::cell::Cell;
use super::status::{Completeness, Fault};
use crate::decimal::Fraction;
use crate::formula::{AggregateFunction, LevelId, Plan, PlanAggregate, PlanKind, Scope};
use crate::unit::Unit;

/// What can be kept of the rows of an area, and added up in any order.
pub(super) trait Accumulate: Clone + Default {
    fn merge(&mut self, other: &Self, function: AggregateFunction);

    fn counts(&self) -> &Counts;

    /// What stands for an area that has not reported its rows.
    fn unreported() -> Self;
}

/// How many rows there are, are known and are chosen.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// Rows that belong to the area, and areas in it that have not reported theirs.
    pub(super) rows: u64,
    /// Rows of which everything needed is known.
    pub(super) known: u64,
    /// Rows that fulfil the condition.
    pub(super) chosen: u64,
    pub(super) fault: Option<Fault>,
}

impl Accumulate for Counts {
    fn merge(&mut self, other: &Self, _: AggregateFunction) {
        self.rows = self.rows.saturating_add(other.rows);
        self.known = self.known.saturating_add(other.known);
        self.chosen = self.chosen.saturating_add(other.chosen);
        self.fault = self.fault.max(other.fault);
    }

    fn counts(&self) -> &Counts {
        self
    }

    fn unreported() -> Self {
        Self::row(Err(Fault::Missing))
    }
}

impl Counts {
    /// The count of one row.
    pub(super) fn row(condition: Result<bool, Fault>) -> Self {
        let (known, chosen, fault) = match condition {
            Ok(true) => (1, 1, None),
            Ok(false) => (1, 0, None),
            Err(Fault::Missing) => (0, 0, None),
            Err(fault) => (0, 0, Some(fault)),
        };
        Self {
            rows: 1,
            known,
            chosen,
            fault,
        }
    }

    /// Whether there are rows and everything needed is known of all of them.
    pub(super) const fn is_complete(&self) -> bool {
        self.rows > 0 && self.known == self.rows && self.fault.is_none()
    }

    /// Whether anything is known.
    pub(super) const fn is_known(&self) -> bool {
        self.known > 0 || self.chosen > 0
    }

    /// Whether there is anything to show: something known, or why not.
    pub(super) const fn is_telling(&self) -> bool {
        self.is_known() || self.fault.is_some()
    }

    const fn completeness(&self) -> Completeness {
        Completeness {
            reported: self.known,
            expected: self.rows,
        }
    }

    /// Whether the area can be judged at all; a register without rows can.
    fn readable(&self, register: bool) -> Result<(), Fault> {
        match self.fault {
            Some(fault) => Err(fault),
            None if self.rows == 0 && !register => Err(Fault::Missing),
            None if self.rows > 0 && !self.is_known() => Err(Fault::Missing),
            None => Ok(()),
        }
    }

    /// Where rows are missing, one of them may be what a mean lacks.
    const fn for_want_of_rows(&self, fault: Fault) -> Fault {
        match fault {
            Fault::Undefined if self.fault.is_none() && self.known < self.rows => Fault::Missing,
            fault => fault,
        }
    }

    fn cell(&self, register: bool, value: impl FnOnce() -> Result<Fraction, Fault>) -> Cell {
        let completeness = if self.rows == 0 && !register {
            Completeness::EMPTY
        } else {
            self.completeness()
        };
        Cell {
            value: self
                .readable(register)
                .and_then(|()| value())
                .map_err(|fault| self.for_want_of_rows(fault)),
            completeness,
        }
    }

    /// The number that `count` or `share` comes to.
    pub(super) fn number(&self, function: AggregateFunction, register: bool) -> Cell {
        self.cell(register, || match function {
            AggregateFunction::Share => count(self.chosen).divide(&count(self.known)).map_err(Fault::from),
            _ => Ok(count(self.chosen)),
        })
    }

    /// The answer of `any` and `all`.
    pub(super) fn flag(&self, function: AggregateFunction, register: bool) -> Result<bool, Fault> {
        let every = function == AggregateFunction::All;
        let decided = if every { self.chosen < self.known } else { self.chosen > 0 };
        if decided {
            return Ok(!every);
        }
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        if self.known < self.rows || (self.rows == 0 && !register) {
            return Err(Fault::Missing);
        }
        Ok(every)
    }
}

/// A row's number as aggregates take it: the one place where a quotient inside a sum is rounded, to 28 significant digits, half to even, in
/// the unit that the formula gives it.
pub(super) fn at_working_precision(cell: &Cell, unit: &Unit) -> Cell {
    cell.map(|value| {
        let written = value.divide(unit.factor())?;
        let rounded = written.to_working_precision();
        if rounded == written {
            Ok(value.clone())
        } else {
            rounded.multiply(unit.factor()).map_err(Fault::from)
        }
    })
}

/// Whether an aggregate needs no more than counts.
pub(super) const fn only_counts(function: AggregateFunction) -> bool {
    matches!(
        function,
        AggregateFunction::Count | AggregateFunction::Share | AggregateFunction::Any | AggregateFunction::All
    )
}

/// Whether the figures of an area may stand for its rows. With a condition, or a choice between values, they do not: what is true of one row is
/// not true of the area. Nor do they where nothing is read from the rows themselves: a number, or a figure of the area, is added once for each row.
pub(super) fn adds_up(aggregate: &PlanAggregate, scope: &Scope) -> bool {
    let rank = |level: LevelId| scope.level(level).and_then(|level| level.rank);
    let rows = rank(aggregate.table);
    let is_of_rows = |field| scope.field(field).is_some_and(|field| rank(field.level) <= rows);
    aggregate.function == AggregateFunction::Sum
        && aggregate.condition.is_none()
        && aggregate
            .value
            .as_ref()
            .is_some_and(|value| !chooses(value) && value.fields().into_iter().any(is_of_rows))
}

fn chooses(plan: &Plan) -> bool {
    matches!(plan.kind, PlanKind::If(..)) || plan.parts().any(chooses)
}

fn count(rows: u64) -> Fraction {
    Fraction::from_integer(i128::from(rows))
}

/// Running result of one aggregate over the rows of one area.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub(super) counts: Counts,
    sum: Result<Fraction, Fault>,
    weight: Result<Fraction, Fault>,
    extreme: Option<Fraction>,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            counts: Counts::default(),
            sum: Ok(Fraction::zero()),
            weight: Ok(Fraction::zero()),
            extreme: None,
        }
    }
}

impl Accumulate for Tally {
    fn merge(&mut self, other: &Self, function: AggregateFunction) {
        self.counts.merge(&other.counts, function);
        match function {
            AggregateFunction::Count | AggregateFunction::Share | AggregateFunction::Any | AggregateFunction::All => {}
            AggregateFunction::Min | AggregateFunction::Max => {
                self.extreme = extreme_of(function, self.extreme.take(), other.extreme.clone());
            }
            AggregateFunction::Sum | AggregateFunction::Mean => self.sum = plus(&self.sum, &other.sum),
            AggregateFunction::WeightedMean => {
                self.sum = plus(&self.sum, &other.sum);
                self.weight = plus(&self.weight, &other.weight);
            }
        }
    }

    fn counts(&self) -> &Counts {
        &self.counts
    }

    fn unreported() -> Self {
        Self {
            counts: Counts::unreported(),
            ..Self::default()
        }
    }
}

fn plus(left: &Result<Fraction, Fault>, right: &Result<Fraction, Fault>) -> Result<Fraction, Fault> {
    match (left, right) {
        (Ok(left), Ok(right)) => left.add(right).map_err(Fault::from),
        (Err(fault), _) | (_, Err(fault)) => Err(*fault),
    }
}

fn extreme_of(function: AggregateFunction, left: Option<Fraction>, right: Option<Fraction>) -> Option<Fraction> {
    match (left, right) {
        (Some(left), Some(right)) => Some(if function == AggregateFunction::Min {
            left.min(right)
        } else {
            left.max(right)
        }),
        (left, right) => left.or(right),
    }
}

impl Tally {
    /// The tally of one row.
    pub(super) fn row(
        function: AggregateFunction,
        condition: Option<Result<bool, Fault>>,
        value: Option<&Cell>,
        weight: Option<&Cell>,
    ) -> Self {
        let mut tally = Self {
            counts: Counts::row(condition.unwrap_or(Ok(true))),
            ..Self::default()
        };
        if tally.counts.chosen == 0 {
            return tally;
        }
        let mut complete = true;
        for cell in [value, weight].into_iter().flatten() {
            complete = complete && cell.completeness.is_full();
            if let Err(fault) = &cell.value {
                tally.counts = Counts::row(Err(*fault));
                return tally;
            }
        }
        tally.counts.known = u64::from(complete);
        let number = |cell: Option<&Cell>| cell.and_then(|cell| cell.value.as_ref().ok()).cloned();
        if let Some(value) = number(value) {
            match function {
                AggregateFunction::WeightedMean => {
                    let weight = number(weight).unwrap_or_else(Fraction::zero);
                    tally.sum = value.multiply(&weight).map_err(Fault::from);
                    tally.weight = Ok(weight);
                }
                AggregateFunction::Min | AggregateFunction::Max => tally.extreme = Some(value),
                _ => tally.sum = Ok(value),
            }
        }
        tally
    }

    /// The number that the aggregate comes to.
    pub(super) fn number(&self, function: AggregateFunction, register: bool) -> Cell {
        if only_counts(function) {
            return self.counts.number(function, register);
        }
        self.counts.cell(register, || self.value(function))
    }

    fn value(&self, function: AggregateFunction) -> Result<Fraction, Fault> {
        let sum = || self.sum.as_ref().map_err(|fault| *fault);
        match function {
            AggregateFunction::Mean => sum()?.divide(&count(self.counts.chosen)).map_err(Fault::from),
            AggregateFunction::WeightedMean => sum()?.divide(self.weight.as_ref().map_err(|fault| *fault)?).map_err(Fault::from),
            AggregateFunction::Min | AggregateFunction::Max => self.extreme.clone().ok_or(Fault::Undefined),
            _ => sum().cloned(),
        }
    }
}
