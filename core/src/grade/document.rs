//! The grading scheme as it is written: the shape of every file under `spec/grading/`.
//!
//! These types hold what a file says; [`GradingScheme`](super::GradingScheme) is what comes out of checking it. Every table refuses unknown keys.
//! `ours = true` stands beside every number and rule that the graded document does not give.

use serde::{Deserialize, Serialize};

use super::scale::{IndicatorGrade, OverallGrade, Priority};
use crate::catalogue::document::{Difficulty, EvidenceMarks, Nature, RectificationClass, Severity, Text};
use crate::catalogue::table::{self, choices, table};
use crate::catalogue::{Evidence, Located, Number};

table! {
    /// One grading scheme.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct GradingDocument {
        /// Identity.
        pub scheme: SchemeHeader,
        /// Grades of single indicators.
        pub indicator: IndicatorRules,
        /// Grades of dimensions and of the city.
        pub overall: OverallRules,
        /// What the survey of residents does to a grade.
        pub survey: SurveyRules,
        /// What is a problem, and what follows from it.
        pub problem: ProblemRules,
    }
}

table! {
    /// Identity of a scheme.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct SchemeHeader {
        /// Stable id, such as `handbook-2025`.
        pub id: Located<String>,
        /// Name.
        pub name: Text,
        /// Title of the document that it follows.
        #[serde(default)]
        pub title: Text,
        /// Id of the catalogue that its indicator ids are of. Names that another catalogue lacks are passed over; with this one they are
        /// errors.
        #[serde(default)]
        pub catalogue: String,
        /// Remarks for the reader.
        #[serde(default)]
        pub note: Text,
    }
}

table! {
    /// How single indicators are graded.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct IndicatorRules {
        /// Parts of the system (group of the dimension) whose indicators are graded.
        pub groups: Vec<Located<String>>,
        /// Levels of the areas that are graded.
        pub levels: Vec<Located<String>>,
        /// How the yardsticks combine.
        pub combination: Combination,
        /// Yardsticks that can give a grade, in order: `first` and `base_and_shift` take the first that applies, `lowest` the worst of
        /// them.
        pub order: Vec<Yardstick>,
        /// Yardsticks that can move the base by one, in `base_and_shift`.
        #[serde(default)]
        pub shift: Vec<Yardstick>,
        /// Grade of such a yardstick, or a better one, that speaks for raising.
        #[serde(default)]
        pub raise_from: Option<IndicatorGrade>,
        /// Grade of such a yardstick, or a worse one, that speaks for lowering.
        #[serde(default)]
        pub lower_from: Option<IndicatorGrade>,
        /// Best grade that an indicator can be raised to while a requirement that decides is not met.
        #[serde(default)]
        pub unmet_ceiling: Option<IndicatorGrade>,
        /// What happens to the value of only part of the units.
        pub partial: PartialRule,
        /// The yardstick standard.
        pub standard: StandardRules,
        /// The yardstick target: attainment in percent.
        pub target: BandRules,
        /// The yardstick trend: change against the period before in percent, positive where it is better.
        pub trend: BandRules,
        /// The yardstick peers: percent of them that are worse, equal ones counted half.
        pub peers: PeerRules,
        /// Evidence of the settings; bands say themselves whether they are ours.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

/// What an indicator can be measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Yardstick {
    /// 参考标准: the requirements in force.
    Standard,
    /// 城市发展目标: the city's own target.
    Target,
    /// 历年趋势: the period before.
    Trend,
    /// 同类型可比城市: comparable cities.
    Peers,
}

/// How the grades of several yardsticks become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Combination {
    /// The first yardstick that applies decides.
    First,
    /// The worst one decides.
    Lowest,
    /// The first one that applies is the base; the others can move it by one grade at most.
    BaseAndShift,
}

/// What happens to the value of only part of the units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartialRule {
    /// It is graded, and the grade is marked as provisional.
    Grade,
    /// It is not graded.
    Leave,
}

