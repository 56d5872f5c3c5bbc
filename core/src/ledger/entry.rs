//! Entries of a ledger: one indicator in one area, with its sub-problems and where they lie.

use super::Ledger;
use super::cases::{Cases, SubCases};
use crate::catalogue::Indicator;
use crate::catalogue::document::{Band, Check, Severity};
use crate::decimal::Fraction;
use crate::examine::IndicatorResult;
use crate::order;

/// What a ledger says of one indicator in one area.
#[derive(Clone, Debug)]
pub struct LedgerEntry<'l, 'a> {
    pub(super) ledger: &'l Ledger<'a>,
    pub(super) result: IndicatorResult<'a>,
    pub(super) value: Fraction,
    /// Table and row of the area.
    pub(super) place: (usize, usize),
    pub(super) cases: Option<&'l Cases<'a>>,
}

impl<'l, 'a> LedgerEntry<'l, 'a> {
    /// The examined result that the entry rests on.
    pub const fn result(&self) -> IndicatorResult<'a> {
        self.result
    }

    /// The indicator.
    pub fn indicator(&self) -> &'a Indicator {
        self.result.indicator()
    }

    /// Sub-problems that were found, in the order of the checklist. One object may have several, so they can add up to more than the cases.
    pub fn details(&self) -> impl Iterator<Item = ProblemDetail<'l, 'a>> + '_ {
        let cases = self.cases.into_iter();
        let found = cases.flat_map(|cases| cases.sub_problems.iter().map(move |sub| (cases, sub)));
        found
            .map(|(cases, sub)| ProblemDetail {
                ledger: self.ledger,
                indicator: self.indicator(),
                place: self.place,
                cases,
                sub,
            })
            .filter(|sub| sub.cases() > 0)
    }

    /// Level of the objects that the indicator counts; `None` where it counts none.
    pub fn object_level(&self) -> Option<&'a str> {
        self.ledger.table(self.cases?.table).map(crate::dataset::Table::level)
    }

    /// Names of the objects that count, in the order of their table.
    pub fn objects(&self) -> impl Iterator<Item = &'a str> + 'l {
        let place = self.place;
        let ledger = self.ledger;
        self.cases.into_iter().flat_map(move |cases| ledger.names(cases, &cases.all, place))
    }

    /// Whether the value of an area is the sum of the values of its parts.
    pub(super) fn adds_up(&self) -> bool {
        let rollup = self.indicator().rollup.as_ref();
        rollup.is_some_and(|rollup| matches!(rollup.operation.as_str(), "sum" | "sum_of_positive_gaps"))
    }

    /// How the value is spread over the areas of a lower level; `None` for a value that does not add up from parts, one of zero, and a level that
    /// has no figures.
    pub fn distribution(&self, level: &str) -> Option<Distribution<'a>> {
        if !self.adds_up() {
            return None;
        }
        let below = self.ledger.dataset().table_place(level)?;
        let areas = self.ledger.table(below)?;
        let parts = self.ledger.rows_in(below, self.place).filter_map(|area| {
            let id = areas.id(area)?;
            let part = self.ledger.report().at(level, id, self.indicator().id.as_str())?;
            Some((id, areas.name(area)?, part.value()?))
        });
        Distribution::new(areas.level(), &self.value, parts).filter(|found| !found.parts.is_empty())
    }
}

/// Objects of an area with one problem of the checklist.
#[derive(Clone, Copy, Debug)]
pub struct ProblemDetail<'l, 'a> {
    ledger: &'l Ledger<'a>,
    indicator: &'a Indicator,
    place: (usize, usize),
    cases: &'l Cases<'a>,
    sub: &'l SubCases<'a>,
}

impl<'l, 'a> ProblemDetail<'l, 'a> {
    /// Checklist item.
    pub const fn check(&self) -> &'a Check {
        self.sub.check
    }

    /// The indicator that it belongs to.
    pub const fn indicator(&self) -> &'a Indicator {
        self.indicator
    }

    /// Band of the measured size, where the catalogue bands it and it was measured.
    pub const fn band(&self) -> Option<&'a Band> {
        self.sub.band
    }

    /// Number of objects, each counted once.
    pub fn cases(&self) -> usize {
        self.cases.count(&self.sub.group, self.place)
    }

    /// Share of the objects that count for the indicator, exact; `None` where none do.
    pub fn share(&self) -> Option<Fraction> {
        let all = self.cases.count(&self.cases.all, self.place);
        whole(self.cases())?.divide(&whole(all)?).ok()
    }

    /// Degree that the document gives the checklist item.
    pub fn degree(&self) -> Option<Severity> {
        self.check().severity
    }

    /// How the objects are spread over the areas of a lower level; `None` where the level has none of them.
    pub fn distribution(&self, level: &str) -> Option<Distribution<'a>> {
        let below = self.ledger.dataset().table_place(level)?;
        let areas = self.ledger.table(below)?;
        let parts = self.ledger.rows_in(below, self.place).filter_map(|area| {
            let count = self.cases.count(&self.sub.group, (below, area));
            Some((areas.id(area)?, areas.name(area)?, whole(count)?))
        });
        Distribution::new(areas.level(), &whole(self.cases())?, parts).filter(|found| !found.parts.is_empty())
    }

    /// Names of the objects, in the order of their table.
    pub fn objects(&self) -> impl Iterator<Item = &'a str> + 'l {
        self.ledger.names(self.cases, &self.sub.group, self.place)
    }
}

fn whole(count: usize) -> Option<Fraction> {
    i128::try_from(count).ok().map(Fraction::from_integer)
}

/// How an amount is spread over the areas of one level, from the largest part down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution<'a> {
    /// Level of the areas.
    pub level: &'a str,
    /// Areas with a part above zero; equal parts in the order of the dataset.
    pub parts: Vec<Part<'a>>,
    /// What no area of the level accounts for; `None` when the parts add up.
    pub elsewhere: Option<Fraction>,
}

/// One area's part of an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Id of the area.
    pub area: &'a str,
    /// Name of the area; its id where it has no name.
    pub area_name: &'a str,
    /// The part, in the unit of the indicator; a number of objects for a sub-problem.
    pub amount: Fraction,
    /// The part by the whole, exact.
    pub share: Fraction,
}

impl<'a> Distribution<'a> {
    /// Spreads a whole over areas; `None` for a whole of zero, or one beyond the limits of exact numbers.
    pub(super) fn new(level: &'a str, whole: &Fraction, parts: impl Iterator<Item = (&'a str, &'a str, Fraction)>) -> Option<Self> {
        let zero = Fraction::zero();
        let mut list = Vec::new();
        let mut rest = whole.clone();
        for (area, area_name, amount) in parts {
            if amount <= zero {
                continue;
            }
            rest = rest.subtract(&amount).ok()?;
            let share = amount.divide(whole).ok()?;
            list.push(Part {
                area,
                area_name,
                amount,
                share,
            });
        }
        order::sort_by(&mut list, |left, right| right.amount.cmp(&left.amount));
        let elsewhere = Some(rest).filter(|rest| *rest != zero);
        Some(Self {
            level,
            parts: list,
            elsewhere,
        })
    }
}
