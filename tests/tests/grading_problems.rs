//! Problems: what makes one, that nothing unknown passes for none, and how degree, class and priority come about.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use cityvitals::catalogue::document::{Difficulty, RectificationClass, Severity};
use cityvitals::grade::{GradingScheme, Judgements, Priority};
use cityvitals::problem::{ClassBasis, DegreeOrigin, ProblemReason, Problems, ProblemsDocument, UndeterminedCause};
use cityvitals::{Language, Report, Status};
use cityvitals_tests::{examine_tables, yichang, yichang_files};

fn scheme() -> GradingScheme {
    GradingScheme::builtin("handbook-2025").unwrap()
}

fn found(report: &Report) -> Problems {
    report.problems(&scheme(), &Judgements::default()).unwrap()
}

fn judged(report: &Report, text: &str) -> Problems {
    let scheme = scheme();
    let judgements = Judgements::builder(report, &scheme).csv("意见.csv", text).build().unwrap();
    report.problems(&scheme, &judgements).unwrap()
}

/// Two communities with three buildings: one has a balcony of its own making and a cracked beam, one such a balcony only, one nothing.
fn buildings() -> Report {
    examine_tables(&[
        ("community.csv", "编号,城市\nc1,某市\nc2,某市\nc3,某市\n"),
        (
            "building.csv",
            "编号,社区,illegal_balcony_or_bay_window,concrete_member_crack,structural_hazard\nb1,c1,是,是,是\nb2,c1,是,否,是\nb3,c2,否,否,否\n",
        ),
    ])
}

#[test]
fn one_case_of_a_bottom_line_is_a_problem_of_every_area_above() {
    let problems = found(&buildings());
    let hazards: Vec<_> = problems.iter().filter(|problem| problem.indicator().number == 1).collect();
    let places: Vec<(&str, &str)> = hazards.iter().map(|problem| (problem.level(), problem.area())).collect();
    assert_eq!(places, [("city", "某市"), ("community", "c1")]);
    assert_eq!(hazards[0].reasons(), [ProblemReason::BottomLine]);
    let prevalence = hazards[0].prevalence().unwrap();
    assert_eq!(
        (prevalence.level.as_str(), prevalence.concerned, prevalence.judged),
        ("building", 2, 3)
    );
    // Sub-counts overlap: one building has both.
    let counts: Vec<_> = hazards[0]
        .sub_problems()
        .iter()
        .map(|found| (found.cases, found.judged, found.objects))
        .collect();
    assert_eq!(counts, [(1, 3, 3), (2, 3, 3)]);
    // c3 has no buildings: that is not "no problem".
    let open = problems.undetermined().iter().filter(|open| open.indicator == 0);
    let dataset = problems.report().dataset();
    let open: Vec<_> = open
        .map(|open| (dataset.tables()[open.table].id(open.row).unwrap(), open.cause))
        .collect();
    let status = Status::Missing;
    assert_eq!(open, [("c3", UndeterminedCause::Status { status })]);
}

#[test]
fn rows_below_the_listed_levels_are_bits() {
    let problems = found(&buildings());
    let table = problems.report().dataset().table_place("building").unwrap();
    let rows = problems
        .rows()
        .iter()
        .find(|rows| rows.indicator == 0 && rows.table == table)
        .unwrap();
    let bits: Vec<bool> = (0..3).map(|row| rows.problem.get(row)).collect();
    assert_eq!(bits, [true, true, false]);
    assert!(!rows.undetermined.any());
    // Indicator 9 was not looked at in any building.
    let rows = problems
        .rows()
        .iter()
        .find(|rows| rows.indicator == 8 && rows.table == table)
        .unwrap();
    assert!(rows.undetermined.all() && !rows.problem.any());
}

#[test]
fn the_degree_of_the_document_prevails_and_the_gravest_stands_for_all() {
    let problems = found(&buildings());
    let hazard = problems.at("city", "某市", "1").unwrap();
    let degree = |place: usize| hazard.sub_problems()[place].degree.clone().unwrap();
    let text = |check: &str| DegreeOrigin::DocumentText { check: check.to_owned() };
    assert_eq!(
        (degree(0).severity, degree(0).origin),
        (Severity::VerySevere, text("concrete_member_crack"))
    );
    assert_eq!(
        (degree(1).severity, degree(1).origin),
        (Severity::Ordinary, text("illegal_balcony_or_bay_window"))
    );
    assert_eq!(hazard.degree().unwrap().severity, Severity::VerySevere);
    assert!(!hazard.degree().unwrap().is_ours());
    assert_eq!((hazard.difficulty(), hazard.difficulty_is_ours()), (Some(Difficulty::High), false));
    // The rectification list of the document has a class for each.
    let classes: Vec<_> = hazard.sub_problems().iter().map(|found| found.class.class).collect();
    assert_eq!(classes, [RectificationClass::TimeLimited, RectificationClass::BestEffort]);
    assert!(matches!(&hazard.class().basis, ClassBasis::Annex { check, .. } if check == "concrete_member_crack"));
    assert!(!hazard.class().is_ours());
}

