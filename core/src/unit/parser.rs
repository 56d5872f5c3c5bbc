//! The grammar of unit texts.
//!
//! ```text
//! unit   = [ "每" ] factor { ( "/" | "每" | "per" | "·" | "*" | "." ) factor }      left to right
//! factor = "(" unit ")" [ power ]
//!        | { number } [ word [ power ] ]                                              10^4 m3, 10万人, 100km²
//! word   = spelling | scale word | square word                                        万人, 平方公里, square metre
//! ```

use super::composite::Term;
use super::fold::{fold, place_before_folding};
use super::lexer::{Cursor, Failure};
use super::registry::Units;
use super::table::RowRef;
use super::{Unit, UnitError, UnitProblem};
use crate::nearest::nearest;

/// Longest unit text, in bytes.
const LONGEST: usize = 200;
/// Most factors.
const MOST_FACTORS: usize = 16;
/// Deepest nesting of brackets.
const DEEPEST: u8 = 8;
/// Words of a spelling in several words, such as `passenger car unit`.
const MOST_WORDS: usize = 3;

/// Scale words, the longer before those that they begin with.
const SCALES: [(&str, u64); 11] = [
    ("十万", 100_000),
    ("百万", 1_000_000),
    ("千万", 10_000_000),
    ("十亿", 1_000_000_000),
    ("百亿", 10_000_000_000),
    ("千亿", 100_000_000_000),
    ("万亿", 1_000_000_000_000),
    ("百", 100),
    ("千", 1_000),
    ("万", 10_000),
    ("亿", 100_000_000),
];

/// Why a text was not read.
enum Stop {
    Problem(Failure),
    Unknown(String),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Problem(failure)
    }
}

/// Reads a unit text.
pub(super) fn parse(units: &Units, text: &str) -> Result<Unit, UnitError> {
    let written = text.trim();
    if written.len() > LONGEST {
        let cut = written
            .char_indices()
            .map(|(place, _)| place)
            .take_while(|place| *place <= LONGEST)
            .last()
            .unwrap_or(0);
        let text = written.get(..cut).unwrap_or_default().to_owned();
        return Err(UnitError::Malformed {
            text,
            at: LONGEST,
            problem: UnitProblem::TooLong,
        });
    }
    let folded = fold(written);
    let mut parser = Parser {
        units,
        cursor: Cursor::new(&folded),
        factors: 0,
    };
    let problem = |at: usize, problem| UnitError::Malformed {
        text: written.to_owned(),
        at: place_before_folding(written, at),
        problem,
    };
    match parser.read_all() {
        Ok(terms) => Unit::from_terms(terms, Some(written)),
        Err(Stop::Problem((at, kind))) => Err(problem(at, kind)),
        Err(Stop::Unknown(atom)) => {
            // Every other sign is one letter away from a single one, and so are many words of two characters: a hint would be a guess.
            let is_long = atom.chars().count() > if atom.is_ascii() { 1 } else { 2 };
            let nearest = if is_long { nearest(&atom, units.spellings()) } else { None };
            Err(UnitError::Unknown {
                text: written.to_owned(),
                atom,
                nearest,
            })
        }
    }
}

/// Whether the whole text is one word of the table's kind, so that it can be found when it stands in a unit.
pub(super) fn is_one_word(text: &str) -> bool {
    let folded = fold(text);
    let mut cursor = Cursor::new(&folded);
    let is_whole = cursor.take_word().len() == folded.len();
    is_whole && !folded.is_empty() && folded == text && text != "per"
}

struct Parser<'a> {
    units: &'a Units,
    cursor: Cursor<'a>,
    factors: usize,
}

impl<'a> Parser<'a> {
    fn read_all(&mut self) -> Result<Vec<Term>, Stop> {
        self.cursor.skip_blanks();
        if self.cursor.rest().is_empty() {
            return Err((0, UnitProblem::Empty).into());
        }
        let mut terms = Vec::with_capacity(4);
        self.read_unit(&mut terms, 0)?;
        if self.cursor.rest().is_empty() {
            Ok(terms)
        } else {
            Err(self.problem(UnitProblem::UnexpectedCharacter))
        }
    }

    fn problem(&self, problem: UnitProblem) -> Stop {
        Stop::Problem((self.cursor.place(), problem))
    }

    /// Reads up to the end of the text or a closing bracket.
    fn read_unit(&mut self, terms: &mut Vec<Term>, depth: u8) -> Result<(), Stop> {
        let mut has_quotient = self.cursor.take("每");
        let mut inverts = has_quotient;
        loop {
            let own = terms.len();
            self.read_factor(terms, depth)?;
            if inverts {
                for term in terms.iter_mut().skip(own) {
                    term.invert();
                }
            }
            self.cursor.skip_blanks();
            if self.cursor.take_quotient() {
                (inverts, has_quotient) = (true, true);
            } else if self.cursor.take_product() {
                if has_quotient {
                    return Err(self.problem(UnitProblem::AmbiguousProduct));
                }
                inverts = false;
            } else {
                return Ok(());
            }
        }
    }

