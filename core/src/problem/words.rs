//! The words of the document for what is decided about a problem.

use crate::catalogue::document::{Difficulty, RectificationClass, Severity};
use crate::diagnostic::Language;

impl Severity {
    /// All of them, from the gravest; the order is ours, since the document uses two scales.
    pub const ALL: [Self; 4] = [Self::VerySevere, Self::Severe, Self::FairlySevere, Self::Ordinary];

    /// The word of the document.
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::VerySevere, Language::Chinese) => "非常严重",
            (Self::Severe, Language::Chinese) => "严重",
            (Self::FairlySevere, Language::Chinese) => "较严重",
            (Self::Ordinary, Language::Chinese) => "一般",
            (Self::VerySevere, Language::English) => "very severe",
            (Self::Severe, Language::English) => "severe",
            (Self::FairlySevere, Language::English) => "fairly severe",
            (Self::Ordinary, Language::English) => "ordinary",
        }
    }
}

impl RectificationClass {
    /// Both, the more urgent first.
    pub const ALL: [Self; 2] = [Self::TimeLimited, Self::BestEffort];

    /// The word of the document.
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::TimeLimited, Language::Chinese) => "限时解决",
            (Self::TimeLimited, Language::English) => "time-limited",
            (Self::BestEffort, Language::Chinese) => "尽力解决",
            (Self::BestEffort, Language::English) => "best effort",
        }
    }
}

impl Difficulty {
    /// All of them, from the greatest.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];

    /// The word of the document.
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::High, Language::Chinese) => "高",
            (Self::High, Language::English) => "high",
            (Self::Medium, Language::Chinese) => "中",
            (Self::Medium, Language::English) => "medium",
            (Self::Low, Language::Chinese) => "低",
            (Self::Low, Language::English) => "low",
        }
    }
}
