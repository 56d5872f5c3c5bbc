//! Charts as SVG: bars, lines and words with whole coordinates, so that every machine draws the same.
//!
//! Words stay words, for readers, search and copying. Colours are attributes that a style sheet can override by class; every chart has a
//! title and a description, and its numbers stand in a table too.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::escape;

/// Width of every chart in its own units; the page scales it.
pub(super) const WIDTH: i64 = 760;
/// Height of one row of bars.
pub(super) const ROW: i64 = 26;
/// Units per half-width character of the usual text.
const CHARACTER: i64 = 7;
const FONT: i64 = 13;
const FAMILY: &str = "'Source Han Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif";

/// Where a text is held.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Colour of a mark and the class that a style sheet finds it by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink {
    pub(super) class: &'static str,
    pub(super) fill: &'static str,
    /// Colour of words on it.
    pub(super) on: &'static str,
}

pub(super) const VERY_GOOD: Ink = ink("very-good", "#2f7d5b", "#fff");
pub(super) const GOOD: Ink = ink("good", "#8bbf73", "#1f2a1c");
pub(super) const FAIR: Ink = ink("fair", "#e5b64c", "#3a2c05");
pub(super) const INSUFFICIENT: Ink = ink("insufficient", "#bf4f3a", "#fff");
pub(super) const NONE: Ink = ink("none", "#c9ced6", "#333");
pub(super) const PLAIN: Ink = ink("plain", "#4c7298", "#fff");

const fn ink(class: &'static str, fill: &'static str, on: &'static str) -> Ink {
    Ink { class, fill, on }
}

/// A chart being drawn from top to bottom.
pub(super) struct Drawing {
    body: String,
    height: i64,
}

impl Drawing {
    pub(super) const fn new() -> Self {
        Self {
            body: String::new(),
            height: 8,
        }
    }

    /// Begins a row and gives its upper end.
    pub(super) fn row(&mut self, height: i64) -> i64 {
        let top = self.height;
        self.height = self.height.saturating_add(height);
        top
    }

    pub(super) const fn height(&self) -> i64 {
        self.height
    }

    pub(super) fn bar(&mut self, (x, y): (i64, i64), (width, height): (i64, i64), ink: Ink, title: &str) {
        // Writing to a String does not fail, here and below.
        let _ = write!(
            self.body,
            "<rect class=\"ink-{}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{}\">",
            ink.class, ink.fill
        );
        if !title.is_empty() {
            let _ = write!(self.body, "<title>{}</title>", escape::to_xml(title));
        }
        self.body.push_str("</rect>\n");
    }

    pub(super) fn line(&mut self, (x, y): (i64, i64), (to_x, to_y): (i64, i64), colour: &str, width: i64) {
        let _ = writeln!(
            self.body,
            "<line x1=\"{x}\" y1=\"{y}\" x2=\"{to_x}\" y2=\"{to_y}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>"
        );
    }

    /// Words on one line; `y` is the line that they stand on.
    pub(super) fn words(&mut self, (x, y): (i64, i64), anchor: Anchor, colour: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{}</text>",
            escape::to_xml(text)
        );
    }

    /// A row of colours with their names, in the middle of the chart.
    pub(super) fn legend(&mut self, entries: &[(Ink, &str)]) {
        const MARK: i64 = 12;
        const SPACE: i64 = 22;
        let widths = entries.iter().map(|(_, name)| MARK + 6 + width(name) + SPACE);
        let mut x = (WIDTH - widths.sum::<i64>()) / 2;
        let top = self.row(ROW);
        for (ink, name) in entries {
            self.bar((x, top + 4), (MARK, MARK), *ink, "");
            self.words((x + MARK + 6, top + 15), Anchor::Start, "#333", name);
            x = x + MARK + 6 + width(name) + SPACE;
        }
    }

    /// The chart with its name, its title and what it shows.
    pub(super) fn finish(self, name: &str, title: &str, description: &str) -> String {
        let height = self.height + 4;
        let name = escape::to_xml(name);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             aria-labelledby=\"{name}-title {name}-description\" font-family=\"{FAMILY}\" font-size=\"{FONT}\">\n\
             <title id=\"{name}-title\">{}</title>\n<desc id=\"{name}-description\">{}</desc>\n{}</svg>",
            escape::to_xml(title),
            escape::to_xml(description),
            self.body
        )
    }
}

/// Width of words in units of the chart.
pub(super) fn width(text: &str) -> i64 {
    i64::try_from(text.width())
        .unwrap_or(i64::MAX / CHARACTER)
        .saturating_mul(CHARACTER)
}

/// The words as far as they fit; where they do not, they end with `…`.
pub(super) fn fit(text: &str, limit: i64) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if width(&kept) > limit - 2 * CHARACTER {
            kept.pop();
            break;
        }
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fit_their_place() {
        assert_eq!(fit("江山社区", 70), "江山社区");
        assert_eq!(fit("江山社区居民委员会", 70), "江山社区…");
        assert_eq!(width("江a"), 21);
    }

    #[test]
    fn a_drawing_holds_words_and_no_marks_of_others() {
        let mut drawing = Drawing::new();
        drawing.words((0, 0), Anchor::Start, "#000", "<script>");
        let svg = drawing.finish("a\"b", "标题", "说明 & 数");
        assert!(svg.contains(">&lt;script&gt;</text>"), "{svg}");
        assert!(svg.contains("id=\"a&quot;b-title\""), "{svg}");
        assert!(svg.contains("<desc id=\"a&quot;b-description\">说明 &amp; 数</desc>"), "{svg}");
    }
}
