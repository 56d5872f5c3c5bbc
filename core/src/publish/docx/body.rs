//! The body of a document: blocks as paragraphs, tables and sections.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::table;
use crate::diagnostic::Language;
use crate::publish::caption;
use crate::publish::escape;
use crate::publish::manuscript::{Content, Heading, Manuscript};
use crate::publish::template::is_blank;
use crate::sheet::{Cell, Sheet, SheetColumn};

/// A4 in twentieths of a point, and the margins at its short and long sides.
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;
const SIDE: u32 = 1_247;
const TOP: u32 = 1_361;
/// Level of the headings that begin a chapter, and of the deepest in the table of contents.
const CHAPTER: u8 = 2;
const LISTED: u8 = 3;
/// Deepest list.
const DEEPEST: usize = 3;

/// A document being written.
#[derive(Default)]
pub(super) struct Body {
    pub(super) xml: String,
    /// Targets of links, in the order of their ids.
    pub(super) links: Vec<String>,
    /// First number of every numbered list.
    pub(super) ordered_lists: Vec<u64>,
    bookmarks: u32,
    is_turned: bool,
}

/// Where in a text the writer is.
#[derive(Default)]
struct State {
    /// Numberings of the lists that are open.
    lists: Vec<u64>,
    is_open: bool,
    /// Whether the paragraph is the first of a list item, which bears its mark.
    is_item: bool,
    quotes: usize,
    bold: usize,
    italic: usize,
    struck: usize,
    /// Cells of a table that a template wrote itself.
    rows: Vec<Vec<String>>,
    is_cell: bool,
}

impl Body {
    pub(super) fn new(manuscript: &Manuscript<'_, '_>, language: Language) -> Self {
        let mut body = Self::default();
        let mut wide = chapters(manuscript).into_iter();
        let mut is_front = true;
        for block in &manuscript.blocks {
            if let Content::Heading(heading) = &block.content
                && heading.level == CHAPTER
            {
                if is_front {
                    body.contents(manuscript, language);
                    is_front = false;
                }
                body.turn(wide.next().unwrap_or(false));
            }
            body.block(&block.content, language);
        }
        let section = body.section();
        body.xml.push_str(&section);
        body
    }

    /// Width of the text.
    const fn width(&self) -> u32 {
        let page = if self.is_turned { LONG } else { SHORT };
        page.saturating_sub(2 * SIDE)
    }

    /// Properties of the section that ends here.
    fn section(&self) -> String {
        let (width, height, orient) = if self.is_turned {
            (LONG, SHORT, " w:orient=\"landscape\"")
        } else {
            (SHORT, LONG, "")
        };
        format!(
            "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orient}/>\
             <w:pgMar w:top=\"{TOP}\" w:right=\"{SIDE}\" w:bottom=\"{TOP}\" w:left=\"{SIDE}\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/>\
             </w:sectPr>"
        )
    }

    /// Begins a section where the page has to be turned.
    fn turn(&mut self, is_turned: bool) {
        if is_turned != self.is_turned {
            let section = self.section();
            let _ = write!(
                self.xml,
                "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>{section}</w:pPr></w:p>"
            );
            self.is_turned = is_turned;
        }
    }

    fn block(&mut self, content: &Content<'_, '_>, language: Language) {
        match content {
            Content::Heading(heading) => self.heading(heading),
            Content::Text(events) => self.text(events),
            Content::Table(placed) => {
                let caption = caption::table(placed, language);
                let sheet = caption::shown(placed.item, placed.rows, String::new(), language);
                self.table(&caption, &sheet);
            }
            Content::Figure(placed) => {
                let caption = caption::figure(placed, language);
                self.table(&caption, &placed.item.sheet);
            }
        }
    }

    fn table(&mut self, caption: &str, sheet: &Sheet<'_>) {
        if !caption.is_empty() {
            self.xml.push_str("<w:p><w:pPr><w:pStyle w:val=\"Caption\"/></w:pPr>");
            table::run(caption, "", &mut self.xml);
            self.xml.push_str("</w:p>");
        }
        table::write(sheet, self.width(), &mut self.xml);
    }

    fn heading(&mut self, heading: &Heading<'_>) {
        let style = match heading.level {
            1 => "Title",
            2 => "Heading1",
            3 => "Heading2",
            4 => "Heading3",
            _ => "Heading4",
        };
        self.bookmarks = self.bookmarks.saturating_add(1);
        let (id, name) = (self.bookmarks, bookmark(&heading.anchor));
        let _ = write!(
            self.xml,
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>"
        );
        table::run(&heading.text, "", &mut self.xml);
        let _ = write!(self.xml, "<w:bookmarkEnd w:id=\"{id}\"/></w:p>");
    }

