//! The outline of a catalogue: what is checked and planned when it is loaded, without the prose, lent from wherever it is written.
//!
//! The build script includes this file too and embeds the outline of every built-in catalogue as far as names rest on it, so that one is loaded
//! without a copy of its texts. A user's document is outlined the same way when it is loaded; from here on there is one loader.

use serde::{Deserialize, Serialize};

use super::document::{self, CatalogueDocument, ItemKind, LevelKind, Operator, ProfileKind, RollupRule, Text};
use super::primitive::{Located, Number};

/// A text and where it was written.
pub(crate) type Word<'a> = Located<&'a str>;

/// What is computed with.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outline<'a> {
    #[serde(borrow)]
    pub(crate) header: Option<Header<'a>>,
    pub(crate) units: Vec<CountingUnit<'a>>,
    pub(crate) levels: Vec<Level<'a>>,
    pub(crate) dimensions: Vec<Word<'a>>,
    pub(crate) profile_keys: Vec<ProfileKey<'a>>,
    pub(crate) items: Vec<Item<'a>>,
    /// Of the indicators that have some, in their order.
    pub(crate) checklists: Vec<Checklist<'a>>,
    /// Left out of an embedded outline: an indicator's rules are planned when they are asked for.
    #[serde(skip)]
    pub(crate) indicators: Vec<Indicator<'a>>,
}

/// Of the header.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header<'a> {
    #[serde(borrow)]
    pub(crate) id: Word<'a>,
    pub(crate) indicator_count: Option<u16>,
}

/// A name in both languages.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Name<'a> {
    pub(crate) zh: &'a str,
    pub(crate) en: &'a str,
}

/// Of a counting unit.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CountingUnit<'a> {
    #[serde(borrow)]
    pub(crate) id: Word<'a>,
    pub(crate) name: &'a str,
    pub(crate) spellings: Vec<&'a str>,
}

/// Of a level.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Level<'a> {
    #[serde(borrow)]
    pub(crate) id: Word<'a>,
    pub(crate) name: Name<'a>,
    pub(crate) kind: LevelKind,
    pub(crate) unit: Word<'a>,
    pub(crate) register: bool,
    pub(crate) aliases: Vec<&'a str>,
}

/// Of a profile key.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProfileKey<'a> {
    #[serde(borrow)]
    pub(crate) id: Word<'a>,
    pub(crate) name: Name<'a>,
    pub(crate) kind: ProfileKind,
    pub(crate) values: Vec<ClassValue<'a>>,
}

/// Of a value of a class.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ClassValue<'a> {
    #[serde(borrow)]
    pub(crate) id: Word<'a>,
    pub(crate) name: Name<'a>,
    pub(crate) spellings: Vec<&'a str>,
}

/// Of a data item.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Item<'a> {
    #[serde(borrow)]
    pub(crate) id: Word<'a>,
    pub(crate) name: Name<'a>,
    pub(crate) aliases: Vec<&'a str>,
    pub(crate) kind: ItemKind,
    pub(crate) unit: Word<'a>,
    pub(crate) level: Word<'a>,
    pub(crate) rollup: RollupRule,
    pub(crate) weight: Option<Word<'a>>,
    pub(crate) classes: Vec<ClassValue<'a>>,
    pub(crate) minimum: Option<Number>,
    pub(crate) maximum: Option<Number>,
    /// Formula that gives the value where none was collected.
    pub(crate) default: Option<Word<'a>>,
}

/// What an indicator adds to the columns of a table.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Checklist<'a> {
    /// Of the indicator.
    #[serde(borrow)]
    pub(crate) level: Word<'a>,
    pub(crate) case_rule: Option<CaseRule<'a>>,
    pub(crate) checks: Vec<Check<'a>>,
}

/// Of an indicator.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Indicator<'a> {
    pub(crate) number: u16,
    pub(crate) id: Word<'a>,
    pub(crate) dimension: Word<'a>,
    pub(crate) level: Word<'a>,
    pub(crate) unit: Word<'a>,
    pub(crate) formula: Word<'a>,
    pub(crate) parts: Vec<Part<'a>>,
    pub(crate) minimum: Option<Number>,
    pub(crate) maximum: Option<Number>,
    pub(crate) requirements: Vec<Requirement<'a>>,
    /// Conditions under which it does not apply; none where the document gives only the reason.
    pub(crate) not_applicable: Vec<Option<Word<'a>>>,
}

/// Of a part of an indicator.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    pub(crate) id: Word<'a>,
    pub(crate) formula: Word<'a>,
}

/// Of a requirement.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Requirement<'a> {
    pub(crate) id: Word<'a>,
    pub(crate) operator: Operator,
    pub(crate) value: Number,
    pub(crate) maximum: Option<Number>,
    pub(crate) unit: Word<'a>,
    pub(crate) part: Option<Word<'a>>,
    /// Profile keys in their order, with the allowed values.
    pub(crate) applies_to: Vec<(&'a str, Vec<Word<'a>>)>,
    pub(crate) strength: Word<'a>,
    pub(crate) from: Option<Word<'a>>,
    pub(crate) until: Option<Word<'a>>,
}

/// Of the rule by which one object counts.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CaseRule<'a> {
    #[serde(borrow)]
    pub(crate) object: Word<'a>,
    pub(crate) sets: Word<'a>,
    pub(crate) formula: Option<Word<'a>>,
}

/// Of a checklist item.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Check<'a> {
    #[serde(borrow)]
    pub(crate) id: Word<'a>,
    pub(crate) name: Name<'a>,
    pub(crate) aliases: Vec<&'a str>,
    pub(crate) applies_when: Option<Word<'a>>,
    pub(crate) formula: Option<Word<'a>>,
}

