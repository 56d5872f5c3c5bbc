//! Writes the JSON Schemas in `spec/schema` again.

use cityvitals_tests::schemas::{folder, schemas};

fn main() -> std::io::Result<()> {
    std::fs::create_dir_all(folder())?;
    for (name, text) in schemas() {
        std::fs::write(folder().join(name), text)?;
    }
    Ok(())
}
