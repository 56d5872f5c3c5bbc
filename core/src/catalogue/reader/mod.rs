//! From the text of catalogue files, TOML or JSON, to a [`CatalogueDocument`] whose values know where they were written.
//!
//! Both formats become one tree of [`node::Node`]s with byte spans; a serde deserializer over that tree fills the document types.
//! A file is read to its end whatever is wrong with it: unknown keys are reported and skipped; a value of the wrong shape is
//! reported and set aside, and its entry is read once more without it. Names and formulas are not looked at here.

mod deserializer;
pub(crate) mod json;
mod node;
mod packed;
mod path;
mod problems;
mod tag;
mod words;

#[cfg(feature = "toml")]
mod toml;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::catalogue::document::CatalogueDocument;
use crate::diagnostic::{Code, Diagnostic, LabelText, Place, Sources, Span, nearest};
use crate::shelf::Shelf;

use deserializer::Decoder;
use node::{Builder, Node, Value};
use path::Path;
use problems::Problems;

pub(super) use packed::Packed;

/// Bytes that one file may have.
pub(crate) const MAXIMUM_SOURCE_BYTES: usize = 4 * 1024 * 1024;
/// Bytes that all files read together may have.
pub(crate) const MAXIMUM_TOTAL_BYTES: usize = 64 * 1024 * 1024;
/// Tables and lists inside one another, the file itself not counted.
pub(crate) const MAXIMUM_DEPTH: usize = 32;
/// Entries of one list, and keys of one table; for the lists of a catalogue, all files together.
pub(crate) const MAXIMUM_ENTRIES: usize = 20_000;
/// Bytes that one text may have.
pub(crate) const MAXIMUM_TEXT_BYTES: usize = 64 * 1024;
/// Problems that are listed for one reading.
pub(crate) const MAXIMUM_PROBLEMS: usize = 1_000;

/// Reads files, each a name and a text, into one document: all entries that have the right shape, the texts, and what is wrong with
/// them in the order of the texts.
///
/// A name that ends in `.toml` or `.json` tells the format; otherwise a text that begins with `{` is JSON. A source has the number of
/// its place in `files`, also when it could not be read. A [`Located`](super::Located) text has the span of its letters without the
/// quotes, so that a place inside the value is a place in the file; only where the text was written with escapes does the span cover
/// the quotes too.
pub(crate) fn read<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> (CatalogueDocument, Sources, Vec<Diagnostic>) {
    let mut document = CatalogueDocument::default();
    let mut sources = Sources::default();
    let problems = Problems::default();
    let mut lists = Lists::default();
    let mut total = 0_usize;
    for (name, text) in files {
        let name = name.as_ref();
        let text = text.as_ref();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        total = total.saturating_add(text.len());
        if let Some(problem) = size_problem(name, text.len(), total) {
            sources.add(name, "");
            problems.report(problem);
            continue;
        }
        let builder = Builder::new(sources.add(name, text), text, &problems);
        if let Some(root) = tree(name, text, &builder) {
            fill(&mut document, &root, &Decoder::new(text, &problems), &mut lists);
        }
    }
    (document, sources, problems.finish())
}

/// Reads a document that was written as JSON by this library, of any size and without the places of its values in that text.
pub(crate) fn read_without_places(json: &str) -> CatalogueDocument {
    let problems = Problems::default();
    let mut document = CatalogueDocument::default();
    if let Some(root) = json::tree(json, &Builder::nowhere(json, &problems)) {
        fill(&mut document, &root, &Decoder::new("", &problems), &mut Lists::default());
    }
    document
}

/// Reads one file of another kind than a catalogue: the value, if all of it has the right shape, the text, and what is wrong with it.
pub(crate) fn read_one<T: DeserializeOwned>(name: &str, text: &str) -> (Option<T>, Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let problems = Problems::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(problem) = size_problem(name, text.len(), text.len()) {
        sources.add(name, "");
        return (None, sources, vec![problem]);
    }
    let builder = Builder::new(sources.add(name, text), text, &problems);
    let value = tree(name, text, &builder).and_then(|root| Decoder::new(text, &problems).decode(&root, &Path::Root));
    (value, sources, problems.finish())
}

fn size_problem(name: &str, size: usize, total: usize) -> Option<Diagnostic> {
    let place = || Place {
        file: name.to_owned(),
        ..Place::default()
    };
    if size > MAXIMUM_SOURCE_BYTES {
        let problem = Diagnostic::new(Code::FileTooLarge).with("file", name).with("size", size);
        Some(problem.with("limit", MAXIMUM_SOURCE_BYTES).place(place()))
    } else if total > MAXIMUM_TOTAL_BYTES {
        Some(
            Diagnostic::new(Code::FileTotalTooLarge)
                .with("size", total)
                .with("limit", MAXIMUM_TOTAL_BYTES)
                .place(place()),
        )
    } else {
        None
    }
}

