//! A column of mixed cells, as a list of values in another language is.

use super::cell::Cell;
use super::texts::Texts;

/// Cells of one column in the order of their rows, where each may be of another kind.
///
/// ```
/// use cityvitals::dataset::{Cell, CellColumn};
///
/// let mut cells: CellColumn = [Cell::Number("120"), Cell::Text("310.5"), Cell::Blank].into_iter().collect();
/// cells.pad(5);
/// assert_eq!(cells.len(), 5);
/// ```
#[derive(Clone, Debug, Default)]
pub struct CellColumn {
    kinds: Vec<Kind>,
    texts: Texts,
    /// Whether the texts were longer than 4 GiB.
    pub(crate) is_full: bool,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Text,
    Number,
    Yes,
    No,
    Blank,
}

impl CellColumn {
    /// Adds a cell at the end.
    pub fn push(&mut self, cell: Cell<'_>) {
        let (kind, text) = match cell {
            Cell::Text(text) => (Kind::Text, text),
            Cell::Number(text) => (Kind::Number, text),
            Cell::Flag(true) => (Kind::Yes, ""),
            Cell::Flag(false) => (Kind::No, ""),
            Cell::Blank => (Kind::Blank, ""),
        };
        self.is_full |= self.texts.push(text).is_none();
        self.kinds.push(kind);
    }

    /// Adds blank cells up to a number of rows; a longer column stays as it is.
    pub fn pad(&mut self, rows: usize) {
        while self.len() < rows {
            self.push(Cell::Blank);
        }
    }

    /// Number of rows.
    pub const fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there are no rows.
    pub const fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// All cells in order.
    pub fn iter(&self) -> impl Iterator<Item = Cell<'_>> {
        self.kinds.iter().zip(self.texts.iter()).map(|(kind, text)| match kind {
            Kind::Text => Cell::Text(text),
            Kind::Number => Cell::Number(text),
            Kind::Yes => Cell::Flag(true),
            Kind::No => Cell::Flag(false),
            Kind::Blank => Cell::Blank,
        })
    }
}

impl<'c> FromIterator<Cell<'c>> for CellColumn {
    fn from_iter<I: IntoIterator<Item = Cell<'c>>>(cells: I) -> Self {
        let mut column = Self::default();
        cells.into_iter().for_each(|cell| column.push(cell));
        column
    }
}
