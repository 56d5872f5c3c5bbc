//! Laws: conversion there and back, the group of dimensions, texts that read back, and no text that does harm.

use proptest::prelude::*;

use super::*;
use crate::decimal::Fraction;

const ATOMS: [&str; 20] = [
    "m",
    "km",
    "人",
    "万人",
    "亿元",
    "亩",
    "building",
    "%",
    "‰",
    "h",
    "平方公里",
    "立方米",
    "10^4 m3",
    "dB(A)",
    "tce",
    "100 km2",
    "充电桩",
    "个",
    "10万人",
    "year",
];

fn texts() -> impl Strategy<Value = String> {
    let factor = (
        prop::sample::select(ATOMS.to_vec()),
        prop::sample::select(vec!["/", " / ", "每", " per "]),
    );
    prop::collection::vec(factor, 1..6).prop_map(|factors| {
        factors
            .iter()
            .enumerate()
            .map(|(place, (atom, sign))| if place == 0 { (*atom).to_owned() } else { format!("{sign}{atom}") })
            .collect()
    })
}

fn parsed(text: &str) -> Unit {
    Units::builtin().parse(text).unwrap()
}

/// Text that is nearly a unit.
fn scraps() -> impl Strategy<Value = String> {
    let pieces = [
        "m", "km", "人", "万", "平方", "立方", "(", ")", "/", "·", "*", ".", "^", "-", "2", "10", "0", "²", "⁻", "k", " ", "per", "每",
        "%", "dB(A)", "square", "㎡", "Ａ",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn conversion_there_and_back_is_the_identity(left in texts(), scale in 1_i128..1_000_000) {
        let left = parsed(&left);
        let scaled = left.multiply(&parsed(&format!("{scale}"))).unwrap();
        let there = left.conversion_to(&scaled).unwrap();
        let back = scaled.conversion_to(&left).unwrap();
        prop_assert_eq!(there.multiply(&back).unwrap(), Fraction::one());
        prop_assert_eq!(back, Fraction::from_integer(scale));
    }

    #[test]
    fn units_form_a_group(a in texts(), b in texts(), c in texts()) {
        let (a, b, c) = (parsed(&a), parsed(&b), parsed(&c));
        let ab = a.multiply(&b).unwrap();
        prop_assert_eq!(&ab, &b.multiply(&a).unwrap());
        prop_assert_eq!(ab.dimension(), &b.dimension().multiply(a.dimension()).unwrap());
        prop_assert_eq!(ab.multiply(&c).unwrap(), a.multiply(&b.multiply(&c).unwrap()).unwrap());
        prop_assert_eq!(&ab.divide(&b).unwrap(), &a);
        prop_assert_eq!(a.divide(&a).unwrap(), Unit::one());
        prop_assert_eq!(a.multiply(&Unit::one()).unwrap(), a.clone());
        prop_assert_eq!(a.power(-2).unwrap(), Unit::one().divide(&a).unwrap().divide(&a).unwrap());
        prop_assert_eq!(a.power(3).unwrap(), a.multiply(&a).unwrap().multiply(&a).unwrap());
    }

    #[test]
    fn machine_text_reads_back(left in texts(), right in texts(), exponent in -2_i8..=2) {
        let left = parsed(&left);
        prop_assert_eq!(parsed(&left.to_string()), left.clone());
        prop_assert_eq!(parsed(&left.to_string()).to_string(), left.to_string());
        let product = left.multiply(&parsed(&right).power(exponent).unwrap()).unwrap();
        prop_assert_eq!(parsed(&product.to_string()), product);
    }

    #[test]
    fn scraps_are_read_back_or_refused(text in scraps()) {
        if let Ok(unit) = Units::builtin().parse(&text) {
            prop_assert_eq!(Units::builtin().parse(&unit.to_string()), Ok(unit));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
        match Units::builtin().parse(&text) {
            Ok(unit) => prop_assert!(!unit.to_string().is_empty()),
            Err(UnitError::Malformed { text: shown, at, .. }) => prop_assert!(shown.len() <= 200 && at <= 200),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }
}
