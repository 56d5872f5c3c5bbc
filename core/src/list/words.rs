//! The cells of a list as words, in Chinese and English.

use super::row::ListRow;
use crate::catalogue::document::{Difficulty, RectificationClass};
use crate::diagnostic::Language;
use crate::problem::ProblemReason;
use crate::sheet::Cell;

pub(super) const fn class(class: RectificationClass, language: Language) -> &'static str {
    match (class, language) {
        (RectificationClass::TimeLimited, Language::Chinese) => "限时解决",
        (RectificationClass::TimeLimited, Language::English) => "time-limited",
        (RectificationClass::BestEffort, Language::Chinese) => "尽力解决",
        (RectificationClass::BestEffort, Language::English) => "best effort",
    }
}

pub(super) const fn difficulty(difficulty: Difficulty, language: Language) -> &'static str {
    match (difficulty, language) {
        (Difficulty::High, Language::Chinese) => "高",
        (Difficulty::Medium, Language::Chinese) => "中",
        (Difficulty::Low, Language::Chinese) => "低",
        (Difficulty::High, Language::English) => "high",
        (Difficulty::Medium, Language::English) => "medium",
        (Difficulty::Low, Language::English) => "low",
    }
}

/// Marks of a list, and what they mean below it.
pub(super) struct Marks {
    ours: bool,
}

impl Marks {
    pub(super) fn of(rows: &[ListRow<'_, '_>]) -> Self {
        let ours = rows
            .iter()
            .any(|row| row.class().is_ours() || row.degree().is_some_and(crate::problem::Degree::is_ours));
        Self { ours }
    }

    pub(super) fn notes(&self, language: Language) -> Vec<String> {
        let note = language.pick(
            "* 手册未给出，由评价方案推定，可由专家或部门更改。",
            "* Not given by the handbook: decided by the grading scheme, open to change by experts and departments.",
        );
        self.ours.then(|| note.to_owned()).into_iter().collect()
    }
}

impl ListRow<'_, '_> {
    /// What the problem is, where it lies, and why it is one, as text.
    pub fn text(&self, language: Language) -> String {
        let level = self.first_level_below().unwrap_or_default();
        if let Some(detail) = self.detail() {
            return detail.sentence(level, language);
        }
        let mut sentences: Vec<String> = self
            .problem()
            .reasons()
            .iter()
            .map(|reason| self.reason(reason, language))
            .collect();
        if self.distribution(level).is_some()
            && let Some(entry) = self.entry()
        {
            sentences.push(entry.sentence(level, language));
        }
        sentences.retain(|sentence| !sentence.is_empty());
        sentences.join(language.pick("", " "))
    }

    /// One reason as a sentence; the number of cases is said elsewhere.
    fn reason(&self, reason: &ProblemReason, language: Language) -> String {
        match reason {
            ProblemReason::RequirementNotMet { requirement, gap, .. } => {
                let known = self.indicator().requirements.iter().find(|known| known.id.as_str() == requirement);
                let catalogue = self.problem().report().catalogue();
                let standard = known.map(|known| catalogue.requirement_text(known).in_language(language).to_owned());
                let standard = standard.unwrap_or_default();
                let unit = self.indicator().unit_name.in_language(language);
                match (language, gap) {
                    (Language::Chinese, Some(gap)) => format!("未达到标准{standard}，相差{gap}{unit}。"),
                    (Language::Chinese, None) => format!("未达到标准{standard}。"),
                    (Language::English, Some(gap)) => format!("Misses the standard {standard} by {gap} {unit}."),
                    (Language::English, None) => format!("Misses the standard {standard}."),
                }
            }
            ProblemReason::Graded { grade } => match language {
                Language::Chinese => format!("评为{}。", grade.word(language)),
                Language::English => format!("Graded {}.", grade.word(language)),
            },
            ProblemReason::Survey { score, below } => match language {
                Language::Chinese => format!("居民问卷{score}分，低于{below}分。"),
                Language::English => format!("Survey score {score}, below {below}."),
            },
            _ => String::new(),
        }
    }

    pub(super) fn result_text(&self, language: Language) -> Cell<'static> {
        match self.entry().and_then(|entry| entry.result().displayed()) {
            Some(value) => Cell::Number(value),
            None => Cell::text(language.pick("未上报", "not reported")),
        }
    }

    pub(super) fn class_text(&self, language: Language) -> String {
        let mark = if self.class().is_ours() { "*" } else { "" };
        format!("{}{mark}", class(self.class().class, language))
    }

    pub(super) fn degree_text(&self, language: Language) -> String {
        self.degree().map_or_else(String::new, |degree| {
            let mark = if degree.is_ours() { "*" } else { "" };
            format!("{}{mark}", degree.word(language))
        })
    }

    pub(super) fn difficulty_text(&self, language: Language) -> &'static str {
        self.difficulty().map_or("", |found| difficulty(found, language))
    }

    pub(super) fn departments_text(&self, language: Language) -> String {
        let names: Vec<&str> = self
            .departments()
            .iter()
            .map(|department| department.name.in_language(language))
            .collect();
        names.join(language.pick("、", ", "))
    }

    pub(super) fn measure_text(&self, language: Language) -> &str {
        self.measure().map_or("", |measure| measure.text.in_language(language))
    }

    /// The indicator as a list names it, with its unit.
    pub(super) fn indicator_text(&self, language: Language) -> String {
        let indicator = self.indicator();
        let (name, unit) = (indicator.name.in_language(language), indicator.unit_name.in_language(language));
        match language {
            Language::Chinese => format!("{name}（{unit}）"),
            Language::English => format!("{name} ({unit})"),
        }
    }
}
