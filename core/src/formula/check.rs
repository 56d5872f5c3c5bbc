//! Syntax tree to checked plan: names, types, units and levels. Finds every problem, not only the first.

use super::plan::{Extreme, Plan, PlanAggregate, PlanKind, ValueType};
use super::problem::{Problem, ProblemKind, TypeName};
use super::scope::{ClassName, Field, FieldId, FieldKind, LevelId, Named, ProfileId, Rollup, Scope};
use super::syntax::{Aggregate, AggregateFunction, Arithmetic, Comparison, Expression, ExpressionKind, Function};
use crate::decimal::Fraction;
use crate::nearest::nearest;
use crate::unit::Unit;

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
}

/// Checks a formula and plans it.
pub(crate) fn check(expression: &Expression, scope: &Scope, context: Context, wanted: Wanted<'_>) -> Result<Plan, Vec<Problem>> {
    let mut checker = Checker {
        scope,
        problems: Vec::new(),
    };
    let checked = checker.expression(expression, context);
    if let Some(checked) = &checked {
        checker.result(expression, checked, wanted);
    }
    match checked {
        Some(checked) if checker.problems.is_empty() => {
            let plan = match wanted {
                Wanted::Number(unit) if checked.bare => adopt(checked.plan, unit).map_err(|()| vec![too_large(expression)])?,
                _ => checked.plan,
            };
            Ok(plan)
        }
        _ => Err(checker.problems),
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
    Problem::new(ProblemKind::UnitTooLarge { text: String::new() }, expression.start, expression.end)
}

/// Reads a number without a unit in this unit.
fn adopt(plan: Plan, unit: &Unit) -> Result<Plan, ()> {
    let value_type = ValueType::Number(unit.clone());
    let kind = match plan.kind {
        PlanKind::Literal(value) => PlanKind::Literal(value.multiply(unit.factor()).map_err(|_| ())?),
        kind => {
            let factor = Plan {
                kind: PlanKind::Literal(unit.factor().clone()),
                value_type: ValueType::Number(Unit::one()),
            };
            let value = Plan {
                kind,
                value_type: ValueType::Number(Unit::one()),
            };
            PlanKind::Arithmetic(Arithmetic::Multiply, Box::new(value), Box::new(factor))
        }
    };
    Ok(Plan { kind, value_type })
}

impl Checker<'_> {
    fn report(&mut self, kind: ProblemKind, place: &Expression) {
        self.problems.push(Problem::new(kind, place.start, place.end));
    }

    fn result(&mut self, expression: &Expression, checked: &Checked, wanted: Wanted<'_>) {
        match (wanted, &checked.plan.value_type) {
            (Wanted::Number(expected), ValueType::Number(found)) => {
                if !checked.bare && expected.dimension() != found.dimension() {
                    let kind = ProblemKind::ResultUnit {
                        expected: expected.to_string(),
                        found: found.to_string(),
                    };
                    self.report(kind, expression);
                }
            }
            (Wanted::Flag, ValueType::Flag) => {}
            (Wanted::Number(_), other) => self.report(
                ProblemKind::WrongType {
                    expected: TypeName::Number,
                    found: other.name(),
                },
                expression,
            ),
            (Wanted::Flag, other) => self.report(
                ProblemKind::WrongType {
                    expected: TypeName::Flag,
                    found: other.name(),
                },
                expression,
            ),
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
                self.report(
                    ProblemKind::WrongType {
                        expected: TypeName::Number,
                        found: other.name(),
                    },
                    expression,
                );
                None
            }
        }
    }

    fn flag(&mut self, expression: &Expression, context: Context) -> Option<Plan> {
        let checked = self.expression(expression, context)?;
        if checked.plan.value_type == ValueType::Flag {
            return Some(checked.plan);
        }
        self.report(
            ProblemKind::WrongType {
                expected: TypeName::Flag,
                found: checked.plan.value_type.name(),
            },
            expression,
        );
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
            Ok(unit) => match value.multiply(unit.factor()) {
                Ok(value) => Some(number(PlanKind::Literal(value), unit)),
                Err(_) => {
                    self.problems.push(too_large(expression));
                    None
                }
            },
            Err(error) => {
                let kind = ProblemKind::UnknownUnit {
                    text: text.to_owned(),
                    nearest: error.nearest().map(str::to_owned),
                };
                self.report(kind, expression);
                None
            }
        }
    }

    fn name(&mut self, expression: &Expression, name: &str, context: Context) -> MaybeChecked {
        match self.scope.names.get(name) {
            Some(Named::Field(id)) => {
                let id = *id;
                let field = self.scope.field(id)?;
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
            None if self.scope.ambiguous.contains(name) => {
                self.report(ProblemKind::AmbiguousName { name: name.to_owned() }, expression);
                None
            }
            None => {
                let nearest = nearest(name, self.scope.known_names());
                self.report(
                    ProblemKind::UnknownName {
                        name: name.to_owned(),
                        nearest,
                    },
                    expression,
                );
                None
            }
        }
    }

    /// Whether the field has a value where the formula is read.
    fn reachable(&mut self, expression: &Expression, field: &Field, context: Context) {
        let scope = self.scope;
        let text = || {
            (
                field.id.clone(),
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
            let nearest = nearest(key, self.scope.profile.iter().map(|known| known.id.as_str()));
            self.report(
                ProblemKind::UnknownProfileKey {
                    name: key.to_owned(),
                    nearest,
                },
                expression,
            );
        }
        found.map(ProfileId)
    }

    fn profile_flag(&mut self, expression: &Expression, key: &str) -> MaybeChecked {
        let id = self.profile_key(expression, key)?;
        if self.scope.profile.get(id.0)?.values.is_empty() {
            return Some(flag(PlanKind::ProfileFlag(id)));
        }
        self.report(
            ProblemKind::WrongType {
                expected: TypeName::Flag,
                found: TypeName::Class,
            },
            expression,
        );
        None
    }

    fn arithmetic(
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
                match adopt(part.plan, &unit) {
                    Ok(plan) => plans.push(plan),
                    Err(()) => {
                        self.problems.push(too_large(place));
                        fits = false;
                    }
                }
            } else if part.plan.unit().dimension() == unit.dimension() {
                plans.push(part.plan);
            } else {
                let kind = ProblemKind::UnitClash {
                    operation,
                    left: unit.to_string(),
                    right: part.plan.unit().to_string(),
                };
                let problem = Problem::new(kind, place.start, place.end);
                self.problems
                    .push(first_place.map_or(problem.clone(), |(start, end)| problem.against(start, end)));
                fits = false;
            }
        }
        fits.then_some((plans, unit))
    }

    fn compare(&mut self, operator: Comparison, left: &Expression, right: &Expression, context: Context) -> MaybeChecked {
        let equality = matches!(operator, Comparison::Equal | Comparison::NotEqual);
        if equality && self.is_class(left) {
            let inside = self.membership(left, std::slice::from_ref(right), context)?;
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

    fn is_class(&self, expression: &Expression) -> bool {
        match &expression.kind {
            ExpressionKind::Name(name) => self.class_field(name).is_some(),
            ExpressionKind::Profile(key) => self
                .scope
                .profile
                .iter()
                .any(|known| (known.id == *key || known.name.zh == *key) && !known.values.is_empty()),
            _ => false,
        }
    }

    fn class_field(&self, name: &str) -> Option<(FieldId, &[ClassName])> {
        let Some(Named::Field(id)) = self.scope.names.get(name) else {
            return None;
        };
        match &self.scope.field(*id)?.kind {
            FieldKind::Class(values) => Some((*id, values)),
            _ => None,
        }
    }

    fn membership(&mut self, value: &Expression, list: &[Expression], context: Context) -> MaybeChecked {
        let scope = self.scope;
        match &value.kind {
            ExpressionKind::Name(name) => {
                self.name(value, name, context)?;
                let Some(Named::Field(id)) = scope.names.get(name) else {
                    return None;
                };
                let FieldKind::Class(values) = &scope.field(*id)?.kind else {
                    self.report(
                        ProblemKind::WrongType {
                            expected: TypeName::Class,
                            found: TypeName::Number,
                        },
                        value,
                    );
                    return None;
                };
                let indices = self.class_values(name, values, list)?;
                Some(flag(PlanKind::ClassIn(*id, indices)))
            }
            ExpressionKind::Profile(key) => {
                let id = self.profile_key(value, key)?;
                let values = &scope.profile.get(id.0)?.values;
                if values.is_empty() {
                    self.report(
                        ProblemKind::WrongType {
                            expected: TypeName::Class,
                            found: TypeName::Flag,
                        },
                        value,
                    );
                    return None;
                }
                let indices = self.class_values(key, values, list)?;
                Some(flag(PlanKind::ProfileIn(id, indices)))
            }
            _ => {
                self.report(
                    ProblemKind::WrongType {
                        expected: TypeName::Class,
                        found: TypeName::Number,
                    },
                    value,
                );
                None
            }
        }
    }

    fn class_values(&mut self, item: &str, values: &[ClassName], list: &[Expression]) -> Option<Vec<usize>> {
        let mut indices = Vec::with_capacity(list.len());
        for expression in list {
            let name = match &expression.kind {
                ExpressionKind::Name(name) => name.clone(),
                ExpressionKind::Number { value, unit: None } => value.to_string(),
                _ => {
                    self.report(
                        ProblemKind::WrongType {
                            expected: TypeName::Class,
                            found: TypeName::Number,
                        },
                        expression,
                    );
                    continue;
                }
            };
            if let Some(index) = values.iter().position(|value| value.is(&name)) {
                indices.push(index);
            } else {
                let nearest = nearest(&name, values.iter().flat_map(|value| [value.id.as_str(), value.name.zh.as_str()]));
                self.report(
                    ProblemKind::UnknownClassValue {
                        name,
                        item: item.to_owned(),
                        nearest,
                    },
                    expression,
                );
            }
        }
        (indices.len() == list.len()).then_some(indices)
    }

    fn numbers(&mut self, operation: &'static str, arguments: &[Expression], context: Context) -> Option<(Vec<Plan>, Unit, bool)> {
        let parts: Vec<MaybeChecked> = arguments.iter().map(|argument| self.number(argument, context)).collect();
        let parts: Vec<Checked> = parts.into_iter().collect::<Option<_>>()?;
        let bare = parts.iter().all(|part| part.bare);
        let places: Vec<&Expression> = arguments.iter().collect();
        let (plans, unit) = self.same_unit(operation, &places, parts)?;
        Some((plans, unit, bare))
    }

    fn call(&mut self, place: &Expression, function: Function, arguments: &[Expression], context: Context) -> MaybeChecked {
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
                let flags = arguments.iter().all(|argument| self.is_flag(argument));
                if flags {
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

    /// Whether an expression is a flag by its form; used to choose the message for mixed arguments.
    fn is_flag(&self, expression: &Expression) -> bool {
        match &expression.kind {
            ExpressionKind::Flag(_)
            | ExpressionKind::Compare(..)
            | ExpressionKind::And(_)
            | ExpressionKind::Or(_)
            | ExpressionKind::Not(_)
            | ExpressionKind::In(..)
            | ExpressionKind::Profile(_) => true,
            ExpressionKind::Name(name) => match self.scope.names.get(name) {
                Some(Named::Field(id)) => matches!(self.scope.field(*id).map(|field| &field.kind), Some(FieldKind::Flag)),
                _ => false,
            },
            ExpressionKind::Aggregate(aggregate) => matches!(aggregate.function, AggregateFunction::Any | AggregateFunction::All),
            _ => false,
        }
    }

    fn aggregate(&mut self, place: &Expression, aggregate: &Aggregate, context: Context) -> MaybeChecked {
        let table = self.table(aggregate);
        let inner = Context {
            level: table.unwrap_or(context.level),
            upward: false,
        };
        if let Some(table) = table
            && table != context.level
            && !self.scope.is_below(table, context.level)
        {
            let kind = ProblemKind::HigherLevelTable {
                table: self.scope.level_name(table).to_owned(),
                context: self.scope.level_name(context.level).to_owned(),
            };
            self.problems.push(Problem::new(kind, aggregate.table_start, aggregate.table_end));
        }
        // Without the table nothing can be said of the names inside.
        let table = table?;
        let condition = aggregate.condition.as_ref().map(|condition| self.flag(condition, inner));
        let value = aggregate.value.as_ref().map(|value| self.number(value, inner));
        let weight = aggregate.weight.as_ref().map(|weight| self.number(weight, inner));
        let condition = match condition {
            Some(None) => return None,
            other => other.flatten(),
        };
        let value = match value {
            Some(None) => return None,
            other => other.flatten(),
        };
        let weight = match weight {
            Some(None) => return None,
            other => other.flatten(),
        };
        let bare = value.as_ref().is_some_and(|value| value.bare);
        let value_unit = value.as_ref().map(|value| value.plan.unit());
        let value_type = match aggregate.function {
            AggregateFunction::Count => ValueType::Number(self.scope.level(table)?.unit.clone()),
            AggregateFunction::Share => ValueType::Number(Unit::one()),
            AggregateFunction::Any | AggregateFunction::All => ValueType::Flag,
            _ => ValueType::Number(value_unit?),
        };
        let planned = self.scope.aggregates.get();
        self.scope.aggregates.set(planned.saturating_add(1));
        let plan = PlanAggregate {
            number: planned,
            written: place.clone(),
            function: aggregate.function,
            table,
            condition,
            value: value.map(|value| value.plan),
            weight: weight.map(|weight| weight.plan),
        };
        Some(Checked {
            plan: Plan {
                kind: PlanKind::Aggregate(Box::new(plan)),
                value_type,
            },
            bare,
        })
    }

    fn table(&mut self, aggregate: &Aggregate) -> Option<LevelId> {
        if let Some(Named::Level(level)) = self.scope.names.get(&aggregate.table) {
            return Some(*level);
        }
        let mut tables: Vec<&str> = self.scope.known_names();
        tables.retain(|name| matches!(self.scope.names.get(*name), Some(Named::Level(_))));
        let nearest = nearest(&aggregate.table, tables);
        let kind = ProblemKind::UnknownTable {
            name: aggregate.table.clone(),
            nearest,
        };
        self.problems.push(Problem::new(kind, aggregate.table_start, aggregate.table_end));
        None
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
    let digits: i32 = if value.fract().is_zero() {
        i32::try_from(value.mantissa()).ok()?
    } else {
        return None;
    };
    (digits <= 12).then(|| digits.checked_mul(sign)).flatten()
}
