//! Tables of a document: a head that repeats on every page, rows that are not torn apart, and columns that fit the page.

use std::fmt::Write as _;

use crate::publish::escape;
use crate::sheet::{Cell, Sheet, SheetColumn};

/// Narrowest column, in half-width characters.
const NARROWEST: u32 = 6;

/// Adds a table that is as wide as the text, in twentieths of a point, with its notes.
pub(super) fn write(sheet: &Sheet<'_>, width: u32, xml: &mut String) {
    let widths = widths(sheet.columns(), width);
    // Writing to a String does not fail, here and below.
    let _ = write!(
        xml,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
        widths.iter().sum::<u32>()
    );
    for width in &widths {
        let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
    }
    xml.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in sheet.columns().iter().zip(&widths) {
        let _ = write!(
            xml,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F3F5F8\"/>\
             <w:vAlign w:val=\"center\"/></w:tcPr>"
        );
        paragraph(&column.heading, "center", "<w:b/>", xml);
        xml.push_str("</w:tc>");
    }
    xml.push_str("</w:tr>");
    let mut above: Option<Vec<Cell<'_>>> = None;
    let mut is_empty = true;
    for row in sheet.rows() {
        is_empty = false;
        xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        // A cell belongs to the one above where all merging columns up to it say the same.
        let mut is_same = true;
        for (place, (column, width)) in sheet.columns().iter().zip(&widths).enumerate() {
            let cell = row.get(place).unwrap_or(&Cell::Blank);
            let mut merge = "";
            if column.merges {
                is_same = is_same && *cell != Cell::Blank && above.as_ref().and_then(|above| above.get(place)) == Some(cell);
                merge = if is_same { "<w:vMerge/>" } else { "<w:vMerge w:val=\"restart\"/>" };
            }
            let _ = write!(
                xml,
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{merge}<w:vAlign w:val=\"center\"/></w:tcPr>"
            );
            match cell {
                Cell::Number(number) => paragraph(&number.to_string(), "right", "", xml),
                Cell::Text(text) if merge != "<w:vMerge/>" => paragraph(text, "left", "", xml),
                Cell::Text(_) | Cell::Blank => paragraph("", "left", "", xml),
            }
            xml.push_str("</w:tc>");
        }
        xml.push_str("</w:tr>");
        above = Some(row);
    }
    if is_empty {
        xml.push_str("<w:tr>");
        for width in &widths {
            let _ = write!(xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
            paragraph("", "left", "", xml);
            xml.push_str("</w:tc>");
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
    for note in sheet.notes() {
        xml.push_str("<w:p><w:pPr><w:pStyle w:val=\"TableNote\"/></w:pPr>");
        run(note, "", xml);
        xml.push_str("</w:p>");
    }
    // Two tables without a paragraph between them would become one.
    xml.push_str("<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>");
}

fn paragraph(text: &str, side: &str, letters: &str, xml: &mut String) {
    let _ = write!(xml, "<w:p><w:pPr><w:pStyle w:val=\"TableText\"/><w:jc w:val=\"{side}\"/></w:pPr>");
    if !text.is_empty() {
        run(text, letters, xml);
    }
    xml.push_str("</w:p>");
}

/// Adds letters with their properties; line ends become breaks.
pub(super) fn run(text: &str, letters: &str, xml: &mut String) {
    xml.push_str("<w:r>");
    if !letters.is_empty() {
        let _ = write!(xml, "<w:rPr>{letters}</w:rPr>");
    }
    for (place, line) in text.split('\n').enumerate() {
        if place > 0 {
            xml.push_str("<w:br/>");
        }
        xml.push_str("<w:t xml:space=\"preserve\">");
        escape::xml(line.trim_end_matches('\r'), xml);
        xml.push_str("</w:t>");
    }
    xml.push_str("</w:r>");
}

/// Widths of columns in twentieths of a point, as wide as the text together.
fn widths(columns: &[SheetColumn], width: u32) -> Vec<u32> {
    let wanted = |column: &SheetColumn| u32::from(column.width).max(NARROWEST);
    let all = columns.iter().map(wanted).sum::<u32>().max(1);
    columns.iter().map(|column| wanted(column).saturating_mul(width) / all).collect()
}
