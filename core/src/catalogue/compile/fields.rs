//! Items and checks: their units, roll-up contracts and the rules that derive them.

use super::Compiler;
use super::names::{class_names, name};
use crate::catalogue::document::{Indicator, Item, ItemKind, RollupRule};
use crate::catalogue::primitive::{Located, Number};
use crate::decimal::Fraction;
use crate::diagnostic::{Code, nearest};
use crate::formula::{Context, Field, FieldId, FieldKind, LevelId, Named, Rollup, Scope, Wanted};

impl<'a> Compiler<'a> {
    pub(super) fn fields(&mut self, scope: &mut Scope) {
        let document = self.document;
        for item in document.items.iter().filter(|item| item.kind != ItemKind::Entity) {
            let field = self.item(item, scope);
            scope.fields.push(field);
        }
        for indicator in &document.indicators {
            let level = self.object_level(indicator, scope);
            for check in &indicator.checks {
                scope.fields.push(Field {
                    id: check.id.value.clone(),
                    name: name(&check.name),
                    kind: FieldKind::Flag,
                    level,
                    rollup: Rollup::Any,
                    derivation: None,
                    applies_when: None,
                    minimum: None,
                    maximum: None,
                });
            }
        }
        self.derivations(scope);
    }

    fn item(&mut self, item: &'a Item, scope: &Scope) -> Field {
        let level = self.level(&item.level, scope).unwrap_or(LevelId(usize::MAX));
        let kind = match item.kind {
            ItemKind::Flag => FieldKind::Flag,
            ItemKind::Class => FieldKind::Class(class_names(&item.classes)),
            ItemKind::Measure | ItemKind::Entity => FieldKind::Measure(self.unit(&item.unit, scope).unwrap_or_else(crate::unit::Unit::one)),
        };
        self.term("scope", &item.scope, &item.id);
        for method in &item.methods {
            self.term("collection_method", method, &item.id);
        }
        let rollup = match item.rollup {
            RollupRule::Sum => Rollup::Sum,
            RollupRule::Max => Rollup::Max,
            RollupRule::Min => Rollup::Min,
            RollupRule::Any => Rollup::Any,
            RollupRule::Distinct => Rollup::Distinct,
            RollupRule::None => Rollup::None,
            RollupRule::Weighted => self.weight(item, scope),
        };
        let rollup = self.rollup_fits(item, &kind, rollup);
        Field {
            id: item.id.value.clone(),
            name: name(&item.name),
            kind,
            level,
            rollup,
            derivation: None,
            applies_when: None,
            minimum: item.minimum.map(fraction),
            maximum: item.maximum.map(fraction),
        }
    }

    /// A flag is rolled up by `any`, a class by `distinct`, a measure by the rest; `none` fits all of them.
    fn rollup_fits(&mut self, item: &Item, kind: &FieldKind, rollup: Rollup) -> Rollup {
        let fits = match kind {
            FieldKind::Flag => matches!(rollup, Rollup::Any | Rollup::None),
            FieldKind::Class(_) => rollup == Rollup::None,
            FieldKind::Measure(_) => !matches!(rollup, Rollup::Any),
        };
        if !fits {
            self.report(
                Self::at(Code::CatalogueRollup, &item.id)
                    .with("id", &item.id.value)
                    .with("rollup", format!("{:?}", item.rollup).to_lowercase()),
            );
            return Rollup::None;
        }
        rollup
    }

    fn weight(&mut self, item: &Item, scope: &Scope) -> Rollup {
        let Some(weight) = &item.weight else {
            self.report(Self::at(Code::CatalogueMissingWeight, &item.id).with("id", &item.id.value));
            return Rollup::None;
        };
        if let Some(Named::Field(field)) = scope.names.get(&weight.value) {
            return Rollup::Weighted(*field);
        }
        let hint = nearest(weight, scope.known_names());
        self.report(
            Self::at(Code::CatalogueUnknownId, weight)
                .with("id", &weight.value)
                .suggest(hint.as_deref()),
        );
        Rollup::None
    }

