//! One row of a judgement table, before anything in it is looked up.

use super::columns::Column;
use super::document::JudgementDocument;
use crate::diagnostic::Place;

/// A row: the cells that say something, and where it stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    pub(super) place: Place,
}

/// A cell that says something.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) column: Column,
    /// Header as written.
    pub(super) header: String,
    /// Unit in the header's brackets.
    pub(super) unit: Option<String>,
    pub(super) text: String,
}

impl Row {
    /// The cell of a column.
    pub(super) fn cell(&self, column: Column) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.column == column)
    }

    pub(super) fn text(&self, column: Column) -> Option<&str> {
        self.cell(column).map(|cell| cell.text.as_str())
    }

    /// The place of a cell.
    pub(super) fn place_of(&self, column: Column) -> Place {
        let header = self.cell(column).map(|cell| cell.header.clone());
        Place {
            column: header,
            ..self.place.clone()
        }
    }

    /// A row of plain data, called by its place among the rows given.
    pub(super) fn of_document(document: JudgementDocument, number: u64) -> Self {
        let flag = |flag: Option<bool>| flag.map(|flag| flag.to_string());
        let texts = [
            (Column::Indicator, document.indicator),
            (Column::SurveyItem, document.survey_item),
            (Column::Check, document.check),
            (Column::Level, document.level),
            (Column::Area, document.area),
            (Column::Grade, document.grade),
            (Column::Score, document.score),
            (Column::Target, document.target),
            (Column::Peer, document.peer),
            (Column::Value, document.value),
            (Column::Unit, document.unit),
            (Column::Class, document.class),
            (Column::Degree, document.degree),
            (Column::Priority, document.priority),
            (Column::Urgent, flag(document.urgent)),
            (Column::LastYear, flag(document.last_year)),
            (Column::Local, flag(document.local)),
            (Column::Dimension, document.dimension),
            (Column::Note, document.note),
        ];
        let cell = |(column, text): (Column, Option<String>)| {
            Some(Cell {
                column,
                header: column.key().to_owned(),
                unit: None,
                text: text?,
            })
        };
        Self {
            cells: texts.into_iter().filter_map(cell).collect(),
            place: Place {
                file: "judgements".to_owned(),
                row: Some(number),
                ..Place::default()
            },
        }
    }
}
