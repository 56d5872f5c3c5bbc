//! Runs cases and says what differs.

use cityvitals::decimal::{decimal_to_f64, parse_decimal};
use cityvitals::examine::{IndicatorResult, Verdict};
use cityvitals::{Catalogue, Dataset, Diagnostics, Options, Report, ReportDocument, Status};
use serde_json::value::RawValue;

use super::vectors::{Case, Expected, ExpectedVerdict, Kind, TrapCase, TrapFile};
use super::wrapper::{FORMULA_INDICATOR, wrap};

/// What is wrong with a case, in words.
pub type Failure = String;

fn differs(what: &str, expected: impl std::fmt::Debug, found: impl std::fmt::Debug) -> Failure {
    format!("{what}: expected {expected:?}, found {found:?}")
}

/// What an examination needs besides the catalogue and the indicator.
struct Given<'a> {
    dataset: &'a str,
    previous: Option<&'a str>,
    options: Options,
}

fn build(catalogue: &Catalogue, given: &Given<'_>) -> Result<Dataset, Diagnostics> {
    let builder = Dataset::builder(catalogue).json("dataset.json", given.dataset);
    match given.previous {
        Some(text) => builder
            .previous(Dataset::builder(catalogue).json("previous.json", text).build()?)
            .build(),
        None => builder.build(),
    }
}

fn codes(problems: &Diagnostics) -> Vec<&'static str> {
    problems.errors().map(|problem| problem.code().as_str()).collect()
}

fn refusal<T>(outcome: Result<T, Diagnostics>, code: &str) -> Vec<Failure> {
    match outcome {
        Ok(_) => vec![format!("expected the refusal {code}, but it was accepted")],
        Err(problems) if codes(&problems).contains(&code) => Vec::new(),
        Err(problems) => vec![differs("refusal", code, codes(&problems))],
    }
}

/// Runs a case of an indicator.
pub fn run_case(catalogue: &Catalogue, indicator: &str, case: &Case) -> Vec<Failure> {
    let options = Options {
        indicators: vec![indicator.to_owned()],
        ..case.options.clone().unwrap_or_default()
    };
    let given = Given {
        dataset: case.dataset.get(),
        previous: case.previous.as_deref().map(RawValue::get),
        options,
    };
    match (&case.expect, &case.error) {
        (Some(expect), None) => examine(catalogue, indicator, &given, expect),
        (None, Some(code)) => refusal(build(catalogue, &given), code),
        _ => vec!["a case has either `expect` or `error`".to_owned()],
    }
}

fn examine(catalogue: &Catalogue, indicator: &str, given: &Given<'_>, expect: &[Expected]) -> Vec<Failure> {
    let dataset = match build(catalogue, given) {
        Ok(dataset) => dataset,
        Err(problems) => return vec![format!("the dataset is refused:\n{problems}")],
    };
    let report = match catalogue.examine_with(&dataset, &given.options) {
        Ok(report) => report,
        Err(problems) => return vec![format!("the examination is refused:\n{problems}")],
    };
    let mut failures = Vec::new();
    if expect.is_empty() {
        failures.push("nothing is expected of it".to_owned());
    }
    for expected in expect {
        let name = expected
            .part
            .as_ref()
            .map_or_else(|| indicator.to_owned(), |part| format!("{indicator}.{part}"));
        let place = format!(
            "{} {} {}",
            expected.level,
            expected.area,
            expected.part.as_deref().unwrap_or_default()
        );
        let found = match report.at(&expected.level, &expected.area, &name) {
            Some(result) => compare(expected, &result),
            None => vec!["there is no such result".to_owned()],
        };
        failures.extend(found.into_iter().map(|failure| format!("{}: {failure}", place.trim_end())));
    }
    failures.extend(check_readings(&report));
    failures.extend(check_replay(&report));
    failures
}

fn compare(expected: &Expected, found: &IndicatorResult<'_>) -> Vec<Failure> {
    let mut failures = Vec::new();
    let document = found.document();
    if document.status != expected.status {
        failures.push(differs("status", expected.status, document.status));
    }
    if document.value != expected.value {
        failures.push(differs("value", &expected.value, &document.value));
    }
    if expected.exact.is_some() && document.exact != expected.exact {
        failures.push(differs("exact value", &expected.exact, &document.exact));
    }
    if let Some(completeness) = expected.completeness.filter(|completeness| *completeness != document.completeness) {
        failures.push(differs("completeness", completeness, document.completeness));
    }
    if let Some(verdicts) = &expected.verdicts {
        let matches = verdicts.len() == document.verdicts.len()
            && verdicts
                .iter()
                .zip(&document.verdicts)
                .all(|(expected, found)| is_same(expected, found));
        if !matches {
            failures.push(differs("verdicts", verdicts, &document.verdicts));
        }
    }
    failures
}

fn is_same(expected: &ExpectedVerdict, found: &Verdict) -> bool {
    expected.requirement == found.requirement
        && expected.outcome == found.outcome
        && expected.reason == found.reason
        && expected.gap == found.gap
        && expected.relative_gap_percent == found.relative_gap_percent
        && expected.provisional == found.provisional
}

