//! Numbers that cannot be right: outside the limits of the catalogue, or negative counts. They are marked and kept.

use std::cmp::Ordering;

use crate::decimal::{Fraction, Rounding};
use crate::diagnostic::{Code, Diagnostic};
use crate::unit::Unit;

use super::column::{Column, Mantissas, Values};
use super::schema::ColumnKind;

/// Places that a message names.
const NAMED_PLACES: usize = 3;

/// Limits of a column, in its own unit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Limits {
    minimum: Option<Fraction>,
    maximum: Option<Fraction>,
    /// Whether only being a count sets the minimum.
    is_count: bool,
}

impl Limits {
    pub(crate) fn new(kind: ColumnKind<'_>, unit: Option<&Unit>) -> Self {
        let (
            ColumnKind::Measure {
                unit: own,
                minimum,
                maximum,
            },
            Some(unit),
        ) = (kind, unit)
        else {
            return Self::default();
        };
        // The header's unit may leave open what is counted, so the item's own unit need not accept it the other way round.
        let factor = unit.conversion_to(own);
        let bound = |limit: Option<&Fraction>| limit.and_then(|limit| limit.divide(factor.as_ref().ok()?).ok());
        let is_count = minimum.is_none() && counts(own);
        Self {
            minimum: if is_count { Some(Fraction::zero()) } else { bound(minimum) },
            maximum: bound(maximum),
            is_count,
        }
    }
}

/// Whether the unit counts things, of one kind or of any.
fn counts(unit: &Unit) -> bool {
    let mut exponents = unit.dimension().exponents();
    matches!((exponents.next(), exponents.next()), (Some((base, 1)), None) if base.label().is_some())
}

/// What was found in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Implausible {
    /// How many.
    pub(crate) count: usize,
    /// The first rows.
    pub(crate) rows: Vec<usize>,
}

impl Implausible {
    /// The warning, with the places as words.
    pub(crate) fn problem(&self, column: &Column, limits: &Limits, places: &[String]) -> Diagnostic {
        let value = self
            .rows
            .first()
            .and_then(|row| column.fraction(*row))
            .map(|value| value.to_string())
            .unwrap_or_default();
        let more = if self.count > places.len() { " …" } else { "" };
        let problem = Diagnostic::new(if limits.is_count && limits.maximum.is_none() {
            Code::DatasetNegativeCount
        } else {
            Code::DatasetImplausible
        })
        .with("item", &column.id)
        .with("value", value)
        .with("count", self.count)
        .with("places", format!("{}{more}", places.join(" ")));
        let shown = |limit: &Option<Fraction>, none: &str| limit.as_ref().map_or_else(|| none.to_owned(), ToString::to_string);
        problem
            .with("minimum", shown(&limits.minimum, "-∞"))
            .with("maximum", shown(&limits.maximum, "∞"))
    }
}

/// Marks the numbers of a column that are outside the limits.
pub(crate) fn check(column: &mut Column, limits: &Limits) -> Option<Implausible> {
    let Values::Number {
        mantissas,
        scale,
        known,
        invalid,
    } = &mut column.values
    else {
        return None;
    };
    let below = limits.minimum.as_ref().map(|minimum| Edge::new(minimum, *scale));
    let above = limits.maximum.as_ref().map(|maximum| Edge::new(maximum, *scale));
    if below.is_none() && above.is_none() {
        return None;
    }
    let is_inside = |mantissa: i128| {
        below.as_ref().is_none_or(|edge| edge.compare(mantissa) != Ordering::Less)
            && above.as_ref().is_none_or(|edge| edge.compare(mantissa) != Ordering::Greater)
    };
    // Where the smallest and the largest number are inside, all of them are.
    if let Mantissas::Narrow(list) = mantissas
        && let (Some(least), Some(most)) = (list.iter().min(), list.iter().max())
        && is_inside(i128::from(*least))
        && is_inside(i128::from(*most))
    {
        return None;
    }
    let mut found = Implausible {
        count: 0,
        rows: Vec::new(),
    };
    for (row, mantissa) in mantissas.iter().enumerate() {
        if !is_inside(mantissa) && known.get(row) {
            invalid.set(row, true);
            found.count += 1;
            if found.rows.len() < NAMED_PLACES {
                found.rows.push(row);
            }
        }
    }
    (found.count > 0).then_some(found)
}

/// A limit as a whole number at the scale of a column, and on which side of it the limit itself lies.
struct Edge {
    mantissa: i128,
    limit: Ordering,
}

impl Edge {
    fn new(limit: &Fraction, scale: u32) -> Self {
        // What does not fit is beyond every number of the column.
        let beyond = if limit.is_negative() { i128::MIN } else { i128::MAX };
        let mantissa = limit.to_scaled(scale, Rounding::HalfEven).unwrap_or(beyond);
        let limit = Fraction::scaled(mantissa, scale).map_or(Ordering::Equal, |rounded| limit.cmp(&rounded));
        Self { mantissa, limit }
    }

    /// How a number at the same scale compares with the limit.
    fn compare(&self, mantissa: i128) -> Ordering {
        // At the rounded limit, the exact one decides.
        mantissa.cmp(&self.mantissa).then(self.limit.reverse())
    }
}
