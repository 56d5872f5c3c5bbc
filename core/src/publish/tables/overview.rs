//! Tables of the overview: what was examined, how complete it is, and what came of it in numbers.

use serde::Serialize;

use super::columns;
use crate::catalogue::document::Nature;
use crate::dataset::Table;
use crate::examine::{Status, VerdictOutcome};
use crate::grade::{GradeCounts, OverallDecision};
use crate::publish::material::{Line, Material};
use crate::sheet::{Cell, Sheet};

/// How many results have which status.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(in crate::publish) struct Statuses {
    /// All of them.
    pub(in crate::publish) total: usize,
    /// Computed from everything that they need.
    pub(in crate::publish) computed: usize,
    /// Computed from the units that reported.
    pub(in crate::publish) partial: usize,
    /// Handed in finished.
    pub(in crate::publish) reported: usize,
    /// Not computed, because something is missing.
    pub(in crate::publish) missing: usize,
    /// Not applicable.
    pub(in crate::publish) not_applicable: usize,
    /// Without a value for another reason.
    pub(in crate::publish) other: usize,
}

impl Statuses {
    pub(in crate::publish) fn of(lines: &[Line<'_>]) -> Self {
        let mut statuses = Self::default();
        for line in lines.iter().filter(|line| line.part.is_none()) {
            let count = match line.result.map(|result| result.status()) {
                Some(Status::Ok) => &mut statuses.computed,
                Some(Status::Partial) => &mut statuses.partial,
                Some(Status::Reported) => &mut statuses.reported,
                Some(Status::Missing) | None => &mut statuses.missing,
                Some(Status::NotApplicable) => &mut statuses.not_applicable,
                Some(_) => &mut statuses.other,
            };
            *count = count.saturating_add(1);
            statuses.total = statuses.total.saturating_add(1);
        }
        statuses
    }

    const fn counts(self) -> [usize; 7] {
        [
            self.total,
            self.computed,
            self.partial,
            self.reported,
            self.missing,
            self.not_applicable,
            self.other,
        ]
    }
}

/// How many requirements came out how.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(in crate::publish) struct Outcomes {
    pub(in crate::publish) met: u32,
    pub(in crate::publish) not_met: u32,
    pub(in crate::publish) undetermined: u32,
    /// Indicators without any requirement in force.
    pub(in crate::publish) without: u32,
}

impl Outcomes {
    pub(in crate::publish) fn of(lines: &[Line<'_>]) -> Self {
        let mut outcomes = Self::default();
        for verdict in lines.iter().flat_map(|line| &line.verdicts) {
            let count = match verdict.outcome {
                VerdictOutcome::Met => &mut outcomes.met,
                VerdictOutcome::NotMet => &mut outcomes.not_met,
                VerdictOutcome::Undetermined => &mut outcomes.undetermined,
            };
            *count = count.saturating_add(1);
        }
        let judged = |line: &Line<'_>| {
            let own = lines.iter().filter(|other| other.indicator.number == line.indicator.number);
            own.clone().any(|line| !line.verdicts.is_empty())
        };
        let without = lines.iter().filter(|line| line.part.is_none() && !judged(line)).count();
        outcomes.without = u32::try_from(without).unwrap_or(u32::MAX);
        outcomes
    }
}

fn number(count: u32) -> Cell<'static> {
    Cell::count(usize::try_from(count).unwrap_or(usize::MAX))
}

/// What was handed in: every table with its rows.
pub(super) fn coverage<'l>(material: &Material<'l, '_>) -> Sheet<'l> {
    let headings = [("数据表", "Table", 24), ("行数", "Rows", 10), ("数据期", "Period", 10)];
    let dataset = material.report().dataset();
    let period = |table: &Table| table.period().or(dataset.period()).unwrap_or_default().to_owned();
    let tables = dataset.tables().iter().filter(|table| !table.is_empty());
    let rows = tables.map(|table| {
        vec![
            Cell::text(material.table_name(table.level()).to_owned()),
            Cell::count(table.len()),
            Cell::text(period(table)),
        ]
    });
    let title = material.pick("体检数据范围", "What was handed in");
    Sheet::of_rows("coverage", title, columns(material, &headings), rows.collect())
}

/// The indicator system by parts and dimensions.
pub(super) fn system<'l>(material: &Material<'l, '_>) -> Sheet<'l> {
    let document = material.report().catalogue().document();
    let headings = [
        ("维度", "Part", 16),
        ("分项", "Dimension", 22),
        ("指标数", "Indicators", 10),
        ("底线型", "Bottom line", 10),
        ("有数值标准", "With a number required", 14),
        ("指标序号", "Numbers", 14),
    ];
    let rows = document.dimensions.iter().map(|dimension| {
        let own: Vec<_> = document
            .indicators
            .iter()
            .filter(|indicator| indicator.dimension == dimension.id)
            .collect();
        let bottom = own.iter().filter(|indicator| indicator.nature == Nature::BottomLine).count();
        let required = own.iter().filter(|indicator| !indicator.requirements.is_empty()).count();
        let numbers = match (own.first(), own.last()) {
            (Some(first), Some(last)) if first.number != last.number => format!("{}–{}", first.number, last.number),
            (Some(only), _) => only.number.to_string(),
            _ => String::new(),
        };
        vec![
            Cell::text(dimension.group_name.in_language(material.language).to_owned()),
            Cell::text(dimension.name.in_language(material.language).to_owned()),
            Cell::count(own.len()),
            Cell::count(bottom),
            Cell::count(required),
            Cell::text(numbers),
        ]
    });
    let mut columns = columns(material, &headings);
    if let Some(first) = columns.first_mut() {
        first.merges = true;
    }
    let title = material.pick("指标设置", "The indicator system");
    Sheet::of_rows("system", title, columns, rows.collect())
}

