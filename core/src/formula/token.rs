//! Formula text to tokens, with full-width signs and Chinese keywords folded to one form.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::problem::{Problem, ProblemKind};
use crate::fold::half_width;

/// Longest formula that is read, in bytes.
pub const MAXIMUM_LENGTH: usize = 4096;

/// One token and the bytes it came from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: TokenKind<'a>,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// What a token is. Its text is lent from the formula unless it was folded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TokenKind<'a> {
    Number(Decimal),
    Name(Cow<'a, str>),
    /// A name in quotes: 「…」, “…” or "…".
    Quoted(&'a str),
    /// The text between square brackets: a unit.
    Unit(Cow<'a, str>),
    Keyword(Keyword),
    Sign(Sign),
    End,
}

/// Words that are no names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keyword {
    Where,
    In,
    And,
    Or,
    Not,
    Weight,
    True,
    False,
}

/// Punctuation and operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Open,
    Close,
    Comma,
    Colon,
    Dot,
    Plus,
    Minus,
    Times,
    Divide,
    Percent,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
}

/// Folds the full-width and typographic variants of one character.
pub(crate) fn fold(character: char) -> char {
    if character.is_ascii() {
        return character;
    }
    match character {
        '、' => ',',
        '×' | '✕' => '*',
        '÷' | '∕' => '/',
        '−' | '–' => '-',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        other => half_width(other),
    }
}

/// Quotes that a name may stand in.
pub(super) const QUOTES: [(char, char); 4] = [('「', '」'), ('“', '”'), ('『', '』'), ('"', '"')];

/// Whether a name reads back as itself without quotes.
pub(super) fn is_plain_name(name: &str) -> bool {
    let mut letters = name.chars();
    let starts = letters
        .next()
        .is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first));
    let goes_on = letters.all(|letter| letter == '_' || unicode_ident::is_xid_continue(letter));
    starts && goes_on && keyword(name).is_none() && name.chars().all(|letter| fold(letter) == letter)
}

fn keyword(name: &str) -> Option<Keyword> {
    Some(match name {
        "where" | "其中" | "满足" => Keyword::Where,
        "in" | "属于" => Keyword::In,
        "and" | "且" | "并且" => Keyword::And,
        "or" | "或" | "或者" => Keyword::Or,
        "not" | "非" | "不" => Keyword::Not,
        "weight" | "权" | "权重" => Keyword::Weight,
        "true" | "是" | "真" => Keyword::True,
        "false" | "否" | "假" => Keyword::False,
        _ => return None,
    })
}

struct Lexer<'a> {
    text: &'a str,
    position: usize,
    tokens: Vec<Token<'a>>,
}

