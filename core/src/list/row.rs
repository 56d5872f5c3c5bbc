//! One row of a list: a problem, or one of its checklist items, with what is to be done.

use crate::catalogue::Indicator;
use crate::catalogue::document::{Difficulty, RectificationClass};
use crate::ledger::{Ledger, LedgerEntry, ProblemDetail};
use crate::measure::{Department, Measure, Measures};
use crate::problem::{ClassDecision, Degree, Priority, Problem, SubProblem};

/// A row of a problem or rectification list.
#[derive(Clone, Debug)]
pub struct ListRow<'l, 'a> {
    problem: Problem<'l>,
    found: Option<&'l SubProblem>,
    entry: Option<LedgerEntry<'l, 'a>>,
    detail: Option<ProblemDetail<'l, 'a>>,
    measure: Option<&'l Measure>,
    measures: &'l Measures,
}

impl<'l, 'a> ListRow<'l, 'a> {
    /// Rows of one problem: its checklist items as the ledger found them, or the problem as a whole.
    pub(super) fn of(problem: Problem<'l>, ledger: &'l Ledger<'a>, measures: &'l Measures) -> Vec<Self> {
        let indicator = problem.indicator().id.as_str();
        let result = ledger.report().at(problem.level(), problem.area(), indicator);
        let entry = result.and_then(|result| ledger.entry(result));
        let row = |detail: Option<ProblemDetail<'l, 'a>>| {
            let check = detail.as_ref().map(|detail| detail.check().id.as_str());
            let found = problem.sub_problems().iter().find(|found| {
                let known = problem.check(found);
                known.map(|known| known.id.as_str()) == check && check.is_some()
            });
            Self {
                problem,
                found,
                entry: entry.clone(),
                detail,
                measure: measures.find(indicator, check),
                measures,
            }
        };
        let details: Vec<ProblemDetail<'l, 'a>> = entry.iter().flat_map(LedgerEntry::details).collect();
        if details.is_empty() {
            return vec![row(None)];
        }
        details.into_iter().map(|detail| row(Some(detail))).collect()
    }

    /// The problem.
    pub const fn problem(&self) -> Problem<'l> {
        self.problem
    }

    /// The indicator.
    pub const fn indicator(&self) -> &'l Indicator {
        self.problem.indicator()
    }

    /// The ledger's entry; `None` where the result has no value.
    pub const fn entry(&self) -> Option<&LedgerEntry<'l, 'a>> {
        self.entry.as_ref()
    }

    /// The checklist item with its objects; `None` for a row of the indicator as a whole.
    pub const fn detail(&self) -> Option<&ProblemDetail<'l, 'a>> {
        self.detail.as_ref()
    }

    /// What is to be done; `None` where neither the document nor the city says.
    pub const fn measure(&self) -> Option<&'l Measure> {
        self.measure
    }

    /// Objects with the problem; `None` for a row without a checklist item.
    pub fn cases(&self) -> Option<usize> {
        self.detail.as_ref().map(ProblemDetail::cases)
    }

    /// Degree of the checklist item, or of the problem where the item has none.
    pub fn degree(&self) -> Option<&'l Degree> {
        self.found.and_then(|found| found.degree.as_ref()).or_else(|| self.problem.degree())
    }

    /// Difficulty of the remedy.
    pub fn difficulty(&self) -> Option<Difficulty> {
        self.found.and_then(|found| found.difficulty).or_else(|| self.problem.difficulty())
    }

    /// Rectification class, of the checklist item where it was judged by itself.
    pub fn class(&self) -> &'l ClassDecision {
        self.found.map_or_else(|| self.problem.class(), |found| &found.class)
    }

    /// Priority of the problem.
    pub fn priority(&self) -> Priority {
        self.problem.priority().priority
    }

    /// Bodies that are responsible.
    pub fn departments(&self) -> Vec<&'l Department> {
        let ids = self.measure.into_iter().flat_map(|measure| &measure.departments);
        ids.filter_map(|id| self.measures.department(id)).collect()
    }

    /// The row of the indicator as a whole.
    pub(super) fn whole(&self) -> Self {
        let mut row = self.clone();
        row.detail = None;
        row.found = None;
        row
    }

    pub(super) fn class_rank(&self) -> u8 {
        match self.class().class {
            RectificationClass::TimeLimited => 0,
            RectificationClass::BestEffort => 1,
        }
    }

    /// Place in the order of degrees; without one after all of them.
    pub(super) fn degree_rank(&self) -> u8 {
        self.degree().map_or(u8::MAX, Degree::rank)
    }
}
