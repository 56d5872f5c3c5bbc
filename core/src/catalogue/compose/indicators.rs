//! Indicators of these files that stand in the place of others, and those whose id, name or number is another's.

use std::collections::{BTreeMap, BTreeSet};

use super::super::document::Indicator;
use super::problem::ProblemKind;
use super::selection::{Fate, Places};
use super::{Composer, owner_of_indicator};
use crate::fold::fold_name;
use crate::shelf::Shelf;
use crate::span::Span;

fn names(indicator: &Indicator) -> impl Iterator<Item = &String> {
    let names = [&indicator.name.zh, &indicator.name.en].into_iter().chain(&indicator.name_variants);
    names.filter(|name| !name.is_empty())
}

impl Composer<'_> {
    /// Follows `replaces`.
    pub(super) fn replace(&mut self, own: &mut [Indicator], places: &Places, fates: &mut [Fate]) {
        for indicator in own {
            let Some(name) = indicator.replaces.take() else { continue };
            let Some(index) = self.indicator(&name, places) else { continue };
            let Some(fate) = fates.get_mut(index) else { continue };
            let (id, former) = (name.0.clone(), *fate);
            *fate = Fate::Replaced(name.span);
            match former {
                Fate::Kept => {}
                Fate::LeftOut(span) => self.report_with(ProblemKind::LeftOut { id }, name.span, span, None),
                Fate::Replaced(span) => self.report_with(ProblemKind::NamedTwice { id }, name.span, span, None),
            }
        }
    }

    /// Reports ids, names and numbers of indicators that those of the extended catalogue have. An indicator with the id or name of another
    /// one is taken to stand in its place, one with its number gets a free one.
    pub(super) fn indicator_clashes(
        &mut self,
        own: &mut [Indicator],
        base: &mut [Indicator],
        renumbered: &Shelf<usize, Option<Span>>,
        fates: &mut [Fate],
    ) {
        let mut free = self.base_numbers(own, base, renumbered, fates);
        let (mut ids, mut named, mut numbers) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (index, indicator) in base.iter().enumerate() {
            if fates.get(index).is_some_and(|fate| fate.is_kept()) {
                ids.insert(indicator.id.value.as_str(), index);
                named.extend(names(indicator).map(|name| (fold_name(name), index)));
                numbers.insert(indicator.number, index);
            }
        }
        for indicator in own {
            let span = indicator.id.span;
            let mut taken: BTreeSet<usize> = BTreeSet::new();
            let texts = std::iter::once((&indicator.id.value, false)).chain(names(indicator).map(|name| (name, true)));
            for (text, is_name) in texts {
                let found = if is_name {
                    named.get(&fold_name(text))
                } else {
                    ids.get(text.as_str())
                };
                let Some(index) = found.copied().filter(|index| taken.insert(*index)) else {
                    continue;
                };
                let Some(other) = base.get(index) else { continue };
                let kind = ProblemKind::IndicatorTaken {
                    text: text.clone(),
                    is_name,
                    owner: owner_of_indicator(other, &self.base_id),
                };
                self.report(kind, span);
                if let Some(fate) = fates.get_mut(index) {
                    *fate = Fate::Replaced(span);
                }
            }
            let clash = numbers.get(&indicator.number).filter(|index| !taken.contains(index));
            if let Some(other) = clash.and_then(|index| base.get(*index)) {
                let kind = ProblemKind::NumberTaken {
                    number: indicator.number,
                    owner: owner_of_indicator(other, &self.base_id),
                    free,
                };
                self.report(kind, span);
                indicator.number = free;
                free = free.saturating_add(1);
            }
        }
    }

    /// Reports numbers given by `override` that another indicator of the extended catalogue has, and gives the first number above all.
    fn base_numbers(&mut self, own: &[Indicator], base: &mut [Indicator], renumbered: &Shelf<usize, Option<Span>>, fates: &[Fate]) -> u16 {
        let kept = |index: &usize| fates.get(*index).is_some_and(|fate| fate.is_kept());
        let all = own.iter().chain(base.iter()).map(|indicator| indicator.number);
        let mut free = all.max().unwrap_or(0).saturating_add(1);
        let mut numbers: BTreeMap<u16, usize> = BTreeMap::new();
        for (index, indicator) in base.iter().enumerate().filter(|(index, _)| kept(index)) {
            if !renumbered.contains_key(&index) {
                numbers.entry(indicator.number).or_insert(index);
            }
        }
        for (index, span) in renumbered.iter().filter(|(index, _)| kept(index)) {
            let Some(number) = base.get(*index).map(|indicator| indicator.number) else {
                continue;
            };
            let Some(other) = numbers.get(&number).and_then(|other| base.get(*other)) else {
                numbers.insert(number, *index);
                continue;
            };
            let owner = owner_of_indicator(other, &self.base_id);
            self.report(ProblemKind::NumberTaken { number, owner, free }, *span);
            if let Some(indicator) = base.get_mut(*index) {
                indicator.number = free;
            }
            free = free.saturating_add(1);
        }
        free
    }
}