    /// The table of contents. Word fills in the pages when the file is opened.
    fn contents(&mut self, manuscript: &Manuscript<'_, '_>, language: Language) {
        self.xml.push_str("<w:p><w:pPr><w:pStyle w:val=\"TOCHeading\"/></w:pPr>");
        table::run(language.pick("目　录", "Contents"), "", &mut self.xml);
        self.xml.push_str("</w:p>");
        let mut begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o &quot;1-2&quot; \\h \\z \
                         </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
        for block in &manuscript.blocks {
            let Content::Heading(heading) = &block.content else { continue };
            if !(CHAPTER..=LISTED).contains(&heading.level) {
                continue;
            }
            let style = if heading.level == CHAPTER { "TOC1" } else { "TOC2" };
            let name = bookmark(&heading.anchor);
            let _ = write!(
                self.xml,
                "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{begin}<w:hyperlink w:anchor=\"{name}\" w:history=\"1\">"
            );
            begin = "";
            table::run(&heading.text, "", &mut self.xml);
            let _ = write!(
                self.xml,
                "<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
                 <w:r><w:instrText xml:space=\"preserve\"> PAGEREF {name} \\h </w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:hyperlink></w:p>"
            );
        }
        if begin.is_empty() {
            self.xml.push_str("<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>");
        }
    }

