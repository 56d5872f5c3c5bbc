//! Traces: how a result came about, as data and as text for a city analyst.

use std::fmt::Write as _;

use serde::Serialize;

use super::evaluate::{Subject, reported_column};
use super::frame::Frame;
use super::report::{IndicatorResult, rounding};
use super::scalar::{SHOWN_ROWS, Scalar};
use super::status::{Completeness, Status};
use super::step::{Step, StepKind, show};
use super::verdict::{UndeterminedReason, Verdict, VerdictOutcome};
use crate::catalogue::document::{Operator, Requirement};
use crate::catalogue::{Catalogue, Evidence, Text};
use crate::decimal::{Fraction, Rounding};
use crate::diagnostic::Language;
use crate::formula::{Named, Scope};
use crate::unit::Unit;

/// How a result came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trace {
    /// Id of the indicator.
    pub indicator: String,
    /// Official number.
    pub number: u16,
    /// Name of the indicator, and of the part where it is of one.
    pub name: Text,
    /// Level of the area.
    pub level: String,
    /// Id of the area.
    pub area: String,
    /// Name of the area.
    pub area_name: String,
    /// The formula as written.
    pub formula: String,
    /// The formula with names in place of ids.
    pub formula_text: Text,
    /// The formula with numbers and units in place of names.
    pub substituted: Text,
    /// The steps, from the result down to what was handed in.
    pub step: Step,
    /// Status.
    pub status: Status,
    /// Completeness.
    pub completeness: Completeness,
    /// Exact value in the unit of the indicator: a decimal, or a fraction `n/d`.
    pub exact: Option<String>,
    /// Value as shown.
    pub value: Option<String>,
    /// Unit of both, as printed.
    pub unit: Text,
    /// Digits after the point of the shown value.
    pub decimals: u8,
    /// Whether ties are rounded to even (GB/T 8170) or away from zero.
    pub rounds_half_even: bool,
    /// Reason where the indicator does not apply.
    pub not_applicable: Option<Text>,
    /// Verdicts with the requirement in words.
    pub verdicts: Vec<TraceVerdict>,
    /// How well the formula is known.
    pub evidence: Evidence,
    /// Remarks of the catalogue on the formula.
    pub note: Text,
}

/// A verdict and what was required.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TraceVerdict {
    /// The requirement in words.
    pub requirement: Text,
    /// Basis documents.
    pub basis: Vec<String>,
    /// The verdict.
    pub verdict: Verdict,
}

/// The name of a field or table in one language; a name that is none of them stays as it is.
pub(super) fn display_name(scope: &Scope, id: &str, chinese: bool) -> String {
    let entity = scope.entities.iter().find(|(entity, _)| entity == id).map(|(_, name)| name);
    let name = entity.or_else(|| match scope.names.get(id) {
        Some(Named::Field(field)) => scope.field(*field).map(|field| &field.name),
        Some(Named::Level(level)) => scope.level(*level).map(|level| &level.name),
        None => {
            let key = scope.profile.iter().find(|key| key.id == id).map(|key| &key.name);
            let classes = scope.fields.iter().filter_map(|field| match &field.kind {
                crate::formula::FieldKind::Class(values) => Some(values),
                _ => None,
            });
            key.or_else(|| classes.flatten().find(|value| value.id == id).map(|value| &value.name))
        }
    });
    let text = name.map(|name| if chinese { &name.zh } else { &name.en });
    text.filter(|text| !text.is_empty()).map_or_else(|| id.to_owned(), Clone::clone)
}

impl Catalogue {
    /// A requirement in words, such as `≥ 8 km/km²`.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::Catalogue;
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let density = catalogue.indicator("road_network_density").ok_or("no such indicator")?;
    /// let target = density.requirements.first().ok_or("no requirement")?;
    /// assert_eq!(catalogue.requirement_text(target).en, "≥ 8 km/km²");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn requirement_text(&self, requirement: &Requirement) -> Text {
        let unit = self.compiled().scope.units.parse(&requirement.unit).ok();
        let shown = |unit: Option<String>| unit.unwrap_or_else(|| requirement.unit.value.clone());
        let words = |unit: &str, yearly: &str| {
            let with_unit = |number: crate::catalogue::Number| {
                if unit == "%" {
                    format!("{}%", number.0)
                } else {
                    format!("{} {unit}", number.0)
                }
            };
            let value = with_unit(requirement.value);
            match requirement.operator {
                Operator::AtLeast => format!("≥ {value}"),
                Operator::AtMost => format!("≤ {value}"),
                Operator::MoreThan => format!("> {value}"),
                Operator::LessThan => format!("< {value}"),
                Operator::Equal => format!("= {value}"),
                Operator::Range => format!(
                    "{} – {}",
                    requirement.value.0,
                    requirement.maximum.map(with_unit).unwrap_or_default()
                ),
                Operator::IncreasePerYear => format!("{yearly} {value}"),
            }
        };
        Text {
            zh: words(&shown(unit.as_ref().map(Unit::display_zh)), "每年提高不少于"),
            en: words(&shown(unit.as_ref().map(Unit::display_en)), "yearly increase of at least"),
        }
    }
}

