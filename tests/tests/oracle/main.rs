//! Ten thousand random formulas, read by the library and by an evaluator over big rationals that shares no code with it.

mod evaluate;
mod expression;
mod table;
mod text;

use std::fmt::Write as _;

use cityvitals::{Catalogue, Dataset};
use cityvitals_tests::{Dice, check_readings};
use serde_json::json;

use evaluate::{Outcome, evaluate};
use expression::{Number, number};
use table::Sample;
use text::written;

const BATCHES: u64 = 200;
const FORMULAS: usize = 50;

struct Formula {
    number: Number,
    text: String,
    decimals: u8,
    partial: bool,
}

fn formulas(dice: &mut Dice) -> Vec<Formula> {
    let formula = |dice: &mut Dice| {
        let number = number(dice, 3);
        Formula {
            text: written(&number, dice),
            decimals: *dice.pick(&[0, 1, 2, 2, 4]),
            partial: dice.percent(60),
            number,
        }
    };
    (0..FORMULAS).map(|_| formula(dice)).collect()
}

fn catalogue(formulas: &[Formula], half_up: bool) -> String {
    let name = |text: &str| json!({ "zh": text, "en": text });
    let level = |id: &str, zh: &str, kind: &str| json!({ "id": id, "name": { "zh": zh, "en": id }, "kind": kind, "unit": "item" });
    let measure = |id: &str, zh: &str, level: &str| json!({ "id": id, "name": { "zh": zh, "en": id }, "kind": "measure", "unit": "1", "level": level, "scope": "all", "rollup": "sum" });
    let flag = |id: &str| json!({ "id": id, "name": name(id), "kind": "flag", "level": "line", "scope": "all", "rollup": "any" });
    let indicators: Vec<_> = formulas
        .iter()
        .enumerate()
        .map(|(place, formula)| {
            json!({
                "number": place, "id": format!("formula_{place}"), "name": name(&format!("公式{place}")), "dimension": "all", "level": "block",
                "unit": "1", "unit_name": name("1"), "decimals": formula.decimals, "definition": name("公式"), "formula": formula.text,
                "direction": "neutral", "nature": "improvement", "requirement_status": "none",
                "missing": if formula.partial { "partial" } else { "strict" }
            })
        })
        .collect();
    json!({
        "catalogue": {
            "id": "oracle", "edition": 2025, "name": name("试"), "title": name("试"), "issuer": name("试"),
            "rounding": if half_up { "half_up" } else { "half_even" }
        },
        "level": [level("line", "行", "observation"), level("block", "街区", "area"), level("city", "城市", "area")],
        "dimension": [{ "id": "all", "name": name("全部"), "group": "all", "group_name": name("全部") }],
        "item": [
            measure("a", "甲", "block"), measure("b", "乙", "block"), measure("c", "丙", "block"),
            measure("p", "己", "line"), measure("q", "庚", "line"), measure("r", "辛", "line"), flag("f"), flag("g")
        ],
        "indicator": indicators
    })
    .to_string()
}

fn describe(sample: &Sample) -> String {
    let mut text = sample.to_json();
    text.truncate(4000);
    text
}

/// Half of the batches, so that both halves can run side by side.
fn check(batches: impl Iterator<Item = u64>) {
    let (mut compared, mut with_value) = (0, 0);
    let mut failures = String::new();
    for batch in batches {
        let mut dice = Dice::new(batch);
        let formulas = formulas(&mut dice);
        let half_up = dice.percent(30);
        let sample = Sample::new(&mut dice, half_up);
        let source = catalogue(&formulas, half_up);
        let catalogue = Catalogue::from_sources(&[("oracle.json", &source)]).unwrap_or_else(|problems| panic!("{problems}"));
        let dataset = Dataset::builder(&catalogue)
            .json("oracle.json", sample.to_json())
            .build()
            .unwrap_or_else(|problems| panic!("{problems}"));
        let report = catalogue.examine(&dataset).unwrap();
        failures.extend(check_readings(&report).iter().map(|failure| format!("batch {batch}: {failure}\n")));
        for (place, formula) in formulas.iter().enumerate() {
            for area in sample.areas() {
                let expected = Outcome::new(evaluate(&formula.number, &sample, area), formula.partial, formula.decimals, half_up);
                let result = report.at(area.level(), &area.id(), &format!("formula_{place}")).unwrap().document();
                let found = Outcome {
                    status: result.status,
                    value: result.value,
                    exact: result.exact,
                    completeness: result.completeness,
                };
                compared += 1;
                with_value += usize::from(expected.value.is_some());
                if !expected.agrees(&found) && failures.len() < 20_000 {
                    let _ = writeln!(
                        failures,
                        "batch {batch}, {}: {}\n  expected {expected:?}\n  found    {found:?}\n  {}",
                        area.id(),
                        formula.text,
                        describe(&sample)
                    );
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(with_value * 2 > compared, "only {with_value} of {compared} results have a value");
}

#[test]
fn every_digit_is_that_of_exact_arithmetic() {
    check((0..BATCHES).filter(|batch| batch % 2 == 0));
}

#[test]
fn every_digit_is_that_of_exact_arithmetic_in_the_other_half() {
    check((0..BATCHES).filter(|batch| batch % 2 == 1));
}
