//! Sessions: a report that follows the data while they are being entered. After one cell changes, only what reads it is computed again,
//! and only for the areas around it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::columnar::{Columnar, Lists};
use super::evaluate::{Subject, reported_column};
use super::focus::Focus;
use super::frame::{Frame, Layout};
use super::report::{IndicatorResult, Inner, Report, rounding};
use super::results::Results;
use crate::catalogue::Catalogue;
use crate::dataset::{Dataset, Edit};
use crate::diagnostic::Diagnostics;
use crate::examine::Options;
use crate::formula::{FieldId, Plan, PlanKind, Rollup, Scope};
use crate::shelf::Shelf;

/// A report that follows the data while they are being entered.
///
/// # Example
///
/// ```
/// use cityvitals::{Catalogue, Dataset, Options, Session};
///
/// let catalogue = Catalogue::builtin("mohurd-2025")?;
/// let city = "城市,快速路长度,主干路长度,次干路长度,支路长度,建成区面积\n某市,120,310.5,402,903.8,202.39\n";
/// let dataset = Dataset::builder(&catalogue).csv("city.csv", None, city).build()?;
/// let mut session = Session::new(&catalogue, &dataset, &Options::default())?;
///
/// let changes = session.set("city", "某市", "建成区面积（公顷）", "20000")?;
/// let changed: Vec<String> = changes.iter().map(|result| result.indicator().id.to_string()).collect();
/// assert_eq!(changed, ["road_network_density"]);
/// assert_eq!(session.report().get("35").and_then(|density| density.displayed()).ok_or("no value")?.to_string(), "8.68");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Session {
    report: Report,
    /// By id of a column.
    dependents: Shelf<String, Dependents>,
    layout: Arc<Layout>,
    /// What all areas come to, kept from one change to the next.
    lists: Lists,
}

/// What became other by one change.
#[derive(Clone, Debug)]
pub struct Changes<'s> {
    report: &'s Report,
    /// Place of a column of results, and a row of it.
    cells: Vec<(usize, usize)>,
    warnings: Diagnostics,
}

impl Session {
    /// Examines a dataset, to begin with.
    ///
    /// # Errors
    ///
    /// Those of [`Catalogue::examine_with`].
    pub fn new(catalogue: &Catalogue, dataset: &Dataset, options: &Options) -> Result<Self, Diagnostics> {
        let indicators = catalogue.chosen_indicators(options)?;
        let layout = Arc::new(Layout::of(dataset));
        let frame = Frame::over(catalogue, dataset, rounding(catalogue), Arc::clone(&layout));
        let columnar = Columnar::new(&frame);
        let results = indicators
            .into_iter()
            .flat_map(|index| catalogue.results_of(index, &columnar, options));
        let report = Report::new(catalogue, dataset, options, results.collect());
        let lists = columnar.into_lists();
        Ok(Self {
            report,
            dependents: Dependents::of(catalogue),
            layout,
            lists,
        })
    }

    /// The report of the data as they are now. A clone of it stays as it is when the data change.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// The data as they are now.
    pub fn dataset(&self) -> &Dataset {
        self.report.dataset()
    }

    /// Changes one cell: what an area hands in for an item, check or indicator. The header and the text are those that a CSV file may hold, so the
    /// header may name a unit, and a blank text takes the value away.
    ///
    /// # Errors
    ///
    /// `examine.unknown_level`, `examine.unknown_area` and `examine.unknown_item`, each with the nearest name; the errors of the family `dataset.` that
    /// such a cell has in a file. Nothing is changed then.
    pub fn set(&mut self, level: &str, area: &str, header: &str, text: &str) -> Result<Changes<'_>, Diagnostics> {
        let edit = Edit::new(self.report.catalogue(), self.report.dataset(), level, area, header, text)?;
        let warnings = edit.warnings.clone();
        let (table, row) = (edit.table, edit.row);
        let mut dependents = Dependents::default();
        for found in edit.ids().iter().filter_map(|id| self.dependents.get(id)) {
            dependents.add(found);
        }
        let Inner {
            catalogue,
            dataset,
            results,
            ..
        } = self.report.inner_mut();
        let columns = |dataset: &Dataset| dataset.tables().get(table).map(|table| table.columns().len());
        let before = columns(dataset);
        dataset.lay(edit)?;
        let frame = Frame::over(catalogue, dataset, rounding(catalogue), Arc::clone(&self.layout));
        // Which columns there are decides from which tables a figure is read.
        let is_same_shape = columns(dataset) == before;
        let mut lists = if is_same_shape {
            std::mem::take(&mut self.lists)
        } else {
            Lists::default()
        };
        let earlier = lists.take(&dependents.fields, &dependents.aggregates);
        let focus = if is_same_shape { Focus::of(&frame, table, row) } else { None };
        let columnar = Columnar::again(&frame, lists, earlier, focus.as_ref());
        let cells = again(catalogue, &columnar, results, &dependents.indicators);
        self.lists = columnar.into_lists();
        Ok(Changes {
            report: &self.report,
            cells,
            warnings,
        })
    }
}

