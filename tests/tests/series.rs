//! The series of `spec/series.toml`: every link resolves in the catalogues, says what they say, and holds its promise about units.

use std::collections::{BTreeMap, BTreeSet};

use cityvitals::catalogue::{Change, Comparable, Evidence, Indicator, Series, SeriesLink, SeriesMember};
use cityvitals::{Catalogue, Fraction, Unit, Units};

struct Catalogues(BTreeMap<String, (Catalogue, Units)>);

impl Catalogues {
    fn load() -> Self {
        let load = |id: &str| {
            let catalogue = Catalogue::builtin(id).unwrap();
            let mut units = Units::builtin();
            for unit in &catalogue.document().units {
                units.add_label(&unit.id, &unit.name.zh, &unit.spellings).unwrap();
            }
            (id.to_owned(), (catalogue, units))
        };
        Self(Catalogue::builtin_ids().map(load).collect())
    }

    fn indicator(&self, member: &SeriesMember) -> &Indicator {
        let (catalogue, _) = self
            .0
            .get(&member.catalogue)
            .unwrap_or_else(|| panic!("no catalogue {}", member.catalogue));
        let found = catalogue
            .indicators()
            .iter()
            .find(|indicator| indicator.id.value == member.indicator);
        found.unwrap_or_else(|| panic!("{} has no indicator {}", member.catalogue, member.indicator))
    }

    fn unit(&self, member: &SeriesMember) -> Unit {
        self.0[&member.catalogue].1.parse(&self.indicator(member).unit).unwrap()
    }
}

/// Every member that is held against another one, with that one.
fn links(series: &Series) -> Vec<(&SeriesMember, &SeriesMember, &SeriesLink)> {
    let members = &series.members;
    let against = |(place, member): (usize, _)| {
        let member: &SeriesMember = member;
        let link = member
            .link
            .as_ref()
            .unwrap_or_else(|| panic!("{}/{} has no link", member.catalogue, member.indicator));
        let before = &members[..place];
        let other = match &link.with {
            Some(id) => before
                .iter()
                .find(|other| other.catalogue == *id)
                .unwrap_or_else(|| panic!("no {id} before {}", member.catalogue)),
            None => before.last().unwrap(),
        };
        (other, member, link)
    };
    members.iter().enumerate().skip(1).map(against).collect()
}

fn title(series: &Series) -> String {
    format!("series {}", series.id)
}

#[test]
fn every_link_resolves() {
    let catalogues = Catalogues::load();
    let mut ids = BTreeSet::new();
    for series in Series::all() {
        let name = title(&series);
        assert!(ids.insert(series.id.clone()), "{name} stands twice");
        assert!(!series.name.zh.is_empty() && !series.name.en.is_empty(), "{name} has no name");
        assert!(series.members.len() > 1 && series.members[0].link.is_none(), "{name} links nothing");
        let editions: BTreeSet<&str> = series.members.iter().map(|member| member.catalogue.as_str()).collect();
        assert_eq!(editions.len(), series.members.len(), "{name} has two indicators of one catalogue");
        for member in &series.members {
            catalogues.indicator(member);
        }
        assert_eq!(links(&series).len(), series.members.len() - 1);
        for (one, other, _) in links(&series) {
            assert!(series.compare(&one.catalogue, &other.catalogue).is_some(), "{name}");
        }
    }
    assert_eq!(ids.len(), 106);
}

#[test]
fn units_convert_or_the_link_says_no() {
    let catalogues = Catalogues::load();
    for series in Series::all() {
        for (one, other, link) in links(&series) {
            let place = format!("{}: {} against {}", title(&series), other.catalogue, one.catalogue);
            let factor = catalogues.unit(one).conversion_to(&catalogues.unit(other));
            match link.comparable {
                Comparable::Yes => assert_eq!(factor.unwrap(), Fraction::from_integer(1), "{place}"),
                Comparable::WithConversion => assert_ne!(factor.unwrap(), Fraction::from_integer(1), "{place}"),
                Comparable::No => assert!(!link.changed.is_empty(), "{place} says no and nothing changed"),
            }
            let is_said = !link.why.zh.is_empty() && !link.why.en.is_empty();
            let needs_word = link.comparable != Comparable::Yes || !link.changed.is_empty();
            assert!(is_said || !needs_word, "{place} does not say why");
        }
    }
}

/// The requirements as they decide.
fn decisive(indicator: &Indicator) -> BTreeSet<String> {
    let text = |requirement: &cityvitals::catalogue::Requirement| {
        let applies: Vec<_> = requirement.applies_to.iter().collect();
        let (value, maximum) = (&requirement.value, &requirement.maximum);
        format!(
            "{:?} {value:?} {maximum:?} {} {applies:?}",
            requirement.operator, requirement.unit.value
        )
    };
    indicator.requirements.iter().map(text).collect()
}

