//! From rows to entries: names become ids, words become values, and nothing is said twice.

use std::collections::HashMap;

use super::columns::Column;
use super::entries::{AreaKey, Entries, Expert, LocalKey, Override, Quantity, Subject};
use super::row::Row;
use super::words::{CLASSES, DEGREES, GRADES, PRIORITIES};
use crate::catalogue::document::LevelKind;
use crate::catalogue::{Catalogue, CompiledIndicator, Indicator};
use crate::dataset::cells::{Cell, MeasureReader, cell_problem, fold_cell, parse_unit, read_flag, shown, shown_unit, split_unit};
use crate::dataset::{Dataset, Schema, Table, fold_name};
use crate::decimal::{Decimal, Fraction, parse_decimal};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::examine::Report;
use crate::grade::GradingScheme;
use crate::unit::{Unit, UnitError};

/// Names that are looked for among all others: each takes a walk over them.
const MAXIMUM_HINTS: usize = 200;

/// What a thing said is, in both languages.
type What = (&'static str, &'static str);

const SURVEY_ITEM: What = ("问卷题项", "a survey item");
const CHECK: What = ("体检内容", "a checklist item");
const LOCAL: What = ("本地指标", "a local indicator");

/// Columns that say what a row is about, and not something of it.
const ABOUT: [Column; 9] = [
    Column::Indicator,
    Column::SurveyItem,
    Column::Check,
    Column::Level,
    Column::Area,
    Column::Local,
    Column::Dimension,
    Column::Unit,
    Column::Note,
];

