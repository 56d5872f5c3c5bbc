//! From sheets to worksheets: title, headings, merged cells, and what is too long for one worksheet.

use std::io::{self, Seek, Write};

use thiserror::Error;

use super::package::Package;
use super::style::{Align, Fill, Format, Size, Style, StyleId};
use super::worksheet::{Content, Layout, MAXIMUM_COLUMNS, MAXIMUM_ROWS, Worksheet, has_few_digits};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Language, Place};
use crate::sheet::formula::begins_formula;
use crate::sheet::merge::Merging;
use crate::sheet::{Cell, Sheet, SheetColumn};

/// Bytes of one worksheet before they are packed; a ZIP entry of 4 GiB needs a form that not every reader knows.
const MAXIMUM_BYTES: u64 = 3 << 30;
/// Most digits after the point of a number.
const SCALES: usize = 29;

/// Heights in points.
const TITLE_HEIGHT: usize = 24;
const NOTE_HEIGHT: usize = 15;

/// The typeface of a workbook. It is named, not embedded: a machine without it takes another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum XlsxFont {
    /// 宋体: on every Chinese Windows and in WPS, and usual in official documents.
    #[default]
    Song,
    /// 等线: the face of new workbooks since Office 2016; narrower, without serifs.
    DengXian,
    /// Calibri, for readers without Chinese faces.
    Calibri,
}

impl XlsxFont {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Song => "宋体",
            Self::DengXian => "等线",
            Self::Calibri => "Calibri",
        }
    }

    /// Family, and the character set by which Windows finds a Chinese face.
    pub(super) const fn family(self) -> &'static str {
        match self {
            Self::Song => "<family val=\"3\"/><charset val=\"134\"/>",
            Self::DengXian => "<family val=\"2\"/><charset val=\"134\"/>",
            Self::Calibri => "<family val=\"2\"/>",
        }
    }
}

/// How a workbook is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct XlsxOptions {
    /// Language of page numbers and of the words that a split leaves.
    pub language: Language,
    /// Typeface.
    pub font: XlsxFont,
    /// Whether the first row holds the headings at once, for programs that read the file; otherwise the title comes before them.
    pub without_titles: bool,
}

/// Why a workbook could not be written.
#[derive(Debug, Error)]
pub enum XlsxError {
    /// The writer failed.
    #[error("the workbook cannot be written: {0}")]
    Write(#[from] io::Error),
    /// Excel has no room for it: `sheet.too_many_columns`, `sheet.no_sheets`.
    #[error("{0}")]
    Refused(Diagnostics),
}

/// Writes sheets as the worksheets of one workbook, and gives the notes on what had to be changed to fit into it.
///
/// Rows are made, written and forgotten one by one. Each worksheet has its title, headings that stay in sight and are repeated on every printed
/// page (A4, landscape, scaled to the width of one page or, where that were too small to read, of several), its rows and notes. Text is text, whatever it begins with. Numbers are numbers with the digits they
/// are shown with; one of more than 15 digits is written as text, since Excel would change it. A sheet of more rows than Excel has
/// (1,048,576) continues on further worksheets.
///
/// Notes: `sheet.split`; warnings: `sheet.text_cut` for texts longer than a cell holds (32,767 letters).
///
/// # Errors
///
/// [`XlsxError`].
///
/// # Example
///
/// ```
/// use cityvitals::sheet::{Cell, Sheet, SheetColumn, XlsxOptions, write_xlsx};
///
/// let sheet = Sheet::of_rows("gaps", "停车泊位缺口", vec![SheetColumn::new("社区", 12)], vec![vec![Cell::text("果园路社区")]]);
/// let mut file = std::io::Cursor::new(Vec::new());
/// let notes = write_xlsx(&mut file, [&sheet], XlsxOptions::default())?;
/// assert!(notes.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_xlsx<'s, 'a: 's, W: Write + Seek>(
    writer: W,
    sheets: impl IntoIterator<Item = &'s Sheet<'a>>,
    options: XlsxOptions,
) -> Result<Diagnostics, XlsxError> {
    write_limited(writer, sheets, options, MAXIMUM_ROWS)
}