    /// Paragraphs, lists and the like.
    fn text(&mut self, events: &[Event<'_>]) {
        let mut state = State::default();
        let mut events = events.iter().peekable();
        while let Some(event) = events.next() {
            match event {
                Event::Start(tag) => {
                    let next = events.peek().copied();
                    self.start(tag, next, &mut state);
                }
                Event::End(tag) => self.end(*tag, &mut state),
                Event::Text(text) | Event::Code(text) => self.words(text, &mut state),
                Event::SoftBreak => self.words(" ", &mut state),
                Event::HardBreak if state.is_open => self.xml.push_str("<w:r><w:br/></w:r>"),
                Event::Rule => self.xml.push_str(
                    "<w:p><w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"C8CFD8\"/></w:pBdr></w:pPr></w:p>",
                ),
                _ => {}
            }
        }
        self.close(&mut state);
    }

    fn start(&mut self, tag: &Tag<'_>, next: Option<&Event<'_>>, state: &mut State) {
        match tag {
            Tag::Paragraph => {
                let blank = matches!(next, Some(Event::Start(Tag::Strong))).then_some("BodyPlain");
                self.open(blank, state);
            }
            Tag::List(start) => {
                self.close(state);
                let numbering = match start {
                    None => 1,
                    Some(first) => {
                        self.ordered_lists.push(*first);
                        u64::try_from(self.ordered_lists.len()).unwrap_or(u64::MAX).saturating_add(1)
                    }
                };
                state.lists.push(numbering);
            }
            Tag::Item => {
                self.close(state);
                state.is_item = true;
            }
            Tag::BlockQuote(_) => state.quotes = state.quotes.saturating_add(1),
            Tag::CodeBlock(_) => {
                self.close(state);
                self.open(Some("TableText"), state);
            }
            Tag::Strong => {
                state.bold = state.bold.saturating_add(1);
                if let Some(Event::Text(text)) = next
                    && is_blank(text)
                {
                    self.restyle("Blank");
                }
            }
            Tag::Emphasis => state.italic = state.italic.saturating_add(1),
            Tag::Strikethrough => state.struck = state.struck.saturating_add(1),
            Tag::Link { dest_url, .. } => self.link(dest_url, state),
            Tag::TableHead | Tag::TableRow => state.rows.push(Vec::new()),
            Tag::TableCell => {
                state.is_cell = true;
                if let Some(row) = state.rows.last_mut() {
                    row.push(String::new());
                }
            }
            _ => {}
        }
    }

    fn link(&mut self, target: &str, state: &mut State) {
        if state.is_cell {
            return;
        }
        self.open(None, state);
        if let Some(anchor) = target.strip_prefix('#') {
            let _ = write!(self.xml, "<w:hyperlink w:anchor=\"{}\">", bookmark(anchor));
        } else {
            let _ = write!(self.xml, "<w:hyperlink r:id=\"rIdLink{}\">", self.links.len());
            self.links.push(target.to_owned());
        }
    }

    fn end(&mut self, tag: TagEnd, state: &mut State) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock => self.close(state),
            TagEnd::List(_) => {
                self.close(state);
                state.lists.pop();
            }
            TagEnd::BlockQuote(_) => state.quotes = state.quotes.saturating_sub(1),
            TagEnd::Strong => state.bold = state.bold.saturating_sub(1),
            TagEnd::Emphasis => state.italic = state.italic.saturating_sub(1),
            TagEnd::Strikethrough => state.struck = state.struck.saturating_sub(1),
            TagEnd::Link if !state.is_cell => self.xml.push_str("</w:hyperlink>"),
            TagEnd::TableCell => state.is_cell = false,
            TagEnd::Table => self.own_table(std::mem::take(&mut state.rows)),
            _ => {}
        }
    }

    /// Begins a paragraph; `style` where it is none of the usual ones.
    fn open(&mut self, style: Option<&str>, state: &mut State) {
        if state.is_open {
            return;
        }
        state.is_open = true;
        let usual = match (state.lists.is_empty(), state.quotes) {
            (false, _) => "ListParagraph",
            (true, 0) => "BodyText",
            (true, _) => "Quote",
        };
        let style = style.filter(|style| *style != "BodyPlain" || usual == "BodyText").unwrap_or(usual);
        let (style, plain) = if style == "BodyPlain" {
            ("BodyText", "<w:keepNext/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>")
        } else {
            (style, "")
        };
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>");
        if let Some(numbering) = state.lists.last() {
            let level = state.lists.len().saturating_sub(1).min(DEEPEST);
            if state.is_item {
                let _ = write!(
                    self.xml,
                    "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{numbering}\"/></w:numPr>"
                );
            } else {
                let left = level.saturating_add(1).saturating_mul(420);
                let _ = write!(self.xml, "<w:ind w:left=\"{left}\"/>");
            }
            state.is_item = false;
        }
        let _ = write!(self.xml, "{plain}</w:pPr>");
    }

    fn close(&mut self, state: &mut State) {
        if state.is_open {
            self.xml.push_str("</w:p>");
            state.is_open = false;
        }
    }

    /// Gives the paragraph that was opened last another style.
    fn restyle(&mut self, style: &str) {
        let opening = "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/><w:keepNext/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/></w:pPr>";
        if let Some(rest) = self.xml.strip_suffix(opening) {
            self.xml.truncate(rest.len());
            let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
        }
    }

    fn words(&mut self, text: &str, state: &mut State) {
        if state.is_cell {
            if let Some(cell) = state.rows.last_mut().and_then(|row| row.last_mut()) {
                cell.push_str(text);
            }
            return;
        }
        self.open(None, state);
        let mut letters = String::new();
        for (count, mark) in [(state.bold, "<w:b/>"), (state.italic, "<w:i/>"), (state.struck, "<w:strike/>")] {
            if count > 0 {
                letters.push_str(mark);
            }
        }
        table::run(text.trim_end_matches('\n'), &letters, &mut self.xml);
    }

    /// A table that a template wrote itself.
    fn own_table(&mut self, rows: Vec<Vec<String>>) {
        let mut rows = rows.into_iter();
        let columns = rows.next().unwrap_or_default();
        let columns = columns.into_iter().map(|heading| SheetColumn::new(heading, 12)).collect();
        let rows = rows.map(|row| row.into_iter().map(Cell::text).collect()).collect();
        self.table("", &Sheet::of_rows("own", "", columns, rows));
    }
}

/// Whether each chapter has a table for which the page is turned.
fn chapters(manuscript: &Manuscript<'_, '_>) -> Vec<bool> {
    let mut chapters: Vec<bool> = Vec::new();
    for block in &manuscript.blocks {
        match &block.content {
            Content::Heading(heading) if heading.level == CHAPTER => chapters.push(false),
            Content::Table(placed) if caption::is_wide(placed.item) => {
                if let Some(last) = chapters.last_mut() {
                    *last = true;
                }
            }
            _ => {}
        }
    }
    chapters
}

/// Name of the bookmark of a place: letters, digits and `_`.
fn bookmark(anchor: &str) -> String {
    let mut name = String::from("_Toc_");
    name.extend(
        anchor
            .chars()
            .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }),
    );
    escape::to_xml(&name)
}