/// Holds the columnar reading of every result against the scalar one.
pub fn check_readings(report: &Report) -> Vec<Failure> {
    let mut failures = Vec::new();
    for result in report.results() {
        let columnar = (result.status(), result.completeness(), result.value());
        let scalar = result.scalar_reading();
        if columnar != scalar {
            let part = result.part().unwrap_or_default();
            let place = format!("{} {part} of {} {}", result.indicator().id.as_str(), result.level(), result.area());
            failures.push(format!("{place}: the columnar reading is {columnar:?}, the scalar one {scalar:?}"));
        }
    }
    failures
}

/// Writes the report as JSON, reads it back and runs it again.
fn check_replay(report: &Report) -> Vec<Failure> {
    let read = report.to_json().and_then(|text| serde_json::from_str::<ReportDocument>(&text));
    match read {
        Err(error) => vec![format!("the report does not read back: {error}")],
        Ok(document) if document != report.document() => vec!["the report reads back as another one".to_owned()],
        Ok(document) => match document.replay(report.catalogue(), report.dataset()) {
            Ok(()) => Vec::new(),
            Err(error) => vec![format!("the report cannot be run again: {error}")],
        },
    }
}

/// Runs a case of a trap.
pub fn run_trap(file: &TrapFile, case: &TrapCase) -> Vec<Failure> {
    match case.kind {
        Kind::Dataset => trap_dataset(file, case),
        Kind::Formula => trap_formula(case),
        Kind::Refused => trap_refused(file, case),
        Kind::Float => trap_float(case),
    }
}

fn catalogue(file: &TrapFile, name: &str) -> Result<Catalogue, Diagnostics> {
    match file.catalogues.get(name) {
        Some(source) => Catalogue::from_sources(&[("catalogue.json", source.get())]),
        None => Catalogue::builtin(name),
    }
}

fn trap_dataset(file: &TrapFile, case: &TrapCase) -> Vec<Failure> {
    let (Some(name), Some(indicator), Some(dataset), Some(expect)) = (&case.catalogue, &case.indicator, &case.dataset, &case.expect) else {
        return vec!["a dataset case has `catalogue`, `indicator`, `dataset` and `expect`".to_owned()];
    };
    let catalogue = match catalogue(file, name) {
        Ok(catalogue) => catalogue,
        Err(problems) => return vec![format!("the catalogue is refused:\n{problems}")],
    };
    let options = Options {
        indicators: vec![indicator.clone()],
        ..case.options.clone().unwrap_or_default()
    };
    let given = Given {
        dataset: dataset.get(),
        previous: case.previous.as_deref().map(RawValue::get),
        options,
    };
    examine(&catalogue, indicator, &given, expect)
}

fn trap_formula(case: &TrapCase) -> Vec<Failure> {
    let Some(formula) = &case.formula else {
        return vec!["a formula case has `formula`".to_owned()];
    };
    let rounding = case.rounding.as_deref().unwrap_or("half_even");
    let wrapped = wrap(
        formula,
        &case.inputs,
        case.unit.as_deref().unwrap_or("1"),
        case.decimals.unwrap_or(2),
        rounding,
    );
    let catalogue = match Catalogue::from_sources(&[("catalogue.json", &wrapped.catalogue)]) {
        Ok(catalogue) => catalogue,
        Err(problems) => return vec![format!("the formula is refused:\n{problems}")],
    };
    let expected = Expected {
        level: "city".to_owned(),
        area: "city".to_owned(),
        part: None,
        status: case.status.unwrap_or(Status::Ok),
        value: case.value.clone(),
        exact: case.exact.clone(),
        completeness: None,
        verdicts: None,
    };
    let given = Given {
        dataset: &wrapped.dataset,
        previous: None,
        options: Options::default(),
    };
    examine(&catalogue, FORMULA_INDICATOR, &given, &[expected])
}

fn trap_refused(file: &TrapFile, case: &TrapCase) -> Vec<Failure> {
    let Some(code) = &case.code else {
        return vec!["a refused case has `code`".to_owned()];
    };
    if let Some(formula) = &case.formula {
        let wrapped = wrap(formula, &case.inputs, case.unit.as_deref().unwrap_or("1"), 2, "half_even");
        return refusal(Catalogue::from_sources(&[("catalogue.json", &wrapped.catalogue)]), code);
    }
    let Some(name) = &case.catalogue else {
        return vec!["a refused case has `formula` or `catalogue`".to_owned()];
    };
    match (catalogue(file, name), &case.dataset) {
        (outcome, None) => refusal(outcome, code),
        (Ok(catalogue), Some(dataset)) => refusal(
            build(
                &catalogue,
                &Given {
                    dataset: dataset.get(),
                    previous: case.previous.as_deref().map(RawValue::get),
                    options: Options::default(),
                },
            ),
            code,
        ),
        (Err(problems), Some(_)) => vec![format!("the catalogue is refused:\n{problems}")],
    }
}

fn trap_float(case: &TrapCase) -> Vec<Failure> {
    let (Some(decimal), Some(float)) = (&case.decimal, &case.float) else {
        return vec!["a float case has `decimal` and `float`".to_owned()];
    };
    match (parse_decimal(decimal), float.parse::<f64>()) {
        (Ok(decimal), Ok(float)) if decimal_to_f64(decimal).to_bits() == float.to_bits() => Vec::new(),
        (Ok(decimal), Ok(float)) => vec![differs("float", float, decimal_to_f64(decimal))],
        (decimal, float) => vec![format!("unreadable: {decimal:?}, {float:?}")],
    }
}
