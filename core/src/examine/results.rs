//! Results in columns: one indicator over the areas of one table.

use std::borrow::Cow;

use super::cell::Numbers;
use super::status::{Completeness, Status};
use crate::decimal::Fraction;

/// Results of one indicator, or one part of it, for the areas of one table.
#[derive(Clone, Debug)]
pub(super) struct Results {
    pub(super) indicator: usize,
    pub(super) part: Option<usize>,
    pub(super) table: usize,
    values: Values,
    status: Vec<Status>,
    /// Kept only where it says more than the status does.
    completeness: Option<Vec<Completeness>>,
    /// Values of the year before, where a requirement asks for them.
    pub(super) before: Option<Vec<Option<Fraction>>>,
}

/// Exact values in the unit of the indicator.
#[derive(Clone, Debug)]
enum Values {
    /// Every value is a whole number of 64 bits; the slot of a row without a value holds 0.
    Whole(Vec<i64>),
    Exact(Vec<Option<Fraction>>),
}

/// The result of one area before it is stored.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub(super) value: Option<Fraction>,
    pub(super) status: Status,
    pub(super) completeness: Completeness,
}

/// A value as a bare number, where that says everything: an invalid result may have a value or none, which a bare number cannot tell.
fn bare(value: Option<&Fraction>, status: Status) -> Option<i64> {
    match value {
        Some(value) => value.to_integer().and_then(|whole| i64::try_from(whole).ok()),
        None => (!has_value(status)).then_some(0),
    }
}

/// A row without a value may hold anything here: its status says that it has none.
fn exact(list: &[i64], rows: usize) -> Vec<Option<Fraction>> {
    let mut exact = Vec::with_capacity(rows);
    exact.extend(list.iter().map(|whole| Some(Fraction::from(*whole))));
    exact
}

impl Results {
    pub(super) fn collect(indicator: usize, part: Option<usize>, table: usize, outcomes: impl ExactSizeIterator<Item = Outcome>) -> Self {
        let rows = outcomes.len();
        let mut values = Values::Whole(Vec::with_capacity(rows));
        let mut status = Vec::with_capacity(rows);
        let mut completeness: Option<Vec<Completeness>> = None;
        for outcome in outcomes {
            if usual(outcome.status) != outcome.completeness && completeness.is_none() {
                let mut list = Vec::with_capacity(rows);
                list.extend(status.iter().copied().map(usual));
                completeness = Some(list);
            }
            if let Some(list) = &mut completeness {
                list.push(outcome.completeness);
            }
            values.push(outcome.value, outcome.status, rows);
            status.push(outcome.status);
        }
        Self {
            indicator,
            part,
            table,
            values,
            status,
            completeness,
            before: None,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.status.len()
    }

    pub(super) fn status(&self, row: usize) -> Status {
        self.status.get(row).copied().unwrap_or(Status::Missing)
    }

    pub(super) fn completeness(&self, row: usize) -> Completeness {
        let kept = self.completeness.as_ref().and_then(|list| list.get(row)).copied();
        kept.unwrap_or_else(|| usual(self.status(row)))
    }

    /// Puts an outcome into a row, and says whether it is other than what stood there.
    pub(super) fn set(&mut self, row: usize, outcome: Outcome) -> bool {
        let Outcome {
            value,
            status,
            completeness,
        } = outcome;
        let value = value.filter(|_| has_value(status));
        if self.status(row) == status && self.completeness(row) == completeness && self.value(row).as_deref() == value.as_ref() {
            return false;
        }
        if self.completeness.is_none() && usual(status) != completeness {
            self.completeness = Some(self.status.iter().copied().map(usual).collect());
        }
        if let Some(slot) = self.completeness.as_mut().and_then(|list| list.get_mut(row)) {
            *slot = completeness;
        }
        self.values.set(row, value, status);
        if let Some(slot) = self.status.get_mut(row) {
            *slot = status;
        }
        true
    }

    /// Exact value in the unit of the indicator.
    pub(super) fn value(&self, row: usize) -> Option<Cow<'_, Fraction>> {
        if !has_value(self.status(row)) {
            return None;
        }
        match &self.values {
            Values::Whole(list) => list.get(row).map(|value| Cow::Owned(Fraction::from(*value))),
            Values::Exact(list) => list.get(row)?.as_ref().map(Cow::Borrowed),
        }
    }
}

const fn has_value(status: Status) -> bool {
    matches!(status, Status::Ok | Status::Partial | Status::Reported | Status::Invalid)
}

/// The completeness of most results with this status.
const fn usual(status: Status) -> Completeness {
    match status {
        Status::Missing => Completeness::EMPTY,
        _ => Completeness::FULL,
    }
}

impl Values {
    fn push(&mut self, value: Option<Fraction>, status: Status, rows: usize) {
        match self {
            Self::Whole(list) => {
                if let Some(whole) = bare(value.as_ref(), status) {
                    list.push(whole);
                    return;
                }
                let mut exact = exact(list, rows);
                exact.push(value);
                *self = Self::Exact(exact);
            }
            Self::Exact(list) => list.push(value),
        }
    }

    fn set(&mut self, row: usize, value: Option<Fraction>, status: Status) {
        if let Self::Whole(list) = self {
            if let Some(whole) = bare(value.as_ref(), status) {
                if let Some(slot) = list.get_mut(row) {
                    *slot = whole;
                }
                return;
            }
            *self = Self::Exact(exact(list, list.len()));
        }
        if let Self::Exact(list) = self
            && let Some(slot) = list.get_mut(row)
        {
            *slot = value;
        }
    }
}

/// Numbers that areas report themselves for an indicator, in base units.
pub(super) struct Reported<'a>(pub(super) Option<Numbers<'a>>);

impl Reported<'_> {
    pub(super) fn get(&self, row: usize) -> Option<super::cell::Cell> {
        let cell = self.0.as_ref()?.cell(row);
        (cell.value != Err(super::status::Fault::Missing)).then_some(cell)
    }
}
