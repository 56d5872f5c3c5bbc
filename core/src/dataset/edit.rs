//! One cell of a dataset, changed.

use std::sync::{Arc, OnceLock};

use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, nearest};
use crate::unit::Unit;

use super::cell::is_not_reported;
use super::column::{Column, Mantissas, NO_CLASS, Values};
use super::dataset::Dataset;
use super::header::split_unit;
use super::input::TableInput;
use super::join::join_texts;
use super::numbers::shift;
use super::schema::{ColumnTarget, Schema};
use super::table::Table;
use super::{Bits, fold_name};
use crate::fold::{fold_cell, trim};

/// Where a cell that was changed comes from.
const SOURCE: &str = "edit";

/// A cell that was read and checked, ready to be laid into its dataset.
#[derive(Debug)]
pub(crate) struct Edit {
    pub(crate) table: usize,
    pub(crate) row: usize,
    /// Id of the item, check or indicator.
    id: String,
    /// Columns of one row, several where a cell tells the parts of an indicator apart; none where nothing is reported any more.
    columns: Vec<Column>,
    /// What was noticed without being wrong.
    pub(crate) warnings: Diagnostics,
}

impl Edit {
    /// Reads a cell as the files of a dataset are read: the header may name a unit, and the text may be any that such a cell may hold.
    pub(crate) fn new(
        schema: &dyn Schema,
        dataset: &Dataset,
        level: &str,
        area: &str,
        header: &str,
        text: &str,
    ) -> Result<Self, Diagnostics> {
        let target = target(schema, level, header)?;
        let level = schema.level(&fold_name(level)).map_or(level, |level| level.id);
        let Some((table, row)) = dataset.find(level, area) else {
            let known = dataset.table(level).map(|table| table.ids().iter().take(1000).collect::<Vec<_>>());
            let hint = nearest(area, known.unwrap_or_default());
            let problem = Diagnostic::new(Code::ExamineUnknownArea).with("name", area).with("level", level);
            return Err(Diagnostics::one(problem.suggest(hint.as_deref())));
        };
        let input = TableInput::new(level).ids([area]).source(SOURCE).text(header, [Some(text)]);
        let read = Dataset::builder(schema).table(input).build()?;
        let reported = |table: &Table| -> Vec<Column> { table.columns.iter().filter(|column| column.is_known(0)).cloned().collect() };
        let columns = read.table(level).map(reported).unwrap_or_default();
        let is_blank = trim(text).is_empty() || is_not_reported(fold_cell(text, &mut String::new()));
        if columns.is_empty() && !is_blank {
            return Err(read.warnings().clone());
        }
        Ok(Self {
            table,
            row,
            id: target.id.to_owned(),
            columns,
            warnings: read.warnings().clone(),
        })
    }

    /// Ids of the columns that it changes.
    pub(crate) fn ids(&self) -> Vec<String> {
        if self.columns.is_empty() {
            return vec![self.id.clone()];
        }
        self.columns.iter().map(|column| column.id.clone()).collect()
    }
}

/// What a header of a level means.
fn target<'s>(schema: &'s dyn Schema, level: &str, header: &str) -> Result<ColumnTarget<'s>, Diagnostics> {
    let Some(found) = schema.level(&fold_name(level)) else {
        let hint = nearest(level, schema.levels().iter().map(|level| level.id));
        let problem = Diagnostic::new(Code::ExamineUnknownLevel).with("name", level);
        return Err(Diagnostics::one(problem.suggest(hint.as_deref())));
    };
    let column = |name: &str| schema.column(found.id, &fold_name(name));
    let whole = column(header);
    whole.or_else(|| column(&split_unit(header)?.0)).ok_or_else(|| {
        let hint = nearest(header, schema.column_names());
        let problem = Diagnostic::new(Code::ExamineUnknownItem).with("name", header);
        let place = Place {
            column: Some(header.to_owned()),
            ..Place::default()
        };
        Diagnostics::one(problem.suggest(hint.as_deref()).place(place))
    })
}

