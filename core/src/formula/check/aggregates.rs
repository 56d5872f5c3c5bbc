//! Functions over the rows of a table.

use std::sync::atomic::Ordering;

use super::{Checked, Checker, Context, MaybeChecked};
use crate::formula::plan::{Plan, PlanAggregate, PlanKind, ValueType};
use crate::formula::problem::{Problem, ProblemKind};
use crate::formula::scope::{LevelId, Named};
use crate::formula::syntax::{Aggregate, AggregateFunction, Expression};
use crate::unit::Unit;

impl Checker<'_> {
    pub(super) fn aggregate(&mut self, place: &Expression, aggregate: &Aggregate, context: Context) -> MaybeChecked {
        // Without the table nothing can be said of the names inside.
        let table = self.table(aggregate)?;
        let inner = Context {
            level: table,
            upward: false,
        };
        let condition = aggregate.condition.as_ref().map(|condition| self.flag(condition, inner));
        let value = aggregate.value.as_ref().map(|value| self.number(value, inner));
        let weight = aggregate.weight.as_ref().map(|weight| self.number(weight, inner));
        if table != context.level && !self.scope.is_below(table, context.level) {
            let kind = ProblemKind::HigherLevelTable {
                table: aggregate.table.clone(),
                context: self.scope.level_name(context.level).to_owned(),
            };
            self.problems.push(Problem::new(kind, aggregate.table_start, aggregate.table_end));
            return None;
        }
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
        let planned = self.scope.aggregates.fetch_add(1, Ordering::Relaxed);
        let plan = PlanAggregate {
            number: planned,
            written: self.written.part(place),
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
        if let Some(Named::Level(level)) = self.scope.names.get(aggregate.table.as_str()) {
            return Some(*level);
        }
        let nearest = self.scope.nearest(&aggregate.table, |named| matches!(named, Named::Level(_)));
        let kind = ProblemKind::UnknownTable {
            name: aggregate.table.clone(),
            nearest,
        };
        self.problems.push(Problem::new(kind, aggregate.table_start, aggregate.table_end));
        None
    }
}
