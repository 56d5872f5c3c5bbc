//! Datasets (数据集): what a city hands in, checked and ready to compute with.
//!
//! A [`Dataset`] holds a [`Table`] for each level (building, compound, community … city) and each observation table (bridge, road segment …),
//! the [`Tree`] of areas, and the profile of the city. A [`DatasetBuilder`] reads CSV, JSON and Rust values, and reports everything that
//! is wrong with all of them at once, each with file, line, column and area.
//!
//! ```
//! use cityvitals::{Catalogue, Dataset};
//!
//! let catalogue = Catalogue::builtin("mohurd-2025")?;
//! let dataset = Dataset::builder(&catalogue)
//!     .period("2025")
//!     .csv("社区.csv", None, "编号,名称,街道\nc1,二马路社区,云集街道\nc2,桃花岭社区,云集街道\n")
//!     .csv("city.csv", None, "名称,停车泊位缺口数（个）\n宜昌市,2.99万\n")
//!     .build()?;
//! let city = dataset.table("city").ok_or("no city")?;
//! let gap = city.column("parking_space_gap").ok_or("no column")?;
//! assert_eq!(gap.decimal(0).map(|number| number.to_string()).as_deref(), Some("29900"));
//! // Nobody handed in a table of blocks; the communities name them.
//! assert_eq!(dataset.table("block").and_then(|blocks| blocks.id(0)), Some("云集街道"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Headers
//!
//! A header is the id or a name of an item, check or indicator, whatever its width and spacing, perhaps with a unit in brackets behind it:
//! `建成区面积（平方公里）`, `built_up_area [ha]`. The whole text is tried as a name first. Numbers stay in the unit they were given in; the exact
//! factor to the item's own unit is applied when they are computed with.
//!
//! | header | meaning |
//! |---|---|
//! | `id`, `编号`, `编码`, `代码`, `社区编号`, `community_id`; in the table of communities also `社区`, `community` | id |
//! | `name`, `名称`, `社区名称` | name; the id where there is no other |
//! | `社区`, `所属社区`, `community`, `社区编号` in a lower table | the community that the row belongs to, by id or name |
//! | `parent`, `上级`, `所属区域` | the area that it belongs to, of whatever level |
//! | `period`, `统计期`, `年份` | period of the row; rows of earlier periods go to [`Dataset::previous`] |
//! | `source`, `数据来源` | where the row comes from |
//!
//! A column that means nothing is reported and left out. Rows may name areas of several levels; the lowest is the parent, and each lies
//! in the next higher one. Several files of one level are joined by id: each may bring other columns or other rows, but a value that is
//! given twice must be the same.
//!
//! # Cells
//!
//! | cell | read as |
//! |---|---|
//! | blank, `-`, `--`, `–`, `—`, `——`, `/`, `无数据`, `暂无`, `暂无数据`, `未填报`, `N/A`, `NA`, `null`, `None`, `NaN` | not reported |
//! | `是 有 存在 √ ✓ ✔ ☑ 1 true yes y`, `否 无 没有 不存在 × ✗ ✘ 0 false no n` | flag: yes, no |
//! | `1234.5`, `１２３４．５`, `1,234.5`, `-3`, `−3` | number |
//! | `59.02%`, `54.44Km/h`, `5.6 km` in a column of metres | number whose unit differs from the column's by a power of ten |
//! | `2.99万`, `1.2亿` | number times 10⁴, 10⁸, unless the column's own unit is such a multiple or a percentage |
//! | `12,34`, `1.5e3`, `约5`, `≥5`, `5-10`, `90 100`, `无`, `#REF!` in a number column | refused, each with its own code |
//!
//! # Limits
//!
//! [`MAXIMUM_ROWS`], [`MAXIMUM_COLUMNS`], [`MAXIMUM_PERIODS`], [`MAXIMUM_CSV_BYTES`], [`MAXIMUM_JSON_BYTES`], [`MAXIMUM_CELL_BYTES`] and
//! [`MAXIMUM_PROBLEMS`]. What is beyond a limit is refused, never cut off.

mod assemble;
mod bits;
mod builder;
mod cell;
mod cell_column;
mod column;
mod created;
mod csv_reader;
#[expect(clippy::module_inception, reason = "one noun per file, and this is the noun")]
mod dataset;
mod digest;
mod document;
mod draft;
mod edit;
mod encoding;
mod finish;
#[cfg(test)]
mod fixture;
mod header;
mod input;
mod input_reader;
mod join;
mod json_reader;
mod kinship;
mod level_reader;
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
mod row_reader;
mod schema;
mod sink;
mod table;
mod texts;
mod tree;

/// Reading cells and lines, for readers of other tables than those of a dataset.
pub(crate) mod cells {
    pub(crate) use crate::fold::{fold_cell, trim};

    pub(crate) use super::cell::{Cell, is_not_reported, read_flag};
    pub(crate) use super::csv_reader::{delimiter, open_quote};
    pub(crate) use super::encoding::{decode, line_of};
    pub(crate) use super::header::split_unit;
    pub(crate) use super::measure::{MeasureReader, parse_unit};
    pub(crate) use super::problems::{cell_problem, shown, shown_unit};
}

pub use crate::fold::fold_name;
pub use bits::Bits;
pub use builder::DatasetBuilder;
pub use cell::Cell;
pub use cell_column::CellColumn;
pub use column::{Column, Mantissas, Values};
pub use dataset::Dataset;
pub use document::{CellDocument, DatasetDocument, ProfileDocument, TableDocument};
pub(crate) use edit::Edit;
pub use input::TableInput;
pub use limits::{
    MAXIMUM_CELL_BYTES, MAXIMUM_COLUMNS, MAXIMUM_CSV_BYTES, MAXIMUM_JSON_BYTES, MAXIMUM_PERIODS, MAXIMUM_PROBLEMS, MAXIMUM_ROWS,
};
pub(crate) use period::last_month;
pub use profile::{Profile, ProfileValue};
pub use row_reader::RowReader;
pub use schema::{ColumnKind, ColumnTarget, LevelRef, PartRef, ProfileKeyRef, Schema};
pub use table::Table;
pub use texts::{Ids, Inserted, Texts};
pub use tree::Tree;
