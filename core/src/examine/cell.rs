//! Values in the course of a computation.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::focus::ByRow;
use super::status::{Completeness, Fault};
use crate::dataset::{Bits, Column};
use crate::decimal::Fraction;
use crate::formula::Arithmetic;
use crate::order;

/// A number in base units, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    pub(super) value: Result<Fraction, Fault>,
    pub(super) completeness: Completeness,
}

impl Cell {
    pub(super) const fn full(value: Fraction) -> Self {
        Self {
            value: Ok(value),
            completeness: Completeness::FULL,
        }
    }

    pub(super) const fn constant(value: Fraction) -> Self {
        Self {
            value: Ok(value),
            completeness: Completeness::NONE,
        }
    }

    pub(super) const fn missing() -> Self {
        Self {
            value: Err(Fault::Missing),
            completeness: Completeness::EMPTY,
        }
    }

    pub(super) const fn fault(fault: Fault) -> Self {
        Self {
            value: Err(fault),
            completeness: Completeness::FULL,
        }
    }

    /// A cell from two others; the graver of two faults prevails.
    pub(super) fn join(&self, other: &Self, compute: impl FnOnce(&Fraction, &Fraction) -> Result<Fraction, Fault>) -> Self {
        let value = match (&self.value, &other.value) {
            (Ok(left), Ok(right)) => compute(left, right),
            (Err(left), Err(right)) => Err(*left.max(right)),
            (Err(fault), Ok(_)) | (Ok(_), Err(fault)) => Err(*fault),
        };
        Self {
            value,
            completeness: self.completeness.and(other.completeness),
        }
    }

    /// Whether a comparison of two numbers holds. A number of which parts are missing decides nothing.
    pub(super) fn compare(&self, other: &Self, holds: impl FnOnce(std::cmp::Ordering) -> bool) -> Result<bool, Fault> {
        match (self.decisive(), other.decisive()) {
            (Ok(left), Ok(right)) => Ok(holds(left.cmp(right))),
            (Err(left), Err(right)) => Err(left.max(right)),
            (Err(fault), Ok(_)) | (Ok(_), Err(fault)) => Err(fault),
        }
    }

    fn decisive(&self) -> Result<&Fraction, Fault> {
        match &self.value {
            Ok(_) if !self.completeness.is_full() => Err(Fault::Missing),
            value => value.as_ref().map_err(|fault| *fault),
        }
    }

    /// Whether nothing that parts report can change it: it is complete, or cannot be right.
    pub(super) fn is_settled(&self) -> bool {
        match &self.value {
            Ok(_) => self.completeness.is_full(),
            Err(fault) => *fault == Fault::Invalid,
        }
    }

    pub(super) fn map(&self, compute: impl FnOnce(&Fraction) -> Result<Fraction, Fault>) -> Self {
        Self {
            value: self.value.as_ref().map_err(|fault| *fault).and_then(compute),
            completeness: self.completeness,
        }
    }
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

/// The number of one row of a column, in base units.
pub(super) fn column_cell(column: &Column, factor: Option<&Fraction>, row: usize) -> Cell {
    if column.is_invalid(row) {
        return Cell::fault(Fault::Invalid);
    }
    let Some((mantissa, scale)) = column.number(row) else {
        return Cell::missing();
    };
    let value = Fraction::scaled(mantissa, scale).and_then(|value| match factor {
        Some(factor) => value.multiply(factor),
        None => Ok(value),
    });
    match value {
        Ok(value) => Cell::full(value),
        Err(error) => Cell::fault(error.into()),
    }
}

/// Numbers for the rows of a table.
pub(super) enum Numbers<'a> {
    /// The same for every row.
    Constant(Cell),
    /// Read from a column when asked for.
    Column {
        column: &'a Column,
        factor: Option<Fraction>,
    },
    Cells(ByRow<'a, Cell>),
    /// Computed when asked for.
    Arithmetic(Arithmetic, Box<[Self; 2]>),
    /// One for yes, zero for no.
    Ones(Flags),
}

impl<'a> Numbers<'a> {
    pub(super) fn of_column(column: &'a Column) -> Self {
        let factor = column
            .unit()
            .map(|unit| unit.factor().clone())
            .filter(|factor| *factor != Fraction::one());
        Self::Column { column, factor }
    }

