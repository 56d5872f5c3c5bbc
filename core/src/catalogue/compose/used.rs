//! What is taken over from catalogues whose items are used.

use std::collections::{BTreeMap, BTreeSet};

use super::super::document::{CatalogueDocument, Item, ItemKind, Use};
use super::foreign::Foreign;
use super::needs::{ItemNames, LostChecks};
use super::problem::ProblemKind;
use super::words::Words;
use super::{Composer, MAXIMUM_USES, id_of, owner_of_indicator, owner_of_item};
use crate::order;
use crate::shelf::Shelf;
use crate::span::Span;

/// A catalogue whose items are used.
pub(super) struct Used<'u> {
    pub(super) document: CatalogueDocument,
    pub(super) written: &'u Use,
}

impl Used<'_> {
    pub(super) fn id(&self) -> &str {
        id_of(&self.document)
    }
}

impl Composer<'_> {
    /// The catalogues that are used.
    pub(super) fn used<'u>(&mut self, uses: &'u [Use]) -> Vec<Used<'u>> {
        if let Some(over) = uses.get(MAXIMUM_USES) {
            let (count, limit) = (uses.len(), MAXIMUM_USES);
            self.report(ProblemKind::TooManyUses { count, limit }, over.catalogue.span);
        }
        let found = uses.iter().take(MAXIMUM_USES).filter_map(|written| {
            let document = self.find(&written.catalogue)?;
            Some(Used { document, written })
        });
        found.collect()
    }

    /// Adds the items that are named, what their rules read, and the items for the rows of their tables, to those of other catalogues.
    pub(super) fn bring(&mut self, used: &Used<'_>, own: &CatalogueDocument, items: &mut Vec<Item>, foreign: &mut Foreign) {
        let known = &used.document.items;
        let named = self.named_items(used);
        let mut words = Words::default();
        for item in named.keys().filter_map(|index| known.get(*index)) {
            words.add(&item.id);
        }
        let mut wanted = ItemNames::of(known).needed(&words);
        wanted.extend(named.keys());
        self.lost_checks_of(used, &wanted);
        let wanted_items = wanted.iter().filter_map(|index| known.get(*index));
        let levels = order::set_of(wanted_items.map(|item| item.level.as_str()));
        let own = order::set_of(own.items.iter().map(|item| item.id.as_str()));
        for (index, item) in known.iter().enumerate() {
            let of_table = item.kind == ItemKind::Entity && levels.contains(item.level.as_str()) && !own.contains(item.id.as_str());
            if wanted.contains(&index) || of_table {
                let span = named.get(&index).copied().unwrap_or(used.written.catalogue.span);
                let mut item = item.clone();
                if item.origin.is_empty() {
                    used.id().clone_into(&mut item.origin);
                }
                self.add_item(item, span, items, foreign);
            }
        }
    }

    /// Places of the items that are named, with where they are named.
    fn named_items(&mut self, used: &Used<'_>) -> Shelf<usize, Option<Span>> {
        let known = &used.document.items;
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, item) in known.iter().enumerate() {
            places.insert(&item.id, index);
        }
        let mut named = Shelf::default();
        for id in &used.written.items {
            let mut found = places.get(id.as_str()).copied();
            if found.is_none() {
                let texts = known.iter().flat_map(|item| [item.id.value.as_str(), item.name.zh.as_str()]);
                let meant = self.hint(id, texts);
                let is_meant = |item: &Item| {
                    meant
                        .as_ref()
                        .is_some_and(|meant| item.id.value == *meant || item.name.zh == *meant)
                };
                found = known.iter().position(is_meant);
                let suggestion = found.and_then(|index| known.get(index)).map(|item| item.id.value.clone());
                let kind = ProblemKind::UnknownItem {
                    catalogue: used.id().to_owned(),
                    id: id.value.clone(),
                };
                self.report_with(kind, id.span, None, suggestion);
            }
            let Some(index) = found else { continue };
            if let Some(first) = named.get(&index) {
                let kind = ProblemKind::NamedTwice { id: id.value.clone() };
                self.report_with(kind, id.span, *first, None);
            } else {
                named.insert(index, id.span);
            }
        }
        named
    }

    /// Reports items whose rules read checklist items: those come with their indicators only.
    fn lost_checks_of(&mut self, used: &Used<'_>, wanted: &BTreeSet<usize>) {
        let document = &used.document;
        let lost = LostChecks::of(&document.indicators, |_| false, |_| false);
        for item in wanted.iter().filter_map(|index| document.items.get(*index)) {
            let mut words = Words::default();
            words.add_item(item);
            let found = lost.named_in(&words);
            if let Some((indicator, id)) = found.and_then(|(index, id)| Some((document.indicators.get(index)?, id))) {
                let kind = ProblemKind::StillNeeded {
                    id: id.to_owned(),
                    left_out: owner_of_indicator(indicator, used.id()),
                    reader: owner_of_item(item, used.id()),
                };
                self.report(kind, used.written.catalogue.span);
            }
        }
    }

    fn add_item(&mut self, item: Item, span: Option<Span>, items: &mut Vec<Item>, foreign: &mut Foreign) {
        let owner = owner_of_item(&item, "");
        if let Some(known) = foreign.item(&item.id).and_then(|index| items.get(index)) {
            if !is_same(known, &item) {
                let (id, left) = (item.id.value.clone(), owner_of_item(known, &self.base_id));
                self.report(ProblemKind::DefinedDifferently { id, left, right: owner }, span);
            }
            return;
        }
        if let Some(left) = foreign.owner(&item.id).filter(|owner| !owner.is_table_of(&item)).cloned() {
            let id = item.id.value.clone();
            self.report(ProblemKind::DefinedDifferently { id, left, right: owner }, span);
            return;
        }
        foreign.add_item(&item, &owner, span, items.len());
        items.push(item);
    }
}

/// Whether two items are the same wherever they come from.
fn is_same(left: &Item, right: &Item) -> bool {
    let mut left = left.clone();
    left.origin.clone_from(&right.origin);
    left == *right
}
