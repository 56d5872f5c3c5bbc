use std::io::{Cursor, Read, Write};

use calamine::{Reader, Xlsx};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;
use crate::catalogue::Catalogue;
use crate::dataset::TableInput;
use crate::decimal::Decimal;
use crate::diagnostic::Language;
use crate::form::{Form, FormDivision, FormOptions};

const EXAMPLE: &str = include_str!("example.json");

fn catalogue() -> Catalogue {
    Catalogue::from_sources(&[("example.json", EXAMPLE)]).unwrap_or_else(|problems| panic!("{problems}"))
}

fn written(form: &Form<'_>) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    form.write(&mut file).unwrap();
    file.into_inner()
}

fn form<'a>(catalogue: &'a Catalogue, options: &FormOptions<'a>, name: &str) -> Form<'a> {
    let forms = catalogue.forms(options).unwrap_or_else(|problems| panic!("{problems}"));
    let name = format!("local-2025-{name}");
    forms
        .into_iter()
        .find(|form| form.name() == name)
        .unwrap_or_else(|| panic!("no form {name}"))
}

/// The workbook as somebody gives it back: the named cells of one part hold something else.
fn filled(book: &[u8], part: &str, cells: &[(&str, &str)]) -> Vec<u8> {
    changed(book, part, |xml| {
        let mut xml = xml.to_owned();
        for (cell, content) in cells {
            let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no cell {cell}"));
            let rest = &xml[start..];
            let tag = rest.find('>').unwrap();
            let end = if rest[..=tag].ends_with("/>") {
                tag + 1
            } else {
                rest.find("</c>").unwrap() + 4
            };
            let style = rest[..tag].split(" s=\"").nth(1).and_then(|text| text.split('"').next()).unwrap();
            let (kind, inner) = match content.split_once('|') {
                Some(("", inner)) => (String::new(), inner.to_owned()),
                Some((kind, inner)) => (format!(" t=\"{kind}\""), inner.to_owned()),
                None => (String::new(), format!("<v>{content}</v>")),
            };
            xml.replace_range(start..start + end, &format!("<c r=\"{cell}\" s=\"{style}\"{kind}>{inner}</c>"));
        }
        xml
    })
}

/// A text as a spreadsheet writes it into a cell.
fn text(words: &str) -> String {
    format!("str|<v>{words}</v>")
}

