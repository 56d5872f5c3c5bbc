//! Where a problem lies, as the lists write it: the areas below with their numbers, or the names of single objects.

use super::row::ListRow;
use crate::decimal::{Fraction, Rounding};
use crate::diagnostic::Language;
use crate::ledger::{Distribution, LedgerEntry};

/// Objects that are named one by one; more are given as numbers by area.
const NAMED_OBJECTS: usize = 8;
/// Areas that are named one by one; where there are more, those of the level above are.
const NAMED_AREAS: usize = 12;

impl ListRow<'_, '_> {
    /// Area of the rectification (整治区域): up to eight objects by name; more as numbers by area, `二马路社区17栋、桃花岭社区4栋`, of the lowest level
    /// with no more than twelve such areas.
    pub fn place(&self, language: Language) -> String {
        let separator = language.pick("、", ", ");
        let objects: Vec<&str> = match self.detail() {
            Some(detail) => detail.objects().take(NAMED_OBJECTS.saturating_add(1)).collect(),
            None => self
                .entry()
                .into_iter()
                .flat_map(LedgerEntry::objects)
                .take(NAMED_OBJECTS.saturating_add(1))
                .collect(),
        };
        if (1..=NAMED_OBJECTS).contains(&objects.len()) {
            return objects.join(separator);
        }
        let spreads: Vec<Distribution<'_>> = self.levels_below().iter().filter_map(|level| self.distribution(level)).collect();
        let short = spreads.iter().find(|spread| spread.parts.len() <= NAMED_AREAS);
        let unit = self.indicator().unit_name.in_language(language);
        short.or(spreads.last()).map_or_else(String::new, |spread| {
            let parts = spread.parts.iter().map(|part| match language {
                Language::Chinese => format!("{}{}{unit}", part.area_name, self.amount(&part.amount)),
                Language::English => format!("{} {}", part.area_name, self.amount(&part.amount)),
            });
            parts.collect::<Vec<_>>().join(separator)
        })
    }

    /// The highest level below that the problem is spread over: districts for a city.
    pub(super) fn first_level_below(&self) -> Option<&str> {
        let mut levels = self.levels_below().into_iter().rev();
        levels.find(|level| self.distribution(level).is_some())
    }

    /// The problem's amount by the areas of a level below.
    pub fn distribution(&self, level: &str) -> Option<Distribution<'_>> {
        match self.detail() {
            Some(detail) => detail.distribution(level),
            None => self.entry()?.distribution(level),
        }
    }

    /// Levels of areas below that of the problem and above its objects, from low to high.
    fn levels_below(&self) -> Vec<&str> {
        let dataset = self.problem().report().dataset();
        let own = self.problem().table();
        let objects = self.entry().and_then(|entry| dataset.table_place(entry.object_level()?));
        let lowest = objects
            .filter(|objects| *objects < own)
            .map_or(0, |objects| objects.saturating_add(1));
        let below = dataset.tables().get(lowest..own).unwrap_or_default();
        below.iter().map(crate::dataset::Table::level).collect()
    }

    fn amount(&self, amount: &Fraction) -> String {
        let shown = amount.to_decimal(self.indicator().decimals, Rounding::HalfEven);
        shown.map_or_else(|_| amount.to_string(), |shown| shown.to_string())
    }
}
