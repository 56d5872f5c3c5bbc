//! A quick hash for the short texts that names are.
//!
//! A catalogue looks names up thousands of times while it is loaded. As in the standard library, every table has a seed of its own that
//! nobody can know, so that no file can be written whose names all fall on one place.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// A table.
pub(crate) type QuickMap<K, V> = HashMap<K, V, Seed>;

/// What the hashes of one table begin with.
#[derive(Clone, Debug)]
pub(crate) struct Seed(u64);

impl Default for Seed {
    fn default() -> Self {
        Self(RandomState::new().build_hasher().finish())
    }
}

impl BuildHasher for Seed {
    type Hasher = QuickHasher;

    fn build_hasher(&self) -> QuickHasher {
        QuickHasher(self.0)
    }
}

/// Takes eight bytes at a time.
#[derive(Clone, Debug)]
pub(crate) struct QuickHasher(u64);

impl QuickHasher {
    /// Multiplies by an odd number without a pattern (2^64 over the golden ratio) and lays the halves of the product over each other, so that
    /// every bit of the word moves bits at both ends.
    fn mix(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let [low, high] = [product, product >> 64].map(|half| u64::try_from(half & u128::from(u64::MAX)).unwrap_or(0));
        self.0 = low ^ high;
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            // The bit in front of the bytes tells apart texts that differ only in zeros at their end.
            self.mix(rest.iter().rev().fold(1, |word, byte| (word << 8) | u64::from(*byte)));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_that_are_alike_fall_apart() {
        let seed = Seed::default();
        let mut names: Vec<String> = (0..20_000).map(|number| format!("item_{number}")).collect();
        names.extend((0..64).map(|length| "\0".repeat(length)));
        let hashes: BTreeSet<u64> = names.iter().map(|name| seed.hash_one(name.as_str())).collect();
        assert_eq!(hashes.len(), names.len());
        // A table takes its place from the lower bits and tells neighbours apart by the upper ones.
        for bits in [|hash: &u64| hash & 0x3FF, |hash: &u64| hash >> 57] {
            let mut places = std::collections::BTreeMap::<u64, usize>::new();
            for hash in &hashes {
                *places.entry(bits(hash)).or_default() += 1;
            }
            let even = names.len() / places.len();
            assert!(places.values().all(|count| *count < even * 3), "{places:?}");
        }
    }

    #[test]
    fn every_table_has_its_own_seed() {
        let hashes: BTreeSet<u64> = (0..100).map(|_| Seed::default().hash_one("built_up_area")).collect();
        assert_eq!(hashes.len(), 100);
    }
}
