//! Tables of the annexes: survey tables and ledgers, lists, what is to be verified, what does not add up, and where all of it comes from.

use std::collections::BTreeMap;

use super::columns;
use crate::catalogue::Evidence;
use crate::catalogue::document::{EvidenceMarks, RectificationClass};
use crate::grade::Priority;
use crate::publish::material::Material;
use crate::publish::words;
use crate::sheet::{Cell, Sheet};

/// Survey tables and ledgers of every part of the system, then ledgers of single objects.
pub(super) fn forms<'l>(material: &Material<'l, '_>) -> Vec<Sheet<'l>> {
    let (ledger, language) = (material.ledger, material.language);
    let mut forms = Vec::new();
    for board in material.groups.iter().filter_map(|group| group.board) {
        if board.level == material.area.level {
            continue;
        }
        forms.extend(ledger.survey_sheet(&board, language));
        forms.extend(ledger.problem_sheet(&board, language));
    }
    let tables = material.report().dataset().tables();
    for table in tables.iter().filter(|table| !table.is_empty()) {
        forms.extend(ledger.object_sheet(table.level(), language));
    }
    forms
}

/// Problem lists and rectification lists of every part of the system, the project library and the tasks; none without problems and measures.
pub(super) fn lists<'l>(material: &Material<'l, '_>) -> Vec<Sheet<'l>> {
    let Some(lists) = material.lists() else { return Vec::new() };
    let (area, language) = (material.list_area(), material.language);
    let boards: Vec<_> = material.groups.iter().filter_map(|group| group.board).collect();
    let mut sheets = Vec::new();
    sheets.extend(boards.iter().map(|board| lists.problem_sheet(board, area, language)));
    sheets.extend(boards.iter().map(|board| lists.rectification_sheet(board, area, language)));
    sheets.push(lists.project_sheet(area, language));
    sheets.push(lists.task_sheet(area, language));
    sheets
}

/// Tables that are handed in as files of their own, with their length.
pub(super) fn files<'l>(material: &Material<'l, '_>, tables: &[Sheet<'l>]) -> Sheet<'l> {
    let row = |sheet: &Sheet<'l>| {
        vec![
            Cell::text(sheet.title().to_owned()),
            Cell::text(sheet.name().to_owned()),
            Cell::count(sheet.rows().count()),
        ]
    };
    let headings = [("表", "Table", 50), ("文件名", "File", 34), ("行数", "Rows", 10)];
    let title = material.pick("随报告提交的表格文件", "Tables that come with the report as files");
    Sheet::of_rows("files", title, columns(material, &headings), tables.iter().map(row).collect())
}

/// How many problems every department has to deal with; none without problems and measures.
pub(super) fn departments<'l>(material: &Material<'l, '_>) -> Option<Sheet<'l>> {
    let rows = material.lists()?.rows(material.list_area(), None);
    let count = |own: Vec<&crate::list::ListRow<'_, '_>>, name: &str| {
        let of_class = |class| own.iter().filter(|row| row.class().class == class).count();
        let first = own.iter().filter(|row| row.priority() == Priority::High).count();
        let counts = [
            own.len(),
            of_class(RectificationClass::TimeLimited),
            of_class(RectificationClass::BestEffort),
            first,
        ];
        [Cell::text(name.to_owned())]
            .into_iter()
            .chain(counts.map(Cell::count))
            .collect::<Vec<Cell<'l>>>()
    };
    let mut cells = Vec::new();
    for department in material.measures?.departments() {
        let own: Vec<_> = rows
            .iter()
            .filter(|row| row.departments().iter().any(|known| known.id == department.id))
            .collect();
        if !own.is_empty() {
            cells.push(count(own, department.name.in_language(material.language)));
        }
    }
    let nobody: Vec<_> = rows.iter().filter(|row| row.departments().is_empty()).collect();
    if !nobody.is_empty() {
        cells.push(count(nobody, material.pick("待明确", "to be decided")));
    }
    let headings = [
        ("责任单位", "Responsible", 24),
        ("问题数", "Problems", 10),
        ("限时解决", "Time-limited", 10),
        ("尽力解决", "Best effort", 10),
        ("优先级高", "High priority", 10),
    ];
    let title = material.pick("各责任单位的问题数", "Problems by department");
    let sheet = Sheet::of_rows("departments", title, columns(material, &headings), cells);
    Some(sheet.note(material.pick(
        "一个问题可由几个单位负责，各单位分别计数。",
        "A problem that several departments are responsible for is counted for each of them.",
    )))
}

