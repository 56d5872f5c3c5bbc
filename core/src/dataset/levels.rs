//! The levels of a schema by their place: areas from low to high, then observation tables.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::document::LevelKind;

use super::header::split_unit;
use super::schema::{LevelRef, Schema};
use crate::fold::fold_name;
use crate::order;

/// Words that a file name may add to the name of a level.
const FILE_WORDS: &[&str] = &[
    "数据表",
    "信息表",
    "汇总表",
    "统计表",
    "台账",
    "清单",
    "名单",
    "数据",
    "信息",
    "汇总",
    "表",
];

/// The levels of a schema by their place in its list.
pub(crate) struct Levels<'a> {
    schema: &'a dyn Schema,
    list: Vec<LevelRef<'a>>,
    /// Units that were said beside the tables, by folded header, with the header as it was written.
    units: BTreeMap<String, (String, String)>,
    /// Those of them whose column was met.
    met: RefCell<BTreeSet<String>>,
}

impl<'a> Levels<'a> {
    pub(crate) fn new(schema: &'a dyn Schema) -> Self {
        Self {
            schema,
            list: schema.levels(),
            units: BTreeMap::new(),
            met: RefCell::default(),
        }
    }

    /// The same levels with units for headers that have none.
    pub(crate) fn with_units(mut self, units: Vec<(String, String)>) -> Self {
        self.units = order::map_of(units.into_iter().map(|(header, unit)| (fold_name(&header), (header, unit))));
        self
    }

    /// A header with the unit that was said beside it; `Err` with both units where it has another one itself.
    pub(crate) fn header_with_unit(&self, header: &str) -> Result<Option<String>, (String, String)> {
        if self.units.is_empty() {
            return Ok(None);
        }
        let folded = fold_name(header);
        let Some((_, unit)) = self.units.get(&folded) else {
            return Ok(None);
        };
        self.met.borrow_mut().insert(folded);
        match split_unit(header) {
            Some((_, own)) if own == *unit => Ok(None),
            Some((_, own)) => Err((own, unit.clone())),
            None => Ok(Some(format!("{header} [{unit}]"))),
        }
    }

    /// Headers for which a unit was said and that no table has.
    pub(crate) fn headers_not_met(&self) -> Vec<&str> {
        let met = self.met.borrow();
        let rest = self.units.iter().filter(|(folded, _)| !met.contains(*folded));
        rest.map(|(_, (header, _))| header.as_str()).collect()
    }

    pub(crate) const fn schema(&self) -> &'a dyn Schema {
        self.schema
    }

    pub(crate) fn get(&self, place: usize) -> Option<LevelRef<'a>> {
        self.list.get(place).copied()
    }

    pub(crate) fn id(&self, place: usize) -> &'a str {
        self.get(place).map_or("", |level| level.id)
    }

    pub(crate) fn height(&self, place: usize) -> usize {
        self.get(place).map_or(0, |level| level.height())
    }

    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.list.iter().position(|level| level.id == id)
    }

    /// Place of the highest area level.
    pub(crate) fn highest(&self) -> Option<usize> {
        (0..self.list.len())
            .filter(|place| self.is_area(*place))
            .max_by_key(|place| self.height(*place))
    }

    pub(crate) fn is_area(&self, place: usize) -> bool {
        self.get(place).is_some_and(|level| level.kind == LevelKind::Area)
    }

    /// Place of a level by id, name or alias.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.place(self.schema.level(&fold_name(name))?.id)
    }

    /// The one level that a file name speaks of: `building.csv`, `03_社区表.csv`, `community-2025.csv`.
    pub(crate) fn of_file(&self, file: &str) -> Option<usize> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let folded = fold_name(stem);
        if let Some(place) = self.find(&folded) {
            return Some(place);
        }
        let is_apart = |letter: char| !(letter.is_alphabetic() || letter == '_');
        let words = folded.split(is_apart).flat_map(|word| std::iter::once(word).chain(word.split('_')));
        let mut found = words.filter(|word| !word.is_empty()).filter_map(|word| {
            let bare = FILE_WORDS.iter().find_map(|extra| word.strip_suffix(extra)).unwrap_or(word);
            self.find(word).or_else(|| self.find(bare))
        });
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// Names for hints.
    pub(crate) fn names(&self) -> Vec<&'a str> {
        self.list.iter().flat_map(|level| [level.id, level.name_zh]).collect()
    }
}
