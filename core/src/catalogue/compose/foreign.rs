//! What other catalogues define, and what of these files clashes with it.

use std::collections::BTreeMap;

use super::super::document::{CatalogueDocument, Check, Item, ItemKind, Level};
use super::super::primitive::Located;
use super::problem::{EntryKind, Owner, ProblemKind};
use super::used::Used;
use super::{Composer, owner_of_indicator, owner_of_item};
use crate::fold::fold_name;
use crate::order;
use crate::shelf::Shelf;
use crate::span::Span;

impl Owner {
    /// Whether this is the table whose rows an entity item stands for: the two are one thing.
    pub(super) fn is_table_of(&self, item: &Item) -> bool {
        self.kind == EntryKind::Level && item.kind == ItemKind::Entity && item.level.value == self.id
    }
}

/// An owner, and where these files take it over if they name it.
type Known = (Owner, Option<Span>);

/// Ids and names that have a meaning in other catalogues. Levels, items, indicators and checklist items share one space of ids.
#[derive(Default)]
pub(super) struct Foreign {
    ids: Shelf<String, Known>,
    names: Shelf<String, Known>,
    items: BTreeMap<String, usize>,
}

impl Foreign {
    /// Those of the extended catalogue.
    fn of(base: &CatalogueDocument, catalogue: &str) -> Self {
        let mut foreign = Self::default();
        for level in &base.levels {
            foreign.add_level(level, catalogue, None);
        }
        for (index, item) in base.items.iter().enumerate() {
            foreign.add_item(item, &owner_of_item(item, catalogue), None, index);
        }
        for indicator in &base.indicators {
            let owner = owner_of_indicator(indicator, catalogue);
            for check in &indicator.checks {
                let owner = Owner {
                    kind: EntryKind::Check,
                    id: check.id.value.clone(),
                    ..owner.clone()
                };
                foreign.add_names([&check.name.zh].into_iter().chain(&check.aliases), &owner, None);
                foreign.ids.or_insert_with(check.id.value.clone(), || (owner, None));
            }
            foreign.ids.or_insert_with(indicator.id.value.clone(), || (owner, None));
        }
        foreign
    }

    fn add_level(&mut self, level: &Level, catalogue: &str, span: Option<Span>) {
        let owner = owner(catalogue, EntryKind::Level, &level.id.value);
        self.add_names([&level.name.zh, &level.name.en].into_iter().chain(&level.aliases), &owner, span);
        self.ids.or_insert_with(level.id.value.clone(), || (owner, span));
    }

    pub(super) fn add_item(&mut self, item: &Item, owner: &Owner, span: Option<Span>, place: usize) {
        self.items.entry(item.id.value.clone()).or_insert(place);
        self.add_names([&item.name.zh].into_iter().chain(&item.aliases), owner, span);
        self.ids.or_insert_with(item.id.value.clone(), || (owner.clone(), span));
    }

    fn add_names<'n>(&mut self, names: impl Iterator<Item = &'n String>, owner: &Owner, span: Option<Span>) {
        for name in names.filter(|name| !name.is_empty()) {
            self.names.or_insert_with(fold_name(name), || (owner.clone(), span));
        }
    }

    /// Place of an item among those of other catalogues.
    pub(super) fn item(&self, id: &str) -> Option<usize> {
        self.items.get(id).copied()
    }

    pub(super) fn owner(&self, id: &str) -> Option<&Owner> {
        self.ids.get(id).map(|(owner, _)| owner)
    }
}

fn owner(catalogue: &str, kind: EntryKind, id: &str) -> Owner {
    Owner {
        catalogue: catalogue.to_owned(),
        kind,
        id: id.to_owned(),
        number: None,
    }
}

