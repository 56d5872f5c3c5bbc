//! The report as one HTML file that asks the network for nothing.

use std::fmt::Write as _;

use minijinja::value::{Serde, Value};
use pulldown_cmark::{Event, Tag, TagEnd};
use serde::Serialize;

use super::caption;
use super::escape;
use super::manuscript::{Content, Heading, Manuscript};
use super::template::{self, Template, is_blank};
use crate::diagnostic::{Diagnostics, Language};

/// Level of the headings that begin a chapter.
const CHAPTER: u8 = 2;
/// Deepest level in the table of contents.
const LISTED: u8 = 3;
/// Rows of a table that is kept on one page.
const SHORT: usize = 14;

/// What the template of the page is filled with.
#[derive(Serialize)]
struct Page {
    language: &'static str,
    title: String,
    /// Name of the library and its version.
    generator: String,
    contents: Vec<Entry>,
    /// What stands before the first chapter, as HTML.
    front: Value,
    chapters: Vec<Chapter>,
}

/// One line of the table of contents.
#[derive(Serialize)]
struct Entry {
    level: u8,
    anchor: String,
    text: String,
}

#[derive(Serialize)]
struct Chapter {
    /// Whether it has a table for which the page is turned.
    wide: bool,
    /// HTML.
    content: Value,
}

/// One chapter being written.
#[derive(Default)]
struct Draft {
    html: String,
    is_wide: bool,
}

pub(super) fn write(manuscript: &Manuscript<'_, '_>, page: &Template, language: Language) -> Result<String, Diagnostics> {
    let mut contents = Vec::new();
    let mut front = Draft::default();
    let mut chapters: Vec<Draft> = Vec::new();
    for block in &manuscript.blocks {
        if let Content::Heading(heading) = &block.content {
            if heading.level == CHAPTER {
                chapters.push(Draft::default());
            }
            if (CHAPTER..=LISTED).contains(&heading.level) {
                contents.push(Entry {
                    level: heading.level,
                    anchor: heading.anchor.clone(),
                    text: heading.text.clone(),
                });
            }
        }
        chapters.last_mut().unwrap_or(&mut front).block(&block.content, language);
    }
    let facts = Page {
        language: language.pick("zh-CN", "en"),
        title: manuscript.title().to_owned(),
        generator: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned(),
        contents,
        front: Value::from_safe_string(front.html),
        chapters: chapters
            .into_iter()
            .map(|draft| Chapter {
                wide: draft.is_wide,
                content: Value::from_safe_string(draft.html),
            })
            .collect(),
    };
    template::page(page, &Value::from(Serde(&facts)))
}

impl Draft {
    fn block(&mut self, content: &Content<'_, '_>, language: Language) {
        match content {
            Content::Heading(heading) => self.heading(heading),
            Content::Text(events) => pulldown_cmark::html::push_html(&mut self.html, marked(events).into_iter()),
            Content::Table(placed) => {
                let is_wide = caption::is_wide(placed.item);
                self.is_wide |= is_wide;
                let table = caption::shown(placed.item, placed.rows, caption::table(placed, language), language);
                let wide = if is_wide { " wide" } else { "" };
                let short = if table.rows().count() <= SHORT { " short" } else { "" };
                // Writing to a String does not fail, here and below.
                let _ = writeln!(self.html, "<div class=\"frame{wide}{short}\">");
                self.html.push_str(&table.to_html());
                self.html.push_str("</div>\n");
            }
            Content::Figure(placed) => {
                self.html.push_str("<figure>\n");
                self.html.push_str(&placed.item.svg);
                self.html.push_str("\n<figcaption>");
                escape::xml(&caption::figure(placed, language), &mut self.html);
                self.html.push_str("</figcaption>\n</figure>\n");
            }
        }
    }

    fn heading(&mut self, heading: &Heading<'_>) {
        let tag = format!("h{}", heading.level);
        let _ = write!(self.html, "<{tag} id=\"{}\">", escape::to_xml(&heading.anchor));
        pulldown_cmark::html::push_html(&mut self.html, heading.events.iter().cloned());
        let _ = writeln!(self.html, "</{tag}>");
    }
}

/// The events with the places that are left to the city as marks of their own.
fn marked<'e>(events: &[Event<'e>]) -> Vec<Event<'e>> {
    let mut marked = Vec::with_capacity(events.len());
    let mut is_open = false;
    for (event, next) in events.iter().zip(events.iter().skip(1).map(Some).chain([None])) {
        match (event, next) {
            (Event::Start(Tag::Strong), Some(Event::Text(text))) if is_blank(text) => {
                is_open = true;
                marked.push(Event::Html("<mark class=\"blank\">".into()));
            }
            (Event::End(TagEnd::Strong), _) if is_open => {
                is_open = false;
                marked.push(Event::Html("</mark>".into()));
            }
            (other, _) => marked.push(other.clone()),
        }
    }
    marked
}
