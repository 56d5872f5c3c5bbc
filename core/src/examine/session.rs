//! Sessions: a report that follows the data while they are being entered. After one cell changes, only what reads it is computed again.

use std::collections::BTreeMap;

use super::columnar::Columnar;
use super::evaluate::{Subject, reported_column};
use super::frame::Frame;
use super::report::{IndicatorResult, Report, rounding};
use super::results::Results;
use crate::catalogue::Catalogue;
use crate::dataset::{Dataset, Edit};
use crate::diagnostic::Diagnostics;
use crate::examine::Options;
use crate::formula::{Plan, PlanKind, Scope};

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
    /// By id of a column, the indicators that read it.
    readers: BTreeMap<String, Vec<usize>>,
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
        Ok(Self {
            report: catalogue.examine_with(dataset, options)?,
            readers: readers(catalogue),
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
        let indicators: Vec<usize> = edit.ids().iter().filter_map(|id| self.readers.get(id)).flatten().copied().collect();
        let inner = self.report.inner_mut();
        inner.dataset.lay(edit)?;
        let mut cells = Vec::new();
        for (place, results) in again(&inner.catalogue, &inner.dataset, &inner.results, &indicators) {
            let Some(slot) = inner.results.get_mut(place) else { continue };
            cells.extend(
                (0..results.len())
                    .filter(|row| !results.is_same(slot, *row))
                    .map(|row| (place, row)),
            );
            *slot = results;
        }
        Ok(Changes {
            report: &self.report,
            cells,
            warnings,
        })
    }
}

/// The results of some indicators, computed again; each with its place.
fn again(catalogue: &Catalogue, dataset: &Dataset, old: &[Results], indicators: &[usize]) -> Vec<(usize, Results)> {
    let frame = Frame::new(catalogue, dataset, rounding(catalogue));
    let columnar = Columnar::new(&frame);
    let mut found = Vec::new();
    let mut subjects: Option<(usize, Vec<Subject<'_>>)> = None;
    for (place, results) in old
        .iter()
        .enumerate()
        .filter(|(_, results)| indicators.contains(&results.indicator))
    {
        if subjects.as_ref().is_none_or(|(indicator, _)| *indicator != results.indicator) {
            columnar.forget();
            subjects = Some((results.indicator, Subject::all(catalogue, results.indicator)));
        }
        let subject = subjects
            .iter()
            .flat_map(|(_, list)| list)
            .find(|subject| subject.part == results.part);
        found.extend(subject.map(|subject| (place, subject.evaluate(&columnar, results.table))));
    }
    found
}

/// By id of a column, the indicators that read it, directly or through what is derived from it.
fn readers(catalogue: &Catalogue) -> BTreeMap<String, Vec<usize>> {
    let scope = &catalogue.compiled().scope;
    let mut readers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in 0..catalogue.rules().indicators.len() {
        let mut ids = Vec::new();
        for subject in Subject::all(catalogue, index) {
            ids.push(reported_column(subject.indicator, subject.part));
            let excluded = subject.compiled.not_applicable.iter().map(|(_, rule)| &rule.plan);
            for plan in std::iter::once(&subject.rule.plan).chain(excluded) {
                collect(scope, plan, &mut ids);
            }
        }
        for id in ids {
            let list = readers.entry(id).or_default();
            if list.last() != Some(&index) {
                list.push(index);
            }
        }
    }
    readers
}

/// Ids of the fields that a plan reads of the current period.
fn collect(scope: &Scope, plan: &Plan, ids: &mut Vec<String>) {
    match &plan.kind {
        // The period before is another dataset.
        PlanKind::Previous(_) => return,
        PlanKind::Field(field) | PlanKind::ClassIn(field, _) => {
            if let Some(field) = scope.field(*field)
                && !ids.iter().any(|id| *id == field.id)
            {
                ids.push(field.id.to_string());
                if let Some(derivation) = &field.derivation {
                    collect(scope, derivation, ids);
                }
            }
        }
        _ => {}
    }
    plan.parts().for_each(|part| collect(scope, part, ids));
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
