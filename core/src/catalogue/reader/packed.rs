//! Embedded catalogues to nodes, as `build/pack.rs` packs them.

use std::borrow::Cow;
use std::str::Split;

use crate::catalogue::document::CatalogueDocument;
use crate::catalogue::primitive::NOWHERE;

use super::node::{Entry, Node, Value};
use super::problems::Problems;
use super::tag::{FIRST_KIND, FLAG, INTEGER, KINDS, LIST, REPEATED, TABLE};
use super::{Decoder, Lists, fill};

/// An embedded catalogue: its tree, the texts that all catalogues share, and its own by kind. Each text has a zero after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packed {
    pub(crate) tree: &'static [u8],
    pub(crate) repeated: &'static str,
    pub(crate) texts: [&'static str; KINDS],
}

impl Packed {
    /// The document, whose values were written nowhere; `None` where anything is not as it was packed.
    pub(crate) fn document(&self) -> Option<CatalogueDocument> {
        let problems = Problems::default();
        let mut unpacker = Unpacker {
            tree: self.tree.iter(),
            repeated: self.repeated.split('\0').collect(),
            texts: self.texts.map(|texts| texts.split('\0')),
            problems: &problems,
        };
        let root = unpacker.node()?;
        let mut document = CatalogueDocument::default();
        fill(&mut document, &root, &Decoder::new("", &problems), &mut Lists::default());
        problems.finish().is_empty().then_some(document)
    }
}

struct Unpacker<'p> {
    tree: std::slice::Iter<'static, u8>,
    repeated: Vec<&'static str>,
    texts: [Split<'static, char>; KINDS],
    problems: &'p Problems,
}

impl Unpacker<'_> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for place in 0..9 {
            let byte = *self.tree.next()?;
            number |= u64::from(byte & 0x7F) << (7 * place);
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self, number: u64) -> Option<&'static str> {
        let place = usize::try_from(number >> 3).ok()?;
        match number & 7 {
            REPEATED => self.repeated.get(place).copied(),
            tag => self.texts.get_mut(usize::try_from(tag.checked_sub(FIRST_KIND)?).ok()?)?.next(),
        }
    }

    fn node(&mut self) -> Option<Node<'static>> {
        let number = self.number()?;
        let id = self.problems.next_node();
        let length = number >> 3;
        let value = match number & 7 {
            FLAG => Value::Flag(length > 0),
            LIST => Value::List(many(length, || self.node())?),
            TABLE => Value::Table(many(length, || self.entry())?),
            INTEGER => Value::Integer(Cow::Owned(format!("{}{}", if length & 1 == 1 { "-" } else { "" }, length >> 1))),
            _ => Value::Text(Cow::Borrowed(self.text(number)?), NOWHERE),
        };
        Some(Node { id, span: NOWHERE, value })
    }

    fn entry(&mut self) -> Option<Entry<'static>> {
        let key = self.number()?;
        Some(Entry {
            key: Cow::Borrowed(self.text(key)?),
            key_span: NOWHERE,
            node: self.node()?,
        })
    }
}

/// So many values, in a list of that length from the beginning.
fn many<T>(length: u64, mut next: impl FnMut() -> Option<T>) -> Option<Vec<T>> {
    let length = usize::try_from(length).ok()?;
    let mut list = Vec::with_capacity(length);
    for _ in 0..length {
        list.push(next()?);
    }
    Some(list)
}
