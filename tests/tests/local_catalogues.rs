//! A local catalogue at run time: indicators of its own at every level, one of them a level of its own, in a dimension of its own and over a
//! table of its own, from the files to the report and back.

use std::fmt::Write as _;

use cityvitals::{Catalogue, Dataset, Language, Report, ReportDocument, Status};
use cityvitals_tests::check_readings;

/// The area levels from low to high, with what the one area of each hands in.
const LEVELS: [(&str, u32); 8] = [
    ("dwelling", 2),
    ("building", 3),
    ("compound", 5),
    ("community", 7),
    ("block", 11),
    ("renewal_zone", 13),
    ("district", 17),
    ("city", 19),
];

const HEAD: &str = r#"
[catalogue]
id = "jiangcheng-2025"
edition = 2025
extends = "mohurd-2025"
name = { zh = "江城市2025年城市体检指标体系" }
title = { zh = "江城市2025年城市体检工作方案" }
issuer = { zh = "江城市" }
indicator_count = 10

[select]
keep = ["城市道路网密度"]

[[unit]]
id = "planter"
name = { zh = "花箱" }

[[level]]
id = "renewal_zone"
name = { zh = "更新片区" }
kind = "area"
unit = "area"
above = "block"

[[level]]
id = "planter"
name = { zh = "花箱" }
kind = "observation"
unit = "planter"
register = true

[[dimension]]
id = "greenery"
name = { zh = "立体绿化" }
group = "local"
group_name = { zh = "特色指标" }

[[item]]
id = "planter_defective"
name = { zh = "花箱有缺陷" }
kind = "flag"
level = "planter"
scope = "districts"
rollup = "any"

[[indicator]]
number = 1
id = "defective_planters"
name = { zh = "有缺陷的花箱数量" }
dimension = "greenery"
level = "block"
unit = "planter"
unit_name = { zh = "个" }
decimals = 0
definition = { zh = "破损或枯死的花箱个数。" }
formula = "count(planter where planter_defective)"
direction = "zero"
nature = "bottom_line"
requirement_status = "numeric"
case_rule = { object = "planter", sets = "planter_defective", formula = "any(planter_broken, plants_dead)" }
check = [
  { id = "planter_broken", name = { zh = "花箱破损" }, counts = "yes", place = "plan" },
  { id = "plants_dead", name = { zh = "植物枯死" }, counts = "yes", place = "plan" },
]
requirement = [{ id = "none", operator = "==", value = 0, unit = "planter", strength = "target" }]
"#;

fn source() -> String {
    let mut text = HEAD.to_owned();
    for (index, (level, _)) in LEVELS.iter().enumerate() {
        write!(
            text,
            r#"
[[item]]
id = "green_wall_of_{level}"
name = {{ zh = "绿墙面积（{level}）" }}
kind = "measure"
unit = "m2"
level = "{level}"
scope = "districts"
rollup = "sum"

[[indicator]]
number = {number}
id = "green_wall_at_{level}"
name = {{ zh = "{level} 的绿墙面积" }}
dimension = "greenery"
level = "{level}"
unit = "m2"
unit_name = {{ zh = "平方米" }}
decimals = 0
definition = {{ zh = "绿墙面积。" }}
formula = "green_wall_of_{level}"
direction = "higher_better"
nature = "improvement"
requirement_status = "none"
"#,
            number = 100 + index
        )
        .unwrap();
    }
    text
}

fn catalogue() -> Catalogue {
    Catalogue::from_sources(&[("jiangcheng.toml", &source())]).unwrap_or_else(|problems| panic!("{}", problems.render(Language::English)))
}

/// One area of each level, each in the next higher one, and two planters.
fn dataset(catalogue: &Catalogue) -> Dataset {
    let mut builder = Dataset::builder(catalogue).period("2025");
    for (index, (level, value)) in LEVELS.iter().enumerate() {
        let parent = LEVELS.get(index + 1).map_or(String::new(), |(parent, _)| format!("{parent}-1"));
        let text = format!("id,上级,green_wall_of_{level}（m²）\n{level}-1,{parent},{value}\n");
        builder = builder.csv(format!("{level}.csv"), Some(level), text);
    }
    let planters = "id,上级,花箱破损,植物枯死\np1,block-1,是,是\np2,renewal_zone-1,否,是\np3,block-1,否,否\n";
    builder.csv("planter.csv", Some("planter"), planters).build().unwrap()
}

fn value(report: &Report, level: &str, indicator: &str) -> String {
    let result = report
        .at(level, &format!("{level}-1"), indicator)
        .unwrap_or_else(|| panic!("no {indicator} at {level}"));
    assert_eq!(result.status(), Status::Ok, "{indicator} at {level}");
    for language in [Language::Chinese, Language::English] {
        assert!(!result.trace().render(language).is_empty());
    }
    result.displayed().unwrap().to_string()
}

#[test]
fn indicators_of_every_level_are_examined_at_it_and_above() {
    let catalogue = catalogue();
    let report = catalogue.examine(&dataset(&catalogue)).unwrap();
    for (index, (own, expected)) in LEVELS.iter().enumerate() {
        for (level, _) in &LEVELS[index..] {
            assert_eq!(
                value(&report, level, &format!("green_wall_at_{own}")),
                expected.to_string(),
                "{own} at {level}"
            );
        }
        for (level, _) in &LEVELS[..index] {
            assert!(report.at(level, &format!("{level}-1"), &format!("green_wall_at_{own}")).is_none());
        }
    }
    // A planter of the zone outside its blocks counts from the zone upwards.
    let defective: Vec<String> = ["block", "renewal_zone", "district", "city"]
        .map(|level| value(&report, level, "有缺陷的花箱数量"))
        .to_vec();
    assert_eq!(defective, ["1", "2", "2", "2"]);
    let verdict = &report.at("city", "city-1", "1").unwrap().verdicts()[0];
    assert_eq!((verdict.requirement.as_str(), verdict.gap.as_deref()), ("none", Some("2")));
    assert_eq!(check_readings(&report), [""; 0]);
}

#[test]
fn the_report_names_both_catalogues_and_replays() {
    let catalogue = catalogue();
    let dataset = dataset(&catalogue);
    let stored = catalogue.examine(&dataset).unwrap().to_json().unwrap();
    let report: ReportDocument = serde_json::from_str(&stored).unwrap();
    assert_eq!(report.provenance.catalogue, "jiangcheng-2025");
    assert_eq!(report.provenance.lineage, ["mohurd-2025"]);
    assert_eq!(report.provenance.catalogue_hash, catalogue.content_hash());
    report.replay(&catalogue, &dataset).unwrap();
    // The same catalogue, laid upon the other one without naming it, and read from what was put together.
    let text = source().replace("extends = \"mohurd-2025\"\n", "");
    let laid = Catalogue::builtin("mohurd-2025")
        .unwrap()
        .extend(&[("jiangcheng.toml", &text)])
        .unwrap();
    let whole = serde_json::to_string(catalogue.document()).unwrap();
    let read = Catalogue::from_sources(&[("whole.json", &whole)]).unwrap();
    for same in [laid, read] {
        assert_eq!(same.content_hash(), catalogue.content_hash());
        report.replay(&same, &dataset).unwrap();
    }
    let other = Catalogue::builtin("mohurd-2025").unwrap();
    assert_ne!(other.content_hash(), catalogue.content_hash());
}
