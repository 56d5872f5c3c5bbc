//! Text inside the parts of a workbook, and the names of its cells.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Letters of one cell that Excel holds, in UTF-16 units.
pub(crate) const MAXIMUM_TEXT: usize = 32_767;

/// Adds a text that a reader gets back as it is. What XML cannot hold is shown as `�`, and what a workbook would read as an escape (`_x0041_`) is
/// escaped itself.
pub(crate) fn escape(text: &str, out: &mut String) {
    if text
        .bytes()
        .all(|byte| byte >= 0x20 && !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'_' | 0xEF))
    {
        out.push_str(text);
        return;
    }
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if is_escape(text.get(start..).unwrap_or_default()) => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(letter),
            '\r' => {
                if letters.peek().is_none_or(|(_, next)| *next != '\n') {
                    out.push('\n');
                }
            }
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            other => out.push(other),
        }
    }
}

/// Whether the text begins like `_x0041_`.
fn is_escape(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("_x") else { return false };
    rest.get(..4)
        .is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
        && rest.get(4..5) == Some("_")
}

/// A text of at most `limit` UTF-16 units; a longer one ends with `…`.
pub(crate) fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    // A text has no more units than bytes.
    if text.len() <= limit || text.encode_utf16().count() <= limit {
        return Cow::Borrowed(text);
    }
    let mut units = 1;
    let kept: String = text
        .chars()
        .take_while(|letter| {
            units += letter.len_utf16();
            units <= limit
        })
        .collect();
    Cow::Owned(kept + "…")
}

/// Letters of a column, counted from zero: `A`, `Z`, `AA` …
pub(crate) fn column_name(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index;
    loop {
        let letter = u8::try_from(rest % 26).unwrap_or_default();
        letters.push(char::from(b'A'.saturating_add(letter)));
        let Some(next) = (rest / 26).checked_sub(1) else { break };
        rest = next;
    }
    letters.into_iter().rev().collect()
}

/// Name of a cell, row and column counted from zero: `B7`.
pub(crate) fn cell_name(row: u32, column: usize) -> String {
    let mut name = column_name(column);
    let _ = write!(name, "{}", u64::from(row) + 1);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        escape(text, &mut out);
        out
    }

    #[test]
    fn text_is_escaped() {
        let cases = [
            ("社区", "社区"),
            ("<a href=\"x\">&", "&lt;a href=&quot;x&quot;&gt;&amp;"),
            ("a\r\nb\rc\td", "a\nb\nc\td"),
            ("\u{0}\u{1B}\u{FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("_x0041_", "_x005F_x0041_"),
            ("a_x004_ _xyz", "a_x004_ _xyz"),
            ("＜", "＜"),
        ];
        for (text, expected) in cases {
            assert_eq!(escaped(text), expected, "{text:?}");
        }
    }

    #[test]
    fn text_is_cut_by_utf16_units() {
        assert_eq!(cut("社区", 2), "社区");
        assert_eq!(cut("社区表", 2), "社…");
        assert_eq!(cut("𠮷𠮷", 4), "𠮷𠮷");
        assert_eq!(cut("𠮷𠮷", 3), "𠮷…");
    }

    #[test]
    fn cells_are_named() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702, 16_383].into_iter().map(column_name).collect();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
        assert_eq!(cell_name(6, 1), "B7");
    }
}