#[test]
fn what_changed_is_what_the_catalogues_say() {
    let catalogues = Catalogues::load();
    let mut failures = Vec::new();
    for series in Series::all() {
        for (one, other, link) in links(&series) {
            let (before, after) = (catalogues.indicator(one), catalogues.indicator(other));
            let seen = [
                (Change::Name, before.name.zh != after.name.zh),
                (
                    Change::Unit,
                    catalogues.unit(one).conversion_to(&catalogues.unit(other)).ok() != Some(Fraction::from_integer(1)),
                ),
                (Change::Requirement, decisive(before) != decisive(after)),
            ];
            for (change, is_different) in seen {
                if link.changed.contains(&change) != is_different {
                    failures.push(format!(
                        "{}: {} against {}: {change:?} {is_different}",
                        title(&series),
                        other.catalogue,
                        one.catalogue
                    ));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The editions of one ministry: an id that two of them share is in one series, whatever became of it.
const EDITIONS: [&str; 4] = ["mohurd-2021", "mohurd-2022", "mohurd-2024", "mohurd-2025"];

#[test]
fn no_indicator_of_two_editions_is_left_out() {
    let catalogues = Catalogues::load();
    for pair in EDITIONS.windows(2) {
        let (before, _) = &catalogues.0[pair[0]];
        let (after, _) = &catalogues.0[pair[1]];
        for indicator in after.indicators() {
            let id = indicator.id.as_str();
            if before.indicators().iter().any(|former| former.id.as_str() == id) {
                let series = after.series(id).unwrap_or_else(|| panic!("{id} of {} is in no series", pair[1]));
                assert!(
                    series.member(pair[0]).is_some_and(|member| member.indicator == id),
                    "{id} of {}",
                    pair[0]
                );
            }
        }
    }
}

fn comparison(catalogue: &str, indicator: &str, other: &str) -> (Comparable, Vec<Change>, Evidence) {
    let series = Catalogue::builtin(catalogue).unwrap().series(indicator).unwrap();
    let found = series.compare(catalogue, other).unwrap();
    (found.comparable, found.changed.into_iter().collect(), found.evidence)
}

#[test]
fn a_comparison_takes_every_link_between() {
    // Per 10,000 people until 2022, per person from 2024 on: exact after a conversion, in both directions.
    let culture = comparison("mohurd-2025", "人均公共文化设施面积", "mohurd-2021");
    assert_eq!(
        culture,
        (
            Comparable::WithConversion,
            vec![Change::Name, Change::Unit, Change::Scope, Change::Requirement],
            Evidence::Inferred
        )
    );
    assert_eq!(comparison("mohurd-2021", "万人城市文化建筑面积", "mohurd-2025"), culture);
    // One id, two measures.
    let (drainage, changed, _) = comparison("mohurd-2025", "emergency_drainage_capacity", "mohurd-2022");
    assert_eq!(drainage, Comparable::No);
    assert!(changed.contains(&Change::Denominator));
    assert_eq!(
        comparison("mohurd-2024", "emergency_drainage_capacity", "mohurd-2022").0,
        Comparable::WithConversion
    );
    // Nothing changed on the way, and a catalogue against itself.
    assert_eq!(comparison("mohurd-2025", "城市道路网密度", "mohurd-2021").0, Comparable::Yes);
    assert_eq!(
        comparison("mohurd-2025", "城市道路网密度", "mohurd-2025"),
        (Comparable::Yes, vec![], Evidence::Source)
    );
    // Against the other ministry: over the edition of the same year.
    let roads = Catalogue::builtin("mohurd-2025").unwrap().series("城市道路网密度").unwrap();
    let across = roads.compare("tdt-1063-2021", "mohurd-2025").unwrap();
    assert_eq!(across.comparable, Comparable::No);
    assert!(across.changed.contains(&Change::Scope) && across.why.iter().any(|why| why.zh.contains("TD/T 1064")));
    assert_eq!(roads.compare("mohurd-2021", "mohurd-2023"), None);
}

#[test]
fn a_catalogue_made_from_others_finds_the_series_of_what_it_takes_over() {
    let dunhua = Catalogue::builtin("dunhua-2025").unwrap();
    let national = Catalogue::builtin("mohurd-2025").unwrap();
    assert_eq!(dunhua.series("road_network_density"), national.series("road_network_density"));
    assert!(dunhua.series("street_lamp_serviceability_rate").is_none());
    assert!(dunhua.series("no_such_indicator").is_none());
    // An id that an edition gives a meaning of its own is not that of the one it extends.
    let earlier = Catalogue::builtin("mohurd-2024")
        .unwrap()
        .series("emergency_drainage_capacity")
        .unwrap();
    assert!(earlier.member("mohurd-2024").is_some());
}
