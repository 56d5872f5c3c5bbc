//! What goes wrong in a template, as diagnostics that point into it.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::fmt;
use std::ops::Range;

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};

use super::template::Template;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, LabelText, Sources, Span, nearest};

/// Names inside one another that are looked through for the nearest one.
const DEPTH: usize = 8;
/// Functions of an outline, and what people mean when they mistype one.
const FUNCTIONS: [&str; 6] = ["table", "figure", "place", "range", "dict", "namespace"];
/// Letters of an expression that are shown.
const SHOWN: usize = 60;

/// A problem that a function of a template found.
#[derive(Debug)]
pub(super) struct Fault(Diagnostic);

impl Fault {
    pub(super) fn error(problem: Diagnostic) -> Error {
        Error::new(ErrorKind::InvalidOperation, problem.message(crate::diagnostic::Language::English)).with_source(Self(problem))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

impl std::error::Error for Fault {}

/// Names that a template may use.
#[derive(Debug, Default)]
pub(super) struct Known(BTreeSet<String>);

impl Known {
    pub(super) fn of(facts: &Value) -> Self {
        let mut names: BTreeSet<String> = FUNCTIONS.iter().map(|name| (*name).to_owned()).collect();
        collect(facts, DEPTH, &mut names);
        Self(names)
    }

    fn nearest(&self, name: &str) -> Option<String> {
        nearest(name, self.0.iter().map(String::as_str))
    }
}

fn collect(value: &Value, depth: usize, names: &mut BTreeSet<String>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match value.kind() {
        ValueKind::Map => {
            for key in value.try_iter().into_iter().flatten() {
                if let Some(name) = key.as_str() {
                    names.insert(name.to_owned());
                }
                if let Ok(inner) = value.get_item(&key) {
                    collect(&inner, depth, names);
                }
            }
        }
        // The entries of a list are alike; the first few show every field.
        ValueKind::Seq => value
            .try_iter()
            .into_iter()
            .flatten()
            .take(DEPTH)
            .for_each(|inner| collect(&inner, depth, names)),
        _ => {}
    }
}

/// The error of a template, with the place that it comes from.
pub(super) fn diagnostics(error: &Error, template: &Template, builtin: &[(&str, &str)], known: &Known) -> Diagnostics {
    let (error, found) = innermost(error);
    let file = error.name().unwrap_or(&template.file);
    let text = if file == template.file {
        template.text.as_str()
    } else {
        builtin.iter().find(|(name, _)| *name == file).map_or("", |(_, text)| *text)
    };
    let range = place(error, text);
    let words = range.clone().and_then(|range| text.get(range)).unwrap_or_default();
    let problem = match found {
        Some(problem) => problem.clone(),
        None => of_kind(error, words, known),
    };
    let mut sources = Sources::default();
    let source = sources.add(file, text);
    let span = range.and_then(|range| {
        let (start, end) = (u32::try_from(range.start).ok()?, u32::try_from(range.end).ok()?);
        Some(Span { source, start, end })
    });
    Diagnostics::new(vec![problem.label_if(span, LabelText::Here)], sources)
}

/// The error that others only pass on, and the problem that one of this library's functions found.
fn innermost(error: &Error) -> (&Error, Option<&Diagnostic>) {
    let mut innermost = error;
    let mut found = None;
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(error) = inner.downcast_ref::<Error>() {
            innermost = error;
        } else if let Some(Fault(problem)) = inner.downcast_ref::<Fault>() {
            found = Some(problem);
        }
        cause = inner.source();
    }
    (innermost, found)
}

fn of_kind(error: &Error, words: &str, known: &Known) -> Diagnostic {
    let detail = || error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    match error.kind() {
        ErrorKind::SyntaxError => Diagnostic::new(Code::PublishTemplateSyntax).with("detail", detail()),
        ErrorKind::UndefinedError
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownFilter
        | ErrorKind::UnknownMethod
        | ErrorKind::UnknownTest => {
            let shown: String = words.chars().take(SHOWN).collect();
            let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
            // What was looked up last is at the end of a path, or before the bracket of a call.
            let path = words.split(['(', '|', '[', ' ']).next().unwrap_or_default();
            let name = path.rsplit(|letter| !is_name(letter)).next().unwrap_or_default();
            let problem = Diagnostic::new(Code::PublishUnknownField).with("name", if shown.is_empty() { detail() } else { shown });
            let hint = known.nearest(name).filter(|hint| hint != name);
            problem.suggest(hint.as_deref())
        }
        ErrorKind::OutOfFuel => Diagnostic::new(Code::PublishTooMuchWork),
        _ => Diagnostic::new(Code::PublishTemplateFailed).with("detail", detail()),
    }
}

/// The bytes that the error is about, or its line where the bytes are not known.
fn place(error: &Error, text: &str) -> Option<Range<usize>> {
    if let Some(range) = error.range().filter(|range| text.get(range.clone()).is_some()) {
        return Some(range);
    }
    let number = error.line()?.checked_sub(1)?;
    let mut start = 0_usize;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if index == number {
            return Some(start..start.saturating_add(line.trim_end().len()));
        }
        start = start.saturating_add(line.len());
    }
    None
}
