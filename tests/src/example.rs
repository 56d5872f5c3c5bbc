//! The city of the examples.

use std::fs;
use std::path::{Path, PathBuf};

use cityvitals::{Catalogue, Dataset, Report};

/// The folder of the example.
pub fn yichang_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/examples/yichang-2025")
}

/// The tables of Yichang, each the name of its file and its text, in the order of their names.
///
/// # Panics
///
/// When a file of the example cannot be read.
pub fn yichang_files() -> Vec<(String, String)> {
    let entries = fs::read_dir(yichang_folder()).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "csv" || extension == "json"));
    files.sort();
    let read = |file: &PathBuf| {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        (name, fs::read_to_string(file).unwrap())
    };
    files.iter().map(read).collect()
}

/// Examines tables by `mohurd-2025`, each the name of its file, which tells its level, and its text.
///
/// # Panics
///
/// When a table is not accepted.
pub fn examine_tables(files: &[(impl AsRef<str>, impl AsRef<str>)]) -> Report {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let mut builder = Dataset::builder(&catalogue);
    for (name, text) in files {
        let (name, text) = (name.as_ref(), text.as_ref());
        builder = if Path::new(name).extension().is_some_and(|extension| extension == "json") {
            builder.json(name, text)
        } else {
            builder.csv(name, None, text)
        };
    }
    catalogue.examine(&builder.build().unwrap()).unwrap()
}

/// Yichang as it was examined in 2025.
///
/// # Panics
///
/// When a file of the example cannot be read, or is not accepted.
pub fn yichang() -> Report {
    examine_tables(&yichang_files())
}
