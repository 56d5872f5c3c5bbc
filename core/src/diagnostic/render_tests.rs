use insta::assert_snapshot;

use super::*;
use crate::diagnostic::{Code, Diagnostics, LabelText, Place, Span};

fn sources(texts: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (name, text) in texts {
        sources.add(*name, *text);
    }
    sources
}

/// Span of the `skip`-th occurrence of `part` in a source.
fn find(sources: &Sources, source: u32, part: &str, skip: usize) -> Span {
    let (start, _) = sources.text(source).unwrap().match_indices(part).nth(skip).unwrap();
    Span {
        source,
        start: u32::try_from(start).unwrap(),
        end: u32::try_from(start + part.len()).unwrap(),
    }
}

#[test]
fn two_sides_of_one_line_each_have_their_mark() {
    let sources = sources(&[("road.toml", "[[indicator]]\nformula = \"道路长度 + population\"\n")]);
    let problem = Diagnostic::new(Code::FormulaUnitMismatch)
        .with("operation", "`+`")
        .with("left", "km")
        .with("right", "人")
        .label(find(&sources, 0, "道路长度", 0), LabelText::Left)
        .label(find(&sources, 0, "population", 0), LabelText::Right)
        .field("indicator[0].formula");
    assert_snapshot!(render(&problem, &sources, Language::English), @r#"
    error[formula.unit_mismatch]: the units in `+` do not agree: km and 人
     --> road.toml:2:12
      |
    2 | formula = "道路长度 + population"
      |            ^^^^^^^^ this side is km
      |                       ---------- this side is 人
      |
      = key: indicator[0].formula
      = help: where it is meant, multiply by a number with a unit, such as 3 [person/household]
    "#);
    assert_snapshot!(render(&problem, &sources, Language::Chinese), @r#"
    错误[formula.unit_mismatch]：`+` 中的单位不一致：km 与 人
     --> road.toml:2:12
      |
    2 | formula = "道路长度 + population"
      |            ^^^^^^^^ 这一边是 km
      |                       ---------- 这一边是 人
      |
      = 键：indicator[0].formula
      = 提示：确有此意时，乘以带单位的数，如 3 [person/household]
    "#);
}

#[test]
fn a_clash_shows_both_files() {
    let first = format!("{}id = \"a\"\n", "\n".repeat(99));
    let sources = sources(&[("one.toml", &first), ("two.toml", "id = \"a\"")]);
    let problem = Diagnostic::new(Code::CatalogueDuplicateId)
        .with("id", "a")
        .label(find(&sources, 1, "\"a\"", 0), LabelText::AgainHere)
        .label(find(&sources, 0, "\"a\"", 0), LabelText::FirstHere);
    assert_snapshot!(render(&problem, &sources, Language::English), @r#"
    error[catalogue.duplicate_id]: the id `a` is used twice
       --> two.toml:1:6
        |
      1 | id = "a"
        |      ^^^ given again here
       ::: one.toml:100:6
        |
    100 | id = "a"
        |      --- first given here
    "#);
}

#[test]
fn a_cell_has_a_row_a_column_and_an_area() {
    let place = Place {
        file: "building.csv".into(),
        line: Some(8),
        row: Some(7),
        column: Some("建成年份".into()),
        area: Some("B7".into()),
    };
    let problem = Diagnostic::new(Code::DatasetBadNumber).with("value", "约1980").place(place);
    assert_snapshot!(render(&problem, &Sources::default(), Language::Chinese), @r"
    错误[dataset.bad_number]：`约1980` 不是数
     --> building.csv:8
      = 位置：第 7 行，列 `建成年份`，区域 `B7`
    ");
}

#[test]
fn empty_and_many_line_spans_get_a_mark() {
    let sources = sources(&[("a.json", "{\r\n\t\"面\": [1,\r\n 2]")]);
    let end = Span {
        source: 0,
        start: 19,
        end: 19,
    };
    let problem = Diagnostic::new(Code::FileSyntax)
        .with("detail", "unclosed")
        .label(end, LabelText::Here)
        .label(find(&sources, 0, "[1,\r\n 2]", 0), LabelText::OpenedHere);
    assert_snapshot!(render(&problem, &sources, Language::English), @r#"
    error[file.syntax]: syntax error: unclosed
     --> a.json:3:4
      |
    3 |  2]
      |    ^
     ::: a.json:2:7
      |
    2 |     "面": [1,
      |           --- opened here
    "#);
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let text = format!("{}面积{}", "ab".repeat(1000), "长".repeat(1000));
    let sources = sources(&[("long.json", &text)]);
    let problem = Diagnostic::new(Code::FormulaEmpty).label(find(&sources, 0, "面积", 0), LabelText::UsedHere);
    assert_snapshot!(render(&problem, &sources, Language::English), @r"
    error[formula.empty]: the formula is empty
     --> long.json:1:2001
      |
    1 | …abababababababababababababababababababab面积长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长…
      |                                          ^^^^ used here
    ");
}

#[test]
fn a_source_cannot_forge_the_display() {
    let sources = sources(&[("x\u{1b}[31m.toml", "a = \"\u{202e}\u{7}b\"")]);
    let problem = Diagnostic::new(Code::FileUnknownKey)
        .with("key", "\u{1b}a\nb")
        .label(find(&sources, 0, "b", 0), LabelText::Here);
    assert_snapshot!(render(&problem, &sources, Language::English), @r#"
    error[file.unknown_key]: unknown key `�a�b`
     --> x�[31m.toml:1:8
      |
    1 | a = "��b"
      |        ^
    "#);
}

#[test]
fn records_carry_everything_as_plain_data() {
    let sources = sources(&[("a.toml", "x = 1\nunitt = \"km\"")]);
    let problem = Diagnostic::new(Code::FileUnknownKey)
        .with("key", "unitt")
        .label(find(&sources, 0, "unitt", 0), LabelText::Here)
        .field("item[0].unitt")
        .suggest(Some("unit"));
    let all = Diagnostics::new(vec![problem], sources);
    assert!(all.has_errors());
    assert_snapshot!(serde_json::to_string_pretty(&all).unwrap(), @r#"
    [
      {
        "code": "file.unknown_key",
        "severity": "error",
        "message_zh": "这里不认识键 `unitt`",
        "message_en": "unknown key `unitt`",
        "file": "a.toml",
        "line": 2,
        "column": 1,
        "row": null,
        "field": "item[0].unitt",
        "area": null,
        "suggestion": "unit",
        "labels": [
          {
            "file": "a.toml",
            "line": 2,
            "column": 1,
            "end_line": 2,
            "end_column": 6,
            "text_zh": "",
            "text_en": ""
          }
        ]
      }
    ]
    "#);
}
