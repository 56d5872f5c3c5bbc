//! A serde deserializer over the tree, which reports what does not fit and goes on.

use std::fmt;

use serde::de::value::{StrDeserializer, U32Deserializer, U64Deserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use crate::catalogue::composition::NAME_OR_NUMBER;
use crate::catalogue::primitive::LOCATED;
use crate::diagnostic::{Code, Diagnostic, LabelText, Span, nearest};

use super::node::{Entry, Node, STAND_IN, Value};
use super::path::Path;
use super::problems::Problems;
use super::words::{self, Words};

/// Why an attempt to read an entry ended.
#[derive(Debug)]
pub(super) enum Failure {
    /// A required key is missing; not yet reported.
    Missing(&'static str),
    /// A type refused a value in its own words; not yet reported.
    Refused(String),
    /// This value is wrong, and that is reported.
    Wrong,
    /// Something inside is wrong, reported and set aside: another attempt will do without it.
    SetAside,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(key) => write!(formatter, "missing key `{key}`"),
            Self::Refused(message) => formatter.write_str(message),
            Self::Wrong | Self::SetAside => formatter.write_str("reported"),
        }
    }
}

impl std::error::Error for Failure {}

impl serde::de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Refused(message.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }
}

/// Reads values of one file.
pub(super) struct Decoder<'p> {
    /// The file.
    pub(super) text: &'p str,
    pub(super) problems: &'p Problems,
}

impl<'p> Decoder<'p> {
    pub(super) fn new(text: &'p str, problems: &'p Problems) -> Self {
        Self { text, problems }
    }

    /// One entry; `None` where something in it had to be set aside, all of which is then reported.
    pub(super) fn decode<T: DeserializeOwned>(&self, node: &Node<'_>, path: &Path<'_>) -> Option<T> {
        let mut repeated = false;
        let value = loop {
            let start = self.problems.visits();
            match T::deserialize(Reader { decoder: self, node, path }) {
                Ok(value) => break (!repeated).then_some(value),
                Err(Failure::SetAside) if self.problems.may_repeat(start) => repeated = true,
                Err(_) => break None,
            }
        };
        self.problems.end_entry();
        value
    }

    /// Reports that a value is not what should stand there.
    pub(super) fn report_wrong_type(&self, node: &Node<'_>, path: &Path<'_>, expected: Words) {
        self.wrong_type(node, path, expected.0, expected.1);
    }

    fn wrong_type(&self, node: &Node<'_>, path: &Path<'_>, chinese: &str, english: &str) {
        if matches!(node.value, Value::Broken) {
            return;
        }
        let found = words::kind(&node.value);
        let problem = Diagnostic::new(Code::FileWrongType)
            .with_words("expected", chinese, english)
            .with_words("found", found.0, found.1);
        self.report(problem, node.head(self.text), path);
    }

    fn report(&self, problem: Diagnostic, span: Span, path: &Path<'_>) {
        let problem = problem.label(span, LabelText::Here);
        self.problems
            .report(if matches!(path, Path::Root) { problem } else { problem.field(path) });
    }
}

/// One value, ready to be read.
#[derive(Clone, Copy)]
struct Reader<'r> {
    decoder: &'r Decoder<'r>,
    node: &'r Node<'r>,
    path: &'r Path<'r>,
}

