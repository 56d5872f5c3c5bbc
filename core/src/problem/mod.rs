//! Problems (问题): which indicators have one, where, how grave it is and what follows from it.
//!
//! [`Report::problems`](crate::Report::problems) gives [`Problems`]: one [`Problem`] for each area and indicator, with the checklist items that were
//! found there as [`SubProblem`]s. What could not be decided is listed too, as [`Undetermined`]; it is never taken for "no problem". For the
//! rows below the levels that are listed (buildings, compounds) there are bitmaps in place of entries: [`ProblemRows`].

mod counts;
mod decide;
mod degree;
mod document;
mod explain;
mod facts;
mod finder;
mod last_year;
mod priority;
mod problems;
mod reason;
mod rectification;
mod rows;
mod sub_problem;
mod words;

pub use crate::grade::Priority;
pub(crate) use degree::rank as degree_rank;
pub use degree::{Degree, DegreeOrigin};
pub use document::{ProblemDocument, ProblemsDocument, SubProblemDocument, UndeterminedDocument};
pub use priority::PriorityDecision;
pub use problems::{Problem, ProblemRows, Problems, Undetermined, UndeterminedCause};
pub use reason::ProblemReason;
pub use rectification::{ClassBasis, ClassDecision, Prevalence};
pub use sub_problem::SubProblem;
