//! The vectors of `spec/vectors/grading`: counts and the grade of the whole, and cases of grades, problems and refusals.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cityvitals::catalogue::document::{Difficulty, RectificationClass, Severity};
use cityvitals::grade::{
    DecidedBy, GradeCounts, GradingScheme, IndicatorGrade, JudgementDocument, Judgements, OverallGrade, Priority, Role, Shift,
    UngradedReason,
};
use cityvitals::problem::Problems;
use cityvitals::{Catalogue, Dataset, Diagnostics, Report};
use serde::Deserialize;
use serde_json::value::RawValue;

/// Counts of 很好, 较好, 一般, 不足, ungraded and not applicable; the grade; whether the table leaves it open.
type OverallRow = (u32, u32, u32, u32, u32, u32, Option<OverallGrade>, bool);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverallFile {
    scheme: String,
    #[serde(rename = "note")]
    _note: String,
    #[serde(rename = "columns")]
    _columns: Vec<String>,
    rows: Vec<OverallRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    catalogue: String,
    scheme: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default, rename = "note")]
    _note: String,
    dataset: Box<RawValue>,
    #[serde(default)]
    previous: Option<Box<RawValue>>,
    #[serde(default)]
    judgements: Vec<JudgementDocument>,
    #[serde(default)]
    grades: Vec<ExpectedGrade>,
    #[serde(default)]
    problems: Vec<ExpectedProblem>,
    #[serde(default)]
    undetermined: Vec<ExpectedOpen>,
    #[serde(default)]
    no_problem: Vec<String>,
    #[serde(default)]
    error: Option<String>,
}

