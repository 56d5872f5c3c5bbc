//! From counts of grades to the grade of a dimension or of the city.

use serde::{Deserialize, Serialize};

use super::document::{Denominator, OverallRule, UndefinedRule};
use super::scale::{IndicatorGrade, OverallGrade};
use super::scheme::GradingScheme;
use crate::catalogue::Number;
use crate::catalogue::table::{self, table};
use crate::decimal::Fraction;

table! {
    /// How many indicators have which grade.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct GradeCounts {
        /// 很好.
        pub very_good: u32,
        /// 较好.
        pub good: u32,
        /// 一般.
        pub fair: u32,
        /// 不足.
        pub insufficient: u32,
        /// Without a grade: no data, or nothing to grade by.
        pub ungraded: u32,
        /// Not applicable to the city.
        pub not_applicable: u32,
    }
}

/// The grade of a dimension or of the city, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OverallDecision {
    /// The grade; absent where no indicator has one, or where no rule fits and the scheme gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<OverallGrade>,
    /// Id of the rule that decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Whether no rule of the document covers the case (P ≥ 80 %, no 不足, V < 80 %), so that the setting of the scheme decided.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undefined: bool,
    /// Whether the grade rests on a choice that is not the document's: the undefined case, a rule of the user, what is in the denominator, or
    /// grades of indicators that do.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ours: bool,
    /// Whether it rests on grades that are provisional.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// Counts.
    pub counts: GradeCounts,
    /// Indicators in the denominator (N).
    pub counted: u32,
    /// Share of 很好 in percent with two digits (V); absent where N is 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub very_good_percent: Option<String>,
    /// Share of 很好 and 较好 in percent with two digits (P); absent where N is 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub good_percent: Option<String>,
}

impl GradeCounts {
    /// Counts one indicator.
    pub fn add(&mut self, grade: Option<IndicatorGrade>) {
        let count = match grade {
            Some(IndicatorGrade::VeryGood) => &mut self.very_good,
            Some(IndicatorGrade::Good) => &mut self.good,
            Some(IndicatorGrade::Fair) => &mut self.fair,
            Some(IndicatorGrade::Insufficient) => &mut self.insufficient,
            None => &mut self.ungraded,
        };
        *count = count.saturating_add(1);
    }

    /// Indicators that have a grade.
    pub const fn graded(&self) -> u32 {
        self.very_good
            .saturating_add(self.good)
            .saturating_add(self.fair)
            .saturating_add(self.insufficient)
    }
}

impl GradingScheme {
    /// The grade that counts of grades come to. Shares are exact.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::grade::{GradeCounts, GradingScheme, OverallGrade};
    ///
    /// let scheme = GradingScheme::builtin("handbook-2025")?;
    /// let counts = GradeCounts { very_good: 23, good: 7, ..GradeCounts::default() };
    /// let decision = scheme.overall(counts);
    /// // 30 of 30 are good or better, none is insufficient, but only 23 are very good: the published table has no row for that.
    /// assert!(decision.undefined);
    /// assert_eq!(decision.grade, Some(OverallGrade::Good));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn overall(&self, counts: GradeCounts) -> OverallDecision {
        let rules = &self.document().overall;
        let inside = |denominator: Denominator, count: u32| if denominator == Denominator::In { count } else { 0 };
        let extra = inside(rules.ungraded, counts.ungraded).saturating_add(inside(rules.not_applicable, counts.not_applicable));
        let counted = counts.graded().saturating_add(extra);
        let percent = |count: u32| share(count, counted);
        let very_good = percent(counts.very_good);
        let good = percent(counts.very_good.saturating_add(counts.good));
        let mut decision = OverallDecision {
            grade: None,
            rule: None,
            undefined: false,
            // Whether they are in or out is not said by the document.
            ours: counts.ungraded > 0 || counts.not_applicable > 0,
            provisional: false,
            counts,
            counted,
            very_good_percent: very_good.as_ref().map(shown),
            good_percent: good.as_ref().map(shown),
        };
        // Where nothing is graded there is nothing to judge, whatever is in the denominator.
        let (Some(very_good), Some(good)) = (very_good, good) else {
            return decision;
        };
        if counts.graded() == 0 {
            return decision;
        }
        let fits = |rule: &&OverallRule| {
            let at_least = |bound: Option<Number>, share: &Fraction| bound.is_none_or(|bound| *share >= Fraction::from(bound.0));
            at_least(rule.very_good_at_least, &very_good)
                && at_least(rule.good_at_least, &good)
                && rule.good_below.is_none_or(|bound| good < Fraction::from(bound.0))
                && rule.insufficient.is_none_or(|wanted| wanted == (counts.insufficient > 0))
        };
        if let Some(rule) = rules.rules.iter().find(fits) {
            decision.grade = Some(rule.grade);
            decision.rule = Some(rule.id.value.clone());
            decision.ours |= rule.ours;
        } else {
            decision.undefined = true;
            decision.ours = true;
            decision.grade = match rules.undefined {
                UndefinedRule::Excellent => Some(OverallGrade::Excellent),
                UndefinedRule::Good => Some(OverallGrade::Good),
                UndefinedRule::None => None,
            };
        }
        decision
    }
}

/// A count as a percentage of another; `None` where that is 0.
fn share(count: u32, whole: u32) -> Option<Fraction> {
    Fraction::ratio(i128::from(count) * 100, i128::from(whole)).ok()
}

fn shown(share: &Fraction) -> String {
    super::measure::two_digits(share)
}

#[cfg(test)]
#[path = "overall_tests.rs"]
mod tests;
