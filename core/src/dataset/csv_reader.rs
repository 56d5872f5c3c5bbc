//! CSV text to a table: a header line, then one row a line. Cells may be quoted and then hold line ends; empty lines do not count.

use csv::{ReaderBuilder, StringRecord};

use crate::diagnostic::{Code, Diagnostic};

use super::cell::{Cell, is_blank};
use super::limits::MAXIMUM_CSV_BYTES;
use super::reader::TableReader;

/// Reads a CSV text into the table.
pub(crate) fn read(text: &str, reader: &mut TableReader<'_>) {
    if text.len() > MAXIMUM_CSV_BYTES {
        let problem = Diagnostic::new(Code::FileTooLarge)
            .with("file", reader.name())
            .with("size", text.len());
        reader.broken_row(problem.with("limit", MAXIMUM_CSV_BYTES).place(reader.place(None, None)));
        return;
    }
    let delimiter = delimiter(text);
    if let Some(line) = open_quote(text, delimiter) {
        reader.broken_row(Diagnostic::new(Code::DatasetOpenQuote).place(reader.place(Some(line), None)));
        return;
    }
    let mut records = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut columns = None;
    loop {
        match records.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let line = error.position().and_then(|position| u32::try_from(position.line()).ok());
                reader.broken_row(
                    Diagnostic::new(Code::DatasetMalformedCsv)
                        .with("detail", &error)
                        .place(reader.place(line, None)),
                );
                break;
            }
        }
        if record.iter().all(|cell| is_blank(Cell::Text(cell))) {
            continue;
        }
        let line = record.position().and_then(|position| u32::try_from(position.line()).ok());
        match columns {
            None => columns = Some(headers(&record, line, reader)),
            Some(columns) => {
                if !row(&record, columns, line, reader) {
                    break;
                }
            }
        }
    }
    if columns.is_none() {
        reader.broken_row(
            Diagnostic::new(Code::DatasetEmptyTable)
                .with("name", reader.name())
                .place(reader.place(None, None)),
        );
    }
}

/// Reads the headers and gives their number. Empty columns at the end, which spreadsheets leave, are none.
fn headers(record: &StringRecord, line: Option<u32>, reader: &mut TableReader<'_>) -> usize {
    let used = (0..record.len())
        .rfind(|place| !is_blank(Cell::Text(record.get(*place).unwrap_or_default())))
        .map_or(0, |last| last + 1);
    for header in record.iter().take(used) {
        reader.column(header, line);
    }
    used
}

fn row(record: &StringRecord, columns: usize, line: Option<u32>, reader: &mut TableReader<'_>) -> bool {
    let is_longer = record.iter().skip(columns).any(|cell| !is_blank(Cell::Text(cell)));
    if record.len() < columns || is_longer {
        // Which cell belongs under which header is no longer certain.
        let problem = Diagnostic::new(Code::DatasetFieldCount)
            .with("found", record.len())
            .with("expected", columns);
        reader.broken_row(problem.place(reader.place(line, None)));
        return true;
    }
    if !reader.row(line) {
        return false;
    }
    let row = reader.rows() - 1;
    for (column, cell) in record.iter().take(columns).enumerate() {
        reader.cell(column, row, Cell::Text(cell));
    }
    true
}

/// Tab where the header line has tabs and no comma, as pasted from a spreadsheet; otherwise comma.
pub(crate) fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if header.contains('\t') && !header.contains(',') {
        b'\t'
    } else {
        b','
    }
}

/// Line of a quote that is never closed. The parser would read all that follows as one cell.
pub(crate) fn open_quote(text: &str, delimiter: u8) -> Option<u32> {
    #[derive(PartialEq)]
    enum State {
        Start,
        Plain,
        Quoted,
        Closing,
    }
    let mut state = State::Start;
    let (mut line, mut opened) = (1_u32, 1_u32);
    for byte in text.bytes() {
        let ends = byte == delimiter || byte == b'\n' || byte == b'\r';
        state = match (state, byte) {
            (State::Start, b'"') => {
                opened = line;
                State::Quoted
            }
            (State::Quoted, b'"') => State::Closing,
            (State::Closing, b'"') | (State::Quoted, _) => State::Quoted,
            _ if ends => State::Start,
            _ => State::Plain,
        };
        line = line.saturating_add(u32::from(byte == b'\n'));
    }
    (state == State::Quoted).then_some(opened)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_quote_that_is_never_closed_is_found() {
        assert_eq!(open_quote("a,b\n1,\"x\n2,y\n", b','), Some(2));
        assert_eq!(open_quote("a,b\n1,\"x\"\"\n2,y\"\n", b','), None);
        assert_eq!(open_quote("a,b\n1,5\" 管\n", b','), None);
        assert_eq!(open_quote("\"", b','), Some(1));
        assert_eq!(delimiter("\n编号\t名称\n"), b'\t');
        assert_eq!(delimiter("编号,\t名称\n"), b',');
    }

    proptest! {
        // The parser and the search for open quotes agree on where cells end: closing an open quote changes no cell but the last.
        #[test]
        fn quotes_are_followed_as_the_parser_does(text in "[\",a\n\r]{0,24}") {
            let cells = |text: &str| {
                let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
                reader.records().map(|record| record.unwrap().iter().map(String::from).collect::<Vec<_>>()).collect::<Vec<_>>()
            };
            let is_open = open_quote(&text, b',').is_some();
            // In a quote that is open, a line end is part of the cell.
            let last = |text: &str| cells(text).last().and_then(|record| record.last().cloned()).unwrap_or_default();
            prop_assert_eq!(is_open, last(&format!("{text}\nz")).ends_with("\nz"));
        }
    }
}
