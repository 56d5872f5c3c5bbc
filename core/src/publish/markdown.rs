//! The report as Markdown: the filled-in outline with its tables, and with the numbers of its figures.

use super::caption;
use super::manuscript::{Content, Manuscript};
use crate::diagnostic::Language;

pub(super) fn write(manuscript: &Manuscript<'_, '_>, language: Language) -> String {
    let mut text = String::with_capacity(manuscript.text.len());
    let mut done = 0_usize;
    for block in &manuscript.blocks {
        let table = match &block.content {
            Content::Table(placed) => caption::shown(placed.item, placed.rows, caption::table(placed, language), language).to_markdown(),
            Content::Figure(placed) => {
                caption::shown(&placed.item.sheet, placed.rows, caption::figure(placed, language), language).to_markdown()
            }
            Content::Heading(_) | Content::Text(_) => continue,
        };
        text.push_str(manuscript.text.get(done..block.range.start).unwrap_or_default());
        text.push_str(table.trim_end());
        text.push('\n');
        done = block.range.end;
    }
    text.push_str(manuscript.text.get(done..).unwrap_or_default());
    tidy(&text)
}

/// Without blanks at the ends of lines and without several empty lines in a row, which templates leave.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines() {
        let line = line.trim_end();
        if line.is_empty() {
            empty = true;
            continue;
        }
        if empty && !tidy.is_empty() {
            tidy.push('\n');
        }
        empty = false;
        tidy.push_str(line);
        tidy.push('\n');
    }
    tidy
}
