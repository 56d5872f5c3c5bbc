//! The two building blocks of catalogue files: a number written as text, and a value that knows where it was written.

use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// Name under which a [`Located`] announces itself to a deserializer that knows positions.
pub(crate) const LOCATED: &str = "$cityvitals::Located";

/// The place of what was written nowhere, for a deserializer that knows positions.
pub(crate) const NOWHERE: Span = Span {
    source: u32::MAX,
    start: 0,
    end: 0,
};

/// An exact decimal in a catalogue file: a TOML or JSON string (`"0.2"`) or an integer; never a float, which would not be exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&self.0)
        } else {
            (self.0.mantissa(), self.0.scale()).serialize(serializer)
        }
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a decimal in quotes, such as \"0.2\", or an integer")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Number, E> {
        Ok(Number(Decimal::from(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Number, E> {
        Ok(Number(Decimal::from(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Number, E> {
        let unsigned = value.strip_prefix('-').unwrap_or(value);
        // The decimal library reads `1_000`, `+5` and `.5` too; a catalogue does not.
        let plain = unsigned.split('.').count() <= 2
            && unsigned
                .split('.')
                .all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
        let decimal = if plain { Decimal::from_str_exact(value).ok() } else { None };
        decimal
            .map(Number)
            .ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(value), &self))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(NumberVisitor)
        } else {
            let (mantissa, scale) = <(i128, u32)>::deserialize(deserializer)?;
            Decimal::try_from_i128_with_scale(mantissa, scale)
                .map(Number)
                .map_err(D::Error::custom)
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Number {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An exact decimal: a string such as \"0.2\", or an integer.",
            "anyOf": [{ "type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$" }, { "type": "integer" }]
        })
    }
}

/// A value and where it was written. Equality looks at the value alone.
#[derive(Clone, Debug, Default)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it was written; absent for embedded catalogues.
    pub span: Option<Span>,
}

impl<T> Located<T> {
    /// A value that was not read from a text.
    pub const fn nowhere(value: T) -> Self {
        Self { value, span: None }
    }
}

impl<T: PartialEq> PartialEq for Located<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Located<T> {}

impl<T> std::ops::Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Serialize> Serialize for Located<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

struct LocatedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for LocatedVisitor<T> {
    type Value = Located<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::deserialize(deserializer).map(Located::nowhere)
    }

    // A deserializer that knows positions hands over source, start, end and the value.
    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Self::Value, A::Error> {
        let missing = || A::Error::custom("position is incomplete");
        let source = parts.next_element()?.ok_or_else(missing)?;
        let start = parts.next_element()?.ok_or_else(missing)?;
        let end = parts.next_element()?.ok_or_else(missing)?;
        let value = parts.next_element()?.ok_or_else(missing)?;
        let span = Some(Span { source, start, end }).filter(|span| *span != NOWHERE);
        Ok(Located { value, span })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(LOCATED, LocatedVisitor(PhantomData))
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Located<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}
