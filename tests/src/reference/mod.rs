//! The generated reference: one page per catalogue and language, a concordance of the editions and tables of who hands in what.
//!
//! Everything on the pages comes from the catalogues; nothing is written by hand.

mod concordance;
mod page;
mod section;
mod tasks;
mod words;

use std::path::PathBuf;

use cityvitals::diagnostic::Diagnostics;
use cityvitals::{Catalogue, Language};

use words::Words;

/// Languages of the pages with the folders that they are in.
const LANGUAGES: [(Language, &str); 2] = [(Language::Chinese, "zh"), (Language::English, "en")];

/// Path below [`folder`] and text of every page.
///
/// # Errors
///
/// Those of the catalogues that do not load.
pub fn pages() -> Result<Vec<(String, String)>, Diagnostics> {
    let mut catalogues: Vec<Catalogue> = Catalogue::builtin_ids().map(Catalogue::builtin).collect::<Result<_, _>>()?;
    catalogues.sort_by_key(|catalogue| (catalogue.edition(), catalogue.lineage().len()));
    let mut pages = Vec::new();
    for (language, folder) in LANGUAGES {
        let words = Words(language);
        pages.push((format!("{folder}/README.md"), page::index(words, &catalogues)));
        pages.push((format!("{folder}/concordance.md"), concordance::page(words, &catalogues)));
        for catalogue in &catalogues {
            pages.push((format!("{folder}/{}.md", catalogue.id()), page::page(words, catalogue)));
            pages.push((format!("{folder}/tasks-{}.md", catalogue.id()), tasks::page(words, catalogue)));
        }
    }
    Ok(pages)
}

/// Where the pages are kept.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../spec/reference")
}
