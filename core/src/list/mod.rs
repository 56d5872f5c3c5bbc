//! The lists that an examination ends in: problem list (问题清单), rectification list (整治建议清单), project library (项目库) and tasks by department.
//!
//! [`Lists`] joins what the ledger counted, what the problems were judged to be and what the measures say, and lays it out in the columns of annexes
//! IV and V of the handbook. What the document and the data leave open stays blank for the city to fill.

mod place;
mod problem_list;
mod project_library;
mod rectification_list;
mod row;
mod task_table;
mod words;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::grade::Grades;
use crate::ledger::{Board, Ledger};
use crate::measure::Measures;
use crate::order;
use crate::problem::Problems;

pub use row::ListRow;

/// In which order a list stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ListOrder {
    /// Official order of indicators and checklist items.
    #[default]
    Official,
    /// 限时解决 before 尽力解决, each by priority and degree.
    Class,
    /// Gravest first; what has no degree comes last.
    Degree,
    /// Most objects first.
    Reach,
}

/// The area that a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListArea<'n> {
    /// Id of its level.
    pub level: &'n str,
    /// Id of the area.
    pub area: &'n str,
}

/// Everything that the lists of a report are made of.
///
/// # Example
///
/// ```
/// use cityvitals::grade::{GradingScheme, Judgements};
/// use cityvitals::ledger::Ledger;
/// use cityvitals::list::{ListArea, Lists};
/// use cityvitals::measure::Measures;
/// use cityvitals::{Catalogue, Dataset, Language};
///
/// let catalogue = Catalogue::builtin("mohurd-2025")?;
/// let buildings = "编号,城市,消防门缺损\nB1,某市,是\nB2,某市,否\n";
/// let dataset = Dataset::builder(&catalogue).csv("building.csv", None, buildings).build()?;
/// let report = catalogue.examine(&dataset)?;
/// let problems = report.problems(&GradingScheme::builtin("handbook-2025")?, &Judgements::default())?;
/// let (ledger, measures) = (Ledger::new(&report), Measures::builtin(&catalogue)?);
///
/// let lists = Lists::new(&ledger, &problems, &measures);
/// let city = ListArea { level: "city", area: "某市" };
/// let row = lists.rows(city, None).into_iter().next().ok_or("no problem")?;
/// assert_eq!(row.cases(), Some(1));
/// assert_eq!(row.measure().ok_or("no measure")?.id.as_str(), "restore_fire_equipment");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Lists<'l, 'a> {
    ledger: &'l Ledger<'a>,
    problems: &'l Problems,
    measures: &'l Measures,
    grades: Option<&'l Grades>,
    order: ListOrder,
}

impl<'l, 'a> Lists<'l, 'a> {
    /// Joins a ledger, the problems of the same report, and measures.
    pub const fn new(ledger: &'l Ledger<'a>, problems: &'l Problems, measures: &'l Measures) -> Self {
        Self {
            ledger,
            problems,
            measures,
            grades: None,
            order: ListOrder::Official,
        }
    }

    /// The same lists with the survey scores that the grades know of, which the city's problem list has a column for.
    #[must_use]
    pub const fn with_grades(mut self, grades: &'l Grades) -> Self {
        self.grades = Some(grades);
        self
    }

    /// The same lists in another order.
    #[must_use]
    pub const fn sorted(mut self, order: ListOrder) -> Self {
        self.order = order;
        self
    }

    /// Problems of an area, of one part of the system or of all: one row for each checklist item that was found, or one for the indicator where none
    /// was reported.
    pub fn rows(&self, area: ListArea<'_>, board: Option<&Board<'_>>) -> Vec<ListRow<'l, 'a>> {
        let numbers: Option<Vec<u16>> = board.map(|board| self.ledger.indicators(board.id).map(|indicator| indicator.number).collect());
        let of_area = self
            .problems
            .iter()
            .filter(|problem| problem.level() == area.level && problem.area() == area.area)
            .filter(|problem| numbers.as_ref().is_none_or(|numbers| numbers.contains(&problem.indicator().number)));
        let mut rows: Vec<ListRow<'l, 'a>> = of_area
            .flat_map(|problem| ListRow::of(problem, self.ledger, self.measures))
            .collect();
        match self.order {
            ListOrder::Official => {}
            ListOrder::Class => order::sort_by_key(&mut rows, |row| (row.class_rank(), row.priority(), row.degree_rank())),
            ListOrder::Degree => order::sort_by_key(&mut rows, ListRow::degree_rank),
            ListOrder::Reach => order::sort_by_key(&mut rows, |row| std::cmp::Reverse(row.cases())),
        }
        rows
    }

    /// Measures of the file laid on last that fit no problem of the report, as warnings.
    pub fn unused_measures(&self) -> Diagnostics {
        let fits = |measure: &crate::measure::Measure| {
            self.problems.iter().any(|problem| {
                problem.indicator().id == measure.indicator
                    && (measure.checks.is_empty()
                        || problem.sub_problems().iter().any(|found| {
                            let check = problem.check(found);
                            check.is_some_and(|check| measure.checks.contains(&check.id))
                        }))
            })
        };
        let unused = self.measures.own().filter(|measure| !fits(measure));
        let problems = unused.map(|measure| Diagnostic::new(Code::MeasureWithoutProblem).with("name", measure.id.as_str()));
        Diagnostics::new(problems.collect(), crate::diagnostic::Sources::default())
    }
}

#[cfg(test)]
#[path = "list_tests.rs"]
mod tests;
