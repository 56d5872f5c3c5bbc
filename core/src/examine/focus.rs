//! What one changed cell leaves to be computed again.

use std::cell::OnceCell;

use super::frame::Frame;
use crate::dataset::Bits;

/// As many rows as are looked at one by one; of more, the tables are computed whole.
const MANY: usize = 4_000;

/// The rows that a changed cell may make other, and those that are read to compute them again.
#[derive(Debug)]
pub(super) struct Focus {
    /// By tree number: the row of the cell, the areas above it and all rows in it.
    changed: Bits,
    /// The areas above the row, the nearest first.
    above: Vec<usize>,
    /// By table, in order: the changed rows, and those beside the row or an area above it, in the same table and the same area. So of the rows
    /// of a table that lie directly in an area, all are read or none.
    read: Vec<Vec<usize>>,
    /// By table, in order: the changed rows and all that lie directly in one of them, so that what a changed area comes to can be added up.
    parts: Vec<OnceCell<Vec<usize>>>,
}

/// Rows of a table.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rows<'a> {
    /// As many as there are.
    All(usize),
    /// Some of them, in order.
    Some(&'a [usize]),
}

/// Something for each of these rows.
#[derive(Clone, Debug)]
pub(super) struct ByRow<'a, T> {
    rows: Rows<'a>,
    list: Vec<T>,
}

impl Focus {
    /// What depends on one row; `None` where that is so much that the tables are better computed whole.
    pub(super) fn of(frame: &Frame<'_>, table: usize, row: usize) -> Option<Self> {
        let tree = frame.tree;
        let cell = tree.global(table, row)?;
        let mut found = vec![cell];
        let mut next = 0;
        while let Some(area) = found.get(next).copied() {
            found.extend_from_slice(frame.children(area));
            if found.len() > MANY {
                return None;
            }
            next += 1;
        }
        found.extend(tree.ancestors(cell));
        let above: Vec<usize> = tree.ancestors(cell).collect();
        let mut changed = Bits::zeros(tree.len());
        for row in found.iter().chain(&above) {
            changed.set(*row, true);
        }
        let mut below = cell;
        for area in &above {
            let (table, _) = tree.locate(below)?;
            found.extend_from_slice(frame.children_in(*area, table));
            below = *area;
        }
        // The highest area stands beside none.
        found.push(below);
        if found.len() > MANY {
            return None;
        }
        found.sort_unstable();
        found.dedup();
        let mut read: Vec<Vec<usize>> = vec![Vec::new(); frame.tables.len()];
        for (table, row) in found.into_iter().filter_map(|row| tree.locate(row)) {
            if let Some(rows) = read.get_mut(table) {
                rows.push(row);
            }
        }
        Some(Self {
            changed,
            above,
            parts: read.iter().map(|_| OnceCell::new()).collect(),
            read,
        })
    }

    /// Whether a row may become other, by its tree number.
    pub(super) fn is_changed(&self, row: usize) -> bool {
        self.changed.get(row)
    }

    /// The rows of a table that are read.
    pub(super) fn read(&self, table: usize) -> &[usize] {
        self.read.get(table).map_or(&[], Vec::as_slice)
    }

    /// The rows of a table that changed areas are added up from.
    pub(super) fn parts(&self, frame: &Frame<'_>, table: usize) -> &[usize] {
        let first = frame.tree.offset(table).unwrap_or_default();
        let collect = || {
            let beside = self.above.iter().flat_map(|area| frame.children_in(*area, table));
            let beside = beside.map(|row| row.saturating_sub(first));
            let mut rows: Vec<usize> = beside.chain(self.read(table).iter().copied()).collect();
            rows.sort_unstable();
            rows.dedup();
            rows
        };
        self.parts.get(table).map_or(&[], |parts| parts.get_or_init(collect))
    }
}

impl<'a> Rows<'a> {
    pub(super) fn iter(self) -> impl Iterator<Item = usize> + 'a {
        let (all, some): (usize, &[usize]) = match self {
            Self::All(count) => (count, &[]),
            Self::Some(rows) => (0, rows),
        };
        (0..all).chain(some.iter().copied())
    }
}

impl<'a, T> ByRow<'a, T> {
    pub(super) fn collect(rows: Rows<'a>, of: impl FnMut(usize) -> T) -> Self {
        Self {
            rows,
            list: rows.iter().map(of).collect(),
        }
    }

    pub(super) fn get(&self, row: usize) -> Option<&T> {
        let place = match self.rows {
            Rows::All(_) => row,
            Rows::Some(rows) => rows.binary_search(&row).ok()?,
        };
        self.list.get(place)
    }
}
