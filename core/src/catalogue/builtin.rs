//! The catalogues that come with the library.

use std::ops::Range;

use super::document::CatalogueDocument;
use super::library::compose_with;
use super::outline::Outline;
use super::reader::Packed;

/// An embedded catalogue: what it is loaded from and what a report is written with, both composed, and its document as it is written.
#[derive(Debug)]
pub(super) struct Builtin {
    id: &'static str,
    outline: &'static [u8],
    rules: &'static [u8],
    /// Where its document is in what all were packed into.
    tree: Range<usize>,
    texts: [Range<usize>; 3],
    /// Whether it is written in full, without others.
    is_whole: bool,
}

#[allow(clippy::unreadable_literal, reason = "the build writes it for the compiler alone")]
mod embedded {
    use super::Builtin;

    include!(concat!(env!("OUT_DIR"), "/builtin.rs"));
}

use embedded::{BUILTIN, REPEATED, TEXTS, TREES};

/// Ids of the built-in catalogues, in order.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|builtin| builtin.id)
}

/// The built-in catalogue of this id.
pub(super) fn find(id: &str) -> Option<&'static Builtin> {
    BUILTIN.iter().find(|builtin| builtin.id == id)
}

/// Bytes of the texts that several built-in catalogues share.
pub(super) const fn shared_size() -> usize {
    REPEATED
}

/// Ids of the built-in catalogues with the bytes that each takes in a program, without those of shared texts.
pub(super) fn sizes() -> impl Iterator<Item = (&'static str, usize)> {
    let own = |builtin: &Builtin| {
        [&builtin.tree]
            .into_iter()
            .chain(&builtin.texts)
            .map(ExactSizeIterator::len)
            .sum::<usize>()
    };
    let size = move |builtin: &Builtin| own(builtin) + builtin.outline.len() + builtin.rules.len();
    BUILTIN.iter().map(move |builtin| (builtin.id, size(builtin)))
}

impl Builtin {
    /// What is checked and planned when it is loaded; `None` where it was left out for the sake of size.
    pub(super) fn outline(&self) -> Option<Outline<'static>> {
        // Said here as well, so that no code for it is in the module for the web.
        if cfg!(target_family = "wasm") {
            return None;
        }
        postcard::from_bytes(self.outline).ok()
    }

    /// The document without what only readers need; `None` where it was left out.
    pub(super) fn rules(&self) -> Option<CatalogueDocument> {
        if cfg!(target_family = "wasm") {
            return None;
        }
        postcard::from_bytes(self.rules).ok()
    }

    /// The whole document, put together with the catalogues that it extends and uses.
    pub(super) fn document(&self) -> Option<CatalogueDocument> {
        let [ids, others, chinese] = &self.texts;
        let packed = Packed {
            tree: TREES.get(self.tree.clone())?,
            repeated: TEXTS.get(..REPEATED)?,
            texts: [TEXTS.get(ids.clone())?, TEXTS.get(others.clone())?, TEXTS.get(chinese.clone())?],
        };
        let written = packed.document()?;
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
