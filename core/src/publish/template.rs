//! Templates: a text with marks for facts, tables and figures, filled in within bounds.
//!
//! A template is a small program of whoever writes it. Its steps and what it writes are bounded; it reads nothing but the facts of the report.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, escape_formatter};

use super::escape;
use super::fault::{Fault, Known, diagnostics};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Language, nearest};

/// Bytes of a template.
const MAXIMUM_TEMPLATE: usize = 1 << 20;
/// Bytes of what a template writes.
const MAXIMUM_OUTPUT: usize = 1 << 25;
/// Steps of a template; the outline that comes with the library takes some ten thousand for a large city.
const FUEL: u64 = 2_000_000;
/// Templates and macros inside one another.
const RECURSION: usize = 64;

const REPORT_CHINESE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/spec/templates/report.zh.md.jinja"));
const REPORT_ENGLISH: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/spec/templates/report.en.md.jinja"));
const PAGE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/spec/templates/page.html.jinja"));
const BUILTIN: [(&str, &str); 3] = [
    ("report.zh.md.jinja", REPORT_CHINESE),
    ("report.en.md.jinja", REPORT_ENGLISH),
    ("page.html.jinja", PAGE),
];

/// A template and the name of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template {
    pub(super) file: String,
    pub(super) text: String,
}

impl Template {
    pub(super) fn report(language: Language) -> Self {
        let [chinese, english, _] = BUILTIN;
        Self::of(language.pick(chinese, english))
    }

    pub(super) fn page() -> Self {
        let [_, _, page] = BUILTIN;
        Self::of(page)
    }

    fn of((file, text): (&str, &str)) -> Self {
        Self {
            file: file.to_owned(),
            text: text.to_owned(),
        }
    }
}

/// What the outline of a report may name.
#[derive(Debug)]
pub(super) struct Names<'n> {
    pub(super) language: Language,
    pub(super) tables: Vec<String>,
    pub(super) figures: Vec<String>,
    /// What the city wrote for the places that are left to it.
    pub(super) passages: &'n BTreeMap<String, String>,
}

/// Fills in the outline of a report; tables and figures stand in it as fences `{table} name` and `{figure} name`.
pub(super) fn outline(template: &Template, facts: &Value, names: &Names<'_>) -> Result<String, Diagnostics> {
    let mut environment = environment(AutoEscape::Custom("markdown".into()));
    environment.add_function("table", placer("table", Code::PublishUnknownTable, &names.tables));
    environment.add_function("figure", placer("figure", Code::PublishUnknownFigure, &names.figures));
    let asked: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    environment.add_function("place", filler(names, &asked));
    let text = render(&environment, template, facts)?;
    let asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
    let unknown: Vec<Diagnostic> = names
        .passages
        .keys()
        .filter(|name| !asked.contains(*name))
        .map(|name| {
            let hint = nearest(name, asked.iter().map(String::as_str));
            Diagnostic::new(Code::PublishUnknownPlace)
                .with("name", name)
                .suggest(hint.as_deref())
        })
        .collect();
    if unknown.is_empty() {
        Ok(text)
    } else {
        Err(Diagnostics::new(unknown, crate::diagnostic::Sources::default()))
    }
}

/// Fills in the page that a report stands in.
pub(super) fn page(template: &Template, facts: &Value) -> Result<String, Diagnostics> {
    render(&environment(AutoEscape::Html), template, facts)
}

fn environment(escaping: AutoEscape) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_debug(true);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(RECURSION);
    environment.set_auto_escape_callback(move |_| escaping.clone());
    environment.set_formatter(|out, state, value| {
        if value.is_none() {
            return Ok(out.write_str("—")?);
        }
        if !matches!(state.auto_escape(), AutoEscape::Custom(_)) || value.is_safe() {
            if value.is_safe() {
                return Ok(write!(out, "{value}")?);
            }
            return escape_formatter(out, state, value);
        }
        if value.is_undefined() {
            return escape_formatter(out, state, value);
        }
        let mut text = String::new();
        match value.as_str() {
            Some(words) => escape::markdown(words, &mut text),
            None => escape::markdown(&value.to_string(), &mut text),
        }
        Ok(out.write_str(&text)?)
    });
    environment
}

