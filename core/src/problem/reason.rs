//! Why something is a problem.

use serde::{Deserialize, Serialize};

use crate::grade::IndicatorGrade;

/// Why an indicator has a problem in an area. Numbers are exact decimals as text, in the unit of the indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum ProblemReason {
    /// 底线型, 一票否决: one case is a problem.
    BottomLine,
    /// The only sensible target is zero, and there are cases.
    CasesFound,
    /// A requirement in force is not met.
    RequirementNotMet {
        /// Id of the requirement within its indicator.
        requirement: String,
        /// Id of the part that it judges, where it judges one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<String>,
        /// By how much the value falls short.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        gap: Option<String>,
        /// The gap as a percentage of the required number; absent where that is zero.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        relative_gap_percent: Option<String>,
    },
    /// The indicator is graded 一般 or 不足.
    Graded {
        /// The grade.
        grade: IndicatorGrade,
    },
    /// The survey score is below the line of the scheme (60).
    Survey {
        /// The score, as it was taken from the survey items.
        score: String,
        /// The line.
        below: String,
    },
}
