//! Traces and verdicts as text.

use std::fmt::Write as _;

use super::super::scalar::SHOWN_ROWS;
use super::super::status::{Completeness, Status};
use super::super::step::{Step, StepKind, show};
use super::super::verdict::VerdictOutcome;
use super::{Trace, TraceVerdict};
use crate::catalogue::Evidence;
use crate::decimal::Fraction;
use crate::diagnostic::Language;
use crate::unit::Unit;

impl Trace {
    /// The trace as text in one language.
    pub fn render(&self, language: Language) -> String {
        let chinese = language == Language::Chinese;
        let say = |zh: &'static str, en: &'static str| if chinese { zh } else { en };
        let mut text = String::new();
        let title = self.name.in_language(language);
        let _ = writeln!(text, "{} {title} · {}", self.number, self.area_name);
        let _ = writeln!(
            text,
            "{}{}{}",
            say("公式：", "formula: "),
            self.formula_text.in_language(language),
            self.mark(language)
        );
        self.render_result(&mut text, language);
        if self.status != Status::Reported && self.step.kind == StepKind::Computation {
            let _ = writeln!(
                text,
                "{}{}",
                say("代入：", "with numbers: "),
                self.substituted.in_language(language)
            );
        }
        let _ = writeln!(text, "{}", say("数据：", "data:"));
        render_inputs(&mut text, &self.step, language);
        for verdict in &self.verdicts {
            let _ = writeln!(text, "{}{}", say("判定：", "verdict: "), verdict.render(language));
        }
        text
    }

    fn mark(&self, language: Language) -> &'static str {
        match (self.evidence, language) {
            (Evidence::Source, _) => "",
            (_, Language::Chinese) => "（待核）",
            (_, Language::English) => " (to be verified)",
        }
    }

    fn render_result(&self, text: &mut String, language: Language) {
        let chinese = language == Language::Chinese;
        let unit = self.unit.in_language(language);
        let status = if chinese { self.status.chinese() } else { self.status.english() };
        let word = if chinese { "结果：" } else { "result: " };
        if let (Some(value), Some(exact)) = (&self.value, &self.exact) {
            let rule = match (chinese, self.rounds_half_even) {
                (true, true) => "四舍六入五成双",
                (true, false) => "四舍五入",
                (false, true) => "half to even",
                (false, false) => "half up",
            };
            let exact = approximate(exact);
            let rounding = if exact == *value {
                String::new()
            } else if chinese {
                format!("（精确值 {exact}，按{rule}修约到小数点后 {} 位）", self.decimals)
            } else {
                format!(" (exactly {exact}, rounded {rule} to {} digits)", self.decimals)
            };
            let _ = writeln!(text, "{word}{value} {unit}{rounding} [{status}]");
        } else {
            let reason = self
                .not_applicable
                .as_ref()
                .map(|reason| reason.in_language(language))
                .unwrap_or_default();
            let _ = writeln!(text, "{}", format!("{word}{status} {reason}").trim_end());
        }
        if self.completeness.expected > 1 || !self.completeness.is_full() {
            let Completeness { reported, expected } = self.completeness;
            let _ = if chinese {
                writeln!(text, "完整性：{expected} 个中有 {reported} 个上报")
            } else {
                writeln!(text, "completeness: {reported} of {expected} reported")
            };
        }
    }
}

impl TraceVerdict {
    /// The verdict as a line of text in one language.
    pub fn render(&self, language: Language) -> String {
        let chinese = language == Language::Chinese;
        let verdict = &self.verdict;
        let outcome = verdict.outcome.word(language);
        let mut text = format!("{} → {outcome}", self.requirement.in_language(language));
        if let Some(reason) = verdict.reason {
            let _ = write!(text, " ({})", reason.word(language));
        }
        if verdict.outcome == VerdictOutcome::NotMet {
            let relative = verdict
                .relative_gap_percent
                .as_ref()
                .map(|percent| format!(" = {percent}%"))
                .unwrap_or_default();
            let gap = verdict.gap.clone().unwrap_or_default();
            let _ = if chinese {
                write!(text, "，差距 {gap}{relative}")
            } else {
                write!(text, ", short by {gap}{relative}")
            };
        }
        if verdict.provisional {
            text.push_str(if chinese { "，数据未齐" } else { ", not all units reported" });
        }
        if verdict.evidence != Evidence::Source {
            text.push_str(if chinese { "（待核）" } else { " (to be verified)" });
        }
        text
    }
}

/// A fraction `n/d` with its first ten digits behind the point; a decimal as it is.
fn approximate(exact: &str) -> String {
    match exact.parse::<Fraction>() {
        Ok(value) if exact.contains('/') => format!("{exact} {}", show(&value, &Unit::one()).replace('≈', "≈ ")),
        _ => exact.to_owned(),
    }
}

/// The values that were handed in, each on a line, in the order of the formula.
fn render_inputs(text: &mut String, step: &Step, language: Language) {
    let chinese = language == Language::Chinese;
    match step.kind {
        StepKind::Constant => {}
        StepKind::Computation | StepKind::Previous => step.parts.iter().for_each(|part| render_inputs(text, part, language)),
        StepKind::Input | StepKind::Profile | StepKind::Derived | StepKind::RollUp | StepKind::Aggregate => {
            let name = step.name.in_language(language);
            let value = if step.value.is_some() {
                step.inline().in_language(language).to_owned()
            } else {
                (if chinese { step.status.chinese() } else { step.status.english() }).to_owned()
            };
            let _ = write!(text, "  {name} = {value}");
            let mut notes: Vec<String> = Vec::new();
            if step.kind == StepKind::Derived {
                notes.push(
                    (if chinese {
                        "未填报，按规则推得"
                    } else {
                        "not handed in, derived by rule"
                    })
                    .to_owned(),
                );
            }
            if step.kind == StepKind::RollUp {
                let Completeness { reported, expected } = step.completeness;
                notes.push(if chinese {
                    format!("由 {expected} 个下级汇总，{reported} 个有值")
                } else {
                    format!("from {expected} parts, {reported} reported")
                });
            }
            if step.kind == StepKind::Aggregate {
                notes.push(if chinese {
                    format!("共 {} 行", step.rows_total)
                } else {
                    format!("{} rows", step.rows_total)
                });
            }
            if let Some(level) = step.read_at_name.as_ref().map(|name| name.in_language(language)) {
                notes.push(match (chinese, step.read_in_part) {
                    (true, false) => format!("按层级 {level} 的上报数读取"),
                    (true, true) => format!("部分按层级 {level} 的上报数读取"),
                    (false, false) => format!("read from what the level {level} reports"),
                    (false, true) => format!("read in part from what the level {level} reports"),
                });
            }
            notes.extend(step.period.clone());
            notes.extend(step.source.clone());
            if !notes.is_empty() {
                let _ = write!(text, " [{}]", notes.join(if chinese { "；" } else { "; " }));
            }
            text.push('\n');
            let rows = [("计入", "counted", &step.rows_chosen), ("缺数据", "missing", &step.rows_missing)];
            for (zh, en, list) in rows {
                if !list.is_empty() {
                    let rows: Vec<String> = list.iter().map(|row| row.render(language)).collect();
                    let more = if list.len() < SHOWN_ROWS { "" } else { " …" };
                    let _ = writeln!(text, "    {}: {}{more}", if chinese { zh } else { en }, rows.join(", "));
                }
            }
        }
    }
}
