//! Which values of different editions may be compared: the series of the library, and the way between two of their members.

use std::collections::BTreeSet;

use super::document::{Evidence, Text};
use super::series::{Change, Comparable, Series, SeriesLink, SeriesMember};
use super::{Catalogue, Indicator};
use crate::decimal::Fraction;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};

/// The series as they are embedded, and their members by catalogue and indicator, in order, each with the place of its series.
struct Embedded {
    series: &'static [&'static [u8]],
    members: &'static [(&'static str, &'static str, usize)],
}

static EMBEDDED: Embedded = include!(concat!(env!("OUT_DIR"), "/series.rs"));

/// How two members of a series compare, over every link between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesComparison<'s> {
    /// Whether their values may be compared: not, where one link says no.
    pub comparable: Comparable,
    /// What changed on the way, each once.
    pub changed: BTreeSet<Change>,
    /// What the links say of it, from the one member to the other.
    pub why: Vec<&'s Text>,
    /// Evidence of the link that is known least.
    pub evidence: Evidence,
}

impl Series {
    /// Every series of the library, in the order of `spec/series.toml`.
    ///
    /// ```
    /// use cityvitals::catalogue::Series;
    ///
    /// assert!(Series::all().any(|series| series.members.len() > 1));
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        EMBEDDED.series.iter().filter_map(|bytes| postcard::from_bytes(bytes).ok())
    }

    fn of(catalogue: &str, indicator: &str) -> Option<Self> {
        let found = EMBEDDED
            .members
            .binary_search_by(|(one, other, _)| (*one, *other).cmp(&(catalogue, indicator)));
        let (_, _, place) = EMBEDDED.members.get(found.ok()?)?;
        postcard::from_bytes(EMBEDDED.series.get(*place)?).ok()
    }

    /// The indicator of a catalogue.
    pub fn member(&self, catalogue: &str) -> Option<&SeriesMember> {
        self.members.iter().find(|member| member.catalogue == catalogue)
    }

    /// Whether values of two editions may be compared, and what changed between them. `None` where one of them has no indicator in this series.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::Catalogue;
    /// use cityvitals::catalogue::Comparable;
    ///
    /// let series = Catalogue::builtin("mohurd-2025")?.series("城市道路网密度").ok_or("no series")?;
    /// let comparison = series.compare("mohurd-2021", "mohurd-2025").ok_or("no such editions")?;
    /// assert_eq!(comparison.comparable, Comparable::Yes);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compare(&self, catalogue: &str, other: &str) -> Option<SeriesComparison<'_>> {
        let (one, other) = (self.way_up(catalogue)?, self.way_up(other)?);
        let shared = one
            .iter()
            .rev()
            .zip(other.iter().rev())
            .take_while(|(left, right)| left == right)
            .count();
        let links = |way: &[usize]| -> Vec<&SeriesLink> {
            let own = way.iter().take(way.len().saturating_sub(shared));
            own.filter_map(|place| self.members.get(*place)?.link.as_ref()).collect()
        };
        let way: Vec<&SeriesLink> = links(&one).into_iter().chain(links(&other).into_iter().rev()).collect();
        Some(SeriesComparison {
            comparable: way.iter().map(|link| link.comparable).max().unwrap_or(Comparable::Yes),
            changed: way.iter().flat_map(|link| &link.changed).copied().collect(),
            why: way.iter().map(|link| &link.why).filter(|why| **why != Text::default()).collect(),
            evidence: way.iter().map(|link| link.evidence).max().unwrap_or(Evidence::Source),
        })
    }

    /// The member that the one of a catalogue is held against: that of the edition which its link names, else the one just before. `None` for the first
    /// member, and for a catalogue that has no indicator in this series.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::Catalogue;
    ///
    /// let series = Catalogue::builtin("mohurd-2025")?.series("城市道路网密度").ok_or("no series")?;
    /// let first = series.members.first().ok_or("no members")?;
    /// assert!(series.held_against(&first.catalogue).is_none());
    /// assert_eq!(series.held_against("mohurd-2025").map(|member| member.catalogue.as_str()), Some("mohurd-2024"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn held_against(&self, catalogue: &str) -> Option<&SeriesMember> {
        self.members.get(self.place_before(self.place_of(catalogue)?)?)
    }

    fn place_of(&self, catalogue: &str) -> Option<usize> {
        self.members.iter().position(|member| member.catalogue == catalogue)
    }

    /// Place of the member that the one at this place is held against, which stands before it.
    fn place_before(&self, place: usize) -> Option<usize> {
        let link = self.members.get(place)?.link.as_ref()?;
        let before = match &link.with {
            Some(catalogue) => self.place_of(catalogue)?,
            None => place.checked_sub(1)?,
        };
        (before < place).then_some(before)
    }

    /// Places of the members from that of a catalogue to the first one, each held against the next.
    fn way_up(&self, catalogue: &str) -> Option<Vec<usize>> {
        let mut way = vec![self.place_of(catalogue)?];
        while let Some(place) = way.last().copied().filter(|place| *place > 0) {
            way.push(self.place_before(place)?);
        }
        Some(way)
    }
}

