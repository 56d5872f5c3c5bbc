//! The ledger of Yichang 2025 against the problem list that the city published.

use std::collections::BTreeMap;

use cityvitals::grade::{GradingScheme, Judgements};
use cityvitals::ledger::{Ledger, ProblemDetail, percent};
use cityvitals::list::{ListArea, Lists};
use cityvitals::measure::Measures;
use cityvitals::{Fraction, Language, Rounding};
use cityvitals_tests::{yichang, yichang_folder};
use serde::Deserialize;

/// One district's part of a sub-problem, as printed.
#[derive(Debug, Deserialize)]
struct Printed {
    number: u16,
    check: String,
    /// The kind of pipe, or the band of a facade.
    kind: String,
    cases: usize,
    district: String,
    district_cases: Option<i64>,
    share_percent: String,
}

fn printed() -> Vec<Printed> {
    let mut reader = csv::Reader::from_path(yichang_folder().join("published/problems.csv")).unwrap();
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

/// The share rounded to the digits of the printed one.
fn rounded(share: &Fraction, printed: &str) -> String {
    let digits = printed.split_once('.').map_or(0, |(_, digits)| u8::try_from(digits.len()).unwrap());
    let percent = share.multiply(&Fraction::from_integer(100)).unwrap();
    percent.to_decimal(digits, Rounding::HalfEven).unwrap().to_string()
}

fn is(detail: &ProblemDetail<'_, '_>, printed: &Printed) -> bool {
    detail.check().id.as_str() == printed.check && detail.band().is_none_or(|band| band.label.zh == printed.kind)
}

#[test]
fn the_housing_list_has_the_published_counts_shares_and_splits() {
    let report = yichang();
    let ledger = Ledger::new(&report);
    let list = printed();
    let mut compared = BTreeMap::new();
    for printed in list.iter().filter(|printed| printed.cases > 0) {
        let entry = ledger.entry(report.get(&printed.number.to_string()).unwrap()).unwrap();
        let detail = entry
            .details()
            .find(|detail| is(detail, printed))
            .unwrap_or_else(|| panic!("not found: {printed:?}"));
        assert_eq!(detail.cases(), printed.cases, "{printed:?}");
        let spread = detail.distribution("district").unwrap();
        assert_eq!(spread.elsewhere, None, "{printed:?}");
        let part = spread.parts.iter().find(|part| part.area == printed.district).unwrap();
        assert_eq!(part.amount, Fraction::from(printed.district_cases.unwrap()), "{printed:?}");
        assert_eq!(rounded(&part.share, &printed.share_percent), printed.share_percent, "{printed:?}");
        *compared.entry((printed.number, &printed.check, &printed.kind)).or_insert(0) += 1;
    }
    assert_eq!(compared.len(), 30, "sub-problems with published numbers");
    assert_eq!(compared.values().sum::<i32>(), 52, "parts of districts");
    // Nothing was found that the city did not publish.
    for number in 1..=9_u16 {
        let entry = ledger.entry(report.get(&number.to_string()).unwrap()).unwrap();
        for detail in entry.details() {
            assert!(
                list.iter().any(|printed| is(&detail, printed)),
                "{}",
                detail.name(Language::Chinese)
            );
        }
    }
}

#[test]
fn the_problem_list_says_what_was_published() {
    let report = yichang();
    let problems = report
        .problems(&GradingScheme::builtin("handbook-2025").unwrap(), &Judgements::default())
        .unwrap();
    let (ledger, measures) = (Ledger::new(&report), Measures::builtin(report.catalogue()).unwrap());
    let lists = Lists::new(&ledger, &problems, &measures);
    let city = ListArea {
        level: "city",
        area: "宜昌市",
    };
    let housing = ledger.boards().into_iter().find(|board| board.id == "housing").unwrap();
    let sheet = lists.problem_sheet(&housing, city, Language::Chinese);
    let rows: Vec<String> = sheet.rows().map(|row| format!("{}|{}", row[0], row[3])).collect();
    let list = printed();
    let published: Vec<&Printed> = list.iter().filter(|printed| printed.cases > 0).collect();
    for printed in &published {
        let (cases, district, own) = (printed.cases, &printed.district, printed.district_cases.unwrap());
        let says = |row: &&String| row.starts_with(&format!("{}|共{cases}", printed.number)) && row.contains(&format!("{district}{own}"));
        assert!(rows.iter().any(|row| says(&row)), "{printed:?} is not in the list");
    }
    assert_eq!(rows.len(), 30, "a row for each published sub-problem");
}

#[test]
fn a_sub_problem_as_a_sentence() {
    let report = yichang();
    let ledger = Ledger::new(&report);
    let entry = ledger.entry(report.get("3").unwrap()).unwrap();
    let stairs = entry.details().next().unwrap();
    let sentence = stairs.sentence("district", Language::Chinese);
    assert!(sentence.starts_with("共80栋："), "{sentence}");
    assert!(
        sentence.ends_with("西陵区65栋，占比81.25%；伍家岗区15栋，占比18.75%。"),
        "{sentence}"
    );
    let sentence = stairs.sentence("district", Language::English);
    assert!(sentence.starts_with("80 buildings: "), "{sentence}");
    assert!(sentence.ends_with("西陵区 65 (81.25%), 伍家岗区 15 (18.75%)."), "{sentence}");
    assert_eq!(percent(&stairs.share().unwrap()), "33.06%", "80 of 242");
    assert_eq!(stairs.objects().count(), 80);
}

#[test]
fn a_gap_is_spread_over_communities() {
    let report = yichang();
    let ledger = Ledger::new(&report);
    let entry = ledger.entry(report.get("14").unwrap()).unwrap();
    let spread = entry.distribution("community").unwrap();
    assert_eq!(spread.elsewhere, None);
    assert_eq!(
        spread
            .parts
            .iter()
            .fold(Fraction::zero(), |sum, part| sum.add(&part.amount).unwrap()),
        entry.result().value().unwrap()
    );
    assert_eq!(spread.parts[0].area_name, "江山社区");
    assert_eq!(spread.parts[0].amount, Fraction::from(3791));
}

#[test]
fn ledgers_have_a_row_for_each_object_with_a_problem() {
    let report = yichang();
    let ledger = Ledger::new(&report);
    let boards: Vec<(&str, &str)> = ledger.boards().iter().map(|board| (board.id, board.level)).collect();
    assert_eq!(
        boards,
        [
            ("housing", "community"),
            ("community", "community"),
            ("block", "block"),
            ("city", "city"),
            ("rectification", "city")
        ]
    );
    // 587 buildings with any problem, by the README of the example.
    let buildings = ledger.object_sheet("building", Language::Chinese).unwrap();
    assert_eq!(buildings.rows().count(), 587);
    assert!(buildings.rows().all(|row| row.len() == buildings.columns().len()));
    for board in ledger.boards() {
        let survey = ledger.survey_sheet(&board, Language::Chinese).unwrap();
        let areas = report.dataset().table(board.level).unwrap().len();
        assert_eq!(survey.rows().count(), areas, "{}", board.id);
        assert!(survey.rows().all(|row| row.len() == survey.columns().len()));
        let ledger = ledger.problem_sheet(&board, Language::English).unwrap();
        assert!(ledger.rows().all(|row| row.len() == ledger.columns().len()));
    }
}
