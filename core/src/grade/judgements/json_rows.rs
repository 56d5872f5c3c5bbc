//! JSON text to rows: `{ "judgements": [ { "indicator": "35", "grade": "较好" } ] }`.

use std::collections::BTreeSet;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;

use super::columns::Column;
use super::row::{Cell, Row};
use crate::catalogue::reader::json::{Refusal, parse};
use crate::dataset::MAXIMUM_JSON_BYTES;
use crate::dataset::cells::{fold_cell, is_not_reported, shown, trim};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};

/// Most brackets inside one another; the file, its list and a row are three.
const DEPTH: usize = 8;

const OBJECT: (&str, &str) = ("对象", "an object");
const SCALAR: (&str, &str) = ("文字、数、true、false 或 null", "text, a number, true, false or null");

/// Reads the rows of a JSON text; what is wrong with the text goes to `problems`.
pub(super) fn read(file: &str, text: &str, problems: &mut Vec<Diagnostic>) -> Vec<Row> {
    let mut reader = Reader {
        file,
        line_ends: text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(place, _)| place)
            .collect(),
        problems,
    };
    if text.len() > MAXIMUM_JSON_BYTES {
        let problem = Diagnostic::new(Code::FileTooLarge).with("file", file).with("size", text.len());
        reader.report(problem.with("limit", MAXIMUM_JSON_BYTES), 0, None);
        return Vec::new();
    }
    match parse(text, DEPTH) {
        Ok(Value::Object(root)) => reader.root(&root),
        Ok(other) => {
            reader.wrong_type(&other, None, OBJECT);
            Vec::new()
        }
        Err(Refusal::TooDeep(place)) => {
            reader.report(Diagnostic::new(Code::FileTooDeep).with("limit", DEPTH), place, None);
            Vec::new()
        }
        Err(Refusal::Syntax(range, (chinese, english))) => {
            let problem = Diagnostic::new(Code::FileSyntax).with_words("detail", chinese, english);
            reader.report(problem, range.start, None);
            Vec::new()
        }
    }
}

struct Reader<'a> {
    file: &'a str,
    line_ends: Vec<usize>,
    problems: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn place(&self, byte: usize, column: Option<&str>) -> Place {
        let line = u32::try_from(self.line_ends.partition_point(|end| *end < byte)).ok();
        Place {
            file: self.file.to_owned(),
            line: line.and_then(|line| line.checked_add(1)),
            column: column.map(shown),
            ..Place::default()
        }
    }

    fn report(&mut self, problem: Diagnostic, byte: usize, column: Option<&str>) {
        let place = self.place(byte, column);
        self.problems.push(problem.place(place));
    }

    fn wrong_type(&mut self, value: &Value<'_>, key: Option<&str>, expected: (&str, &str)) {
        let found = match value {
            Value::StringLit(_) => ("文字", "text"),
            Value::NumberLit(_) => ("数", "a number"),
            Value::BooleanLit(_) => ("true 或 false", "true or false"),
            Value::Object(_) => OBJECT,
            Value::Array(_) => ("列表", "a list"),
            Value::NullKeyword(_) => ("空值", "null"),
        };
        let problem = Diagnostic::new(Code::FileWrongType)
            .with_words("expected", expected.0, expected.1)
            .with_words("found", found.0, found.1);
        self.report(problem, value.start(), key);
    }

    fn root(&mut self, root: &Object<'_>) -> Vec<Row> {
        let mut rows: Option<Vec<Row>> = None;
        for property in &root.properties {
            let key = property.name.as_str();
            match (key, &property.value) {
                ("judgements", _) if rows.is_some() => {
                    let problem = Diagnostic::new(Code::FileDuplicateKey).with("key", key);
                    self.report(problem, property.start(), None);
                }
                ("judgements", Value::Array(list)) => {
                    let mut read = Vec::new();
                    for value in &list.elements {
                        if read.len() >= super::MAXIMUM_JUDGEMENTS {
                            let problem = Diagnostic::new(Code::JudgementTooMany).with("limit", super::MAXIMUM_JUDGEMENTS);
                            self.report(problem, value.start(), None);
                            break;
                        }
                        match value {
                            Value::Object(object) => read.push(self.row(object, read.len())),
                            other => self.wrong_type(other, Some(key), OBJECT),
                        }
                    }
                    rows = Some(read);
                }
                ("judgements", other) => self.wrong_type(other, Some(key), ("行的列表", "a list of rows")),
                _ => {
                    let problem = Diagnostic::new(Code::FileUnknownKey).with("key", shown(key));
                    let problem = problem.suggest(nearest(key, ["judgements"]).as_deref());
                    self.report(problem, property.start(), None);
                }
            }
        }
        if rows.is_none() && self.problems.is_empty() {
            let problem = Diagnostic::new(Code::FileMissingKey).with("keys", "`judgements`");
            self.report(problem, root.start(), None);
        }
        rows.unwrap_or_default()
    }

    fn row(&mut self, object: &Object<'_>, before: usize) -> Row {
        let mut row = Row {
            cells: Vec::new(),
            place: Place {
                row: u64::try_from(before).ok().map(|before| before + 1),
                ..self.place(object.start(), None)
            },
        };
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for property in &object.properties {
            let key = property.name.as_str();
            if !seen.insert(key) {
                let problem = Diagnostic::new(Code::FileDuplicateKey).with("key", shown(key));
                self.report(problem, property.start(), None);
                continue;
            }
            let Some(column) = Column::of(key) else {
                let problem = Diagnostic::new(Code::FileUnknownKey).with("key", shown(key));
                let problem = problem.suggest(nearest(key, Column::headers()).as_deref());
                self.report(problem, property.start(), None);
                continue;
            };
            let text = match &property.value {
                Value::StringLit(literal) => literal.value.to_string(),
                Value::NumberLit(literal) => literal.value.to_owned(),
                Value::BooleanLit(literal) => literal.value.to_string(),
                Value::NullKeyword(_) => continue,
                other => {
                    self.wrong_type(other, Some(key), SCALAR);
                    continue;
                }
            };
            if is_not_reported(fold_cell(&text, &mut String::new())) {
                continue;
            }
            if row.cell(column).is_some() {
                let problem = Diagnostic::new(Code::FileDuplicateKey).with("key", shown(key));
                self.report(problem, property.start(), None);
                continue;
            }
            row.cells.push(Cell {
                column,
                header: key.to_owned(),
                unit: None,
                text: trim(&text).to_owned(),
            });
        }
        row
    }
}
