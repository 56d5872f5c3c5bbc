//! The catalogues that come with the library.

use super::document::CatalogueDocument;

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// Ids of the built-in catalogues, in order.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|(id, _)| *id)
}

/// The document of a built-in catalogue.
pub(super) fn document(id: &str) -> Option<CatalogueDocument> {
    let (_, bytes) = BUILTIN.iter().find(|(known, _)| *known == id)?;
    postcard::from_bytes(bytes).ok()
}
