use super::*;
use crate::catalogue::Number;
use crate::decimal::{Decimal, parse_decimal};
use crate::grade::{GradingScheme, IndicatorGrade};

fn number(text: &str) -> Fraction {
    Fraction::from(parse_decimal(text).unwrap())
}

fn requirement(operator: Operator, value: &str, maximum: Option<&str>) -> CompiledRequirement {
    CompiledRequirement {
        operator,
        value: number(value),
        maximum: maximum.map(number),
        part: None,
        conditions: Vec::new(),
        from: None,
        until: None,
    }
}

fn percent(text: &str) -> Measure {
    Measure::Percent(number(text))
}

#[test]
fn the_surplus_over_a_requirement_is_signed_by_its_direction() {
    let at_least = requirement(Operator::AtLeast, "8", None);
    assert_eq!(over_requirement(&at_least, &number("10"), true, false), percent("25"));
    assert_eq!(over_requirement(&at_least, &number("8"), true, false), percent("0"));
    assert_eq!(over_requirement(&at_least, &number("6"), false, false), percent("-25"));
    let at_most = requirement(Operator::AtMost, "8", None);
    assert_eq!(over_requirement(&at_most, &number("6"), true, false), percent("25"));
    assert_eq!(over_requirement(&at_most, &number("10"), false, false), percent("-25"));
    // The gap of a range is that to the end that is missed, as a share of its lower end.
    let range = requirement(Operator::Range, "4", Some("8"));
    assert_eq!(over_requirement(&range, &number("3"), false, false), percent("-25"));
    assert_eq!(over_requirement(&range, &number("9"), false, false), percent("-25"));
    let equal = requirement(Operator::Equal, "4", None);
    assert_eq!(over_requirement(&equal, &number("5"), false, false), percent("-25"));
}

#[test]
fn where_no_surplus_can_be_a_met_requirement_is_in_the_first_band() {
    let best = |operator, value, maximum| over_requirement(&requirement(operator, value, maximum), &number("4"), true, false);
    assert_eq!(best(Operator::Equal, "4", None), Measure::Best);
    assert_eq!(best(Operator::Range, "4", Some("8")), Measure::Best);
    // The best value that the indicator can have, and a required zero.
    let at_least = requirement(Operator::AtLeast, "4", None);
    assert_eq!(over_requirement(&at_least, &number("4"), true, true), Measure::Best);
    let zero = requirement(Operator::AtMost, "0", None);
    assert_eq!(over_requirement(&zero, &number("0"), true, false), Measure::Best);
    assert_eq!(over_requirement(&zero, &number("1"), false, false), Measure::Worst);
    // Not met, whatever the measure says: `> 4` with exactly 4 has no surplus and is not met.
    let more_than = requirement(Operator::MoreThan, "4", None);
    assert_eq!(over_requirement(&more_than, &number("4"), false, true), percent("0"));
}

#[test]
fn attainment_and_change_know_which_way_is_better() {
    assert_eq!(attainment(&number("9"), &number("10"), 1), percent("90"));
    assert_eq!(attainment(&number("11"), &number("10"), -1), percent("90"));
    assert_eq!(attainment(&number("8"), &number("10"), -1), percent("120"));
    assert_eq!(attainment(&number("0"), &number("0"), -1), Measure::Best);
    assert_eq!(attainment(&number("2"), &number("0"), -1), Measure::Worst);
    assert_eq!(change(&number("11"), &number("10"), 1), percent("10"));
    assert_eq!(change(&number("11"), &number("10"), -1), percent("-10"));
    assert_eq!(change(&number("0"), &number("0"), 1), percent("0"));
    assert_eq!(change(&number("1"), &number("0"), 1), Measure::Best);
    assert_eq!(change(&number("1"), &number("0"), -1), Measure::Worst);
    // A share of a negative number is taken of its size.
    assert_eq!(change(&number("-5"), &number("-10"), 1), percent("50"));
}

#[test]
fn equal_peers_count_half() {
    let peers: Vec<Fraction> = ["1", "2", "3", "4"].map(number).into();
    assert_eq!(quantile(&number("3"), &peers, 1), Some(number("62.5")));
    assert_eq!(quantile(&number("3"), &peers, -1), Some(number("37.5")));
    assert_eq!(quantile(&number("5"), &peers, 1), Some(number("100")));
    assert_eq!(quantile(&number("0"), &peers, 1), Some(number("0")));
    assert_eq!(quantile(&number("0"), &[], 1), None);
}

/// At every lower end the better band begins, and one part in 10^20 below it the next.
#[test]
fn a_lower_end_belongs_to_its_band() {
    let scheme = GradingScheme::builtin("handbook-2025").unwrap();
    let rules = &scheme.document().indicator;
    let lists = [
        &rules.standard.met,
        &rules.standard.not_met,
        &rules.target.bands,
        &rules.trend.bands,
        &rules.peers.bands,
    ];
    let hair = Fraction::ratio(1, 10_i128.pow(20)).unwrap();
    for bands in lists {
        for pair in bands.windows(2) {
            let bound = Fraction::from(pair[0].at_least.unwrap().0);
            let at = |measure: Fraction| band(bands, &Measure::Percent(measure)).unwrap().id.value.as_str();
            assert_eq!(at(bound.clone()), pair[0].id.value);
            assert_eq!(at(bound.subtract(&hair).unwrap()), pair[1].id.value);
        }
        assert_eq!(band(bands, &Measure::Best), bands.first());
        assert_eq!(band(bands, &Measure::Worst), bands.last());
    }
}

#[test]
fn the_bands_that_come_with_the_library_are_marked_as_ours() {
    let scheme = GradingScheme::builtin("handbook-2025").unwrap();
    let rules = &scheme.document().indicator;
    let standard = rules.standard.met.iter().chain(&rules.standard.not_met);
    let others = rules.target.bands.iter().chain(&rules.trend.bands).chain(&rules.peers.bands);
    assert!(standard.chain(others).all(|band| band.ours));
    let shares = &scheme.document().overall.rules;
    assert!(shares.iter().all(|rule| !rule.ours), "the shares are the handbook's");
    assert_eq!(scheme.document().survey.line, Number(Decimal::from(60)));
    assert_eq!(rules.standard.met[0].grade, IndicatorGrade::VeryGood);
}
