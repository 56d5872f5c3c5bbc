//! Requirements: their numbers in the unit of the indicator, whom they apply to and when.

use super::Compiler;
use super::fields::fraction;
use crate::catalogue::compiled::{Allowed, CompiledRequirement, Condition};
use crate::catalogue::date::Date;
use crate::catalogue::document::Operator;
use crate::catalogue::outline::{Indicator, Requirement, Word};
use crate::diagnostic::{Code, Diagnostic, LabelText, nearest};
use crate::formula::{ProfileId, Scope, listed};
use crate::unit::Unit;

impl<'a> Compiler<'a, '_> {
    pub(super) fn requirements(&mut self, indicator: &'a Indicator<'a>, scope: &Scope, unit: Option<&Unit>) -> Vec<CompiledRequirement> {
        self.unique(indicator.requirements.iter().map(|requirement| &requirement.id));
        self.overlaps(indicator);
        indicator
            .requirements
            .iter()
            .filter_map(|requirement| self.requirement(requirement, indicator, scope, unit))
            .collect()
    }

    fn requirement(
        &mut self,
        requirement: &'a Requirement<'a>,
        indicator: &'a Indicator<'a>,
        scope: &Scope,
        unit: Option<&Unit>,
    ) -> Option<CompiledRequirement> {
        let own_unit = self.unit(&requirement.unit, scope);
        let conditions = self.profile_conditions(requirement, scope);
        let part = self.part(requirement, indicator);
        let (from, until) = (self.date(requirement.from.as_ref()), self.date(requirement.until.as_ref()));
        if requirement.operator == Operator::Range && requirement.maximum.is_none() {
            self.report(Self::at(Code::CatalogueMissingMaximum, &requirement.id).with("id", requirement.id.value));
        }
        if let Some(maximum) = requirement.maximum.filter(|maximum| *maximum < requirement.value) {
            let problem = Self::at(Code::CatalogueEmptyRange, &requirement.id).with("minimum", requirement.value.0);
            self.report(problem.with("maximum", maximum.0));
        }
        if let (Some(from), Some(until)) = (from, until)
            && from > until
        {
            let day = |day: &Option<Word<'_>>| day.as_ref().and_then(|day| day.span);
            let problem = Diagnostic::new(Code::CatalogueEmptyPeriod).with("from", from).with("until", until);
            let problem = problem.label_if(day(&requirement.from), LabelText::FirstDay);
            self.report(problem.label_if(day(&requirement.until), LabelText::LastDay));
        }
        let (own_unit, unit) = (own_unit?, unit?);
        let Ok(factor) = own_unit.conversion_to(unit) else {
            let problem = Diagnostic::new(Code::CatalogueRequirementUnit)
                .with("id", requirement.id.value)
                .with("left", requirement.unit.value)
                .with("right", indicator.unit.value)
                .label_if(requirement.unit.span, LabelText::Left)
                .label_if(indicator.unit.span, LabelText::Right);
            self.report(problem);
            return None;
        };
        Some(CompiledRequirement {
            operator: requirement.operator,
            value: fraction(requirement.value).multiply(&factor).ok()?,
            maximum: match requirement.maximum {
                Some(maximum) => Some(fraction(maximum).multiply(&factor).ok()?),
                None => None,
            },
            part: part.ok()?,
            conditions,
            from,
            until,
        })
    }

    /// The place of the judged part; none for the indicator itself.
    fn part(&mut self, requirement: &'a Requirement<'a>, indicator: &'a Indicator<'a>) -> Result<Option<usize>, ()> {
        let Some(id) = &requirement.part else { return Ok(None) };
        let found = indicator.parts.iter().position(|part| part.id == *id);
        if found.is_none() {
            let hint = nearest(id, indicator.parts.iter().map(|part| part.id.value));
            self.report(Self::at(Code::CatalogueUnknownId, id).with("id", id.value).suggest(hint.as_deref()));
        }
        found.map(Some).ok_or(())
    }

    fn profile_conditions(&mut self, requirement: &'a Requirement<'a>, scope: &Scope) -> Vec<Condition> {
        let mut conditions = Vec::new();
        for (key, values) in &requirement.applies_to {
            let Some(index) = scope.profile.iter().position(|known| known.id == *key) else {
                let hint = nearest(key, scope.profile.iter().map(|known| &*known.id));
                let place = values.first().unwrap_or(&requirement.id);
                let problem = Self::at(Code::CatalogueUnknownProfileKey, place).with("id", key);
                self.report(problem.suggest(hint.as_deref()));
                continue;
            };
            let known = scope.profile.get(index).map_or(&[][..], |known| &known.values);
            let mut indices = Vec::new();
            let mut flag = None;
            for value in values {
                let found = known.iter().position(|known| known.is(value));
                match (known.is_empty(), value.value, found) {
                    (true, "true", _) => flag = Some(true),
                    (true, "false", _) => flag = Some(false),
                    (false, _, Some(found)) => indices.push(found),
                    _ => {
                        let flags = ["true".to_owned(), "false".to_owned()];
                        let ids: Vec<String> = known.iter().map(|known| known.id.to_string()).collect();
                        let possible = if known.is_empty() { &flags[..] } else { &ids };
                        let (hint, listed) = (nearest(value, possible), listed(possible));
                        let problem = Self::at(Code::CatalogueUnknownProfileValue, value).with("key", key);
                        let problem = problem.with("value", value.value).with_words("known", listed.zh, listed.en);
                        self.report(problem.suggest(hint.as_deref()));
                    }
                }
            }
            let allowed = flag.map_or(Allowed::Values(indices), Allowed::Flag);
            conditions.push(Condition {
                key: ProfileId(index),
                allowed,
            });
        }
        conditions
    }

    fn date(&mut self, text: Option<&Word<'_>>) -> Option<Date> {
        let text = text?;
        let date = Date::parse(text);
        if date.is_none() {
            self.report(Self::at(Code::CatalogueInvalidDate, text).with("value", text.value));
        }
        date
    }

    /// Two requirements of the same kind for the same objects must not be in force on the same day.
    fn overlaps(&mut self, indicator: &'a Indicator<'a>) {
        let period = |requirement: &Requirement<'_>| {
            let day = |text: &Option<Word<'_>>| text.as_ref().and_then(|text| Date::parse(text));
            (day(&requirement.from), day(&requirement.until))
        };
        for (index, left) in indicator.requirements.iter().enumerate() {
            for right in indicator.requirements.iter().skip(index.saturating_add(1)) {
                let same = left.part == right.part
                    && left.applies_to == right.applies_to
                    && left.strength == right.strength
                    && left.operator == right.operator;
                let ((left_from, left_until), (right_from, right_until)) = (period(left), period(right));
                let apart = |until: Option<Date>, from: Option<Date>| until.zip(from).is_some_and(|(until, from)| until < from);
                if same && !apart(left_until, right_from) && !apart(right_until, left_from) {
                    let place = |requirement: &Requirement<'_>| {
                        let days = [&requirement.from, &requirement.until];
                        let day = days.into_iter().find_map(|day| day.as_ref().and_then(|day| day.span));
                        day.or(requirement.id.span)
                    };
                    let problem = Diagnostic::new(Code::CatalogueOverlappingPeriods)
                        .with("left", left.id.value)
                        .with("right", right.id.value)
                        .label_if(place(right), LabelText::Here)
                        .label_if(place(left), LabelText::OverlapsWith);
                    self.report(problem);
                }
            }
        }
    }
}
