//! Rules that depend on each other: in a circle, or over too many steps.

use super::Compiler;
use crate::catalogue::outline::Word;
use crate::diagnostic::{Code, Diagnostic, LabelText};
use crate::formula::{Field, FieldId, Plan, Scope};
use crate::span::Span;

/// Most steps, one inside the other, of a rule and the rules that it rests on. A value is read and explained by recursion over them, also on
/// the small stack of a browser.
const MAXIMUM_STEPS: usize = 64;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    /// Its steps and those of what it rests on.
    Done(usize),
}

/// What is known of every field.
pub(super) struct Steps(Vec<Mark>);

impl Steps {
    fn mark(&self, id: FieldId) -> Mark {
        self.0.get(id.0).copied().unwrap_or(Mark::Done(0))
    }

    fn set(&mut self, id: FieldId, to: Mark) {
        if let Some(mark) = self.0.get_mut(id.0) {
            *mark = to;
        }
    }

    /// The most steps that a plan rests on, without its own.
    fn below(&self, plan: &Plan) -> usize {
        let steps = plan.fields().into_iter().map(|id| match self.mark(id) {
            Mark::Done(steps) => steps,
            Mark::New | Mark::Open => 0,
        });
        steps.max().unwrap_or(0)
    }
}

/// A field whose dependencies are being visited.
struct Visit {
    id: FieldId,
    dependencies: std::vec::IntoIter<FieldId>,
    /// Steps of its own rules, and of the deepest dependency so far.
    own: usize,
    below: usize,
}

impl Visit {
    fn new(id: FieldId, field: &Field) -> Self {
        let rules = || [&field.derivation, &field.applies_when].into_iter().flatten();
        let dependencies: Vec<FieldId> = rules().flat_map(Plan::fields).collect();
        Self {
            id,
            dependencies: dependencies.into_iter(),
            own: rules().map(Plan::height).max().unwrap_or(0),
            below: 0,
        }
    }
}

impl Compiler<'_, '_> {
    /// Reports each circle of derived fields, and each field by whose rule the steps become too many.
    pub(super) fn circles(&mut self, scope: &Scope) -> Steps {
        let mut steps = Steps(vec![Mark::New; scope.fields.len()]);
        for (index, field) in scope.fields.iter().enumerate() {
            if steps.mark(FieldId(index)) == Mark::New {
                self.visit(Visit::new(FieldId(index), field), scope, &mut steps);
            }
        }
        steps
    }

    /// Visits what a field rests on. The path is kept in a list and not on the stack, since it may be as long as there are fields.
    fn visit(&mut self, first: Visit, scope: &Scope, steps: &mut Steps) {
        steps.set(first.id, Mark::Open);
        let mut path = vec![first];
        while let Some(visit) = path.last_mut() {
            if let Some(id) = visit.dependencies.next() {
                match (steps.mark(id), scope.field(id)) {
                    (Mark::New, Some(field)) => {
                        steps.set(id, Mark::Open);
                        path.push(Visit::new(id, field));
                    }
                    (Mark::Done(below), _) => visit.below = visit.below.max(below),
                    (Mark::Open, _) => self.circle(id, &path, scope),
                    (Mark::New, None) => {}
                }
                continue;
            }
            let Some(done) = path.pop() else { return };
            let total = done.own.saturating_add(done.below);
            steps.set(done.id, Mark::Done(total));
            if let Some(above) = path.last_mut() {
                above.below = above.below.max(total);
            }
            if done.own > 0
                && total > MAXIMUM_STEPS
                && done.below <= MAXIMUM_STEPS
                && let Some(field) = scope.field(done.id)
            {
                self.too_many_steps(&field.id, self.rule_span(done.id, &field.id));
            }
        }
    }

    fn circle(&mut self, id: FieldId, path: &[Visit], scope: &Scope) {
        let start = path.iter().position(|visit| visit.id == id).unwrap_or_default();
        let ids: Vec<FieldId> = path.iter().skip(start).map(|visit| visit.id).collect();
        let name = |id: &FieldId| scope.field(*id).map_or("", |field| &*field.id);
        let names: Vec<&str> = ids.iter().chain([&id]).map(name).collect();
        let mut problem = Diagnostic::new(Code::CatalogueCycle).with("path", names.join(" → "));
        for (index, id) in ids.iter().enumerate() {
            let text = if index == 0 { LabelText::Here } else { LabelText::DependsOn };
            problem = problem.label_if(self.rule_span(*id, name(id)), text);
        }
        self.report(problem);
    }

    /// Reports an indicator whose formula, with all rules that it rests on, has too many steps.
    pub(super) fn steps(&mut self, id: &str, formula: &Word<'_>, plan: &Plan, steps: &Steps) {
        let below = steps.below(plan);
        if below <= MAXIMUM_STEPS && below.saturating_add(plan.height()) > MAXIMUM_STEPS {
            self.too_many_steps(id, formula.span);
        }
    }

    fn too_many_steps(&mut self, id: &str, span: Option<Span>) {
        let problem = Diagnostic::new(Code::CatalogueRulesTooDeep).with("id", id);
        self.report(problem.with("limit", MAXIMUM_STEPS).label_if(span, LabelText::Here));
    }

    /// Where the rule of a field is written; where the field is declared, if that is not known.
    fn rule_span(&self, id: FieldId, name: &str) -> Option<Span> {
        let rule = self.rules.get(&id).and_then(|spans| spans.first());
        rule.copied().or_else(|| self.declared(name))
    }
}
