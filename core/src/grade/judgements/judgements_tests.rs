use super::*;
use crate::catalogue::document::{RectificationClass, Severity};
use crate::decimal::{Fraction, parse_decimal};
use crate::grade::{IndicatorGrade, Priority};
use crate::{Catalogue, Dataset};

fn report() -> Report {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let dataset = Dataset::builder(&catalogue)
        .csv("city.csv", None, "编号,城市道路网密度\n宜昌市,8.68\n")
        .csv("district.csv", None, "编号,城市\n西陵区,宜昌市\n伍家岗区,宜昌市\n")
        .build()
        .unwrap();
    catalogue.examine(&dataset).unwrap()
}

fn read(text: &str) -> Judgements {
    let scheme = GradingScheme::builtin("handbook-2025").unwrap();
    Judgements::builder(&report(), &scheme).csv("意见.csv", text).build().unwrap()
}

fn subject(indicator: &str, level: &str, area: &str) -> Subject {
    Subject {
        indicator: indicator.to_owned(),
        area: AreaKey {
            level: level.to_owned(),
            area: area.to_owned(),
        },
    }
}

fn roads() -> Subject {
    subject("road_network_density", "city", "宜昌市")
}

fn number(text: &str) -> Fraction {
    Fraction::from(parse_decimal(text).unwrap())
}

#[test]
fn an_indicator_is_known_by_id_number_and_name() {
    for name in [
        "road_network_density",
        "35",
        "城市道路网密度",
        "城市道路网密度（公里/平方公里）",
        " 城市 道路网密度",
    ] {
        let judgements = read(&format!("指标,专家评价,说明\n{name},较好,现场踏勘\n"));
        let expert = judgements.entries().experts.get(&roads()).unwrap_or_else(|| panic!("{name}"));
        assert_eq!((expert.grade, expert.note.as_deref()), (IndicatorGrade::Good, Some("现场踏勘")));
    }
}

#[test]
fn targets_and_figures_of_other_cities_are_converted_exactly() {
    let cases = [
        ("指标,目标值\n35,9\n", "9"),
        ("指标,目标值（米/公顷）\n35,90\n", "9"),
        ("指标,目标值,单位\n35,90,m/ha\n", "9"),
        ("指标,目标值\n35,９.０\n", "9"),
        ("indicator,target,unit\n35,6,km/mu\n", "9000"),
    ];
    for (text, expected) in cases {
        let judgements = read(text);
        assert_eq!(
            judgements.entries().targets.get(&roads()).unwrap().value,
            number(expected),
            "{text}"
        );
    }
    // A mu is 2000/3 m², which is no decimal; a kilometre on it is 1500 km/km² all the same.
    let judgements = read("指标,对标城市,值,单位\n35,甲市,1,km/mu\n35,乙市,7,\n");
    let peers = judgements.entries().peers.get(&roads()).unwrap();
    assert_eq!(peers.get("甲市").unwrap().value, number("1500"));
    assert_eq!(peers.get("乙市").unwrap().value, number("7"));
}

#[test]
fn one_row_may_say_several_things_and_one_thing_once() {
    let text = "指标,区域,问题程度,整治类型,优先级,群众反映强烈,上年问题,得分\n1,西陵区,非常严重,限时解决,高,是,是,55.5\n";
    let judgements = read(text);
    let entries = judgements.entries();
    let subject = subject("residential_buildings_with_structural_hazard", "district", "西陵区");
    let decided = Override {
        class: Some(RectificationClass::TimeLimited),
        degree: Some(Severity::VerySevere),
        priority: Some(Priority::High),
        urgent: Some(true),
    };
    assert_eq!(entries.overrides[&(subject.clone(), None)], decided);
    assert!(entries.last_year.contains(&(subject.clone(), None)));
    assert_eq!(entries.scores.get(&subject), parse_decimal("55.5").ok().as_ref());
    // Two rows may each say a part.
    let parts = read("指标,区域,整治类型,优先级\n1,西陵区,限时解决,\n1,西陵区,,高\n");
    assert_eq!(parts.entries().overrides[&(subject, None)].priority, Some(Priority::High));
}

#[test]
fn a_no_is_said_and_keeps_nothing() {
    let judgements = read("指标,上年问题\n35,否\n");
    assert!(judgements.entries().last_year.is_empty());
    assert!(judgements.warnings().is_empty());
}

#[test]
fn the_plain_data_are_read_back_and_the_order_of_rows_does_not_matter() {
    let text = "指标,问卷题项,体检内容,区域,等级,得分,目标值,单位,对标城市,值,整治类型,上年问题,本地指标,维度\n\
        35,,,,较好,58,90,m/ha,甲市,85,,,,\n\
        ,绿道建设,,,,60,,,,,,,,\n\
        1,,masonry_decay,西陵区,,,,,,,限时解决,是,,\n\
        林荫路覆盖率,,,,很好,,,,,,,,是,生态宜居\n";
    let judgements = read(text);
    let scheme = GradingScheme::builtin("handbook-2025").unwrap();
    let document = judgements.document();
    let json = serde_json::to_string(&document).unwrap();
    let again = Judgements::builder(&report(), &scheme).json("again.json", json).build().unwrap();
    assert_eq!(again.document(), document);
    assert_eq!(again.content_hash(), judgements.content_hash());
    let rows = document.judgements.iter().rev().cloned();
    let report = report();
    let reversed = rows
        .fold(Judgements::builder(&report, &scheme), JudgementsBuilder::row)
        .build()
        .unwrap();
    assert_eq!(reversed.content_hash(), judgements.content_hash());
    assert_ne!(Judgements::default().content_hash(), judgements.content_hash());
}

#[test]
fn a_file_may_be_bytes_and_must_be_utf_8() {
    let report = report();
    let scheme = GradingScheme::builtin("handbook-2025").unwrap();
    let text = "\u{FEFF}指标,等级\n35,较好\n";
    let judgements = Judgements::builder(&report, &scheme)
        .csv_bytes("j.csv", text.as_bytes())
        .build()
        .unwrap();
    assert!(!judgements.is_empty());
    let gbk = [0xD6, 0xB8, 0xB1, 0xEA, b',', 0xB5, 0xC8, b'\n'];
    let problems = Judgements::builder(&report, &scheme)
        .csv_bytes("j.csv", &gbk[..])
        .build()
        .unwrap_err();
    assert_eq!(problems.iter().next().unwrap().code(), crate::Code::DatasetNotUtf8);
}
