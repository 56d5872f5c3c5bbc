//! Cases: worked examples of the standard, traps that other libraries fell into, limits.

use std::collections::HashSet;

use super::*;

fn fraction(text: &str) -> Fraction {
    text.parse().unwrap()
}

fn rounded(text: &str, digits: u8, rounding: Rounding) -> String {
    fraction(text).to_decimal(digits, rounding).unwrap().to_string()
}

#[test]
fn what_can_be_shown_is_what_has_a_decimal() {
    let wide = [
        i128::from(i64::MAX),
        i128::from(i64::MIN),
        (1 << 96) - 1,
        1 << 96,
        i128::MAX,
        1,
        0,
        -7,
    ];
    let all = wide
        .iter()
        .flat_map(|top| [1, 2, 3, 1_000_000_000].map(|below| Fraction::ratio(*top, below).unwrap()));
    let mut shown = 0;
    for value in all {
        for digits in 0..=30 {
            let decimal = value.to_decimal(digits, Rounding::HalfEven);
            assert_eq!(
                value.has_decimal(digits, Rounding::HalfEven),
                decimal.is_ok(),
                "{value} with {digits} digits"
            );
            shown += usize::from(decimal.is_ok());
        }
    }
    assert!((400..800).contains(&shown), "{shown}");
}

#[test]
fn gb_t_8170_examples() {
    // Clause 3: the rule, its form for negative numbers, and no rounding in steps (97.46 and 15.4546).
    for (value, digits, expected) in [
        ("12.1498", 0, "12"),
        ("12.1498", 1, "12.1"),
        ("10.5002", 0, "11"),
        ("1.050", 1, "1.0"),
        ("0.35", 1, "0.4"),
        ("-0.0365", 3, "-0.036"),
        ("-35.5", 0, "-36"),
        ("-2.5", 0, "-2"),
        ("97.46", 0, "97"),
        ("15.4546", 0, "15"),
    ] {
        assert_eq!(rounded(value, digits, Rounding::HalfEven), expected, "{value}");
    }
    for (value, expected) in [("1268", "1300"), ("2500", "2500"), ("3500", "3500")] {
        assert_eq!(
            fraction(value).round(-2, Rounding::HalfEven).unwrap().to_string(),
            expected,
            "{value}"
        );
    }
    for (value, expected) in [("-355", "-360"), ("-325", "-320")] {
        assert_eq!(
            fraction(value).round(-1, Rounding::HalfEven).unwrap().to_string(),
            expected,
            "{value}"
        );
    }
    for (value, expected) in [("2500", "2000"), ("3500", "4000"), ("-2500", "-2000"), ("-3500", "-4000")] {
        assert_eq!(
            fraction(value).round(-3, Rounding::HalfEven).unwrap().to_string(),
            expected,
            "{value}"
        );
    }
}

#[test]
fn half_up_goes_away_from_zero() {
    for (value, digits, expected) in [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("2.345", 2, "2.35"),
        ("-2.345", 2, "-2.35"),
        ("2.3449", 2, "2.34"),
    ] {
        assert_eq!(rounded(value, digits, Rounding::HalfUp), expected);
    }
}

#[test]
fn sums_of_decimals_are_exact() {
    assert_eq!(fraction("0.1").add(&fraction("0.2")).unwrap(), fraction("0.3"));
    let third = Fraction::ratio(1, 3).unwrap();
    let back = (0..9_000).fold(Fraction::zero(), |sum, _| sum.add(&third).unwrap());
    assert_eq!(back, Fraction::from_integer(3_000));
}

#[test]
fn sums_do_not_depend_on_the_order() {
    let parts: Vec<Fraction> = (1..400_i128).map(|n| Fraction::ratio(n, n * n + 1).unwrap()).collect();
    let forward = parts.iter().fold(Fraction::zero(), |sum, part| sum.add(part).unwrap());
    let backward = parts.iter().rev().fold(Fraction::zero(), |sum, part| sum.add(part).unwrap());
    assert_eq!(forward, backward);
}

