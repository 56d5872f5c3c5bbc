//! What a report is made of: the examined city, its parts of the system, its grades, problems and lists.

use crate::catalogue::Indicator;
use crate::catalogue::document::{ItemKind, LevelKind};
use crate::dataset::Table;
use crate::diagnostic::Language;
use crate::examine::{IndicatorResult, Report, Verdict};
use crate::grade::{AreaGrades, Grades};
use crate::ledger::{Board, Distribution, Ledger, LedgerEntry};
use crate::list::{ListArea, Lists};
use crate::measure::Measures;
use crate::problem::{Problem, Problems};

/// Everything that tables, figures and facts are taken from.
pub(super) struct Material<'l, 'a> {
    pub(super) ledger: &'l Ledger<'a>,
    pub(super) grading: Option<&'l Grades>,
    pub(super) problems: Option<&'l Problems>,
    pub(super) measures: Option<&'l Measures>,
    pub(super) language: Language,
    pub(super) area: Area<'a>,
    pub(super) groups: Vec<Group<'a>>,
}

/// The area that the report is about.
#[derive(Clone, Copy)]
pub(super) struct Area<'a> {
    pub(super) level: &'a str,
    pub(super) id: &'a str,
    pub(super) name: &'a str,
}

/// One part of the system (维度), with the form that it has where the data have its areas.
#[derive(Clone)]
pub(super) struct Group<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    pub(super) board: Option<Board<'a>>,
}

/// An indicator, or one part of it, with its result in the area of the report.
pub(super) struct Line<'a> {
    pub(super) indicator: &'a Indicator,
    /// Name of the part, where the line is of one.
    pub(super) part: Option<&'a str>,
    pub(super) result: Option<IndicatorResult<'a>>,
    pub(super) verdicts: Vec<Verdict>,
}

impl<'l, 'a> Material<'l, 'a> {
    pub(super) fn new(
        ledger: &'l Ledger<'a>,
        (grading, problems, measures): (Option<&'l Grades>, Option<&'l Problems>, Option<&'l Measures>),
        language: Language,
    ) -> Self {
        let report = ledger.report();
        let boards = ledger.boards();
        let mut groups: Vec<Group<'a>> = Vec::new();
        for dimension in &report.catalogue().document().dimensions {
            if groups.iter().all(|group| group.id != dimension.group) {
                groups.push(Group {
                    id: &dimension.group,
                    name: dimension.group_name.in_language(language),
                    board: boards.iter().find(|board| board.id == dimension.group).copied(),
                });
            }
        }
        Self {
            ledger,
            grading,
            problems,
            measures,
            language,
            area: Area::of(report),
            groups,
        }
    }

    pub(super) fn report(&self) -> &'a Report {
        self.ledger.report()
    }

    pub(super) fn pick<T>(&self, chinese: T, english: T) -> T {
        self.language.pick(chinese, english)
    }

