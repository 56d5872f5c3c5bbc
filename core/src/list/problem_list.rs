//! Problem lists (问题清单) in the columns of annex IV and of the samples in chapters two and three.

use super::row::ListRow;
use super::words::Marks;
use super::{ListArea, Lists};
use crate::diagnostic::Language;
use crate::ledger::Board;
use crate::measure::ProblemColumn;
use crate::sheet::{Cell, Sheet, SheetColumn};

/// What the annex gives a part of the system columns of its own for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// 附表IV-1 with the sample of chapter two, 表3.
    Objects,
    /// 附表IV-2 with the sample of chapter three, 表3.
    Facilities,
    /// 附表IV-3.
    Places,
    /// 附表IV-4.
    City,
}

impl Form {
    /// The form of a part of the system, by the level that its forms are filled in for.
    fn of(board: &Board<'_>) -> Self {
        match board.id {
            "housing" => Self::Objects,
            "community" => Self::Facilities,
            "block" => Self::Places,
            _ => Self::City,
        }
    }

    fn columns(self, language: Language) -> Vec<SheetColumn> {
        let columns: &[(&str, &str, u16)] = match self {
            Self::Objects => &[
                ("序号", "No.", 6),
                ("指标项", "Indicator", 26),
                ("体检结果", "Result", 10),
                ("存在问题", "Problems", 60),
                ("问题程度", "Degree", 10),
                ("治理难度", "Difficulty", 10),
                ("问题分类", "Class", 12),
            ],
            Self::Facilities => &[
                ("序号", "No.", 6),
                ("指标项", "Indicator", 26),
                ("体检结果", "Result", 10),
                ("配建情况", "Provided", 24),
                ("用地、场地、建筑等规模不足", "Land, ground or building too small", 30),
                ("功能不完善", "Functions incomplete", 30),
                ("其他问题", "Other problems", 40),
                ("治理难度", "Difficulty", 10),
                ("问题分类", "Class", 12),
            ],
            Self::Places => &[
                ("序号", "No.", 6),
                ("指标名称", "Indicator", 26),
                ("体检结果", "Result", 10),
                ("存在问题", "Problems", 60),
                ("问题程度", "Degree", 10),
                ("问题分类", "Class", 12),
            ],
            Self::City => &[
                ("维度", "Dimension", 18),
                ("序号", "No.", 6),
                ("指标项", "Indicator", 26),
                ("指标值", "Value", 10),
                ("居民问卷评价结果", "Survey score", 12),
                ("问题分析", "Analysis", 60),
                ("问题程度", "Degree", 10),
                ("问题分类", "Class", 12),
            ],
        };
        let column = |(zh, en, width): &(&str, &str, u16)| SheetColumn::new(language.pick(*zh, *en), *width);
        // Columns up to the result repeat for every problem of an indicator.
        let repeating = if self == Self::City { 4 } else { 3 };
        let columns = columns.iter().map(column).enumerate();
        columns
            .map(|(place, column)| if place < repeating { column.merged() } else { column })
            .collect()
    }
}

impl<'l> Lists<'l, '_> {
    /// Problem list of one part of the system for an area.
    pub fn problem_sheet(&self, board: &Board<'_>, area: ListArea<'_>, language: Language) -> Sheet<'l> {
        let form = Form::of(board);
        let rows = self.rows(area, Some(board));
        let cells = rows.iter().map(|row| self.problem_cells(form, row, language)).collect();
        let name = board.name(language);
        let title = match language {
            Language::Chinese => format!("{name}维度体检问题清单"),
            Language::English => format!("Problem list, {name}"),
        };
        let sheet = Sheet::of_rows(format!("{}-problems", board.id), title, form.columns(language), cells);
        Marks::of(&rows).notes(language).into_iter().fold(sheet, Sheet::note)
    }

    fn problem_cells(&self, form: Form, row: &ListRow<'_, '_>, language: Language) -> Vec<Cell<'l>> {
        let number = Cell::count(usize::from(row.indicator().number));
        let head = [number, Cell::text(row.indicator_text(language)), row.result_text(language)];
        let text = || Cell::text(row.text(language));
        let degree = || Cell::text(row.degree_text(language));
        let difficulty = || Cell::text(row.difficulty_text(language));
        let class = || Cell::text(row.class_text(language));
        match form {
            Form::Objects => head.into_iter().chain([text(), degree(), difficulty(), class()]).collect(),
            Form::Places => head.into_iter().chain([text(), degree(), class()]).collect(),
            Form::City => {
                let dimension = Cell::text(self.dimension(row, language));
                let survey = Cell::text(self.survey_score(row).unwrap_or_default());
                let own = [survey, text(), degree(), class()];
                [dimension].into_iter().chain(head).chain(own).collect()
            }
            Form::Facilities => {
                let column = row
                    .detail()
                    .map_or(ProblemColumn::Other, |detail| self.measures.problem_column(&detail.check().id));
                let own = [
                    ProblemColumn::Absent,
                    ProblemColumn::Size,
                    ProblemColumn::Functions,
                    ProblemColumn::Other,
                ]
                .map(|known| if known == column { text() } else { Cell::Blank });
                head.into_iter().chain(own).chain([difficulty(), class()]).collect()
            }
        }
    }

    /// Survey score of a row's indicator, where the grades know of one.
    fn survey_score(&self, row: &ListRow<'_, '_>) -> Option<String> {
        let area = self.grades?.area(row.problem().level(), row.problem().area())?;
        let survey = area.indicator(&row.indicator().id)?.survey.as_ref()?;
        Some(survey.score.clone())
    }

    /// Name of the dimension of a row's indicator.
    pub(super) fn dimension(&self, row: &ListRow<'_, '_>, language: Language) -> &'l str {
        let dimensions = &self.problems.report().catalogue().document().dimensions;
        let found = dimensions.iter().find(|dimension| dimension.id == row.indicator().dimension);
        found.map_or("", |dimension| dimension.name.in_language(language))
    }
}
