//! The words that a judgement may use, in both languages.

use crate::catalogue::document::{RectificationClass, Severity};
use crate::dataset::fold_name;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::grade::{IndicatorGrade, Priority};

/// A scale: what it is called in both languages, and its values with their spellings, the id first.
pub(super) struct Scale<T: 'static> {
    pub(super) name: (&'static str, &'static str),
    values: &'static [(T, &'static [&'static str])],
}

pub(super) const GRADES: Scale<IndicatorGrade> = Scale {
    name: ("等级", "grade"),
    values: &[
        (IndicatorGrade::VeryGood, &["very_good", "很好", "very good"]),
        (IndicatorGrade::Good, &["good", "较好"]),
        (IndicatorGrade::Fair, &["fair", "一般"]),
        (IndicatorGrade::Insufficient, &["insufficient", "不足"]),
    ],
};

pub(super) const CLASSES: Scale<RectificationClass> = Scale {
    name: ("整治类型", "rectification class"),
    values: &[
        (
            RectificationClass::TimeLimited,
            &["time_limited", "限时解决", "time-limited", "限时"],
        ),
        (RectificationClass::BestEffort, &["best_effort", "尽力解决", "best effort", "尽力"]),
    ],
};

pub(super) const DEGREES: Scale<Severity> = Scale {
    name: ("问题程度", "degree"),
    values: &[
        (Severity::VerySevere, &["very_severe", "非常严重", "very severe"]),
        (Severity::Severe, &["severe", "严重"]),
        (Severity::FairlySevere, &["fairly_severe", "较严重", "fairly severe"]),
        (Severity::Ordinary, &["ordinary", "一般"]),
    ],
};

pub(super) const PRIORITIES: Scale<Priority> = Scale {
    name: ("优先级", "priority"),
    values: &[
        (Priority::High, &["high", "高"]),
        (Priority::Medium, &["medium", "中"]),
        (Priority::Low, &["low", "低"]),
    ],
};

impl<T: Copy + PartialEq> Scale<T> {
    /// The value of a word, or what is wrong with it.
    pub(super) fn read(&self, text: &str) -> Result<T, Diagnostic> {
        let folded = fold_name(text);
        let found = self.values.iter().find(|(_, words)| words.contains(&folded.as_str()));
        if let Some((value, _)) = found {
            return Ok(*value);
        }
        let words = |place: usize| {
            let words: Vec<&str> = self.values.iter().filter_map(|(_, words)| words.get(place).copied()).collect();
            words.join(if place == 0 { ", " } else { "、" })
        };
        let problem = Diagnostic::new(Code::JudgementBadWord)
            .with("value", crate::dataset::cells::shown(text))
            .with_words("what", self.name.0, self.name.1)
            .with_words("known", words(1), words(0));
        let all = self.values.iter().flat_map(|(_, words)| words.iter().copied());
        // A single letter is near any other.
        let close = folded.chars().nth(1).and_then(|_| nearest(&folded, all));
        Err(problem.suggest(close.as_deref()))
    }

    /// The id of a value.
    pub(super) fn id(&self, value: T) -> &'static str {
        let words = self.values.iter().find(|(known, _)| *known == value).map(|(_, words)| *words);
        words.and_then(|words| words.first()).copied().unwrap_or_default()
    }
}
