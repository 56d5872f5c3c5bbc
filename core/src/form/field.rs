//! What a form asks for: a data item or a checklist item, with everything that is said about it.

use crate::catalogue::document::{Check, ClassValue, EvidenceMarks, Item, Text};
use crate::catalogue::{Catalogue, Evidence};
use crate::dataset::{ColumnKind, Schema};
use crate::decimal::Fraction;
use crate::diagnostic::Language;
use crate::formula::FieldId;
use crate::sheet::xlsx::Rule;
use crate::unit::Unit;

/// Counting labels of what is measured rather than counted: a fraction of it is no mistake.
const MEASURED: &[&str] = &["year", "month", "pcu", "standard_bus", "score", "us_dollar"];

/// One item or check of a catalogue, as a form asks for it.
#[derive(Clone, Debug)]
pub(super) struct FormField<'c> {
    pub(super) field: FieldId,
    pub(super) id: &'c str,
    /// Id of the level at which it is collected.
    pub(super) level: &'c str,
    pub(super) kind: ColumnKind<'c>,
    source: Origin<'c>,
    /// Places of the indicators that it is collected for.
    pub(super) indicators: Vec<usize>,
    pub(super) department: Option<String>,
}

/// Where a field stands in the document.
#[derive(Clone, Copy, Debug)]
enum Origin<'c> {
    Item(&'c Item),
    Check(&'c Check),
}

impl<'c> FormField<'c> {
    /// Every item and check in the order of the catalogue; entities are the rows themselves.
    pub(super) fn all(catalogue: &'c Catalogue) -> Vec<Self> {
        let (document, scope) = (catalogue.document(), &catalogue.compiled().scope);
        let checks = document.indicators.iter().flat_map(|indicator| &indicator.checks);
        let origin = |id: &str| {
            let item = document.items.iter().find(|item| item.id.value == id).map(Origin::Item);
            item.or_else(|| checks.clone().find(|check| check.id.value == id).map(Origin::Check))
        };
        (0..)
            .map(FieldId)
            .zip(&scope.fields)
            .filter_map(|(id, field)| {
                let level = scope.level_name(field.level);
                let source = origin(&field.id)?;
                Some(Self {
                    field: id,
                    id: &field.id,
                    level,
                    kind: catalogue.column(level, &crate::dataset::fold_name(&field.id))?.kind,
                    source,
                    indicators: Vec::new(),
                    department: match source {
                        Origin::Item(item) => item.departments.first().cloned(),
                        Origin::Check(_) => None,
                    },
                })
            })
            .collect()
    }

    /// Name that stands over its column: short where the catalogue has a short one.
    pub(super) fn name(&self, language: Language) -> &'c str {
        match (self.source, language) {
            (Origin::Item(item), _) => item.name.in_language(language),
            (Origin::Check(check), Language::Chinese) => check.aliases.first().map_or(check.name.zh.as_str(), String::as_str),
            (Origin::Check(check), Language::English) => check.name.in_language(language),
        }
    }

    fn evidence(&self) -> &'c EvidenceMarks {
        match self.source {
            Origin::Item(item) => &item.evidence,
            Origin::Check(check) => &check.evidence,
        }
    }

    /// A fact with the mark of how well it is known.
    fn marked(&self, text: &str, fields: &[&str], language: Language) -> String {
        let is_known = fields.iter().all(|field| self.evidence().of(field) == Evidence::Source);
        if is_known || text.is_empty() {
            return text.to_owned();
        }
        format!("{text}{}", language.pick("（待核）", " (to be verified)"))
    }

    /// Unit as readers know it; empty for flags and classes.
    pub(super) fn unit(&self) -> Option<&'c Unit> {
        match self.kind {
            ColumnKind::Measure { unit, .. } => Some(unit),
            ColumnKind::Flag | ColumnKind::Class { .. } => None,
        }
    }

    /// Whether only whole numbers make sense.
    pub(super) fn is_whole(&self) -> bool {
        let Some(unit) = self.unit().filter(|unit| *unit.factor() == Fraction::one()) else {
            return false;
        };
        let mut exponents = unit.dimension().exponents();
        let label = match (exponents.next(), exponents.next()) {
            (Some((base, 1)), None) => base.label(),
            _ => None,
        };
        label.is_some_and(|label| !MEASURED.contains(&label))
    }

    /// Smallest and largest number that can be right, in the unit that is asked for.
    pub(super) fn bounds(&self, unit: Option<&Unit>) -> [Option<Fraction>; 2] {
        let ColumnKind::Measure {
            unit: own,
            minimum,
            maximum,
        } = self.kind
        else {
            return [None, None];
        };
        // A count is never negative, whether or not the catalogue says so.
        let zero = Fraction::zero();
        let minimum = minimum.or_else(|| self.is_whole().then_some(&zero));
        let factor = unit.map_or_else(|| Ok(Fraction::one()), |unit| unit.conversion_to(own));
        [minimum, maximum].map(|bound| bound.and_then(|bound| bound.divide(factor.as_ref().ok()?).ok()))
    }

    /// Words for what may be filled in: `≥ 0 的整数`, `是 / 否`, the classes.
    pub(super) fn requirement(&self, unit: Option<&Unit>, language: Language) -> String {
        match self.kind {
            ColumnKind::Flag => language.pick("是 / 否", "yes / no").to_owned(),
            ColumnKind::Class { values: [] } => language.pick("文字", "text").to_owned(),
            ColumnKind::Class { values } => {
                let names: Vec<&str> = values.iter().map(|value| value.name.in_language(language)).collect();
                self.marked(&names.join(" / "), &["classes"], language)
            }
            ColumnKind::Measure { minimum, maximum, .. } => {
                let number = if self.is_whole() {
                    language.pick("整数", "whole number")
                } else {
                    language.pick("数", "number")
                };
                let [least, most] = self.bounds(unit);
                let bounds = match (least, most) {
                    (Some(least), Some(most)) => format!("{least} – {most}"),
                    (Some(least), None) => format!("≥ {least}"),
                    (None, Some(most)) => format!("≤ {most}"),
                    (None, None) => return number.to_owned(),
                };
                let marks: Vec<&str> = [minimum.map(|_| "minimum"), maximum.map(|_| "maximum")]
                    .into_iter()
                    .flatten()
                    .collect();
                self.marked(&format!("{number}{}{bounds}", language.pick("，", ", ")), &marks, language)
            }
        }
    }

    /// The rule by which a spreadsheet checks what is typed in.
    pub(super) fn rule(&self, unit: Option<&Unit>, language: Language) -> Rule {
        match self.kind {
            ColumnKind::Flag => Rule::Choices(language.pick(["是", "否"], ["yes", "no"]).map(str::to_owned).to_vec()),
            ColumnKind::Class { values: [] } => Rule::Any,
            ColumnKind::Class { values } => Rule::Choices(values.iter().map(|value| value.name.in_language(language).to_owned()).collect()),
            ColumnKind::Measure { .. } => {
                let [minimum, maximum] = self
                    .bounds(unit)
                    .map(|bound| bound.and_then(|bound| bound.to_exact_decimal()).map(|bound| bound.to_string()));
                Rule::Number {
                    whole: self.is_whole(),
                    minimum,
                    maximum,
                }
            }
        }
    }

    /// Name of a class value in a form.
    pub(super) fn class_name(&self, value: &str, language: Language) -> String {
        let values: &[ClassValue] = match self.kind {
            ColumnKind::Class { values } => values,
            _ => &[],
        };
        let known = values.iter().find(|known| known.id.value == value);
        known.map_or(value, |known| known.name.in_language(language)).to_owned()
    }

    /// What it is: the words of the catalogue for it, or for the indicator that it is collected for.
    pub(super) fn definition(&self, catalogue: &Catalogue, language: Language) -> String {
        let mut sentences = Vec::new();
        let mut add = |text: &Text| {
            let text = text.in_language(language);
            if !text.is_empty() {
                sentences.push(text.to_owned());
            }
        };
        match self.source {
            Origin::Item(item) => {
                add(&item.note);
                if sentences.is_empty()
                    && let Some(indicator) = self.indicators.first().and_then(|place| catalogue.indicators().get(*place))
                {
                    let (name, text) = (indicator.name.in_language(language), indicator.definition.in_language(language));
                    let mark = if indicator.evidence.of("definition") == Evidence::Source {
                        ""
                    } else {
                        language.pick("（待核）", " (to be verified)")
                    };
                    sentences.push(language.pick(format!("用于“{name}”：{text}{mark}"), format!("For \"{name}\": {text}{mark}")));
                }
                if let Some(default) = &item.default {
                    let when = default.when.in_language(language);
                    sentences.push(language.pick(format!("可不填：{when}"), format!("May be left blank: {when}")));
                }
            }
            Origin::Check(check) => {
                add(&check.name);
                add(&check.applies_to_text);
                add(&check.note);
            }
        }
        let is_derived = catalogue
            .compiled()
            .scope
            .field(self.field)
            .is_some_and(|field| field.derivation.is_some());
        if is_derived && !matches!(self.source, Origin::Item(item) if item.default.is_some()) {
            sentences.push(
                language
                    .pick("可不填，由其他数据项得出。", "May be left blank: it follows from other items.")
                    .to_owned(),
            );
        }
        self.marked(&sentences.join(language.pick("", " ")), &["name"], language)
    }

    /// What area or objects it is about.
    pub(super) fn scope(&self, catalogue: &Catalogue, language: Language) -> String {
        match self.source {
            Origin::Item(item) => self.marked(term(catalogue, "scope", &item.scope.value, language), &["scope"], language),
            Origin::Check(_) => String::new(),
        }
    }

    /// How it is collected: its own methods, or those of the indicators that it is collected for.
    pub(super) fn methods(&self, catalogue: &Catalogue, language: Language) -> String {
        let own = match self.source {
            Origin::Item(item) => item.methods.as_slice(),
            Origin::Check(_) => &[],
        };
        let indicators = self.indicators.iter().filter_map(|place| catalogue.indicators().get(*place));
        let theirs = indicators
            .filter_map(|indicator| indicator.collection.as_ref())
            .filter(|_| own.is_empty())
            .flat_map(|collection| &collection.table);
        let mut names: Vec<&str> = Vec::new();
        for method in own.iter().chain(theirs) {
            let name = term(catalogue, "collection_method", &method.value, language);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        self.marked(&names.join(language.pick("、", "; ")), &["methods"], language)
    }

    /// Official numbers and names of the indicators that it is collected for.
    pub(super) fn purposes(&self, catalogue: &Catalogue, language: Language) -> String {
        let indicators = self.indicators.iter().filter_map(|place| catalogue.indicators().get(*place));
        let names: Vec<String> = indicators
            .map(|indicator| format!("{} {}", indicator.number, indicator.name.in_language(language)))
            .collect();
        names.join(language.pick("、", "; "))
    }
}

fn term<'c>(catalogue: &'c Catalogue, vocabulary: &str, id: &'c str, language: Language) -> &'c str {
    let terms = &catalogue.document().terms;
    let found = terms.iter().find(|term| term.vocabulary == vocabulary && term.id.value == id);
    found.map_or(id, |term| term.name.in_language(language))
}

/// Unit as readers know it.
pub(super) fn unit_text(unit: &Unit, language: Language) -> String {
    match language {
        Language::Chinese => unit.display_zh(),
        Language::English => unit.display_en(),
    }
}
