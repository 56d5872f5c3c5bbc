//! The columnar and the scalar reading agree on every result of every shipped catalogue, whatever a city hands in.

use cityvitals::{Catalogue, Dataset};
use cityvitals_tests::{City, Dice, Habits, check_readings};

fn check(seeds: std::ops::Range<u64>, habits: Habits) {
    let mut statuses = std::collections::BTreeMap::new();
    for id in Catalogue::builtin_ids() {
        let catalogue = Catalogue::builtin(id).unwrap();
        for seed in seeds.clone() {
            let city = City::new(&catalogue, &mut Dice::new(seed), habits);
            let dataset = Dataset::builder(&catalogue)
                .json("city.json", city.to_json())
                .build()
                .unwrap_or_else(|problems| panic!("seed {seed}: {problems}"));
            let report = catalogue.examine(&dataset).unwrap();
            let failures = check_readings(&report);
            assert!(
                failures.is_empty(),
                "{id}, seed {seed}, {habits:?}:\n{}\n{}",
                failures.join("\n"),
                city.to_json()
            );
            for result in report.results() {
                *statuses.entry(result.status()).or_insert(0_usize) += 1;
            }
        }
    }
    assert!(statuses.len() >= 6, "the cities are too much alike: {statuses:?}");
}

#[test]
fn they_agree_for_cities_that_report_nearly_everything() {
    check(
        0..100,
        Habits {
            blank: 3,
            negative: 1,
            columns: 95,
        },
    );
}

#[test]
fn they_agree_for_cities_with_many_gaps_and_errors() {
    check(
        1000..1100,
        Habits {
            blank: 35,
            negative: 10,
            columns: 60,
        },
    );
}
