//! Parents: links become the area tree.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::order;

use super::created::create_named_areas;
use super::draft::Link;
use super::join::{Joined, Tables};
use super::levels::Levels;
use super::limits::MAXIMUM_ROWS;
use super::namesake::{Area, Namesakes};
use super::problems::Findings;
use super::tree::{NO_PARENT, Tree};

/// An area above another one, as a lower row says it. Rows stand by their number in the tree.
#[derive(Clone, Copy)]
struct Implied {
    above: u32,
    /// The row that says so first.
    by: u32,
    /// Whether another row said otherwise, which is reported once.
    is_disputed: bool,
}

/// An area that is said to lie in two others.
struct Dispute {
    area: u32,
    left: u32,
    right: u32,
    /// The row that says the second.
    by: u32,
}

/// Height of an area's level, and the number of the area.
type Placed = (usize, u32);

/// The parents of all rows, being found.
struct Kinship<'a, 'l> {
    levels: &'a Levels<'l>,
    tables: &'a Tables,
    /// First row of each table, and the place of its level.
    firsts: Vec<(u32, usize)>,
    parents: Vec<u32>,
    implied: BTreeMap<u32, Implied>,
    /// The last area and what it was said to lie in: the next row mostly says the same.
    last: Option<(u32, u32)>,
    disputes: Vec<Dispute>,
    problems: Findings,
}

/// Finds the parent of every row; creates the tables of levels that only links name.
pub(crate) fn tree(levels: &Levels<'_>, tables: &mut Tables, broken: &BTreeSet<usize>, problems: &mut Findings) -> Tree {
    create_named_areas(levels, tables, broken, problems);
    let rows: usize = tables.values().map(|joined| joined.ids.len()).sum();
    if rows > MAXIMUM_ROWS {
        problems.add(
            Diagnostic::new(Code::DatasetTooManyRows)
                .with("name", "dataset")
                .with("limit", MAXIMUM_ROWS),
        );
        return Tree::default();
    }
    let mut offsets = vec![0];
    let mut firsts = Vec::with_capacity(tables.len());
    for (level, joined) in tables.iter() {
        let first = offsets.last().copied().unwrap_or_default();
        firsts.push((u32::try_from(first).unwrap_or(NO_PARENT), *level));
        offsets.push(first + joined.ids.len());
    }
    let mut kinship = Kinship {
        levels,
        tables,
        firsts,
        parents: vec![NO_PARENT; rows],
        implied: BTreeMap::new(),
        last: None,
        disputes: Vec::new(),
        problems: Findings::default(),
    };
    let mut namesakes = Namesakes::new(levels, tables);
    for (joined, first) in tables.values().zip(kinship.firsts.clone()) {
        kinship.link(joined, first.0, &mut namesakes);
    }
    kinship.place_implied();
    kinship.report_disputes();
    kinship.attach_to_city();
    problems.append(kinship.problems);
    Tree {
        offsets,
        parents: kinship.parents,
    }
}

impl Kinship<'_, '_> {
    /// The level of a row, and its row there.
    fn locate(&self, row: u32) -> Option<Area> {
        let table = self.firsts.partition_point(|(first, _)| *first <= row).checked_sub(1)?;
        let (first, level) = *self.firsts.get(table)?;
        Some((level, usize::try_from(row - first).ok()?))
    }

    fn number(&self, (level, row): Area) -> Option<u32> {
        let (first, _) = self.firsts.iter().find(|(_, own)| *own == level)?;
        first.checked_add(u32::try_from(row).ok()?)
    }

    fn height(&self, row: u32) -> usize {
        self.locate(row).map_or(0, |(level, _)| self.levels.height(level))
    }

    fn parent(&self, row: u32) -> Option<u32> {
        let parent = self.parents.get(usize::try_from(row).ok()?).copied();
        parent.filter(|parent| *parent != NO_PARENT)
    }

    fn set(&mut self, row: u32, above: u32) {
        if let Some(parent) = usize::try_from(row).ok().and_then(|row| self.parents.get_mut(row)) {
            *parent = above;
        }
    }

    /// Finds the areas that the rows of a table name: the lowest is the parent, and each lies in the next higher one.
    fn link(&mut self, joined: &Joined, first: u32, namesakes: &mut Namesakes<'_, '_>) {
        let mut links: Vec<&Link> = joined.links.iter().collect();
        order::sort_by_key(&mut links, |link| link.level.map_or(0, |level| self.levels.height(level)));
        let mut found: Vec<(&Link, Vec<Option<Placed>>)> = Vec::with_capacity(links.len());
        for link in links {
            let areas = namesakes.resolve(joined, link, &mut self.problems);
            let numbered = |area: Option<Area>| Some((self.levels.height(area?.0), self.number(area?)?));
            found.push((link, areas.into_iter().map(numbered).collect()));
        }
        // A column that names no level may name an area above that of another column.
        let may_disorder = found.len() > 1 && found.iter().any(|(link, _)| link.level.is_none());
        let mut named: Vec<Placed> = Vec::with_capacity(found.len());
        for (row, number) in (0..joined.ids.len()).zip(first..) {
            named.clear();
            named.extend(found.iter().filter_map(|(link, areas)| {
                let code = usize::try_from(*link.areas.codes.get(row)?).ok()?;
                *areas.get(code)?
            }));
            if may_disorder {
                order::sort_by_key(&mut named, |(height, _)| *height);
            }
            let Some((_, lowest)) = named.first() else { continue };
            self.set(number, *lowest);
            for pair in named.windows(2) {
                if let [lower, above] = pair
                    && lower != above
                {
                    self.imply(number, *lower, *above);
                }
            }
        }
    }

