//! Cases: what unit texts mean, what is refused and why, and how units are shown.

use super::*;

fn unit(text: &str) -> Unit {
    Units::builtin().parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn problem(text: &str) -> UnitProblem {
    match Units::builtin().parse(text) {
        Err(UnitError::Malformed { problem, .. }) => problem,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn spellings_of_one_unit_are_equal() {
    for same in [
        &[
            "km/km2",
            "km/km²",
            "km/km^2",
            "公里/平方公里",
            "千米/平方千米",
            "公里／平方公里",
            "km per km2",
            "km/㎢",
            "kilometres per square kilometre",
        ][..],
        &[
            "m2/person",
            "m²/人",
            "㎡/人",
            "平方米/人",
            "ｍ²／人",
            "square metres per person",
            "m2·person^-1",
            "m^2/person",
        ],
        &[
            "m2/10^4 person",
            "平方米/万人",
            "m²/10000人",
            "m2/10⁴ person",
            "m²/10k persons",
            "m2/(10^4 person)",
        ],
        &[
            "10^4 m3/h/km2",
            "万m³/h/km²",
            "万立方米/小时/平方千米",
            "10^4 m3/(h·km2)",
            "10⁴ m³/(h·km²)",
            "10^4 m3 per hour per km2",
            "万立方米/(小时*平方公里)",
        ],
        &["10^4 m3/d", "万立方米/日", "万m3/天", "10000 m3/d"],
        &["g/(person·d)", "克/(人·日)", "g/person/d", "g/(人×日)", "g/(人.d)", "克/人/天"],
        &["L/(person·d)", "升/(人·日)", "l/人/d", "ℓ/（人・日）"],
        &["μg/m³", "\u{B5}g/m3", "\u{3BC}g/m3", "微克/立方米", "ug/m3", "㎍/㎥"],
        &["dB(A)", "dB", "分贝", "dBA", "DB(A)", "dB（A）", "分贝(A)"],
        &["%", "％", "百分比", "percent", "百分数"],
        &["‰", "千分比"],
        &["ha", "公顷", "hm²", "hm2", "10^4 m2", "万平方米", "HA", "hectares", "10^4 M2"],
        &["亩", "mu"],
        &["万亩", "10^4 mu"],
        &["t", "吨", "1000 kg"],
        &["tce", "吨标准煤", "1000 kgce"],
        &["h", "小时", "60 min", "60分钟"],
        &["d", "日", "天", "24 h"],
        &["km/h", "公里/小时", "千米/小时", "公里每小时", "KM/H"],
        &["栋", "幢", "building", "buildings"],
        &["个/万人", "处/万人", "units/10k persons", "count/10^4 person"],
        &["person", "人", "persons", "people"],
        &["亿元", "10^8 元", "10^8 yuan", "10^4 万元"],
        &["charging point", "charging_point", "charging points", "充电桩"],
        &["pcu", "PCU", "passenger car units", "标准车"],
        &["1", "比值", "无量纲", "1/1", "(1)"],
        &["每平方公里", "1/km2", "km^-2", "km⁻²"],
        &["车公里", "vehicle·km", "vehicle_km"],
        &["km/100km²", "km/100 km2"],
        &["处/10万人", "处/十万人", "个/10^5 person"],
        &["万立方米", "10^4 m3", "万m³"],
    ] {
        for text in same {
            assert_eq!(unit(text), unit(same[0]), "{text} and {}", same[0]);
        }
    }
}

#[test]
fn factors_are_exact() {
    for (from, to, factor) in [
        ("亩", "m2", "2000/3"),
        ("m2", "亩", "0.0015"),
        ("万亩", "km2", "20/3"),
        ("km/h", "m/s", "5/18"),
        ("mg/L", "g/m3", "1"),
        ("m2/person", "平方米/万人", "10000"),
        ("1", "%", "100"),
        ("‰", "%", "0.1"),
        ("m3/h/km2", "10^4 m3/h/km2", "0.0001"),
        ("万m³/d", "m3/h", "1250/3"),
        ("亿元", "万元", "10000"),
        ("kWh", "kW·h", "1"),
        ("percentage_point", "%", "1"),
        ("g/(person·d)", "kg/(person·h)", "1/24000"),
    ] {
        assert_eq!(unit(from).conversion_to(&unit(to)).unwrap().to_string(), factor, "{from} to {to}");
    }
}

#[test]
fn different_things_are_refused() {
    for (left, right) in [
        ("栋", "人"),
        ("year", "d"),
        ("month", "year"),
        ("km", "km2"),
        ("kgce", "kg"),
        ("compound", "community"),
        ("%", "个"),
        ("元", "美元"),
    ] {
        let error = unit(left).conversion_to(&unit(right)).unwrap_err();
        assert_eq!(
            error,
            UnitError::Mismatch {
                left: unit(left).to_string(),
                right: unit(right).to_string()
            }
        );
    }
}

#[test]
fn a_general_count_is_read_where_one_label_stands() {
    let accepts = |own: &str, other: &str| unit(own).accepts(&unit(other));
    assert!(accepts("compound", "个"));
    assert!(accepts("bridge", "座"));
    assert!(accepts("10^4 building", "个"));
    assert!(accepts("item/km2", "件/平方公里"));
    assert!(accepts("space/household", "个/户"));
    assert!(accepts("facility/10^4 person", "处/万人"));
    assert!(!accepts("个", "compound"));
    assert!(!accepts("km", "个"));
    assert!(!accepts("%", "个"));
    assert!(!accepts("building/km2", "个"));
    assert!(!accepts("space/household", "个"));
    assert!(!accepts("building/person", "个/个"));
    assert!(!accepts("building", "人"));
    assert_eq!(unit("万个").conversion_to(&unit("space")).unwrap().to_string(), "10000");
}

#[test]
fn texts_for_machines_and_readers() {
    for (text, machine, zh, en) in [
        ("公里/平方公里", "km/km2", "km/km²", "km/km²"),
        ("万立方米/小时/平方千米", "10^4 m3/h/km2", "万m³/(h·km²)", "10⁴ m³/(h·km²)"),
        ("平方米/万人", "m2/10^4 person", "m²/万人", "m²/10⁴ person"),
        ("升/(人·日)", "L/person/d", "L/(人·d)", "L/(person·d)"),
        ("处/10万人", "count/10^5 person", "个/10万人", "count/10⁵ person"),
        ("km/100km²", "km/100 km2", "km/100km²", "km/100 km²"),
        ("张/千人", "count/10^3 person", "个/千人", "count/10³ person"),
        ("亿元", "10^8 yuan", "亿元", "10⁸ yuan"),
        ("百万吨", "10^6 t", "百万吨", "10⁶ t"),
        ("千万元", "10^7 yuan", "千万元", "10⁷ yuan"),
        ("万亿元", "10^12 yuan", "万亿元", "10¹² yuan"),
        ("%", "%", "%", "%"),
        ("小区", "compound", "个", "compound"),
        ("充电桩", "charging_point", "个", "charging point"),
        ("分贝", "dB(A)", "dB(A)", "dB(A)"),
        ("1", "1", "", ""),
        ("1/km2", "1/km2", "1/km²", "1/km²"),
        ("亩", "mu", "亩", "mu"),
        ("12 min", "12 min", "12分钟", "12 min"),
    ] {
        let unit = unit(text);
        assert_eq!(
            (unit.to_string().as_str(), unit.display_zh().as_str(), unit.display_en().as_str()),
            (machine, zh, en)
        );
        assert_eq!(unit.text(), Some(text));
    }
    assert_eq!(unit(" 栋 ").text(), Some("栋"));
    assert_eq!(unit("栋").name_zh(), Some("楼栋"));
    assert_eq!(unit("栋/km2").name_zh(), None);
}

#[test]
fn computed_units_are_written_shortly() {
    let (km, km2, person) = (unit("km"), unit("km2"), unit("人"));
    assert_eq!(km.divide(&km2).unwrap().to_string(), "km/km2");
    assert_eq!(km2.divide(&km).unwrap().to_string(), "km2/km");
    assert_eq!(unit("km/km2").multiply(&km2).unwrap().to_string(), "km");
    assert_eq!(unit("km/km2").multiply(&km).unwrap().to_string(), "1");
    assert_eq!(km.multiply(&km).unwrap().to_string(), "km2");
    assert_eq!(km.divide(&km).unwrap().to_string(), "1");
    assert_eq!(km.divide(&km).unwrap().text(), None);
    assert_eq!(unit("km2/万人").multiply(&unit("万人")).unwrap().to_string(), "km2");
    assert_eq!(person.power(-1).unwrap().to_string(), "1/person");
    assert_eq!(unit("万人").power(2).unwrap().to_string(), "10^8 person2");
    assert_eq!(km.power(-13).unwrap().to_string(), "1/km12/km");
    assert_eq!(km.power(0).unwrap(), Unit::one());
    let long = (0..20).fold(Unit::one(), |product, _| product.multiply(&unit("万m")).unwrap());
    assert_eq!(long.dimension().to_string(), "m20");
    assert_eq!(unit("亿元").power(3).unwrap().factor().to_string(), format!("1{}", "0".repeat(24)));
    assert_eq!(long.power(12), Err(UnitError::TooLarge));
    assert_eq!(unit("km").power(i8::MIN), Err(UnitError::TooLarge));
}

#[test]
fn malformed_texts_name_the_problem() {
    for (text, expected) in [
        ("", UnitProblem::Empty),
        ("  ", UnitProblem::Empty),
        ("km/", UnitProblem::MissingFactor),
        ("/km", UnitProblem::MissingFactor),
        ("km//h", UnitProblem::MissingFactor),
        ("()", UnitProblem::MissingFactor),
        ("—", UnitProblem::MissingFactor),
        ("km h", UnitProblem::UnexpectedCharacter),
        ("km)", UnitProblem::UnexpectedCharacter),
        ("(km]", UnitProblem::UnexpectedCharacter),
        ("1.5 m", UnitProblem::UnexpectedCharacter),
        ("m-2", UnitProblem::UnexpectedCharacter),
        ("km?", UnitProblem::UnexpectedCharacter),
        ("(km", UnitProblem::UnclosedBracket),
        ("元/人·年", UnitProblem::AmbiguousProduct),
        ("m^0", UnitProblem::Exponent),
        ("m^13", UnitProblem::Exponent),
        ("m^", UnitProblem::Exponent),
        ("m99999999999", UnitProblem::Exponent),
        ("平方km²", UnitProblem::Exponent),
        ("0/1", UnitProblem::Number),
        ("0 m", UnitProblem::Number),
        ("99999999999999999999 m", UnitProblem::Number),
        ("10^-3 m", UnitProblem::Number),
        ("10^12 万亿m", UnitProblem::Number),
    ] {
        assert_eq!(problem(text), expected, "{text:?}");
    }
    assert_eq!(problem(&"m/".repeat(101)), UnitProblem::TooLong);
    assert_eq!(problem(&"人".repeat(67)), UnitProblem::TooLong);
    assert_eq!(problem(&["m"; 17].join("/")), UnitProblem::TooManyFactors);
    assert_eq!(problem(&"(".repeat(200)), UnitProblem::TooManyFactors);
    assert!(Units::builtin().parse(&["m"; 16].join("/")).is_ok());
    let error = Units::builtin().parse("㎡／人·年").unwrap_err();
    assert_eq!(
        error.to_string(),
        "malformed unit `㎡／人·年`: a product after a quotient can be read in two ways; put brackets around what is divided by"
    );
    assert!(matches!(error, UnitError::Malformed { at: 11, .. }), "{error:?}");
}

#[test]
fn unknown_words_come_with_a_hint() {
    for (text, unknown, hint) in [
        ("kilometr", "kilometr", Some("kilometer")),
        ("m2/persn", "persn", Some("person")),
        ("万标准媒", "标准媒", Some("标准车")),
        ("bool", "bool", None),
        ("万仁", "仁", None),
        ("千", "", None),
        ("上导堤社区", "上导堤社区", None),
        ("km per", "", None),
    ] {
        match Units::builtin().parse(text) {
            Err(UnitError::Unknown {
                text: whole,
                atom,
                nearest,
            }) => {
                assert_eq!((whole.as_str(), atom.as_str(), nearest.as_deref()), (text, unknown, hint));
            }
            Err(UnitError::Malformed { .. }) | Ok(_) if unknown.is_empty() => {}
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn labels_of_a_catalogue() {
    let mut units = Units::builtin();
    units.add_label("kiosk", "报刊亭", ["报亭", "two words", "个", "ｋｉｏ"]).unwrap();
    for text in ["kiosk", "kiosks", "报刊亭", "报亭", "ｋiosk", "kio"] {
        assert_eq!(units.parse(text).unwrap().to_string(), "kiosk", "{text}");
    }
    assert_eq!(units.parse("万报亭/km2").unwrap().display_zh(), "万个/km²");
    assert_eq!(units.name_zh("报亭").as_deref(), Some("报刊亭"));
    assert!(units.parse("个").unwrap().is_count());
    assert!(Units::builtin().parse("kiosk").is_err());
    // The same label again, and a built-in one with a further spelling.
    units.add_label("kiosk", "报刊亭", ["书报亭"]).unwrap();
    units.add_label("subwork", "分部分项工程", ["分项工程"]).unwrap();
    assert_eq!(units.parse("书报亭").unwrap(), units.parse("kiosk").unwrap());
    assert_eq!(units.parse("分项工程").unwrap().to_string(), "subwork");
    let taken = |spelling: &str, owner: &str| {
        Err(UnitError::Taken {
            spelling: spelling.into(),
            owner: owner.into(),
        })
    };
    assert_eq!(units.add_label("km", "千米", [""; 0]), taken("km", "km"));
    assert_eq!(units.add_label("stall", "摊位", ["报亭"]), taken("报亭", "kiosk"));
    assert!(units.parse("stall").is_err());
    for id in ["", "Kiosk", "kiosk2", "报亭", "per", "_a", "a b"] {
        assert!(
            matches!(
                units.add_label(id, "x", [""; 0]),
                Err(UnitError::Malformed {
                    problem: UnitProblem::Label,
                    ..
                })
            ),
            "{id}"
        );
    }
}

#[test]
fn kinds_of_units() {
    assert!(unit("%").is_percent() && unit("%").is_dimensionless());
    assert!(!unit("‰").is_percent() && unit("‰").is_dimensionless());
    assert!(unit("km2/km2").is_dimensionless());
    assert!(unit("座").is_count() && unit("万个").is_count());
    assert!(!unit("building").is_count());
    let bases: Vec<String> = unit("元/(人·m2)")
        .dimension()
        .exponents()
        .map(|(base, exponent)| format!("{}{exponent}", base.symbol()))
        .collect();
    assert_eq!(bases, ["m-2", "yuan1", "person-1"]);
}
