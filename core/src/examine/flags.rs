//! The flags of checklist items, row by row, as the examination reads them.

use super::columnar::Columnar;
use super::frame::Frame;
use super::report::{Report, rounding};
use crate::dataset::Bits;
use crate::formula::{FieldKind, Named};

/// A checklist item or flag item for every row of its own table: handed in, or derived by the rules of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagColumn {
    table: usize,
    known: Bits,
    yes: Bits,
}

impl FlagColumn {
    /// Place of its table in [`Dataset::tables`](crate::Dataset::tables).
    pub const fn table(&self) -> usize {
        self.table
    }

    /// Rows of which it is known.
    pub const fn known(&self) -> &Bits {
        &self.known
    }

    /// Rows where it is yes.
    pub const fn yes(&self) -> &Bits {
        &self.yes
    }
}

impl Report {
    /// Flags by the ids of checklist items or flag items, in the order of the ids: what was handed in, else what the rules of the catalogue derive.
    ///
    /// `None` for an id that is no flag, or whose table the dataset does not have.
    ///
    /// ```
    /// use cityvitals::{Catalogue, Dataset};
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let buildings = "编号,砌体粉化开裂\nB1,是\nB2,\n";
    /// let dataset = Dataset::builder(&catalogue).csv("building.csv", None, buildings).build()?;
    /// let report = catalogue.examine(&dataset)?;
    /// let hazard = report.flags(["structural_hazard"]).remove(0).ok_or("no flag")?;
    /// assert!(hazard.yes().get(0));
    /// assert!(!hazard.known().get(1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn flags<'n>(&self, ids: impl IntoIterator<Item = &'n str>) -> Vec<Option<FlagColumn>> {
        let frame = Frame::new(self.catalogue(), self.dataset(), rounding(self.catalogue()));
        let columnar = Columnar::new(&frame);
        let column = |id: &str| {
            let Some(Named::Field(place)) = frame.scope.names.get(id).copied() else {
                return None;
            };
            let field = frame.field(place).filter(|field| matches!(field.kind, FieldKind::Flag))?;
            let table = frame.table_of(field.level)?;
            let flags = columnar.own_flags(field, table);
            Some(FlagColumn {
                table,
                known: flags.known,
                yes: flags.yes,
            })
        };
        ids.into_iter().map(column).collect()
    }
}
