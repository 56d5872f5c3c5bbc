//! JSON text to tables.
//!
//! ```json
//! {
//!   "period": "2025",
//!   "profile": { "city_size_class": "大城市", "has_rail_transit": true },
//!   "tables": {
//!     "community": {
//!       "complete": true, "source": "街道办", "period": "2025",
//!       "rows": [ { "id": "c1", "parent": "b1", "建成区面积（公顷）": "12.3" } ]
//!     },
//!     "building": { "columns": { "id": ["h1", "h2"], "community": ["c1", "c1"], "built_up_area [m2]": ["120.5", 98] } }
//!   }
//! }
//! ```
//!
//! All keys but `tables` may be left out. `period` at the top is that of the dataset, as [`DatasetBuilder::period`] says it; in a table it is
//! that of the rows that name none. Headers are those of CSV; a number keeps every digit that is written.
//!
//! [`DatasetBuilder::period`]: super::DatasetBuilder::period

use std::collections::{BTreeMap, BTreeSet};

use jsonc_parser::ast::{Array, Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;

use crate::catalogue::reader::json::{Refusal, parse};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};

use super::cell::Cell;
use super::draft::Draft;
use super::levels::Levels;
use super::limits::{MAXIMUM_COLUMNS, MAXIMUM_JSON_BYTES};
use super::problems::{Findings, shown};
use super::reader::TableReader;

/// Most brackets inside one another. The file, its tables, a table, its rows and a row are five; a few more are read to say what is wrong.
const DEPTH: usize = 16;

/// What a file says besides its tables.
#[derive(Debug, Default)]
pub(crate) struct Envelope {
    /// The period and its place.
    pub(crate) period: Option<(String, Place)>,
    /// Key, value and place of what is said of the city.
    pub(crate) profile: Vec<(String, String, Place)>,
    /// Levels of tables that could not be read.
    pub(crate) broken: Vec<usize>,
}

/// Reads a JSON text: what it says of the city, and a draft of each table.
pub(crate) struct JsonReader<'a, 't> {
    pub(crate) levels: &'a Levels<'a>,
    /// Whether blank flags of a level, by its place, mean no.
    pub(crate) blank_means_no: &'a dyn Fn(usize) -> bool,
    name: &'t str,
    line_ends: Vec<usize>,
    pub(crate) envelope: Envelope,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) problems: Findings,
}

impl<'a, 't> JsonReader<'a, 't> {
    pub(crate) fn new(levels: &'a Levels<'a>, blank_means_no: &'a dyn Fn(usize) -> bool, name: &'t str) -> Self {
        Self {
            levels,
            blank_means_no,
            name,
            line_ends: Vec::new(),
            envelope: Envelope::default(),
            drafts: Vec::new(),
            problems: Findings::default(),
        }
    }

    fn line(&self, byte: usize) -> Option<u32> {
        u32::try_from(self.line_ends.partition_point(|end| *end < byte))
            .ok()?
            .checked_add(1)
    }

    fn place(&self, node: &impl Ranged, column: Option<&str>) -> Place {
        Place {
            file: self.name.to_owned(),
            line: self.line(node.start()),
            column: column.map(shown),
            ..Place::default()
        }
    }

    fn wrong_type(&mut self, value: &Value<'_>, key: &str, expected: (&'static str, &'static str)) {
        let (chinese, english) = kind(value);
        let problem = Diagnostic::new(Code::FileWrongType).with_words("expected", expected.0, expected.1);
        let problem = problem.with_words("found", chinese, english);
        self.problems.add(problem.place(self.place(value, Some(key))));
    }

    fn unknown_key(&mut self, property: &ObjectProp<'_>, known: &[&str]) {
        let key = property.name.as_str();
        let problem = Diagnostic::new(Code::FileUnknownKey)
            .with("key", shown(key))
            .suggest(nearest(key, known).as_deref());
        self.problems.add(problem.place(self.place(property, None)));
    }

