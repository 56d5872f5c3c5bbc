//! Taking a value away never makes a result better and never makes a missing value zero; and a blank column says as much as none at all.

use std::collections::{BTreeMap, BTreeSet};

use cityvitals::examine::Completeness;
use cityvitals::{Catalogue, Dataset, Report, Status};
use cityvitals_tests::{City, Dice, Habits, Place, ruled_columns};
use serde_json::Value;

/// Values taken away from each city.
const REMOVALS: usize = 25;
/// Columns of each city that are emptied value by value.
const COLUMNS: usize = 8;

const NEARLY_EVERYTHING: Habits = Habits {
    blank: 4,
    negative: 0,
    columns: 95,
};
const GAPS_AND_ERRORS: Habits = Habits {
    blank: 30,
    negative: 8,
    columns: 70,
};
/// Most tables lack most columns, so that figures come from other levels than they are collected at.
const FEW_COLUMNS: Habits = Habits {
    blank: 40,
    negative: 0,
    columns: 36,
};

/// Indicator, part, level, area.
type Key = (String, String, String, String);
type Results = BTreeMap<Key, (Status, Completeness, Option<String>)>;

fn report(catalogue: &Catalogue, city: &City) -> Report {
    let dataset = Dataset::builder(catalogue)
        .json("city.json", city.to_json())
        .build()
        .unwrap_or_else(|problems| panic!("{problems}"));
    catalogue.examine(&dataset).unwrap()
}

fn examine(catalogue: &Catalogue, city: &City) -> Results {
    results(&report(catalogue, city))
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
        let value = result.value().map(|value| value.to_string());
        (key, (result.status(), result.completeness(), value))
    };
    report.results().map(entry).collect()
}

/// Holds the results after a value was taken away against those before, and counts those that changed.
///
/// A result from complete figures that has no value or an impossible one, such as a share of nothing or of 120%, may become one that has:
/// without a figure of an area the figures of its parts stand.
fn compare(before: &Results, after: &Results, place: &str) -> usize {
    assert_eq!(before.len(), after.len(), "{place}");
    let mut changed = 0;
    for (key, old) in before {
        let new = &after[key];
        changed += usize::from(old.0 != new.0);
        let was_complete = !matches!(old.0, Status::Missing | Status::Partial | Status::Reported) && old.1.is_full();
        let better = new.0 == Status::Ok && old.0 != Status::Ok && !was_complete;
        let appeared = old.0 == Status::Missing && new.2.is_some();
        assert!(!better && !appeared, "without {place}: {key:?} was {old:?} and is {new:?}");
    }
    changed
}

/// Whether taking a value away may reveal more than it hides. A number that cannot be right is an error, and without it another source may
/// stand; and a value that prevails over what follows from others by a rule may contradict them.
fn may_reveal(value: &Value, place: &Place, ruled: &BTreeSet<String>) -> bool {
    value.as_str().is_some_and(|text| text.starts_with('-')) || ruled.contains(&place.column)
}

fn same(left: &Results, right: &Results, place: &str) {
    for (key, left) in left {
        assert_eq!(*left, right[key], "{place}: {key:?}");
    }
}

fn cities(seeds: std::ops::Range<u64>, habits: Habits) -> impl Iterator<Item = (u64, Catalogue, Dice, City)> {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    seeds.map(move |seed| {
        let mut dice = Dice::new(seed);
        let city = City::new(&catalogue, &mut dice, habits);
        (seed, catalogue.clone(), dice, city)
    })
}

fn check_single_values(seeds: std::ops::Range<u64>, habits: Habits) {
    let mut changed = 0;
    for (seed, catalogue, mut dice, mut city) in cities(seeds, habits) {
        let (before, ruled) = (examine(&catalogue, &city), ruled_columns(&catalogue));
        let places = city.places();
        for _ in 0..REMOVALS {
            let place = dice.pick(&places);
            let Some(value) = city.take(place) else { continue };
            let after = examine(&catalogue, &city);
            if !may_reveal(&value, place, &ruled) {
                changed += compare(&before, &after, &format!("seed {seed}, {place:?}"));
            }
            city.put(place, Value::Null);
            same(
                &after,
                &examine(&catalogue, &city),
                &format!("seed {seed}, {place:?} blank or absent"),
            );
            city.put(place, value);
        }
    }
    assert!(changed > 20, "only {changed} results changed");
}

/// Empties columns value by value, down to the last one, by turns as blanks and as keys that are not there.
fn check_columns(seeds: std::ops::Range<u64>, habits: Habits) {
    let mut changed = 0;
    for (seed, catalogue, mut dice, mut city) in cities(seeds, habits) {
        let ruled = ruled_columns(&catalogue);
        for turn in 0..COLUMNS {
            let places = city.places();
            let Place { level, column, .. } = dice.pick(&places).clone();
            let mut before = examine(&catalogue, &city);
            for place in city.column(&level, &column) {
                let Some(value) = city.take(&place) else { continue };
                if turn % 2 == 0 {
                    city.put(&place, Value::Null);
                }
                let after = examine(&catalogue, &city);
                if !may_reveal(&value, &place, &ruled) {
                    changed += compare(&before, &after, &format!("seed {seed}, {place:?}"));
                }
                before = after;
            }
        }
    }
    assert!(changed > 20, "only {changed} results changed");
}

/// Cities with every blank column that there may be, and with none.
fn check_blanks(seeds: std::ops::Range<u64>, habits: Habits) {
    for (seed, catalogue, _, city) in cities(seeds, habits) {
        let given = report(&catalogue, &city);
        for (what, other) in [
            ("with blank columns", city.with_blank_columns(&catalogue)),
            ("without blank cells", city.without_blanks()),
        ] {
            let other = report(&catalogue, &other);
            same(&results(&given), &results(&other), &format!("seed {seed}, {what}"));
            assert_eq!(given.reconciliation(), other.reconciliation(), "seed {seed}, {what}");
        }
    }
}

#[test]
fn of_cities_that_report_nearly_everything() {
    check_single_values(0..6, NEARLY_EVERYTHING);
    check_columns(0..10, NEARLY_EVERYTHING);
    check_blanks(0..30, NEARLY_EVERYTHING);
}

#[test]
fn of_cities_with_many_gaps_and_errors() {
    check_single_values(50..56, GAPS_AND_ERRORS);
    check_columns(50..56, GAPS_AND_ERRORS);
    check_blanks(50..80, GAPS_AND_ERRORS);
}

#[test]
fn of_cities_that_report_few_columns() {
    check_single_values(100..106, FEW_COLUMNS);
    check_columns(100..106, FEW_COLUMNS);
    check_blanks(100..130, FEW_COLUMNS);
}
