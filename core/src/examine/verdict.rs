//! Verdicts: a value held against every requirement in force.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::frame::Frame;
use super::status::Status;
use crate::catalogue::document::{ComparisonRule, Evidence, Operator, Requirement};
use crate::catalogue::table::{self, choices, table};
use crate::catalogue::{CompiledRequirement, Date};
use crate::decimal::{Fraction, Rounding};
use crate::diagnostic::Language;

/// Whether a requirement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VerdictOutcome {
    /// 达到.
    Met,
    /// 未达到.
    NotMet,
    /// Cannot be said; the reason stands beside it.
    Undetermined,
}

impl VerdictOutcome {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Met, Self::NotMet, Self::Undetermined];

    /// The word in one language.
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Met, Language::Chinese) => "达到",
            (Self::Met, Language::English) => "met",
            (Self::NotMet, Language::Chinese) => "未达到",
            (Self::NotMet, Language::English) => "not met",
            (Self::Undetermined, Language::Chinese) => "无法判定",
            (Self::Undetermined, Language::English) => "undetermined",
        }
    }
}

/// Why a requirement could not be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UndeterminedReason {
    /// The indicator has no value here; its status says why.
    NoValue,
    /// The profile does not say whether the requirement applies.
    ProfileUnknown,
    /// The requirement is dated, and neither a date nor a period was given.
    DateUnknown,
    /// There is no complete value of the year before; one of another year says nothing of a yearly increase.
    NoPreviousValue,
}

impl UndeterminedReason {
    /// The reason in words.
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::NoValue, Language::Chinese) => "没有可用的值",
            (Self::NoValue, Language::English) => "no usable value",
            (Self::ProfileUnknown, Language::Chinese) => "城市属性未说明",
            (Self::ProfileUnknown, Language::English) => "the city profile does not say",
            (Self::DateUnknown, Language::Chinese) => "没有给出日期",
            (Self::DateUnknown, Language::English) => "no date was given",
            (Self::NoPreviousValue, Language::Chinese) => "没有上一年的值",
            (Self::NoPreviousValue, Language::English) => "no value of the year before",
        }
    }
}

table! {
    /// The verdict on one requirement. Numbers are exact decimals in the unit of the indicator.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Verdict {
        /// Id of the requirement within its indicator.
        pub requirement: String,
        /// Outcome.
        pub outcome: VerdictOutcome,
        /// Reason of an undetermined outcome.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reason: Option<UndeterminedReason>,
        /// Whether the value was compared exactly or as shown.
        pub comparison: Comparison,
        /// By how much the value falls short, shown with the digits of the indicator; zero or negative where it is met.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub gap: Option<String>,
        /// The gap as a percentage of the required number (of a range, of the end that the gap is measured from), with two digits; absent where
        /// that number is zero.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub relative_gap_percent: Option<String>,
        /// Whether the value is of only part of the units, so that the verdict may change.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub provisional: bool,
        /// How well the requirement is known.
        pub evidence: Evidence,
    }
}

choices! {
    VerdictOutcome::Undetermined,
    Comparison::Exact,
}

/// Which value a verdict was taken on (GB/T 8170).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// 全数值比较法.
    Exact,
    /// 修约值比较法.
    Rounded,
}

impl From<ComparisonRule> for Comparison {
    fn from(rule: ComparisonRule) -> Self {
        match rule {
            ComparisonRule::Exact => Self::Exact,
            ComparisonRule::Rounded => Self::Rounded,
        }
    }
}

/// What verdicts depend on besides the value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bench<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) date: Option<Date>,
    pub(super) comparison: Comparison,
    pub(super) rounding: Rounding,
    pub(super) decimals: u8,
}

/// A value with its status, and the value of the year before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged<'a> {
    pub(super) value: Option<&'a Fraction>,
    pub(super) status: Status,
    pub(super) before: Option<&'a Fraction>,
}

