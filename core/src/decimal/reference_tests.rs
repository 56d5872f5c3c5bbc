//! Every operation held against `num_rational::BigRational`.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use proptest::prelude::*;

use super::*;

/// Small, decimal, near the 64- and 128-bit edges, and far beyond.
fn integers() -> impl Strategy<Value = i128> {
    prop_oneof![
        -1_000_i128..1_000,
        any::<i64>().prop_map(i128::from),
        any::<i128>(),
        (0_u32..39, -9_i128..10).prop_map(|(exponent, digit)| 10_i128.checked_pow(exponent).unwrap_or(1).saturating_mul(digit)),
        (-3_i128..=3).prop_map(|near| i128::MAX.saturating_add(near)),
        (-3_i128..=3).prop_map(|near| i128::MIN.saturating_add(near)),
        (-3_i128..=3).prop_map(|near| (1_i128 << 64) + near),
    ]
}

fn fractions() -> impl Strategy<Value = Fraction> {
    let ratio = (integers(), integers().prop_filter("not zero", |value| *value != 0))
        .prop_map(|(numerator, denominator)| Fraction::ratio(numerator, denominator).unwrap());
    let decimal = (integers(), 0_u32..60).prop_map(|(mantissa, scale)| Fraction::scaled(mantissa, scale).unwrap());
    let simple = prop_oneof![ratio, decimal];
    prop_oneof![
        3 => simple.clone(),
        1 => (simple.clone(), simple).prop_map(|(left, right)| left.multiply(&right).unwrap()),
    ]
}

fn reference(value: &Fraction) -> BigRational {
    let big = value.to_big();
    BigRational::new(big.numerator, big.denominator)
}

fn power_of_ten(exponent: i32) -> BigRational {
    BigRational::from_integer(BigInt::from(10)).pow(exponent)
}

fn reference_round(value: &BigRational, digits: i32, rounding: Rounding) -> BigRational {
    let scaled = value.abs() * power_of_ten(digits);
    let floor = scaled.floor();
    let rest = &scaled - &floor;
    let half = BigRational::new(1.into(), 2.into());
    let is_odd = (floor.to_integer() % BigInt::from(2)) == BigInt::one();
    let up = rest > half || (rest == half && (rounding == Rounding::HalfUp || is_odd));
    let magnitude = if up { floor + BigRational::one() } else { floor } / power_of_ten(digits);
    if value.is_negative() { -magnitude } else { magnitude }
}

