use super::super::fixture::{TestSchema, summary};
use super::*;
use crate::diagnostic::Language;

const BLOCKS: &str = "编号,名称,城市\n01,西陵街道,宜昌\n02,学院街道,宜昌\n";
const COMMUNITIES: &str = "社区,街道,建成区面积（公顷）,常住人口（万人）\n二马路社区,01,12.5,1.2\n环城东路社区,学院街道,8,——\n";
const CITY: &str = "城市,城市高峰期机动车平均速度（km/h）\n宜昌,54.44（快速路） 36.82（主干路）\n";

fn errors(result: Result<Dataset, Diagnostics>) -> Vec<String> {
    summary(&result.expect_err("an error"))
}

#[test]
fn tables_are_read_and_linked() {
    let schema = TestSchema::new();
    let files = [("社区表.csv", COMMUNITIES), ("block-2025.csv", BLOCKS), ("city.csv", CITY)];
    let dataset = schema.csv(&files).unwrap();
    assert!(dataset.warnings().is_empty(), "{}", dataset.warnings());
    let levels: Vec<&str> = dataset.tables().iter().map(Table::level).collect();
    assert_eq!(levels, ["community", "block", "city"]);
    let community = dataset.table("community").unwrap();
    assert_eq!(community.id(1), Some("环城东路社区"));
    assert_eq!(community.source(), Some("社区表.csv"));
    let area = community.column("built_up_area").unwrap();
    assert_eq!((area.number(0), area.number(1)), (Some((125, 1)), Some((80, 1))));
    assert_eq!(area.unit().unwrap().text(), Some("公顷"));
    assert_eq!(area.decimal(1).unwrap().to_string(), "8");
    let population = community.column("population").unwrap();
    assert_eq!((population.is_known(0), population.is_known(1)), (true, false));
    // The parent is named once by id and once by name.
    assert_eq!(dataset.parent_of(0, 0), Some((1, 0)));
    assert_eq!(dataset.parent_of(0, 1), Some((1, 1)));
    assert_eq!(dataset.table("block").unwrap().name(1), Some("学院街道"));
    let above: Vec<usize> = dataset.tree().ancestors(1).collect();
    assert_eq!(above, [3, 4]);
    let city = dataset.table("city").unwrap();
    assert!(city.column("peak_speed").is_none());
    assert_eq!(city.column("peak_speed.expressway").unwrap().number(0), Some((5444, 2)));
    assert_eq!(city.column("peak_speed.arterial").unwrap().number(0), Some((3682, 2)));
    assert_eq!((dataset.row_count(), dataset.period()), (5, None));
    assert_eq!(dataset.find("block", "02"), Some((1, 1)));
}

#[test]
fn files_of_one_level_are_joined_by_id() {
    let schema = TestSchema::new();
    let files = [
        ("a/community.csv", "id,建成区面积（公顷）,street\nc1,100,\nc2,250,\n"),
        ("b/community.csv", "编号,建成区面积（km2）,人口\nc3,0.5,7\nc1,1,8\n"),
    ];
    let dataset = schema.csv(&files).unwrap();
    let table = dataset.table("community").unwrap();
    assert_eq!(table.ids().iter().collect::<Vec<_>>(), ["c1", "c2", "c3"]);
    let area = table.column("built_up_area").unwrap();
    let values: Vec<_> = (0..3).map(|row| area.decimal(row).unwrap().to_string()).collect();
    assert_eq!(
        (values, area.unit().unwrap().text()),
        (["100", "250", "50"].map(String::from).to_vec(), Some("公顷"))
    );
    assert_eq!(area.source(), Some("a/community.csv, b/community.csv"));
    let population = table.column("population").unwrap();
    assert_eq!(
        (0..3).map(|row| population.number(row)).collect::<Vec<_>>(),
        [Some((8, 0)), None, Some((7, 0))]
    );
    assert_eq!(population.source(), Some("b/community.csv"));
    assert_eq!(summary(dataset.warnings()), ["dataset.unknown_column, line 1, column street"]);

    let files = [
        ("a/community.csv", "id,人口,名称,block\nc1,5,甲,b1\n"),
        ("b/community.csv", "id,人口,名称,block\nc1,6,乙,b2\n"),
    ];
    let expected = [
        "dataset.two_names, line 2, area c1",
        "dataset.parent_conflict, line 2, column block, area c1",
        "dataset.duplicate_value, line 2, column 人口, area c1",
        "dataset.created_areas",
    ];
    assert_eq!(errors(schema.csv(&files)), expected);

    // Digits are kept, or the column is refused.
    let with = |digits: &str| {
        let small = format!("id,建成区面积（m2）\nc2,{digits}\n");
        schema.csv(&[("a/community.csv", "id,建成区面积（km2）\nc1,3\n"), ("b/community.csv", &small)])
    };
    let dataset = with("0.5000000000000000000000000000").unwrap();
    let area = dataset.table("community").unwrap().column("built_up_area").unwrap();
    assert_eq!(area.decimal(1).unwrap().to_string(), "0.0000005");
    assert_eq!(errors(with("0.0000000000000000000000000001")), ["dataset.span_too_wide"]);

    // 3 亩 are 2000 m², which no decimal factor makes.
    let files = [
        ("a/community.csv", "id,建成区面积（亩）\nc1,3\n"),
        ("b/community.csv", "id,建成区面积（km2）\nc2,3\n"),
    ];
    assert!(schema.csv(&files).is_ok(), "km² become 亩 by 1500");
}

