//! Every unit text of the editions of the indicator system is read.

use super::*;

/// Unit fields of the 2025 edition: data items, indicators, requirements, facility standards, reference values.
const EDITION_2025: &str = "%|1|10^4 m2|10^4 m3/d|10^4 m3/h|10^4 m3/h/km2|L/(person·d)|area|bridge|building|centre|charging_point|class|compound|\
district|dwelling|ebike/household|event|facility|g/(person·d)|g/m3|ground|h|ha|household|item|item/km2|km|km/h|km/km2|km2|m|m2|\
m2/10^4 person|m2/child|m2/person|m3/d|m3/h|m3/h/km2|min|object|pcu|percentage_point|person|place|point|problem|project|quarter|road|space|\
space/household|sport|storey|subwork|vehicle|village|water_body|year|万立方米/小时/平方千米|个|件/平方千米|千米|千米/小时|千米/平方千米|套|平方米/人|座|条|栋|起";

/// Unit fields of the editions of 2021 to 2024.
const EDITIONS_2021_TO_2024: &str = "10k persons|buildings|deaths/10k persons|deaths/10k vehicles|incidents|m2/10k persons|points/km2|projects|\
units/10k persons|years|万人次|万人次/日|万吨|万平方米|万立方米|万立方米/日|人|人/km2|亿元|公顷|分钟|吨/年|天|平方米|户|车公里|车小时|辆|万人|个/万人|\
个/平方公里|人/万人|人/万车|公里/小时|公里/平方公里|岁|平方公里|平方米/万人|立方米/小时|pcu|万元/亩|万立方米/小时|万立方米/小时/平方千米|人次|件|克/(人·日)|\
处|小时|平方千米|年|无量纲|毫克/升|班|盏|米|项|10^4 m3 per hour per km2|10^4 m3 per hour|bridge|case per km2|count|dwelling|event|km per hour|\
km per km2|m2 per person|road|元/(人·年)|元/(人·月)|人次/(车·日)";

/// Unit fields of TD/T 1063-2021.
const TDT_1063_2021: &str = "km/100km²|km/km²|km²|m/人|mm|m²|m²/万元|m²/人|m³/万元|m³/人|‰|万m²|万m³|万亩|万人/km²|万人次/日|万元/人|万吨标准煤|人/10万人|亿m³|亿元/km²|\
亿美元|件/万人|元/m²|吨标准煤/万元|处/10万人|幢|张|张/千人|所|次|比值|班/万人|种";

#[test]
fn every_unit_of_the_editions_is_read() {
    let units = Units::builtin();

    for text in EDITION_2025
        .split('|')
        .chain(EDITIONS_2021_TO_2024.split('|'))
        .chain(TDT_1063_2021.split('|'))
    {
        let unit = units.parse(text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(units.parse(&unit.to_string()), Ok(unit.clone()), "{text}");
        assert!(!unit.display_zh().contains('_') && !unit.display_en().contains('_'), "{text}");
    }
}

#[test]
fn what_is_no_unit_is_refused() {
    let units = Units::builtin();
    for text in ["bool", "0/1", "—", "人制", "级", "私桩/公桩", "元/人·年", "source"] {
        assert!(units.parse(text).is_err(), "{text}");
    }
}
