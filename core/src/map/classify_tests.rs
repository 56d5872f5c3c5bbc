use proptest::prelude::*;

use super::*;
use crate::decimal::parse_decimal;
use crate::diagnostic::Language;
use crate::map::MapArea;

fn number(text: &str) -> Fraction {
    text.parse().unwrap_or_else(|_| Fraction::from(parse_decimal(text).unwrap()))
}

/// A layer of values; `-` has none.
fn layer(values: &str) -> MapLayer {
    let area = |(index, text): (usize, &str)| {
        let area = MapArea::new(index.to_string());
        if text == "-" { area } else { area.number(number(text)) }
    };
    MapLayer::new("值")
        .decimals(1)
        .areas(values.split(' ').filter(|text| !text.is_empty()).enumerate().map(area))
}

/// Labels with their counts, and the class of each area.
fn divided(classification: &Classification, values: &str) -> (Vec<String>, String) {
    let classes = classification.classes(&layer(values)).unwrap_or_else(|problem| panic!("{problem}"));
    let word = |entry: &LegendEntry| format!("{}: {} ({})", entry.class, entry.label, entry.count);
    let of_areas = classes
        .of_areas
        .iter()
        .map(|class| class.map_or("-".to_owned(), |class| (class + 1).to_string()));
    (classes.entries.iter().map(word).collect(), of_areas.collect())
}

fn refused(classification: &Classification, values: &str) -> String {
    let problem = classification.classes(&layer(values)).unwrap_err();
    format!("{}: {}", problem.code(), problem.message(Language::English))
}

#[test]
fn equal_classes_have_one_width() {
    let (entries, classes) = divided(&Classification::Equal(3), "0 1 2 3 4 10 -");
    assert_eq!(entries, ["1: 0.0–3.3 (4)", "2: 3.3–6.7 (1)", "3: 6.7–10.0 (1)"]);
    assert_eq!(classes, "111123-");
    // The exact bound 10/3 belongs to the class below it, though it is shown as 3.3.
    assert_eq!(divided(&Classification::Equal(3), "0 10/3 3.4 10").1, "1123");
    assert_eq!(
        divided(&Classification::Equal(4), "5 5 5"),
        (vec!["1: 5.0 (3)".to_owned()], "111".to_owned())
    );
    assert_eq!(divided(&Classification::Equal(4), "- -"), (Vec::new(), "--".to_owned()));
    // Empty classes stay, or the widths would no longer be equal.
    assert_eq!(
        divided(&Classification::Equal(3), "0 10").0,
        ["1: 0.0–3.3 (1)", "2: 3.3–6.7 (0)", "3: 6.7–10.0 (1)"]
    );
}

#[test]
fn quantiles_hold_about_as_many_areas() {
    let (entries, classes) = divided(&Classification::Quantile(3), "1 2 3 4 5 6 7");
    assert_eq!(entries, ["1: 1.0–3.0 (3)", "2: 4.0–5.0 (2)", "3: 6.0–7.0 (2)"]);
    assert_eq!(classes, "1112233");
    // Equal values stay together; a class that they swallow is none.
    let (entries, classes) = divided(&Classification::Quantile(4), "0 0 0 0 0 0 1 9");
    assert_eq!(entries, ["1: 0.0 (6)", "2: 1.0–9.0 (2)"]);
    assert_eq!(classes, "11111122");
    assert_eq!(divided(&Classification::Quantile(5), "3 1 -").0, ["1: 1.0 (1)", "2: 3.0 (1)"]);
    assert_eq!(divided(&Classification::Quantile(5), "").0, Vec::<String>::new());
}

#[test]
fn natural_classes_follow_the_gaps() {
    let (entries, classes) = divided(&Classification::Natural(3), "1 2 4 5 7 9 10 20 21 90 -");
    assert_eq!(entries, ["1: 1.0–10.0 (7)", "2: 20.0–21.0 (2)", "3: 90.0 (1)"]);
    assert_eq!(classes, "1111111223-");
    assert_eq!(divided(&Classification::Natural(5), "2 1 2").0, ["1: 1.0 (1)", "2: 2.0 (2)"]);
    assert_eq!(
        divided(&Classification::Natural(2), "1/3 2/3 100000000000000000000000000000 0.5").1,
        "1121"
    );
    assert_eq!(divided(&Classification::Natural(5), "-").0, Vec::<String>::new());
}

