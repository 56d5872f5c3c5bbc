//! From a document to its checked form. Every problem of every file is collected before anything is refused.

mod cycle;
mod fields;
mod indicators;
mod names;
mod prose;
mod requirements;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::compiled::{Compiled, CompiledIndicator, CompiledIndicators, Rule};
use super::document::CatalogueDocument;
use super::outline::{Indicator, Outline, Word};
use super::primitive::Located;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, LabelText, Severity, Sources, by_place};
use crate::formula::{Anchor, Context, Declaration, FieldId, Problem, Scope, Wanted, Written, check, parse_text};
use crate::hash::QuickMap;
use crate::span::Span;

use crate::unit::Unit;

/// How a text of the outline outlives it: the texts of an embedded catalogue are there for ever, those of a file are copied.
pub(super) type Keep<'t> = fn(&'t str) -> Cow<'static, str>;

/// Keeps a text by copying it.
pub(super) fn copied(text: &str) -> Cow<'static, str> {
    Cow::Owned(text.to_owned())
}

/// Checks the outline of a document, and its prose. What formulas make of the `unclear` ids is not judged.
///
/// # Errors
///
/// Every problem found, of the families `catalogue.`, `formula.` and `unit.`.
pub(super) fn compile(
    outline: &Outline<'_>,
    document: &CatalogueDocument,
    unclear: BTreeSet<String>,
    sources: &mut Sources,
) -> Result<Compiled, Vec<Diagnostic>> {
    let mut compiler = Compiler::new(outline, copied, sources);
    compiler.unclear = unclear;
    compiler.header();
    let scope = compiler.names();
    let steps = compiler.circles(&scope);
    let indicators = compiler.indicators(&scope, &steps).into_iter().collect();
    compiler.prose(document, &scope);
    compiler.finish_with(Compiled { scope, indicators })
}

/// Declares the names of an embedded catalogue and what is derived from them. Its indicators wait until they are asked for.
///
/// # Errors
///
/// Every problem found; none in a catalogue that has passed the tests.
pub(super) fn compile_embedded<'t>(outline: &Outline<'t>, keep: Keep<'t>) -> Result<Compiled, Diagnostics> {
    let mut sources = Sources::default();
    let mut compiler = Compiler::new(outline, keep, &mut sources);
    compiler.is_tested = true;
    let scope = compiler.names();
    match compiler.finish_with(scope) {
        Ok(scope) => Ok(Compiled {
            scope,
            indicators: CompiledIndicators::default(),
        }),
        Err(problems) => Err(Diagnostics::new(problems, sources)),
    }
}

/// The rules of one indicator, with the names of its catalogue; `None` where they are not sound.
pub(super) fn compile_indicator(indicator: &Indicator<'_>, scope: &Scope) -> Option<CompiledIndicator> {
    let (alone, mut sources) = (Outline::default(), Sources::default());
    let mut compiler = Compiler::new(&alone, copied, &mut sources);
    let planned = compiler.plan(indicator, scope)?;
    compiler.finish_with(planned).ok()
}

/// Problems that are listed for one catalogue.
const MAXIMUM_PROBLEMS: usize = 1_000;

/// Whose formula it is, to find where its unit and level are declared.
#[derive(Clone, Copy)]
enum Owner<'o> {
    Indicator(&'o Indicator<'o>),
    /// The item or check of this id.
    Field(&'o str),
}

impl<'o> Owner<'o> {
    fn id(self) -> &'o str {
        match self {
            Self::Indicator(indicator) => indicator.id.value,
            Self::Field(id) => id,
        }
    }
}

/// It lends from the outline, whose texts may live longer than the outline itself.
struct Compiler<'a, 't> {
    outline: &'a Outline<'t>,
    keep: Keep<'t>,
    sources: &'a mut Sources,
    /// Whether its ids are known to be sound, each once and in no circle, as those of an embedded catalogue are by a test over its files.
    is_tested: bool,
    /// Ids that are defined more than once.
    unclear: BTreeSet<String>,
    problems: Vec<Diagnostic>,
    /// Where the rule of each derived field is written.
    rules: BTreeMap<FieldId, Vec<Span>>,
    /// Units read so far: most stand in many places.
    units: QuickMap<&'a str, Unit>,
}

