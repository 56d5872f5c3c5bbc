//! The list of problems of a report.

use std::sync::Arc;

use super::degree::Degree;
use super::priority::PriorityDecision;
use super::reason::ProblemReason;
use super::rectification::{ClassDecision, Prevalence};
use super::sub_problem::SubProblem;
use crate::catalogue::Indicator;
use crate::catalogue::document::{Check, Difficulty};
use crate::dataset::{Bits, Table};
use crate::diagnostic::{Diagnostics, Language};
use crate::examine::{IndicatorResult, Report, Status, UndeterminedReason};
use crate::grade::{GradingScheme, Judgements};

/// The problems of a report, at the levels of the scheme. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Problems(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    report: Report,
    /// Indicators in official order, then tables from high to low, then areas as given.
    entries: Vec<Entry>,
    undetermined: Vec<Undetermined>,
    rows: Vec<ProblemRows>,
}

/// What is known of one problem.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) indicator: usize,
    pub(crate) table: usize,
    pub(crate) row: usize,
    pub(crate) reasons: Vec<ProblemReason>,
    pub(crate) sub_problems: Vec<SubProblem>,
    pub(crate) degree: Option<Degree>,
    pub(crate) difficulty: Option<Difficulty>,
    pub(crate) class: ClassDecision,
    pub(crate) prevalence: Option<Prevalence>,
    pub(crate) urgent: bool,
    pub(crate) priority: PriorityDecision,
    pub(crate) provisional: bool,
}

/// One problem: an indicator that has one in an area.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    problems: &'a Problems,
    indicator: &'a Indicator,
    entry: &'a Entry,
}

/// An indicator of which it cannot be said whether it has a problem in an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undetermined {
    /// Place of the indicator in [`Catalogue::indicators`](crate::Catalogue::indicators).
    pub indicator: usize,
    /// Place of the table in [`Dataset::tables`](crate::Dataset::tables).
    pub table: usize,
    /// Row of the area in its table.
    pub row: usize,
    /// Status of the result.
    pub status: Status,
    /// Why a requirement could not be judged, where the value is there.
    pub reason: Option<UndeterminedReason>,
}

/// Which rows of a table below the listed levels have a problem with one indicator: a bit for each row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemRows {
    /// Place of the indicator in [`Catalogue::indicators`](crate::Catalogue::indicators).
    pub indicator: usize,
    /// Place of the table in [`Dataset::tables`](crate::Dataset::tables).
    pub table: usize,
    /// Rows with a problem.
    pub problem: Bits,
    /// Rows of which it cannot be said.
    pub undetermined: Bits,
}

impl Report {
    /// Finds every problem.
    ///
    /// # Errors
    ///
    /// The errors of [`Report::grade`].
    pub fn problems(&self, _scheme: &GradingScheme, _judgements: &Judgements) -> Result<Problems, Diagnostics> {
        Ok(Problems(Arc::new(Inner {
            report: self.clone(),
            entries: Vec::new(),
            undetermined: Vec::new(),
            rows: Vec::new(),
        })))
    }
}

impl Problems {
    /// The report whose problems these are.
    pub fn report(&self) -> &Report {
        &self.0.report
    }

    /// Number of problems.
    pub fn len(&self) -> usize {
        self.0.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.entries.is_empty()
    }

    /// Every problem in a stable order: indicators in official order; levels from high to low; areas as given.
    pub fn iter(&self) -> impl Iterator<Item = Problem<'_>> {
        let indicators = self.report().catalogue().indicators();
        self.0.entries.iter().filter_map(|entry| {
            let indicator = indicators.get(entry.indicator)?;
            Some(Problem {
                problems: self,
                indicator,
                entry,
            })
        })
    }

    /// The problem of an indicator (id, official number or name) in an area.
    pub fn at(&self, level: &str, area: &str, indicator: &str) -> Option<Problem<'_>> {
        let indicator = self.report().catalogue().indicator_index(indicator)?;
        let (table, row) = self.report().dataset().find(level, area)?;
        self.iter()
            .find(|problem| (problem.entry.indicator, problem.entry.table, problem.entry.row) == (indicator, table, row))
    }

    /// What could not be decided, in the same order.
    pub fn undetermined(&self) -> &[Undetermined] {
        &self.0.undetermined
    }

    /// Rows with a problem in the tables below the listed levels, by indicator, then table from high to low.
    pub fn rows(&self) -> &[ProblemRows] {
        &self.0.rows
    }
}

