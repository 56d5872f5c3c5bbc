//! The words, numbers and signs of a folded unit text.

use super::UnitProblem;
use super::composite::LARGEST_NUMBER;

/// Largest magnitude of an exponent in a text.
pub(super) const LARGEST_EXPONENT: i8 = 12;

/// A problem and the byte of the folded text where it is.
pub(super) type Failure = (usize, UnitProblem);

/// A place in a folded text, with what can be read there.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) const fn place(&self) -> usize {
        self.at
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn advance(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    pub(super) const fn return_to(&mut self, place: usize) {
        self.at = place;
    }

    /// Takes the prefix, if it is there.
    pub(super) fn take(&mut self, prefix: &str) -> bool {
        let found = self.rest().starts_with(prefix);
        if found {
            self.advance(prefix.len());
        }
        found
    }

    pub(super) fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.advance(rest.len().saturating_sub(rest.trim_start().len()));
    }

    /// Takes a run of letters; `每` stands for a slash and ends it.
    pub(super) fn take_word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|letter: char| !is_word(letter)).unwrap_or(rest.len());
        self.advance(end);
        rest.get(..end).unwrap_or_default()
    }

    /// Takes a sign that divides: `/`, 每 or the word `per`.
    pub(super) fn take_quotient(&mut self) -> bool {
        if self.take("/") || self.take("每") {
            return true;
        }
        let is_per = self.rest().strip_prefix("per").is_some_and(|rest| !rest.starts_with(is_word));
        if is_per {
            self.advance("per".len());
        }
        is_per
    }

    /// Takes a sign that multiplies. A point between digits would be a decimal number, which has no place in a unit.
    pub(super) fn take_product(&mut self) -> bool {
        if self.take("·") || self.take("*") {
            return true;
        }
        let is_point = self
            .rest()
            .strip_prefix('.')
            .is_some_and(|rest| rest.trim_start().starts_with(is_word));
        if is_point {
            self.advance(1);
        }
        is_point
    }

    fn take_digits(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        self.advance(end);
        rest.get(..end).unwrap_or_default()
    }

    /// Takes `10000`, `10^4`, `10⁴` or `10k`, if a number is there.
    pub(super) fn take_number(&mut self) -> Result<Option<u64>, Failure> {
        let start = self.at;
        let digits = self.take_digits();
        if digits.is_empty() {
            return Ok(None);
        }
        let failure = (start, UnitProblem::Number);
        let mut number: u64 = digits.parse().map_err(|_| failure)?;
        if let Some(exponent) = self.take_power_sign()? {
            number = u32::try_from(exponent)
                .ok()
                .and_then(|exponent| number.checked_pow(exponent))
                .ok_or(failure)?;
        } else if self.rest().strip_prefix('k').is_some_and(|rest| !rest.starts_with(is_word)) {
            self.advance(1);
            number = number.checked_mul(1000).ok_or(failure)?;
        }
        if number == 0 || number > LARGEST_NUMBER {
            Err(failure)
        } else {
            Ok(Some(number))
        }
    }

    /// Takes the exponent of a unit: `2`, `^2`, `^-2`, `²`, `⁻²`.
    pub(super) fn take_exponent(&mut self) -> Result<Option<i8>, Failure> {
        if let Some(exponent) = self.take_power_sign()? {
            return Ok(Some(exponent));
        }
        let start = self.at;
        let digits = self.take_digits();
        if digits.is_empty() {
            Ok(None)
        } else {
            read_exponent(digits, false, start).map(Some)
        }
    }

    fn take_power_sign(&mut self) -> Result<Option<i8>, Failure> {
        let start = self.at;
        if self.take("^") {
            let is_negative = self.take("-");
            let digits = self.take_digits();
            return read_exponent(digits, is_negative, start).map(Some);
        }
        let rest = self.rest();
        let end = rest.find(|letter: char| superscript(letter).is_none()).unwrap_or(rest.len());
        if end == 0 {
            return Ok(None);
        }
        self.advance(end);
        let plain: String = rest.get(..end).unwrap_or_default().chars().filter_map(superscript).collect();
        let digits = plain.strip_prefix('-').unwrap_or(&plain);
        read_exponent(digits, plain.starts_with('-'), start).map(Some)
    }
}

fn read_exponent(digits: &str, is_negative: bool, start: usize) -> Result<i8, Failure> {
    match digits.parse::<i8>() {
        Ok(exponent @ 1..=LARGEST_EXPONENT) => Ok(if is_negative { exponent.saturating_neg() } else { exponent }),
        _ => Err((start, UnitProblem::Exponent)),
    }
}

fn superscript(letter: char) -> Option<char> {
    Some(match letter {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴' => '4',
        '⁵' => '5',
        '⁶' => '6',
        '⁷' => '7',
        '⁸' => '8',
        '⁹' => '9',
        '⁻' => '-',
        _ => return None,
    })
}

/// Whether a character can be part of the name of a unit.
pub(super) fn is_word(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '_' | '%' | '‰') || (!letter.is_ascii() && letter != '每' && letter.is_alphabetic())
}

/// Whether a text can be the id of a counting label: digits would read as an exponent.
pub(super) fn is_label_id(id: &str) -> bool {
    id.starts_with(|letter: char| letter.is_ascii_lowercase())
        && id != "per"
        && id.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'_')
}
