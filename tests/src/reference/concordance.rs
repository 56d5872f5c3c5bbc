//! The concordance: which indicators are in which edition, under which number, and whether their values may be compared.

use std::fmt::Write as _;

use cityvitals::Catalogue;
use cityvitals::catalogue::{Change, Comparable, Series, SeriesLink, SeriesMember};

use super::words::{Words, anchor, plain};

/// The page.
pub(super) fn page(words: Words, catalogues: &[Catalogue]) -> String {
    let national: Vec<&Catalogue> = catalogues.iter().filter(|catalogue| !is_local(catalogue, catalogues)).collect();
    let mut out = format!("# {}\n\n", words.pick("各版指标对照表", "Concordance of the editions"));
    out.push_str(words.pick(
        "每行是各版中衡量同一事物的指标，格中是编号。编号后的符号说明能否与前一版的值比较：＝ 可比，≈ 换算单位后可比，≠ 不可比；理由见下。\n\n",
        "Each line has the indicators of the editions that measure the same thing, by number. The sign behind a number says whether its values compare \
         with those of the edition before: = as they stand, ≈ after conversion, ≠ not; the reasons stand below.\n\n",
    ));
    let _ = write!(out, "| {} |", words.pick("指标", "Indicator"));
    for catalogue in &national {
        let _ = write!(out, " [{}]({}.md) |", catalogue.id(), catalogue.id());
    }
    out.push_str("\n| --- |");
    out.push_str(&" --- |".repeat(national.len()));
    out.push('\n');
    let all: Vec<Series> = Series::all().collect();
    for series in &all {
        line(&mut out, words, &national, words.text(&series.name), |catalogue| {
            series.member(catalogue.id())
        });
    }
    alone(&mut out, words, &national, &all);
    reasons(&mut out, words, &national, &all);
    out
}

/// Whether a catalogue lays local indicators upon that of another issuer.
fn is_local(catalogue: &Catalogue, catalogues: &[Catalogue]) -> bool {
    let issuer = |catalogue: &Catalogue| catalogue.document().catalogue.as_ref().map(|header| header.issuer.zh.clone());
    let base = catalogue
        .lineage()
        .first()
        .and_then(|id| catalogues.iter().find(|base| base.id() == id));
    base.is_some_and(|base| base.edition() == catalogue.edition() && issuer(base) != issuer(catalogue))
}

fn line<'s>(out: &mut String, words: Words, national: &[&Catalogue], name: &str, member: impl Fn(&Catalogue) -> Option<&'s SeriesMember>) {
    let _ = write!(out, "| {} |", plain(name));
    for catalogue in national {
        let found = member(catalogue).and_then(|member| Some((member, catalogue.indicator(&member.indicator)?)));
        let cell = found.map(|(member, indicator)| {
            let sign = member.link.as_ref().map_or("", |link| sign(words, link.comparable));
            format!("[{}]({}.md#{}) {sign}", indicator.number, catalogue.id(), anchor(indicator.number))
        });
        let _ = write!(out, " {} |", cell.unwrap_or_default().trim_end());
    }
    out.push('\n');
}

fn sign(words: Words, comparable: Comparable) -> &'static str {
    match comparable {
        Comparable::Yes => words.pick("＝", "="),
        Comparable::WithConversion => "≈",
        Comparable::No => "≠",
    }
}

/// The indicators that no series has.
fn alone(out: &mut String, words: Words, national: &[&Catalogue], all: &[Series]) {
    let _ = write!(out, "\n## {}\n\n", words.pick("只在一版中的指标", "Indicators of one edition only"));
    for catalogue in national {
        let has = |id: &str| {
            all.iter()
                .any(|series| series.member(catalogue.id()).is_some_and(|member| member.indicator == id))
        };
        let links: Vec<String> = catalogue
            .indicators()
            .iter()
            .filter(|indicator| !has(&indicator.id))
            .map(|indicator| {
                let name = plain(words.text(&indicator.name));
                format!("[{} {name}]({}.md#{})", indicator.number, catalogue.id(), anchor(indicator.number))
            })
            .collect();
        if !links.is_empty() {
            let _ = write!(out, "**{}** {}\n\n", catalogue.id(), links.join(words.pick("；", "; ")));
        }
    }
}

/// What changed between editions, and why values do or do not compare.
fn reasons(out: &mut String, words: Words, national: &[&Catalogue], all: &[Series]) {
    let _ = write!(out, "## {}\n\n", words.pick("变化与可比性", "What changed, and what compares"));
    for series in all {
        let mut before: Option<&SeriesMember> = None;
        for member in &series.members {
            let link = member
                .link
                .as_ref()
                .filter(|link| !link.changed.is_empty() || !words.text(&link.why).is_empty());
            if let Some(link) = link.filter(|_| national.iter().any(|catalogue| catalogue.id() == member.catalogue)) {
                let from = link
                    .with
                    .as_deref()
                    .or(before.map(|member| member.catalogue.as_str()))
                    .unwrap_or_default();
                reason(out, words, series, from, &member.catalogue, link);
            }
            before = Some(member);
        }
    }
}

fn reason(out: &mut String, words: Words, series: &Series, from: &str, to: &str, link: &SeriesLink) {
    let changed: Vec<&str> = link.changed.iter().map(|change| change_word(words, *change)).collect();
    let _ = write!(
        out,
        "- {} · {from} → {to} {} ",
        plain(words.text(&series.name)),
        sign(words, link.comparable)
    );
    let mut parts: Vec<String> = Vec::new();
    if !changed.is_empty() {
        parts.push(format!("{}{}", words.pick("变化：", "changed: "), changed.join(words.comma())));
    }
    let why = words.text(&link.why);
    if !why.is_empty() {
        parts.push(plain(why));
    }
    let _ = writeln!(out, "{}", words.marked(&parts.join(words.pick("；", "; ")), link.evidence));
}

fn change_word(words: Words, change: Change) -> &'static str {
    match change {
        Change::Name => words.pick("名称", "name"),
        Change::Unit => words.pick("单位", "unit"),
        Change::Numerator => words.pick("分子", "numerator"),
        Change::Denominator => words.pick("分母", "denominator"),
        Change::Scope => words.pick("范围", "scope"),
        Change::Threshold => words.pick("判别数值", "threshold"),
        Change::Requirement => words.pick("评价标准", "requirement"),
        _ => words.pick("其他", "other"),
    }
}
