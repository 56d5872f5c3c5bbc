//! A packed bitmap: one bit per row.

const WIDTH: usize = 64;

/// One bit per row, packed into 64-bit words, lowest bit first. Bits beyond the length are zero in the last word.
///
/// ```
/// use cityvitals::dataset::Bits;
///
/// let bits: Bits = [true, false, true].into_iter().collect();
/// assert_eq!(bits.words(), [0b101]);
/// assert_eq!(bits.count(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    length: usize,
}

impl Bits {
    /// All bits zero.
    pub fn zeros(length: usize) -> Self {
        Self {
            words: vec![0; length.div_ceil(WIDTH)],
            length,
        }
    }

    /// All bits one.
    pub fn ones(length: usize) -> Self {
        let mut bits = Self {
            words: vec![u64::MAX; length.div_ceil(WIDTH)],
            length,
        };
        bits.clear_tail();
        bits
    }

    /// Takes words as they are; missing words are zero, and bits beyond the length are cleared.
    ///
    /// ```
    /// use cityvitals::dataset::Bits;
    ///
    /// assert_eq!(Bits::from_words(vec![u64::MAX], 3).count(), 3);
    /// ```
    pub fn from_words(mut words: Vec<u64>, length: usize) -> Self {
        words.resize(length.div_ceil(WIDTH), 0);
        let mut bits = Self { words, length };
        bits.clear_tail();
        bits
    }

    fn clear_tail(&mut self) {
        let used = self.length % WIDTH;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }

    /// Number of bits.
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether there are no bits at all.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The words, lowest bit first; bits beyond the length are zero.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The bit of a row; `false` beyond the end.
    pub fn get(&self, row: usize) -> bool {
        self.words.get(row / WIDTH).is_some_and(|word| word >> (row % WIDTH) & 1 == 1)
    }

    /// Sets the bit of a row; a row beyond the end is left alone.
    pub fn set(&mut self, row: usize, bit: bool) {
        if row < self.length
            && let Some(word) = self.words.get_mut(row / WIDTH)
        {
            let mask = 1 << (row % WIDTH);
            if bit {
                *word |= mask;
            } else {
                *word &= !mask;
            }
        }
    }

    /// Adds a bit at the end.
    pub fn push(&mut self, bit: bool) {
        let place = self.length % WIDTH;
        if place == 0 {
            self.words.push(u64::from(bit));
        } else if let Some(last) = self.words.last_mut() {
            *last |= u64::from(bit) << place;
        }
        self.length += 1;
    }

    /// Grows with zeros, or cuts off at the end.
    pub fn resize(&mut self, length: usize) {
        self.words.resize(length.div_ceil(WIDTH), 0);
        self.length = length;
        self.clear_tail();
    }

    /// Grows to the length with the given bit; a longer bitmap stays as it is.
    pub(crate) fn pad(&mut self, length: usize, bit: bool) {
        if bit {
            while self.length < length {
                self.push(true);
            }
        } else if self.length < length {
            self.resize(length);
        }
    }

    /// Number of ones.
    pub fn count(&self) -> usize {
        self.words
            .iter()
            .map(|word| usize::try_from(word.count_ones()).unwrap_or_default())
            .sum()
    }

    /// Whether there is a one.
    pub fn any(&self) -> bool {
        self.words.iter().any(|word| *word != 0)
    }

    /// Whether every bit is one.
    pub fn all(&self) -> bool {
        self.count() == self.length
    }

    /// Keeps the ones that the other has too. Beyond the end of the other there are none.
    pub fn intersect(&mut self, other: &Self) {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        self.words.iter_mut().zip(others).for_each(|(word, with)| *word &= with);
    }

    /// Adds the ones of the other, as far as this bitmap reaches.
    pub fn unite(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, with)| *word |= with);
        self.clear_tail();
    }

    /// Turns zeros into ones and ones into zeros.
    pub fn invert(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.clear_tail();
    }

    /// Rows whose bit is one, in order.
    ///
    /// ```
    /// use cityvitals::dataset::Bits;
    ///
    /// let bits: Bits = [false, true, true].into_iter().collect();
    /// assert_eq!(bits.ones_at().collect::<Vec<_>>(), [1, 2]);
    /// ```
    pub fn ones_at(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = usize::try_from(rest.trailing_zeros()).ok().filter(|bit| *bit < WIDTH)?;
                rest &= rest - 1;
                Some(index * WIDTH + bit)
            })
        })
    }

    /// Every bit in order.
    pub fn iter(&self) -> impl Iterator<Item = bool> + '_ {
        (0..self.length).map(|row| self.get(row))
    }

    /// The bitmaps "known" and "yes" of optional flags.
    pub(crate) fn from_flags(flags: impl IntoIterator<Item = Option<bool>>) -> (Self, Self) {
        let flags = flags.into_iter();
        let expected = flags.size_hint().0 / WIDTH + 1;
        let (mut known, mut yes) = (Vec::with_capacity(expected), Vec::with_capacity(expected));
        let (mut known_word, mut yes_word, mut length) = (0_u64, 0_u64, 0_usize);
        for flag in flags {
            let place = length % WIDTH;
            if place == 0 && length != 0 {
                known.push(std::mem::take(&mut known_word));
                yes.push(std::mem::take(&mut yes_word));
            }
            known_word |= u64::from(flag.is_some()) << place;
            yes_word |= u64::from(flag == Some(true)) << place;
            length += 1;
        }
        if length != 0 {
            known.push(known_word);
            yes.push(yes_word);
        }
        (Self { words: known, length }, Self { words: yes, length })
    }
}

impl FromIterator<bool> for Bits {
    fn from_iter<I: IntoIterator<Item = bool>>(bits: I) -> Self {
        Self::from_flags(bits.into_iter().map(Some)).1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bits_beyond_the_length_stay_zero() {
        let mut bits = Bits::ones(70);
        assert_eq!((bits.count(), bits.words().len(), bits.all()), (70, 2, true));
        bits.invert();
        assert!(!bits.any());
        bits.invert();
        bits.resize(3);
        bits.resize(130);
        assert_eq!((bits.count(), bits.words()), (3, [0b111, 0, 0].as_slice()));
        bits.set(129, true);
        bits.set(130, true);
        assert_eq!(bits.ones_at().collect::<Vec<_>>(), [0, 1, 2, 129]);
        assert!(!bits.get(1000));
        let mut short = Bits::zeros(3);
        short.unite(&Bits::ones(64));
        assert_eq!(short.words(), [0b111]);
        short.intersect(&Bits::default());
        assert!(!short.any());
    }

    proptest! {
        #[test]
        fn a_bitmap_is_a_list_of_bits(list: Vec<bool>) {
            let bits: Bits = list.iter().copied().collect();
            let mut pushed = Bits::default();
            for bit in &list {
                pushed.push(*bit);
            }
            prop_assert_eq!(&bits, &pushed);
            prop_assert_eq!(bits.iter().collect::<Vec<_>>(), list.clone());
            prop_assert_eq!(bits.ones_at().count(), bits.count());
            prop_assert_eq!(Bits::from_words(bits.words().to_vec(), list.len()), bits);
        }

        #[test]
        fn flags_split_into_known_and_yes(list: Vec<Option<bool>>) {
            let (known, yes) = Bits::from_flags(list.clone());
            let back: Vec<_> = known.iter().zip(yes.iter()).map(|(known, yes)| known.then_some(yes)).collect();
            prop_assert_eq!(back, list);
        }
    }
}
