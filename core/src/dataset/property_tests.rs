//! Whatever comes in, nothing panics; what is written is read back.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::fixture::TestSchema;
use super::{Dataset, TableInput};
use crate::decimal::Decimal;

/// One community: its flags and numbers.
#[derive(Clone, Debug)]
struct Row {
    hazard: Option<bool>,
    area: Option<Decimal>,
    class: Option<bool>,
    parent: u8,
}

fn rows() -> impl Strategy<Value = BTreeMap<String, Row>> {
    let decimal = (any::<i64>(), 0_u32..20).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale));
    let row = (any::<Option<bool>>(), prop::option::of(decimal), any::<Option<bool>>(), any::<u8>());
    let row = row.prop_map(|(hazard, area, class, parent)| Row {
        hazard,
        area,
        class,
        parent: parent % 3,
    });
    // Any text without blanks at its ends may be an id, as long as it does not look like a total.
    prop::collection::btree_map("[a-z0-9\"',，区]([a-z0-9\"',，。社区\n]{0,5}[a-z0-9\"',，区])?", row, 0..20)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn number(value: Option<Decimal>) -> String {
    value.map_or_else(|| "——".to_owned(), |value| value.to_string())
}

fn csv(rows: &BTreeMap<String, Row>) -> String {
    let mut text = String::from("建筑面积（公顷）,编号,用途,社区,结构安全隐患\r\n");
    for (id, row) in rows {
        let hazard = row.hazard.map_or("", |flag| if flag { "是" } else { "否" });
        let class = row.class.map_or("", |flag| if flag { "住宅" } else { "商住" });
        writeln!(text, "{},{},{class},c{},{hazard}\r", number(row.area), quoted(id), row.parent).unwrap();
    }
    text
}

fn json(rows: &BTreeMap<String, Row>) -> String {
    let rows: Vec<String> = rows
        .iter()
        .map(|(id, row)| {
            let hazard = row.hazard.map_or("null".to_owned(), |flag| flag.to_string());
            let area = row.area.map_or("null".to_owned(), |value| value.to_string());
            let class = row.class.map_or("null", |flag| if flag { "\"住宅\"" } else { "\"商住\"" });
            let id = serde_json::to_string(id).unwrap();
            format!(
                "{{\"用途\": {class}, \"id\": {id}, \"parent\": \"c{}\", \"floor_area [ha]\": {area}, \"structural_hazard\": {hazard}}}",
                row.parent
            )
        })
        .collect();
    let communities = r#"{"rows": [{"id": "c0"}, {"id": "c1"}, {"id": "c2"}]}"#;
    format!(
        "{{\"tables\": {{\"building\": {{\"rows\": [{}]}}, \"community\": {communities}}}}}",
        rows.join(",\n")
    )
}

