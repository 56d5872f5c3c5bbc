//! The builder: collects rows from files and plain data, and makes judgements of them, or the list of everything that is wrong.

use std::borrow::Cow;

use super::document::JudgementDocument;
use super::resolve::Resolver;
use super::row::Row;
use super::{Judgements, csv_rows, json_rows};
use crate::dataset::MAXIMUM_PROBLEMS;
use crate::dataset::cells::{decode, line_of};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity, Sources};
use crate::examine::Report;
use crate::grade::GradingScheme;

/// Collects judgements. Nothing is read before [`build`](Self::build).
///
/// # Example
///
/// ```
/// use cityvitals::grade::{GradingScheme, Judgements};
/// use cityvitals::{Catalogue, Dataset};
///
/// let catalogue = Catalogue::builtin("mohurd-2025")?;
/// let dataset = Dataset::builder(&catalogue).csv("city.csv", None, "城市,建成区面积\n某市,202.39\n").build()?;
/// let report = catalogue.examine(&dataset)?;
/// let scheme = GradingScheme::builtin("handbook-2025")?;
/// let text = "指标,专家评价,问卷得分\n城市道路网密,较好,\n35,优秀,101\n";
/// let problems = Judgements::builder(&report, &scheme).csv("j.csv", text).build().err().ok_or("no error")?;
/// let codes: Vec<&str> = problems.iter().map(|problem| problem.code().as_str()).collect();
/// assert_eq!(codes, ["judgement.unknown_indicator", "judgement.bad_word", "judgement.score_range"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub struct JudgementsBuilder<'a> {
    report: &'a Report,
    scheme: &'a GradingScheme,
    inputs: Vec<Input<'a>>,
}

enum Input<'a> {
    Csv(String, Content<'a>),
    Json(String, Content<'a>),
    Row(Box<JudgementDocument>),
}

enum Content<'a> {
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
}

impl<'a> JudgementsBuilder<'a> {
    pub(super) fn new(report: &'a Report, scheme: &'a GradingScheme) -> Self {
        Self {
            report,
            scheme,
            inputs: Vec::new(),
        }
    }

    /// Adds a CSV text.
    pub fn csv(mut self, file: impl Into<String>, text: impl Into<Cow<'a, str>>) -> Self {
        self.inputs.push(Input::Csv(file.into(), Content::Text(text.into())));
        self
    }

    /// Adds a CSV file as bytes: UTF-8, with or without a byte-order mark.
    pub fn csv_bytes(mut self, file: impl Into<String>, bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        self.inputs.push(Input::Csv(file.into(), Content::Bytes(bytes.into())));
        self
    }

    /// Adds a JSON text.
    pub fn json(mut self, file: impl Into<String>, text: impl Into<Cow<'a, str>>) -> Self {
        self.inputs.push(Input::Json(file.into(), Content::Text(text.into())));
        self
    }

    /// Adds a JSON file as bytes: UTF-8, with or without a byte-order mark.
    pub fn json_bytes(mut self, file: impl Into<String>, bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        self.inputs.push(Input::Json(file.into(), Content::Bytes(bytes.into())));
        self
    }

    /// Adds one row of plain data.
    pub fn row(mut self, row: JudgementDocument) -> Self {
        self.inputs.push(Input::Row(Box::new(row)));
        self
    }

    pub(crate) fn report(&self) -> &'a Report {
        self.report
    }

    /// Reads everything.
    ///
    /// # Errors
    ///
    /// Every problem of every file, with the warnings: families `judgement.`, `dataset.` (cells) and `file.`, each with file, line and column.
    pub fn build(self) -> Result<Judgements, Diagnostics> {
        let mut problems = Vec::new();
        let mut resolver = Resolver::new(self.report, self.scheme);
        let mut plain = 0;
        for input in self.inputs {
            let rows = match input {
                Input::Csv(file, content) => text(&file, &content, &mut problems).map(|text| csv_rows::read(&file, text, &mut problems)),
                Input::Json(file, content) => text(&file, &content, &mut problems).map(|text| json_rows::read(&file, text, &mut problems)),
                Input::Row(document) => {
                    plain += 1;
                    Some(vec![Row::of_document(*document, plain)])
                }
            };
            for row in rows.unwrap_or_default() {
                resolver.add(&row, &mut problems);
            }
        }
        let is_wrong = problems.iter().any(|problem| problem.severity() == Severity::Error);
        if let Some(beyond) = problems.len().checked_sub(MAXIMUM_PROBLEMS).filter(|beyond| *beyond > 0) {
            problems.truncate(MAXIMUM_PROBLEMS);
            problems.push(Diagnostic::new(Code::DatasetMoreProblems).with("count", beyond));
        }
        let problems = Diagnostics::new(problems, Sources::default());
        if is_wrong {
            return Err(problems);
        }
        Ok(Judgements::new(resolver.finish(), problems))
    }
}

fn text<'t>(file: &str, content: &'t Content<'_>, problems: &mut Vec<Diagnostic>) -> Option<&'t str> {
    match content {
        Content::Text(text) => Some(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        Content::Bytes(bytes) => match decode(bytes) {
            Ok(text) => Some(text),
            Err((encoding, first)) => {
                let (chinese, english) = encoding.names();
                let problem = Diagnostic::new(Code::DatasetNotUtf8)
                    .with("file", file)
                    .with_words("encoding", chinese, english);
                problems.push(problem.place(Place {
                    file: file.to_owned(),
                    line: Some(line_of(bytes, first)),
                    ..Place::default()
                }));
                None
            }
        },
    }
}
