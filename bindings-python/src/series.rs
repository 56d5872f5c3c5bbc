//! Series: indicators of different editions that measure the same thing, and whether their values compare.

use cityvitals::catalogue::{Series as CoreSeries, SeriesMember};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrow::export::Columns;
use crate::frame::Frame;
use crate::language::language;
use crate::plain::{to_python, word};

/// Return every series of the library.
///
/// Returns
/// -------
/// list of Series
#[pyfunction]
pub(crate) fn series() -> Vec<Series> {
    CoreSeries::all().map(Series).collect()
}

/// Indicators of different editions that measure the same thing, at most one of each, and whether their values may be compared over time.
///
/// `Catalogue.series` finds the one of an indicator, `cityvitals.series` lists them all. Equal ids are no promise: whether values compare is said link by
/// link, with what changed and why.
#[pyclass(frozen, module = "cityvitals", name = "Series")]
pub(crate) struct Series(pub(crate) CoreSeries);

impl Series {
    fn member(&self, edition: &str) -> PyResult<&SeriesMember> {
        self.0.member(edition).ok_or_else(|| PyKeyError::new_err(edition.to_owned()))
    }
}

#[pymethods]
impl Series {
    /// Id of the series.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// Name of what is measured, in the language that is set.
    #[getter]
    fn name(&self) -> PyResult<&str> {
        Ok(self.0.name.in_language(language(None)?))
    }

    /// Indicator of each edition: ids of catalogues to ids of indicators, earlier editions first.
    #[getter]
    fn members<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let members = PyDict::new(py);
        for member in &self.0.members {
            members.set_item(&member.catalogue, &member.indicator)?;
        }
        Ok(members)
    }

    /// Return whether values of two editions may be compared, and what changed between them.
    ///
    /// Parameters
    /// ----------
    /// edition, other : str
    ///     Ids of catalogues, such as ``"mohurd-2022"``.
    ///
    /// Returns
    /// -------
    /// dict
    ///     ``comparable`` (``"yes"``, ``"with_conversion"`` or ``"no"``; over several links the weakest counts), ``changed`` (list of what changed on the
    ///     way: ``"name"``, ``"unit"``, ``"numerator"``, ``"denominator"``, ``"scope"``, ``"threshold"``, ``"requirement"``), ``why`` (list of texts in the
    ///     language that is set) and ``evidence``.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When one of them has no indicator in this series.
    fn compare<'py>(&self, py: Python<'py>, edition: &str, other: &str) -> PyResult<Bound<'py, PyDict>> {
        self.member(edition)?;
        let found = self
            .0
            .compare(edition, other)
            .ok_or_else(|| PyKeyError::new_err(other.to_owned()))?;
        let language = language(None)?;
        let dict = PyDict::new(py);
        dict.set_item("comparable", word(&found.comparable))?;
        dict.set_item("changed", to_python(py, &found.changed)?)?;
        dict.set_item("why", found.why.iter().map(|why| why.in_language(language)).collect::<Vec<_>>())?;
        dict.set_item("evidence", word(&found.evidence))?;
        Ok(dict)
    }

    /// Return the links as a table: one row for each indicator, with the edition that it is held against and whether values compare.
    fn frame(&self) -> PyResult<Frame> {
        let members = &self.0.members;
        let links = || members.iter().map(|member| member.link.as_ref());
        let held = members
            .iter()
            .map(|member| Some(&self.0.held_against(&member.catalogue)?.catalogue));
        let mut columns = Columns::default();
        columns.texts("catalogue", members.iter().map(|member| Some(&member.catalogue)));
        columns.texts("indicator", members.iter().map(|member| Some(&member.indicator)));
        columns.texts("held_against", held);
        columns.words("comparable", links().map(|link| link.and_then(|link| word(&link.comparable))));
        let changed = |link: &cityvitals::catalogue::SeriesLink| link.changed.iter().filter_map(word).collect::<Vec<_>>().join(", ");
        columns.texts("changed", links().map(|link| link.map(changed)));
        columns.texts("why_zh", links().map(|link| link.map(|link| &link.why.zh)));
        columns.texts("why_en", links().map(|link| link.map(|link| &link.why.en)));
        columns.words("evidence", links().map(|link| link.and_then(|link| word(&link.evidence))));
        Frame::new(columns)
    }

    /// Return the series as plain data; see ``spec/schema/series.schema.json``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.0)
    }

    fn __len__(&self) -> usize {
        self.0.members.len()
    }

    fn __repr__(&self) -> String {
        let editions: Vec<_> = self.0.members.iter().map(|member| member.catalogue.as_str()).collect();
        format!("<cityvitals.Series {}: {}>", self.0.id, editions.join(", "))
    }
}
