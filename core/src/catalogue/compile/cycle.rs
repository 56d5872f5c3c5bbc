//! Rules that depend on each other in a circle.

use super::Compiler;
use crate::catalogue::primitive::Located;
use crate::diagnostic::Code;
use crate::formula::{FieldId, Scope};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

impl Compiler<'_> {
    /// Reports each circle of derived fields once.
    pub(super) fn circles(&mut self, scope: &Scope) {
        let mut marks = vec![Mark::New; scope.fields.len()];
        for index in 0..scope.fields.len() {
            let mut path = Vec::new();
            self.visit(FieldId(index), scope, &mut marks, &mut path);
        }
    }

    fn visit(&mut self, id: FieldId, scope: &Scope, marks: &mut [Mark], path: &mut Vec<FieldId>) {
        let (Some(mark), Some(field)) = (marks.get(id.0).copied(), scope.field(id)) else {
            return;
        };
        match mark {
            Mark::Done => return,
            Mark::Open => {
                let start = path.iter().position(|open| *open == id).unwrap_or_default();
                let names: Vec<&str> = path
                    .iter()
                    .skip(start)
                    .chain([&id])
                    .filter_map(|open| scope.field(*open))
                    .map(|field| field.id.as_str())
                    .collect();
                let place = self.declared(&field.id);
                self.report(Self::at(Code::CatalogueCycle, &place).with("path", names.join(" → ")));
                return;
            }
            Mark::New => {}
        }
        if let Some(mark) = marks.get_mut(id.0) {
            *mark = Mark::Open;
        }
        path.push(id);
        let next: Vec<FieldId> = [&field.derivation, &field.applies_when]
            .into_iter()
            .flatten()
            .flat_map(crate::formula::Plan::fields)
            .collect();
        for dependency in next {
            self.visit(dependency, scope, marks, path);
        }
        path.pop();
        if let Some(mark) = marks.get_mut(id.0) {
            *mark = Mark::Done;
        }
    }

    /// Where an item or check is declared.
    fn declared(&self, id: &str) -> Located<String> {
        let items = self.document.items.iter().map(|item| &item.id);
        let checks = self
            .document
            .indicators
            .iter()
            .flat_map(|indicator| indicator.checks.iter().map(|check| &check.id));
        items.chain(checks).find(|known| known.value == id).cloned().unwrap_or_default()
    }
}
