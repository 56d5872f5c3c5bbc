//! What the reader of a dataset must know of a catalogue.

use crate::catalogue::document::{ClassValue, LevelKind, ProfileKind};
use crate::decimal::Fraction;
use crate::unit::{Unit, Units};

/// What the reader of a dataset must know of a catalogue: its levels, its columns, its units and its profile keys.
///
/// Names are asked for in the form that [`fold_name`](super::fold_name) gives them, so an implementation keeps its own names (ids,
/// Chinese names, English names and aliases) in that form too.
pub trait Schema {
    /// The level or observation table of this id, name or alias.
    fn level(&self, name: &str) -> Option<LevelRef<'_>>;

    /// All area levels from low to high, then the observation tables.
    fn levels(&self) -> Vec<LevelRef<'_>>;

    /// What a column of this id, name or alias means in a table of the level. The id of a part of a reported indicator is
    /// `indicator_id.part_id`. Entities are no columns: their rows are the table itself.
    fn column(&self, level: &str, name: &str) -> Option<ColumnTarget<'_>>;

    /// Names that a column may carry, for hints.
    fn column_names(&self) -> Vec<&str>;

    /// Parts of a reported indicator, such as its road classes; empty for any other column.
    fn parts(&self, id: &str) -> Vec<PartRef<'_>>;

    /// Units that a header or cell may use.
    fn units(&self) -> &Units;

    /// The profile key of this id or name.
    fn profile_key(&self, name: &str) -> Option<ProfileKeyRef<'_>>;

    /// Names of the profile keys, for hints.
    fn profile_key_names(&self) -> Vec<&str>;
}

/// A level, as the reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelRef<'a> {
    /// Id.
    pub id: &'a str,
    /// Area of the tree, or observation that belongs to one.
    pub kind: LevelKind,
    /// Place in the tree: the parent of an area has a greater rank. Means nothing for an observation table.
    pub rank: usize,
    /// Chinese name.
    pub name_zh: &'a str,
    /// English name.
    pub name_en: &'a str,
    /// Whether an area without rows has none of them, rather than not having reported.
    pub register: bool,
}

impl LevelRef<'_> {
    /// Height in the tree: observations lie below every area.
    pub(crate) const fn height(&self) -> usize {
        match self.kind {
            LevelKind::Observation => 0,
            LevelKind::Area => self.rank.saturating_add(1),
        }
    }
}

/// What a column means.
#[derive(Clone, Copy, Debug)]
pub struct ColumnTarget<'a> {
    /// Id of the item, check or indicator; `indicator_id.part_id` for a part.
    pub id: &'a str,
    /// Lowest level at which it may be given.
    pub level: &'a str,
    /// What its cells are.
    pub kind: ColumnKind<'a>,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug)]
pub enum ColumnKind<'a> {
    /// A number in a unit.
    Measure {
        /// Unit of cells and limits where the header names none.
        unit: &'a Unit,
        /// Smallest value that can be right, in `unit`.
        minimum: Option<&'a Fraction>,
        /// Largest value that can be right, in `unit`.
        maximum: Option<&'a Fraction>,
    },
    /// Yes or no.
    Flag,
    /// One of a list of values; any text where the list is empty.
    Class {
        /// Values in the order of the catalogue.
        values: &'a [ClassValue],
    },
}

/// A part of a reported indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartRef<'a> {
    /// Id of its column: `indicator_id.part_id`.
    pub id: &'a str,
    /// Chinese name.
    pub name_zh: &'a str,
    /// English name.
    pub name_en: &'a str,
}

/// A profile key, as the reader sees it.
#[derive(Clone, Copy, Debug)]
pub struct ProfileKeyRef<'a> {
    /// Id.
    pub id: &'a str,
    /// What a value is.
    pub kind: ProfileKind,
    /// Values of a class or set.
    pub values: &'a [ClassValue],
}
