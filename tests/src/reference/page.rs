//! The page of a catalogue, and the list of all of them.

use std::fmt::Write as _;

use cityvitals::Catalogue;
use cityvitals::catalogue::Indicator;
use cityvitals::catalogue::document::Dimension;

use super::section::section;
use super::words::{Words, anchor, evidence_line, plain};

/// The list of the pages.
pub(super) fn index(words: Words, catalogues: &[Catalogue]) -> String {
    let mut out = format!("# {}\n\n", words.pick("指标体系参考", "Reference of the indicator systems"));
    out.push_str(words.pick(
        "由 `spec/catalogues` 生成（`make docs`），请勿手改。推断：由文意或惯例得出；待核：来自二手资料或记忆，未见原文。\n\n",
        "Generated from `spec/catalogues` by `make docs`; not to be edited. *Inferred* follows from the wording or from practice; *to be verified* is known \
         from secondary places only.\n\n",
    ));
    let rows = catalogues.iter().map(|catalogue| {
        let name = catalogue.name(words.0);
        let (recalled, of) = unverified(catalogue);
        format!(
            "| [{}]({}.md) | {} | {} | {recalled} / {of} | {} | [{}](tasks-{}.md) |\n",
            catalogue.id(),
            catalogue.id(),
            plain(name),
            catalogue.indicators().len(),
            catalogue.items().len(),
            words.pick("任务分解表", "tasks"),
            catalogue.id(),
        )
    });
    out.push_str(words.pick(
        "| 体系 | 名称 | 指标 | 公式待核 | 数据项 | 谁来提供 |\n| --- | --- | --- | --- | --- | --- |\n",
        "| System | Name | Indicators | Formulas to be verified | Data items | Who delivers |\n| --- | --- | --- | --- | --- | --- |\n",
    ));
    out.extend(rows);
    let _ = writeln!(
        out,
        "\n[{}](concordance.md)",
        words.pick("各版指标对照表", "Concordance of the editions")
    );
    out
}

/// Indicators whose formula was not read in the document, and all of them.
fn unverified(catalogue: &Catalogue) -> (usize, usize) {
    let doubtful = |indicator: &&Indicator| indicator.evidence.of("formula") != cityvitals::catalogue::Evidence::Source;
    (catalogue.indicators().iter().filter(doubtful).count(), catalogue.indicators().len())
}

/// The page of one catalogue.
pub(super) fn page(words: Words, catalogue: &Catalogue) -> String {
    let mut out = head(words, catalogue);
    let document = catalogue.document();
    let base = base(catalogue);
    let mut group = "";
    for dimension in &document.dimensions {
        let indicators = of_dimension(catalogue, dimension, base.as_ref());
        if indicators.is_empty() {
            continue;
        }
        if group != dimension.group {
            group = &dimension.group;
            let _ = writeln!(out, "\n## {}", plain(words.text(&dimension.group_name)));
        }
        if dimension.name != dimension.group_name {
            let _ = writeln!(out, "\n### {}", plain(words.text(&dimension.name)));
        }
        for indicator in indicators {
            section(&mut out, words, catalogue, indicator);
        }
    }
    let remarks: Vec<_> = document
        .remarks
        .iter()
        .filter(|remark| !words.text(&remark.text).is_empty())
        .collect();
    if !remarks.is_empty() {
        let _ = write!(
            out,
            "\n## {}\n\n",
            words.pick("原文的矛盾与修复", "Contradictions and repairs of the document")
        );
        for remark in remarks {
            let number = remark
                .indicator
                .map(|number| format!("[{number}](#{}) ", anchor(number)))
                .unwrap_or_default();
            let _ = writeln!(out, "- {number}{}", plain(words.text(&remark.text)));
        }
    }
    out
}

/// The catalogue that one extends.
fn base(catalogue: &Catalogue) -> Option<Catalogue> {
    Catalogue::builtin(catalogue.lineage().first()?).ok()
}