table! {
    /// Bands of requirements. The measure is the surplus in percent of the required number, negative where the value falls short.
    ///
    /// Where several requirements are in force, those of the first tier that has one decide, and among them the one with the worst grade.
    /// Where no surplus can be (an exact value, a range, a required zero, the best possible value), a met requirement is in the first band
    /// of `met`, and one that is not met, whose gap is no share of a number, in the last band of `not_met`.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct StandardRules {
        /// Strengths (terms of the catalogue) from binding to loose; a strength that no tier names is in a last one.
        pub tiers: Vec<Vec<Located<String>>>,
        /// Bands of a met requirement, from best to worst.
        pub met: Vec<GradeBand>,
        /// Bands of a requirement that is not met, from best to worst.
        pub not_met: Vec<GradeBand>,
        /// Evidence of the tiers.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

table! {
    /// Bands of a measure.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct BandRules {
        /// Bands from best to worst.
        #[serde(rename = "band")]
        pub bands: Vec<GradeBand>,
    }
}

table! {
    /// Bands of the comparison with other cities.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct PeerRules {
        /// Cities that there must be.
        pub minimum: u16,
        /// Bands from best to worst.
        #[serde(rename = "band")]
        pub bands: Vec<GradeBand>,
        /// Evidence of the minimum.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

table! {
    /// One band: the measure is at least this much. The last band of a list takes what is left.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct GradeBand {
        /// Id; unique in the scheme.
        pub id: Located<String>,
        /// Grade.
        pub grade: IndicatorGrade,
        /// Lower end, included, in percent; absent in the last band only.
        #[serde(default)]
        pub at_least: Option<Number>,
        /// Whether the number is this library's or the user's, and not the document's.
        #[serde(default)]
        pub ours: bool,
    }
}

table! {
    /// How counts of grades become the grade of a dimension or of the city. Shares are of all indicators that count.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct OverallRules {
        /// Whether an indicator without a grade counts.
        pub ungraded: Denominator,
        /// Whether an indicator that does not apply counts.
        pub not_applicable: Denominator,
        /// Grade of the case that no rule covers.
        pub undefined: UndefinedRule,
        /// Ids of indicators that are in no dimension's and not in the city's grade.
        #[serde(default)]
        pub left_out: Vec<Located<String>>,
        /// Rules; the first that fits decides.
        #[serde(rename = "rule")]
        pub rules: Vec<OverallRule>,
        /// Evidence of the settings.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

/// Whether something is part of a denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Denominator {
    /// It counts.
    In,
    /// It does not.
    Out,
}

/// Grade of the case that no rule covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UndefinedRule {
    /// 优.
    Excellent,
    /// 良.
    Good,
    /// No grade.
    None,
}

table! {
    /// One row of the published table.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct OverallRule {
        /// Id; unique in the scheme.
        pub id: Located<String>,
        /// Grade.
        pub grade: OverallGrade,
        /// Least share of 很好, in percent.
        #[serde(default)]
        pub very_good_at_least: Option<Number>,
        /// Least share of 很好 and 较好, in percent.
        #[serde(default)]
        pub good_at_least: Option<Number>,
        /// End of that share, not included, in percent.
        #[serde(default)]
        pub good_below: Option<Number>,
        /// Whether there must be a 不足 (`true`) or none (`false`).
        #[serde(default)]
        pub insufficient: Option<bool>,
        /// Whether the rule is not the document's.
        #[serde(default)]
        pub ours: bool,
    }
}

table! {
    /// What the survey of residents does to a grade.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct SurveyRules {
        /// A score below this line lowers the grade; exactly this line does not.
        pub line: Number,
        /// By how many grades.
        pub levels_down: u8,
        /// Score of an indicator that several survey items belong to.
        pub combination: SurveyCombination,
        /// Whether an expert's grade is lowered too.
        #[serde(default)]
        pub lowers_expert: bool,
        /// Survey items and the indicators that they belong to.
        #[serde(default, rename = "item")]
        pub items: Vec<SurveyItem>,
        /// Evidence of the settings.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

/// Score of several survey items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SurveyCombination {
    /// Their mean.
    Mean,
    /// The lowest of them.
    Lowest,
}

table! {
    /// One item of the survey.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct SurveyItem {
        /// Id.
        pub id: Located<String>,
        /// Name.
        pub name: Text,
        /// Ids of the indicators that it belongs to.
        #[serde(default)]
        pub indicators: Vec<Located<String>>,
        /// Whether the document names these indicators.
        #[serde(default)]
        pub evidence: Evidence,
    }
}

