//! The two scales of grades, and that of priorities.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Language;

/// Grade of one indicator (单项指标评价), from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IndicatorGrade {
    /// 很好
    VeryGood,
    /// 较好
    Good,
    /// 一般
    Fair,
    /// 不足
    Insufficient,
}

/// Grade of a dimension or of the city (总体评价), from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OverallGrade {
    /// 优
    Excellent,
    /// 良
    Good,
    /// 中
    Medium,
    /// 差
    Poor,
}

impl IndicatorGrade {
    /// All of them, from best to worst.
    pub const ALL: [Self; 4] = [Self::VeryGood, Self::Good, Self::Fair, Self::Insufficient];

    /// The word of the document.
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::VeryGood, Language::Chinese) => "很好",
            (Self::Good, Language::Chinese) => "较好",
            (Self::Fair, Language::Chinese) => "一般",
            (Self::Insufficient, Language::Chinese) => "不足",
            (Self::VeryGood, Language::English) => "very good",
            (Self::Good, Language::English) => "good",
            (Self::Fair, Language::English) => "fair",
            (Self::Insufficient, Language::English) => "insufficient",
        }
    }

    /// One level lower; 不足 stays.
    #[must_use]
    pub const fn lowered(self) -> Self {
        match self {
            Self::VeryGood => Self::Good,
            Self::Good => Self::Fair,
            Self::Fair | Self::Insufficient => Self::Insufficient,
        }
    }

    /// One level higher; 很好 stays.
    #[must_use]
    pub const fn raised(self) -> Self {
        match self {
            Self::VeryGood | Self::Good => Self::VeryGood,
            Self::Fair => Self::Good,
            Self::Insufficient => Self::Fair,
        }
    }
}

impl OverallGrade {
    /// All of them, from best to worst.
    pub const ALL: [Self; 4] = [Self::Excellent, Self::Good, Self::Medium, Self::Poor];

    /// The word of the document.
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Excellent, Language::Chinese) => "优",
            (Self::Good, Language::Chinese) => "良",
            (Self::Medium, Language::Chinese) => "中",
            (Self::Poor, Language::Chinese) => "差",
            (Self::Excellent, Language::English) => "excellent",
            (Self::Good, Language::English) => "good",
            (Self::Medium, Language::English) => "medium",
            (Self::Poor, Language::English) => "poor",
        }
    }
}

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
    /// All of them, from first to last.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];

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