impl Bench<'_> {
    /// The verdict on one requirement; `None` where it does not apply to this city or is not in force.
    pub(super) fn judge(&self, requirement: &CompiledRequirement, text: &Requirement, judged: Judged<'_>) -> Option<Verdict> {
        let mut verdict = Verdict {
            requirement: text.id.value.clone(),
            outcome: VerdictOutcome::Undetermined,
            reason: None,
            comparison: self.comparison,
            gap: None,
            relative_gap_percent: None,
            provisional: false,
            evidence: text.evidence.of("value"),
        };
        match self.test(requirement, judged)? {
            Err(reason) => verdict.reason = Some(reason),
            Ok((met, compared)) => {
                verdict.outcome = if met { VerdictOutcome::Met } else { VerdictOutcome::NotMet };
                verdict.provisional = judged.status == Status::Partial;
                if let Some((gap, required)) = gap(requirement, &compared) {
                    verdict.relative_gap_percent = self.relative(&gap, required);
                    verdict.gap = gap.to_decimal(self.decimals, self.rounding).ok().map(|gap| gap.to_string());
                }
            }
        }
        Some(verdict)
    }

    /// Whether a requirement is met, with the value as it was compared; `None` where it does not apply to this city or is not in force.
    pub(super) fn test<'v>(
        &self,
        requirement: &CompiledRequirement,
        judged: Judged<'v>,
    ) -> Option<Result<(bool, Cow<'v, Fraction>), UndeterminedReason>> {
        match self.standing(requirement)? {
            Err(reason) => Some(Err(reason)),
            Ok(()) => self.measure(requirement, judged),
        }
    }

    /// Whether a requirement that applies and is in force is met.
    pub(super) fn measure<'v>(
        &self,
        requirement: &CompiledRequirement,
        judged: Judged<'v>,
    ) -> Option<Result<(bool, Cow<'v, Fraction>), UndeterminedReason>> {
        let usable = matches!(judged.status, Status::Ok | Status::Partial | Status::Reported);
        let Some(compared) = judged.value.filter(|_| usable).and_then(|value| self.compared(value)) else {
            return Some(Err(UndeterminedReason::NoValue));
        };
        let compared = match (requirement.operator, judged.before) {
            (Operator::IncreasePerYear, None) => return Some(Err(UndeterminedReason::NoPreviousValue)),
            (Operator::IncreasePerYear, Some(before)) => self
                .compared(before)
                .and_then(|before| compared.subtract(&before).ok())
                .map(Cow::Owned)?,
            _ => compared,
        };
        Some(Ok((meets(requirement, &compared), compared)))
    }

    /// Whether a requirement applies to this city and is in force; `None` where it does not or is not.
    pub(super) fn standing(&self, requirement: &CompiledRequirement) -> Option<Result<(), UndeterminedReason>> {
        let facts: Vec<Option<bool>> = requirement.conditions.iter().map(|condition| self.frame.holds(condition)).collect();
        if facts.contains(&Some(false)) {
            return None;
        }
        if !self.in_force(requirement)? {
            return Some(Err(UndeterminedReason::DateUnknown));
        }
        if facts.contains(&None) {
            return Some(Err(UndeterminedReason::ProfileUnknown));
        }
        Some(Ok(()))
    }

    /// Whether a requirement is in force: `None` where it is not, `Some(false)` where that cannot be said.
    fn in_force(&self, requirement: &CompiledRequirement) -> Option<bool> {
        if requirement.from.is_none() && requirement.until.is_none() {
            return Some(true);
        }
        let Some(date) = self.date else { return Some(false) };
        let inside = requirement.from.is_none_or(|from| from <= date) && requirement.until.is_none_or(|until| date <= until);
        inside.then_some(true)
    }

    /// The value as it is compared.
    fn compared<'v>(&self, value: &'v Fraction) -> Option<Cow<'v, Fraction>> {
        match self.comparison {
            Comparison::Exact => Some(Cow::Borrowed(value)),
            Comparison::Rounded => value.round(i32::from(self.decimals), self.rounding).ok().map(Cow::Owned),
        }
    }

    fn relative(&self, gap: &Fraction, required: &Fraction) -> Option<String> {
        let share = gap.divide(&required.absolute()).ok()?;
        let percent = share.multiply(&Fraction::from_integer(100)).ok()?;
        percent.to_decimal(2, self.rounding).ok().map(|percent| percent.to_string())
    }
}

fn meets(requirement: &CompiledRequirement, value: &Fraction) -> bool {
    match requirement.operator {
        Operator::AtLeast | Operator::IncreasePerYear => *value >= requirement.value,
        Operator::AtMost => *value <= requirement.value,
        Operator::MoreThan => *value > requirement.value,
        Operator::LessThan => *value < requirement.value,
        Operator::Equal => *value == requirement.value,
        Operator::Range => *value >= requirement.value && requirement.maximum.as_ref().is_none_or(|maximum| value <= maximum),
    }
}

/// By how much a value falls short of a requirement, and of which number: of a range, of the end that is nearer to being missed.
fn gap<'r>(requirement: &'r CompiledRequirement, value: &Fraction) -> Option<(Fraction, &'r Fraction)> {
    let least = &requirement.value;
    let short = least.subtract(value).ok()?;
    match requirement.operator {
        Operator::AtLeast | Operator::MoreThan | Operator::IncreasePerYear => Some((short, least)),
        Operator::AtMost | Operator::LessThan => Some((short.negate(), least)),
        Operator::Equal => Some((short.absolute(), least)),
        Operator::Range => {
            let most = requirement.maximum.as_ref();
            let over = most.and_then(|most| Some((value.subtract(most).ok()?, most)));
            Some(over.filter(|(over, _)| *over > short).unwrap_or((short, least)))
        }
    }
}
