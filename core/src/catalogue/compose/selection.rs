//! Which indicators of the extended catalogue are taken over.

use std::collections::BTreeMap;

use super::super::composition::{IndicatorName, Selection};
use super::super::document::Indicator;
use super::super::primitive::Located;
use super::Composer;
use super::problem::ProblemKind;
use crate::shelf::Shelf;
use crate::span::Span;

/// What becomes of an indicator of the extended catalogue, and where that is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Kept,
    LeftOut(Option<Span>),
    Replaced(Option<Span>),
}

impl Fate {
    pub(super) fn is_kept(self) -> bool {
        self == Self::Kept
    }

    /// Where it is decided that the indicator is not taken over.
    pub(super) fn span(self) -> Option<Span> {
        match self {
            Self::Kept => None,
            Self::LeftOut(span) | Self::Replaced(span) => span,
        }
    }
}

/// Indicators by what they may be called: id, official number, names.
pub(super) struct Places {
    names: BTreeMap<String, usize>,
    numbers: BTreeMap<u16, usize>,
}

impl Places {
    pub(super) fn of(indicators: &[Indicator]) -> Self {
        let (mut names, mut numbers) = (BTreeMap::new(), BTreeMap::new());
        for (index, indicator) in indicators.iter().enumerate() {
            numbers.entry(indicator.number).or_insert(index);
            let texts = [&indicator.id.value, &indicator.name.zh, &indicator.name.en].into_iter();
            for name in texts.chain(&indicator.name_variants).filter(|name| !name.is_empty()) {
                names.entry(name.clone()).or_insert(index);
            }
        }
        Self { names, numbers }
    }

    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let by_number = || self.numbers.get(&name.parse().ok()?);
        self.names.get(name).or_else(by_number).copied()
    }
}

impl Composer<'_> {
    /// The indicator that is called so; the one that was probably meant where none is.
    pub(super) fn indicator(&mut self, name: &Located<IndicatorName>, places: &Places) -> Option<usize> {
        if let Some(index) = places.find(&name.0) {
            return Some(index);
        }
        let suggestion = self.hint(&name.0, places.names.keys().map(String::as_str));
        let meant = suggestion.as_deref().and_then(|meant| places.find(meant));
        let kind = ProblemKind::UnknownIndicator {
            catalogue: self.base_id.clone(),
            id: name.0.clone(),
        };
        self.report_with(kind, name.span, None, suggestion);
        meant
    }

    pub(super) fn select(&mut self, selection: Option<Selection>, places: &Places, count: usize) -> Vec<Fate> {
        let Selection { keep, omit, .. } = selection.unwrap_or_default();
        let (kept, omitted) = (self.listed(keep.as_ref(), places), self.listed(omit.as_ref(), places));
        match (keep, omit) {
            (Some(keep), Some(omit)) => {
                self.report_with(ProblemKind::KeepAndOmit, omit.span, keep.span, None);
                vec![Fate::Kept; count]
            }
            (Some(keep), None) => {
                let fate = |index| {
                    if kept.contains_key(&index) {
                        Fate::Kept
                    } else {
                        Fate::LeftOut(keep.span)
                    }
                };
                (0..count).map(fate).collect()
            }
            (None, _) => {
                let fate = |index| omitted.get(&index).map_or(Fate::Kept, |span| Fate::LeftOut(*span));
                (0..count).map(fate).collect()
            }
        }
    }

    /// The indicators of a list, each with its place in the files.
    fn listed(&mut self, list: Option<&Located<Vec<Located<IndicatorName>>>>, places: &Places) -> Shelf<usize, Option<Span>> {
        let mut listed: Shelf<usize, Option<Span>> = Shelf::default();
        for name in list.iter().flat_map(|list| &list.value) {
            let Some(index) = self.indicator(name, places) else { continue };
            if let Some(first) = listed.get(&index) {
                let kind = ProblemKind::NamedTwice { id: name.0.clone() };
                self.report_with(kind, name.span, *first, None);
            } else {
                listed.insert(index, name.span);
            }
        }
        listed
    }
}
