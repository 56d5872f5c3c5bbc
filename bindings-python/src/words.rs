//! Words for what results, grades and problems hold as ids.

use cityvitals::Language;
use cityvitals::catalogue::Evidence;
use cityvitals::catalogue::document::{Difficulty, RectificationClass, Severity};
use cityvitals::examine::{Status, VerdictOutcome};
use cityvitals::grade::{IndicatorGrade, OverallGrade, Priority};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;

use crate::language::language;
use crate::plain::word;

/// Return the words for what tables hold as ids: statuses, outcomes, grades and the like.
///
/// Parameters
/// ----------
/// lang : {"zh", "en"}, optional
///     Language; without it the one of `set_language`.
///
/// Returns
/// -------
/// dict of dict
///     For ``"status"``, ``"outcome"``, ``"grade"`` (of an indicator), ``"overall_grade"`` (of a dimension or city), ``"degree"``, ``"difficulty"``,
///     ``"class"``, ``"priority"`` and ``"evidence"``: ids to words, from best, gravest or first to last.
///
/// Examples
/// --------
/// >>> import cityvitals as cv
/// >>> cv.words(lang="zh")["outcome"]
/// {'met': '达到', 'not_met': '未达到', 'undetermined': '无法判定'}
#[pyfunction]
#[pyo3(signature = (*, lang=None))]
pub(crate) fn words<'py>(py: Python<'py>, lang: Option<&str>) -> PyResult<Bound<'py, PyDict>> {
    let language = language(lang)?;
    let words = PyDict::new(py);
    add(&words, "status", &Status::ALL, Status::word, language)?;
    add(&words, "outcome", &VerdictOutcome::ALL, VerdictOutcome::word, language)?;
    add(&words, "grade", &IndicatorGrade::ALL, IndicatorGrade::word, language)?;
    add(&words, "overall_grade", &OverallGrade::ALL, OverallGrade::word, language)?;
    add(&words, "degree", &Severity::ALL, Severity::word, language)?;
    add(&words, "difficulty", &Difficulty::ALL, Difficulty::word, language)?;
    add(&words, "class", &RectificationClass::ALL, RectificationClass::word, language)?;
    add(&words, "priority", &Priority::ALL, Priority::word, language)?;
    add(&words, "evidence", &Evidence::ALL, Evidence::word, language)?;
    Ok(words)
}

fn add<T: Serialize + Copy>(
    words: &Bound<'_, PyDict>,
    kind: &str,
    all: &[T],
    of: fn(T, Language) -> &'static str,
    language: Language,
) -> PyResult<()> {
    let found = PyDict::new(words.py());
    for value in all {
        found.set_item(word(value), of(*value, language))?;
    }
    words.set_item(kind, found)
}
