//! Measures as they are written: the shape of the files under `spec/measures/`.

use serde::{Deserialize, Serialize};

use crate::catalogue::Located;
use crate::catalogue::document::{EvidenceMarks, RectificationClass, Text};
use crate::catalogue::table::{self, choices, table};

table! {
    /// One file of measures.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct MeasuresDocument {
        /// What the measures are for.
        pub measures: MeasuresHeader,
        /// Columns of the community problem list.
        #[serde(default)]
        pub problem_columns: ProblemColumns,
        /// Bodies that can be responsible.
        #[serde(default, rename = "department")]
        pub departments: Vec<Department>,
        /// Measures, in the order in which they are listed.
        #[serde(default, rename = "measure")]
        pub list: Vec<Measure>,
    }
}

table! {
    /// What a file of measures is for.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct MeasuresHeader {
        /// Id of the catalogue whose indicators and checklist items it names.
        pub catalogue: Located<String>,
        /// Name.
        pub name: Text,
        /// Document that classes and departments come from.
        #[serde(default)]
        pub title: Text,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

table! {
    /// Which checklist items stand in which column of the community problem list (附表IV-2); the others stand under other problems.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct ProblemColumns {
        /// The facility is not there (未配建).
        #[serde(default)]
        pub absent: Vec<Located<String>>,
        /// Land, ground or building is too small (用地、场地、建筑等规模不足).
        #[serde(default)]
        pub size: Vec<Located<String>>,
        /// Functions are incomplete (功能不完善).
        #[serde(default)]
        pub functions: Vec<Located<String>>,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

table! {
    /// A body that can be responsible (责任单位).
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Department {
        /// Id.
        pub id: Located<String>,
        /// Name.
        pub name: Text,
        /// Whose body it is.
        pub tier: Tier,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

/// Whose body a department is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// 市
    City,
    /// 区
    District,
    /// 街道
    Street,
    /// 企业
    Enterprise,
}

table! {
    /// A measure (整治建议): what to do about some problems of one indicator.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Measure {
        /// Id within the file.
        pub id: Located<String>,
        /// Id of the indicator.
        pub indicator: Located<String>,
        /// Checklist items that it is for; none for the indicator as a whole.
        #[serde(default)]
        pub checks: Vec<Located<String>>,
        /// What to do.
        pub text: Text,
        /// Rectification class of the document's sample.
        #[serde(default)]
        pub class: Option<RectificationClass>,
        /// Ids of the bodies that are responsible.
        #[serde(default)]
        pub departments: Vec<Located<String>>,
        /// What kind of project it is in the project library.
        #[serde(default)]
        pub project_kind: Option<ProjectKind>,
        /// Evidence.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

/// Kind of a project in the project library (项目类型).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProjectKind {
    /// 整治
    Repair,
    /// 改造
    Renewal,
}

choices! {
    Tier::City,
}
