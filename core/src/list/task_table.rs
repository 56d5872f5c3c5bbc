//! Tasks by department (任务分解表): who has to do what about which problem.

use super::row::ListRow;
use super::{ListArea, Lists};
use crate::diagnostic::Language;
use crate::sheet::{Cell, Sheet, SheetColumn};

impl<'l> Lists<'l, '_> {
    /// Tasks of every department for the problems of an area; problems for which nobody is named stand last.
    pub fn task_sheet(&self, area: ListArea<'_>, language: Language) -> Sheet<'l> {
        let rows = self.rows(area, None);
        let headings = [
            ("责任单位", "Responsible", 20),
            ("序号", "No.", 6),
            ("指标", "Indicator", 26),
            ("存在问题", "Problem", 40),
            ("整治建议", "Measure", 40),
            ("整治类型", "Class", 12),
            ("整治优先级", "Priority", 10),
        ];
        let columns = headings.iter().enumerate().map(|(place, (zh, en, width))| {
            let column = SheetColumn::new(language.pick(*zh, *en), *width);
            if place == 0 { column.merged() } else { column }
        });
        let task = |department: &str, row: &ListRow<'_, '_>| {
            let problem = row.detail().map_or_else(|| row.text(language), |detail| detail.name(language));
            vec![
                Cell::text(department.to_owned()),
                Cell::count(usize::from(row.indicator().number)),
                Cell::text(row.indicator_text(language)),
                Cell::text(problem),
                Cell::text(row.measure_text(language).to_owned()),
                Cell::text(row.class_text(language)),
                Cell::text(row.priority().word(language)),
            ]
        };
        let mut cells = Vec::new();
        for department in self.measures.departments() {
            let own = rows
                .iter()
                .filter(|row| row.departments().iter().any(|known| known.id == department.id));
            cells.extend(own.map(|row| task(department.name.in_language(language), row)));
        }
        let nobody = language.pick("待明确", "to be decided");
        cells.extend(rows.iter().filter(|row| row.departments().is_empty()).map(|row| task(nobody, row)));
        let title = language.pick("任务分解表", "Tasks by department");
        Sheet::of_rows("tasks", title, columns.collect(), cells)
    }
}
