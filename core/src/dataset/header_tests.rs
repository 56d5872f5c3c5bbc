use super::super::fixture::TestSchema;
use super::*;

fn meaning(level: &str, header: &str) -> String {
    let schema = TestSchema::new();
    let level = schema.level(level).unwrap();
    match resolve(header, level, &schema) {
        Ok(Meaning::Values { target, unit }) => format!("{} [{}]", target.id, unit.map_or_else(String::new, |unit| shown_unit(&unit))),
        Ok(Meaning::Parent(level)) => format!("parent {}", level.map_or("", |level| level.id)),
        Ok(Meaning::ParentName(level)) => format!("name of {}", level.id),
        Ok(meaning) => format!("{meaning:?}"),
        Err(error) => format!("{error:?}"),
    }
}

#[test]
fn headers_are_a_name_and_perhaps_a_unit() {
    let cases = [
        ("built_up_area", "built_up_area [km2]"),
        ("建成区面积", "built_up_area [km2]"),
        ("建成区面积（平方公里）", "built_up_area [km2]"),
        ("建成区面积(公顷)", "built_up_area [公顷]"),
        (" 建成区\n面积 【ha】 ", "built_up_area [ha]"),
        ("built_up_area [ha]", "built_up_area [ha]"),
        ("Built_Up_Area［亩］", "built_up_area [亩]"),
        ("绿色建筑占比(%）", "green_share [%]"),
        ("绿色建筑占比（％）", "green_share [%]"),
        ("常住人口（万人）", "population [万人]"),
        ("小学学位缺口数（个）", "school_place_gap [place]"),
        ("小区数量（个）", "compound_count [compound]"),
        ("小区数量()", "compound_count [compound]"),
        ("城市高峰期机动车平均速度（km/h）", r#"Level { id: "peak_speed", level: "city" }"#),
        (
            "建成区面积（kilometr2）",
            r#"UnknownUnit { unit: "kilometr2", nearest: Some("kilometer") }"#,
        ),
        ("建成区面积（人）", r#"Unit { id: "built_up_area", left: "人", right: "km2" }"#),
        ("建成区面枳", r#"Unknown { name: "建成区面枳" }"#),
        ("建成区面枳（km2）", r#"Unknown { name: "建成区面枳" }"#),
        ("　", "Blank"),
        ("）", r#"Unknown { name: ")" }"#),
        ("（）", r#"Unknown { name: "" }"#),
    ];
    for (header, expected) in cases {
        assert_eq!(meaning("community", header), expected, "{header:?}");
    }
}

#[test]
fn names_with_brackets_are_tried_whole() {
    assert_eq!(meaning("building", "燃气立管（含引入管、水平干管）运行年限"), "riser_age [year]");
    assert_eq!(
        meaning("building", "燃气立管(含引入管、水平干管)运行年限（年）"),
        "riser_age [year]"
    );
    assert_eq!(meaning("bridge", "道路等级（快速路/主干路）"), "road_class []");
    assert_eq!(meaning("bridge", "道路等级（主干道、快速路）"), "road_class []");
    assert_eq!(
        meaning("bridge", "道路等级（支路）"),
        r#"NoUnit { id: "road_class", unit: "支路" }"#
    );
    assert_eq!(meaning("building", "结构安全隐患（是/否）"), "structural_hazard []");
    assert_eq!(meaning("building", "结构安全隐患 [bool]"), "structural_hazard []");
    assert_eq!(
        meaning("building", "结构安全隐患（栋）"),
        r#"NoUnit { id: "structural_hazard", unit: "栋" }"#
    );
}

#[test]
fn structural_headers_depend_on_the_table() {
    let cases = [
        ("community", "id", "Id"),
        ("community", "编号", "Id"),
        ("community", "ＩＤ", "Id"),
        ("community", "社区编号", "Id"),
        ("community", "community_id", "Id"),
        ("community", "社区", "Own"),
        ("community", "community", "Own"),
        ("community", "社区名称", "Name"),
        ("community", "名称", "Name"),
        ("community", "所属街道", "parent block"),
        ("community", "街道", "parent block"),
        ("community", "block", "parent block"),
        ("community", "block_id", "parent block"),
        ("community", "街道名称", "name of block"),
        ("community", "上级", "parent "),
        ("community", "统计期", "Period"),
        ("community", "年份", "Period"),
        ("community", "数据来源", "Source"),
        ("community", "住宅", r#"Order { parent: "building" }"#),
        ("community", "桥梁", r#"Order { parent: "bridge" }"#),
        ("building", "所属社区", "parent community"),
        ("building", "楼栋", "Own"),
        ("building", "楼栋编号", "Id"),
        ("bridge", "社区", "parent community"),
        ("bridge", "住宅", "parent building"),
        ("city", "社区", r#"Order { parent: "community" }"#),
    ];
    for (level, header, expected) in cases {
        assert_eq!(meaning(level, header), expected, "{header:?} in {level}");
    }
}
