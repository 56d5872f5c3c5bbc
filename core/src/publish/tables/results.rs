//! Tables of results: indicators with their values, requirements and grades; survey; changes since the year before.

use super::columns;
use crate::catalogue::document::Direction;
use crate::decimal::{Fraction, Rounding};
use crate::examine::Status;
use crate::publish::material::{Group, Line, Material};
use crate::publish::words;
use crate::sheet::{Cell, Sheet, SheetColumn};

/// Columns of a table of results, beyond those that it always has.
const HEADINGS: [(&str, &str, u16); 8] = [
    ("序号", "No.", 6),
    ("指标", "Indicator", 30),
    ("体检结果", "Result", 11),
    ("单位", "Unit", 8),
    ("评价标准", "Requirement", 22),
    ("达标情况", "Outcome", 20),
    ("评价等级", "Grade", 12),
    ("备注", "Remarks", 14),
];

/// Results of one part of the system.
pub(super) fn group<'l>(material: &Material<'l, '_>, group: &Group<'_>) -> Sheet<'l> {
    let rows: Vec<Vec<Cell<'l>>> = material.lines(group.id).iter().map(|line| cells(material, line)).collect();
    let (columns, rows) = without_blanks(shown_columns(material), &rows);
    let title = match material.language {
        crate::Language::Chinese => format!("{}维度体检结果", group.name),
        crate::Language::English => format!("Results, {}", group.name),
    };
    noted(material, Sheet::of_rows(format!("{}-results", group.id), title, columns, rows))
}

/// The columns in which something stands.
fn without_blanks<'c>(columns: Vec<SheetColumn>, rows: &[Vec<Cell<'c>>]) -> (Vec<SheetColumn>, Vec<Vec<Cell<'c>>>) {
    let is_used = |place: usize| rows.iter().any(|row| row.get(place).is_some_and(|cell| *cell != Cell::Blank));
    let used: Vec<bool> = (0..columns.len()).map(is_used).collect();
    let kept = |place: usize| used.get(place).copied().unwrap_or(true);
    let columns = columns.into_iter().enumerate().filter(|(place, _)| kept(*place));
    let columns = columns.map(|(_, column)| column).collect();
    let cells = |row: Vec<Cell<'c>>| {
        let cells = row.into_iter().enumerate().filter(|(place, _)| kept(*place));
        cells.map(|(_, cell)| cell).collect()
    };
    (columns, rows.iter().cloned().map(cells).collect())
}

/// Summary of all indicators (指标汇总表).
pub(super) fn summary<'l>(material: &Material<'l, '_>) -> Sheet<'l> {
    let mut columns = vec![SheetColumn::new(material.pick("维度", "Part"), 12).merged()];
    columns.extend(shown_columns(material));
    let mut rows = Vec::new();
    for group in &material.groups {
        for line in material.lines(group.id) {
            let first = [Cell::text(group.name.to_owned())];
            rows.push(first.into_iter().chain(cells(material, &line)).collect());
        }
    }
    let title = material.pick("体检指标汇总表", "Summary of indicators");
    noted(material, Sheet::of_rows("summary", title, columns, rows))
}

/// The table with what its marks mean, as far as it has them.
fn noted<'l>(material: &Material<'l, '_>, sheet: Sheet<'l>) -> Sheet<'l> {
    let says = |mark: &str| {
        let mut cells = sheet.rows().flatten();
        cells.any(|cell| matches!(&cell, Cell::Text(text) if text.contains(mark)))
    };
    let (zh, en) = ("（暂）", "(provisional)");
    let notes = [
        (
            words::to_verify(material.language),
            material.pick(
                "待核：公式或标准不是原文直接给出，使用前应核对。",
                "To be verified: the formula or a requirement is not read in the document itself.",
            ),
        ),
        (
            material.pick(zh, en),
            material.pick(
                "（暂）：只有部分单元上报，结论可能改变。",
                "Provisional: only some units reported, and the conclusion may change.",
            ),
        ),
        (
            "*",
            material.pick(
                "* 评价所用分档为本库评价方案设定，文件未给出；专家可另行评定。",
                "* Graded by bands of this library's scheme, which the document does not give; experts can decide otherwise.",
            ),
        ),
    ];
    let notes: Vec<&str> = notes.into_iter().filter(|(mark, _)| says(mark)).map(|(_, note)| note).collect();
    notes.into_iter().fold(sheet, Sheet::note)
}

