//! Who hands in what (任务分解表): the data items of a catalogue by department.

use std::fmt::Write as _;

use std::collections::BTreeMap;

use cityvitals::Catalogue;
use cityvitals::catalogue::{Indicator, Item, Located};

use super::words::{Words, anchor, plain};

/// The page of one catalogue.
pub(super) fn page(words: Words, catalogue: &Catalogue) -> String {
    let mut out = format!(
        "# {}{}\n\n",
        plain(catalogue.name(words.0)),
        words.pick("：谁来提供数据", ": who delivers the data")
    );
    out.push_str(words.pick(
        "每个数据项由谁提供、服务于哪些指标。文件未指明部门的，按数据项或其指标的采集方式列出；多个部门或方式的，各列一次。\n",
        "Who hands in each data item, and for which indicators. Where the document names no department, items are listed by the way that they or \
         their indicators are collected; an item of several is listed under each.\n",
    ));
    let mut serves: BTreeMap<&str, Vec<&Indicator>> = BTreeMap::new();
    for indicator in catalogue.indicators() {
        for item in catalogue.inputs(indicator) {
            serves.entry(item.id.as_str()).or_default().push(indicator);
        }
    }
    let mut groups: Vec<(String, Vec<&Item>)> = Vec::new();
    for item in catalogue.items() {
        let indicators = serves.get(item.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        for giver in givers(words, catalogue, item, indicators) {
            match groups.iter_mut().find(|(known, _)| *known == giver) {
                Some((_, items)) => items.push(item),
                None => groups.push((giver, vec![item])),
            }
        }
    }
    for (giver, items) in groups {
        let _ = write!(out, "\n## {}\n\n", plain(&giver));
        let rows = items.into_iter().map(|item| {
            let indicators = serves.get(item.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            (item, links(words, catalogue, indicators))
        });
        out.push_str(&words.items(catalogue, ("用于指标", "For indicators"), rows));
    }
    out
}

/// Departments of an item; or the ways that it is collected in, or else those of its indicators.
fn givers(words: Words, catalogue: &Catalogue, item: &Item, indicators: &[&Indicator]) -> Vec<String> {
    if !item.departments.is_empty() {
        return item.departments.clone();
    }
    let name = |id: &Located<String>| words.term(catalogue, "collection_method", id).to_owned();
    let mut found: Vec<String> = item.methods.iter().map(name).collect();
    if found.is_empty() {
        let collections = indicators.iter().filter_map(|indicator| indicator.collection.as_ref());
        found = collections.flat_map(|collection| &collection.table).map(name).collect();
    }
    found.sort();
    found.dedup();
    if found.is_empty() {
        vec![words.pick("未指明", "Not stated").to_owned()]
    } else {
        found
    }
}

/// Numbers of indicators, each leading to its section.
fn links(words: Words, catalogue: &Catalogue, indicators: &[&Indicator]) -> String {
    let link = |indicator: &&Indicator| format!("[{}]({}.md#{})", indicator.number, catalogue.id(), anchor(indicator.number));
    let links: Vec<String> = indicators.iter().map(link).collect();
    links.join(words.comma())
}
