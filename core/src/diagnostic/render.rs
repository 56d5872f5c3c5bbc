//! Diagnostics as text for a terminal or a log: the line in question and a mark under the place.

use std::fmt::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::source::Line;
use super::{Diagnostic, Label, Language, Sources};

/// Columns of a source line that are shown at most; a longer line is cut around the place.
const WIDEST_LINE: usize = 120;
/// Columns kept before the place when a long line is cut.
const LEAD: usize = 40;

/// The diagnostic with every line that it points at and a mark under each place.
///
/// Chinese characters count two columns, as terminals show them. Control characters of the source, those that change the direction
/// of writing among them, are shown as `�`, so that a file cannot forge what is displayed. The text ends with a line end.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, language: Language) -> String {
    let mut out = String::new();
    let severity = diagnostic.severity().word(language);
    let colon = language.pick("：", ": ");
    // Writing to a String does not fail.
    let _ = writeln!(
        out,
        "{severity}[{}]{colon}{}",
        diagnostic.code(),
        visible(&diagnostic.message(language))
    );
    let groups = group(diagnostic.labels(), sources);
    let widest = groups
        .iter()
        .map(|lines| lines.first().map_or(0, |(_, line)| line.position.line))
        .max()
        .unwrap_or(0);
    let margin = " ".repeat(widest.to_string().len());
    for (index, lines) in groups.iter().enumerate() {
        let Some((label, first)) = lines.first() else { continue };
        let arrow = if index == 0 { "-->" } else { ":::" };
        let name = visible(sources.name(label.span.source).unwrap_or_default());
        let _ = writeln!(out, "{margin}{arrow} {name}:{}:{}", first.position.line, first.position.column);
        let _ = writeln!(out, "{margin} |");
        snippet(&mut out, diagnostic, lines, &margin, index == 0, language);
    }
    if let Some(place) = diagnostic.table_place() {
        let line = place.line.map(|line| format!(":{line}")).unwrap_or_default();
        let _ = writeln!(out, "{margin}--> {}{line}", visible(&place.file));
    }
    let notes = notes(diagnostic, language);
    if !notes.is_empty() && !groups.is_empty() {
        let _ = writeln!(out, "{margin} |");
    }
    for (title, text) in notes {
        let _ = writeln!(out, "{margin} = {title}{colon}{}", visible(&text));
    }
    out
}

type LabelledLine<'a> = (&'a Label, Line<'a>);

/// Labels on the same line are shown under one copy of it.
fn group<'a>(labels: &'a [Label], sources: &'a Sources) -> Vec<Vec<LabelledLine<'a>>> {
    let mut groups: Vec<Vec<LabelledLine<'a>>> = Vec::new();
    for label in labels {
        let Some(line) = sources.line(label.span) else { continue };
        let same = |(other, shown): &LabelledLine<'_>| other.span.source == label.span.source && shown.position.line == line.position.line;
        match groups.iter_mut().find(|lines| lines.first().is_some_and(same)) {
            Some(lines) => lines.push((label, line)),
            None => groups.push(vec![(label, line)]),
        }
    }
    groups
}

fn snippet(out: &mut String, diagnostic: &Diagnostic, lines: &[LabelledLine<'_>], margin: &str, first: bool, language: Language) {
    let Some((_, line)) = lines.first() else { return };
    let cut = Cut::new(line, lines);
    let number = format!("{:>width$}", line.position.line, width = margin.len());
    let _ = writeln!(out, "{}", format!("{number} | {}", cut.text).trim_end());
    for (index, (label, place)) in lines.iter().enumerate() {
        let (before, under) = cut.columns(place);
        let mark = if first && index == 0 { "^" } else { "-" }.repeat(under.max(1));
        let text = diagnostic.label_message(label, language);
        let row = format!("{}{mark} {}", " ".repeat(before), visible(&text));
        let _ = writeln!(out, "{margin} | {}", row.trim_end());
    }
}

/// A source line made visible, and cut when it is too long.
struct Cut {
    text: String,
    /// First byte of the line that is shown, and width of the ellipsis before it.
    start: usize,
    lead: usize,
    width: usize,
}

impl Cut {
    fn new(line: &Line<'_>, lines: &[LabelledLine<'_>]) -> Self {
        let earliest = lines.iter().map(|(_, place)| place.before).min().unwrap_or_default();
        let whole = line.text.len() <= 4 * WIDEST_LINE && visible(line.text).width() <= WIDEST_LINE;
        if whole {
            let text = visible(line.text).trim_end().to_owned();
            return Self {
                width: text.width(),
                text,
                start: 0,
                lead: 0,
            };
        }
        let before = line.text.get(..earliest).unwrap_or_default();
        let start = before.char_indices().rev().take(LEAD).last().map_or(0, |(index, _)| index);
        let lead = usize::from(start > 0);
        let mut text = "…".repeat(lead);
        let mut cut_end = false;
        for letter in line.text.get(start..).unwrap_or_default().chars() {
            let shown = shown(letter);
            if text.width() + shown.width() > WIDEST_LINE {
                cut_end = true;
                break;
            }
            text.push_str(&shown);
        }
        if cut_end {
            text.push('…');
        }
        Self {
            width: text.width(),
            text,
            start,
            lead,
        }
    }

    /// Columns before and under a place, inside what is shown.
    fn columns(&self, place: &Line<'_>) -> (usize, usize) {
        let width = |from: usize, to: usize| -> usize {
            let part = place.text.get(from..to).unwrap_or_default();
            let letters = part.chars().take(WIDEST_LINE);
            letters.map(|letter| shown(letter).width()).sum()
        };
        let before = (self.lead + width(self.start, place.before)).min(self.width);
        let under = width(place.before, place.before + place.under).min(self.width.saturating_sub(before));
        (before, under)
    }
}

/// One character as it is shown. The width of the result is the width that the mark below must have.
fn shown(letter: char) -> std::borrow::Cow<'static, str> {
    let changes_direction = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{061c}');
    if letter == '\t' {
        "    ".into()
    } else if letter.is_control() || changes_direction || matches!(letter, '\u{2028}' | '\u{2029}') || letter.width().is_none() {
        "\u{fffd}".into()
    } else {
        String::from(letter).into()
    }
}

fn visible(text: &str) -> String {
    text.chars().map(shown).collect()
}

/// Lines after the snippets: the place in a table, the key path, what was probably meant, and general advice.
fn notes(diagnostic: &Diagnostic, language: Language) -> Vec<(&'static str, String)> {
    let mut notes = Vec::new();
    if let Some(place) = diagnostic.table_place() {
        let mut parts = Vec::new();
        if let Some(row) = place.row {
            parts.push(language.pick(format!("第 {row} 行"), format!("row {row}")));
        }
        if let Some(column) = &place.column {
            parts.push(language.pick(format!("列 `{column}`"), format!("column `{column}`")));
        }
        if let Some(area) = &place.area {
            parts.push(language.pick(format!("区域 `{area}`"), format!("area `{area}`")));
        }
        if !parts.is_empty() {
            notes.push((language.pick("位置", "at"), parts.join(language.pick("，", ", "))));
        }
    }
    if let Some(path) = diagnostic.key_path() {
        notes.push((language.pick("键", "key"), path.to_owned()));
    }
    notes.extend(
        diagnostic
            .hints(language)
            .into_iter()
            .map(|hint| (language.pick("提示", "help"), hint)),
    );
    notes
}

#[cfg(test)]
#[path = "render_tests.rs"]
mod tests;
