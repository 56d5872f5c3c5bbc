//! Grading (评价): from figures to 很好, 较好, 一般, 不足 for indicators and 优, 良, 中, 差 for dimensions and the city.
//!
//! A [`GradingScheme`] holds every number and choice by which is graded; [`Judgements`] what people add to the data. [`Report::grade`] gives [`Grades`],
//! each with what decided it. Handbooks leave most numbers open: what is this library's own is marked `ours`, in the scheme and in every result.
//!
//! [`Report::grade`]: crate::Report::grade
//!
//! # How an indicator is graded
//!
//! 1. An expert's grade prevails, and what the rules would have given stands beside it.
//! 2. Without a usable value there is no grade; a value of only part of the units gives a provisional grade, or none, as the scheme says.
//! 3. A bottom-line indicator (底线型) with a case, or with a requirement that is not met, is 不足.
//! 4. Each yardstick of the scheme gives a grade by the band of its measure: the surplus over the requirement, the attainment of the target, the
//!    change against the period before, the share of peers that are worse. Several requirements: those of the first tier (binding before loose)
//!    that has one decide, and of these the one with the worst grade.
//! 5. The scheme says how they combine: the first decides, the lowest decides, or the first is the base and the others move it by one at most.
//! 6. A survey score below the line of 60 lowers the grade by one; exactly 60 does not, and 不足 stays.

mod combine;
pub(crate) mod compile;
pub mod document;
pub(crate) mod explain;
pub(crate) mod grader;
mod grades;
mod grading;
pub mod judgements;
pub(crate) mod measure;
pub(crate) mod names;
mod overall;
mod scale;
mod scheme;
pub(crate) mod standard;
mod yardstick;

pub use document::{Combination, Denominator, GradingDocument, PartialRule, SurveyCombination, UndefinedRule, Yardstick};
pub use grades::Grades;
pub use grading::{
    AreaGrades, DecidedBy, DimensionGrading, GradesDocument, GradingProvenance, IndicatorGrading, LocalGrading, Role, Shift, SkipReason,
    SkippedYardstick, SurveyEffect, UngradedReason, YardstickGrade,
};
pub use judgements::{JudgementDocument, Judgements, JudgementsBuilder, JudgementsDocument};
pub use overall::{GradeCounts, OverallDecision};
pub use scale::{IndicatorGrade, OverallGrade, Priority};
pub use scheme::GradingScheme;