fn changed(book: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        let name = entry.name().unwrap().into_owned();
        if name == part {
            content = change(&content);
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn part(book: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut content = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut content).unwrap();
    content
}

const TABLE: &str = "xl/worksheets/sheet2.xml";

fn read(catalogue: &Catalogue, files: &[(&str, &[u8])]) -> Result<FilledDataset, Diagnostics> {
    FilledForms::read(catalogue, files.iter().copied()).build(Dataset::builder(catalogue))
}

fn problems(catalogue: &Catalogue, files: &[(&str, &[u8])], language: Language) -> String {
    match read(catalogue, files) {
        Ok(filled) => filled.warnings.render(language),
        Err(problems) => problems.render(language),
    }
}

fn communities(catalogue: &Catalogue) -> Dataset {
    let table = TableInput::new("community")
        .ids(["c1", "001"])
        .names(["二马路社区", "=甲"])
        .parents("district", ["西陵区", "西陵区"]);
    let city = TableInput::new("city").ids(["420500"]).names(["宜昌市"]);
    Dataset::builder(catalogue).table(table).table(city).build().unwrap()
}

fn texts(book: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn a_form_of_areas_says_what_it_asks_for() {
    let catalogue = catalogue();
    let dataset = communities(&catalogue);
    let options = FormOptions {
        dataset: Some(&dataset),
        period: "2025".to_owned(),
        ..FormOptions::default()
    };
    let book = written(&form(&catalogue, &options, "community"));
    let rows = texts(&book, "社区");
    let shown: Vec<String> = rows.iter().skip(1).map(|row| row.join(" | ")).collect();
    insta::assert_snapshot!(shown.join("\n"), @"
    id | name | district_id | parking_gap | green_share | footpath_length | has_nursery
    本地指标体系数据采集表（社区） |  |  |  |  |  | 
    统计期：2025。只填写浅黄色单元格；没有数据的留空，不要填 0。 |  |  |  |  |  | 
    社区编号 | 社区名称 | 所属市辖区 | 停车泊位缺口 | 绿地率 | 步行道长度 | 有托育设施
     |  |  | 个 | % | km | 
     |  |  | 整数，≥ 0 | 数，0 – 100（待核） | 数，≥ 0 | 是 / 否
    c1 | 二马路社区 | 西陵区 |  |  |  | 
    001 | =甲 | 西陵区 |  |  |  | 
    ");
    insta::assert_snapshot!(texts(&book, "数据项说明").iter().map(|row| row.join(" | ")).collect::<Vec<_>>().join("\n"), @"
    层级 | 数据项 | 单位 | 填报要求 | 定义与说明 | 统计范围 | 采集方式 | 用于指标
    社区 | 停车泊位缺口 | 个 | 整数，≥ 0 | 用于“停车泊位缺口数”：缺少的停车泊位。 | 城区 | 现场调研 | 1 停车泊位缺口数
    社区 | 绿地率 | % | 数，0 – 100（待核） | 用于“停车泊位缺口数”：缺少的停车泊位。 | 城区 |  | 1 停车泊位缺口数
    社区 | 步行道长度 | km | 数，≥ 0 | 用于“停车泊位缺口数”：缺少的停车泊位。 | 城区 |  | 1 停车泊位缺口数
    社区 | 有托育设施 |  | 是 / 否 | 用于“停车泊位缺口数”：缺少的停车泊位。 | 城区 |  | 1 停车泊位缺口数
    ");
}

#[test]
fn a_form_for_the_city_has_a_row_for_each_item() {
    let catalogue = catalogue();
    let options = FormOptions {
        language: Language::English,
        profile: vec![("has_rail_transit".to_owned(), "no".to_owned())],
        ..FormOptions::default()
    };
    let book = written(&form(&catalogue, &options, "city"));
    let shown: Vec<String> = texts(&book, "city").iter().skip(2).map(|row| row.join(" | ")).collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
     | Collection form of local system: city |  |  |  |  |  |  |  | 
     | Fill in the light yellow cells only; leave blank what is not known, and do not write 0 for it. |  |  |  |  |  |  |  | 
     | No. | item | unit | value | requirement | definition | scope | method | indicators
    id |  | id of city |  |  |  |  |  |  | 
    name |  | name of city |  |  |  |  |  |  | 
    built_up_area | 1 | built-up area | km² |  | number, ≥ 0 | as seen from above | urban area |  | 4 density
    population | 2 | population | person |  | whole number, ≥ 0 | For "density": People by area. | urban area |  | 4 density
    "#);
    let instructions = texts(&book, "instructions");
    let left_out = instructions.last().unwrap().join(" | ");
    assert_eq!(
        left_out,
        "not applicable, left out | 2 station coverage: cities without rail transit (to be verified)"
    );
}

#[test]
fn items_are_shared_out() {
    let catalogue = catalogue();
    let names = |options: &FormOptions<'_>| -> Vec<String> {
        let forms = catalogue.forms(options).unwrap();
        let word = |form: &Form<'_>| {
            let items: Vec<String> = form.items().map(|(level, items)| format!("{level}: {}", items.join(" "))).collect();
            format!("{} [{}]", form.name().trim_start_matches("local-2025-"), items.join("; "))
        };
        forms.iter().map(word).collect()
    };
    let by = |division| FormOptions {
        division,
        ..FormOptions::default()
    };
    insta::assert_snapshot!(names(&by(FormDivision::Level)).join("\n"), @"
    community [community: parking_gap green_share footpath_length has_nursery]
    city [city: built_up_area population station_walk]
    bridge [bridge: bridge_grade bridge_kind bridge_owner leaning_pier]
    ");
    let options = FormOptions {
        departments: [
            ("建成区面积".to_owned(), "自然资源/规划局".to_owned()),
            ("population".to_owned(), String::new()),
        ]
        .into(),
        ..by(FormDivision::Department)
    };
    insta::assert_snapshot!(names(&options).join("\n"), @"
    交通局 [community: parking_gap]
    自然资源-规划局 [city: built_up_area]
    community [community: green_share footpath_length has_nursery]
    city [city: population station_walk]
    bridge [bridge: bridge_grade bridge_kind bridge_owner leaning_pier]
    ");
    let options = FormOptions {
        indicators: vec!["4".to_owned(), "危险桥梁数".to_owned()],
        ..by(FormDivision::Whole)
    };
    insta::assert_snapshot!(names(&options).join("\n"), @"form [city: built_up_area population; bridge: bridge_grade bridge_kind bridge_owner leaning_pier]");
}

#[test]
fn what_cannot_be_asked_for_is_told() {
    let catalogue = catalogue();
    let refused = |options: FormOptions<'_>| catalogue.forms(&options).unwrap_err().render(Language::Chinese);
    let options = FormOptions {
        departments: [
            ("populatoin".to_owned(), "统计局".to_owned()),
            ("community".to_owned(), "民政局".to_owned()),
        ]
        .into(),
        ..FormOptions::default()
    };
    insta::assert_snapshot!(refused(options), @"
    错误[form.unknown_item]：指标体系中没有数据项 `community`

    错误[form.unknown_item]：指标体系中没有数据项 `populatoin`
      = 提示：是不是 `population`？
    ");
    let options = FormOptions {
        indicators: vec!["desity".to_owned()],
        ..FormOptions::default()
    };
    insta::assert_snapshot!(refused(options), @"
    错误[examine.unknown_indicator]：指标体系中没有指标 `desity`
      = 提示：是不是 `density`？
    ");
    let options = FormOptions {
        profile: vec![("rail".to_owned(), "是".to_owned())],
        ..FormOptions::default()
    };
    insta::assert_snapshot!(refused(options), @"错误[profile.unknown_key]：不认识城市属性 `rail`");
    let options = FormOptions {
        period: "去年".to_owned(),
        ..FormOptions::default()
    };
    assert!(refused(options).starts_with("错误[dataset.bad_period]：`去年` 不是年、月、季度或半年"));
}

#[test]
fn what_is_typed_in_becomes_a_dataset() {
    let catalogue = catalogue();
    let dataset = communities(&catalogue);
    let options = FormOptions {
        dataset: Some(&dataset),
        period: "2025".to_owned(),
        ..FormOptions::default()
    };
    let community = written(&form(&catalogue, &options, "community"));
    let community = filled(
        &community,
        TABLE,
        &[
            ("D8", "12"),
            ("E8", &text("45.6%")),
            ("F8", "0.1"),
            ("G8", &text("是")),
            ("D9", "1.2E3"),
            ("E9", &text("——")),
            ("F9", &text("３.５km")),
            ("G9", "b|<v>0</v>"),
        ],
    );
    let city = filled(
        &written(&form(&catalogue, &options, "city")),
        TABLE,
        &[("E8", "202.39"), ("E9", "|<f>1+1</f><v>2</v>")],
    );
    let filled = read(&catalogue, &[("甲.xlsx", &community), ("乙.xlsx", &city)]).unwrap_or_else(|problems| panic!("{problems}"));
    let value = |level: &str, id: &str, item: &str| {
        let table = filled.dataset.table(level).unwrap();
        let row = table.find(id).unwrap();
        let column = table.column(item)?;
        let flag = column.flag(row).map(|flag| flag.to_string());
        column.decimal(row).map(|number| number.to_string()).or(flag)
    };
    let community = |id: &str| ["parking_gap", "green_share", "footpath_length", "has_nursery"].map(|item| value("community", id, item));
    let some = |texts: [&str; 4]| texts.map(|text| (!text.is_empty()).then(|| text.to_owned()));
    assert_eq!(community("c1"), some(["12", "45.6", "0.1", "true"]));
    assert_eq!(community("001"), some(["1200", "", "3.5", "false"]));
    assert_eq!(value("city", "420500", "built_up_area").as_deref(), Some("202.39"));
    assert_eq!(value("city", "420500", "population").as_deref(), Some("2"));
    assert_eq!(filled.dataset.period(), Some("2025"));
    let communities = filled.dataset.table("community").unwrap();
    assert_eq!((communities.name(0), communities.name(1)), (Some("二马路社区"), Some("=甲")));
    // Where a value comes from is still known.
    assert_eq!(
        communities.column("parking_gap").and_then(|column| column.source()),
        Some("甲.xlsx[社区]")
    );
}

#[test]
fn numbers_shown_as_percentages_are_percentages() {
    let catalogue = catalogue();
    let dataset = communities(&catalogue);
    let options = FormOptions {
        dataset: Some(&dataset),
        ..FormOptions::default()
    };
    let book = filled(
        &written(&form(&catalogue, &options, "community")),
        TABLE,
        &[("E8", "0.456"), ("D9", "0.5")],
    );
    // Somebody typed 45.6%, and the spreadsheet gave the cells a format of its own.
    let percent = "<xf numFmtId=\"10\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>";
    let book = changed(&book, "xl/styles.xml", |xml| xml.replace("</cellXfs>", percent));
    let styles = part(&book, "xl/styles.xml");
    let formats = styles
        .split("<cellXfs")
        .nth(1)
        .and_then(|rest| rest.split("</cellXfs>").next())
        .unwrap();
    let last = formats.matches("<xf ").count() - 1;
    let book = changed(&book, TABLE, |xml| {
        let mut xml = xml.to_owned();
        for cell in ["E8", "D9"] {
            let head = format!("<c r=\"{cell}\" s=\"");
            let start = xml.find(&head).unwrap() + head.len();
            let end = start + xml[start..].find('"').unwrap();
            xml.replace_range(start..end, &last.to_string());
        }
        xml
    });
    insta::assert_snapshot!(problems(&catalogue, &[("甲.xlsx", &book)], Language::English), @"
    error[dataset.cell_unit]: the unit % of the cell cannot be converted exactly to space, the unit of the column
     --> 甲.xlsx
      = at: column `社区!D9`, area `001`

    note[dataset.created_areas]: there is no table of the level `district`; its areas were taken from the parents of lower ones (areas: 1)
    ");
}

#[test]
fn every_wrong_cell_is_named() {
    let catalogue = catalogue();
    let dataset = communities(&catalogue);
    let options = FormOptions {
        dataset: Some(&dataset),
        ..FormOptions::default()
    };
    let community = written(&form(&catalogue, &options, "community"));
    let community = filled(
        &community,
        TABLE,
        &[
            ("D8", &text("约12")),
            ("E8", "120.5"),
            ("F8", "e|<v>#REF!</v>"),
            ("G8", &text("可能")),
            ("D9", "12.5"),
            ("E9", "|<f>A1+1</f>"),
            ("F9", "|<f>0.1+0.2</f><v>0.30000000000000004</v>"),
            ("G9", "d|<v>2025-01-02</v>"),
        ],
    );
    // Somebody wrote beside the table.
    let community = changed(&community, TABLE, |xml| {
        xml.replacen("</row></sheetData>", "<c r=\"J9\"><v>3</v></c></row></sheetData>", 1)
    });
    let city = written(&form(&catalogue, &options, "city"));
    let city = filled(&city, TABLE, &[("E9", "-3"), ("E8", "1E+40")]);
    let blank = FormOptions {
        blank_rows: 3,
        ..FormOptions::default()
    };
    let bridge = written(&form(&catalogue, &blank, "bridge"));
    let bridge = filled(
        &bridge,
        TABLE,
        &[
            ("A8", &text("b1")),
            ("C8", &text("c9")),
            ("D8", &text("A级")),
            ("E8", &text("拱乔")),
            ("A9", "7"),
            ("G9", &text("1-2")),
            ("A10", &text("b1")),
            ("F10", "e|<v>#N/A</v>"),
        ],
    );
    let files: [(&str, &[u8]); 3] = [("甲.xlsx", &community), ("乙.xlsx", &city), ("丙.xlsx", &bridge)];
    insta::assert_snapshot!(problems(&catalogue, &files, Language::Chinese));
    insta::assert_snapshot!(problems(&catalogue, &files, Language::English));
}

#[test]
fn two_forms_that_differ_are_told() {
    let catalogue = catalogue();
    let dataset = communities(&catalogue);
    let options = FormOptions {
        dataset: Some(&dataset),
        ..FormOptions::default()
    };
    let blank = written(&form(&catalogue, &options, "community"));
    let first = filled(&blank, TABLE, &[("D8", "12")]);
    let second = filled(&blank, TABLE, &[("D8", "13"), ("D9", "5")]);
    insta::assert_snapshot!(problems(&catalogue, &[("甲.xlsx", &first), ("乙.xlsx", &second)], Language::Chinese), @"
    错误[dataset.duplicate_value]：`parking_gap` 在区域 `c1` 有两个上报值：12 space 与 13 space
     --> 乙.xlsx
      = 位置：列 `社区!D8`，区域 `c1`

    说明[dataset.created_areas]：没有层级 `district` 的表，已按下级的上级列建立 1 个区域
    ");
    // Twice the same is no contradiction.
    assert!(read(&catalogue, &[("甲.xlsx", &first), ("乙.xlsx", &first)]).is_ok());
}

#[test]
fn merged_cells_are_refused() {
    let catalogue = catalogue();
    let blank = written(&form(
        &catalogue,
        &FormOptions {
            blank_rows: 3,
            ..FormOptions::default()
        },
        "bridge",
    ));
    let merge = |range: &str| {
        changed(&blank, TABLE, |xml| {
            let merged = format!("<mergeCells count=\"1\"><mergeCell ref=\"{range}\"/></mergeCells><dataValidations");
            xml.replacen("<dataValidations", &merged, 1)
        })
    };
    insta::assert_snapshot!(problems(&catalogue, &[("甲.xlsx", &merge("D8:D9"))], Language::Chinese), @"
    错误[form.merged_cells]：填报单元格 D8:D9 被合并
     --> 甲.xlsx
      = 位置：列 `桥梁!D8`
      = 提示：取消合并，每个单元格各填一个值
    ");
    // Above the cells to fill in, and beside them, nothing is lost.
    for range in ["A3:G3", "M8:M9"] {
        assert_eq!(
            problems(&catalogue, &[("甲.xlsx", &merge(range))], Language::Chinese),
            "",
            "{range}"
        );
    }
}

#[test]
fn forms_of_something_else_are_refused() {
    let catalogue = catalogue();
    let book = written(&form(&catalogue, &FormOptions::default(), "bridge"));
    let marked = |from: &str, to: &str| changed(&book, TABLE, |xml| xml.replacen(from, to, 1));
    let hash = catalogue.content_hash().to_owned();
    let other = marked("<t>local-2025</t>", "<t>mohurd-2025</t>");
    let old = marked(&hash, &"0".repeat(64));
    let version = marked("cityvitals-form 1", "cityvitals-form 2");
    let level = marked("<t>bridge</t>", "<t>tunnel</t>");
    let damaged = marked("<t>areas</t>", "<t>area</t>");
    let no_form = marked("cityvitals-form 1", "台账");
    let item = filled(
        &marked("<t>bridge_kind</t>", "<t>bridge_age</t>"),
        TABLE,
        &[("A8", &text("b1")), ("E8", "12")],
    );
    let filled_old = filled(&old, TABLE, &[("A8", &text("b1"))]);
    let level = filled(&level, TABLE, &[("A8", &text("b1"))]);
    let files: [(&str, &[u8]); 9] = [
        ("别的体系.xlsx", &other),
        ("旧内容.xlsx", &filled_old),
        ("版本.xlsx", &version),
        ("层级.xlsx", &level),
        ("损坏.xlsx", &damaged),
        ("不是表.xlsx", &no_form),
        ("数据项.xlsx", &item),
        ("文本.xlsx", b"a,b\n1,2\n"),
        ("空.xlsx", b""),
    ];
    let hide = |text: String| text.replace(&hash[..12], "<hash>");
    insta::assert_snapshot!(hide(problems(&catalogue, &files, Language::Chinese)));
    insta::assert_snapshot!(hide(problems(&catalogue, &files, Language::English)));
}

#[test]
fn cells_beyond_the_sheet_are_refused() {
    let catalogue = catalogue();
    let book = written(&form(&catalogue, &FormOptions::default(), "bridge"));
    let book = changed(&book, TABLE, |xml| {
        xml.replacen("</row></sheetData>", "<c r=\"A4000000000\"><v>3</v></c></row></sheetData>", 1)
    });
    insta::assert_snapshot!(problems(&catalogue, &[("甲.xlsx", &book)], Language::English), @"
    error[form.unreadable]: `甲.xlsx` cannot be read as an XLSX workbook: no worksheet has a cell `A4000000000`
     --> 甲.xlsx
      = help: save it as .xlsx, without a password
    ");
}

#[test]
fn long_choices_stand_in_cells() {
    let example = EXAMPLE.replace("B级，良好状态的桥梁", &"良".repeat(260));
    let catalogue = Catalogue::from_sources(&[("example.json", &example)]).unwrap();
    let book = written(&form(&catalogue, &FormOptions::default(), "bridge"));
    assert_eq!(texts(&book, "choices").len(), 3);
    let table = part(&book, "xl/worksheets/sheet3.xml");
    assert!(table.contains("<formula1>'choices'!$A$1:$A$3</formula1>"), "{table}");
    // Short ones stand in the rule.
    assert!(table.contains("<formula1>&quot;拱桥,梁桥&quot;</formula1>"), "{table}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn forms_bring_back_what_was_filled_in(
        rows in prop::collection::vec((
            "[a-z0-9=+@'\"<&,;_x甲乙 \u{3000}-]{0,12}",
            prop::option::of(0_i64..1_000_000),
            prop::option::of((0_i64..=10_000, 0_u32..=2)),
            prop::option::of((0_i64..i64::MAX, 0_u32..=18)),
            prop::option::of(any::<bool>()),
        ), 1..8),
        bridges in prop::collection::vec((prop::option::of(0_usize..3), prop::option::of("[a-z=甲,|]{1,8}"), prop::option::of(any::<bool>())), 0..5),
        area in prop::option::of((1_i64..i64::MAX, 0_u32..=12)),
        english: bool,
    ) {
        let catalogue = catalogue();
        let number = |(mantissa, scale): (i64, u32)| Decimal::new(mantissa, scale);
        let id = |index: usize, text: &str| format!("{}{index}", text.trim());
        let ids: Vec<String> = rows.iter().enumerate().map(|(index, row)| id(index, &row.0)).collect();
        let table = TableInput::new("community")
            .ids(&ids)
            .names(rows.iter().enumerate().map(|(index, row)| format!("{}{index}号", row.0.trim())))
            .parents("district", ids.iter().enumerate().map(|(index, _)| if index % 3 == 0 { "西陵区" } else { "=点军区" }))
            .decimal("parking_gap", "space", rows.iter().map(|row| row.1.map(Decimal::from)))
            .decimal("green_share", "%", rows.iter().map(|row| row.2.map(|(mantissa, scale)| number((mantissa.min(10_i64.pow(scale) * 100), scale)))))
            .decimal("footpath_length", "m", rows.iter().map(|row| row.3.map(number)))
            .flag("has_nursery", rows.iter().map(|row| row.4));
        let grades = ["a", "b", "e"];
        let observed = TableInput::new("bridge")
            .ids(bridges.iter().enumerate().map(|(index, _)| format!("b{index}")))
            .names(bridges.iter().enumerate().map(|(index, _)| format!("b{index}")))
            .parents("community", bridges.iter().map(|_| ids[0].as_str()))
            .class("bridge_grade", bridges.iter().map(|bridge| bridge.0.map(|grade| grades[grade])))
            .class("bridge_owner", bridges.iter().map(|bridge| bridge.1.as_deref()))
            .flag("leaning_pier", bridges.iter().map(|bridge| bridge.2));
        let city = TableInput::new("city").ids(["420500"]).names(["宜昌市"]).decimal("built_up_area", "ha", [area.map(number)]);
        let dataset = Dataset::builder(&catalogue).period("2025").table(table).table(observed).table(city).build().unwrap();
        let options = FormOptions {
            dataset: Some(&dataset),
            with_values: true,
            period: "2025".to_owned(),
            language: if english { Language::English } else { Language::Chinese },
            ..FormOptions::default()
        };
        let books: Vec<(String, Vec<u8>)> = catalogue.forms(&options).unwrap().iter().map(|form| (form.name().to_owned(), written(form))).collect();
        let files: Vec<(&str, &[u8])> = books.iter().map(|(name, book)| (name.as_str(), book.as_slice())).collect();
        let filled = read(&catalogue, &files).unwrap_or_else(|problems| panic!("{problems}"));
        let dump = |dataset: &Dataset| -> Vec<String> {
            let mut lines = Vec::new();
            for (place, table) in dataset.tables().iter().enumerate() {
                for row in 0..table.len() {
                    let parent = dataset.parent_of(place, row).and_then(|(table, row)| dataset.tables()[table].id(row));
                    lines.push(format!("{} {:?} {:?} {parent:?}", table.level(), table.id(row), table.name(row)));
                    for column in table.columns().iter().filter(|column| column.is_known(row)) {
                        let value = (column.decimal(row), column.flag(row), column.class(row));
                        lines.push(format!("  {} {:?} {value:?}", column.id(), column.unit()));
                    }
                }
            }
            lines
        };
        prop_assert_eq!(dump(&filled.dataset), dump(&dataset));
    }

    /// Whatever a workbook holds, it is read or refused.
    #[test]
    fn damaged_workbooks_are_refused(place in 0_usize..4, seed: u32, byte: u8) {
        let catalogue = catalogue();
        let book = written(&form(&catalogue, &FormOptions::default(), "bridge"));
        let part = ["xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"][place];
        let book = changed(&book, part, |xml| {
            let mut bytes = xml.as_bytes().to_vec();
            let index = usize::try_from(seed).unwrap() % bytes.len();
            bytes[index] = byte % 128;
            String::from_utf8(bytes).unwrap_or_default()
        });
        let _ = problems(&catalogue, &[("甲.xlsx", &book)], Language::English);
        let mut packed = written(&form(&catalogue, &FormOptions::default(), "bridge"));
        let index = usize::try_from(seed).unwrap() % packed.len();
        packed[index] = byte;
        let _ = problems(&catalogue, &[("乙.xlsx", &packed)], Language::English);
    }
}
