use proptest::prelude::*;

use super::*;
use crate::catalogue::Catalogue;
use crate::dataset::Dataset;
use crate::decimal::parse_decimal;
use crate::map::MapArea;

const FILE: &str = r#"{
  "type": "FeatureCollection",
  "name": "社区",
  "crs": { "type": "name" },
  "features": [
    { "type": "Feature", "properties": { "社区": "甲 社区", "面积": 1.50, "备注": "<b>\"x\"</b>" }, "geometry": { "type": "Point", "coordinates": [ 111.327756399338455, 30.6840 ] } },
    { "type": "Feature", "id": 7, "properties": { "社区": "乙社区" }, "bbox": [1e2, 2], "geometry": null },
    { "properties": { "社区": "丙社区" }, "type": "Feature", "geometry": { "type": "Point", "coordinates": [ 1E+2, -0.0 ] } }
  ]
}"#;

fn area(id: &str, name: &str, value: Option<&str>) -> MapArea {
    let area = MapArea::new(id).name(name);
    match value {
        Some(value) => area.number(parse_decimal(value).unwrap().into()),
        None => area,
    }
}

fn layer() -> MapLayer {
    MapLayer::new("停车泊位缺口")
        .unit("个")
        .decimals(0)
        .level("community")
        .level("社区")
        .areas([
            area("c1", "甲社区", Some("12.50")).grade("一般"),
            area("c2", "乙社区", Some("100")).grade("不足"),
            area("c3", "丙社区", None),
        ])
}

fn messages(result: Result<ProblemMap, Diagnostics>, language: Language) -> String {
    match result {
        Ok(map) => map.warnings().render(language),
        Err(problems) => problems.render(language),
    }
}

fn feature(properties: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{properties},"geometry":null}}"#)
}

