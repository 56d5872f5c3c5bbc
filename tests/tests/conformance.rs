//! Runs every case of `spec/vectors` in Rust. Python and JavaScript run the same files.

use std::collections::{BTreeMap, BTreeSet};

use cityvitals::Catalogue;
use cityvitals::catalogue::Indicator;
use cityvitals_tests::{TrapFile, VectorFile, read_folder, run_case, run_trap, traps_in_readme, vectors_folder};

/// Every built-in catalogue with the number of its indicators and the fewest cases that it has of its own.
const CATALOGUES: [(&str, usize, usize); 7] = [
    ("dunhua-2025", 60, 12),
    ("hubei-2025", 69, 45),
    ("mohurd-2021", 65, 360),
    ("mohurd-2022", 69, 240),
    ("mohurd-2024", 61, 195),
    ("mohurd-2025", 60, 250),
    ("tdt-1063-2021", 122, 680),
];
/// Fewest cases of one indicator.
const PER_INDICATOR: usize = 2;
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

type Files = BTreeMap<String, VectorFile>;

/// The files of a catalogue; none where it has no folder, as one that only selects from another.
fn files_of(id: &str) -> Files {
    if vectors_folder().join(id).is_dir() {
        read_folder(id)
    } else {
        Files::new()
    }
}

/// Whether an indicator is the same in another catalogue, wherever it comes from.
fn is_same(indicator: &Indicator, other: &Catalogue) -> bool {
    let plain = |indicator: &Indicator| Indicator {
        origin: String::new(),
        ..indicator.clone()
    };
    other.indicator(&indicator.id).is_some_and(|known| plain(known) == plain(indicator))
}

/// Runs the cases of files for those indicators that are wanted, and counts them by indicator.
fn run_files(catalogue: &Catalogue, files: &Files, wanted: impl Fn(&str) -> bool, failures: &mut Vec<String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for (name, file) in files.iter().filter(|(_, file)| wanted(&file.indicator)) {
        *counts.entry(file.indicator.clone()).or_default() += file.cases.len();
        for case in &file.cases {
            let found = run_case(catalogue, &file.indicator, case);
            failures.extend(found.into_iter().map(|failure| format!("{name}: {}: {failure}", case.name)));
        }
    }
    counts
}

#[test]
fn every_catalogue_has_the_indicators_that_it_announces() {
    let found: Vec<(&str, usize)> = Catalogue::builtin_ids()
        .map(|id| (id, Catalogue::builtin(id).unwrap().indicators().len()))
        .collect();
    let expected: Vec<(&str, usize)> = CATALOGUES.iter().map(|(id, count, _)| (*id, *count)).collect();
    assert_eq!(found, expected);
    for id in Catalogue::builtin_ids() {
        let catalogue = Catalogue::builtin(id).unwrap();
        let header = catalogue.document().catalogue.as_ref().unwrap();
        // What a city counts of a selection that was not seen cannot be announced.
        let announced = header.indicator_count.map(usize::from);
        assert!(
            announced == Some(catalogue.indicators().len()) || announced.is_none() && !header.lineage.is_empty(),
            "{id}"
        );
    }
}

#[test]
fn every_indicator_behaves_as_its_vectors_say() {
    for (id, _, fewest) in CATALOGUES {
        let catalogue = Catalogue::builtin(id).unwrap();
        let base = catalogue.lineage().first().map(|base| Catalogue::builtin(base).unwrap());
        let mut failures = Vec::new();
        let files = files_of(id);
        for (name, file) in &files {
            assert_eq!(file.catalogue, id, "{name}");
            check_names(name, file.cases.iter().map(|case| case.name.as_str()), &mut failures);
        }
        let counts = run_files(&catalogue, &files, |_| true, &mut failures);
        for indicator in catalogue.indicators() {
            let cases = counts.get(indicator.id.as_str()).copied().unwrap_or_default();
            let is_taken_over = base.as_ref().is_some_and(|base| is_same(indicator, base));
            if !is_taken_over && cases < PER_INDICATOR {
                failures.push(format!("{} has {cases} cases, fewer than {PER_INDICATOR}", indicator.id.as_str()));
            }
        }
        let total: usize = counts.values().sum();
        if total < fewest {
            failures.push(format!("{total} cases are fewer than {fewest}"));
        }
        finish(id, total, &failures);
    }
}

#[test]
fn what_is_taken_over_behaves_as_where_it_comes_from() {
    for (id, _, _) in CATALOGUES {
        let catalogue = Catalogue::builtin(id).unwrap();
        let (mut total, mut failures) = (0, Vec::new());
        for other in catalogue.lineage() {
            let extended = Catalogue::builtin(other).unwrap();
            let is_taken_over = |name: &str| catalogue.indicator(name).is_some_and(|indicator| is_same(indicator, &extended));
            let counts = run_files(&catalogue, &files_of(other), is_taken_over, &mut failures);
            total += counts.values().sum::<usize>();
        }
        if !catalogue.lineage().is_empty() {
            finish(&format!("{id}, as in {}", catalogue.lineage().join(", ")), total, &failures);
        }
    }
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
