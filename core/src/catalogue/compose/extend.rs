//! What is taken over from the extended catalogue.

use super::super::document::{CatalogueDocument, Header};
use super::selection::{Fate, Places};
use super::weaken::weaken;
use super::{Composer, lineage_of};
use crate::order;

impl Composer<'_> {
    /// The part of the extended catalogue that is taken over, with what these files change in it.
    pub(super) fn extend(&mut self, mut base: CatalogueDocument, own: &mut CatalogueDocument) -> CatalogueDocument {
        let places = Places::of(&base.indicators);
        let mut select = own.select.take();
        if let Some(limit) = select.as_mut().and_then(|select| select.evidence.take()) {
            base.indicators.iter_mut().for_each(|indicator| weaken(indicator, &limit));
        }
        let mut fates = self.select(select, &places, base.indicators.len());
        self.replace(&mut own.indicators, &places, &mut fates);
        drop_remarks(&mut base, &fates);
        let overrides = std::mem::take(&mut own.overrides);
        let renumbered = self.change(overrides, &mut base, &own.indicators, &places, &fates);
        self.indicator_clashes(&mut own.indicators, &mut base.indicators, &renumbered, &mut fates);
        self.prune(&mut base, own, &fates);
        self.leave_out(&mut base, &fates);
        if let (Some(header), Some(extended)) = (&mut own.catalogue, &base.catalogue) {
            inherit(header, extended);
            header.lineage = lineage_of(&base);
        }
        base
    }

    /// Takes indicators out, and says of the others where they come from.
    fn leave_out(&self, base: &mut CatalogueDocument, fates: &[Fate]) {
        let origin = self.base_id.clone();
        let mut fates = fates.iter();
        base.indicators.retain(|_| fates.next().is_none_or(|fate| fate.is_kept()));
        for indicator in base.indicators.iter_mut().filter(|indicator| indicator.origin.is_empty()) {
            indicator.origin.clone_from(&origin);
        }
        for item in base.items.iter_mut().filter(|item| item.origin.is_empty()) {
            item.origin.clone_from(&origin);
        }
    }
}

/// Takes out the remarks on indicators that are not taken over, while those still have their numbers.
fn drop_remarks(base: &mut CatalogueDocument, fates: &[Fate]) {
    let gone = base.indicators.iter().zip(fates).filter(|(_, fate)| !fate.is_kept());
    let gone = order::set_of(gone.map(|(indicator, _)| indicator.number));
    base.remarks
        .retain(|remark| remark.indicator.is_none_or(|number| !gone.contains(&number)));
}

/// Takes over the conventions that a header does not give itself, with their evidence.
fn inherit(header: &mut Header, extended: &Header) {
    let mut mark = |field: &str| {
        let evidence = &extended.evidence;
        let evidence = evidence.fields.get(field).copied().unwrap_or(evidence.default);
        header.evidence.fields.insert(field.to_owned(), evidence);
    };
    if header.rounding.is_none() && extended.rounding.is_some() {
        header.rounding = extended.rounding;
        mark("rounding");
    }
    if header.comparison.is_none() && extended.comparison.is_some() {
        header.comparison = extended.comparison;
        mark("comparison");
    }
}
