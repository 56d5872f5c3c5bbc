//! Diagnostics as plain data, the same in Rust, Python and JavaScript.

use serde::Serialize;

use super::{Code, Diagnostic, Language, Severity, Sources};

/// One diagnostic as plain data. Every key is always present; what is not known is `null`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Record {
    /// Stable code.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Message in Chinese.
    pub message_zh: String,
    /// Message in English.
    pub message_en: String,
    /// Name of the file or table.
    pub file: Option<String>,
    /// Line of the file, from one.
    pub line: Option<u32>,
    /// Column of the line, from one, in Unicode characters.
    pub column: Option<u32>,
    /// Row of the table, from one, the header not counted.
    pub row: Option<u64>,
    /// Header of the table's column, or the key path in a catalogue file (`indicator[3].requirement[0].unit`).
    pub field: Option<String>,
    /// Id of the area.
    pub area: Option<String>,
    /// What was probably meant.
    pub suggestion: Option<String>,
    /// Every place that the diagnostic points at; the first is that of `file`, `line` and `column`.
    pub labels: Vec<LabelRecord>,
}

/// One place of a diagnostic as plain data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LabelRecord {
    /// Name of the file.
    pub file: String,
    /// First line, from one.
    pub line: u32,
    /// First column, from one, in Unicode characters.
    pub column: u32,
    /// Line of the end.
    pub end_line: u32,
    /// Column after the last.
    pub end_column: u32,
    /// What is said of the place in Chinese; may be empty.
    pub text_zh: String,
    /// What is said of the place in English; may be empty.
    pub text_en: String,
}

impl Record {
    /// The plain form of a diagnostic whose spans point into `sources`.
    pub fn new(diagnostic: &Diagnostic, sources: &Sources) -> Self {
        let labels: Vec<LabelRecord> = diagnostic
            .labels()
            .iter()
            .filter_map(|label| {
                let begin = sources.position(label.span)?;
                let end = sources.position(super::Span {
                    start: label.span.end,
                    ..label.span
                })?;
                Some(LabelRecord {
                    file: sources.name(label.span.source)?.to_owned(),
                    line: begin.line,
                    column: begin.column,
                    end_line: end.line,
                    end_column: end.column,
                    text_zh: diagnostic.label_message(label, Language::Chinese),
                    text_en: diagnostic.label_message(label, Language::English),
                })
            })
            .collect();
        let (first, place) = (labels.first(), diagnostic.table_place());
        Self {
            code: diagnostic.code(),
            severity: diagnostic.severity(),
            message_zh: diagnostic.message(Language::Chinese),
            message_en: diagnostic.message(Language::English),
            file: first
                .map(|label| label.file.clone())
                .or_else(|| place.map(|place| place.file.clone())),
            line: first.map(|label| label.line).or_else(|| place.and_then(|place| place.line)),
            column: first.map(|label| label.column),
            row: place.and_then(|place| place.row),
            field: place
                .and_then(|place| place.column.clone())
                .or_else(|| diagnostic.key_path().map(str::to_owned)),
            area: place.and_then(|place| place.area.clone()),
            suggestion: diagnostic.suggestion().map(str::to_owned),
            labels,
        }
    }
}
