//! Numbers that meet: their units.

use super::{Checked, Checker, Context, MaybeChecked, flag, number, too_large};
use crate::formula::plan::{Plan, PlanKind, ValueType};
use crate::formula::problem::{Problem, ProblemKind};
use crate::formula::syntax::{Arithmetic, Comparison, Expression, ExpressionKind};
use crate::formula::unit_words::unit_words;
use crate::unit::Unit;

/// Reads a number without a unit in this unit. The unit is handed down to the parts, so that a trace shows them in it.
pub(super) fn adopt(plan: Plan, unit: &Unit) -> Result<Plan, ()> {
    let part = |part: Box<Plan>| adopt(*part, unit).map(Box::new);
    let each = |parts: Vec<Plan>| parts.into_iter().map(|part| adopt(part, unit)).collect::<Result<Vec<_>, ()>>();
    let kind = match plan.kind {
        PlanKind::Literal(value) => PlanKind::Literal(value.multiply(unit.factor()).map_err(|_| ())?),
        PlanKind::Negate(inner) => PlanKind::Negate(part(inner)?),
        PlanKind::Absolute(inner) => PlanKind::Absolute(part(inner)?),
        PlanKind::Round(inner, digits) => PlanKind::Round(part(inner)?, digits),
        PlanKind::Previous(inner) => PlanKind::Previous(part(inner)?),
        PlanKind::Extreme(extreme, parts) => PlanKind::Extreme(extreme, each(parts)?),
        PlanKind::Coalesce(parts) => PlanKind::Coalesce(each(parts)?),
        PlanKind::If(condition, then, otherwise) => PlanKind::If(condition, part(then)?, part(otherwise)?),
        PlanKind::Arithmetic(operator @ (Arithmetic::Add | Arithmetic::Subtract), left, right) => {
            PlanKind::Arithmetic(operator, part(left)?, part(right)?)
        }
        // One factor carries the unit.
        PlanKind::Arithmetic(operator, left, right) => PlanKind::Arithmetic(operator, part(left)?, right),
        PlanKind::Aggregate(mut aggregate) => {
            aggregate.value = aggregate.value.map(|value| adopt(value, unit)).transpose()?;
            PlanKind::Aggregate(aggregate)
        }
        other => other,
    };
    let value_type = ValueType::Number(unit.clone());
    Ok(Plan { kind, value_type })
}

impl Checker<'_> {
    pub(super) fn arithmetic(
        &mut self,
        place: &Expression,
        operator: Arithmetic,
        left: &Expression,
        right: &Expression,
        context: Context,
    ) -> MaybeChecked {
        let (first, second) = (self.number(left, context), self.number(right, context));
        let (first, second) = (first?, second?);
        let bare = first.bare && second.bare;
        if matches!(operator, Arithmetic::Add | Arithmetic::Subtract) {
            let (mut plans, unit) = self.same_unit(operator.text(), &[left, right], vec![first, second])?;
            let (second, first) = (plans.pop()?, plans.pop()?);
            let kind = PlanKind::Arithmetic(operator, Box::new(first), Box::new(second));
            return Some(Checked {
                bare,
                ..number(kind, unit)
            });
        }
        let (left_unit, right_unit) = (first.plan.unit(), second.plan.unit());
        let unit = if operator == Arithmetic::Multiply {
            left_unit.multiply(&right_unit)
        } else {
            left_unit.divide(&right_unit)
        };
        let Ok(unit) = unit else {
            self.problems.push(too_large(place));
            return None;
        };
        let kind = PlanKind::Arithmetic(operator, Box::new(first.plan), Box::new(second.plan));
        Some(Checked {
            bare,
            ..number(kind, unit)
        })
    }

    /// Brings several numbers to one unit; numbers without a unit take that of the others.
    fn same_unit(&mut self, operation: &'static str, places: &[&Expression], parts: Vec<Checked>) -> Option<(Vec<Plan>, Unit)> {
        let first = parts.iter().position(|part| !part.bare);
        let unit = first
            .and_then(|index| parts.get(index))
            .map_or_else(Unit::one, |part| part.plan.unit());
        let first_place = first.and_then(|index| places.get(index)).map(|place| (place.start, place.end));
        let mut plans = Vec::with_capacity(parts.len());
        let mut fits = true;
        for (part, place) in parts.into_iter().zip(places) {
            if part.bare {
                let adopted = adopt(part.plan, &unit);
                if adopted.is_err() {
                    self.problems.push(too_large(place));
                    fits = false;
                }
                plans.extend(adopted);
            } else if part.plan.unit().dimension() == unit.dimension() {
                plans.push(part.plan);
            } else {
                let (left, right) = (unit_words(&unit), unit_words(&part.plan.unit()));
                let kind = ProblemKind::UnitClash { operation, left, right };
                let problem = Problem::new(kind, place.start, place.end);
                self.problems
                    .push(first_place.map_or(problem.clone(), |(start, end)| problem.against(start, end)));
                fits = false;
            }
        }
        fits.then_some((plans, unit))
    }

    pub(super) fn numbers(
        &mut self,
        operation: &'static str,
        arguments: &[Expression],
        context: Context,
    ) -> Option<(Vec<Plan>, Unit, bool)> {
        let parts: Vec<MaybeChecked> = arguments.iter().map(|argument| self.number(argument, context)).collect();
        let parts: Vec<Checked> = parts.into_iter().collect::<Option<_>>()?;
        let bare = parts.iter().all(|part| part.bare);
        let places: Vec<&Expression> = arguments.iter().collect();
        let (plans, unit) = self.same_unit(operation, &places, parts)?;
        Some((plans, unit, bare))
    }

    /// `leaking == true` says `leaking`, and `leaking = 否` says `not leaking`; `None` for any other comparison.
    fn flag_comparison(&mut self, operator: Comparison, left: &Expression, right: &Expression, context: Context) -> Option<MaybeChecked> {
        let is_equal = match operator {
            Comparison::Equal => true,
            Comparison::NotEqual => false,
            _ => return None,
        };
        let (part, value) = match (&left.kind, &right.kind) {
            (_, ExpressionKind::Flag(value)) => (left, *value),
            (ExpressionKind::Flag(value), _) => (right, *value),
            _ => return None,
        };
        let plan = self.flag(part, context);
        Some(
            plan.map(|plan| {
                if value == is_equal {
                    plan.kind
                } else {
                    PlanKind::Not(Box::new(plan))
                }
            })
            .map(flag),
        )
    }

    pub(super) fn compare(&mut self, operator: Comparison, left: &Expression, right: &Expression, context: Context) -> MaybeChecked {
        if let Some(flag) = self.flag_comparison(operator, left, right, context) {
            return flag;
        }
        let equality = matches!(operator, Comparison::Equal | Comparison::NotEqual);
        let class = match (self.is_class(left), self.is_class(right)) {
            (true, _) => Some((left, right)),
            (false, true) => Some((right, left)),
            (false, false) => None,
        };
        if let Some((class, value)) = class.filter(|_| equality) {
            let inside = self.membership(class, std::slice::from_ref(value), context)?;
            return Some(if operator == Comparison::Equal {
                inside
            } else {
                flag(PlanKind::Not(Box::new(inside.plan)))
            });
        }
        let (first, second) = (self.number(left, context), self.number(right, context));
        let (mut plans, _) = self.same_unit(operator.text(), &[left, right], vec![first?, second?])?;
        let (second, first) = (plans.pop()?, plans.pop()?);
        Some(flag(PlanKind::Compare(operator, Box::new(first), Box::new(second))))
    }
}
