//! Ledger entries as sentences, in Chinese and English.

use super::entry::{Distribution, LedgerEntry, ProblemDetail};
use crate::catalogue::Indicator;
use crate::decimal::{Fraction, Rounding};
use crate::diagnostic::Language;

/// Digits after the point of a share in percent, before zeros at the end are dropped.
const SHARE_DIGITS: u8 = 2;

/// A share in percent, as it is shown: at most two digits after the point.
///
/// ```
/// use cityvitals::{Fraction, ledger::percent};
///
/// assert_eq!(percent(&Fraction::ratio(65, 80)?), "81.25%");
/// assert_eq!(percent(&Fraction::one()), "100%");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn percent(share: &Fraction) -> String {
    let shown = share
        .multiply(&Fraction::from_integer(100))
        .and_then(|share| share.to_decimal(SHARE_DIGITS, Rounding::HalfEven));
    shown.map_or_else(|_| share.to_string(), |shown| format!("{}%", shown.normalize()))
}

/// An amount with the digits that the indicator shows.
fn amount(amount: &Fraction, indicator: &Indicator) -> String {
    let shown = amount.to_decimal(indicator.decimals, Rounding::HalfEven);
    shown.map_or_else(|_| amount.to_string(), |shown| shown.to_string())
}

/// The word that objects are counted with.
fn counted(unit: &str, count: usize, language: Language) -> String {
    let plural = language == Language::English && count != 1 && unit.ends_with(|last: char| last.is_ascii_alphabetic());
    match unit.strip_suffix('y') {
        _ if !plural => unit.to_owned(),
        Some(stem) => format!("{stem}ies"),
        None => format!("{unit}s"),
    }
}

fn spread(distribution: &Distribution<'_>, indicator: &Indicator, language: Language) -> String {
    let unit = indicator.unit_name.in_language(language);
    let part = |area: &str, size: &Fraction, share: Option<&Fraction>| {
        let size = amount(size, indicator);
        match (language, share) {
            (Language::Chinese, Some(share)) => format!("{area}{size}{unit}，占比{}", percent(share)),
            (Language::Chinese, None) => format!("{area}{size}{unit}"),
            (Language::English, Some(share)) => format!("{area} {size} ({})", percent(share)),
            (Language::English, None) => format!("{area} {size}"),
        }
    };
    let mut parts: Vec<String> = distribution
        .parts
        .iter()
        .map(|found| part(found.area_name, &found.amount, Some(&found.share)))
        .collect();
    if let Some(elsewhere) = &distribution.elsewhere {
        parts.push(part(language.pick("未分到下级", "not assigned"), elsewhere, None));
    }
    parts.join(language.pick("；", ", "))
}

impl ProblemDetail<'_, '_> {
    /// What the objects have: the checklist item, with the band of its size where it was measured.
    pub fn name(&self, language: Language) -> String {
        let name = self.check().name.in_language(language);
        match (self.band(), language) {
            (None, _) => name.to_owned(),
            (Some(band), Language::Chinese) => format!("{name}（{}）", band.label.zh),
            (Some(band), Language::English) => format!("{name} ({})", band.label.in_language(language)),
        }
    }

    /// The sub-problem and where it lies, as one sentence: how many objects, what they have, and their share by area of a lower level.
    pub fn sentence(&self, level: &str, language: Language) -> String {
        let (cases, indicator) = (self.cases(), self.indicator());
        let unit = counted(indicator.unit_name.in_language(language), cases, language);
        let what = self.name(language);
        let spread = self.distribution(level).map(|found| spread(&found, indicator, language));
        match (language, spread) {
            (Language::Chinese, Some(spread)) => format!("共{cases}{unit}：{what}。{spread}。"),
            (Language::Chinese, None) => format!("共{cases}{unit}：{what}。"),
            (Language::English, Some(spread)) => format!("{cases} {unit}: {what}. {spread}."),
            (Language::English, None) => format!("{cases} {unit}: {what}."),
        }
    }
}

impl LedgerEntry<'_, '_> {
    /// The value and where it lies, as one sentence.
    pub fn sentence(&self, level: &str, language: Language) -> String {
        let indicator = self.indicator();
        let unit = indicator.unit_name.in_language(language);
        let value = self.result().displayed().map_or_else(String::new, |value| value.to_string());
        let name = indicator.name.in_language(language);
        let spread = self.distribution(level).map(|found| spread(&found, indicator, language));
        match (language, spread) {
            (Language::Chinese, Some(spread)) => format!("{name}{value}{unit}。{spread}。"),
            (Language::Chinese, None) => format!("{name}{value}{unit}。"),
            (Language::English, Some(spread)) => format!("{name}: {value} {unit}. {spread}."),
            (Language::English, None) => format!("{name}: {value} {unit}."),
        }
    }
}
