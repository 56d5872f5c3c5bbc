//! What can be wrong with how catalogues are put together.

use std::fmt;

use crate::span::Span;

/// Kind of an entry of a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EntryKind {
    Unit,
    Level,
    Dimension,
    ProfileKey,
    Term,
    Item,
    Indicator,
    Check,
}

/// An entry of another catalogue, which has no place in the files that are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    /// Id of the catalogue that writes it.
    pub(crate) catalogue: String,
    pub(crate) kind: EntryKind,
    pub(crate) id: String,
    /// Official number of an indicator.
    pub(crate) number: Option<u16>,
}

impl fmt::Display for Owner {
    /// Names catalogue and entry, for the build script; readers of files are told in words of two languages.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} `{}` of {}", self.kind, self.id, self.catalogue)
    }
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) kind: ProblemKind,
    /// Where to look first.
    pub(crate) span: Option<Span>,
    /// What it clashes with, where that stands in the files too.
    pub(crate) other: Option<Span>,
    /// What was probably meant.
    pub(crate) suggestion: Option<String>,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ProblemKind {
    /// There is no catalogue of this id to extend or use.
    UnknownCatalogue { id: String, known: String },
    /// A catalogue extends or uses itself.
    Circular { path: String },
    /// The catalogue extends another over too many steps.
    TooDeep { id: String, limit: usize },
    /// More catalogues are used than there may be.
    TooManyUses { count: usize, limit: usize },
    /// The files extend another catalogue than the one they are laid upon.
    OtherBase { named: String, base: String },
    /// A key that has a meaning only where a catalogue is extended.
    NothingExtended { key: &'static str },
    /// `select` both keeps and omits.
    KeepAndOmit,
    /// The extended catalogue has no such indicator.
    UnknownIndicator { catalogue: String, id: String },
    /// The used catalogue has no such item.
    UnknownItem { catalogue: String, id: String },
    /// The indicator has no such requirement.
    UnknownRequirement { indicator: String, id: String, known: String },
    /// The same thing is named twice.
    NamedTwice { id: String },
    /// The indicator is changed or replaced although it is not taken over.
    LeftOut { id: String },
    /// An override of an indicator that stands in these files.
    OwnIndicator { id: String },
    /// What is taken over reads a checklist item that is not.
    StillNeeded { id: String, left_out: Owner, reader: Owner },
    /// The id or name of an indicator is that of another one.
    IndicatorTaken { text: String, is_name: bool, owner: Owner },
    /// The id is that of another entry.
    IdTaken { id: String, owner: Owner },
    /// The name is that of another entry.
    NameTaken { name: String, owner: Owner },
    /// The number is that of another indicator.
    NumberTaken { number: u16, owner: Owner, free: u16 },
    /// Two other catalogues say different things under one id.
    DefinedDifferently { id: String, left: Owner, right: Owner },
    /// An area level does not say which one it stands above.
    LevelWithoutPlace { id: String },
    /// The level above which another one stands is not there.
    UnknownLevel { id: String },
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.kind)?;
        match &self.suggestion {
            Some(suggestion) => write!(formatter, "; did you mean `{suggestion}`?"),
            None => Ok(()),
        }
    }
}