/// The function that places a table or figure.
fn placer(kind: &'static str, code: Code, names: &[String]) -> impl Fn(&str, Kwargs) -> Result<Value, Error> + Send + Sync + 'static {
    let names = names.to_vec();
    move |name, arguments| {
        let rows: Option<usize> = arguments.get("rows")?;
        arguments.assert_all_used()?;
        if !names.iter().any(|known| known == name) {
            let hint = nearest(name, names.iter().map(String::as_str));
            let problem = Diagnostic::new(code).with("name", name).suggest(hint.as_deref());
            return Err(Fault::error(problem));
        }
        let rows = rows.map_or_else(String::new, |rows| format!(" {rows}"));
        Ok(Value::from_safe_string(format!("\n\n```{{{kind}}} {name}{rows}\n```\n\n")))
    }
}

/// The function that leaves a place to the city: its own words where it gave some, and otherwise what should stand there, marked.
fn filler(
    names: &Names<'_>,
    asked: &Arc<Mutex<BTreeSet<String>>>,
) -> impl Fn(&str, &str) -> Result<Value, Error> + Send + Sync + 'static + use<> {
    let (passages, asked, language) = (names.passages.clone(), Arc::clone(asked), names.language);
    move |name, hint| {
        asked.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        if let Some(passage) = passages.get(name) {
            return Ok(Value::from_safe_string(format!("\n\n{passage}\n\n")));
        }
        let mut text = format!("\n\n**{}", blank(language));
        escape::markdown(hint, &mut text);
        text.push_str(language.pick("】**\n\n", "**\n\n"));
        Ok(Value::from_safe_string(text))
    }
}

/// How a place that is left to the city begins.
const fn blank(language: Language) -> &'static str {
    match language {
        Language::Chinese => "【待填：",
        Language::English => "To fill in: ",
    }
}

/// Whether a text is a place that is left to the city.
pub(super) fn is_blank(text: &str) -> bool {
    text.starts_with("【待填：") || text.starts_with("To fill in: ")
}

fn render(environment: &Environment<'static>, template: &Template, facts: &Value) -> Result<String, Diagnostics> {
    if template.text.len() > MAXIMUM_TEMPLATE {
        let problem = Diagnostic::new(Code::PublishTemplateTooLarge)
            .with("file", &template.file)
            .with("limit", MAXIMUM_TEMPLATE);
        return Err(Diagnostics::one(problem));
    }
    let mut environment = environment.clone();
    // The templates of the library stay within reach, so that a city can change some blocks of one and keep the rest.
    for (name, text) in BUILTIN.iter().filter(|(_, text)| *text != template.text) {
        environment
            .add_template(name, text)
            .map_err(|error| diagnostics(&error, template, &BUILTIN, &Known::default()))?;
    }
    let known = Known::of(facts);
    let located = |error: Error| diagnostics(&error, template, &BUILTIN, &known);
    // Not added to the environment: a city's file may bear the name of the one that it extends.
    let compiled = environment
        .template_from_named_str(&template.file, &template.text)
        .map_err(located)?;
    let mut out = Bounded::default();
    compiled.render_captured_to(facts.clone(), &mut out).map_err(|error| {
        if out.is_full {
            let problem = Diagnostic::new(Code::PublishTooLong).with("limit", MAXIMUM_OUTPUT);
            return Diagnostics::one(problem);
        }
        located(error)
    })?;
    Ok(String::from_utf8_lossy(&out.bytes).into_owned())
}

/// A text that does not grow beyond its limit.
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len().saturating_add(bytes.len()) > MAXIMUM_OUTPUT {
            self.is_full = true;
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
