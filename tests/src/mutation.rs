//! Small damages to a text, as typing errors, broken copies and hostile hands make them.

use super::dice::Dice;

const PIECES: [&str; 40] = [
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "（",
    "）",
    ",",
    ":",
    "=",
    "\n",
    "\r\n",
    "\0",
    "\u{FEFF}",
    "\t",
    "-",
    "+",
    "1e999",
    "0",
    "-1",
    "NaN",
    "1/0",
    "%",
    "‰",
    "万",
    "亿",
    "平方公里",
    "null",
    "true",
    "是",
    "、",
    "🏙",
    "\u{202E}",
    "sum(",
    "[[indicator]]",
    "99999999999999999999999999999999999999",
    "\\u0000",
];

/// The text with a few damages.
pub fn damaged(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=dice.below(4) {
        let start = dice.below(letters.len().max(1)).min(letters.len());
        let end = (start + 1 + dice.below(12)).min(letters.len());
        match dice.below(5) {
            0 => drop(letters.drain(start..end)),
            1 => {
                let copy = letters[start..end].to_vec();
                letters.splice(start..start, copy);
            }
            2 => letters.truncate(start),
            3 if start < letters.len() => {
                let other = dice.below(letters.len());
                letters.swap(start, other);
            }
            _ => {
                letters.splice(start..start, dice.pick(&PIECES).chars());
            }
        }
    }
    letters.into_iter().collect()
}
