//! Syntax tree to checked plan: names, types, units and levels. Finds every problem, not only the first.

mod aggregates;
mod arithmetic;
mod calls;
mod classes;

use rust_decimal::Decimal;

use self::arithmetic::adopt;
use super::parser::parse_text;
use super::plan::{Plan, PlanKind, ValueType};
use super::problem::{Problem, ProblemKind, TypeName};
use super::scope::{Field, FieldKind, LevelId, Named, ProfileId, Rollup, Scope};
use super::syntax::{Arithmetic, Expression, ExpressionKind, Function};
use super::unit_words::unit_words;
use super::written::Written;
use crate::decimal::Fraction;
use crate::nearest::nearest;
use crate::unit::{Unit, UnitError};

/// Where a formula is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    /// Level of the area or row that it is read for.
    pub(crate) level: LevelId,
    /// Whether it is also read at every level above.
    pub(crate) upward: bool,
}

/// What a formula must come to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wanted<'a> {
    Number(&'a Unit),
    Flag,
    /// What it must come to is not known, because of a problem elsewhere.
    Anything,
}

/// Reads a formula, checks it and plans it.
pub(crate) fn check(written: &Written, scope: &Scope, context: Context, wanted: Wanted<'_>) -> Result<Plan, Vec<Problem>> {
    let expression = &parse_text(written.text()).map_err(|problem| vec![problem])?;
    let mut walk = Checker {
        scope,
        written,
        problems: Vec::new(),
    };
    let checked = walk.expression(expression, context);
    if let Some(checked) = &checked {
        walk.result(expression, checked, wanted);
    }
    match checked {
        Some(checked) if walk.problems.is_empty() => {
            let plan = match wanted {
                Wanted::Number(unit) if checked.bare => adopt(checked.plan, unit).map_err(|()| vec![too_large(expression)])?,
                _ => checked.plan,
            };
            Ok(plan)
        }
        _ => Err(walk.problems),
    }
}

struct Checked {
    plan: Plan,
    /// A number written without a unit, which takes the unit of what it meets.
    bare: bool,
}

type MaybeChecked = Option<Checked>;

struct Checker<'a> {
    scope: &'a Scope,
    written: &'a Written,
    problems: Vec<Problem>,
}

fn number(kind: PlanKind, unit: Unit) -> Checked {
    Checked {
        plan: Plan {
            kind,
            value_type: ValueType::Number(unit),
        },
        bare: false,
    }
}

fn flag(kind: PlanKind) -> Checked {
    Checked {
        plan: Plan {
            kind,
            value_type: ValueType::Flag,
        },
        bare: false,
    }
}

fn too_large(expression: &Expression) -> Problem {
    Problem::new(ProblemKind::BadUnit(UnitError::TooLarge), expression.start, expression.end)
}

/// The bare 100 by which a formula multiplies its result, as a spreadsheet does that shows a ratio without a percent format.
fn factor_of_hundred(expression: &Expression) -> Option<&Expression> {
    let is_hundred = |part: &&Expression| match &part.kind {
        ExpressionKind::Number { value, unit } => unit.is_none() && *value == Decimal::ONE_HUNDRED,
        _ => false,
    };
    match &expression.kind {
        ExpressionKind::Arithmetic(Arithmetic::Multiply, left, right) => {
            let factors = [&**right, &**left];
            let bare = factors.into_iter().find(is_hundred);
            bare.or_else(|| factors.into_iter().find_map(factor_of_hundred))
        }
        ExpressionKind::Arithmetic(Arithmetic::Divide, left, _) => factor_of_hundred(left),
        ExpressionKind::Call(Function::Round, arguments) => arguments.first().and_then(factor_of_hundred),
        _ => None,
    }
}