fn has_grades(material: &Material<'_, '_>) -> bool {
    material.grades().is_some()
}

fn shown_columns(material: &Material<'_, '_>) -> Vec<SheetColumn> {
    let headings: Vec<(&str, &str, u16)> = HEADINGS
        .into_iter()
        .filter(|(zh, ..)| *zh != "评价等级" || has_grades(material))
        .collect();
    columns(material, &headings)
}

/// A result as it is shown, or why there is none.
fn value<'c>(material: &Material<'_, '_>, line: &Line<'_>) -> Cell<'c> {
    let Some(result) = line.result else {
        return Cell::text(material.pick(Status::Missing.chinese(), Status::Missing.english()));
    };
    result
        .displayed()
        .map_or_else(|| Cell::text(result.status().word(material.language)), Cell::Number)
}

fn cells<'c>(material: &Material<'_, '_>, line: &Line<'_>) -> Vec<Cell<'c>> {
    let language = material.language;
    let (indicator, separator) = (line.indicator, material.pick("；", "; "));
    let unit = indicator.unit_name.in_language(language);
    let requirement = |id: &str| {
        let known = indicator.requirements.iter().find(|known| known.id.as_str() == id)?;
        Some(
            material
                .report()
                .catalogue()
                .requirement_text(known)
                .in_language(language)
                .to_owned(),
        )
    };
    let requirements: Vec<String> = line
        .verdicts
        .iter()
        .filter_map(|verdict| requirement(&verdict.requirement))
        .collect();
    let outcomes: Vec<String> = line
        .verdicts
        .iter()
        .map(|verdict| words::verdict(verdict, unit, language))
        .collect();
    let (number, name) = match line.part {
        None => (
            Cell::count(usize::from(indicator.number)),
            indicator.name.in_language(language).to_owned(),
        ),
        Some(part) => (Cell::Blank, format!("　{part}")),
    };
    let mut cells = vec![
        number,
        Cell::text(name),
        value(material, line),
        Cell::text(unit.to_owned()),
        Cell::text(requirements.join(separator)),
        Cell::text(outcomes.join(separator)),
    ];
    if let Some(grades) = material.grades() {
        let grading = grades.indicator(&indicator.id).filter(|_| line.part.is_none());
        cells.push(grading.map_or(Cell::Blank, |grading| Cell::text(words::grade(grading, language))));
    }
    cells.push(Cell::text(remarks(material, line).join(material.pick("；", "; "))));
    cells
}

fn remarks(material: &Material<'_, '_>, line: &Line<'_>) -> Vec<String> {
    let language = material.language;
    let Some(result) = line.result else { return Vec::new() };
    let mut remarks = Vec::new();
    match result.status() {
        Status::Reported => remarks.push(material.pick(Status::Reported.chinese(), Status::Reported.english()).to_owned()),
        Status::Partial => {
            let part = result.completeness();
            remarks.push(match language {
                crate::Language::Chinese => format!("已报 {}/{}", part.reported, part.expected),
                crate::Language::English => format!("{} of {} reported", part.reported, part.expected),
            });
        }
        _ => {}
    }
    let gradings = material.grades().filter(|_| line.part.is_none());
    let grading = gradings.and_then(|grades| grades.indicator(&line.indicator.id));
    // Without a value the status has said why there is no grade.
    if let Some(reason) = grading
        .and_then(|grading| grading.ungraded)
        .filter(|_| result.displayed().is_some())
    {
        remarks.push(reason.word(language).to_owned());
    }
    if words::is_unverified(&result, &line.verdicts) {
        remarks.push(words::to_verify(language).to_owned());
    }
    remarks
}

