//! Problems of the rows of a table, as bitmaps.

use super::problems::ProblemRows;
use crate::catalogue::Indicator;
use crate::catalogue::document::{Direction, Nature, RequirementStatus};
use crate::dataset::Bits;
use crate::decimal::Fraction;
use crate::examine::{Judge, Report, ResultColumn, Status};
use crate::grade::document::GradingDocument;
use crate::grade::standard::{Place, Tested, tested};

/// Whether cases of an indicator are a problem by their number alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ZeroRule {
    /// 底线型: one case is a problem.
    BottomLine,
    /// The only sensible target is zero, or cases are only counted.
    Cases,
    /// Their number is held against requirements.
    None,
}

pub(super) fn zero_rule(indicator: &Indicator, scheme: &GradingDocument) -> ZeroRule {
    let fewer_is_better = matches!(indicator.direction, Direction::LowerBetter | Direction::Zero);
    let counted = scheme.problem.counted_cases && indicator.requirement_status == RequirementStatus::NoNumber;
    match indicator.nature {
        Nature::BottomLine if fewer_is_better => ZeroRule::BottomLine,
        _ if indicator.target_zero || indicator.direction == Direction::Zero => ZeroRule::Cases,
        _ if counted && fewer_is_better => ZeroRule::Cases,
        _ => ZeroRule::None,
    }
}

/// What can be said of one row without grades and survey.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct RowState {
    /// There are cases where there should be none.
    pub(super) cases: bool,
    /// Requirements that decide.
    pub(super) tested: Vec<Tested>,
    /// A requirement is not met.
    pub(super) missed: bool,
    /// The value is of only part of the units, or a requirement that decides was tested on such a value.
    pub(super) partial: bool,
    /// Nothing can be said of it.
    pub(super) unknown: bool,
}

impl RowState {
    /// Whether there is a problem for all that is known.
    pub(super) const fn is_problem(&self) -> bool {
        self.cases || self.missed
    }
}

/// Looks at one result.
pub(super) fn state(scheme: &GradingDocument, zero: ZeroRule, judge: &Judge<'_>, place: &Place<'_>, value: Value<'_>) -> RowState {
    let mut state = RowState {
        partial: value.status == Status::Partial,
        ..RowState::default()
    };
    if value.status == Status::NotApplicable {
        return state;
    }
    let usable = matches!(value.status, Status::Ok | Status::Partial | Status::Reported);
    let number = value.number.filter(|_| usable);
    state.cases = zero != ZeroRule::None && number.is_some_and(|number| !number.is_zero() && !number.is_negative());
    if !place.compiled.requirements.is_empty() {
        state.tested = tested(&scheme.indicator.standard, judge, place).0;
    }
    let met = |tested: &Tested| tested.outcome.as_ref().ok().map(|(met, _)| *met);
    state.missed = state.tested.iter().any(|tested| met(tested) == Some(false));
    state.partial |= state.tested.iter().any(|tested| tested.partial);
    let open = state.tested.iter().any(|tested| met(tested).is_none());
    let judged_by_zero = zero != ZeroRule::None && number.is_some();
    let judged_by_requirement = !state.tested.is_empty() && !open;
    state.unknown = !state.is_problem() && (state.partial || open || !(judged_by_zero || judged_by_requirement));
    state
}

/// A value with its status.
#[derive(Clone, Copy)]
pub(super) struct Value<'v> {
    pub(super) status: Status,
    pub(super) number: Option<&'v Fraction>,
}

/// The rows of one column of results, and those of which something can be said.
pub(super) fn rows(report: &Report, scheme: &GradingDocument, judge: &Judge<'_>, column: &ResultColumn<'_>) -> Option<(ProblemRows, Bits)> {
    let index = column.indicator();
    let indicator = report.catalogue().indicators().get(index)?;
    let compiled = report.catalogue().compiled_indicator(index)?;
    let zero = zero_rule(indicator, scheme);
    let mut place = Place {
        report,
        index,
        indicator,
        compiled,
        table: column.table(),
        row: 0,
    };
    let (mut problem, mut undetermined, mut judged) = (Bits::default(), Bits::default(), Bits::default());
    for (row, result) in column.results().enumerate() {
        place.row = row;
        let number = result.value();
        let value = Value {
            status: result.status(),
            number: number.as_ref(),
        };
        let state = state(scheme, zero, judge, &place, value);
        problem.push(state.is_problem());
        undetermined.push(state.unknown);
        judged.push(!state.unknown && value.status != Status::NotApplicable);
    }
    let rows = ProblemRows {
        indicator: index,
        table: column.table(),
        problem,
        undetermined,
    };
    Some((rows, judged))
}
