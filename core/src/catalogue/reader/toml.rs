//! TOML to nodes.

use std::borrow::Cow;
use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeArray, DeInteger, DeTable, DeValue, Error};

use super::node::{Builder, Entry, Node, Value};
use super::words;
use super::{MAXIMUM_DEPTH, MAXIMUM_PROBLEMS};

/// A file of more bytes is read to its first syntax error only: every error takes memory, and a hostile file could be nothing else.
const MAXIMUM_RECOVERED_BYTES: usize = 1024 * 1024;
/// Repeated keys for which the first place is looked up, which takes a walk over the file.
const MAXIMUM_LOOKUPS: usize = 20;

pub(super) fn tree<'a>(text: &'a str, builder: &Builder<'a, '_>) -> Option<Node<'a>> {
    let first = match DeTable::parse(text) {
        Ok(root) => return Some(table(root.into_inner(), 0..0, builder, 0)),
        Err(first) => first,
    };
    if text.len() > MAXIMUM_RECOVERED_BYTES {
        report(&first, None, builder);
        return None;
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    for (index, error) in errors.iter().take(MAXIMUM_PROBLEMS + 1).enumerate() {
        report(error, (index < MAXIMUM_LOOKUPS).then_some(root.get_ref()), builder);
    }
    None
}

fn report(error: &Error, root: Option<&DeTable<'_>>, builder: &Builder<'_, '_>) {
    let range = error.span().unwrap_or_default();
    match error.message() {
        "duplicate key" => {
            let first = root.and_then(|root| first_header(&range, builder).or_else(|| first_key(root, range.start, &range, builder)));
            let first = first.map(|first| builder.span(first));
            let key = builder.written(range.clone());
            builder.report_duplicate(key.trim_matches(['"', '\'']), range, first);
        }
        "recursion limit" | "cannot recurse further; max recursion depth met" => {
            let _ = builder.admit(range, 0, MAXIMUM_DEPTH + 1);
        }
        message => builder.report_syntax(range, &words::toml(message), message),
    }
}

/// The place where a table header that is given again was given first. The second table has replaced the first one in the tree, so
/// the text is searched for the same line.
fn first_header(again: &Range<usize>, builder: &Builder<'_, '_>) -> Option<Range<usize>> {
    let before = builder.written(0..again.start);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let header = before.get(start..)?.trim_start();
    let line = builder.written(start..again.end).trim_start();
    let earlier = header.starts_with('[').then(|| before.get(..start))??;
    let (place, _) = earlier
        .match_indices(line)
        .filter(|(place, _)| {
            earlier
                .get(..*place)
                .is_some_and(|text| text.is_empty() || text.ends_with(['\n', ' ', '\t']))
                && earlier
                    .get(place + line.len()..)
                    .is_some_and(|rest| rest.trim_start().starts_with(']'))
        })
        .last()?;
    let first = place + header.len();
    Some(first..first + again.len())
}

/// The place where a key that is given again was given first: the last one of that name before it, but not one inside braces that
/// are closed by then.
fn first_key(table: &DeTable<'_>, before: usize, again: &Range<usize>, builder: &Builder<'_, '_>) -> Option<Range<usize>> {
    let mut best: Option<Range<usize>> = None;
    let mut keep = |found: Option<Range<usize>>| {
        if let Some(found) = found.filter(|found| best.as_ref().is_none_or(|best| best.start < found.start)) {
            best = Some(found);
        }
    };
    for (key, value) in table {
        if key.span().end <= before && builder.written(key.span()) == builder.written(again.clone()) {
            keep(Some(key.span()));
        }
        let closed = value.span().end <= before && builder.written(value.span()).starts_with('{');
        match value.get_ref() {
            DeValue::Table(inner) if !closed => keep(first_key(inner, before, again, builder)),
            DeValue::Array(array) => {
                for element in array {
                    if let DeValue::Table(inner) = element.get_ref() {
                        let closed = element.span().end <= before && builder.written(element.span()).starts_with('{');
                        if !closed {
                            keep(first_key(inner, before, again, builder));
                        }
                    }
                }
            }
            _ => {}
        }
    }
    best
}

fn node<'a>(value: Spanned<DeValue<'a>>, builder: &Builder<'a, '_>, depth: usize) -> Node<'a> {
    let range = value.span();
    match value.into_inner() {
        DeValue::String(text) => builder.text(range, text),
        DeValue::Integer(integer) => builder.node(range, Value::Integer(digits(&integer))),
        DeValue::Float(_) => builder.node(range.clone(), Value::Fraction(builder.written(range))),
        DeValue::Boolean(flag) => builder.node(range, Value::Flag(flag)),
        DeValue::Datetime(_) => builder.node(range, Value::Date),
        DeValue::Array(array) => list(array, range, builder, depth),
        DeValue::Table(inner) => table(inner, range, builder, depth),
    }
}

/// Decimal digits of an integer in any base. One that is too large even for 128 bits stays as written: no field takes it.
fn digits<'a>(integer: &DeInteger<'_>) -> Cow<'a, str> {
    let written = integer.as_str();
    match i128::from_str_radix(written, integer.radix()) {
        Ok(value) => Cow::Owned(value.to_string()),
        Err(_) => Cow::Owned(written.to_owned()),
    }
}

fn list<'a>(array: DeArray<'a>, range: Range<usize>, builder: &Builder<'a, '_>, depth: usize) -> Node<'a> {
    if let Err(broken) = builder.admit(range.clone(), array.len(), depth) {
        return broken;
    }
    let elements = array.into_iter().map(|element| node(element, builder, depth + 1)).collect();
    builder.node(range, Value::List(elements))
}

fn table<'a>(table: DeTable<'a>, range: Range<usize>, builder: &Builder<'a, '_>, depth: usize) -> Node<'a> {
    if let Err(broken) = builder.admit(range.clone(), table.len(), depth) {
        return broken;
    }
    let mut entries: Vec<Entry<'a>> = table
        .into_iter()
        .map(|(key, value)| {
            let key_span = builder.span(key.span());
            Entry {
                key: key.into_inner(),
                key_span,
                node: node(value, builder, depth + 1),
            }
        })
        .collect();
    // The parser sorts by name; a reader expects the order of the file.
    entries.sort_by_key(|entry| entry.key_span);
    builder.node(range, Value::Table(entries))
}
