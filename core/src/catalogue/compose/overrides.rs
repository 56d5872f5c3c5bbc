//! What a catalogue changes in indicators of the one that it extends.

use super::super::composition::Override;
use super::super::document::{CatalogueDocument, Evidence, Indicator};
use super::Composer;
use super::problem::ProblemKind;
use super::selection::{Fate, Places};
use crate::shelf::Shelf;
use crate::span::Span;

impl Composer<'_> {
    /// Changes the indicators, and gives the places where their numbers are written here.
    pub(super) fn change(
        &mut self,
        overrides: Vec<Override>,
        base: &mut CatalogueDocument,
        own: &[Indicator],
        places: &Places,
        fates: &[Fate],
    ) -> Shelf<usize, Option<Span>> {
        let own_places = Places::of(own);
        let mut seen: Shelf<usize, Option<Span>> = Shelf::default();
        let mut numbers = Shelf::default();
        for change in overrides {
            let (name, span) = (change.indicator.0.clone(), change.indicator.span);
            if places.find(&name).is_none()
                && let Some(written) = own_places.find(&name).and_then(|index| own.get(index))
            {
                self.report_with(ProblemKind::OwnIndicator { id: name }, span, written.id.span, None);
                continue;
            }
            let Some(index) = self.indicator(&change.indicator, places) else {
                continue;
            };
            if let Some(fate) = fates.get(index).filter(|fate| !fate.is_kept()) {
                self.report_with(ProblemKind::LeftOut { id: name }, span, fate.span(), None);
                continue;
            }
            if let Some(first) = seen.get(&index) {
                self.report_with(ProblemKind::NamedTwice { id: name }, span, *first, None);
                continue;
            }
            seen.insert(index, span);
            if let Some(indicator) = base.indicators.get_mut(index) {
                if let Some(number) = &change.number {
                    for remark in base.remarks.iter_mut().filter(|remark| remark.indicator == Some(indicator.number)) {
                        remark.indicator = Some(number.value);
                    }
                    numbers.insert(index, number.span);
                }
                self.apply(change, indicator);
            }
        }
        numbers
    }

    fn apply(&mut self, change: Override, indicator: &mut Indicator) {
        let marks = change.evidence;
        let mark = |indicator: &mut Indicator, field: &str| {
            let evidence: Evidence = marks.fields.get(field).copied().unwrap_or(marks.default);
            indicator.evidence.fields.insert(field.to_owned(), evidence);
        };
        if let Some(number) = change.number {
            indicator.number = number.value;
            mark(indicator, "number");
        }
        if let Some(name) = change.name {
            let former = std::mem::replace(&mut indicator.name, name).zh;
            if former != indicator.name.zh && !former.is_empty() && !indicator.name_variants.contains(&former) {
                indicator.name_variants.push(former);
            }
            mark(indicator, "name");
        }
        if let Some(dimension) = change.dimension {
            indicator.dimension = dimension;
            mark(indicator, "dimension");
        }
        if let Some(definition) = change.definition {
            indicator.definition = definition;
            mark(indicator, "definition");
        }
        if let Some(unit_name) = change.unit_name {
            indicator.unit_name = unit_name;
            mark(indicator, "unit_name");
        }
        if let Some(decimals) = change.decimals {
            indicator.decimals = decimals;
            mark(indicator, "decimals");
        }
        if let Some(nature) = change.nature {
            indicator.nature = nature;
            mark(indicator, "nature");
        }
        if let Some(status) = change.requirement_status {
            indicator.requirement_status = status;
            mark(indicator, "requirement_status");
        }
        if let Some(note) = change.requirement_note {
            indicator.requirement_note = note;
            mark(indicator, "requirement_note");
        }
        // What stays as it is may be known less well of this document.
        let named = marks.fields.iter().map(|(field, evidence)| (field.clone(), *evidence));
        indicator.evidence.fields.extend(named);
        for id in change.remove {
            if let Some(place) = indicator.requirements.iter().position(|known| known.id == id) {
                indicator.requirements.remove(place);
                continue;
            }
            let suggestion = self.hint(&id, indicator.requirements.iter().map(|known| known.id.value.as_str()));
            let known: Vec<String> = indicator.requirements.iter().map(|known| format!("`{}`", known.id.value)).collect();
            let kind = ProblemKind::UnknownRequirement {
                indicator: indicator.id.value.clone(),
                id: id.value.clone(),
                known: if known.is_empty() { "—".to_owned() } else { known.join(", ") },
            };
            self.report_with(kind, id.span, None, suggestion);
        }
        let mut given: Shelf<String, Option<Span>> = Shelf::default();
        for mut requirement in change.requirements {
            let (id, span) = (requirement.id.value.clone(), requirement.id.span);
            if let Some(first) = given.get(&id) {
                self.report_with(ProblemKind::NamedTwice { id }, span, *first, None);
                continue;
            }
            requirement.origin.clone_from(&self.id.value);
            match indicator.requirements.iter_mut().find(|known| known.id.value == id) {
                Some(known) => *known = requirement,
                None => indicator.requirements.push(requirement),
            }
            given.insert(id, span);
        }
    }
}
