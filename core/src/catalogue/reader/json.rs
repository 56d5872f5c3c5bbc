//! JSON to nodes: strict JSON, without comments or trailing commas, and with every key of a table once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use jsonc_parser::ast::{Array, Object, Value as Json};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::diagnostic::Span;

use super::MAXIMUM_DEPTH;
use super::node::{Builder, Entry, Node, Value};
use super::words::{self, Words};

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

pub(super) fn tree<'a>(text: &'a str, builder: &Builder<'a, '_>) -> Option<Node<'a>> {
    // The outermost bracket is the file itself.
    match parse(text, MAXIMUM_DEPTH + 1) {
        Ok(root) => Some(node(root, builder, 0)),
        Err(Refusal::TooDeep(place)) => {
            let _ = builder.admit(place..place + 1, 0, MAXIMUM_DEPTH + 1);
            None
        }
        Err(Refusal::Syntax(range, (chinese, english))) => {
            builder.report_syntax(range, chinese, english);
            None
        }
    }
}

/// Why a text is not read as JSON, and where.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Byte of the first bracket that is nested too deeply.
    TooDeep(usize),
    /// The bytes that are wrong, and what is wrong with them in Chinese and English.
    Syntax(Range<usize>, Words),
}

/// Parses strict JSON with at most so many brackets inside one another.
pub(crate) fn parse(text: &str, depth: usize) -> Result<Json<'_>, Refusal> {
    let survey = survey(text, depth);
    if let Some(place) = survey.too_deep {
        // Refused before it is parsed, since the parser descends by recursion.
        return Err(Refusal::TooDeep(place));
    }
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).map_err(|error| {
        let range = error.range();
        Refusal::Syntax(range.start..range.end, words::json(error.kind()))
    })?;
    if let Some(place) = survey.stray {
        return Err(Refusal::Syntax(place..place + 1, words::json(&ParseErrorKind::UnexpectedToken)));
    }
    parsed.value.ok_or(Refusal::Syntax(0..0, ("文件是空的", "the file is empty")))
}

/// What the parser would be too lenient about.
#[derive(Default)]
struct Survey {
    /// The first bracket that is nested too deeply.
    too_deep: Option<usize>,
    /// The first control character in a text, or blank that JSON does not know outside.
    stray: Option<usize>,
}

fn survey(text: &str, most: usize) -> Survey {
    let mut survey = Survey::default();
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (place, byte) in text.bytes().enumerate() {
        let blank = matches!(byte, b'\t' | b'\n' | b'\r');
        if (byte < b' ' && (quoted || !blank)) || (!byte.is_ascii() && !quoted) {
            survey.stray = survey.stray.or(Some(place));
        }
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                depth += 1;
                if depth > most {
                    survey.too_deep = Some(place);
                    return survey;
                }
            }
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    survey
}

fn node<'a>(value: Json<'a>, builder: &Builder<'a, '_>, depth: usize) -> Node<'a> {
    let range = value.range();
    let range = range.start..range.end;
    match value {
        Json::NullKeyword(_) => builder.node(range, Value::Null),
        Json::BooleanLit(literal) => builder.node(range, Value::Flag(literal.value)),
        Json::NumberLit(literal) => {
            let digits = literal.value.strip_prefix('-').unwrap_or(literal.value);
            let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
            builder.node(
                range,
                if whole {
                    Value::Integer(Cow::Borrowed(literal.value))
                } else {
                    Value::Fraction(literal.value)
                },
            )
        }
        Json::StringLit(literal) => builder.text(range, literal.value),
        Json::Array(array) => list(array, range, builder, depth),
        Json::Object(object) => table(object, range, builder, depth),
    }
}

fn list<'a>(array: Array<'a>, range: Range<usize>, builder: &Builder<'a, '_>, depth: usize) -> Node<'a> {
    if let Err(broken) = builder.admit(range.clone(), array.elements.len(), depth) {
        return broken;
    }
    let elements = array
        .elements
        .into_iter()
        .map(|element| node(element, builder, depth + 1))
        .collect();
    builder.node(range, Value::List(elements))
}

fn table<'a>(object: Object<'a>, range: Range<usize>, builder: &Builder<'a, '_>, depth: usize) -> Node<'a> {
    if let Err(broken) = builder.admit(range.clone(), object.properties.len(), depth) {
        return broken;
    }
    let mut seen: BTreeMap<Cow<'a, str>, Span> = BTreeMap::new();
    let mut entries = Vec::with_capacity(object.properties.len());
    for property in object.properties {
        let key_range = property.name.range();
        let key_range = key_range.start..key_range.end;
        let key: Cow<'a, str> = match property.name {
            jsonc_parser::ast::ObjectPropName::String(literal) => literal.value,
            jsonc_parser::ast::ObjectPropName::Word(literal) => Cow::Borrowed(literal.value),
        };
        let key_span = builder.span(key_range.clone());
        if let Some(first) = seen.get(&key) {
            builder.report_duplicate(&key, key_range, Some(*first));
            continue;
        }
        seen.insert(key.clone(), key_span);
        entries.push(Entry {
            key,
            key_span,
            node: node(property.value, builder, depth + 1),
        });
    }
    builder.node(range, Value::Table(entries))
}
