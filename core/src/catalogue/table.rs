//! Tables of files: structs that are read key by key.
//!
//! What `derive(Deserialize)` writes for a struct grows with every key, anew for every format. Here only the list of fields is written for
//! each struct, and what is done with them once for all, so that the module for the web stays small.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::composition::IndicatorName;
use super::primitive::{Located, Number};

/// A struct that is read key by key.
pub(crate) trait Table: Sized {
    const NAME: &'static str;
    /// The key of each field.
    const KEYS: &'static [&'static str];
    /// Whether a field may be left out; it has the default of its type then.
    const OPTIONAL: &'static [bool];

    /// What is there before anything is read.
    fn empty() -> Self;

    /// Reads the next value into the field of this place.
    fn read<'de, V: Values<'de>>(&mut self, place: usize, values: &mut V) -> Result<(), V::Error>;
}

/// What is in a field before it is read, where there is no default.
pub(crate) trait Empty {
    fn empty() -> Self;
}

impl<T> Empty for Option<T> {
    fn empty() -> Self {
        None
    }
}

impl<T> Empty for Vec<T> {
    fn empty() -> Self {
        Self::new()
    }
}

impl<T: Empty> Empty for Located<T> {
    fn empty() -> Self {
        Self::nowhere(T::empty())
    }
}

macro_rules! zeros {
    ($($type:ty),*) => {
        $(impl Empty for $type {
            fn empty() -> Self {
                Self::default()
            }
        })*
    };
}

zeros!(bool, i32, u8, u16, u32, u64, String, Number, IndicatorName);

/// The values of a table, one after the other.
pub(crate) trait Values<'de> {
    type Error;

    fn next<T: Deserialize<'de>>(&mut self) -> Result<T, Self::Error>;
}

pub(crate) fn fill<'de, T: Deserialize<'de>, V: Values<'de>>(field: &mut T, values: &mut V) -> Result<(), V::Error> {
    *field = values.next()?;
    Ok(())
}

pub(crate) fn read<'de, T: Table, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_struct(T::NAME, T::KEYS, TableVisitor(PhantomData))
}

struct Keyed<A>(A);

impl<'de, A: MapAccess<'de>> Values<'de> for Keyed<A> {
    type Error = A::Error;

    fn next<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        self.0.next_value()
    }
}

struct Listed<A>(A);

impl<'de, A: SeqAccess<'de>> Values<'de> for Listed<A> {
    type Error = A::Error;

    fn next<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        self.0.next_element()?.ok_or_else(|| A::Error::custom("the table is incomplete"))
    }
}

struct TableVisitor<T>(PhantomData<T>);

impl<'de, T: Table> Visitor<'de> for TableVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<T, A::Error> {
        let mut table = T::empty();
        read_keys(entries, T::KEYS, T::OPTIONAL, &mut |place, values| table.read(place, values))?;
        Ok(table)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<T, A::Error> {
        let mut table = T::empty();
        let mut values = Listed(elements);
        (0..T::KEYS.len()).try_for_each(|place| table.read(place, &mut values))?;
        Ok(table)
    }
}

/// Reads the next value into the field of a place.
type ReadField<'r, A, E> = dyn FnMut(usize, &mut Keyed<A>) -> Result<(), E> + 'r;

/// Reads what stands at each key.
#[inline(never)]
fn read_keys<'de, A: MapAccess<'de>>(
    entries: A,
    keys: &'static [&'static str],
    optional: &[bool],
    read: &mut ReadField<'_, A, A::Error>,
) -> Result<(), A::Error> {
    let mut values = Keyed(entries);
    let mut rest = keys.to_vec();
    while let Some(place) = values.0.next_key_seed(Key(keys))? {
        if rest.get_mut(place).map(std::mem::take).is_none_or(str::is_empty) {
            return Err(A::Error::duplicate_field(keys.get(place).copied().unwrap_or_default()));
        }
        read(place, &mut values)?;
    }
    let mut missing = rest
        .into_iter()
        .zip(optional)
        .filter(|(key, is_optional)| !key.is_empty() && !**is_optional);
    missing.next().map_or(Ok(()), |(key, _)| Err(A::Error::missing_field(key)))
}

/// One of these keys, read as its place.
struct Key(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("field identifier")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        let place = self.0.iter().position(|known| *known == key);
        place.ok_or_else(|| E::unknown_field(key, self.0))
    }

    // A deserializer that knows the keys may say which of them it is.
    fn visit_u64<E: Error>(self, place: u64) -> Result<usize, E> {
        let known = usize::try_from(place).ok().filter(|place| *place < self.0.len());
        known.ok_or_else(|| E::custom("the table has no such field"))
    }
}

/// Defines a struct as it is written here, and how it is read: `#[serde(default)]` and `#[serde(rename)]` mean what they always mean,
/// and a key that no field has is always an error.
macro_rules! table {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident {
            $(
                $(#[doc = $text:expr])*
                $(#[serde($($option:tt)*)])?
                pub $field:ident: $type:ty
            ),* $(,)?
        }
    ) => {
        $(#[$attribute])*
        pub struct $name {
            $(
                $(#[doc = $text])*
                $(#[serde($($option)*)])?
                pub $field: $type
            ),*
        }

        impl table::Table for $name {
            const NAME: &'static str = stringify!($name);
            const KEYS: &'static [&'static str] = &[$(table::key!($field $($($option)*)?)),*];
            const OPTIONAL: &'static [bool] = &[$(table::is_optional!($($($option)*)?)),*];

            fn empty() -> Self {
                Self {
                    $($field: table::start!($($($option)*)?)),*
                }
            }

            fn read<'de, V: table::Values<'de>>(&mut self, place: usize, values: &mut V) -> Result<(), V::Error> {
                #[allow(non_camel_case_types, reason = "the places have the names of the fields")]
                #[derive(Clone, Copy)]
                enum Place {
                    $($field),*
                }
                const PLACES: &[Place] = &[$(Place::$field),*];
                match PLACES.get(place) {
                    $(Some(Place::$field) => table::fill(&mut self.$field, values),)*
                    None => Ok(()),
                }
            }
        }

        impl table::Empty for $name {
            fn empty() -> Self {
                table::Table::empty()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                table::read(deserializer)
            }
        }
    };
}

macro_rules! key {
    ($field:ident default, rename = $key:literal) => {
        $key
    };
    ($field:ident rename = $key:literal) => {
        $key
    };
    ($field:ident $(default $(, skip_serializing_if = $test:literal)?)?) => {
        stringify!($field)
    };
}

macro_rules! is_optional {
    (default $($rest:tt)*) => {
        true
    };
    ($($rest:tt)*) => {
        false
    };
}

macro_rules! start {
    (default $($rest:tt)*) => {
        Default::default()
    };
    ($($rest:tt)*) => {
        table::Empty::empty()
    };
}

/// Choices without a default, each with the one that stands in a field before it is read.
macro_rules! choices {
    ($($type:ident::$first:ident),* $(,)?) => {
        $(impl table::Empty for $type {
            fn empty() -> Self {
                Self::$first
            }
        })*
    };
}

pub(crate) use {choices, is_optional, key, start, table};
