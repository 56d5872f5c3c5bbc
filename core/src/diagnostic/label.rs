//! Labels: a place in a source text and what there is to say about it.

use serde::Serialize;

use super::{Language, Span};

/// A place that a diagnostic points at. The first label of a diagnostic is where to look first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is said under it.
    pub text: LabelText,
}

macro_rules! labels {
    ($($(#[$doc:meta])* $variant:ident, $zh:literal, $en:literal;)*) => {
        /// What a label says; `{named}` arguments are those of its diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum LabelText {
            $($(#[$doc])* $variant,)*
        }

        impl LabelText {
            /// Template of the label in the given language.
            pub const fn template(self, language: Language) -> &'static str {
                match (self, language) {
                    $(
                        (Self::$variant, Language::Chinese) => $zh,
                        (Self::$variant, Language::English) => $en,
                    )*
                }
            }

            #[cfg(test)]
            const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
    };
}

labels! {
    /// Nothing beyond the message.
    Here, "", "";
    /// Where the same thing was given before.
    FirstHere, "先前写在这里", "first given here";
    /// Where it is given once more.
    AgainHere, "又写在这里", "given again here";
    /// Where a name is declared.
    DeclaredHere, "声明在这里", "declared here";
    /// Where a name is used.
    UsedHere, "用在这里", "used here";
    /// Where it is decided.
    DecidedHere, "由这里决定", "decided here";
    /// Where a bracket or quote was opened.
    OpenedHere, "从这里开始", "opened here";
    /// Where a table begins that lacks something.
    InThisTable, "在这个表里", "in this table";
    /// What is required here; argument `expected`.
    Expected, "这里要求 {expected}", "{expected} is required here";
    /// What stands here; argument `found`.
    Found, "这里是 {found}", "this is {found}";
    /// Left side of an operation; argument `left`.
    Left, "这一边是 {left}", "this side is {left}";
    /// Right side of an operation; argument `right`.
    Right, "这一边是 {right}", "this side is {right}";
    /// A stretch of time that clashes with another.
    OverlapsWith, "与这一段重叠", "overlaps with this";
    /// The first day of a stretch of time; argument `from`.
    FirstDay, "从 {from} 起", "from {from}";
    /// The last day of a stretch of time; argument `until`.
    LastDay, "到 {until} 止", "until {until}";
    /// The next step of a circle of rules.
    DependsOn, "它又依赖这里", "which depends on this";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::template::names;

    #[test]
    fn both_languages_use_the_same_arguments() {
        for label in LabelText::ALL {
            assert_eq!(
                names(label.template(Language::Chinese)),
                names(label.template(Language::English)),
                "{label:?}"
            );
        }
    }
}