#[test]
fn what_people_decide_prevails_over_the_document_and_is_marked() {
    let report = buildings();
    let text = "指标,层级,区域,体检内容,问题程度,整治类型,优先级\n1,city,某市,concrete_member_crack,一般,尽力解决,\n1,community,c1,,严重,尽力解决,低\n";
    let problems = judged(&report, text);
    let city = problems.at("city", "某市", "1").unwrap();
    let crack = &city.sub_problems()[0];
    assert_eq!(crack.degree.as_ref().unwrap().origin, DegreeOrigin::Override);
    assert!(crack.class.is_overridden());
    assert_eq!(city.degree().unwrap().severity, Severity::Ordinary);
    assert_eq!(city.class().class, RectificationClass::BestEffort);
    let community = problems.at("community", "c1", "1").unwrap();
    assert!(community.class().is_overridden() && community.priority().overridden);
    assert_eq!(
        (community.degree().unwrap().severity, community.priority().priority),
        (Severity::Severe, Priority::Low)
    );
    assert_eq!(community.priority().rule, None);
}

#[test]
fn gaps_and_grades_give_a_degree_that_is_marked_as_ours() {
    // 100 % are required: short by 10, 30 and 60 percent.
    for (value, degree, difficulty, class) in [
        ("90", Severity::Ordinary, None, RectificationClass::BestEffort),
        (
            "80",
            Severity::FairlySevere,
            Some(Difficulty::Medium),
            RectificationClass::BestEffort,
        ),
        (
            "50.01",
            Severity::FairlySevere,
            Some(Difficulty::Medium),
            RectificationClass::BestEffort,
        ),
        ("50", Severity::Severe, Some(Difficulty::High), RectificationClass::TimeLimited),
    ] {
        let report = examine_tables(&[("city.csv", &format!("城市,新建建筑中绿色建筑占比\n某市,{value}\n"))]);
        let problems = found(&report);
        let problem = problems.at("city", "某市", "36").unwrap();
        assert_eq!(problem.degree().unwrap().severity, degree, "{value}");
        assert!(problem.degree().unwrap().is_ours());
        assert_eq!(problem.difficulty(), difficulty, "{value}");
        assert_eq!(problem.class().class, class, "{value}");
    }
    let met = found(&examine_tables(&[("city.csv", "城市,新建建筑中绿色建筑占比\n某市,100\n")]));
    assert!(met.at("city", "某市", "36").is_none());
}

#[test]
fn the_reasons_of_an_improvement_indicator() {
    let report = examine_tables(&[(
        "city.csv",
        "城市,绿道服务半径覆盖率,历史建筑空置率,足球场地服务半径覆盖率\n某市,52.5,30,90\n",
    )]);
    let text = "指标,题项,得分,等级\n,绿道建设,59.99,\n38,,,一般\n33,,60,较好\n";
    let problems = judged(&report, text);
    let reasons = |indicator: &str| problems.at("city", "某市", indicator).map(|problem| problem.reasons().to_vec());
    let not_met = ProblemReason::RequirementNotMet {
        requirement: "target".to_owned(),
        part: None,
        gap: Some("17.50".to_owned()),
        relative_gap_percent: Some("25.00".to_owned()),
    };
    let graded = |grade| ProblemReason::Graded { grade };
    let survey = ProblemReason::Survey {
        score: "59.99".to_owned(),
        below: "60".to_owned(),
    };
    // Short by a quarter is 不足.
    assert_eq!(
        reasons("32"),
        Some(vec![not_met, graded(cityvitals::grade::IndicatorGrade::Insufficient), survey])
    );
    assert_eq!(reasons("38"), Some(vec![graded(cityvitals::grade::IndicatorGrade::Fair)]));
    // Graded 较好 by an expert, exactly 60 points: no problem, and not undetermined either.
    assert_eq!(reasons("33"), None);
    assert!(problems.document().undetermined.iter().all(|open| open.number != 33));
    // Complaints make it urgent, and that time-limited.
    let greenway = problems.at("city", "某市", "32").unwrap();
    assert!(greenway.is_urgent());
    assert_eq!(greenway.class().class, RectificationClass::TimeLimited);
    let rule = ClassBasis::Rule {
        id: "class_complaints".to_owned(),
        ours: false,
    };
    assert_eq!(greenway.class().basis, rule);
    // A judgement may say that nobody complains.
    let calm = judged(&report, "指标,题项,得分,群众反映强烈\n,绿道建设,59.99,\n32,,,否\n");
    assert_eq!(calm.at("city", "某市", "32").unwrap().class().class, RectificationClass::BestEffort);
}

