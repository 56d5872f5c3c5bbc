//! Names in rows: indicators, survey items, checklist items, areas and dimensions; an unknown one is reported with the nearest.

use super::columns::Column;
use super::entries::AreaKey;
use super::resolve::Resolver;
use super::row::Row;
use crate::catalogue::Indicator;
use crate::catalogue::document::{Check, Dimension, LevelKind};
use crate::dataset::cells::{shown, split_unit};
use crate::dataset::{Schema, Table, fold_name};
use crate::diagnostic::{Code, Diagnostic, nearest};

/// Names that are looked for among all others: each takes a walk over them.
const MAXIMUM_HINTS: usize = 200;

impl<'a> Resolver<'a> {
    fn hint<'n>(&mut self, name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
        self.hints += 1;
        if self.hints > MAXIMUM_HINTS { None } else { nearest(name, names) }
    }

    pub(super) fn indicator(&mut self, name: &str, row: &Row) -> Result<usize, Diagnostic> {
        let folded = fold_name(name);
        let bare = split_unit(name).map(|(bare, _)| fold_name(&bare));
        let found = self.indicators.get(&folded).or_else(|| self.indicators.get(&bare?));
        if let Some(place) = found {
            return Ok(*place);
        }
        let names = self.catalogue.indicators().iter().flat_map(|indicator| {
            let names = [&indicator.id.value, &indicator.name.zh, &indicator.name.en];
            names.into_iter().map(String::as_str)
        });
        let names: Vec<&str> = names.collect();
        let close = self.hint(name, names);
        let problem = Diagnostic::new(Code::JudgementUnknownIndicator).with("name", shown(name));
        Err(problem.suggest(close.as_deref()).place(row.place_of(Column::Indicator)))
    }

    pub(super) fn survey_item(&mut self, name: &str, row: &Row) -> Result<&'a str, Diagnostic> {
        if let Some(item) = self.items.get(&fold_name(name)) {
            return Ok(item);
        }
        let items = self.scheme.document().survey.items.iter();
        let names: Vec<&str> = items
            .flat_map(|item| [item.id.value.as_str(), &item.name.zh, &item.name.en])
            .collect();
        let close = self.hint(name, names);
        let problem = Diagnostic::new(Code::JudgementUnknownSurveyItem).with("name", shown(name));
        Err(problem.suggest(close.as_deref()).place(row.place_of(Column::SurveyItem)))
    }

    pub(super) fn check(&mut self, indicator: &Indicator, row: &Row) -> Result<Option<String>, Diagnostic> {
        let Some(name) = row.text(Column::Check) else { return Ok(None) };
        let folded = fold_name(name);
        let names = |check: &Check| {
            let mut names = vec![check.id.value.clone(), check.name.zh.clone(), check.name.en.clone()];
            names.extend(check.aliases.iter().cloned());
            names
        };
        let found = indicator
            .checks
            .iter()
            .find(|check| names(check).iter().any(|name| fold_name(name) == folded));
        if let Some(check) = found {
            return Ok(Some(check.id.value.clone()));
        }
        let all: Vec<String> = indicator.checks.iter().flat_map(names).collect();
        let close = self.hint(name, all.iter().map(String::as_str));
        let problem = Diagnostic::new(Code::JudgementUnknownCheck)
            .with("name", shown(name))
            .with("indicator", &indicator.id.value);
        Err(problem.suggest(close.as_deref()).place(row.place_of(Column::Check)))
    }

    /// The area of a row: by level and id, by id alone, or the highest one.
    pub(super) fn area(&mut self, row: &Row) -> Result<AreaKey, Diagnostic> {
        let areas = || self.dataset.tables().iter().filter(|table| table.kind() == LevelKind::Area);
        let level = match row.text(Column::Level) {
            None => None,
            Some(name) => {
                let known = self.catalogue.level(&fold_name(name));
                let known = known.filter(|level| areas().any(|table| table.level() == level.id));
                let Some(known) = known else {
                    let levels: Vec<&str> = self.catalogue.levels().iter().flat_map(|level| [level.id, level.name_zh]).collect();
                    let close = self.hint(name, levels);
                    let problem = Diagnostic::new(Code::JudgementUnknownLevel).with("name", shown(name));
                    return Err(problem.suggest(close.as_deref()).place(row.place_of(Column::Level)));
                };
                Some(known.id)
            }
        };
        let tables: Vec<&Table> = areas().filter(|table| level.is_none_or(|level| table.level() == level)).collect();
        let key = |table: &Table, id: &str| AreaKey {
            level: table.level().to_owned(),
            area: id.to_owned(),
        };
        let Some(id) = row.text(Column::Area) else {
            // Tables stand from low to high.
            let top = tables.last().filter(|table| table.len() == 1);
            let top = top.and_then(|table| table.id(0).map(|id| key(table, id)));
            return top.ok_or_else(|| Diagnostic::new(Code::JudgementNoArea).place(row.place.clone()));
        };
        let found: Vec<&&Table> = tables.iter().filter(|table| table.find(id).is_some()).collect();
        match found.as_slice() {
            [table] => Ok(key(table, id)),
            [] => {
                let ids: Vec<&str> = tables.iter().flat_map(|table| table.ids().iter()).collect();
                let close = self.hint(id, ids);
                let problem = Diagnostic::new(Code::JudgementUnknownArea).with("name", shown(id));
                Err(problem.suggest(close.as_deref()).place(row.place_of(Column::Area)))
            }
            several => {
                let levels: Vec<&str> = several.iter().map(|table| table.level()).collect();
                let problem = Diagnostic::new(Code::JudgementAmbiguousArea).with("name", shown(id));
                Err(problem.with("levels", levels.join(", ")).place(row.place_of(Column::Area)))
            }
        }
    }

    pub(super) fn dimension(&mut self, name: &str, row: &Row) -> Result<String, Diagnostic> {
        let folded = fold_name(name);
        let dimensions = &self.catalogue.rules().dimensions;
        let names = |dimension: &'a Dimension| [dimension.id.value.as_str(), &dimension.name.zh, &dimension.name.en];
        let found = dimensions
            .iter()
            .find(|dimension| names(dimension).iter().any(|name| fold_name(name) == folded));
        if let Some(dimension) = found {
            return Ok(dimension.id.value.clone());
        }
        let all: Vec<&str> = dimensions.iter().flat_map(names).collect();
        let close = self.hint(name, all);
        let problem = Diagnostic::new(Code::JudgementUnknownDimension).with("name", shown(name));
        Err(problem.suggest(close.as_deref()).place(row.place_of(Column::Dimension)))
    }
}