/// Statuses of the results by part of the system.
pub(super) fn completeness<'l>(material: &Material<'l, '_>) -> Sheet<'l> {
    let headings = [
        ("维度", "Part", 18),
        ("指标数", "Indicators", 9),
        ("已计算", "Computed", 9),
        ("部分上报", "Partial", 9),
        ("上报值", "Reported", 9),
        ("缺数据", "Missing", 9),
        ("不适用", "Not applicable", 9),
        ("其他", "Other", 9),
    ];
    let rows = material.groups.iter().map(|group| {
        let counts = Statuses::of(&material.lines(group.id)).counts();
        [Cell::text(group.name.to_owned())]
            .into_iter()
            .chain(counts.map(Cell::count))
            .collect()
    });
    let title = material.pick("指标结果的完整性", "Completeness of the results");
    let note = material.pick(
        "部分上报：只有部分单元上报，结果以已上报单元计算；上报值：由部门直接填报结果，未经本次计算。",
        "Partial: computed from the units that reported. Reported: the finished figure was handed in and not computed here.",
    );
    Sheet::of_rows("completeness", title, columns(material, &headings), rows.collect()).note(note)
}

/// Outcomes of the requirements by part of the system.
pub(super) fn outcomes<'l>(material: &Material<'l, '_>) -> Sheet<'l> {
    let headings = [
        ("维度", "Part", 18),
        ("达到（项）", "Met", 10),
        ("未达到（项）", "Not met", 10),
        ("无法判定（项）", "Undetermined", 12),
        ("无适用标准的指标", "Indicators without a requirement", 18),
    ];
    let rows = material.groups.iter().map(|group| {
        let outcomes = Outcomes::of(&material.lines(group.id));
        let counts = [outcomes.met, outcomes.not_met, outcomes.undetermined, outcomes.without];
        [Cell::text(group.name.to_owned())].into_iter().chain(counts.map(number)).collect()
    });
    let title = material.pick("评价标准达标情况", "Requirements met and not met");
    let note = material.pick(
        "一项指标可有多条标准，按标准计数。",
        "An indicator can have several requirements; requirements are counted.",
    );
    Sheet::of_rows("outcomes", title, columns(material, &headings), rows.collect()).note(note)
}

/// Grades of dimensions and of the whole.
pub(super) fn grades<'l>(material: &Material<'l, '_>) -> Option<Sheet<'l>> {
    let grades = material.grades()?;
    let headings = [
        ("分项", "Dimension", 20),
        ("很好", "Very good", 7),
        ("较好", "Good", 7),
        ("一般", "Fair", 7),
        ("不足", "Insufficient", 7),
        ("未评", "Not graded", 7),
        ("很好占比（%）", "Very good (%)", 10),
        ("较好以上占比（%）", "Good or better (%)", 10),
        ("评价等级", "Grade", 10),
    ];
    let row = |name: String, decision: &OverallDecision| {
        let GradeCounts {
            very_good,
            good,
            fair,
            insufficient,
            ungraded,
            not_applicable,
        } = decision.counts;
        let counts = [very_good, good, fair, insufficient, ungraded.saturating_add(not_applicable)];
        let percent = |percent: &Option<String>| Cell::text(percent.clone().unwrap_or_default());
        let grade = decision
            .grade
            .map_or(material.pick("未定", "none"), |grade| grade.word(material.language));
        let mark = if decision.ours { "*" } else { "" };
        [Cell::text(name)]
            .into_iter()
            .chain(counts.map(number))
            .chain([
                percent(&decision.very_good_percent),
                percent(&decision.good_percent),
                Cell::text(format!("{grade}{mark}")),
            ])
            .collect::<Vec<Cell<'l>>>()
    };
    let mut rows: Vec<Vec<Cell<'l>>> = grades
        .dimensions
        .iter()
        .map(|dimension| row(dimension.name.in_language(material.language).to_owned(), &dimension.decision))
        .collect();
    rows.push(row(material.pick("总体", "All").to_owned(), &grades.overall));
    let ours = grades.overall.ours || grades.dimensions.iter().any(|dimension| dimension.decision.ours);
    let sheet = Sheet::of_rows(
        "grades",
        material.pick("分项与总体评价等级", "Grades of dimensions and of the whole"),
        columns(material, &headings),
        rows,
    );
    Some(if ours {
        sheet.note(material.pick(
            "* 文件的评价表未覆盖这种情形，或分母口径文件未写明，按评价方案的设定评定。",
            "* The published table does not cover the case, or the document leaves the denominator open: graded by the setting of the scheme.",
        ))
    } else {
        sheet
    })
}
