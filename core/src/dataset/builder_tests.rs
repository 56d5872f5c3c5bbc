use std::fmt::Write as _;

use super::super::fixture::{TestSchema, summary};
use super::super::{Bits, ProfileValue, Values};
use super::*;
use crate::decimal::Decimal;
use crate::diagnostic::Language;

fn errors(result: Result<Dataset, Diagnostics>) -> Vec<String> {
    summary(&result.expect_err("an error"))
}

#[test]
fn all_errors_of_a_file_come_at_once() {
    let schema = TestSchema::new();
    let text = "编号,社区,结构安全隐患,建筑面积,建筑面机,常住人口\n\
        h1,c1,是,100,1,5\n\
        h2,c9,可能,\"12,34\",1,5\n\
        h1,c1,否,90 100,1,5\n\
        ,c1,否,5,1,5\n\
        h5,c1,否,5\n\
        合计,c1,否,5,1,5\n";
    let files = [("building.csv", text), ("community.csv", "id\nc1\nc2\n")];
    let found = errors(schema.csv(&files));
    let expected = [
        "dataset.unknown_column, line 1, column 建筑面机, near 建筑面积",
        "dataset.column_level, line 1, column 常住人口",
        "dataset.field_count, line 6",
        "dataset.bad_flag, line 3, column 结构安全隐患, area h2",
        "dataset.grouping, line 3, column 建筑面积, area h2",
        "dataset.ambiguous_number, line 4, column 建筑面积, area h1",
        "dataset.empty_id, line 5",
        "dataset.total_row, line 7, area 合计",
        "dataset.duplicate_area, line 4, area h1",
        "dataset.unknown_parent, line 3, column 社区, area h2, near c1",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_duplicate_names_both_lines() {
    let schema = TestSchema::new();
    let problems = schema.csv(&[("community.csv", "id\nc1\n\nc2\nc1\n")]).expect_err("a duplicate");
    let problem = problems.iter().next().unwrap();
    assert_eq!(
        problem.message(Language::English),
        "the area `c1` is already given at community.csv:2"
    );
    assert_eq!(problem.table_place().unwrap().line, Some(5));
    // The first place is that of the same file, wherever else the area is given.
    let files = [("a/community.csv", "id\nc0\nc1\n"), ("b/community.csv", "id\nc2\nc1\nc1\nc2\n")];
    let problems = schema.csv(&files).expect_err("two duplicates");
    let messages: Vec<String> = problems.iter().map(|problem| problem.message(Language::English)).collect();
    let expected = [
        "the area `c1` is already given at b/community.csv:3",
        "the area `c2` is already given at b/community.csv:2",
    ];
    assert_eq!(messages, expected);
}

#[test]
fn blank_flags_are_not_reported_unless_said() {
    let schema = TestSchema::new();
    let csv = "id,结构安全隐患,燃气安全隐患\nh1,是,\nh2,,——\nh3,否,×\n";
    let flags = |dataset: &Dataset, id: &str| {
        let column = dataset.table("building").unwrap().column(id).unwrap().clone();
        (0..3).map(|row| column.flag(row)).collect::<Vec<_>>()
    };
    let strict = schema.csv(&[("building.csv", csv)]).unwrap();
    assert_eq!(flags(&strict, "structural_hazard"), [Some(true), None, Some(false)]);
    assert_eq!(flags(&strict, "gas_hazard"), [None, None, Some(false)]);
    let builder = || Dataset::builder(&schema).blank_flags_mean_no("住宅");
    let loose = builder().csv("building.csv", None, csv).build().unwrap();
    assert_eq!(flags(&loose, "structural_hazard"), [Some(true), Some(false), Some(false)]);
    assert_eq!(flags(&loose, "gas_hazard"), [Some(false), None, Some(false)]);
    let json =
        r#"{"tables": {"building": {"rows": [{"id": "h1", "structural_hazard": 1}, {"id": "h2"}, {"id": "h3", "gas_hazard": null}]}}}"#;
    let loose = builder().json("a.json", json).build().unwrap();
    assert_eq!(flags(&loose, "structural_hazard"), [Some(true), Some(false), Some(false)]);
    assert_eq!(flags(&loose, "gas_hazard"), [Some(false); 3]);
    let rust = TableInput::new("building")
        .ids(["h1", "h2", "h3"])
        .flag("structural_hazard", [Some(true), None, Some(false)]);
    let loose = builder().table(rust).build().unwrap();
    assert_eq!(flags(&loose, "structural_hazard"), [Some(true), Some(false), Some(false)]);
}

#[test]
fn a_complete_level_may_be_empty() {
    let schema = TestSchema::new();
    let dataset = Dataset::builder(&schema)
        .csv("community.csv", None, "id\nc1\n")
        .complete("住宅")
        .build()
        .unwrap();
    let building = dataset.table("building").unwrap();
    assert_eq!((building.len(), building.is_complete()), (0, true));
    assert!(!dataset.table("community").unwrap().is_complete());
    assert!(dataset.table("bridge").is_none(), "a register that was not handed in says nothing");
    assert_eq!(
        errors(Dataset::builder(&schema).complete("bulding").build()),
        ["dataset.unknown_table, near building"]
    );
}

#[test]
fn the_profile_is_read_by_the_schema() {
    let schema = TestSchema::new();
    let builder = || {
        Dataset::builder(&schema)
            .profile("城市规模", "大城市")
            .profile("has_rail", "是")
            .profile("sizes", "中等城市、large")
    };
    let dataset = builder().profile("sizes", "medium").build().unwrap();
    let classes = |list: &[&str]| ProfileValue::Classes(list.iter().map(ToString::to_string).collect());
    let profile: Vec<_> = dataset.profile().iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    let expected = [
        ("has_rail", ProfileValue::Flag(true)),
        ("size", classes(&["large"])),
        ("sizes", classes(&["large", "medium"])),
    ];
    assert_eq!(profile, expected);
    let wrong = builder()
        .profile("siez", "x")
        .profile("size", "大诚市")
        .profile("size", "medium")
        .profile("has_rail", "也许");
    let expected = [
        "profile.unknown_key",
        "profile.unknown_value",
        "profile.two_values",
        "profile.wrong_kind",
    ]
    .map(String::from)
    .to_vec();
    let problems = wrong.build().expect_err("wrong values");
    assert_eq!(summary(&problems), expected);
    assert_eq!(problems.iter().next().unwrap().suggestion(), Some("size"));
    assert_eq!(problems.iter().nth(1).unwrap().suggestion(), Some("大城市"));
}

#[test]
fn rust_values_are_taken_as_they_are() {
    let schema = TestSchema::new();
    let table = TableInput::new("building")
        .ids(["h1", "h2", "h3"])
        .names(["一号楼", "", "三号楼"])
        .parents("community", ["c1", "", "c2"])
        .flag("结构安全隐患", [Some(true), None, Some(false)])
        .flag_bits("gas_hazard", None, Bits::from_words(vec![0b101], 3))
        .decimal("floor_area", "公顷", [Some(Decimal::new(15, 1)), None, Some(Decimal::new(2, 0))])
        .mantissas(
            "燃气立管（含引入管、水平干管）运行年限",
            "",
            vec![7, 8, 9],
            0,
            Some(Bits::from_words(vec![0b011], 3)),
        )
        .class_codes("use", vec![1, 9, 0], ["住宅", "商住"])
        .source("住建局")
        .period("2025");
    let dataset = Dataset::builder(&schema).table(table).build().unwrap();
    let table = dataset.table("building").unwrap();
    assert_eq!(
        (table.name(0), table.name(1), table.source_of(2)),
        (Some("一号楼"), Some("h2"), Some("住建局"))
    );
    assert_eq!(table.column("gas_hazard").unwrap().flag(1), Some(false));
    assert_eq!(table.column("floor_area").unwrap().number(2), Some((20, 1)));
    let age = table.column("riser_age").unwrap();
    assert_eq!((age.number(1), age.number(2)), (Some((8, 0)), None));
    let uses: Vec<_> = (0..3).map(|row| table.column("use").unwrap().class(row)).collect();
    assert_eq!(uses, [Some("商住"), None, Some("住宅")]);
    assert_eq!((dataset.period(), dataset.row_count()), (Some("2025"), 5));

    let wrong = TableInput::new("bridge")
        .ids(["b1", "b2"])
        .parents("bridge", ["b2", "b1"])
        .parents("comunity", ["c1", "c1"])
        .flag("bridge_length", [Some(true), None])
        .flag("dangerous", [Some(true)])
        .decimal("桥长", "kg", [None, None])
        .decimal("bridge_length", "", [Some(Decimal::MAX), Some(Decimal::new(1, 28))])
        .class("road_class", [Some("主干道"), Some("支路")])
        .text("人口", [Some("5"), None]);
    let expected = [
        "dataset.level_order, column bridge",
        "dataset.unknown_table, column comunity, near community",
        "dataset.wrong_kind, column bridge_length",
        "dataset.column_length, column dangerous",
        "dataset.header_unit, column 桥长 [kg]",
        "dataset.span_too_wide, column bridge_length",
        "dataset.column_level, column 人口",
        "dataset.bad_class, column road_class, area b2",
    ];
    assert_eq!(errors(Dataset::builder(&schema).table(wrong).build()), expected);
}

#[test]
fn files_that_are_no_text_are_named() {
    let schema = TestSchema::new();
    let gbk: &[u8] = &[b'i', b'd', b'\n', 0xB1, 0xE0, b'\n'];
    let builder = Dataset::builder(&schema)
        .csv_bytes("community.csv", None, gbk)
        .json_bytes("a.json", gbk);
    let problems = builder
        .csv("building.csv", None, "id,社区\nh1,c1\n")
        .build()
        .expect_err("not UTF-8");
    assert_eq!(summary(&problems), ["dataset.not_utf8, line 2", "dataset.not_utf8, line 2"]);
    let message = problems.iter().next().unwrap().message(Language::English);
    assert_eq!(message, "the file `community.csv` is not UTF-8; it looks like GBK or GB 18030");
    let mut marked = b"\xEF\xBB\xBF".to_vec();
    marked.extend("编号\nc1\n".as_bytes());
    assert!(Dataset::builder(&schema).csv_bytes("community.csv", None, marked).build().is_ok());
}

#[test]
fn broken_csv_loses_nothing_silently() {
    let schema = TestSchema::new();
    let cases = [
        ("", vec!["dataset.empty_table"]),
        ("\n ,\n", vec!["dataset.empty_table"]),
        ("id,人口\nc1,\"5\nc2,6\n", vec!["dataset.open_quote, line 2"]),
        ("id,人口\nc1\n", vec!["dataset.field_count, line 2"]),
        ("id,人口\nc1,5,6\n", vec!["dataset.field_count, line 2"]),
        ("人口\n5\n", vec!["dataset.missing_id_column"]),
        (
            "id,人口,常住人口（万人）\nc1,5,6\n",
            vec!["dataset.duplicate_column, line 1, column 常住人口（万人）"],
        ),
        ("id,编号\nc1,c1\n", vec!["dataset.duplicate_column, line 1, column 编号"]),
    ];
    for (text, expected) in cases {
        assert_eq!(errors(schema.csv(&[("community.csv", text)])), expected, "{text:?}");
    }
    assert_eq!(errors(schema.csv(&[("buildng.csv", "id\n")])), ["dataset.unknown_table"]);
    // Empty cells and lines beyond the table are what spreadsheets leave.
    let dataset = schema.csv(&[("community.csv", "\n,\nid\t人口\t\t\nc1\t5\t\t\n\t\t\t\n")]);
    assert!(dataset.is_err(), "a comma in the first line makes it a comma file");
    let dataset = schema.csv(&[("community.csv", "id\t人口\t\t\nc1\t\"5\n\"\t\t\n\t\t\t\n")]).unwrap();
    assert_eq!((dataset.row_count(), dataset.warnings().len()), (1, 0));
    let dataset = schema.csv(&[("community.csv", "id,,人口\nc1,x,5\n")]).unwrap();
    assert_eq!(summary(dataset.warnings()), ["dataset.blank_header, line 1, column "]);
}

#[test]
fn problems_beyond_the_limit_are_counted() {
    let schema = TestSchema::new();
    let mut text = String::from("id,人口\n");
    for row in 0..super::super::MAXIMUM_PROBLEMS + 5 {
        writeln!(text, "c{row},x").unwrap();
    }
    let problems = schema.csv(&[("community.csv", &text)]).expect_err("bad numbers");
    assert_eq!(problems.len(), super::super::MAXIMUM_PROBLEMS + 1);
    let last = problems.iter().last().unwrap();
    assert_eq!(
        (last.code(), last.message(Language::English).as_str()),
        (Code::DatasetMoreProblems, "there are more problems (not shown: 1 or more)")
    );
    assert!(matches!(
        Values::Flag {
            known: Bits::default(),
            yes: Bits::default()
        }
        .len(),
        0
    ));
}

#[test]
fn whoever_names_the_period_names_the_same() {
    let schema = TestSchema::new();
    let json = |period: &str| format!("{{\n\"period\": \"{period}\",\n\"tables\": {{}}\n}}");
    let rows = "id,年份,人口\nc1,2024,5\nc1,2025,6\n";
    let builder = || Dataset::builder(&schema).csv("community.csv", None, rows);
    // A JSON text binds as the call does: rows of a later period are wrong, rows of an earlier one go to the period before.
    let later = ["dataset.later_period, line 3, area c1"];
    assert_eq!(errors(builder().period("2024").build()), later);
    assert_eq!(errors(builder().json("city.json", json("2024")).build()), later);
    let bound = builder().json("city.json", json("2026")).build().unwrap();
    assert_eq!((bound.period(), bound.row_count()), (Some("2026"), 0));
    assert_eq!(bound.previous().and_then(Dataset::period), Some("2025"));
    let same = builder().period("2025").json("a.json", json("2025年")).json("b.json", json("2025"));
    assert_eq!(same.build().unwrap().period(), Some("2025"));

    let two = builder()
        .json("a.json", json("2025"))
        .json("b.json", json("2024"))
        .build()
        .unwrap_err();
    assert_eq!(summary(&two), ["dataset.two_periods, line 2, column period"]);
    let problem = two.iter().next().unwrap();
    assert_eq!(problem.table_place().unwrap().file, "b.json");
    assert_eq!(
        problem.message(Language::English),
        "the period 2024 differs from 2025, given in a.json, line 2"
    );
    let called = builder().json("a.json", json("2024")).period("2025").build().unwrap_err();
    assert_eq!(
        called.iter().next().unwrap().message(Language::English),
        "the period 2024 differs from 2025, given to the builder"
    );
}
