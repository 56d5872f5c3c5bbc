//! Areas that only links name: levels without a table of their own.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::order;
use crate::shelf::Shelf;

use super::column::NO_CLASS;
use super::draft::Link;
use super::join::{Joined, Tables};
use super::levels::Levels;
use super::problems::Findings;
use super::texts::{Ids, Texts};

/// The areas of one level, being collected.
#[derive(Default)]
struct Created {
    ids: Ids,
    /// Name of each id, where a link gives one.
    names: Vec<String>,
}

/// Creates the tables of levels that exist in links only.
pub(crate) fn create_named_areas(levels: &Levels<'_>, tables: &mut Tables, broken: &BTreeSet<usize>, problems: &mut Findings) {
    let mut all: Shelf<usize, Created> = Shelf::default();
    let links = || tables.values().flat_map(|joined| &joined.links);
    let unknown = |link: &&Link| link.level.is_some_and(|level| !tables.contains_key(&level));
    // Where one file gives id and name, another one may give the name alone.
    for link in links().filter(unknown).filter(|link| link.names.is_some()) {
        collect(link, all.or_default(link.level.unwrap_or_default()), &BTreeSet::new());
    }
    let names_of = |created: &Created| order::set_of(created.names.iter().cloned());
    let named: Shelf<usize, BTreeSet<String>> = all.iter().map(|(level, created)| (*level, names_of(created))).collect();
    for link in links().filter(unknown).filter(|link| link.names.is_none()) {
        let level = link.level.unwrap_or_default();
        collect(link, all.or_default(level), named.get(&level).unwrap_or(&BTreeSet::new()));
    }
    for (level, Created { ids, names }) in all.into_entries() {
        if ids.is_empty() {
            continue;
        }
        // Where a table could not be read, its areas are not missing.
        if !broken.contains(&level) {
            let problem = Diagnostic::new(Code::DatasetCreatedAreas).with("level", levels.id(level));
            problems.add(problem.with("count", ids.len()));
        }
        let is_named = names.iter().any(|name| !name.is_empty());
        let texts = is_named.then(|| names.iter().collect::<Texts>());
        tables.insert(
            level,
            Joined {
                level,
                ids,
                names: texts,
                ..Joined::default()
            },
        );
    }
}

/// Adds the areas that a link names, in the order of their rows, but for those that are names of others.
fn collect(link: &Link, created: &mut Created, known: &BTreeSet<String>) {
    let mut last = NO_CLASS;
    for (row, code) in link.areas.codes.iter().enumerate() {
        // Rows of one area stand together.
        if std::mem::replace(&mut last, *code) == *code {
            continue;
        }
        let Some(id) = link.areas.get(row).filter(|id| !known.contains(*id)) else {
            continue;
        };
        if created.ids.insert(id).is_some_and(|inserted| !inserted.known) {
            let name = link.names.as_ref().and_then(|names| names.get(row)).unwrap_or_default();
            created.names.push(name.to_owned());
        }
    }
}
