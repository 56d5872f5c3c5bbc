//! Any bytes are a dataset or diagnostics; a dataset that is read can be examined, with the same results in both readings. A line `%%%` starts
//! the next file, and the first line of each is its name.
#![no_main]

use std::sync::LazyLock;

use cityvitals::catalogue::Catalogue;
use cityvitals::dataset::Dataset;
use cityvitals::diagnostic::Language;
use libfuzzer_sys::fuzz_target;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::builtin("mohurd-2025").expect("a built-in catalogue"));

fuzz_target!(|bytes: &[u8]| {
    let mut builder = Dataset::builder(&*CATALOGUE);
    for part in parts(bytes) {
        let (name, content) = part.split_at(part.iter().position(|byte| *byte == b'\n').unwrap_or(part.len()));
        let content = content.get(1..).unwrap_or_default();
        let name = String::from_utf8_lossy(name);
        builder = if name.ends_with(".json") {
            builder.json_bytes(name, content)
        } else {
            builder.csv_bytes(name, None, content)
        };
    }
    match builder.build() {
        Ok(dataset) => {
            dataset.content_hash();
            let report = CATALOGUE.examine(&dataset).expect("default options always hold");
            for result in report.results() {
                assert_eq!(
                    (result.status(), result.completeness(), result.value()),
                    result.scalar_reading(),
                    "two readings, two results"
                );
            }
            report.to_json().expect("a report has a JSON form");
        }
        Err(problems) => {
            assert!(problems.has_errors(), "refused without a reason");
            for language in [Language::Chinese, Language::English] {
                assert!(!problems.render(language).is_empty());
            }
        }
    }
});

fn parts(mut bytes: &[u8]) -> Vec<&[u8]> {
    const MARK: &[u8] = b"\n%%%\n";
    let mut parts = Vec::new();
    while let Some(end) = bytes.windows(MARK.len()).position(|window| window == MARK) {
        parts.push(&bytes[..end]);
        bytes = &bytes[end + MARK.len()..];
    }
    parts.push(bytes);
    parts
}
