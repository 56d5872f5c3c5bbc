use super::super::fixture::{TestSchema, summary};
use super::super::{Dataset, ProfileValue};
use crate::diagnostic::Diagnostics;

fn read(text: &str) -> Result<Dataset, Diagnostics> {
    let schema = TestSchema::new();
    Dataset::builder(&schema).json("a.json", text).build()
}

#[test]
fn rows_and_columns_say_the_same() {
    let rows = r#"{
        "period": 2025,
        "profile": { "size": "大城市", "has_rail": true, "sizes": ["large", "medium"] },
        "tables": {
            "社区": {
                "complete": true, "source": "街道办",
                "rows": [
                    { "id": "c1", "block": "b1", "建成区面积（公顷）": 12.30, "population": "1,234" },
                    { "id": "c2", "block": "b1", "population": 1.5e3, "built_up_area": null }
                ]
            }
        }
    }"#;
    let rows = rows.replace(r#", "built_up_area": null"#, "");
    let columns = r#"{"tables": {"community": {"columns": {
        "block": ["b1", "b1"], "population": [1234, "1500"], "id": ["c1", "c2"], "建成区面积（公顷）": ["12.3", null]
    }, "source": "x", "period": "2025年", "complete": true}},
    "profile": {"size": "large", "has_rail": "是", "sizes": "large、medium"}, "period": "2025"}"#;
    let (rows, columns) = (read(&rows).unwrap(), read(columns).unwrap());
    assert_eq!(rows.content_hash(), columns.content_hash());
    let table = rows.table("community").unwrap();
    assert_eq!(
        (table.source(), table.is_complete(), rows.period()),
        (Some("街道办"), true, Some("2025"))
    );
    assert_eq!(table.column("built_up_area").unwrap().number(0), Some((1230, 2)));
    assert_eq!(table.column("population").unwrap().number(1), Some((1500, 0)));
    assert_eq!(rows.profile().get("has_rail"), Some(&ProfileValue::Flag(true)));
}

#[test]
fn a_number_keeps_every_digit() {
    let text = r#"{"tables": {"community": {"rows": [{"id": 7, "ratio": 0.1234567890123456789012345678}]}}}"#;
    let dataset = read(text).unwrap();
    let table = dataset.table("community").unwrap();
    assert_eq!(table.id(0), Some("7"));
    assert_eq!(
        table.column("ratio").unwrap().decimal(0).unwrap().to_string(),
        "0.1234567890123456789012345678"
    );
}

#[test]
fn everything_wrong_is_reported_with_its_line() {
    let text = r#"{
"periode": "2025",
"tables": {
  "comunity": {},
  "community": {
    "rows": [
      { "id": "c1", "population": "五" },
      { "id": "c2", "id": "c3" },
      [],
      { "id": "c4", "population": {} }
    ],
    "columns": {}
  },
  "building": { "columns": { "id": ["h1"], "floor_area": [1, 2], "riser_age": 5 } },
  "city": []
},
"tables": {}
}"#;
    let expected = [
        "file.duplicate_key, line 17",
        "file.unknown_key, line 2, near period",
        "dataset.unknown_table, line 4, near community",
        "file.duplicate_key, line 8",
        "file.wrong_type, line 9, column rows",
        "file.wrong_type, line 10, column population",
        "file.duplicate_key, line 12",
        "dataset.bad_number, line 7, column population, area c1",
        "dataset.column_length, line 14",
        "file.wrong_type, line 14, column riser_age",
        "file.wrong_type, line 15, column city",
        "dataset.orphans, line 14, area h1",
    ];
    assert_eq!(summary(&read(text).expect_err("errors")), expected);
}

#[test]
fn what_is_not_json_is_refused() {
    let cases = [
        ("", "file.syntax, line 1"),
        ("[", "file.syntax, line 1"),
        ("{} {}", "file.syntax, line 1"),
        ("{\n\"tables\": {},\n}", "file.syntax, line 2"),
        ("// x\n{}", "file.syntax, line 1"),
        ("[]", "file.wrong_type, line 1, column "),
        ("5", "file.wrong_type, line 1, column "),
        ("{\"period\": \"x\"}", "dataset.bad_period, line 1, column period"),
        ("{\"period\": true}", "file.wrong_type, line 1, column period"),
    ];
    for (text, expected) in cases {
        assert_eq!(summary(&read(text).expect_err(text)), [expected], "{text}");
    }
    assert_eq!(summary(&read(&"[".repeat(100_000)).expect_err("deep")), ["file.too_deep, line 1"]);
    assert_eq!(read("{}").unwrap().row_count(), 0);
}