impl IndicatorResult<'_> {
    /// How the result came about, step by step.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::{Catalogue, Dataset, Language};
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let city = "城市,消防站覆盖建设用地面积（公顷）,建设用地总面积\n某市,4042,196.32\n";
    /// let city = city.replace("消防站覆盖建设用地面积", "construction_land_in_fire_cover");
    /// let dataset = Dataset::builder(&catalogue).csv("city.csv", None, &city).build()?;
    /// let report = catalogue.examine(&dataset)?;
    /// let text = report.get("fire_station_service_coverage").ok_or("not examined")?.trace().render(Language::English);
    /// assert!(text.contains("20.59"), "{text}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn trace(&self) -> Trace {
        let report = self.report();
        let (catalogue, dataset) = (report.catalogue(), report.dataset());
        let rounding = rounding(catalogue);
        let frame = Frame::new(catalogue, dataset, rounding);
        let scalar = Scalar::new(&frame);
        let (table, row) = (self.table_index(), self.row());
        let indicator = self.indicator();
        let mut subjects = Subject::all(catalogue, self.indicator_index());
        subjects.retain(|subject| subject.part == self.part_index());
        let (step, not_applicable, formula, words, substituted) = match subjects.first() {
            Some(subject) => {
                let traced = scalar.read(&subject.rule.plan, table, row);
                let excluded = subject
                    .compiled
                    .not_applicable
                    .iter()
                    .find(|(_, rule)| scalar.read(&rule.plan, table, row).value == Ok(super::scalar::Value::Flag(true)));
                let reason = excluded
                    .and_then(|(index, _)| indicator.not_applicable.get(*index))
                    .map(|rule| rule.reason.clone());
                let expression = &subject.rule.expression;
                let words = Text {
                    zh: expression.chinese(&|id| display_name(frame.scope, id, true)),
                    en: expression.english(&|id| display_name(frame.scope, id, false)),
                };
                let substituted = traced.step.inline();
                (traced.step, reason, expression.to_string(), words, substituted)
            }
            None => (
                Step::new(StepKind::Input, Text::default()),
                None,
                String::new(),
                Text::default(),
                Text::default(),
            ),
        };
        let step = if self.status() == Status::Reported {
            self.reported_step()
        } else {
            step
        };
        let part = self.part_index().and_then(|part| indicator.parts.get(part));
        let name = match part {
            Some(part) => Text {
                zh: format!("{}·{}", indicator.name.zh, part.name.zh),
                en: format!("{}: {}", indicator.name.en, part.name.en),
            },
            None => indicator.name.clone(),
        };
        Trace {
            indicator: indicator.id.value.clone(),
            number: indicator.number,
            name,
            level: self.level().to_owned(),
            area: self.area().to_owned(),
            area_name: self.area_name().to_owned(),
            formula,
            formula_text: words,
            substituted,
            step,
            status: self.status(),
            completeness: self.completeness(),
            exact: self.value().map(|value| value.to_string()),
            value: self.displayed().map(|value| value.to_string()),
            unit: indicator.unit_name.clone(),
            decimals: indicator.decimals,
            rounds_half_even: rounding == Rounding::HalfEven,
            not_applicable,
            verdicts: self.trace_verdicts(),
            evidence: self.evidence(),
            note: indicator.formula_note.clone(),
        }
    }

    /// The exact value by the scalar reading, in the unit of the indicator; for holding the two readings against each other.
    #[doc(hidden)]
    pub fn scalar_reading(&self) -> (Status, Completeness, Option<Fraction>) {
        let report = self.report();
        let frame = Frame::new(report.catalogue(), report.dataset(), rounding(report.catalogue()));
        let scalar = Scalar::new(&frame);
        let (table, row) = (self.table_index(), self.row());
        let mut subjects = Subject::all(report.catalogue(), self.indicator_index());
        subjects.retain(|subject| subject.part == self.part_index());
        let Some(subject) = subjects.first() else {
            return (Status::Missing, Completeness::EMPTY, None);
        };
        let excluded = |rule: &crate::catalogue::Rule| scalar.read(&rule.plan, table, row).value == Ok(super::scalar::Value::Flag(true));
        if subject.compiled.not_applicable.iter().any(|(_, rule)| excluded(rule)) {
            return (Status::NotApplicable, Completeness::FULL, None);
        }
        let traced = scalar.read(&subject.rule.plan, table, row);
        let value = match traced.value {
            Ok(super::scalar::Value::Number(number)) => Ok(number),
            Ok(super::scalar::Value::Flag(_)) => Err(super::status::Fault::Invalid),
            Err(fault) => Err(fault),
        };
        let cell = super::cell::Cell {
            value,
            completeness: traced.completeness,
        };
        let reported = || {
            let column = frame.table(table)?.column(&reported_column(subject.indicator, subject.part))?;
            let factor = column.unit().map(|unit| unit.factor().clone());
            let cell = super::cell::column_cell(column, factor.as_ref(), row);
            (cell.value != Err(super::status::Fault::Missing)).then_some(cell)
        };
        let outcome = subject.outcome(cell, reported, &frame);
        (outcome.status, outcome.completeness, outcome.value)
    }

    fn reported_step(&self) -> Step {
        let indicator = self.indicator();
        let mut step = Step::new(StepKind::Input, indicator.name.clone()).named(&indicator.id);
        let table = self.report().dataset().tables().get(self.table_index());
        let column = table.and_then(|table| table.column(&reported_column(indicator, self.part_index())));
        step.source = column
            .and_then(|column| column.source())
            .or_else(|| table.and_then(|table| table.source_of(self.row())))
            .map(str::to_owned);
        step.period = column
            .and_then(|column| column.period())
            .or_else(|| table.and_then(|table| table.period()))
            .map(str::to_owned);
        step.area = Some(self.area().to_owned());
        step.value = self.value().map(|value| value.to_string());
        step.unit.clone_from(&indicator.unit.value);
        step.unit_text = indicator.unit_name.clone();
        step.status = Status::Reported;
        step
    }

    fn trace_verdicts(&self) -> Vec<TraceVerdict> {
        let requirements = &self.indicator().requirements;
        let words = |verdict: Verdict| {
            let requirement = requirements
                .iter()
                .find(|requirement| requirement.id.value == verdict.requirement)?;
            let catalogue = self.report().catalogue();
            Some(TraceVerdict {
                requirement: catalogue.requirement_text(requirement),
                basis: requirement.basis.clone(),
                verdict,
            })
        };
        self.verdicts().into_iter().filter_map(words).collect()
    }
}

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
        let outcome = match (verdict.outcome, chinese) {
            (VerdictOutcome::Met, true) => "达到",
            (VerdictOutcome::Met, false) => "met",
            (VerdictOutcome::NotMet, true) => "未达到",
            (VerdictOutcome::NotMet, false) => "not met",
            (VerdictOutcome::Undetermined, true) => "无法判定",
            (VerdictOutcome::Undetermined, false) => "undetermined",
        };
        let mut text = format!("{} → {outcome}", self.requirement.in_language(language));
        if let Some(reason) = verdict.reason {
            let reason = match (reason, chinese) {
                (UndeterminedReason::NoValue, true) => "没有可用的值",
                (UndeterminedReason::NoValue, false) => "no usable value",
                (UndeterminedReason::ProfileUnknown, true) => "城市属性未说明",
                (UndeterminedReason::ProfileUnknown, false) => "the city profile does not say",
                (UndeterminedReason::DateUnknown, true) => "没有给出日期",
                (UndeterminedReason::DateUnknown, false) => "no date was given",
                (UndeterminedReason::NoPreviousValue, true) => "没有上一年的值",
                (UndeterminedReason::NoPreviousValue, false) => "no value of the year before",
            };
            let _ = write!(text, " ({reason})");
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
                notes.push(if chinese {
                    format!("按层级 {level} 的上报数读取")
                } else {
                    format!("read from what the level {level} reports")
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