    pub(super) fn cell(&self, row: usize) -> Cell {
        self.get(row).into_owned()
    }

    pub(super) fn get(&self, row: usize) -> Cow<'_, Cell> {
        Cow::Owned(match self {
            Self::Constant(cell) => return Cow::Borrowed(cell),
            Self::Cells(cells) => return cells.get(row).map_or_else(|| Cow::Owned(Cell::missing()), Cow::Borrowed),
            Self::Column { column, factor } => column_cell(column, factor.as_ref(), row),
            Self::Ones(flags) => match flags.get(row) {
                Ok(flag) => Cell::full(if flag { Fraction::one() } else { Fraction::zero() }),
                Err(fault) => Cell {
                    value: Err(fault),
                    completeness: Completeness::EMPTY,
                },
            },
            Self::Arithmetic(operator, parts) => {
                let [left, right] = &**parts;
                let (left, right) = (left.get(row), right.get(row));
                left.join(&right, |left, right| arithmetic(*operator, left, right))
            }
        })
    }
}

/// Flags for the rows of a table: yes, no, unknown, or why not.
#[derive(Clone, Debug)]
pub(super) struct Flags {
    pub(super) known: Bits,
    pub(super) yes: Bits,
    /// Rows that are unknown for another reason than a missing value.
    pub(super) faults: BTreeMap<usize, Fault>,
}

impl Flags {
    pub(super) fn constant(value: Option<bool>, rows: usize) -> Self {
        let bits = |bit: bool| if bit { Bits::ones(rows) } else { Bits::zeros(rows) };
        Self {
            known: bits(value.is_some()),
            yes: bits(value == Some(true)),
            faults: BTreeMap::new(),
        }
    }

    /// Rows of a table of this length, one by one; the others stay unknown.
    pub(super) fn collect(length: usize, rows: impl Iterator<Item = usize>, mut flag: impl FnMut(usize) -> Result<bool, Fault>) -> Self {
        let mut flags = Self::constant(None, length);
        for row in rows {
            match flag(row) {
                Ok(value) => {
                    flags.known.set(row, true);
                    flags.yes.set(row, value);
                }
                Err(Fault::Missing) => {}
                Err(fault) => {
                    flags.faults.insert(row, fault);
                }
            }
        }
        flags
    }

    pub(super) fn get(&self, row: usize) -> Result<bool, Fault> {
        if self.known.get(row) {
            return Ok(self.yes.get(row));
        }
        Err(self.faults.get(&row).copied().unwrap_or(Fault::Missing))
    }

    pub(super) fn not(mut self) -> Self {
        self.yes.invert();
        self.yes.intersect(&self.known);
        self
    }

    /// All of them: no as soon as one is no, unknown as soon as one is unknown and none is no.
    pub(super) fn and(self, other: &Self) -> Self {
        self.not().or(&other.clone().not()).not()
    }

    /// One of them: yes as soon as one is yes, unknown as soon as one is unknown and none is yes.
    pub(super) fn or(mut self, other: &Self) -> Self {
        let rows: Vec<usize> = self.faults.keys().chain(other.faults.keys()).copied().collect();
        let faults = rows.into_iter().filter_map(|row| match (self.get(row), other.get(row)) {
            (Ok(true), _) | (_, Ok(true)) | (Ok(_), Ok(_)) => None,
            (Err(left), Err(right)) => Some((row, left.max(right))),
            (Err(fault), Ok(_)) | (Ok(_), Err(fault)) => Some((row, fault)),
        });
        let faults = order::map_of(faults.filter(|(_, fault)| *fault != Fault::Missing));
        self.yes.unite(&other.yes);
        self.known.intersect(&other.known);
        self.known.unite(&self.yes);
        self.faults = faults;
        self
    }

    /// These where they are known, else the others.
    pub(super) fn or_else(mut self, other: &Self) -> Self {
        let beside = other.faults.iter().filter(|(row, _)| !self.known.get(**row));
        self.faults = order::map_of(beside.map(|(row, fault)| (*row, *fault)));
        let mut unknown = self.known.clone();
        unknown.invert();
        let mut added = other.yes.clone();
        added.intersect(&unknown);
        self.yes.unite(&added);
        let mut added = other.known.clone();
        added.intersect(&unknown);
        self.known.unite(&added);
        self
    }
}
