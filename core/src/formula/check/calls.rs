//! Functions of values.

use super::{Checked, Checker, Context, MaybeChecked, flag, number};
use crate::formula::plan::{Extreme, Plan, PlanKind};
use crate::formula::problem::ProblemKind;
use crate::formula::scope::{FieldKind, Named};
use crate::formula::syntax::{AggregateFunction, Expression, ExpressionKind, Function};

impl Checker<'_> {
    pub(super) fn call(&mut self, place: &Expression, function: Function, arguments: &[Expression], context: Context) -> MaybeChecked {
        match function {
            Function::Min | Function::Max => {
                let (plans, unit, bare) = self.numbers(function.text(), arguments, context)?;
                let extreme = if function == Function::Min { Extreme::Min } else { Extreme::Max };
                Some(Checked {
                    bare,
                    ..number(PlanKind::Extreme(extreme, plans), unit)
                })
            }
            Function::Coalesce => {
                if arguments.iter().any(|argument| self.is_flag(argument)) {
                    return Some(flag(PlanKind::Coalesce(self.flags(arguments, context)?)));
                }
                let (plans, unit, bare) = self.numbers(function.text(), arguments, context)?;
                Some(Checked {
                    bare,
                    ..number(PlanKind::Coalesce(plans), unit)
                })
            }
            Function::Abs => {
                let Checked { plan, bare } = self.number(arguments.first()?, context)?;
                let unit = plan.unit();
                Some(Checked {
                    bare,
                    ..number(PlanKind::Absolute(Box::new(plan)), unit)
                })
            }
            Function::Round => {
                let value = self.number(arguments.first()?, context);
                let digits = arguments.get(1).and_then(literal_digits);
                if digits.is_none() {
                    self.report(ProblemKind::Digits, arguments.get(1).unwrap_or(place));
                }
                let Checked { plan, bare } = value?;
                let unit = plan.unit();
                Some(Checked {
                    bare,
                    ..number(PlanKind::Round(Box::new(plan), digits?), unit)
                })
            }
            Function::If => {
                let condition = arguments.first().and_then(|condition| self.flag(condition, context));
                let branches = self.numbers(function.text(), arguments.get(1..)?, context);
                let (mut plans, unit, bare) = branches?;
                let (otherwise, then) = (plans.pop()?, plans.pop()?);
                let kind = PlanKind::If(Box::new(condition?), Box::new(then), Box::new(otherwise));
                Some(Checked {
                    bare,
                    ..number(kind, unit)
                })
            }
            Function::Previous => {
                let Checked { plan, bare } = self.expression(arguments.first()?, context)?;
                let value_type = plan.value_type.clone();
                Some(Checked {
                    plan: Plan {
                        kind: PlanKind::Previous(Box::new(plan)),
                        value_type,
                    },
                    bare,
                })
            }
            // The parser turns these into `Or` and `And`.
            Function::Any => Some(flag(PlanKind::Or(self.flags(arguments, context)?))),
            Function::All => Some(flag(PlanKind::And(self.flags(arguments, context)?))),
        }
    }

    /// Whether an expression is a flag by its form.
    fn is_flag(&self, expression: &Expression) -> bool {
        match &expression.kind {
            ExpressionKind::Flag(_)
            | ExpressionKind::Compare(..)
            | ExpressionKind::And(_)
            | ExpressionKind::Or(_)
            | ExpressionKind::Not(_)
            | ExpressionKind::In(..)
            | ExpressionKind::Profile(_) => true,
            ExpressionKind::Name(name) => match self.scope.names.get(name.as_str()) {
                Some(Named::Field(id)) => matches!(self.scope.field(*id).map(|field| &field.kind), Some(FieldKind::Flag)),
                _ => false,
            },
            ExpressionKind::Aggregate(aggregate) => matches!(aggregate.function, AggregateFunction::Any | AggregateFunction::All),
            _ => false,
        }
    }
}

/// The digits argument of `round`: a whole number from -12 to 12.
fn literal_digits(expression: &Expression) -> Option<i32> {
    let (value, sign) = match &expression.kind {
        ExpressionKind::Number { value, unit: None } => (value, 1),
        ExpressionKind::Negate(inner) => match &inner.kind {
            ExpressionKind::Number { value, unit: None } => (value, -1),
            _ => return None,
        },
        _ => return None,
    };
    // 2.0 is 2: the mantissa counts only without zeros after the point.
    let whole = value.normalize();
    let digits = i32::try_from(whole.mantissa())
        .ok()
        .filter(|digits| whole.scale() == 0 && *digits <= 12)?;
    digits.checked_mul(sign)
}
