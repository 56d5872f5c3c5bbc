//! The language of messages where a call names none.

use std::sync::atomic::{AtomicBool, Ordering};

use cityvitals::Language;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

static IS_CHINESE: AtomicBool = AtomicBool::new(true);

/// The language of a call: the one it names, or else the default.
pub(crate) fn language(tag: Option<&str>) -> PyResult<Language> {
    match tag {
        None if IS_CHINESE.load(Ordering::Relaxed) => Ok(Language::Chinese),
        None => Ok(Language::English),
        Some(tag) => {
            Language::from_tag(tag).ok_or_else(|| PyValueError::new_err(format!("no such language: {tag:?}; there are 'zh' and 'en'")))
        }
    }
}

/// Set the language in which messages, names and explanations are given where a call names none.
///
/// Parameters
/// ----------
/// lang : {"zh", "en"}
///     A language tag; ``"zh_CN.UTF-8"`` will do as well.
///
/// Raises
/// ------
/// ValueError
///     When there are no texts in that language.
#[pyfunction]
pub(crate) fn set_language(lang: &str) -> PyResult<()> {
    IS_CHINESE.store(language(Some(lang))? == Language::Chinese, Ordering::Relaxed);
    Ok(())
}

/// Return the language in which messages are given: ``"zh"`` or ``"en"``.
#[pyfunction]
pub(crate) fn get_language() -> PyResult<&'static str> {
    Ok(language(None)?.code())
}
