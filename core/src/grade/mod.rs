//! Grading (评价): from figures to 很好, 较好, 一般, 不足 for indicators and 优, 良, 中, 差 for dimensions and the city.

mod judgements;
mod scale;
mod scheme;

pub use judgements::Judgements;
pub use scale::{IndicatorGrade, OverallGrade};
pub use scheme::GradingScheme;
