//! Captions, and tables as they are placed in a report.

use super::figure::Figure;
use super::manuscript::Placed;
use crate::diagnostic::Language;
use crate::sheet::{Cell, Sheet, SheetColumn};

/// Half-width characters that a table may have across before its page is turned.
const UPRIGHT_WIDTH: u32 = 175;

/// `表 3 住房维度体检结果`.
pub(super) fn table(placed: &Placed<'_, Sheet<'_>>, language: Language) -> String {
    let (number, title) = (placed.number, placed.item.title());
    match language {
        Language::Chinese => format!("表 {number} {title}"),
        Language::English => format!("Table {number}. {title}"),
    }
}

/// `图 3 各分项指标评价`.
pub(super) fn figure(placed: &Placed<'_, Figure>, language: Language) -> String {
    let (number, title) = (placed.number, &placed.item.title);
    match language {
        Language::Chinese => format!("图 {number} {title}"),
        Language::English => format!("Figure {number}. {title}"),
    }
}

/// Whether a table needs a turned page.
pub(super) fn is_wide(sheet: &Sheet<'_>) -> bool {
    sheet.columns().iter().map(|column| u32::from(column.width)).sum::<u32>() > UPRIGHT_WIDTH
}

/// The table as it is shown, under another title: as many rows as were asked for, with a note on the rest; an empty one says that it is.
pub(super) fn shown<'l>(sheet: &Sheet<'l>, rows: Option<usize>, title: String, language: Language) -> Sheet<'l> {
    let limit = rows.unwrap_or(usize::MAX);
    let mut rows: Vec<Vec<Cell<'l>>> = Vec::new();
    let mut all = 0_usize;
    for row in sheet.rows() {
        if all < limit {
            rows.push(row);
        }
        all = all.saturating_add(1);
    }
    let columns: Vec<SheetColumn> = sheet.columns().to_vec();
    let mut shown = Sheet::of_rows(sheet.name(), title, columns, rows);
    if all == 0 {
        shown = shown.note(language.pick("无。", "None."));
    } else if all > limit {
        shown = shown.note(match language {
            Language::Chinese => format!("共 {all} 行，此处列出前 {limit} 行；全表另见表格文件“{}”。", sheet.name()),
            Language::English => format!("The first {limit} of {all} rows; the whole table is the file \"{}\".", sheet.name()),
        });
    }
    sheet.notes().iter().fold(shown, Sheet::note)
}
