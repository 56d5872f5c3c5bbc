//! What an aggregate keeps of the rows of one area; two tallies add up to that of both areas, in any order.

use super::cell::Cell;
use super::status::{Completeness, Fault};
use crate::decimal::Fraction;
use crate::formula::AggregateFunction;

/// Running result of one aggregate over the rows of one area.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    /// Rows that belong to the area.
    pub(super) rows: u64,
    /// Rows of which everything needed is known.
    pub(super) known: u64,
    /// Known rows that fulfil the condition.
    pub(super) chosen: u64,
    pub(super) fault: Option<Fault>,
    sum: Result<Fraction, Fault>,
    weight: Result<Fraction, Fault>,
    extreme: Option<Fraction>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { rows: 0, known: 0, chosen: 0, fault: None, sum: Ok(Fraction::zero()), weight: Ok(Fraction::zero()), extreme: None }
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
        (Some(left), Some(right)) => Some(if function == AggregateFunction::Min { left.min(right) } else { left.max(right) }),
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
        let mut tally = Self { rows: 1, ..Self::default() };
        match condition {
            Some(Err(Fault::Missing)) => return tally,
            Some(Err(fault)) => {
                tally.fault = Some(fault);
                return tally;
            }
            Some(Ok(false)) => {
                tally.known = 1;
                return tally;
            }
            Some(Ok(true)) | None => {}
        }
        let mut complete = true;
        for cell in [value, weight].into_iter().flatten() {
            complete = complete && cell.completeness.is_full();
            match &cell.value {
                Ok(_) => {}
                Err(Fault::Missing) => return tally,
                Err(fault) => {
                    tally.fault = Some(*fault);
                    return tally;
                }
            }
        }
        tally.chosen = 1;
        tally.known = u64::from(complete);
        // The one place where a quotient inside a sum is rounded: 28 significant digits, half to even.
        let number = |cell: Option<&Cell>| cell.and_then(|cell| cell.value.as_ref().ok()).map(Fraction::to_working_precision);
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

    /// Adds the rows of another area.
    pub(super) fn merge(&mut self, other: &Self, function: AggregateFunction) {
        self.rows = self.rows.saturating_add(other.rows);
        self.known = self.known.saturating_add(other.known);
        self.chosen = self.chosen.saturating_add(other.chosen);
        self.fault = self.fault.max(other.fault);
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

    const fn completeness(&self) -> Completeness {
        Completeness { reported: self.known, expected: self.rows }
    }

    /// Whether the area can be judged at all; a register without rows can.
    fn readable(&self, register: bool) -> Result<(), Fault> {
        match self.fault {
            Some(fault) => Err(fault),
            None if self.rows == 0 && !register => Err(Fault::Missing),
            None if self.rows > 0 && self.known == 0 && self.chosen == 0 => Err(Fault::Missing),
            None => Ok(()),
        }
    }

    /// The number that the aggregate comes to.
    pub(super) fn number(&self, function: AggregateFunction, register: bool) -> Cell {
        let completeness = if self.rows == 0 && !register { Completeness::EMPTY } else { self.completeness() };
        let value = self.readable(register).and_then(|()| self.value(function));
        Cell { value, completeness }
    }

    fn value(&self, function: AggregateFunction) -> Result<Fraction, Fault> {
        let count = |count: u64| Fraction::from_integer(i128::from(count));
        let ratio = |top: &Fraction, bottom: &Fraction| top.divide(bottom).map_err(Fault::from);
        match function {
            AggregateFunction::Count | AggregateFunction::Any | AggregateFunction::All => Ok(count(self.chosen)),
            AggregateFunction::Share => ratio(&count(self.chosen), &count(self.known)),
            AggregateFunction::Sum => self.sum.clone(),
            AggregateFunction::Mean => ratio(self.sum.as_ref().map_err(|fault| *fault)?, &count(self.chosen)),
            AggregateFunction::WeightedMean => {
                ratio(self.sum.as_ref().map_err(|fault| *fault)?, self.weight.as_ref().map_err(|fault| *fault)?)
            }
            AggregateFunction::Min | AggregateFunction::Max => self.extreme.clone().ok_or(Fault::Undefined),
        }
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
