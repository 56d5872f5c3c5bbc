//! Catalogues as they are embedded: trees of numbers, and the texts beside them.
//!
//! A text that occurs more than once stands in one table for all catalogues and is named by its place there. All others stand in the order in
//! which the tree comes upon them, ids, Chinese and the rest apart: like stands beside like, which a page compresses to less. What is written
//! here is read by `src/catalogue/reader/packed.rs`.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Value;

#[path = "../src/catalogue/reader/tag.rs"]
mod tag;

use tag::{FIRST_KIND, FLAG, INTEGER, KINDS, LIST, REPEATED, TABLE};

/// What all catalogues come to.
#[derive(Default)]
pub(crate) struct Pack {
    /// The trees, one after the other.
    pub(crate) trees: Vec<u8>,
    /// All texts, each with a zero after it: those that are repeated, then the others by kind and catalogue.
    pub(crate) texts: String,
    /// Where the repeated texts end.
    pub(crate) repeated: usize,
    /// Where to find each catalogue.
    pub(crate) catalogues: BTreeMap<String, Packed>,
}

/// Where a catalogue stands.
#[derive(Clone)]
pub(crate) struct Packed {
    pub(crate) tree: Range<usize>,
    pub(crate) texts: [Range<usize>; KINDS],
}

/// Packs catalogues by their ids.
pub(crate) fn pack(catalogues: &BTreeMap<String, toml::Table>) -> Result<Pack, Box<dyn std::error::Error>> {
    let mut counts = BTreeMap::new();
    for table in catalogues.values() {
        count_table(table, &mut counts);
    }
    let mut repeated: Vec<(&str, usize)> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
    // The most frequent ones have the shortest numbers.
    repeated.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut pack = Pack::default();
    let mut places = BTreeMap::new();
    for (place, (text, _)) in (0..).zip(&repeated) {
        places.insert(*text, place);
        push(text, &mut pack.texts);
    }
    pack.repeated = pack.texts.len();
    let mut beside: [Vec<String>; KINDS] = Default::default();
    for (id, table) in catalogues {
        let mut writer = Writer {
            tree: Vec::new(),
            texts: Default::default(),
            places: &places,
        };
        writer.table(table)?;
        let start = pack.trees.len();
        pack.trees.append(&mut writer.tree);
        let tree = start..pack.trees.len();
        let texts = std::array::from_fn(|_| 0..0);
        pack.catalogues.insert(id.clone(), Packed { tree, texts });
        for (kind, texts) in beside.iter_mut().zip(writer.texts) {
            kind.push(texts);
        }
    }
    for (kind, texts) in beside.iter().enumerate() {
        for (packed, texts) in pack.catalogues.values_mut().zip(texts) {
            let start = pack.texts.len();
            pack.texts.push_str(texts);
            packed.texts[kind] = start..pack.texts.len();
        }
    }
    Ok(pack)
}

fn count_table<'t>(table: &'t toml::Table, counts: &mut BTreeMap<&'t str, usize>) {
    for (key, value) in table {
        *counts.entry(key).or_default() += 1;
        count(value, counts);
    }
}

fn count<'t>(value: &'t Value, counts: &mut BTreeMap<&'t str, usize>) {
    match value {
        Value::String(text) => *counts.entry(text).or_default() += 1,
        Value::Array(list) => list.iter().for_each(|element| count(element, counts)),
        Value::Table(table) => count_table(table, counts),
        _ => {}
    }
}

fn push(text: &str, texts: &mut String) {
    texts.push_str(text);
    texts.push('\0');
}

struct Writer<'t> {
    tree: Vec<u8>,
    texts: [String; KINDS],
    places: &'t BTreeMap<&'t str, u64>,
}

impl Writer<'_> {
    /// A number with what it is of, seven bits to a byte, the lowest first.
    fn number(&mut self, number: u64, tag: u64) {
        let mut rest = (number << 3) | tag;
        loop {
            let [low, ..] = rest.to_le_bytes();
            rest >>= 7;
            if rest == 0 {
                return self.tree.push(low);
            }
            self.tree.push(low | 0x80);
        }
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        if text.contains('\0') {
            return Err(format!("a zero in {text:?}"));
        }
        if let Some(place) = self.places.get(text) {
            self.number(*place, REPEATED);
            return Ok(());
        }
        let is_id = text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.-".contains(&byte));
        let is_chinese = text.chars().any(|letter| letter >= '\u{2E80}');
        let kind = if is_id { 0 } else { 1 + usize::from(is_chinese) };
        push(text, &mut self.texts[kind]);
        self.number(0, FIRST_KIND + kind as u64);
        Ok(())
    }

    fn table(&mut self, table: &toml::Table) -> Result<(), String> {
        self.number(table.len() as u64, TABLE);
        for (key, value) in table {
            self.text(key)?;
            self.value(value)?;
        }
        Ok(())
    }

    fn value(&mut self, value: &Value) -> Result<(), String> {
        match value {
            Value::Boolean(flag) => self.number(u64::from(*flag), FLAG),
            // The lowest bit is the sign.
            Value::Integer(number) => self.number((number.unsigned_abs() << 1) | u64::from(*number < 0), INTEGER),
            Value::String(text) => self.text(text)?,
            Value::Array(list) => {
                self.number(list.len() as u64, LIST);
                for element in list {
                    self.value(element)?;
                }
            }
            Value::Table(table) => self.table(table)?,
            Value::Float(_) | Value::Datetime(_) => return Err("numbers and dates stand in quotes".to_owned()),
        }
        Ok(())
    }
}
