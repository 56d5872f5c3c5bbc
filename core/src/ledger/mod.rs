//! The problem ledger (问题台账): which objects and areas have which problems, how many, and where.
//!
//! A [`Ledger`] stands between the examined figures and the lists that a city hands in. It counts objects, not findings: a building with
//! three problems is one building in the indicator and one in each of its three sub-problems.

mod cases;
mod entry;
mod places;
mod sheets;
mod words;

use std::collections::BTreeMap;

pub use entry::{Distribution, LedgerEntry, Part, ProblemDetail};
pub use sheets::Board;
pub use words::percent;

use crate::catalogue::Indicator;
use crate::catalogue::document::LevelKind;
use crate::dataset::{Dataset, Table};
use crate::examine::{IndicatorResult, Report};
use crate::order;
use cases::{Cases, Group};
use places::Places;

/// The cases of a report, by object and by area.
///
/// # Example
///
/// ```
/// use cityvitals::{Catalogue, Dataset, Language, ledger::Ledger};
///
/// let catalogue = Catalogue::builtin("mohurd-2025")?;
/// let buildings = "编号,市辖区,砌体粉化开裂\nB1,西陵区,是\nB2,西陵区,是\nB3,伍家岗区,是\nB4,伍家岗区,否\n";
/// let dataset = Dataset::builder(&catalogue)
///     .csv("district.csv", None, "编号,城市\n西陵区,宜昌市\n伍家岗区,宜昌市\n")
///     .csv("building.csv", None, buildings)
///     .build()?;
/// let report = catalogue.examine(&dataset)?;
/// let ledger = Ledger::new(&report);
/// let result = report.get("1").ok_or("not examined")?;
/// let entry = ledger.entry(result).ok_or("nothing to enter")?;
/// let decay = entry.details().next().ok_or("no sub-problem")?;
/// assert_eq!(decay.cases(), 3);
/// let sentence = decay.sentence("district", Language::Chinese);
/// assert!(sentence.starts_with("共3栋"));
/// assert!(sentence.ends_with("西陵区2栋，占比66.67%；伍家岗区1栋，占比33.33%。"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Ledger<'a> {
    report: &'a Report,
    places: BTreeMap<usize, Places>,
    /// By the number of the indicator.
    cases: BTreeMap<u16, Cases<'a>>,
}

impl<'a> Ledger<'a> {
    /// Collects the cases of every indicator that counts objects.
    pub fn new(report: &'a Report) -> Self {
        let (catalogue, dataset) = (report.catalogue(), report.dataset());
        let counting: Vec<(&Indicator, usize)> = catalogue
            .document()
            .indicators
            .iter()
            .filter_map(|indicator| Some((indicator, cases::object_table(catalogue, dataset, indicator)?)))
            .collect();
        let areas = dataset
            .tables()
            .iter()
            .enumerate()
            .filter(|(_, table)| table.kind() == LevelKind::Area);
        let used = counting.iter().map(|(_, table)| *table).chain(areas.map(|(table, _)| table));
        let places = order::map_of(used.map(|table| (table, Places::new(dataset, table))));
        let ids: Vec<&str> = counting.iter().flat_map(|(indicator, _)| cases::flag_ids(indicator)).collect();
        let mut flags = report.flags(ids).into_iter();
        let cases = counting.iter().filter_map(|(indicator, table)| {
            let own = flags.by_ref().take(cases::flag_ids(indicator).count()).collect();
            let cases = Cases::new(indicator, own, places.get(table)?, *table, (catalogue, dataset))?;
            Some((indicator.number, cases))
        });
        let cases = order::map_of(cases);
        Self { report, places, cases }
    }

    /// The report that the ledger is of.
    pub const fn report(&self) -> &'a Report {
        self.report
    }

    /// The entry of one result: its sub-problems with their counts and places. `None` for the result of a part, or one without a value.
    pub fn entry<'l>(&'l self, result: IndicatorResult<'a>) -> Option<LedgerEntry<'l, 'a>> {
        if result.part().is_some() {
            return None;
        }
        let value = result.value()?;
        let place = self.dataset().find(result.level(), result.area())?;
        let cases = self.cases.get(&result.indicator().number);
        Some(LedgerEntry {
            ledger: self,
            result,
            value,
            place,
            cases,
        })
    }

    fn dataset(&self) -> &'a Dataset {
        self.report.dataset()
    }

    fn table(&self, place: usize) -> Option<&'a Table> {
        self.dataset().tables().get(place)
    }

    /// Names of the objects of a group in an area.
    fn names<'l>(&'l self, cases: &'l Cases<'a>, group: &'l Group, (table, row): (usize, usize)) -> impl Iterator<Item = &'a str> + 'l {
        let own = (table == cases.table).then_some(row);
        let names = self.table(cases.table);
        own.into_iter()
            .chain(self.rows_in(cases.table, (table, row)))
            .filter(move |object| group.yes.get(*object))
            .filter_map(move |object| names?.name(object))
    }

    /// Rows of a lower table that lie in an area.
    fn rows_in(&self, below: usize, (table, row): (usize, usize)) -> impl Iterator<Item = usize> + '_ {
        self.places
            .get(&below)
            .into_iter()
            .flat_map(move |places| places.objects(table, row))
    }
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