/// Computes indicators again, and gives the results that are other than before: the place of a column, and a row of it.
fn again(catalogue: &Catalogue, columnar: &Columnar<'_>, results: &mut [Results], indicators: &[usize]) -> Vec<(usize, usize)> {
    let mut cells = Vec::new();
    let chosen = results.iter_mut().enumerate();
    for (place, results) in chosen.filter(|(_, results)| indicators.contains(&results.indicator)) {
        let subjects = Subject::all(catalogue, results.indicator);
        let Some(subject) = subjects.iter().find(|subject| subject.part == results.part) else {
            continue;
        };
        let outcome = subject.outcomes(columnar, results.table);
        let first = columnar.frame.tree.offset(results.table).unwrap_or_default();
        let rows = columnar.changed(results.table).map(|row| row.saturating_sub(first));
        cells.extend(rows.filter(|row| results.set(*row, outcome(*row))).map(|row| (place, row)));
    }
    cells
}

/// What depends on a column.
#[derive(Clone, Debug, Default)]
struct Dependents {
    indicators: Vec<usize>,
    fields: Vec<FieldId>,
    /// By their numbers.
    aggregates: Vec<usize>,
}

impl Dependents {
    /// By id of a column, what reads it, directly or through what is derived from it.
    fn of(catalogue: &Catalogue) -> Shelf<String, Self> {
        let scope = &catalogue.compiled().scope;
        let mut found: Shelf<String, Self> = Shelf::default();
        let mut aggregates = BTreeMap::new();
        for index in 0..catalogue.rules().indicators.len() {
            let mut ids = Vec::new();
            for subject in Subject::all(catalogue, index) {
                ids.push(reported_column(subject.indicator, subject.part));
                for plan in subject.plans() {
                    collect(scope, plan, &mut ids);
                    collect_aggregates(plan, &mut aggregates);
                }
            }
            for id in ids {
                let list = &mut found.or_default(id).indicators;
                if list.last() != Some(&index) {
                    list.push(index);
                }
            }
        }
        for (place, field) in scope.fields.iter().enumerate() {
            let mut ids = Vec::new();
            collect_field(scope, FieldId(place), &mut ids);
            for id in ids {
                found.or_default(id).fields.push(FieldId(place));
            }
            for plan in [&field.derivation, &field.applies_when].into_iter().flatten() {
                collect_aggregates(plan, &mut aggregates);
            }
        }
        for (number, parts) in aggregates {
            let mut ids = Vec::new();
            for part in parts {
                collect(scope, part, &mut ids);
            }
            for id in ids {
                found.or_default(id).aggregates.push(number);
            }
        }
        found
    }

    fn add(&mut self, other: &Self) {
        self.indicators.extend_from_slice(&other.indicators);
        self.fields.extend_from_slice(&other.fields);
        self.aggregates.extend_from_slice(&other.aggregates);
    }
}

/// Ids of the columns that a plan reads of the current period; the period before is another dataset.
fn collect(scope: &Scope, plan: &Plan, ids: &mut Vec<String>) {
    match &plan.kind {
        PlanKind::Previous(_) => return,
        PlanKind::Field(field) | PlanKind::ClassIn(field, _) => collect_field(scope, *field, ids),
        _ => {}
    }
    plan.parts().for_each(|part| collect(scope, part, ids));
}

fn collect_field(scope: &Scope, field: FieldId, ids: &mut Vec<String>) {
    let Some(field) = scope.field(field).filter(|field| !ids.iter().any(|id| *id == field.id)) else {
        return;
    };
    ids.push(field.id.to_string());
    for plan in [&field.derivation, &field.applies_when].into_iter().flatten() {
        collect(scope, plan, ids);
    }
    if let Rollup::Weighted(weight) = field.rollup {
        collect_field(scope, weight, ids);
    }
}

/// Aggregates by number, each with what it reads row by row.
fn collect_aggregates<'p>(plan: &'p Plan, found: &mut BTreeMap<usize, Vec<&'p Plan>>) {
    if let PlanKind::Aggregate(aggregate) = &plan.kind {
        found.insert(aggregate.number, plan.parts().collect());
    }
    plan.parts().for_each(|part| collect_aggregates(part, found));
}

impl<'s> Changes<'s> {
    /// Results that are other than before, in the order of the report.
    pub fn iter(&self) -> impl Iterator<Item = IndicatorResult<'s>> {
        self.cells.iter().filter_map(|(place, row)| self.report.by_place(*place, *row))
    }

    /// Number of results that are other than before.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether every result is as it was.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// What was noticed about the cell without being wrong.
    pub const fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
