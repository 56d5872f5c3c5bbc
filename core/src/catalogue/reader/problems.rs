//! What was found wrong during one reading, and what was set aside because of it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, LabelText, Span, by_place};

use super::MAXIMUM_PROBLEMS;

/// Values that may be visited in reading entries once more. An entry is read again after each of its problems, which a hostile file
/// could make quadratic.
const MAXIMUM_VISITS: u64 = 4_000_000;

/// Collects problems. Shared by everything that reads, so its fields are cells.
#[derive(Debug, Default)]
pub(super) struct Problems {
    list: RefCell<Vec<Diagnostic>>,
    more: Cell<bool>,
    nodes: Cell<u32>,
    visits: Cell<u64>,
    repeated_visits: Cell<u64>,
    set_aside: RefCell<BTreeSet<u32>>,
    absent: RefCell<BTreeMap<u32, Absent>>,
}

/// Required keys that a table lacks.
#[derive(Debug)]
struct Absent {
    keys: Vec<&'static str>,
    span: Span,
    path: String,
}

impl Problems {
    pub(super) fn report(&self, problem: Diagnostic) {
        let mut list = self.list.borrow_mut();
        if list.len() < MAXIMUM_PROBLEMS {
            list.push(problem);
        } else {
            self.more.set(true);
        }
    }

    /// All problems, by place in the texts; those without a span come first.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut list = self.list.into_inner();
        by_place(&mut list);
        if self.more.get() {
            list.push(Diagnostic::new(Code::FileTooManyProblems).with("limit", MAXIMUM_PROBLEMS));
        }
        list
    }

    pub(super) fn next_node(&self) -> u32 {
        let id = self.nodes.get();
        self.nodes.set(id.saturating_add(1));
        id
    }

    /// Marks a value so that the next attempt does without it. `false` when it was marked before.
    pub(super) fn set_aside(&self, node: u32) -> bool {
        self.set_aside.borrow_mut().insert(node)
    }

    pub(super) fn is_set_aside(&self, node: u32) -> bool {
        self.set_aside.borrow().contains(&node)
    }

    /// Notes that a table lacks a required key, so that the next attempt makes one up.
    pub(super) fn note_absent(&self, table: u32, key: &'static str, place: impl FnOnce() -> (Span, String)) {
        let mut absent = self.absent.borrow_mut();
        let noted = absent.entry(table).or_insert_with(|| {
            let (span, path) = place();
            Absent {
                keys: Vec::new(),
                span,
                path,
            }
        });
        noted.keys.push(key);
    }

    pub(super) fn absent(&self, table: u32) -> Vec<&'static str> {
        self.absent
            .borrow()
            .get(&table)
            .map(|absent| absent.keys.clone())
            .unwrap_or_default()
    }

    /// Ends an entry: reports the keys that are missing, all of a table together, and forgets what was set aside.
    pub(super) fn end_entry(&self) {
        self.set_aside.borrow_mut().clear();
        for absent in std::mem::take(&mut *self.absent.borrow_mut()).into_values() {
            let keys: Vec<String> = absent.keys.iter().map(|key| format!("`{key}`")).collect();
            let problem = Diagnostic::new(Code::FileMissingKey).with_words("keys", keys.join("、"), keys.join(", "));
            self.report(problem.label(absent.span, LabelText::InThisTable).field(absent.path));
        }
    }

    pub(super) fn visit(&self) {
        self.visits.set(self.visits.get().saturating_add(1));
    }

    pub(super) fn visits(&self) -> u64 {
        self.visits.get()
    }

    /// Whether an entry may be read once more after an attempt that began at the given count of visits.
    pub(super) fn may_repeat(&self, since: u64) -> bool {
        let repeated = self.repeated_visits.get().saturating_add(self.visits.get().saturating_sub(since));
        self.repeated_visits.set(repeated);
        if repeated > MAXIMUM_VISITS {
            self.more.set(true);
        }
        !self.more.get()
    }
}