/// The indicators of a dimension that are described here: those that another page does not describe in the same words.
fn of_dimension<'c>(catalogue: &'c Catalogue, dimension: &Dimension, base: Option<&Catalogue>) -> Vec<&'c Indicator> {
    let described =
        |indicator: &&Indicator| indicator.dimension.value == dimension.id.value && base.is_none_or(|base| !is_taken_over(indicator, base));
    catalogue.indicators().iter().filter(described).collect()
}

/// Whether an indicator is that of the extended catalogue without any change.
fn is_taken_over(indicator: &Indicator, base: &Catalogue) -> bool {
    base.indicators().iter().any(|known| {
        known.id.value == indicator.id.value && {
            let mut same = indicator.clone();
            same.origin.clone_from(&known.origin);
            same == *known
        }
    })
}

fn head(words: Words, catalogue: &Catalogue) -> String {
    let mut out = format!("# {}\n\n", plain(catalogue.name(words.0)));
    let document = catalogue.document();
    if let Some(header) = &document.catalogue {
        let mut facts = vec![
            format!("`{}`", header.id.value),
            plain(words.text(&header.title)),
            plain(words.text(&header.issuer)),
        ];
        if !header.issued.is_empty() {
            facts.push(header.issued.clone());
        }
        if let Some(base) = header.lineage.first() {
            facts.push(format!("{} [{base}]({base}.md)", words.pick("扩展自", "extends")));
        }
        out.push_str(&facts.join(" · "));
        out.push_str("\n\n");
        let note = words.text(&header.note);
        if !note.is_empty() {
            let _ = write!(out, "{}\n\n", plain(note));
        }
        let _ = write!(
            out,
            "{}{}\n\n",
            words.pick("总体依据：", "Evidence of the conventions: "),
            evidence_line(words, &header.evidence)
        );
    }
    let _ = write!(
        out,
        "[{}](tasks-{}.md) · [{}](README.md)\n\n",
        words.pick("谁来提供数据", "Who delivers the data"),
        catalogue.id(),
        words.pick("所有体系", "All systems")
    );
    out.push_str(words.pick(
        "| 编号 | 指标 | 分项 | 最低层级 | 单位 | 评价标准 | 性质 |\n| ---: | --- | --- | --- | --- | --- | --- |\n",
        "| No. | Indicator | Dimension | Lowest level | Unit | Requirement | Nature |\n| ---: | --- | --- | --- | --- | --- | --- |\n",
    ));
    let base = base(catalogue);
    for indicator in catalogue.indicators() {
        let page = base.as_ref().filter(|base| is_taken_over(indicator, base));
        out.push_str(&line(words, catalogue, indicator, page.map(Catalogue::id)));
    }
    out
}

/// The line of an indicator in the table; `page` is the catalogue whose page describes it, where that is another.
fn line(words: Words, catalogue: &Catalogue, indicator: &Indicator, page: Option<&str>) -> String {
    let dimensions = &catalogue.document().dimensions;
    let dimension = dimensions.iter().find(|dimension| dimension.id.value == indicator.dimension.value);
    let requirements: Vec<String> = indicator
        .requirements
        .iter()
        .map(|requirement| plain(words.text(&catalogue.requirement_text(requirement))))
        .collect();
    let shown = match requirements.as_slice() {
        [] => "—".to_owned(),
        [one] => one.clone(),
        [first, ..] => format!(
            "{first} … {}",
            words
                .brackets(&format!("{}{}", requirements.len(), words.pick("条", " in all")))
                .trim()
        ),
    };
    // Links from other pages lead to the line where there is no section.
    let here = page
        .map(|_| format!("<a id=\"{}\"></a>", anchor(indicator.number)))
        .unwrap_or_default();
    format!(
        "| {here}{} | [{}]({}#{}) | {} | {} | {} | {shown} | {} |\n",
        indicator.number,
        words.marked(&plain(words.text(&indicator.name)), indicator.evidence.of("formula")),
        page.map(|id| format!("{id}.md")).unwrap_or_default(),
        anchor(indicator.number),
        dimension.map_or(String::new(), |dimension| plain(words.text(&dimension.name))),
        plain(words.level(catalogue, &indicator.level)),
        plain(words.text(&indicator.unit_name)),
        words.nature(indicator.nature),
    )
}