table! {
    /// What is a problem, and what follows from it.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct ProblemRules {
        /// Levels whose areas get an entry each; levels below have bitmaps only.
        pub levels: Vec<Located<String>>,
        /// Grades that make a problem.
        pub grades: Vec<IndicatorGrade>,
        /// Whether cases of an indicator that has no threshold, and only counts them, are a problem.
        pub counted_cases: bool,
        /// Share of objects, in percent, from which a problem is widespread.
        pub widespread: Number,
        /// Degree of what the document gives no degree; the first rule that fits decides.
        #[serde(default, rename = "degree")]
        pub degrees: Vec<DegreeRule>,
        /// Difficulty of what the document gives no difficulty.
        #[serde(default, rename = "difficulty")]
        pub difficulties: Vec<DifficultyRule>,
        /// Class of what the document gives no class.
        #[serde(rename = "class")]
        pub classes: Vec<ClassRule>,
        /// Priority.
        #[serde(rename = "priority")]
        pub priorities: Vec<PriorityRule>,
        /// Evidence of the settings.
        #[serde(default)]
        pub evidence: EvidenceMarks,
    }
}

table! {
    /// Conditions, all of which must hold; without any, a rule always holds.
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct When {
        /// Nature of the indicator.
        #[serde(default)]
        pub nature: Option<Nature>,
        /// Least shortfall, in percent of the required number, of a requirement that is not met.
        #[serde(default)]
        pub gap_at_least: Option<Number>,
        /// One of these grades.
        #[serde(default)]
        pub grades: Vec<IndicatorGrade>,
        /// Widespread or not (普遍性).
        #[serde(default)]
        pub widespread: Option<bool>,
        /// People complain of it or not (紧迫性).
        #[serde(default)]
        pub urgent: Option<bool>,
        /// One of these degrees (严重性).
        #[serde(default)]
        pub degrees: Vec<Severity>,
        /// This class.
        #[serde(default)]
        pub class: Option<RectificationClass>,
    }
}

table! {
    /// A rule for the degree.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct DegreeRule {
        /// Id; unique in the scheme.
        pub id: Located<String>,
        /// Conditions on nature, gap, grade, prevalence and urgency.
        #[serde(default)]
        pub when: When,
        /// Degree.
        pub severity: Severity,
        /// Whether the rule is not the document's.
        #[serde(default)]
        pub ours: bool,
        /// What it means.
        #[serde(default)]
        pub note: Text,
    }
}

table! {
    /// A rule for the difficulty.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct DifficultyRule {
        /// Id; unique in the scheme.
        pub id: Located<String>,
        /// Conditions as for the degree, and the degree.
        #[serde(default)]
        pub when: When,
        /// Difficulty.
        pub difficulty: Difficulty,
        /// Whether the rule is not the document's.
        #[serde(default)]
        pub ours: bool,
        /// What it means.
        #[serde(default)]
        pub note: Text,
    }
}

table! {
    /// A rule for the rectification class.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct ClassRule {
        /// Id; unique in the scheme.
        pub id: Located<String>,
        /// Conditions as for the degree, and the degree.
        #[serde(default)]
        pub when: When,
        /// Class.
        pub class: RectificationClass,
        /// Whether the rule is not the document's.
        #[serde(default)]
        pub ours: bool,
        /// What it means, and what is to be done.
        #[serde(default)]
        pub note: Text,
    }
}

table! {
    /// A rule for the priority.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct PriorityRule {
        /// Id; unique in the scheme.
        pub id: Located<String>,
        /// Conditions as for the degree, the degree, and the class.
        #[serde(default)]
        pub when: When,
        /// Priority.
        pub priority: Priority,
        /// Whether the rule is not the document's.
        #[serde(default)]
        pub ours: bool,
        /// What it means.
        #[serde(default)]
        pub note: Text,
    }
}

choices! {
    Yardstick::Standard,
    Combination::First,
    PartialRule::Grade,
    Denominator::In,
    UndefinedRule::Excellent,
    SurveyCombination::Mean,
    IndicatorGrade::VeryGood,
    OverallGrade::Excellent,
    Priority::High,
    Difficulty::High,
    RectificationClass::TimeLimited,
    Severity::VerySevere,
}
