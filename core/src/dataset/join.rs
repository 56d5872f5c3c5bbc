//! Several files of one level become one table: rows are joined by id, and a value given twice must be the same.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::shelf::Shelf;

use super::column::{Column, NO_CLASS};
use super::draft::{Draft, DraftColumn, Link, Origin};
use super::overlay::{Given, overlay};
use super::problems::Findings;
use super::sink::CodedSink;
use super::table::Coded;
use super::texts::{Ids, Inserted, Texts};

/// The tables of one period by place of their level.
pub(crate) type Tables = Shelf<usize, Joined>;

/// All rows of one level and one period.
#[derive(Default)]
pub(crate) struct Joined {
    pub(crate) level: usize,
    pub(crate) ids: Ids,
    pub(crate) names: Option<Texts>,
    pub(crate) links: Vec<Link>,
    /// Ordered by id.
    pub(crate) columns: Vec<Column>,
    pub(crate) row_sources: Option<Coded>,
    pub(crate) complete: bool,
    pub(crate) source: Option<String>,
    /// Whether rows were left out because of errors.
    pub(crate) broken: bool,
    pub(crate) origins: Origins,
}

/// Where joined rows come from.
#[derive(Default)]
pub(crate) struct Origins {
    files: Vec<Origin>,
    /// File and row of each joined row; empty where they are the rows of a single file.
    rows: Vec<(u32, u32)>,
}

impl Origins {
    fn of(&self, row: usize) -> Option<(&Origin, usize)> {
        if self.rows.is_empty() {
            return self.files.first().map(|origin| (origin, row));
        }
        let (file, row) = *self.rows.get(row)?;
        Some((self.files.get(usize::try_from(file).ok()?)?, usize::try_from(row).ok()?))
    }

    /// The place where a row was first given.
    pub(crate) fn place(&self, row: usize) -> Place {
        self.of(row).map(|(origin, row)| origin.place(row)).unwrap_or_default()
    }

    /// The same in one word.
    pub(crate) fn word(&self, row: usize) -> String {
        self.of(row).map(|(origin, row)| origin.word(row)).unwrap_or_default()
    }

    /// A row of one of the files in one word.
    fn file_word(&self, file: usize, row: usize) -> String {
        self.files.get(file).map(|origin| origin.word(row)).unwrap_or_default()
    }

    /// The place of a row of one of the files.
    pub(crate) fn file_place(&self, file: usize, row: usize) -> Place {
        self.files.get(file).map(|origin| origin.place(row)).unwrap_or_default()
    }
}

impl Joined {
    /// A problem of a row.
    pub(crate) fn at(&self, problem: Diagnostic, row: usize, header: Option<&str>) -> Diagnostic {
        let mut place = self.origins.place(row);
        place.column = header.map(str::to_owned);
        place.area = self.ids.get(row).map(str::to_owned);
        problem.place(place)
    }
}

/// The joined row of each row of a file; `NO_CLASS` for one that is left out.
pub(crate) type RowMap = Vec<u32>;

/// Joined row of a file's row.
pub(crate) fn target(map: &RowMap, row: usize) -> Option<usize> {
    map.get(row)
        .copied()
        .filter(|row| *row != NO_CLASS)
        .and_then(|row| usize::try_from(row).ok())
}