    fn imply(&mut self, by: u32, (height, lower): Placed, (above_height, above): Placed) {
        if height == above_height {
            self.disputes.push(Dispute {
                area: by,
                left: lower,
                right: above,
                by,
            });
            return;
        }
        if self.last.replace((lower, above)) == Some((lower, above)) {
            return;
        }
        let said = Implied {
            above,
            by,
            is_disputed: false,
        };
        let known = self.implied.entry(lower).or_insert(said);
        if known.above != above && !known.is_disputed {
            known.is_disputed = true;
            let left = known.above;
            self.disputes.push(Dispute {
                area: lower,
                left,
                right: above,
                by,
            });
        }
    }

    /// Puts areas under those that lower rows name for them, as far as that contradicts nothing.
    fn place_implied(&mut self) {
        for (area, Implied { above, by, .. }) in std::mem::take(&mut self.implied) {
            if let Err(left) = self.place_under(area, above) {
                self.disputes.push(Dispute {
                    area,
                    left,
                    right: above,
                    by,
                });
            }
        }
    }

    /// Makes one area lie in another: as its parent, or further up. The error is the area of the same level in which it lies already.
    fn place_under(&mut self, area: u32, above: u32) -> Result<(), u32> {
        let mut current = area;
        loop {
            match self.parent(current) {
                None => {
                    self.set(current, above);
                    return Ok(());
                }
                Some(next) if next == above => return Ok(()),
                Some(next) if self.height(next) < self.height(above) => current = next,
                Some(next) if self.height(next) == self.height(above) => return Err(next),
                Some(next) => {
                    // The area between two levels must itself lie in the higher one.
                    self.place_under(above, next)?;
                    self.set(current, above);
                    return Ok(());
                }
            }
        }
    }

    fn id(&self, row: u32) -> &str {
        let area = self.locate(row);
        let id = area.and_then(|(level, row)| self.tables.get(&level)?.ids.get(row));
        id.unwrap_or_default()
    }

    fn report_disputes(&mut self) {
        for Dispute { area, left, right, by } in std::mem::take(&mut self.disputes) {
            let problem = Diagnostic::new(Code::DatasetParentConflict).with("id", self.id(area));
            let problem = problem.with("left", self.id(left)).with("right", self.id(right));
            let place = self.locate(by).and_then(|(level, row)| Some((self.tables.get(&level)?, row)));
            self.problems.add(match place {
                Some((joined, row)) => joined.at(problem, row, None),
                None => problem,
            });
        }
    }

    /// Areas without a parent belong to the city where there is just one; other rows that belong nowhere are reported.
    fn attach_to_city(&mut self) {
        let has_rows = |level: usize| self.tables.get(&level).is_some_and(|joined| !joined.ids.is_empty());
        let areas = self.tables.keys().filter(|level| self.levels.is_area(**level) && has_rows(**level));
        let Some(top) = areas.map(|level| self.levels.height(*level)).max() else {
            return;
        };
        let highest = self
            .levels
            .highest()
            .filter(|level| self.tables.get(level).is_some_and(|joined| joined.ids.len() == 1));
        let city = highest.and_then(|level| self.number((level, 0)));
        // A row whose parent was not found was reported already.
        let has_errors = self.problems.has_errors();
        for ((level, joined), (first, _)) in self.tables.iter().zip(&self.firsts) {
            if self.levels.height(*level) == top {
                continue;
            }
            let rows = self
                .parents
                .iter_mut()
                .skip(usize::try_from(*first).unwrap_or(usize::MAX))
                .take(joined.ids.len());
            let orphans = rows.enumerate().filter(|(_, parent)| **parent == NO_PARENT);
            if let Some(city) = city {
                orphans.for_each(|(_, parent)| *parent = city);
                continue;
            }
            let mut orphans = orphans.map(|(row, _)| row);
            let Some(first) = orphans.next().filter(|_| !has_errors) else {
                continue;
            };
            let count = orphans.count() + 1;
            let problem = Diagnostic::new(Code::DatasetOrphans)
                .with("level", self.levels.id(*level))
                .with("count", count);
            self.problems.add(joined.at(problem, first, None));
        }
    }
}
