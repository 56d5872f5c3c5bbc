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

#[test]
fn a_value_goes_from_one_edition_to_another_and_back_as_its_links_say() {
    let catalogues = Catalogues::load();
    let value = Fraction::ratio(1_234_567, 1_000).unwrap();
    let mut counts = BTreeMap::new();
    for series in Series::all() {
        for (one, other, link) in links(&series) {
            let place = format!("{}: {} against {}", title(&series), other.catalogue, one.catalogue);
            let of = |member: &SeriesMember| &catalogues.0[&member.catalogue].0;
            let there = of(one).value_in_edition(&one.indicator, &value, of(other));
            let back = there
                .as_ref()
                .map(|there| of(other).value_in_edition(&other.indicator, there, of(one)).unwrap());
            *counts.entry(link.comparable).or_insert(0) += 1;
            match link.comparable {
                Comparable::Yes => assert_eq!((there.as_ref().unwrap(), back.unwrap()), (&value, value.clone()), "{place}"),
                Comparable::WithConversion => {
                    assert_ne!(there.as_ref().unwrap(), &value, "{place}");
                    assert_eq!(back.unwrap(), value, "{place}");
                }
                Comparable::No => {
                    let problems = there.unwrap_err();
                    let code = problems.iter().next().unwrap().code().as_str();
                    assert_eq!(code, "catalogue.not_comparable", "{place}");
                    assert!(problems.to_string().contains(&link.why.en), "{place}");
                }
            }
        }
    }
    assert_eq!(counts[&Comparable::WithConversion], 2);
}

/// A local catalogue takes its indicators over, and their series with them.
#[test]
fn a_local_catalogue_compares_like_the_one_that_it_extends() {
    let [local, before, national] = ["dunhua-2025", "mohurd-2024", "mohurd-2025"].map(|id| Catalogue::builtin(id).unwrap());
    let value = Fraction::ratio(1, 3).unwrap();
    for (one, other) in [(&before, &local), (&local, &before), (&local, &national)] {
        let found = one.value_in_edition("cultural_facility_area_per_capita", &value, other).unwrap();
        assert_eq!(found, value);
    }
    let code = |refused: Result<Fraction, cityvitals::Diagnostics>| refused.unwrap_err().iter().next().unwrap().code().as_str();
    let own = local
        .indicators()
        .iter()
        .find(|indicator| local.origin(indicator) == local.id())
        .unwrap();
    assert_eq!(code(local.value_in_edition(&own.id, &value, &national)), "catalogue.no_series");
    assert_eq!(
        code(national.value_in_edition("no_such_thing", &value, &local)),
        "catalogue.unknown_indicator"
    );
    let mut vast = Fraction::from_integer(10);
    while let Ok(next) = vast.multiply(&Fraction::from_integer(10)) {
        vast = next;
    }
    let earlier = Catalogue::builtin("mohurd-2022").unwrap();
    assert_eq!(
        code(national.value_in_edition("cultural_facility_area_per_capita", &vast, &earlier)),
        "catalogue.value_too_large"
    );
}
