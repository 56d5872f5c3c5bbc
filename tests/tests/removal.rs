//! Taking a value away never makes a result better, and never makes a missing value zero.

use std::collections::BTreeMap;

use cityvitals::{Catalogue, Dataset, Report, Status};
use cityvitals_tests::{City, Dice, Habits};

/// Values taken away from each city.
const REMOVALS: usize = 25;

type Results = BTreeMap<(String, String, String, String), (Status, Option<String>)>;

fn examine(catalogue: &Catalogue, city: &City) -> Report {
    let dataset = Dataset::builder(catalogue)
        .json("city.json", city.to_json())
        .build()
        .unwrap_or_else(|problems| panic!("{problems}"));
    catalogue.examine(&dataset).unwrap()
}

fn results(report: &Report) -> Results {
    let entry = |result: cityvitals::IndicatorResult<'_>| {
        let part = result.part().unwrap_or_default().to_owned();
        let key = (
            result.indicator().id.value.clone(),
            part,
            result.level().to_owned(),
            result.area().to_owned(),
        );
        (key, (result.status(), result.value().map(|value| value.to_string())))
    };
    report.results().map(entry).collect()
}

fn check(seeds: std::ops::Range<u64>, habits: Habits) {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let mut changed = 0;
    for seed in seeds {
        let mut dice = Dice::new(seed);
        let mut city = City::new(&catalogue, &mut dice, habits);
        let before = results(&examine(&catalogue, &city));
        let places = city.places();
        for _ in 0..REMOVALS {
            let place = dice.pick(&places);
            let Some(value) = city.take(place) else { continue };
            // A number that cannot be right is an error; without it another source may stand.
            let was_wrong = value.as_str().is_some_and(|text| text.starts_with('-'));
            let after = results(&examine(&catalogue, &city));
            assert_eq!(before.len(), after.len(), "seed {seed}, {place:?}");
            for (key, (old_status, old_value)) in &before {
                let (status, value) = &after[key];
                changed += usize::from(status != old_status);
                let is_repair = was_wrong && *old_status == Status::Invalid;
                let better = *status == Status::Ok && *old_status != Status::Ok;
                let appeared = *old_status == Status::Missing && value.is_some();
                assert!(
                    is_repair || !(better || appeared),
                    "seed {seed}, without {place:?}: {key:?} was {old_status:?} {old_value:?} and is {status:?} {value:?}"
                );
            }
            city.put(place, value);
        }
    }
    assert!(changed > 20, "only {changed} results changed");
}

#[test]
fn in_cities_that_report_nearly_everything() {
    check(
        0..6,
        Habits {
            blank: 4,
            negative: 0,
            columns: 95,
        },
    );
}

#[test]
fn in_cities_with_many_gaps_and_errors() {
    check(
        50..56,
        Habits {
            blank: 30,
            negative: 8,
            columns: 70,
        },
    );
}