    /// The level of the rows that an indicator's checklist looks at.
    fn object_level(&mut self, indicator: &Indicator, scope: &Scope) -> LevelId {
        let object = indicator.case_rule.as_ref().map(|rule| &rule.object);
        match object.and_then(|object| scope.names.get(&object.value)) {
            Some(Named::Level(level)) => *level,
            _ => self.level(&indicator.level, scope).unwrap_or(LevelId(usize::MAX)),
        }
    }

    /// A term must be declared where its vocabulary is.
    pub(super) fn term(&mut self, vocabulary: &str, id: &str, place: &Located<String>) {
        if id.is_empty() || !self.vocabularies.contains(vocabulary) || self.terms.contains(&(vocabulary, id)) {
            return;
        }
        let known = self.document.terms.iter().filter(|term| term.vocabulary == vocabulary);
        let hint = nearest(id, known.map(|term| term.id.value.as_str()));
        let problem = Self::at(Code::CatalogueUnknownTerm, place)
            .with("vocabulary", vocabulary)
            .with("id", id);
        self.report(problem.suggest(hint.as_deref()));
    }

    /// Formulas by which a row's value follows from others.
    fn derivations(&mut self, scope: &mut Scope) {
        let document = self.document;
        let mut found: Vec<(FieldId, &Located<String>, bool)> = Vec::new();
        let field_named = |scope: &Scope, id: &str| match scope.names.get(id) {
            Some(Named::Field(field)) => Some(*field),
            _ => None,
        };
        for item in &document.items {
            if let (Some(default), Some(field)) = (&item.default, field_named(scope, &item.id)) {
                found.push((field, &default.formula, false));
            }
        }
        for indicator in &document.indicators {
            if let Some(rule) = &indicator.case_rule {
                self.case_object(rule, scope);
                match field_named(scope, &rule.sets) {
                    Some(field) => found.extend(rule.formula.as_ref().map(|formula| (field, formula, false))),
                    None => {
                        let hint = nearest(&rule.sets, scope.known_names());
                        let problem = Self::at(Code::CatalogueUnknownId, &rule.sets).with("id", &rule.sets.value);
                        self.report(problem.suggest(hint.as_deref()));
                    }
                }
            }
            for check in &indicator.checks {
                let Some(field) = field_named(scope, &check.id) else { continue };
                found.extend(check.formula.as_ref().map(|formula| (field, formula, false)));
                found.extend(check.applies_when.as_ref().map(|formula| (field, formula, true)));
            }
        }
        for (id, formula, is_condition) in found {
            let Some(field) = scope.field(id) else { continue };
            let context = Context {
                level: field.level,
                upward: false,
            };
            let rule = match (&field.kind, is_condition) {
                (FieldKind::Measure(unit), false) => {
                    let unit = unit.clone();
                    self.rule(formula, scope, context, Wanted::Number(&unit))
                }
                _ => self.rule(formula, scope, context, Wanted::Flag),
            };
            let (Some(rule), Some(field)) = (rule, scope.fields.get_mut(id.0)) else {
                continue;
            };
            let slot = if is_condition {
                &mut field.applies_when
            } else {
                &mut field.derivation
            };
            *slot = Some(rule.plan);
        }
    }

    fn case_object(&mut self, rule: &crate::catalogue::document::CaseRule, scope: &Scope) {
        if !matches!(scope.names.get(&rule.object.value), Some(Named::Level(_))) {
            let tables = scope.levels.iter().map(|level| level.id.as_str());
            let hint = nearest(&rule.object, tables);
            let problem = Self::at(Code::CatalogueUnknownLevel, &rule.object).with("id", &rule.object.value);
            self.report(problem.suggest(hint.as_deref()));
        }
    }
}

pub(super) fn fraction(number: Number) -> Fraction {
    Fraction::from(number.0)
}
