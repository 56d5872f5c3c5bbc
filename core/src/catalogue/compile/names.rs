//! Declares what names stand for: units, levels, profile keys, items and checks.

use std::collections::hash_map::Entry;

use super::Compiler;
use crate::catalogue::document::{ItemKind, LevelKind, ProfileKind};
use crate::catalogue::outline::{self, ClassValue, Word};
use crate::diagnostic::{Code, Diagnostic, LabelText, nearest};
use crate::formula::{ClassName, FieldId, Level, LevelId, Name, Named, ProfileKey, Scope, unit_diagnostic, unit_place};
use crate::hash::QuickMap;
use crate::span::Span;
use crate::unit::{Unit, UnitError};

/// Lower-case letters, digits and underscores, beginning with a letter.
fn is_identifier(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && text.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
        && text.len() <= 128
}

impl<'a, 't> Compiler<'a, 't> {
    pub(super) fn name(&self, name: &outline::Name<'t>) -> Name {
        Name {
            zh: (self.keep)(name.zh),
            en: (self.keep)(name.en),
        }
    }

    pub(super) fn class_names(&self, values: &[ClassValue<'t>]) -> Vec<ClassName> {
        values
            .iter()
            .map(|value| ClassName {
                id: (self.keep)(value.id.value),
                name: self.name(&value.name),
                spellings: value.spellings.iter().map(|spelling| (self.keep)(spelling)).collect(),
            })
            .collect()
    }

    pub(super) fn declare(&mut self, scope: &mut Scope) {
        let outline = self.outline;
        for unit in &outline.units {
            self.identifier(&unit.id);
            match scope.units.add_label(&unit.id, unit.name, &unit.spellings) {
                // What is malformed about an id is reported already.
                Ok(()) | Err(UnitError::Malformed { .. }) => {}
                Err(error) => self.report(unit_diagnostic(&error).label_if(unit.id.span, LabelText::Here)),
            }
        }
        self.unique(outline.units.iter().map(|unit| &unit.id));
        self.levels(scope);
        for key in &outline.profile_keys {
            self.identifier(&key.id);
            let values = if key.kind == ProfileKind::Flag {
                Vec::new()
            } else {
                self.class_names(&key.values)
            };
            scope.profile.push(ProfileKey {
                id: (self.keep)(key.id.value),
                name: self.name(&key.name),
                values,
            });
        }
        self.unique(outline.profile_keys.iter().map(|key| &key.id));
        let classes = outline.items.iter().map(|item| &item.classes);
        for values in classes.chain(outline.profile_keys.iter().map(|key| &key.values)) {
            self.unique(values.iter().map(|value| &value.id));
        }
        self.unique(outline.dimensions.iter());
        self.unique_everywhere();
        self.name_fields(scope);
    }

    fn levels(&mut self, scope: &mut Scope) {
        let mut rank = 0_usize;
        for level in &self.outline.levels {
            let unit = self.unit(&level.unit, scope).unwrap_or_else(Unit::one);
            let own_rank = (level.kind == LevelKind::Area).then_some(rank);
            rank = rank.saturating_add(usize::from(own_rank.is_some()));
            let id = LevelId(scope.levels.len());
            scope.levels.push(Level {
                id: (self.keep)(level.id.value),
                name: self.name(&level.name),
                rank: own_rank,
                unit,
                register: level.register,
            });
            let names = [level.id.value, level.name.zh, level.name.en].into_iter();
            let names = names.chain(level.aliases.iter().copied());
            for text in names.filter(|text| !text.is_empty()) {
                scope.names.entry((self.keep)(text)).or_insert(Named::Level(id));
            }
        }
    }

    fn identifier(&mut self, id: &Word<'_>) {
        if !self.is_tested && !is_identifier(id) {
            self.report(Self::at(Code::CatalogueBadId, id).with("id", id.value));
        }
    }

    /// Ids of one list, each once.
    pub(super) fn unique<'b>(&mut self, ids: impl ExactSizeIterator<Item = &'b Word<'b>>) {
        if self.is_tested || ids.len() < 2 {
            return;
        }
        let mut seen: QuickMap<&str, &Word<'_>> = QuickMap::default();
        for id in ids {
            if let Some(first) = seen.insert(id, id) {
                self.report(duplicate(id, first));
            }
        }
    }

