//! What a cell of a form may hold, and what is said beside it.

use std::fmt::Write as _;

use super::xml::{cut, escape};

/// Longest list of choices inside a validation, in UTF-16 units.
const LONGEST_LIST: usize = 255;
/// Longest title and text of a message.
const LONGEST_TITLE: usize = 32;
const LONGEST_MESSAGE: usize = 225;

/// A rule for cells, with the words that are shown when one is chosen and when something else is typed in.
#[derive(Clone, Debug)]
pub(crate) struct Validation {
    pub(crate) rule: Rule,
    pub(crate) title: String,
    pub(crate) prompt: String,
    pub(crate) error: String,
}

/// What is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Anything: there is only something to say.
    Any,
    /// A number, perhaps a whole one, within bounds that are decimal text.
    Number {
        whole: bool,
        minimum: Option<String>,
        maximum: Option<String>,
    },
    /// One of the texts.
    Choices(Vec<String>),
    /// One of the cells of a range, such as `'lists'!$A$1:$A$9`.
    ChoicesAt(String),
}

impl Rule {
    /// Whether the choices fit into the validation itself; otherwise they stand in cells.
    pub(crate) fn fits(choices: &[String]) -> bool {
        let units: usize = choices.iter().map(|choice| choice.encode_utf16().count() + 1).sum();
        units <= LONGEST_LIST && !choices.iter().any(|choice| choice.contains([',', '"']) || choice.trim() != choice)
    }
}

impl Validation {
    pub(super) fn xml(&self, range: &str) -> String {
        let (kind, formulas) = self.rule.formulas();
        let mut xml = format!("<dataValidation{kind} allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\"");
        let messages = [
            ("errorTitle", &self.title, LONGEST_TITLE),
            ("error", &self.error, LONGEST_MESSAGE),
            ("promptTitle", &self.title, LONGEST_TITLE),
            ("prompt", &self.prompt, LONGEST_MESSAGE),
        ];
        for (attribute, text, limit) in messages {
            if !text.is_empty() {
                let _ = write!(xml, " {attribute}=\"");
                // A line end in an attribute must be written as an escape.
                escape(&cut(&text.replace('\n', " "), limit), &mut xml);
                xml.push('"');
            }
        }
        let _ = write!(xml, " sqref=\"{range}\"");
        if formulas.is_empty() {
            xml.push_str("/>");
            return xml;
        }
        xml.push('>');
        for (number, formula) in (1..).zip(&formulas) {
            let _ = write!(xml, "<formula{number}>");
            escape(formula, &mut xml);
            let _ = write!(xml, "</formula{number}>");
        }
        xml.push_str("</dataValidation>");
        xml
    }
}

impl Rule {
    /// Attributes of the kind, and the formulas that bound it.
    fn formulas(&self) -> (String, Vec<String>) {
        match self {
            Self::Any => (String::new(), Vec::new()),
            Self::Choices(choices) => (" type=\"list\"".to_owned(), vec![format!("\"{}\"", choices.join(","))]),
            Self::ChoicesAt(range) => (" type=\"list\"".to_owned(), vec![range.clone()]),
            Self::Number { whole, minimum, maximum } => {
                let kind = if *whole { "whole" } else { "decimal" };
                // Excel knows no number without bounds.
                let least = || "-1E+300".to_owned();
                let (operator, formulas) = match (minimum, maximum) {
                    (Some(minimum), Some(maximum)) => ("between", vec![minimum.clone(), maximum.clone()]),
                    (Some(minimum), None) => ("greaterThanOrEqual", vec![minimum.clone()]),
                    (None, Some(maximum)) => ("lessThanOrEqual", vec![maximum.clone()]),
                    (None, None) => ("greaterThanOrEqual", vec![least()]),
                };
                (format!(" type=\"{kind}\" operator=\"{operator}\""), formulas)
            }
        }
    }
}