impl Checker<'_> {
    fn report(&mut self, kind: ProblemKind, place: &Expression) {
        self.problems.push(Problem::new(kind, place.start, place.end));
    }

    fn wrong_type(&mut self, expected: TypeName, found: TypeName, place: &Expression) {
        self.report(ProblemKind::WrongType { expected, found }, place);
    }

    fn result(&mut self, expression: &Expression, checked: &Checked, wanted: Wanted<'_>) {
        match (wanted, &checked.plan.value_type) {
            (Wanted::Number(expected), ValueType::Number(found)) => {
                if !checked.bare && expected.dimension() != found.dimension() {
                    // 个 is too general for what is counted here; the formula knows the word.
                    let nearest = found.accepts(expected).then(|| found.to_string());
                    let (expected, found) = (unit_words(expected), unit_words(found));
                    self.report(ProblemKind::ResultUnit { expected, found, nearest }, expression);
                } else if let Some(factor) = factor_of_hundred(expression).filter(|_| expected.is_percent()) {
                    self.report(ProblemKind::PercentFactor, factor);
                }
            }
            (Wanted::Flag, ValueType::Flag) | (Wanted::Anything, _) => {}
            (Wanted::Number(_), other) => self.wrong_type(TypeName::Number, other.name(), expression),
            (Wanted::Flag, other) => self.wrong_type(TypeName::Flag, other.name(), expression),
        }
    }

    fn expression(&mut self, expression: &Expression, context: Context) -> MaybeChecked {
        match &expression.kind {
            ExpressionKind::Number { value, unit } => self.literal(expression, Fraction::from(*value), unit.as_deref()),
            ExpressionKind::Flag(value) => Some(flag(PlanKind::Flag(*value))),
            ExpressionKind::Name(name) => self.name(expression, name, context),
            ExpressionKind::Profile(key) => self.profile_flag(expression, key),
            ExpressionKind::Negate(operand) => {
                let Checked { plan, bare } = self.number(operand, context)?;
                let value_type = plan.value_type.clone();
                Some(Checked {
                    plan: Plan {
                        kind: PlanKind::Negate(Box::new(plan)),
                        value_type,
                    },
                    bare,
                })
            }
            ExpressionKind::Arithmetic(operator, left, right) => self.arithmetic(expression, *operator, left, right, context),
            ExpressionKind::Compare(operator, left, right) => self.compare(*operator, left, right, context),
            ExpressionKind::And(parts) => Some(flag(PlanKind::And(self.flags(parts, context)?))),
            ExpressionKind::Or(parts) => Some(flag(PlanKind::Or(self.flags(parts, context)?))),
            ExpressionKind::Not(part) => Some(flag(PlanKind::Not(Box::new(self.flag(part, context)?)))),
            ExpressionKind::In(value, list) => self.membership(value, list, context),
            ExpressionKind::Call(function, arguments) => self.call(expression, *function, arguments, context),
            ExpressionKind::Aggregate(aggregate) => self.aggregate(expression, aggregate, context),
        }
    }

    fn number(&mut self, expression: &Expression, context: Context) -> MaybeChecked {
        let checked = self.expression(expression, context)?;
        match &checked.plan.value_type {
            ValueType::Number(_) => Some(checked),
            other => {
                self.wrong_type(TypeName::Number, other.name(), expression);
                None
            }
        }
    }

    fn flag(&mut self, expression: &Expression, context: Context) -> Option<Plan> {
        let checked = self.expression(expression, context)?;
        if checked.plan.value_type == ValueType::Flag {
            return Some(checked.plan);
        }
        self.wrong_type(TypeName::Flag, checked.plan.value_type.name(), expression);
        None
    }

    fn flags(&mut self, parts: &[Expression], context: Context) -> Option<Vec<Plan>> {
        // Every part is looked at, so that every problem is found.
        let plans: Vec<Option<Plan>> = parts.iter().map(|part| self.flag(part, context)).collect();
        plans.into_iter().collect()
    }

    fn literal(&mut self, expression: &Expression, value: Fraction, unit: Option<&str>) -> MaybeChecked {
        let Some(text) = unit else {
            return Some(Checked {
                bare: true,
                ..number(PlanKind::Literal(value), Unit::one())
            });
        };
        match self.scope.units.parse(text) {
            Ok(unit) => {
                let value = value.multiply(unit.factor());
                if value.is_err() {
                    self.problems.push(too_large(expression));
                }
                Some(number(PlanKind::Literal(value.ok()?), unit))
            }
            Err(error) => {
                self.report(ProblemKind::BadUnit(error), expression);
                None
            }
        }
    }

    fn name(&mut self, expression: &Expression, name: &str, context: Context) -> MaybeChecked {
        match self.scope.names.get(name) {
            Some(Named::Field(id)) => {
                let id = *id;
                let field = self.scope.field(id).filter(|_| !self.scope.unclear.contains(&id))?;
                self.reachable(expression, field, context);
                let value_type = match &field.kind {
                    FieldKind::Measure(unit) => ValueType::Number(unit.clone()),
                    FieldKind::Flag => ValueType::Flag,
                    FieldKind::Class(_) => ValueType::Class,
                };
                Some(Checked {
                    plan: Plan {
                        kind: PlanKind::Field(id),
                        value_type,
                    },
                    bare: false,
                })
            }
            Some(Named::Level(_)) => {
                self.report(ProblemKind::TableAsValue { name: name.to_owned() }, expression);
                None
            }
            None => {
                let (name, ambiguous) = (name.to_owned(), self.scope.ambiguous.get(name));
                let kind = if let Some(candidates) = ambiguous {
                    let candidates = candidates.iter().map(|named| self.scope.id(*named).to_owned()).collect();
                    ProblemKind::AmbiguousName { name, candidates }
                } else {
                    let nearest = self.scope.nearest(&name, |_| true);
                    ProblemKind::UnknownName { name, nearest }
                };
                self.report(kind, expression);
                None
            }
        }
    }

    /// Whether the field has a value where the formula is read.
    fn reachable(&mut self, expression: &Expression, field: &Field, context: Context) {
        let scope = self.scope;
        let text = || {
            (
                field.id.to_string(),
                scope.level_name(field.level).to_owned(),
                scope.level_name(context.level).to_owned(),
            )
        };
        let rolled_up = scope.is_below(field.level, context.level) || (context.upward && scope.top_level() != Some(field.level));
        if scope.is_below(field.level, context.level) || field.level == context.level {
            if rolled_up && field.rollup == Rollup::None {
                let (name, level, _) = text();
                self.report(ProblemKind::NotAdditive { name, level }, expression);
            }
        } else if context.upward || !scope.is_below(context.level, field.level) {
            let (name, level, context) = text();
            self.report(ProblemKind::HigherLevelItem { name, level, context }, expression);
        }
    }

    fn profile_key(&mut self, expression: &Expression, key: &str) -> Option<ProfileId> {
        let found = self.scope.profile.iter().position(|known| known.id == key || known.name.zh == key);
        if found.is_none() {
            let nearest = nearest(key, self.scope.profile.iter().map(|known| &*known.id));
            let name = key.to_owned();
            self.report(ProblemKind::UnknownProfileKey { name, nearest }, expression);
        }
        found.map(ProfileId)
    }

    fn profile_flag(&mut self, expression: &Expression, key: &str) -> MaybeChecked {
        let id = self.profile_key(expression, key)?;
        if self.scope.profile.get(id.0)?.values.is_empty() {
            return Some(flag(PlanKind::ProfileFlag(id)));
        }
        self.wrong_type(TypeName::Flag, TypeName::Class, expression);
        None
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