    /// Items, checks, indicators and levels share one space of ids: all of them may head a column or stand in a formula.
    fn unique_everywhere(&mut self) {
        if self.is_tested {
            return;
        }
        let outline = self.outline;
        let checks = outline.checklists.iter().flat_map(|list| list.checks.iter().map(|check| &check.id));
        let ids = outline
            .levels
            .iter()
            .map(|level| &level.id)
            // The rows of a table may carry the id of their table.
            .chain(
                outline
                    .items
                    .iter()
                    .filter(|item| item.kind != ItemKind::Entity || item.id != item.level)
                    .map(|item| &item.id),
            )
            .chain(outline.indicators.iter().map(|indicator| &indicator.id))
            .chain(checks);
        let mut seen: QuickMap<&str, &Word<'_>> = QuickMap::default();
        seen.reserve(outline.items.len().saturating_mul(3));
        for id in ids {
            self.identifier(id);
            if let Some(first) = seen.insert(id, id) {
                self.report(duplicate(id, first));
            }
        }
    }

    /// Gives every item and check its place among the fields, and its names.
    fn name_fields(&mut self, scope: &mut Scope) {
        let outline = self.outline;
        let checks = || outline.checklists.iter().flat_map(|list| &list.checks);
        let mut next = 0_usize;
        let mut texts: Vec<(&str, Named)> = Vec::with_capacity(outline.items.len().saturating_mul(4));
        let mut ids: Vec<(&str, Named)> = Vec::with_capacity(outline.items.len().saturating_add(checks().count()));
        for item in &outline.items {
            let named = if item.kind == ItemKind::Entity {
                let Some(level) = self.level(&item.level, scope) else { continue };
                scope.entities.push(((self.keep)(item.id.value), self.name(&item.name)));
                Named::Level(level)
            } else {
                next = next.saturating_add(1);
                Named::Field(FieldId(next.saturating_sub(1)))
            };
            ids.push((item.id.value, named));
            texts.push((item.name.zh, named));
            texts.extend(item.aliases.iter().map(|alias| (*alias, named)));
        }
        for check in checks() {
            let named = Named::Field(FieldId(next));
            next = next.saturating_add(1);
            ids.push((check.id.value, named));
            texts.push((check.name.zh, named));
            texts.extend(check.aliases.iter().map(|alias| (*alias, named)));
        }
        scope.names.reserve(ids.len().saturating_add(texts.len()));
        for (id, named) in ids {
            scope.names.entry((self.keep)(id)).or_insert(named);
        }
        for (text, named) in texts.into_iter().filter(|(text, _)| !text.is_empty()) {
            match scope.names.entry((self.keep)(text)) {
                Entry::Occupied(known) if *known.get() != named => {
                    let candidates = scope.ambiguous.entry(text.to_owned()).or_insert_with(|| vec![*known.get()]);
                    if !candidates.contains(&named) {
                        candidates.push(named);
                    }
                }
                Entry::Occupied(_) => {}
                Entry::Vacant(place) => {
                    place.insert(named);
                }
            }
        }
        for text in scope.ambiguous.keys() {
            // An id keeps its meaning; a name that two of them share has none.
            if !is_identifier(text) {
                scope.names.remove(text.as_str());
            }
        }
    }

    pub(super) fn level(&mut self, id: &Word<'_>, scope: &Scope) -> Option<LevelId> {
        let found = scope.levels.iter().position(|level| level.id == id.value).map(LevelId);
        if found.is_none() {
            let hint = nearest(id, scope.levels.iter().map(|level| &*level.id));
            self.report(
                Self::at(Code::CatalogueUnknownLevel, id)
                    .with("id", id.value)
                    .suggest(hint.as_deref()),
            );
        }
        found
    }

    pub(super) fn unit(&mut self, text: &Word<'a>, scope: &Scope) -> Option<Unit> {
        if let Some(unit) = self.units.get(text.value) {
            return Some(unit.clone());
        }
        match scope.units.parse(text) {
            Ok(unit) => {
                self.units.insert(text.value, unit.clone());
                Some(unit)
            }
            Err(error) => {
                self.report(unit_diagnostic(&error).label_if(unit_span(&error, text), LabelText::Here));
                None
            }
        }
    }
}

/// Where a unit text is wrong; the whole of it where escapes stand between the text and its file.
fn unit_span(error: &UnitError, text: &Word<'_>) -> Option<Span> {
    let span = text.span?;
    let is_as_written = usize::try_from(span.end.checked_sub(span.start)?).is_ok_and(|length| length == text.len());
    let within = unit_place(error, text).filter(|_| is_as_written).and_then(|(start, end)| {
        let start = span.start.checked_add(u32::try_from(start).ok()?)?;
        let end = span.start.checked_add(u32::try_from(end).ok()?)?;
        Some(Span { start, end, ..span })
    });
    Some(within.unwrap_or(span))
}

pub(super) fn duplicate(again: &Word<'_>, first: &Word<'_>) -> Diagnostic {
    Diagnostic::new(Code::CatalogueDuplicateId)
        .with("id", again.value)
        .label_if(again.span, LabelText::AgainHere)
        .label_if(first.span, LabelText::FirstHere)
}
