//! The built-in units: `spec/units.tsv`, read once.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use super::{Base, Dimension};
use crate::decimal::Fraction;
use crate::hash::QuickMap;

/// One unit or counting label.
#[derive(Debug)]
pub(super) struct Row {
    /// What stands in machine texts.
    pub(super) symbol: Cow<'static, str>,
    /// What stands behind a number in Chinese.
    pub(super) zh: Cow<'static, str>,
    /// What stands behind a number in English.
    pub(super) en: Cow<'static, str>,
    /// Chinese name.
    pub(super) name: Cow<'static, str>,
    pub(super) dimension: Dimension,
    /// To the coherent unit of the dimension.
    pub(super) factor: Fraction,
}

impl Row {
    /// A counting label.
    pub(super) fn label(id: &str, name: &str, measure_word: &str) -> Self {
        Self {
            symbol: Cow::Owned(id.to_owned()),
            zh: Cow::Owned(measure_word.to_owned()),
            en: Cow::Owned(id.replace('_', " ")),
            name: Cow::Owned(name.to_owned()),
            dimension: Dimension::of(Base::Label(Cow::Owned(id.to_owned()))),
            factor: Fraction::one(),
        }
    }

    /// Whether this is a counting label.
    pub(super) fn is_label(&self) -> bool {
        let mut exponents = self.dimension.exponents();
        matches!((exponents.next(), exponents.next()), (Some((Base::Label(id), 1)), None) if *id == self.symbol)
    }
}

/// A row, wherever it is kept.
#[derive(Clone, Debug)]
pub(super) enum RowRef {
    Builtin(&'static Row),
    Own(Arc<Row>),
}

impl std::ops::Deref for RowRef {
    type Target = Row;

    fn deref(&self) -> &Row {
        match self {
            Self::Builtin(row) => row,
            Self::Own(row) => row,
        }
    }
}

/// The rows of `spec/units.tsv` and their spellings.
#[derive(Debug)]
pub(super) struct Table {
    rows: Vec<Row>,
    index: QuickMap<&'static str, usize>,
    /// The spellings in the order of the file.
    spellings: Vec<&'static str>,
}

static BUILTIN: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../../spec/units.tsv")));

impl Table {
    pub(super) fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// A row that cannot be read is left out; a test sees to it that none is.
    pub(super) fn read(text: &'static str) -> Self {
        let mut table = Self {
            rows: Vec::with_capacity(128),
            index: QuickMap::default(),
            spellings: Vec::with_capacity(512),
        };
        table.index.reserve(512);
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((row, spellings)) = read_row(line) else {
                continue;
            };
            let place = table.rows.len();
            if let Cow::Borrowed(symbol) = row.symbol {
                table.add_spelling(symbol, place);
            }
            for spelling in spellings.split('|').filter(|spelling| !spelling.is_empty()) {
                table.add_spelling(spelling, place);
            }
            table.rows.push(row);
        }
        table
    }

    fn add_spelling(&mut self, spelling: &'static str, place: usize) {
        self.index.insert(spelling, place);
        self.spellings.push(spelling);
    }

    pub(super) fn find(&'static self, spelling: &str) -> Option<&'static Row> {
        self.rows.get(*self.index.get(spelling)?)
    }

    pub(super) fn spellings(&'static self) -> &'static [&'static str] {
        &self.spellings
    }
}

fn read_row(line: &'static str) -> Option<(Row, &'static str)> {
    let mut columns = line.split('\t');
    let mut column = || columns.next();
    let (symbol, dimension, factor) = (column()?, column()?, column()?);
    let (zh, en, name, spellings) = (column()?, column()?, column()?, column()?);
    let (numerator, denominator) = factor.split_once('/').unwrap_or((factor, "1"));
    let row = Row {
        symbol: Cow::Borrowed(symbol),
        zh: Cow::Borrowed(zh),
        en: Cow::Borrowed(en),
        name: Cow::Borrowed(name),
        dimension: read_dimension(dimension)?,
        factor: Fraction::ratio(numerator.parse().ok()?, denominator.parse().ok()?).ok()?,
    };
    Some((row, spellings))
}

/// Reads a product such as `m2·kg/s3`.
fn read_dimension(text: &'static str) -> Option<Dimension> {
    let mut dimension = Dimension::none();
    if text == "1" {
        return Some(dimension);
    }
    for (place, part) in text.split('/').enumerate() {
        for factor in part.split('·') {
            let symbol = factor.trim_end_matches(|letter: char| letter.is_ascii_digit());
            let exponent: i8 = factor
                .strip_prefix(symbol)
                .filter(|digits| !digits.is_empty())
                .map_or(Some(1), |digits| digits.parse().ok())?;
            let signed = if place == 0 { exponent } else { exponent.checked_neg()? };
            dimension
                .multiply_by(&Dimension::of(Base::of(Cow::Borrowed(symbol))), signed)
                .ok()?;
        }
    }
    Some(dimension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_every_spelling_means_one_thing() {
        let text = include_str!("../../spec/units.tsv");
        let table = Table::builtin();
        assert_eq!(table.rows.len(), text.lines().filter(|line| !line.starts_with('#')).count());
        assert_eq!(table.index.len(), table.spellings.len(), "a spelling stands twice");
        for row in &table.rows {
            assert!(!row.name.is_empty() && !row.factor.is_zero(), "{}", row.symbol);
            for (base, _) in row.dimension.exponents() {
                let own = table.find(base.symbol()).unwrap_or_else(|| panic!("no row for {}", base.symbol()));
                assert_eq!(own.dimension, Dimension::of(base.clone()), "{}", row.symbol);
                assert_eq!(own.factor, Fraction::one());
            }
        }
    }

    #[test]
    fn every_spelling_can_be_reached() {
        let units = super::super::Units::builtin();
        for spelling in Table::builtin().spellings() {
            let unit = units.parse(spelling).unwrap();
            let row = Table::builtin().find(spelling).unwrap();
            assert_eq!((unit.dimension(), unit.factor()), (&row.dimension, &row.factor), "{spelling}");
        }
    }
}
