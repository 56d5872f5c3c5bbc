//! One problem.

use std::fmt;

use serde::Serialize;

use super::template::{Argument, Arguments, fill};
use super::{Code, Label, LabelText, Language, Severity, Span};

/// Where in a table a problem lies. Rows count from one and the header is not a row; lines count from one and it is a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// Name of the file or table.
    pub file: String,
    /// Line of the file.
    pub line: Option<u32>,
    /// Row of the table.
    pub row: Option<u64>,
    /// Header of the column.
    pub column: Option<String>,
    /// Id of the area.
    pub area: Option<String>,
}

/// One problem: its code, the arguments of its message, and where it lies.
///
/// A place is a span of a source text ([`Diagnostic::label`]) or a cell of a table ([`Diagnostic::place`]).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Diagnostic(Box<Content>);

/// Kept in one place, so that a problem is handed on as cheaply as a number.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Content {
    code: Code,
    severity: Severity,
    arguments: Arguments,
    labels: Vec<Label>,
    field: Option<Box<str>>,
    suggestion: Option<Box<str>>,
    place: Option<Box<Place>>,
}

impl Diagnostic {
    /// A problem of the given code, with its usual severity.
    pub fn new(code: Code) -> Self {
        Self(Box::new(Content {
            code,
            severity: code.severity(),
            arguments: Vec::new(),
            labels: Vec::new(),
            field: None,
            suggestion: None,
            place: None,
        }))
    }

    /// Sets the argument `{name}` of the message.
    pub fn with(self, name: &'static str, value: impl fmt::Display) -> Self {
        self.argument(name, Argument::Same(value.to_string()))
    }

    /// Sets an argument that is made of this library's words, and so reads differently in the two languages.
    pub fn with_words(self, name: &'static str, chinese: impl fmt::Display, english: impl fmt::Display) -> Self {
        let (chinese, english) = (chinese.to_string(), english.to_string());
        self.argument(name, Argument::Both { chinese, english })
    }

    fn argument(mut self, name: &'static str, argument: Argument) -> Self {
        self.0.arguments.push((name, argument));
        self
    }

    /// Points at a place. The first label is where to look first; the others are what it clashes with or depends on.
    pub fn label(mut self, span: Span, text: LabelText) -> Self {
        self.0.labels.push(Label { span, text });
        self
    }

    /// Points at a place whose position may be unknown, as in an embedded catalogue.
    pub fn label_if(self, span: Option<Span>, text: LabelText) -> Self {
        match span {
            Some(span) => self.label(span, text),
            None => self,
        }
    }

    /// Names what was probably meant.
    pub fn suggest(mut self, name: Option<&str>) -> Self {
        self.0.suggestion = name.map(Box::from);
        self
    }

    /// Names the key path inside a file, such as `indicator[3].requirement[0].unit`.
    pub fn field(mut self, path: impl fmt::Display) -> Self {
        self.0.field = Some(path.to_string().into_boxed_str());
        self
    }

    /// Says where in a table the problem lies.
    pub fn place(mut self, place: Place) -> Self {
        self.0.place = Some(Box::new(place));
        self
    }

    /// Gives it another severity than its code has.
    pub fn severity_of(mut self, severity: Severity) -> Self {
        self.0.severity = severity;
        self
    }

    /// Code of the problem.
    pub const fn code(&self) -> Code {
        self.0.code
    }

    /// How bad it is.
    pub const fn severity(&self) -> Severity {
        self.0.severity
    }

    /// Places in source texts; the first is where to look first.
    pub fn labels(&self) -> &[Label] {
        &self.0.labels
    }

    /// Span of the first label.
    pub fn span(&self) -> Option<Span> {
        self.0.labels.first().map(|label| label.span)
    }

    /// What was probably meant.
    pub fn suggestion(&self) -> Option<&str> {
        self.0.suggestion.as_deref()
    }

    /// Key path inside the file.
    pub fn key_path(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// Place in a table.
    pub fn table_place(&self) -> Option<&Place> {
        self.0.place.as_deref()
    }

    /// The message in one line, without its place.
    pub fn message(&self, language: Language) -> String {
        fill(self.0.code.template(language), &self.0.arguments, language)
    }

    /// What a label of this problem says; empty where the message says it all.
    pub fn label_message(&self, label: &Label, language: Language) -> String {
        fill(label.text.template(language), &self.0.arguments, language)
    }

    /// What may be done about it: the probable name, then the general advice of the code.
    pub fn hints(&self, language: Language) -> Vec<String> {
        let name = self.0.suggestion.as_ref().map(|name| match language {
            Language::Chinese => format!("是不是 `{name}`？"),
            Language::English => format!("did you mean `{name}`?"),
        });
        let advice = self.0.code.advice(language).map(|advice| fill(advice, &self.0.arguments, language));
        name.into_iter().chain(advice).collect()
    }
}

impl fmt::Display for Diagnostic {
    /// Severity, code and message in English, without its place.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let language = Language::English;
        write!(
            formatter,
            "{}[{}]: {}",
            self.0.severity.word(language),
            self.0.code,
            self.message(language)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_is_small_enough_to_return() {
        assert!(size_of::<Diagnostic>() == size_of::<usize>(), "{}", size_of::<Diagnostic>());
    }
}
