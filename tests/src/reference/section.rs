//! The section of one indicator.

use std::fmt::Write as _;

use cityvitals::Catalogue;
use cityvitals::catalogue::document::{Counts, Reference};
use cityvitals::catalogue::{Indicator, Item, Requirement};

use super::words::{Words, anchor, evidence_line, plain};

/// Appends the section of an indicator.
pub(super) fn section(out: &mut String, words: Words, catalogue: &Catalogue, indicator: &Indicator) {
    let name = plain(words.text(&indicator.name));
    let _ = write!(
        out,
        "\n#### <a id=\"{}\"></a>{} {name}\n\n",
        anchor(indicator.number),
        indicator.number
    );
    let mut facts = vec![format!("`{}`", indicator.id.value)];
    facts.extend(indicator.name_variants.iter().map(|variant| plain(variant)));
    facts.push(plain(words.text(&indicator.unit_name)));
    facts.push(words.pick("保留小数 ", "decimals ").to_owned() + &indicator.decimals.to_string());
    facts.push(words.direction(indicator.direction).to_owned());
    facts.push(words.marked(words.nature(indicator.nature), indicator.evidence.of("nature")));
    if catalogue.origin(indicator) != catalogue.id() {
        facts.push(format!("{} {}", words.pick("取自", "from"), catalogue.origin(indicator)));
    }
    out.push_str(&facts.join(" · "));
    out.push_str("\n\n");
    paragraph(
        out,
        "",
        &words.marked(&plain(words.text(&indicator.definition)), indicator.evidence.of("definition")),
    );
    formulas(out, words, catalogue, indicator);
    inputs(out, words, catalogue, indicator);
    checks(out, words, indicator);
    requirements(out, words, catalogue, indicator);
    let notes = [&indicator.formula_note, &indicator.requirement_note];
    for note in notes.into_iter().map(|note| words.text(note)).filter(|note| !note.is_empty()) {
        paragraph(out, words.pick("说明：", "Note: "), &plain(note));
    }
    for rule in &indicator.not_applicable {
        paragraph(
            out,
            words.pick("不适用：", "Does not apply: "),
            &words.marked(&plain(words.text(&rule.reason)), rule.evidence.default),
        );
    }
    if let Some(rollup) = &indicator.rollup {
        paragraph(
            out,
            words.pick("汇总：", "Roll-up: "),
            &words.marked(&plain(words.text(&rollup.text)), rollup.evidence.default),
        );
    }
    let basis: Vec<String> = indicator
        .basis
        .iter()
        .map(|basis| [basis.title.as_str(), basis.code.as_str()].map(plain).join(" ").trim().to_owned())
        .collect();
    if !basis.is_empty() {
        paragraph(out, words.pick("依据文件：", "Basis: "), &basis.join(words.pick("；", "; ")));
    }
    paragraph(
        out,
        words.pick("可信度：", "Evidence: "),
        &evidence_line(words, &indicator.evidence),
    );
}

fn paragraph(out: &mut String, label: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    if !label.is_empty() {
        let _ = write!(out, "**{}**", label.trim_end());
        out.push(' ');
    }
    out.push_str(text);
    out.push_str("\n\n");
}

fn formulas(out: &mut String, words: Words, catalogue: &Catalogue, indicator: &Indicator) {
    let text = catalogue.formula_text(indicator);
    let mark = words.mark(indicator.evidence.of("formula"));
    let label = words.pick("公式", "Formula");
    let label = if mark.is_empty() {
        label.to_owned()
    } else {
        label.to_owned() + &words.brackets(mark)
    };
    let _ = write!(
        out,
        "**{label}**\n\n> {}\n\n```text\n{}\n```\n\n",
        plain(words.text(&text)),
        indicator.formula.value
    );
    for (part, text) in indicator.parts.iter().zip(catalogue.part_formula_texts(indicator)) {
        let _ = writeln!(
            out,
            "- {}{}{}",
            plain(words.text(&part.name)),
            words.pick("：", ": "),
            plain(words.text(&text))
        );
    }
    if !indicator.parts.is_empty() {
        out.push('\n');
    }
    for other in &indicator.alternatives {
        let _ = write!(
            out,
            "{} `{}`{}\n\n",
            words.pick("另一写法", "Also given as"),
            other.formula.value,
            words.brackets(&plain(words.text(&other.place)))
        );
    }
}

