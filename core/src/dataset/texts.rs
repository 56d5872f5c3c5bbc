//! Many short texts in one block of memory, and such a list with an index: the ids of a table.

use std::hash::BuildHasher;

use crate::hash::Seed;

const NONE: u32 = u32::MAX;

/// A list of texts that share one allocation; a million ids cost their bytes and four more each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    bytes: String,
    ends: Vec<u32>,
}

impl Texts {
    /// An empty list with room for so many texts.
    pub fn with_capacity(texts: usize) -> Self {
        Self {
            bytes: String::with_capacity(texts.saturating_mul(8)),
            ends: Vec::with_capacity(texts),
        }
    }

    /// Adds a text and gives its number, or `None` when 4 GiB are full.
    pub fn push(&mut self, text: &str) -> Option<u32> {
        let number = u32::try_from(self.ends.len()).ok().filter(|number| *number != NONE)?;
        let end = u32::try_from(self.bytes.len().checked_add(text.len())?).ok()?;
        self.bytes.push_str(text);
        self.ends.push(end);
        Some(number)
    }

    /// All texts one behind the other, and where each of them ends.
    ///
    /// ```
    /// use cityvitals::dataset::Texts;
    ///
    /// let texts: Texts = ["甲", "", "ab"].into_iter().collect();
    /// assert_eq!(texts.as_parts(), ("甲ab", [3, 3, 5].as_slice()));
    /// ```
    pub fn as_parts(&self) -> (&str, &[u32]) {
        (&self.bytes, &self.ends)
    }

    /// Number of texts.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the list is empty.
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a row.
    pub fn get(&self, row: usize) -> Option<&str> {
        let end = usize::try_from(*self.ends.get(row)?).ok()?;
        let start = match row.checked_sub(1) {
            None => 0,
            Some(before) => usize::try_from(*self.ends.get(before)?).ok()?,
        };
        self.bytes.get(start..end)
    }

    /// All texts in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let end = usize::try_from(*end).unwrap_or(usize::MAX);
            self.bytes.get(std::mem::replace(&mut start, end)..end).unwrap_or_default()
        })
    }
}

impl<T: AsRef<str>> FromIterator<T> for Texts {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let texts = texts.into_iter();
        let mut list = Self::with_capacity(texts.size_hint().0);
        for text in texts {
            list.push(text.as_ref());
        }
        list
    }
}

/// Different texts in order, each with its number: the ids of a table.
///
/// ```
/// use cityvitals::dataset::Ids;
///
/// let mut ids = Ids::default();
/// assert_eq!(ids.insert("二马路社区").map(|id| id.number), Some(0));
/// assert_eq!(ids.find("二马路社区"), Some(0));
/// assert_eq!(ids.get(0), Some("二马路社区"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Ids {
    texts: Texts,
    /// Open addressing with linear probing: at most half of the slots hold the number of a text.
    slots: Vec<u32>,
    hasher: Seed,
}

/// What became of a text that was put into [`Ids`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inserted {
    /// Its number.
    pub number: u32,
    /// Whether it was there before.
    pub known: bool,
}

impl Ids {
    /// An empty list with room for so many ids.
    pub fn with_capacity(ids: usize) -> Self {
        let slots = slots_for(ids);
        Self {
            texts: Texts::with_capacity(ids),
            slots: vec![NONE; slots],
            hasher: Seed::default(),
        }
    }

    /// Adds an id at the end unless it is there already; `None` when 4 GiB are full.
    pub fn insert(&mut self, id: &str) -> Option<Inserted> {
        if slots_for(self.len().checked_add(1)?) > self.slots.len() {
            self.grow();
        }
        match self.slot(id) {
            Slot::Taken(number) => Some(Inserted { number, known: true }),
            Slot::Free(slot) => {
                let number = self.texts.push(id)?;
                *self.slots.get_mut(slot)? = number;
                Some(Inserted { number, known: false })
            }
        }
    }

    /// Number of an id.
    pub fn find(&self, id: &str) -> Option<u32> {
        match self.slot(id) {
            Slot::Taken(number) => Some(number),
            Slot::Free(_) => None,
        }
    }

    fn slot(&self, id: &str) -> Slot {
        let Some(mask) = self.slots.len().checked_sub(1) else {
            return Slot::Free(0);
        };
        let mut slot = self.start(id) & mask;
        loop {
            match self.slots.get(slot).copied().unwrap_or(NONE) {
                NONE => return Slot::Free(slot),
                number if self.get(usize::try_from(number).unwrap_or(usize::MAX)) == Some(id) => return Slot::Taken(number),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn start(&self, id: &str) -> usize {
        // The upper half of the hash is as good as the lower and fits a 32-bit platform.
        usize::try_from(self.hasher.hash_one(id) >> 32).unwrap_or_default()
    }

    fn grow(&mut self) {
        let size = slots_for(self.len() + 1).max(self.slots.len() * 2);
        let mask = size - 1;
        let mut slots = vec![NONE; size];
        for (number, id) in (0..).zip(self.texts.iter()) {
            let mut slot = self.start(id) & mask;
            while slots.get(slot).is_some_and(|taken| *taken != NONE) {
                slot = (slot + 1) & mask;
            }
            if let Some(free) = slots.get_mut(slot) {
                *free = number;
            }
        }
        self.slots = slots;
    }

    /// Number of ids.
    pub const fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are no ids.
    pub const fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The ids as a list of texts.
    pub const fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The id of a row.
    pub fn get(&self, row: usize) -> Option<&str> {
        self.texts.get(row)
    }

    /// All ids in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter()
    }
}

impl PartialEq for Ids {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts
    }
}

impl Eq for Ids {}

enum Slot {
    Taken(u32),
    Free(usize),
}

fn slots_for(ids: usize) -> usize {
    ids.saturating_mul(2).max(8).checked_next_power_of_two().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ids_are_numbered_by_first_appearance(list in prop::collection::vec("[ab社]{0,3}", 0..200)) {
            let mut ids = Ids::default();
            let mut model: BTreeMap<String, u32> = BTreeMap::new();
            for id in &list {
                let next = u32::try_from(model.len()).unwrap();
                let known = model.contains_key(id);
                let number = *model.entry(id.clone()).or_insert(next);
                prop_assert_eq!(ids.insert(id), Some(Inserted { number, known }));
            }
            prop_assert_eq!(ids.len(), model.len());
            for (id, number) in &model {
                prop_assert_eq!(ids.find(id), Some(*number));
                prop_assert_eq!(ids.get(usize::try_from(*number).unwrap()), Some(id.as_str()));
            }
            prop_assert_eq!(ids.find("absent"), None);
            prop_assert_eq!(ids.iter().count(), ids.len());
        }

        #[test]
        fn texts_come_back(list: Vec<String>) {
            let texts: Texts = list.iter().collect();
            prop_assert_eq!(texts.iter().map(String::from).collect::<Vec<_>>(), list.clone());
            for (row, text) in list.iter().enumerate() {
                prop_assert_eq!(texts.get(row), Some(text.as_str()));
            }
            prop_assert_eq!(texts.get(list.len()), None);
        }
    }

    #[test]
    fn an_empty_list_finds_nothing() {
        assert_eq!(Ids::default().find(""), None);
        assert_eq!(Ids::with_capacity(0).find(""), None);
    }
}
