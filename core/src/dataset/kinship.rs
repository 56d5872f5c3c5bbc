//! Parents: links become the parent of every row, and areas that only links name are created.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};

use super::column::NO_CLASS;
use super::draft::Link;
use super::join::Joined;
use super::levels::Levels;
use super::namesake::Namesakes;
use super::problems::Findings;
use super::texts::{Ids, Texts};

/// A row: place of its level in the list of levels, and its row in the table of that level.
pub(crate) type Area = (usize, usize);

/// The tables of one period by place of their level.
pub(crate) type Tables = BTreeMap<usize, Joined>;

/// An area above another one, as a lower row says it.
#[derive(Clone, Copy)]
struct Implied {
    above: Area,
    /// The row that says so first.
    by: Area,
    /// Whether another row said otherwise, which is reported once.
    is_disputed: bool,
}

/// An area that is said to lie in two others.
struct Dispute {
    area: Area,
    left: Area,
    right: Area,
    /// The row that says the second.
    by: Area,
}

/// The parents of all rows, being found.
pub(crate) struct Kinship<'a, 'l> {
    levels: &'a Levels<'l>,
    /// By place of the level.
    parents: Vec<Vec<Option<Area>>>,
    implied: Vec<Vec<Option<Implied>>>,
    disputes: Vec<Dispute>,
    problems: Findings,
}

/// Finds the parent of every row, by place of its level; creates the tables of levels that only links name.
pub(crate) fn parents(
    levels: &Levels<'_>,
    tables: &mut Tables,
    broken: &BTreeSet<usize>,
    problems: &mut Findings,
) -> Vec<Vec<Option<Area>>> {
    create_named_areas(levels, tables, broken, problems);
    let count = levels.list().len();
    let rows = |level| tables.get(&level).map_or(0, |joined| joined.ids.len());
    let mut kinship = Kinship {
        levels,
        parents: (0..count).map(|level| vec![None; rows(level)]).collect(),
        implied: (0..count)
            .map(|level| vec![None; if levels.is_area(level) { rows(level) } else { 0 }])
            .collect(),
        disputes: Vec::new(),
        problems: Findings::default(),
    };
    let mut namesakes = Namesakes::new(levels, tables);
    for joined in tables.values() {
        kinship.link(joined, &mut namesakes);
    }
    kinship.place_implied();
    kinship.report_disputes(tables);
    kinship.attach_to_city(tables);
    problems.append(kinship.problems);
    kinship.parents
}

fn create_named_areas(levels: &Levels<'_>, tables: &mut Tables, broken: &BTreeSet<usize>, problems: &mut Findings) {
    let mut created: BTreeMap<usize, (Ids, Vec<String>)> = BTreeMap::new();
    for joined in tables.values() {
        for link in &joined.links {
            if let Some(level) = link.level.filter(|level| !tables.contains_key(level)) {
                let (ids, names) = created.entry(level).or_default();
                name_areas(link, ids, names);
            }
        }
    }
    for (level, (ids, names)) in created {
        if ids.is_empty() {
            continue;
        }
        // Where a table could not be read, its areas are not missing.
        if !broken.contains(&level) {
            problems.add(
                Diagnostic::new(Code::DatasetCreatedAreas)
                    .with("level", levels.id(level))
                    .with("count", ids.len()),
            );
        }
        let names = names.iter().any(|name| !name.is_empty()).then(|| names.iter().collect::<Texts>());
        tables.insert(
            level,
            Joined {
                level,
                ids,
                names,
                ..Joined::default()
            },
        );
    }
}

/// Adds the areas that a link names, in the order of their rows.
fn name_areas(link: &Link, ids: &mut Ids, names: &mut Vec<String>) {
    let mut last = NO_CLASS;
    for (row, code) in link.areas.codes.iter().enumerate() {
        // Rows of one area stand together.
        if std::mem::replace(&mut last, *code) == *code {
            continue;
        }
        let Some(id) = link.areas.get(row) else { continue };
        if ids.insert(id).is_some_and(|inserted| !inserted.known) {
            names.push(link.names.as_ref().and_then(|names| names.get(row)).unwrap_or_default().to_owned());
        }
    }
}

impl Kinship<'_, '_> {
    fn height(&self, area: Area) -> usize {
        self.levels.height(area.0)
    }

    fn parent(&self, area: Area) -> Option<Area> {
        *self.parents.get(area.0)?.get(area.1)?
    }

    fn set(&mut self, area: Area, above: Area) {
        if let Some(parent) = self.parents.get_mut(area.0).and_then(|rows| rows.get_mut(area.1)) {
            *parent = Some(above);
        }
    }

