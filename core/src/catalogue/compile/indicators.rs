//! Indicators: their formulas, parts and conditions.

use std::collections::HashMap;

use super::cycle::Steps;
use super::fields::fraction;
use super::{Compiler, Owner};
use crate::catalogue::compiled::{CompiledIndicator, Rule};
use crate::catalogue::document::Indicator;
use crate::catalogue::primitive::Located;
use crate::diagnostic::{Code, Diagnostic, LabelText, nearest};
use crate::formula::{Context, LevelId, Scope, Wanted};

impl<'a> Compiler<'a> {
    pub(super) fn indicators(&mut self, scope: &Scope, steps: &Steps) -> Vec<CompiledIndicator> {
        let document = self.document;
        let mut numbers: HashMap<u16, &Located<String>> = HashMap::new();
        for indicator in &document.indicators {
            if let Some(first) = numbers.insert(indicator.number, &indicator.id) {
                let problem = Diagnostic::new(Code::CatalogueDuplicateNumber).with("number", indicator.number);
                let problem = problem.label_if(indicator.id.span, LabelText::AgainHere);
                self.report(problem.label_if(first.span, LabelText::FirstHere));
            }
        }
        let indicators = document.indicators.iter();
        indicators.filter_map(|indicator| self.indicator(indicator, scope, steps)).collect()
    }

    fn indicator(&mut self, indicator: &'a Indicator, scope: &Scope, steps: &Steps) -> Option<CompiledIndicator> {
        self.dimension(indicator);
        self.known_items(indicator, scope);
        self.unique(indicator.parts.iter().map(|part| &part.id));
        let level = self.level(&indicator.level, scope);
        let unit = self.unit(&indicator.unit, scope);
        let wanted = unit.as_ref().map_or(Wanted::Anything, Wanted::Number);
        let rule = self.indicator_rule(&indicator.formula, indicator, scope, level, wanted);
        let parts = indicator.parts.iter();
        let parts: Vec<Option<Rule>> = parts
            .map(|part| self.indicator_rule(&part.formula, indicator, scope, level, wanted))
            .collect();
        for alternative in &indicator.alternatives {
            self.indicator_rule(&alternative.formula, indicator, scope, level, wanted);
        }
        let not_applicable = self.conditions(indicator, scope, level);
        let requirements = self.requirements(indicator, scope, unit.as_ref());
        self.range(indicator.minimum, indicator.maximum, &indicator.id);
        self.bounds(indicator, scope);
        let (rule, parts) = (rule?, parts.into_iter().collect::<Option<Vec<_>>>()?);
        self.steps(&indicator.id, &indicator.formula, &rule.plan, steps);
        for (part, rule) in indicator.parts.iter().zip(&parts) {
            self.steps(&indicator.id, &part.formula, &rule.plan, steps);
        }
        for (index, rule) in &not_applicable {
            if let Some(when) = indicator.not_applicable.get(*index).and_then(|rule| rule.when.as_ref()) {
                self.steps(&indicator.id, when, &rule.plan, steps);
            }
        }
        Some(CompiledIndicator {
            level: level?,
            rule,
            parts,
            requirements,
            not_applicable,
            minimum: indicator.minimum.map(fraction),
            maximum: indicator.maximum.map(fraction),
            unit: unit?,
        })
    }

    /// A formula that is read at the level of an indicator and above; only spelled where that level is not known.
    fn indicator_rule(
        &mut self,
        formula: &Located<String>,
        indicator: &'a Indicator,
        scope: &Scope,
        level: Option<LevelId>,
        wanted: Wanted<'_>,
    ) -> Option<Rule> {
        let Some(level) = level else {
            self.spelling(formula, Owner::Indicator(indicator));
            return None;
        };
        let context = Context { level, upward: true };
        self.rule(formula, scope, context, wanted, Owner::Indicator(indicator))
    }

    fn dimension(&mut self, indicator: &'a Indicator) {
        let dimensions = &self.document.dimensions;
        if !dimensions.iter().any(|dimension| dimension.id == indicator.dimension) {
            let hint = nearest(&indicator.dimension, dimensions.iter().map(|dimension| dimension.id.as_str()));
            let problem = Self::at(Code::CatalogueUnknownDimension, &indicator.dimension).with("id", &indicator.dimension.value);
            self.report(problem.suggest(hint.as_deref()));
        }
    }

    fn known_items(&mut self, indicator: &'a Indicator, scope: &Scope) {
        for item in &indicator.items {
            self.known(item, scope);
        }
        if let Some(unit) = &indicator.statistical_unit {
            self.term("scope", &unit.scope);
        }
        if let Some(collection) = &indicator.collection {
            for method in collection.table.iter().chain(&collection.text) {
                self.term("collection_method", method);
            }
        }
    }

    fn conditions(&mut self, indicator: &'a Indicator, scope: &Scope, level: Option<LevelId>) -> Vec<(usize, Rule)> {
        let mut conditions = Vec::new();
        for (index, rule) in indicator.not_applicable.iter().enumerate() {
            if let Some(when) = &rule.when
                && let Some(rule) = self.indicator_rule(when, indicator, scope, level, Wanted::Flag)
            {
                conditions.push((index, rule));
            }
        }
        conditions
    }

    /// What stands beside the formula for readers must be of units and items that there are.
    fn bounds(&mut self, indicator: &'a Indicator, scope: &Scope) {
        for rule in &indicator.severity_rules {
            self.unit(&rule.unit, scope);
            self.known(&rule.quantity, scope);
        }
        for standard in &indicator.facility_standards {
            self.unit(&standard.unit, scope);
        }
        for reference in indicator.references.iter().filter(|reference| !reference.unit.is_empty()) {
            self.unit(&reference.unit, scope);
        }
        if let Some(land) = indicator.spatial.as_ref().and_then(|spatial| spatial.covered_land.as_ref()) {
            self.known(land, scope);
        }
    }

    /// An item that a file names must be declared.
    fn known(&mut self, item: &Located<String>, scope: &Scope) {
        if !scope.names.contains_key(&item.value) {
            let hint = scope.nearest(item, |_| true);
            let problem = Self::at(Code::CatalogueUnknownId, item).with("id", &item.value);
            self.report(problem.suggest(hint.as_deref()));
        }
    }
}
