//! Any text is a formula or a diagnostic; a formula that is read is shown as text with the same meaning; and one that a catalogue accepts
//! gives the same results in both readings.
#![no_main]

use std::sync::LazyLock;

use cityvitals::catalogue::Catalogue;
use cityvitals::dataset::Dataset;
use cityvitals::diagnostic::{Code, Diagnostics, Language};
use cityvitals::formula;
use libfuzzer_sys::fuzz_target;

/// Items of each kind, at three levels.
const BASE: &str = include_str!("../seeds/catalogue/small");
const CITIES: &str = "city,population,period\nA,120.5,2025\nB,,2025\nA,119,2024\n";
const BUILDINGS: &str = "building,parent,floor_area,hazard\n1,A,100.25,yes\n2,A,,no\n3,B,7.5,\n4,B,33,yes\n";
const BRIDGES: &str = "bridge,parent,bridge_length,road_class\nx,A,12.3,arterial\ny,A,,\nz,B,0,arterial\n";

static UNITS: [&str; 7] = ["1", "%", "m", "m2", "building", "person", "m2/person"];
static DATASET: LazyLock<Dataset> = LazyLock::new(|| {
    let catalogue = Catalogue::from_sources(&[("base.toml", BASE)]).expect("the seed is a catalogue");
    let builder = Dataset::builder(&catalogue)
        .csv("city.csv", None, CITIES)
        .csv("building.csv", None, BUILDINGS);
    builder.csv("bridge.csv", None, BRIDGES).build().expect("the tables fit the seed")
});

fuzz_target!(|text: &str| {
    match formula::parse(text) {
        Ok(expression) => {
            let shown = expression.to_string();
            let again = formula::parse(&shown).unwrap_or_else(|problems| panic!("{shown:?} was shown but not read: {problems}"));
            assert_eq!(shown, again.to_string(), "shown twice, two texts");
            examine(text);
        }
        Err(problems) => explained(&problems),
    }
});

fn explained(problems: &Diagnostics) {
    assert!(problems.has_errors(), "refused without a reason");
    for language in [Language::Chinese, Language::English] {
        assert!(!problems.render(language).is_empty());
    }
}

fn examine(text: &str) {
    for (level, unit) in UNITS.iter().flat_map(|unit| [("building", unit), ("city", unit)]) {
        let indicator = serde_json::json!({"indicator": [{
            "number": 2, "id": "fuzzed", "name": {"zh": "试", "en": "fuzzed"}, "dimension": "safety", "level": level, "unit": unit,
            "unit_name": {"zh": unit}, "decimals": 3, "definition": {"zh": "试"}, "formula": text, "direction": "neutral",
            "nature": "improvement", "missing": "partial", "requirement_status": "none",
        }]});
        match Catalogue::from_sources(&[("base.toml", BASE), ("fuzzed.json", &indicator.to_string())]) {
            Ok(catalogue) => {
                let report = catalogue.examine(&DATASET).expect("default options always hold");
                for result in report.results() {
                    assert_eq!(
                        (result.status(), result.completeness(), result.value()),
                        result.scalar_reading(),
                        "two readings, two results"
                    );
                    result.trace().render(Language::Chinese);
                }
                return;
            }
            Err(problems) => {
                explained(&problems);
                // Another unit or level may fit; anything else is wrong with all of them.
                if !problems
                    .iter()
                    .any(|problem| [Code::FormulaUnitOfResult, Code::FormulaItemAbove].contains(&problem.code()))
                {
                    return;
                }
            }
        }
    }
}
