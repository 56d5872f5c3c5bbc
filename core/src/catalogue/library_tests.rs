use super::*;
use crate::catalogue::document::Evidence;
use crate::diagnostic::{Diagnostics, Language};
use crate::{Dataset, ReportDocument};

/// A catalogue as JSON: a header with the given keys, and the given tables.
fn local(id: &str, header: &str, tables: &str) -> String {
    let tables = if tables.is_empty() { String::new() } else { format!(", {tables}") };
    format!(
        r#"{{"catalogue": {{"id": "{id}", "edition": 2025, "name": {{"zh": "某市"}}, "title": {{"zh": "某市"}}, "issuer": {{"zh": "某市"}}{header}}}{tables}}}"#
    )
}

const EXTENDS: &str = r#", "extends": "mohurd-2025""#;

fn load(text: &str) -> Catalogue {
    Catalogue::from_sources(&[("local.json", text)]).unwrap_or_else(|problems| panic!("{}", problems.render(Language::English)))
}

fn extended(tables: &str) -> Catalogue {
    load(&local("local", EXTENDS, tables))
}

fn refused(text: &str) -> Diagnostics {
    Catalogue::from_sources(&[("local.json", text)]).map(|_| ()).unwrap_err()
}

fn codes(problems: &Diagnostics) -> Vec<&'static str> {
    problems.iter().map(|problem| problem.code().as_str()).collect()
}

fn codes_of(tables: &str) -> Vec<&'static str> {
    codes(&refused(&local("local", EXTENDS, tables)))
}

fn indicator(number: u16, id: &str, name: &str, keys: &str) -> String {
    format!(
        r#"{{"number": {number}, "id": "{id}", "name": {{"zh": "{name}"}}, "dimension": "ecological_liveability", "level": "city", "unit": "km/km2",
        "unit_name": {{"zh": "千米/平方千米"}}, "decimals": 2, "definition": {{"zh": "长度与面积之比"}},
        "formula": "(expressway_length + arterial_road_length) / built_up_area", "direction": "higher_better", "nature": "improvement",
        "requirement_status": "none"{keys}}}"#
    )
}

fn item(id: &str, name: &str, level: &str) -> String {
    format!(
        r#"{{"id": "{id}", "name": {{"zh": "{name}"}}, "kind": "measure", "unit": "km", "level": "{level}", "scope": "districts", "rollup": "sum"}}"#
    )
}

fn ids(catalogue: &Catalogue) -> Vec<&str> {
    catalogue.indicators().iter().map(|indicator| indicator.id.as_str()).collect()
}

#[test]
fn an_extension_without_changes_has_everything_of_its_base() {
    let (base, local) = (Catalogue::builtin("mohurd-2025").unwrap(), extended(""));
    assert_eq!(ids(&local), ids(&base));
    assert_eq!(local.items().len(), base.items().len());
    assert_eq!(local.document().remarks, base.document().remarks);
    assert_eq!(local.lineage(), ["mohurd-2025"]);
    assert!(local.is_or_extends("mohurd-2025") && local.is_or_extends("local") && !local.is_or_extends("dunhua-2025"));
    assert!(local.indicators().iter().all(|indicator| local.origin(indicator) == "mohurd-2025"));
    assert_ne!(local.content_hash(), base.content_hash());
    // Conventions that it says nothing of are those of its base, with their evidence.
    let (own, extended) = (&local.document().catalogue, &base.document().catalogue);
    let (own, extended) = (own.as_ref().unwrap(), extended.as_ref().unwrap());
    assert_eq!((own.rounding, own.comparison), (extended.rounding, extended.comparison));
    assert_eq!(own.evidence.of("rounding"), Evidence::Inferred);
}