#[test]
fn one_rounding_from_the_exact_fraction() {
    let share = Fraction::from_integer(100)
        .multiply(&fraction("100000000.00"))
        .unwrap()
        .divide(&fraction("2000000000000.01"))
        .unwrap();
    assert_eq!(share.to_decimal(2, Rounding::HalfEven).unwrap().to_string(), "0.00");
    assert_eq!(share.to_decimal(2, Rounding::HalfUp).unwrap().to_string(), "0.00");
    assert_eq!(share.to_decimal(2, Rounding::HalfUp).unwrap().scale(), 2);
}

#[test]
fn binary_floating_point_is_correctly_rounded() {
    assert_eq!(
        decimal_to_f64(parse_decimal("0.3333333333333333333333333333").unwrap()).to_string(),
        "0.3333333333333333"
    );
    for numerator in 1..64_i64 {
        for denominator in 1..64_i64 {
            let quotient = Decimal::from(numerator) / Decimal::from(denominator);
            let expected: f64 = quotient.to_string().parse().unwrap();
            assert_eq!(decimal_to_f64(quotient).to_bits(), expected.to_bits(), "{quotient}");
        }
    }
    assert_eq!(decimal_to_f64(parse_decimal("-0.0").unwrap()).to_bits(), 0.0_f64.to_bits());
}

#[test]
fn doubles_come_in_by_their_shortest_text() {
    assert_eq!(decimal_from_f64(1e22).unwrap().to_string(), "10000000000000000000000");
    assert_eq!(decimal_from_f64(-0.0).unwrap().to_string(), "0");
    assert_eq!(decimal_from_f64(f64::INFINITY), Err(DecimalError::NotFinite));
    assert_eq!(decimal_from_f64(1e300), Err(DecimalError::TooLarge));
    assert_eq!(decimal_from_f64(5e-324), Err(DecimalError::TooPrecise));
}

#[test]
fn decimal_text() {
    for text in [
        "", "-", ".", "1.", "1.2.3", "1e3", "1,250", " 1", "１", "0x1", "--1", "+-1", "∞", "NaN", "1_000",
    ] {
        assert_eq!(parse_decimal(text), Err(DecimalError::Malformed), "{text:?}");
    }
    for (text, shown) in [("007", "7"), ("+1.50", "1.50"), (".5", "0.5"), ("-0", "0"), ("-0.00", "0.00")] {
        assert_eq!(parse_decimal(text).unwrap().to_string(), shown);
    }
    let largest = "79228162514264337593543950335";
    assert_eq!(parse_decimal(largest).unwrap(), Decimal::MAX);
    assert_eq!(parse_decimal("79228162514264337593543950336"), Err(DecimalError::TooLarge));
    assert_eq!(parse_decimal(&format!("{largest}.0")).unwrap(), Decimal::MAX);
    assert_eq!(parse_decimal(&format!("{largest}.1")), Err(DecimalError::TooPrecise));
    assert_eq!(parse_decimal(&format!("0.{}1", "0".repeat(28))), Err(DecimalError::TooPrecise));
    assert_eq!(parse_decimal(&format!("1.{}", "0".repeat(60))).unwrap(), Decimal::ONE);
    assert_eq!(parse_decimal(&"9".repeat(10_000)), Err(DecimalError::TooLarge));
}

#[test]
fn results_are_bounded() {
    let ten = Fraction::from_integer(10);
    let huge = ten.power(2_400).unwrap();
    assert_eq!(huge.multiply(&huge), Err(ArithmeticError::TooLarge));
    assert_eq!(Fraction::one().divide(&huge).unwrap().multiply(&huge).unwrap(), Fraction::one());
    assert_eq!(ten.power(i32::MAX), Err(ArithmeticError::TooLarge));
    assert_eq!(Fraction::zero().power(-1), Err(ArithmeticError::DivisionByZero));
    assert_eq!(Fraction::scaled(1, u32::MAX), Err(ArithmeticError::TooLarge));
    assert_eq!(Fraction::scaled(0, u32::MAX).unwrap(), Fraction::zero());
    assert_eq!(huge.to_decimal(0, Rounding::HalfEven), Err(ArithmeticError::TooLarge));
    assert_eq!(Fraction::one().to_decimal(29, Rounding::HalfEven), Err(ArithmeticError::TooLarge));
    assert_eq!("1".repeat(20_000).parse::<Fraction>(), Err(DecimalError::TooLarge));
    assert_eq!("1".repeat(10_000).parse::<Fraction>(), Err(DecimalError::TooLarge));
}

