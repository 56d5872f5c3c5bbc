//! Rules in words: formulas with names in place of ids, requirements with their signs and units.

use super::document::Operator;
use super::{Catalogue, Evidence, Indicator, Requirement, Rule, Text};
use crate::diagnostic::Language;
use crate::formula::{FieldKind, Named, Scope};
use crate::unit::Unit;

/// The name of a field or table in one language; a name that is none of them stays as it is.
pub(crate) fn display_name(scope: &Scope, id: &str, chinese: bool) -> String {
    let entity = scope.entities.iter().find(|(entity, _)| entity == id).map(|(_, name)| name);
    let name = entity.or_else(|| match scope.names.get(id) {
        Some(Named::Field(field)) => scope.field(*field).map(|field| &field.name),
        Some(Named::Level(level)) => scope.level(*level).map(|level| &level.name),
        None => {
            let key = scope.profile.iter().find(|key| key.id == id).map(|key| &key.name);
            let classes = scope.fields.iter().filter_map(|field| match &field.kind {
                FieldKind::Class(values) => Some(values),
                _ => None,
            });
            key.or_else(|| classes.flatten().find(|value| value.id == id).map(|value| &value.name))
        }
    });
    let text = name.map(|name| if chinese { &name.zh } else { &name.en });
    text.filter(|text| !text.is_empty()).map_or(id, AsRef::as_ref).to_owned()
}

impl Evidence {
    /// All of them, from what is known best.
    pub const ALL: [Self; 3] = [Self::Source, Self::Inferred, Self::Recalled];

    /// The word in one language.
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Source, Language::Chinese) => "原文",
            (Self::Source, Language::English) => "source",
            (Self::Inferred, Language::Chinese) => "推定",
            (Self::Inferred, Language::English) => "inferred",
            (Self::Recalled, Language::Chinese) => "待查原文",
            (Self::Recalled, Language::English) => "recalled",
        }
    }
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
            let with_unit = |number: super::Number| {
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

    /// The formula of an indicator with names in place of ids; empty in both languages for an indicator of another catalogue.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::Catalogue;
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let density = catalogue.indicator("road_network_density").ok_or("no such indicator")?;
    /// assert_eq!(catalogue.formula_text(density).zh, "（快速路长度 + 主干路长度 + 次干路长度 + 支路长度）÷ 市辖区建成区面积");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn formula_text(&self, indicator: &Indicator) -> Text {
        let place = self.indicator_index(&indicator.id);
        let rules = place.and_then(|place| self.compiled_indicator(place));
        rules.map_or_else(Text::default, |rules| self.rule_text(&rules.rule))
    }

    /// The formulas of the parts of an indicator that are judged on their own, with names in place of ids, in the order of its parts.
    pub fn part_formula_texts(&self, indicator: &Indicator) -> Vec<Text> {
        let place = self.indicator_index(&indicator.id);
        let rules = place.and_then(|place| self.compiled_indicator(place));
        rules.map_or_else(Vec::new, |rules| rules.parts.iter().map(|rule| self.rule_text(rule)).collect())
    }

    fn rule_text(&self, rule: &Rule) -> Text {
        let scope = &self.compiled().scope;
        Text {
            zh: rule.expression.chinese(&|id| display_name(scope, id, true)),
            en: rule.expression.english(&|id| display_name(scope, id, false)),
        }
    }
}
