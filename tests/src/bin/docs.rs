//! Writes the pages in `spec/reference` again, and prints how large the embedded catalogues are.
#![allow(clippy::print_stdout, reason = "a command that tells what it did")]

use cityvitals_tests::reference::{folder, pages};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if folder().exists() {
        std::fs::remove_dir_all(folder())?;
    }
    let pages = pages()?;
    for (path, text) in &pages {
        let path = folder().join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    println!("{} pages in spec/reference", pages.len());
    for (id, bytes) in cityvitals::Catalogue::builtin_sizes() {
        println!("{id:16} {bytes:>8} bytes embedded");
    }
    let shared = cityvitals::Catalogue::builtin_shared_size();
    let own: usize = cityvitals::Catalogue::builtin_sizes().map(|(_, bytes)| bytes).sum();
    println!("{:16} {shared:>8} bytes", "shared by several");
    println!("{:16} {:>8} bytes", "together", own + shared);
    Ok(())
}