impl Reader<'_> {
    fn wrong(self, expected: Words) -> Failure {
        self.decoder.report_wrong_type(self.node, self.path, expected);
        Failure::Wrong
    }

    fn report(self, problem: Diagnostic) -> Failure {
        self.decoder.report(problem, self.node.span, self.path);
        Failure::Wrong
    }

    /// Gives a failure that knows no place the place of this value. The value of a success stays where it is, whatever its type.
    fn settled<T>(self, mut result: Result<T, Failure>) -> Result<T, Failure> {
        if let Err(failure) = &mut result {
            self.settle(failure);
        }
        result
    }

    #[inline(never)]
    fn settle(self, failure: &mut Failure) {
        match failure {
            Failure::Missing(key) => {
                let place = || (self.node.head(self.decoder.text), self.path.to_string());
                self.decoder.problems.note_absent(self.node.id, key, place);
                *failure = Failure::SetAside;
            }
            Failure::Refused(detail) => {
                let problem = Diagnostic::new(Code::FileUnreadable).with("detail", detail);
                *failure = self.report(problem);
            }
            Failure::Wrong | Failure::SetAside => {}
        }
    }

    fn integer<T: TryFrom<i128> + fmt::Display>(self, minimum: T, maximum: T) -> Result<T, Failure> {
        self.decoder.problems.visit();
        let digits = match &self.node.value {
            Value::Integer(digits) => digits.as_ref(),
            Value::StandIn => "0",
            _ => return Err(self.wrong(words::INTEGER)),
        };
        let value = digits.parse::<i128>().ok().and_then(|value| T::try_from(value).ok());
        value.ok_or_else(|| {
            let problem = Diagnostic::new(Code::FileOutOfRange).with("value", digits);
            self.report(problem.with("minimum", minimum).with("maximum", maximum))
        })
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ident;)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
                let value = self.integer($type::MIN, $type::MAX)?;
                self.settled(visitor.$visit(value))
            }
        )*
    };
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Failure;

    // Asked for by `Number` only, which takes a text or an integer.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let digits = self.digits()?;
        visitor.visit_str(digits).map_err(|_: Failure| self.bad_number(digits))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let flag = self.flag()?;
        self.settled(visitor.visit_bool(flag))
    }

    integers! {
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let text = self.text()?;
        self.settled(visitor.visit_str(text))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.value {
            Value::Null | Value::StandIn => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Failure> {
        if name == LOCATED {
            visitor.visit_seq(Located { reader: self, next: 0 })
        } else if name == NAME_OR_NUMBER {
            let name = self.name_or_number()?;
            self.settled(visitor.visit_str(name))
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let elements = self.elements()?;
        self.settled(visitor.visit_seq(elements))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.table(None, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.table(Some(fields), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let variant: StrDeserializer<'_, Failure> = self.choice(variants)?.into_deserializer();
        self.settled(visitor.visit_enum(variant))
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

// What does not depend on the type that is read stands in functions of its own, since all of the above is compiled anew for each type. Of a
// stand-in is read what no type refuses: zero, nothing, the first choice, a table that lacks all keys.
impl<'r> Reader<'r> {
    fn digits(self) -> Result<&'r str, Failure> {
        self.decoder.problems.visit();
        match &self.node.value {
            Value::Text(digits, _) if !is_plain_decimal(digits) => Err(self.bad_number(digits)),
            Value::Text(digits, _) | Value::Integer(digits) => Ok(digits),
            Value::StandIn => Ok("0"),
            Value::Fraction(written) if is_plain_decimal(written) => {
                Err(self.report(Diagnostic::new(Code::FileFloat).with("value", written)))
            }
            Value::Fraction(written) => Err(self.bad_number(written)),
            _ => Err(self.wrong(words::NUMBER)),
        }
    }

    fn bad_number(self, written: &str) -> Failure {
        self.report(Diagnostic::new(Code::FileBadNumber).with("value", written))
    }

    fn flag(self) -> Result<bool, Failure> {
        self.decoder.problems.visit();
        match &self.node.value {
            Value::Flag(value) => Ok(*value),
            Value::StandIn => Ok(false),
            _ => Err(self.wrong(words::FLAG)),
        }
    }

    fn text(self) -> Result<&'r str, Failure> {
        self.decoder.problems.visit();
        match &self.node.value {
            Value::Text(value, _) => Ok(value),
            Value::StandIn => Ok(""),
            _ => Err(self.wrong(words::TEXT)),
        }
    }

    fn name_or_number(self) -> Result<&'r str, Failure> {
        self.decoder.problems.visit();
        match &self.node.value {
            Value::Text(written, _) | Value::Integer(written) => Ok(written),
            Value::StandIn => Ok(""),
            _ => Err(self.wrong(words::NAME_OR_NUMBER)),
        }
    }

    /// A text that is one of these.
    fn choice(self, variants: &[&'static str]) -> Result<&'r str, Failure> {
        self.decoder.problems.visit();
        let choices = || variants.iter().map(|variant| format!("`{variant}`")).collect::<Vec<_>>();
        match &self.node.value {
            Value::Text(value, _) if variants.contains(&value.as_ref()) => Ok(value),
            Value::StandIn => Ok(variants.first().copied().unwrap_or_default()),
            Value::Text(value, _) => {
                let problem = Diagnostic::new(Code::FileUnknownChoice).with("value", value);
                let problem = problem.with_words("choices", choices().join("、"), choices().join(", "));
                Err(self.report(problem.suggest(nearest(value, variants).as_deref())))
            }
            _ => {
                let (chinese, english) = (choices().join("、"), choices().join(", "));
                self.decoder
                    .wrong_type(self.node, self.path, &format!(" {chinese} 之一"), &format!("one of {english}"));
                Err(Failure::Wrong)
            }
        }
    }

    fn elements(self) -> Result<Elements<'r>, Failure> {
        self.decoder.problems.visit();
        let nodes = match &self.node.value {
            Value::List(nodes) => nodes.as_slice(),
            Value::StandIn => &[],
            _ => return Err(self.wrong(words::LIST)),
        };
        Ok(Elements {
            reader: self,
            nodes,
            next: 0,
        })
    }

    fn entries(self, fields: Option<&'static [&'static str]>) -> Result<Entries<'r>, Failure> {
        self.decoder.problems.visit();
        let (entries, absent) = match &self.node.value {
            Value::Table(entries) => (entries.as_slice(), self.decoder.problems.absent(self.node.id)),
            Value::StandIn => (Default::default(), fields.unwrap_or_default().to_vec()),
            _ => return Err(self.wrong(words::TABLE)),
        };
        Ok(Entries {
            reader: self,
            rest: entries.iter(),
            fields,
            absent,
            current: ("", &STAND_IN),
        })
    }

    fn table<'de, V: Visitor<'de>>(self, fields: Option<&'static [&'static str]>, visitor: V) -> Result<V::Value, Failure> {
        let entries = self.entries(fields)?;
        self.settled(visitor.visit_map(entries))
    }

    fn child(self, node: &'r Node<'r>, path: &'r Path<'r>) -> Reader<'r> {
        Reader { node, path, ..self }
    }

    /// Reads a value of a list or table, which sets it aside if it is wrong.
    fn read<'de, T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Failure> {
        let mut result = seed.deserialize(self);
        if let Err(failure) = &mut result {
            self.set_aside(failure);
        }
        result
    }

    #[inline(never)]
    fn set_aside(self, failure: &mut Failure) {
        if matches!(failure, Failure::Wrong) {
            self.decoder.problems.set_aside(self.node.id);
            *failure = Failure::SetAside;
        }
    }
}

