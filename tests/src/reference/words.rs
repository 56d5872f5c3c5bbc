//! Words of the pages, and how marks, names and tables are written in Markdown.

use std::fmt::Write as _;

use cityvitals::catalogue::document::{Direction, EvidenceMarks, Nature};
use cityvitals::catalogue::{Evidence, Item, Text};
use cityvitals::{Catalogue, Language};

/// The words of one language.
#[derive(Clone, Copy)]
pub(super) struct Words(pub(super) Language);

impl Words {
    pub(super) fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self.0 {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    pub(super) fn text(self, text: &Text) -> &str {
        text.in_language(self.0)
    }

    /// Separator of a list inside a sentence.
    pub(super) fn comma(self) -> &'static str {
        self.pick("、", ", ")
    }

    /// Words in brackets behind another one.
    pub(super) fn brackets(self, inner: &str) -> String {
        match self.0 {
            Language::Chinese => format!("（{inner}）"),
            Language::English => format!(" ({inner})"),
        }
    }

    /// The mark of a fact that was not read in its document; empty for one that was.
    pub(super) fn mark(self, evidence: Evidence) -> &'static str {
        match evidence {
            Evidence::Source => "",
            Evidence::Inferred => self.pick("推断", "inferred"),
            Evidence::Recalled => self.pick("待核", "to be verified"),
        }
    }

    /// The mark behind a fact, as small print.
    pub(super) fn marked(self, text: &str, evidence: Evidence) -> String {
        match self.mark(evidence) {
            "" => text.to_owned(),
            mark => format!("{text} *{}*", self.brackets(mark).trim()),
        }
    }

    pub(super) fn direction(self, direction: Direction) -> &'static str {
        match direction {
            Direction::HigherBetter => self.pick("越高越好", "more is better"),
            Direction::LowerBetter => self.pick("越低越好", "less is better"),
            Direction::Zero => self.pick("应为零", "should be zero"),
            Direction::Range => self.pick("宜在范围内", "good inside a range"),
            Direction::Neutral => self.pick("无方向", "neither"),
        }
    }

    pub(super) fn nature(self, nature: Nature) -> &'static str {
        match nature {
            Nature::BottomLine => self.pick("底线型", "bottom line"),
            Nature::Improvement => self.pick("提升型", "improvement"),
        }
    }

    /// Name of a term of a vocabulary; the id where the catalogue does not name it.
    pub(super) fn term<'a>(self, catalogue: &'a Catalogue, vocabulary: &str, id: &'a str) -> &'a str {
        let terms = &catalogue.document().terms;
        let known = terms.iter().find(|term| term.vocabulary == vocabulary && term.id.value == id);
        known.map_or(id, |term| self.text(&term.name))
    }

    /// Name of a level.
    pub(super) fn level<'a>(self, catalogue: &'a Catalogue, id: &'a str) -> &'a str {
        let known = catalogue.document().levels.iter().find(|level| level.id.value == id);
        known.map_or(id, |level| self.text(&level.name))
    }

    /// A table of data items, each with a cell of its own under `heading`.
    pub(super) fn items<'a>(self, catalogue: &Catalogue, heading: (&str, &str), items: impl Iterator<Item = (&'a Item, String)>) -> String {
        let row = |(item, own): (&Item, String)| {
            vec![
                plain(self.text(&item.name)),
                code(&item.id),
                plain(&item.unit),
                plain(self.level(catalogue, &item.level)),
                plain(self.term(catalogue, "scope", &item.scope)),
                own,
                self.mark(item.evidence.default).to_owned(),
            ]
        };
        let headings = [
            ("数据项", "Data item"),
            ("标识", "Id"),
            ("单位", "Unit"),
            ("层级", "Level"),
            ("范围", "Scope"),
            heading,
            ("依据", "Evidence"),
        ];
        self.table(&headings, items.map(row).collect())
    }

    /// A Markdown table of cells that are Markdown; `headings` are pairs of Chinese and English.
    pub(super) fn table(self, headings: &[(&str, &str)], rows: Vec<Vec<String>>) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let heads = headings.iter().map(|(zh, en)| self.pick(zh, en).to_owned()).collect();
        let mut out = line(heads);
        out.push_str(&line(vec!["---".to_owned(); headings.len()]));
        out.extend(rows.into_iter().map(line));
        out
    }
}

/// The fields of an entry whose marks are weaker than that of the whole, and the mark of the whole, in words.
pub(super) fn evidence_line(words: Words, marks: &EvidenceMarks) -> String {
    let whole = match marks.default {
        Evidence::Source => words.pick("文件原文", "read in the document"),
        Evidence::Inferred => words.pick("推断", "inferred"),
        Evidence::Recalled => words.pick("待核", "to be verified"),
    };
    let mut line = whole.to_owned();
    for mark in [Evidence::Source, Evidence::Inferred, Evidence::Recalled] {
        if mark == marks.default {
            continue;
        }
        let fields: Vec<String> = marks
            .fields
            .iter()
            .filter(|(_, of)| **of == mark)
            .map(|(field, _)| format!("`{field}`"))
            .collect();
        if fields.is_empty() {
            continue;
        }
        let name = match mark {
            Evidence::Source => words.pick("文件原文", "read in the document"),
            other => words.mark(other),
        };
        line.push_str(words.pick("；", "; "));
        let _ = write!(line, "{name}{}{}", words.pick("：", ": "), fields.join(words.comma()));
    }
    line
}

/// Text in a paragraph: signs that Markdown or HTML would read are escaped.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '*' | '_' | '`' | '[' | ']' | '|' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

/// A text of the catalogue as code, such as an id or a unit; nothing for an empty one.
pub(super) fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

/// The place of an indicator on its page.
pub(super) fn anchor(number: u16) -> String {
    format!("i{number}")
}
