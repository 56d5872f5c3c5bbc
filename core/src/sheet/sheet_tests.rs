use super::*;
use crate::decimal::parse_decimal;

fn number(text: &str) -> Cell<'static> {
    Cell::Number(parse_decimal(text).unwrap())
}

/// A ledger with merged columns, blanks, digits to keep, and names that somebody chose with care.
fn ledger() -> Sheet<'static> {
    let columns = vec![
        SheetColumn::new("市辖区", 10).merged(),
        SheetColumn::new("社区", 14).merged(),
        SheetColumn::new("问题", 30),
        SheetColumn::new("占比（%）", 8),
    ];
    let row = |district: &'static str, community: &'static str, problem: &'static str, share: Cell<'static>| {
        vec![Cell::text(district), Cell::text(community), Cell::text(problem), share]
    };
    let rows = vec![
        row("西陵区", "二马路社区", "楼梯踏步破损", number("81.250")),
        row("西陵区", "二马路社区", "<script>alert(\"1\")</script>", number("-0.5")),
        row("西陵区", "", "=HYPERLINK(\"http://a\",\"b\")", Cell::Blank),
        row("伍家岗区", "", "第一行\r\n第二行|*强调*", number("18.75")),
        row("点军区", "二马路社区", "O'Brien & 子, \"甲\"", number("0")),
        row("西陵区", "二马路社区", "-1+2", number("100")),
    ];
    Sheet::of_rows("building/ledger", "住宅问题台账", columns, rows)
        .note("注：占比为本库计算。")
        .note("<b># 待核</b>")
}

#[test]
fn csv_keeps_digits_and_computes_nothing() {
    insta::assert_snapshot!(ledger().to_csv(), @r#"
    市辖区,社区,问题,占比（%）
    西陵区,二马路社区,楼梯踏步破损,81.250
    西陵区,二马路社区,"<script>alert(""1"")</script>",-0.5
    西陵区,,"'=HYPERLINK(""http://a"",""b"")",
    伍家岗区,,"第一行
    第二行|*强调*",18.75
    点军区,二马路社区,"O'Brien & 子, ""甲""",0
    西陵区,二马路社区,'-1+2,100
    "#);
}

#[test]
fn csv_for_excel_begins_with_a_mark() {
    let mut file = Vec::new();
    ledger().write_csv(&mut file, CsvOptions { byte_order_mark: true }).unwrap();
    assert_eq!(file.get(..3), Some([0xEF, 0xBB, 0xBF].as_slice()));
    assert_eq!(String::from_utf8(file).unwrap().trim_start_matches('\u{FEFF}'), ledger().to_csv());
}

#[test]
fn csv_says_when_the_writer_fails() {
    let error = ledger().write_csv([0_u8; 8].as_mut_slice(), CsvOptions::default()).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::WriteZero);
}

#[test]
fn short_rows_are_filled_up() {
    let columns = vec![SheetColumn::new("a", 4), SheetColumn::new("b", 4)];
    let sheet = Sheet::of_rows("short", "", columns, vec![vec![Cell::text("x")], vec![]]);
    assert_eq!(sheet.to_csv(), "a,b\nx,\n,\n");
    assert_eq!(sheet.to_markdown(), "| a | b |\n| --- | --- |\n| x | |\n| | |\n");
    assert!(sheet.to_html().contains("<tr><td>x</td><td class=\"blank\"></td></tr>"));
}

#[test]
fn markdown_reads_no_marks_in_cells() {
    insta::assert_snapshot!(ledger().to_markdown(), @r#"
    **住宅问题台账**

    | 市辖区 | 社区 | 问题 | 占比（%） |
    | --- | --- | --- | --- |
    | 西陵区 | 二马路社区 | 楼梯踏步破损 | 81.250 |
    | 西陵区 | 二马路社区 | &lt;script&gt;alert("1")&lt;/script&gt; | -0.5 |
    | 西陵区 |  | =HYPERLINK("http://a","b") |  |
    | 伍家岗区 |  | 第一行<br>第二行\|\*强调\* | 18.75 |
    | 点军区 | 二马路社区 | O'Brien &amp; 子, "甲" | 0 |
    | 西陵区 | 二马路社区 | -1+2 | 100 |

    注：占比为本库计算。

    &lt;b&gt;# 待核&lt;/b&gt;
    "#);
}

#[test]
fn html_is_escaped_and_merges_equal_cells() {
    insta::assert_snapshot!(ledger().to_html(), @r#"
    <table class="sheet sheet-building-ledger">
    <caption>住宅问题台账</caption>
    <colgroup><col style="width:10ch"><col style="width:14ch"><col style="width:30ch"><col style="width:8ch"></colgroup>
    <thead>
    <tr><th scope="col">市辖区</th><th scope="col">社区</th><th scope="col">问题</th><th scope="col">占比（%）</th></tr>
    </thead>
    <tbody>
    <tr><td class="merged" rowspan="3">西陵区</td><td class="merged" rowspan="2">二马路社区</td><td>楼梯踏步破损</td><td class="number">81.250</td></tr>
    <tr><td>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</td><td class="number">-0.5</td></tr>
    <tr><td class="blank"></td><td>=HYPERLINK(&quot;http://a&quot;,&quot;b&quot;)</td><td class="blank"></td></tr>
    <tr><td>伍家岗区</td><td class="blank"></td><td>第一行<br>第二行|*强调*</td><td class="number">18.75</td></tr>
    <tr><td>点军区</td><td>二马路社区</td><td>O&#39;Brien &amp; 子, &quot;甲&quot;</td><td class="number">0</td></tr>
    <tr><td>西陵区</td><td>二马路社区</td><td>-1+2</td><td class="number">100</td></tr>
    </tbody>
    <tfoot>
    <tr><td class="note" colspan="4">注：占比为本库计算。</td></tr>
    <tr><td class="note" colspan="4">&lt;b&gt;# 待核&lt;/b&gt;</td></tr>
    </tfoot>
    </table>
    "#);
}

#[test]
fn lines_of_markdown_begin_with_no_mark() {
    let note = |text: &str| Sheet::of_rows("n", "", Vec::new(), Vec::new()).note(text).to_markdown();
    assert_eq!(note("# 标题"), "|\n|\n\n\\# 标题\n");
    assert_eq!(note("- 项"), "|\n|\n\n\\- 项\n");
    assert_eq!(note("1 - 2"), "|\n|\n\n1 - 2\n");
}

#[test]
fn csv_is_what_readers_of_csv_read() {
    let texts = ["", "a", "a,b", "say \"x\"", "two\nlines", "a\r", "=1,2", "\"", " "];
    for width in 1..=2 {
        let columns = vec![SheetColumn::new("列,1", 8); width];
        let rows: Vec<Vec<Cell<'_>>> = texts.iter().map(|text| vec![Cell::Text((*text).into()); width]).collect();
        let csv = Sheet::of_rows("texts", "texts", columns, rows).to_csv();
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["列,1"; width]);
        let read: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        let expected: Vec<Vec<String>> = texts
            .iter()
            .map(|text| vec![if *text == "=1,2" { "'=1,2".to_owned() } else { (*text).to_owned() }; width])
            .collect();
        assert_eq!(read, expected);
    }
}
