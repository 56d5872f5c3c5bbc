//! The words of a catalogue: texts in two languages, terms, remarks, and how well a fact is known.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::primitive::Located;
use super::super::table::{self, table};

table! {
    /// A text in the two languages of the library.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Text {
        /// The Chinese text; names are exact, sentences are this library's own words.
        #[serde(default)]
        pub zh: String,
        /// The English text.
        #[serde(default)]
        pub en: String,
    }
}

/// How well a fact is known (依据). Shown beside the fact as 待核 for anything but `Source`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Read in the document.
    Source,
    /// Follows from the document by a rule that is stated beside it.
    Inferred,
    /// Known from memory or a secondary place, to be checked.
    #[default]
    Recalled,
}

table! {
    /// Evidence of one entry: a mark for the whole, and the fields that differ from it.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct EvidenceMarks {
        /// The mark of every field that `fields` does not name.
        #[serde(default)]
        pub default: Evidence,
        /// Field name to mark.
        #[serde(default)]
        pub fields: BTreeMap<String, Evidence>,
    }
}

table! {
    /// A named term of a vocabulary, such as a collection method.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Term {
        /// Which vocabulary: `scope`, `collection_method`, `strength` …
        pub vocabulary: String,
        /// Id.
        pub id: Located<String>,
        /// Name.
        pub name: Text,
    }
}

table! {
    /// A place where the document contradicts itself, or where its text had to be repaired.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Remark {
        /// `contradiction` or `repair`.
        pub kind: String,
        /// Official number of the indicator, where it is about one.
        #[serde(default)]
        pub indicator: Option<u16>,
        /// Where in the document.
        #[serde(default)]
        pub place: String,
        /// As printed.
        #[serde(default)]
        pub printed: String,
        /// As read.
        #[serde(default)]
        pub read_as: String,
        /// Words.
        pub text: Text,
        /// How sure: `high`, `medium`, `low`.
        #[serde(default)]
        pub confidence: String,
    }
}