#[test]
fn given_breaks_are_kept() {
    let bounds = || vec![number("8"), number("12.5")];
    let breaks = |upper_included| Classification::Breaks {
        bounds: bounds(),
        upper_included,
    };
    let (entries, classes) = divided(&breaks(true), "7.9 8 12.5 12.6");
    assert_eq!(entries, ["1: ≤ 8.0 (2)", "2: 8.0–12.5 (1)", "3: > 12.5 (1)"]);
    assert_eq!(classes, "1123");
    let (entries, classes) = divided(&breaks(false), "7.9 8 12.5 12.6");
    assert_eq!(entries, ["1: < 8.0 (1)", "2: 8.0–12.5 (1)", "3: ≥ 12.5 (2)"]);
    assert_eq!(classes, "1233");
    let one = Classification::Breaks {
        bounds: Vec::new(),
        upper_included: true,
    };
    assert_eq!(divided(&one, "1 2 -"), (vec!["1:  (2)".to_owned()], "11-".to_owned()));
}

#[test]
fn what_cannot_be_divided_is_told() {
    assert_eq!(
        refused(&Classification::Natural(0), "1"),
        "map.class_count: the number of classes is 0, not 1 to 9"
    );
    assert_eq!(
        refused(&Classification::Equal(10), "1"),
        "map.class_count: the number of classes is 10, not 1 to 9"
    );
    let falling = Classification::Breaks {
        bounds: ["1", "3", "3"].map(number).to_vec(),
        upper_included: true,
    };
    assert_eq!(refused(&falling, "1"), "map.break_order: breaks must rise: 3 is followed by 3");
    let many: Vec<String> = (0..=MAXIMUM_DISTINCT_VALUES).map(|value| value.to_string()).collect();
    assert_eq!(
        refused(&Classification::Natural(3), &many.join(" ")),
        "map.too_many_values: there are 5001 distinct values, more than the limit of 5000 for natural breaks"
    );
    assert_eq!(divided(&Classification::Quantile(3), &many.join(" ")).0.len(), 3);
    let giant = format!("1{}", "0".repeat(60));
    assert_eq!(
        refused(&Classification::Natural(2), &format!("1 {giant}")),
        "map.number_too_large: the values are too large to be divided into classes"
    );
}

proptest! {
    #[test]
    fn every_value_is_in_one_class(
        values in prop::collection::vec(prop::option::of((-1_000_i64..1_000, 0_u32..3)), 0..30),
        count in 1_usize..=9,
        kind in 0_usize..3,
    ) {
        let value = |value: &Option<(i64, u32)>| value.map_or("-".to_owned(), |(mantissa, scale)| crate::decimal::Decimal::new(mantissa, scale).to_string());
        let text = values.iter().map(value).collect::<Vec<_>>().join(" ");
        let classification = [Classification::Equal(count), Classification::Quantile(count), Classification::Natural(count)][kind].clone();
        let layer = layer(&text);
        let classes = classification.classes(&layer).unwrap();
        prop_assert!(classes.entries.len() <= count);
        let mut counts = vec![0; classes.entries.len()];
        for (area, class) in layer.areas.iter().zip(&classes.of_areas) {
            prop_assert_eq!(area.value.is_some(), class.is_some());
            let (Some(value), Some(class)) = (&area.value, class) else { continue };
            counts[*class] += 1;
            let entry = &classes.entries[*class];
            prop_assert!(number(entry.lower.as_ref().unwrap()) <= *value && *value <= number(entry.upper.as_ref().unwrap()));
            // Classes rise with the values.
            for (other, place) in layer.areas.iter().zip(&classes.of_areas) {
                if let (Some(other), Some(place)) = (&other.value, place) {
                    prop_assert!(other > value || place <= class);
                }
            }
        }
        prop_assert_eq!(classes.entries.iter().map(|entry| entry.count).collect::<Vec<_>>(), counts);
        // Only classes of equal width may be empty.
        prop_assert!(kind == 0 || classes.entries.iter().all(|entry| entry.count > 0));
    }
}