    /// The grades of the area of the report.
    pub(super) fn grades(&self) -> Option<&'l AreaGrades> {
        self.grading?.area(self.area.level, self.area.id)
    }

    /// The lists of the area, where problems and measures are there.
    pub(super) fn lists(&self) -> Option<Lists<'l, 'a>> {
        Some(Lists::new(self.ledger, self.problems?, self.measures?))
    }

    pub(super) fn list_area(&self) -> ListArea<'a> {
        ListArea {
            level: self.area.level,
            area: self.area.id,
        }
    }

    /// Problems of the area.
    pub(super) fn own_problems(&self) -> impl Iterator<Item = Problem<'l>> {
        let (level, id) = (self.area.level, self.area.id);
        let all = self.problems.into_iter().flat_map(Problems::iter);
        all.filter(move |problem| problem.level() == level && problem.area() == id)
    }

    pub(super) fn result(&self, indicator: &Indicator) -> Option<IndicatorResult<'a>> {
        self.report().at(self.area.level, self.area.id, &indicator.id)
    }

    /// Indicators of a part of the system, each followed by those of its parts that have a value or a requirement.
    pub(super) fn lines(&self, group: &str) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        for indicator in self.ledger.indicators(group) {
            let result = self.result(indicator);
            lines.push(Line {
                indicator,
                part: None,
                verdicts: result.map(|result| result.verdicts()).unwrap_or_default(),
                result,
            });
            for part in &indicator.parts {
                let name = format!("{}.{}", indicator.id.as_str(), part.id.as_str());
                let result = self.report().at(self.area.level, self.area.id, &name);
                let verdicts = result.map(|result| result.verdicts()).unwrap_or_default();
                if result.is_some_and(|result| result.displayed().is_some()) || !verdicts.is_empty() {
                    let part = Some(part.name.in_language(self.language));
                    lines.push(Line {
                        indicator,
                        part,
                        result,
                        verdicts,
                    });
                }
            }
        }
        lines
    }

    pub(super) fn entry(&self, indicator: &Indicator) -> Option<LedgerEntry<'l, 'a>> {
        self.ledger.entry(self.result(indicator)?)
    }

    /// How the value of an indicator is spread over the areas that its form is for, or over larger ones where that says more than one number.
    pub(super) fn spread(&self, indicator: &Indicator, group: &Group<'_>) -> Option<Distribution<'a>> {
        let entry = self.entry(indicator)?;
        let lowest = group.board.map_or("", |board| board.level);
        let levels = &self.report().catalogue().document().levels;
        let areas = levels.iter().filter(|level| level.kind == LevelKind::Area);
        let mut levels = areas.map(|level| level.id.as_str()).skip_while(|level| *level != lowest);
        levels.find_map(|level| entry.distribution(level).filter(|spread| spread.parts.len() > 1))
    }

    /// Level of the largest areas below that of the report, for one sentence on where things are.
    pub(super) fn level_below(&self) -> &'a str {
        let report = self.report();
        let tables = report.dataset().tables();
        let levels = report.catalogue().document().levels.iter().rev();
        let areas = levels.filter(|level| level.kind == LevelKind::Area).map(|level| level.id.as_str());
        let below = areas.skip_while(|level| *level != self.area.level).skip(1);
        below
            .filter(|level| tables.iter().any(|table| table.level() == *level && table.len() > 1))
            .take(1)
            .next()
            .unwrap_or_default()
    }

    /// What the rows of a table are: its entity, or else its level.
    pub(super) fn table_name(&self, level: &'a str) -> &'a str {
        let items = &self.report().catalogue().document().items;
        let entity = items
            .iter()
            .find(|item| item.kind == ItemKind::Entity && item.level.as_str() == level);
        entity.map_or_else(|| self.level_name(level), |item| item.name.in_language(self.language))
    }

    pub(super) fn level_name(&self, level: &'a str) -> &'a str {
        let levels = &self.report().catalogue().document().levels;
        let found = levels.iter().find(|known| known.id.as_str() == level);
        found.map_or(level, |found| found.name.in_language(self.language))
    }
}

impl<'a> Area<'a> {
    /// The one area of the highest level; without one, the area of the first result.
    fn of(report: &'a Report) -> Self {
        let levels = report.catalogue().document().levels.iter().rev();
        let areas = levels.filter(|level| level.kind == LevelKind::Area);
        let tables = areas.filter_map(|level| report.dataset().table(&level.id));
        let single = tables.filter(|table| table.len() == 1).take(1).next();
        let of_table = |table: &'a Table| {
            Some(Self {
                level: table.level(),
                id: table.id(0)?,
                name: table.name(0)?,
            })
        };
        let of_result = |result: IndicatorResult<'a>| Self {
            level: result.level(),
            id: result.area(),
            name: result.area_name(),
        };
        let first = || report.results().next().map(of_result);
        single.and_then(of_table).or_else(first).unwrap_or(Self {
            level: "",
            id: "",
            name: "",
        })
    }
}
