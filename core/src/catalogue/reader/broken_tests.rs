//! Broken files and what is said of them.

use insta::assert_snapshot;

use super::read;
use crate::diagnostic::{Diagnostics, Language};

fn said(files: &[(&str, &str)], language: Language) -> String {
    let (_, sources, problems) = read(files);
    Diagnostics::new(problems, sources).render(language)
}

fn english(name: &str, text: &str) -> String {
    said(&[(name, text)], Language::English)
}

fn chinese(name: &str, text: &str) -> String {
    said(&[(name, text)], Language::Chinese)
}

#[test]
fn json_unknown_keys() {
    let text = r#"{
  "unitt": [],
  "unit": [{"id": "a", "name": {"zh": "甲", "fr": "A"}, "speling": 1, "colour": 2}]
}"#;
    assert_snapshot!(english("a.json", text), @r#"
    error[file.unknown_key]: unknown key `unitt`
     --> a.json:2:3
      |
    2 |   "unitt": [],
      |   ^^^^^^^
      |
      = key: unitt
      = help: did you mean `unit`?

    error[file.unknown_key]: unknown key `fr`
     --> a.json:3:44
      |
    3 |   "unit": [{"id": "a", "name": {"zh": "甲", "fr": "A"}, "speling": 1, "colour": 2}]
      |                                             ^^^^
      |
      = key: unit[0].name.fr

    error[file.unknown_key]: unknown key `speling`
     --> a.json:3:56
      |
    3 |   "unit": [{"id": "a", "name": {"zh": "甲", "fr": "A"}, "speling": 1, "colour": 2}]
      |                                                         ^^^^^^^^^
      |
      = key: unit[0].speling
      = help: did you mean `spellings`?

    error[file.unknown_key]: unknown key `colour`
     --> a.json:3:70
      |
    3 |   "unit": [{"id": "a", "name": {"zh": "甲", "fr": "A"}, "speling": 1, "colour": 2}]
      |                                                                       ^^^^^^^^
      |
      = key: unit[0].colour
    "#);
}

#[test]
fn json_wrong_types() {
    let text = r#"{
  "catalogue": [],
  "level": {"id": "a"},
  "term": [
    {"vocabulary": "scope", "id": 7, "name": "甲"},
    null,
    {"vocabulary": true, "id": "x", "name": {"zh": []}}
  ]
}"#;
    assert_snapshot!(chinese("a.json", text), @r#"
    错误[file.wrong_type]：此处应为表，却是方括号中的列表
     --> a.json:2:16
      |
    2 |   "catalogue": [],
      |                ^^
      |
      = 键：catalogue

    错误[file.wrong_type]：此处应为由表组成的列表（TOML 写作 `[[…]]`），却是表
     --> a.json:3:12
      |
    3 |   "level": {"id": "a"},
      |            ^
      |
      = 键：level

    错误[file.wrong_type]：此处应为带引号的文字，却是整数
     --> a.json:5:35
      |
    5 |     {"vocabulary": "scope", "id": 7, "name": "甲"},
      |                                   ^
      |
      = 键：term[0].id

    错误[file.wrong_type]：此处应为表，却是文字
     --> a.json:5:46
      |
    5 |     {"vocabulary": "scope", "id": 7, "name": "甲"},
      |                                              ^^^^
      |
      = 键：term[0].name

    错误[file.wrong_type]：此处应为表，却是空值
     --> a.json:6:5
      |
    6 |     null,
      |     ^^^^
      |
      = 键：term[1]

    错误[file.wrong_type]：此处应为带引号的文字，却是 `true`
     --> a.json:7:20
      |
    7 |     {"vocabulary": true, "id": "x", "name": {"zh": []}}
      |                    ^^^^
      |
      = 键：term[2].vocabulary

    错误[file.wrong_type]：此处应为带引号的文字，却是方括号中的列表
     --> a.json:7:52
      |
    7 |     {"vocabulary": true, "id": "x", "name": {"zh": []}}
      |                                                    ^^
      |
      = 键：term[2].name.zh
    "#);
}

