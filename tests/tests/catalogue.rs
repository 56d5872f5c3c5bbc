//! The embedded catalogues are the files of `spec/catalogues`, whole and sound.

use std::fs;
use std::path::{Path, PathBuf};

use cityvitals::catalogue::Evidence;
use cityvitals::{Catalogue, Dataset, Language, Report};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../spec/catalogues")
}

fn files(folder: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort_by_key(|path| (path.is_dir(), path.clone()));
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn embedded_catalogues_are_their_files() {
    for id in Catalogue::builtin_ids() {
        let mut found = Vec::new();
        files(&folder().join(id), &mut found);
        let sources: Vec<(&str, &str)> = found.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let read = Catalogue::from_sources(&sources).unwrap_or_else(|problems| panic!("{}", problems.render(Language::English)));
        let embedded = Catalogue::builtin(id).unwrap();
        assert_eq!(read.document(), embedded.document(), "{id}");
        assert_eq!(read.content_hash(), embedded.content_hash(), "{id}");
    }
}

#[test]
fn json_reads_to_the_same_catalogue() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let text = serde_json::to_string(catalogue.document()).unwrap();
    let read =
        Catalogue::from_sources(&[("mohurd-2025.json", &text)]).unwrap_or_else(|problems| panic!("{}", problems.render(Language::English)));
    assert_eq!(read.content_hash(), catalogue.content_hash());
}

#[test]
fn nothing_of_the_2025_catalogue_is_dropped() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let document = catalogue.document();
    let checks = document.indicators.iter().map(|indicator| indicator.checks.len()).sum::<usize>();
    // 145 items of the handbook, and three shortfalls that its collection form asks for.
    assert_eq!((document.indicators.len(), document.items.len(), checks), (60, 148, 131));
    let group = |wanted: &str| {
        let in_group = |id: &str| {
            document
                .dimensions
                .iter()
                .any(|dimension| dimension.id.value == id && dimension.group == wanted)
        };
        document
            .indicators
            .iter()
            .filter(|indicator| in_group(&indicator.dimension))
            .count()
    };
    let groups = ["housing", "community", "block", "city", "rectification"].map(group);
    assert_eq!(groups, [9, 12, 8, 30, 1]);
    let numbers: Vec<u16> = catalogue.concordance().iter().map(|line| line.number).collect();
    assert_eq!(numbers, (1..=60).collect::<Vec<_>>());
}

#[test]
fn what_is_ours_is_never_marked_as_read_in_the_document() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    for indicator in catalogue.indicators() {
        assert_eq!(indicator.evidence.of("decimals"), Evidence::Inferred, "{}", indicator.id.value);
        assert_eq!(indicator.evidence.of("missing"), Evidence::Inferred, "{}", indicator.id.value);
        if let Some(basis) = indicator.nature_basis.as_ref().filter(|basis| basis.kind == "inferred") {
            assert_eq!(
                indicator.evidence.of("nature"),
                Evidence::Inferred,
                "{}: {}",
                indicator.id.value,
                basis.text.en
            );
        }
    }
}

#[test]
fn catalogues_datasets_and_reports_cross_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<Catalogue>();
    crosses::<Dataset>();
    crosses::<Report>();
}
