//! The committed reference is what the catalogues say.

use std::collections::BTreeSet;
use std::path::Path;

use cityvitals_tests::reference::{folder, pages};

fn files(below: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(below).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if let Ok(name) = path.strip_prefix(folder()) {
            found.insert(name.to_string_lossy().replace('\\', "/"));
        }
    }
}

#[test]
fn pages_are_current() {
    let pages = pages().unwrap_or_else(|problems| panic!("{problems}"));
    let mut kept = BTreeSet::new();
    files(&folder(), &mut kept);
    for (path, text) in &pages {
        let is_current = std::fs::read_to_string(folder().join(path)).is_ok_and(|kept| kept == *text);
        assert!(is_current, "spec/reference/{path} is not what the catalogues say; run `make docs`");
        kept.remove(path);
    }
    assert!(kept.is_empty(), "pages of nothing in spec/reference: {kept:?}; run `make docs`");
}
