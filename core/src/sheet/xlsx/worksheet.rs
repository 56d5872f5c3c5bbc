//! One worksheet being written: rows go out as they come, what belongs to the whole sheet follows them.

use std::fmt::Write as _;
use std::io::{self, Seek, Write};

use unicode_width::UnicodeWidthStr;
use zip::ZipWriter;

use super::package::DECLARATION;
use super::style::StyleId;
use super::validation::Validation;
use super::xml::{MAXIMUM_TEXT, cell_name, column_name, cut, escape};
use crate::decimal::Decimal;

/// Excel's last row and column, counted from one.
pub(crate) const MAXIMUM_ROWS: u32 = 1_048_576;
pub(crate) const MAXIMUM_COLUMNS: usize = 16_384;
/// Digits of a number that Excel keeps.
const MAXIMUM_DIGITS: usize = 15;
/// Height of one line of text and of the highest row, in points.
const LINE_HEIGHT: usize = 15;
const MAXIMUM_HEIGHT: usize = 405;
/// Half-width characters that one printed page holds across before nobody can read them.
const PAGE_WIDTH: usize = 240;
/// Bytes that are gathered before they are packed.
const BUFFER: usize = 1 << 16;

/// What holds for a whole worksheet.
#[derive(Debug, Default)]
pub(crate) struct Layout<'l> {
    /// Width of each column in half-width characters.
    pub(crate) widths: &'l [u16],
    /// Look of the cells below the last row.
    pub(crate) below: Option<StyleId>,
    /// Columns that are not shown.
    pub(crate) hidden_columns: &'l [usize],
    /// Rows and columns that stay in sight.
    pub(crate) frozen: (u32, usize),
    /// First and last row that every printed page repeats, counted from one.
    pub(crate) repeated: Option<(u32, u32)>,
    /// Whether only unlocked cells may be changed.
    pub(crate) is_protected: bool,
    pub(crate) is_hidden: bool,
    /// Text in the middle of each printed page's foot, with `&P` for its number and `&N` for their count.
    pub(crate) footer: &'l str,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Content<'c> {
    Blank,
    Text(&'c str),
    Number(Decimal),
}

/// A worksheet being written.
pub(crate) struct Worksheet<'p, W: Write + Seek> {
    zip: &'p mut ZipWriter<W>,
    name: String,
    /// Letters of the columns, as far as they were needed.
    letters: Vec<String>,
    widths: Vec<u16>,
    /// Rows so far.
    rows: u32,
    buffer: String,
    written: u64,
    merged: Vec<String>,
    validations: Vec<String>,
    /// Texts that were cut, and the first of their cells.
    cut: Option<(usize, String)>,
    /// What follows the cells and what follows the validations.
    protection: &'static str,
    end: String,
}

impl<'p, W: Write + Seek> Worksheet<'p, W> {
    pub(super) fn begin(zip: &'p mut ZipWriter<W>, name: String, layout: &Layout<'_>, is_selected: bool) -> io::Result<Self> {
        let mut xml = format!("{DECLARATION}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
        xml.push_str("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
        write_view(layout, is_selected, &mut xml);
        write_columns(layout, &mut xml);
        xml.push_str("<sheetData>");
        zip.write_all(xml.as_bytes())?;
        let mut end = String::from("<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>");
        let width: usize = layout.widths.iter().map(|width| usize::from(*width)).sum();
        let pages = width.div_ceil(PAGE_WIDTH).max(1);
        // Writing to a String does not fail, here and below.
        let _ = write!(
            end,
            "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"{pages}\" fitToHeight=\"0\"/>"
        );
        if !layout.footer.is_empty() {
            end.push_str("<headerFooter><oddFooter>&amp;C");
            escape(layout.footer, &mut end);
            end.push_str("</oddFooter></headerFooter>");
        }
        Ok(Self {
            zip,
            name,
            letters: Vec::new(),
            widths: layout.widths.to_vec(),
            rows: 0,
            buffer: String::with_capacity(BUFFER + BUFFER / 4),
            written: 0,
            merged: Vec::new(),
            validations: Vec::new(),
            cut: None,
            protection: if layout.is_protected {
                "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" formatCells=\"0\" formatColumns=\"0\" formatRows=\"0\"/>"
            } else {
                ""
            },
            end,
        })
    }

    /// Name of the worksheet.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Rows so far; also the place of the next row, counted from zero.
    pub(crate) const fn rows(&self) -> u32 {
        self.rows
    }

    /// Bytes so far, before they are packed.
    pub(crate) const fn bytes(&self) -> u64 {
        self.written
    }

    /// Texts that were too long for a cell and were cut: how many, and the first of their cells.
    pub(crate) const fn cut_texts(&self) -> Option<&(usize, String)> {
        self.cut.as_ref()
    }

    /// Writes the next row, as high as its longest text needs when it is broken at the width of its column.
    pub(crate) fn row<'c>(&mut self, cells: impl IntoIterator<Item = (Content<'c>, StyleId)>) -> io::Result<()> {
        let place = self.begin_row("");
        let lines = self.cells(cells);
        if lines > 1 {
            // Nobody but Excel finds the height of a row without it.
            let height = lines.saturating_mul(LINE_HEIGHT).min(MAXIMUM_HEIGHT);
            self.buffer.insert_str(place, &format!(" ht=\"{height}\""));
        }
        self.end_row()
    }

