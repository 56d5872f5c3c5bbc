//! Rectification lists (整治建议清单) in the columns of annex V, with the priority that the rectification plan asks for.

use super::words::Marks;
use super::{ListArea, Lists};
use crate::diagnostic::Language;
use crate::ledger::Board;
use crate::sheet::{Cell, Sheet, SheetColumn};

impl<'l> Lists<'l, '_> {
    /// Rectification list of one part of the system for an area.
    pub fn rectification_sheet(&self, board: &Board<'_>, area: ListArea<'_>, language: Language) -> Sheet<'l> {
        let rows = self.rows(area, Some(board));
        let headings = [
            ("序号", "No.", 6),
            ("问题涉及的指标", "Indicator", 26),
            ("指标结果", "Result", 10),
            ("存在问题", "Problem", 46),
            ("整治建议", "Measure", 36),
            ("整治区域", "Area", 36),
            ("整治类型", "Class", 12),
            ("整治优先级", "Priority", 10),
            ("责任单位", "Responsible", 20),
        ];
        let columns = headings.iter().enumerate().map(|(place, (zh, en, width))| {
            let column = SheetColumn::new(language.pick(*zh, *en), *width);
            if place < 3 { column.merged() } else { column }
        });
        let cells = rows.iter().map(|row| {
            vec![
                Cell::count(usize::from(row.indicator().number)),
                Cell::text(row.indicator_text(language)),
                row.result_text(language),
                Cell::text(row.text(language)),
                Cell::text(row.measure_text(language).to_owned()),
                Cell::text(row.place(language)),
                Cell::text(row.class_text(language)),
                Cell::text(row.priority().word(language)),
                Cell::text(row.departments_text(language)),
            ]
        });
        let name = board.name(language);
        let title = match language {
            Language::Chinese => format!("{name}维度体检整治建议清单"),
            Language::English => format!("Rectification list, {name}"),
        };
        let sheet = Sheet::of_rows(format!("{}-rectification", board.id), title, columns.collect(), cells.collect());
        let blank = rows.iter().any(|row| row.measure().is_none() || row.departments().is_empty());
        let sheet = if blank {
            sheet.note(language.pick(
                "空白的整治建议和责任单位，手册样例未给出，由地方填写。",
                "Blank measures and departments are not in the samples of the handbook; the city fills them in.",
            ))
        } else {
            sheet
        };
        Marks::of(&rows).notes(language).into_iter().fold(sheet, Sheet::note)
    }
}
