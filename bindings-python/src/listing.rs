//! What a catalogue holds, as tables: indicators, data items, and what was found by words.

use cityvitals::Catalogue;
use cityvitals::catalogue::document::{Indicator, Item};
use cityvitals::catalogue::{Found, Located};
use pyo3::prelude::*;

use crate::arrow::export::Columns;
use crate::frame::Frame;
use crate::language::language;
use crate::plain::word;

/// Return the ids of the catalogues that come with the library.
#[pyfunction]
pub(crate) fn catalogues() -> Vec<&'static str> {
    Catalogue::builtin_ids().collect()
}

/// The indicators in official order.
pub(crate) fn indicators(catalogue: &Catalogue) -> PyResult<Frame> {
    let language = language(None)?;
    let all = catalogue.indicators();
    let texts = |of: fn(&Indicator) -> &str| all.iter().map(move |indicator| Some(of(indicator)));
    let requirements = |indicator: &Indicator| {
        let texts = indicator
            .requirements
            .iter()
            .map(|requirement| catalogue.requirement_text(requirement).in_language(language).to_owned());
        Some(texts.collect::<Vec<_>>().join(language.pick("；", "; ")))
    };
    let formulas: Vec<_> = all.iter().map(|indicator| catalogue.formula_text(indicator)).collect();
    let mut columns = Columns::default();
    columns.counts("number", all.iter().map(|indicator| Some(u64::from(indicator.number))))?;
    columns.texts("id", texts(|indicator| &indicator.id));
    columns.texts("name_zh", texts(|indicator| &indicator.name.zh));
    columns.texts("name_en", texts(|indicator| &indicator.name.en));
    columns.words("dimension", texts(|indicator| &indicator.dimension));
    columns.words("level", texts(|indicator| &indicator.level));
    columns.words("unit", texts(|indicator| &indicator.unit));
    columns.counts("decimals", all.iter().map(|indicator| Some(u64::from(indicator.decimals))))?;
    columns.words("direction", all.iter().map(|indicator| word(&indicator.direction)));
    columns.words("nature", all.iter().map(|indicator| word(&indicator.nature)));
    columns.texts("formula", texts(|indicator| &indicator.formula));
    columns.texts("formula_zh", formulas.iter().map(|text| Some(&text.zh)));
    columns.texts("formula_en", formulas.iter().map(|text| Some(&text.en)));
    columns.texts("items", all.iter().map(|indicator| Some(ids(&indicator.items))));
    columns.texts("requirements", all.iter().map(requirements));
    columns.texts("definition_zh", texts(|indicator| &indicator.definition.zh));
    columns.words("evidence", all.iter().map(|indicator| word(&indicator.evidence.of("formula"))));
    Frame::new(columns)
}

/// The data items that formulas read.
pub(crate) fn items(catalogue: &Catalogue) -> PyResult<Frame> {
    let all = catalogue.items();
    let texts = |of: fn(&Item) -> &str| all.iter().map(move |item| Some(of(item)));
    let mut columns = Columns::default();
    columns.texts("id", texts(|item| &item.id));
    columns.texts("name_zh", texts(|item| &item.name.zh));
    columns.texts("name_en", texts(|item| &item.name.en));
    columns.words("kind", all.iter().map(|item| word(&item.kind)));
    columns.words("unit", texts(|item| &item.unit));
    columns.words("level", texts(|item| &item.level));
    columns.words("scope", texts(|item| &item.scope));
    columns.words("rollup", all.iter().map(|item| word(&item.rollup)));
    columns.words("departments", all.iter().map(|item| Some(item.departments.join(", "))));
    columns.words("methods", all.iter().map(|item| Some(ids(&item.methods))));
    columns.texts("note_zh", texts(|item| &item.note.zh));
    columns.words("evidence", all.iter().map(|item| word(&item.evidence.of("unit"))));
    Frame::new(columns)
}

/// What a search found, the best first.
pub(crate) fn found(found: &[Found<'_>]) -> PyResult<Frame> {
    let rows: Vec<_> = found
        .iter()
        .filter_map(|found| match found {
            Found::Indicator(one) => Some((
                "indicator",
                Some(one.number),
                &one.id,
                &one.name,
                one.level.as_str(),
                one.unit.as_str(),
            )),
            Found::Item(item) => Some(("item", None, &item.id, &item.name, item.level.as_str(), item.unit.as_str())),
            Found::Check(one, check) => Some(("check", Some(one.number), &check.id, &check.name, one.level.as_str(), "")),
            _ => None,
        })
        .collect();
    let mut columns = Columns::default();
    columns.words("kind", rows.iter().map(|row| Some(row.0)));
    columns.counts("number", rows.iter().map(|row| row.1.map(u64::from)))?;
    columns.texts("id", rows.iter().map(|row| Some(row.2.as_str())));
    columns.texts("name_zh", rows.iter().map(|row| Some(row.3.zh.as_str())));
    columns.texts("name_en", rows.iter().map(|row| Some(row.3.en.as_str())));
    columns.words("level", rows.iter().map(|row| Some(row.4)));
    columns.words("unit", rows.iter().map(|row| Some(row.5)));
    Frame::new(columns)
}

fn ids(list: &[Located<String>]) -> String {
    list.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ")
}
