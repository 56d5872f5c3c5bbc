//! Formulas: text that a city analyst can read, checked before anything runs.
//!
//! ```text
//! (expressway_length + arterial_road_length) / built_up_area
//! count(building where structural_hazard)
//! sum(compound: max(0, parking_space_demand - parking_space_supply))
//! 加权平均（road_segment： segment_length × 2， 权重： segment_length）
//! ```
//!
//! The language has arithmetic, comparison, logic, `min max abs round if any all coalesce previous`, and the aggregates
//! `sum count share mean weighted_mean min max any all` over the rows of a table below the area. It is total: no loops, no recursion, bounded
//! length ([`MAXIMUM_LENGTH`]), depth ([`MAXIMUM_DEPTH`]) and number of operators ([`MAXIMUM_OPERATORS`]). Percent is a unit, so a ratio needs no
//! `* 100`. A number without a unit takes the unit of what it is compared with or added to; `20 [year]` and `70%` say theirs. Full-width signs (（）×÷≥，：), Chinese function
//! names and Chinese item names are read too; a name with other signs in it stands in quotes: 「道路等级（快速路/主干路）」.

mod anchor;
mod check;
mod parser;
mod plan;
mod problem;
mod render;
mod scope;
mod syntax;
mod token;
mod unit_words;
mod written;

use crate::diagnostic::{Diagnostics, Sources};

pub(crate) use anchor::Anchor;
pub(crate) use check::{Context, Wanted, check};
pub(crate) use parser::parse_text;
pub use parser::{MAXIMUM_DEPTH, MAXIMUM_OPERATORS};
pub(crate) use plan::{Extreme, Plan, PlanAggregate, PlanKind, ValueType};
pub(crate) use problem::{Declaration, Problem, TypeName, listed, wrong_type};
#[cfg(test)]
pub(crate) use render::tests::without_places;
pub(crate) use scope::{ClassName, Field, FieldId, FieldKind, Level, LevelId, Name, Named, ProfileId, ProfileKey, Rollup, Scope};
pub use syntax::{Aggregate, AggregateFunction, Arithmetic, Comparison, Expression, ExpressionKind, Function};
pub use token::MAXIMUM_LENGTH;
pub(crate) use unit_words::{unit_diagnostic, unit_place};
pub(crate) use written::Written;

/// Reads a formula without looking at what its names mean.
///
/// # Errors
///
/// A diagnostic of the family `formula.` that points into the text: an unexpected character, an unclosed bracket, trailing text, a chained
/// comparison, an unknown function, a wrong number of arguments, or more than [`MAXIMUM_LENGTH`] bytes, [`MAXIMUM_DEPTH`] levels
/// or [`MAXIMUM_OPERATORS`] operators.
///
/// # Example
///
/// ```
/// use cityvitals::formula;
///
/// let formula = formula::parse("（分子 ＋ 2）÷ 分母")?;
/// assert_eq!(formula.to_string(), "(分子 + 2) / 分母");
/// assert!(formula::parse("6 ÷ 4 )").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn parse(text: &str) -> Result<Expression, Diagnostics> {
    parse_text(text).map_err(|problem| {
        let mut sources = Sources::default();
        let source = sources.add("formula", text);
        Diagnostics::new(vec![problem.diagnostic(&Anchor::own(source))], sources)
    })
}
