//! The dataset: tables by level, the area tree, the profile and the period.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostics;

use super::builder::DatasetBuilder;
use super::digest::content_hash;
use super::profile::Profile;
use super::schema::Schema;
use super::table::Table;
use super::tree::Tree;

/// What a city handed in for one period: tables by level, the parent of every row, and the profile; and the periods before.
///
/// Cloning shares the content. A dataset never changes; [`Dataset::builder`] makes one.
///
/// ```
/// use cityvitals::{Catalogue, Dataset};
///
/// let catalogue = Catalogue::builtin("mohurd-2025")?;
/// let dataset = Dataset::builder(&catalogue)
///     .csv("community.csv", None, "id,名称\nc1,二马路社区\n")
///     .csv("building.csv", None, "id,社区\nh1,二马路社区\n")
///     .build()?;
/// let (table, row) = dataset.find("building", "h1").ok_or("no such building")?;
/// assert_eq!(dataset.parent_of(table, row), dataset.find("community", "c1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Dataset(pub(super) Arc<Content>);

/// What the clones of a dataset share.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pub(crate) period: Option<String>,
    pub(crate) profile: Profile,
    pub(crate) tables: Vec<Table>,
    pub(crate) tree: Tree,
    pub(crate) previous: Option<Dataset>,
    pub(crate) warnings: Diagnostics,
    pub(crate) hash: OnceLock<String>,
}

impl Dataset {
    /// Begins a dataset whose tables are read by the given schema, such as a catalogue.
    pub fn builder(schema: &dyn Schema) -> DatasetBuilder<'_> {
        DatasetBuilder::new(schema)
    }

    pub(crate) fn new(content: Content) -> Self {
        Self(Arc::new(content))
    }

    /// Tables of areas from low to high, then observation tables; only levels that were given, or named as parents.
    pub fn tables(&self) -> &[Table] {
        &self.0.tables
    }

    /// The table of a level.
    pub fn table(&self, level: &str) -> Option<&Table> {
        self.0.tables.iter().find(|table| table.level == level)
    }

    /// Place of the table of a level among [`Dataset::tables`].
    pub fn table_place(&self, level: &str) -> Option<usize> {
        self.0.tables.iter().position(|table| table.level == level)
    }

    /// The parent of every row of every table.
    pub fn tree(&self) -> &Tree {
        &self.0.tree
    }

    /// Table and row of the parent of a row.
    pub fn parent_of(&self, table: usize, row: usize) -> Option<(usize, usize)> {
        let tree = self.tree();
        tree.locate(tree.parent(tree.global(table, row)?)?)
    }

    /// Table and row of an area or observation.
    pub fn find(&self, level: &str, id: &str) -> Option<(usize, usize)> {
        let table = self.table_place(level)?;
        Some((table, self.0.tables.get(table)?.find(id)?))
    }

    /// Number of rows of all tables.
    pub fn row_count(&self) -> usize {
        self.0.tree.len()
    }

    /// Period that the values are about: `2025`, `2025-06`, `2025-Q1` or `2025-H1`.
    pub fn period(&self) -> Option<&str> {
        self.0.period.as_deref()
    }

    /// What is said of the city, by id of the profile key.
    pub fn profile(&self) -> &Profile {
        &self.0.profile
    }

    /// The period before this one, as far as it was given.
    pub fn previous(&self) -> Option<&Self> {
        self.0.previous.as_ref()
    }

    /// Warnings and notes from reading this dataset and the periods before it.
    pub fn warnings(&self) -> &Diagnostics {
        &self.0.warnings
    }

    /// SHA-256 of the content in hexadecimal digits: ids, names, parents, values, units, period, profile and the periods before.
    ///
    /// The order of tables, columns and rows does not matter, nor how a unit or a number is spelt, nor where values come from. It is
    /// computed when first asked for.
    pub fn content_hash(&self) -> &str {
        self.0.hash.get_or_init(|| content_hash(self))
    }
}

#[cfg(test)]
#[path = "dataset_tests.rs"]
mod tests;
