//! All problems of one load, with the texts they point into.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Code, Diagnostic, Language, Record, Severity, Sources, render};
use crate::order;

/// Problems in the order in which they were found, and the sources that their spans point into.
///
/// It is the error type of everything that reads text of a user: all problems of a file come at once.
/// [`Display`](fmt::Display) shows all of them in English; [`Diagnostics::render`] in either language.
/// Serialised, it is the list of its [`Record`]s.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    sources: Sources,
}

/// Sorts problems by their places in the texts, those without a place first; that there are more than are listed stands last.
pub(crate) fn by_place(problems: &mut [Diagnostic]) {
    let place = |problem: &Diagnostic| problem.span().map(|span| (span.source, span.start));
    order::sort_by_key(problems, |problem| (problem.code() == Code::FileTooManyProblems, place(problem)));
}

impl Diagnostics {
    /// Problems and the sources they point into.
    pub fn new(list: Vec<Diagnostic>, sources: Sources) -> Self {
        Self { list, sources }
    }

    /// One problem that points into no text.
    pub fn one(diagnostic: Diagnostic) -> Self {
        Self {
            list: vec![diagnostic],
            sources: Sources::default(),
        }
    }

    /// Adds a problem, whose spans point into these sources.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Number of problems, warnings and notes.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Those that are errors.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// The texts.
    pub const fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Takes the list and the texts apart.
    pub fn into_parts(self) -> (Vec<Diagnostic>, Sources) {
        (self.list, self.sources)
    }

    /// All of them as text, each with the lines it points at, and a blank line between two.
    pub fn render(&self, language: Language) -> String {
        let parts: Vec<String> = self
            .list
            .iter()
            .map(|diagnostic| render(diagnostic, &self.sources, language))
            .collect();
        parts.join("\n")
    }

    /// All of them in the form that goes over a language boundary.
    pub fn records(&self) -> Vec<Record> {
        self.list.iter().map(|diagnostic| Record::new(diagnostic, &self.sources)).collect()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.render(Language::English).trim_end())
    }
}

impl std::error::Error for Diagnostics {}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::one(diagnostic)
    }
}

impl Serialize for Diagnostics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.list.iter().map(|diagnostic| Record::new(diagnostic, &self.sources)))
    }
}
