//! The catalogues that come with the library.

use super::document::CatalogueDocument;

/// An embedded catalogue: the whole document, and the part of it that is computed with.
#[derive(Debug)]
pub(super) struct Builtin {
    id: &'static str,
    rules: &'static [u8],
    document: &'static [u8],
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
    /// The document without what only readers need.
    pub(super) fn rules(&self) -> Option<CatalogueDocument> {
        postcard::from_bytes(self.rules).ok()
    }

    /// The whole document.
    pub(super) fn document(&self) -> Option<CatalogueDocument> {
        postcard::from_bytes(self.document).ok()
    }
}