impl<'a> Problem<'a> {
    /// The report that it belongs to.
    pub fn report(&self) -> &'a Report {
        self.problems.report()
    }

    /// The indicator.
    pub const fn indicator(&self) -> &'a Indicator {
        self.indicator
    }

    /// Place of the indicator in [`Catalogue::indicators`](crate::Catalogue::indicators).
    pub const fn indicator_index(&self) -> usize {
        self.entry.indicator
    }

    /// Place of the area's table in [`Dataset::tables`](crate::Dataset::tables).
    pub const fn table(&self) -> usize {
        self.entry.table
    }

    /// Row of the area in its table.
    pub const fn row(&self) -> usize {
        self.entry.row
    }

    fn areas(&self) -> Option<&'a Table> {
        self.report().dataset().tables().get(self.entry.table)
    }

    /// Level of the area.
    pub fn level(&self) -> &'a str {
        self.areas().map_or("", Table::level)
    }

    /// Id of the area.
    pub fn area(&self) -> &'a str {
        self.areas().and_then(|table| table.id(self.entry.row)).unwrap_or_default()
    }

    /// Name of the area; its id where it has no name.
    pub fn area_name(&self) -> &'a str {
        self.areas().and_then(|table| table.name(self.entry.row)).unwrap_or_default()
    }

    /// The result of the indicator in the area, with its value, unit, status and trace.
    pub fn result(&self) -> Option<IndicatorResult<'a>> {
        self.report().at(self.level(), self.area(), &self.indicator.id)
    }

    /// Why it is a problem; at least one reason.
    pub fn reasons(&self) -> &'a [ProblemReason] {
        &self.entry.reasons
    }

    /// Checklist items that were found there, in the order of the checklist.
    pub fn sub_problems(&self) -> &'a [SubProblem] {
        &self.entry.sub_problems
    }

    /// The checklist item of a sub-problem.
    pub fn check(&self, sub_problem: &SubProblem) -> Option<&'a Check> {
        self.indicator.checks.get(sub_problem.check)
    }

    /// Degree; `None` where neither the document nor the scheme gives one.
    pub const fn degree(&self) -> Option<&'a Degree> {
        self.entry.degree.as_ref()
    }

    /// Difficulty of the remedy (治理难度), where a sample list or the scheme gives one.
    pub const fn difficulty(&self) -> Option<Difficulty> {
        self.entry.difficulty
    }

    /// Rectification class and what decided it.
    pub const fn class(&self) -> &'a ClassDecision {
        &self.entry.class
    }

    /// How widespread it is; `None` where the indicator has no lower level to count.
    pub const fn prevalence(&self) -> Option<&'a Prevalence> {
        self.entry.prevalence.as_ref()
    }

    /// Whether people complain of it: its survey score is below the line, or a judgement says so (紧迫性).
    pub const fn is_urgent(&self) -> bool {
        self.entry.urgent
    }

    /// Priority, and whether the problem was there last year.
    pub const fn priority(&self) -> &'a PriorityDecision {
        &self.entry.priority
    }

    /// Whether the value is of only part of the units, so that the problem may be larger.
    pub const fn is_provisional(&self) -> bool {
        self.entry.provisional
    }

    /// Why it is a problem and how its degree, class and priority came about, as text.
    pub fn explain(&self, _language: Language) -> String {
        String::new()
    }
}
