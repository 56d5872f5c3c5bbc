use std::io::Cursor;

use calamine::{Data, Dimensions, Reader, Xlsx};

use super::*;
use crate::decimal::parse_decimal;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn number(text: &str) -> Cell<'static> {
    Cell::Number(parse_decimal(text).unwrap())
}

fn open(sheets: &[&Sheet<'_>], options: XlsxOptions, limit: u32) -> (Book, Diagnostics) {
    let mut file = Cursor::new(Vec::new());
    let notes = write_limited(&mut file, sheets.iter().copied(), options, limit).unwrap();
    (Xlsx::new(Cursor::new(file.into_inner())).unwrap(), notes)
}

fn texts(book: &mut Book, sheet: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

fn shares() -> Sheet<'static> {
    let columns = vec![
        SheetColumn::new("市辖区", 10).merged(),
        SheetColumn::new("社区", 14).merged(),
        SheetColumn::new("占比（%）", 8),
    ];
    let row =
        |district: &'static str, community: &'static str, share: &str| vec![Cell::text(district), Cell::text(community), number(share)];
    let rows = vec![
        row("西陵区", "甲", "81.250"),
        row("西陵区", "甲", "3"),
        row("伍家岗区", "甲", "18.75"),
        row("伍家岗区", "乙", "1"),
        row("伍家岗区", "乙", "2"),
    ];
    Sheet::of_rows("shares", "分布", columns, rows).note("注：待核")
}

#[test]
fn a_workbook_reads_back() {
    let (mut book, notes) = open(&[&shares()], XlsxOptions::default(), MAXIMUM_ROWS);
    assert!(notes.is_empty());
    assert_eq!(book.sheet_names(), ["分布"]);
    let range = book.worksheet_range("分布").unwrap();
    assert_eq!(range.get_value((0, 0)), Some(&Data::String("分布".to_owned())));
    assert_eq!(range.get_value((1, 2)), Some(&Data::String("占比（%）".to_owned())));
    assert_eq!(range.get_value((2, 2)), Some(&Data::Float(81.25)));
    assert_eq!(range.get_value((7, 0)), Some(&Data::String("注：待核".to_owned())));
    // The second cell of a merged run is empty, or Excel would find two values in one cell.
    assert_eq!(range.get_value((3, 0)), Some(&Data::Empty));
    let merged = book.merge_cells_by_sheet_name("分布").unwrap();
    let expected = [
        ((0, 0), (0, 2)),
        ((2, 1), (3, 1)),
        ((2, 0), (3, 0)),
        ((4, 0), (6, 0)),
        ((5, 1), (6, 1)),
    ];
    let mut expected: Vec<Dimensions> = expected.map(|(start, end)| Dimensions { start, end }).to_vec();
    expected.sort();
    let mut merged = merged;
    merged.sort();
    assert_eq!(merged, expected);
}

#[test]
fn numbers_have_the_digits_that_are_shown() {
    let rows = [
        "81.250",
        "-0.5",
        "3",
        "1234567890123456",
        "0.1234567890123456789",
        "100000000000000000000",
    ];
    let rows: Vec<Vec<Cell<'_>>> = rows.iter().map(|text| vec![number(text)]).collect();
    let sheet = Sheet::of_rows("n", "", vec![SheetColumn::new("数", 8)], rows);
    let (mut book, _) = open(&[&sheet], XlsxOptions::default(), MAXIMUM_ROWS);
    let range = book.worksheet_range("n").unwrap();
    let cells: Vec<&Data> = range.rows().skip(1).filter_map(|row| row.first()).collect();
    let text = |text: &str| Data::String(text.to_owned());
    let expected = [
        Data::Float(81.25),
        Data::Float(-0.5),
        Data::Float(3.0),
        text("1234567890123456"),
        text("0.1234567890123456789"),
        Data::Float(1e20),
    ];
    assert_eq!(cells, expected.iter().collect::<Vec<_>>());
    let styles = book.worksheet_style("n").unwrap();
    let formats: Vec<String> = (1..=3)
        .filter_map(|row| {
            styles
                .get((row, 0))?
                .number_format
                .as_ref()
                .map(|format| format.format_code.clone())
        })
        .collect();
    assert_eq!(formats, ["0.000", "0.0", "0"]);
}

#[test]
fn text_is_never_a_formula() {
    let texts = [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "<v>&amp;</v>",
        "a\u{0}b",
        "_x0041_",
        "第一行\n第二行",
        " 空格 ",
    ];
    let rows: Vec<Vec<Cell<'_>>> = texts.iter().map(|text| vec![Cell::text(*text)]).collect();
    let sheet = Sheet::of_rows("t", "", vec![SheetColumn::new("=A1", 8)], rows);
    let (mut book, _) = open(&[&sheet], XlsxOptions::default(), MAXIMUM_ROWS);
    let formulas = book.worksheet_formula("t").unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()));
    let range = book.worksheet_range("t").unwrap();
    let read: Vec<String> = range.rows().filter_map(|row| row.first()).map(ToString::to_string).collect();
    let mut expected = vec!["=A1"];
    expected.extend(texts.map(|text| if text == "a\u{0}b" { "a\u{FFFD}b" } else { text }));
    assert_eq!(read, expected);
}

