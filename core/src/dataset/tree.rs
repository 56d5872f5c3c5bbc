//! The area tree: the parent of every row of every table.

/// Mark of a row without a parent; rows are far fewer (`MAXIMUM_ROWS`).
pub(crate) const NO_PARENT: u32 = u32::MAX;

/// The parent of every row of every table. Rows of all tables are numbered through in the order of
/// [`Dataset::tables`](super::Dataset::tables): a row's number is the offset of its table plus its place there.
///
/// The parent of an area lies in a table of a higher level, and so has a greater number; the parent of an observation is an area, and
/// has a smaller one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// First row of each table, then the number of all rows.
    pub(crate) offsets: Vec<usize>,
    pub(crate) parents: Vec<u32>,
}

impl Tree {
    /// Number of rows of all tables.
    pub const fn len(&self) -> usize {
        self.parents.len()
    }

    /// Whether there are no rows.
    pub const fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// Number of the first row of a table.
    pub fn offset(&self, table: usize) -> Option<usize> {
        self.offsets.get(table).copied()
    }

    /// Number of a table's row.
    pub fn global(&self, table: usize, row: usize) -> Option<usize> {
        let next = *self.offsets.get(table.checked_add(1)?)?;
        self.offset(table)?.checked_add(row).filter(|number| *number < next)
    }

    /// Table and row of a number.
    pub fn locate(&self, global: usize) -> Option<(usize, usize)> {
        if global >= self.parents.len() {
            return None;
        }
        // Empty tables share their offset with the next one; the last of them holds the row.
        let table = self.offsets.partition_point(|offset| *offset <= global).checked_sub(1)?;
        Some((table, global - self.offset(table)?))
    }

    /// Parent of a row, both as numbers.
    pub fn parent(&self, global: usize) -> Option<usize> {
        self.parents.get(global).copied().and_then(number)
    }

    /// Parents of the rows of a table, in order.
    pub fn parents_of(&self, table: usize) -> impl ExactSizeIterator<Item = Option<usize>> + '_ {
        let rows = match (self.offset(table), table.checked_add(1).and_then(|next| self.offset(next))) {
            (Some(first), Some(end)) => self.parents.get(first..end).unwrap_or_default(),
            _ => &[],
        };
        rows.iter().map(|parent| number(*parent))
    }

    /// The areas above a row, from the nearest up.
    pub fn ancestors(&self, global: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.parent(global), |above| self.parent(*above))
    }
}

fn number(parent: u32) -> Option<usize> {
    if parent == NO_PARENT { None } else { usize::try_from(parent).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_numbered_through() {
        // Two communities, no block, one city; one bridge.
        let tree = Tree {
            offsets: vec![0, 2, 2, 3, 4],
            parents: vec![2, 2, NO_PARENT, 1],
        };
        assert_eq!(tree.locate(1), Some((0, 1)));
        assert_eq!(tree.locate(2), Some((2, 0)));
        assert_eq!(tree.locate(4), None);
        assert_eq!(tree.global(0, 1), Some(1));
        assert_eq!(tree.global(1, 0), None);
        assert_eq!(tree.global(3, 0), Some(3));
        assert_eq!(tree.global(3, 1), None);
        assert_eq!(tree.parents_of(0).collect::<Vec<_>>(), [Some(2), Some(2)]);
        assert_eq!(tree.parents_of(2).collect::<Vec<_>>(), [None]);
        assert_eq!(tree.parents_of(9).count(), 0);
        assert_eq!(tree.ancestors(3).collect::<Vec<_>>(), [1, 2]);
    }
}
