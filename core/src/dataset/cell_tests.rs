use super::*;
use crate::catalogue::Located;
use crate::catalogue::document::Text;
use crate::decimal::parse_decimal;

#[test]
fn flags_are_read_or_refused() {
    let cases: &[(&str, Read<bool>)] = &[
        ("是", Ok(Some(true))),
        ("否", Ok(Some(false))),
        ("有", Ok(Some(true))),
        ("无", Ok(Some(false))),
        ("存在", Ok(Some(true))),
        ("不存在", Ok(Some(false))),
        ("1", Ok(Some(true))),
        ("0", Ok(Some(false))),
        ("１", Ok(Some(true))),
        (" ０ ", Ok(Some(false))),
        ("1.0", Ok(Some(true))),
        ("true", Ok(Some(true))),
        ("FALSE", Ok(Some(false))),
        ("Yes", Ok(Some(true))),
        ("n", Ok(Some(false))),
        ("√", Ok(Some(true))),
        ("×", Ok(Some(false))),
        ("", Ok(None)),
        ("　", Ok(None)),
        ("——", Ok(None)),
        ("—", Ok(None)),
        ("-", Ok(None)),
        ("/", Ok(None)),
        ("无数据", Ok(None)),
        ("N/A", Ok(None)),
        ("2", Err(CellError::NotAFlag)),
        ("-1", Err(CellError::NotAFlag)),
        ("是否", Err(CellError::NotAFlag)),
        ("可能", Err(CellError::NotAFlag)),
        ("100%", Err(CellError::NotAFlag)),
    ];
    for (text, expected) in cases {
        assert_eq!(read_flag(Cell::Text(text)), *expected, "{text:?}");
    }
    assert_eq!(read_flag(Cell::Flag(true)), Ok(Some(true)));
    assert_eq!(read_flag(Cell::Number("0")), Ok(Some(false)));
    assert_eq!(read_flag(Cell::Blank), Ok(None));
}

fn value(id: &str, zh: &str, spellings: &[&str]) -> ClassValue {
    ClassValue {
        id: Located::nowhere(id.to_owned()),
        name: Text {
            zh: zh.to_owned(),
            en: String::new(),
        },
        spellings: spellings.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn listed_class_values_are_read_by_any_spelling() {
    let mut reader = ClassReader::new(&[value("arterial", "主干路", &["主干道", "Ⅰ级"]), value("none", "无", &[])]);
    let cases: &[(&str, Read<u32>)] = &[
        ("arterial", Ok(Some(0))),
        ("Arterial", Ok(Some(0))),
        (" 主干 路", Ok(Some(0))),
        ("主干道", Ok(Some(0))),
        ("Ⅰ级", Ok(Some(0))),
        ("无", Ok(Some(1))),
        ("——", Ok(None)),
        ("", Ok(None)),
        (
            "主干",
            Err(CellError::UnknownClass {
                nearest: Some("主干路".to_owned()),
            }),
        ),
        ("1", Err(CellError::UnknownClass { nearest: None })),
    ];
    for (text, expected) in cases {
        assert_eq!(reader.read(Cell::Text(text)), *expected, "{text:?}");
    }
    assert!(reader.read(Cell::Flag(true)).is_err());
    assert_eq!(reader.into_dictionary(), ["arterial", "none"]);
}

#[test]
fn an_open_list_takes_any_text() {
    let mut reader = ClassReader::new(&[]);
    for (text, expected) in [
        ("住宅", Some(0)),
        ("商住", Some(1)),
        (" 住宅 ", Some(0)),
        ("—", None),
        ("3", Some(2)),
    ] {
        assert_eq!(reader.read(Cell::Text(text)), Ok(expected), "{text:?}");
    }
    assert_eq!(reader.into_dictionary(), ["住宅", "商住", "3"]);
}

#[test]
fn powers_of_ten_move_the_point() {
    let cases = [
        ("2.99", 4, Some("29900")),
        ("2.99", 1, Some("29.9")),
        ("59.02", -2, Some("0.5902")),
        ("0", 60, Some("0")),
        ("79228162514264337593543950335", 1, None),
        ("0.0000000000000000000000000001", -1, None),
        ("0.10", -27, Some("0.0000000000000000000000000001")),
    ];
    for (text, power, expected) in cases {
        let moved = times_power_of_ten(parse_decimal(text).unwrap(), power).map(|number| number.to_string());
        assert_eq!(moved.as_deref(), expected, "{text} {power}");
    }
}
