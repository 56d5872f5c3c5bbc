//! CSV text to rows.

use csv::{ReaderBuilder, StringRecord};

use super::columns::Column;
use super::row::{Cell, Row};
use crate::dataset::MAXIMUM_CSV_BYTES;
use crate::dataset::cells::{delimiter, fold_cell, is_not_reported, open_quote, shown, split_unit, trim};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};

/// A header that is known.
struct Header {
    column: Column,
    text: String,
    unit: Option<String>,
}

/// Reads the rows of a CSV text; what is wrong with the text goes to `problems`.
pub(super) fn read(file: &str, text: &str, problems: &mut Vec<Diagnostic>) -> Vec<Row> {
    let place = |line: Option<u32>| Place {
        file: file.to_owned(),
        line,
        ..Place::default()
    };
    if text.len() > MAXIMUM_CSV_BYTES {
        let problem = Diagnostic::new(Code::FileTooLarge).with("file", file).with("size", text.len());
        problems.push(problem.with("limit", MAXIMUM_CSV_BYTES).place(place(None)));
        return Vec::new();
    }
    let delimiter = delimiter(text);
    if let Some(line) = open_quote(text, delimiter) {
        problems.push(Diagnostic::new(Code::DatasetOpenQuote).place(place(Some(line))));
        return Vec::new();
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut headers: Option<Vec<Option<Header>>> = None;
    let mut rows = Vec::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let problem = Diagnostic::new(Code::DatasetMalformedCsv).with("detail", &error);
                problems.push(problem.place(place(None)));
                break;
            }
        }
        if record.iter().all(|cell| trim(cell).is_empty()) {
            continue;
        }
        let line = record.position().and_then(|position| u32::try_from(position.line()).ok());
        let Some(headers) = &headers else {
            headers = Some(read_headers(&record, &place(line), problems));
            continue;
        };
        let is_longer = record.iter().skip(headers.len()).any(|cell| !trim(cell).is_empty());
        if record.len() < headers.len() || is_longer {
            let problem = Diagnostic::new(Code::DatasetFieldCount).with("found", record.len());
            problems.push(problem.with("expected", headers.len()).place(place(line)));
            continue;
        }
        if rows.len() >= super::MAXIMUM_JUDGEMENTS {
            let problem = Diagnostic::new(Code::JudgementTooMany).with("limit", super::MAXIMUM_JUDGEMENTS);
            problems.push(problem.place(place(line)));
            break;
        }
        let place = Place {
            row: u64::try_from(rows.len()).ok().map(|before| before + 1),
            ..place(line)
        };
        rows.push(Row {
            cells: cells(headers, &record),
            place,
        });
    }
    if headers.is_none() {
        let problem = Diagnostic::new(Code::DatasetEmptyTable).with("name", file);
        problems.push(problem.place(place(None)));
    }
    rows
}

/// The meaning of every header. Empty columns at the end, which spreadsheets leave, are none.
fn read_headers(record: &StringRecord, place: &Place, problems: &mut Vec<Diagnostic>) -> Vec<Option<Header>> {
    let used = (0..record.len())
        .rfind(|place| !trim(record.get(*place).unwrap_or_default()).is_empty())
        .map_or(0, |last| last + 1);
    let mut known: Vec<Option<Header>> = Vec::new();
    for text in record.iter().take(used) {
        let header = header(text, place, problems);
        let first = header.as_ref().and_then(|header| {
            let same = |other: &&Header| other.column == header.column;
            known.iter().flatten().find(same)
        });
        if let (Some(first), Some(again)) = (first, &header) {
            let problem = Diagnostic::new(Code::JudgementDuplicateColumn)
                .with("left", shown(&first.text))
                .with("right", shown(&again.text));
            problems.push(problem.place(place.clone()));
        }
        known.push(header);
    }
    known
}

fn header(text: &str, place: &Place, problems: &mut Vec<Diagnostic>) -> Option<Header> {
    let text = trim(text);
    let place = || Place {
        column: Some(shown(text)),
        ..place.clone()
    };
    if text.is_empty() {
        problems.push(Diagnostic::new(Code::DatasetBlankHeader).place(place()));
        return None;
    }
    if let Some(column) = Column::of(text) {
        return Some(Header {
            column,
            text: text.to_owned(),
            unit: None,
        });
    }
    if let Some((name, unit)) = split_unit(text)
        && let Some(column) = Column::of(&name).filter(|column| column.has_unit())
    {
        return Some(Header {
            column,
            text: text.to_owned(),
            unit: Some(unit),
        });
    }
    let close = nearest(text, Column::headers());
    let problem = Diagnostic::new(Code::JudgementUnknownColumn)
        .with("name", shown(text))
        .with("known", Column::keys());
    problems.push(problem.suggest(close.as_deref()).place(place()));
    None
}

fn cells(headers: &[Option<Header>], record: &StringRecord) -> Vec<Cell> {
    let pairs = headers.iter().zip(record.iter());
    let cell = |(header, text): (&Option<Header>, &str)| {
        let header = header.as_ref()?;
        if is_not_reported(fold_cell(text, &mut String::new())) {
            return None;
        }
        Some(Cell {
            column: header.column,
            header: header.text.clone(),
            unit: header.unit.clone(),
            text: trim(text).to_owned(),
        })
    };
    pairs.filter_map(cell).collect()
}
