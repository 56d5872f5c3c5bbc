//! Which values of different editions may be compared: the series of the library, and the way between two of their members.

use std::collections::BTreeSet;

use super::document::{Evidence, Text};
use super::series::{Change, Comparable, Series, SeriesLink, SeriesMember};
use super::{Catalogue, Indicator};

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

    /// Places of the members from that of a catalogue to the first one, each held against the next.
    fn way_up(&self, catalogue: &str) -> Option<Vec<usize>> {
        let place_of = |id: &str| self.members.iter().position(|member| member.catalogue == id);
        let mut way = vec![place_of(catalogue)?];
        while let Some(place) = way.last().copied().filter(|place| *place > 0) {
            let link = self.members.get(place)?.link.as_ref()?;
            let next = link.with.as_deref().map_or(place.checked_sub(1), place_of)?;
            // A member is held against one that stands before it, so the way ends.
            if next >= place {
                return None;
            }
            way.push(next);
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
}
