//! Broken grading schemes and judgements, and what is said of them, in English and in Chinese.
//!
//! A broken scheme is the one that comes with the library, with one piece of its text replaced; what is said stands in `tests/broken-grading`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cityvitals::grade::{GradingScheme, Judgements};
use cityvitals::{Catalogue, Code, Dataset, Diagnostics, Language, Report};

/// Codes of these families without a case, and why.
const WITHOUT_CASE: [(Code, &str); 2] = [
    (Code::GradingUnknown, "is about the name of a built-in scheme, not about a file"),
    (Code::JudgementTooMany, "takes more than a million rows"),
];

/// Name, what is replaced (its first place only), and by what.
const SCHEMES: [(&str, &str, &str); 25] = [
    ("unknown-key", "combination = \"base_and_shift\"", "combinaton = \"base_and_shift\""),
    ("missing-key", "partial = \"grade\"\n", ""),
    ("unknown-choice", "combination = \"base_and_shift\"", "combination = \"avarage\""),
    (
        "unknown-grade",
        "grade = \"very_good\", at_least = \"20\"",
        "grade = \"excelent\", at_least = \"20\"",
    ),
    ("float", "at_least = \"20\"", "at_least = 20.5"),
    ("syntax", "[overall]", "[overall"),
    ("duplicate-id", "id = \"standard_met\"", "id = \"standard_exceeded\""),
    ("repeated-level", "levels = [\"city\"]", "levels = [\"city\", \"city\"]"),
    (
        "repeated-yardstick",
        "order = [\"standard\", \"target\", \"trend\"]",
        "order = [\"standard\", \"trend\", \"trend\"]",
    ),
    ("empty-list", "order = [\"standard\", \"target\", \"trend\"]", "order = []"),
    (
        "last-band",
        "id = \"standard_missed\", grade",
        "id = \"standard_missed\", at_least = \"-50\", grade",
    ),
    ("open-band", "grade = \"good\", at_least = \"90\", ", "grade = \"good\", "),
    ("band-order", "at_least = \"90\"", "at_least = \"100\""),
    (
        "better-grade-below",
        "grade = \"fair\", at_least = \"70\"",
        "grade = \"very_good\", at_least = \"70\"",
    ),
    ("share-above-100", "very_good_at_least = \"80\"", "very_good_at_least = \"180\""),
    ("line-above-100", "line = 60", "line = 600"),
    (
        "empty-share",
        "good_at_least = \"60\", good_below = \"80\"",
        "good_at_least = \"80\", good_below = \"60\"",
    ),
    (
        "unreachable",
        "id = \"class_safety\"\nwhen = { nature = \"bottom_line\" }",
        "id = \"class_safety\"",
    ),
    (
        "too-early",
        "when = { gap_at_least = \"50\" }\nseverity",
        "when = { class = \"time_limited\" }\nseverity",
    ),
    (
        "no-last-rule",
        "id = \"class_general\"",
        "id = \"class_general\"\nwhen = { urgent = false }",
    ),
    ("unknown-indicator", "\"greenway_service_coverage\"", "\"greenway_service_covrage\""),
    ("unknown-level", "levels = [\"city\"]", "levels = [\"cty\"]"),
    (
        "unknown-group",
        "groups = [\"city\", \"rectification\"]",
        "groups = [\"town\", \"rectification\"]",
    ),
    ("unknown-strength", "[\"required\", \"standard\"]", "[\"required\", \"standrd\"]"),
    (
        "left-out-indicator",
        "left_out = [\"problem_rectification_completion_rate\"]",
        "left_out = [\"60\"]",
    ),
];

