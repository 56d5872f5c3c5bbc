//! Inputs of an indicator: what has to be collected for it.

use std::collections::BTreeSet;

use super::{Catalogue, Indicator, Item};
use crate::formula::{FieldId, Named, Plan, Rollup};

impl Catalogue {
    /// The data items that have to be collected for an indicator, in the order of the catalogue: what its rules read, what its collection form
    /// lists, and what stands in for either. Its checklist items are in `checks`.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::Catalogue;
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let density = catalogue.indicator("road_network_density").ok_or("no such indicator")?;
    /// assert!(catalogue.inputs(density).any(|item| item.name.zh == "支路长度"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn inputs(&self, indicator: &Indicator) -> impl Iterator<Item = &Item> {
        let needed = self
            .indicator_index(&indicator.id)
            .map_or_else(BTreeSet::new, |place| self.needed_fields(place));
        let scope = &self.compiled().scope;
        let is_needed = move |item: &&Item| match scope.names.get(item.id.as_str()) {
            Some(Named::Field(field)) => needed.contains(field),
            _ => false,
        };
        self.items().iter().filter(is_needed)
    }

    /// Every field that an indicator needs: what its rules read, what its form lists, and what stands in for either.
    pub(crate) fn needed_fields(&self, indicator: usize) -> BTreeSet<FieldId> {
        let scope = &self.compiled().scope;
        let mut found = BTreeSet::new();
        let mut open: Vec<FieldId> = Vec::new();
        if let Some(rules) = self.compiled_indicator(indicator) {
            let applicable = rules.not_applicable.iter().map(|(_, rule)| rule);
            for rule in std::iter::once(&rules.rule).chain(&rules.parts).chain(applicable) {
                open.extend(rule.plan.fields());
            }
        }
        if let Some(text) = self.rules().indicators.get(indicator) {
            let listed = text.items.iter().map(|id| id.value.as_str());
            let checks = text.checks.iter().map(|check| check.id.value.as_str());
            let cases = text.case_rule.iter().map(|rule| rule.sets.value.as_str());
            let bands = text.severity_rules.iter().map(|rule| rule.quantity.value.as_str());
            let land = text.spatial.iter().filter_map(|spatial| spatial.covered_land.as_ref());
            let names = listed
                .chain(checks)
                .chain(cases)
                .chain(bands)
                .chain(land.map(|id| id.value.as_str()));
            open.extend(names.filter_map(|name| match scope.names.get(name) {
                Some(Named::Field(id)) => Some(*id),
                _ => None,
            }));
        }
        while let Some(id) = open.pop() {
            if !found.insert(id) {
                continue;
            }
            let Some(field) = scope.field(id) else { continue };
            let plans = [&field.derivation, &field.applies_when];
            open.extend(plans.into_iter().flatten().flat_map(Plan::fields));
            if let Rollup::Weighted(weight) = field.rollup {
                open.push(weight);
            }
        }
        found
    }
}
