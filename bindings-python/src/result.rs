//! One result: a value, what it is besides its value, and how it came about.

use cityvitals::Language;
use cityvitals::examine::{IndicatorResult, ResultDocument};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;

use crate::language::language;
use crate::plain::{decimal, to_python};
use crate::report::Report;

/// One result: an indicator, or one part of it, in one area.
#[pyclass(frozen, module = "cityvitals", name = "Result")]
pub(crate) struct Result {
    report: cityvitals::Report,
    document: ResultDocument,
}

impl Result {
    pub(crate) fn new(result: &IndicatorResult<'_>, report: &cityvitals::Report) -> Self {
        Self {
            report: report.clone(),
            document: result.document(),
        }
    }

    /// The result in its report, where it stood when this was made.
    fn found(&self) -> PyResult<IndicatorResult<'_>> {
        let document = &self.document;
        let name = document
            .part
            .as_ref()
            .map_or_else(|| document.indicator.clone(), |part| format!("{}.{part}", document.indicator));
        self.report
            .at(&document.level, &document.area, &name)
            .ok_or_else(|| PyKeyError::new_err(name))
    }

    fn word(&self, name: &'static str, py: Python<'_>) -> PyResult<Option<String>> {
        to_python(py, &self.document)?.get_item(name)?.extract()
    }
}

#[pymethods]
impl Result {
    /// The report that it belongs to.
    #[getter]
    fn report(&self) -> Report {
        Report(self.report.clone())
    }

    /// Id of the indicator.
    #[getter]
    fn indicator(&self) -> &str {
        &self.document.indicator
    }

    /// Official number of the indicator.
    #[getter]
    fn number(&self) -> u16 {
        self.document.number
    }

    /// Id of the part, where the result is of a part of an indicator.
    #[getter]
    fn part(&self) -> Option<&str> {
        self.document.part.as_deref()
    }

    /// Name of the indicator, in the language that is set.
    #[getter]
    fn name(&self) -> PyResult<String> {
        Ok(self.found()?.indicator().name.in_language(language(None)?).to_owned())
    }

    /// Id of the level of the area.
    #[getter]
    fn level(&self) -> &str {
        &self.document.level
    }

    /// Id of the area.
    #[getter]
    fn area(&self) -> &str {
        &self.document.area
    }

    /// Name of the area; its id where it has no name.
    #[getter]
    fn area_name(&self) -> PyResult<String> {
        Ok(self.found()?.area_name().to_owned())
    }

    /// What the result is besides its value: ``"ok"``, ``"partial"``, ``"reported"``, ``"missing"``, ``"not_applicable"``, ``"undefined"``,
    /// ``"overflow"`` or ``"invalid"``.
    #[getter]
    fn status(&self, py: Python<'_>) -> PyResult<Option<String>> {
        self.word("status", py)
    }

    /// Value as shown, rounded once, as `decimal.Decimal`; ``None`` where there is none.
    #[getter]
    fn value<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.document.value.as_deref().map(|text| decimal(py, text)).transpose()
    }

    /// Exact value as `fractions.Fraction`; ``None`` where there is none.
    #[getter]
    fn exact<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(text) = &self.document.exact else { return Ok(None) };
        py.import("fractions")?.getattr("Fraction")?.call1((text,)).map(Some)
    }

    /// Unit of the value.
    #[getter]
    fn unit(&self) -> &str {
        &self.document.unit
    }

    /// How much of what it needs was handed in: how many there are, and how many there should be.
    #[getter]
    fn completeness(&self) -> (u64, u64) {
        (self.document.completeness.reported, self.document.completeness.expected)
    }

    /// How well the formula is known: ``"source"``, ``"inferred"`` or ``"recalled"``.
    #[getter]
    fn evidence(&self, py: Python<'_>) -> PyResult<Option<String>> {
        self.word("evidence", py)
    }

    /// Verdicts on the requirements that apply and are in force, as dicts; see ``spec/schema/report.schema.json``.
    #[getter]
    fn verdicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.document.verdicts)
    }

    /// Explain how the result came about: formula, numbers with units and sources, rounding, verdicts.
    ///
    /// Parameters
    /// ----------
    /// lang : {"zh", "en"}, optional
    ///     Language; without it the one of `set_language`.
    ///
    /// Returns
    /// -------
    /// str
    ///     Several lines of text.
    #[pyo3(signature = (*, lang=None))]
    fn explain(&self, py: Python<'_>, lang: Option<&str>) -> PyResult<String> {
        let (language, found) = (language(lang)?, self.found()?);
        Ok(py.detach(|| found.trace().render(language)))
    }

    /// Return the steps of the computation as plain data; see ``spec/schema/trace.schema.json``.
    fn trace<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let found = self.found()?;
        let trace = py.detach(|| found.trace());
        to_python(py, &trace)
    }

    /// Return the result as plain data; decimals are texts.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.document)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let found = self.found()?;
        let value = self.document.value.as_deref().unwrap_or("–");
        let unit = found.indicator().unit_name.in_language(Language::English);
        let status = self.word("status", py)?.unwrap_or_default();
        Ok(format!(
            "<{} of {}: {value} {unit} [{status}]>",
            self.document.indicator, self.document.area
        ))
    }

    fn _repr_html_<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cityvitals._html")?.getattr("result")?.call1((slf,))
    }
}