#[test]
fn areas_that_only_lower_rows_name_are_created() {
    let schema = TestSchema::new();
    let text = "编号,社区编号,社区名称,街道,城市\nh1,c1,甲社区,东街,宜昌\nh2,c1,甲社区,东街,宜昌\nh3,c2,乙社区,西街,宜昌\nh4,,,西街,宜昌\n";
    let dataset = schema.csv(&[("building.csv", text)]).unwrap();
    let community = dataset.table("community").unwrap();
    assert_eq!((community.id(1), community.name(1)), (Some("c2"), Some("乙社区")));
    assert_eq!(summary(dataset.warnings()), ["dataset.created_areas"; 3]);
    let chain = |table: &str, id: &str| {
        let (table, row) = dataset.find(table, id).unwrap();
        let rows = dataset.tree().ancestors(dataset.tree().global(table, row).unwrap());
        rows.map(|row| {
            let (table, row) = dataset.tree().locate(row).unwrap();
            dataset.tables()[table].id(row).unwrap().to_owned()
        })
        .collect::<Vec<_>>()
    };
    assert_eq!(chain("building", "h1"), ["c1", "东街", "宜昌"]);
    assert_eq!(chain("building", "h3"), ["c2", "西街", "宜昌"]);
    assert_eq!(chain("building", "h4"), ["西街", "宜昌"]);

    // Another file may give the name alone.
    let bridges = ("bridge.csv", "桥长,社区\n30,乙社区\n");
    let dataset = schema.csv(&[bridges, ("building.csv", text)]).unwrap();
    assert_eq!(dataset.table("community").unwrap().len(), 2);
    let bridge = dataset.table_place("bridge").unwrap();
    assert_eq!(dataset.parent_of(bridge, 0), dataset.find("community", "c2"));

    let text = "编号,社区,街道\nh1,c1,东街\nh2,c1,西街\nh3,c1,西街\n";
    let found = errors(schema.csv(&[("building.csv", text)]));
    assert_eq!(
        found,
        [
            "dataset.created_areas",
            "dataset.created_areas",
            "dataset.parent_conflict, line 3, area h2"
        ]
    );
    // What the table of communities says must agree.
    let files = [
        ("building.csv", "编号,社区,街道\nh1,c1,b2\n"),
        ("community.csv", "id,街道\nc1,b1\n"),
        ("block.csv", "id\nb1\nb2\n"),
    ];
    assert_eq!(errors(schema.csv(&files)), ["dataset.parent_conflict, line 2, area h1"]);
    // A level between the two that the table names is filled in.
    let files = [
        ("building.csv", "编号,社区,街道\nh1,c1,b1\n"),
        ("community.csv", "id,城市\nc1,宜昌\n"),
        ("city.csv", "id\n宜昌\n"),
    ];
    let dataset = schema.csv(&files).unwrap();
    let (table, row) = dataset.find("community", "c1").unwrap();
    assert_eq!(dataset.parent_of(table, row), dataset.find("block", "b1"));
    let (table, row) = dataset.find("block", "b1").unwrap();
    assert_eq!(dataset.parent_of(table, row), dataset.find("city", "宜昌"));
}

