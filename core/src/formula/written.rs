//! A formula as it was written, kept for those who ask how a figure came about.

use std::borrow::Cow;
use std::fmt;

use super::parser::parse_text;
use super::syntax::Expression;

/// The text of a formula, or of a part of one, that has been read before. It is read again when it is shown, which is seldom.
#[derive(Clone, Debug)]
pub(crate) struct Written(Cow<'static, str>);

impl Written {
    pub(crate) const fn new(text: Cow<'static, str>) -> Self {
        Self(text)
    }

    /// The text itself.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// The part that an expression was read from.
    pub(super) fn part(&self, part: &Expression) -> Self {
        let text = match &self.0 {
            Cow::Borrowed(text) => text.get(part.start..part.end).map(Cow::Borrowed),
            Cow::Owned(text) => text.get(part.start..part.end).map(|text| Cow::Owned(text.to_owned())),
        };
        Self(text.unwrap_or_default())
    }

    fn shown(&self, show: impl FnOnce(&Expression) -> String) -> String {
        parse_text(&self.0).map_or_else(|_| self.text().to_owned(), |expression| show(&expression))
    }

    /// The formula as a sentence-like Chinese text; `name` gives the name of an id.
    pub(crate) fn chinese(&self, name: &impl Fn(&str) -> String) -> String {
        self.shown(|expression| expression.chinese(name))
    }

    /// The formula as a sentence-like English text; `name` gives the name of an id.
    pub(crate) fn english(&self, name: &impl Fn(&str) -> String) -> String {
        self.shown(|expression| expression.english(name))
    }
}

impl fmt::Display for Written {
    /// Writes the formula in the one form that [`Expression`] writes.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.shown(ToString::to_string))
    }
}
