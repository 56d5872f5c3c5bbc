//! Puts a catalogue together with those that it extends (`extends`) and whose items it uses (`uses`).
//!
//! The build script includes this module too: embedded catalogues are composed when the library is built, users' catalogues when they are
//! loaded. It works on documents as they are written; whether the whole is sound, the loader checks afterwards.
//!
//! Nothing is taken over silently changed: an id, name or number that is given twice is a problem, which names both places. After a problem
//! the work goes on with what was probably meant, so that all problems of all files come at once.

mod extend;
mod foreign;
mod indicators;
mod levels;
mod lists;
mod needs;
mod overrides;
mod problem;
mod selection;
mod used;
mod weaken;
mod words;

use std::collections::BTreeSet;

use super::document::{CatalogueDocument, Indicator, Item};
use super::primitive::Located;
use crate::nearest::nearest;
use crate::span::Span;

pub(crate) use problem::{EntryKind, Owner, Problem, ProblemKind};

/// Steps of extension from a catalogue to one that extends nothing.
pub(crate) const MAXIMUM_STEPS: usize = 16;

/// Catalogues that one may use: each is read whole.
const MAXIMUM_USES: usize = 64;

/// Hints that are looked for: each takes a walk over all names, and a hostile file could hold nothing but unknown ones.
const MAXIMUM_HINTS: usize = 200;

/// The catalogues that files may name.
pub(crate) struct Library<'a> {
    /// Their ids.
    pub(crate) ids: Vec<String>,
    /// Reads one of them: composed, and without places.
    pub(crate) read: &'a dyn Fn(&str) -> Option<CatalogueDocument>,
}

/// A catalogue put together, and what was wrong.
pub(crate) struct Composed {
    /// It holds everything itself: putting it together once more changes nothing.
    pub(crate) document: CatalogueDocument,
    pub(crate) problems: Vec<Problem>,
    /// Ids of items and checklist items that two catalogues define: what formulas make of them is not to be judged.
    pub(crate) unclear: BTreeSet<String>,
    /// Whether a catalogue is missing, so that further checks would report what is not wrong.
    pub(crate) is_incomplete: bool,
}

/// The work on one catalogue.
struct Composer<'a> {
    library: &'a Library<'a>,
    /// Id of the catalogue that is put together, and where it is written.
    id: Located<String>,
    /// Id of the one that it extends.
    base_id: String,
    problems: Vec<Problem>,
    unclear: BTreeSet<String>,
    is_incomplete: bool,
    hints: usize,
}

/// Puts a catalogue together, upon `base` where there is one, whatever the files name.
pub(crate) fn compose(mut document: CatalogueDocument, base: Option<CatalogueDocument>, library: &Library<'_>) -> Composed {
    let header = document.catalogue.as_mut();
    let (id, extends, named) = header.map_or_else(Default::default, |header| {
        (header.id.clone(), header.extends.take(), std::mem::take(&mut header.uses))
    });
    let mut composer = Composer {
        library,
        id,
        base_id: String::new(),
        problems: Vec::new(),
        unclear: BTreeSet::new(),
        is_incomplete: false,
        hints: 0,
    };
    let base = composer.base(base, extends.as_ref());
    let used = composer.used(&named);
    if !composer.is_incomplete {
        let base = base.map(|base| composer.extend(base, &mut document));
        if base.is_none() {
            composer.extend_nothing(&mut document);
        }
        let has_places = document.levels.iter().any(|level| level.above.is_some());
        if base.is_some() || !used.is_empty() || has_places {
            composer.merge(base.unwrap_or_default(), &used, &mut document);
        }
    }
    Composed {
        document,
        problems: composer.problems,
        unclear: composer.unclear,
        is_incomplete: composer.is_incomplete,
    }
}

