//! Looks of cells, each written once in the styles of a workbook.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::XlsxFont;
use super::xml::escape;

/// How a cell looks, and whether it may be changed on a protected sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::struct_excessive_bools, reason = "each is one switch of the written style")]
pub(crate) struct Style {
    /// Size of the letters.
    pub(crate) size: Size,
    pub(crate) bold: bool,
    pub(crate) fill: Fill,
    pub(crate) border: bool,
    pub(crate) align: Align,
    pub(crate) wrap: bool,
    pub(crate) format: Format,
    /// Text stays text when somebody edits the cell, whatever it begins with.
    pub(crate) quoted: bool,
    pub(crate) unlocked: bool,
}

/// Size of the letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Size {
    #[default]
    Text,
    Title,
}

/// Colour behind a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fill {
    #[default]
    None,
    /// Headings.
    Heading,
    /// Cells to fill in.
    Entry,
}

/// Where the content stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Align {
    /// Text left, numbers right.
    #[default]
    General,
    Left,
    Centre,
}

/// How a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Format {
    #[default]
    General,
    /// As text, whatever is typed in.
    Text,
    /// With so many digits after the point.
    Digits(u32),
}

/// Number of a style in its workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StyleId(pub(super) usize);

/// The styles of a workbook.
#[derive(Debug)]
pub(super) struct Styles {
    font: XlsxFont,
    list: Vec<Style>,
    ids: BTreeMap<Style, usize>,
}

impl Styles {
    pub(super) fn new(font: XlsxFont) -> Self {
        let mut styles = Self {
            font,
            list: Vec::new(),
            ids: BTreeMap::new(),
        };
        // The first style is that of every cell without one.
        styles.id(Style::default());
        styles
    }

    pub(super) fn id(&mut self, style: Style) -> StyleId {
        let next = self.list.len();
        let id = *self.ids.entry(style).or_insert(next);
        if id == next {
            self.list.push(style);
        }
        StyleId(id)
    }

    /// The part `xl/styles.xml`.
    pub(super) fn xml(&self) -> String {
        let mut xml = String::from(super::package::DECLARATION);
        xml.push_str("<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
        self.write_formats(&mut xml);
        self.write_fonts(&mut xml);
        xml.push_str(concat!(
            "<fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>",
            "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFDDE6F0\"/><bgColor indexed=\"64\"/></patternFill></fill>",
            "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFFBE6\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>",
            "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>",
            "<border><left style=\"thin\"><color rgb=\"FF7F7F7F\"/></left><right style=\"thin\"><color rgb=\"FF7F7F7F\"/></right>",
            "<top style=\"thin\"><color rgb=\"FF7F7F7F\"/></top><bottom style=\"thin\"><color rgb=\"FF7F7F7F\"/></bottom><diagonal/></border></borders>",
            "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
        ));
        // Writing to a String does not fail, here and below.
        let _ = write!(xml, "<cellXfs count=\"{}\">", self.list.len());
        for style in &self.list {
            write_style(style, &mut xml);
        }
        xml.push_str("</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>");
        xml
    }

    fn write_formats(&self, xml: &mut String) {
        let mut digits: Vec<u32> = self
            .list
            .iter()
            .filter_map(|style| match style.format {
                Format::Digits(digits) if format_id(style.format) > LAST_BUILTIN_FORMAT => Some(digits),
                _ => None,
            })
            .collect();
        digits.sort_unstable();
        digits.dedup();
        if digits.is_empty() {
            return;
        }
        let _ = write!(xml, "<numFmts count=\"{}\">", digits.len());
        for digits in digits {
            let zeros: String = (0..digits).map(|_| '0').collect();
            let id = format_id(Format::Digits(digits));
            let _ = write!(xml, "<numFmt numFmtId=\"{id}\" formatCode=\"0.{zeros}\"/>");
        }
        xml.push_str("</numFmts>");
    }

    /// Four fonts: text and title, each plain and bold.
    fn write_fonts(&self, xml: &mut String) {
        xml.push_str("<fonts count=\"4\">");
        for size in ["10.5", "14"] {
            for bold in ["", "<b/>"] {
                let _ = write!(xml, "<font>{bold}<sz val=\"{size}\"/><color rgb=\"FF000000\"/><name val=\"");
                escape(self.font.name(), xml);
                xml.push_str("\"/>");
                xml.push_str(self.font.family());
                xml.push_str("</font>");
            }
        }
        xml.push_str("</fonts>");
    }
}

/// Formats up to this number are built into Excel.
const LAST_BUILTIN_FORMAT: u32 = 163;

fn format_id(format: Format) -> u32 {
    match format {
        Format::General => 0,
        Format::Digits(0) => 1,
        Format::Digits(2) => 2,
        Format::Text => 49,
        Format::Digits(digits) => digits.saturating_add(LAST_BUILTIN_FORMAT),
    }
}

fn write_style(style: &Style, xml: &mut String) {
    let font = 2 * u8::from(style.size == Size::Title) + u8::from(style.bold);
    let fill = match style.fill {
        Fill::None => 0,
        Fill::Heading => 2,
        Fill::Entry => 3,
    };
    let _ = write!(
        xml,
        "<xf numFmtId=\"{}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{}\" xfId=\"0\"",
        format_id(style.format),
        u8::from(style.border)
    );
    if style.quoted {
        xml.push_str(" quotePrefix=\"1\"");
    }
    let applies = [
        ("applyNumberFormat", style.format != Format::General),
        ("applyFont", font != 0),
        ("applyFill", fill != 0),
        ("applyBorder", style.border),
    ];
    for (attribute, _) in applies.iter().filter(|(_, applies)| *applies) {
        let _ = write!(xml, " {attribute}=\"1\"");
    }
    let protection = if style.unlocked { " applyProtection=\"1\"" } else { "" };
    let _ = write!(xml, " applyAlignment=\"1\"{protection}><alignment");
    match style.align {
        Align::General => {}
        Align::Left => xml.push_str(" horizontal=\"left\""),
        Align::Centre => xml.push_str(" horizontal=\"center\""),
    }
    xml.push_str(" vertical=\"center\"");
    if style.wrap {
        xml.push_str(" wrapText=\"1\"");
    }
    xml.push_str("/>");
    if style.unlocked {
        xml.push_str("<protection locked=\"0\"/>");
    }
    xml.push_str("</xf>");
}
