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
    /// Whether it is written in full, without others.
    is_whole: bool,
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

/// Ids of the built-in catalogues with the bytes that each takes in a program.
pub(super) fn sizes() -> impl Iterator<Item = (&'static str, usize)> {
    let size = |builtin: &Builtin| [builtin.outline, builtin.rules, builtin.written].into_iter().map(<[u8]>::len).sum();
    BUILTIN.iter().map(move |builtin| (builtin.id, size(builtin)))
}

impl Builtin {
    /// What is checked and planned when it is loaded; `None` where it was left out for the sake of size.
    pub(super) fn outline(&self) -> Option<Outline<'static>> {
        postcard::from_bytes(self.outline).ok()
    }

    /// The document without what only readers need; `None` where it was left out.
    pub(super) fn rules(&self) -> Option<CatalogueDocument> {
        postcard::from_bytes(self.rules).ok()
    }

    /// The whole document, put together with the catalogues that it extends and uses.
    pub(super) fn document(&self) -> Option<CatalogueDocument> {
        let written = postcard::from_bytes(self.written).ok()?;
        Some(if self.is_whole {
            written
        } else {
            compose_with(written, None).document
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::dataset::Dataset;

    /// What a build for the web does.
    #[test]
    fn a_catalogue_loads_from_what_is_written_of_it_alone() {
        for builtin in BUILTIN {
            let (prepared, plain) = (Catalogue::builtin(builtin.id).unwrap(), Catalogue::of_written(builtin).unwrap());
            assert_eq!(plain.document(), prepared.document(), "{}", builtin.id);
            assert_eq!(plain.content_hash(), prepared.content_hash(), "{}", builtin.id);
            let city = "城市,快速路长度,主干路长度,次干路长度,支路长度,建成区面积（公顷）\n某市,120,310.5,402,903.8,20239\n";
            let results = [&prepared, &plain].map(|catalogue| {
                let dataset = Dataset::builder(catalogue).csv("city.csv", None, city).build().unwrap();
                catalogue.examine(&dataset).unwrap().document()
            });
            assert_eq!(results[0], results[1], "{}", builtin.id);
        }
    }

    /// They are planned one by one when they are asked for.
    #[test]
    fn the_rules_of_every_indicator_are_sound() {
        for id in ids() {
            let catalogue = Catalogue::builtin(id).unwrap();
            for (place, indicator) in catalogue.indicators().iter().enumerate() {
                assert!(catalogue.compiled_indicator(place).is_some(), "{id}: {}", indicator.id.value);
            }
        }
    }

    /// That the documents are those of the files, and sound, is tested over the files.
    #[test]
    fn every_form_is_of_the_same_document() {
        for builtin in BUILTIN {
            let (document, rules) = (builtin.document().unwrap(), builtin.rules().unwrap());
            assert_eq!(builtin.outline().unwrap(), Outline::of_names(&document), "{}", builtin.id);
            assert_eq!(Outline::from(&rules), Outline::from(&document), "{}", builtin.id);
        }
    }
}
