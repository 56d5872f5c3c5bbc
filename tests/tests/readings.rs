//! The columnar and the scalar reading agree on every result of every shipped catalogue, whatever a city hands in.

use cityvitals::{Catalogue, Dataset};
use cityvitals_tests::{City, Dice, Habits, check_readings};

fn check(seeds: std::ops::Range<u64>, habits: Habits) {
    let mut statuses = std::collections::BTreeMap::new();
    for id in Catalogue::builtin_ids() {
        let catalogue = Catalogue::builtin(id).unwrap();
        // The formulas of a catalogue that extends another are mostly those of that one.
        let share = if catalogue.lineage().is_empty() { 1 } else { 4 };
        for seed in seeds.clone().step_by(share) {
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

/// A rule that stands for a missing value may read several items; what the formula misses is still one.
#[test]
fn they_count_a_value_that_a_rule_cannot_derive_once() {
    let measure = |id: &str, more: &str| {
        format!(
            "{{ id = \"{id}\", name = {{}}, kind = \"measure\", unit = \"km\", level = \"city\", scope = \"city\", rollup = \"sum\"{more} }}"
        )
    };
    let text = format!(
        "catalogue = {{ id = \"derived\", edition = 2025, name = {{}}, title = {{}}, issuer = {{}} }}
dimension = [{{ id = \"d\", name = {{}}, group = \"city\", group_name = {{}} }}]
level = [{{ id = \"city\", name = {{}}, kind = \"area\", unit = \"city\" }}]
item = [{}, {}, {}, {}]
indicator = [{{ number = 1, id = \"y\", name = {{}}, dimension = \"d\", level = \"city\", unit = \"%\", unit_name = {{}}, decimals = 2, \
         definition = {{}}, formula = \"whole / base\", direction = \"neutral\", nature = \"improvement\", requirement_status = \"none\" }}]
",
        measure("base", ""),
        measure("first", ""),
        measure("second", ""),
        measure("whole", ", default = { formula = \"first + second\", when = {} }"),
    );
    let catalogue = Catalogue::from_sources(&[("derived.toml", &text)]).unwrap_or_else(|problems| panic!("{problems}"));
    for (table, expected) in [
        ("id,base\nc,4\n", (1, 2)),
        ("id,base,first\nc,4,3\n", (1, 2)),
        ("id,base,first,second\nc,4,3,1\n", (3, 3)),
    ] {
        let builder = Dataset::builder(&catalogue).csv("city.csv", Some("city"), table);
        let report = catalogue.examine(&builder.build().unwrap()).unwrap();
        assert_eq!(check_readings(&report), Vec::<String>::new(), "{table}");
        let completeness = report.at("city", "c", "y").unwrap().completeness();
        assert_eq!((completeness.reported, completeness.expected), expected, "{table}");
    }
}