#[test]
fn a_long_sheet_is_split() {
    let rows = |count: usize| (1..=count).map(|row| vec![Cell::count(row)]).collect();
    let sheet = |count| Sheet::of_rows("long", "台账", vec![SheetColumn::new("序号", 6)], rows(count)).note("注");
    // Title, headings, and one line that says that it goes on, leave three rows of six.
    let (mut book, notes) = open(&[&sheet(7)], XlsxOptions::default(), 6);
    assert_eq!(book.sheet_names(), ["台账", "台账 (2)", "台账 (3)"]);
    let column = |book: &mut Book, name: &str| texts(book, name).concat();
    assert_eq!(column(&mut book, "台账"), ["台账", "序号", "1", "2", "3", "（续见下一工作表）"]);
    assert_eq!(
        column(&mut book, "台账 (2)"),
        ["台账 (2)", "序号", "4", "5", "6", "（续见下一工作表）"]
    );
    assert_eq!(column(&mut book, "台账 (3)"), ["台账 (3)", "序号", "7", "注"]);
    insta::assert_snapshot!(notes.render(Language::Chinese), @"说明[sheet.split]：表 `台账` 的行数超过一个工作表的上限 6，已分为 3 个工作表");
    insta::assert_snapshot!(
        notes.render(Language::English),
        @"note[sheet.split]: the sheet `台账` has more rows than the limit of 6 of one worksheet, and is split (worksheets: 3)"
    );
    // What just fits is not split.
    assert_eq!(open(&[&sheet(3)], XlsxOptions::default(), 6).0.sheet_names(), ["台账"]);
}

#[test]
fn merged_cells_do_not_reach_over_a_split() {
    let rows = vec![vec![Cell::text("甲")]; 4];
    let sheet = Sheet::of_rows("m", "", vec![SheetColumn::new("区", 6).merged()], rows);
    let (mut book, _) = open(&[&sheet], XlsxOptions::default(), 4);
    assert_eq!(texts(&mut book, "m (2)").concat(), ["区", "甲"]);
    for name in ["m", "m (2)"] {
        let merged = book.merge_cells_by_sheet_name(name).unwrap();
        assert_eq!(
            merged,
            [Dimensions {
                start: (1, 0),
                end: (2, 0)
            }],
            "{name}"
        );
    }
}

#[test]
fn sheets_of_one_name_are_told_apart() {
    let (book, _) = open(&[&shares(), &shares()], XlsxOptions::default(), MAXIMUM_ROWS);
    assert_eq!(book.sheet_names(), ["分布", "分布 (2)"]);
}

#[test]
fn headings_may_come_first() {
    let options = XlsxOptions {
        without_titles: true,
        font: XlsxFont::Calibri,
        language: Language::English,
    };
    let (mut book, _) = open(&[&shares()], options, MAXIMUM_ROWS);
    assert_eq!(
        texts(&mut book, "分布").first().map(Vec::as_slice),
        Some(["市辖区", "社区", "占比（%）"].map(str::to_owned).as_slice())
    );
}

#[test]
fn texts_beyond_a_cell_are_cut_and_said_so() {
    let rows = vec![vec![Cell::text("长".repeat(32_768))], vec![Cell::text("长".repeat(32_767))]];
    let sheet = Sheet::of_rows("t", "台账", vec![SheetColumn::new("a", 8)], rows);
    let (_, notes) = open(&[&sheet], XlsxOptions::default(), MAXIMUM_ROWS);
    insta::assert_snapshot!(notes.render(Language::Chinese), @"
    警告[sheet.text_cut]：表 `台账` 有 1 处文字超过单元格的上限 32767 个字，已截断
     --> 台账
      = 位置：列 `A3`
    ");
}

#[test]
fn what_has_no_room_is_refused() {
    let wide = Sheet::of_rows("w", "宽表", vec![SheetColumn::new("a", 1); 16_385], Vec::new());
    let refused = |sheets: &[&Sheet<'_>]| {
        let error = write_xlsx(Cursor::new(Vec::new()), sheets.iter().copied(), XlsxOptions::default()).unwrap_err();
        let XlsxError::Refused(problems) = error else { panic!("{error}") };
        problems
    };
    insta::assert_snapshot!(refused(&[]).render(Language::Chinese), @"错误[sheet.no_sheets]：工作簿中没有表");
    insta::assert_snapshot!(
        refused(&[&wide]).render(Language::Chinese),
        @"错误[sheet.too_many_columns]：表 `宽表` 有 16385 列，超过 Excel 的上限 16384 列"
    );
}

#[test]
fn equal_sheets_give_equal_bytes() {
    let write = || {
        let mut file = Cursor::new(Vec::new());
        write_xlsx(&mut file, [&shares()], XlsxOptions::default()).unwrap();
        file.into_inner()
    };
    assert_eq!(write(), write());
}

#[test]
fn a_writer_that_fails_is_told() {
    let error = write_xlsx(Cursor::new([0_u8; 64].as_mut_slice()), [&shares()], XlsxOptions::default()).unwrap_err();
    assert!(matches!(error, XlsxError::Write(_)), "{error}");
}
