//! Units, dimensions, profile keys and terms: kinds of entries whose ids are a space of their own.

use super::super::document::{CatalogueDocument, CountingUnit, Dimension, ProfileKey, Term};
use super::super::primitive::Located;
use super::Composer;
use super::problem::{EntryKind, Owner, ProblemKind};
use super::used::Used;
use crate::order;
use crate::shelf::Shelf;

/// An entry of one of these kinds.
trait Entry: Clone {
    const KIND: EntryKind;

    fn id(&self) -> &Located<String>;

    /// What it is called by among the entries of its kind.
    fn key(&self) -> String {
        self.id().value.clone()
    }

    /// Whether one can stand for the other.
    fn agrees(&self, _: &Self) -> bool {
        true
    }
}

impl Entry for CountingUnit {
    const KIND: EntryKind = EntryKind::Unit;

    fn id(&self) -> &Located<String> {
        &self.id
    }
}

impl Entry for Dimension {
    const KIND: EntryKind = EntryKind::Dimension;

    fn id(&self) -> &Located<String> {
        &self.id
    }
}

impl Entry for ProfileKey {
    const KIND: EntryKind = EntryKind::ProfileKey;

    fn id(&self) -> &Located<String> {
        &self.id
    }

    fn agrees(&self, other: &Self) -> bool {
        let ids = |key: &Self| key.values.iter().map(|value| value.id.value.clone()).collect::<Vec<_>>();
        self.kind == other.kind && ids(self) == ids(other)
    }
}

impl Entry for Term {
    const KIND: EntryKind = EntryKind::Term;

    fn id(&self) -> &Located<String> {
        &self.id
    }

    fn key(&self) -> String {
        format!("{}/{}", self.vocabulary, self.id.value)
    }
}

fn owner<T: Entry>(catalogue: &str, entry: &T) -> Owner {
    Owner {
        catalogue: catalogue.to_owned(),
        kind: T::KIND,
        id: entry.id().value.clone(),
        number: None,
    }
}

impl Composer<'_> {
    pub(super) fn merge_lists(&mut self, base: &mut CatalogueDocument, used: &[Used<'_>], own: &mut CatalogueDocument) {
        let documents = || used.iter().map(|used| (used, &used.document));
        self.merge_list(
            &mut base.units,
            documents().map(|(used, whole)| (used, &*whole.units)),
            &mut own.units,
        );
        self.merge_list(&mut base.dimensions, std::iter::empty(), &mut own.dimensions);
        let keys = documents().map(|(used, whole)| (used, &*whole.profile_keys));
        self.merge_list(&mut base.profile_keys, keys, &mut own.profile_keys);
        self.merge_list(
            &mut base.terms,
            documents().map(|(used, whole)| (used, &*whole.terms)),
            &mut own.terms,
        );
    }

    /// Puts the entries of one kind together. Those of used catalogues fill up what is not defined here.
    fn merge_list<'u, T: Entry + 'u>(&mut self, base: &mut Vec<T>, used: impl Iterator<Item = (&'u Used<'u>, &'u [T])>, own: &mut Vec<T>) {
        let mut seen = order::set_of(base.iter().map(Entry::key));
        own.retain(|entry| {
            let is_free = !seen.contains(&entry.key());
            if !is_free {
                let (id, owner) = (entry.id().value.clone(), owner(&self.base_id, entry));
                self.report(ProblemKind::IdTaken { id, owner }, entry.id().span);
            }
            is_free
        });
        seen.extend(own.iter().map(Entry::key));
        let mut filled: Shelf<String, (&T, &str)> = Shelf::default();
        for (used, entries) in used {
            for entry in entries {
                let key = entry.key();
                if let Some((known, catalogue)) = filled.get(&key) {
                    if !entry.agrees(known) {
                        let id = entry.id().value.clone();
                        let (left, right) = (owner(catalogue, *known), owner(used.id(), entry));
                        self.report(ProblemKind::DefinedDifferently { id, left, right }, used.written.catalogue.span);
                    }
                } else if seen.insert(key.clone()) {
                    base.push(entry.clone());
                    filled.insert(key, (entry, used.id()));
                }
            }
        }
        base.append(own);
        std::mem::swap(base, own);
    }
}