/// Splits a formula into tokens; the last one is `End`.
pub(crate) fn tokens(text: &str) -> Result<Vec<Token<'_>>, Problem> {
    if text.len() > MAXIMUM_LENGTH {
        return Err(Problem::new(
            ProblemKind::TooLong {
                size: text.len(),
                limit: MAXIMUM_LENGTH,
            },
            0,
            text.len(),
        ));
    }
    let mut lexer = Lexer {
        text,
        position: 0,
        // Names are long and signs stand between blanks, so that this is enough for nearly every formula.
        tokens: Vec::with_capacity((text.len() / 4).saturating_add(2)),
    };
    while lexer.step()? {}
    Ok(lexer.tokens)
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next().map(fold)
    }

    fn advance(&mut self) -> Option<char> {
        let character = self.rest().chars().next()?;
        self.position = self.position.saturating_add(character.len_utf8());
        Some(fold(character))
    }

    /// Takes characters while they fit and gives the folded text.
    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> Cow<'a, str> {
        let rest = self.rest();
        // Most of a formula is ASCII, which stands as it is.
        let plain = rest.bytes().take_while(|byte| byte.is_ascii() && fits(char::from(*byte))).count();
        let others = rest.get(plain..).unwrap_or_default().chars();
        let (length, same) = others
            .take_while(|character| fits(fold(*character)))
            .fold((plain, true), |(length, same), character| {
                (length.saturating_add(character.len_utf8()), same && fold(character) == character)
            });
        let taken = rest.get(..length).unwrap_or_default();
        self.position = self.position.saturating_add(length);
        if same {
            Cow::Borrowed(taken)
        } else {
            Cow::Owned(taken.chars().map(fold).collect())
        }
    }

    fn push(&mut self, kind: TokenKind<'a>, start: usize) {
        let offset = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
        self.tokens.push(Token {
            kind,
            start: offset(start),
            end: offset(self.position),
        });
    }

    fn step(&mut self) -> Result<bool, Problem> {
        while self.peek().is_some_and(char::is_whitespace) {
            self.advance();
        }
        let start = self.position;
        let Some(first) = self.peek() else {
            self.push(TokenKind::End, start);
            return Ok(false);
        };
        let kind = match first {
            '0'..='9' => self.number(start)?,
            '[' => self.bracketed(start)?,
            '"' | '“' | '”' | '「' | '『' => self.quoted(start)?,
            _ if first == '_' || unicode_ident::is_xid_start(first) => {
                let name = self.take_while(|character| character == '_' || unicode_ident::is_xid_continue(character));
                keyword(&name).map_or(TokenKind::Name(name), TokenKind::Keyword)
            }
            _ => self.sign(start)?,
        };
        self.push(kind, start);
        Ok(true)
    }

    fn number(&mut self, start: usize) -> Result<TokenKind<'a>, Problem> {
        let mut digits = self.take_while(|character| character.is_ascii_digit());
        let after_point = self.rest().chars().map(fold).nth(1);
        if self.peek() == Some('.') && after_point.is_some_and(|character| character.is_ascii_digit()) {
            self.advance();
            let decimals = self.take_while(|character| character.is_ascii_digit());
            digits = Cow::Owned(format!("{digits}.{decimals}"));
        }
        // `12abc`, `1.2.3` and `20公里` are typing errors, not products; but a keyword may follow without a blank, as in `层数≥3且…`.
        let after = self.position;
        let rest = self.take_while(|character| matches!(character, '_' | '.') || unicode_ident::is_xid_continue(character));
        if keyword(&rest).is_some() {
            self.position = after;
        } else if !rest.is_empty() {
            let text = format!("{digits}{rest}");
            return Err(Problem::new(ProblemKind::BadNumber { text }, start, self.position));
        }
        Decimal::from_str_exact(&digits)
            .map(TokenKind::Number)
            .map_err(|_| Problem::new(ProblemKind::BadNumber { text: digits.into_owned() }, start, self.position))
    }

    fn bracketed(&mut self, start: usize) -> Result<TokenKind<'a>, Problem> {
        self.advance();
        let unit = self.take_while(|character| character != ']' && character != '[' && character != '\n');
        if self.advance() == Some(']') {
            let trimmed = match unit {
                Cow::Borrowed(unit) => Cow::Borrowed(unit.trim()),
                Cow::Owned(unit) => Cow::Owned(unit.trim().to_owned()),
            };
            Ok(TokenKind::Unit(trimmed))
        } else {
            Err(self.unclosed(start))
        }
    }

    fn quoted(&mut self, start: usize) -> Result<TokenKind<'a>, Problem> {
        let open = self.advance().unwrap_or('"');
        // A closing “ ” at the beginning is a typing error that is understood.
        let close = QUOTES.iter().find(|(own, _)| *own == open).map_or('”', |(_, close)| *close);
        // Names are looked up as they are written, so what stands between quotes is not folded.
        let from = self.position;
        self.take_while(|character| character != close && character != '\n');
        let name = self.text.get(from..self.position).unwrap_or_default();
        if self.advance() == Some(close) {
            Ok(TokenKind::Quoted(name))
        } else {
            Err(self.unclosed(start))
        }
    }

    /// A bracket or quote that began here and has no end.
    fn unclosed(&self, start: usize) -> Problem {
        let open = self.written(start);
        Problem::new(ProblemKind::Unclosed { open }, start, start.saturating_add(open.len_utf8()))
    }

    /// The character at a place, not folded, for messages.
    fn written(&self, start: usize) -> char {
        self.text.get(start..).and_then(|rest| rest.chars().next()).unwrap_or_default()
    }

    fn sign(&mut self, start: usize) -> Result<TokenKind<'a>, Problem> {
        let character = self.advance().unwrap_or_default();
        let followed_by_equal = self.peek() == Some('=');
        let sign = match character {
            '(' => Sign::Open,
            ')' => Sign::Close,
            ',' => Sign::Comma,
            ':' => Sign::Colon,
            '.' => Sign::Dot,
            '+' => Sign::Plus,
            '-' => Sign::Minus,
            '*' => Sign::Times,
            '/' => Sign::Divide,
            '%' => Sign::Percent,
            '≤' | '≦' => Sign::LessEqual,
            '≥' | '≧' => Sign::GreaterEqual,
            '≠' => Sign::NotEqual,
            '<' if followed_by_equal => self.two(Sign::LessEqual),
            '>' if followed_by_equal => self.two(Sign::GreaterEqual),
            '!' if followed_by_equal => self.two(Sign::NotEqual),
            '=' if followed_by_equal => self.two(Sign::Equal),
            '<' => Sign::Less,
            '>' => Sign::Greater,
            '=' => Sign::Equal,
            _ => {
                return Err(Problem::new(
                    ProblemKind::UnexpectedCharacter {
                        found: self.written(start),
                    },
                    start,
                    self.position,
                ));
            }
        };
        Ok(TokenKind::Sign(sign))
    }

    fn two(&mut self, sign: Sign) -> Sign {
        self.advance();
        sign
    }
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
