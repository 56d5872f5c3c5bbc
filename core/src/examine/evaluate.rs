//! Every indicator for every area: value, status and completeness.

use std::borrow::Cow;

use super::cell::{Cell, Flags, Numbers};
use super::columnar::Columnar;
use super::frame::Frame;
use super::results::{Outcome, Reported, Results};
use super::status::{Completeness, Fault, Status};
use crate::catalogue::document::{Indicator, MissingPolicy, Operator};
use crate::catalogue::{Catalogue, CompiledIndicator, Rule};
use crate::decimal::Fraction;
use crate::formula::Plan;
use crate::unit::Unit;

/// Id of the column in which an area hands in a finished figure.
pub(super) fn reported_column(indicator: &Indicator, part: Option<usize>) -> String {
    match part.and_then(|part| indicator.parts.get(part)) {
        Some(part) => format!("{}.{}", indicator.id.value, part.id.value),
        None => indicator.id.value.clone(),
    }
}

/// One indicator, or one part of it, with everything that its evaluation needs.
pub(super) struct Subject<'a> {
    pub(super) index: usize,
    pub(super) part: Option<usize>,
    pub(super) indicator: &'a Indicator,
    pub(super) compiled: &'a CompiledIndicator,
    pub(super) rule: &'a Rule,
}

impl<'a> Subject<'a> {
    /// The indicator at a place of its catalogue, and then its parts.
    pub(super) fn all(catalogue: &'a Catalogue, index: usize) -> Vec<Self> {
        let (Some(indicator), Some(compiled)) = (catalogue.rules().indicators.get(index), catalogue.compiled_indicator(index)) else {
            return Vec::new();
        };
        let subject = |part, rule| Self {
            index,
            part,
            indicator,
            compiled,
            rule,
        };
        let parts = compiled.parts.iter().enumerate().map(|(part, rule)| subject(Some(part), rule));
        std::iter::once(subject(None, &compiled.rule)).chain(parts).collect()
    }

    /// The formula, and the conditions under which it does not apply.
    pub(super) fn plans(&self) -> impl Iterator<Item = &'a Plan> + use<'a> {
        let conditions = self.compiled.not_applicable.iter().map(|(_, rule)| &rule.plan);
        std::iter::once(&self.rule.plan).chain(conditions)
    }

    /// Tables at the indicator's own level and above.
    pub(super) fn tables(&self, frame: &Frame<'_>) -> Vec<usize> {
        let fits = |table: &usize| {
            frame
                .level_of(*table)
                .is_some_and(|level| level == self.compiled.level || frame.scope.is_below(self.compiled.level, level))
        };
        frame.area_tables().iter().copied().filter(fits).collect()
    }

    pub(super) fn evaluate(&self, columnar: &Columnar<'_>, table: usize) -> Results {
        let rows = 0..columnar.frame.rows(table);
        let mut results = Results::collect(self.index, self.part, table, rows.map(self.outcomes(columnar, table)));
        if self.judges_increase() {
            results.before = Some(self.before(columnar, table));
        }
        results
    }

    /// What each row of a table comes to.
    pub(super) fn outcomes(&self, columnar: &Columnar<'a>, table: usize) -> impl Fn(usize) -> Outcome {
        let frame = columnar.frame;
        let numbers = columnar.numbers(&self.rule.plan, table);
        let excluded: Vec<Flags> = self
            .compiled
            .not_applicable
            .iter()
            .map(|(_, rule)| columnar.flags(&rule.plan, table))
            .collect();
        let column = frame
            .table(table)
            .and_then(|table| table.column(&reported_column(self.indicator, self.part)));
        let reported = Reported(column.map(Numbers::of_column));
        move |row: usize| {
            if excluded.iter().any(|flags| flags.get(row) == Ok(true)) {
                return Outcome {
                    value: None,
                    status: Status::NotApplicable,
                    completeness: Completeness::FULL,
                };
            }
            self.outcome(numbers.cell(row), || reported.get(row), frame)
        }
    }

    /// The status of a computed cell, and the reported figure where nothing could be computed.
    pub(super) fn outcome(&self, cell: Cell, reported: impl FnOnce() -> Option<Cell>, frame: &Frame<'_>) -> Outcome {
        let completeness = cell.completeness;
        let partial = !completeness.is_full();
        let status = match &cell.value {
            Err(fault) => fault.status(),
            Ok(_) if partial && self.indicator.missing == MissingPolicy::Strict => Status::Missing,
            Ok(_) if partial => Status::Partial,
            Ok(_) => Status::Ok,
        };
        if matches!(status, Status::Missing | Status::Partial)
            && let Some(reported) = reported()
        {
            let status = reported.value.as_ref().err().map_or(Status::Reported, |fault| fault.status());
            return self.checked(reported.value.ok(), status, Completeness::FULL, frame);
        }
        let value = if matches!(status, Status::Ok | Status::Partial) {
            cell.value.ok()
        } else {
            None
        };
        self.checked(value, status, completeness, frame)
    }

    /// In the unit of the indicator, and within what can be right.
    fn checked(&self, value: Option<Fraction>, status: Status, completeness: Completeness, frame: &Frame<'_>) -> Outcome {
        let Some(value) = value else {
            return Outcome {
                value: None,
                status,
                completeness,
            };
        };
        let Ok(value) = in_unit(value, &self.compiled.unit) else {
            return Outcome {
                value: None,
                status: Status::Overflow,
                completeness,
            };
        };
        if !value.has_decimal(self.indicator.decimals, frame.rounding) {
            return Outcome {
                value: None,
                status: Status::Overflow,
                completeness,
            };
        }
        let below = self.compiled.minimum.as_ref().is_some_and(|minimum| value < *minimum);
        let above = self.compiled.maximum.as_ref().is_some_and(|maximum| value > *maximum);
        let status = if below || above { Status::Invalid } else { status };
        Outcome {
            value: Some(value),
            status,
            completeness,
        }
    }

    fn judges_increase(&self) -> bool {
        let mut requirements = self.compiled.requirements.iter();
        requirements.any(|requirement| requirement.operator == Operator::IncreasePerYear && requirement.part == self.part)
    }

    /// Values of the year before for the areas of a table.
    fn before(&self, columnar: &Columnar<'_>, table: usize) -> Vec<Option<Fraction>> {
        let rows = columnar.frame.rows(table);
        let nothing = || vec![None; rows];
        let Some(frame) = columnar.frame.year_before() else {
            return nothing();
        };
        let Some(old) = columnar.frame.level_of(table).and_then(|level| frame.table_of(level)) else {
            return nothing();
        };
        let results = self.evaluate(&Columnar::new(frame), old);
        let Some((new_table, old_table)) = columnar.frame.table(table).zip(frame.table(old)) else {
            return nothing();
        };
        let complete = |row: &usize| matches!(results.status(*row), Status::Ok | Status::Reported);
        let value = |id| {
            old_table
                .find(id)
                .filter(complete)
                .and_then(|row| results.value(row))
                .map(Cow::into_owned)
        };
        new_table.ids().iter().map(value).collect()
    }
}

/// A number in base units as a number in this unit.
pub(super) fn in_unit(value: Fraction, unit: &Unit) -> Result<Fraction, Fault> {
    if *unit.factor() == Fraction::one() {
        return Ok(value);
    }
    value.divide(unit.factor()).map_err(Fault::from)
}