#[test]
fn counted_cases_are_a_problem_and_their_spread_gives_the_degree() {
    let compounds = |with: usize| {
        let rows: Vec<String> = (0..10).map(|row| format!("p{row},c1,{}", u8::from(row < with))).collect();
        examine_tables(&[
            ("community.csv", "编号,城市\nc1,某市\n"),
            ("compound.csv", &format!("编号,社区,no_property_management\n{}", rows.join("\n"))),
        ])
    };
    let report = compounds(3);
    let problems = found(&report);
    let problem = problems.at("city", "某市", "20");
    let Some(problem) = problem else {
        panic!("{:?}", problems.document())
    };
    assert_eq!(problem.reasons(), [ProblemReason::CasesFound]);
    assert!(problem.prevalence().unwrap().widespread, "3 of 10 is 30 %");
    assert_eq!(problem.degree().unwrap().severity, Severity::FairlySevere);
    let problems = found(&compounds(2));
    let problem = problems.at("city", "某市", "20").unwrap();
    assert!(!problem.prevalence().unwrap().widespread);
    assert_eq!(
        (problem.degree().unwrap().severity, problem.priority().priority),
        (Severity::Ordinary, Priority::Low)
    );
    assert!(found(&compounds(0)).at("city", "某市", "20").is_none());
}

#[test]
fn a_problem_of_last_year_rises() {
    let report = examine_tables(&[("city.csv", "城市,绿道服务半径覆盖率,新建建筑中绿色建筑占比\n某市,65,90\n")]);
    let before = found(&report);
    let priority = |problems: &Problems, number: &str| {
        let decision = problems.at("city", "某市", number).unwrap().priority().clone();
        (decision.priority, decision.recurring)
    };
    assert_eq!(priority(&before, "32"), (Priority::Low, false));
    let now = judged(&report, "指标,上年问题\n32,是\n36,否\n");
    assert_eq!(priority(&now, "32"), (Priority::Medium, true));
    assert_eq!(priority(&now, "36"), (Priority::Low, false));
    // Last year's list itself says the same of all its problems.
    let scheme = scheme();
    let judgements = Judgements::builder(&report, &scheme).last_year(&before).build().unwrap();
    let now = report.problems(&scheme, &judgements).unwrap();
    assert_eq!(
        (priority(&now, "32"), priority(&now, "36")),
        ((Priority::Medium, true), (Priority::Medium, true))
    );
    // A checklist item recurs by itself, and the problem with it.
    let housing = buildings();
    let now = judged(&housing, "指标,体检内容,上年问题\n1,illegal_balcony_or_bay_window,是\n");
    let hazard = now.at("city", "某市", "1").unwrap();
    let recurring: Vec<bool> = hazard.sub_problems().iter().map(|found| found.recurring).collect();
    assert_eq!((recurring, hazard.priority().recurring), (vec![false, true], true));
}

/// What is known of an indicator in a listed area: a problem, undetermined, or nothing to report.
fn silent(problems: &Problems) -> Vec<(u16, String, String)> {
    let document = problems.document();
    let told: BTreeSet<(u16, &str, &str)> = document
        .problems
        .iter()
        .map(|problem| (problem.number, problem.level.as_str(), problem.area.as_str()))
        .chain(
            document
                .undetermined
                .iter()
                .map(|open| (open.number, open.level.as_str(), open.area.as_str())),
        )
        .collect();
    let levels: Vec<&str> = problems
        .scheme()
        .document()
        .problem
        .levels
        .iter()
        .map(|level| level.value.as_str())
        .collect();
    let whole = problems.report().results().filter(|result| result.part().is_none());
    whole
        .filter(|result| levels.contains(&result.level()))
        .filter(|result| !told.contains(&(result.indicator().number, result.level(), result.area())))
        .map(|result| (result.indicator().number, result.level().to_owned(), result.area().to_owned()))
        .collect()
}

