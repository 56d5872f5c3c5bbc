//! Broken catalogues and what is said of them, in English and in Chinese.
//!
//! Every file or folder of `tests/broken` is one catalogue with one mistake (a few have several on purpose). What is said stands beside it, in a
//! snapshot of the same name: a city analyst must be able to repair the file from that text alone. The cases `local-…` are what goes wrong in a
//! local catalogue that was copied from a template and extends a national one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cityvitals::{Catalogue, Code, Diagnostics, Language};

/// Codes of these families can arise when a catalogue is loaded.
const FAMILIES: [&str; 4] = ["file.", "catalogue.", "unit.", "formula."];

/// Codes without a case, and why.
const WITHOUT_CASE: [(Code, &str); 15] = [
    (Code::FileNotUtf8, "the loader is given texts; who reads the files reports it"),
    (Code::FileTooLarge, "takes a file of more than 4 MiB"),
    (Code::FileTotalTooLarge, "takes files of more than 64 MiB"),
    (Code::FileTooManyEntries, "takes a list of more than 20,000 entries"),
    (Code::FileTextTooLong, "takes a text of more than 64 KiB"),
    (Code::FileTooManyProblems, "takes more than 1,000 mistakes"),
    (Code::FileTomlUnavailable, "only in a build without the feature `toml`"),
    (Code::FileUnreadable, "stands for what no check of a field's own foresees"),
    (Code::CatalogueExtendsTooDeep, "takes more than 16 catalogues, each upon the other"),
    (
        Code::CatalogueOtherBase,
        "takes files that are laid upon a catalogue which they do not name",
    ),
    (Code::CatalogueDefinedDifferently, "built-in catalogues define no id differently"),
    (
        Code::CatalogueStillNeeded,
        "no indicator of a built-in catalogue reads the checklist of another one",
    ),
    (Code::CatalogueNoSeries, "about a value of another edition; `series` has cases"),
    (Code::CatalogueNotComparable, "about a value of another edition; `series` has cases"),
    (Code::CatalogueValueTooLarge, "about a value of another edition; `series` has cases"),
];

type Files = Vec<(String, String)>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("broken")
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn text_of(path: &Path, part: impl Fn(&Path) -> Option<&std::ffi::OsStr>) -> String {
    part(path).unwrap().to_str().unwrap().to_owned()
}

fn is_snapshot(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "snap" || extension == "new")
}

/// The cases by name, each with its files.
fn cases() -> BTreeMap<String, Files> {
    let read = |path: &PathBuf| (text_of(path, Path::file_name), fs::read_to_string(path).unwrap());
    let mut cases = BTreeMap::new();
    for path in sorted(&folder()) {
        if is_snapshot(&path) {
            continue;
        }
        let files = if path.is_dir() {
            sorted(&path).iter().map(read).collect()
        } else {
            vec![read(&path)]
        };
        let name = text_of(&path, Path::file_stem);
        assert!(cases.insert(name, files).is_none(), "two cases have the name of {}", path.display());
    }
    cases
}

fn load(files: &[(String, String)]) -> Result<Catalogue, Diagnostics> {
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Catalogue::from_sources(&files)
}

#[test]
fn what_is_said_of_broken_catalogues() {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(folder());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        let cases = cases();
        for path in sorted(&folder()).iter().filter(|path| is_snapshot(path)) {
            let name = text_of(path, Path::file_stem);
            assert!(cases.contains_key(&name), "{name} has a snapshot and no case");
        }
        for (name, files) in cases {
            let said = match load(&files) {
                Ok(_) => "accepted".to_owned(),
                Err(problems) => format!("{}\n{}", problems.render(Language::English), problems.render(Language::Chinese)),
            };
            insta::assert_snapshot!(name, said);
        }
    });
}

#[test]
fn every_code_has_a_case() {
    let accepted: Vec<String> = cases()
        .into_iter()
        .filter(|(_, files)| load(files).is_ok())
        .map(|(name, _)| name)
        .collect();
    assert_eq!(accepted, [""; 0], "cases that are no mistakes");
    let produced: BTreeSet<Code> = cases()
        .values()
        .filter_map(|files| load(files).err())
        .flat_map(|problems| problems.iter().map(cityvitals::Diagnostic::code).collect::<Vec<_>>())
        .collect();
    let expected = Code::all()
        .iter()
        .filter(|code| FAMILIES.iter().any(|family| code.as_str().starts_with(family)));
    let excused = |code: &Code| WITHOUT_CASE.iter().any(|(known, _)| known == code);
    let missing: Vec<&Code> = expected.filter(|code| !produced.contains(code) && !excused(code)).collect();
    assert!(missing.is_empty(), "codes that no case produces: {missing:?}");
    let stale: Vec<&Code> = produced.iter().filter(|code| excused(code)).collect();
    assert!(stale.is_empty(), "codes that have a case after all: {stale:?}");
}
