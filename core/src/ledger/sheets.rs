//! The ledgers and survey tables that a city hands in for each part of the system (住房、小区（社区）、街区): one table and one ledger each.

use std::borrow::Cow;

use super::Ledger;
use super::cases::{Group, SubCases};
use super::words::percent;
use crate::catalogue::Indicator;
use crate::catalogue::document::{Direction, LevelKind, Severity};
use crate::dataset::Bits;
use crate::decimal::Fraction;
use crate::diagnostic::Language;
use crate::examine::IndicatorResult;
use crate::problem::degree_rank;
use crate::sheet::{Cell, Sheet, SheetColumn};

/// One part of an indicator system with forms of its own (维度): housing, community, block, city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Board<'a> {
    /// Id, as the dimensions of the catalogue name their group.
    pub id: &'a str,
    /// Chinese name.
    pub zh: &'a str,
    /// English name.
    pub en: &'a str,
    /// Level that its forms are filled in for.
    pub level: &'a str,
}

impl<'a> Board<'a> {
    /// Name in one language.
    pub const fn name(&self, language: Language) -> &'a str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

impl<'a> Ledger<'a> {
    /// The parts of the system in the order of the catalogue, each with the level of its forms: the level of its indicators, or where they
    /// count single objects the lowest one above that the objects lie in. A part without such areas is left out.
    pub fn boards(&self) -> Vec<Board<'a>> {
        let document = self.report().catalogue().document();
        let mut boards: Vec<Board<'a>> = Vec::new();
        for dimension in &document.dimensions {
            if boards.iter().all(|board| board.id != dimension.group) {
                boards.push(Board {
                    id: &dimension.group,
                    zh: dimension.group_name.in_language(Language::Chinese),
                    en: dimension.group_name.in_language(Language::English),
                    level: "",
                });
            }
        }
        let areas: Vec<&str> = document
            .levels
            .iter()
            .filter(|level| level.kind == LevelKind::Area)
            .map(|level| level.id.as_str())
            .collect();
        for board in &mut boards {
            let indicators = || self.indicators(board.id);
            let highest = indicators()
                .filter_map(|indicator| areas.iter().position(|level| *level == indicator.level.as_str()))
                .max();
            let single = highest.is_some_and(|highest| {
                indicators()
                    .filter(|indicator| areas.get(highest) == Some(&indicator.level.as_str()))
                    .all(|indicator| indicator.case_rule.is_some())
            });
            let lowest = highest.and_then(|highest| highest.checked_add(usize::from(single)));
            let levels = lowest.and_then(|lowest| areas.get(lowest..)).unwrap_or_default();
            let objects: Vec<usize> = indicators()
                .filter_map(|indicator| Some(self.cases.get(&indicator.number)?.table))
                .collect();
            board.level = levels
                .iter()
                .find(|level| self.holds(level, single.then_some(&objects)))
                .copied()
                .unwrap_or_default();
        }
        boards.retain(|board| !board.level.is_empty());
        boards
    }

    /// Whether there are areas of a level, and the objects lie in them.
    fn holds(&self, level: &str, objects: Option<&Vec<usize>>) -> bool {
        let Some(table) = self.report().dataset().table_place(level) else {
            return false;
        };
        let lies_in = |objects: &usize| {
            self.places
                .get(objects)
                .is_some_and(|places| places.tables().any(|above| above == table))
        };
        objects.is_none_or(|objects| objects.is_empty() || objects.iter().any(lies_in))
    }

