//! Runs every case of `spec/vectors` in Rust. Python and JavaScript run the same files.

use std::collections::BTreeSet;

use cityvitals::Catalogue;
use cityvitals_tests::{TrapFile, VectorFile, read_folder, run_case, run_trap, traps_in_readme};

/// Fewest cases of one indicator.
const PER_INDICATOR: usize = 2;
/// Fewest cases of all indicators.
const IN_ALL: usize = 250;
/// Number of traps.
const TRAPS: usize = 23;

fn check_names<'a>(file: &str, names: impl Iterator<Item = &'a str>, failures: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    failures.extend(
        names
            .filter(|name| !seen.insert(*name))
            .map(|name| format!("{file}: two cases are called {name}")),
    );
}

#[expect(clippy::print_stdout, reason = "the number of cases belongs into the test log")]
fn finish(what: &str, cases: usize, failures: &[String]) {
    println!("{what}: {cases} cases, {} differences", failures.len());
    assert!(
        failures.is_empty(),
        "{} differences in {cases} cases of {what}:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn every_indicator_behaves_as_its_vectors_say() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let files = read_folder::<VectorFile>("mohurd-2025");
    let (mut total, mut failures) = (0, Vec::new());
    for (name, file) in &files {
        assert_eq!(file.catalogue, catalogue.id(), "{name}");
        check_names(name, file.cases.iter().map(|case| case.name.as_str()), &mut failures);
        for case in &file.cases {
            total += 1;
            let found = run_case(&catalogue, &file.indicator, case);
            failures.extend(found.into_iter().map(|failure| format!("{name}: {}: {failure}", case.name)));
        }
    }
    for indicator in catalogue.indicators() {
        let own: usize = files
            .values()
            .filter(|file| file.indicator == indicator.id.value)
            .map(|file| file.cases.len())
            .sum();
        if own < PER_INDICATOR {
            failures.push(format!("{} has {own} cases, fewer than {PER_INDICATOR}", indicator.id.as_str()));
        }
    }
    if total < IN_ALL {
        failures.push(format!("{total} cases are fewer than {IN_ALL}"));
    }
    finish("mohurd-2025", total, &failures);
}

fn run_folder(folder: &str) {
    let (mut total, mut failures) = (0, Vec::new());
    for (name, file) in &read_folder::<TrapFile>(folder) {
        check_names(name, file.cases.iter().map(|case| case.name.as_str()), &mut failures);
        for case in &file.cases {
            total += 1;
            let found = run_trap(file, case);
            failures.extend(found.into_iter().map(|failure| format!("{name}: {}: {failure}", case.name)));
        }
    }
    finish(folder, total, &failures);
}

#[test]
fn no_trap_is_fallen_into() {
    run_folder("traps");
}

#[test]
fn periods_are_told_apart() {
    run_folder("periods");
}

#[test]
fn every_trap_has_cases_or_a_reason_why_not() {
    let files = read_folder::<TrapFile>("traps");
    let mut covered: BTreeSet<String> = traps_in_readme().into_iter().collect();
    covered.extend(files.values().filter(|file| !file.cases.is_empty()).map(|file| file.trap.clone()));
    let missing: Vec<String> = (1..=TRAPS)
        .map(|number| format!("T{number}"))
        .filter(|trap| !covered.contains(trap))
        .collect();
    assert!(
        missing.is_empty(),
        "traps without cases and without a line in spec/vectors/traps/README.md: {missing:?}"
    );
}

#[test]
fn an_unknown_key_is_refused() {
    let file =
        r#"{ "catalogue": "mohurd-2025", "indicator": "road_network_density", "cases": [{ "name": "x", "dataset": {}, "expected": [] }] }"#;
    assert!(
        serde_json::from_str::<VectorFile>(file)
            .unwrap_err()
            .to_string()
            .contains("unknown field `expected`")
    );
}
