//! The hidden rows of a form: what it is a form of, and what stands in its columns.

/// First word of the first cell.
const FORM: &str = "cityvitals-form";
/// Version of the arrangement that this library writes and reads.
const VERSION: &str = "1";

/// How a table of a form is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrangement {
    /// One area, one row per item.
    Items,
    /// One row per area, one column per item.
    Areas,
}

/// Heading of the column with item ids, and of that with values, where each row is an item.
pub(super) const KEY: &str = "key";
pub(super) const VALUE: &str = "value";

/// What the first row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) catalogue: String,
    /// SHA-256 of the catalogue.
    pub(super) hash: String,
    /// Id of the level.
    pub(super) level: String,
    pub(super) arrangement: Arrangement,
    /// First row to fill in, counted from zero.
    pub(super) first_row: u32,
    /// Empty where it was left open.
    pub(super) period: String,
}

/// Why a first row cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoMarks {
    /// It is not the first row of a form.
    Other,
    /// It is that of another version.
    Version(String),
    /// Parts of it were changed.
    Damaged,
}

impl Marks {
    /// The cells of the first row.
    pub(super) fn cells(&self) -> [String; 7] {
        let arrangement = match self.arrangement {
            Arrangement::Items => "items",
            Arrangement::Areas => "areas",
        };
        [
            format!("{FORM} {VERSION}"),
            self.catalogue.clone(),
            self.hash.clone(),
            self.level.clone(),
            arrangement.to_owned(),
            self.first_row.to_string(),
            self.period.clone(),
        ]
    }

    /// Reads the cells of a first row, by column.
    pub(super) fn read(cell: impl Fn(usize) -> String) -> Result<Self, NoMarks> {
        let first = cell(0);
        let Some((FORM, version)) = first.split_once(' ') else {
            return Err(NoMarks::Other);
        };
        if version != VERSION {
            return Err(NoMarks::Version(version.to_owned()));
        }
        let arrangement = match cell(4).as_str() {
            "items" => Arrangement::Items,
            "areas" => Arrangement::Areas,
            _ => return Err(NoMarks::Damaged),
        };
        let first_row = cell(5).parse().map_err(|_| NoMarks::Damaged)?;
        let marks = Self {
            catalogue: cell(1),
            hash: cell(2),
            level: cell(3),
            arrangement,
            first_row,
            period: cell(6),
        };
        if marks.catalogue.is_empty() || marks.hash.is_empty() || marks.level.is_empty() || first_row < 2 {
            return Err(NoMarks::Damaged);
        }
        Ok(marks)
    }

    /// The version that this library reads.
    pub(super) const fn version() -> &'static str {
        VERSION
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_read_back() {
        let marks = Marks {
            catalogue: "mohurd-2025".to_owned(),
            hash: "ab12".to_owned(),
            level: "community".to_owned(),
            arrangement: Arrangement::Areas,
            first_row: 7,
            period: String::new(),
        };
        let cells = marks.cells();
        let read = |cells: &[String]| Marks::read(|column| cells.get(column).cloned().unwrap_or_default());
        assert_eq!(read(&cells), Ok(marks));
        let changed = |column: usize, text: &str| {
            let mut cells = cells.clone();
            cells[column] = text.to_owned();
            read(&cells)
        };
        assert_eq!(changed(0, "社区"), Err(NoMarks::Other));
        assert_eq!(changed(0, "cityvitals-form 2"), Err(NoMarks::Version("2".to_owned())));
        assert_eq!(changed(4, ""), Err(NoMarks::Damaged));
        assert_eq!(changed(5, "0"), Err(NoMarks::Damaged));
        assert_eq!(changed(2, ""), Err(NoMarks::Damaged));
    }
}
