//! Grades: the published shares over every combination of counts, a real city's published grades, and what yardsticks, survey and experts do.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use cityvitals::grade::{
    DecidedBy, GradeCounts, Grades, GradesDocument, GradingScheme, IndicatorGrade, Judgements, OverallGrade, Shift, SkipReason,
    UngradedReason,
};
use cityvitals::{Catalogue, Dataset, Language, Report};
use cityvitals_tests::yichang;

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

fn scheme() -> GradingScheme {
    GradingScheme::builtin("handbook-2025").unwrap()
}

/// The shipped scheme with pieces of its text replaced.
fn changed(pieces: &[(&str, &str)]) -> GradingScheme {
    let mut text = fs::read_to_string(spec().join("grading/handbook-2025.toml")).unwrap();
    for (old, new) in pieces {
        assert!(text.contains(old), "the scheme has no `{old}`");
        text = text.replace(old, new);
    }
    GradingScheme::from_source("changed.toml", &text).unwrap()
}

/// A city with these figures, and these the year before.
fn city(now: &str, before: &str) -> Report {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let mut builder = Dataset::builder(&catalogue).period("2025");
    if !before.is_empty() {
        let before = Dataset::builder(&catalogue)
            .period("2024")
            .csv("city.csv", None, before)
            .build()
            .unwrap();
        builder = builder.previous(before);
    }
    let dataset = builder.csv("city.csv", None, now).build().unwrap();
    catalogue.examine(&dataset).unwrap()
}

fn judged(report: &Report, scheme: &GradingScheme, text: &str) -> Grades {
    let judgements = Judgements::builder(report, scheme).csv("意见.csv", text).build().unwrap();
    report.grade(scheme, &judgements).unwrap()
}

fn unjudged(report: &Report, scheme: &GradingScheme) -> Grades {
    report.grade(scheme, &Judgements::default()).unwrap()
}

/// Every way in which N indicators may have the four grades: 很好, 较好, 一般, 不足.
fn combinations(indicators: u32) -> impl Iterator<Item = [u32; 4]> {
    (0..=indicators).flat_map(move |very_good| {
        (0..=indicators - very_good).flat_map(move |good| {
            let rest = indicators - very_good - good;
            (0..=rest).map(move |fair| [very_good, good, fair, rest - fair])
        })
    })
}

fn counts([very_good, good, fair, insufficient]: [u32; 4]) -> GradeCounts {
    GradeCounts {
        very_good,
        good,
        fair,
        insufficient,
        ..GradeCounts::default()
    }
}

/// The table of the handbook, read again in whole numbers; `None` where none of its rows fits.
fn by_the_table([very_good, good, fair, insufficient]: [u32; 4]) -> Option<OverallGrade> {
    let all = very_good + good + fair + insufficient;
    let (excellent, share) = (very_good * 100, (very_good + good) * 100);
    match (share, insufficient) {
        _ if share < 40 * all => Some(OverallGrade::Poor),
        _ if share < 60 * all => Some(if insufficient == 0 {
            OverallGrade::Medium
        } else {
            OverallGrade::Poor
        }),
        _ if share < 80 * all => Some(if insufficient == 0 {
            OverallGrade::Good
        } else {
            OverallGrade::Medium
        }),
        _ if insufficient > 0 => Some(OverallGrade::Good),
        _ => (excellent >= 80 * all).then_some(OverallGrade::Excellent),
    }
}

#[test]
fn every_combination_of_counts_is_graded_as_the_table_says() {
    let scheme = scheme();
    let mut undefined: BTreeMap<u32, u32> = BTreeMap::new();
    let mut states: BTreeMap<u32, u32> = BTreeMap::new();
    for indicators in (1..=12).chain([30, 31]) {
        for combination in combinations(indicators) {
            let decision = scheme.overall(counts(combination));
            let expected = by_the_table(combination);
            assert_eq!(decision.undefined, expected.is_none(), "{combination:?}");
            // The undefined case is graded by the setting of the scheme, 良, and flagged.
            assert_eq!(decision.grade, expected.or(Some(OverallGrade::Good)), "{combination:?}");
            assert_eq!(decision.ours, decision.undefined, "{combination:?}");
            *states.entry(indicators).or_default() += 1;
            *undefined.entry(indicators).or_default() += u32::from(decision.undefined);
        }
    }
    // The reference's enumeration: states, and those without a grade.
    let published = [(4, 35, 4), (5, 56, 8), (7, 120, 12), (9, 220, 16), (30, 5456, 168), (31, 5984, 175)];
    for (indicators, all, open) in published {
        assert_eq!((states[&indicators], undefined[&indicators]), (all, open), "{indicators}");
    }
}

