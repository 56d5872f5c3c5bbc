//! One result: a value, what it is besides its value, and how it came about.

use cityvitals::Language;
use cityvitals::examine::{IndicatorResult, ResultPlace};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;

use crate::language::language;
use crate::plain::{decimal, fraction, to_python, word};
use crate::report::Report;

/// One result: an indicator, or one part of it, in one area.
#[pyclass(frozen, module = "cityvitals", name = "Result")]
pub(crate) struct Result {
    report: cityvitals::Report,
    place: ResultPlace,
}

impl Result {
    pub(crate) fn new(result: &IndicatorResult<'_>, report: &cityvitals::Report) -> Self {
        Self {
            report: report.clone(),
            place: result.place(),
        }
    }

    /// The result in its report, where it stood when this was made.
    fn found(&self) -> PyResult<IndicatorResult<'_>> {
        self.report
            .result_at(self.place)
            .ok_or_else(|| PyKeyError::new_err(format!("{:?}", self.place)))
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
    fn indicator(&self) -> PyResult<&str> {
        Ok(&self.found()?.indicator().id)
    }

    /// Official number of the indicator.
    #[getter]
    fn number(&self) -> PyResult<u16> {
        Ok(self.found()?.indicator().number)
    }

    /// Id of the part, where the result is of a part of an indicator.
    #[getter]
    fn part(&self) -> PyResult<Option<&str>> {
        Ok(self.found()?.part())
    }

    /// Name of the indicator, in the language that is set.
    #[getter]
    fn name(&self) -> PyResult<String> {
        Ok(self.found()?.indicator().name.in_language(language(None)?).to_owned())
    }

    /// Id of the level of the area.
    #[getter]
    fn level(&self) -> PyResult<&str> {
        Ok(self.found()?.level())
    }

    /// Id of the area.
    #[getter]
    fn area(&self) -> PyResult<&str> {
        Ok(self.found()?.area())
    }

    /// Name of the area; its id where it has no name.
    #[getter]
    fn area_name(&self) -> PyResult<String> {
        Ok(self.found()?.area_name().to_owned())
    }

    /// What the result is besides its value: ``"ok"``, ``"partial"``, ``"reported"``, ``"missing"``, ``"not_applicable"``, ``"undefined"``,
    /// ``"overflow"`` or ``"invalid"``.
    #[getter]
    fn status(&self) -> PyResult<Option<String>> {
        Ok(word(&self.found()?.status()))
    }

    /// Value as shown, rounded once, as `decimal.Decimal`; ``None`` where there is none.
    #[getter]
    fn value<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.found()?.displayed().map(|value| decimal(py, &value.to_string())).transpose()
    }

    /// Exact value as `fractions.Fraction`; ``None`` where there is none.
    #[getter]
    fn exact<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.found()?.value().map(|exact| fraction(py, &exact)).transpose()
    }

    /// Unit of the value.
    #[getter]
    fn unit(&self) -> PyResult<&str> {
        Ok(&self.found()?.indicator().unit)
    }

    /// How much of what it needs was handed in: how many there are, and how many there should be.
    #[getter]
    fn completeness(&self) -> PyResult<(u64, u64)> {
        let completeness = self.found()?.completeness();
        Ok((completeness.reported, completeness.expected))
    }

    /// How well the formula is known: ``"source"``, ``"inferred"`` or ``"recalled"``.
    #[getter]
    fn evidence(&self) -> PyResult<Option<String>> {
        Ok(word(&self.found()?.evidence()))
    }

    /// Verdicts on the requirements that apply and are in force, as dicts; see ``spec/schema/report.schema.json``.
    #[getter]
    fn verdicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.found()?.verdicts())
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
        to_python(py, &self.found()?.document())
    }

    fn __repr__(&self) -> PyResult<String> {
        let found = self.found()?;
        let value = found.displayed().map_or_else(|| "–".to_owned(), |value| value.to_string());
        let unit = found.indicator().unit_name.in_language(Language::English);
        let status = word(&found.status()).unwrap_or_default();
        Ok(format!(
            "<{} of {}: {value} {unit} [{status}]>",
            found.indicator().id.as_str(),
            found.area()
        ))
    }

    fn _repr_html_<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cityvitals._html")?.getattr("result")?.call1((slf,))
    }
}
