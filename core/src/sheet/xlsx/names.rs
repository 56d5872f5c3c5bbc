//! Names of worksheets, by the rules of Excel.

use std::collections::BTreeSet;

use super::xml::cut;

/// Longest name, in UTF-16 units.
const LONGEST: usize = 31;

/// Names given out so far, in one case, as Excel compares them.
#[derive(Debug, Default)]
pub(crate) struct WorksheetNames(BTreeSet<String>);

impl WorksheetNames {
    /// A name that is close to the wanted one and new: without the letters that Excel refuses, of at most 31 letters, and numbered where it is
    /// taken.
    pub(crate) fn give(&mut self, wanted: &str) -> String {
        let clean = clean(wanted);
        let base = match clean.as_str() {
            "" => "Sheet".to_owned(),
            // Excel keeps this name for itself.
            name if name.eq_ignore_ascii_case("history") => format!("{name}_"),
            name => name.to_owned(),
        };
        let mut number = 1_u32;
        loop {
            let suffix = if number == 1 { String::new() } else { format!(" ({number})") };
            let name = format!("{}{suffix}", cut(&base, LONGEST.saturating_sub(suffix.len())));
            if self.0.insert(name.to_lowercase()) {
                return name;
            }
            number = number.saturating_add(1);
        }
    }
}

fn clean(wanted: &str) -> String {
    let letters = wanted.chars().map(|letter| match letter {
        '[' => '(',
        ']' => ')',
        ':' | '*' | '?' | '/' | '\\' => '-',
        other if other.is_control() => ' ',
        other => other,
    });
    // An apostrophe may stand inside, but not at the ends.
    let name: String = letters.collect();
    name.trim_matches(|letter: char| letter == '\'' || letter.is_whitespace())
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_to_the_rules() {
        let mut names = WorksheetNames::default();
        assert_eq!(names.give("住房/安全[2025]: 'a'?"), "住房-安全(2025)- 'a'-");
        assert_eq!(names.give("'''"), "Sheet");
        assert_eq!(names.give(""), "Sheet (2)");
        assert_eq!(names.give("History"), "History_");
        assert_eq!(names.give("SHEET"), "SHEET (3)");
        let long = "城市".repeat(20);
        let cut = names.give(&long);
        assert_eq!((cut.chars().count(), cut.ends_with('…')), (31, true));
        let again = names.give(&long);
        assert_eq!((again.chars().count(), again.ends_with("… (2)")), (31, true));
    }
}