    /// Writes the next row so that nobody sees it.
    pub(crate) fn hidden_row<'c>(&mut self, cells: impl IntoIterator<Item = (Content<'c>, StyleId)>) -> io::Result<()> {
        self.begin_row(" hidden=\"1\"");
        self.cells(cells);
        self.end_row()
    }

    /// Writes the next row with a height in points, whatever it holds.
    pub(crate) fn line<'c>(&mut self, height: usize, cells: impl IntoIterator<Item = (Content<'c>, StyleId)>) -> io::Result<()> {
        self.begin_row(&format!(" ht=\"{}\" customHeight=\"1\"", height.min(MAXIMUM_HEIGHT)));
        self.cells(cells);
        self.end_row()
    }

    /// Begins a row, and gives the place in the buffer where further attributes go.
    fn begin_row(&mut self, attributes: &str) -> usize {
        let _ = write!(self.buffer, "<row r=\"{}\"{attributes}", u64::from(self.rows) + 1);
        let place = self.buffer.len();
        self.buffer.push('>');
        place
    }

    /// Writes the cells of a row, and gives the number of lines of the longest text.
    fn cells<'c>(&mut self, cells: impl IntoIterator<Item = (Content<'c>, StyleId)>) -> usize {
        let mut lines = 1;
        for (column, (content, StyleId(style))) in cells.into_iter().enumerate() {
            if self.letters.len() <= column {
                self.letters.push(column_name(column));
            }
            let letters = self.letters.get(column).map_or("", String::as_str);
            let _ = write!(self.buffer, "<c r=\"{letters}{}\" s=\"{style}\"", u64::from(self.rows) + 1);
            match content {
                Content::Blank => self.buffer.push_str("/>"),
                Content::Text(text) => {
                    let kept = cut(text, MAXIMUM_TEXT);
                    if matches!(kept, std::borrow::Cow::Owned(_)) {
                        let place = cell_name(self.rows, column);
                        self.cut.get_or_insert((0, place)).0 += 1;
                    }
                    write_text(&kept, &mut self.buffer);
                    lines = lines.max(lines_of(&kept, self.widths.get(column).copied().unwrap_or(u16::MAX)));
                }
                Content::Number(number) if has_few_digits(number) => {
                    let _ = write!(self.buffer, "><v>{number}</v></c>");
                }
                Content::Number(number) => write_text(&number.to_string(), &mut self.buffer),
            }
        }
        lines
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.buffer.push_str("</row>");
        self.rows = self.rows.saturating_add(1);
        if self.buffer.len() >= BUFFER {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.zip.write_all(self.buffer.as_bytes())?;
        self.written = self.written.saturating_add(u64::try_from(self.buffer.len()).unwrap_or(u64::MAX));
        self.buffer.clear();
        Ok(())
    }

    /// Shows a range of cells as one; the last of its rows and columns belong to it.
    pub(crate) fn merge(&mut self, rows: (u32, u32), columns: (usize, usize)) {
        self.merged.push(range(rows, columns));
    }

    /// Lets a range of cells take certain values only.
    pub(crate) fn validate(&mut self, rows: (u32, u32), columns: (usize, usize), validation: &Validation) {
        self.validations.push(validation.xml(&range(rows, columns)));
    }

    /// Ends the worksheet.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.buffer.push_str("</sheetData>");
        self.buffer.push_str(self.protection);
        if !self.merged.is_empty() {
            let _ = write!(self.buffer, "<mergeCells count=\"{}\">", self.merged.len());
            for range in &self.merged {
                let _ = write!(self.buffer, "<mergeCell ref=\"{range}\"/>");
            }
            self.buffer.push_str("</mergeCells>");
        }
        if !self.validations.is_empty() {
            let _ = write!(self.buffer, "<dataValidations count=\"{}\">", self.validations.len());
            for validation in &self.validations {
                self.buffer.push_str(validation);
            }
            self.buffer.push_str("</dataValidations>");
        }
        self.buffer.push_str(&self.end);
        self.buffer.push_str("</worksheet>");
        self.flush()
    }
}

