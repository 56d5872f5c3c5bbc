//! Declares what names stand for: units, levels, profile keys, items and checks.

use std::collections::HashMap;

use super::Compiler;
use crate::catalogue::document::{ClassValue, ItemKind, LevelKind, ProfileKind, Text};
use crate::catalogue::primitive::{Located, Span};
use crate::diagnostic::{Code, Diagnostic, LabelText, nearest};
use crate::formula::{ClassName, FieldId, Level, LevelId, Name, Named, ProfileKey, Scope, unit_diagnostic, unit_place};
use crate::unit::{Unit, UnitError};

pub(super) fn name(text: &Text) -> Name {
    Name {
        zh: text.zh.clone(),
        en: text.en.clone(),
    }
}

pub(super) fn class_names(values: &[ClassValue]) -> Vec<ClassName> {
    values
        .iter()
        .map(|value| ClassName {
            id: value.id.value.clone(),
            name: name(&value.name),
            spellings: value.spellings.clone(),
        })
        .collect()
}

/// Lower-case letters, digits and underscores, beginning with a letter.
fn is_identifier(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && text.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
        && text.len() <= 128
}

impl<'a> Compiler<'a> {
    pub(super) fn declare(&mut self, scope: &mut Scope) {
        let document = self.document;
        for unit in &document.units {
            self.identifier(&unit.id);
            match scope.units.add_label(&unit.id, &unit.name.zh, &unit.spellings) {
                // What is malformed about an id is reported already.
                Ok(()) | Err(UnitError::Malformed { .. }) => {}
                Err(error) => self.report(unit_diagnostic(&error).label_if(unit.id.span, LabelText::Here)),
            }
        }
        self.unique(document.units.iter().map(|unit| &unit.id));
        self.levels(scope);
        for key in &document.profile_keys {
            self.identifier(&key.id);
            let values = if key.kind == ProfileKind::Flag {
                Vec::new()
            } else {
                class_names(&key.values)
            };
            scope.profile.push(ProfileKey {
                id: key.id.value.clone(),
                name: name(&key.name),
                values,
            });
        }
        self.unique(document.profile_keys.iter().map(|key| &key.id));
        let classes = document.items.iter().map(|item| &item.classes);
        for values in classes.chain(document.profile_keys.iter().map(|key| &key.values)) {
            self.unique(values.iter().map(|value| &value.id));
        }
        self.unique_terms();
        self.unique(document.dimensions.iter().map(|dimension| &dimension.id));
        self.unique_everywhere();
        self.name_fields(scope);
    }

    fn levels(&mut self, scope: &mut Scope) {
        let mut rank = 0_usize;
        for level in &self.document.levels {
            let unit = self.unit(&level.unit, scope).unwrap_or_else(Unit::one);
            let own_rank = (level.kind == LevelKind::Area).then_some(rank);
            rank = rank.saturating_add(usize::from(own_rank.is_some()));
            let id = LevelId(scope.levels.len());
            scope.levels.push(Level {
                id: level.id.value.clone(),
                name: name(&level.name),
                rank: own_rank,
                unit,
                register: level.register,
            });
            let names = std::iter::once(&level.id.value)
                .chain([&level.name.zh, &level.name.en])
                .chain(&level.aliases);
            for text in names.filter(|text| !text.is_empty()) {
                scope.names.entry(text.clone()).or_insert(Named::Level(id));
            }
        }
    }

    fn identifier(&mut self, id: &Located<String>) {
        if !is_identifier(id) {
            self.report(Self::at(Code::CatalogueBadId, id).with("id", &id.value));
        }
    }

