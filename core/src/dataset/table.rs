//! Tables: the areas of one level, or the rows of one observation table.

use crate::catalogue::document::LevelKind;

use super::column::Column;
use super::texts::{Ids, Texts};

/// Texts with a number each, and the number of every row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Coded {
    /// Number of each row's text; `u32::MAX` where there is none.
    pub(crate) codes: Vec<u32>,
    pub(crate) dictionary: Ids,
}

impl Coded {
    pub(crate) fn get(&self, row: usize) -> Option<&str> {
        self.dictionary.get(usize::try_from(*self.codes.get(row)?).ok()?)
    }
}

/// The areas of one level, or the rows of one observation table: ids, names and columns. Parents stand in the
/// [`Tree`](super::Tree) of the dataset.
#[derive(Clone, Debug)]
pub struct Table {
    pub(crate) level: String,
    pub(crate) kind: LevelKind,
    pub(crate) ids: Ids,
    pub(crate) names: Option<Texts>,
    pub(crate) columns: Vec<Column>,
    pub(crate) complete: bool,
    pub(crate) period: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) row_sources: Option<Coded>,
}

impl Table {
    /// Id of the level.
    pub fn level(&self) -> &str {
        &self.level
    }

    /// Whether its rows are areas or observations.
    pub const fn kind(&self) -> LevelKind {
        self.kind
    }

    /// Number of rows.
    pub const fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether it has no rows.
    pub const fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Ids of the rows, in the order in which they were given.
    pub const fn ids(&self) -> &Ids {
        &self.ids
    }

    /// Id of a row.
    pub fn id(&self, row: usize) -> Option<&str> {
        self.ids.get(row)
    }

    /// Row of an id.
    pub fn find(&self, id: &str) -> Option<usize> {
        usize::try_from(self.ids.find(id)?).ok()
    }

    /// Name of a row; its id where it has no name.
    pub fn name(&self, row: usize) -> Option<&str> {
        let name = self.names.as_ref().and_then(|names| names.get(row)).filter(|name| !name.is_empty());
        name.or_else(|| self.id(row))
    }

    /// Columns, ordered by id.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column of an item, check or reported indicator.
    pub fn column(&self, id: &str) -> Option<&Column> {
        let place = self.columns.binary_search_by(|column| column.id.as_str().cmp(id)).ok()?;
        self.columns.get(place)
    }

    /// Whether it lists everything there is, so that an area without rows has none rather than not having reported.
    pub const fn is_complete(&self) -> bool {
        self.complete
    }

    /// Period that its rows are about.
    pub fn period(&self) -> Option<&str> {
        self.period.as_deref()
    }

    /// Where it comes from: as declared, or the files it was read from.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// Where a row comes from: what it says itself, or else the source of the table.
    pub fn source_of(&self, row: usize) -> Option<&str> {
        self.row_sources
            .as_ref()
            .and_then(|sources| sources.get(row))
            .or_else(|| self.source())
    }
}