    /// Finds the areas that the rows of a table name: the lowest is the parent, and each lies in the next higher one.
    fn link(&mut self, joined: &Joined, namesakes: &mut Namesakes<'_, '_>) {
        let mut links: Vec<(&Link, Vec<Option<Area>>)> = joined
            .links
            .iter()
            .map(|link| (link, namesakes.resolve(joined, link, &mut self.problems)))
            .collect();
        links.sort_by_key(|(link, _)| link.level.map_or(0, |level| self.levels.height(level)));
        let may_disorder = links.len() > 1 && links.iter().any(|(link, _)| link.level.is_none());
        let mut named: Vec<Area> = Vec::with_capacity(links.len());
        for row in 0..joined.ids.len() {
            named.clear();
            named.extend(links.iter().filter_map(|(link, areas)| {
                let code = usize::try_from(*link.areas.codes.get(row)?).ok()?;
                *areas.get(code)?
            }));
            if may_disorder {
                named.sort_by_key(|area| self.levels.height(area.0));
            }
            let Some(first) = named.first() else { continue };
            self.set((joined.level, row), *first);
            for pair in named.windows(2) {
                if let [lower, above] = pair
                    && lower != above
                {
                    self.imply((joined.level, row), *lower, *above);
                }
            }
        }
    }

    fn imply(&mut self, by: Area, lower: Area, above: Area) {
        if lower.0 == above.0 {
            self.disputes.push(Dispute {
                area: by,
                left: lower,
                right: above,
                by,
            });
            return;
        }
        let Some(known) = self.implied.get_mut(lower.0).and_then(|rows| rows.get_mut(lower.1)) else {
            return;
        };
        match known {
            None => {
                *known = Some(Implied {
                    above,
                    by,
                    is_disputed: false,
                });
            }
            Some(implied) if implied.above == above || implied.is_disputed => {}
            Some(implied) => {
                implied.is_disputed = true;
                self.disputes.push(Dispute {
                    area: lower,
                    left: implied.above,
                    right: above,
                    by,
                });
            }
        }
    }

    /// Puts areas under those that lower rows name for them, as far as that contradicts nothing.
    fn place_implied(&mut self) {
        for level in 0..self.implied.len() {
            let implied = self.implied.get_mut(level).map(std::mem::take).unwrap_or_default();
            for (row, implied) in implied.into_iter().enumerate() {
                let Some(Implied { above, by, .. }) = implied else { continue };
                let area = (level, row);
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
    }

    /// Makes one area lie in another: as its parent, or further up. The error is the area of the same level in which it lies already.
    fn place_under(&mut self, area: Area, above: Area) -> Result<(), Area> {
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

    fn report_disputes(&mut self, tables: &Tables) {
        let id = |area: Area| tables.get(&area.0).and_then(|joined| joined.ids.get(area.1)).unwrap_or_default();
        for Dispute { area, left, right, by } in std::mem::take(&mut self.disputes) {
            let problem = Diagnostic::new(Code::DatasetParentConflict)
                .with("id", id(area))
                .with("left", id(left))
                .with("right", id(right));
            self.problems.add(match tables.get(&by.0) {
                Some(joined) => joined.at(problem, by.1, None),
                None => problem,
            });
        }
    }

    /// Areas without a parent belong to the city where there is just one; other rows that belong nowhere are reported.
    fn attach_to_city(&mut self, tables: &Tables) {
        let Some(highest) = self.levels.highest() else { return };
        let city = tables.get(&highest).filter(|joined| joined.ids.len() == 1).map(|_| (highest, 0));
        let top = tables
            .iter()
            .filter(|(level, joined)| self.levels.is_area(**level) && !joined.ids.is_empty());
        // A row whose parent was not found was reported already.
        let has_errors = self.problems.has_errors();
        let Some(top) = top.map(|(level, _)| self.levels.height(*level)).max() else {
            return;
        };
        for (level, joined) in tables {
            if self.levels.height(*level) == top {
                continue;
            }
            let Some(parents) = self.parents.get_mut(*level) else { continue };
            if let Some(city) = city {
                for parent in parents.iter_mut() {
                    *parent = parent.or(Some(city));
                }
                continue;
            }
            let mut orphans = parents
                .iter()
                .enumerate()
                .filter(|(_, parent)| parent.is_none())
                .map(|(row, _)| row);
            let Some(first) = orphans.next().filter(|_| !has_errors) else {
                continue;
            };
            let problem = Diagnostic::new(Code::DatasetOrphans)
                .with("level", self.levels.id(*level))
                .with("count", orphans.count() + 1);
            self.problems.add(joined.at(problem, first, None));
        }
    }
}
