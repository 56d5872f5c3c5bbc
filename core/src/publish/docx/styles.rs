//! Styles and numberings of a document. Sizes are in half points, lengths in twentieths of a point.

use std::fmt::Write as _;

use crate::diagnostic::Language;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Levels of lists inside one another.
const LEVELS: u32 = 4;

/// One style of a paragraph.
struct Style {
    id: &'static str,
    name: &'static str,
    /// Properties of the paragraph, as XML.
    paragraph: &'static str,
    /// Properties of its letters, as XML.
    letters: &'static str,
    is_heading: bool,
}

const fn style(id: &'static str, name: &'static str, paragraph: &'static str, letters: &'static str, is_heading: bool) -> Style {
    Style {
        id,
        name,
        paragraph,
        letters,
        is_heading,
    }
}

const STYLES: [Style; 16] = [
    style(
        "Title",
        "Title",
        "<w:spacing w:before=\"3600\" w:after=\"800\" w:line=\"360\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
        "<w:b/><w:sz w:val=\"52\"/><w:szCs w:val=\"52\"/>",
        true,
    ),
    style(
        "Heading1",
        "heading 1",
        "<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:spacing w:before=\"0\" w:after=\"240\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:color w:val=\"1F4E79\"/><w:sz w:val=\"34\"/><w:szCs w:val=\"34\"/>",
        true,
    ),
    style(
        "Heading2",
        "heading 2",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"320\" w:after=\"140\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>",
        true,
    ),
    style(
        "Heading3",
        "heading 3",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"240\" w:after=\"100\"/><w:outlineLvl w:val=\"2\"/>",
        "<w:b/><w:color w:val=\"5B6675\"/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>",
        true,
    ),
    style(
        "Heading4",
        "heading 4",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"200\" w:after=\"80\"/><w:outlineLvl w:val=\"3\"/>",
        "<w:b/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>",
        true,
    ),
    style(
        "TOCHeading",
        "TOC Heading",
        "<w:pageBreakBefore/><w:spacing w:after=\"240\"/><w:jc w:val=\"center\"/>",
        "<w:b/><w:sz w:val=\"30\"/><w:szCs w:val=\"30\"/>",
        true,
    ),
    style(
        "TOC1",
        "toc 1",
        "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9400\"/></w:tabs><w:spacing w:before=\"50\" w:line=\"260\" w:lineRule=\"auto\"/>",
        "<w:b/>",
        true,
    ),
    style(
        "TOC2",
        "toc 2",
        "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9400\"/></w:tabs><w:spacing w:line=\"260\" w:lineRule=\"auto\"/><w:ind w:left=\"420\"/>",
        "",
        true,
    ),
    style(
        "BodyText",
        "Body Text",
        "<w:spacing w:after=\"80\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/><w:jc w:val=\"both\"/>",
        "",
        false,
    ),
    style("ListParagraph", "List Paragraph", "<w:spacing w:after=\"40\"/>", "", false),
    style(
        "Caption",
        "caption",
        "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"80\" w:line=\"260\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
        "<w:b/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
        true,
    ),
    style(
        "TableText",
        "Table Text",
        "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"252\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>",
        false,
    ),
    style(
        "TableNote",
        "Table Note",
        "<w:spacing w:before=\"40\" w:after=\"0\" w:line=\"252\" w:lineRule=\"auto\"/>",
        "<w:color w:val=\"5B6675\"/><w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/>",
        false,
    ),
    style(
        "Blank",
        "Blank",
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"E2B33C\"/></w:pBdr>\
         <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFF7DC\"/><w:spacing w:before=\"120\" w:after=\"120\"/>",
        "<w:color w:val=\"6B5200\"/>",
        true,
    ),
    style(
        "Quote",
        "Quote",
        "<w:spacing w:after=\"80\"/><w:ind w:left=\"480\" w:right=\"480\"/>",
        "<w:color w:val=\"5B6675\"/>",
        false,
    ),
    style(
        "Footer",
        "footer",
        "<w:jc w:val=\"center\"/>",
        "<w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>",
        false,
    ),
];

/// Fonts of the text, or of headings and tables.
fn fonts(is_heading: bool, language: Language) -> &'static str {
    match (is_heading, language) {
        (false, Language::Chinese) => {
            "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"宋体\" w:cs=\"Times New Roman\"/>"
        }
        (false, Language::English) => "<w:rFonts w:ascii=\"Georgia\" w:hAnsi=\"Georgia\" w:eastAsia=\"宋体\" w:cs=\"Times New Roman\"/>",
        (true, _) => "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"黑体\" w:cs=\"Arial\"/>",
    }
}

/// The part `word/styles.xml`.
pub(super) fn styles(language: Language) -> String {
    let tag = language.pick("zh-CN", "en-GB");
    let mut xml = format!(
        "<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr>{}<w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>\
         <w:lang w:val=\"{tag}\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:line=\"400\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>\
         <w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:left w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/>\
         </w:tblCellMar></w:tblPr></w:style>",
        fonts(false, language)
    );
    for style in &STYLES {
        let fonts = if style.is_heading { fonts(true, language) } else { "" };
        // Writing to a String does not fail, here and below.
        let _ = write!(
            xml,
            "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"{}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
             <w:pPr>{}</w:pPr><w:rPr>{fonts}{}</w:rPr></w:style>",
            style.id, style.name, style.paragraph, style.letters
        );
    }
    let line = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C8CFD8\"/>");
    let lines: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(line).concat();
    let _ = write!(
        xml,
        "<w:style w:type=\"table\" w:styleId=\"ReportTable\"><w:name w:val=\"Report Table\"/><w:basedOn w:val=\"TableNormal\"/>\
         <w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style></w:styles>"
    );
    xml
}

/// The part `word/numbering.xml`: one numbering for bullets, and one for every numbered list, so that each begins at its own number.
pub(super) fn numbering(ordered: Vec<u64>) -> String {
    let mut xml = format!("<w:numbering xmlns:w=\"{MAIN}\">");
    for (id, format, text) in [(0, "bullet", "•"), (1, "decimal", "%1.")] {
        let _ = write!(
            xml,
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
        );
        for level in 0..LEVELS {
            let text = text.replace('1', &level.saturating_add(1).to_string());
            let left = level.saturating_add(1).saturating_mul(420);
            let _ = write!(
                xml,
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
                 <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"420\"/></w:pPr></w:lvl>"
            );
        }
        xml.push_str("</w:abstractNum>");
    }
    xml.push_str("<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
    for (number, start) in (2_u64..).zip(ordered) {
        let _ = write!(
            xml,
            "<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"{start}\"/>\
             </w:lvlOverride></w:num>"
        );
    }
    xml.push_str("</w:numbering>");
    xml
}
