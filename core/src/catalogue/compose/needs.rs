//! Which items and checklist items the rules of a catalogue need.

use std::collections::BTreeSet;

use super::super::document::{CatalogueDocument, Indicator, Item};
use super::problem::ProblemKind;
use super::selection::Fate;
use super::words::{Words, folded};
use super::{Composer, owner_of_indicator, owner_of_item};
use crate::order;
use crate::shelf::Shelf;

/// Items by the names that formulas may call them.
pub(super) struct ItemNames<'a> {
    items: &'a [Item],
    names: Shelf<String, Vec<usize>>,
}

impl<'a> ItemNames<'a> {
    pub(super) fn of(items: &'a [Item]) -> Self {
        let mut names: Shelf<String, Vec<usize>> = Shelf::default();
        for (index, item) in items.iter().enumerate() {
            let own = [&item.id.value, &item.name.zh].into_iter().chain(&item.aliases);
            for name in own.filter(|name| !name.is_empty()) {
                names.or_default(folded(name)).push(index);
            }
        }
        Self { items, names }
    }

    /// Places of the items that are named, and of those that their own rules and weights name in turn.
    pub(super) fn needed(&self, named: &Words) -> BTreeSet<usize> {
        let mut needed = BTreeSet::new();
        let mut waiting: Vec<usize> = self.places(named).collect();
        while let Some(index) = waiting.pop() {
            if !needed.insert(index) {
                continue;
            }
            if let Some(item) = self.items.get(index) {
                let mut words = Words::default();
                words.add_item(item);
                waiting.extend(self.places(&words));
            }
        }
        needed
    }

    fn places<'n>(&'n self, words: &'n Words) -> impl Iterator<Item = usize> + 'n {
        words.iter().filter_map(|word| self.names.get(word)).flatten().copied()
    }
}

/// Checklist items that are not taken over, by the names that formulas may call them: the place of their indicator, and their id.
pub(super) struct LostChecks<'a> {
    names: Shelf<String, (usize, &'a str)>,
}

impl<'a> LostChecks<'a> {
    /// Those of the indicators that are not kept; `is_defined` tells ids that stand for something else by now.
    pub(super) fn of(indicators: &'a [Indicator], is_kept: impl Fn(usize) -> bool, is_defined: impl Fn(&str) -> bool) -> Self {
        let mut names = Shelf::default();
        for (index, indicator) in indicators.iter().enumerate().filter(|(index, _)| !is_kept(*index)) {
            for check in indicator.checks.iter().filter(|check| !is_defined(&check.id)) {
                let own = [&check.id.value, &check.name.zh].into_iter().chain(&check.aliases);
                for name in own.filter(|name| !name.is_empty()) {
                    names.insert(folded(name), (index, check.id.value.as_str()));
                }
            }
        }
        Self { names }
    }

    /// The first of them that rules name, and whose it is.
    pub(super) fn named_in(&self, words: &Words) -> Option<(usize, &'a str)> {
        words.iter().find_map(|word| self.names.get(word)).copied()
    }
}

impl Composer<'_> {
    /// Leaves out what only indicators needed that are not taken over: items, and dimensions without any indicator.
    pub(super) fn prune(&mut self, base: &mut CatalogueDocument, own: &CatalogueDocument, fates: &[Fate]) {
        let kept = |index: usize| fates.get(index).is_none_or(|fate| fate.is_kept());
        if (0..base.indicators.len()).all(kept) {
            return;
        }
        let (mut here, mut gone) = (Words::default(), Words::default());
        for (index, indicator) in base.indicators.iter().enumerate() {
            if kept(index) { &mut here } else { &mut gone }.add_indicator(indicator);
        }
        own.indicators.iter().for_each(|indicator| here.add_indicator(indicator));
        own.items.iter().for_each(|item| here.add_item(item));
        let names = ItemNames::of(&base.items);
        let (needed, unneeded) = (names.needed(&here), names.needed(&gone));
        let stays = |index: &usize| needed.contains(index) || !unneeded.contains(index);
        self.lost_checks(base, own, fates, &stays);
        let mut index = 0_usize;
        base.items.retain(|_| {
            index = index.saturating_add(1);
            stays(&index.saturating_sub(1))
        });
        let dimensions = |wanted: bool| {
            let indicators = base.indicators.iter().enumerate().filter(move |(index, _)| kept(*index) == wanted);
            indicators.map(|(_, indicator)| indicator.dimension.value.clone())
        };
        let mut used = order::set_of(dimensions(true));
        used.extend(own.indicators.iter().map(|indicator| indicator.dimension.value.clone()));
        let empty = order::set_of(dimensions(false).filter(|dimension| !used.contains(dimension)));
        base.dimensions.retain(|dimension| !empty.contains(&dimension.id.value));
    }

    /// Reports what stays but reads a checklist item that does not.
    fn lost_checks(&mut self, base: &CatalogueDocument, own: &CatalogueDocument, fates: &[Fate], stays: &impl Fn(&usize) -> bool) {
        let kept = |index: usize| fates.get(index).is_none_or(|fate| fate.is_kept());
        let own_checks = own.indicators.iter().flat_map(|indicator| &indicator.checks).map(|check| &check.id);
        let ids = own_checks.chain(own.items.iter().map(|item| &item.id));
        let defined = order::set_of(ids.map(|id| id.as_str()));
        let lost = LostChecks::of(&base.indicators, kept, |id| defined.contains(id));
        let mut found = Vec::new();
        for (_, indicator) in base.indicators.iter().enumerate().filter(|(index, _)| kept(*index)) {
            let mut words = Words::default();
            words.add_indicator(indicator);
            found.extend(
                lost.named_in(&words)
                    .map(|lost| (lost, owner_of_indicator(indicator, &self.base_id))),
            );
        }
        for (_, item) in base.items.iter().enumerate().filter(|(index, _)| stays(index)) {
            let mut words = Words::default();
            words.add_item(item);
            found.extend(lost.named_in(&words).map(|lost| (lost, owner_of_item(item, &self.base_id))));
        }
        for ((index, id), reader) in found {
            let span = fates.get(index).and_then(|fate| fate.span());
            let Some(indicator) = base.indicators.get(index) else { continue };
            let kind = ProblemKind::StillNeeded {
                id: id.to_owned(),
                left_out: owner_of_indicator(indicator, &self.base_id),
                reader,
            };
            self.report(kind, span);
        }
    }
}
