//! Searching a catalogue by words in Chinese or English.

use super::Catalogue;
use super::document::Text;
use crate::fold::fold_name;
use crate::order;

/// What a search found: its place in the catalogue, and how good it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found<'a> {
    /// An indicator.
    Indicator(&'a super::Indicator),
    /// A data item.
    Item(&'a super::Item),
    /// A checklist item, and the indicator that it belongs to.
    Check(&'a super::Indicator, &'a super::document::Check),
}

/// How well a text fits, from well to badly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Beginning,
    Within,
}

struct Words(Vec<String>);

impl Words {
    fn new(text: &str) -> Self {
        Self(text.split_whitespace().map(fold_name).filter(|word| !word.is_empty()).collect())
    }

    /// How the best of some texts fits: one text holds all the words.
    fn fit<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Option<Fit> {
        let whole = self.0.join(" ");
        let first = self.0.first()?;
        let fit = |text: &str| {
            let text = fold_name(text).replace('_', " ");
            if !self.0.iter().all(|word| text.contains(word.as_str())) {
                None
            } else if text == whole {
                Some(Fit::Whole)
            } else if text.starts_with(first.as_str()) {
                Some(Fit::Beginning)
            } else {
                Some(Fit::Within)
            }
        };
        texts.filter_map(fit).min()
    }
}

fn both(text: &Text) -> impl Iterator<Item = &str> {
    [text.zh.as_str(), text.en.as_str()].into_iter()
}

impl Catalogue {
    /// Indicators, data items and checklist items of whose id or names one holds every word, in Chinese or English: those first that are the words,
    /// then those that begin with them; within that, indicators before items before checklist items, each in the order of the catalogue.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::Catalogue;
    /// use cityvitals::catalogue::Found;
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let found = catalogue.search("道路网");
    /// assert!(matches!(found.first(), Some(Found::Indicator(indicator)) if indicator.number == 35));
    /// assert_eq!(catalogue.search("road density").first(), found.first());
    /// assert!(catalogue.search("  ").is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn search(&self, words: &str) -> Vec<Found<'_>> {
        let words = Words::new(words);
        let indicators = self.indicators().iter().map(|indicator| {
            let variants = indicator.name_variants.iter().map(String::as_str);
            let texts = std::iter::once(indicator.id.as_str()).chain(both(&indicator.name)).chain(variants);
            (words.fit(texts), Found::Indicator(indicator))
        });
        let items = self.items().iter().map(|item| {
            let aliases = item.aliases.iter().map(String::as_str);
            let texts = std::iter::once(item.id.as_str()).chain(both(&item.name)).chain(aliases);
            (words.fit(texts), Found::Item(item))
        });
        let checks = self
            .indicators()
            .iter()
            .flat_map(|indicator| indicator.checks.iter().map(move |check| (indicator, check)));
        let checks = checks.map(|(indicator, check)| {
            let aliases = check.aliases.iter().map(String::as_str);
            let texts = std::iter::once(check.id.as_str()).chain(both(&check.name)).chain(aliases);
            (words.fit(texts), Found::Check(indicator, check))
        });
        let all = indicators.chain(items).chain(checks);
        let mut found: Vec<(Fit, Found<'_>)> = all.filter_map(|(fit, found)| Some((fit?, found))).collect();
        order::sort_by_key(&mut found, |(fit, _)| *fit);
        found.into_iter().map(|(_, found)| found).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_fit_comes_first() {
        let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
        for item in catalogue.items() {
            let found = catalogue.search(&item.name.zh);
            let whole = |found: &&Found<'_>| match found {
                Found::Item(other) => other.id == item.id,
                Found::Indicator(_) | Found::Check(..) => false,
            };
            assert!(found.iter().take(3).any(|one| whole(&one)), "{}", item.id.as_str());
        }
        assert!(catalogue.search("没有这样的词").is_empty());
        assert_eq!(catalogue.search("ＢＵＩＬＴ　area").first(), catalogue.search("built area").first());
    }
}
