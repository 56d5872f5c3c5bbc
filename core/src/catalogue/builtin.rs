//! The catalogues that come with the library.

use super::document::CatalogueDocument;
use super::library::compose_with;
use super::outline::Outline;

/// An embedded catalogue: what it is loaded from and what a report is written with, both composed, and its document as it is written.
#[derive(Debug)]
pub(super) struct Builtin {
    id: &'static str,
    outline: &'static [u8],
    rules: &'static [u8],
    written: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// Ids of the built-in catalogues, in order.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|builtin| builtin.id)
}

/// The built-in catalogue of this id.
pub(super) fn find(id: &str) -> Option<&'static Builtin> {
    BUILTIN.iter().find(|builtin| builtin.id == id)
}

impl Builtin {
    /// What is checked and planned when it is loaded.
    pub(super) fn outline(&self) -> Option<Outline<'static>> {
        postcard::from_bytes(self.outline).ok()
    }

    /// The document without what only readers need.
    pub(super) fn rules(&self) -> Option<CatalogueDocument> {
        postcard::from_bytes(self.rules).ok()
    }

    /// The whole document, put together with the catalogues that it extends and uses.
    pub(super) fn document(&self) -> Option<CatalogueDocument> {
        let written = postcard::from_bytes(self.written).ok()?;
        Some(compose_with(written, None).document)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// That the documents are those of the files, and sound, is tested over the files.
    #[test]
    fn every_form_is_of_the_same_document() {
        for builtin in BUILTIN {
            let (document, rules) = (builtin.document().unwrap(), builtin.rules().unwrap());
            assert_eq!(builtin.outline().unwrap(), Outline::from(&document), "{}", builtin.id);
            assert_eq!(Outline::from(&rules), Outline::from(&document), "{}", builtin.id);
        }
    }
}
