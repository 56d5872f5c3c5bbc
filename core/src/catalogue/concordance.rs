//! Concordance: official number ↔ id ↔ names.

use serde::Serialize;

use super::{Catalogue, Text};

/// One line of the concordance of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConcordanceEntry {
    /// Official number.
    pub number: u16,
    /// Id in all three languages and in formulas.
    pub id: String,
    /// Official name and its translation.
    pub name: Text,
    /// Other printed names.
    pub name_variants: Vec<String>,
    /// Unit as printed.
    pub unit: Text,
}

impl Catalogue {
    /// Official number, id and names of every indicator, in official order.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::Catalogue;
    ///
    /// let concordance = Catalogue::builtin("mohurd-2025")?.concordance();
    /// let line = concordance.iter().find(|line| line.number == 35).ok_or("no such number")?;
    /// assert_eq!((line.id.as_str(), line.name.zh.as_str()), ("road_network_density", "城市道路网密度"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn concordance(&self) -> Vec<ConcordanceEntry> {
        let line = |indicator: &super::Indicator| ConcordanceEntry {
            number: indicator.number,
            id: indicator.id.value.clone(),
            name: indicator.name.clone(),
            name_variants: indicator.name_variants.clone(),
            unit: indicator.unit_name.clone(),
        };
        self.indicators().iter().map(line).collect()
    }
}
