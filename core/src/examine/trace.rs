//! Traces: how a result came about, as data and as text for a city analyst.

mod render;

use serde::Serialize;

use super::evaluate::{Subject, reported_column};
use super::frame::Frame;
use super::report::{IndicatorResult, rounding};
use super::scalar::Scalar;
use super::status::{Completeness, Status};
use super::step::{Step, StepKind};
use super::verdict::Verdict;
use crate::catalogue::{Evidence, Text, display_name};
use crate::decimal::{Fraction, Rounding};

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
