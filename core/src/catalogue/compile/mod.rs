//! From a document to its checked form. Every problem of every file is collected before anything is refused.

mod cycle;
mod fields;
mod indicators;
mod names;
mod requirements;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::compiled::Compiled;
use super::document::{CatalogueDocument, Indicator};
use super::primitive::{Located, Span};
use crate::diagnostic::{Code, Diagnostic, LabelText, Severity, Sources};
use crate::formula::{Anchor, Context, Declaration, FieldId, Problem, Scope, Wanted, check, parse_text};

use super::compiled::Rule;
use crate::unit::Unit;

/// Checks a document.
///
/// # Errors
///
/// Every problem found, of the families `catalogue.`, `formula.` and `unit.`.
pub(super) fn compile(document: &CatalogueDocument, sources: &mut Sources) -> Result<Compiled, Vec<Diagnostic>> {
    let terms = document
        .terms
        .iter()
        .map(|term| (term.vocabulary.as_str(), term.id.value.as_str()))
        .collect();
    let vocabularies = document.terms.iter().map(|term| term.vocabulary.as_str()).collect();
    let mut compiler = Compiler {
        document,
        sources,
        problems: Vec::new(),
        rules: BTreeMap::new(),
        terms,
        vocabularies,
        units: HashMap::new(),
    };
    let mut scope = Scope::default();
    compiler.header();
    compiler.declare(&mut scope);
    compiler.fields(&mut scope);
    let steps = compiler.circles(&scope);
    let indicators = compiler.indicators(&scope, &steps);
    if compiler.problems.iter().any(|problem| problem.severity() == Severity::Error) {
        return Err(compiler.finish());
    }
    Ok(Compiled { scope, indicators })
}

/// Problems that are listed for one catalogue.
const MAXIMUM_PROBLEMS: usize = 1_000;

/// Whose formula it is, to find where its unit and level are declared.
#[derive(Clone, Copy)]
enum Owner<'o> {
    Indicator(&'o Indicator),
    /// The item or check of this id.
    Field(&'o str),
}

struct Compiler<'a> {
    document: &'a CatalogueDocument,
    sources: &'a mut Sources,
    problems: Vec<Diagnostic>,
    /// Where the rule of each derived field is written.
    rules: BTreeMap<FieldId, Vec<Span>>,
    /// Declared terms, each with its vocabulary.
    terms: HashSet<(&'a str, &'a str)>,
    vocabularies: HashSet<&'a str>,
    /// Units read so far: most stand in many places.
    units: HashMap<&'a str, Unit>,
}

impl Compiler<'_> {
    /// Notes a problem; more of them than are listed are noted no longer.
    fn report(&mut self, diagnostic: Diagnostic) {
        if !self.is_full() {
            self.problems.push(diagnostic);
        }
    }

    /// Whether more problems are known than are listed, so that there is no sense in looking for others.
    fn is_full(&self) -> bool {
        self.problems.len() > MAXIMUM_PROBLEMS
    }

    /// All problems, by place in the files.
    fn finish(mut self) -> Vec<Diagnostic> {
        let has_more = self.is_full();
        self.problems.truncate(MAXIMUM_PROBLEMS);
        self.problems
            .sort_by_key(|problem| problem.span().map(|span| (span.source, span.start)));
        if has_more {
            self.problems
                .push(Diagnostic::new(Code::FileTooManyProblems).with("limit", MAXIMUM_PROBLEMS));
        }
        self.problems
    }

    /// A problem at the place of a value.
    fn at<T>(code: Code, place: &Located<T>) -> Diagnostic {
        Diagnostic::new(code).label_if(place.span, LabelText::Here)
    }

    fn header(&mut self) {
        let Some(header) = &self.document.catalogue else {
            self.report(Diagnostic::new(Code::CatalogueMissingHeader));
            return;
        };
        let found = self.document.indicators.len();
        if let Some(expected) = header.indicator_count.filter(|expected| usize::from(*expected) != found) {
            let problem = Self::at(Code::CatalogueIndicatorCount, &header.id)
                .with("expected", expected)
                .with("found", found);
            self.report(problem);
        }
    }

    /// Reads and checks one formula; its problems are placed in the file.
    fn rule(&mut self, text: &Located<String>, scope: &Scope, context: Context, wanted: Wanted<'_>, owner: Owner<'_>) -> Option<Rule> {
        if self.is_full() {
            return None;
        }
        let checked = parse_text(text)
            .map_err(|problem| vec![problem])
            .and_then(|expression| check(&expression, scope, context, wanted).map(|plan| Rule { expression, plan }));
        match checked {
            Ok(rule) => Some(rule),
            Err(problems) => {
                self.formula_problems(text, &problems, owner);
                None
            }
        }
    }

    /// Reads a formula of which no more can be said.
    fn spelling(&mut self, text: &Located<String>, owner: Owner<'_>) {
        if let Err(problem) = parse_text(text) {
            self.formula_problems(text, &[problem], owner);
        }
    }

    fn formula_problems(&mut self, text: &Located<String>, problems: &[Problem], owner: Owner<'_>) {
        let file = text
            .span
            .and_then(|span| self.sources.text(span.source).map(|file| Anchor::inside(span, file, text)));
        let anchor = match file {
            Some(anchor) => anchor,
            None => Anchor::own(self.sources.add("formula", text.as_str())),
        };
        for problem in problems {
            let mut diagnostic = problem.diagnostic(&anchor);
            for declaration in problem.declarations() {
                let (span, text) = match declaration {
                    Declaration::Unit => (self.unit_of(owner), LabelText::Expected),
                    Declaration::Level => (self.level_of(owner), LabelText::DeclaredHere),
                    Declaration::LevelOf(id) => (self.level_of(Owner::Field(id)), LabelText::DeclaredHere),
                    Declaration::Item(id) => (self.declared(id), LabelText::DeclaredHere),
                };
                diagnostic = diagnostic.label_if(span, text);
            }
            self.report(diagnostic);
        }
    }

    /// Where an item, check or level is declared.
    fn declared(&self, id: &str) -> Option<Span> {
        let items = self.document.items.iter().map(|item| &item.id);
        let checks = self.document.indicators.iter().flat_map(|indicator| &indicator.checks);
        let ids = items.chain(checks.map(|check| &check.id));
        let ids = ids.chain(self.document.levels.iter().map(|level| &level.id));
        ids.into_iter().find(|known| known.value == id).and_then(|id| id.span)
    }

    /// Where a unit is written.
    fn unit_of(&self, owner: Owner<'_>) -> Option<Span> {
        match owner {
            Owner::Indicator(indicator) => indicator.unit.span,
            Owner::Field(id) => self.document.items.iter().find(|item| item.id.value == id)?.unit.span,
        }
    }

    /// Where a level is written; of a check, where that is declared.
    fn level_of(&self, owner: Owner<'_>) -> Option<Span> {
        match owner {
            Owner::Indicator(indicator) => indicator.level.span,
            Owner::Field(id) => {
                let item = self.document.items.iter().find(|item| item.id.value == id);
                item.map_or_else(|| self.declared(id), |item| item.level.span)
            }
        }
    }
}
