//! A grading scheme: every number by which grades, degrees and classes are decided, as data.

/// How figures are graded. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct GradingScheme;