/// Name and CSV text.
const TABLES: [(&str, &str); 27] = [
    ("unknown-indicator", "指标,专家评价\n城市道路网密,较好\n"),
    ("unknown-area", "指标,层级,区域,专家评价\n35,district,西岭区,较好\n"),
    ("unknown-level", "指标,层级,区域,专家评价\n35,distrct,西陵区,较好\n"),
    ("ambiguous-area", "指标,区域,专家评价\n35,甲,较好\n"),
    ("grade-outside-the-scale", "indicator,grade\n35,goood\n36,优\n"),
    ("class-outside-the-scale", "指标,整治类型,问题程度,优先级\n1,立即解决,严重的,紧急\n"),
    ("flag", "指标,上年问题,群众反映强烈\n1,去年有,也许\n"),
    ("score-outside-0-to-100", "指标,问卷得分\n35,100.5\n36,-1\n37,62%\n"),
    ("score-no-number", "问卷题项,得分\n绿道建设,约60\n"),
    ("unknown-survey-item", "问卷题项,得分\n绿道建没,55\n"),
    ("survey-item-with-grade", "问卷题项,得分,等级\n绿道建设,55,较好\n"),
    ("unknown-check", "指标,体检内容,整治类型\n1,砌体粉化,限时解决\n"),
    ("check-with-grade", "指标,体检内容,等级\n1,masonry_decay,较好\n"),
    ("no-subject", "指标,专家评价\n,较好\n"),
    ("duplicate-in-one-file", "指标,专家评价\n35,较好\n城市道路网密度,一般\n"),
    ("duplicate-override", "指标,整治类型,优先级\n1,限时解决,\n1,,高\n1,尽力解决,\n"),
    ("target-in-a-foreign-unit", "指标,目标值（平方米）\n35,8\n"),
    ("target-in-an-unknown-unit", "指标,目标值,单位\n35,8,公里每平方公哩\n"),
    ("target-no-number", "指标,目标值\n35,8到9\n"),
    ("unit-alone", "指标,单位,专家评价\n35,km/km2,较好\n"),
    ("peer-incomplete", "指标,对标城市,值\n35,襄阳市,\n36,,90\n"),
    ("nothing-said", "指标,专家评价,目标值\n35,——,\n36,优良,\n"),
    ("columns", "指标,专家平价,等级,评价结果\n35,较好,较好,较好\n"),
    ("local-known", "指标,本地指标,维度,等级\n城市道路网密度,是,生态宜居,较好\n"),
    (
        "local-without-dimension",
        "指标,本地指标,维度,等级\n林荫路覆盖率,是,,较好\n绿道贯通占比,是,生态宜层,很好\n",
    ),
    ("local-with-target", "指标,本地指标,维度,目标值\n林荫路覆盖率,是,生态宜居,90\n"),
    ("lines", "指标,专家评价\n35,较好,多余\n36\n"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("broken-grading")
}

fn shipped() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/grading/handbook-2025.toml");
    fs::read_to_string(path).unwrap()
}

fn report() -> Report {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let dataset = Dataset::builder(&catalogue)
        .csv("city.csv", None, "编号,城市道路网密度\n宜昌市,8.68\n")
        .csv("district.csv", None, "编号,城市\n西陵区,宜昌市\n伍家岗区,宜昌市\n甲,宜昌市\n")
        .csv("block.csv", None, "编号,市辖区\n甲,甲\n")
        .build()
        .unwrap();
    catalogue.examine(&dataset).unwrap()
}

fn said(problems: &Diagnostics) -> String {
    format!("{}\n{}", problems.render(Language::English), problems.render(Language::Chinese))
}

/// What is said of the shipped scheme with a piece of it replaced.
fn broken_scheme(old: &str, new: &str) -> Result<(), Diagnostics> {
    let text = shipped();
    assert!(text.contains(old), "the scheme has no `{old}`");
    let scheme = GradingScheme::from_source("local.toml", &text.replacen(old, new, 1))?;
    report().grade(&scheme, &Judgements::default()).map(|_| ())
}

fn broken_table(text: &str) -> Result<(), Diagnostics> {
    let scheme = GradingScheme::builtin("handbook-2025").unwrap();
    Judgements::builder(&report(), &scheme).csv("意见.csv", text).build().map(|_| ())
}

fn snapshots(check: impl FnOnce()) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(folder());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(check);
}

#[test]
fn what_is_said_of_broken_schemes() {
    snapshots(|| {
        for (name, old, new) in SCHEMES {
            let problems = broken_scheme(old, new).expect_err(name);
            insta::assert_snapshot!(format!("scheme-{name}"), said(&problems));
        }
    });
}

