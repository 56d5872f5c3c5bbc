use proptest::prelude::*;

use super::*;
use crate::examine::Status;

const HEADERS: [&str; 9] = [
    "城市",
    "名称",
    "快速路长度",
    "主干路长度（m）",
    "次干路长度",
    "支路长度 [km]",
    "建成区面积（公顷）",
    "道路总长度",
    "所属省",
];

fn calculator() -> Calculator {
    Catalogue::builtin("mohurd-2025").unwrap().calculator("35").unwrap()
}

/// The same row, examined as a table.
fn examined(calculator: &Calculator, cells: &[(&str, Cell<'_>)]) -> Result<Report, Diagnostics> {
    let level = calculator.options.levels.first().map_or("", String::as_str);
    let dataset = calculator.reader.built(level, cells, &calculator.context)?;
    calculator.catalogue.examine_with(&dataset, &calculator.options)
}

fn cell(kind: u8, text: &str) -> Cell<'_> {
    match kind {
        0 => Cell::Blank,
        1 => Cell::Flag(true),
        2 => Cell::Number(text),
        _ => Cell::Text(text),
    }
}

proptest! {
    #[test]
    fn a_row_says_what_its_table_says(
        row in prop::collection::vec((0..HEADERS.len(), 0_u8..8, "-?[0-9]{1,4}(\\.[0-9]{1,3})?(e3|万|km|亩|〇| )?|某市|合计|——|"), 0..8)
    ) {
        let cells: Vec<(&str, Cell<'_>)> = row.iter().map(|(header, kind, text)| (HEADERS[*header], cell(*kind, text))).collect();
        let calculator = calculator();
        for _ in 0..2 {
            match (calculator.calculate(cells.iter().copied()), examined(&calculator, &cells)) {
                (Ok(found), Ok(expected)) => prop_assert_eq!(found.document(), expected.document()),
                (Err(found), Err(expected)) => prop_assert_eq!(found.to_string(), expected.to_string()),
                (found, expected) => prop_assert!(false, "{found:?} is not {expected:?}"),
            }
        }
    }
}

#[test]
fn an_ordinary_row_is_read_without_the_builder() {
    let calculator = calculator();
    let row = [
        ("城市", Cell::Text("某市")),
        ("快速路长度", Cell::Number("12")),
        ("建成区面积（公顷）", Cell::Text("20,239")),
    ];
    assert!(calculator.reader.quick("city", &row, &calculator.context).is_some());
    let doubtful = [("建成区面积", Cell::Number("-1"))];
    assert!(calculator.reader.quick("city", &doubtful, &calculator.context).is_none());
    let report = calculator.calculate(doubtful).unwrap();
    assert_eq!(report.dataset().warnings().len(), 1);
}

#[test]
fn a_reader_reads_rows_of_every_level() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let reader = RowReader::new(&catalogue);
    let row = [("名称", Cell::Text("甲")), ("停车位缺口数（个）", Cell::Number("100"))];
    let nothing = Dataset::builder(&catalogue).build().unwrap();
    for level in ["compound", "community", "社区", "city", "block"] {
        let found = reader.read(level, row, None).map(|dataset| dataset.content_hash().to_owned());
        let expected = reader.built(level, &row, &nothing);
        assert_eq!(found.is_ok(), expected.is_ok(), "{level}");
        assert_eq!(
            found.ok(),
            expected.ok().map(|dataset| dataset.content_hash().to_owned()),
            "{level}"
        );
    }
    let error = reader.read("strasse", row, None).unwrap_err();
    assert_eq!(error.iter().next().unwrap().code(), Code::DatasetUnknownTable);
}

#[test]
fn a_calculator_knows_its_levels() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let gap = catalogue.calculator("停车泊位缺口数").unwrap();
    assert_eq!(gap.options().levels, ["compound"]);
    let row = [("名称", Cell::Text("甲")), ("停车位缺口数（个）", Cell::Number("100"))];
    let found = gap.calculate(row).unwrap();
    assert_eq!(found.at("compound", "甲", "parking_space_gap").unwrap().status(), Status::Ok);
    // A row of a compound needs an id.
    assert!(gap.calculate([("停车位缺口数", Cell::Number("1"))]).is_err());
    let block = gap.level("街道").unwrap();
    let found = block.calculate(row).unwrap();
    assert_eq!(found.at("block", "甲", "parking_space_gap").unwrap().status(), Status::Ok);
    let problems = catalogue.calculator("35").unwrap().level("building").unwrap_err();
    assert!(problems.to_string().contains("city"), "{problems}");
    assert!(catalogue.calculator("road_network_densty").is_err());
}

#[test]
fn profile_period_and_the_year_before_count() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let csv = "城市,快速路长度,主干路长度,次干路长度,支路长度,建成区面积\n某市,1,1,1,1,1\n";
    let previous = Dataset::builder(&catalogue)
        .period("2024")
        .csv("city.csv", None, csv)
        .build()
        .unwrap();
    let context = Dataset::builder(&catalogue)
        .period("2025")
        .profile("城市规模等级", "大城市")
        .previous(previous)
        .build()
        .unwrap();
    for indicator in catalogue.indicators().iter().filter(|indicator| indicator.level.value == "city") {
        let calculator = catalogue.calculator(&indicator.id).unwrap().context(&context);
        let row = [
            ("城市", Cell::Text("某市")),
            ("建成区面积", Cell::Number("202.39")),
            (indicator.id.as_str(), Cell::Number("1")),
        ];
        let found = calculator.calculate(row).unwrap();
        assert_eq!(
            found.document(),
            examined(&calculator, &row).unwrap().document(),
            "{}",
            indicator.id.as_str()
        );
    }
}
