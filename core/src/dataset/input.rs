//! Tables from Rust values: columns come as iterators, or as whole bitmaps and number vectors that are taken as they are.

use crate::decimal::Decimal;

use super::bits::Bits;
use super::cell_column::CellColumn;
use super::column::{Mantissas, NO_CLASS, Values};
use super::numbers::Numbers;
use super::sink::CodedSink;
use super::table::Coded;
use super::texts::{Ids, Texts};
use crate::fold::trim;

/// A table of Rust values. Columns are named as in a CSV header; all have as many rows as there are ids.
///
/// ```
/// use cityvitals::dataset::TableInput;
/// use cityvitals::decimal::Decimal;
///
/// let table = TableInput::new("building")
///     .ids(["h1", "h2"])
///     .parents("community", ["c1", "c1"])
///     .flag("structural_hazard", [Some(true), None])
///     .decimal("floor_area", "m2", [Some(Decimal::new(1205, 1)), None]);
/// # drop(table);
/// ```
#[derive(Clone, Debug)]
pub struct TableInput {
    pub(crate) level: String,
    pub(crate) ids: Option<Texts>,
    pub(crate) names: Option<Texts>,
    pub(crate) parents: Vec<(String, Coded)>,
    pub(crate) columns: Vec<(String, Given)>,
    pub(crate) source: Option<String>,
    pub(crate) period: Option<String>,
    pub(crate) complete: bool,
    /// Number of rows, where no column tells it.
    pub(crate) rows: Option<usize>,
    /// Whether a list of texts was longer than 4 GiB.
    pub(crate) is_full: bool,
}

/// One column as it came.
#[derive(Clone, Debug)]
pub(crate) enum Given {
    Flags {
        known: Bits,
        yes: Bits,
    },
    Numbers {
        unit: String,
        values: Values,
    },
    /// Numbers that fit no common scale.
    Unfit,
    Classes(Coded),
    Texts(Texts),
    Cells(CellColumn),
    /// Values of a kind that no item has, in Chinese and English words, and how many.
    Unreadable(String, String, usize),
}

impl TableInput {
    /// A table of a level, by id or name.
    pub fn new(level: impl Into<String>) -> Self {
        Self {
            level: level.into(),
            ids: None,
            names: None,
            parents: Vec::new(),
            columns: Vec::new(),
            source: None,
            period: None,
            complete: false,
            rows: None,
            is_full: false,
        }
    }

    /// Ids of the rows.
    #[must_use]
    pub fn ids<T: AsRef<str>>(mut self, ids: impl IntoIterator<Item = T>) -> Self {
        self.ids = Some(self.texts(ids));
        self
    }