#[test]
fn what_is_said_of_broken_judgements() {
    snapshots(|| {
        for (name, text) in TABLES {
            let problems = broken_table(text).expect_err(name);
            insta::assert_snapshot!(format!("judgements-{name}"), said(&problems));
        }
    });
}

#[test]
fn what_is_said_of_broken_json() {
    let cases = [
        ("unknown-key", r#"{ "judgements": [ { "indicator": "35", "grad": "较好" } ] }"#),
        ("wrong-type", r#"{ "judgements": [ { "indicator": ["35"], "grade": "较好" }, 7 ] }"#),
        ("no-list", r#"{ "judgement": [] }"#),
        (
            "syntax",
            "{ \"judgements\": [\n  { \"indicator\": \"35\" \"grade\": \"较好\" }\n] }",
        ),
        (
            "twice",
            r#"{ "judgements": [ { "indicator": "35", "grade": "较好", "等级": "很好" } ] }"#,
        ),
        (
            "bad-value",
            "{ \"judgements\": [\n  { \"指标\": \"绿道服务半径覆盖率\", \"score\": 61 },\n  { \"indicator\": 35, \"score\": 161 }\n] }",
        ),
    ];
    snapshots(|| {
        for (name, text) in cases {
            let scheme = GradingScheme::builtin("handbook-2025").unwrap();
            let problems = Judgements::builder(&report(), &scheme)
                .json("意见.json", text)
                .build()
                .expect_err(name);
            insta::assert_snapshot!(format!("json-{name}"), said(&problems));
        }
    });
}

/// A highest level of several areas leaves open which of them is meant.
#[test]
fn the_area_must_be_named_where_there_are_several() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let dataset = Dataset::builder(&catalogue)
        .csv("city.csv", None, "编号\n甲市\n乙市\n")
        .build()
        .unwrap();
    let report = catalogue.examine(&dataset).unwrap();
    let scheme = GradingScheme::builtin("handbook-2025").unwrap();
    let problems = Judgements::builder(&report, &scheme)
        .csv("j.csv", "指标,等级\n35,较好\n")
        .build()
        .unwrap_err();
    assert_eq!(codes(&problems), [Code::JudgementNoArea]);
}

/// Judgements on one city's report say nothing of another's.
#[test]
fn judgements_of_another_report_are_refused() {
    let scheme = GradingScheme::builtin("handbook-2025").unwrap();
    let text = "指标,层级,区域,整治类型\n35,district,西陵区,限时解决\n";
    let judgements = Judgements::builder(&report(), &scheme).csv("j.csv", text).build().unwrap();
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let dataset = Dataset::builder(&catalogue).csv("city.csv", None, "编号\n乙市\n").build().unwrap();
    let other = catalogue.examine(&dataset).unwrap();
    assert_eq!(
        codes(&other.problems(&scheme, &judgements).unwrap_err()),
        [Code::JudgementUnknownArea]
    );
    assert_eq!(codes(&other.grade(&scheme, &judgements).unwrap_err()), [Code::JudgementUnknownArea]);
}

fn codes(problems: &Diagnostics) -> Vec<Code> {
    problems.iter().map(cityvitals::Diagnostic::code).collect()
}

#[test]
fn every_code_has_a_case() {
    let schemes = SCHEMES.iter().filter_map(|(_, old, new)| broken_scheme(old, new).err());
    let tables = TABLES.iter().filter_map(|(_, text)| broken_table(text).err());
    let mut produced: BTreeSet<Code> = schemes.chain(tables).flat_map(|problems| codes(&problems)).collect();
    produced.insert(Code::JudgementNoArea);
    let families = ["grading.", "judgement."];
    let expected = Code::all()
        .iter()
        .filter(|code| families.iter().any(|family| code.as_str().starts_with(family)));
    let excused = |code: &Code| WITHOUT_CASE.iter().any(|(known, _)| known == code);
    let missing: Vec<&Code> = expected.filter(|code| !produced.contains(code) && !excused(code)).collect();
    assert!(missing.is_empty(), "codes that no case produces: {missing:?}");
}