    /// Indicators of one part of the system, in official order.
    pub fn indicators(&self, board: &str) -> impl Iterator<Item = &'a Indicator> {
        let document = self.report().catalogue().document();
        let dimensions: Vec<&str> = document
            .dimensions
            .iter()
            .filter(|dimension| dimension.group == board)
            .map(|dimension| dimension.id.as_str())
            .collect();
        let of_board = move |indicator: &&Indicator| dimensions.contains(&indicator.dimension.as_str());
        document.indicators.iter().filter(of_board)
    }

    /// Survey table (指标调研表, 指标调查表) of one part of the system: its indicators for every area of a level.
    ///
    /// `None` where the dataset has no such table.
    pub fn survey_sheet(&self, board: &Board<'a>, language: Language) -> Option<Sheet<'_>> {
        let table = self.report().dataset().table_place(board.level)?;
        let indicators: Vec<&Indicator> = self.indicators(board.id).collect();
        let mut columns = self.place_columns(table, language);
        columns.extend(indicators.iter().map(|indicator| {
            let (name, unit) = (indicator.name.in_language(language), indicator.unit_name.in_language(language));
            SheetColumn::new(format!("{} {name}（{unit}）", indicator.number), 14)
        }));
        let title = match language {
            Language::Chinese => format!("{}维度体检指标调查表（{}层级）", board.zh, self.level_name(board.level, language)),
            Language::English => format!(
                "Survey table, {} ({} level)",
                board.name(language),
                self.level_name(board.level, language)
            ),
        };
        let areas = self.table(table)?;
        let level = board.level;
        let above = self.tables_above(table);
        let cells = move |(number, row): (usize, usize)| {
            let mut cells = self.place_cells(&above, table, row, number);
            let id = areas.id(row).unwrap_or_default();
            let result = |indicator: &&Indicator| self.report().at(level, id, indicator.id.as_str());
            cells.extend(indicators.iter().map(|indicator| result_cell(result(indicator), language)));
            cells
        };
        let rows = move || (1..).zip(0..areas.len()).map(cells.clone());
        Some(Sheet::new(format!("{}-survey", board.id), title, columns, rows))
    }

    /// Ledger of single objects (楼栋问题台账): one row for each object of a table with a problem, one column for each indicator and each checklist
    /// item that was reported of any.
    ///
    /// Blank is no; what was not handed in is said to be so. `None` where no indicator counts objects of the level.
    pub fn object_sheet(&self, level: &str, language: Language) -> Option<Sheet<'_>> {
        let table = self.report().dataset().table_place(level)?;
        let objects = self.table(table)?;
        let own: Vec<(&Indicator, &super::Cases<'a>)> = self
            .report()
            .catalogue()
            .document()
            .indicators
            .iter()
            .filter_map(|indicator| Some((indicator, self.cases.get(&indicator.number)?)))
            .filter(|(_, cases)| cases.table == table)
            .collect();
        if own.is_empty() {
            return None;
        }
        let mut columns = self.place_columns(table, language);
        let mut fields: Vec<&SubCases<'a>> = Vec::new();
        let mut groups: Vec<&Group> = Vec::new();
        let mut unreported = Vec::new();
        for (indicator, cases) in &own {
            groups.push(&cases.all);
            columns.push(SheetColumn::new(
                format!("{} {}", indicator.number, indicator.name.in_language(language)),
                8,
            ));
            for sub in &cases.sub_problems {
                if sub.group.known.any() {
                    groups.push(&sub.group);
                    fields.push(sub);
                    columns.push(SheetColumn::new(short_name(sub, language), 8));
                } else {
                    unreported.push(short_name(sub, language));
                }
            }
        }
        columns.push(SheetColumn::new(language.pick("问题数", "Problems"), 8));
        columns.push(SheetColumn::new(language.pick("最重程度", "Worst degree"), 10));
        let above = self.tables_above(table);
        let rows = move || {
            let (groups, fields, above) = (groups.clone(), fields.clone(), above.clone());
            let with_problem = groups.iter().fold(Bits::zeros(objects.len()), |mut any, group| {
                any.unite(&group.yes);
                any
            });
            let cells = move |(number, row): (usize, usize)| {
                let mut cells = self.place_cells(&above, table, row, number);
                cells.extend(groups.iter().map(|group| flag_cell(group, row, language)));
                let found = || fields.iter().filter(|sub| sub.group.yes.get(row));
                cells.push(Cell::count(found().count()));
                let worst = found().fold(None, |worst, sub| worse(worst, sub.check.severity));
                cells.push(worst.map_or(Cell::Blank, |degree| Cell::text(degree.word(language))));
                cells
            };
            let rows: Vec<usize> = with_problem.ones_at().collect();
            (1..).zip(rows).map(cells)
        };
        let object = own
            .first()
            .and_then(|(indicator, _)| self.report().catalogue().item(&indicator.case_rule.as_ref()?.object));
        let object = object.map_or(level, |item| item.name.in_language(language));
        let title = match language {
            Language::Chinese => format!("{object}问题台账"),
            Language::English => format!("Problem ledger by {object}"),
        };
        let sheet = Sheet::new(format!("{level}-ledger"), title, columns, rows);
        if unreported.is_empty() {
            return Some(sheet);
        }
        Some(sheet.note(match language {
            Language::Chinese => format!("未上报的体检内容：{}", unreported.join("、")),
            Language::English => format!("Checklist items that were not reported: {}", unreported.join("; ")),
        }))
    }

    /// Problem ledger (问题台账) of one part of the system: one row for each area of its level, indicator and sub-problem.
    ///
    /// `None` where the dataset has no table of the level.
    pub fn problem_sheet(&self, board: &Board<'a>, language: Language) -> Option<Sheet<'_>> {
        let table = self.report().dataset().table_place(board.level)?;
        let areas = self.table(table)?;
        let mut columns = self.place_columns(table, language);
        let headings = [
            ("指标", "Indicator", 30),
            ("体检结果", "Result", 10),
            ("单位", "Unit", 8),
            ("存在问题", "Problem", 40),
            ("程度", "Degree", 10),
            ("数量", "Number", 8),
            ("占比", "Share", 8),
        ];
        columns.extend(headings.map(|(zh, en, width)| SheetColumn::new(language.pick(zh, en), width)));
        let indicators: Vec<&Indicator> = self.indicators(board.id).collect();
        let level = board.level;
        let of_area = move |row: usize| -> Vec<Vec<Cell<'_>>> {
            let id = areas.id(row).unwrap_or_default();
            let results = indicators
                .iter()
                .filter_map(|indicator| self.report().at(level, id, indicator.id.as_str()));
            results.flat_map(|result| self.problem_rows(result, language)).collect()
        };
        let above = self.tables_above(table);
        let rows = move || {
            let (of_area, above) = (of_area.clone(), above.clone());
            let rows = (0..areas.len()).flat_map(move |row| of_area(row).into_iter().map(move |cells| (row, cells)));
            (1..).zip(rows).map(move |(number, (row, own))| {
                let mut cells = self.place_cells(&above, table, row, number);
                cells.extend(own);
                cells
            })
        };
        let title = match language {
            Language::Chinese => format!("{}维度体检问题台账", board.zh),
            Language::English => format!("Problem ledger, {}", board.name(language)),
        };
        Some(Sheet::new(format!("{}-ledger", board.id), title, columns, rows))
    }

    fn problem_rows(&self, result: IndicatorResult<'a>, language: Language) -> Vec<Vec<Cell<'a>>> {
        let indicator = result.indicator();
        let Some(entry) = self.entry(result) else { return Vec::new() };
        let head = [
            Cell::text(indicator.name.in_language(language)),
            result_cell(Some(result), language),
            Cell::text(indicator.unit_name.in_language(language)),
        ];
        let sub_problems = entry.details().map(|sub| {
            [
                Cell::text(sub.name(language)),
                sub.degree().map_or(Cell::Blank, |degree| Cell::text(degree.word(language))),
                Cell::count(sub.cases()),
                sub.share().map_or(Cell::Blank, |share| Cell::text(percent(&share))),
            ]
        });
        let mut rows: Vec<Vec<Cell<'a>>> = sub_problems.map(|tail| head.iter().cloned().chain(tail).collect()).collect();
        if rows.is_empty() && is_found(&entry) {
            rows.push(
                head.into_iter()
                    .chain([Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank])
                    .collect(),
            );
        }
        rows
    }

    fn level_name(&self, level: &'a str, language: Language) -> &'a str {
        let levels = &self.report().catalogue().document().levels;
        let found = levels.iter().find(|known| known.id.as_str() == level);
        found.map_or(level, |found| found.name.in_language(language))
    }

    /// Tables above the rows of a table, from high to low, without a highest one that is the same for all.
    fn tables_above(&self, table: usize) -> Vec<usize> {
        let above = self.places.get(&table).into_iter().flat_map(|places| places.tables().rev());
        above
            .filter(|above| self.table(*above).is_some_and(|areas| areas.len() > 1))
            .collect()
    }

    fn place_columns(&self, table: usize, language: Language) -> Vec<SheetColumn> {
        let mut columns = vec![SheetColumn::new(language.pick("序号", "No."), 6)];
        let above = self.tables_above(table).into_iter().chain([table]);
        let names = above
            .filter_map(|table| self.table(table))
            .map(|table| self.level_name(table.level(), language));
        columns.extend(names.map(|name| SheetColumn::new(name, 14)));
        columns
    }

    fn place_cells(&self, above: &[usize], table: usize, row: usize, number: usize) -> Vec<Cell<'a>> {
        let places = self.places.get(&table);
        let name = |table: usize, row: Option<usize>| {
            let found = self.table(table).zip(row).and_then(|(table, row)| table.name(row));
            Cell::text(found.unwrap_or_default())
        };
        let above = above
            .iter()
            .map(|above| name(*above, places.and_then(|places| places.area(*above, row))));
        [Cell::count(number)]
            .into_iter()
            .chain(above)
            .chain([name(table, Some(row))])
            .collect()
    }
}

/// Whether a value above zero is a number of cases or a shortfall, and not a figure that is held against a standard.
fn is_found(entry: &super::LedgerEntry<'_, '_>) -> bool {
    let indicator = entry.indicator();
    let adds_up = entry.adds_up() && matches!(indicator.direction, Direction::LowerBetter | Direction::Zero);
    adds_up && entry.value > Fraction::zero()
}

fn flag_cell<'a>(group: &Group, row: usize, language: Language) -> Cell<'a> {
    if group.yes.get(row) {
        Cell::Text(Cow::Borrowed(language.pick("是", "yes")))
    } else if group.known.get(row) {
        Cell::Blank
    } else {
        Cell::Text(Cow::Borrowed(language.pick("未报", "not reported")))
    }
}

/// The shorter of the names that a checklist item has, for a heading.
fn short_name(sub: &SubCases<'_>, language: Language) -> String {
    let name = sub.check.name.in_language(language);
    let alias = sub
        .check
        .aliases
        .first()
        .map(String::as_str)
        .filter(|_| language == Language::Chinese);
    match sub.band {
        None => alias.unwrap_or(name).to_owned(),
        Some(band) => format!("{}（{}）", alias.unwrap_or(name), band.label.in_language(language)),
    }
}

/// The worse of two degrees; one that is not given says nothing.
fn worse(left: Option<Severity>, right: Option<Severity>) -> Option<Severity> {
    match (left, right) {
        (Some(left), Some(right)) => Some(if degree_rank(left) <= degree_rank(right) { left } else { right }),
        (left, right) => left.or(right),
    }
}

/// A result as it is shown, or why there is none.
pub(crate) fn result_cell(result: Option<IndicatorResult<'_>>, language: Language) -> Cell<'_> {
    let Some(result) = result else { return Cell::Blank };
    match result.displayed() {
        Some(value) => Cell::Number(value),
        None => Cell::text(language.pick(result.status().chinese(), result.status().english())),
    }
}