/// Scores of the survey of residents by indicator, as far as they were given; `None` without any.
pub(super) fn survey<'l>(material: &Material<'l, '_>) -> Option<Sheet<'l>> {
    let language = material.language;
    let gradings = &material.grades()?.indicators;
    let rows: Vec<Vec<Cell<'l>>> = gradings
        .iter()
        .filter_map(|grading| Some((grading, grading.survey.as_ref()?)))
        .map(|(grading, survey)| {
            let effect = match (survey.below, survey.lowered) {
                (_, true) => material.pick("低于分数线，评价降一级", "below the line: one grade lower"),
                (true, false) => material.pick("低于分数线", "below the line"),
                (false, _) => material.pick("不低于分数线", "not below the line"),
            };
            vec![
                Cell::count(usize::from(grading.number)),
                Cell::text(grading.name.in_language(language).to_owned()),
                Cell::text(survey.score.clone()),
                Cell::text(survey.line.clone()),
                Cell::text(effect),
            ]
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let headings = [
        ("序号", "No.", 6),
        ("对应指标", "Indicator", 34),
        ("问卷得分", "Score", 10),
        ("分数线", "Line", 8),
        ("对评价的影响", "Effect on the grade", 26),
    ];
    let title = material.pick("居民问卷得分", "Scores of the survey of residents");
    Some(Sheet::of_rows("survey", title, columns(material, &headings), rows))
}

/// Indicators of this year against those of the year before; `None` where the data have no year before.
pub(super) fn changes<'l>(material: &Material<'l, '_>) -> Option<Sheet<'l>> {
    let report = material.report();
    let before = report.catalogue().examine(report.dataset().previous()?).ok()?;
    let language = material.language;
    let mut rows: Vec<Vec<Cell<'l>>> = Vec::new();
    for indicator in report.catalogue().indicators() {
        let now = material.result(indicator);
        let then = before.at(material.area.level, material.area.id, &indicator.id);
        let (Some(now), Some(then)) = (now, then) else { continue };
        let (Some(new), Some(old)) = (now.displayed(), then.displayed()) else {
            continue;
        };
        let difference = Fraction::from(new).subtract(&Fraction::from(old)).ok();
        let shown = difference
            .as_ref()
            .and_then(|difference| difference.to_decimal(indicator.decimals, Rounding::HalfEven).ok());
        let better = difference.as_ref().map(|difference| direction(indicator.direction, difference));
        let word = match better {
            Some(Some(true)) => material.pick("改善", "better"),
            Some(Some(false)) => material.pick("变差", "worse"),
            Some(None) if difference.as_ref().is_some_and(Fraction::is_zero) => material.pick("持平", "unchanged"),
            _ => "",
        };
        rows.push(vec![
            Cell::count(usize::from(indicator.number)),
            Cell::text(indicator.name.in_language(language).to_owned()),
            Cell::text(indicator.unit_name.in_language(language).to_owned()),
            Cell::Number(old),
            Cell::Number(new),
            shown.map_or(Cell::Blank, Cell::Number),
            Cell::text(word),
        ]);
    }
    if rows.is_empty() {
        return None;
    }
    let headings = [
        ("序号", "No.", 6),
        ("指标", "Indicator", 34),
        ("单位", "Unit", 10),
        ("上一年度", "Year before", 11),
        ("本年度", "This year", 11),
        ("变化", "Change", 11),
        ("趋势", "Trend", 8),
    ];
    let title = material.pick("与上一年度比较", "Compared with the year before");
    Some(Sheet::of_rows("changes", title, columns(material, &headings), rows))
}

/// Whether a difference is for the better; `None` where it is zero or neither way is.
fn direction(direction: Direction, difference: &Fraction) -> Option<bool> {
    if difference.is_zero() {
        return None;
    }
    match direction {
        Direction::HigherBetter => Some(!difference.is_negative()),
        Direction::LowerBetter | Direction::Zero => Some(difference.is_negative()),
        Direction::Range | Direction::Neutral => None,
    }
}

/// Problems that were there the year before; `None` where problems are not part of the report, or none comes again.
pub(super) fn recurring<'l>(material: &Material<'l, '_>) -> Option<Sheet<'l>> {
    let language = material.language;
    let rows: Vec<Vec<Cell<'l>>> = material
        .own_problems()
        .filter(|problem| problem.priority().recurring)
        .map(|problem| {
            let indicator = problem.indicator();
            let result = problem.result().and_then(|result| result.displayed());
            vec![
                Cell::count(usize::from(indicator.number)),
                Cell::text(indicator.name.in_language(language)),
                result.map_or(Cell::Blank, Cell::Number),
                Cell::text(indicator.unit_name.in_language(language)),
                Cell::text(problem.class().class.word(language)),
                Cell::text(problem.priority().priority.word(language)),
            ]
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let headings = [
        ("序号", "No.", 6),
        ("指标", "Indicator", 34),
        ("本年度结果", "Result", 12),
        ("单位", "Unit", 10),
        ("整治类型", "Class", 12),
        ("整治优先级", "Priority", 10),
    ];
    let title = material.pick(
        "上一年度已有、本年度仍存在的问题",
        "Problems of the year before that are still there",
    );
    Some(Sheet::of_rows("recurring", title, columns(material, &headings), rows))
}
