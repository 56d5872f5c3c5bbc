//! Where a catalogue finds the catalogues that it extends or uses, and how problems of putting them together are told.

use super::Catalogue;
use super::builtin;
use super::compose::{Composed, EntryKind, Library, Owner, Problem, ProblemKind, compose};
use super::document::CatalogueDocument;
use super::reader::{MAXIMUM_ENTRIES, MAXIMUM_PROBLEMS, read_without_places};
use crate::diagnostic::{Code, Diagnostic, LabelText};

/// Puts a document together with the built-in catalogues that it names, and lays it upon `base` where there is one.
pub(super) fn compose_with(document: CatalogueDocument, base: Option<&Catalogue>) -> Composed {
    let library = Library {
        ids: builtin::ids().map(str::to_owned).collect(),
        read: &|id| {
            let of_base = base.filter(|base| base.id() == id).map(without_places);
            of_base.or_else(|| builtin::find(id).and_then(builtin::Builtin::document))
        },
    };
    compose(document, base.map(without_places), &library)
}

/// The document of a catalogue, whose places are in texts that are not at hand any longer.
fn without_places(catalogue: &Catalogue) -> CatalogueDocument {
    let document = catalogue.document();
    // The header of a file was written there; that of an embedded catalogue nowhere.
    let is_embedded = document.catalogue.as_ref().is_some_and(|header| header.id.span.is_none());
    let embedded = builtin::find(catalogue.id()).filter(|_| is_embedded);
    embedded.and_then(builtin::Builtin::document).unwrap_or_else(|| {
        // What this library writes it reads; a clone would be a third piece of code for every type.
        let written = serde_json::to_string(document).unwrap_or_default();
        read_without_places(&written)
    })
}

/// What was wrong, as it is told to the writer of the files.
pub(super) fn problems(composed: &Composed) -> Vec<Diagnostic> {
    let mut problems: Vec<Diagnostic> = composed.problems.iter().take(MAXIMUM_PROBLEMS).map(diagnostic).collect();
    if composed.problems.len() > MAXIMUM_PROBLEMS {
        problems.push(Diagnostic::new(Code::FileTooManyProblems).with("limit", MAXIMUM_PROBLEMS));
    }
    let document = &composed.document;
    let lists = [
        ("item", document.items.len()),
        ("indicator", document.indicators.len()),
        ("level", document.levels.len()),
        ("unit", document.units.len()),
        ("term", document.terms.len()),
        ("profile_key", document.profile_keys.len()),
        ("dimension", document.dimensions.len()),
        ("remark", document.remarks.len()),
    ];
    for (key, count) in lists.into_iter().filter(|(_, count)| *count > MAXIMUM_ENTRIES) {
        let problem = Diagnostic::new(Code::FileTooManyEntries).with("key", key).with("count", count);
        problems.push(problem.with("limit", MAXIMUM_ENTRIES));
    }
    problems
}

/// Words for an entry of another catalogue, which has no place in a text.
fn owner(owner: &Owner) -> (String, String) {
    let (chinese, english) = match owner.kind {
        EntryKind::Unit => ("单位", "unit"),
        EntryKind::Level => ("层级", "level"),
        EntryKind::Dimension => ("分项", "dimension"),
        EntryKind::ProfileKey => ("城市属性", "profile key"),
        EntryKind::Term => ("词条", "term"),
        EntryKind::Item => ("数据项", "item"),
        EntryKind::Indicator => ("指标", "indicator"),
        EntryKind::Check => ("体检内容", "checklist item"),
    };
    let number = owner.number.filter(|_| owner.kind == EntryKind::Indicator);
    let number = number.map(|number| format!(" {number}")).unwrap_or_default();
    let (id, catalogue) = (&owner.id, &owner.catalogue);
    (
        format!(" `{catalogue}` 的{chinese}{number} `{id}`"),
        format!("the {english}{number} `{id}` of `{catalogue}`"),
    )
}

fn with_owner(problem: Diagnostic, name: &'static str, entry: &Owner) -> Diagnostic {
    let (chinese, english) = owner(entry);
    problem.with_words(name, chinese, english)
}

fn diagnostic(problem: &Problem) -> Diagnostic {
    let (found, other) = message(&problem.kind);
    found
        .label_if(problem.span, LabelText::Here)
        .label_if(problem.other, other)
        .suggest(problem.suggestion.as_deref())
}

