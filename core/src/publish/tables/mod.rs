//! The tables of a report.

mod annexes;
mod overview;
mod results;

use super::material::Material;
use crate::sheet::{Sheet, SheetColumn};

pub(super) use overview::{Outcomes, Statuses};

/// Every table that the material has, in the order of the outline.
pub(super) fn all<'l>(material: &Material<'l, '_>) -> Vec<Sheet<'l>> {
    let mut tables = vec![
        overview::coverage(material),
        overview::system(material),
        overview::completeness(material),
    ];
    tables.push(overview::outcomes(material));
    tables.extend(overview::grades(material));
    for group in &material.groups {
        tables.push(results::group(material, group));
    }
    tables.extend(results::survey(material));
    tables.extend(results::changes(material));
    tables.extend(results::recurring(material));
    tables.push(results::summary(material));
    tables.extend(annexes::departments(material));
    let mut files = annexes::forms(material);
    files.extend(annexes::lists(material));
    tables.push(annexes::files(material, &files));
    tables.extend(files);
    tables.push(annexes::unverified(material));
    tables.push(annexes::reconciliation(material));
    tables.push(annexes::provenance(material));
    tables
}

/// Columns with headings in one language and usual widths.
fn columns(material: &Material<'_, '_>, headings: &[(&str, &str, u16)]) -> Vec<SheetColumn> {
    let column = |(zh, en, width): &(&str, &str, u16)| SheetColumn::new(material.pick(*zh, *en), *width);
    headings.iter().map(column).collect()
}
