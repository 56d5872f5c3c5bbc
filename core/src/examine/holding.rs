//! Which areas the rows of a table lie in.

use super::frame::Frame;
use crate::dataset::Bits;

/// The areas that hold rows of one table, directly or further down. Values have no part in it, so taking one away changes nothing here.
#[derive(Debug)]
pub(super) struct Holding {
    /// By tree number.
    areas: Bits,
    /// By place of the table.
    kinds: Vec<bool>,
}

impl Holding {
    pub(super) fn of(frame: &Frame<'_>, table: usize) -> Self {
        let tree = frame.tree;
        let mut areas = Bits::zeros(tree.len());
        let mut kinds = vec![false; frame.tables.len()];
        for parent in tree.parents_of(table).flatten() {
            areas.set(parent, true);
        }
        // An area stands behind all areas in it, so one pass reaches the top.
        for above in 0..frame.tables.len() {
            let Some(offset) = tree.offset(above).filter(|_| frame.is_area(above)) else {
                continue;
            };
            for (row, parent) in tree.parents_of(above).enumerate() {
                if !areas.get(offset.saturating_add(row)) {
                    continue;
                }
                if let Some(kind) = kinds.get_mut(above) {
                    *kind = true;
                }
                if let Some(parent) = parent {
                    areas.set(parent, true);
                }
            }
        }
        Self { areas, kinds }
    }

    /// Whether rows lie in this area, by its tree number.
    pub(super) fn holds(&self, area: usize) -> bool {
        self.areas.get(area)
    }

    /// Whether rows lie in any area of a table. Where they lie in none, the areas of that table are not those by which the rows were
    /// collected: compounds that name no community say nothing of communities.
    pub(super) fn is_linked(&self, table: usize) -> bool {
        self.kinds.get(table).copied().unwrap_or_default()
    }
}
