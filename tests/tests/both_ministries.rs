//! One city, one year, two ministries: one table of a city is examined under `mohurd-2021` and under `tdt-1063-2021`, and what both need is entered
//! once.

use std::collections::BTreeSet;

use cityvitals::{Catalogue, Code, Dataset, Language, Report, Status};

/// What both read, then what only the one and only the other reads.
const CITY: &str = "\
id,地区生产总值,R&D经费支出,二氧化碳排放量,上年二氧化碳排放量,地区生产总值（不变价）,上年地区生产总值（不变价）,空气质量优良天数,全年天数,建成区面积,建成区城市道路长度,全市用水总量,市域常住人口
江城市,5000亿元,150亿元,1000万吨,1050万吨,4800亿元,4500亿元,292,365,250km2,2000km,12亿m3,800万人
";

/// Columns that only the one or only the other catalogue reads.
const MOHURD_ONLY: [&str; 3] = ["全年天数", "建成区面积", "建成区城市道路长度"];
const TERRITORY_ONLY: [&str; 2] = ["全市用水总量", "市域常住人口"];

fn examine(catalogue: &Catalogue) -> Report {
    let dataset = Dataset::builder(catalogue)
        .period("2021")
        .csv("city.csv", Some("city"), CITY)
        .build();
    let dataset = dataset.unwrap_or_else(|problems| panic!("{}", problems.render(Language::English)));
    catalogue.examine(&dataset).unwrap()
}

fn both() -> [(Catalogue, Report); 2] {
    ["mohurd-2021", "tdt-1063-2021"].map(|id| {
        let catalogue = Catalogue::builtin(id).unwrap();
        let report = examine(&catalogue);
        (catalogue, report)
    })
}

fn value(report: &Report, indicator: &str) -> (Status, String) {
    let result = report.at("city", "江城市", indicator).unwrap_or_else(|| panic!("no {indicator}"));
    (result.status(), result.displayed().map_or(String::new(), |value| value.to_string()))
}

#[test]
fn one_table_gives_the_indicators_of_both() {
    let [(_, mohurd), (_, territory)] = both();
    let ok = |text: &str| (Status::Ok, text.to_owned());
    // 1 - (1000 / 4800) / (1050 / 4500) = 3 / 28
    for report in [&mohurd, &territory] {
        assert_eq!(value(report, "carbon_intensity_reduction"), ok("10.71"));
    }
    assert_eq!(value(&mohurd, "research_and_development_to_gdp_ratio"), ok("3.00"));
    assert_eq!(value(&territory, "research_and_development_intensity"), ok("3.00"));
    // The same days, as a share of the year and as they are.
    assert_eq!(value(&mohurd, "good_air_quality_day_rate"), ok("80.00"));
    assert_eq!(value(&territory, "annual_good_air_days"), ok("292"));
    // What only the one asks for.
    assert_eq!(value(&mohurd, "road_network_density"), ok("8.00"));
    // 12 × 10⁸ m³ / (800 × 10⁴ persons)
    assert_eq!(value(&territory, "water_use_per_resident"), ok("150.00"));
    for (report, indicators) in [(&mohurd, 65), (&territory, 122)] {
        let examined: BTreeSet<&str> = report.results().map(|result| result.indicator().id.as_str()).collect();
        assert_eq!(examined.len(), indicators);
    }
    // Eight dimensions there, six with categories of their own here.
    assert_eq!(mohurd.catalogue().document().dimensions.len(), 8);
    let mut parts: Vec<&str> = territory
        .catalogue()
        .document()
        .dimensions
        .iter()
        .map(|part| part.group_name.zh.as_str())
        .collect();
    parts.dedup();
    assert_eq!(parts, ["安全", "创新", "协调", "绿色", "开放", "共享"]);
}

#[test]
fn a_column_of_the_other_ministry_is_named_and_changes_nothing() {
    let [(_, mohurd), (_, territory)] = both();
    for (report, foreign) in [(&mohurd, &TERRITORY_ONLY[..]), (&territory, &MOHURD_ONLY[..])] {
        let warnings = report.dataset().warnings();
        assert_eq!(warnings.iter().count(), foreign.len(), "{}", warnings.render(Language::English));
        for (warning, column) in warnings.iter().zip(foreign) {
            assert_eq!(warning.code(), Code::DatasetUnknownColumn);
            assert!(
                warning.message(Language::Chinese).contains(column),
                "{}",
                warning.message(Language::Chinese)
            );
        }
    }
}

#[test]
fn shared_items_are_those_that_both_define_alike() {
    let [(mohurd, _), (territory, _)] = both();
    let ids = |catalogue: &Catalogue| -> BTreeSet<String> { catalogue.items().iter().map(|item| item.id.value.clone()).collect() };
    let (left, right) = (ids(&mohurd), ids(&territory));
    let shared: Vec<&str> = left.intersection(&right).map(String::as_str).collect();
    for id in [
        "gross_domestic_product",
        "research_and_development_expenditure",
        "carbon_dioxide_emissions",
        "good_air_days",
    ] {
        assert!(shared.contains(&id), "{id} would have to be entered twice");
    }
}
