//! The seeds of the fuzzer are good input: a fuzzer that starts from refused files never gets behind the readers.

use std::path::PathBuf;

use cityvitals::catalogue::Catalogue;
use cityvitals::dataset::Dataset;

fn seeds(target: &str) -> Vec<(PathBuf, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds").join(target);
    let mut seeds: Vec<(PathBuf, String)> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "no seeds in {}", folder.display());
    seeds
}

#[test]
fn catalogues() {
    for (path, text) in seeds("catalogue") {
        let files: Vec<(&str, &str)> = text.split("\n%%%\n").map(|part| ("seed", part)).collect();
        if let Err(problems) = Catalogue::from_sources(&files) {
            panic!("{}: {problems}", path.display());
        }
    }
}

#[test]
fn datasets() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    for (path, text) in seeds("dataset") {
        let mut builder = Dataset::builder(&catalogue);
        for part in text.split("\n%%%\n") {
            let (name, content) = part.split_once('\n').unwrap();
            builder = match name.strip_suffix(".json") {
                Some(_) => builder.json(name, content),
                None => builder.csv(name, None, content),
            };
        }
        if let Err(problems) = builder.build() {
            panic!("{}: {problems}", path.display());
        }
    }
}

/// The target tries a formula at two levels in several units; a seed must hold in one of them.
#[test]
fn formulas() {
    let base = seeds("catalogue").into_iter().find(|(path, _)| path.ends_with("small")).unwrap().1;
    for (path, text) in seeds("formula") {
        let mut problems = Vec::new();
        let units = ["1", "%", "m", "m2", "building", "person", "m2/person"];
        let accepted = units.iter().flat_map(|unit| [("building", unit), ("city", unit)]).any(|(level, unit)| {
            let indicator = serde_json::json!({"indicator": [{
                "number": 2, "id": "seed", "name": {"zh": "试"}, "dimension": "safety", "level": level, "unit": unit, "unit_name": {"zh": unit},
                "decimals": 3, "definition": {"zh": "试"}, "formula": text, "direction": "neutral", "nature": "improvement",
                "requirement_status": "none",
            }]});
            let catalogue = Catalogue::from_sources(&[("base.toml", &base), ("seed.json", &indicator.to_string())]);
            catalogue.map_err(|found| problems.push(found.to_string())).is_ok()
        });
        assert!(accepted, "{}: {}", path.display(), problems.join("\n"));
    }
}
