//! The content hash of a dataset: one byte form for the same content, however its tables, columns and rows are ordered.

use sha2::{Digest as _, Sha256};

use crate::catalogue::hexadecimal;
use crate::order;
use crate::unit::Unit;

use super::column::{Column, Values, without_zeros};
use super::dataset::Dataset;
use super::profile::ProfileValue;
use super::table::Table;

/// Changes whenever the byte form does.
const FORM: &str = "cityvitals dataset 1";

/// Writes length-prefixed pieces, so that no two contents run together to the same bytes.
struct Writer(Sha256);

impl Writer {
    fn number(&mut self, number: usize) {
        self.0.update(u64::try_from(number).unwrap_or(u64::MAX).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.update(text.as_bytes());
    }

    fn optional(&mut self, text: Option<&str>) {
        self.0.update([u8::from(text.is_some())]);
        self.text(text.unwrap_or_default());
    }
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn content_hash(dataset: &Dataset) -> String {
    let mut writer = Writer(Sha256::new());
    writer.text(FORM);
    writer.optional(dataset.period());
    writer.number(dataset.profile().len());
    for (key, value) in dataset.profile() {
        writer.text(key);
        match value {
            ProfileValue::Flag(flag) => writer.text(if *flag { "true" } else { "false" }),
            ProfileValue::Classes(list) => {
                writer.number(list.len());
                for value in list {
                    writer.text(value);
                }
            }
        }
    }
    let mut tables: Vec<(usize, &Table)> = dataset.tables().iter().enumerate().collect();
    order::sort_by(&mut tables, |(_, left), (_, right)| left.level().cmp(right.level()));
    writer.number(tables.len());
    for (place, table) in tables {
        write_table(&mut writer, dataset, place, table);
    }
    writer.optional(dataset.previous().map(Dataset::content_hash));
    hexadecimal(&writer.0.finalize())
}

fn write_table(writer: &mut Writer, dataset: &Dataset, place: usize, table: &Table) {
    writer.text(table.level());
    writer.0.update([u8::from(table.is_complete())]);
    let rows: Vec<usize> = if table.ids().iter().is_sorted() {
        (0..table.len()).collect()
    } else {
        order::places(table.len(), |left, right| table.id(left).cmp(&table.id(right)))
    };
    writer.number(rows.len());
    for row in &rows {
        writer.text(table.id(*row).unwrap_or_default());
        writer.optional(table.name(*row));
        let parent = dataset
            .parent_of(place, *row)
            .and_then(|(table, row)| Some((dataset.tables().get(table)?, row)));
        writer.optional(parent.map(|(table, _)| table.level()));
        writer.optional(parent.and_then(|(table, row)| table.id(row)));
    }
    // A column without a value says as much as no column.
    let columns: Vec<&Column> = table.columns().iter().filter(|column| column.values().known().any()).collect();
    writer.number(columns.len());
    for column in columns {
        writer.text(column.id());
        write_values(writer, column, &rows);
    }
}

fn write_values(writer: &mut Writer, column: &Column, rows: &[usize]) {
    match column.values() {
        Values::Flag { .. } => {
            writer.text("flag");
            let said = rows.iter().map(|row| match column.flag(*row) {
                None => 0,
                Some(false) => 1,
                Some(true) => 2,
            });
            writer.0.update(said.collect::<Vec<u8>>());
        }
        Values::Class { .. } => {
            writer.text("class");
            for row in rows {
                writer.optional(column.class(*row));
            }
        }
        Values::Number { known, .. } => {
            writer.text("number");
            write_unit(writer, column.unit());
            for row in rows {
                let (mantissa, scale) = column.number(*row).map_or((0, 0), without_zeros);
                writer.0.update([u8::from(known.get(*row))]);
                writer.0.update(mantissa.to_le_bytes());
                writer.0.update(scale.to_le_bytes());
            }
        }
    }
}

/// A unit by what it measures and how large it is: `km2` and 平方公里 are the same.
fn write_unit(writer: &mut Writer, unit: Option<&Unit>) {
    writer.optional(unit.map(|unit| unit.dimension().to_string()).as_deref());
    writer.optional(unit.map(|unit| unit.factor().to_string()).as_deref());
}
