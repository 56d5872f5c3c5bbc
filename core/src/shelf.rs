//! Values by key, in the order of keys.
//!
//! A `BTreeMap` is compiled anew for each type of value, three kilobytes each time, and the module for the web is loaded by every visitor of a
//! page. Here the map holds places in a list of values, so that it is compiled once for each type of key. What is put in stays.

use std::borrow::Borrow;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub(crate) struct Shelf<K, V> {
    places: BTreeMap<K, usize>,
    values: Vec<V>,
}

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Self {
            places: BTreeMap::new(),
            values: Vec::new(),
        }
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Shelf<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<K: Eq, V: Eq> Eq for Shelf<K, V> {}

impl<K, V> Shelf<K, V> {
    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> {
        self.places.keys()
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.places.values().filter_map(|place| self.values.get(*place))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.keys().zip(self.values())
    }

    /// The values in no order.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.values.iter_mut()
    }

    pub(crate) fn into_entries(self) -> impl Iterator<Item = (K, V)> {
        let mut values: Vec<Option<V>> = self.values.into_iter().map(Some).collect();
        let places = self.places.into_iter();
        places.filter_map(move |(key, place)| Some((key, values.get_mut(place)?.take()?)))
    }

    pub(crate) fn into_values(self) -> impl Iterator<Item = V> {
        self.into_entries().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Shelf<K, V> {
    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.values.get(*self.places.get(key)?)
    }

    pub(crate) fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.places.contains_key(key)
    }

    /// Puts a value in the place of the one before.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        let place = self.place(key);
        match self.values.get_mut(place) {
            Some(before) => *before = value,
            None => self.values.push(value),
        }
    }

    /// The value, which is made if it is not there yet.
    pub(crate) fn or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let place = self.place(key);
        if place == self.values.len() {
            self.values.push(make());
        }
        #[allow(
            clippy::indexing_slicing,
            reason = "a place is that of a value or of the next one, which was just put there"
        )]
        &mut self.values[place]
    }

    pub(crate) fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.or_insert_with(key, V::default)
    }

    /// The place of a key, after all others if it is new.
    fn place(&mut self, key: K) -> usize {
        *self.places.entry(key).or_insert(self.values.len())
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Shelf<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut shelf = Self::default();
        entries.into_iter().for_each(|(key, value)| shelf.insert(key, value));
        shelf
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_holds_what_a_map_holds(entries in proptest::collection::vec((0_u8..20, any::<u8>()), 0..60), added in 0_u8..20) {
            let mut shelf: Shelf<u8, u8> = entries.iter().copied().collect();
            let mut map: BTreeMap<u8, u8> = entries.iter().copied().collect();
            *shelf.or_insert_with(added, || 7) ^= 1;
            *map.entry(added).or_insert(7) ^= 1;
            prop_assert_eq!(shelf.len(), map.len());
            prop_assert!(shelf.iter().eq(&map));
            prop_assert!((0..20).all(|key| shelf.get(&key) == map.get(&key) && shelf.contains_key(&key) == map.contains_key(&key)));
            let sorted: Shelf<u8, u8> = map.clone().into_iter().collect();
            prop_assert!(shelf == sorted);
            prop_assert!(shelf.into_values().eq(map.into_values()));
        }
    }
}