fn range(rows: (u32, u32), columns: (usize, usize)) -> String {
    format!("{}:{}", cell_name(rows.0, columns.0), cell_name(rows.1, columns.1))
}

/// Lines of a text in a column of so many half-width characters.
fn lines_of(text: &str, width: u16) -> usize {
    let width = usize::from(width.max(1));
    // No text is wider than its bytes.
    if text.len() <= width && !text.contains('\n') {
        return 1;
    }
    text.split('\n').map(|line| line.width().div_ceil(width).max(1)).sum()
}

fn write_text(text: &str, out: &mut String) {
    // Blanks at the ends are lost unless it is said that they count.
    let kept = text.trim() == text && !text.contains('\n');
    out.push_str(if kept {
        " t=\"inlineStr\"><is><t>"
    } else {
        " t=\"inlineStr\"><is><t xml:space=\"preserve\">"
    });
    escape(text, out);
    out.push_str("</t></is></c>");
}

/// Whether Excel keeps every digit of the number.
pub(crate) fn has_few_digits(number: Decimal) -> bool {
    let mantissa = number.mantissa().unsigned_abs();
    // Most numbers are short, and text is slow.
    if mantissa < 1_000_000_000_000_000 {
        return true;
    }
    mantissa.to_string().trim_end_matches('0').len() <= MAXIMUM_DIGITS
}

fn write_view(layout: &Layout<'_>, is_selected: bool, xml: &mut String) {
    let (rows, columns) = layout.frozen;
    let selected = if is_selected { " tabSelected=\"1\"" } else { "" };
    let _ = write!(xml, "<sheetViews><sheetView{selected} workbookViewId=\"0\">");
    if (rows, columns) != (0, 0) {
        let pane = match (rows, columns) {
            (0, _) => "topRight",
            (_, 0) => "bottomLeft",
            _ => "bottomRight",
        };
        xml.push_str("<pane");
        if columns > 0 {
            let _ = write!(xml, " xSplit=\"{columns}\"");
        }
        if rows > 0 {
            let _ = write!(xml, " ySplit=\"{rows}\"");
        }
        let corner = cell_name(rows, columns);
        let _ = write!(
            xml,
            " topLeftCell=\"{corner}\" activePane=\"{pane}\" state=\"frozen\"/><selection pane=\"{pane}\"/>"
        );
    }
    xml.push_str("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
}

fn write_columns(layout: &Layout<'_>, xml: &mut String) {
    if layout.widths.is_empty() {
        return;
    }
    let style = layout.below.map(|StyleId(style)| format!(" style=\"{style}\"")).unwrap_or_default();
    xml.push_str("<cols>");
    for (index, width) in layout.widths.iter().enumerate() {
        let hidden = if layout.hidden_columns.contains(&index) {
            " hidden=\"1\""
        } else {
            ""
        };
        let number = index.saturating_add(1);
        // Room for the blank that Excel leaves at both sides; 255 is the most that it takes.
        let width = width.saturating_add(2).min(255);
        let _ = write!(
            xml,
            "<col min=\"{number}\" max=\"{number}\" width=\"{width}\"{style} customWidth=\"1\"{hidden}/>"
        );
    }
    xml.push_str("</cols>");
}
