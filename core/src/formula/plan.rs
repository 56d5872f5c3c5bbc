//! The checked form of a formula: names resolved, units and levels known. Both readings work on it.

use super::problem::TypeName;
use super::scope::{FieldId, LevelId, ProfileId};
use super::syntax::{AggregateFunction, Arithmetic, Comparison};
use super::written::Written;
use crate::decimal::Fraction;
use crate::unit::Unit;

/// A checked formula or a part of one. Numbers inside are in coherent base units; `unit` says how to show them.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) kind: PlanKind,
    pub(crate) value_type: ValueType,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ValueType {
    Number(Unit),
    Flag,
    Class,
}

impl ValueType {
    pub(crate) const fn name(&self) -> TypeName {
        match self {
            Self::Number(_) => TypeName::Number,
            Self::Flag => TypeName::Flag,
            Self::Class => TypeName::Class,
        }
    }
}

/// One step of a checked formula.
#[derive(Clone, Debug)]
pub(crate) enum PlanKind {
    Literal(Fraction),
    Flag(bool),
    Field(FieldId),
    ProfileFlag(ProfileId),
    ProfileIn(ProfileId, Vec<usize>),
    Negate(Box<Plan>),
    Arithmetic(Arithmetic, Box<Plan>, Box<Plan>),
    Compare(Comparison, Box<Plan>, Box<Plan>),
    And(Vec<Plan>),
    Or(Vec<Plan>),
    Not(Box<Plan>),
    /// The class field's value is one of these (indices into its values).
    ClassIn(FieldId, Vec<usize>),
    Extreme(Extreme, Vec<Plan>),
    Absolute(Box<Plan>),
    Round(Box<Plan>, i32),
    If(Box<Plan>, Box<Plan>, Box<Plan>),
    Coalesce(Vec<Plan>),
    Previous(Box<Plan>),
    Aggregate(Box<PlanAggregate>),
}

/// Smallest or largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extreme {
    Min,
    Max,
}

/// A function over the rows of a table that belong to an area.
#[derive(Clone, Debug)]
pub(crate) struct PlanAggregate {
    /// Number of this aggregate in its catalogue.
    pub(crate) number: usize,
    /// As it was written, for the trace.
    pub(crate) written: Written,
    pub(crate) function: AggregateFunction,
    pub(crate) table: LevelId,
    pub(crate) condition: Option<Plan>,
    pub(crate) value: Option<Plan>,
    pub(crate) weight: Option<Plan>,
}

impl Plan {
    /// Unit of a number; the unit one for anything else.
    pub(crate) fn unit(&self) -> Unit {
        match &self.value_type {
            ValueType::Number(unit) => unit.clone(),
            ValueType::Flag | ValueType::Class => Unit::one(),
        }
    }

    /// The direct parts.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Self> {
        let (single, listed): ([Option<&Self>; 3], &[Self]) = match &self.kind {
            PlanKind::Literal(_)
            | PlanKind::Flag(_)
            | PlanKind::Field(_)
            | PlanKind::ProfileFlag(_)
            | PlanKind::ProfileIn(..)
            | PlanKind::ClassIn(..) => ([None; 3], &[]),
            PlanKind::Negate(part)
            | PlanKind::Not(part)
            | PlanKind::Absolute(part)
            | PlanKind::Round(part, _)
            | PlanKind::Previous(part) => ([Some(part), None, None], &[]),
            PlanKind::Arithmetic(_, left, right) | PlanKind::Compare(_, left, right) => ([Some(left), Some(right), None], &[]),
            PlanKind::If(condition, then, otherwise) => ([Some(condition), Some(then), Some(otherwise)], &[]),
            PlanKind::And(parts) | PlanKind::Or(parts) | PlanKind::Extreme(_, parts) | PlanKind::Coalesce(parts) => ([None; 3], parts),
            PlanKind::Aggregate(aggregate) => {
                let parts = [&aggregate.condition, &aggregate.value, &aggregate.weight];
                (parts.map(Option::as_ref), &[])
            }
        };
        single.into_iter().flatten().chain(listed)
    }

    /// Steps, one inside the other.
    pub(crate) fn height(&self) -> usize {
        let below = self.parts().map(Self::height).max();
        below.unwrap_or(0).saturating_add(1)
    }

    /// Every field that is read, in the order of the text, each once.
    pub(crate) fn fields(&self) -> Vec<FieldId> {
        let mut found = Vec::new();
        self.collect_fields(&mut found);
        found
    }

    fn collect_fields(&self, found: &mut Vec<FieldId>) {
        if let PlanKind::Field(field) | PlanKind::ClassIn(field, _) = self.kind
            && !found.contains(&field)
        {
            found.push(field);
        }
        for part in self.parts() {
            part.collect_fields(found);
        }
    }
}
