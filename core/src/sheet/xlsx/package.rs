//! The package of a workbook: a ZIP file whose worksheets are written row by row, straight into the caller's writer.
//!
//! Cells are never kept: a ledger of 300,000 rows takes as much memory as one of three. There is no clock in the file, so that equal sheets give equal
//! bytes.

use std::fmt::Write as _;
use std::io::{self, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::XlsxFont;
use super::names::WorksheetNames;
use super::style::{Style, StyleId, Styles};
use super::worksheet::{Layout, Worksheet};
use super::xml::escape;

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// Quick, and hardly larger than the best.
const COMPRESSION: i64 = 2;

/// A workbook being written.
pub(crate) struct Package<W: Write + Seek> {
    zip: ZipWriter<W>,
    styles: Styles,
    names: WorksheetNames,
    sheets: Vec<Entry>,
    is_locked: bool,
}

/// A worksheet that is written.
struct Entry {
    name: String,
    is_hidden: bool,
    /// First and last row that every printed page repeats, counted from one.
    repeated: Option<(u32, u32)>,
}

impl<W: Write + Seek> Package<W> {
    pub(crate) fn new(writer: W, font: XlsxFont) -> io::Result<Self> {
        let mut package = Self {
            zip: ZipWriter::new(writer),
            styles: Styles::new(font),
            names: WorksheetNames::default(),
            sheets: Vec::new(),
            is_locked: false,
        };
        let relation = format!("<Relationship Id=\"rId1\" Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/>");
        package.part("_rels/.rels", &relationships(&relation))?;
        Ok(package)
    }

    /// Keeps worksheets from being renamed, moved or removed.
    pub(crate) fn lock_structure(&mut self) {
        self.is_locked = true;
    }

    /// Number of a style.
    pub(crate) fn style(&mut self, style: Style) -> StyleId {
        self.styles.id(style)
    }

    /// Begins a worksheet; its name may be changed to one that Excel takes.
    pub(crate) fn worksheet(&mut self, name: &str, layout: &Layout<'_>) -> io::Result<Worksheet<'_, W>> {
        let name = self.names.give(name);
        let is_first = self.sheets.iter().all(|entry| entry.is_hidden);
        self.sheets.push(Entry {
            name: name.clone(),
            is_hidden: layout.is_hidden,
            repeated: layout.repeated,
        });
        let path = format!("xl/worksheets/sheet{}.xml", self.sheets.len());
        self.zip.start_file(path, options()).map_err(io::Error::from)?;
        Worksheet::begin(&mut self.zip, name, layout, is_first && !layout.is_hidden)
    }

    /// Writes what belongs to all worksheets, and gives the writer back.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        let styles = self.styles.xml();
        self.part("xl/styles.xml", &styles)?;
        let workbook = self.workbook();
        self.part("xl/workbook.xml", &workbook)?;
        let mut relations = String::new();
        let mut types = format!(
            "{DECLARATION}<Types xmlns=\"{CONTENT_TYPES}\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"{CONTENT}.sheet.main+xml\"/>\
             <Override PartName=\"/xl/styles.xml\" ContentType=\"{CONTENT}.styles+xml\"/>"
        );
        let count = self.sheets.len();
        for number in 1..=count {
            // Writing to a String does not fail, here and below.
            let _ = write!(
                relations,
                "<Relationship Id=\"rId{number}\" Type=\"{DOCUMENT}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
            );
            let _ = write!(
                types,
                "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{CONTENT}.worksheet+xml\"/>"
            );
        }
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{}\" Type=\"{DOCUMENT}/styles\" Target=\"styles.xml\"/>",
            count.saturating_add(1)
        );
        types.push_str("</Types>");
        self.part("xl/_rels/workbook.xml.rels", &relationships(&relations))?;
        self.part("[Content_Types].xml", &types)?;
        self.zip.finish().map_err(io::Error::from)
    }

    fn part(&mut self, path: &str, xml: &str) -> io::Result<()> {
        self.zip.start_file(path, options()).map_err(io::Error::from)?;
        self.zip.write_all(xml.as_bytes())
    }

    /// The part `xl/workbook.xml`.
    fn workbook(&self) -> String {
        let mut xml = format!(
            "{DECLARATION}<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{DOCUMENT}\"><workbookPr/>"
        );
        if self.is_locked {
            xml.push_str("<workbookProtection lockStructure=\"1\"/>");
        }
        let first = self.sheets.iter().position(|entry| !entry.is_hidden).unwrap_or_default();
        let _ = write!(xml, "<bookViews><workbookView activeTab=\"{first}\"/></bookViews><sheets>");
        for (number, entry) in (1..).zip(&self.sheets) {
            xml.push_str("<sheet name=\"");
            escape(&entry.name, &mut xml);
            let state = if entry.is_hidden { " state=\"hidden\"" } else { "" };
            let _ = write!(xml, "\" sheetId=\"{number}\"{state} r:id=\"rId{number}\"/>");
        }
        xml.push_str("</sheets>");
        let mut names = String::new();
        for (index, entry) in self.sheets.iter().enumerate() {
            if let Some((first, last)) = entry.repeated {
                let _ = write!(names, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{index}\">");
                escape(&quoted(&entry.name), &mut names);
                let _ = write!(names, "!${first}:${last}</definedName>");
            }
        }
        if !names.is_empty() {
            let _ = write!(xml, "<definedNames>{names}</definedNames>");
        }
        xml.push_str("</workbook>");
        xml
    }
}

/// The name of a worksheet inside a formula.
pub(crate) fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(COMPRESSION))
        .last_modified_time(DateTime::default())
}

fn relationships(list: &str) -> String {
    format!("{DECLARATION}<Relationships xmlns=\"{RELATIONSHIPS}\">{list}</Relationships>")
}
