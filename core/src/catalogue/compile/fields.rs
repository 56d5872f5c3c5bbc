//! Items and checks: their units, roll-up contracts and the rules that derive them.

use std::collections::BTreeMap;

use super::{Compiler, Owner};
use crate::catalogue::document::{ItemKind, RollupRule};
use crate::catalogue::outline::{CaseRule, Checklist, Item, Word};
use crate::catalogue::primitive::Number;
use crate::decimal::Fraction;
use crate::diagnostic::{Code, Diagnostic, LabelText, nearest};
use crate::formula::{Context, Field, FieldId, FieldKind, LevelId, Named, Plan, Rollup, Scope, TypeName, Wanted, wrong_type};
use crate::unit::Unit;

impl<'a, 't> Compiler<'a, 't> {
    pub(super) fn fields(&mut self, scope: &mut Scope) {
        let outline = self.outline;
        for item in outline.items.iter().filter(|item| item.kind != ItemKind::Entity) {
            self.range(item.minimum, item.maximum, &item.id);
            let known = self.problems.len();
            let field = self.item(item, scope);
            if self.problems.len() > known || self.unclear.contains(item.id.value) {
                scope.unclear.insert(FieldId(scope.fields.len()));
            }
            scope.fields.push(field);
        }
        for list in &outline.checklists {
            let found = Self::object_level(list, scope);
            let level = found.unwrap_or(LevelId(usize::MAX));
            for check in &list.checks {
                if found.is_none() || self.unclear.contains(check.id.value) {
                    scope.unclear.insert(FieldId(scope.fields.len()));
                }
                scope.fields.push(Field {
                    id: (self.keep)(check.id.value),
                    name: self.name(&check.name),
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

    fn item(&mut self, item: &'a Item<'t>, scope: &Scope) -> Field {
        let level = self.level(&item.level, scope).unwrap_or(LevelId(usize::MAX));
        let kind = match item.kind {
            ItemKind::Flag => FieldKind::Flag,
            ItemKind::Class => FieldKind::Class(self.class_names(&item.classes)),
            ItemKind::Measure | ItemKind::Entity => FieldKind::Measure(self.measure_unit(item, scope).unwrap_or_else(Unit::one)),
        };
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
            id: (self.keep)(item.id.value),
            name: self.name(&item.name),
            kind,
            level,
            rollup,
            derivation: None,
            applies_when: None,
            minimum: item.minimum.map(fraction),
            maximum: item.maximum.map(fraction),
        }
    }

    fn measure_unit(&mut self, item: &'a Item<'t>, scope: &Scope) -> Option<Unit> {
        if item.unit.span.is_none() && item.unit.is_empty() {
            self.report(Self::at(Code::FileMissingKey, &item.id).with("keys", "`unit`"));
            return None;
        }
        self.unit(&item.unit, scope)
    }

    /// The ends of what can be right, in their order.
    pub(super) fn range(&mut self, minimum: Option<Number>, maximum: Option<Number>, id: &Word<'_>) {
        if let (Some(minimum), Some(maximum)) = (minimum, maximum)
            && minimum > maximum
        {
            let problem = Self::at(Code::CatalogueEmptyRange, id).with("minimum", minimum.0);
            self.report(problem.with("maximum", maximum.0));
        }
    }

    /// A flag is rolled up by `any`, a measure by the rest; a class is not, and `none` fits all of them.
    fn rollup_fits(&mut self, item: &Item<'_>, kind: &FieldKind, rollup: Rollup) -> Rollup {
        let fits = match kind {
            FieldKind::Flag => matches!(rollup, Rollup::Any | Rollup::None),
            FieldKind::Class(_) => rollup == Rollup::None,
            FieldKind::Measure(_) => !matches!(rollup, Rollup::Any),
        };
        if !fits {
            let (chinese, english) = match kind {
                FieldKind::Flag => ("标志", "a flag"),
                FieldKind::Class(_) => ("分类", "a class"),
                FieldKind::Measure(_) => ("数量", "a measure"),
            };
            let problem = Self::at(Code::CatalogueRollup, &item.id).with("id", item.id.value);
            let problem = problem.with("rollup", format!("{:?}", item.rollup).to_ascii_lowercase());
            self.report(problem.with_words("kind", chinese, english));
            return Rollup::None;
        }
        rollup
    }

    fn weight(&mut self, item: &Item<'_>, scope: &Scope) -> Rollup {
        let Some(weight) = &item.weight else {
            self.report(Self::at(Code::CatalogueMissingWeight, &item.id).with("id", item.id.value));
            return Rollup::None;
        };
        if let Some(Named::Field(field)) = scope.names.get(weight.value) {
            let known = self.outline.items.iter().find(|known| known.id == *weight);
            let fits = |known: &&Item<'_>| known.kind == ItemKind::Measure && known.level == item.level;
            if known.is_some_and(|known| fits(&known)) {
                return Rollup::Weighted(*field);
            }
            let problem = Self::at(Code::CatalogueBadWeight, weight).with("id", weight.value);
            self.report(problem.label_if(known.and_then(|known| known.id.span), LabelText::DeclaredHere));
            return Rollup::None;
        }
        let hint = scope.nearest(weight, |_| true);
        self.report(
            Self::at(Code::CatalogueUnknownId, weight)
                .with("id", weight.value)
                .suggest(hint.as_deref()),
        );
        Rollup::None
    }

    /// The level of the rows that a checklist looks at.
    fn object_level(list: &Checklist<'_>, scope: &Scope) -> Option<LevelId> {
        let table = match &list.case_rule {
            Some(rule) => &rule.object,
            None => &list.level,
        };
        match scope.names.get(table.value) {
            Some(Named::Level(level)) => Some(*level),
            _ => None,
        }
    }

    /// Formulas by which a row's value follows from others.
    fn derivations(&mut self, scope: &mut Scope) {
        let outline = self.outline;
        let mut found: Vec<(FieldId, &Word<'t>, bool)> = Vec::new();
        let field_named = |scope: &Scope, id: &str| match scope.names.get(id) {
            Some(Named::Field(field)) => Some(*field),
            _ => None,
        };
        for item in &outline.items {
            if let (Some(default), Some(field)) = (&item.default, field_named(scope, &item.id)) {
                found.push((field, default, false));
            }
        }
        for list in &outline.checklists {
            if let Some(rule) = &list.case_rule {
                self.case_object(rule, scope);
                let field = self.case_flag(rule, scope);
                found.extend(field.zip(rule.formula.as_ref()).map(|(field, formula)| (field, formula, false)));
            }
            for check in &list.checks {
                let Some(field) = field_named(scope, &check.id) else { continue };
                found.extend(check.formula.as_ref().map(|formula| (field, formula, false)));
                found.extend(check.applies_when.as_ref().map(|formula| (field, formula, true)));
            }
        }
        let mut first_rules: BTreeMap<FieldId, &Word<'_>> = BTreeMap::new();
        for (id, formula, is_condition) in found {
            if let Some(first) = first_rules.insert(id, formula).filter(|_| !is_condition) {
                let name = scope.field(id).map_or("", |field| &field.id);
                let problem = Diagnostic::new(Code::CatalogueTwoRules).with("id", name);
                let problem = problem.label_if(formula.span, LabelText::AgainHere);
                self.report(problem.label_if(first.span, LabelText::FirstHere));
                continue;
            }
            self.rules.entry(id).or_default().extend(formula.span);
            let plan = self.derivation(id, formula, is_condition, scope);
            let (Some(plan), Some(field)) = (plan, scope.fields.get_mut(id.0)) else {
                continue;
            };
            let slot = if is_condition {
                &mut field.applies_when
            } else {
                &mut field.derivation
            };
            *slot = Some(plan);
        }
    }

    fn derivation(&mut self, id: FieldId, formula: &Word<'t>, is_condition: bool, scope: &Scope) -> Option<Plan> {
        let field = scope.field(id)?;
        if scope.unclear.contains(&id) {
            self.spelling(formula, Owner::Field(&field.id));
            return None;
        }
        let context = Context {
            level: field.level,
            upward: false,
        };
        let wanted = match &field.kind {
            FieldKind::Measure(unit) if !is_condition => Wanted::Number(unit),
            FieldKind::Class(_) if !is_condition => {
                let problem = Self::at(Code::CatalogueRuleOfClass, formula).with("id", &field.id);
                self.report(problem.label_if(self.declared(&field.id), LabelText::DeclaredHere));
                return None;
            }
            _ => Wanted::Flag,
        };
        self.rule(formula, scope, context, wanted, Owner::Field(&field.id))
            .map(|rule| rule.plan)
    }

    /// The flag that a case rule sets.
    fn case_flag(&mut self, rule: &CaseRule<'_>, scope: &Scope) -> Option<FieldId> {
        let Some(Named::Field(id)) = scope.names.get(rule.sets.value) else {
            let hint = scope.nearest(&rule.sets, |_| true);
            let problem = Self::at(Code::CatalogueUnknownId, &rule.sets).with("id", rule.sets.value);
            self.report(problem.suggest(hint.as_deref()));
            return None;
        };
        let field = scope.field(*id)?;
        let found = match field.kind {
            FieldKind::Flag => return Some(*id),
            FieldKind::Measure(_) => TypeName::Number,
            FieldKind::Class(_) => TypeName::Class,
        };
        let problem = wrong_type(TypeName::Flag, found).label_if(rule.sets.span, LabelText::Here);
        self.report(problem.label_if(self.declared(&field.id), LabelText::DeclaredHere));
        None
    }

    fn case_object(&mut self, rule: &CaseRule<'_>, scope: &Scope) {
        if !matches!(scope.names.get(rule.object.value), Some(Named::Level(_))) {
            let tables = scope.levels.iter().map(|level| &*level.id);
            let hint = nearest(&rule.object, tables);
            let problem = Self::at(Code::CatalogueUnknownLevel, &rule.object).with("id", rule.object.value);
            self.report(problem.suggest(hint.as_deref()));
        }
    }
}

pub(super) fn fraction(number: Number) -> Fraction {
    Fraction::from(number.0)
}
