//! Class values and what they are held against.

use super::{Checker, Context, MaybeChecked, flag};
use crate::formula::plan::PlanKind;
use crate::formula::problem::{ProblemKind, TypeName};
use crate::formula::scope::{ClassName, FieldKind, Named};
use crate::formula::syntax::{Expression, ExpressionKind};
use crate::nearest::nearest;

impl Checker<'_> {
    /// Whether an expression is the name of a class. An unknown profile key is taken for one, so that only the key is reported.
    pub(super) fn is_class(&self, expression: &Expression) -> bool {
        match &expression.kind {
            ExpressionKind::Name(name) => match self.scope.names.get(name.as_str()) {
                Some(Named::Field(id)) => matches!(self.scope.field(*id).map(|field| &field.kind), Some(FieldKind::Class(_))),
                _ => false,
            },
            ExpressionKind::Profile(key) => {
                let known = self.scope.profile.iter().find(|known| known.id == *key || known.name.zh == *key);
                known.is_none_or(|known| !known.values.is_empty())
            }
            _ => false,
        }
    }

    pub(super) fn membership(&mut self, value: &Expression, list: &[Expression], context: Context) -> MaybeChecked {
        let scope = self.scope;
        if let ExpressionKind::Profile(key) = &value.kind {
            let id = self.profile_key(value, key)?;
            let values = &scope.profile.get(id.0)?.values;
            if values.is_empty() {
                self.wrong_type(TypeName::Class, TypeName::Flag, value);
                return None;
            }
            let indices = self.class_values(key, values, list)?;
            return Some(flag(PlanKind::ProfileIn(id, indices)));
        }
        let checked = self.expression(value, context)?;
        let field = match checked.plan.kind {
            PlanKind::Field(id) => scope.field(id).map(|field| (id, field)),
            _ => None,
        };
        let Some((id, field, values)) = field.and_then(|(id, field)| match &field.kind {
            FieldKind::Class(values) => Some((id, field, values)),
            FieldKind::Measure(_) | FieldKind::Flag => None,
        }) else {
            self.wrong_type(TypeName::Class, checked.plan.value_type.name(), value);
            return None;
        };
        let indices = self.class_values(&field.id, values, list)?;
        Some(flag(PlanKind::ClassIn(id, indices)))
    }

    fn class_values(&mut self, item: &str, values: &[ClassName], list: &[Expression]) -> Option<Vec<usize>> {
        let mut indices = Vec::with_capacity(list.len());
        for expression in list {
            let name = match &expression.kind {
                ExpressionKind::Name(name) => name.clone(),
                ExpressionKind::Number { value, unit: None } => value.to_string(),
                ExpressionKind::Number { .. } => {
                    self.wrong_type(TypeName::Class, TypeName::Number, expression);
                    continue;
                }
                _ => {
                    self.wrong_type(TypeName::Class, TypeName::Flag, expression);
                    continue;
                }
            };
            if let Some(index) = values.iter().position(|value| value.is(&name)) {
                indices.push(index);
            } else {
                let nearest = nearest(&name, values.iter().flat_map(|value| [&*value.id, &*value.name.zh]));
                let (item, known) = (item.to_owned(), values.iter().map(|value| value.id.to_string()).collect());
                self.report(
                    ProblemKind::UnknownClassValue {
                        name,
                        item,
                        known,
                        nearest,
                    },
                    expression,
                );
            }
        }
        (indices.len() == list.len()).then_some(indices)
    }
}
