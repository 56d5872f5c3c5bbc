//! Judgements as plain data.

use serde::Serialize;

use crate::catalogue::table::{self, table};

table! {
    /// Judgements as plain data.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct JudgementsDocument {
        /// Rows.
        pub judgements: Vec<JudgementDocument>,
    }
}

table! {
    /// One row: an indicator in an area, and what is said of it. Every key may be left out; see [the module](super).
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct JudgementDocument {
        /// Id, official number or name of the indicator.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub indicator: Option<String>,
        /// Id or name of a survey item.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub survey_item: Option<String>,
        /// Id or name of a checklist item of the indicator.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub check: Option<String>,
        /// Level of the area.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub level: Option<String>,
        /// Id of the area; the highest one where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub area: Option<String>,
        /// Expert's grade.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub grade: Option<String>,
        /// Survey score, 0 to 100.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub score: Option<String>,
        /// The city's target.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub target: Option<String>,
        /// Another city.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub peer: Option<String>,
        /// Its figure.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub value: Option<String>,
        /// Unit of target and figure; the indicator's where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub unit: Option<String>,
        /// Rectification class.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub class: Option<String>,
        /// Degree of the problem.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub degree: Option<String>,
        /// Priority of the problem.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub priority: Option<String>,
        /// Whether people complain of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub urgent: Option<bool>,
        /// Whether the problem was there last year.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub last_year: Option<bool>,
        /// Whether the indicator is a local one, which the catalogue does not have.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub local: Option<bool>,
        /// Id or name of the dimension of a local indicator.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub dimension: Option<String>,
        /// Reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
    }
}
