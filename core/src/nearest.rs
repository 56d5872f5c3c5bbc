//! The name that was probably meant.

/// Names longer than this are not compared: the work is quadratic and the hint would not be readable.
const LONGEST_NAME: usize = 100;

/// The candidate that is nearest to the wanted name: fewest letters to insert, delete, change or swap with their neighbour, and
/// no more than a third of the wanted name (but one at least). Equally near candidates are ordered by name, so that the answer does
/// not depend on the order of the candidates.
///
/// ```
/// use cityvitals::diagnostic::nearest;
///
/// assert_eq!(nearest("built_up_aera", ["built_up_area", "population"]), Some("built_up_area".to_owned()));
/// assert_eq!(nearest("建成区", ["建成区面积", "常住人口"]), None);
/// ```
pub fn nearest<T: AsRef<str>>(wanted: &str, candidates: impl IntoIterator<Item = T>) -> Option<String> {
    let mut search = Search::new(wanted)?;
    for candidate in candidates {
        search.see(candidate.as_ref());
    }
    search.best.map(|(_, name)| name)
}

/// A search for the nearest name, to which candidates are shown one after the other.
struct Search {
    wanted: Vec<char>,
    letters: Vec<char>,
    best: Option<(usize, String)>,
}

impl Search {
    fn new(wanted: &str) -> Option<Self> {
        let wanted: Vec<char> = wanted.chars().take(LONGEST_NAME + 1).collect();
        (wanted.len() <= LONGEST_NAME).then_some(Self {
            wanted,
            letters: Vec::new(),
            best: None,
        })
    }

    fn see(&mut self, candidate: &str) {
        let limit = (self.wanted.len() / 3).max(1);
        self.letters.clear();
        self.letters.extend(candidate.chars().take(LONGEST_NAME + 1));
        if self.letters.len().abs_diff(self.wanted.len()) > limit || self.letters.len() > LONGEST_NAME {
            return;
        }
        let distance = distance(&self.wanted, &self.letters);
        let is_better = match &self.best {
            None => distance <= limit,
            Some((least, name)) => (distance, candidate) < (*least, name),
        };
        if is_better {
            self.best = Some((distance, candidate.to_owned()));
        }
    }
}

/// Edit distance with swaps of neighbours (optimal string alignment).
fn distance(left: &[char], right: &[char]) -> usize {
    let mut two_above: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    let mut left_before = None;
    for (row, &left_letter) in left.iter().enumerate() {
        let mut current = Vec::with_capacity(right.len() + 1);
        current.push(row + 1);
        let mut right_before = None;
        for (column, &right_letter) in right.iter().enumerate() {
            let at = |cells: &[usize], index: usize| cells.get(index).copied().unwrap_or(usize::MAX / 2);
            let changed = at(&above, column) + usize::from(left_letter != right_letter);
            let mut least = changed.min(at(&above, column + 1) + 1).min(at(&current, column) + 1);
            if column > 0 && left_before == Some(right_letter) && right_before == Some(left_letter) {
                least = least.min(at(&two_above, column - 1) + 1);
            }
            current.push(least);
            right_before = Some(right_letter);
        }
        left_before = Some(left_letter);
        two_above = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(left: &str, right: &str) -> usize {
        distance(&left.chars().collect::<Vec<_>>(), &right.chars().collect::<Vec<_>>())
    }

    #[test]
    fn a_swap_is_one_step() {
        assert_eq!(letters("aera", "area"), 1);
        assert_eq!(letters("", "area"), 4);
        assert_eq!(letters("kitten", "sitting"), 3);
        assert_eq!(letters("人口密度", "人囗密度"), 1);
        assert_eq!(letters("ab", "ba"), 1);
    }

    #[test]
    fn the_limit_is_a_third_but_one_at_least() {
        assert_eq!(nearest("km", ["kg"]), Some("kg".into()));
        assert_eq!(nearest("km", ["m2"]), None);
        assert_eq!(nearest("level", ["label"]), None);
        assert_eq!(nearest("levels", ["labels"]), Some("labels".into()));
    }

    #[test]
    fn ties_go_by_name_and_not_by_order() {
        assert_eq!(nearest("cat", ["hat", "bat", "rat"]), Some("bat".into()));
        assert_eq!(nearest("cat", ["rat", "bat", "hat"]), Some("bat".into()));
        assert_eq!(nearest("", Vec::<String>::new()), None);
        assert_eq!(nearest(&"x".repeat(1000), ["x".repeat(1000)]), None);
    }
}