#[test]
fn a_selection_names_indicators_by_id_number_or_name_and_leaves_out_what_only_they_need() {
    let omitted = extended(r#""select": {"omit": [35, "fire_station_service_coverage", "城市黑臭水体数量"]}"#);
    assert_eq!(omitted.indicators().len(), 57);
    for name in ["35", "53", "black_odorous_water_bodies"] {
        assert!(omitted.indicator(name).is_none(), "{name}");
    }
    // Other indicators read the built-up area, none the roads or the land that fire stations reach.
    assert!(omitted.item("built_up_area").is_some());
    for id in ["expressway_length", "construction_land_area", "black_odorous_water_body"] {
        assert!(omitted.item(id).is_none(), "{id}");
    }
    let kept = extended(r#""select": {"keep": ["35", "停车泊位缺口数"]}"#);
    assert_eq!(ids(&kept), ["parking_space_gap", "road_network_density"]);
    let items: Vec<&str> = kept.items().iter().map(|item| item.id.as_str()).collect();
    // The demand follows from the households where it was not collected.
    assert!(items.contains(&"households") && items.contains(&"parking_space_demand") && !items.contains(&"resident_population"));
    let dimensions: Vec<&str> = kept.document().dimensions.iter().map(|dimension| dimension.id.as_str()).collect();
    assert_eq!(dimensions, ["complete_facilities", "ecological_liveability"]);
    let remarks = kept.document().remarks.iter().filter_map(|remark| remark.indicator);
    assert!(remarks.into_iter().all(|number| number == 14 || number == 35));
    assert_eq!(ids(&extended(r#""select": {"keep": []}"#)), [""; 0]);
}

#[test]
fn a_selection_weakens_marks_of_what_was_read_elsewhere() {
    let limit = r#""evidence": {"default": "recalled", "fields": {"name": "source", "decimals": "inferred"}}"#;
    let weakened = extended(&format!(
        r#""select": {{{limit}}}, "override": [{{"indicator": 35, "unit_name": {{"zh": "公里/平方公里"}}, "evidence": {{"default": "source", "fields": {{"formula": "inferred"}}}}}}]"#
    ));
    let density = weakened.indicator("35").unwrap();
    assert_eq!(density.unit_name.zh, "公里/平方公里");
    for (field, mark) in [
        ("name", Evidence::Source),
        ("unit_name", Evidence::Source),
        ("decimals", Evidence::Inferred),
        ("formula", Evidence::Inferred),
        ("definition", Evidence::Recalled),
    ] {
        assert_eq!(density.evidence.of(field), mark, "{field}");
    }
    // Everything in an indicator is as doubtful as the indicator.
    for indicator in weakened.indicators() {
        assert!(
            indicator
                .requirements
                .iter()
                .all(|entry| entry.evidence.of("value") == Evidence::Recalled)
        );
        assert!(indicator.checks.iter().all(|entry| entry.evidence.of("name") == Evidence::Recalled));
        assert!(
            indicator
                .facility_standards
                .iter()
                .all(|entry| entry.evidence.of("value") == Evidence::Recalled)
        );
    }
    // Items are the same wherever they are read.
    let read = Catalogue::builtin("mohurd-2025").unwrap();
    assert_eq!(
        weakened.item("built_up_area").unwrap().evidence,
        read.item("built_up_area").unwrap().evidence
    );
}

#[test]
fn an_override_changes_what_it_names_and_marks_its_evidence() {
    let catalogue = extended(
        r#""override": [
            {"indicator": 35, "number": 7, "name": {"zh": "路网密度"}, "dimension": "safety_resilience", "decimals": 1,
                "requirement": [{"id": "target", "operator": ">=", "value": "8.5", "unit": "km/km2", "strength": "target"},
                    {"id": "later", "operator": ">=", "value": 10, "unit": "km/km2", "strength": "suggested", "from": "2026-01-01"}],
                "evidence": {"default": "source", "fields": {"formula": "recalled"}}},
            {"indicator": 7, "number": 35}]"#,
    );
    let density = catalogue.indicator("road_network_density").unwrap();
    assert_eq!(
        (density.number, density.decimals, density.dimension.as_str()),
        (7, 1, "safety_resilience")
    );
    assert_eq!(density.name_variants, ["城市道路网密度"]);
    assert_eq!(density.evidence.of("number"), Evidence::Source);
    assert_eq!(density.evidence.of("missing"), Evidence::Inferred);
    // A mark may be given to what stays as it is.
    assert_eq!(density.evidence.of("formula"), Evidence::Recalled);
    let requirements: Vec<(&str, &str)> = density
        .requirements
        .iter()
        .map(|known| (known.id.as_str(), known.origin.as_str()))
        .collect();
    assert_eq!(requirements, [("target", "local"), ("later", "local")]);
    assert_eq!(density.requirements[0].value.0.to_string(), "8.5");
    // In the order of the numbers as they are here.
    assert_eq!(catalogue.indicators()[6].id.value, "road_network_density");
    assert_eq!(catalogue.indicators()[34].id.value, "residential_buildings_needing_ageing_retrofit");
    assert_eq!(
        catalogue.document().remarks.len(),
        Catalogue::builtin("mohurd-2025").unwrap().document().remarks.len()
    );
    let without = extended(r#""override": [{"indicator": "road_network_density", "remove": ["target"]}]"#);
    assert!(without.indicator("35").unwrap().requirements.is_empty());
}

#[test]
fn an_indicator_replaces_another_only_where_it_says_so() {
    let own = indicator(35, "road_network_density", "城市道路网密度", r#", "replaces": 35"#);
    let catalogue = extended(&format!(r#""indicator": [{own}]"#));
    assert_eq!(catalogue.indicators().len(), 60);
    assert_eq!(catalogue.origin(catalogue.indicator("35").unwrap()), "local");
    assert!(catalogue.item("branch_road_length").is_none());
    let own = own.replace(r#", "replaces": 35"#, "");
    let problems = refused(&local("local", EXTENDS, &format!(r#""indicator": [{own}]"#)));
    assert_eq!(codes(&problems), ["catalogue.indicator_taken"]);
    let said = problems.render(Language::English);
    assert!(said.contains("the indicator 35 `road_network_density` of `mohurd-2025`"), "{said}");
    assert!(said.contains("`replaces = \"road_network_density\"`"), "{said}");
}

#[test]
fn every_clash_names_both_places() {
    let new = |number, keys: &str| indicator(number, "main_road_density", "主干路网密度", keys);
    assert_eq!(codes_of(&format!(r#""indicator": [{}]"#, new(35, ""))), ["catalogue.number_taken"]);
    assert_eq!(
        codes_of(r#""override": [{"indicator": 35, "number": 36}]"#),
        ["catalogue.number_taken"]
    );
    assert_eq!(
        codes_of(&format!(r#""item": [{}]"#, item("built_up_area", "别的", "city"))),
        ["catalogue.id_taken"]
    );
    assert_eq!(
        codes_of(&format!(r#""item": [{}]"#, item("area", "建成区 面积", "city"))),
        ["catalogue.name_taken"]
    );
    assert_eq!(
        codes_of(&format!(r#""item": [{}]"#, item("shaft_blocked", "别的", "city"))),
        ["catalogue.id_taken"]
    );
    let entries = r#"
        "level": [{"id": "bridge", "name": {"zh": "桥"}, "kind": "observation", "unit": "bridge"}],
        "dimension": [{"id": "tidy_orderly", "name": {"zh": "整洁"}, "group": "block", "group_name": {"zh": "街区"}}],
        "profile_key": [{"id": "has_rail_transit", "name": {"zh": "轨道"}, "kind": "flag"}],
        "unit": [{"id": "plant", "name": {"zh": "株"}}],
        "term": [{"vocabulary": "scope", "id": "districts", "name": {"zh": "市辖区"}}]"#;
    assert_eq!(codes_of(entries), ["catalogue.id_taken"; 5]);
    assert_eq!(
        codes_of(r#""select": {"omit": [35, "road_network_density"]}"#),
        ["catalogue.named_twice"]
    );
    assert_eq!(codes_of(r#""select": {"keep": [35], "omit": [36]}"#), ["catalogue.keep_and_omit"]);
    assert_eq!(
        codes_of(r#""select": {"omit": [35]}, "override": [{"indicator": 35}]"#),
        ["catalogue.left_out"]
    );
    let twice = format!(
        r#""indicator": [{}, {}]"#,
        new(61, r#", "replaces": 35"#),
        indicator(62, "b", "乙", r#", "replaces": 35"#)
    );
    assert_eq!(codes_of(&twice), ["catalogue.named_twice"]);
    let own = format!(r#""indicator": [{}], "override": [{{"indicator": 61}}]"#, new(61, ""));
    assert_eq!(codes_of(&own), ["catalogue.own_indicator"]);
}

#[test]
fn all_problems_come_at_once_and_what_follows_from_one_is_not_another() {
    let own = indicator(35, "road_network_density", "城市道路网密度", "").replace("built_up_area", "built_up_aera");
    let tables = format!(
        r#""select": {{"omit": [61]}}, "item": [{}], "indicator": [{own}], "override": [{{"indicator": 36, "remove": ["x"], "requirement": []}}]"#,
        item("expressway_length", "别的", "city")
    );
    let header = r#", "extends": "mohurd2025", "indicator_count": 61"#;
    let problems = refused(&local("local", header, &tables));
    let mut found = codes(&problems);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "catalogue.id_taken",
            "catalogue.indicator_taken",
            "catalogue.unknown",
            "catalogue.unknown_indicator",
            "catalogue.unknown_requirement",
            "formula.unknown_name"
        ]
    );
    let hints: Vec<&str> = problems.iter().filter_map(crate::Diagnostic::suggestion).collect();
    assert_eq!(hints, ["mohurd-2025", "built_up_area"]);
}

#[test]
fn without_a_base_there_is_nothing_to_select_change_or_replace() {
    let own = indicator(1, "a", "甲", r#", "replaces": "b""#);
    let text = local(
        "local",
        "",
        &format!(r#""select": {{"keep": []}}, "override": [{{"indicator": 1}}], "indicator": [{own}]"#),
    );
    let found = codes(&refused(&text));
    assert_eq!(found.iter().filter(|code| **code == "catalogue.nothing_extended").count(), 3);
    let unknown = refused(&local(
        "local",
        r#", "extends": "nowhere""#,
        r#""indicator": [{"number": "x"}]"#.replace("\"x\"", "1").as_str(),
    ));
    assert_eq!(codes(&unknown), ["file.missing_key"]);
    assert_eq!(
        codes(&refused(&local("local", r#", "extends": "nowhere""#, ""))),
        ["catalogue.unknown"]
    );
}

#[test]
fn no_catalogue_extends_or_uses_itself() {
    for header in [r#", "extends": "local""#, r#", "uses": [{"catalogue": "local", "items": []}]"#] {
        let problems = refused(&local("local", header, ""));
        assert_eq!(codes(&problems), ["catalogue.circular"]);
        assert!(problems.to_string().contains("local → local"));
    }
    let problems = refused(&local("mohurd-2025", r#", "extends": "dunhua-2025""#, ""));
    assert_eq!(codes(&problems), ["catalogue.circular"]);
    assert!(problems.to_string().contains("mohurd-2025 → dunhua-2025 → mohurd-2025"));
}

#[test]
fn files_are_laid_upon_any_catalogue_at_run_time() {
    let city = extended(r#""select": {"keep": [35]}"#);
    let text = local(
        "district",
        "",
        &format!(r#""indicator": [{}]"#, indicator(36, "main_road_density", "主干路网密度", "")),
    );
    let district = city.extend(&[("district.json", &text)]).unwrap();
    assert_eq!(district.lineage(), ["local", "mohurd-2025"]);
    assert_eq!(ids(&district), ["road_network_density", "main_road_density"]);
    let origins: Vec<&str> = district.indicators().iter().map(|indicator| district.origin(indicator)).collect();
    assert_eq!(origins, ["mohurd-2025", "district"]);
    let named = |base: &str| city.extend(&[("district.json", &local("district", &format!(r#", "extends": "{base}""#), ""))]);
    assert!(named("local").is_ok());
    assert_eq!(codes(&named("mohurd-2025").unwrap_err()), ["catalogue.other_base"]);
    assert_eq!(
        codes(&city.extend(&[("a.json", &local("local", "", ""))]).unwrap_err()),
        ["catalogue.circular"]
    );
    let mut catalogue = city;
    let problems = loop {
        let text = local(&format!("step-{}", catalogue.lineage().len()), "", "");
        match catalogue.extend(&[("step.json", &text)]) {
            Ok(next) => catalogue = next,
            Err(problems) => break problems,
        }
    };
    assert_eq!(
        (codes(&problems), catalogue.lineage().len()),
        (vec!["catalogue.extends_too_deep"], 16)
    );
}

#[test]
fn used_items_come_with_what_they_need() {
    let header = r#", "uses": [{"catalogue": "mohurd-2025", "items": ["parking_space_demand", "bridge_condition_grade"]}]"#;
    let tables = r#""dimension": [{"id": "all", "name": {"zh": "全部"}, "group": "all", "group_name": {"zh": "全部"}}],
        "level": [{"id": "bridge", "name": {"zh": "桥"}, "kind": "observation", "unit": "bridge", "register": true}],
        "indicator": [{"number": 1, "id": "demand", "name": {"zh": "停车需求"}, "dimension": "all", "level": "compound", "unit": "space",
            "unit_name": {"zh": "个"}, "decimals": 0, "definition": {"zh": "需求"}, "formula": "parking_space_demand", "direction": "neutral",
            "nature": "improvement", "requirement_status": "none"}]"#;
    let catalogue = load(&local("local", header, tables));
    let items: Vec<(&str, &str)> = catalogue
        .items()
        .iter()
        .map(|item| (item.id.as_str(), item.origin.as_str()))
        .collect();
    let mut used: Vec<&str> = items.iter().map(|(id, _)| *id).collect();
    used.sort_unstable();
    assert_eq!(
        used,
        [
            "bridge_condition_grade",
            "households",
            "parking_space_demand",
            "residential_compound",
            "urban_bridge"
        ]
    );
    assert!(items.iter().all(|(_, origin)| *origin == "mohurd-2025"));
    // Levels fill up what is not defined here; one that is keeps its own definition.
    let document = catalogue.document();
    let names: Vec<&str> = document.levels.iter().map(|level| level.name.zh.as_str()).collect();
    assert!(names.contains(&"桥") && !names.contains(&"桥梁") && names.contains(&"市辖区"));
    assert!(document.terms.iter().any(|term| term.id.value == "district_built_up"));
    assert!(catalogue.lineage().is_empty());
}

#[test]
fn a_used_item_is_not_defined_again() {
    let uses = |items: &str| format!(r#", "uses": [{{"catalogue": "mohurd-2025", "items": [{items}]}}]"#);
    let tables = format!(r#""item": [{}]"#, item("built_up_area", "我的建成区", "city"));
    let problems = refused(&local("local", &uses(r#""built_up_area""#), &tables));
    assert_eq!(codes(&problems), ["catalogue.id_taken"]);
    // Both places: the second definition, and where the first is taken over.
    assert_eq!(problems.iter().next().unwrap().labels().len(), 2);
    let problems = refused(&local("local", &uses(r#""built_up_aera", "households", "households""#), ""));
    assert_eq!(codes(&problems), ["catalogue.unknown_item", "catalogue.named_twice"]);
    assert_eq!(problems.iter().next().unwrap().suggestion(), Some("built_up_area"));
    let again = local("local", &format!("{EXTENDS}{}", uses(r#""built_up_area""#)), "");
    assert_eq!(load(&again).items().len(), 148);
}

#[test]
fn other_catalogues_must_not_contradict_each_other() {
    let base = local(
        "base",
        "",
        &format!(
            r#""level": [{{"id": "city", "name": {{"zh": "城市"}}, "kind": "area", "unit": "city"}}], "item": [{}]"#,
            item("built_up_area", "建成区长度", "city")
        ),
    );
    let text = local(
        "local",
        r#", "uses": [{"catalogue": "mohurd-2025", "items": ["built_up_area"]}]"#,
        "",
    );
    let problems = load(&base).extend(&[("local.json", &text)]).unwrap_err();
    assert_eq!(codes(&problems), ["catalogue.defined_differently"]);
    assert!(
        problems
            .to_string()
            .contains("the item `built_up_area` of `base` and the item `built_up_area` of `mohurd-2025`")
    );
    let many = vec![r#"{"catalogue": "mohurd-2025", "items": []}"#; 65].join(",");
    assert_eq!(
        codes(&refused(&local("local", &format!(r#", "uses": [{many}]"#), ""))),
        ["file.too_many_entries"]
    );
}

#[test]
fn an_area_level_of_its_own_stands_where_it_says() {
    let level = |above: &str| {
        format!(r#""level": [{{"id": "renewal_zone", "name": {{"zh": "更新片区"}}, "kind": "area", "unit": "area"{above}}}]"#)
    };
    let catalogue = extended(&level(r#", "above": "block""#));
    let scope = &catalogue.compiled().scope;
    let rank = |id: &str| scope.levels.iter().find(|level| level.id == id).and_then(|level| level.rank);
    assert_eq!((rank("block"), rank("renewal_zone"), rank("district")), (Some(4), Some(5), Some(6)));
    assert_eq!(codes_of(&level("")), ["catalogue.level_without_place"]);
    assert_eq!(codes_of(&level(r#", "above": "blok""#)), ["catalogue.unknown_level"]);
    assert_eq!(codes_of(&level(r#", "above": "bridge""#)), ["catalogue.unknown_level"]);
}

#[test]
fn what_is_left_out_must_not_be_read_by_what_stays() {
    let base = r#""level": [{"id": "building", "name": {"zh": "楼栋"}, "kind": "area", "unit": "building"},
            {"id": "city", "name": {"zh": "城市"}, "kind": "area", "unit": "city"}],
        "dimension": [{"id": "all", "name": {"zh": "全部"}, "group": "all", "group_name": {"zh": "全部"}}],
        "indicator": [
          {"number": 1, "id": "cracked", "name": {"zh": "开裂"}, "dimension": "all", "level": "building", "unit": "building",
            "unit_name": {"zh": "栋"}, "decimals": 0, "definition": {"zh": "开裂"}, "formula": "count(building where crack)",
            "direction": "zero", "nature": "bottom_line", "requirement_status": "none",
            "check": [{"id": "crack", "name": {"zh": "裂缝"}, "counts": "yes", "place": "text"}]},
          {"number": 2, "id": "share", "name": {"zh": "比例"}, "dimension": "all", "level": "city", "unit": "%", "unit_name": {"zh": "%"},
            "decimals": 2, "definition": {"zh": "比例"}, "formula": "share(building where 裂缝)", "direction": "zero",
            "nature": "improvement", "requirement_status": "none"}]"#;
    let base = load(&local("base", "", base));
    let text = local("local", "", r#""select": {"omit": ["cracked"]}"#);
    let problems = base.extend(&[("local.json", &text)]).unwrap_err();
    assert_eq!(codes(&problems)[0], "catalogue.still_needed");
    let text = local("local", "", r#""select": {"omit": ["share"]}"#);
    assert_eq!(ids(&base.extend(&[("local.json", &text)]).unwrap()), ["cracked"]);
}

#[test]
fn a_composed_catalogue_holds_everything_itself() {
    let own = indicator(61, "main_road_density", "主干路网密度", "");
    let tables = format!(r#""select": {{"omit": [43]}}, "override": [{{"indicator": 35, "remove": ["target"]}}], "indicator": [{own}]"#);
    let catalogue = extended(&tables);
    let written = serde_json::to_string(catalogue.document()).unwrap();
    let again = load(&written);
    assert_eq!(again.content_hash(), catalogue.content_hash());
    assert_eq!(again.lineage(), catalogue.lineage());
    let city = "城市,快速路长度,主干路长度,建成区面积\n甲市,100,300,50\n";
    let dataset = Dataset::builder(&catalogue).csv("city.csv", None, city).build().unwrap();
    let report = catalogue.examine(&dataset).unwrap();
    assert_eq!(report.get("main_road_density").unwrap().displayed().unwrap().to_string(), "8.00");
    let document: ReportDocument = serde_json::from_str(&report.to_json().unwrap()).unwrap();
    assert_eq!(
        (document.provenance.catalogue.as_str(), &*document.provenance.lineage),
        ("local", &["mohurd-2025".to_owned()][..])
    );
    document.replay(&catalogue, &dataset).unwrap();
    document.replay(&again, &dataset).unwrap();
    assert!(document.replay(&extended(""), &dataset).is_err());
}

/// A catalogue that is extended is read once more for it, and an extended one holds what only composition writes.
#[test]
fn nothing_is_lost_with_the_places() {
    let files = extended(&format!(r#""item": [{}]"#, item("own_length", "自有长度", "city")));
    let embedded = builtin::ids().map(|id| Catalogue::builtin(id).unwrap());
    for catalogue in embedded.chain([files]) {
        let json = serde_json::to_string(catalogue.document()).unwrap();
        assert_eq!(&read_without_places(&json), catalogue.document(), "{}", catalogue.id());
        assert_eq!(&without_places(&catalogue), catalogue.document(), "{}", catalogue.id());
    }
}