    /// The properties of an object; a key that is given again is reported and left out.
    fn properties<'o, 'j>(&mut self, object: &'o Object<'j>) -> Vec<&'o ObjectProp<'j>> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut kept = Vec::with_capacity(object.properties.len());
        for property in &object.properties {
            if seen.insert(property.name.as_str()) {
                kept.push(property);
            } else {
                let problem = Diagnostic::new(Code::FileDuplicateKey).with("key", shown(property.name.as_str()));
                self.problems.add(problem.place(self.place(property, None)));
            }
        }
        kept
    }

    /// Reads a whole file.
    pub(crate) fn read(&mut self, text: &str) {
        let file = |line| Place {
            file: self.name.to_owned(),
            line,
            ..Place::default()
        };
        if text.len() > MAXIMUM_JSON_BYTES {
            let problem = Diagnostic::new(Code::FileTooLarge).with("file", self.name).with("size", text.len());
            self.problems.add(problem.with("limit", MAXIMUM_JSON_BYTES).place(file(None)));
            return;
        }
        self.line_ends = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(place, _)| place)
            .collect();
        let root = match parse(text, DEPTH) {
            Ok(root) => root,
            Err(Refusal::TooDeep(place)) => {
                let problem = Diagnostic::new(Code::FileTooDeep).with("limit", DEPTH);
                self.problems.add(problem.place(file(self.line(place))));
                return;
            }
            Err(Refusal::Syntax(range, (chinese, english))) => {
                let problem = Diagnostic::new(Code::FileSyntax).with_words("detail", chinese, english);
                self.problems.add(problem.place(file(self.line(range.start))));
                return;
            }
        };
        let Value::Object(root) = &root else {
            self.wrong_type(&root, "", OBJECT);
            return;
        };
        let properties = self.properties(root);
        for property in properties {
            match property.name.as_str() {
                "period" => {
                    let place = self.place(&property.value, Some("period"));
                    self.envelope.period = self.text(&property.value, "period").map(|period| (period, place));
                }
                "profile" => self.profile(&property.value),
                "tables" => match &property.value {
                    Value::Object(tables) => self.tables(tables),
                    other => self.wrong_type(other, "tables", OBJECT),
                },
                _ => self.unknown_key(property, &["period", "profile", "tables"]),
            }
        }
    }

    fn text(&mut self, value: &Value<'_>, key: &str) -> Option<String> {
        match value {
            Value::StringLit(literal) => Some(literal.value.to_string()),
            Value::NumberLit(literal) => Some(literal.value.to_owned()),
            Value::NullKeyword(_) => None,
            other => {
                self.wrong_type(other, key, ("文字", "text"));
                None
            }
        }
    }

    fn profile(&mut self, value: &Value<'_>) {
        let Value::Object(object) = value else {
            self.wrong_type(value, "profile", OBJECT);
            return;
        };
        for property in self.properties(object) {
            let key = property.name.as_str();
            let values = match &property.value {
                Value::Array(array) => array.elements.iter().collect(),
                single => vec![single],
            };
            if matches!(&property.value, Value::Array(array) if array.elements.is_empty()) {
                // An empty list says that there are none of them, which is more than saying nothing.
                let place = self.place(property, Some(key));
                self.envelope.profile.push((key.to_owned(), String::new(), place));
            }
            for value in values {
                let text = match value {
                    Value::BooleanLit(literal) => Some(literal.value.to_string()),
                    other => self.text(other, key),
                };
                if let Some(text) = text {
                    let place = self.place(value, Some(key));
                    self.envelope.profile.push((key.to_owned(), text, place));
                }
            }
        }
    }

    fn tables(&mut self, tables: &Object<'_>) {
        for property in self.properties(tables) {
            let name = property.name.as_str();
            let Some(level) = self.levels.find(name) else {
                let close = nearest(name, self.levels.names());
                let problem = Diagnostic::new(Code::DatasetUnknownTable)
                    .with("name", shown(name))
                    .suggest(close.as_deref());
                self.problems.add(problem.place(self.place(property, None)));
                continue;
            };
            match &property.value {
                Value::Object(table) => self.table(level, table),
                other => self.wrong_type(other, name, OBJECT),
            }
        }
    }

    fn table(&mut self, level: usize, table: &Object<'_>) {
        let levels = self.levels;
        let mut reader = TableReader::new(levels, level, self.name, (self.blank_means_no)(level));
        let (mut complete, mut source, mut period) = (false, None, None);
        let before = self.problems.count();
        let mut content = false;
        for property in self.properties(table) {
            let key = property.name.as_str();
            match (key, &property.value) {
                ("complete", Value::BooleanLit(literal)) => complete = literal.value,
                ("complete", other) => self.wrong_type(other, key, ("true 或 false", "true or false")),
                ("source", value) => source = self.text(value, key),
                ("period", value) => period = self.text(value, key),
                ("rows" | "columns", _) if std::mem::replace(&mut content, true) => {
                    let problem = Diagnostic::new(Code::FileDuplicateKey).with("key", "rows, columns");
                    self.problems.add(problem.place(self.place(property, None)));
                }
                ("rows", Value::Array(rows)) => self.rows(rows, &mut reader),
                ("rows", other) => self.wrong_type(other, key, ("行的列表", "a list of rows")),
                ("columns", Value::Object(columns)) => self.columns(columns, &mut reader),
                ("columns", other) => self.wrong_type(other, key, OBJECT),
                _ => self.unknown_key(property, &["complete", "source", "period", "rows", "columns"]),
            }
        }
        let is_broken = self.problems.count() > before;
        let (draft, problems) = reader.finish();
        self.problems.append(problems);
        match draft {
            Some(mut draft) => {
                (draft.complete, draft.source, draft.period) = (complete, source, period);
                draft.broken |= is_broken;
                self.drafts.push(draft);
            }
            None => self.envelope.broken.push(level),
        }
    }

    fn rows(&mut self, rows: &Array<'_>, reader: &mut TableReader<'_>) {
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        // The last row in which each column was met.
        let mut met: Vec<usize> = Vec::new();
        for value in &rows.elements {
            let Value::Object(object) = value else {
                self.wrong_type(value, "rows", OBJECT);
                continue;
            };
            if !reader.row(self.line(object.start())) {
                return;
            }
            let row = reader.rows();
            for property in &object.properties {
                let header = property.name.as_str();
                let place = if let Some(place) = places.get(header) {
                    *place
                } else {
                    // Beyond the limit, which the reader reports once, keys are not even remembered.
                    if places.len() > MAXIMUM_COLUMNS {
                        continue;
                    }
                    let place = reader.column(header, self.line(property.start()));
                    places.insert(header, place);
                    met.push(0);
                    place
                };
                if met.get_mut(place).is_some_and(|met| std::mem::replace(met, row) == row) {
                    let problem = Diagnostic::new(Code::FileDuplicateKey).with("key", shown(header));
                    self.problems.add(problem.place(self.place(property, None)));
                    continue;
                }
                self.cell(reader, place, row - 1, &property.value, header);
            }
        }
    }

    fn columns(&mut self, columns: &Object<'_>, reader: &mut TableReader<'_>) {
        let mut rows = None;
        for property in self.properties(columns) {
            let header = property.name.as_str();
            let Value::Array(array) = &property.value else {
                self.wrong_type(&property.value, header, ("值的列表", "a list of values"));
                continue;
            };
            let count = array.elements.len();
            let expected = *rows.get_or_insert(count);
            if count != expected {
                let problem = Diagnostic::new(Code::DatasetColumnLength).with("name", shown(header));
                let problem = problem.with("found", count).with("expected", expected);
                self.problems.add(problem.place(self.place(property, None)));
                continue;
            }
            let place = reader.column(header, self.line(property.start()));
            for (row, value) in array.elements.iter().enumerate() {
                if row >= reader.rows() && !reader.row(self.line(value.start())) {
                    return;
                }
                self.cell(reader, place, row, value, header);
            }
        }
    }

    fn cell(&mut self, reader: &mut TableReader<'_>, column: usize, row: usize, value: &Value<'_>, header: &str) {
        let cell = match value {
            Value::StringLit(literal) => Cell::Text(&literal.value),
            Value::NumberLit(literal) => Cell::Number(literal.value),
            Value::BooleanLit(literal) => Cell::Flag(literal.value),
            Value::NullKeyword(_) => Cell::Blank,
            Value::Object(_) | Value::Array(_) => {
                self.wrong_type(
                    value,
                    header,
                    ("文字、数、true、false 或 null", "text, a number, true, false or null"),
                );
                return;
            }
        };
        reader.cell(column, row, cell);
    }
}

const OBJECT: (&str, &str) = ("对象", "an object");

const fn kind(value: &Value<'_>) -> (&'static str, &'static str) {
    match value {
        Value::StringLit(_) => ("文字", "text"),
        Value::NumberLit(_) => ("数", "a number"),
        Value::BooleanLit(_) => ("true 或 false", "true or false"),
        Value::Object(_) => OBJECT,
        Value::Array(_) => ("列表", "a list"),
        Value::NullKeyword(_) => ("空值", "null"),
    }
}

#[cfg(test)]
#[path = "json_reader_tests.rs"]
mod tests;
