//! The checked form of a catalogue's rules: what the document says, with names resolved, units known and formulas planned.

use std::sync::OnceLock;

use super::date::Date;
use super::document::Operator;
use crate::decimal::Fraction;
use crate::formula::{LevelId, Plan, ProfileId, Scope, Written};
use crate::unit::Unit;

/// Everything that is computed from a document when it is loaded.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) scope: Scope,
    pub(super) indicators: CompiledIndicators,
}

/// The rules of all indicators, in the order of the document. Those of files were planned when they were checked; each of an embedded catalogue
/// is planned when it is first asked for, with nothing where it is not sound. A test plans all of them.
#[derive(Debug, Default)]
pub(super) struct CompiledIndicators(OnceLock<Vec<OnceLock<Option<CompiledIndicator>>>>);

impl CompiledIndicators {
    /// The rules at a place, of so many, planned where they are not yet.
    pub(super) fn get(
        &self,
        place: usize,
        count: impl FnOnce() -> usize,
        plan: impl FnOnce() -> Option<CompiledIndicator>,
    ) -> Option<&CompiledIndicator> {
        let all = self.0.get_or_init(|| (0..count()).map(|_| OnceLock::new()).collect());
        all.get(place)?.get_or_init(plan).as_ref()
    }
}

impl FromIterator<CompiledIndicator> for CompiledIndicators {
    fn from_iter<I: IntoIterator<Item = CompiledIndicator>>(planned: I) -> Self {
        Self(OnceLock::from(
            planned.into_iter().map(|rules| OnceLock::from(Some(rules))).collect::<Vec<_>>(),
        ))
    }
}

/// A formula in both forms.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) expression: Written,
    pub(crate) plan: Plan,
}

/// The rules of one indicator.
#[derive(Debug)]
pub(crate) struct CompiledIndicator {
    pub(crate) level: LevelId,
    pub(crate) unit: Unit,
    pub(crate) rule: Rule,
    /// In the order of the document's parts.
    pub(crate) parts: Vec<Rule>,
    pub(crate) requirements: Vec<CompiledRequirement>,
    /// Conditions that can be decided, with their place in the document's list.
    pub(crate) not_applicable: Vec<(usize, Rule)>,
    /// Ends of what can be right, in the indicator's unit.
    pub(crate) minimum: Option<Fraction>,
    pub(crate) maximum: Option<Fraction>,
}

/// A requirement with its numbers in the unit of the indicator.
#[derive(Debug)]
pub(crate) struct CompiledRequirement {
    pub(crate) operator: Operator,
    pub(crate) value: Fraction,
    pub(crate) maximum: Option<Fraction>,
    /// Place of the judged part in the document's list; without it the indicator itself.
    pub(crate) part: Option<usize>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) from: Option<Date>,
    pub(crate) until: Option<Date>,
}

/// A condition on the profile.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) key: ProfileId,
    pub(crate) allowed: Allowed,
}

/// What a condition allows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Allowed {
    Flag(bool),
    Values(Vec<usize>),
}

#[cfg(test)]
#[path = "compiled_tests.rs"]
mod tests;
