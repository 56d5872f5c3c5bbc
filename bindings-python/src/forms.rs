//! Collection forms: what each department is asked for, as a table and as workbooks.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use cityvitals::Catalogue;
use cityvitals::catalogue::document::Item;
use cityvitals::form::{Form, FormDivision, FormOptions};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrow::export::Columns;
use crate::frame::Frame;
use crate::input::profile as profile_of;
use crate::language::language;
use crate::plain::word;

/// The choices of a caller.
pub(crate) fn options(
    by: &str,
    indicators: Vec<String>,
    profile: Option<&Bound<'_, PyDict>>,
    departments: Option<BTreeMap<String, String>>,
    period: Option<&Bound<'_, PyAny>>,
) -> PyResult<FormOptions<'static>> {
    Ok(FormOptions {
        language: language(None)?,
        division: match by {
            "department" => FormDivision::Department,
            "level" => FormDivision::Level,
            "whole" => FormDivision::Whole,
            _ => {
                return Err(PyValueError::new_err(format!(
                    "by must be 'department', 'level' or 'whole', not {by:?}"
                )));
            }
        },
        period: period.map(|period| period.str()?.extract()).transpose()?.unwrap_or_default(),
        profile: profile.map(profile_of).transpose()?.unwrap_or_default(),
        indicators,
        departments: departments.unwrap_or_default(),
        ..FormOptions::default()
    })
}

/// One row for each item of each form.
pub(crate) fn listed(catalogue: &Catalogue, forms: &[Form<'_>]) -> PyResult<Frame> {
    let mut rows = Vec::new();
    for form in forms {
        for (level, items) in form.items() {
            rows.extend(items.into_iter().map(|item| (form, level, item)));
        }
    }
    let items: Vec<_> = rows.iter().map(|(_, _, id)| catalogue.item(id)).collect();
    let of = |pick: fn(&Item) -> &str| items.iter().map(move |item| item.map(pick));
    let mut columns = Columns::default();
    columns.words("form", rows.iter().map(|(form, ..)| Some(form.name())));
    columns.words("department", rows.iter().map(|(form, ..)| form.department()));
    columns.words("level", rows.iter().map(|(_, level, _)| Some(*level)));
    columns.texts("item", rows.iter().map(|(.., item)| Some(*item)));
    columns.texts("name_zh", of(|item| &item.name.zh));
    columns.texts("name_en", of(|item| &item.name.en));
    columns.words("kind", items.iter().map(|item| item.and_then(|item| word(&item.kind))));
    columns.words("unit", of(|item| &item.unit));
    Frame::new(columns)
}

/// Writes one workbook for each form into a folder, which is made if it is not there.
pub(crate) fn write(forms: &[Form<'_>], folder: &Path) -> PyResult<Vec<PathBuf>> {
    std::fs::create_dir_all(folder)?;
    let mut paths = Vec::with_capacity(forms.len());
    for form in forms {
        let path = folder.join(format!("{}.xlsx", form.name()));
        form.write(BufWriter::new(File::create(&path)?))?;
        paths.push(path);
    }
    Ok(paths)
}
