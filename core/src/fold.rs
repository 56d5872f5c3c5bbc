//! One form for texts that differ only in width, spacing or invisible characters.

/// The half-width form of a full-width character or blank; any other character as it is.
pub(crate) fn half_width(character: char) -> char {
    match character {
        // The full-width block stands in the same order as ASCII.
        '\u{FF01}'..='\u{FF5E}' => u32::from(character)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(character),
        '\u{3000}' | '\u{A0}' => ' ',
        other => other,
    }
}

/// The plain form of a character in a table: half-width, with the brackets, dashes and blanks of a keyboard. `None` for characters that
/// nobody sees (byte-order mark, zero-width blanks).
pub(crate) fn plain(character: char) -> Option<char> {
    Some(match character {
        '【' | '〔' | '〖' => '[',
        '】' | '〕' | '〗' => ']',
        '﹙' => '(',
        '﹚' => ')',
        '﹪' => '%',
        '﹣' | '−' | '‐' | '‑' => '-',
        '∶' => ':',
        '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\t' | '\r' | '\n' => ' ',
        '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{AD}' => return None,
        other => half_width(other),
    })
}

/// Folds a cell into the buffer, without blanks at its ends. A cell that is plain ASCII is returned as it stands.
pub(crate) fn fold_cell<'a>(text: &'a str, buffer: &'a mut String) -> &'a str {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return text.trim_matches(' ');
    }
    buffer.clear();
    buffer.extend(text.chars().filter_map(plain));
    buffer.trim_matches(' ')
}

/// A text without blanks and invisible characters at its ends, its width unchanged: an id, or a name to show.
pub(crate) fn trim(text: &str) -> &str {
    // Nearly every id begins and ends with a letter or a digit.
    let is_end = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    if is_end(text.as_bytes().first()) && is_end(text.as_bytes().last()) {
        return text;
    }
    text.trim_matches(|character| matches!(plain(character), None | Some(' ')))
}

/// The form in which names are compared: half-width, lower-case ASCII, no blank beside a Chinese character and one at most elsewhere.
///
/// A [`Schema`](crate::dataset::Schema) is asked with names in this form, and keeps its own names in it.
///
/// ```
/// use cityvitals::dataset::fold_name;
///
/// assert_eq!(fold_name("　建成区 面积（平方公里）"), "建成区面积(平方公里)");
/// assert_eq!(fold_name("Built_Up_Area"), "built_up_area");
/// ```
pub fn fold_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut blank = false;
    for character in name.chars().filter_map(plain) {
        if character == ' ' {
            blank = true;
            continue;
        }
        let beside_ascii = character.is_ascii() && folded.chars().next_back().is_some_and(|before| before.is_ascii());
        if std::mem::take(&mut blank) && beside_ascii {
            folded.push(' ');
        }
        folded.push(character.to_ascii_lowercase());
    }
    folded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn width_and_blanks_are_folded() {
        let cases = [
            ("１，２３４．５％", "1,234.5%"),
            ("\u{FEFF} 12\u{200B} ", "12"),
            ("（－３）", "(-3)"),
            ("", ""),
            (" \t\n", ""),
            ("——", "——"),
            ("0.6≤X≤1", "0.6≤X≤1"),
        ];
        for (text, folded) in cases {
            assert_eq!(fold_cell(text, &mut String::new()), folded, "{text:?}");
        }
    }

    #[test]
    fn names_are_folded() {
        let cases = [
            ("建成区\n面积 （平方公里）", "建成区面积(平方公里)"),
            ("公交站点覆盖率(%）", "公交站点覆盖率(%)"),
            ("  Built-up   Area ", "built-up area"),
            ("GDP 总量", "gdp总量"),
            ("道路 【km】", "道路[km]"),
        ];
        for (name, folded) in cases {
            assert_eq!(fold_name(name), folded, "{name:?}");
        }
        assert_eq!(trim("\u{FEFF}　１号楼 \n"), "１号楼");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text: String) {
            let once = fold_name(&text);
            prop_assert_eq!(fold_name(&once), once.clone());
            let (mut first, mut second) = (String::new(), String::new());
            let cell = fold_cell(&text, &mut first).to_owned();
            prop_assert_eq!(fold_cell(&cell, &mut second), cell.as_str());
        }
    }
}