fn table(rows: &BTreeMap<String, Row>) -> TableInput {
    TableInput::new("住宅")
        .ids(rows.keys())
        .parents("community", rows.values().map(|row| format!("c{}", row.parent)))
        .flag("structural_hazard", rows.values().map(|row| row.hazard))
        .decimal("建筑面积", "ha", rows.values().map(|row| row.area))
        .class(
            "use",
            rows.values().map(|row| row.class.map(|flag| if flag { "住宅" } else { "商住" })),
        )
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>, file in "(building|community|bridge|city).csv") {
        let schema = TestSchema::new();
        let _ = Dataset::builder(&schema).csv_bytes(file, None, bytes.clone()).json_bytes("a.json", bytes).build();
    }

    #[test]
    fn text_like_a_table_is_read_or_refused(text in "(编号|id|社区|统计期|人口|建筑面积（公顷）|结构安全隐患|上级|用途|[,\n\"\t 1是\\-，。%（）万x]){0,60}") {
        let schema = TestSchema::new();
        for file in ["building.csv", "community.csv", "bridge.csv", "city.csv"] {
            if let Ok(dataset) = Dataset::builder(&schema).csv(file, None, text.as_str()).build() {
                prop_assert_eq!(dataset.tree().len(), dataset.row_count());
                let _ = dataset.content_hash();
            }
        }
    }

    #[test]
    fn text_like_json_is_read_or_refused(text in "(\"(tables|rows|columns|community|city|id|period|人口|profile|complete)\"|[\\{\\}\\[\\]:,1e.\\- ]|null|true|\"x\"){0,40}") {
        let schema = TestSchema::new();
        let _ = Dataset::builder(&schema).json("a.json", text.as_str()).build();
        let nested = format!("{{\"tables\": {{\"community\": {{\"rows\": [{{\"id\": {text}}}]}}}}}}");
        let _ = Dataset::builder(&schema).json("a.json", nested).build();
    }

    #[test]
    fn any_cell_is_read_or_refused(cell: String, level in "building|city|bridge") {
        let schema = TestSchema::new();
        let text = |header: &str| TableInput::new(level.as_str()).ids(["a"]).text(header, [Some(cell.as_str())]);
        for header in ["用途", "结构安全隐患", "桥长", "peak_speed", "道路等级", "上级", "年份", "名称", cell.as_str()] {
            let _ = Dataset::builder(&schema).table(text(header)).build();
        }
    }

    #[test]
    fn what_is_written_is_read_back(rows in rows()) {
        let schema = TestSchema::new();
        let csv = csv(&rows);
        let builder = Dataset::builder(&schema).csv("building.csv", None, csv.as_str());
        let from_csv = builder.csv("community.csv", None, "id\nc0\nc1\nc2\n").build().map_err(|problems| TestCaseError::fail(problems.to_string()))?;
        let from_json = Dataset::builder(&schema).json("a.json", json(&rows)).build().map_err(|problems| TestCaseError::fail(problems.to_string()))?;
        let communities = TableInput::new("community").ids(["c0", "c1", "c2"]);
        let from_rust = Dataset::builder(&schema).table(table(&rows)).table(communities).build().map_err(|problems| TestCaseError::fail(problems.to_string()))?;
        let building = from_csv.table("building").unwrap();
        prop_assert_eq!(building.len(), rows.len());
        for (row, (id, given)) in rows.iter().enumerate() {
            prop_assert_eq!(building.id(row), Some(id.as_str()));
            prop_assert_eq!(building.column("structural_hazard").unwrap().flag(row), given.hazard);
            prop_assert_eq!(building.column("floor_area").unwrap().decimal(row), given.area.map(|area| area.normalize()));
            let parent = from_csv.parent_of(0, row).and_then(|(table, row)| from_csv.tables()[table].id(row));
            let expected = format!("c{}", given.parent);
            prop_assert_eq!(parent, Some(expected.as_str()));
        }
        prop_assert_eq!(from_csv.content_hash(), from_json.content_hash());
        prop_assert_eq!(from_csv.content_hash(), from_rust.content_hash());
    }

    // Rows of one table may come in any number of files.
    #[test]
    fn one_file_or_several_are_the_same(rows in rows(), cut in 0_usize..20) {
        let schema = TestSchema::new();
        let (mut first, mut second) = (BTreeMap::new(), BTreeMap::new());
        for (place, (id, row)) in rows.iter().enumerate() {
            if place < cut { &mut first } else { &mut second }.insert(id.clone(), row.clone());
        }
        let communities = || TableInput::new("community").ids(["c0", "c1", "c2"]);
        let whole = Dataset::builder(&schema).table(communities()).table(table(&rows)).build();
        let parts = Dataset::builder(&schema).table(table(&second)).table(communities()).table(table(&first)).build();
        match (whole, parts) {
            (Ok(whole), Ok(parts)) => prop_assert_eq!(whole.content_hash(), parts.content_hash()),
            (whole, parts) => prop_assert_eq!(whole.is_ok(), parts.is_ok()),
        }
    }
}