impl<'a, 't> Compiler<'a, 't> {
    fn new(outline: &'a Outline<'t>, keep: Keep<'t>, sources: &'a mut Sources) -> Self {
        Self {
            outline,
            keep,
            sources,
            is_tested: false,
            unclear: BTreeSet::new(),
            problems: Vec::new(),
            rules: BTreeMap::new(),
            units: QuickMap::default(),
        }
    }

    /// Everything that formulas may name.
    fn names(&mut self) -> Scope {
        let mut scope = Scope::default();
        self.declare(&mut scope);
        self.fields(&mut scope);
        scope
    }

    /// What was made, unless something was wrong.
    fn finish_with<T>(self, made: T) -> Result<T, Vec<Diagnostic>> {
        if self.problems.iter().any(|problem| problem.severity() == Severity::Error) {
            return Err(self.finish());
        }
        Ok(made)
    }

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
        by_place(&mut self.problems);
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
        let Some(header) = &self.outline.header else {
            self.report(Diagnostic::new(Code::CatalogueMissingHeader));
            return;
        };
        let found = self.outline.indicators.len();
        if let Some(expected) = header.indicator_count.filter(|expected| usize::from(*expected) != found) {
            let problem = Self::at(Code::CatalogueIndicatorCount, &header.id)
                .with("expected", expected)
                .with("found", found);
            self.report(problem);
        }
    }

    /// Reads and checks one formula; its problems are placed in the file.
    fn rule(&mut self, text: &Word<'t>, scope: &Scope, context: Context, wanted: Wanted<'_>, owner: Owner<'_>) -> Option<Rule> {
        if self.is_full() {
            return None;
        }
        let expression = Written::new((self.keep)(text.value));
        match check(&expression, scope, context, wanted) {
            Ok(plan) => Some(Rule { expression, plan }),
            Err(problems) => {
                self.formula_problems(text, &problems, owner);
                None
            }
        }
    }

    /// Reads a formula of which no more can be said.
    fn spelling(&mut self, text: &Word<'_>, owner: Owner<'_>) {
        if let Err(problem) = parse_text(text) {
            self.formula_problems(text, &[problem], owner);
        }
    }

    fn formula_problems(&mut self, text: &Word<'_>, problems: &[Problem], owner: Owner<'_>) {
        let file = text
            .span
            .and_then(|span| self.sources.text(span.source).map(|file| Anchor::inside(span, file, text)));
        let anchor = match file {
            Some(anchor) => anchor,
            // A formula of an embedded catalogue stands in no file; it is shown under the id of what it belongs to.
            None => Anchor::own(self.sources.add(owner.id(), text.value)),
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
        let items = self.outline.items.iter().map(|item| &item.id);
        let checks = self.outline.checklists.iter().flat_map(|list| &list.checks);
        let ids = items.chain(checks.map(|check| &check.id));
        let ids = ids.chain(self.outline.levels.iter().map(|level| &level.id));
        ids.into_iter().find(|known| known.value == id).and_then(|id| id.span)
    }

    /// Where a unit is written.
    fn unit_of(&self, owner: Owner<'_>) -> Option<Span> {
        match owner {
            Owner::Indicator(indicator) => indicator.unit.span,
            Owner::Field(id) => self.outline.items.iter().find(|item| item.id.value == id)?.unit.span,
        }
    }

    /// Where a level is written; of a check, where that is declared.
    fn level_of(&self, owner: Owner<'_>) -> Option<Span> {
        match owner {
            Owner::Indicator(indicator) => indicator.level.span,
            Owner::Field(id) => {
                let item = self.outline.items.iter().find(|item| item.id.value == id);
                item.map_or_else(|| self.declared(id), |item| item.level.span)
            }
        }
    }
}