    /// Names of the rows.
    #[must_use]
    pub fn names<T: AsRef<str>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.names = Some(self.texts(names));
        self
    }

    fn texts<T: AsRef<str>>(&mut self, texts: impl IntoIterator<Item = T>) -> Texts {
        let texts = texts.into_iter();
        let mut list = Texts::with_capacity(texts.size_hint().0);
        for text in texts {
            self.is_full |= list.push(trim(text.as_ref())).is_none();
        }
        list
    }

    fn coded<T: AsRef<str>>(&mut self, texts: impl IntoIterator<Item = T>) -> Coded {
        let mut sink = CodedSink::default();
        let mut rows = 0;
        for text in texts {
            self.is_full |= sink.set(rows, trim(text.as_ref())).is_err();
            rows += 1;
        }
        sink.finish(rows)
    }

    /// Ids or names of the areas that the rows belong to; empty for a row that says nothing. An empty level means any higher one.
    #[must_use]
    pub fn parents<T: AsRef<str>>(mut self, level: impl Into<String>, parents: impl IntoIterator<Item = T>) -> Self {
        let coded = self.coded(parents);
        self.parents.push((level.into(), coded));
        self
    }

    /// The same as a dictionary and the place of each row's area in it; a place beyond the dictionary says nothing.
    #[must_use]
    pub fn parent_codes<T: AsRef<str>>(
        mut self,
        level: impl Into<String>,
        codes: Vec<u32>,
        dictionary: impl IntoIterator<Item = T>,
    ) -> Self {
        let parents = self.recoded(codes, dictionary);
        self.parents.push((level.into(), parents));
        self
    }

    fn recoded<T: AsRef<str>>(&mut self, mut codes: Vec<u32>, dictionary: impl IntoIterator<Item = T>) -> Coded {
        let mut texts = Ids::default();
        // A dictionary may hold a text twice, or an empty one.
        let mut numbers = Vec::new();
        for text in dictionary {
            let text = trim(text.as_ref());
            let inserted = if text.is_empty() { None } else { texts.insert(text) };
            self.is_full |= inserted.is_none() && !text.is_empty();
            numbers.push(inserted.map_or(NO_CLASS, |inserted| inserted.number));
        }
        for code in &mut codes {
            *code = usize::try_from(*code)
                .ok()
                .and_then(|code| numbers.get(code))
                .copied()
                .unwrap_or(NO_CLASS);
        }
        Coded { codes, dictionary: texts }
    }

    /// A column of flags; `None` where not reported.
    #[must_use]
    pub fn flag(self, header: impl Into<String>, flags: impl IntoIterator<Item = Option<bool>>) -> Self {
        let (known, yes) = Bits::from_flags(flags);
        self.column(header, Given::Flags { known, yes })
    }

    /// A column of flags as bitmaps; without `known`, every row was reported.
    #[must_use]
    pub fn flag_bits(self, header: impl Into<String>, known: Option<Bits>, mut yes: Bits) -> Self {
        let known = known.unwrap_or_else(|| Bits::ones(yes.len()));
        // A shorter bitmap of known rows must not hide that the two differ in length.
        if known.len() == yes.len() {
            yes.intersect(&known);
        }
        self.column(header, Given::Flags { known, yes })
    }

    /// A column of decimals in the given unit; an empty unit means the item's own. `None` where not reported.
    #[must_use]
    pub fn decimal(self, header: impl Into<String>, unit: &str, numbers: impl IntoIterator<Item = Option<Decimal>>) -> Self {
        let mut list = Numbers::default();
        let mut is_fit = true;
        for number in numbers {
            match number {
                Some(number) => is_fit &= list.push(number).is_ok(),
                None => list.push_unknown(),
            }
        }
        let rows = list.len();
        self.column(
            header,
            if is_fit {
                Given::Numbers {
                    unit: unit.to_owned(),
                    values: list.finish(rows),
                }
            } else {
                Given::Unfit
            },
        )
    }

    /// A column of numbers `mantissa * 10^-scale` in the given unit, with at most 28 digits after the point; without `known`, every row
    /// was reported.
    #[must_use]
    pub fn mantissas(self, header: impl Into<String>, unit: &str, mut mantissas: Vec<i64>, scale: u32, known: Option<Bits>) -> Self {
        let rows = mantissas.len();
        let known = known.unwrap_or_else(|| Bits::ones(rows));
        if scale > Decimal::MAX_SCALE {
            return self.column(header, Given::Unfit);
        }
        if !known.all() {
            mantissas
                .iter_mut()
                .enumerate()
                .filter(|(row, _)| !known.get(*row))
                .for_each(|(_, mantissa)| *mantissa = 0);
        }
        let values = Values::Number {
            mantissas: Mantissas::Narrow(mantissas),
            scale,
            known,
            invalid: Bits::zeros(rows),
        };
        self.column(
            header,
            Given::Numbers {
                unit: unit.to_owned(),
                values,
            },
        )
    }

    /// A column of class values, by id or any spelling; `None` where not reported.
    #[must_use]
    pub fn class<T: AsRef<str>>(mut self, header: impl Into<String>, values: impl IntoIterator<Item = Option<T>>) -> Self {
        let mut sink = CodedSink::default();
        let mut rows = 0;
        for value in values {
            let text = value.as_ref().map_or("", AsRef::as_ref);
            self.is_full |= sink.set(rows, trim(text)).is_err();
            rows += 1;
        }
        let coded = sink.finish(rows);
        self.column(header, Given::Classes(coded))
    }

    /// The same as a dictionary and the place of each row's value in it; a place beyond the dictionary was not reported.
    #[must_use]
    pub fn class_codes<T: AsRef<str>>(
        mut self,
        header: impl Into<String>,
        codes: Vec<u32>,
        dictionary: impl IntoIterator<Item = T>,
    ) -> Self {
        let values = self.recoded(codes, dictionary);
        self.column(header, Given::Classes(values))
    }

    /// A column of texts, read as the cells of a CSV file are; any header of such a file will do. `None` is a blank cell.
    #[must_use]
    pub fn text<T: AsRef<str>>(mut self, header: impl Into<String>, cells: impl IntoIterator<Item = Option<T>>) -> Self {
        let mut texts = Texts::default();
        for cell in cells {
            self.is_full |= texts.push(cell.as_ref().map_or("", AsRef::as_ref)).is_none();
        }
        self.column(header, Given::Texts(texts))
    }

    /// A column of cells of mixed kinds, read as the cells of a JSON file are; any header of a file will do.
    ///
    /// ```
    /// use cityvitals::dataset::{Cell, TableInput};
    /// use cityvitals::{Catalogue, Dataset};
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let city = TableInput::new("city")
    ///     .cells("城市", [Cell::Text("某市")].into_iter().collect())
    ///     .cells("建成区面积（公顷）", [Cell::Number("2.0239e4")].into_iter().collect());
    /// let dataset = Dataset::builder(&catalogue).table(city).build()?;
    /// assert_eq!(dataset.table("city").and_then(|city| city.id(0)), Some("某市"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn cells(mut self, header: impl Into<String>, cells: CellColumn) -> Self {
        self.is_full |= cells.is_full;
        self.column(header, Given::Cells(cells))
    }

    /// A column of values that no item can have, such as geometries, named in Chinese and in English: an error where the header means
    /// something, and otherwise a column that is left out.
    #[must_use]
    pub fn unreadable(self, header: impl Into<String>, chinese: impl Into<String>, english: impl Into<String>, rows: usize) -> Self {
        self.column(header, Given::Unreadable(chinese.into(), english.into(), rows))
    }

    fn column(mut self, header: impl Into<String>, given: Given) -> Self {
        self.columns.push((header.into(), given));
        self
    }

    /// Says where the table comes from.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Says what period its rows are about.
    #[must_use]
    pub fn period(mut self, period: impl Into<String>) -> Self {
        self.period = Some(period.into());
        self
    }

    /// Says how many rows there are, where no column tells it.
    #[must_use]
    pub const fn rows(mut self, rows: usize) -> Self {
        self.rows = Some(rows);
        self
    }

    /// Says that the table lists everything there is, so that an area without rows has none.
    #[must_use]
    pub const fn complete(mut self) -> Self {
        self.complete = true;
        self
    }
}
