//! The package of a document: a ZIP file with its parts.

use std::fmt::Write as _;
use std::io::{self, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::body::Body;
use super::styles;
use crate::diagnostic::Language;
use crate::publish::escape;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// Parts that the document refers to: id, kind and file.
const PARTS: [(&str, &str, &str); 4] = [
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdNumbering", "numbering", "numbering.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdFooter", "footer", "footer1.xml"),
];

pub(super) fn write<W: Write + Seek>(body: Body, title: &str, language: Language, writer: W) -> io::Result<W> {
    let mut zip = ZipWriter::new(writer);
    let mut part = |path: &str, xml: &str| -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        zip.start_file(path, options).map_err(io::Error::from)?;
        zip.write_all(DECLARATION.as_bytes())?;
        zip.write_all(xml.as_bytes())
    };
    part("[Content_Types].xml", &content_types())?;
    part("_rels/.rels", &package_relations())?;
    part("docProps/core.xml", &properties(title, language))?;
    part("word/_rels/document.xml.rels", &document_relations(&body.links))?;
    part("word/styles.xml", &styles::styles(language))?;
    part("word/numbering.xml", &styles::numbering(body.ordered_lists))?;
    part("word/settings.xml", &settings(language))?;
    part("word/footer1.xml", &footer())?;
    let document = format!(
        "<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><w:body>{}</w:body></w:document>",
        body.xml
    );
    part("word/document.xml", &document)?;
    zip.finish().map_err(io::Error::from)
}

fn content_types() -> String {
    let mut xml = format!(
        "<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{CONTENT}.document.main+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for (_, kind, file) in PARTS {
        // Writing to a String does not fail, here and below.
        let _ = write!(xml, "<Override PartName=\"/word/{file}\" ContentType=\"{CONTENT}.{kind}+xml\"/>");
    }
    xml.push_str("</Types>");
    xml
}

fn package_relations() -> String {
    format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

fn document_relations(links: &[String]) -> String {
    let mut xml = format!("<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (id, kind, file) in PARTS {
        let _ = write!(xml, "<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{file}\"/>");
    }
    for (number, link) in links.iter().enumerate() {
        let _ = write!(
            xml,
            "<Relationship Id=\"rIdLink{number}\" Type=\"{RELATIONS}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            escape::to_xml(link)
        );
    }
    xml.push_str("</Relationships>");
    xml
}

fn properties(title: &str, language: Language) -> String {
    format!(
        "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>",
        escape::to_xml(title),
        language.pick("zh-CN", "en")
    )
}

/// Lets Word number the pages of the table of contents when the file is opened.
fn settings(language: Language) -> String {
    let tag = language.pick("zh-CN", "en-GB");
    format!(
        "<w:settings xmlns:w=\"{MAIN}\"><w:updateFields w:val=\"true\"/><w:defaultTabStop w:val=\"420\"/>\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{tag}\" w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}

fn footer() -> String {
    format!(
        "<w:ftr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:ftr>"
    )
}
