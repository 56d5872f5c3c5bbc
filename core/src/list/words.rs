//! The cells of a list as words, in Chinese and English.

use super::row::ListRow;
use crate::diagnostic::Language;
use crate::problem::ProblemReason;
use crate::sheet::Cell;

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
        let stop = language.pick("。", ".");
        let reason = |reason: &ProblemReason| format!("{}{stop}", self.problem().reason_words(reason, language));
        let reasons = self.problem().reasons();
        let spread = self.entry().filter(|_| self.distribution(level).is_some());
        // That there are cases is said by their number.
        let told = |reason: &&ProblemReason| spread.is_none() || !matches!(reason, ProblemReason::CasesFound | ProblemReason::BottomLine);
        let mut sentences: Vec<String> = reasons.iter().filter(told).map(reason).collect();
        sentences.extend(spread.map(|entry| entry.sentence(level, language)));
        sentences.join(language.pick("", " "))
    }

    pub(super) fn result_text(&self, language: Language) -> Cell<'static> {
        match self.entry().and_then(|entry| entry.result().displayed()) {
            Some(value) => Cell::Number(value),
            None => Cell::text(language.pick("未上报", "not reported")),
        }
    }

    pub(super) fn class_text(&self, language: Language) -> String {
        let mark = if self.class().is_ours() { "*" } else { "" };
        format!("{}{mark}", self.class().class.word(language))
    }

    pub(super) fn degree_text(&self, language: Language) -> String {
        self.degree().map_or_else(String::new, |degree| {
            let mark = if degree.is_ours() { "*" } else { "" };
            format!("{}{mark}", degree.word(language))
        })
    }

    pub(super) fn difficulty_text(&self, language: Language) -> &'static str {
        self.difficulty().map_or("", |found| found.word(language))
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
