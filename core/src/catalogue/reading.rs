//! A formula as this catalogue reads it, before it is written into one: for editors that check while somebody types.

use std::borrow::Cow;

use serde::Serialize;

use super::{Catalogue, Text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Sources, nearest};
use crate::formula::{Anchor, Context, LevelId, ValueType, Wanted, Written, check};
use crate::unit::Unit;

/// What a formula comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormulaReading {
    /// What its value is.
    pub kind: FormulaKind,
    /// Unit of a number, in the spelling that catalogues use; empty for anything else.
    pub unit: String,
    /// The same as a reader writes it.
    pub unit_text: Text,
    /// Ids of the items and checks that it reads, each once.
    pub items: Vec<String>,
}

/// What the value of a formula is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FormulaKind {
    /// A number with a unit.
    Number,
    /// Yes or no.
    Flag,
    /// One of a list of values.
    Class,
}

impl Catalogue {
    /// Reads a formula for the areas of a level, with the names, units and levels of this catalogue.
    ///
    /// # Errors
    ///
    /// Every problem of the family `formula.`, each pointing into the text, and `examine.unknown_level`.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::Catalogue;
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let reading = catalogue.read_formula("（快速路长度 ＋ 主干路长度）÷ 建成区面积", "city")?;
    /// assert_eq!(reading.unit_text.en, "km/km²");
    /// assert_eq!(reading.items, ["expressway_length", "arterial_road_length", "built_up_area"]);
    ///
    /// let problems = catalogue.read_formula("快速路长度 ＋ 建成区面积", "city").err().ok_or("no error")?;
    /// assert_eq!(problems.iter().map(|problem| problem.code().as_str()).collect::<Vec<_>>(), ["formula.unit_mismatch"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read_formula(&self, text: &str, level: &str) -> Result<FormulaReading, Diagnostics> {
        let scope = &self.compiled().scope;
        let Some(place) = scope.levels.iter().position(|known| known.id == level) else {
            let hint = nearest(level, scope.levels.iter().map(|known| &*known.id));
            let problem = Diagnostic::new(Code::ExamineUnknownLevel).with("name", level);
            return Err(Diagnostics::one(problem.suggest(hint.as_deref())));
        };
        let context = Context {
            level: LevelId(place),
            upward: true,
        };
        let written = Written::new(Cow::Owned(text.to_owned()));
        let plan = check(&written, scope, context, Wanted::Anything).map_err(|problems| {
            let mut sources = Sources::default();
            let anchor = Anchor::own(sources.add("formula", text));
            let list = problems.iter().map(|problem| problem.diagnostic(&anchor)).collect();
            Diagnostics::new(list, sources)
        })?;
        let (kind, unit) = match &plan.value_type {
            ValueType::Number(unit) => (FormulaKind::Number, Some(unit)),
            ValueType::Flag => (FormulaKind::Flag, None),
            ValueType::Class => (FormulaKind::Class, None),
        };
        let fields = plan.fields().into_iter().filter_map(|field| scope.field(field));
        Ok(FormulaReading {
            kind,
            unit: unit.map(ToString::to_string).unwrap_or_default(),
            unit_text: Text {
                zh: unit.map(Unit::display_zh).unwrap_or_default(),
                en: unit.map(Unit::display_en).unwrap_or_default(),
            },
            items: fields.map(|field| field.id.to_string()).collect(),
        })
    }
}
