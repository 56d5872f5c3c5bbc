//! The committed schemas are those of the types.

use cityvitals_tests::schemas::{folder, schemas};

#[test]
fn schemas_are_current() {
    for (name, text) in schemas() {
        let kept = std::fs::read_to_string(folder().join(name)).unwrap_or_default();
        assert!(kept == text, "spec/schema/{name} is not what the types say; run `make schema`");
    }
}