/// The grade of an indicator in the first area. A key that is absent must be absent in the result too.
#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
struct ExpectedGrade {
    indicator: String,
    grade: Option<IndicatorGrade>,
    decided_by: Option<DecidedBy>,
    ungraded: Option<UngradedReason>,
    base: Option<IndicatorGrade>,
    shift: Option<Shift>,
    by_rule: Option<IndicatorGrade>,
    /// Of the yardstick that decides.
    percent: Option<String>,
    band: Option<String>,
    survey_score: Option<String>,
    lowered: bool,
    provisional: bool,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct ExpectedProblem {
    level: String,
    area: String,
    indicator: String,
    reasons: Vec<String>,
    degree: Option<Severity>,
    #[serde(default)]
    difficulty: Option<Difficulty>,
    class: RectificationClass,
    priority: Priority,
    #[serde(default)]
    urgent: bool,
    #[serde(default)]
    recurring: bool,
    /// Cases of checklist items.
    #[serde(default)]
    cases: BTreeMap<String, u64>,
    #[serde(default)]
    concerned: Option<u64>,
    #[serde(default)]
    judged: Option<u64>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct ExpectedOpen {
    level: String,
    area: String,
    indicator: String,
    cause: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/vectors/grading")
}

fn read<T: for<'de> Deserialize<'de>>(name: &str) -> T {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The tag of an enum that is written as a table with `kind`.
fn kind(value: impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap();
    value["kind"].as_str().unwrap().to_owned()
}

#[test]
fn counts_give_the_grade_of_the_vectors() {
    let file: OverallFile = read("overall.json");
    let scheme = GradingScheme::builtin(&file.scheme).unwrap();
    assert!(file.rows.len() > 200);
    for (very_good, good, fair, insufficient, ungraded, not_applicable, grade, undefined) in file.rows {
        let counts = GradeCounts {
            very_good,
            good,
            fair,
            insufficient,
            ungraded,
            not_applicable,
        };
        let decision = scheme.overall(counts);
        assert_eq!((decision.grade, decision.undefined), (grade, undefined), "{counts:?}");
    }
}

fn report(catalogue: &Catalogue, case: &Case) -> Result<Report, Diagnostics> {
    let mut builder = Dataset::builder(catalogue).json("dataset.json", case.dataset.get());
    if let Some(previous) = &case.previous {
        builder = builder.previous(Dataset::builder(catalogue).json("previous.json", previous.get()).build()?);
    }
    catalogue.examine(&builder.build()?)
}

fn judgements(report: &Report, scheme: &GradingScheme, case: &Case) -> Result<Judgements, Diagnostics> {
    let builder = Judgements::builder(report, scheme);
    let rows = case.judgements.iter().cloned();
    rows.fold(builder, cityvitals::grade::JudgementsBuilder::row).build()
}

fn found_grade(grades: &cityvitals::grade::Grades, indicator: &str) -> ExpectedGrade {
    let known = grades.get(indicator).unwrap();
    let decisive = known.yardsticks.iter().find(|yardstick| yardstick.role == Role::Decides);
    ExpectedGrade {
        indicator: known.indicator.clone(),
        grade: known.grade,
        decided_by: known.decided_by,
        ungraded: known.ungraded,
        base: known.base,
        shift: known.shift,
        by_rule: known.by_rule,
        percent: decisive.and_then(|yardstick| yardstick.percent.clone()),
        band: decisive.map(|yardstick| yardstick.band.clone()),
        survey_score: known.survey.as_ref().map(|survey| survey.score.clone()),
        lowered: known.survey.as_ref().is_some_and(|survey| survey.lowered),
        provisional: known.provisional,
    }
}

/// The problem as far as a vector may speak of it; reach and cases only where it does.
fn found_problem(problems: &Problems, expected: &ExpectedProblem) -> Option<ExpectedProblem> {
    let problem = problems.at(&expected.level, &expected.area, &expected.indicator)?;
    let document = problem.document();
    let cases = document
        .sub_problems
        .iter()
        .map(|found| (found.check.clone(), found.cases))
        .collect();
    let prevalence = document.prevalence.as_ref();
    Some(ExpectedProblem {
        reasons: document.reasons.iter().map(kind).collect(),
        degree: document.degree.map(|degree| degree.severity),
        difficulty: document.difficulty,
        class: document.class.class,
        priority: document.priority.priority,
        urgent: document.urgent,
        recurring: document.priority.recurring,
        cases,
        concerned: prevalence.map(|prevalence| prevalence.concerned),
        judged: prevalence.map(|prevalence| prevalence.judged),
        level: document.level,
        area: document.area,
        indicator: document.indicator,
    })
}

#[test]
fn every_case_of_the_vectors() {
    let file: CaseFile = read("cases.json");
    let catalogue = Catalogue::builtin(&file.catalogue).unwrap();
    let scheme = GradingScheme::builtin(&file.scheme).unwrap();
    for case in &file.cases {
        let name = &case.name;
        let report = report(&catalogue, case).unwrap_or_else(|problems| panic!("{name}: {problems}"));
        let judgements = match (judgements(&report, &scheme, case), &case.error) {
            (Ok(judgements), None) => judgements,
            (Err(problems), Some(code)) => {
                let codes: Vec<&str> = problems.errors().map(|problem| problem.code().as_str()).collect();
                assert!(codes.contains(&code.as_str()), "{name}: {codes:?}");
                continue;
            }
            (Ok(_), Some(code)) => panic!("{name}: expected the refusal {code}"),
            (Err(problems), None) => panic!("{name}: {problems}"),
        };
        let grades = report.grade(&scheme, &judgements).unwrap();
        for expected in &case.grades {
            assert_eq!(&found_grade(&grades, &expected.indicator), expected, "{name}");
        }
        let problems = report.problems(&scheme, &judgements).unwrap();
        for expected in &case.problems {
            let found = found_problem(&problems, expected);
            assert_eq!(found.as_ref(), Some(expected), "{name}");
        }
        let open: Vec<ExpectedOpen> = problems
            .document()
            .undetermined
            .into_iter()
            .map(|open| ExpectedOpen {
                level: open.level,
                area: open.area,
                indicator: open.indicator,
                cause: kind(open.cause),
            })
            .collect();
        for expected in &case.undetermined {
            assert!(open.contains(expected), "{name}: {expected:?} is not among {open:?}");
        }
        for indicator in &case.no_problem {
            let told = problems.iter().any(|problem| problem.indicator().id.as_str() == indicator.as_str());
            assert!(!told && open.iter().all(|open| open.indicator != *indicator), "{name}: {indicator}");
        }
        assert!(
            !(case.grades.is_empty() && case.problems.is_empty()),
            "{name}: nothing is expected of it"
        );
    }
}