impl Composer<'_> {
    fn report(&mut self, kind: ProblemKind, span: Option<Span>) {
        self.report_with(kind, span, None, None);
    }

    fn report_with(&mut self, kind: ProblemKind, span: Option<Span>, other: Option<Span>, suggestion: Option<String>) {
        self.problems.push(Problem {
            kind,
            span,
            other,
            suggestion,
        });
    }

    fn hint<'n>(&mut self, wanted: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
        self.hints = self.hints.saturating_add(1);
        if self.hints > MAXIMUM_HINTS { None } else { nearest(wanted, names) }
    }

    /// The catalogue that is extended.
    fn base(&mut self, given: Option<CatalogueDocument>, extends: Option<&Located<String>>) -> Option<CatalogueDocument> {
        let base = match (given, extends) {
            (Some(base), named) => {
                let id = id_of(&base);
                if let Some(named) = named.filter(|named| named.as_str() != id) {
                    let kind = ProblemKind::OtherBase {
                        named: named.value.clone(),
                        base: id.to_owned(),
                    };
                    self.report(kind, named.span);
                }
                base
            }
            (None, Some(named)) => self.find(named)?,
            (None, None) => return None,
        };
        let lineage = lineage_of(&base);
        let span = extends.map_or(self.id.span, |named| named.span);
        if let Some(place) = lineage.iter().position(|id| *id == self.id.value) {
            let path = std::iter::once(&self.id.value).chain(lineage.iter().take(place.saturating_add(1)));
            let path: Vec<&str> = path.map(String::as_str).collect();
            self.report(ProblemKind::Circular { path: path.join(" → ") }, span);
        }
        if lineage.len() > MAXIMUM_STEPS {
            let (id, limit) = (self.id.value.clone(), MAXIMUM_STEPS);
            self.report(ProblemKind::TooDeep { id, limit }, span);
        }
        id_of(&base).clone_into(&mut self.base_id);
        Some(base)
    }

    /// A catalogue that a file names; the one that was probably meant where there is none of that id.
    fn find(&mut self, named: &Located<String>) -> Option<CatalogueDocument> {
        // One that is made from others has the id of none of them; only the text of an embedded one is read under its own id.
        if named.value == self.id.value {
            let path = format!("{0} → {0}", named.value);
            self.report(ProblemKind::Circular { path }, named.span);
            self.is_incomplete = true;
            return None;
        }
        if let Some(found) = (self.library.read)(named) {
            return Some(found);
        }
        let ids = self.library.ids.iter();
        let known: Vec<&str> = ids.filter(|id| **id != self.id.value).map(String::as_str).collect();
        let suggestion = self.hint(named, known.iter().copied());
        let recovered = suggestion.as_deref().and_then(self.library.read);
        let kind = ProblemKind::UnknownCatalogue {
            id: named.value.clone(),
            known: known.join(", "),
        };
        self.report_with(kind, named.span, None, suggestion);
        self.is_incomplete |= recovered.is_none();
        recovered
    }

    /// A catalogue that extends no other one.
    fn extend_nothing(&mut self, document: &mut CatalogueDocument) {
        if let Some(selection) = document.select.take() {
            let lists = [selection.keep.and_then(|list| list.span), selection.omit.and_then(|list| list.span)];
            let span = lists.into_iter().flatten().next();
            self.report(ProblemKind::NothingExtended { key: "select" }, span);
        }
        for change in std::mem::take(&mut document.overrides) {
            self.report(ProblemKind::NothingExtended { key: "override" }, change.indicator.span);
        }
        for indicator in &mut document.indicators {
            if let Some(replaced) = indicator.replaces.take() {
                self.report(ProblemKind::NothingExtended { key: "replaces" }, replaced.span);
            }
        }
    }
}

fn id_of(document: &CatalogueDocument) -> &str {
    document.catalogue.as_ref().map_or("", |header| &header.id.value)
}

/// Ids of a catalogue and of those that it extends, the nearest first.
fn lineage_of(document: &CatalogueDocument) -> Vec<String> {
    let header = document.catalogue.iter();
    header
        .flat_map(|header| std::iter::once(&header.id.value).chain(&header.lineage))
        .cloned()
        .collect()
}

/// The catalogue that writes an entry: the one that it was taken over from, or the given one.
fn origin_or<'a>(origin: &'a str, catalogue: &'a str) -> &'a str {
    if origin.is_empty() { catalogue } else { origin }
}

fn owner_of_indicator(indicator: &Indicator, catalogue: &str) -> Owner {
    Owner {
        catalogue: origin_or(&indicator.origin, catalogue).to_owned(),
        kind: EntryKind::Indicator,
        id: indicator.id.value.clone(),
        number: Some(indicator.number),
    }
}

fn owner_of_item(item: &Item, catalogue: &str) -> Owner {
    Owner {
        catalogue: origin_or(&item.origin, catalogue).to_owned(),
        kind: EntryKind::Item,
        id: item.id.value.clone(),
        number: None,
    }
}