impl Dataset {
    /// Lays a cell into this dataset; clones that share its content are not changed.
    ///
    /// # Errors
    ///
    /// `dataset.units_differ` and `dataset.span_too_wide` where the number does not fit its column.
    pub(crate) fn lay(&mut self, edit: Edit) -> Result<(), Diagnostics> {
        let period = self.period().map(str::to_owned);
        let Some(old) = self.tables().get(edit.table) else { return Ok(()) };
        let mut changed = Vec::new();
        if edit.columns.is_empty()
            && let Some(column) = old.column(&edit.id)
        {
            let mut column = column.clone();
            forget(&mut column.values, edit.row);
            changed.push(column);
        }
        for cell in edit.columns {
            let known = old.column(&cell.id).cloned();
            let mut column = known.unwrap_or_else(|| unreported(&cell, old.len(), period.clone()));
            set(&mut column, &cell, edit.row).map_err(Diagnostics::one)?;
            column.source = join_texts([column.source.take(), cell.source].into_iter().flatten());
            changed.push(column);
        }
        // The content is copied where another dataset shares it.
        let content = Arc::make_mut(&mut self.0);
        content.hash = OnceLock::new();
        if let Some(table) = content.tables.get_mut(edit.table) {
            for column in changed {
                put(table, column);
            }
        }
        Ok(())
    }
}

fn put(table: &mut Table, column: Column) {
    // A column in which nothing is reported is the same as none.
    let is_empty = !column.values.known().any();
    match table.columns.binary_search_by(|known| known.id.cmp(&column.id)) {
        Ok(place) if is_empty => {
            table.columns.remove(place);
        }
        Ok(place) => {
            if let Some(slot) = table.columns.get_mut(place) {
                *slot = column;
            }
        }
        Err(_) if is_empty => {}
        Err(place) => table.columns.insert(place, column),
    }
}

/// A column like that of a cell, in which nothing is reported.
fn unreported(cell: &Column, rows: usize, period: Option<String>) -> Column {
    let known = Bits::zeros(rows);
    let values = match &cell.values {
        Values::Flag { .. } => Values::Flag { yes: known.clone(), known },
        Values::Number { scale, .. } => Values::Number {
            mantissas: Mantissas::Narrow(vec![0; rows]),
            scale: *scale,
            invalid: known.clone(),
            known,
        },
        Values::Class { dictionary, .. } => Values::Class {
            codes: vec![NO_CLASS; rows],
            dictionary: dictionary.clone(),
            known,
        },
    };
    Column {
        id: cell.id.clone(),
        unit: cell.unit.clone(),
        values,
        source: None,
        period,
    }
}

fn forget(values: &mut Values, row: usize) {
    match values {
        Values::Flag { known, yes } => {
            known.set(row, false);
            yes.set(row, false);
        }
        Values::Number {
            mantissas, known, invalid, ..
        } => {
            known.set(row, false);
            invalid.set(row, false);
            write(mantissas, row, 0);
        }
        Values::Class { codes, known, .. } => {
            known.set(row, false);
            if let Some(code) = codes.get_mut(row) {
                *code = NO_CLASS;
            }
        }
    }
}

fn set(column: &mut Column, cell: &Column, row: usize) -> Result<(), Diagnostic> {
    let too_wide = || {
        Diagnostic::new(Code::DatasetSpanTooWide)
            .with("item", &cell.id)
            .with("value", &cell.id)
    };
    match &cell.values {
        Values::Flag { yes: said, .. } => {
            if let Values::Flag { known, yes } = &mut column.values {
                known.set(row, true);
                yes.set(row, said.get(0));
            }
        }
        Values::Class { .. } => {
            let said = cell.class(0).unwrap_or_default();
            if let Values::Class { codes, dictionary, known } = &mut column.values {
                let code = dictionary.iter().position(|value| value == said).unwrap_or(dictionary.len());
                if code == dictionary.len() {
                    dictionary.push(said.to_owned());
                }
                if let Some(slot) = codes.get_mut(row) {
                    *slot = u32::try_from(code).unwrap_or(NO_CLASS);
                    known.set(row, true);
                }
            }
        }
        Values::Number { invalid: wrong, .. } => {
            let number = if let Some(factor) = factor(cell.unit.as_ref(), column.unit.as_ref()) {
                times(cell.number(0), factor).ok_or_else(too_wide)?
            } else {
                // The other way round: 亩 is no decimal of km², but km² is one of 亩.
                let factor = factor(column.unit.as_ref(), cell.unit.as_ref()).ok_or_else(|| {
                    let [left, right] = [&column.unit, &cell.unit].map(|unit| unit.as_ref().map(ToString::to_string).unwrap_or_default());
                    let problem = Diagnostic::new(Code::DatasetUnitsDiffer).with("item", &cell.id);
                    problem.with("left", left).with("right", right)
                })?;
                convert(&mut column.values, factor).ok_or_else(too_wide)?;
                column.unit.clone_from(&cell.unit);
                cell.number(0).unwrap_or_default()
            };
            put_number(&mut column.values, row, number, wrong.get(0)).ok_or_else(too_wide)?;
        }
    }
    Ok(())
}

