//! From rows to entries: names become ids, words become values, and nothing is said twice.

use super::columns::Column;
use super::entries::{AreaKey, Entries, Expert, LocalKey, Override, Quantity, Subject};
use super::row::Row;
use super::words::{CLASSES, DEGREES, GRADES, PRIORITIES};
use crate::catalogue::{Catalogue, CompiledIndicator};
use crate::dataset::cells::{Cell, MeasureReader, cell_problem, fold_cell, parse_unit, read_flag, shown, shown_unit};
use crate::dataset::{Dataset, fold_name};
use crate::decimal::{Decimal, Fraction, parse_decimal};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::examine::Report;
use crate::grade::GradingScheme;
use crate::shelf::Shelf;
use crate::unit::{Unit, UnitError};

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
    pub(super) catalogue: &'a Catalogue,
    pub(super) dataset: &'a Dataset,
    pub(super) scheme: &'a GradingScheme,
    pub(super) indicators: Shelf<String, usize>,
    pub(super) items: Shelf<String, &'a str>,
    entries: Entries,
    /// Where each thing was first said.
    first: Shelf<String, Place>,
    pub(super) hints: usize,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(report: &'a Report, scheme: &'a GradingScheme) -> Self {
        let catalogue = report.catalogue();
        let mut indicators = Shelf::default();
        for (place, indicator) in catalogue.indicators().iter().enumerate() {
            let names = [&indicator.id.value, &indicator.name.zh, &indicator.name.en]
                .into_iter()
                .chain(&indicator.name_variants);
            for name in names.filter(|name| !name.is_empty()) {
                indicators.or_insert_with(fold_name(name), || place);
            }
            indicators.or_insert_with(indicator.number.to_string(), || place);
        }
        let mut items = Shelf::default();
        for item in &scheme.document().survey.items {
            for name in [&item.id.value, &item.name.zh, &item.name.en] {
                items.or_insert_with(fold_name(name), || item.id.value.as_str());
            }
        }
        Self {
            catalogue,
            dataset: report.dataset(),
            scheme,
            indicators,
            items,
            entries: Entries::default(),
            first: Shelf::default(),
            hints: 0,
        }
    }

    pub(super) fn finish(self) -> Entries {
        self.entries
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
            let Some(score) = score(row)? else { return Err(nothing_said(row)) };
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
            self.catalogue.compiled_indicator(indicator),
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
            Ok(self.decision(&subject, check.as_deref(), row, problems)),
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
        if is_empty { Err(nothing_said(row)) } else { Ok(()) }
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
        let dimension = self.dimension(text, row)?;
        let grade = word(row, Column::Grade, |text| GRADES.read(text))?;
        self.once(&format!("{name} {}", area.area), ("等级", "grade"), at_name())?;
        let key = LocalKey {
            area,
            dimension,
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
        let peers = self.entries.peers.or_default(subject.clone());
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

    fn decision(&mut self, subject: &Subject, check: Option<&str>, row: &Row, problems: &mut Vec<Diagnostic>) -> bool {
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
            return problems.len() > known;
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
        true
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

fn nothing_said(row: &Row) -> Diagnostic {
    Diagnostic::new(Code::JudgementNothingSaid).place(row.place.clone())
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
