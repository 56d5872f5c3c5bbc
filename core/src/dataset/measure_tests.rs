use super::*;

fn read(unit: &str, text: &str) -> Result<Option<String>, CellError> {
    let units = Units::builtin();
    let mut reader = MeasureReader::new(&units, units.parse(unit).unwrap());
    reader.read(Cell::Text(text)).map(|number| number.map(|number| number.to_string()))
}

#[test]
fn numbers_are_read_right() {
    let cases = [
        ("m2", "1234.5", "1234.5"),
        ("m2", "1.50", "1.50"),
        ("m2", "-3", "-3"),
        ("m2", "+3", "3"),
        ("m2", "−3", "-3"),
        ("m2", "－３", "-3"),
        ("m2", "007", "7"),
        ("m2", "１２３４．５", "1234.5"),
        ("m2", " 12\u{A0}", "12"),
        ("m2", "1,234", "1234"),
        ("m2", "1，234", "1234"),
        ("m2", "-1,234,567.8901", "-1234567.8901"),
        ("m2", "123,456", "123456"),
        ("%", "59.02%", "59.02"),
        ("%", "59.02％", "59.02"),
        ("%", "59.02 %", "59.02"),
        ("%", "100", "100"),
        ("1", "59.02%", "0.5902"),
        ("‰", "5.9%", "59"),
        ("km/h", "54.44Km/h", "54.44"),
        ("km/h", "36.82 公里/小时", "36.82"),
        ("m", "5.6 km", "5600"),
        ("m", "5.6千米", "5600"),
        ("km2", "12.5公顷", "0.125"),
        ("place", "2.99万", "29900"),
        ("place", "2.99 万", "29900"),
        ("place", "2.99万个", "29900"),
        ("person", "1.2亿", "120000000"),
        ("person", "33.5万人", "335000"),
        ("yuan", "3,500.5万元", "35005000.0"),
        ("m2", "286万", "2860000"),
        ("万人", "33.5万人", "33.5"),
        ("building", "42栋", "42"),
        ("building", "42个", "42"),
    ];
    for (unit, text, expected) in cases {
        let number = read(unit, text);
        let value = number
            .as_ref()
            .ok()
            .and_then(|number| number.as_deref())
            .map(|number| parse_decimal(number).unwrap());
        assert_eq!(value, Some(parse_decimal(expected).unwrap()), "{text:?} in {unit}: {number:?}");
    }
}

#[test]
fn what_was_not_reported_is_no_number() {
    for text in [
        "",
        " ",
        "　",
        "-",
        "--",
        "–",
        "—",
        "——",
        "/",
        "无数据",
        "暂无",
        "暂无数据",
        "未填报",
        "N/A",
        "NA",
        "null",
        "None",
        "NaN",
        "\u{FEFF}",
    ] {
        assert_eq!(read("m2", text), Ok(None), "{text:?}");
    }
}