/// Joins the drafts of one level and period.
pub(crate) fn join(level: usize, mut drafts: Vec<Draft>, problems: &mut Findings) -> Joined {
    let mut joined = Joined {
        level,
        ids: Ids::with_capacity(drafts.iter().map(|draft| draft.rows).max().unwrap_or_default()),
        complete: drafts.iter().any(|draft| draft.complete),
        broken: drafts.iter().any(|draft| draft.broken),
        source: join_texts(drafts.iter().filter_map(source)),
        ..Joined::default()
    };
    let sources: Vec<Option<String>> = drafts.iter().map(source).collect();
    joined.origins.files = drafts.iter_mut().map(|draft| std::mem::take(&mut draft.origin)).collect();
    let mut numbering = Numbering {
        is_single: drafts.len() == 1,
        numbered: 0,
    };
    let maps: Vec<RowMap> = drafts
        .iter()
        .enumerate()
        .map(|(file, draft)| numbering.rows(&mut joined, draft, file, problems))
        .collect();
    let is_whole = joined.origins.rows.is_empty();
    let mut columns: Shelf<String, Vec<Given>> = Shelf::default();
    let (mut names, mut links, mut row_sources) = (Vec::new(), Vec::new(), Vec::new());
    for (file, (draft, source)) in drafts.into_iter().zip(sources).enumerate() {
        for DraftColumn { header, mut column } in draft.columns {
            column.source.clone_from(&source);
            columns.or_default(column.id.clone()).push(Given { file, header, column });
        }
        links.extend(draft.links.into_iter().map(|link| (file, link)));
        names.extend(draft.names.map(|texts| (file, texts)));
        row_sources.extend(draft.sources.map(|coded| (file, coded)));
    }
    if is_whole {
        joined.names = names.pop().map(|(_, texts)| texts);
        joined.row_sources = row_sources.pop().map(|(_, coded)| coded);
        joined.links = links.into_iter().map(|(_, link)| link).collect();
    } else {
        joined.names = join_names(&joined, &names, &maps, problems);
        joined.links = join_links(&joined, links, &maps, problems);
        joined.row_sources = join_coded(
            joined.ids.len(),
            &row_sources.iter().map(|(file, coded)| (*file, coded)).collect::<Vec<_>>(),
            &maps,
            |_, _, _| {},
        );
    }
    for mut given in columns.into_values() {
        let column = if is_whole && given.len() == 1 {
            given.pop().map(|given| given.column)
        } else {
            overlay(&joined, &given, &maps, problems)
        };
        joined.columns.extend(column);
    }
    joined
}

/// What a draft says of its source, or the file it was read from.
fn source(draft: &Draft) -> Option<String> {
    draft.source.clone().or_else(|| {
        if draft.origin.lines.is_empty() {
            None
        } else {
            Some(draft.origin.file.clone())
        }
    })
}

/// Different texts, in the order of their first appearance.
pub(crate) fn join_texts(texts: impl Iterator<Item = String>) -> Option<String> {
    let mut list: Vec<String> = Vec::new();
    for text in texts {
        if !list.contains(&text) {
            list.push(text);
        }
    }
    (!list.is_empty()).then(|| list.join(", "))
}

struct Numbering {
    is_single: bool,
    /// Rows without ids that were numbered so far.
    numbered: usize,
}

impl Numbering {
    /// Finds the joined row of each row of a draft.
    fn rows(&mut self, joined: &mut Joined, draft: &Draft, file: usize, problems: &mut Findings) -> RowMap {
        let before = joined.ids.len();
        let mut map = RowMap::with_capacity(draft.rows);
        // Rows that were there before may be met once by this file: the row that does.
        let mut met = vec![NO_CLASS; before];
        for row in 0..draft.rows {
            let inserted = match &draft.ids {
                Some(ids) => match ids.get(row).unwrap_or_default() {
                    "" => Some(Inserted {
                        number: NO_CLASS,
                        known: true,
                    }),
                    id => joined.ids.insert(id),
                },
                None => self.number(&mut joined.ids),
            };
            let Some(Inserted { number, known }) = inserted else {
                problems.add(Diagnostic::new(Code::DatasetTextsTooLarge).place(joined.origins.file_place(file, row)));
                break;
            };
            let place = usize::try_from(number).unwrap_or(usize::MAX);
            let is_new = !known;
            let is_joined = known && met.get(place) == Some(&NO_CLASS);
            if !self.is_single && is_new {
                joined
                    .origins
                    .rows
                    .push((u32::try_from(file).unwrap_or(u32::MAX), u32::try_from(row).unwrap_or(u32::MAX)));
            }
            if let Some(met) = met.get_mut(place).filter(|_| is_joined) {
                *met = u32::try_from(row).unwrap_or(NO_CLASS);
            }
            if is_new || is_joined {
                map.push(number);
                continue;
            }
            if self.is_single && joined.origins.rows.is_empty() {
                // From here on, joined rows are no longer those of the file.
                joined.origins.rows = (0..number_of(joined.ids.len())).map(|row| (0, row)).collect();
                self.is_single = false;
            }
            map.push(NO_CLASS);
            if number != NO_CLASS {
                let id = joined.ids.get(place).unwrap_or_default();
                let mut given = joined.origins.file_place(file, row);
                given.area = Some(id.to_owned());
                // What this file joined to another was first given there; what it brought itself is known by its origin.
                let first = match met.get(place).copied().and_then(|row| usize::try_from(row).ok()) {
                    Some(first) => joined.origins.file_word(file, first),
                    None => joined.origins.word(place),
                };
                problems.add(
                    Diagnostic::new(Code::DatasetDuplicateArea)
                        .with("id", id)
                        .with("first", first)
                        .place(given),
                );
            }
        }
        map
    }