/// The message, and what the second place is to the first.
fn message(kind: &ProblemKind) -> (Diagnostic, LabelText) {
    let new = Diagnostic::new;
    match kind {
        ProblemKind::UnknownCatalogue { id, known } => (new(Code::CatalogueUnknown).with("id", id).with("known", known), LabelText::Here),
        ProblemKind::Circular { path } => (new(Code::CatalogueCircular).with("path", path), LabelText::Here),
        ProblemKind::TooDeep { id, limit } => (
            new(Code::CatalogueExtendsTooDeep).with("id", id).with("limit", limit),
            LabelText::Here,
        ),
        ProblemKind::TooManyUses { count, limit } => {
            let problem = new(Code::FileTooManyEntries).with("key", "uses").with("count", count);
            (problem.with("limit", limit), LabelText::Here)
        }
        ProblemKind::OtherBase { named, base } => (
            new(Code::CatalogueOtherBase).with("named", named).with("base", base),
            LabelText::Here,
        ),
        ProblemKind::NothingExtended { key } => (new(Code::CatalogueNothingExtended).with("key", key), LabelText::Here),
        ProblemKind::KeepAndOmit => (new(Code::CatalogueKeepAndOmit), LabelText::FirstHere),
        ProblemKind::UnknownIndicator { catalogue, id } => {
            let problem = new(Code::CatalogueUnknownIndicator).with("catalogue", catalogue);
            (problem.with("id", id), LabelText::Here)
        }
        ProblemKind::UnknownItem { catalogue, id } => {
            let problem = new(Code::CatalogueUnknownItem).with("catalogue", catalogue);
            (problem.with("id", id), LabelText::Here)
        }
        ProblemKind::UnknownRequirement { indicator, id, known } => {
            let problem = new(Code::CatalogueUnknownRequirement).with("indicator", indicator);
            (problem.with("id", id).with("known", known), LabelText::Here)
        }
        ProblemKind::NamedTwice { id } => (new(Code::CatalogueNamedTwice).with("id", id), LabelText::FirstHere),
        ProblemKind::LeftOut { id } => (new(Code::CatalogueLeftOut).with("id", id), LabelText::DecidedHere),
        ProblemKind::OwnIndicator { id } => (new(Code::CatalogueOwnIndicator).with("id", id), LabelText::DeclaredHere),
        ProblemKind::StillNeeded { id, left_out, reader } => {
            let problem = with_owner(new(Code::CatalogueStillNeeded).with("id", id), "owner", left_out);
            (with_owner(problem, "reader", reader), LabelText::Here)
        }
        ProblemKind::IndicatorTaken { text, is_name, owner } => {
            let what = if *is_name { ("名称", "name") } else { ("标识", "id") };
            let problem = new(Code::CatalogueIndicatorTaken)
                .with("text", text)
                .with_words("what", what.0, what.1);
            (with_owner(problem.with("id", &owner.id), "owner", owner), LabelText::UsedHere)
        }
        ProblemKind::IdTaken { id, owner } => {
            let problem = new(Code::CatalogueIdTaken).with("id", id);
            (with_owner(problem, "owner", owner), LabelText::UsedHere)
        }
        ProblemKind::NameTaken { name, owner } => {
            let problem = new(Code::CatalogueNameTaken).with("name", name);
            (with_owner(problem, "owner", owner), LabelText::UsedHere)
        }
        ProblemKind::NumberTaken { number, owner, free } => {
            let problem = new(Code::CatalogueNumberTaken).with("number", number).with("free", free);
            (with_owner(problem, "owner", owner), LabelText::UsedHere)
        }
        ProblemKind::DefinedDifferently { id, left, right } => {
            let problem = with_owner(new(Code::CatalogueDefinedDifferently).with("id", id), "left", left);
            (with_owner(problem, "right", right), LabelText::UsedHere)
        }
        ProblemKind::LevelWithoutPlace { id } => (new(Code::CatalogueLevelWithoutPlace).with("id", id), LabelText::Here),
        ProblemKind::UnknownLevel { id } => (new(Code::CatalogueUnknownLevel).with("id", id), LabelText::Here),
    }
}

#[cfg(test)]
#[path = "library_tests.rs"]
mod tests;