#[test]
fn what_is_not_certain_is_refused() {
    let unknown = |unit: &str| CellError::UnknownUnit {
        unit: unit.to_owned(),
        nearest: None,
    };
    let inexact = |left: &str, right: &str| CellError::UnitNotExact {
        left: left.to_owned(),
        right: right.to_owned(),
    };
    let twice = |unit: &str| CellError::ScaledTwice { unit: unit.to_owned() };
    let cases = [
        ("m2", "12,34", CellError::Grouping),
        ("m2", "1,2345", CellError::Grouping),
        ("m2", "1234,567", CellError::Grouping),
        ("m2", "0,123", CellError::Grouping),
        ("m2", "1,234,5", CellError::Grouping),
        ("m2", ",123", CellError::Grouping),
        ("m2", "1.234,567", CellError::Grouping),
        ("m2", "1,234.567,8", CellError::Grouping),
        ("m2", "1.5e3", CellError::Exponent),
        ("m2", "1E+05", CellError::Exponent),
        ("m2", "约5", CellError::Inexact),
        ("m2", "≥5", CellError::Inexact),
        ("m2", "<5", CellError::Inexact),
        ("m2", "0.6≤X≤1", CellError::Inexact),
        ("m2", "5-10", CellError::Inexact),
        ("m2", "5～10", CellError::Inexact),
        ("m2", "5—10", CellError::Inexact),
        ("m2", "5至10", CellError::Inexact),
        ("m2", "10以上", CellError::Inexact),
        ("m2", "10左右", CellError::Inexact),
        ("m2", "10余", CellError::Inexact),
        ("m2", "5±1", CellError::Inexact),
        ("m2", "2025-01-01", CellError::Inexact),
        ("%", "90 100", CellError::SeveralNumbers),
        ("m2", "1 234", CellError::SeveralNumbers),
        ("km/h", "50.7（快速路） 35.32（主干路）", CellError::SeveralNumbers),
        ("km/h", "53.69km/h和35.18Km/h", CellError::SeveralNumbers),
        ("%", "82.87%，100%", CellError::SeveralNumbers),
        ("km/h", "50.7（快速路）", CellError::Remark),
        ("m2", "5，其中商业", CellError::Remark),
        ("m2", "无", CellError::NoneOrZero),
        ("m2", "#REF!", CellError::Spreadsheet),
        ("m2", "#DIV/0!", CellError::Spreadsheet),
        ("m2", "三", CellError::NotANumber),
        ("m2", "abc", CellError::NotANumber),
        ("m2", "1.2.3", CellError::NotANumber),
        ("m2", "(5)", CellError::NotANumber),
        ("m2", ".", CellError::NotANumber),
        ("m2", "5.", CellError::NotANumber),
        ("m2", "工作日早高峰快速路平均车速54.44Km/h", CellError::NotANumber),
        ("m2", "是", CellError::NotANumber),
        ("m2", "5 个人所", unknown("个人所")),
        ("m2", "5亩", inexact("亩", "m2")),
        ("building", "5人", inexact("人", "building")),
        ("building", "5%", inexact("%", "building")),
        ("%", "2万", twice("%")),
        ("万人", "2.99万", twice("万人")),
        ("万元", "1.5亿", twice("万元")),
        ("m2", "79228162514264337593543950336", CellError::TooManyDigits),
        ("m2", "0.00000000000000000000000000001", CellError::TooManyDigits),
        ("m2", "79228162514264337593543950335万", CellError::TooManyDigits),
    ];
    for (unit, text, expected) in cases {
        assert_eq!(read(unit, text), Err(expected), "{text:?} in {unit}");
    }
}

#[test]
fn json_numbers_are_exact_with_an_exponent() {
    let units = Units::builtin();
    let mut reader = MeasureReader::new(&units, Unit::one());
    let cases = [
        ("1e5", Some("100000")),
        ("1.5E-7", Some("0.00000015")),
        ("0e999999", Some("0")),
        ("-0.0", Some("0")),
        ("1e29", None),
        ("1e99999999999", None),
    ];
    for (literal, expected) in cases {
        let number = reader.read(Cell::Number(literal)).ok().flatten();
        assert_eq!(number, expected.map(|text| parse_decimal(text).unwrap()), "{literal}");
    }
    assert_eq!(reader.read(Cell::Flag(true)), Err(CellError::NotANumber));
    assert_eq!(reader.read(Cell::Blank), Ok(None));
}

#[test]
fn labelled_numbers_go_to_their_parts() {
    let units = Units::builtin();
    let mut reader = MeasureReader::new(&units, units.parse("km/h").unwrap());
    let parts = [
        PartRef {
            id: "speed.expressway",
            name_zh: "快速路",
            name_en: "expressway",
        },
        PartRef {
            id: "speed.arterial",
            name_zh: "主干路",
            name_en: "arterial road",
        },
    ];
    let mut read = |text: &str| {
        let read = reader.read_parts(Cell::Text(text), &parts)?;
        Some(read.map(|list| {
            list.into_iter()
                .map(|(place, number)| (place, number.to_string()))
                .collect::<Vec<_>>()
        }))
    };
    let both = |first: &str, second: &str| Some(Ok(vec![(0, first.to_owned()), (1, second.to_owned())]));
    assert_eq!(read("50.7（快速路） 35.32（主干路）"), both("50.7", "35.32"));
    assert_eq!(read("50.7km/h(Expressway)；35.32(arterial)"), both("50.7", "35.32"));
    assert_eq!(read("50.7(快速路)"), Some(Ok(vec![(0, "50.7".to_owned())])));
    let unknown = CellError::UnknownPart {
        label: "主千路".to_owned(),
        nearest: Some("主干路".to_owned()),
    };
    assert_eq!(read("50.7（快速路）、35.32（主千路）"), Some(Err(unknown)));
    assert_eq!(read("50.7（快速路） 35.32（快速路）"), Some(Err(CellError::SeveralNumbers)));
    assert_eq!(read("50.7（快速路） 约（主干路）"), Some(Err(CellError::NotANumber)));
    assert_eq!(read("50.7"), None);
    assert_eq!(read("快速路50.7"), None);
    assert_eq!(read("50.7（快速路） 35.32"), None);
}
