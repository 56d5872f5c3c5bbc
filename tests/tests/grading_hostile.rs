//! Nothing that is handed in as a scheme or as judgements makes the library panic; what is accepted can be used and explained.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use cityvitals::grade::{GradingScheme, Judgements};
use cityvitals::{Diagnostics, Language, Report};
use cityvitals_tests::{Dice, damaged, examine_tables};
use proptest::prelude::*;

static REPORT: LazyLock<Report> = LazyLock::new(|| {
    examine_tables(&[
        (
            "city.csv",
            "编号,绿道服务半径覆盖率,城市道路网密度,城市黑臭水体数量\n甲市,52.5,8.5,1\n",
        ),
        ("community.csv", "编号,城市\nc1,甲市\nc2,甲市\n"),
        ("building.csv", "编号,社区,混凝土构件裂缝\nb1,c1,是\nb2,c1,\nb3,c2,否\n"),
    ])
});

static HANDBOOK: LazyLock<GradingScheme> = LazyLock::new(|| GradingScheme::builtin("handbook-2025").unwrap());

/// The same as it is written.
static SCHEME: LazyLock<String> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/grading/handbook-2025.toml");
    fs::read_to_string(path).unwrap()
});

const TABLE: &str = "指标,问卷题项,体检内容,区域,等级,得分,目标值（%）,对标城市,值,整治类型,上年问题,优先级\n\
    32,,,甲市,较好,58.5,80,乙市,70,限时解决,是,高\n\
    ,绿道建设,,,,59.999,,,,,,\n\
    1,,concrete_member_crack,c1,,,,,,尽力解决,是,\n";

const LIST: &str = r#"{ "judgements": [
    { "indicator": 32, "grade": "一般", "score": 61.5, "note": "断点多" },
    { "indicator": "绿道服务半径覆盖率", "peer": "乙市", "value": "70", "unit": "%" },
    { "indicator": "1", "level": "community", "area": "c1", "last_year": true, "class": "限时解决" }
] }"#;

/// Looks at everything that a refusal can show.
fn look_at<T>(outcome: Result<T, Diagnostics>) -> Option<T> {
    outcome
        .map_err(|problems| {
            assert!(problems.errors().next().is_some(), "refused without an error");
            assert!(!problems.render(Language::Chinese).is_empty());
            serde_json::to_string(&problems).unwrap();
        })
        .ok()
}

fn use_both(scheme: &GradingScheme, judgements: &Judgements) {
    if let Some(grades) = look_at(REPORT.grade(scheme, judgements)) {
        grades.to_json().unwrap();
        grades.areas().iter().for_each(|area| drop(area.explain(Language::Chinese)));
    }
    if let Some(problems) = look_at(REPORT.problems(scheme, judgements)) {
        problems.to_json().unwrap();
        problems.iter().for_each(|problem| drop(problem.explain(Language::English)));
    }
}

fn use_scheme(file: &str, text: &str) {
    if let Some(scheme) = look_at(GradingScheme::from_source(file, text)) {
        use_both(&scheme, &Judgements::default());
    }
}

fn use_judgements(text: &str, json: bool) {
    let builder = Judgements::builder(&REPORT, &HANDBOOK);
    let builder = if json {
        builder.json("j.json", text)
    } else {
        builder.csv("j.csv", text)
    };
    if let Some(judgements) = look_at(builder.build()) {
        use_both(&HANDBOOK, &judgements);
        let again = serde_json::to_string(&judgements.document()).unwrap();
        let again = Judgements::builder(&REPORT, &HANDBOOK).json("again.json", again).build().unwrap();
        assert_eq!(again.content_hash(), judgements.content_hash());
    }
}

#[test]
fn what_is_damaged_here_is_whole_before() {
    use_scheme("scheme.toml", &SCHEME);
    for (text, json) in [(TABLE, false), (LIST, true)] {
        let builder = Judgements::builder(&REPORT, &HANDBOOK);
        let builder = if json {
            builder.json("j.json", text)
        } else {
            builder.csv("j.csv", text)
        };
        assert!(!builder.build().unwrap().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn damaged_schemes(seed: u64) {
        use_scheme("scheme.toml", &damaged(&SCHEME, &mut Dice::new(seed)));
    }

    #[test]
    fn damaged_tables(seed: u64) {
        use_judgements(&damaged(TABLE, &mut Dice::new(seed)), false);
    }

    #[test]
    fn damaged_lists(seed: u64) {
        use_judgements(&damaged(LIST, &mut Dice::new(seed)), true);
    }

    #[test]
    fn arbitrary_texts(text: String) {
        use_scheme("scheme.toml", &text);
        use_scheme("scheme.json", &text);
        use_judgements(&text, false);
        use_judgements(&text, true);
    }
}