/// Digits with an optional sign and point, and a digit on both sides of the point.
fn is_plain_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(unsigned),
    }
}

/// Source, start, end and value, as `Located` wants them.
struct Located<'r> {
    reader: Reader<'r>,
    next: u8,
}

impl<'de> SeqAccess<'de> for Located<'_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        let span = match &self.reader.node.value {
            Value::Text(_, letters) => *letters,
            _ => self.reader.node.head(self.reader.decoder.text),
        };
        let number = match self.next {
            0 => span.source,
            1 => span.start,
            2 => span.end,
            3 => {
                self.next += 1;
                return seed.deserialize(self.reader).map(Some);
            }
            _ => return Ok(None),
        };
        self.next += 1;
        let number: U32Deserializer<Failure> = number.into_deserializer();
        seed.deserialize(number).map(Some)
    }
}

struct Elements<'r> {
    reader: Reader<'r>,
    nodes: &'r [Node<'r>],
    next: usize,
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        let Some((place, node)) = self.next_node() else { return Ok(None) };
        let path = Path::Index(self.reader.path, place);
        self.reader.child(node, &path).read(seed).map(Some)
    }
}

impl<'r> Elements<'r> {
    fn next_node(&mut self) -> Option<(usize, &'r Node<'r>)> {
        loop {
            let place = self.next;
            let node = self.nodes.get(place)?;
            self.next += 1;
            if !self.reader.decoder.problems.is_set_aside(node.id) {
                return Some((place, node));
            }
        }
    }
}

struct Entries<'r> {
    reader: Reader<'r>,
    rest: std::slice::Iter<'r, Entry<'r>>,
    /// The keys that there may be; any key where it is `None`.
    fields: Option<&'static [&'static str]>,
    /// Required keys that are missing, as found by earlier attempts.
    absent: Vec<&'static str>,
    /// Key and value.
    current: (&'r str, &'r Node<'r>),
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        let problems = self.reader.decoder.problems;
        for entry in self.rest.by_ref() {
            let aside = problems.is_set_aside(entry.node.id);
            let Some(fields) = self.fields else {
                if aside {
                    continue;
                }
                self.current = (&entry.key, &entry.node);
                return key(&entry.key, seed).map(Some);
            };
            let Some(place) = (0_u64..).zip(fields).find(|(_, known)| **known == entry.key) else {
                // Set aside as well, so that it is reported once.
                if problems.set_aside(entry.node.id) {
                    let problem = Diagnostic::new(Code::FileUnknownKey).with("key", &entry.key);
                    let path = Path::Key(self.reader.path, &entry.key);
                    let problem = problem.suggest(nearest(&entry.key, fields).as_deref());
                    self.reader.decoder.report(problem, entry.key_span, &path);
                }
                continue;
            };
            self.current = (&entry.key, if aside { &STAND_IN } else { &entry.node });
            // By its place, so that it is not looked for again.
            let place: U64Deserializer<Failure> = place.0.into_deserializer();
            return seed.deserialize(place).map(Some);
        }
        self.current = ("", &STAND_IN);
        self.absent.pop().map(|absent| key(absent, seed)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        let (key, node) = self.current;
        let path = Path::Key(self.reader.path, key);
        self.reader.child(node, &path).read(seed)
    }
}

fn key<'de, K: DeserializeSeed<'de>>(key: &str, seed: K) -> Result<K::Value, Failure> {
    let key: StrDeserializer<'_, Failure> = key.into_deserializer();
    seed.deserialize(key)
}