/// What the catalogue knows, but not from the document itself (待核).
pub(super) fn unverified<'l>(material: &Material<'l, '_>) -> Sheet<'l> {
    let language = material.language;
    let mut rows: Vec<Vec<Cell<'l>>> = Vec::new();
    for indicator in material.report().catalogue().indicators() {
        let number = || Cell::count(usize::from(indicator.number));
        let name = || Cell::text(indicator.name.in_language(language).to_owned());
        for (mark, fields) in marks(&indicator.evidence) {
            let fields: Vec<&str> = fields.iter().map(|field| words::field(field, language)).collect();
            let fields = fields.join(material.pick("、", ", "));
            rows.push(vec![number(), name(), Cell::text(fields), Cell::text(mark.word(language))]);
        }
        for requirement in &indicator.requirements {
            for (mark, _) in marks(&requirement.evidence) {
                let text = material.report().catalogue().requirement_text(requirement);
                let what = match language {
                    crate::Language::Chinese => format!("评价标准 {}", text.zh),
                    crate::Language::English => format!("requirement {}", text.en),
                };
                rows.push(vec![number(), name(), Cell::text(what), Cell::text(mark.word(language))]);
            }
        }
    }
    let headings = [
        ("序号", "No.", 6),
        ("指标", "Indicator", 34),
        ("待核内容", "To be verified", 50),
        ("依据", "Evidence", 12),
    ];
    let mut columns = columns(material, &headings);
    for column in columns.iter_mut().take(2) {
        column.merges = true;
    }
    let title = material.pick("待核内容", "What is to be verified");
    Sheet::of_rows("unverified", title, columns, rows).note(material.pick(
        "推定：由原文按旁注的规则得出；待查原文：出自记忆或二手材料。",
        "Inferred: follows from the document by a rule stated beside it. Recalled: from memory or a secondary place.",
    ))
}

/// Fields that are not read in the document, by mark; `default` stands for all that are not named.
fn marks(marks: &EvidenceMarks) -> BTreeMap<Evidence, Vec<&str>> {
    let default = ("default", &marks.default);
    let fields = marks.fields.iter().map(|(field, mark)| (field.as_str(), mark));
    let mut found: BTreeMap<Evidence, Vec<&str>> = BTreeMap::new();
    for (field, mark) in [default].into_iter().chain(fields) {
        if *mark != Evidence::Source {
            found.entry(*mark).or_default().push(field);
        }
    }
    found
}

/// Figures that are not the sum of their parts.
pub(super) fn reconciliation<'l>(material: &Material<'l, '_>) -> Sheet<'l> {
    let report = material.report();
    let headings = [
        ("数据项", "Item", 30),
        ("层级", "Level", 10),
        ("区域", "Area", 16),
        ("上报", "Reported", 12),
        ("下级合计", "Sum of parts", 12),
        ("差额", "Difference", 12),
        ("单位", "Unit", 10),
        ("已报下级", "Parts reported", 12),
    ];
    let rows = report.reconciliation().into_iter().map(|found| {
        let item = report.catalogue().item(&found.item);
        let name = item.map_or(found.item.as_str(), |item| item.name.in_language(material.language));
        let level = report
            .catalogue()
            .document()
            .levels
            .iter()
            .find(|level| level.id.as_str() == found.level);
        let level_name = level.map_or(found.level.as_str(), |level| level.name.in_language(material.language));
        let table = report.dataset().table(&found.level);
        let area = table.and_then(|table| table.name(table.find(&found.area)?)).unwrap_or(&found.area);
        vec![
            Cell::text(name.to_owned()),
            Cell::text(level_name.to_owned()),
            Cell::text(area.to_owned()),
            Cell::text(found.reported),
            Cell::text(found.summed),
            Cell::text(found.difference),
            Cell::text(found.unit),
            Cell::text(format!("{}/{}", found.parts_reported, found.parts_expected)),
        ]
    });
    let title = material.pick("上下级数据核对", "Figures that do not add up");
    Sheet::of_rows("reconciliation", title, columns(material, &headings), rows.collect())
}

/// What it takes to make the report again.
pub(super) fn provenance<'l>(material: &Material<'l, '_>) -> Sheet<'l> {
    let report = material.report();
    let made = report.provenance();
    let mut rows = vec![
        (
            material.pick("软件", "Software"),
            format!("{} {}", env!("CARGO_PKG_NAME"), made.version),
        ),
        (material.pick("指标体系", "Catalogue"), made.catalogue),
        (
            material.pick("指标体系摘要（SHA-256）", "Hash of the catalogue (SHA-256)"),
            made.catalogue_hash,
        ),
        (
            material.pick("数据摘要（SHA-256）", "Hash of the data (SHA-256)"),
            made.dataset_hash,
        ),
    ];
    if let Some(period) = made.period {
        rows.push((material.pick("数据期", "Period"), period));
    }
    if let Some(date) = report.date() {
        rows.push((material.pick("标准有效日", "Requirements in force on"), date.to_string()));
    }
    if let Some(grading) = material.grading {
        let made = &grading.document().provenance;
        rows.push((material.pick("评价方案", "Grading scheme"), made.scheme.clone()));
        rows.push((
            material.pick("评价方案摘要（SHA-256）", "Hash of the scheme (SHA-256)"),
            made.scheme_hash.clone(),
        ));
        rows.push((
            material.pick("评价意见摘要（SHA-256）", "Hash of the judgements (SHA-256)"),
            made.judgements_hash.clone(),
        ));
    }
    let cells = rows.into_iter().map(|(name, value)| vec![Cell::text(name), Cell::text(value)]);
    let headings = [("项目", "What", 28), ("内容", "Value", 70)];
    let title = material.pick("结果的来源", "Where the results come from");
    Sheet::of_rows("provenance", title, columns(material, &headings), cells.collect())
}
