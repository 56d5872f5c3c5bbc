//! Equal cells below each other that are shown as one.

use super::{Cell, SheetColumn};

/// Finds, row by row, which cells belong to the one above them.
///
/// A cell does when its column merges, it is not blank, and it equals the cell above it – in every merging column to its left as well, so that
/// the communities of two districts are not merged because they bear one name.
#[derive(Debug)]
pub(super) struct Merging<'a> {
    /// Merging columns and what stands there in the row above.
    columns: Vec<(usize, Cell<'a>)>,
    /// Whether each of them belongs to the row above.
    continued: Vec<bool>,
}

impl<'a> Merging<'a> {
    pub(super) fn new(columns: &[SheetColumn]) -> Self {
        let columns: Vec<(usize, Cell<'a>)> = (0..)
            .zip(columns)
            .filter(|(_, column)| column.merges)
            .map(|(index, _)| (index, Cell::Blank))
            .collect();
        Self {
            continued: vec![false; columns.len()],
            columns,
        }
    }

    /// Whether no column merges.
    pub(super) const fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Takes the next row.
    pub(super) fn row(&mut self, row: &[Cell<'a>]) {
        let mut is_same = true;
        for ((column, above), continued) in self.columns.iter_mut().zip(&mut self.continued) {
            let cell = row.get(*column).unwrap_or(&Cell::Blank);
            is_same = is_same && *cell != Cell::Blank && cell == above;
            *continued = is_same;
            if !is_same {
                above.clone_from(cell);
            }
        }
    }

    /// Merging columns, each with whether its cell in the last row belongs to the one above it.
    pub(super) fn columns(&self) -> impl Iterator<Item = (usize, bool)> + '_ {
        self.columns.iter().map(|(column, _)| *column).zip(self.continued.iter().copied())
    }

    /// Whether no cell of the last row belongs to one above.
    pub(super) fn begins(&self) -> bool {
        !self.continued.contains(&true)
    }
}