#[test]
fn digits_at_the_ends_of_their_range() {
    let third = Fraction::ratio(1, 3).unwrap();
    assert_eq!(third.round(i32::MIN, Rounding::HalfUp).unwrap(), Fraction::zero());
    assert_eq!(third.round(i32::MAX, Rounding::HalfUp), Err(ArithmeticError::TooLarge));
    assert_eq!(fraction("0.125").round(i32::MAX, Rounding::HalfUp).unwrap(), fraction("0.125"));
    assert_eq!(
        Fraction::zero().to_scaled(u32::MAX, Rounding::HalfUp),
        Err(ArithmeticError::TooLarge)
    );
    assert_eq!(Fraction::zero().to_scaled(100_000, Rounding::HalfUp), Ok(0));
    let long = third.round(60, Rounding::HalfEven).unwrap();
    assert_eq!(long.to_string(), format!("0.{}", "3".repeat(60)));
}

#[test]
fn smallest_integer_keeps_its_value() {
    let smallest = Fraction::from_integer(i128::MIN);
    assert_eq!(smallest.to_string(), i128::MIN.to_string());
    assert_eq!(smallest.negate().negate(), smallest);
    assert_eq!(smallest.negate().to_string(), "170141183460469231731687303715884105728");
    assert!(smallest < Fraction::from_integer(i128::MIN + 1));
    assert_eq!(Fraction::ratio(i128::MIN, i128::MIN).unwrap(), Fraction::one());
    assert_eq!(Fraction::scaled(i128::MIN, 0).unwrap(), smallest);
    let near = Fraction::from_integer(i128::MIN + 1);
    assert_eq!(near.subtract(&Fraction::one()).unwrap(), smallest);
}

#[test]
fn equal_values_hash_alike() {
    let set: HashSet<Fraction> = [
        Fraction::ratio(1, 2).unwrap(),
        fraction("0.50"),
        fraction("3/6"),
        Fraction::ratio(-5, -10).unwrap(),
    ]
    .into_iter()
    .collect();
    assert_eq!(set.len(), 1);
}

#[test]
fn working_precision() {
    for (value, expected) in [
        ("1/3", "0.3333333333333333333333333333"),
        ("-200/3", "-66.66666666666666666666666667"),
        ("1234567890123456789012345678", "1234567890123456789012345678"),
        ("12345678901234567890123456785", "12345678901234567890123456780"),
        ("12345678901234567890123456775", "12345678901234567890123456780"),
        ("99999999999999999999999999999", "100000000000000000000000000000"),
        ("1/3000000000000000000000", "0.0000000000000000000003333333333333333333333333333"),
        ("0", "0"),
    ] {
        assert_eq!(fraction(value).to_working_precision().to_string(), expected);
    }
    let tiny = Fraction::one()
        .divide(&fraction("3").multiply(&Fraction::from_integer(10).power(2_400).unwrap()).unwrap())
        .unwrap();
    assert_eq!(
        tiny.to_working_precision().to_string(),
        format!("0.{}{}", "0".repeat(2_400), "3".repeat(28))
    );
}

#[test]
fn written_form_reads_back() {
    for text in ["0", "-1/3", "0.125", "-12.34", "2000/3", "123456789012345678901234567890.5"] {
        assert_eq!(fraction(text).to_string(), text);
    }
    let power = Fraction::ratio(1, 2).unwrap().power(300).unwrap();
    assert_eq!(power.to_string().parse::<Fraction>().unwrap(), power);
    assert_eq!(power.negate().to_string().parse::<Fraction>().unwrap(), power.negate());
    for text in ["1/0", "1/", "/1", "1.5/2", "1/2/3", "1e2", ""] {
        assert_eq!(text.parse::<Fraction>(), Err(DecimalError::Malformed), "{text}");
    }
    assert_eq!(serde_json::to_string(&fraction("2/6")).unwrap(), "\"1/3\"");
    assert_eq!(serde_json::from_str::<Fraction>("\"0.50\"").unwrap(), fraction("1/2"));
    assert!(serde_json::from_str::<Fraction>("0.5").is_err());
}