    /// Ids of one list, each once.
    pub(super) fn unique<'b>(&mut self, ids: impl Iterator<Item = &'b Located<String>>) {
        let mut seen: HashMap<&str, &Located<String>> = HashMap::new();
        for id in ids {
            if let Some(first) = seen.insert(id, id) {
                self.report(duplicate(id, first));
            }
        }
    }

    /// The terms of a vocabulary, each once.
    fn unique_terms(&mut self) {
        let mut seen: HashMap<(&str, &str), &Located<String>> = HashMap::new();
        for term in &self.document.terms {
            if let Some(first) = seen.insert((&term.vocabulary, &term.id), &term.id) {
                self.report(duplicate(&term.id, first));
            }
        }
    }

    /// Items, checks, indicators and levels share one space of ids: all of them may head a column or stand in a formula.
    fn unique_everywhere(&mut self) {
        let document = self.document;
        let checks = document
            .indicators
            .iter()
            .flat_map(|indicator| indicator.checks.iter().map(|check| &check.id));
        let ids = document
            .levels
            .iter()
            .map(|level| &level.id)
            // The rows of a table may carry the id of their table.
            .chain(
                document
                    .items
                    .iter()
                    .filter(|item| item.kind != ItemKind::Entity || item.id != item.level)
                    .map(|item| &item.id),
            )
            .chain(document.indicators.iter().map(|indicator| &indicator.id))
            .chain(checks);
        let mut seen: HashMap<&str, &Located<String>> = HashMap::with_capacity(1024);
        for id in ids {
            self.identifier(id);
            if let Some(first) = seen.insert(id, id) {
                self.report(duplicate(id, first));
            }
        }
    }

    /// Gives every item and check its place among the fields, and its names.
    fn name_fields(&mut self, scope: &mut Scope) {
        let document = self.document;
        scope.names.reserve(document.items.len().saturating_mul(8));
        let mut next = 0_usize;
        let mut texts: Vec<(&str, Named)> = Vec::new();
        for item in &document.items {
            let named = if item.kind == ItemKind::Entity {
                let Some(level) = self.level(&item.level, scope) else { continue };
                scope.entities.push((item.id.value.clone(), name(&item.name)));
                Named::Level(level)
            } else {
                next = next.saturating_add(1);
                Named::Field(FieldId(next.saturating_sub(1)))
            };
            scope.names.entry(item.id.value.clone()).or_insert(named);
            texts.extend(
                [item.name.zh.as_str()]
                    .into_iter()
                    .chain(item.aliases.iter().map(String::as_str))
                    .map(|text| (text, named)),
            );
        }
        for check in document.indicators.iter().flat_map(|indicator| &indicator.checks) {
            let named = Named::Field(FieldId(next));
            next = next.saturating_add(1);
            scope.names.entry(check.id.value.clone()).or_insert(named);
            texts.extend(
                [check.name.zh.as_str()]
                    .into_iter()
                    .chain(check.aliases.iter().map(String::as_str))
                    .map(|text| (text, named)),
            );
        }
        for (text, named) in texts {
            if text.is_empty() {
                continue;
            }
            match scope.names.get(text) {
                Some(known) if *known != named => {
                    let candidates = scope.ambiguous.entry(text.to_owned()).or_insert_with(|| vec![*known]);
                    if !candidates.contains(&named) {
                        candidates.push(named);
                    }
                }
                Some(_) => {}
                None => {
                    scope.names.insert(text.to_owned(), named);
                }
            }
        }
        for text in scope.ambiguous.keys() {
            // An id keeps its meaning; a name that two of them share has none.
            if !is_identifier(text) {
                scope.names.remove(text);
            }
        }
    }

    pub(super) fn level(&mut self, id: &Located<String>, scope: &Scope) -> Option<LevelId> {
        let found = scope.levels.iter().position(|level| level.id == id.value).map(LevelId);
        if found.is_none() {
            let hint = nearest(id, scope.levels.iter().map(|level| level.id.as_str()));
            self.report(
                Self::at(Code::CatalogueUnknownLevel, id)
                    .with("id", &id.value)
                    .suggest(hint.as_deref()),
            );
        }
        found
    }

    pub(super) fn unit(&mut self, text: &'a Located<String>, scope: &Scope) -> Option<Unit> {
        if let Some(unit) = self.units.get(text.as_str()) {
            return Some(unit.clone());
        }
        match scope.units.parse(text) {
            Ok(unit) => {
                self.units.insert(text, unit.clone());
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
fn unit_span(error: &UnitError, text: &Located<String>) -> Option<Span> {
    let span = text.span?;
    let is_as_written = usize::try_from(span.end.checked_sub(span.start)?).is_ok_and(|length| length == text.len());
    let within = unit_place(error, text).filter(|_| is_as_written).and_then(|(start, end)| {
        let start = span.start.checked_add(u32::try_from(start).ok()?)?;
        let end = span.start.checked_add(u32::try_from(end).ok()?)?;
        Some(Span { start, end, ..span })
    });
    Some(within.unwrap_or(span))
}

fn duplicate(again: &Located<String>, first: &Located<String>) -> Diagnostic {
    Diagnostic::new(Code::CatalogueDuplicateId)
        .with("id", &again.value)
        .label_if(again.span, LabelText::AgainHere)
        .label_if(first.span, LabelText::FirstHere)
}
