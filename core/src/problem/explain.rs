//! Problems in words: why each is one, and how degree, class and priority came about.

use std::fmt::Write as _;

use super::degree::{Degree, DegreeOrigin};
use super::problems::{Problem, UndeterminedCause};
use super::reason::ProblemReason;
use super::rectification::{ClassBasis, ClassDecision};
use super::sub_problem::SubProblem;
use crate::catalogue::Evidence;
use crate::catalogue::document::{Difficulty, Text};
use crate::diagnostic::Language;
use crate::grade::compile::Ruled;
use crate::grade::document::GradingDocument;
use crate::grade::explain::OURS;
use crate::grade::measure::two_digits;

/// The note of a rule, by its id.
fn note<'r, R: Ruled>(rules: &'r [R], id: &str, note: impl Fn(&'r R) -> &'r Text, language: Language) -> &'r str {
    let rule = rules.iter().find(|rule| rule.id().value == id);
    rule.map_or("", |rule| note(rule).in_language(language))
}

fn mark(evidence: Evidence, language: Language) -> &'static str {
    match evidence {
        Evidence::Source => "",
        Evidence::Inferred | Evidence::Recalled => language.pick("（待核）", " (to be verified)"),
    }
}

fn ours(is_ours: bool, language: Language) -> &'static str {
    if is_ours { language.pick(OURS.0, OURS.1) } else { "" }
}

impl UndeterminedCause {
    /// The cause in words.
    pub fn words(self, language: Language) -> String {
        match (self, language) {
            (Self::Status { status }, Language::Chinese) => format!("指标值：{}", status.chinese()),
            (Self::Status { status }, Language::English) => format!("the value is {}", status.english()),
            (Self::Partial, _) => language
                .pick("未发现问题，但数据未齐", "nothing was found, but not all units reported")
                .to_owned(),
            (Self::Requirement { reason }, _) => {
                let why = reason.word(language);
                match language {
                    Language::Chinese => format!("标准无法判定：{why}"),
                    Language::English => format!("a requirement cannot be judged: {why}"),
                }
            }
            (Self::NoCriterion, _) => language
                .pick(
                    "没有标准或方案可据以判定",
                    "neither the catalogue nor the scheme says when it is a problem",
                )
                .to_owned(),
        }
    }
}

