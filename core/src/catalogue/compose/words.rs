//! What the formulas of a catalogue name, without reading them: a formula may hold mistakes that are reported elsewhere.

use std::collections::BTreeSet;

use super::super::document::{Indicator, Item};
use crate::fold::half_width;

/// Quotes that a name may stand in.
const QUOTES: [char; 7] = ['"', '“', '”', '「', '」', '『', '』'];

/// Signs of formulas that have no half-width form.
const SIGNS: &str = "、×✕÷∕−–【】〔〕≤≦≥≧≠";

/// Names that texts hold, in half width.
#[derive(Debug, Default)]
pub(super) struct Words(BTreeSet<String>);

/// A name in half width.
pub(super) fn folded(name: &str) -> String {
    name.chars().map(half_width).collect()
}

fn is_letter(character: char) -> bool {
    match half_width(character) {
        ascii if ascii.is_ascii() => ascii.is_ascii_alphanumeric() || ascii == '_',
        other => !QUOTES.contains(&other) && !SIGNS.contains(other) && !other.is_whitespace(),
    }
}

impl Words {
    /// Adds what a formula may name: each run of letters, and each text between quotes.
    pub(super) fn add(&mut self, formula: &str) {
        for run in formula.split(|character| !is_letter(character)).filter(|run| !run.is_empty()) {
            self.0.insert(folded(run));
        }
        if formula.contains(QUOTES) {
            self.0.extend(formula.split(QUOTES).map(folded));
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Everything that the rules of an indicator and its lists of items name.
    pub(super) fn add_indicator(&mut self, indicator: &Indicator) {
        self.add(&indicator.formula);
        for part in &indicator.parts {
            self.add(&part.formula);
        }
        for alternative in &indicator.alternatives {
            self.add(&alternative.formula);
        }
        for rule in &indicator.not_applicable {
            self.add_if(rule.when.as_deref());
        }
        for item in &indicator.items {
            self.add(item);
        }
        if let Some(rule) = &indicator.case_rule {
            self.add(&rule.object);
            self.add(&rule.sets);
            self.add_if(rule.formula.as_deref());
        }
        for check in &indicator.checks {
            self.add_if(check.applies_when.as_deref());
            self.add_if(check.formula.as_deref());
        }
        for rule in &indicator.severity_rules {
            self.add(&rule.quantity);
            self.add_if(rule.check.as_deref());
        }
        for refinement in &indicator.refinements {
            for (check, condition) in &refinement.conditions {
                self.add(check);
                self.add(condition);
            }
        }
        self.add_if(indicator.spatial.as_ref().and_then(|spatial| spatial.covered_land.as_deref()));
    }

    /// What the rule and the weight of an item name.
    pub(super) fn add_item(&mut self, item: &Item) {
        self.add_if(item.default.as_ref().map(|rule| &rule.formula.value));
        self.add_if(item.weight.as_deref());
    }

    fn add_if(&mut self, text: Option<&String>) {
        if let Some(text) = text {
            self.add(text);
        }
    }
}
