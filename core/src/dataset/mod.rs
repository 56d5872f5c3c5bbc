//! Datasets (数据集): what a city hands in, checked and ready to compute with.

mod assemble;
mod bits;
mod builder;
mod cell;
mod column;
mod created;
mod csv_reader;
#[expect(clippy::module_inception, reason = "one noun per file, and this is the noun")]
mod dataset;
mod digest;
mod document;
mod draft;
mod encoding;
mod finish;
#[cfg(test)]
mod fixture;
mod fold;
mod header;
mod input;
mod input_reader;
mod join;
mod json_reader;
mod kinship;
mod levels;
mod limits;
mod measure;
mod namesake;
mod namespace;
mod numbers;
mod overlay;
mod period;
mod plausible;
mod problems;
mod profile;
#[cfg(test)]
mod property_tests;
mod reader;
mod schema;
mod sink;
mod table;
mod texts;
mod tree;

pub use bits::Bits;
pub use builder::DatasetBuilder;
pub use column::{Column, Mantissas, Values};
pub use dataset::Dataset;
pub use document::{CellDocument, DatasetDocument, ProfileDocument, TableDocument};
pub use fold::fold_name;
pub use input::TableInput;
pub use limits::{
    MAXIMUM_CELL_BYTES, MAXIMUM_COLUMNS, MAXIMUM_CSV_BYTES, MAXIMUM_JSON_BYTES, MAXIMUM_PERIODS, MAXIMUM_PROBLEMS, MAXIMUM_ROWS,
};
pub use profile::{Profile, ProfileValue};
pub use schema::{ColumnKind, ColumnTarget, LevelRef, PartRef, ProfileKeyRef, Schema};
pub use table::Table;
pub use texts::{Ids, Inserted, Texts};
pub use tree::Tree;
