//! From a document to its checked form. Every problem of every file is collected before anything is refused.

mod cycle;
mod fields;
mod indicators;
mod names;
mod requirements;

use std::collections::{HashMap, HashSet};

use super::compiled::Compiled;
use super::document::CatalogueDocument;
use super::primitive::Located;
use crate::diagnostic::{Code, Diagnostic, LabelText, Severity, Sources};
use crate::formula::{Anchor, Context, Problem, Scope, Wanted, check, parse_text};

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
        terms,
        vocabularies,
        units: HashMap::new(),
    };
    let mut scope = Scope::default();
    compiler.header();
    compiler.declare(&mut scope);
    compiler.fields(&mut scope);
    compiler.circles(&scope);
    let indicators = compiler.indicators(&scope);
    if compiler.problems.iter().any(|problem| problem.severity() == Severity::Error) {
        return Err(compiler.problems);
    }
    Ok(Compiled { scope, indicators })
}

struct Compiler<'a> {
    document: &'a CatalogueDocument,
    sources: &'a mut Sources,
    problems: Vec<Diagnostic>,
    /// Declared terms, each with its vocabulary.
    terms: HashSet<(&'a str, &'a str)>,
    vocabularies: HashSet<&'a str>,
    /// Units read so far: most stand in many places.
    units: HashMap<&'a str, Unit>,
}

impl<'a> Compiler<'a> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
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
    fn rule(&mut self, text: &Located<String>, scope: &Scope, context: Context, wanted: Wanted<'_>) -> Option<Rule> {
        let checked = parse_text(text)
            .map_err(|problem| vec![problem])
            .and_then(|expression| check(&expression, scope, context, wanted).map(|plan| Rule { expression, plan }));
        match checked {
            Ok(rule) => Some(rule),
            Err(problems) => {
                self.formula_problems(text, &problems);
                None
            }
        }
    }

    fn formula_problems(&mut self, text: &Located<String>, problems: &[Problem]) {
        let file = text
            .span
            .and_then(|span| self.sources.text(span.source).map(|file| Anchor::inside(span, file, text)));
        let anchor = match file {
            Some(anchor) => anchor,
            None => Anchor::own(self.sources.add("formula", text.as_str())),
        };
        self.problems.extend(problems.iter().map(|problem| problem.diagnostic(&anchor)));
    }
}
