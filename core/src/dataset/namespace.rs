//! A catalogue as the schema of datasets.

use super::fold_name;
use super::schema::{ColumnKind, ColumnTarget, LevelRef, PartRef, ProfileKeyRef, Schema};
use crate::catalogue::document::LevelKind;
use crate::catalogue::{Catalogue, Heading};
use crate::formula::{Field, FieldKind, Level, LevelId, Named, Rollup, Scope};
use crate::order;
use crate::unit::Units;

fn level_ref(id: LevelId, level: &Level) -> LevelRef<'_> {
    LevelRef {
        id: &level.id,
        kind: if level.rank.is_some() {
            LevelKind::Area
        } else {
            LevelKind::Observation
        },
        rank: level.rank.unwrap_or(id.0),
        name_zh: &level.name.zh,
        name_en: &level.name.en,
        register: level.register,
    }
}

/// The lowest level at which a field may be handed in, as seen from a table: its own, or for figures that add up the one below as well. The
/// districts of a city hand in theirs, and the city's is their sum.
fn lowest(scope: &Scope, field: &Field, table: &str) -> LevelId {
    let rank = |level: LevelId| scope.level(level).and_then(|level| level.rank);
    let adds_up = field.rollup == Rollup::Sum && matches!(field.kind, FieldKind::Measure(_));
    let named = scope.levels.iter().position(|level| level.id == table).map(LevelId);
    let next_below = |level: &LevelId| rank(*level).and_then(|rank| rank.checked_add(1)) == rank(field.level) && rank(*level).is_some();
    named.filter(|level| adds_up && next_below(level)).unwrap_or(field.level)
}

impl Schema for Catalogue {
    fn level(&self, name: &str) -> Option<LevelRef<'_>> {
        match self.columns().heading(name)? {
            Heading::Named(Named::Level(id)) => self.compiled().scope.level(id).map(|level| level_ref(id, level)),
            Heading::Named(Named::Field(_)) | Heading::Reported(_) => None,
        }
    }

    fn levels(&self) -> Vec<LevelRef<'_>> {
        let levels = &self.compiled().scope.levels;
        let all = || levels.iter().enumerate().map(|(index, level)| level_ref(LevelId(index), level));
        let mut areas: Vec<LevelRef<'_>> = all().filter(|level| level.kind == LevelKind::Area).collect();
        order::sort_by_key(&mut areas, |level| level.rank);
        areas.extend(all().filter(|level| level.kind == LevelKind::Observation));
        areas
    }

    fn column(&self, level: &str, name: &str) -> Option<ColumnTarget<'_>> {
        let scope = &self.compiled().scope;
        match self.columns().heading(name)? {
            Heading::Named(Named::Level(_)) => None,
            Heading::Named(Named::Field(id)) => {
                let field = scope.field(id)?;
                let kind = match &field.kind {
                    FieldKind::Measure(unit) => ColumnKind::Measure {
                        unit,
                        minimum: field.minimum.as_ref(),
                        maximum: field.maximum.as_ref(),
                    },
                    FieldKind::Flag => ColumnKind::Flag,
                    FieldKind::Class(_) => {
                        let item = self.rules().items.iter().find(|item| item.id.value == field.id)?;
                        ColumnKind::Class { values: &item.classes }
                    }
                };
                Some(ColumnTarget {
                    id: &field.id,
                    level: scope.level_name(lowest(scope, field, level)),
                    kind,
                })
            }
            Heading::Reported(place) => {
                let reported = self.columns().reported.get(place)?;
                let indicator = self.compiled_indicator(reported.indicator)?;
                let kind = ColumnKind::Measure {
                    unit: &indicator.unit,
                    minimum: indicator.minimum.as_ref(),
                    maximum: indicator.maximum.as_ref(),
                };
                Some(ColumnTarget {
                    id: &reported.id,
                    level: scope.level_name(indicator.level),
                    kind,
                })
            }
        }
    }

    fn column_names(&self) -> Vec<&str> {
        let scope = &self.compiled().scope;
        let fields = scope.fields.iter().flat_map(|field| [&*field.id, &*field.name.zh]);
        let indicators = self
            .indicators()
            .iter()
            .flat_map(|indicator| [indicator.id.as_str(), indicator.name.zh.as_str()]);
        fields.chain(indicators).collect()
    }

    fn parts(&self, id: &str) -> Vec<PartRef<'_>> {
        let Some(place) = self.rules().indicators.iter().position(|indicator| indicator.id.value == id) else {
            return Vec::new();
        };
        let parts = self
            .rules()
            .indicators
            .get(place)
            .into_iter()
            .flat_map(|indicator| &indicator.parts);
        // The indicator itself is the first of its columns.
        let columns = self.columns().reported.iter().filter(|column| column.indicator == place).skip(1);
        columns
            .zip(parts)
            .map(|(column, part)| PartRef {
                id: &column.id,
                name_zh: &part.name.zh,
                name_en: &part.name.en,
            })
            .collect()
    }

    fn units(&self) -> &Units {
        &self.compiled().scope.units
    }

    fn profile_key(&self, name: &str) -> Option<ProfileKeyRef<'_>> {
        let is = |text: &str| fold_name(text) == name;
        let key = self
            .document()
            .profile_keys
            .iter()
            .find(|key| is(&key.id) || is(&key.name.zh) || is(&key.name.en))?;
        Some(ProfileKeyRef {
            id: &key.id,
            kind: key.kind,
            values: &key.values,
        })
    }

    fn profile_key_names(&self) -> Vec<&str> {
        self.rules()
            .profile_keys
            .iter()
            .flat_map(|key| [key.id.as_str(), key.name.zh.as_str()])
            .collect()
    }
}

#[cfg(test)]
#[path = "namespace_tests.rs"]
mod tests;
