//! A workbook is vetted before it is read: what a file says of itself may be wrong, and its reader takes it at its word.
//!
//! Every part is unpacked once and forgotten. In the parts with cells, names of cells and announced numbers of texts must be such as Excel writes:
//! the reader sets memory aside for as many texts as are announced, and counts rows and columns without asking whether they can be.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::sheet::xlsx::{MAXIMUM_COLUMNS, MAXIMUM_ROWS};

/// Most texts that a workbook may announce; each of them takes more bytes than this in a workbook that may be unpacked.
const MAXIMUM_TEXTS: usize = 20_000_000;

/// Why a workbook cannot be read.
#[derive(Debug)]
pub(super) enum Unreadable {
    TooLarge,
    Other(String),
}

/// Refuses a workbook of more than so many bytes, or with cells that no worksheet has.
pub(super) fn vet(bytes: &[u8], limit: u64) -> Result<(), Unreadable> {
    let other = |error: &dyn std::fmt::Display| Unreadable::Other(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| other(&error))?;
    let mut left = limit;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| other(&error))?;
        let name = entry.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        let mut part = BufReader::new(entry.take(left.saturating_add(1)));
        if name.contains("worksheets/") || name.contains("sharedstrings") {
            vet_cells(&mut part)?;
        }
        // What the parser left, and what is no text.
        io::copy(&mut part, &mut io::sink()).map_err(|error| other(&error))?;
        let unread = part.into_inner().limit();
        left = unread.checked_sub(1).ok_or(Unreadable::TooLarge)?;
    }
    Ok(())
}

/// Reads a part as far as its reader would; what is no XML, that one will say.
fn vet_cells(part: &mut impl BufRead) -> Result<(), Unreadable> {
    let mut reader = quick_xml::Reader::from_reader(part);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.check_comments = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => vet_element(&element)?,
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    }
}

fn vet_element(element: &BytesStart<'_>) -> Result<(), Unreadable> {
    let refused = |what: &str, value: &str| {
        let shown: String = value.chars().take(40).collect();
        Err(Unreadable::Other(format!("{what} `{shown}`")))
    };
    let mut attributes = element.attributes();
    for attribute in attributes.with_checks(false).flatten() {
        let value = attribute.value.trim();
        match attribute.key.0 {
            "r" | "ref" if !is_range(value) => return refused("no worksheet has a cell", value),
            "uniqueCount" if !value.parse().is_ok_and(|count: usize| count <= MAXIMUM_TEXTS) => {
                return refused("a workbook cannot hold the number of texts", value);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether a worksheet has these cells: `7`, `B7`, `B7:D9`.
fn is_range(text: &str) -> bool {
    match text.split_once(':') {
        None => cell(text).is_some(),
        Some((start, end)) => cell(start)
            .zip(cell(end))
            .is_some_and(|(start, end)| start.0 <= end.0 && start.1 <= end.1),
    }
}

/// Row and column of a cell, from one; column 0 where only the row is named.
fn cell(text: &str) -> Option<(u32, usize)> {
    let digits = text.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, digits) = text.split_at_checked(digits)?;
    let is_short = letters.len() <= 3 && digits.len() <= 7 && digits.bytes().all(|digit| digit.is_ascii_digit());
    if !is_short {
        return None;
    }
    let mut column = 0_usize;
    for letter in letters.chars() {
        let place = letter.to_digit(36).and_then(|digit| digit.checked_sub(9))?;
        column = column.checked_mul(26)?.checked_add(usize::try_from(place).ok()?)?;
    }
    let row: u32 = digits.parse().ok()?;
    ((1..=MAXIMUM_ROWS).contains(&row) && column <= MAXIMUM_COLUMNS).then_some((row, column))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn what_unpacks_without_end_is_refused() {
        let blank = " ".repeat(1_000);
        let book = packed(&[("a.xml", &blank), ("xl/worksheets/b.xml", &blank)]);
        assert!(book.len() < 500);
        assert!(vet(&book, 2_000).is_ok());
        assert!(matches!(vet(&book, 1_999), Err(Unreadable::TooLarge)));
        assert!(matches!(vet(&book, 999), Err(Unreadable::TooLarge)));
    }

    #[test]
    fn cells_must_be_cells() {
        for text in ["1", "A1", "xfd1048576", "B7:D9", "B7:B7", "1:3"] {
            assert!(is_range(text), "{text}");
        }
        for text in [
            "",
            "A",
            "A0",
            "XFE1",
            "A1048577",
            "AAAA1",
            "A99999999",
            "A-1",
            "A1:",
            "D9:B7",
            "B9:D7",
            "A1:B2:C3",
            "$A$1",
            "甲1",
            "[1",
            "A１",
        ] {
            assert!(!is_range(text), "{text}");
        }
    }

    #[test]
    fn announced_numbers_must_be_possible() {
        let refused = |part: &str, xml: &str| match vet(&packed(&[(part, xml)]), 1 << 20) {
            Err(Unreadable::Other(detail)) => Some(detail),
            _ => None,
        };
        let texts = "xl/sharedStrings.xml";
        assert_eq!(refused(texts, "<sst uniqueCount=\"12\"/>"), None);
        let huge = format!("<sst uniqueCount=\"{}\"></sst>", usize::MAX);
        assert!(refused(texts, &huge).is_some_and(|detail| detail.starts_with("a workbook cannot hold")));
        assert!(refused(texts, "<sst uniqueCount='-1'>").is_some());
        let sheet = "xl/worksheets/sheet1.xml";
        assert_eq!(refused(sheet, "<worksheet><row r=\"1\"><c r=\"A1\"/></row>"), None);
        assert_eq!(
            refused(sheet, "<row r='4294967295'>").as_deref(),
            Some("no worksheet has a cell `4294967295`")
        );
        assert!(refused(sheet, "<mergeCell ref=\"B2:A1\"/>").is_some());
        // Other parts may use the words for something else.
        assert_eq!(refused("xl/drawings/drawing1.xml", "<a r=\"x\"/>"), None);
        assert!(vet(b"PK", 100).is_err());
    }
}