#[test]
fn json_syntax() {
    assert_snapshot!(english("a.json", "{\"unit\": [1, 2,]}"), @r#"
    error[file.syntax]: syntax error: there must be no `,` after the last entry
     --> a.json:1:15
      |
    1 | {"unit": [1, 2,]}
      |               ^
    "#);
    assert_snapshot!(english("a.json", "{\"unit\": 1 // one\n}"), @r#"
    error[file.syntax]: syntax error: JSON has no comments
     --> a.json:1:12
      |
    1 | {"unit": 1 // one
      |            ^^^^^^
    "#);
    assert_snapshot!(chinese("a.json", "{\"unit\": [\n"), @r#"
    错误[file.syntax]：语法有误：`[` 没有闭合
     --> a.json:1:10
      |
    1 | {"unit": [
      |          ^
    "#);
    assert_snapshot!(english("a.json", "{\"unit\": \"a\tb\"}"), @r#"
    error[file.syntax]: syntax error: unexpected character
     --> a.json:1:12
      |
    1 | {"unit": "a    b"}
      |            ^^^^
    "#);
    assert_snapshot!(chinese("a.json", "{\"unit\": \u{3000}1}"), @r#"
    错误[file.syntax]：语法有误：此处不应出现这个字符
     --> a.json:1:10
      |
    1 | {"unit": 　1}
      |          ^
    "#);
    assert_snapshot!(english("a.json", ""), @r"
    error[file.syntax]: syntax error: the file is empty
     --> a.json:1:1
      |
    1 |
      | ^
    ");
    assert_snapshot!(english("a.json", "[]"), @r"
    error[file.wrong_type]: expected a table, found a list in square brackets
     --> a.json:1:1
      |
    1 | []
      | ^^
    ");
}

#[test]
fn json_duplicate_key() {
    assert_snapshot!(english("a.json", "{\n  \"unit\": [],\n  \"unit\": []\n}"), @r#"
    error[file.duplicate_key]: the key `unit` is given twice
     --> a.json:3:3
      |
    3 |   "unit": []
      |   ^^^^^^ given again here
     ::: a.json:2:3
      |
    2 |   "unit": [],
      |   ------ first given here
    "#);
}

#[test]
fn two_headers() {
    let header = r#"{"catalogue": {"id": "a", "edition": 1, "name": {}, "title": {}, "issuer": {}}}"#;
    assert_snapshot!(said(&[("a.json", header), ("b.json", header)], Language::English), @r#"
    error[file.duplicate_header]: `catalogue` may be given only once in all files
     --> b.json:1:15
      |
    1 | {"catalogue": {"id": "a", "edition": 1, "name": {}, "title": {}, "issuer": {}}}
      |               ^ given again here
     ::: a.json:1:15
      |
    1 | {"catalogue": {"id": "a", "edition": 1, "name": {}, "title": {}, "issuer": {}}}
      |               - first given here
    "#);
}

#[cfg(feature = "toml")]
mod toml {
    use super::*;

    #[test]
    fn fraction_without_quotes() {
        let text = "[[indicator]]\nminimum = 0.2\nmaximum = 1e3\n[[indicator.requirement]]\nvalue = '1,000'\nunit = 5\n";
        assert_snapshot!(english("a.toml", text), @r#"
        error[file.missing_key]: missing `number`, `id`, `name`, `dimension`, `level`, `unit`, `unit_name`, `decimals`, `definition`, `formula`, `direction`, `nature`, `requirement_status`
         --> a.toml:1:1
          |
        1 | [[indicator]]
          | ^^^^^^^^^^^^^ in this table
          |
          = key: indicator[0]

        error[file.float]: the fraction 0.2 is not in quotes and would not be read exactly
         --> a.toml:2:11
          |
        2 | minimum = 0.2
          |           ^^^
          |
          = key: indicator[0].minimum
          = help: write it in quotes: "0.2"

        error[file.bad_number]: `1e3` is not an exact decimal number
         --> a.toml:3:11
          |
        3 | maximum = 1e3
          |           ^^^
          |
          = key: indicator[0].maximum
          = help: write plain digits without grouping or exponent, such as "0.2"

        error[file.missing_key]: missing `id`, `operator`, `strength`
         --> a.toml:4:1
          |
        4 | [[indicator.requirement]]
          | ^^^^^^^^^^^^^^^^^^^^^^^^^ in this table
          |
          = key: indicator[0].requirement[0]

        error[file.bad_number]: `1,000` is not an exact decimal number
         --> a.toml:5:9
          |
        5 | value = '1,000'
          |         ^^^^^^^
          |
          = key: indicator[0].requirement[0].value
          = help: write plain digits without grouping or exponent, such as "0.2"

        error[file.wrong_type]: expected text in quotes, found an integer
         --> a.toml:6:8
          |
        6 | unit = 5
          |        ^
          |
          = key: indicator[0].requirement[0].unit
        "#);
    }

    #[test]
    fn missing_keys_are_all_reported() {
        let text = "[[unit]]\nspellings = [\"个\"]\n\n[[dimension]]\nid = 'a'\nname = {}\n";
        assert_snapshot!(chinese("a.toml", text), @r"
        错误[file.missing_key]：缺少 `id`、`name`
         --> a.toml:1:1
          |
        1 | [[unit]]
          | ^^^^^^^^ 在这个表里
          |
          = 键：unit[0]

        错误[file.missing_key]：缺少 `group`、`group_name`
         --> a.toml:4:1
          |
        4 | [[dimension]]
          | ^^^^^^^^^^^^^ 在这个表里
          |
          = 键：dimension[0]
        ");
    }

    #[test]
    fn unknown_choice() {
        let text = "[[level]]\nid = \"a\"\nname = {}\nkind = \"observatoin\"\nunit = \"a\"\n\n[[level]]\nid = \"b\"\nname = {}\nkind = 3\nunit = \"a\"\n";
        assert_snapshot!(english("a.toml", text), @r#"
        error[file.unknown_choice]: `observatoin` is none of `area`, `observation`
         --> a.toml:4:8
          |
        4 | kind = "observatoin"
          |        ^^^^^^^^^^^^^
          |
          = key: level[0].kind
          = help: did you mean `observation`?

        error[file.wrong_type]: expected one of `area`, `observation`, found an integer
          --> a.toml:10:8
           |
        10 | kind = 3
           |        ^
           |
           = key: level[1].kind
        "#);
        assert_snapshot!(chinese("a.toml", text), @r#"
        错误[file.unknown_choice]：`observatoin` 不在可选值之中：`area`、`observation`
         --> a.toml:4:8
          |
        4 | kind = "observatoin"
          |        ^^^^^^^^^^^^^
          |
          = 键：level[0].kind
          = 提示：是不是 `observation`？

        错误[file.wrong_type]：此处应为 `area`、`observation` 之一，却是整数
          --> a.toml:10:8
           |
        10 | kind = 3
           |        ^
           |
           = 键：level[1].kind
        "#);
    }

    #[test]
    fn out_of_range() {
        let text = "[catalogue]\nid = \"a\"\nedition = 70_000\nname = {}\ntitle = {}\nissuer = {}\nindicator_count = -1\n";
        assert_snapshot!(english("a.toml", text), @r"
        error[file.out_of_range]: the number 70000 is not between 0 and 65535
         --> a.toml:3:11
          |
        3 | edition = 70_000
          |           ^^^^^^
          |
          = key: catalogue.edition

        error[file.out_of_range]: the number -1 is not between 0 and 65535
         --> a.toml:7:19
          |
        7 | indicator_count = -1
          |                   ^^
          |
          = key: catalogue.indicator_count
        ");
    }

    #[test]
    fn bad_elements_of_a_list() {
        let text = "[[unit]]\nid = \"a\"\nname = {}\nspellings = [\"一\", 2, \"三\", 2025-01-01]\n";
        assert_snapshot!(chinese("a.toml", text), @r#"
        错误[file.wrong_type]：此处应为带引号的文字，却是整数
         --> a.toml:4:19
          |
        4 | spellings = ["一", 2, "三", 2025-01-01]
          |                    ^
          |
          = 键：unit[0].spellings[1]

        错误[file.wrong_type]：此处应为带引号的文字，却是未加引号的日期
         --> a.toml:4:27
          |
        4 | spellings = ["一", 2, "三", 2025-01-01]
          |                             ^^^^^^^^^^
          |
          = 键：unit[0].spellings[3]
        "#);
    }

    #[test]
    fn syntax_errors_are_all_reported() {
        let text = "[[unit]]\nid = a\nname = { zh = \"甲 }\nspellings = [1,,2]\n[unit\n";
        assert_snapshot!(chinese("a.toml", text), @r#"
        错误[file.syntax]：语法有误：文字要加半角引号，此处应为带引号的文字
         --> a.toml:2:6
          |
        2 | id = a
          |      ^

        错误[file.syntax]：语法有误：文字有误，此处应为 `"`
         --> a.toml:3:19
          |
        3 | name = { zh = "甲 }
          |                    ^

        错误[file.syntax]：语法有误：键值之间缺少 `,`，此处应为 `,`
         --> a.toml:4:1
          |
        4 | spellings = [1,,2]
          | ^

        错误[file.syntax]：语法有误：列表中有多余的 `,`，此处应为值
         --> a.toml:4:16
          |
        4 | spellings = [1,,2]
          |                ^

        错误[file.syntax]：语法有误：行内表中缺少键，此处应为 `,`
         --> a.toml:5:1
          |
        5 | [unit
          | ^

        错误[file.syntax]：语法有误：`{` 没有闭合，此处应为 `}`
         --> a.toml:5:6
          |
        5 | [unit
          |      ^
        "#);
    }

    #[test]
    fn duplicate_keys() {
        let text = "[[unit]]\nid = \"a\"\nname = { zh = \"甲\", id = 1 }\nid = \"b\"\n\n[catalogue]\n[catalogue]\n";
        assert_snapshot!(english("a.toml", text), @r#"
        error[file.duplicate_key]: the key `id` is given twice
         --> a.toml:4:1
          |
        4 | id = "b"
          | ^^ given again here
         ::: a.toml:2:1
          |
        2 | id = "a"
          | -- first given here

        error[file.duplicate_key]: the key `catalogue` is given twice
         --> a.toml:7:2
          |
        7 | [catalogue]
          |  ^^^^^^^^^ given again here
         ::: a.toml:6:2
          |
        6 | [catalogue]
          |  --------- first given here
        "#);
    }

    #[test]
    fn a_single_table_for_a_list() {
        assert_snapshot!(english("a.toml", "[item]\nid = \"a\"\n"), @r"
        error[file.wrong_type]: expected a list of tables (`[[…]]` in TOML), found a table
         --> a.toml:1:1
          |
        1 | [item]
          | ^^^^^^
          |
          = key: item
        ");
    }

    #[test]
    fn maps_name_the_bad_value() {
        let text = "[[refinement]]\n[[unit]]\nid = \"a\"\nname = {}\n[catalogue.evidence.fields]\nid = \"sorce\"\n";
        assert_snapshot!(english("a.toml", text), @r#"
        error[file.unknown_key]: unknown key `refinement`
         --> a.toml:1:3
          |
        1 | [[refinement]]
          |   ^^^^^^^^^^
          |
          = key: refinement

        error[file.missing_key]: missing `id`, `edition`, `name`, `title`, `issuer`
         --> a.toml:5:2
          |
        5 | [catalogue.evidence.fields]
          |  ^^^^^^^^^ in this table
          |
          = key: catalogue

        error[file.unknown_choice]: `sorce` is none of `source`, `inferred`, `recalled`
         --> a.toml:6:6
          |
        6 | id = "sorce"
          |      ^^^^^^^
          |
          = key: catalogue.evidence.fields.id
          = help: did you mean `source`?
        "#);
    }
}
