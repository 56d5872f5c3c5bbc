//! The manuscript: the filled-in outline, cut into headings, tables, figures and the text between them.
//!
//! All file formats are written from it, so that they have the same numbers, captions and order. Nothing in it is taken for HTML: what looks like
//! it is text. Links lead to the web, to mail or inside the document, and pictures are left out, so that no file asks the network for anything.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::figure::Figure;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::sheet::Sheet;

/// A report before it takes a file format.
pub(super) struct Manuscript<'m, 'l> {
    pub(super) text: &'m str,
    pub(super) blocks: Vec<Block<'m, 'l>>,
}

/// One block and the bytes of the text that it comes from.
pub(super) struct Block<'m, 'l> {
    pub(super) range: Range<usize>,
    pub(super) content: Content<'m, 'l>,
}

pub(super) enum Content<'m, 'l> {
    Heading(Heading<'m>),
    Table(Placed<'m, Sheet<'l>>),
    Figure(Placed<'m, Figure>),
    /// Paragraphs, lists and the like.
    Text(Vec<Event<'m>>),
}

pub(super) struct Heading<'m> {
    /// From 1, the title of the report, to 6.
    pub(super) level: u8,
    /// Name of the place, unique in the document.
    pub(super) anchor: String,
    /// Without marks.
    pub(super) text: String,
    pub(super) events: Vec<Event<'m>>,
}

/// A table or figure where it stands in the report.
pub(super) struct Placed<'m, T> {
    /// Counted from one, tables and figures apart.
    pub(super) number: usize,
    pub(super) item: &'m T,
    /// Rows that are shown; all where nothing is said.
    pub(super) rows: Option<usize>,
}

impl<'m, 'l> Manuscript<'m, 'l> {
    /// Cuts a filled-in outline up.
    ///
    /// # Errors
    ///
    /// `publish.unknown_table` and `publish.unknown_figure` for fences that somebody wrote by hand.
    pub(super) fn new(text: &'m str, sheets: &'m [Sheet<'l>], figures: &'m [Figure]) -> Result<Self, Diagnostics> {
        let mut cutter = Cutter {
            sheets,
            figures,
            tables: 0,
            pictures: 0,
            anchors: BTreeSet::new(),
        };
        let mut blocks = Vec::new();
        let mut events = Vec::new();
        let mut depth = 0_usize;
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            match &event {
                Event::Start(_) => depth = depth.saturating_add(1),
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            events.push(event);
            if depth == 0 {
                blocks.push(Block {
                    range,
                    content: cutter.content(std::mem::take(&mut events))?,
                });
            }
        }
        Ok(Self { text, blocks })
    }

    /// Text of the first heading of the highest level.
    pub(super) fn title(&self) -> &str {
        let headings = self.blocks.iter().filter_map(|block| match &block.content {
            Content::Heading(heading) if heading.level == 1 => Some(heading.text.as_str()),
            _ => None,
        });
        headings.take(1).next().unwrap_or_default()
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

struct Cutter<'m, 'l> {
    sheets: &'m [Sheet<'l>],
    figures: &'m [Figure],
    tables: usize,
    pictures: usize,
    anchors: BTreeSet<String>,
}

impl<'m, 'l> Cutter<'m, 'l> {
    fn content(&mut self, events: Vec<Event<'m>>) -> Result<Content<'m, 'l>, Diagnostics> {
        match events.first() {
            Some(Event::Start(Tag::Heading { level, .. })) => {
                let level = rank(*level);
                let events = inner(harmless(events));
                let text = plain(&events);
                let anchor = self.anchor(&text);
                Ok(Content::Heading(Heading {
                    level,
                    anchor,
                    text,
                    events,
                }))
            }
            Some(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))) => match Marker::read(info) {
                None => Ok(Content::Text(harmless(events))),
                Some(marker) => self.placed(&marker),
            },
            _ => Ok(Content::Text(harmless(events))),
        }
    }

    fn placed(&mut self, marker: &Marker<'_>) -> Result<Content<'m, 'l>, Diagnostics> {
        let (name, rows) = (marker.name, marker.rows);
        if marker.is_table {
            let Some(item) = self.sheets.iter().find(|sheet| sheet.name() == name) else {
                return Err(unknown(Code::PublishUnknownTable, name, self.sheets.iter().map(Sheet::name)));
            };
            self.tables = self.tables.saturating_add(1);
            let number = self.tables;
            return Ok(Content::Table(Placed { number, item, rows }));
        }
        let Some(item) = self.figures.iter().find(|figure| figure.name == name) else {
            let names = self.figures.iter().map(|figure| figure.name.as_str());
            return Err(unknown(Code::PublishUnknownFigure, name, names));
        };
        self.pictures = self.pictures.saturating_add(1);
        let number = self.pictures;
        Ok(Content::Figure(Placed { number, item, rows }))
    }

    /// A name from the number that the heading begins with, such as `s4-2`, or else from its place.
    fn anchor(&mut self, text: &str) -> String {
        let digits: String = text
            .chars()
            .take_while(|letter| letter.is_ascii_digit() || *letter == '.')
            .collect();
        let digits = digits.trim_end_matches('.').replace('.', "-");
        let mut anchor = if digits.is_empty() {
            format!("h{}", self.anchors.len().saturating_add(1))
        } else {
            format!("s{digits}")
        };
        while self.anchors.contains(&anchor) {
            anchor.push('x');
        }
        self.anchors.insert(anchor.clone());
        anchor
    }
}

fn unknown<'n>(code: Code, name: &str, names: impl Iterator<Item = &'n str>) -> Diagnostics {
    let hint = nearest(name, names);
    Diagnostics::one(Diagnostic::new(code).with("name", name).suggest(hint.as_deref()))
}

/// What a fence places: `{table} name 20`.
struct Marker<'i> {
    is_table: bool,
    name: &'i str,
    rows: Option<usize>,
}

impl<'i> Marker<'i> {
    fn read(info: &'i str) -> Option<Self> {
        let mut words = info.split_whitespace();
        let is_table = match words.next()? {
            "{table}" => true,
            "{figure}" => false,
            _ => return None,
        };
        Some(Self {
            is_table,
            name: words.next()?,
            rows: words.next().and_then(|rows| rows.parse().ok()),
        })
    }
}

const fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The events without the first and the last, the element itself.
fn inner(mut events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    events.pop();
    if !events.is_empty() {
        events.remove(0);
    }
    events
}

/// The words of events.
pub(super) fn plain(events: &[Event<'_>]) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// The events without HTML, pictures, and links that lead elsewhere than to the web, to mail or inside the document.
fn harmless(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut kept = Vec::with_capacity(events.len());
    let mut links = Vec::new();
    for event in events {
        match event {
            Event::Html(text) | Event::InlineHtml(text) => kept.push(Event::Text(text)),
            Event::Start(Tag::HtmlBlock) => kept.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => kept.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Link { ref dest_url, .. }) => {
                let is_kept = leads_out(dest_url);
                links.push(is_kept);
                if is_kept {
                    kept.push(event);
                }
            }
            Event::End(TagEnd::Link) => {
                if links.pop().unwrap_or(false) {
                    kept.push(event);
                }
            }
            other => kept.push(other),
        }
    }
    kept
}

fn leads_out(target: &CowStr<'_>) -> bool {
    let lower = target.to_ascii_lowercase();
    ["https://", "http://", "mailto:", "#"].iter().any(|start| lower.starts_with(start))
}
