//! Grading (评价): from figures to 很好, 较好, 一般, 不足 for indicators and 优, 良, 中, 差 for dimensions and the city.

pub(crate) mod compile;
pub mod document;
mod judgements;
pub(crate) mod measure;
mod overall;
mod scale;
mod scheme;

pub use document::GradingDocument;
pub use judgements::Judgements;
pub use overall::{GradeCounts, OverallDecision};
pub use scale::{IndicatorGrade, OverallGrade, Priority};
pub use scheme::GradingScheme;
