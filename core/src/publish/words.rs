//! Words of a report for what the library decides.

use crate::catalogue::Evidence;
use crate::catalogue::document::Nature;
use crate::diagnostic::Language;
use crate::examine::{IndicatorResult, Verdict, VerdictOutcome};
use crate::grade::IndicatorGrading;

/// What stands where the law, the document or the data are not certain.
pub(super) const fn to_verify(language: Language) -> &'static str {
    match language {
        Language::Chinese => "待核",
        Language::English => "to be verified",
    }
}

/// The outcome with the gap or the reason.
pub(super) fn verdict(verdict: &Verdict, unit: &str, language: Language) -> String {
    let word = verdict.outcome.word(language);
    let mut text = match (verdict.outcome, &verdict.gap, verdict.reason, language) {
        (VerdictOutcome::NotMet, Some(gap), _, Language::Chinese) => format!("{word}，差 {gap}{unit}"),
        (VerdictOutcome::NotMet, Some(gap), _, Language::English) => format!("{word}, short by {gap} {unit}"),
        (VerdictOutcome::Undetermined, _, Some(why), Language::Chinese) => format!("{word}（{}）", why.word(language)),
        (VerdictOutcome::Undetermined, _, Some(why), Language::English) => format!("{word} ({})", why.word(language)),
        _ => word.to_owned(),
    };
    if verdict.provisional {
        text.push_str(language.pick("（暂）", " (provisional)"));
    }
    text
}

pub(super) const fn nature(nature: Nature, language: Language) -> &'static str {
    match (nature, language) {
        (Nature::BottomLine, Language::Chinese) => "底线型",
        (Nature::BottomLine, Language::English) => "bottom line",
        (Nature::Improvement, Language::Chinese) => "提升型",
        (Nature::Improvement, Language::English) => "improvement",
    }
}

/// A field of the catalogue that evidence is given for.
pub(super) fn field(name: &str, language: Language) -> &str {
    let (zh, en) = match name {
        "formula" => ("公式", "formula"),
        "nature" => ("性质", "nature"),
        "direction" => ("方向", "direction"),
        "decimals" => ("小数位数", "digits"),
        "missing" => ("缺数处理", "missing policy"),
        "minimum" => ("下限", "smallest value"),
        "maximum" => ("上限", "largest value"),
        "value" => ("数值", "number"),
        "case_rule" => ("计数规则", "case rule"),
        "annex_class" => ("整治类型", "class"),
        "sample" => ("样例", "sample"),
        "unit" => ("单位", "unit"),
        "level" => ("层级", "level"),
        "default" => ("整条", "whole entry"),
        other => (other, other),
    };
    language.pick(zh, en)
}

/// Whether a result or what it is held against is not read in the document.
pub(super) fn is_unverified(result: &IndicatorResult<'_>, verdicts: &[Verdict]) -> bool {
    result.evidence() != Evidence::Source || verdicts.iter().any(|verdict| verdict.evidence != Evidence::Source)
}

/// A grade, with `*` where it rests on numbers that are not the document's, and a word where it may change.
pub(super) fn grade(grading: &IndicatorGrading, language: Language) -> String {
    let Some(grade) = grading.grade else {
        return language.pick("未评", "not graded").to_owned();
    };
    let ours = if grading.ours { "*" } else { "" };
    let provisional = if grading.provisional {
        language.pick("（暂）", " (provisional)")
    } else {
        ""
    };
    format!("{}{ours}{provisional}", grade.word(language))
}
