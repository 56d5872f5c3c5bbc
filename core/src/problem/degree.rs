//! How grave a problem is, and who says so.

use serde::{Deserialize, Serialize};

use crate::catalogue::document::Severity;
use crate::diagnostic::Language;

/// Degree of a problem (问题程度) and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Degree {
    /// The degree, by the label of the document: 非常严重 > 严重 > 较严重 > 一般.
    pub severity: Severity,
    /// Where it comes from.
    pub origin: DegreeOrigin,
}

/// Where a degree comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DegreeOrigin {
    /// The text of the document gives the degree of this checklist item.
    DocumentText {
        /// Id of the checklist item.
        check: String,
    },
    /// A sample list of the document gives the degree of this checklist item.
    SampleList {
        /// Id of the checklist item.
        check: String,
    },
    /// A rule of the scheme, by nature, gap, grade or prevalence.
    Rule {
        /// Id of the rule in the scheme.
        id: String,
        /// Whether the rule is this library's or the user's, and not the document's.
        ours: bool,
    },
    /// Somebody said so.
    Override,
}

/// Place of a degree in the one order of the library, from the gravest; the order is ours, since the document uses two scales.
pub(crate) const fn rank(severity: Severity) -> u8 {
    match severity {
        Severity::VerySevere => 0,
        Severity::Severe => 1,
        Severity::FairlySevere => 2,
        Severity::Ordinary => 3,
    }
}

impl Degree {
    /// The label of the document in one language.
    pub const fn word(&self, language: Language) -> &'static str {
        self.severity.word(language)
    }

    /// Place in the order 非常严重, 严重, 较严重, 一般, from 0; the order is ours.
    pub const fn rank(&self) -> u8 {
        rank(self.severity)
    }

    /// Whether it rests on numbers of this library.
    pub const fn is_ours(&self) -> bool {
        matches!(self.origin, DegreeOrigin::Rule { ours: true, .. })
    }
}
