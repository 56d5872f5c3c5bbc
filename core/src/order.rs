//! Lists in order.
//!
//! The standard library's sort is written anew for each type of list, several kilobytes each time, and the module for the web is loaded by every
//! visitor of a page. Here places are sorted, by one sort for all lists, and the list is put in their order. Equal elements stay in order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts by a key.
pub(crate) fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(list, |left, right| key(left).cmp(&key(right)));
}

/// Sorts by a comparison.
pub(crate) fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = places(list.len(), |left, right| match (list.get(left), list.get(right)) {
        (Some(left), Some(right)) => compare(left, right),
        _ => Ordering::Equal,
    });
    arrange(order, |left, right| list.swap(left, right));
}

/// The places of a list of this length in the order of what stands there.
pub(crate) fn places(length: usize, mut compare: impl FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    sorted(length, &mut compare)
}

/// A map of entries, put in one by one; `collect` would sort them before.
pub(crate) fn map_of<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(entries);
    map
}

/// A set of elements, put in one by one.
pub(crate) fn set_of<T: Ord>(elements: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(elements);
    set
}

#[inline(never)]
fn sorted(length: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    places.sort_by(|left, right| compare(*left, *right));
    places
}

/// Swaps so that each place of the list gets what stands at the place that `order` names for it.
fn arrange(mut order: Vec<usize>, mut swap: impl FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut place = start;
        // What is laid aside at the start of a circle moves along it to its end.
        while let Some(from) = order.get_mut(place).map(|from| std::mem::replace(from, place)) {
            if from == start || from == place {
                break;
            }
            swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_list_is_sorted_as_the_standard_library_sorts_it(keys in proptest::collection::vec(0_u8..20, 0..80)) {
            let mut list: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut expected = list.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut list, |(key, _)| *key);
            prop_assert_eq!(&list, &expected);
            expected.sort_by_key(|(_, place)| std::cmp::Reverse(*place));
            sort_by(&mut list, |left, right| right.1.cmp(&left.1));
            prop_assert_eq!(list, expected);
        }
    }
}
