//! What people add to the data: expert grades, survey scores, targets, overrides.

/// What people add to the data. Cloning it is cheap.
#[derive(Clone, Debug, Default)]
pub struct Judgements;
