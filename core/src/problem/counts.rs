//! Rows counted for every area that they lie in.

use crate::dataset::{Bits, Dataset};

/// How many chosen rows of a table lie in each area.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    table: usize,
    chosen: Bits,
    /// Number of the first area in the tree that is counted for.
    base: usize,
    list: Vec<u64>,
}

/// The rows of a bitmap.
fn ones(bits: &Bits) -> impl Iterator<Item = usize> + '_ {
    let words = bits.words().iter().enumerate();
    words.flat_map(|(place, word)| {
        let mut rest = *word;
        std::iter::from_fn(move || {
            let bit = usize::try_from(rest.trailing_zeros()).ok().filter(|_| rest != 0)?;
            rest &= rest.wrapping_sub(1);
            Some(place * 64 + bit)
        })
    })
}

impl Counts {
    /// Counts in time that grows with the rows chosen and the areas above them.
    pub(super) fn of(dataset: &Dataset, table: usize, chosen: Bits) -> Self {
        let tree = dataset.tree();
        let base = tree.parents_of(table).flatten().min().unwrap_or(usize::MAX);
        // Areas stand before observations, and the last area is the highest.
        let areas = dataset
            .tables()
            .iter()
            .take_while(|table| table.kind() == crate::catalogue::document::LevelKind::Area)
            .count();
        let end = tree.offset(areas).unwrap_or(tree.len());
        let mut list = vec![0_u64; end.saturating_sub(base)];
        let offset = tree.offset(table).unwrap_or_default();
        let parent = |global: usize| tree.parent(global).and_then(|parent| parent.checked_sub(base));
        for row in ones(&chosen) {
            if let Some(count) = parent(offset + row).and_then(|parent| list.get_mut(parent)) {
                *count += 1;
            }
        }
        for place in 0..list.len() {
            let count = list.get(place).copied().unwrap_or_default();
            // A parent stands behind all its parts, so one pass carries everything to the top.
            let above = parent(base + place).filter(|parent| *parent > place);
            if let Some(above) = above.and_then(|parent| list.get_mut(parent)) {
                *above += count;
            }
        }
        Self { table, chosen, base, list }
    }

    /// Chosen rows in an area; a row of the counted table itself counts as one or none.
    pub(super) fn at(&self, dataset: &Dataset, table: usize, row: usize) -> u64 {
        if table == self.table {
            return u64::from(self.chosen.get(row));
        }
        let place = dataset.tree().global(table, row).and_then(|global| global.checked_sub(self.base));
        place.and_then(|place| self.list.get(place)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
#[path = "counts_tests.rs"]
mod tests;
