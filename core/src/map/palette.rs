//! Palettes: the colours of `spec/palettes.tsv`, read once.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// What a palette is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaletteKind {
    /// Values from low to high.
    Sequential,
    /// Values on both sides of a middle.
    Diverging,
    /// Two values at once, three classes each.
    Bivariate,
}

struct Row {
    name: &'static str,
    kind: PaletteKind,
    colours: Vec<&'static str>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| include_str!("../../spec/palettes.tsv").lines().filter_map(read).collect());

/// Colour of areas without data; in no palette.
pub(super) const NO_DATA: &str = "#bdbdbd";

fn read(line: &'static str) -> Option<Row> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields = line.split('\t');
    let (name, kind) = (fields.next()?, fields.next()?);
    let colours = fields.nth(1)?.split(' ').collect();
    let kind = match kind {
        "sequential" => PaletteKind::Sequential,
        "diverging" => PaletteKind::Diverging,
        "bivariate" => PaletteKind::Bivariate,
        _ => return None,
    };
    Some(Row { name, kind, colours })
}

/// Names of the palettes of a kind; all of them are safe for colour-blind readers.
///
/// ```
/// use cityvitals::map::{PaletteKind, palette_names};
///
/// assert!(palette_names(PaletteKind::Sequential).any(|name| name == "YlOrRd"));
/// ```
pub fn palette_names(kind: PaletteKind) -> impl Iterator<Item = &'static str> {
    let mut last = "";
    let rows = ROWS.iter().filter(move |row| row.kind == kind);
    rows.filter(move |row| std::mem::replace(&mut last, row.name) != row.name)
        .map(|row| row.name)
}

/// Colours of a palette for so many classes, from low to high; `None` for a palette that is not there. A palette has three to nine
/// classes: one class takes the colour of the middle, two those of the ends of three.
pub(super) fn colours(name: &str, is_bivariate: bool, classes: usize) -> Option<Vec<&'static str>> {
    let fits = |row: &&Row| row.name == name && (row.kind == PaletteKind::Bivariate) == is_bivariate;
    let mut rows = ROWS.iter().filter(fits);
    let wanted = if is_bivariate { 9 } else { classes.max(3) };
    let row = rows.find(|row| row.colours.len() == wanted)?;
    Some(match (is_bivariate, classes, row.colours.as_slice()) {
        (false, 1, [_, middle, _]) => vec![middle],
        (false, 2, [low, _, high]) => vec![low, high],
        (_, _, colours) => colours.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_palette_has_every_number_of_classes() {
        for kind in [PaletteKind::Sequential, PaletteKind::Diverging] {
            for name in palette_names(kind) {
                for classes in 1..=9 {
                    let colours = colours(name, false, classes).unwrap();
                    assert_eq!(colours.len(), classes, "{name}");
                    let mut sorted = colours.clone();
                    sorted.sort_unstable();
                    sorted.dedup();
                    assert_eq!(sorted.len(), classes, "{name}");
                }
            }
        }
        let bivariate: Vec<&str> = palette_names(PaletteKind::Bivariate).collect();
        assert_eq!(bivariate, ["rust_teal", "blue_green"]);
        assert_eq!(palette_names(PaletteKind::Sequential).count(), 8);
        assert_eq!(palette_names(PaletteKind::Diverging).count(), 6);
        assert_eq!(colours("rust_teal", true, 9).map(|colours| colours.len()), Some(9));
        assert_eq!(colours("rust_teal", false, 5), None);
        assert_eq!(colours("YlOrRd", true, 9), None);
    }

    #[test]
    fn colours_are_written_in_one_way_and_none_is_that_of_no_data() {
        let is_colour = |text: &str| {
            text.len() == 7
                && text.starts_with('#')
                && text[1..]
                    .bytes()
                    .all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit))
        };
        let all = || ROWS.iter().flat_map(|row| &row.colours);
        assert_eq!(ROWS.len(), 14 * 7 + 2);
        assert!(all().all(|colour| is_colour(colour) && *colour != NO_DATA));
    }
}
