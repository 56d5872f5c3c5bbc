//! The first page of a form (填报说明): what it is, how to fill it in, and what is not asked for.

use std::io::{self, Seek, Write};

use super::forms::level_name;
use super::marks::Arrangement;
use super::write::{Writing, content};
use crate::catalogue::Evidence;
use crate::diagnostic::Language;
use crate::sheet::xlsx::{Content, Layout, Package};

/// Letters of the catalogue's hash that are shown.
const SHOWN_HASH: usize = 12;

/// Rules for whoever fills in a form.
const RULES: [(&str, &str); 8] = [
    (
        "只填写浅黄色单元格，其余单元格不能修改。",
        "Fill in the light yellow cells only; the others cannot be changed.",
    ),
    (
        "没有数据的留空。留空表示“未上报”，与 0 不同；确实没有的填 0 或“否”。",
        "Leave blank what is not known: a blank means \"not reported\", which is not 0. Write 0, or \"no\", where there is none.",
    ),
    (
        "数只写数字，按标明的单位填写，不写单位、千分位和说明文字；不要四舍五入，保留已有的全部小数。",
        "Write numbers as digits in the unit that is named, without the unit, grouping or words; do not round, keep every digit that you have.",
    ),
    ("单位为 % 的填 45.6，不填 0.456。", "Where the unit is %, write 45.6 and not 0.456."),
    ("标志和分类从下拉列表中选择。", "Choose flags and classes from the lists."),
    (
        "不要合并单元格，不要填写日期；公式应已算出结果。",
        "Do not merge cells, do not write dates; formulas must have been computed.",
    ),
    (
        "需要填写编号的，同一对象在各表中用同一编号；不要填写合计行。",
        "Where ids are asked for, use one id for one object in all tables; do not add rows of totals.",
    ),
    (
        "工作表的名称、顺序和表头不要改动；文件名可以改。",
        "Do not change names, order or headings of the sheets; the file may be renamed.",
    ),
];

/// Writes the page.
pub(super) fn write<W: Write + Seek>(writing: &Writing<'_, '_>, package: &mut Package<W>) -> io::Result<()> {
    let (form, language) = (writing.form, writing.language);
    let layout = Layout {
        widths: &[18, 110],
        is_protected: true,
        ..Layout::default()
    };
    let mut worksheet = package.worksheet(language.pick("填报说明", "instructions"), &layout)?;
    worksheet.line(28, [(Content::Text(&form.title()), writing.styles.title)])?;
    for (heading, text) in facts(writing) {
        let cells = [
            (Content::Text(heading), writing.styles.heading),
            (content(&text), writing.styles.text),
        ];
        worksheet.row(cells)?;
    }
    for (number, rule) in (1..).zip(RULES) {
        let heading = format!("{} {number}", language.pick("填报要求", "rule"));
        let text = language.pick(rule.0, rule.1);
        worksheet.row([
            (Content::Text(&heading), writing.styles.heading),
            (Content::Text(text), writing.styles.text),
        ])?;
    }
    for indicator in form.left_out.iter().filter_map(|place| form.catalogue.indicators().get(*place)) {
        let rules = indicator.not_applicable.iter().filter(|rule| rule.when.is_some());
        let reasons: Vec<String> = rules
            .map(|rule| {
                let mark = if rule.evidence.default == Evidence::Source {
                    ""
                } else {
                    language.pick("（待核）", " (to be verified)")
                };
                format!("{}{mark}", rule.reason.in_language(language))
            })
            .collect();
        let name = format!("{} {}", indicator.number, indicator.name.in_language(language));
        let text = match language {
            Language::Chinese => format!("{name}：{}", reasons.join("；")),
            Language::English => format!("{name}: {}", reasons.join("; ")),
        };
        let heading = language.pick("不适用，未列入", "not applicable, left out");
        worksheet.row([
            (Content::Text(heading), writing.styles.heading),
            (content(&text), writing.styles.text),
        ])?;
    }
    worksheet.finish()
}

/// What the form is.
fn facts(writing: &Writing<'_, '_>) -> Vec<(&'static str, String)> {
    let (form, language) = (writing.form, writing.language);
    let catalogue = form.catalogue;
    let hash: String = catalogue.content_hash().chars().take(SHOWN_HASH).collect();
    let mut facts = vec![(
        language.pick("指标体系", "catalogue"),
        language.pick(
            format!("{}（{}，内容校验码 {hash}）", catalogue.name(language), catalogue.id()),
            format!("{} ({}, content hash {hash})", catalogue.name(language), catalogue.id()),
        ),
    )];
    if let Some(department) = form.department() {
        facts.push((language.pick("填报单位", "department"), department.to_owned()));
    }
    if !form.period.is_empty() {
        facts.push((language.pick("统计期", "period"), form.period.clone()));
    }
    for table in &form.tables {
        let (name, count) = (level_name(&table.level, language), table.fields.len());
        let text = match (table.arrangement, language) {
            (Arrangement::Items, Language::Chinese) => format!("“{name}”：每行一个数据项，共 {count} 项。"),
            (Arrangement::Items, Language::English) => format!("\"{name}\": one row per item ({count} items)."),
            (Arrangement::Areas, Language::Chinese) => {
                format!("“{name}”：每行一个对象，每列一个数据项，共 {count} 项；定义见“数据项说明”。")
            }
            (Arrangement::Areas, Language::English) => {
                format!("\"{name}\": one row per object, one column per item ({count} items); see the sheet \"items\" for definitions.")
            }
        };
        facts.push((language.pick("工作表", "sheet"), text));
    }
    facts
}