#[test]
fn what_belongs_nowhere_belongs_to_the_only_city() {
    let schema = TestSchema::new();
    let city = ("city.csv", "常住人口\n420\n");
    let files = [city, ("community.csv", "id\nc1\n"), ("bridge.csv", "桥长\n30\n45.5\n")];
    let dataset = schema.csv(&files).unwrap();
    assert!(dataset.warnings().is_empty());
    assert_eq!(dataset.table("city").unwrap().id(0), Some("city"));
    let bridge = dataset.table("bridge").unwrap();
    assert_eq!(bridge.ids().iter().collect::<Vec<_>>(), ["#1", "#2"]);
    assert!(bridge.is_complete(), "bridges are a register");
    assert_eq!(dataset.parent_of(2, 1), dataset.find("city", "city"));
    assert_eq!(dataset.parent_of(0, 0), dataset.find("city", "city"));

    let files = [("city.csv", "id\n甲市\n乙市\n"), ("community.csv", "id,城市\nc1,甲市\nc2,\nc3,\n")];
    let dataset = schema.csv(&files).unwrap();
    assert_eq!(summary(dataset.warnings()), ["dataset.orphans, line 3, area c2"]);
    assert_eq!(dataset.parent_of(0, 1), None);
}

#[test]
fn a_parent_of_any_level_must_be_one_area() {
    let schema = TestSchema::new();
    let above = [
        ("community.csv", "id,名称\nc1,中心\nx,乙\n"),
        ("block.csv", "id,名称\nb1,中心\nx,丁\n"),
    ];
    let building = |parents: &'static str| schema.csv(&[above[0], above[1], ("building.csv", parents)]);
    let dataset = building("id,上级\nh1,c1\nh2,b1\nh3,乙\n").unwrap();
    let parents: Vec<_> = (0..3).map(|row| dataset.parent_of(0, row).unwrap()).collect();
    assert_eq!(parents, [(1, 0), (2, 0), (1, 1)]);
    let expected = [
        "dataset.ambiguous_parent, line 2, column 上级, area h1",
        "dataset.ambiguous_parent, line 3, column 上级, area h2",
    ];
    assert_eq!(errors(building("id,上级\nh1,x\nh2,中心\n")), expected);
    assert_eq!(
        errors(building("id,上级\nh1,c7\n")),
        ["dataset.unknown_parent, line 2, column 上级, area h1, near c1"]
    );
    assert_eq!(
        errors(schema.csv(&[("city.csv", "id,社区\n宜昌,c1\n")])),
        ["dataset.level_order, line 1, column 社区"]
    );
}

#[test]
fn periods_are_separate_datasets() {
    let schema = TestSchema::new();
    let text = "id,统计期,人口\nc1,2024年,5\nc1,2025,6\nc2,2025,7\nc1,2023年度,4\n";
    let dataset = schema.csv(&[("community.csv", text)]).unwrap();
    assert_eq!((dataset.period(), dataset.row_count()), (Some("2025"), 2));
    assert_eq!(
        dataset.table("community").unwrap().column("population").unwrap().period(),
        Some("2025")
    );
    assert_eq!(summary(dataset.warnings()), ["dataset.earlier_period"; 2]);
    let before = dataset.previous().unwrap();
    assert_eq!((before.period(), before.row_count()), (Some("2024"), 1));
    assert_eq!(
        before.table("community").unwrap().column("population").unwrap().number(0),
        Some((5, 0))
    );
    assert_eq!(before.previous().unwrap().period(), Some("2023"));
    assert!(before.previous().unwrap().previous().is_none());

    let later = Dataset::builder(&schema).period("2024").csv("community.csv", None, text);
    assert_eq!(errors(later.build()), ["dataset.later_period, line 3, area c1"]);
    let mixed = schema.csv(&[("community.csv", "id,年份\nc1,2024\nc1,2024-06\nc2,去年\n")]);
    assert_eq!(
        errors(mixed),
        ["dataset.bad_period, line 4, area c2", "dataset.mixed_periods, line 2, area c1"]
    );
    let twice = schema.csv(&[("community.csv", "id,年份\nc1,2024\nc1,2024\n")]);
    assert_eq!(errors(twice), ["dataset.duplicate_area, line 3, area c1"]);

    let builder = || {
        Dataset::builder(&schema)
            .csv("community.csv", None, "id,人口\nc1,9\n")
            .previous(dataset.clone())
    };
    let next = builder().period("2026年").build().unwrap();
    assert_eq!(next.previous().and_then(Dataset::period), Some("2025"));
    assert_eq!(errors(builder().period("2025").build()), ["dataset.period_order"]);
}