/// Every step of one indicator to the next better grade after which the whole is graded worse, by kind of step.
fn steps_down(scheme: &GradingScheme, indicators: u32) -> BTreeMap<String, u32> {
    let mut found = BTreeMap::new();
    for combination in combinations(indicators) {
        let before = scheme.overall(counts(combination));
        for worse in 1..4 {
            if combination[worse] == 0 {
                continue;
            }
            let mut better = combination;
            better[worse] -= 1;
            better[worse - 1] += 1;
            let after = scheme.overall(counts(better));
            // No grade is worse than any.
            let rank =
                |grade: Option<OverallGrade>| grade.map_or(4, |grade| OverallGrade::ALL.iter().position(|known| *known == grade).unwrap());
            if rank(after.grade) > rank(before.grade) {
                let word = |grade: Option<OverallGrade>| grade.map_or("none", |grade| grade.word(Language::Chinese));
                let step = [IndicatorGrade::ALL[worse], IndicatorGrade::ALL[worse - 1]].map(|grade| grade.word(Language::Chinese));
                let kind = format!("{} → {}: {} → {}", step[0], step[1], word(before.grade), word(after.grade));
                *found.entry(kind).or_default() += 1;
            }
        }
    }
    found
}

/// A better indicator makes no city worse, but for the one gap of the published table where it is left open.
#[test]
fn grades_are_monotonic_except_where_the_published_table_is_not() {
    for setting in ["good", "excellent"] {
        let scheme = changed(&[("undefined = \"good\"", &format!("undefined = \"{setting}\""))]);
        for indicators in (1..=12).chain([30]) {
            assert_eq!(steps_down(&scheme, indicators), BTreeMap::new(), "{setting} {indicators}");
        }
    }
    let open = changed(&[("undefined = \"good\"", "undefined = \"none\"")]);
    let mut text = String::new();
    for indicators in [5, 7, 9, 10, 30] {
        let _ = writeln!(text, "N = {indicators}: {:?}", steps_down(&open, indicators));
    }
    insta::assert_snapshot!(text, @r#"
    N = 5: {"一般 → 较好: 良 → none": 4, "不足 → 一般: 良 → none": 4}
    N = 7: {"一般 → 较好: 良 → none": 6, "不足 → 一般: 良 → none": 6}
    N = 9: {"一般 → 较好: 良 → none": 8, "不足 → 一般: 良 → none": 8}
    N = 10: {"一般 → 较好: 良 → none": 8, "不足 → 一般: 良 → none": 16}
    N = 30: {"一般 → 较好: 良 → none": 24, "不足 → 一般: 良 → none": 144}
    "#);
}

/// What an adviser would do first: with the gap closed, adding a 不足 indicator never helps.
#[test]
fn one_more_insufficient_indicator_never_helps() {
    let scheme = scheme();
    for combination in (1..=30).flat_map(combinations) {
        let mut more = combination;
        more[3] += 1;
        let (before, after) = (scheme.overall(counts(combination)).grade, scheme.overall(counts(more)).grade);
        assert!(after >= before, "{combination:?}: {before:?} became {after:?}");
    }
}

/// Dimension, counts of 很好, 较好, 一般, 不足 and of indicators without a grade, and the grade as published.
const YICHANG: [(&str, [u32; 4], u32, OverallGrade); 5] = [
    ("ecological_liveability", [4, 1, 2, 3], 0, OverallGrade::Medium),
    ("historic_culture", [4, 0, 0, 1], 0, OverallGrade::Good),
    ("jobs_housing_balance", [5, 0, 1, 0], 1, OverallGrade::Good),
    ("safety_resilience", [6, 0, 1, 1], 1, OverallGrade::Medium),
    ("smart_efficient", [4, 1, 0, 1], 0, OverallGrade::Good),
];

#[test]
fn the_published_dimension_grades_of_yichang_follow_from_its_counts() {
    let scheme = scheme();
    let mut differ = Vec::new();
    for (dimension, graded, ungraded, published) in YICHANG {
        let counts = GradeCounts {
            ungraded,
            ..counts(graded)
        };
        let found = scheme.overall(counts).grade;
        if found != Some(published) {
            differ.push((dimension, found));
        }
    }
    // 5 of 10 are 很好 or 较好 and 3 are 不足: 差 by the table, published as 中; see the README of the example.
    assert_eq!(differ, [("ecological_liveability", Some(OverallGrade::Poor))]);
    // With indicators that have no grade left out, one more would differ.
    let out = changed(&[("ungraded = \"in\"", "ungraded = \"out\"")]);
    let jobs = GradeCounts {
        ungraded: 1,
        ..counts([5, 0, 1, 0])
    };
    assert_eq!(out.overall(jobs).grade, Some(OverallGrade::Excellent));
}

fn published_grades(report: &Report, scheme: &GradingScheme) -> Grades {
    let file = spec().join("examples/yichang-2025/published/expert-grades.csv");
    judged(report, scheme, &fs::read_to_string(file).unwrap())
}

#[test]
fn the_published_dimension_grades_of_yichang_follow_from_its_rows() {
    let (report, scheme) = (yichang(), scheme());
    let grades = published_grades(&report, &scheme);
    let yichang = grades.city().unwrap();
    for (dimension, graded, without, published) in YICHANG {
        let decision = &yichang.dimension(dimension).unwrap().decision;
        let counted = decision.counts;
        assert_eq!(
            [counted.very_good, counted.good, counted.fair, counted.insufficient],
            graded,
            "{dimension}"
        );
        assert_eq!(counted.ungraded + counted.not_applicable, without, "{dimension}");
        let expected = if dimension == "ecological_liveability" {
            OverallGrade::Poor
        } else {
            published
        };
        assert_eq!(decision.grade, Some(expected), "{dimension}");
    }
    assert_eq!(yichang.local.len(), 7);
    assert!(
        yichang
            .indicators
            .iter()
            .filter(|known| known.grade.is_some())
            .all(|known| known.decided_by == Some(DecidedBy::Expert))
    );
}

/// What our bands give beside what experts gave: an account, not a test of either.
#[test]
fn our_bands_beside_the_experts_of_yichang() {
    let (report, scheme) = (yichang(), scheme());
    let grades = published_grades(&report, &scheme);
    let mut text = String::new();
    let mut tally = [0, 0, 0];
    for known in &grades.city().unwrap().indicators {
        let Some(expert) = known.grade else { continue };
        let ours = known.by_rule;
        tally[match ours {
            Some(ours) if ours == expert => 0,
            Some(_) => 1,
            None => 2,
        }] += 1;
        if ours != Some(expert) {
            let ours = ours.map_or("–", |grade| grade.word(Language::Chinese));
            let _ = writeln!(
                text,
                "{} {}: {} {ours}",
                known.number,
                known.name.zh,
                expert.word(Language::Chinese)
            );
        }
    }
    let _ = write!(text, "same {}, other {}, ungraded {}", tally[0], tally[1], tally[2]);
    insta::assert_snapshot!(text, @r"
    32 绿道服务半径覆盖率: 一般 较好
    33 足球场地服务半径覆盖率: 不足 –
    35 城市道路网密度: 一般 很好
    44 年度保障性住房占比: 很好 较好
    46 房屋市政工程生产安全事故死亡率: 一般 –
    48 城市排水防涝应急抢险能力: 很好 –
    49 应急供水保障率: 很好 较好
    52 老旧市政燃气管网年度改造完成率: 很好 较好
    59 城市运行管理智慧化水平: 很好 –
    same 19, other 5, ungraded 4
    ");
}

#[test]
fn a_survey_score_below_60_lowers_by_one_and_60_does_not() {
    let report = city("城市,绿道服务半径覆盖率,人均公共文化设施面积,城市道路网密度\n某市,90,0.1,8.5\n", "");
    let scheme = scheme();
    let grade = |text: &str, indicator: &str| {
        let grades = judged(&report, &scheme, text);
        let known = grades.get(indicator).unwrap().clone();
        (
            known.grade.unwrap(),
            known.survey.map(|survey| (survey.score, survey.lowered, survey.ours)),
        )
    };
    let effect = |score: &str, lowered, ours| Some((score.to_owned(), lowered, ours));
    assert_eq!(
        grade("题项,得分\n绿道建设,60\n", "32"),
        (IndicatorGrade::VeryGood, effect("60.00", false, false))
    );
    assert_eq!(
        grade("题项,得分\n绿道建设,59.999\n", "32"),
        (IndicatorGrade::Good, effect("60.00", true, false))
    );
    // 不足 cannot fall.
    assert_eq!(
        grade("题项,得分\n公共文化设施,10\n", "34"),
        (IndicatorGrade::Insufficient, effect("10.00", false, false))
    );
    // The document matches 31, 32 and 34 with items; that 道路通畅性 belongs to 35 is ours.
    assert_eq!(
        grade("题项,得分\n道路通畅性,10\n", "35"),
        (IndicatorGrade::Fair, effect("10.00", true, true))
    );
    // Nothing is said of indicators without a score.
    assert_eq!(grade("题项,得分\n道路通畅性,10\n", "32"), (IndicatorGrade::VeryGood, None));
    // Given for the indicator itself, and another item beside it: the mean of both, or the lowest.
    let both = "指标,题项,得分\n32,,70\n,绿道建设,49\n";
    assert_eq!(grade(both, "32"), (IndicatorGrade::Good, effect("59.50", true, true)));
    let lowest = changed(&[("combination = \"mean\"", "combination = \"lowest\"")]);
    let grades = judged(&report, &lowest, "指标,题项,得分\n32,,90\n,绿道建设,49\n");
    assert_eq!(grades.get("32").unwrap().grade, Some(IndicatorGrade::Good));
}

#[test]
fn an_expert_prevails_and_is_marked() {
    let report = city("城市,绿道服务半径覆盖率\n某市,90\n", "");
    let scheme = scheme();
    let text = "指标,专家评价,得分,备注\n32,一般,50,断点多\n33,很好,,\n";
    let grades = judged(&report, &scheme, text);
    let known = grades.get("32").unwrap();
    assert_eq!(
        (known.grade, known.decided_by),
        (Some(IndicatorGrade::Fair), Some(DecidedBy::Expert))
    );
    // By the rules it would be 很好, lowered by the survey; the expert's grade is not lowered again.
    assert_eq!(known.by_rule, Some(IndicatorGrade::Good));
    assert_eq!(known.note.as_deref(), Some("断点多"));
    assert!(!known.ours && !known.survey.as_ref().unwrap().lowered);
    // An expert may grade what has no value.
    let football = grades.get("33").unwrap();
    assert_eq!(
        (football.grade, football.ungraded, football.by_rule),
        (Some(IndicatorGrade::VeryGood), None, None)
    );
    let falls = changed(&[("lowers_expert = false", "lowers_expert = true")]);
    assert_eq!(
        judged(&report, &falls, text).get("32").unwrap().grade,
        Some(IndicatorGrade::Insufficient)
    );
}

#[test]
fn what_has_no_value_is_not_graded() {
    let text = "城市,城市黑臭水体数量,绿道服务半径覆盖率,历史文化街区数量,是否轨道交通\n某市,,120,,\n";
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let dataset = Dataset::builder(&catalogue)
        .csv("city.csv", None, text)
        .profile("has_rail_transit", "false")
        .build()
        .unwrap();
    let report = catalogue.examine(&dataset).unwrap();
    let grades = unjudged(&report, &scheme());
    let why = |indicator: &str| grades.get(indicator).unwrap().ungraded;
    // Missing, invalid (120 %), not applicable, and nothing to grade by.
    assert_eq!(why("31"), Some(UngradedReason::NoValue));
    assert_eq!(why("32"), Some(UngradedReason::NoValue));
    assert_eq!(why("43"), Some(UngradedReason::NotApplicable));
    assert!(grades.city().unwrap().indicators.iter().all(|known| known.grade.is_none()));
    assert_eq!(grades.city().unwrap().overall.grade, None);
    // A requirement that may or may not apply leaves the base open.
    let report = city("城市,市政管网管线智能化监测管理率,足球场地服务半径覆盖率\n某市,90,30\n", "");
    let grades = unjudged(&report, &scheme());
    assert_eq!(grades.get("55").unwrap().ungraded, Some(UngradedReason::Undetermined));
    assert_eq!(grades.get("33").unwrap().ungraded, Some(UngradedReason::NoYardstick));
}

#[test]
fn an_indicator_without_a_standard_is_graded_by_target_or_trend_where_the_scheme_says_so() {
    let (now, before) = ("城市,足球场地服务半径覆盖率\n某市,30\n", "城市,足球场地服务半径覆盖率\n某市,29\n");
    let trend = unjudged(&city(now, before), &scheme());
    assert_eq!(trend.get("33").unwrap().grade, Some(IndicatorGrade::Good));
    let target = judged(&city(now, ""), &scheme(), "指标,目标值\n33,40\n");
    // 30 of 40 is an attainment of 75 %.
    assert_eq!(target.get("33").unwrap().grade, Some(IndicatorGrade::Fair));
    let alone = changed(&[("order = [\"standard\", \"target\", \"trend\"]", "order = [\"standard\"]")]);
    let grades = unjudged(&city(now, before), &alone);
    assert_eq!(grades.get("33").unwrap().ungraded, Some(UngradedReason::NoYardstick));
}

#[test]
fn peers_move_the_base_where_there_are_enough() {
    let report = city("城市,城市道路网密度\n某市,8.5\n", "");
    let two = "指标,对标城市,值\n35,甲市,7\n35,乙市,6\n";
    let grades = judged(&report, &scheme(), two);
    let known = grades.get("35").unwrap();
    assert_eq!((known.grade, known.shift), (Some(IndicatorGrade::Good), None));
    assert!(
        known
            .skipped
            .iter()
            .any(|skipped| skipped.reason == SkipReason::TooFewPeers { peers: 2, minimum: 3 })
    );
    let grades = judged(&report, &scheme(), &format!("{two}35,丙市,8\n"));
    let known = grades.get("35").unwrap();
    assert_eq!(
        (known.grade, known.base, known.shift),
        (Some(IndicatorGrade::VeryGood), Some(IndicatorGrade::Good), Some(Shift::Raised))
    );
    assert_eq!(known.yardsticks.last().unwrap().percent.as_deref(), Some("100.00"));
}

#[test]
fn a_crossed_bottom_line_is_insufficient_whatever_else() {
    let report = city(
        "城市,历史文化资源遭受破坏的负面事件数量,城市危旧桥梁数量\n某市,1,0\n",
        "城市,历史文化资源遭受破坏的负面事件数量\n某市,9\n",
    );
    let grades = judged(&report, &scheme(), "指标,目标值\n39,5\n");
    let known = grades.get("39").unwrap();
    assert_eq!(
        (known.grade, known.decided_by),
        (Some(IndicatorGrade::Insufficient), Some(DecidedBy::BottomLine))
    );
    assert_eq!(grades.get("51").unwrap().grade, Some(IndicatorGrade::VeryGood));
}

/// Several requirements: binding ones before others, and of these the one with the worst grade.
#[test]
fn of_several_requirements_the_binding_one_with_the_worst_grade_decides() {
    // The standard of arterial roads is missed, that of expressways is exceeded by far.
    let report = city(
        "城市,城市高峰期机动车平均速度.快速路（km/h）,城市高峰期机动车平均速度.主干路（km/h）\n某市,60,19\n",
        "",
    );
    let grades = unjudged(&report, &scheme());
    let known = grades.get("42").unwrap();
    assert_eq!(known.grade, Some(IndicatorGrade::Fair));
    assert_eq!(known.yardsticks[0].requirement.as_deref(), Some("arterial"));
    // The target of 0.2 m² is met; the suggested 1,500 m² for 10⁴ persons is of a lower tier and does not decide.
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let dataset = Dataset::builder(&catalogue)
        .csv("city.csv", None, "城市,人均公共文化设施面积\n某市,0.21\n")
        .profile("city_size_class", "super_large")
        .build()
        .unwrap();
    let grades = unjudged(&catalogue.examine(&dataset).unwrap(), &scheme());
    assert_eq!(grades.get("34").unwrap().yardsticks[0].requirement.as_deref(), Some("target"));
    // Only one of two roads has a figure: what is known may get worse.
    let report = city("城市,城市高峰期机动车平均速度.快速路（km/h）\n某市,60\n", "");
    let known = unjudged(&report, &scheme()).get("42").unwrap().clone();
    assert!(known.provisional && known.grade == Some(IndicatorGrade::VeryGood));
}

#[test]
fn a_value_of_part_of_the_units_is_provisional_or_left() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let dataset = Dataset::builder(&catalogue)
        .csv("city.csv", None, "编号\n某市\n")
        .csv("bridge.csv", None, "编号,城市,桥梁状况等级\nb1,某市,A\nb2,某市,\n")
        .build()
        .unwrap();
    let report = catalogue.examine(&dataset).unwrap();
    let known = unjudged(&report, &scheme()).get("51").unwrap().clone();
    assert_eq!((known.grade, known.provisional), (Some(IndicatorGrade::VeryGood), true));
    let strict = changed(&[("partial = \"grade\"", "partial = \"leave\"")]);
    let known = unjudged(&report, &strict).get("51").unwrap().clone();
    assert_eq!((known.grade, known.ungraded), (None, Some(UngradedReason::Partial)));
    let provisional = unjudged(&report, &scheme()).city().unwrap().overall.provisional;
    assert!(provisional);
}

#[test]
fn grades_in_words() {
    let now = "城市,城市道路网密度,历史文化资源遭受破坏的负面事件数量,绿道服务半径覆盖率,足球场地服务半径覆盖率,城市生活污水集中收集率\n某市,8.5,1,90,26,80\n";
    let report = city(now, "城市,城市道路网密度\n某市,5\n");
    let text = "指标,题项,得分,专家评价,对标城市,值,目标值,说明\n35,,,,甲市,7,,\n,绿道建设,59,,,,,\n30,,,一般,,,,管网老旧\n35,,,,,,9,\n";
    let grades = judged(&report, &scheme(), text);
    let mut said = String::new();
    for language in [Language::Chinese, Language::English] {
        for number in ["35", "39", "32", "33", "30"] {
            let _ = writeln!(said, "{}", grades.get(number).unwrap().explain(language));
        }
        let _ = writeln!(
            said,
            "{}\n",
            grades
                .city()
                .unwrap()
                .dimension("ecological_liveability")
                .unwrap()
                .explain(language)
        );
    }
    insta::assert_snapshot!("grades-in-words", said);
}

#[test]
fn grades_as_plain_data_say_what_they_rest_on() {
    let (report, scheme) = (yichang(), scheme());
    let grades = published_grades(&report, &scheme);
    let text = grades.to_json().unwrap();
    let again: GradesDocument = serde_json::from_str(&text).unwrap();
    assert_eq!(&again, grades.document());
    let provenance = &again.provenance;
    assert_eq!(
        (provenance.scheme.as_str(), provenance.scheme_hash.as_str()),
        ("handbook-2025", scheme.content_hash())
    );
    assert_eq!(provenance.report.dataset_hash, report.dataset().content_hash());
    assert_ne!(provenance.judgements_hash, Judgements::default().content_hash());
    // Whatever is graded by bands says that they are ours.
    let ruled = unjudged(&report, &scheme);
    assert!(
        ruled
            .city()
            .unwrap()
            .indicators
            .iter()
            .filter(|known| known.grade.is_some())
            .all(|known| known.ours)
    );
    assert!(ruled.city().unwrap().overall.ours);
}

/// A standard that cannot be judged leaves the grade open only where it would decide.
#[test]
fn an_undetermined_standard_blocks_only_where_it_decides() {
    // Whose rank is unknown has an unknown standard for pipe monitoring; the target is known.
    let report = city("城市,市政管网管线智能化监测管理率\n某市,90\n", "");
    let text = "指标,目标值\n55,90\n";
    let standard_first = judged(&report, &scheme(), text);
    assert_eq!(standard_first.get("55").unwrap().ungraded, Some(UngradedReason::Undetermined));
    let order = "order = [\"standard\", \"target\", \"trend\"]";
    let target_first = changed(&[(order, "order = [\"target\", \"standard\"]")]);
    assert_eq!(
        judged(&report, &target_first, text).get("55").unwrap().grade,
        Some(IndicatorGrade::VeryGood)
    );
    let lowest = changed(&[
        (order, "order = [\"target\", \"standard\"]"),
        ("combination = \"base_and_shift\"", "combination = \"lowest\""),
    ]);
    assert_eq!(
        judged(&report, &lowest, text).get("55").unwrap().ungraded,
        Some(UngradedReason::Undetermined)
    );
}
