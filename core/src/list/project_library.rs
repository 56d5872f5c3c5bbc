//! Project library (整治项目库): one project for each indicator with a problem, in the columns of chapter two, 表5, with its scale.

use super::row::ListRow;
use super::{ListArea, Lists};
use crate::catalogue::document::RectificationClass;
use crate::diagnostic::Language;
use crate::measure::ProjectKind;
use crate::sheet::{Cell, Sheet, SheetColumn};

const fn kind(kind: ProjectKind, language: Language) -> &'static str {
    match (kind, language) {
        (ProjectKind::Repair, Language::Chinese) => "整治",
        (ProjectKind::Repair, Language::English) => "repair",
        (ProjectKind::Renewal, Language::Chinese) => "改造",
        (ProjectKind::Renewal, Language::English) => "renewal",
    }
}

/// Texts in the order in which they first come.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if !list.contains(&text) {
            list.push(text);
        }
    }
    list
}

impl<'l> Lists<'l, '_> {
    /// Project library of an area. The years (实施年限) are for the city to fill in.
    pub fn project_sheet(&self, area: ListArea<'_>, language: Language) -> Sheet<'l> {
        let rows = self.rows(area, None);
        let mut projects: Vec<Vec<&ListRow<'_, '_>>> = Vec::new();
        for row in &rows {
            let same =
                |project: &&mut Vec<&ListRow<'_, '_>>| project.first().is_some_and(|first| first.indicator().id == row.indicator().id);
            match projects.iter_mut().find(same) {
                Some(project) => project.push(row),
                None => projects.push(vec![row]),
            }
        }
        let headings = [
            ("序号", "No.", 6),
            ("项目名称", "Project", 30),
            ("项目内容", "Content", 46),
            ("规模", "Scale", 46),
            ("项目类型", "Kind", 10),
            ("整治类型", "Class", 12),
            ("实施年限", "Years", 10),
            ("责任单位", "Responsible", 20),
        ];
        let columns = headings.map(|(zh, en, width)| SheetColumn::new(language.pick(zh, en), width));
        let separator = language.pick("；", "; ");
        let cells = (1..).zip(&projects).map(|(number, project)| {
            let first = project.first();
            let name = first.map_or("", |row| row.indicator().name.in_language(language));
            let name = match language {
                Language::Chinese => format!("{name}整治项目"),
                Language::English => format!("Project: {name}"),
            };
            let measures = distinct(
                project
                    .iter()
                    .map(|row| row.measure_text(language).trim_end_matches(['。', '.']).to_owned()),
            );
            let kinds = project.iter().filter_map(|row| row.measure()?.project_kind);
            let kinds = distinct(kinds.map(|found| kind(found, language).to_owned()));
            let limited = project.iter().any(|row| row.class().class == RectificationClass::TimeLimited);
            let class = if limited {
                RectificationClass::TimeLimited
            } else {
                RectificationClass::BestEffort
            };
            let departments = project.iter().flat_map(|row| row.departments());
            let departments = distinct(departments.map(|department| department.name.in_language(language).to_owned()));
            vec![
                Cell::count(number),
                Cell::text(name),
                Cell::text(measures.join(separator)),
                Cell::text(first.map_or_else(String::new, |row| row.whole().place(language))),
                Cell::text(kinds.join(language.pick("、", ", "))),
                Cell::text(class.word(language)),
                Cell::Blank,
                Cell::text(departments.join(language.pick("、", ", "))),
            ]
        });
        let title = language.pick("整治项目库", "Project library");
        Sheet::of_rows("projects", title, columns.to_vec(), cells.collect())
    }
}