/// Nothing is said only where everything is known: the value is there and whole, or the indicator does not apply.
#[test]
fn what_is_unknown_is_never_taken_for_no_problem() {
    let mut files = yichang_files();
    // Without the tables of rows, whose figures are not taken away here.
    files.retain(|(name, _)| !["building.csv", "compound.csv", "dwelling.csv"].contains(&name.as_str()));
    let reported = files.iter().position(|(name, _)| name == "city-reported.csv").unwrap();
    let columns = files[reported].1.lines().next().unwrap().split(',').count();
    let mut changed = 0;
    let whole = silent(&found(&examine_tables(&files)));
    // The whole city, and the city without each of the figures that it handed in finished.
    for column in 1..columns {
        let mut files = files.clone();
        let cut = |line: &str| {
            let cells: Vec<&str> = line
                .split(',')
                .enumerate()
                .filter(|(place, _)| *place != column)
                .map(|(_, cell)| cell)
                .collect();
            cells.join(",")
        };
        files[reported].1 = files[reported].1.lines().map(cut).collect::<Vec<_>>().join("\n");
        let problems = found(&examine_tables(&files));
        let now = silent(&problems);
        for (number, level, area) in &now {
            let result = problems.report().at(level, area, &number.to_string()).unwrap();
            let is_known = matches!(result.status(), Status::Ok | Status::Reported | Status::NotApplicable);
            let parts = result.indicator().parts.iter().map(|part| format!("{number}.{}", part.id.as_str()));
            let by_parts = || {
                parts
                    .clone()
                    .all(|part| problems.report().at(level, area, &part).is_some_and(|part| part.value().is_some()))
            };
            let has_parts = !result.indicator().parts.is_empty();
            assert!(
                is_known || (has_parts && by_parts()),
                "{number} {level} {area} without column {column}"
            );
        }
        changed += usize::from(now.len() < whole.len());
        assert!(
            now.iter().all(|silent| whole.contains(silent)),
            "taking a figure away made a problem vanish"
        );
    }
    assert!(changed > 10, "only {changed} of the figures matter");
}

#[test]
fn the_problems_of_yichang() {
    let report = yichang();
    let problems = found(&report);
    let numbers = |level: &str| -> Vec<u16> {
        problems
            .iter()
            .filter(|problem| problem.level() == level)
            .map(|problem| problem.indicator().number)
            .collect()
    };
    // All housing, community and block indicators that have cases, as in the published list; and what the handbook calls unmet.
    assert_eq!(
        numbers("city"),
        [
            1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23, 26, 27, 28, 29, 36, 38, 46, 53, 57
        ]
    );
    let document = problems.document();
    let open: Vec<u16> = document
        .undetermined
        .iter()
        .filter(|open| open.level == "city")
        .map(|open| open.number)
        .collect();
    assert_eq!(open, [24, 25, 33, 48, 50, 59, 60]);
    // Structural hazards were counted in ten communities, of both districts.
    let hazards = |level: &str| {
        problems
            .iter()
            .filter(|problem| problem.indicator().number == 1 && problem.level() == level)
            .count()
    };
    assert_eq!((hazards("district"), hazards("community")), (2, 10));
}

#[test]
fn problems_in_words() {
    let report = buildings();
    let problems = judged(
        &report,
        "指标,体检内容,上年问题,整治类型\n1,illegal_balcony_or_bay_window,是,限时解决\n",
    );
    let city = examine_tables(&[("city.csv", "城市,绿道服务半径覆盖率,年份\n某市,52.5,2025\n")]);
    let greenway = judged(&city, "题项,得分\n绿道建设,59\n");
    let mut said = String::new();
    for language in [Language::Chinese, Language::English] {
        let hazard = problems.at("city", "某市", "1").unwrap();
        let _ = writeln!(
            said,
            "{}\n{}",
            hazard.explain(language),
            greenway.at("city", "某市", "32").unwrap().explain(language)
        );
        for open in greenway.undetermined().iter().take(2) {
            let _ = writeln!(said, "{}", open.cause.words(language));
        }
    }
    insta::assert_snapshot!("problems-in-words", said);
}

#[test]
fn problems_as_plain_data() {
    let report = yichang();
    let problems = found(&report);
    let text = problems.to_json().unwrap();
    let again: ProblemsDocument = serde_json::from_str(&text).unwrap();
    assert_eq!(again, problems.document());
    assert_eq!(again.problems.len(), problems.len());
    assert_eq!(again.provenance.scheme_hash, scheme().content_hash());
    // Finding them again gives the same text.
    assert_eq!(found(&yichang()).to_json().unwrap(), text);
}
