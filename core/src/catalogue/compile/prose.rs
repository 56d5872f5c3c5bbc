//! What stands beside the rules for readers: its terms, items and units must be such that there are.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::names::duplicate;
use super::{Compiler, Owner};
use crate::catalogue::document::{self, CatalogueDocument, Term};
use crate::catalogue::outline::{Indicator, word};
use crate::catalogue::primitive::Located;
use crate::diagnostic::{Code, nearest};
use crate::formula::{Context, LevelId, Scope, Wanted, Written, check};
use crate::order;

/// Declared terms, each with its vocabulary.
struct Terms<'a> {
    list: &'a [Term],
    known: HashSet<(&'a str, &'a str)>,
    vocabularies: BTreeSet<&'a str>,
}

impl<'a> Terms<'a> {
    fn new(list: &'a [Term]) -> Self {
        Self {
            list,
            known: list.iter().map(|term| (term.vocabulary.as_str(), term.id.as_str())).collect(),
            vocabularies: order::set_of(list.iter().map(|term| term.vocabulary.as_str())),
        }
    }
}

impl<'a> Compiler<'a, '_> {
    /// Checks what the outline leaves out.
    pub(super) fn prose(&mut self, document: &'a CatalogueDocument, scope: &Scope) {
        let terms = Terms::new(&document.terms);
        self.unique_terms(&document.terms);
        for item in &document.items {
            self.term(&terms, "scope", &item.scope);
            for method in &item.methods {
                self.term(&terms, "collection_method", method);
            }
        }
        let outline = self.outline;
        for (indicator, rules) in document.indicators.iter().zip(&outline.indicators) {
            self.indicator_terms(indicator, &terms);
            self.alternatives(indicator, rules, scope);
            self.references(indicator, scope);
        }
    }

    /// The terms of a vocabulary, each once.
    fn unique_terms(&mut self, terms: &[Term]) {
        let mut seen: BTreeMap<(&str, &str), &Located<String>> = BTreeMap::new();
        for term in terms {
            if let Some(first) = seen.insert((&term.vocabulary, &term.id), &term.id) {
                self.report(duplicate(&word(&term.id), &word(first)));
            }
        }
    }

    /// A term must be declared where its vocabulary is.
    fn term(&mut self, terms: &Terms<'_>, vocabulary: &str, id: &Located<String>) {
        if id.is_empty() || !terms.vocabularies.contains(vocabulary) || terms.known.contains(&(vocabulary, id.as_str())) {
            return;
        }
        let known = terms.list.iter().filter(|term| term.vocabulary == vocabulary);
        let hint = nearest(id, known.map(|term| term.id.value.as_str()));
        let problem = Self::at(Code::CatalogueUnknownTerm, id)
            .with("vocabulary", vocabulary)
            .with("id", &id.value);
        self.report(problem.suggest(hint.as_deref()));
    }

    fn indicator_terms(&mut self, indicator: &document::Indicator, terms: &Terms<'_>) {
        if let Some(unit) = &indicator.statistical_unit {
            self.term(terms, "scope", &unit.scope);
        }
        if let Some(collection) = &indicator.collection {
            for method in collection.table.iter().chain(&collection.text) {
                self.term(terms, "collection_method", method);
            }
        }
        for requirement in &indicator.requirements {
            self.term(terms, "strength", &requirement.strength);
        }
    }

    /// Other formulas must be such that they could stand in place of the first.
    fn alternatives(&mut self, indicator: &'a document::Indicator, rules: &'a Indicator<'a>, scope: &Scope) {
        // A level or unit that is not known is reported already.
        let level = scope.levels.iter().position(|level| level.id == rules.level.value).map(LevelId);
        let unit = self.units.get(rules.unit.value).cloned();
        let wanted = unit.as_ref().map_or(Wanted::Anything, Wanted::Number);
        for alternative in &indicator.alternatives {
            let (formula, owner) = (word(&alternative.formula), Owner::Indicator(rules));
            let Some(level) = level else {
                self.spelling(&formula, owner);
                continue;
            };
            let written = Written::new(formula.value.to_owned().into());
            if !self.is_full()
                && let Err(problems) = check(&written, scope, Context { level, upward: true }, wanted)
            {
                self.formula_problems(&formula, &problems, owner);
            }
        }
    }

    /// What is named beside the formula must be of units and items that there are.
    fn references(&mut self, indicator: &'a document::Indicator, scope: &Scope) {
        for item in &indicator.items {
            self.known(item, scope);
        }
        for rule in &indicator.severity_rules {
            self.unit(&word(&rule.unit), scope);
            self.known(&rule.quantity, scope);
            if let Some(check) = &rule.check {
                self.known(check, scope);
            }
        }
        for standard in &indicator.facility_standards {
            self.unit(&word(&standard.unit), scope);
        }
        for reference in indicator.references.iter().filter(|reference| !reference.unit.is_empty()) {
            self.unit(&word(&reference.unit), scope);
        }
        if let Some(land) = indicator.spatial.as_ref().and_then(|spatial| spatial.covered_land.as_ref()) {
            self.known(land, scope);
        }
    }

    /// An item that a file names must be declared.
    fn known(&mut self, item: &Located<String>, scope: &Scope) {
        if !scope.names.contains_key(item.as_str()) {
            let hint = scope.nearest(item, |_| true);
            let problem = Self::at(Code::CatalogueUnknownId, item).with("id", &item.value);
            self.report(problem.suggest(hint.as_deref()));
        }
    }
}