pub(super) struct Resolver<'a> {
    catalogue: &'a Catalogue,
    dataset: &'a Dataset,
    scheme: &'a GradingScheme,
    indicators: HashMap<String, usize>,
    items: HashMap<String, &'a str>,
    entries: Entries,
    /// Where each thing was first said.
    first: HashMap<String, Place>,
    hints: usize,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(report: &'a Report, scheme: &'a GradingScheme) -> Self {
        let catalogue = report.catalogue();
        let mut indicators = HashMap::new();
        for (place, indicator) in catalogue.indicators().iter().enumerate() {
            let names = [&indicator.id.value, &indicator.name.zh, &indicator.name.en]
                .into_iter()
                .chain(&indicator.name_variants);
            for name in names.filter(|name| !name.is_empty()) {
                indicators.entry(fold_name(name)).or_insert(place);
            }
            indicators.entry(indicator.number.to_string()).or_insert(place);
        }
        let mut items = HashMap::new();
        for item in &scheme.document().survey.items {
            for name in [&item.id.value, &item.name.zh, &item.name.en] {
                items.entry(fold_name(name)).or_insert(item.id.value.as_str());
            }
        }
        Self {
            catalogue,
            dataset: report.dataset(),
            scheme,
            indicators,
            items,
            entries: Entries::default(),
            first: HashMap::new(),
            hints: 0,
        }
    }

    pub(super) fn finish(self) -> Entries {
        self.entries
    }

    fn hint<'n>(&mut self, name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
        self.hints += 1;
        if self.hints > MAXIMUM_HINTS { None } else { nearest(name, names) }
    }

    /// Adds what a row says.
    pub(super) fn add(&mut self, row: &Row, problems: &mut Vec<Diagnostic>) {
        if let Err(problem) = self.read(row, problems) {
            problems.push(problem);
        }
    }

    fn read(&mut self, row: &Row, problems: &mut Vec<Diagnostic>) -> Result<(), Diagnostic> {
        if row.cells.is_empty() {
            return Ok(());
        }
        let area = self.area(row);
        let is_local = flag(row, Column::Local)?.unwrap_or(false);
        if let Some(item) = row.text(Column::SurveyItem).filter(|_| row.cell(Column::Indicator).is_none()) {
            let item = self.survey_item(item, row)?;
            let area = area?;
            only(row, SURVEY_ITEM, &[Column::Score])?;
            let Some(score) = score(row)? else {
                return nothing_said(row, problems);
            };
            let subject = format!("{item} {}", area.area);
            self.once(&subject, ("得分", "score"), row.place_of(Column::Score))?;
            self.entries.item_scores.insert((item.to_owned(), area), score);
            return Ok(());
        }
        let Some(name) = row.text(Column::Indicator) else {
            return Err(Diagnostic::new(Code::JudgementNoSubject).place(row.place.clone()));
        };
        if is_local {
            return self.local(name, area?, row);
        }
        // Both names are looked up before either is complained of alone.
        let indicator = self.indicator(name, row);
        let (indicator, area) = match (indicator, area) {
            (Ok(indicator), Ok(area)) => (indicator, area),
            (Err(first), Err(second)) => {
                problems.push(first);
                return Err(second);
            }
            (Err(problem), _) | (_, Err(problem)) => return Err(problem),
        };
        let (Some(document), Some(compiled)) = (
            self.catalogue.indicators().get(indicator),
            self.catalogue.compiled().indicators.get(indicator),
        ) else {
            return Ok(());
        };
        let subject = Subject {
            indicator: document.id.value.clone(),
            area,
        };
        let check = self.check(document, row)?;
        if check.is_some() {
            only(row, CHECK, &[Column::Class, Column::Degree, Column::Urgent, Column::LastYear])?;
        }
        let said = [
            self.expert(&subject, row),
            self.score(&subject, row),
            self.target(&subject, compiled, row),
            self.peer(&subject, compiled, row),
            self.decision(&subject, check.as_deref(), row, problems),
            self.last_year(&subject, check.as_deref(), row),
        ];
        let mut is_empty = true;
        for said in said {
            match said {
                Ok(said) => is_empty &= !said,
                Err(problem) => {
                    is_empty = false;
                    problems.push(problem);
                }
            }
        }
        if is_empty { nothing_said(row, problems) } else { Ok(()) }
    }

    /// Notes where something is said; a second time is an error.
    fn once(&mut self, subject: &str, what: What, place: Place) -> Result<(), Diagnostic> {
        let key = format!("{}\u{0}{subject}", what.1);
        if let Some(first) = self.first.get(&key) {
            let problem = Diagnostic::new(Code::JudgementDuplicate)
                .with("subject", subject)
                .with_words("what", what.0, what.1)
                .with_words("first", spoken(first, true), spoken(first, false));
            return Err(problem.place(place));
        }
        self.first.insert(key, place);
        Ok(())
    }

    fn indicator(&mut self, name: &str, row: &Row) -> Result<usize, Diagnostic> {
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

    fn survey_item(&mut self, name: &str, row: &Row) -> Result<&'a str, Diagnostic> {
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

    fn check(&mut self, indicator: &Indicator, row: &Row) -> Result<Option<String>, Diagnostic> {
        let Some(name) = row.text(Column::Check) else { return Ok(None) };
        let folded = fold_name(name);
        let names = |check: &'_ crate::catalogue::document::Check| {
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
    fn area(&mut self, row: &Row) -> Result<AreaKey, Diagnostic> {
        let areas = || self.dataset.tables().iter().filter(|table| table.kind() == LevelKind::Area);
        let level = match row.text(Column::Level) {
            None => None,
            Some(name) => match self
                .catalogue
                .level(&fold_name(name))
                .filter(|level| areas().any(|table| table.level() == level.id))
            {
                Some(level) => Some(level.id),
                None => {
                    let levels: Vec<&str> = self.catalogue.levels().iter().flat_map(|level| [level.id, level.name_zh]).collect();
                    let close = self.hint(name, levels);
                    let problem = Diagnostic::new(Code::JudgementUnknownLevel).with("name", shown(name));
                    return Err(problem.suggest(close.as_deref()).place(row.place_of(Column::Level)));
                }
            },
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

    fn local(&mut self, name: &str, area: AreaKey, row: &Row) -> Result<(), Diagnostic> {
        let at_name = || row.place_of(Column::Indicator);
        if self.indicators.contains_key(&fold_name(name)) {
            return Err(Diagnostic::new(Code::JudgementLocalKnown)
                .with("name", shown(name))
                .place(at_name()));
        }
        only(row, LOCAL, &[Column::Grade])?;
        let Some(text) = row.text(Column::Dimension) else {
            return Err(Diagnostic::new(Code::JudgementLocalDimension)
                .with("name", shown(name))
                .place(at_name()));
        };
        let folded = fold_name(text);
        let dimensions = &self.catalogue.rules().dimensions;
        let names =
            |dimension: &'a crate::catalogue::document::Dimension| [dimension.id.value.as_str(), &dimension.name.zh, &dimension.name.en];
        let found = dimensions
            .iter()
            .find(|dimension| names(dimension).iter().any(|name| fold_name(name) == folded));
        let Some(dimension) = found else {
            let all: Vec<&str> = dimensions.iter().flat_map(names).collect();
            let close = self.hint(text, all);
            let problem = Diagnostic::new(Code::JudgementUnknownDimension).with("name", shown(text));
            return Err(problem.suggest(close.as_deref()).place(row.place_of(Column::Dimension)));
        };
        let grade = word(row, Column::Grade, |text| GRADES.read(text))?;
        self.once(&format!("{name} {}", area.area), ("等级", "grade"), at_name())?;
        let key = LocalKey {
            area,
            dimension: dimension.id.value.clone(),
            name: name.to_owned(),
        };
        self.entries.locals.insert(key, grade);
        Ok(())
    }

    fn expert(&mut self, subject: &Subject, row: &Row) -> Result<bool, Diagnostic> {
        let Some(grade) = word(row, Column::Grade, |text| GRADES.read(text))? else {
            return Ok(false);
        };
        self.once(&spoken_subject(subject, None), ("等级", "grade"), row.place_of(Column::Grade))?;
        let note = row.text(Column::Note).map(str::to_owned);
        self.entries.experts.insert(subject.clone(), Expert { grade, note });
        Ok(true)
    }

    fn score(&mut self, subject: &Subject, row: &Row) -> Result<bool, Diagnostic> {
        let Some(score) = score(row)? else { return Ok(false) };
        self.once(&spoken_subject(subject, None), ("得分", "score"), row.place_of(Column::Score))?;
        self.entries.scores.insert(subject.clone(), score);
        Ok(true)
    }

    fn target(&mut self, subject: &Subject, compiled: &CompiledIndicator, row: &Row) -> Result<bool, Diagnostic> {
        let Some(target) = self.quantity(Column::Target, subject, compiled, row)? else {
            if let Some(unit) = row.cell(Column::Unit).filter(|_| row.cell(Column::Value).is_none()) {
                let problem = Diagnostic::new(Code::JudgementUnitAlone).with("unit", shown(&unit.text));
                return Err(problem.place(row.place_of(Column::Unit)));
            }
            return Ok(false);
        };
        self.once(&spoken_subject(subject, None), ("目标", "target"), row.place_of(Column::Target))?;
        self.entries.targets.insert(subject.clone(), target);
        Ok(true)
    }

    fn peer(&mut self, subject: &Subject, compiled: &CompiledIndicator, row: &Row) -> Result<bool, Diagnostic> {
        let (Some(peer), Some(figure)) = (row.text(Column::Peer), self.quantity(Column::Value, subject, compiled, row)?) else {
            let alone = [Column::Peer, Column::Value].into_iter().find(|column| row.cell(*column).is_some());
            return match alone {
                Some(column) => Err(Diagnostic::new(Code::JudgementPeerIncomplete).place(row.place_of(column))),
                None => Ok(false),
            };
        };
        let spoken = format!("{} {peer}", spoken_subject(subject, None));
        self.once(&spoken, ("对标值", "figure"), row.place_of(Column::Peer))?;
        let peers = self.entries.peers.entry(subject.clone()).or_default();
        peers.insert(peer.to_owned(), figure);
        Ok(true)
    }

    /// A number of a row, in the unit of the indicator.
    fn quantity(
        &mut self,
        column: Column,
        subject: &Subject,
        compiled: &CompiledIndicator,
        row: &Row,
    ) -> Result<Option<Quantity>, Diagnostic> {
        let Some(cell) = row.cell(column) else { return Ok(None) };
        let units = &self.catalogue.compiled().scope.units;
        let own = &compiled.unit;
        let written = row.cell(Column::Unit).map(|unit| (unit.text.as_str(), Column::Unit));
        let written = written.or_else(|| cell.unit.as_deref().map(|unit| (unit, column)));
        let (unit, factor) = match written {
            None => (own.clone(), Fraction::one()),
            Some((text, at)) => {
                let place = || row.place_of(at);
                let unit = parse_unit(units, text, own).map_err(|error| {
                    let close = match &error {
                        UnitError::Unknown { nearest, .. } => nearest.as_deref(),
                        _ => None,
                    };
                    let problem = Diagnostic::new(Code::DatasetUnknownUnit).with("unit", shown(text));
                    problem.suggest(close).place(place())
                })?;
                let factor = unit.conversion_to(own).map_err(|_| {
                    let problem = Diagnostic::new(Code::JudgementUnit)
                        .with("left", shown(text))
                        .with("right", shown_unit(own))
                        .with("indicator", &subject.indicator);
                    problem.place(place())
                })?;
                (unit, factor)
            }
        };
        self.convert(cell.text.as_str(), unit, &factor, subject)
            .map_err(|problem| problem.place(row.place_of(column)))
    }

    fn convert(&self, text: &str, unit: Unit, factor: &Fraction, subject: &Subject) -> Result<Option<Quantity>, Diagnostic> {
        let units = &self.catalogue.compiled().scope.units;
        let name = shown_unit(&unit);
        let number = MeasureReader::new(units, unit)
            .read(Cell::Text(text))
            .map_err(|error| cell_problem(&error, text, &subject.indicator, None))?;
        let Some(number) = number else { return Ok(None) };
        let value = Fraction::from(number)
            .multiply(factor)
            .map_err(|_| Diagnostic::new(Code::DatasetNumberTooLarge).with("value", shown(text)))?;
        Ok(Some(Quantity { value, number, unit: name }))
    }

    fn decision(&mut self, subject: &Subject, check: Option<&str>, row: &Row, problems: &mut Vec<Diagnostic>) -> Result<bool, Diagnostic> {
        let known = problems.len();
        let decided = Override {
            class: noted(word(row, Column::Class, |text| CLASSES.read(text)), problems),
            degree: noted(word(row, Column::Degree, |text| DEGREES.read(text)), problems),
            priority: noted(word(row, Column::Priority, |text| PRIORITIES.read(text)), problems),
            urgent: noted(flag(row, Column::Urgent), problems),
        };
        let spoken = spoken_subject(subject, check);
        let said = [
            (decided.class.is_some(), CLASSES.name, Column::Class),
            (decided.degree.is_some(), DEGREES.name, Column::Degree),
            (decided.priority.is_some(), PRIORITIES.name, Column::Priority),
            (decided.urgent.is_some(), ("紧迫性", "urgency"), Column::Urgent),
        ];
        for (_, what, column) in said.iter().filter(|(is_said, _, _)| *is_said) {
            let once = self.once(&spoken, *what, row.place_of(*column));
            problems.extend(once.err());
        }
        if decided == Override::default() {
            return Ok(problems.len() > known);
        }
        let entry = self
            .entries
            .overrides
            .entry((subject.clone(), check.map(str::to_owned)))
            .or_default();
        entry.class = entry.class.or(decided.class);
        entry.degree = entry.degree.or(decided.degree);
        entry.priority = entry.priority.or(decided.priority);
        entry.urgent = entry.urgent.or(decided.urgent);
        Ok(true)
    }

    fn last_year(&mut self, subject: &Subject, check: Option<&str>, row: &Row) -> Result<bool, Diagnostic> {
        let Some(was_there) = flag(row, Column::LastYear)? else {
            return Ok(false);
        };
        let what = ("上年情况", "state of last year");
        self.once(&spoken_subject(subject, check), what, row.place_of(Column::LastYear))?;
        if was_there {
            self.entries.last_year.insert((subject.clone(), check.map(str::to_owned)));
        }
        Ok(true)
    }
}

/// A value that was read; what is wrong with it is noted.
fn noted<T>(read: Result<Option<T>, Diagnostic>, problems: &mut Vec<Diagnostic>) -> Option<T> {
    read.unwrap_or_else(|problem| {
        problems.push(problem);
        None
    })
}

fn nothing_said(row: &Row, problems: &mut Vec<Diagnostic>) -> Result<(), Diagnostic> {
    problems.push(Diagnostic::new(Code::JudgementNothingSaid).place(row.place.clone()));
    Ok(())
}

fn spoken_subject(subject: &Subject, check: Option<&str>) -> String {
    let check = check.map(|check| format!(".{check}")).unwrap_or_default();
    format!("{}{check} {}", subject.indicator, subject.area.area)
}

fn spoken(place: &Place, chinese: bool) -> String {
    match (place.line, place.row) {
        (Some(line), _) if chinese => format!("{} 第 {line} 行", place.file),
        (Some(line), _) => format!("{} line {line}", place.file),
        (None, Some(row)) if chinese => format!("{} 第 {row} 条", place.file),
        (None, Some(row)) => format!("{} entry {row}", place.file),
        (None, None) => place.file.clone(),
    }
}

/// Refuses what a row of this kind cannot say.
fn only(row: &Row, what: What, allowed: &[Column]) -> Result<(), Diagnostic> {
    let is_foreign = |column: Column| !ABOUT.contains(&column) && !allowed.contains(&column);
    match row.cells.iter().find(|cell| is_foreign(cell.column)) {
        None => Ok(()),
        Some(cell) => {
            let problem = Diagnostic::new(Code::JudgementMisplaced)
                .with_words("what", what.0, what.1)
                .with("column", shown(&cell.header));
            Err(problem.place(row.place_of(cell.column)))
        }
    }
}

/// The value of a word of a scale.
fn word<T>(row: &Row, column: Column, read: impl FnOnce(&str) -> Result<T, Diagnostic>) -> Result<Option<T>, Diagnostic> {
    let read = row.text(column).map(read).transpose();
    read.map_err(|problem| problem.place(row.place_of(column)))
}

fn flag(row: &Row, column: Column) -> Result<Option<bool>, Diagnostic> {
    let Some(text) = row.text(column) else { return Ok(None) };
    read_flag(Cell::Text(text)).map_err(|error| cell_problem(&error, text, column.key(), None).place(row.place_of(column)))
}

/// A score of 0 to 100 points.
fn score(row: &Row) -> Result<Option<Decimal>, Diagnostic> {
    let Some(text) = row.text(Column::Score) else { return Ok(None) };
    let place = || row.place_of(Column::Score);
    // `62%` is refused: it may be points or a share.
    let mut buffer = String::new();
    let folded = fold_cell(text, &mut buffer);
    let digits = folded.strip_suffix('分').unwrap_or(folded);
    let bad = |_| Diagnostic::new(Code::DatasetBadNumber).with("value", shown(text)).place(place());
    let score = parse_decimal(digits.trim_end()).map_err(bad)?;
    if score < Decimal::ZERO || score > Decimal::ONE_HUNDRED {
        return Err(Diagnostic::new(Code::JudgementScoreRange).with("value", score).place(place()));
    }
    Ok(Some(score))
}
