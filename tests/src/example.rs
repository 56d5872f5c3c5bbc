//! The city of the examples.

use std::fs;
use std::path::{Path, PathBuf};

use cityvitals::{Catalogue, Dataset, Report};

/// The folder of the example.
pub fn yichang_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/examples/yichang-2025")
}

/// Yichang as it was examined in 2025.
///
/// # Panics
///
/// When a file of the example cannot be read, or is not accepted.
pub fn yichang() -> Report {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let entries = fs::read_dir(yichang_folder()).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut builder = Dataset::builder(&catalogue);
    for file in files {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        match name.rsplit_once('.') {
            Some((_, "csv")) => builder = builder.csv(name, None, fs::read_to_string(file).unwrap()),
            Some((_, "json")) => builder = builder.json(name, fs::read_to_string(file).unwrap()),
            _ => {}
        }
    }
    catalogue.examine(&builder.build().unwrap()).unwrap()
}
