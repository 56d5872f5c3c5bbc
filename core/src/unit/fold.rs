//! One form for the many code points of the same character.

use std::borrow::Cow;

use crate::fold::half_width;

/// Folds full-width characters, square unit signs, slashes, dots and both micro signs. Lends the text where nothing is to be done.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(|letter| matches!(form(letter), Form::Same)) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        push(letter, &mut folded);
    }
    Cow::Owned(folded)
}

/// The byte of `text` that became byte `at` of its folded form.
pub(super) fn place_before_folding(text: &str, at: usize) -> usize {
    let mut folded = String::new();
    for (place, letter) in text.char_indices() {
        push(letter, &mut folded);
        if folded.len() > at {
            return place;
        }
    }
    text.len()
}

/// What a character becomes.
enum Form {
    Same,
    Letter(char),
    Text(&'static str),
}

fn form(letter: char) -> Form {
    Form::Text(match letter {
        '\u{B5}' => "μ",
        '⁄' | '∕' | '÷' => "/",
        '•' | '‧' | '⋅' | '∙' | '・' | '･' | '×' | '∗' => "·",
        '﹪' => "%",
        '㎡' => "m2",
        '㎥' => "m3",
        '㎢' => "km2",
        '㎞' => "km",
        '㎝' => "cm",
        '㎜' => "mm",
        '㎏' => "kg",
        '㎎' => "mg",
        '㎍' => "μg",
        '㎖' => "mL",
        'ℓ' => "L",
        _ => {
            let plain = half_width(letter);
            return if plain == letter { Form::Same } else { Form::Letter(plain) };
        }
    })
}

fn push(letter: char, folded: &mut String) {
    match form(letter) {
        Form::Same => folded.push(letter),
        Form::Letter(letter) => folded.push(letter),
        Form::Text(text) => folded.push_str(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_character_in_one_form() {
        assert_eq!(fold("ｍ２／（人・日）％"), "m2/(人·日)%");
        assert_eq!(fold("\u{B5}g/㎥"), fold("\u{3BC}g/m3"));
        assert!(matches!(fold("公里/平方公里"), Cow::Borrowed(_)));
    }

    #[test]
    fn places_are_those_of_the_text_as_written() {
        assert_eq!(fold("㎡／?").find('?'), Some(3));
        assert_eq!(place_before_folding("㎡／?", 3), 6);
        assert_eq!(place_before_folding("㎡", 9), 3);
    }
}
