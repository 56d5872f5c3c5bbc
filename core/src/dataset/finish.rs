//! The end of reading one table: which column is the id, what the refused cells were, and a draft of the rest.

use crate::catalogue::document::LevelKind;
use crate::diagnostic::{Code, Diagnostic, Place};

use super::cell::CellError;
use super::column::NO_CLASS;
use super::draft::{Draft, DraftColumn, Link};
use super::period::normalise;
use super::plausible;
use super::problems::{Findings, cell_problem};
use super::reader::{Reading, Refused, Role, TableReader};
use super::schema::ColumnTarget;
use super::sink::{CodedSink, Finished};
use super::table::Coded;
use super::texts::Texts;
use crate::fold::fold_name;

/// Words in the place of an id that mark a row as a sum of others.
const TOTALS: &[&str] = &["合计", "总计", "小计", "总和", "共计", "total", "subtotal", "sum"];

impl<'a> TableReader<'a> {
    /// The draft of what was read, and every problem in the order of lines. There is no draft when the rows have no id.
    pub(crate) fn finish(mut self) -> (Option<Draft>, Findings) {
        let readings = std::mem::take(&mut self.readings);
        let refused = std::mem::take(&mut self.refused);
        let headers: Vec<(String, Role<'a>)> = readings.iter().map(|reading| (reading.header.clone(), reading.role)).collect();
        let has = |wanted: fn(&Role<'a>) -> bool| headers.iter().any(|(_, role)| wanted(role));
        let has_id = has(|role| matches!(role, Role::Id));
        let has_own = has(|role| matches!(role, Role::Own));
        let mut draft = Draft {
            level: self.level,
            origin: std::mem::take(&mut self.origin),
            rows: self.rows,
            ids: None,
            names: None,
            links: Vec::new(),
            periods: None,
            sources: None,
            columns: Vec::new(),
            complete: false,
            period: None,
            source: None,
            broken: self.broken,
        };
        let mut parent_names: Vec<(usize, String, Coded)> = Vec::new();
        let mut targets: Vec<ColumnTarget<'a>> = Vec::new();
        for Reading { header, role, sink, .. } in readings {
            let id = if let Role::Values(target) = role { target.id } else { "" };
            match (role, sink.finish(id, self.rows)) {
                (Role::Id, Finished::Text(texts)) => draft.ids = Some(texts),
                (Role::Own, Finished::Text(texts)) if !has_id => draft.ids = Some(texts),
                (Role::Name, Finished::Text(texts)) if !has_id && !has_own => draft.ids = Some(texts),
                // 社区 beside an id and a name says the name once more.
                (Role::Own, Finished::Text(texts)) => draft.names = draft.names.or(Some(texts)),
                (Role::Name, Finished::Text(texts)) => draft.names = Some(texts),
                (Role::Parent(level), Finished::Coded(areas)) => draft.links.push(Link {
                    level,
                    header,
                    areas,
                    names: None,
                }),
                (Role::ParentName(level), Finished::Coded(names)) => parent_names.push((level, header, names)),
                (Role::Period, Finished::Coded(periods)) => draft.periods = Some(periods),
                (Role::Source, Finished::Coded(sources)) => draft.sources = Some(sources),
                (Role::Values(target), Finished::Columns(columns)) => {
                    targets.extend(columns.iter().map(|_| target));
                    draft.columns.extend(columns.into_iter().map(|column| DraftColumn {
                        header: header.clone(),
                        column,
                    }));
                }
                _ => {}
            }
        }
        for (level, header, names) in parent_names {
            match draft.links.iter_mut().find(|link| link.level == Some(level)) {
                Some(link) => link.names = Some(names),
                None => draft.links.push(Link {
                    level: Some(level),
                    header,
                    areas: names,
                    names: None,
                }),
            }
        }
        let has_ids = self.check_ids(&mut draft, headers.is_empty());
        self.report(refused, &headers, &draft);
        self.read_periods(&mut draft);
        for (given, target) in draft.columns.iter_mut().zip(targets) {
            let limits = plausible::Limits::new(target.kind, given.column.unit.as_ref());
            if let Some(found) = plausible::check(&mut given.column, &limits) {
                let first = found.rows.first().copied().unwrap_or_default();
                let places: Vec<String> = found.rows.iter().map(|row| draft.origin.word(*row)).collect();
                let mut place = draft.origin.place(first);
                place.column = Some(given.header.clone());
                place.area = draft.ids.as_ref().and_then(|ids| ids.get(first)).map(str::to_owned);
                self.problem(found.problem(&given.column, &limits, &places).place(place));
            }
        }
        let mut problems = std::mem::take(&mut self.problems);
        problems.sort_by_row();
        (has_ids.then_some(draft), problems)
    }

    /// Finds ids for a table without any, and reports rows that cannot be told.
    fn check_ids(&mut self, draft: &mut Draft, is_bare: bool) -> bool {
        let level = self.levels.get(self.level);
        let Some(ids) = &draft.ids else {
            if level.is_some_and(|level| level.kind == LevelKind::Observation) {
                return true;
            }
            // A list without rows, or a file without a header, which was reported.
            if draft.rows == 0 && is_bare {
                draft.ids = Some(Texts::default());
                return true;
            }
            // There is one city; its table needs no name for it.
            if self.levels.highest() == Some(self.level) {
                draft.ids = Some((0..draft.rows).map(|_| self.levels.id(self.level)).collect());
                return true;
            }
            let name = if draft.origin.file.is_empty() {
                self.levels.id(self.level)
            } else {
                &draft.origin.file
            };
            let problem = Diagnostic::new(Code::DatasetMissingIdColumn).with("name", name);
            self.problem(problem.place(Place {
                file: draft.origin.file.clone(),
                ..Place::default()
            }));
            return false;
        };
        let mut found = Vec::new();
        for (row, id) in ids.iter().enumerate() {
            if id.is_empty() {
                found.push(draft.at(Diagnostic::new(Code::DatasetEmptyId), row, None));
            } else if is_total(id) || draft.names.as_ref().and_then(|names| names.get(row)).is_some_and(is_total) {
                found.push(draft.at(Diagnostic::new(Code::DatasetTotalRow).with("id", id), row, None));
            }
        }
        for problem in found {
            self.problem(problem);
        }
        true
    }

    fn report(&mut self, refused: Vec<Refused>, headers: &[(String, Role<'a>)], draft: &Draft) {
        for Refused { row, column, text, error } in refused {
            let (header, role) = headers
                .get(column)
                .map_or(("", Role::Ignored), |(header, role)| (header.as_str(), *role));
            let (item, kind) = if let Role::Values(target) = role {
                (target.id, Some(target.kind))
            } else {
                ("", None)
            };
            self.problem(draft.at(cell_problem(&error, &text, item, kind), row, Some(header)));
        }
    }

    /// Brings the periods of the rows into their written form.
    fn read_periods(&mut self, draft: &mut Draft) {
        let Some(given) = draft.periods.take() else { return };
        let written: Vec<Option<String>> = given.dictionary.iter().map(normalise).collect();
        let mut periods = CodedSink::default();
        for row in 0..given.codes.len() {
            let Some(text) = given.get(row) else { continue };
            let code = given.codes.get(row).copied().unwrap_or(NO_CLASS);
            match usize::try_from(code).ok().and_then(|code| written.get(code)) {
                Some(Some(period)) => {
                    // Fewer periods than were read cannot be too many.
                    let _ = periods.set(row, period);
                }
                _ => self.problem(draft.at(cell_problem(&CellError::BadPeriod, text, "", None), row, None)),
            }
        }
        draft.periods = Some(periods.finish(given.codes.len()));
    }
}

pub(crate) fn is_total(text: &str) -> bool {
    // Most ids have a digit, and no word for a total has.
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let folded = fold_name(text);
    TOTALS.contains(&folded.trim_end_matches([':', '*']))
}
