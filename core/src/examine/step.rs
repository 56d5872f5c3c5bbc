//! Steps of a trace.

use serde::Serialize;

use super::status::{Completeness, Fault, Status};
use crate::catalogue::Text;
use crate::decimal::{Fraction, Rounding};
use crate::diagnostic::Language;
use crate::unit::Unit;

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StepKind {
    /// A value that was handed in.
    Input,
    /// A number of the formula.
    Constant,
    /// Something that the city's profile says.
    Profile,
    /// A value that follows from others because it was not handed in.
    Derived,
    /// A calculation.
    Computation,
    /// A value of an area that its parts add up to.
    RollUp,
    /// A function over the rows that belong to the area.
    Aggregate,
    /// A value of the previous period.
    Previous,
}

/// One step of a trace: a value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// Id of the data item or check, where it is one.
    pub id: Option<String>,
    /// What is computed, in words.
    pub name: Text,
    /// The calculation with its numbers and units.
    pub calculation: Text,
    /// The value; `≈` stands before one that has more digits.
    pub value: Option<String>,
    /// Unit of the value.
    pub unit: String,
    /// Unit of the value as a reader writes it.
    pub unit_text: Text,
    /// Status.
    pub status: Status,
    /// Completeness.
    pub completeness: Completeness,
    /// Area that handed it in.
    pub area: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Period that it is about.
    pub period: Option<String>,
    /// Level of the areas whose own figures an aggregate was read from, where it is not the one that the formula names.
    pub read_at: Option<String>,
    /// Name of that level.
    pub read_at_name: Option<Text>,
    /// Whether only part of an aggregate was read there, and the rest at the level that the formula names.
    pub read_in_part: bool,
    /// Rows of an aggregate.
    pub rows_total: u64,
    /// First rows that count.
    pub rows_chosen: Vec<RowNote>,
    /// First rows that could not be judged.
    pub rows_missing: Vec<RowNote>,
    /// Steps that it is made of.
    pub parts: Vec<Self>,
}

/// One row of an aggregate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RowNote {
    /// Id of the row.
    pub area: String,
    /// What was read of it: condition, value, weight.
    pub parts: Vec<Step>,
}

impl RowNote {
    /// The row with the number that was read of it, where it is one.
    pub(super) fn render(&self, language: Language) -> String {
        let number = self
            .parts
            .iter()
            .find(|part| !part.unit.is_empty())
            .and_then(|part| part.value.as_ref());
        match number {
            Some(number) if language == Language::Chinese => format!("{}（{number}）", self.area),
            Some(number) => format!("{} ({number})", self.area),
            None => self.area.clone(),
        }
    }
}

impl Step {
    pub(super) fn new(kind: StepKind, name: Text) -> Self {
        Self {
            kind,
            id: None,
            name,
            calculation: Text::default(),
            value: None,
            unit: String::new(),
            unit_text: Text::default(),
            status: Status::Missing,
            completeness: Completeness::NONE,
            area: None,
            source: None,
            period: None,
            read_at: None,
            read_at_name: None,
            read_in_part: false,
            rows_total: 0,
            rows_chosen: Vec::new(),
            rows_missing: Vec::new(),
            parts: Vec::new(),
        }
    }

    pub(super) fn named(mut self, id: &str) -> Self {
        self.id = Some(id.to_owned());
        self
    }

    pub(super) fn calculated(mut self, calculation: Text) -> Self {
        self.calculation = calculation;
        self
    }

    pub(super) fn of(mut self, parts: Vec<Self>) -> Self {
        self.parts = parts;
        self
    }

    pub(super) fn set(&mut self, value: Result<String, Fault>, completeness: Completeness) {
        self.completeness = completeness;
        match value {
            Ok(value) => {
                self.status = if completeness.is_full() { Status::Ok } else { Status::Partial };
                self.value = Some(value);
            }
            Err(fault) => {
                self.status = fault.status();
                self.value = None;
            }
        }
    }

    pub(super) fn set_unit(&mut self, unit: &Unit) {
        self.unit = unit.to_string();
        self.unit_text = Text {
            zh: unit.display_zh(),
            en: unit.display_en(),
        };
    }

    /// The step as it stands inside a larger calculation: a calculation in full, anything else as its value with unit.
    pub(super) fn inline(&self) -> Text {
        if self.kind == StepKind::Computation && !self.calculation.zh.is_empty() {
            return self.calculation.clone();
        }
        let text = |unit: &str, name: &str| match &self.value {
            Some(value) if unit.is_empty() || unit == "1" => value.clone(),
            Some(value) if unit == "%" => format!("{value}%"),
            Some(value) => format!("{value} {unit}"),
            None => format!("？{name}"),
        };
        Text {
            zh: text(&self.unit_text.zh, &self.name.zh),
            en: text(&self.unit_text.en, &self.name.en),
        }
    }
}

pub(super) fn show_flag(flag: bool) -> String {
    if flag { "是" } else { "否" }.to_owned()
}

/// A number in base units as text in this unit; `≈` before one that is cut after ten digits behind the point.
pub(super) fn show(value: &Fraction, unit: &Unit) -> String {
    const DIGITS: u8 = 10;
    let Ok(value) = value.divide(unit.factor()) else {
        return "?".to_owned();
    };
    if let Some(exact) = value.to_exact_decimal().filter(|exact| exact.scale() <= u32::from(DIGITS)) {
        return exact.to_string();
    }
    match value.to_decimal(DIGITS, Rounding::HalfEven) {
        Ok(rounded) => format!("≈{}", rounded.normalize()),
        Err(_) => value.to_string(),
    }
}