fn collection(properties: &[&str]) -> String {
    let features: Vec<String> = properties.iter().map(|properties| feature(properties)).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

#[test]
fn values_and_colours_are_added_and_nothing_else_changes() {
    let options = MapOptions {
        classification: Classification::Quantile(2),
        ..MapOptions::default()
    };
    let map = choropleth(FILE, &layer(), &options).unwrap();
    insta::assert_snapshot!(map.geojson());
    insta::assert_snapshot!(serde_json::to_string_pretty(map.legend()).unwrap());
    assert!(map.warnings().is_empty());
    // Whoever reads the result finds every other value as it was.
    let (before, after): (serde_json::Value, serde_json::Value) =
        (serde_json::from_str(FILE).unwrap(), serde_json::from_str(map.geojson()).unwrap());
    assert_eq!(before["crs"], after["crs"]);
    for index in 0..3 {
        let (before, after) = (&before["features"][index], &after["features"][index]);
        assert_eq!(
            (&before["geometry"], &before["id"], &before["bbox"]),
            (&after["geometry"], &after["id"], &after["bbox"])
        );
        for (name, value) in before["properties"].as_object().unwrap() {
            assert_eq!(&after["properties"][name], value);
        }
    }
}

#[test]
fn grades_are_classes_too() {
    let options = MapOptions {
        classification: Classification::Labels(["较好", "一般", "不足"].map(str::to_owned).to_vec()),
        prefix: "cv_".to_owned(),
        language: Language::English,
        reversed: true,
        ..MapOptions::default()
    };
    let map = choropleth(FILE, &layer(), &options).unwrap();
    let labels: Vec<(u32, &str, Option<&str>, usize)> = map
        .legend()
        .entries
        .iter()
        .map(|entry| (entry.class, entry.label.as_str(), entry.colour.as_deref(), entry.count))
        .collect();
    assert_eq!(
        labels,
        [
            (1, "较好", Some("#f03b20"), 0),
            (2, "一般", Some("#feb24c"), 1),
            (3, "不足", Some("#ffeda0"), 1)
        ]
    );
    assert!(map.geojson().contains(r##""cv_class":3,"cv_colour":"#ffeda0","cv_label":"不足""##));
    assert!(
        map.geojson()
            .contains(r##""cv_value":null,"cv_display":"no data","cv_status":null,"cv_grade":null,"cv_class":0,"cv_colour":"#bdbdbd""##)
    );
    let unknown = MapOptions {
        classification: Classification::Labels(vec!["一般".to_owned()]),
        ..MapOptions::default()
    };
    insta::assert_snapshot!(messages(choropleth(FILE, &layer(), &unknown), Language::Chinese), @"错误[map.unknown_label]：区域 `c2` 的等级 `不足` 不在 一般 之中");
}

#[test]
fn two_values_are_crossed() {
    let score =
        MapLayer::new("满意度")
            .unit("分")
            .areas([area("c1", "", Some("90")), area("c2", "", Some("55")), area("c9", "", Some("70"))]);
    let options = BivariateOptions {
        classifications: [
            Classification::Breaks {
                bounds: vec![20.into(), 80.into()],
                upper_included: true,
            },
            Classification::Breaks {
                bounds: vec![60.into(), 80.into()],
                upper_included: false,
            },
        ],
        reversed: [false, true],
        ..BivariateOptions::default()
    };
    let map = bivariate(FILE, [&layer(), &score], &options).unwrap();
    insta::assert_snapshot!(map.geojson());
    insta::assert_snapshot!(serde_json::to_string_pretty(map.legend()).unwrap());
    // A value of two classes leaves a row out, and the others keep their numbers.
    let halves = BivariateOptions {
        classifications: [Classification::Quantile(2), Classification::Quantile(3)],
        ..BivariateOptions::default()
    };
    let map = bivariate(FILE, [&layer(), &score], &halves).unwrap();
    let classes: Vec<u32> = map.legend().entries.iter().map(|entry| entry.class).collect();
    assert_eq!(classes, [1, 2, 4, 5, 7, 8]);
    let four = BivariateOptions {
        classifications: [Classification::Quantile(3), Classification::Equal(4)],
        palette: "rust_tael".to_owned(),
        ..BivariateOptions::default()
    };
    insta::assert_snapshot!(messages(bivariate(FILE, [&layer(), &score], &four), Language::English), @"
    error[map.bivariate_classes]: each value of a bivariate map has at most 3 classes, not 4

    error[map.unknown_palette]: there is no palette `rust_tael`; there are rust_teal, blue_green
      = help: did you mean `rust_teal`?
    ");
}

#[test]
fn every_feature_that_is_no_area_is_named() {
    let file = collection(&[
        r#"{"id":"c1","name":"甲社区"}"#,
        r#"{"id":" c１ "}"#,
        r#"{"name":"无编号"}"#,
        r#"{"id":"c22","name":"<script>"}"#,
        "null",
        r#"{"id":["c2"]}"#,
        r#"{"id":"同名"}"#,
    ]);
    let layer = MapLayer::new("值").areas([
        area("c1", "", Some("1")),
        area("c2", "", Some("2")),
        area("x", "同名", None),
        area("y", "同名", None),
    ]);
    insta::assert_snapshot!(messages(choropleth(&file, &layer, &MapOptions::default()), Language::Chinese));
    insta::assert_snapshot!(messages(choropleth(&file, &layer, &MapOptions::default()), Language::English));
    // What is no area may be kept; what is one twice may not.
    let file = collection(&[r#"{"id":"c1"}"#, r#"{"id":"c22"}"#, "{}"]);
    let options = MapOptions {
        keep_unknown: true,
        ..MapOptions::default()
    };
    let map = choropleth(&file, &layer, &options).unwrap();
    assert_eq!(map.geojson().matches(r#""class":0"#).count(), 2);
    insta::assert_snapshot!(map.warnings().render(Language::Chinese), @"
    警告[map.unknown_id]：没有区域 `c22`：{id: \"c22\"}
      = 键：features[1]
      = 提示：是不是 `c2`？

    警告[map.feature_without_id]：要素没有 `id`：{}
      = 键：features[2]

    警告[map.area_without_feature]：有 3 个区域不在图上：c2、同名、同名
    ");
}

#[test]
fn the_property_with_most_areas_is_the_key() {
    // Running numbers stand under `id`, as many programs write them.
    let file = collection(&[r#"{"id":1,"编号":"c1"}"#, r#"{"id":2,"编号":"c2"}"#, r#"{"id":3,"编号":"c3"}"#]);
    assert!(choropleth(&file, &layer(), &MapOptions::default()).unwrap().warnings().is_empty());
    // The id of the feature itself.
    let features = ["c1", "c2", "c3"].map(|id| feature("{}").replacen('{', &format!(r#"{{"id":"{id}","#), 1));
    let file = format!(r#"{{"features":[{}],"type":"FeatureCollection"}}"#, features.join(","));
    assert!(choropleth(&file, &layer(), &MapOptions::default()).unwrap().warnings().is_empty());
    let named = |key: &str| MapOptions {
        key: Some(key.to_owned()),
        ..MapOptions::default()
    };
    assert!(choropleth(&file, &layer(), &named("id")).unwrap().warnings().is_empty());
    insta::assert_snapshot!(messages(choropleth(&collection(&[r#"{"编号":"c1"}"#]), &layer(), &named("社区")), Language::English), @"
    error[map.feature_without_id]: the feature has no `社区`: {编号: \"c1\"}
      = key: features[0]

    warning[map.area_without_feature]: areas are not on the map (areas: 3): 甲社区, 乙社区, 丙社区
    ");
    insta::assert_snapshot!(messages(choropleth(&collection(&[r#"{"面积":1,"周长":2}"#]), &layer(), &MapOptions::default()), Language::Chinese), @"
    错误[map.no_key]：要素没有可作区域编号的属性；有：面积、周长
      = 提示：用 key 指明属性
    ");
}

#[test]
fn what_is_no_collection_is_refused() {
    let deep = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, "[".repeat(100));
    let twice = collection(&[r#"{"id":"c1","id":"c2"}"#]);
    let files = [
        "",
        "{\"type\":\"FeatureCollection\",\n\"features\":[}",
        "[1,2]",
        r#"{"type":"Feature","geometry":null,"properties":{}}"#,
        r#"{"type":"Topology"}"#,
        r#"{"type":"FeatureCollection"}"#,
        r#"{"type":"FeatureCollection","features":{}}"#,
        r#"{"type":"FeatureCollection","features":[],"features":[]}"#,
        &deep,
        &twice,
        r#"{"type":"FeatureCollection","features":[{"type":"Point","coordinates":[1,2]},5,{"type":"Feature","properties":[]}]}"#,
    ];
    let all = |language: Language| -> String {
        let shown = files
            .iter()
            .map(|file| messages(choropleth(file, &layer(), &MapOptions::default()), language));
        shown.collect::<Vec<_>>().join("----\n")
    };
    insta::assert_snapshot!(all(Language::Chinese));
    insta::assert_snapshot!(all(Language::English));
}

#[test]
fn properties_of_the_user_are_not_overwritten() {
    let file = collection(&[r#"{"id":"c1","value":3}"#, r#"{"id":"c2","value":3,"class":"x"}"#, r#"{"id":"c3"}"#]);
    insta::assert_snapshot!(messages(choropleth(&file, &layer(), &MapOptions::default()), Language::Chinese), @"
    错误[map.property_taken]：要素已有属性 `value`（2 个要素）
      = 键：features[0]
      = 提示：用 prefix 给新属性加前缀

    错误[map.property_taken]：要素已有属性 `class`（1 个要素）
      = 键：features[1]
      = 提示：用 prefix 给新属性加前缀
    ");
    let options = MapOptions {
        prefix: "cv_".to_owned(),
        ..MapOptions::default()
    };
    let map = choropleth(&file, &layer(), &options).unwrap();
    assert!(map.geojson().contains(r#""id":"c1","value":3,"cv_value":"12.5""#));
}

#[test]
fn unknown_palettes_are_told() {
    let options = MapOptions {
        palette: "YlOrR".to_owned(),
        classification: Classification::Equal(12),
        ..MapOptions::default()
    };
    insta::assert_snapshot!(messages(choropleth(FILE, &layer(), &options), Language::English), @"
    error[map.class_count]: the number of classes is 12, not 1 to 9

    error[map.unknown_palette]: there is no palette `YlOrR`; there are Blues, Greens, Oranges, Purples, BuPu, YlGnBu, YlOrBr, YlOrRd, BrBG, PiYG, PRGn, PuOr, RdBu, RdYlBu
      = help: did you mean `YlOrRd`?
    ");
}

#[test]
fn results_of_a_report_are_a_layer() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let communities = "编号,社区,停车位缺口数（个）\nc1,甲社区,12\nc2,乙社区,100\nc3,丙社区,\n";
    let dataset = Dataset::builder(&catalogue)
        .csv("community.csv", None, communities)
        .build()
        .unwrap();
    let report = catalogue.examine(&dataset).unwrap();
    let layer = MapLayer::of_report(&report, "parking_space_gap", "社区", Language::Chinese).unwrap();
    let map = choropleth(FILE, &layer, &MapOptions::default()).unwrap();
    assert!(
        map.geojson().contains(r#""value":"12","display":"12 个","status":"ok""#),
        "{}",
        map.geojson()
    );
    assert!(
        map.geojson().contains(r#""value":null,"display":"缺数据","status":"missing""#),
        "{}",
        map.geojson()
    );
    let refused = |indicator: &str, level: &str| {
        MapLayer::of_report(&report, indicator, level, Language::Chinese)
            .unwrap_err()
            .to_string()
    };
    assert!(refused("parking_space_gp", "community").starts_with("error[examine.unknown_indicator]"));
    assert!(refused("parking_space_gap", "comunity").starts_with("error[examine.unknown_level]"));
    // There are no buildings in the data.
    assert!(refused("parking_space_gap", "building").starts_with("error[examine.unknown_level]"));
    // An indicator that was not read there.
    assert!(refused("road_network_density", "community").starts_with("error[examine.unknown_indicator]"));
}

proptest! {
    /// Whatever the text is, it is joined or refused; what is joined stays JSON.
    #[test]
    fn texts_are_joined_or_refused(text in r#"[\[\]{}",:a-z0-9\\ -]{0,40}"#, place in 0_usize..600) {
        let _ = choropleth(&text, &layer(), &MapOptions::default());
        let mut broken = FILE.to_owned();
        let place = (place..broken.len()).find(|place| broken.is_char_boundary(*place)).unwrap_or_default();
        broken.insert_str(place, &text);
        let options = MapOptions { keep_unknown: true, ..MapOptions::default() };
        if let Ok(map) = choropleth(&broken, &layer(), &options) {
            prop_assert!(serde_json::from_str::<serde_json::Value>(map.geojson()).is_ok());
        }
    }

    /// Names and properties are text, whatever they hold.
    #[test]
    fn any_name_can_be_joined(name in ".{1,12}", key in ".{1,8}") {
        prop_assume!(!name.trim().is_empty() && !PROPERTIES.contains(&key.as_str()));
        let layer = MapLayer::new("值").areas([MapArea::new(name.trim()).number(1.into())]);
        let properties = serde_json::json!({ &key: name.trim() }).to_string();
        let options = MapOptions { key: Some(key), ..MapOptions::default() };
        let joined = choropleth(&collection(&[&properties]), &layer, &options);
        prop_assert!(joined.is_ok(), "{}", joined.unwrap_err());
    }
}
