//! What a number of a packed tree is of: its lowest three bits say. The build script, which packs, includes this file too.

/// A flag: 0 or 1.
pub(crate) const FLAG: u64 = 0;
/// A text that all catalogues share, by its place.
pub(crate) const REPEATED: u64 = 1;
/// The next text of the first kind; those of the other kinds follow.
pub(crate) const FIRST_KIND: u64 = 2;
/// A list, by its length.
pub(crate) const LIST: u64 = 5;
/// A table, by the number of its keys.
pub(crate) const TABLE: u64 = 6;
/// A whole number, its sign in the lowest bit.
pub(crate) const INTEGER: u64 = 7;

/// The kinds of texts that are kept apart.
pub(crate) const KINDS: usize = 3;
