//! Any texts are a catalogue or diagnostics; a catalogue that loads keeps its content hash. A line `%%%` starts the next file.
#![no_main]

use cityvitals::catalogue::Catalogue;
use cityvitals::diagnostic::Language;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // No extension, so that the first character decides between TOML and JSON.
    let files: Vec<(&str, &str)> = text.split("\n%%%\n").map(|part| ("fuzzed", part)).collect();
    match Catalogue::from_sources(&files) {
        Ok(catalogue) => {
            let written = serde_json::to_string(catalogue.document()).expect("a catalogue has a JSON form");
            let again = Catalogue::from_sources(&[("written.json", &written)])
                .unwrap_or_else(|problems| panic!("written as JSON and not read: {problems}\n{written}"));
            assert_eq!(catalogue.content_hash(), again.content_hash());
        }
        Err(problems) => {
            assert!(problems.has_errors(), "refused without a reason");
            for language in [Language::Chinese, Language::English] {
                assert!(!problems.render(language).is_empty());
            }
            serde_json::to_string(&problems).expect("diagnostics have a JSON form");
        }
    }
});