impl Composer<'_> {
    /// Puts what is taken over from other catalogues before what these files write.
    pub(super) fn merge(&mut self, mut base: CatalogueDocument, used: &[Used<'_>], own: &mut CatalogueDocument) {
        let extends = !self.base_id.is_empty();
        let mut foreign = Foreign::of(&base, &self.base_id);
        own.levels.retain(|level| self.is_free(&level.id, &foreign, |_| false));
        let levels: Vec<&mut Level> = own.levels.iter_mut().collect();
        for level in levels {
            let id = level.id.clone();
            let names = [&mut level.name.zh, &mut level.name.en].into_iter().chain(&mut level.aliases);
            self.free_names(names, &id, &foreign, |_| false);
        }
        self.merge_levels(&mut base.levels, used, own, &mut foreign);
        let mut items = std::mem::take(&mut base.items);
        for catalogue in used {
            self.bring(catalogue, own, &mut items, &mut foreign);
        }
        self.free_items(&mut own.items, &foreign);
        for indicator in &mut own.indicators {
            self.is_free(&indicator.id, &foreign, |owner| owner.kind == EntryKind::Indicator);
            self.free_checks(&mut indicator.checks, &foreign);
        }
        self.merge_lists(&mut base, used, own);
        items.append(&mut own.items);
        own.items = items;
        base.indicators.append(&mut own.indicators);
        own.indicators = base.indicators;
        if extends {
            order::sort_by_key(&mut own.indicators, |indicator| indicator.number);
        }
        base.remarks.append(&mut own.remarks);
        own.remarks = base.remarks;
    }

    /// Adds the levels of used catalogues that are not defined here, and puts those of these files in their places.
    fn merge_levels(&mut self, base: &mut Vec<Level>, used: &[Used<'_>], own: &mut CatalogueDocument, foreign: &mut Foreign) {
        let mut frame = std::mem::take(base);
        for catalogue in used {
            for level in &catalogue.document.levels {
                let is_known = |known: &Level| known.id == level.id;
                if own.levels.iter().any(is_known) {
                    continue;
                }
                match frame.iter().find(|known| known.id == level.id) {
                    None => foreign.add_level(level, catalogue.id(), catalogue.written.catalogue.span),
                    Some(known) if known.kind == level.kind && known.unit == level.unit && known.register == level.register => {}
                    Some(_) => {
                        let left = foreign.owner(&level.id).cloned();
                        let right = owner(catalogue.id(), EntryKind::Level, &level.id.value);
                        let id = level.id.value.clone();
                        let kind = ProblemKind::DefinedDifferently {
                            id,
                            left: left.unwrap_or_else(|| right.clone()),
                            right,
                        };
                        self.report(kind, catalogue.written.catalogue.span);
                    }
                }
            }
            Self::add_used_levels(&mut frame, &catalogue.document.levels);
        }
        let levels = std::mem::take(&mut own.levels);
        self.add_own_levels(&mut frame, levels);
        own.levels = frame;
    }

    /// Whether an id of these files means nothing else elsewhere; reports it otherwise.
    fn is_free(&mut self, id: &Located<String>, foreign: &Foreign, excused: impl Fn(&Owner) -> bool) -> bool {
        let Some((owner, at)) = foreign.ids.get(&id.value).filter(|(owner, _)| !excused(owner)) else {
            return true;
        };
        let kind = ProblemKind::IdTaken {
            id: id.value.clone(),
            owner: owner.clone(),
        };
        self.report_with(kind, id.span, *at, None);
        self.unclear.insert(id.value.clone());
        false
    }

    /// Empties the names of an entry of these files that mean something else elsewhere, and reports them.
    fn free_names<'n>(
        &mut self,
        names: impl Iterator<Item = &'n mut String>,
        id: &Located<String>,
        foreign: &Foreign,
        excused: impl Fn(&Owner) -> bool,
    ) {
        let mut reported: Vec<&Owner> = Vec::new();
        for name in names {
            let Some((owner, at)) = foreign.names.get(&fold_name(name)).filter(|(owner, _)| !excused(owner)) else {
                continue;
            };
            if !reported.contains(&owner) {
                reported.push(owner);
                let kind = ProblemKind::NameTaken {
                    name: name.clone(),
                    owner: owner.clone(),
                };
                self.report_with(kind, id.span, *at, None);
            }
            name.clear();
        }
    }

    fn free_items(&mut self, items: &mut Vec<Item>, foreign: &Foreign) {
        items.retain(|item| self.is_free(&item.id, foreign, |owner| owner.is_table_of(item)));
        for item in items {
            let (id, rest) = (item.id.clone(), item.clone());
            let names = std::iter::once(&mut item.name.zh).chain(&mut item.aliases);
            self.free_names(names, &id, foreign, |owner| owner.is_table_of(&rest));
        }
    }

    fn free_checks(&mut self, checks: &mut Vec<Check>, foreign: &Foreign) {
        checks.retain(|check| self.is_free(&check.id, foreign, |_| false));
        for check in checks {
            let id = check.id.clone();
            let names = std::iter::once(&mut check.name.zh).chain(&mut check.aliases);
            self.free_names(names, &id, foreign, |_| false);
        }
    }
}