fn modes() -> impl Strategy<Value = Rounding> {
    prop_oneof![Just(Rounding::HalfEven), Just(Rounding::HalfUp)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn arithmetic(left in fractions(), right in fractions()) {
        let (a, b) = (reference(&left), reference(&right));
        prop_assert_eq!(reference(&left.add(&right).unwrap()), &a + &b);
        prop_assert_eq!(reference(&left.subtract(&right).unwrap()), &a - &b);
        prop_assert_eq!(reference(&left.multiply(&right).unwrap()), &a * &b);
        if b.is_zero() {
            prop_assert_eq!(left.divide(&right), Err(ArithmeticError::DivisionByZero));
        } else {
            prop_assert_eq!(reference(&left.divide(&right).unwrap()), &a / &b);
        }
        prop_assert_eq!(reference(&left.negate()), -&a);
        prop_assert_eq!(reference(&left.absolute()), a.abs());
        prop_assert_eq!(left.is_zero(), a.is_zero());
        prop_assert_eq!(left.is_integer(), a.is_integer());
    }

    #[test]
    fn order(left in fractions(), right in fractions()) {
        prop_assert_eq!(left.cmp(&right), reference(&left).cmp(&reference(&right)));
        prop_assert_eq!(left == right, reference(&left) == reference(&right));
        prop_assert_eq!(&left, &left.reduced());
        let there_and_back = left.add(&right).unwrap().subtract(&right).unwrap();
        prop_assert_eq!(&there_and_back, &left);
    }

    #[test]
    fn rounding(value in fractions(), digits in -45_i32..70, mode in modes()) {
        let expected = reference_round(&reference(&value), digits, mode);
        let rounded = value.round(digits, mode).unwrap();
        prop_assert_eq!(reference(&rounded), expected.clone());
        prop_assert_eq!(rounded.round(digits, mode).unwrap(), rounded);
        let mantissa = (expected * power_of_ten(digits)).to_integer();
        if let Ok(places) = u32::try_from(digits) {
            prop_assert_eq!(value.to_scaled(places, mode).ok(), i128::try_from(mantissa.clone()).ok());
        }
        if let Ok(places) = u8::try_from(digits) && places <= 28 {
            let fits = mantissa.abs() < BigInt::from(1_u128 << 96);
            let decimal = value.to_decimal(places, mode);
            prop_assert_eq!(decimal.is_ok(), fits);
            if let Ok(decimal) = decimal {
                prop_assert_eq!(decimal.scale(), u32::from(places));
                prop_assert_eq!(BigInt::from(decimal.mantissa()), mantissa);
            }
        }
    }

    #[test]
    fn ties(odd in any::<i32>(), digits in -20_i32..28, mode in modes()) {
        let tie = Fraction::from_integer(i128::from(odd) * 2 + 1).divide(&Fraction::from_integer(2)).unwrap();
        let value = tie.multiply(&Fraction::from_integer(10).power(-digits).unwrap()).unwrap();
        prop_assert_eq!(reference(&value.round(digits, mode).unwrap()), reference_round(&reference(&value), digits, mode));
    }

    #[test]
    fn working_precision(value in fractions()) {
        let kept = value.to_working_precision();
        let exact = reference(&value);
        if exact.is_zero() {
            prop_assert!(kept.is_zero());
            return Ok(());
        }
        let mut exponent = -200;
        while power_of_ten(exponent + 1) <= exact.abs() {
            exponent += 1;
        }
        prop_assert_eq!(reference(&kept), reference_round(&exact, 27 - exponent, Rounding::HalfEven));
        prop_assert_eq!(kept.to_working_precision(), kept);
    }

    #[test]
    fn text_and_decimal(value in fractions()) {
        let text = value.to_string();
        prop_assert_eq!(text.parse::<Fraction>().unwrap(), value.clone());
        let json = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(serde_json::from_str::<Fraction>(&json).unwrap(), value.clone());
        if let Some(decimal) = value.to_exact_decimal() {
            prop_assert_eq!(Fraction::from(decimal), value.clone());
            prop_assert_eq!(decimal.to_string(), text);
        } else {
            // What is not a decimal has an endless expansion, or more digits than one keeps.
            prop_assert!(text.contains('/') || parse_decimal(&text).is_err());
        }
    }

    #[test]
    fn parsing_agrees_with_rust_decimal(text in "[+-]?[0-9]{0,30}([.][0-9]{0,30})?") {
        if let Ok(decimal) = parse_decimal(&text) {
            prop_assert_eq!(Fraction::from(decimal), text.parse::<Fraction>().unwrap());
            prop_assert_eq!(decimal, Decimal::from_str_exact(&text).unwrap_or(decimal));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        let _ = parse_decimal(&text);
        let _ = text.parse::<Fraction>();
    }

    #[test]
    fn doubles(value in any::<f64>(), mantissa in any::<i64>(), scale in 0_u32..28) {
        if let Ok(decimal) = decimal_from_f64(value) {
            prop_assert_eq!(decimal_to_f64(decimal).to_bits(), if value == 0.0 { 0 } else { value.to_bits() });
        }
        let decimal = Decimal::new(mantissa, scale);
        prop_assert_eq!(decimal_to_f64(decimal).to_bits(), decimal.to_string().parse::<f64>().unwrap().to_bits());
        let short = Decimal::new(mantissa >> 20, scale);
        prop_assert_eq!(decimal_to_f64(short).to_bits(), short.to_string().parse::<f64>().unwrap().to_bits());
    }
}
