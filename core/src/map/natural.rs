//! Natural breaks: the division of sorted values into classes whose members differ least from their means (Fisher 1958, Jenks 1977).
//!
//! The sum of squared differences is made smallest exactly: values are whole numbers at one scale, sums of squares are big integers, and two
//! divisions are compared by cross-multiplication. The best division of the first `n` values is found for all `n` at once; since its last break
//! never moves back as `n` grows, half of the places are ruled out at each step.

use std::cmp::Ordering;

use num_bigint::BigInt;

/// A sum of fractions that is only compared; not in lowest terms.
#[derive(Clone, Debug)]
struct Gain {
    numerator: BigInt,
    denominator: BigInt,
}

impl Gain {
    fn add(&self, other: &Self) -> Self {
        Self {
            numerator: &self.numerator * &other.denominator + &other.numerator * &self.denominator,
            denominator: &self.denominator * &other.denominator,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }
}

/// Sums over the first values.
struct Sums {
    counts: Vec<u64>,
    sums: Vec<BigInt>,
}

impl Sums {
    fn new(values: &[(i128, u64)]) -> Self {
        let (mut count, mut sum) = (0_u64, BigInt::ZERO);
        let mut sums = Self {
            counts: vec![count],
            sums: vec![sum.clone()],
        };
        for (value, weight) in values {
            count = count.saturating_add(*weight);
            sum += BigInt::from(*value) * BigInt::from(*weight);
            sums.counts.push(count);
            sums.sums.push(sum.clone());
        }
        sums
    }

    /// What a class of the values from `start` to before `end` adds to the sum of squared means. The sum of all squares is the same for every
    /// division, so that the largest gain leaves the smallest difference.
    fn gain(&self, start: usize, end: usize) -> Gain {
        let at = |place: usize| self.sums.get(place).cloned().unwrap_or_default();
        let count = |place: usize| self.counts.get(place).copied().unwrap_or_default();
        let sum = at(end) - at(start);
        Gain {
            numerator: &sum * &sum,
            denominator: BigInt::from(count(end).saturating_sub(count(start)).max(1)),
        }
    }
}

/// Where each class ends: the number of distinct values up to and with it. Values are in rising order, each with how often it occurs; there are
/// at least as many of them as classes.
pub(super) fn breaks(values: &[(i128, u64)], classes: usize) -> Vec<usize> {
    let sums = Sums::new(values);
    let count = values.len();
    // Best gain of the first values in the classes so far, and where the last of them begins.
    let mut best: Vec<Option<Gain>> = (0..=count).map(|end| (end > 0).then(|| sums.gain(0, end))).collect();
    let mut begins: Vec<Vec<usize>> = vec![vec![0; count.saturating_add(1)]];
    for class in 2..=classes {
        let mut layer = Layer {
            sums: &sums,
            before: &best,
            best: vec![None; count.saturating_add(1)],
            begins: vec![0; count.saturating_add(1)],
        };
        layer.solve(class, count, class.saturating_sub(1), count.saturating_sub(1));
        let Layer {
            best: next, begins: found, ..
        } = layer;
        best = next;
        begins.push(found);
    }
    let mut ends = Vec::with_capacity(classes);
    let mut end = count;
    for found in begins.iter().rev() {
        ends.push(end);
        end = found.get(end).copied().unwrap_or_default();
    }
    ends.reverse();
    ends
}

/// One more class.
struct Layer<'s> {
    sums: &'s Sums,
    before: &'s [Option<Gain>],
    best: Vec<Option<Gain>>,
    begins: Vec<usize>,
}

impl Layer<'_> {
    /// Finds where the last class begins for every end from `low` to `high`, knowing that it is between `first` and `last`.
    fn solve(&mut self, low: usize, high: usize, first: usize, last: usize) {
        if low > high {
            return;
        }
        let end = usize::midpoint(low, high);
        let mut found: Option<(Gain, usize)> = None;
        for begin in first..=last.min(end.saturating_sub(1)) {
            let Some(Some(before)) = self.before.get(begin) else { continue };
            let gain = before.add(&self.sums.gain(begin, end));
            // Among equal divisions, the one with the earliest break.
            if found.as_ref().is_none_or(|(best, _)| gain.compare(best) == Ordering::Greater) {
                found = Some((gain, begin));
            }
        }
        let begin = found.as_ref().map_or(first, |(_, begin)| *begin);
        if let (Some(best), Some(place)) = (self.best.get_mut(end), self.begins.get_mut(end)) {
            *best = found.map(|(gain, _)| gain);
            *place = begin;
        }
        if let Some(below) = end.checked_sub(1) {
            self.solve(low, below, first, begin);
        }
        self.solve(end.saturating_add(1), high, begin, last);
    }
}

#[cfg(test)]
mod tests {
    use num_rational::BigRational;
    use proptest::prelude::*;

    use super::*;

    /// The sum of squared differences from the means of the classes.
    fn difference(values: &[(i128, u64)], ends: &[usize]) -> BigRational {
        let mut start = 0;
        let mut total = BigRational::from_integer(0.into());
        for end in ends {
            let class = &values[start..*end];
            let whole = |value: i128| BigRational::from_integer(value.into());
            let count: u64 = class.iter().map(|(_, weight)| weight).sum();
            let sum: i128 = class.iter().map(|(value, weight)| value * i128::from(*weight)).sum();
            let mean = whole(sum) / whole(count.into());
            for (value, weight) in class {
                let off = whole(*value) - &mean;
                total += &off * &off * whole((*weight).into());
            }
            start = *end;
        }
        total
    }

    /// All ways to divide so many values into so many classes.
    fn divisions(count: usize, classes: usize) -> Vec<Vec<usize>> {
        if classes == 1 {
            return vec![vec![count]];
        }
        (classes - 1..count)
            .flat_map(|last| {
                divisions(last, classes - 1).into_iter().map(move |mut ends| {
                    ends.push(count);
                    ends
                })
            })
            .collect()
    }

    #[test]
    fn gaps_are_found() {
        let values = [1, 2, 4, 5, 7, 9, 10, 20, 21, 90].map(|value| (value, 1));
        assert_eq!(breaks(&values, 3), [7, 9, 10]);
        assert_eq!(breaks(&values, 1), [10]);
        assert_eq!(breaks(&values, 10), (1..=10).collect::<Vec<_>>());
    }

    #[test]
    fn many_values_take_a_moment() {
        let values: Vec<(i128, u64)> = (0..800_i128)
            .map(|value| (value * value * 1_000_000_007 % 10_000_019 + value * 20_000_000, 3))
            .collect();
        let ends = breaks(&values, 9);
        assert_eq!(ends.len(), 9);
        assert!(ends.is_sorted_by(|left, right| left < right));
    }

    proptest! {
        #[test]
        fn no_division_is_better(
            values in prop::collection::btree_map(-1_000_i128..1_000, 1_u64..5, 1..10),
            classes in 1_usize..6,
        ) {
            let values: Vec<(i128, u64)> = values.into_iter().collect();
            let classes = classes.min(values.len());
            let ends = breaks(&values, classes);
            prop_assert_eq!(ends.len(), classes);
            let found = difference(&values, &ends);
            let least = divisions(values.len(), classes).iter().map(|ends| difference(&values, ends)).min();
            prop_assert_eq!(Some(found), least);
        }
    }
}
