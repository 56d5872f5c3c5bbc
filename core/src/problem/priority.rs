//! Which problem comes first.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Language;

/// Priority of a rectification (整治优先级), from first to last. The document names the field and no values: the three are ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// 高
    High,
    /// 中
    Medium,
    /// 低
    Low,
}

impl Priority {
    /// The word in one language.
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::High, Language::Chinese) => "高",
            (Self::Medium, Language::Chinese) => "中",
            (Self::Low, Language::Chinese) => "低",
            (Self::High, Language::English) => "high",
            (Self::Medium, Language::English) => "medium",
            (Self::Low, Language::English) => "low",
        }
    }

    /// One step earlier; the first stays.
    #[must_use]
    pub const fn raised(self) -> Self {
        match self {
            Self::High | Self::Medium => Self::High,
            Self::Low => Self::Medium,
        }
    }
}

/// A priority and how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PriorityDecision {
    /// The priority.
    pub priority: Priority,
    /// Id of the rule of the scheme; absent where it was overridden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Whether the rule is this library's and not the document's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ours: bool,
    /// Whether the problem was there last year, which raised the priority by one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub recurring: bool,
    /// Whether somebody set it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overridden: bool,
}
