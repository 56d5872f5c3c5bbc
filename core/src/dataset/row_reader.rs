//! Single rows of any level as datasets: quickly where nothing is to be said about them, and otherwise by the builder.

use std::sync::OnceLock;

use super::builder::DatasetBuilder;
use super::cell::Cell;
use super::cell_column::CellColumn;
use super::dataset::{Content, Dataset};
use super::input::TableInput;
use super::level_reader::LevelReader;
use super::profile::ProfileValue;
use super::schema::Schema;
use crate::catalogue::Catalogue;
use crate::diagnostic::Diagnostics;
use crate::fold::fold_name;

/// Reads rows that come one at a time, each as the only row of the only table of a dataset.
///
/// What headers mean is found out when they are first met, so that an ordinary row takes a microsecond or two. Datasets, errors and warnings are those
/// of [`DatasetBuilder`]. It may be shared by threads.
///
/// # Example
///
/// ```
/// use cityvitals::Catalogue;
/// use cityvitals::dataset::{Cell, RowReader};
///
/// let reader = RowReader::new(&Catalogue::builtin("mohurd-2025")?);
/// let dataset = reader.read("city", [("城市", Cell::Text("某市")), ("建成区面积", Cell::Number("202.39"))], None)?;
/// assert_eq!(dataset.table("city").map(|city| city.len()), Some(1));
/// assert!(reader.read("city", [("建成区面积", Cell::Text("约两百"))], None).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct RowReader {
    catalogue: Catalogue,
    /// In the order of the schema's levels.
    levels: OnceLock<Vec<LevelReader>>,
    /// What rows are read with where nothing is said beside them.
    nothing: Dataset,
}

impl RowReader {
    /// A reader of rows by the names of a catalogue.
    pub fn new(catalogue: &Catalogue) -> Self {
        Self {
            catalogue: catalogue.clone(),
            levels: OnceLock::new(),
            nothing: Dataset::new(Content::default()),
        }
    }

    /// The catalogue whose names it reads.
    pub const fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The dataset of one row: headers and cells as a table of the level, given by id or name, may hold them. Period, profile and the periods before are
    /// those of `context`, whose tables do not matter.
    ///
    /// # Errors
    ///
    /// Those of [`DatasetBuilder::build`].
    pub fn read<'c>(
        &self,
        level: &str,
        cells: impl IntoIterator<Item = (&'c str, Cell<'c>)>,
        context: Option<&Dataset>,
    ) -> Result<Dataset, Diagnostics> {
        let cells: Vec<(&str, Cell<'_>)> = cells.into_iter().collect();
        let context = context.unwrap_or(&self.nothing);
        self.quick(level, &cells, context)
            .map_or_else(|| self.built(level, &cells, context), Ok)
    }

    /// The dataset of a row about which there is nothing to say.
    pub(crate) fn quick(&self, level: &str, cells: &[(&str, Cell<'_>)], context: &Dataset) -> Option<Dataset> {
        self.level(level)?.read(&self.catalogue, context, cells)
    }

    fn level(&self, name: &str) -> Option<&LevelReader> {
        let levels = self.levels.get_or_init(|| LevelReader::all(&self.catalogue));
        let of = |id: &str| levels.iter().find(|level| level.level() == id);
        of(name).or_else(|| of(self.catalogue.level(&fold_name(name))?.id))
    }

    /// What the builder makes of a row.
    pub(crate) fn built(&self, level: &str, cells: &[(&str, Cell<'_>)], context: &Dataset) -> Result<Dataset, Diagnostics> {
        let table = TableInput::new(level).rows(1);
        let table = cells.iter().fold(table, |table, (header, cell)| {
            table.cells(*header, std::iter::once(*cell).collect::<CellColumn>())
        });
        let mut builder: DatasetBuilder<'_> = Dataset::builder(&self.catalogue).table(table);
        if let Some(period) = context.period() {
            builder = builder.period(period);
        }
        for (key, value) in context.profile() {
            builder = match value {
                ProfileValue::Flag(flag) => builder.profile(key, flag.to_string()),
                ProfileValue::Classes(values) => builder.profile(key, values.join("、")),
            };
        }
        if let Some(previous) = context.previous() {
            builder = builder.previous(previous.clone());
        }
        builder.build()
    }
}