/// A unit in another one, as mantissa and digits after the point; `None` where that is no exact decimal.
fn factor(from: Option<&Unit>, to: Option<&Unit>) -> Option<(i128, u32)> {
    let (Some(from), Some(to)) = (from, to) else {
        return Some((1, 0));
    };
    let factor = from.conversion_to(to).ok()?.to_exact_decimal()?;
    Some((factor.mantissa(), factor.scale()))
}

fn times(number: Option<(i128, u32)>, factor: (i128, u32)) -> Option<(i128, u32)> {
    let (mantissa, scale) = number?;
    let product = (mantissa.checked_mul(factor.0)?, scale.checked_add(factor.1)?);
    Some(super::column::without_zeros(product)).filter(|(_, scale)| *scale <= Decimal::MAX_SCALE)
}

/// Writes all numbers of a column in another unit.
fn convert(values: &mut Values, factor: (i128, u32)) -> Option<()> {
    let Values::Number { mantissas, scale, .. } = values else {
        return Some(());
    };
    let wide: Option<Vec<i128>> = mantissas.iter().map(|mantissa| mantissa.checked_mul(factor.0)).collect();
    *mantissas = Mantissas::Wide(wide?);
    *scale = scale.checked_add(factor.1).filter(|scale| *scale <= Decimal::MAX_SCALE)?;
    Some(())
}

/// Puts a number into a row; the scale and the width of the column grow as needed.
fn put_number(values: &mut Values, row: usize, number: (i128, u32), is_wrong: bool) -> Option<()> {
    let Values::Number {
        mantissas,
        scale,
        known,
        invalid,
    } = values
    else {
        return Some(());
    };
    let (mantissa, own) = super::column::without_zeros(number);
    if own > *scale {
        let by = own - *scale;
        let wide: Option<Vec<i128>> = mantissas.iter().map(|mantissa| shift(mantissa, by).ok()).collect();
        *mantissas = narrowest(wide?);
        *scale = own;
    }
    let mantissa = shift(mantissa, *scale - own).ok()?;
    if matches!(mantissas, Mantissas::Narrow(_)) && i64::try_from(mantissa).is_err() {
        *mantissas = Mantissas::Wide(mantissas.iter().collect());
    }
    write(mantissas, row, mantissa);
    known.set(row, true);
    invalid.set(row, is_wrong);
    Some(())
}

fn narrowest(wide: Vec<i128>) -> Mantissas {
    let narrow: Result<Vec<i64>, _> = wide.iter().map(|mantissa| i64::try_from(*mantissa)).collect();
    narrow.map_or_else(|_| Mantissas::Wide(wide), Mantissas::Narrow)
}

/// Writes a number that fits.
fn write(mantissas: &mut Mantissas, row: usize, mantissa: i128) {
    match mantissas {
        Mantissas::Narrow(list) => {
            if let (Some(slot), Ok(mantissa)) = (list.get_mut(row), i64::try_from(mantissa)) {
                *slot = mantissa;
            }
        }
        Mantissas::Wide(list) => {
            if let Some(slot) = list.get_mut(row) {
                *slot = mantissa;
            }
        }
    }
}
