//! Areas by id or name, for the links that speak of them.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::shelf::Shelf;

use super::column::NO_CLASS;
use super::draft::Link;
use super::join::{Joined, Tables};
use super::levels::Levels;
use super::problems::Findings;
use super::texts::Texts;

/// A row: place of its level in the list of levels, and its row in the table of that level.
pub(crate) type Area = (usize, usize);

/// Unknown areas of one link for which a near name is sought; each costs a walk over all areas.
const HINTS: usize = 20;

/// What a text names.
#[derive(Clone, Copy)]
enum Found {
    One(Area),
    Several,
    Nothing,
}

impl Found {
    fn or(self, other: Option<Area>) -> Self {
        match (self, other) {
            (found, None) => found,
            (Self::Nothing, Some(area)) => Self::One(area),
            _ => Self::Several,
        }
    }
}

/// Rows of one level that have a name.
#[derive(Clone, Copy)]
enum Named {
    One(usize),
    Several,
    Nothing,
}

/// Finds areas by their id and, where no area has it, by their name.
pub(crate) struct Namesakes<'a, 'l> {
    levels: &'a Levels<'l>,
    tables: &'a Tables,
    /// Areas of each name, by place of the level.
    names: Shelf<usize, Shelf<&'a str, Named>>,
}

impl<'a, 'l> Namesakes<'a, 'l> {
    pub(crate) fn new(levels: &'a Levels<'l>, tables: &'a Tables) -> Self {
        Self {
            levels,
            tables,
            names: Shelf::default(),
        }
    }

    /// The area of each text of a link. Texts that name none are reported once each, at their first row.
    pub(crate) fn resolve(&mut self, joined: &Joined, link: &Link, problems: &mut Findings) -> Vec<Option<Area>> {
        let height = self.levels.height(joined.level);
        let among: Vec<usize> = if let Some(level) = link.level {
            vec![level]
        } else {
            let is_above = |level: &&usize| self.levels.is_area(**level) && self.levels.height(**level) > height;
            self.tables.keys().filter(is_above).copied().collect()
        };
        let texts = link.areas.dictionary.len();
        // First row and number of rows of each text.
        let mut uses: Vec<(u32, u64)> = vec![(NO_CLASS, 0); texts];
        for (row, code) in (0_u32..).zip(&link.areas.codes) {
            if let Some((first, count)) = usize::try_from(*code).ok().and_then(|code| uses.get_mut(code)) {
                *first = row.min(*first);
                *count += 1;
            }
        }
        let mut hints = HINTS;
        let mut areas = Vec::with_capacity(texts);
        for (text, (first, count)) in link.areas.dictionary.iter().zip(uses) {
            let found = if count == 0 { Found::Nothing } else { self.find(&among, text) };
            areas.push(if let Found::One(area) = found { Some(area) } else { None });
            let code = match found {
                Found::One(_) => continue,
                Found::Nothing if count == 0 || self.is_broken(&among) => continue,
                Found::Nothing => Code::DatasetUnknownParent,
                Found::Several => Code::DatasetAmbiguousParent,
            };
            let wanted = among.iter().map(|level| self.levels.id(*level)).collect::<Vec<_>>().join("|");
            let mut problem = Diagnostic::new(code).with("id", text).with("level", wanted).with("count", count);
            if matches!(found, Found::Nothing) && hints > 0 {
                hints -= 1;
                problem = problem.suggest(nearest(text, self.candidates(&among)).as_deref());
            }
            problems.add(joined.at(problem, usize::try_from(first).unwrap_or(usize::MAX), Some(&link.header)));
        }
        areas
    }

    fn is_broken(&self, among: &[usize]) -> bool {
        among.iter().any(|level| self.tables.get(level).is_some_and(|joined| joined.broken))
    }

    fn find(&mut self, among: &[usize], text: &str) -> Found {
        let tables = self.tables;
        let by_id = among.iter().fold(Found::Nothing, |found, level| {
            let row = tables
                .get(level)
                .and_then(|joined| joined.ids.find(text))
                .and_then(|row| usize::try_from(row).ok());
            found.or(row.map(|row| (*level, row)))
        });
        if !matches!(by_id, Found::Nothing) {
            return by_id;
        }
        among.iter().fold(Found::Nothing, |found, level| match self.named(*level, text) {
            Named::One(row) => found.or(Some((*level, row))),
            Named::Several => Found::Several,
            Named::Nothing => found,
        })
    }

    fn named(&mut self, level: usize, name: &str) -> Named {
        let tables = self.tables;
        let index = self.names.or_insert_with(level, || {
            let mut index = Shelf::default();
            let names = tables.get(&level).and_then(|joined| joined.names.as_ref());
            let rows = names.into_iter().flat_map(Texts::iter).enumerate();
            for (row, name) in rows.filter(|(_, name)| !name.is_empty()) {
                let known = if index.contains_key(name) {
                    Named::Several
                } else {
                    Named::One(row)
                };
                index.insert(name, known);
            }
            index
        });
        index.get(name).copied().unwrap_or(Named::Nothing)
    }

    fn candidates(&self, among: &[usize]) -> Vec<&'a str> {
        let tables = self.tables;
        let joined: Vec<&'a Joined> = among.iter().filter_map(|level| tables.get(level)).collect();
        joined
            .into_iter()
            .flat_map(|joined| joined.ids.iter().chain(joined.names.iter().flat_map(Texts::iter)))
            .collect()
    }
}