/// The same with another number of rows on a worksheet, for tests.
fn write_limited<'s, 'a: 's, W: Write + Seek>(
    writer: W,
    sheets: impl IntoIterator<Item = &'s Sheet<'a>>,
    options: XlsxOptions,
    rows: u32,
) -> Result<Diagnostics, XlsxError> {
    let sheets: Vec<&Sheet<'a>> = sheets.into_iter().collect();
    let mut problems = Diagnostics::default();
    if sheets.is_empty() {
        problems.push(Diagnostic::new(Code::SheetNoSheets));
    }
    for sheet in sheets.iter().filter(|sheet| sheet.columns().len() > MAXIMUM_COLUMNS) {
        let problem = Diagnostic::new(Code::SheetTooManyColumns)
            .with("name", sheet.title())
            .with("count", sheet.columns().len());
        problems.push(problem.with("limit", MAXIMUM_COLUMNS));
    }
    if problems.has_errors() {
        return Err(XlsxError::Refused(problems));
    }
    let mut package = Package::new(writer, options.font)?;
    let styles = SheetStyles::new(&mut package);
    for sheet in sheets {
        let writing = Writing {
            sheet,
            styles: &styles,
            options,
            limit: rows,
        };
        writing.write(&mut package, &mut problems)?;
    }
    package.finish()?;
    Ok(problems)
}

/// Numbers of the styles of a sheet.
struct SheetStyles {
    title: StyleId,
    heading: StyleId,
    text: StyleId,
    /// A text that would be a formula if somebody edited it.
    quoted: StyleId,
    /// By digits after the point.
    numbers: Vec<StyleId>,
    note: StyleId,
}

impl SheetStyles {
    fn new<W: Write + Seek>(package: &mut Package<W>) -> Self {
        let cell = Style {
            border: true,
            ..Style::default()
        };
        let text = Style { wrap: true, ..cell };
        let digits = |digits| Style {
            format: Format::Digits(digits),
            ..cell
        };
        Self {
            title: package.style(Style {
                size: Size::Title,
                bold: true,
                align: Align::Centre,
                ..Style::default()
            }),
            heading: package.style(Style {
                bold: true,
                fill: Fill::Heading,
                align: Align::Centre,
                ..text
            }),
            text: package.style(text),
            quoted: package.style(Style { quoted: true, ..text }),
            numbers: (0..).take(SCALES).map(|scale| package.style(digits(scale))).collect(),
            note: package.style(Style {
                align: Align::Left,
                ..Style::default()
            }),
        }
    }

    fn of<'c>(&self, cell: &'c Cell<'_>) -> (Content<'c>, StyleId) {
        match cell {
            Cell::Blank => (Content::Blank, self.text),
            Cell::Text(text) if begins_formula(text) => (Content::Text(text), self.quoted),
            Cell::Text(text) => (Content::Text(text), self.text),
            Cell::Number(number) => {
                let scale = usize::try_from(number.scale()).ok();
                let style = scale
                    .filter(|_| has_few_digits(*number))
                    .and_then(|scale| self.numbers.get(scale).copied());
                (Content::Number(*number), style.unwrap_or(self.text))
            }
        }
    }
}

/// One sheet on its way into a workbook.
struct Writing<'w, 'a> {
    sheet: &'w Sheet<'a>,
    styles: &'w SheetStyles,
    options: XlsxOptions,
    /// Rows of one worksheet.
    limit: u32,
}

impl Writing<'_, '_> {
    fn write<W: Write + Seek>(&self, package: &mut Package<W>, problems: &mut Diagnostics) -> io::Result<()> {
        let mut rows = self.sheet.rows().peekable();
        let mut parts = 1_u32;
        loop {
            let mut worksheet = self.begin(package, parts)?;
            let mut merging = Runs::new(self.sheet.columns());
            // The last row is for the words that name the next part.
            while rows.peek().is_some() && worksheet.rows() < self.limit.saturating_sub(1) && worksheet.bytes() < MAXIMUM_BYTES {
                let Some(row) = rows.next() else { break };
                merging.row(&row, &mut worksheet);
                self.row(&row, &merging.merging, &mut worksheet)?;
            }
            merging.finish(&mut worksheet);
            let is_last = rows.peek().is_none();
            if is_last {
                self.notes(&mut worksheet)?;
            } else {
                let words = self
                    .options
                    .language
                    .pick("（续见下一工作表）", "(continued on the next worksheet)");
                worksheet.line(NOTE_HEIGHT, [(Content::Text(words), self.styles.note)])?;
            }
            if let Some((count, cell)) = worksheet.cut_texts() {
                let place = Place {
                    file: worksheet.name().to_owned(),
                    column: Some(cell.clone()),
                    ..Place::default()
                };
                let problem = Diagnostic::new(Code::SheetTextCut).with("name", self.sheet.title());
                problems.push(problem.with("count", count).with("limit", super::xml::MAXIMUM_TEXT).place(place));
            }
            worksheet.finish()?;
            if is_last {
                break;
            }
            parts = parts.saturating_add(1);
        }
        if parts > 1 {
            let problem = Diagnostic::new(Code::SheetSplit).with("name", self.sheet.title());
            problems.push(problem.with("limit", self.limit).with("count", parts));
        }
        Ok(())
    }

