//! The list of problems of a report.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::degree::Degree;
use super::finder::{Finder, Found};
use super::priority::PriorityDecision;
use super::reason::ProblemReason;
use super::rectification::{ClassDecision, Prevalence};
use super::sub_problem::SubProblem;
use crate::catalogue::Indicator;
use crate::catalogue::document::{Check, Difficulty};
use crate::dataset::{Bits, Table};
use crate::diagnostic::Diagnostics;
use crate::examine::{IndicatorResult, Report, Status, UndeterminedReason};
use crate::grade::names::check_names;
use crate::grade::{GradingProvenance, GradingScheme, Judgements};

/// The problems of a report, at the levels of the scheme. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Problems(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    report: Report,
    scheme: GradingScheme,
    provenance: GradingProvenance,
    /// Entries: indicators in official order, then tables from high to low, then areas as given.
    found: Found,
    /// Place of each entry, by indicator, table and row.
    places: HashMap<(usize, usize, usize), usize>,
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
    pub(crate) difficulty: Option<DifficultyDecision>,
    pub(crate) class: ClassDecision,
    pub(crate) prevalence: Option<Prevalence>,
    pub(crate) urgent: bool,
    pub(crate) priority: PriorityDecision,
    pub(crate) provisional: bool,
}

/// A difficulty, and the rule of the scheme that gave it; without one it is the document's.
#[derive(Clone, Debug)]
pub(crate) struct DifficultyDecision {
    pub(crate) difficulty: Difficulty,
    /// Id of the rule, and whether it is ours.
    pub(crate) rule: Option<(String, bool)>,
}

/// One problem: an indicator that has one in an area.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    problems: &'a Problems,
    indicator: &'a Indicator,
    entry: &'a Entry,
}

/// An indicator of which it cannot be said whether it has a problem in an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undetermined {
    /// Place of the indicator in [`Catalogue::indicators`](crate::Catalogue::indicators).
    pub indicator: usize,
    /// Place of the table in [`Dataset::tables`](crate::Dataset::tables).
    pub table: usize,
    /// Row of the area in its table.
    pub row: usize,
    /// Why.
    pub cause: UndeterminedCause,
}

/// Why it cannot be said whether there is a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum UndeterminedCause {
    /// There is no usable value.
    Status {
        /// Status of the result.
        status: Status,
    },
    /// Nothing was found, but not all units reported.
    Partial,
    /// A requirement cannot be judged.
    Requirement {
        /// Why not.
        reason: UndeterminedReason,
    },
    /// Neither the catalogue nor the scheme says when it is a problem.
    NoCriterion,
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
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::catalogue::document::RectificationClass;
    /// use cityvitals::grade::{GradingScheme, Judgements};
    /// use cityvitals::{Catalogue, Dataset};
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let dataset = Dataset::builder(&catalogue)
    ///     .csv("community.csv", None, "编号,城市\nc1,某市\nc2,某市\n")
    ///     .csv("building.csv", None, "编号,社区,砌体粉化开裂\nb1,c1,是\nb2,c1,否\nb3,c2,否\n")
    ///     .build()?;
    /// let report = catalogue.examine(&dataset)?;
    /// let problems = report.problems(&GradingScheme::builtin("handbook-2025")?, &Judgements::default())?;
    /// let hazard = problems.at("city", "某市", "1").ok_or("no problem")?;
    /// assert_eq!(hazard.sub_problems().iter().map(|found| found.cases).collect::<Vec<_>>(), [1]);
    /// assert_eq!(hazard.class().class, RectificationClass::TimeLimited);
    /// assert!(problems.at("community", "c1", "1").is_some());
    /// assert!(problems.at("community", "c2", "1").is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn problems(&self, scheme: &GradingScheme, judgements: &Judgements) -> Result<Problems, Diagnostics> {
        check_names(self, scheme, judgements)?;
        let found = Finder::new(self, scheme, judgements.entries()).find();
        let pairs = found.entries.iter().enumerate();
        let places = pairs
            .map(|(place, entry)| ((entry.indicator, entry.table, entry.row), place))
            .collect();
        Ok(Problems(Arc::new(Inner {
            report: self.clone(),
            scheme: scheme.clone(),
            provenance: GradingProvenance::new(self, scheme, judgements),
            found,
            places,
        })))
    }
}

impl Problems {
    /// The report whose problems these are.
    pub fn report(&self) -> &Report {
        &self.0.report
    }

    /// The scheme by which they were found.
    pub fn scheme(&self) -> &GradingScheme {
        &self.0.scheme
    }

    /// What it takes to find them again.
    pub fn provenance(&self) -> &GradingProvenance {
        &self.0.provenance
    }

    /// Number of problems.
    pub fn len(&self) -> usize {
        self.0.found.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.found.entries.is_empty()
    }

    /// Every problem in a stable order: indicators in official order; levels from high to low; areas as given.
    pub fn iter(&self) -> impl Iterator<Item = Problem<'_>> {
        self.0.found.entries.iter().filter_map(|entry| self.view(entry))
    }

    fn view<'a>(&'a self, entry: &'a Entry) -> Option<Problem<'a>> {
        let indicator = self.report().catalogue().indicators().get(entry.indicator)?;
        Some(Problem {
            problems: self,
            indicator,
            entry,
        })
    }

    /// The problem of an indicator (id, official number or name) in an area.
    pub fn at(&self, level: &str, area: &str, indicator: &str) -> Option<Problem<'_>> {
        let indicator = self.report().catalogue().indicator_index(indicator)?;
        let (table, row) = self.report().dataset().find(level, area)?;
        let place = self.0.places.get(&(indicator, table, row))?;
        self.view(self.0.found.entries.get(*place)?)
    }

    /// What could not be decided, in the same order.
    pub fn undetermined(&self) -> &[Undetermined] {
        &self.0.found.undetermined
    }

    /// Rows with a problem in the tables below the listed levels, by indicator, then table from low to high.
    pub fn rows(&self) -> &[ProblemRows] {
        &self.0.found.rows
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
    pub fn difficulty(&self) -> Option<Difficulty> {
        self.entry.difficulty.as_ref().map(|decision| decision.difficulty)
    }

    /// Whether the difficulty rests on a rule of this library.
    pub fn difficulty_is_ours(&self) -> bool {
        let rule = self.entry.difficulty.as_ref().and_then(|decision| decision.rule.as_ref());
        rule.is_some_and(|(_, ours)| *ours)
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

    pub(super) fn scheme(&self) -> &'a GradingScheme {
        self.problems.scheme()
    }

    pub(super) fn difficulty_rule(&self) -> Option<&'a (String, bool)> {
        self.entry.difficulty.as_ref()?.rule.as_ref()
    }
}
