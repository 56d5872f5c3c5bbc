//! What can go wrong with a unit.

use thiserror::Error;

use crate::decimal::ArithmeticError;

/// Why a unit text has no meaning, or two units do not go together.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UnitError {
    /// A word of the text is neither a unit nor a counting label.
    #[error("unknown unit `{atom}`{}", self.beside())]
    Unknown {
        /// The whole unit text.
        text: String,
        /// The word that is not known.
        atom: String,
        /// The unit that was probably meant.
        nearest: Option<String>,
    },
    /// The text is not built like a unit.
    #[error("malformed unit `{text}`: {problem}")]
    Malformed {
        /// The whole unit text, cut where it is too long.
        text: String,
        /// Byte at which reading stopped.
        at: usize,
        /// What is wrong there.
        problem: UnitProblem,
    },
    /// The two units measure different things.
    #[error("`{left}` and `{right}` do not measure the same")]
    Mismatch {
        /// The unit that was to be converted.
        left: String,
        /// The unit that was asked for.
        right: String,
    },
    /// A spelling of a new label already means something else.
    #[error("`{spelling}` is already a spelling of `{owner}`")]
    Taken {
        /// The spelling.
        spelling: String,
        /// The unit it belongs to.
        owner: String,
    },
    /// An exponent beyond ±100, or a factor of more than 8192 bits.
    #[error("the unit is too large")]
    TooLarge,
}

impl UnitError {
    /// The unit that was probably meant, where a word is not known.
    pub fn nearest(&self) -> Option<&str> {
        match self {
            Self::Unknown { nearest, .. } => nearest.as_deref(),
            _ => None,
        }
    }

    fn beside(&self) -> String {
        let Self::Unknown { text, atom, nearest } = self else {
            return String::new();
        };
        let place = if text == atom { String::new() } else { format!(" in `{text}`") };
        let hint = nearest
            .as_ref()
            .map_or_else(String::new, |nearest| format!("; did you mean `{nearest}`?"));
        place + &hint
    }
}

impl From<ArithmeticError> for UnitError {
    fn from(_: ArithmeticError) -> Self {
        Self::TooLarge
    }
}

/// What is wrong with the build of a unit text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum UnitProblem {
    /// The text is empty.
    #[error("it is empty")]
    Empty,
    /// More than 200 bytes.
    #[error("it is longer than 200 bytes")]
    TooLong,
    /// More than 16 factors, or brackets nested more than 8 deep.
    #[error("it has more than 16 factors or 8 levels of brackets")]
    TooManyFactors,
    /// A unit, a number or an opening bracket should stand here.
    #[error("a unit is missing")]
    MissingFactor,
    /// A character that has no place in a unit, or none here.
    #[error("this character has no place here")]
    UnexpectedCharacter,
    /// A bracket is not closed.
    #[error("a bracket is not closed")]
    UnclosedBracket,
    /// A product after a quotient, as in `元/人·年`: readers disagree whether 年 is divided by.
    #[error("a product after a quotient can be read in two ways; put brackets around what is divided by")]
    AmbiguousProduct,
    /// An exponent beyond ±12, or 0.
    #[error("an exponent must be between -12 and 12, and not 0")]
    Exponent,
    /// A number that is 0 or above 10^18.
    #[error("a number must be between 1 and 10^18")]
    Number,
    /// The id of a label is not made of lower-case letters and underscores, or a spelling is not one word.
    #[error("a label is one word of letters and underscores")]
    Label,
}