/// A text of a document, lent.
pub(crate) fn word(text: &Located<String>) -> Word<'_> {
    Located {
        value: &text.value,
        span: text.span,
    }
}

fn texts(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

impl<'a> From<&'a Text> for Name<'a> {
    fn from(text: &'a Text) -> Self {
        Self {
            zh: &text.zh,
            en: &text.en,
        }
    }
}

impl<'a> Outline<'a> {
    /// What names rest on.
    pub(crate) fn of_names(document: &'a CatalogueDocument) -> Self {
        let header = document.catalogue.as_ref().map(|header| Header {
            id: word(&header.id),
            indicator_count: header.indicator_count,
        });
        let unit = |unit: &'a document::CountingUnit| CountingUnit {
            id: word(&unit.id),
            name: &unit.name.zh,
            spellings: texts(&unit.spellings),
        };
        Self {
            header,
            units: document.units.iter().map(unit).collect(),
            levels: document.levels.iter().map(Level::from).collect(),
            dimensions: document.dimensions.iter().map(|dimension| word(&dimension.id)).collect(),
            profile_keys: document.profile_keys.iter().map(ProfileKey::from).collect(),
            items: document.items.iter().map(Item::from).collect(),
            checklists: document.indicators.iter().filter_map(Checklist::of).collect(),
            indicators: Vec::new(),
        }
    }
}

impl<'a> From<&'a CatalogueDocument> for Outline<'a> {
    fn from(document: &'a CatalogueDocument) -> Self {
        Self {
            indicators: document.indicators.iter().map(Indicator::from).collect(),
            ..Self::of_names(document)
        }
    }
}

impl<'a> From<&'a document::Level> for Level<'a> {
    fn from(level: &'a document::Level) -> Self {
        Self {
            id: word(&level.id),
            name: Name::from(&level.name),
            kind: level.kind,
            unit: word(&level.unit),
            register: level.register,
            aliases: texts(&level.aliases),
        }
    }
}

impl<'a> From<&'a document::ProfileKey> for ProfileKey<'a> {
    fn from(key: &'a document::ProfileKey) -> Self {
        Self {
            id: word(&key.id),
            name: Name::from(&key.name),
            kind: key.kind,
            values: key.values.iter().map(ClassValue::from).collect(),
        }
    }
}

impl<'a> From<&'a document::ClassValue> for ClassValue<'a> {
    fn from(value: &'a document::ClassValue) -> Self {
        Self {
            id: word(&value.id),
            name: Name::from(&value.name),
            spellings: texts(&value.spellings),
        }
    }
}

impl<'a> From<&'a document::Item> for Item<'a> {
    fn from(item: &'a document::Item) -> Self {
        Self {
            id: word(&item.id),
            name: Name::from(&item.name),
            aliases: texts(&item.aliases),
            kind: item.kind,
            unit: word(&item.unit),
            level: word(&item.level),
            rollup: item.rollup,
            weight: item.weight.as_ref().map(word),
            classes: item.classes.iter().map(ClassValue::from).collect(),
            minimum: item.minimum,
            maximum: item.maximum,
            default: item.default.as_ref().map(|rule| word(&rule.formula)),
        }
    }
}

impl<'a> Checklist<'a> {
    fn of(indicator: &'a document::Indicator) -> Option<Self> {
        let case_rule = indicator.case_rule.as_ref().map(|rule| CaseRule {
            object: word(&rule.object),
            sets: word(&rule.sets),
            formula: rule.formula.as_ref().map(word),
        });
        let has_any = case_rule.is_some() || !indicator.checks.is_empty();
        has_any.then(|| Self {
            level: word(&indicator.level),
            case_rule,
            checks: indicator.checks.iter().map(Check::from).collect(),
        })
    }
}

impl<'a> From<&'a document::Indicator> for Indicator<'a> {
    fn from(indicator: &'a document::Indicator) -> Self {
        let part = |part: &'a document::Part| Part {
            id: word(&part.id),
            formula: word(&part.formula),
        };
        Self {
            number: indicator.number,
            id: word(&indicator.id),
            dimension: word(&indicator.dimension),
            level: word(&indicator.level),
            unit: word(&indicator.unit),
            formula: word(&indicator.formula),
            parts: indicator.parts.iter().map(part).collect(),
            minimum: indicator.minimum,
            maximum: indicator.maximum,
            requirements: indicator.requirements.iter().map(Requirement::from).collect(),
            not_applicable: indicator.not_applicable.iter().map(|rule| rule.when.as_ref().map(word)).collect(),
        }
    }
}

impl<'a> From<&'a document::Requirement> for Requirement<'a> {
    fn from(requirement: &'a document::Requirement) -> Self {
        let applies_to = requirement.applies_to.iter();
        Self {
            id: word(&requirement.id),
            operator: requirement.operator,
            value: requirement.value,
            maximum: requirement.maximum,
            unit: word(&requirement.unit),
            part: requirement.part.as_ref().map(word),
            applies_to: applies_to
                .map(|(key, values)| (key.as_str(), values.iter().map(word).collect()))
                .collect(),
            strength: word(&requirement.strength),
            from: requirement.from.as_ref().map(word),
            until: requirement.until.as_ref().map(word),
        }
    }
}

impl<'a> From<&'a document::Check> for Check<'a> {
    fn from(check: &'a document::Check) -> Self {
        Self {
            id: word(&check.id),
            name: Name::from(&check.name),
            aliases: texts(&check.aliases),
            applies_when: check.applies_when.as_ref().map(word),
            formula: check.formula.as_ref().map(word),
        }
    }
}
