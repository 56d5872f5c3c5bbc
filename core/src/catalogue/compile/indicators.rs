//! Indicators: their formulas, parts and conditions.

use std::collections::BTreeMap;

use super::cycle::Steps;
use super::fields::fraction;
use super::{Compiler, Owner};
use crate::catalogue::compiled::{CompiledIndicator, Rule};
use crate::catalogue::outline::{Indicator, Word};
use crate::diagnostic::{Code, Diagnostic, LabelText, nearest};
use crate::formula::{Context, LevelId, Scope, Wanted};
use crate::unit::Unit;

impl<'a, 't> Compiler<'a, 't> {
    pub(super) fn indicators(&mut self, scope: &Scope, steps: &Steps) -> Vec<CompiledIndicator> {
        let outline = self.outline;
        let mut numbers: BTreeMap<u16, &Word<'_>> = BTreeMap::new();
        for indicator in &outline.indicators {
            if let Some(first) = numbers.insert(indicator.number, &indicator.id) {
                let problem = Diagnostic::new(Code::CatalogueDuplicateNumber).with("number", indicator.number);
                let problem = problem.label_if(indicator.id.span, LabelText::AgainHere);
                self.report(problem.label_if(first.span, LabelText::FirstHere));
            }
        }
        let indicators = outline.indicators.iter();
        indicators.filter_map(|indicator| self.indicator(indicator, scope, steps)).collect()
    }

    fn indicator(&mut self, indicator: &'a Indicator<'t>, scope: &Scope, steps: &Steps) -> Option<CompiledIndicator> {
        self.dimension(indicator);
        self.unique(indicator.parts.iter().map(|part| &part.id));
        self.range(indicator.minimum, indicator.maximum, &indicator.id);
        let compiled = self.plan(indicator, scope)?;
        self.steps(&indicator.id, &indicator.formula, &compiled.rule.plan, steps);
        for (part, rule) in indicator.parts.iter().zip(&compiled.parts) {
            self.steps(&indicator.id, &part.formula, &rule.plan, steps);
        }
        for (index, rule) in &compiled.not_applicable {
            if let Some(Some(when)) = indicator.not_applicable.get(*index) {
                self.steps(&indicator.id, when, &rule.plan, steps);
            }
        }
        Some(compiled)
    }

    /// The rules of an indicator, with every problem of their own.
    pub(super) fn plan(&mut self, indicator: &'a Indicator<'t>, scope: &Scope) -> Option<CompiledIndicator> {
        let level = self.level(&indicator.level, scope);
        let unit = self.unit(&indicator.unit, scope);
        let wanted = unit.as_ref().map_or(Wanted::Anything, Wanted::Number);
        let rule = self.indicator_rule(&indicator.formula, indicator, scope, level, wanted);
        let parts = indicator.parts.iter();
        let parts: Vec<Option<Rule>> = parts
            .map(|part| self.indicator_rule(&part.formula, indicator, scope, level, wanted))
            .collect();
        let not_applicable = self.conditions(indicator, scope, level);
        let requirements = self.requirements(indicator, scope, unit.as_ref());
        Some(CompiledIndicator {
            level: level?,
            rule: rule?,
            parts: parts.into_iter().collect::<Option<Vec<_>>>()?,
            requirements,
            not_applicable,
            minimum: indicator.minimum.map(fraction),
            maximum: indicator.maximum.map(fraction),
            // An unknown one is reported already.
            unit: unit.unwrap_or_else(Unit::one),
        })
    }

    /// A formula that is read at the level of an indicator and above; only spelled where that level is not known.
    fn indicator_rule(
        &mut self,
        formula: &Word<'t>,
        indicator: &'a Indicator<'t>,
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

    fn dimension(&mut self, indicator: &'a Indicator<'t>) {
        let dimensions = &self.outline.dimensions;
        if !dimensions.contains(&indicator.dimension) {
            let hint = nearest(&indicator.dimension, dimensions.iter().map(|dimension| dimension.value));
            let known: Vec<String> = dimensions.iter().map(|dimension| format!("`{}`", dimension.value)).collect();
            let problem = Self::at(Code::CatalogueUnknownDimension, &indicator.dimension).with("id", indicator.dimension.value);
            let problem = problem.with("known", known.join(", "));
            self.report(problem.suggest(hint.as_deref()));
        }
    }

    fn conditions(&mut self, indicator: &'a Indicator<'t>, scope: &Scope, level: Option<LevelId>) -> Vec<(usize, Rule)> {
        let mut conditions = Vec::new();
        for (index, when) in indicator.not_applicable.iter().enumerate() {
            if let Some(when) = when
                && let Some(rule) = self.indicator_rule(when, indicator, scope, level, Wanted::Flag)
            {
                conditions.push((index, rule));
            }
        }
        conditions
    }
}