impl Problem<'_> {
    fn rules(&self) -> &GradingDocument {
        self.scheme().document()
    }

    /// Why it is a problem and how its degree, class and priority came about, as text.
    pub fn explain(&self, language: Language) -> String {
        let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
        let indicator = self.indicator();
        let mut text = String::new();
        let _ = write!(
            text,
            "{} {} · {}",
            indicator.number,
            indicator.name.in_language(language),
            self.area_name()
        );
        if let Some(value) = self.result().and_then(|result| result.displayed()) {
            let _ = write!(text, "{}{value} {}", say("：", ": "), indicator.unit_name.in_language(language));
        }
        if self.is_provisional() {
            text.push_str(say("（数据未齐）", " (not all units reported)"));
        }
        text.push('\n');
        for reason in self.reasons() {
            let _ = writeln!(text, "{}{}", say("原因：", "why: "), self.reason_words(reason, language));
        }
        for found in self.sub_problems() {
            let _ = writeln!(text, "  {}", self.sub_problem(found, language));
        }
        if let Some(prevalence) = self.prevalence() {
            let share = prevalence
                .share()
                .and_then(|share| share.multiply(&crate::Fraction::from_integer(100)).ok());
            let (concerned, judged) = (prevalence.concerned, prevalence.judged);
            let share = share.as_ref().map(two_digits).unwrap_or_default();
            let widespread = if prevalence.widespread {
                say("，普遍", ", widespread")
            } else {
                ""
            };
            let _ = match language {
                Language::Chinese => writeln!(text, "涉及范围：{judged} 个中 {concerned} 个，占 {share} %{widespread}"),
                Language::English => writeln!(text, "reach: {concerned} of {judged}, {share} %{widespread}"),
            };
        }
        if let Some(degree) = self.degree() {
            let _ = writeln!(text, "{}{}", say("问题程度：", "degree: "), self.degree_words(degree, language));
        }
        if let Some(difficulty) = self.difficulty() {
            let _ = writeln!(
                text,
                "{}{}",
                say("治理难度：", "difficulty: "),
                self.difficulty_words(difficulty, language)
            );
        }
        let _ = writeln!(text, "{}{}", say("整治类型：", "class: "), self.class_words(self.class(), language));
        let _ = writeln!(text, "{}{}", say("优先级：", "priority: "), self.priority_words(language));
        text
    }

    /// One reason in words.
    pub(crate) fn reason_words(&self, reason: &ProblemReason, language: Language) -> String {
        let chinese = language == Language::Chinese;
        match reason {
            ProblemReason::BottomLine => language
                .pick("底线型指标，出现即为问题", "a bottom line: one case is a problem")
                .to_owned(),
            ProblemReason::CasesFound => language.pick("发现问题", "cases were found").to_owned(),
            ProblemReason::RequirementNotMet {
                requirement,
                part,
                gap,
                relative_gap_percent,
            } => {
                let known = self.indicator().requirements.iter().find(|known| known.id.value == *requirement);
                let words = known
                    .map(|known| self.report().catalogue().requirement_text(known))
                    .unwrap_or_default();
                let part = self.indicator().parts.iter().find(|known| Some(&known.id.value) == part.as_ref());
                let part = part.map(|part| format!("{} ", part.name.in_language(language))).unwrap_or_default();
                let unit = self.indicator().unit_name.in_language(language);
                let gap = gap.as_ref().map(|gap| {
                    if chinese {
                        format!("，差 {gap} {unit}")
                    } else {
                        format!(", short by {gap} {unit}")
                    }
                });
                let share = relative_gap_percent.as_ref().map(|share| {
                    if chinese {
                        format!("（标准的 {share} %）")
                    } else {
                        format!(" ({share} % of it)")
                    }
                });
                let (gap, share) = (gap.unwrap_or_default(), share.unwrap_or_default());
                let words = words.in_language(language).to_owned();
                if chinese {
                    format!("未达到标准 {part}{words}{gap}{share}")
                } else {
                    format!("the requirement {part}{words} is not met{gap}{share}")
                }
            }
            ProblemReason::Graded { grade } => match language {
                Language::Chinese => format!("评为{}", grade.word(language)),
                Language::English => format!("graded {}", grade.word(language)),
            },
            ProblemReason::Survey { score, below } => match language {
                Language::Chinese => format!("居民问卷 {score} 分，低于 {below} 分"),
                Language::English => format!("survey score {score}, below {below}"),
            },
        }
    }

    fn sub_problem(&self, found: &SubProblem, language: Language) -> String {
        let name = self.check(found).map_or("", |check| check.name.in_language(language));
        let SubProblem { cases, judged, .. } = found;
        let mut text = match language {
            Language::Chinese => format!("{name}：{cases}（已查 {judged}）"),
            Language::English => format!("{name}: {cases} of {judged} judged"),
        };
        let comma = language.pick("，", ", ");
        if let Some(degree) = &found.degree {
            let _ = write!(text, "{comma}{}", self.degree_words(degree, language));
        }
        let _ = write!(text, "{comma}{}", self.class_words(&found.class, language));
        if found.recurring {
            text.push_str(language.pick("，上年已有", ", there last year too"));
        }
        text
    }

    fn degree_words(&self, degree: &Degree, language: Language) -> String {
        let degrees = &self.rules().problem.degrees;
        let basis = match &degree.origin {
            DegreeOrigin::DocumentText { .. } => language.pick("文件正文", "text of the document").to_owned(),
            DegreeOrigin::SampleList { .. } => language.pick("文件示例清单", "sample list of the document").to_owned(),
            DegreeOrigin::Override => language.pick("人工确定", "set by hand").to_owned(),
            DegreeOrigin::Rule { id, ours: is_ours } => {
                let note = note(degrees, id, |rule| &rule.note, language);
                format!("{note}{}", ours(*is_ours, language))
            }
        };
        bracketed(degree.word(language), &basis, language)
    }

    fn difficulty_words(&self, difficulty: Difficulty, language: Language) -> String {
        let basis = match self.difficulty_rule() {
            None => language.pick("文件示例清单", "sample list of the document").to_owned(),
            Some((id, is_ours)) => {
                let note = note(&self.rules().problem.difficulties, id, |rule| &rule.note, language);
                format!("{note}{}", ours(*is_ours, language))
            }
        };
        bracketed(difficulty.word(language), &basis, language)
    }

    fn class_words(&self, class: &ClassDecision, language: Language) -> String {
        let basis = match &class.basis {
            ClassBasis::Annex { evidence, .. } => {
                format!(
                    "{}{}",
                    language.pick("文件附件整治清单", "rectification list of the document"),
                    mark(*evidence, language)
                )
            }
            ClassBasis::SampleList { evidence, .. } => {
                format!(
                    "{}{}",
                    language.pick("文件示例清单", "sample list of the document"),
                    mark(*evidence, language)
                )
            }
            ClassBasis::Override => language.pick("人工确定", "set by hand").to_owned(),
            ClassBasis::Rule { id, ours: is_ours } => {
                let note = note(&self.rules().problem.classes, id, |rule| &rule.note, language);
                format!("{note}{}", ours(*is_ours, language))
            }
        };
        bracketed(class.class.word(language), &basis, language)
    }

    fn priority_words(&self, language: Language) -> String {
        let decision = self.priority();
        let rule = decision.rule.as_deref();
        let mut basis = match rule {
            None => language.pick("人工确定", "set by hand").to_owned(),
            Some(id) => {
                let note = note(&self.rules().problem.priorities, id, |rule| &rule.note, language);
                format!("{note}{}", ours(decision.ours, language))
            }
        };
        if decision.recurring {
            basis.push_str(match (decision.overridden, language) {
                (true, Language::Chinese) => "；上年已有",
                (true, Language::English) => "; there last year too",
                (false, Language::Chinese) => "；上年已有，提高一级",
                (false, Language::English) => "; there last year too, raised by one",
            });
        }
        bracketed(decision.priority.word(language), &basis, language)
    }
}

/// A word and what it rests on.
fn bracketed(word: &str, basis: &str, language: Language) -> String {
    match language {
        _ if basis.is_empty() => word.to_owned(),
        Language::Chinese => format!("{word}〔{basis}〕"),
        Language::English => format!("{word} [{basis}]"),
    }
}
