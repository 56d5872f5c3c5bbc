//! Text from data, made harmless for the format that it goes into.

/// Adds a text in which neither Markdown nor the HTML inside it sees marks; line ends become blanks, so that it cannot begin a block.
pub(super) fn markdown(text: &str, out: &mut String) {
    let text = text.trim();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(letter);
            }
            '\r' | '\n' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            // At the beginning of a line these would make a heading, a list or a rule; a sign before a number does not.
            '#' | '=' if start == 0 => {
                out.push('\\');
                out.push(letter);
            }
            '-' | '+' if start == 0 && !next.is_some_and(|next| next.is_ascii_digit()) => {
                out.push('\\');
                out.push(letter);
            }
            '.' | ')' if next.is_none_or(|next| next == ' ') && is_number(text.get(..start)) => {
                out.push('\\');
                out.push(letter);
            }
            control if control.is_control() => out.push('\u{FFFD}'),
            other => out.push(other),
        }
    }
}

fn is_number(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Adds a text to HTML, SVG or XML, for elements and for attributes in double quotes. Characters that XML cannot hold become `�`.
pub(super) fn xml(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            control if control.is_control() => out.push('\u{FFFD}'),
            other => out.push(other),
        }
    }
}

/// The text as [`xml`] writes it.
pub(super) fn to_xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    xml(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_sees_no_marks() {
        let cases = [
            ("江山社区", "江山社区"),
            ("<script>", "&lt;script&gt;"),
            ("a|b*c_d`e", "a\\|b\\*c\\_d\\`e"),
            ("# 标题", "\\# 标题"),
            ("- 项\n- 项", "\\- 项 - 项"),
            ("-0.5", "-0.5"),
            ("1. 项", "1\\. 项"),
            ("8.58", "8.58"),
            ("[a](javascript:b)", "\\[a\\](javascript:b)"),
            ("\u{0}", "\u{FFFD}"),
        ];
        for (text, expected) in cases {
            let mut out = String::new();
            markdown(text, &mut out);
            assert_eq!(out, expected, "{text:?}");
        }
    }

    #[test]
    fn xml_sees_no_marks() {
        assert_eq!(to_xml("<a href=\"x\">'&\u{1}"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;\u{FFFD}");
    }
}