fn tree<'a>(name: &str, text: &'a str, builder: &Builder<'a, '_>) -> Option<Node<'a>> {
    let extension = |wanted: &str| {
        name.rsplit_once('.')
            .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case(wanted))
    };
    if extension("json") || (!extension("toml") && text.trim_start().starts_with('{')) {
        return json::tree(text, builder);
    }
    #[cfg(feature = "toml")]
    return toml::tree(text, builder);
    #[cfg(not(feature = "toml"))]
    {
        let place = Place {
            file: name.to_owned(),
            ..Place::default()
        };
        builder
            .problems
            .report(Diagnostic::new(Code::FileTomlUnavailable).with("file", name).place(place));
        None
    }
}

/// What is known of the top-level keys over all files: where the tables were written that may be given once, and the length of each list.
#[derive(Default)]
struct Lists {
    tables: Shelf<&'static str, Span>,
    lengths: BTreeMap<&'static str, usize>,
}

/// Keys of a catalogue file; a test holds them to the fields of [`CatalogueDocument`].
const KEYS: [&str; 11] = [
    "catalogue",
    "select",
    "override",
    "unit",
    "level",
    "dimension",
    "profile_key",
    "term",
    "item",
    "indicator",
    "remark",
];

fn fill(document: &mut CatalogueDocument, root: &Node<'_>, decoder: &Decoder<'_>, lists: &mut Lists) {
    let Value::Table(entries) = &root.value else {
        decoder.report_wrong_type(root, &Path::Root, words::TABLE);
        return;
    };
    for entry in entries {
        let path = Path::Key(&Path::Root, &entry.key);
        let node = &entry.node;
        if matches!(node.value, Value::Null | Value::Broken) {
            continue;
        }
        match &*entry.key {
            "catalogue" => table(&mut document.catalogue, node, &path, "catalogue", decoder, lists),
            "select" => table(&mut document.select, node, &path, "select", decoder, lists),
            "override" => list(&mut document.overrides, node, &path, "override", decoder, lists),
            "unit" => list(&mut document.units, node, &path, "unit", decoder, lists),
            "level" => list(&mut document.levels, node, &path, "level", decoder, lists),
            "dimension" => list(&mut document.dimensions, node, &path, "dimension", decoder, lists),
            "profile_key" => list(&mut document.profile_keys, node, &path, "profile_key", decoder, lists),
            "term" => list(&mut document.terms, node, &path, "term", decoder, lists),
            "item" => list(&mut document.items, node, &path, "item", decoder, lists),
            "indicator" => list(&mut document.indicators, node, &path, "indicator", decoder, lists),
            "remark" => list(&mut document.remarks, node, &path, "remark", decoder, lists),
            key => {
                let problem = Diagnostic::new(Code::FileUnknownKey)
                    .with("key", key)
                    .label(entry.key_span, LabelText::Here);
                decoder.problems.report(problem.field(path).suggest(nearest(key, KEYS).as_deref()));
            }
        }
    }
}

/// A table that may be given once in all files.
fn table<T: DeserializeOwned>(
    into: &mut Option<T>,
    node: &Node<'_>,
    path: &Path<'_>,
    key: &'static str,
    decoder: &Decoder<'_>,
    lists: &mut Lists,
) {
    if lists.admit_table(node, key, decoder) {
        *into = decoder.decode(node, path);
    }
}

fn list<T: DeserializeOwned>(
    into: &mut Vec<T>,
    node: &Node<'_>,
    path: &Path<'_>,
    key: &'static str,
    decoder: &Decoder<'_>,
    lists: &mut Lists,
) {
    let elements = lists.admit_list(node, path, key, decoder);
    into.extend(
        elements
            .iter()
            .enumerate()
            .filter_map(|(index, element)| decoder.decode(element, &Path::Index(path, index))),
    );
}

impl Lists {
    /// Whether the table is the first of this key.
    fn admit_table(&mut self, node: &Node<'_>, key: &'static str, decoder: &Decoder<'_>) -> bool {
        let head = node.head(decoder.text);
        let first = *self.tables.or_insert_with(key, || head);
        if first != head {
            let again = Diagnostic::new(Code::FileDuplicateHeader).with("key", key);
            let again = again.label(head, LabelText::AgainHere).label(first, LabelText::FirstHere);
            decoder.problems.report(again);
        }
        first == head
    }

    /// The elements of a list, unless there are too many of this key.
    fn admit_list<'n>(&mut self, node: &'n Node<'_>, path: &Path<'_>, key: &'static str, decoder: &Decoder<'_>) -> &'n [Node<'n>] {
        let Value::List(elements) = &node.value else {
            decoder.report_wrong_type(node, path, words::LIST_OF_TABLES);
            return &[];
        };
        let length = self.lengths.entry(key).or_default();
        *length = length.saturating_add(elements.len());
        if *length > MAXIMUM_ENTRIES {
            let problem = Diagnostic::new(Code::FileTooManyEntries)
                .with("key", key)
                .with("count", *length)
                .with("limit", MAXIMUM_ENTRIES);
            decoder.problems.report(problem.label(node.head(decoder.text), LabelText::Here));
            return &[];
        }
        elements
    }
}

#[cfg(test)]
#[path = "broken_tests.rs"]
mod broken_tests;
#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;
