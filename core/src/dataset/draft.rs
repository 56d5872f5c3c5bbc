//! One table of one file as it was read: before its periods are separated, its rows joined with other files and its parents found.

use crate::diagnostic::{Diagnostic, Place};

use super::bits::Bits;
use super::column::{Column, Mantissas, NO_CLASS, Values};
use super::table::Coded;
use super::texts::Texts;

/// Where the rows of a table come from, for messages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// Name of the file or table.
    pub(crate) file: String,
    /// Line of each row; empty where there are no lines.
    pub(crate) lines: Vec<u32>,
}

impl Origin {
    /// The place of a row.
    pub(crate) fn place(&self, row: usize) -> Place {
        Place {
            file: self.file.clone(),
            line: self.lines.get(row).copied(),
            row: u64::try_from(row).ok().and_then(|row| row.checked_add(1)),
            ..Place::default()
        }
    }

    /// The place of a row in one word: `a.csv:12` by line, `building#11` by row.
    pub(crate) fn word(&self, row: usize) -> String {
        match self.lines.get(row) {
            Some(line) => format!("{}:{line}", self.file),
            None => format!("{}#{}", self.file, row + 1),
        }
    }
}

/// A column that says to which area each row belongs.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// Place of the level in the list of levels; any higher one where none is named.
    pub(crate) level: Option<usize>,
    pub(crate) header: String,
    /// Id or name of the area.
    pub(crate) areas: Coded,
    /// Name of the area, where `areas` holds its id.
    pub(crate) names: Option<Coded>,
}

/// A column of values and the header it came under.
#[derive(Clone, Debug)]
pub(crate) struct DraftColumn {
    pub(crate) header: String,
    pub(crate) column: Column,
}

/// One table of one file.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// Place of the level in the list of levels.
    pub(crate) level: usize,
    pub(crate) origin: Origin,
    pub(crate) rows: usize,
    /// Ids of the rows; absent for observations without any, which are numbered.
    pub(crate) ids: Option<Texts>,
    pub(crate) names: Option<Texts>,
    pub(crate) links: Vec<Link>,
    /// Period of each row, in its written form.
    pub(crate) periods: Option<Coded>,
    pub(crate) sources: Option<Coded>,
    pub(crate) columns: Vec<DraftColumn>,
    pub(crate) complete: bool,
    /// Period of the rows that name none.
    pub(crate) period: Option<String>,
    pub(crate) source: Option<String>,
    /// Whether rows were left out because of errors, so that what refers to them is not reported as well.
    pub(crate) broken: bool,
}

impl Draft {
    /// A problem of a row, with its id.
    pub(crate) fn at(&self, diagnostic: Diagnostic, row: usize, header: Option<&str>) -> Diagnostic {
        let mut place = self.origin.place(row);
        place.column = header.map(str::to_owned);
        place.area = self
            .ids
            .as_ref()
            .and_then(|ids| ids.get(row))
            .filter(|id| !id.is_empty())
            .map(str::to_owned);
        diagnostic.place(place)
    }
}

impl Coded {
    fn select(&self, rows: &[u32]) -> Self {
        let code = |row: &u32| {
            usize::try_from(*row)
                .ok()
                .and_then(|row| self.codes.get(row))
                .copied()
                .unwrap_or(NO_CLASS)
        };
        Self {
            codes: rows.iter().map(code).collect(),
            dictionary: self.dictionary.clone(),
        }
    }
}

impl Values {
    /// The values of the given rows.
    fn select(&self, rows: &[u32]) -> Self {
        let places = || rows.iter().map(|row| usize::try_from(*row).unwrap_or(usize::MAX));
        let pick = |bits: &Bits| places().map(|row| bits.get(row)).collect::<Bits>();
        match self {
            Self::Flag { known, yes } => Self::Flag {
                known: pick(known),
                yes: pick(yes),
            },
            Self::Number {
                mantissas,
                scale,
                known,
                invalid,
            } => Self::Number {
                mantissas: match mantissas {
                    Mantissas::Narrow(list) => Mantissas::Narrow(places().map(|row| list.get(row).copied().unwrap_or_default()).collect()),
                    Mantissas::Wide(list) => Mantissas::Wide(places().map(|row| list.get(row).copied().unwrap_or_default()).collect()),
                },
                scale: *scale,
                known: pick(known),
                invalid: pick(invalid),
            },
            Self::Class { codes, dictionary, known } => Self::Class {
                codes: places().map(|row| codes.get(row).copied().unwrap_or(NO_CLASS)).collect(),
                dictionary: dictionary.clone(),
                known: pick(known),
            },
        }
    }
}

impl Draft {
    /// The draft of some of the rows.
    pub(crate) fn select(&self, rows: &[u32]) -> Self {
        let texts = |texts: &Texts| -> Texts {
            rows.iter()
                .map(|row| usize::try_from(*row).ok().and_then(|row| texts.get(row)).unwrap_or_default())
                .collect()
        };
        let line = |row: &u32| usize::try_from(*row).ok().and_then(|row| self.origin.lines.get(row)).copied();
        Self {
            level: self.level,
            origin: Origin {
                file: self.origin.file.clone(),
                lines: rows.iter().filter_map(line).collect(),
            },
            rows: rows.len(),
            ids: self.ids.as_ref().map(texts),
            names: self.names.as_ref().map(texts),
            links: self
                .links
                .iter()
                .map(|link| Link {
                    level: link.level,
                    header: link.header.clone(),
                    areas: link.areas.select(rows),
                    names: link.names.as_ref().map(|names| names.select(rows)),
                })
                .collect(),
            periods: self.periods.as_ref().map(|periods| periods.select(rows)),
            sources: self.sources.as_ref().map(|sources| sources.select(rows)),
            columns: self
                .columns
                .iter()
                .map(|given| DraftColumn {
                    header: given.header.clone(),
                    column: Column {
                        values: given.column.values.select(rows),
                        ..given.column.clone()
                    },
                })
                .collect(),
            complete: self.complete,
            period: self.period.clone(),
            source: self.source.clone(),
            broken: self.broken,
        }
    }
}
