//! What to examine, and as of when.

use serde::Serialize;

use crate::catalogue::Date;
use crate::catalogue::table::{self, table};

table! {
    /// Choices for one examination. The default examines every indicator at its own level and at every level above it.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Options {
        /// Day on which requirements must be in force; without it the last day of the dataset's period.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub date: Option<Date>,
        /// Ids of the indicators to examine; empty for all of them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub indicators: Vec<String>,
        /// Ids of the levels to examine; empty for all of them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub levels: Vec<String>,
    }
}