impl Catalogue {
    /// The series that an indicator belongs to: the indicators of other editions that measure the same thing. The indicator is given by id,
    /// official number or name; one that is taken over from another catalogue is found as an indicator of that one.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::Catalogue;
    /// use cityvitals::catalogue::Comparable;
    ///
    /// // The capacity of 2025 is divided by the built-up area, that of 2024 is not.
    /// let series = Catalogue::builtin("mohurd-2025")?.series("emergency_drainage_capacity").ok_or("no series")?;
    /// let comparison = series.compare("mohurd-2024", "mohurd-2025").ok_or("no such editions")?;
    /// assert_eq!(comparison.comparable, Comparable::No);
    /// assert!(!comparison.why.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn series(&self, indicator: &str) -> Option<Series> {
        let indicator: &Indicator = self.indicator(indicator)?;
        if let Some(found) = Series::of(self.id(), &indicator.id) {
            return Some(found);
        }
        if indicator.origin.is_empty() {
            return None;
        }
        self.lineage().iter().find_map(|id| Series::of(id, &indicator.id))
    }

    /// A value of an indicator of this edition as another edition gives it: exact, and in the unit of that one. What is given is in the unit of
    /// this one.
    ///
    /// # Errors
    ///
    /// `catalogue.unknown_indicator` with the nearest id; `catalogue.no_series` where the other edition has no indicator that measures the same;
    /// `catalogue.not_comparable` with what changed; `catalogue.value_too_large`.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::{Catalogue, Fraction};
    ///
    /// // 900 m² for ten thousand persons are 0.09 m² for each.
    /// let (before, after) = (Catalogue::builtin("mohurd-2022")?, Catalogue::builtin("mohurd-2024")?);
    /// let value = before.value_in_edition("cultural_building_area_per_ten_thousand", &Fraction::from_integer(900), &after)?;
    /// assert_eq!(value, Fraction::ratio(9, 100)?);
    ///
    /// let refused = after.value_in_edition("emergency_drainage_capacity", &value, &Catalogue::builtin("mohurd-2025")?);
    /// assert!(refused.is_err_and(|problems| problems.to_string().contains("built-up area")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn value_in_edition(&self, indicator: &str, value: &Fraction, edition: &Self) -> Result<Fraction, Diagnostics> {
        let Some(place) = self.indicator_index(indicator) else {
            let known = self.rules().indicators.iter().map(|known| known.id.as_str());
            let problem = Diagnostic::new(Code::CatalogueUnknownIndicator).with("catalogue", self.id());
            let hint = nearest(indicator, known);
            return Err(Diagnostics::one(problem.with("id", indicator).suggest(hint.as_deref())));
        };
        let problem = |code| {
            let problem = Diagnostic::new(code).with("catalogue", self.id()).with("other", edition.id());
            problem.with("id", indicator)
        };
        let series = self.series(indicator);
        let found = series.as_ref().and_then(|series| {
            let own = self.members_of(series).find(|(own, _)| *own == place)?;
            let (other, member) = edition.members_of(series).next()?;
            Some((other, series.compare(&own.1.catalogue, &member.catalogue)?))
        });
        let Some((other, comparison)) = found else {
            return Err(Diagnostics::one(problem(Code::CatalogueNoSeries)));
        };
        let units = [(self, place), (edition, other)].map(|(catalogue, place)| Some(&catalogue.compiled_indicator(place)?.unit));
        let factor = match units {
            [Some(own), Some(other)] if comparison.comparable != Comparable::No => own.conversion_to(other).ok(),
            _ => None,
        };
        let Some(factor) = factor else {
            let why = |words: fn(&Text) -> &str, comma: &str| comparison.why.iter().map(|text| words(text)).collect::<Vec<_>>().join(comma);
            let problem = problem(Code::CatalogueNotComparable);
            return Err(Diagnostics::one(problem.with_words(
                "why",
                why(|text| &text.zh, "；"),
                why(|text| &text.en, "; "),
            )));
        };
        value
            .multiply(&factor)
            .map_err(|_| Diagnostics::one(problem(Code::CatalogueValueTooLarge)))
    }

    /// The indicators of this catalogue that are members of a series, with their places.
    fn members_of<'s>(&self, series: &'s Series) -> impl Iterator<Item = (usize, &'s SeriesMember)> {
        series.members.iter().filter_map(|member| {
            let place = self.indicator_index(&member.indicator)?;
            let indicator = self.rules().indicators.get(place)?;
            let is_same = indicator.id.value == member.indicator && self.origin(indicator) == member.catalogue;
            is_same.then_some((place, member))
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A series whose third member is held against the first one, and whose fourth says nothing that stands before it.
    fn series() -> Series {
        let members = json!([
            {"catalogue": "a", "indicator": "one"},
            {"catalogue": "b", "indicator": "two", "link": {"comparable": "no", "evidence": "source"}},
            {"catalogue": "c", "indicator": "three", "link": {"with": "a", "comparable": "yes", "evidence": "source"}},
            {"catalogue": "d", "indicator": "four", "link": {"with": "d", "comparable": "yes", "evidence": "source"}},
            {"catalogue": "e", "indicator": "five", "link": {"with": "z", "comparable": "yes", "evidence": "source"}},
            {"catalogue": "f", "indicator": "six"},
        ]);
        serde_json::from_value(json!({"id": "density", "name": {"zh": "密度"}, "member": members})).unwrap()
    }

    #[test]
    fn a_member_is_held_against_one_that_stands_before_it() {
        let series = series();
        let held: Vec<_> = series
            .members
            .iter()
            .map(|member| series.held_against(&member.catalogue).map(|found| found.catalogue.as_str()))
            .collect();
        assert_eq!(held, [None, Some("a"), Some("a"), None, None, None]);
        assert_eq!(series.held_against("z"), None);
    }

    #[test]
    fn values_are_compared_along_the_links() {
        let series = series();
        let comparable = |left, right| series.compare(left, right).map(|found| found.comparable);
        assert_eq!(comparable("a", "c"), Some(Comparable::Yes));
        assert_eq!(comparable("b", "c"), Some(Comparable::No));
        assert_eq!(comparable("a", "d"), None);
        assert_eq!(comparable("a", "f"), None);
    }
}
