//! Nothing that is handed in makes the library panic: arbitrary bytes, and valid files with damages.

use std::sync::LazyLock;

use cityvitals::{Catalogue, Dataset, Options, formula};
use cityvitals_tests::{Dice, TrapFile, VectorFile, check_readings, damaged, read_folder};
use proptest::prelude::*;

static MOHURD: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::builtin("mohurd-2025").unwrap());

/// Catalogues of the traps.
static CATALOGUES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let files = read_folder::<TrapFile>("traps");
    files
        .values()
        .flat_map(|file| file.catalogues.values())
        .map(|source| source.get().to_owned())
        .collect()
});

/// Datasets of the vectors, each with the indicator that it is for.
static DATASETS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let files = read_folder::<VectorFile>("mohurd-2025");
    let of = |file: VectorFile| {
        let indicator = file.indicator;
        file.cases
            .into_iter()
            .map(move |case| (indicator.clone(), case.dataset.get().to_owned()))
    };
    files.into_values().flat_map(of).collect()
});

/// Examines whatever of a dataset was accepted, and holds the two readings against each other.
fn use_dataset(catalogue: &Catalogue, dataset: &Dataset, indicators: Vec<String>) {
    let report = catalogue
        .examine_with(
            dataset,
            &Options {
                indicators,
                ..Options::default()
            },
        )
        .unwrap();
    assert_eq!(check_readings(&report), Vec::<String>::new());
    report.to_json().unwrap();
}

/// Looks at everything that a refusal or warning can show.
fn look_at(outcome: Result<Dataset, cityvitals::Diagnostics>) -> Option<Dataset> {
    match outcome {
        Ok(dataset) => Some(dataset),
        Err(problems) => {
            assert!(problems.errors().next().is_some(), "refused without an error");
            assert!(!problems.to_string().is_empty());
            serde_json::to_string(&problems).unwrap();
            None
        }
    }
}

fn use_catalogue(name: &str, text: &str) {
    match Catalogue::from_sources(&[(name, text)]) {
        Ok(catalogue) => {
            let dataset = Dataset::builder(&catalogue)
                .json("city.json", r#"{ "tables": { "city": { "rows": [{ "id": "city" }] } } }"#)
                .build();
            if let Some(dataset) = look_at(dataset) {
                use_dataset(&catalogue, &dataset, Vec::new());
            }
        }
        Err(problems) => {
            assert!(problems.errors().next().is_some(), "refused without an error");
            assert!(!problems.to_string().is_empty());
        }
    }
}

const FORMULAS: [&str; 6] = [
    "(expressway_length + arterial_road_length) / built_up_area",
    "count(residential_building where structural_hazard)",
    "sum(compound: coalesce(parking_space_shortfall, max(0, parking_space_demand - parking_space_supply)))",
    "weighted_mean(road_segment where road_class in (expressway): segment_length × 2, weight: segment_length)",
    "如果（甲 ≥ 20 [year] 且 非 任一（乙， 丙）， 修约（甲 ÷ 3， 2）， 70％）",
    "「道路等级（快速路/主干路）」 - previous(a) * -1",
];

const CSV: &str =
    "编号,所属社区,结构安全隐患,建成年份,燃气立管运行年限（年）\n1号楼,c1,是,1998,\"1,234.5\"\n2号楼,c1,否,,——\n3号楼,c2,√,2005,12年\n";

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_formulas(text in "\\PC{0,60}") {
        let _ = formula::parse(&text);
    }

    #[test]
    fn damaged_formulas(seed: u64, place in 0..FORMULAS.len()) {
        let text = damaged(FORMULAS[place], &mut Dice::new(seed));
        if let Ok(formula) = formula::parse(&text) {
            let written = formula.to_string();
            prop_assert_eq!(formula::parse(&written).unwrap().to_string(), written);
        }
    }

    #[test]
    fn arbitrary_bytes_as_a_catalogue(bytes in prop::collection::vec(any::<u8>(), 0..200), json: bool) {
        use_catalogue(if json { "a.json" } else { "a.toml" }, &String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn damaged_catalogues(seed: u64) {
        let mut dice = Dice::new(seed);
        let text = damaged(dice.pick(CATALOGUES.as_slice()).as_str(), &mut dice);
        use_catalogue("catalogue.json", &text);
    }

    #[test]
    fn damaged_catalogues_in_toml(seed: u64) {
        let text = damaged(include_str!("mini.toml"), &mut Dice::new(seed));
        use_catalogue("catalogue.toml", &text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_as_a_dataset(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        look_at(Dataset::builder(&*MOHURD).csv_bytes("building.csv", None, bytes.clone()).build());
        look_at(Dataset::builder(&*MOHURD).csv_bytes("没有层级", None, bytes.clone()).build());
        look_at(Dataset::builder(&*MOHURD).json_bytes("city.json", bytes).build());
    }

    #[test]
    fn damaged_csv(seed: u64) {
        let text = damaged(CSV, &mut Dice::new(seed));
        if let Some(dataset) = look_at(Dataset::builder(&*MOHURD).csv("building.csv", None, text).build()) {
            use_dataset(&MOHURD, &dataset, (1..10).map(|number: u8| number.to_string()).collect());
        }
    }

    #[test]
    fn damaged_json(seed: u64) {
        let mut dice = Dice::new(seed);
        let (indicator, text) = dice.pick(DATASETS.as_slice());
        let text = damaged(text, &mut dice);
        if let Some(dataset) = look_at(Dataset::builder(&*MOHURD).json("city.json", text).build()) {
            use_dataset(&MOHURD, &dataset, vec![indicator.clone()]);
        }
    }
}
