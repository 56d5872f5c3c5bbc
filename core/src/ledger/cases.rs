//! The cases of one indicator: its objects, and those of them with each sub-problem of its checklist.

use super::places::Places;
use crate::catalogue::document::{Band, Check, Counts, SeverityRule};
use crate::catalogue::{Catalogue, Indicator};
use crate::dataset::{Bits, Dataset, Table};
use crate::decimal::Fraction;
use crate::examine::FlagColumn;
use crate::formula::Named;

/// Cases of an indicator that counts objects.
#[derive(Debug)]
pub(super) struct Cases<'a> {
    /// Table of the objects.
    pub(super) table: usize,
    /// Objects that count, whatever their sub-problems.
    pub(super) all: Group,
    pub(super) sub_problems: Vec<SubCases<'a>>,
}

/// Objects with one sub-problem.
#[derive(Debug)]
pub(super) struct SubCases<'a> {
    pub(super) check: &'a Check,
    pub(super) band: Option<&'a Band>,
    pub(super) group: Group,
}

/// A choice of objects, and how many of them lie in each area.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) known: Bits,
    pub(super) yes: Bits,
    counts: Vec<(usize, Vec<u32>)>,
}

impl Group {
    fn new(flags: (Bits, Bits), places: &Places, dataset: &Dataset) -> Self {
        let (known, yes) = flags;
        let counts = places.tables().map(|table| {
            let areas = dataset.tables().get(table).map_or(0, Table::len);
            (table, places.counts(table, areas, yes.ones_at()))
        });
        let counts = counts.collect();
        Self { known, yes, counts }
    }

    /// Objects of the group in an area.
    fn count(&self, table: usize, area: usize) -> usize {
        let counts = self.counts.iter().find(|(known, _)| *known == table);
        let count = counts.and_then(|(_, counts)| counts.get(area)).copied().unwrap_or(0);
        usize::try_from(count).unwrap_or(usize::MAX)
    }
}

/// Place of the table whose rows an indicator judges one by one.
pub(super) fn object_table(catalogue: &Catalogue, dataset: &Dataset, indicator: &Indicator) -> Option<usize> {
    let rule = indicator.case_rule.as_ref()?;
    let scope = &catalogue.compiled().scope;
    let Some(Named::Level(level)) = scope.names.get(rule.object.as_str()) else {
        return None;
    };
    dataset.table_place(&scope.level(*level)?.id)
}

/// Whether a checklist item is a problem of its object, and not a mark or an exemption.
pub(super) const fn is_problem(check: &Check) -> bool {
    matches!(check.counts, Counts::Yes | Counts::No | Counts::Unclear)
}

impl<'a> Cases<'a> {
    /// Collects the cases from flags in the order of [`flag_ids`].
    pub(super) fn new(
        indicator: &'a Indicator,
        flags: Vec<Option<FlagColumn>>,
        places: &Places,
        table: usize,
        (catalogue, dataset): (&Catalogue, &Dataset),
    ) -> Option<Self> {
        let mut flags = flags.into_iter();
        let all = flags.next().flatten().filter(|flags| flags.table() == table)?;
        let group = |flags: (Bits, Bits)| Group::new(flags, places, dataset);
        let mut sub_problems = Vec::new();
        for (check, flags) in indicator.checks.iter().filter(|check| is_problem(check)).zip(flags) {
            let Some(flags) = flags.filter(|flags| flags.table() == table) else {
                continue;
            };
            let rule = indicator.severity_rules.iter().find(|rule| rule.check.as_ref() == Some(&check.id));
            let bands = rule.and_then(|rule| in_bands(rule, &flags, dataset.tables().get(table)?, catalogue));
            match bands {
                None => sub_problems.push(SubCases {
                    check,
                    band: None,
                    group: group((flags.known().clone(), flags.yes().clone())),
                }),
                Some(bands) => sub_problems.extend(bands.into_iter().map(|(band, yes)| SubCases {
                    check,
                    band,
                    group: group((flags.known().clone(), yes)),
                })),
            }
        }
        Some(Self {
            table,
            all: group((all.known().clone(), all.yes().clone())),
            sub_problems,
        })
    }
}

impl Cases<'_> {
    /// Objects of a group in an area, or whether an object is one of them.
    pub(super) fn count(&self, group: &Group, (table, row): (usize, usize)) -> usize {
        if table == self.table {
            usize::from(group.yes.get(row))
        } else {
            group.count(table, row)
        }
    }
}

/// Ids of the flags that [`Cases::new`] needs.
pub(super) fn flag_ids(indicator: &Indicator) -> impl Iterator<Item = &str> {
    let all = indicator.case_rule.as_ref().map(|rule| rule.sets.as_str());
    let checks = indicator.checks.iter().filter(|check| is_problem(check));
    all.into_iter().chain(checks.map(|check| check.id.as_str()))
}

/// Objects with a problem by the band that their measured size falls into, and those of which it was not measured; `None` where it was of none.
fn in_bands<'a>(rule: &'a SeverityRule, flags: &FlagColumn, table: &Table, catalogue: &Catalogue) -> Option<Vec<(Option<&'a Band>, Bits)>> {
    let column = table.column(rule.quantity.as_str())?;
    let unit = catalogue.compiled().scope.units.parse(rule.unit.as_str()).ok()?;
    let factor = column.unit()?.conversion_to(&unit).ok()?;
    let measured = flags.yes().ones_at().any(|row| column.is_known(row));
    if !measured {
        return None;
    }
    let rows = table.len();
    let mut bands: Vec<(Option<&Band>, Bits)> = rule.bands.iter().map(|band| (Some(band), Bits::zeros(rows))).collect();
    let mut unmeasured = Bits::zeros(rows);
    for row in flags.yes().ones_at() {
        let size = column.fraction(row).and_then(|size| size.multiply(&factor).ok());
        let fits = |(band, _): &&mut (Option<&Band>, Bits)| size.as_ref().is_some_and(|size| band.is_some_and(|band| holds(band, size)));
        match bands.iter_mut().find(fits) {
            Some((_, bits)) => bits.set(row, true),
            None => unmeasured.set(row, true),
        }
    }
    if unmeasured.any() {
        bands.push((None, unmeasured));
    }
    Some(bands)
}

fn holds(band: &Band, size: &Fraction) -> bool {
    let above = band.minimum.is_none_or(|minimum| {
        let minimum = Fraction::from(minimum.0);
        *size > minimum || (band.minimum_included && *size == minimum)
    });
    let below = band.maximum.is_none_or(|maximum| {
        let maximum = Fraction::from(maximum.0);
        *size < maximum || (band.maximum_included && *size == maximum)
    });
    above && below
}
