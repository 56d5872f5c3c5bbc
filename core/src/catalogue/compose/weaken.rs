//! Marks of evidence of what is taken over: what was read in one document was not read in another.

use super::super::document::{Evidence, EvidenceMarks, Indicator};
use crate::order;

fn mark(marks: &EvidenceMarks, field: &str) -> Evidence {
    marks.fields.get(field).copied().unwrap_or(marks.default)
}

/// Weakens the marks of an indicator and of everything in it.
pub(super) fn weaken(indicator: &mut Indicator, limit: &EvidenceMarks) {
    let own = &mut indicator.evidence;
    let fields = order::set_of(own.fields.keys().chain(limit.fields.keys()).cloned());
    let default = own.default.max(limit.default);
    let weakened = fields.into_iter().map(|field| {
        let weaker = mark(own, &field).max(mark(limit, &field));
        (field, weaker)
    });
    own.fields = order::map_of(weakened.filter(|(_, weaker)| *weaker != default));
    own.default = default;
    let entries = [
        ("requirement", marks(&mut indicator.requirements, |entry| &mut entry.evidence)),
        ("check", marks(&mut indicator.checks, |entry| &mut entry.evidence)),
        ("not_applicable", marks(&mut indicator.not_applicable, |entry| &mut entry.evidence)),
        (
            "facility_standard",
            marks(&mut indicator.facility_standards, |entry| &mut entry.evidence),
        ),
        ("rollup", indicator.rollup.iter_mut().map(|entry| &mut entry.evidence).collect()),
        (
            "reference",
            indicator
                .references
                .iter_mut()
                .flat_map(|entry| marks(&mut entry.bands, |band| &mut band.evidence))
                .collect(),
        ),
        (
            "severity_rule",
            indicator
                .severity_rules
                .iter_mut()
                .flat_map(|entry| marks(&mut entry.bands, |band| &mut band.evidence))
                .collect(),
        ),
    ];
    for (field, entries) in entries {
        for entry in entries {
            let limit = mark(limit, field);
            entry.default = entry.default.max(limit);
            entry.fields.values_mut().for_each(|mark| *mark = (*mark).max(limit));
        }
    }
}

fn marks<T>(entries: &mut [T], evidence: impl Fn(&mut T) -> &mut EvidenceMarks) -> Vec<&mut EvidenceMarks> {
    entries.iter_mut().map(evidence).collect()
}
