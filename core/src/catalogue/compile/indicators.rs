//! Indicators: their formulas, parts and conditions.

use std::collections::HashMap;

use super::Compiler;
use super::fields::fraction;
use crate::catalogue::compiled::{CompiledIndicator, Rule};
use crate::catalogue::document::Indicator;
use crate::catalogue::primitive::Located;
use crate::diagnostic::{Code, LabelText, nearest};
use crate::formula::{Context, Scope, Wanted};
use crate::unit::Unit;

impl<'a> Compiler<'a> {
    pub(super) fn indicators(&mut self, scope: &Scope) -> Vec<CompiledIndicator> {
        let document = self.document;
        let mut numbers: HashMap<u16, &Located<String>> = HashMap::new();
        for indicator in &document.indicators {
            if let Some(first) = numbers.insert(indicator.number, &indicator.id) {
                let problem = Self::at(Code::CatalogueDuplicateNumber, &indicator.id).with("number", indicator.number);
                self.report(problem.label_if(first.span, LabelText::FirstHere));
            }
        }
        document
            .indicators
            .iter()
            .filter_map(|indicator| self.indicator(indicator, scope))
            .collect()
    }

    fn indicator(&mut self, indicator: &'a Indicator, scope: &Scope) -> Option<CompiledIndicator> {
        self.dimension(indicator);
        self.known_items(indicator, scope);
        let level = self.level(&indicator.level, scope);
        let unit = self.unit(&indicator.unit, scope);
        let (level, unit) = (level?, unit?);
        let context = Context { level, upward: true };
        let rule = self.rule(&indicator.formula, scope, context, Wanted::Number(&unit));
        let parts: Vec<Option<Rule>> = indicator
            .parts
            .iter()
            .map(|part| self.rule(&part.formula, scope, context, Wanted::Number(&unit)))
            .collect();
        for alternative in &indicator.alternatives {
            self.rule(&alternative.formula, scope, context, Wanted::Number(&unit));
        }
        let not_applicable = self.conditions(indicator, scope, context);
        let requirements = self.requirements(indicator, scope, &unit);
        self.bounds(indicator, &unit, scope);
        Some(CompiledIndicator {
            level,
            rule: rule?,
            parts: parts.into_iter().collect::<Option<_>>()?,
            requirements,
            not_applicable,
            minimum: indicator.minimum.map(fraction),
            maximum: indicator.maximum.map(fraction),
            unit,
        })
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
        for item in indicator.items.iter().filter(|item| !scope.names.contains_key(&item.value)) {
            let hint = nearest(item, scope.known_names());
            let problem = Self::at(Code::CatalogueUnknownId, item).with("id", &item.value);
            self.report(problem.suggest(hint.as_deref()));
        }
        if let Some(unit) = &indicator.statistical_unit {
            self.term("scope", &unit.scope, &indicator.id);
        }
        if let Some(collection) = &indicator.collection {
            for method in collection.table.iter().chain(&collection.text) {
                self.term("collection_method", method, &indicator.id);
            }
        }
    }

    fn conditions(&mut self, indicator: &'a Indicator, scope: &Scope, context: Context) -> Vec<(usize, Rule)> {
        let mut conditions = Vec::new();
        for (index, rule) in indicator.not_applicable.iter().enumerate() {
            if let Some(when) = &rule.when
                && let Some(rule) = self.rule(when, scope, context, Wanted::Flag)
            {
                conditions.push((index, rule));
            }
        }
        conditions
    }

    /// Numbers that stand beside the formula must be of a dimension that the file can mean.
    fn bounds(&mut self, indicator: &'a Indicator, unit: &Unit, scope: &Scope) {
        if let (Some(minimum), Some(maximum)) = (indicator.minimum, indicator.maximum)
            && minimum > maximum
        {
            let problem = Self::at(Code::CatalogueEmptyRange, &indicator.id)
                .with("minimum", minimum.0)
                .with("maximum", maximum.0);
            self.report(problem);
        }
        for rule in &indicator.severity_rules {
            self.unit(&rule.unit, scope);
        }
        for standard in &indicator.facility_standards {
            self.unit(&standard.unit, scope);
        }
        for reference in indicator.references.iter().filter(|reference| !reference.unit.is_empty()) {
            self.unit(&reference.unit, scope);
        }
        debug_assert!(!unit.to_string().is_empty(), "every unit has a text");
    }
}