#[test]
fn what_cannot_be_right_is_marked_and_kept() {
    let schema = TestSchema::new();
    let text = "id,建成区面积（公顷）,小学学位缺口数,绿色建筑占比\nc1,1000000,3,100\nc2,1000000.1,-2,100.1\nc3,-1,0,-0.0\nc4,5,-1,——\n";
    let dataset = schema.csv(&[("community.csv", text)]).unwrap();
    let table = dataset.table("community").unwrap();
    let invalid = |id: &str| (0..4).filter(|row| table.column(id).unwrap().is_invalid(*row)).collect::<Vec<_>>();
    assert_eq!(invalid("built_up_area"), [1, 2]);
    assert_eq!(invalid("school_place_gap"), [1, 3]);
    assert_eq!(invalid("green_share"), [1]);
    let messages: Vec<String> = dataset
        .warnings()
        .iter()
        .map(|problem| problem.message(Language::English))
        .collect();
    assert_eq!(
        messages,
        [
            "`built_up_area` has values outside the plausible range of 0 to 1000000, such as 1000000.1 (values: 2): \
             community.csv:3 community.csv:4",
            "`school_place_gap` is a count but has negative values, such as -2 (values: 2): community.csv:3 community.csv:5",
            "`green_share` has values outside the plausible range of 0 to 100, such as 100.1 (values: 1): community.csv:3",
        ]
    );
}

#[test]
fn the_hash_sees_content_and_nothing_else() {
    let schema = TestSchema::new();
    let base = schema
        .csv(&[
            ("community.csv", "id,人口,建成区面积\nc1,5,1.50\nc2,6,2\n"),
            ("city.csv", "id\n宜昌\n"),
        ])
        .unwrap();
    let same = [
        ("city.csv", "id\n宜昌\n"),
        ("x/community.csv", "建成区面积（平方千米）,编号,人口\n2.000,c2,6\n1.5,c1,5\n"),
    ];
    assert_eq!(schema.csv(&same).unwrap().content_hash(), base.content_hash());
    assert_eq!(base.content_hash().len(), 64);
    let others = [
        "id,人口,建成区面积\nc1,5,1.51\nc2,6,2\n",
        "id,人口,建成区面积\nc1,5,1.50\nc2,,2\n",
        "id,人口,建成区面积\nc1,5,1.50\nc3,6,2\n",
        "id,人口,建成区面积（公顷）\nc1,5,1.50\nc2,6,2\n",
        "id,人口,建成区面积,名称\nc1,5,1.50,甲\nc2,6,2,乙\n",
        "id,人口\nc1,5\nc2,6\n",
    ];
    for other in others {
        let dataset = schema.csv(&[("community.csv", other), ("city.csv", "id\n宜昌\n")]).unwrap();
        assert_ne!(dataset.content_hash(), base.content_hash(), "{other}");
    }
    let with = |change: fn(DatasetBuilder<'_>) -> DatasetBuilder<'_>| {
        let builder = Dataset::builder(&schema).csv("community.csv", None, "id,人口,建成区面积\nc1,5,1.50\nc2,6,2\n");
        change(builder.csv("city.csv", None, "id\n宜昌\n"))
            .build()
            .unwrap()
            .content_hash()
            .to_owned()
    };
    assert_eq!(with(|builder| builder), base.content_hash());
    let hashes = [
        with(|builder| builder),
        with(|builder| builder.period("2025")),
        with(|builder| builder.complete("community")),
        with(|builder| builder.profile("has_rail", "否")),
    ];
    assert_eq!(hashes.iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
}