    fn begin<'p, W: Write + Seek>(&self, package: &'p mut Package<W>, part: u32) -> io::Result<Worksheet<'p, W>> {
        let columns = self.sheet.columns();
        let widths: Vec<u16> = columns.iter().map(|column| column.width).collect();
        let has_title = !self.options.without_titles && !self.sheet.title().is_empty();
        let heads = 1 + u32::from(has_title);
        let layout = Layout {
            widths: &widths,
            frozen: (heads, 0),
            repeated: Some((1, heads)),
            footer: self.options.language.pick("第 &P 页，共 &N 页", "Page &P of &N"),
            ..Layout::default()
        };
        let title = self.sheet.title();
        let name = if title.is_empty() { self.sheet.name() } else { title };
        let mut worksheet = package.worksheet(name, &layout)?;
        if has_title {
            let suffix = if part > 1 { format!(" ({part})") } else { String::new() };
            let title = format!("{title}{suffix}");
            let blanks = columns.iter().skip(1).map(|_| (Content::Blank, self.styles.title));
            worksheet.line(
                TITLE_HEIGHT,
                std::iter::once((Content::Text(&title), self.styles.title)).chain(blanks),
            )?;
            if columns.len() > 1 {
                worksheet.merge((0, 0), (0, columns.len() - 1));
            }
        }
        let headings = columns.iter().map(|column| (Content::Text(&column.heading), self.styles.heading));
        worksheet.row(headings)?;
        Ok(worksheet)
    }

    fn row<W: Write + Seek>(&self, row: &[Cell<'_>], merging: &Merging<'_>, worksheet: &mut Worksheet<'_, W>) -> io::Result<()> {
        let blank = (Content::Blank, self.styles.text);
        let cells = row.iter().enumerate().map(|(column, cell)| {
            if merging.columns().any(|merged| merged == (column, true)) {
                blank
            } else {
                self.styles.of(cell)
            }
        });
        let missing = self.sheet.columns().len().saturating_sub(row.len());
        worksheet.row(cells.chain(std::iter::repeat_n(blank, missing)))
    }

    fn notes<W: Write + Seek>(&self, worksheet: &mut Worksheet<'_, W>) -> io::Result<()> {
        for note in self.sheet.notes() {
            worksheet.line(NOTE_HEIGHT, [(Content::Text(note), self.styles.note)])?;
        }
        Ok(())
    }
}

/// Merged cells of one worksheet: where each run of equal cells began.
struct Runs<'a> {
    merging: Merging<'a>,
    begun: Vec<(usize, u32)>,
}

impl<'a> Runs<'a> {
    fn new(columns: &[SheetColumn]) -> Self {
        let merging = Merging::new(columns);
        Self {
            begun: merging.columns().map(|(column, _)| (column, 0)).collect(),
            merging,
        }
    }

    /// Takes the row that is written next.
    fn row<W: Write + Seek>(&mut self, row: &[Cell<'a>], worksheet: &mut Worksheet<'_, W>) {
        self.merging.row(row);
        let next = worksheet.rows();
        for ((_, continued), (column, first)) in self.merging.columns().zip(&mut self.begun) {
            if !continued {
                end_run(*column, std::mem::replace(first, next), next, worksheet);
            }
        }
    }

    fn finish<W: Write + Seek>(self, worksheet: &mut Worksheet<'_, W>) {
        let next = worksheet.rows();
        for (column, first) in self.begun {
            end_run(column, first, next, worksheet);
        }
    }
}

fn end_run<W: Write + Seek>(column: usize, first: u32, next: u32, worksheet: &mut Worksheet<'_, W>) {
    let last = next.saturating_sub(1);
    // A run has not begun before the headings.
    if first > 0 && last > first {
        worksheet.merge((first, last), (column, column));
    }
}

#[cfg(test)]
#[path = "workbook_tests.rs"]
mod tests;
