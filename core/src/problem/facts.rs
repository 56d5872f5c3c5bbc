//! What rules of a scheme are decided by.

use crate::catalogue::document::{Nature, RectificationClass, Severity};
use crate::decimal::Fraction;
use crate::grade::IndicatorGrade;
use crate::grade::compile::Ruled;
use crate::grade::document::When;

/// What is known of a problem when a rule is looked at.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) nature: Nature,
    /// Largest shortfall in percent of the required number, of the requirements that are not met.
    pub(super) gap: Option<Fraction>,
    pub(super) grade: Option<IndicatorGrade>,
    pub(super) widespread: Option<bool>,
    pub(super) urgent: bool,
    pub(super) degree: Option<Severity>,
    pub(super) class: Option<RectificationClass>,
}

impl Facts {
    /// Whether every condition holds; a condition on what is not known does not.
    fn hold(&self, when: &When) -> bool {
        let gap = |bound: crate::catalogue::Number| self.gap.as_ref().is_some_and(|gap| *gap >= Fraction::from(bound.0));
        when.nature.is_none_or(|nature| nature == self.nature)
            && when.gap_at_least.is_none_or(gap)
            && (when.grades.is_empty() || self.grade.is_some_and(|grade| when.grades.contains(&grade)))
            && when.widespread.is_none_or(|widespread| self.widespread == Some(widespread))
            && when.urgent.is_none_or(|urgent| urgent == self.urgent)
            && (when.degrees.is_empty() || self.degree.is_some_and(|degree| when.degrees.contains(&degree)))
            && when.class.is_none_or(|class| self.class == Some(class))
    }

    /// The first rule that holds.
    pub(super) fn first<'r, R: Ruled>(&self, rules: &'r [R]) -> Option<&'r R> {
        rules.iter().find(|rule| self.hold(rule.when()))
    }
}