fn inputs(out: &mut String, words: Words, catalogue: &Catalogue, indicator: &Indicator) {
    let source = |item: &Item| {
        let methods = item.methods.iter().map(|method| words.term(catalogue, "collection_method", method));
        let methods: Vec<&str> = methods.collect();
        plain([item.departments.join(words.comma()), methods.join(words.comma())].join(" ").trim())
    };
    let mut items = catalogue.inputs(indicator).map(|item| (item, source(item))).peekable();
    if items.peek().is_some() {
        out.push_str(&words.items(catalogue, ("来源", "Source"), items));
        out.push('\n');
    }
}

fn checks(out: &mut String, words: Words, indicator: &Indicator) {
    if indicator.checks.is_empty() {
        return;
    }
    let _ = write!(out, "**{}**\n\n", words.pick("体检内容", "Checklist"));
    for check in &indicator.checks {
        let counts = match check.counts {
            Counts::Yes => "",
            Counts::No => words.pick("只记录，不计数", "recorded, does not count"),
            Counts::Unclear => words.pick("是否计数未写明", "whether it counts is not stated"),
            Counts::Condition => words.pick("须同时满足的条件之一", "one of the conditions that must all hold"),
            Counts::Exempts => words.pick("满足则不计", "exempts the object"),
            Counts::Tag => words.pick("标记", "marks the object"),
        };
        let note = if counts.is_empty() { String::new() } else { words.brackets(counts) };
        let text = words.marked(&plain(words.text(&check.name)), check.evidence.default);
        let _ = writeln!(out, "- {text}{note} `{}`", check.id.value);
    }
    out.push('\n');
}

fn requirements(out: &mut String, words: Words, catalogue: &Catalogue, indicator: &Indicator) {
    if indicator.requirements.is_empty() && indicator.references.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "**{}**\n\n",
        words.pick("评价标准与参考值", "Requirements and reference values")
    );
    for requirement in &indicator.requirements {
        let _ = writeln!(out, "- {}", requirement_line(words, catalogue, indicator, requirement));
    }
    if !indicator.references.is_empty() {
        let listed: Vec<String> = indicator
            .references
            .iter()
            .map(|reference| reference_text(words, reference))
            .collect();
        let _ = writeln!(
            out,
            "- {}{}",
            words.pick("参考：", "For orientation: "),
            listed.join(words.pick("；", "; "))
        );
    }
    out.push('\n');
}

fn requirement_line(words: Words, catalogue: &Catalogue, indicator: &Indicator, requirement: &Requirement) -> String {
    let mut line = plain(words.text(&catalogue.requirement_text(requirement)));
    if let Some(id) = &requirement.part {
        let part = indicator.parts.iter().find(|part| part.id.value == id.value);
        line = format!("{} {line}", part.map_or(id.value.clone(), |part| plain(words.text(&part.name))));
    }
    let mut facts = vec![plain(words.term(catalogue, "strength", &requirement.strength))];
    let to = words.text(&requirement.applies_to_text);
    if !to.is_empty() {
        facts.push(plain(to));
    }
    facts.extend(requirement.by_year.map(|year| format!("{} {year}", words.pick("目标年", "by"))));
    facts.extend(
        requirement
            .from
            .as_ref()
            .map(|day| format!("{} {}", words.pick("自", "from"), day.value)),
    );
    facts.extend(
        requirement
            .until
            .as_ref()
            .map(|day| format!("{} {}", words.pick("至", "until"), day.value)),
    );
    facts.extend(requirement.basis.iter().map(|basis| plain(basis)));
    let note = words.text(&requirement.note);
    if !note.is_empty() {
        facts.push(plain(note));
    }
    words.marked(&format!("{line} · {}", facts.join(" · ")), requirement.evidence.default)
}

fn reference_text(words: Words, reference: &Reference) -> String {
    let value = reference.value.map(|value| format!(" {}", value.0)).unwrap_or_default();
    let unit = if value.is_empty() { "" } else { reference.unit.value.as_str() };
    let year = reference.year.map(|year| words.brackets(&year.to_string())).unwrap_or_default();
    let space = if unit.is_empty() || unit == "%" { "" } else { " " };
    format!("{}{value}{space}{unit}{year}", plain(words.text(&reference.text)))
}