    fn read_factor(&mut self, terms: &mut Vec<Term>, depth: u8) -> Result<(), Stop> {
        self.cursor.skip_blanks();
        self.factors = self.factors.saturating_add(1);
        if self.factors > MOST_FACTORS || depth > DEEPEST {
            return Err(self.problem(UnitProblem::TooManyFactors));
        }
        if self.cursor.take("(") {
            return self.read_group(terms, depth);
        }
        let mut number = 1_u64;
        let mut has_number = false;
        let start = self.cursor.place();
        if let Some(read) = self.cursor.take_number()? {
            number = read;
            has_number = true;
            self.cursor.skip_blanks();
        }
        let place = self.cursor.place();
        if self.cursor.take_quotient() {
            self.cursor.return_to(place);
        } else {
            let word = self.cursor.take_word();
            if !word.is_empty() {
                let term = self.read_word(word)?;
                number = number.checked_mul(term.number).ok_or((start, UnitProblem::Number))?;
                if term.is_one() {
                    if number > 1 {
                        terms.push(Term::number(number));
                    }
                } else if term.is_divisor && number > 1 {
                    // The exponent belongs to the unit and not to the scale in front of it.
                    terms.extend([Term::number(number), Term { number: 1, ..term }]);
                } else {
                    terms.push(Term { number, ..term });
                }
                return Ok(());
            }
        }
        if !has_number {
            return Err(self.problem(UnitProblem::MissingFactor));
        }
        if number > 1 {
            terms.push(Term::number(number));
        }
        Ok(())
    }

    fn read_group(&mut self, terms: &mut Vec<Term>, depth: u8) -> Result<(), Stop> {
        let opened = self.cursor.place();
        let own = terms.len();
        self.read_unit(terms, depth.saturating_add(1))?;
        self.cursor.skip_blanks();
        if !self.cursor.take(")") {
            let problem = if self.cursor.rest().is_empty() {
                UnitProblem::UnclosedBracket
            } else {
                UnitProblem::UnexpectedCharacter
            };
            let at = if problem == UnitProblem::UnclosedBracket {
                opened.saturating_sub(1)
            } else {
                self.cursor.place()
            };
            return Err((at, problem).into());
        }
        let place = self.cursor.place();
        if let Some(exponent) = self.cursor.take_exponent()? {
            for term in terms.iter_mut().skip(own) {
                term.raise(exponent).ok_or((place, UnitProblem::Exponent))?;
            }
        }
        Ok(())
    }

    /// Reads the unit that begins with a word: the word itself, the same with the words behind it, or its parts.
    fn read_word(&mut self, word: &'a str) -> Result<Term, Stop> {
        let (mut rest, mut number, mut power) = (word, 1, 1_i8);
        let mut found = self.find_words(word);
        if found.is_none() {
            if let Some((scaled, scale)) = SCALES.iter().find_map(|(scale, number)| Some((rest.strip_prefix(scale)?, *number))) {
                (rest, number) = (scaled, scale);
                if rest.is_empty() {
                    return Ok(Term::number(number));
                }
                found = self.find(rest);
            }
            if found.is_none()
                && let Some((base, exponent)) = self.split_power(rest)
            {
                (rest, power) = (base, exponent);
                found = self.find(rest);
            }
        }
        let row = found.ok_or_else(|| Stop::Unknown(rest.to_owned()))?;
        if &*row.symbol == "dB(A)" {
            self.cursor.take("(A)");
        }
        let place = self.cursor.place();
        if let Some(exponent) = self.cursor.take_exponent()? {
            // 平方km² would be a fourth power, which nobody means.
            if power != 1 {
                return Err((place, UnitProblem::Exponent).into());
            }
            power = exponent;
        }
        Ok(Term::unit(row, number, power))
    }

    /// Takes 平方 or 立方 off a word, or moves from `square` or `cubic` on to the next word.
    fn split_power(&mut self, word: &'a str) -> Option<(&'a str, i8)> {
        match word {
            "square" | "cubic" => {
                self.cursor.skip_blanks();
                Some((self.cursor.take_word(), if word == "square" { 2 } else { 3 }))
            }
            _ => word
                .strip_prefix("平方")
                .map(|base| (base, 2))
                .or_else(|| word.strip_prefix("立方").map(|base| (base, 3))),
        }
    }

    /// The longest spelling that begins with this word. In the table the words of one spelling are held together by `_`.
    fn find_words(&mut self, word: &str) -> Option<RowRef> {
        let mut found = self.find(word);
        if self.cursor.peek() != Some(' ') || !word.is_ascii() {
            return found;
        }
        let mut joined = word.to_owned();
        let mut end = self.cursor.place();
        for _ in 1..MOST_WORDS {
            self.cursor.skip_blanks();
            let next = self.cursor.take_word();
            if next.is_empty() || next == "per" {
                break;
            }
            joined.push('_');
            joined.push_str(next);
            if let Some(row) = self.find(&joined) {
                found = Some(row);
                end = self.cursor.place();
            }
        }
        self.cursor.return_to(end);
        found
    }

    /// A spelling, its English plural, or its capitals in lower case.
    fn find(&self, word: &str) -> Option<RowRef> {
        if let Some(row) = self.units.find(word) {
            return Some(row);
        }
        if !word.is_ascii() {
            return None;
        }
        if let Some(row) = word
            .strip_suffix('s')
            .filter(|singular| singular.len() > 2)
            .and_then(|singular| self.units.find(singular))
        {
            return Some(row);
        }
        let is_capital = word.bytes().all(|letter| letter.is_ascii_uppercase());
        if is_capital {
            self.units.find(&word.to_ascii_lowercase())
        } else {
            None
        }
    }
}
