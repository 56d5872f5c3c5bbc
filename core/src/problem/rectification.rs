//! Rectification class (整治类型): 限时解决 or 尽力解决, and what decided it.

use serde::{Deserialize, Serialize};

use crate::catalogue::Evidence;
use crate::catalogue::document::RectificationClass;
use crate::decimal::Fraction;

/// A rectification class and what decided it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClassDecision {
    /// 限时解决 or 尽力解决.
    pub class: RectificationClass,
    /// What decided it.
    pub basis: ClassBasis,
}

impl ClassDecision {
    /// Whether somebody set it against the document or the scheme.
    pub const fn is_overridden(&self) -> bool {
        matches!(self.basis, ClassBasis::Override)
    }

    /// Whether it rests on a rule of this library.
    pub const fn is_ours(&self) -> bool {
        matches!(self.basis, ClassBasis::Rule { ours: true, .. })
    }
}

/// What decided a rectification class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClassBasis {
    /// The rectification list of the document (annex V) gives the class of this checklist item.
    Annex {
        /// Id of the checklist item.
        check: String,
        /// How well that is known: some boxes of the annex lost their ticks.
        evidence: Evidence,
    },
    /// A sample list of the document gives the class of this checklist item.
    SampleList {
        /// Id of the checklist item.
        check: String,
        /// How well that is known.
        evidence: Evidence,
    },
    /// A rule of the scheme.
    Rule {
        /// Id of the rule.
        id: String,
        /// Whether the rule is this library's and not the document's.
        ours: bool,
    },
    /// Somebody said so.
    Override,
}

/// How widespread a problem is (普遍性): objects or areas with it, of those that could be judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Prevalence {
    /// Level of what is counted: the lowest one at which something can be said of the indicator.
    pub level: String,
    /// How many have the problem.
    pub concerned: u64,
    /// Of how many it is known.
    pub judged: u64,
    /// Whether that is widespread by the band of the scheme; the band is ours.
    pub widespread: bool,
}

impl Prevalence {
    /// Concerned over judged; `None` where none was judged.
    pub fn share(&self) -> Option<Fraction> {
        Fraction::ratio(i128::from(self.concerned), i128::from(self.judged)).ok()
    }
}