    /// A number for a row without an id, which no other row has.
    fn number(&mut self, ids: &mut Ids) -> Option<Inserted> {
        loop {
            self.numbered += 1;
            let inserted = ids.insert(&format!("#{}", self.numbered))?;
            if !inserted.known {
                return Some(inserted);
            }
        }
    }
}

fn number_of(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// Joins names; the first one that a row was given stands, and another one is reported.
fn join_names(joined: &Joined, given: &[(usize, Texts)], maps: &[RowMap], problems: &mut Findings) -> Option<Texts> {
    if given.is_empty() {
        return None;
    }
    let mut chosen: Vec<&str> = vec![""; joined.ids.len()];
    for (file, texts) in given {
        let Some(map) = maps.get(*file) else { continue };
        for (row, name) in texts.iter().enumerate() {
            let Some(place) = target(map, row) else { continue };
            let Some(first) = chosen.get_mut(place) else { continue };
            if first.is_empty() {
                *first = name;
            } else if !name.is_empty() && *first != name {
                let problem = Diagnostic::new(Code::DatasetTwoNames).with("left", first).with("right", name);
                let mut at = joined.origins.file_place(*file, row);
                at.area = joined.ids.get(place).map(str::to_owned);
                problems.add(problem.place(at));
            }
        }
    }
    Some(chosen.into_iter().collect())
}

/// Joins links of the same level; a row that belongs to two different areas of it is reported.
fn join_links(joined: &Joined, links: Vec<(usize, Link)>, maps: &[RowMap], problems: &mut Findings) -> Vec<Link> {
    let mut by_level: BTreeMap<Option<usize>, Vec<(usize, Link)>> = BTreeMap::new();
    for (file, link) in links {
        by_level.entry(link.level).or_default().push((file, link));
    }
    let mut all = Vec::new();
    for (level, given) in by_level {
        let header = given.first().map(|(_, link)| link.header.clone()).unwrap_or_default();
        let areas: Vec<(usize, &Coded)> = given.iter().map(|(file, link)| (*file, &link.areas)).collect();
        let names: Vec<(usize, &Coded)> = given
            .iter()
            .filter_map(|(file, link)| Some((*file, link.names.as_ref()?)))
            .collect();
        let areas = join_coded(joined.ids.len(), &areas, maps, |(file, row), left, right| {
            let id = target_id(joined, maps, file, row);
            let problem = Diagnostic::new(Code::DatasetParentConflict)
                .with("id", &id)
                .with("left", left)
                .with("right", right);
            let mut place = joined.origins.file_place(file, row);
            place.column = Some(header.clone());
            place.area = Some(id);
            problems.add(problem.place(place));
        });
        let names = join_coded(joined.ids.len(), &names, maps, |_, _, _| {});
        all.extend(areas.map(|areas| Link {
            level,
            header: header.clone(),
            areas,
            names,
        }));
    }
    all
}

fn target_id(joined: &Joined, maps: &[RowMap], file: usize, row: usize) -> String {
    let place = maps.get(file).and_then(|map| target(map, row));
    place.and_then(|place| joined.ids.get(place)).unwrap_or_default().to_owned()
}

/// Joins coded texts; calls back for a row that was given two different ones, with its file and row there.
fn join_coded(rows: usize, given: &[(usize, &Coded)], maps: &[RowMap], mut clash: impl FnMut((usize, usize), &str, &str)) -> Option<Coded> {
    if given.is_empty() {
        return None;
    }
    let mut chosen: Vec<Option<&str>> = vec![None; rows];
    for (file, coded) in given {
        let Some(map) = maps.get(*file) else { continue };
        for row in 0..coded.codes.len() {
            let (Some(text), Some(place)) = (coded.get(row), target(map, row)) else {
                continue;
            };
            match chosen.get_mut(place) {
                Some(Some(first)) if *first != text => clash((*file, row), first, text),
                Some(first) => *first = Some(text),
                None => {}
            }
        }
    }
    let mut sink = CodedSink::default();
    for (row, text) in chosen.into_iter().enumerate() {
        // What fitted into several lists fits into one, since equal texts are kept once; a list that is full was reported.
        let _ = sink.set(row, text.unwrap_or_default());
    }
    Some(sink.finish(rows))
}
