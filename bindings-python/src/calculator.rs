//! Calculators: one indicator for one dict after another.

use cityvitals::{Date, Diagnostics};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};

use crate::catalogue::Catalogue;
use crate::error::raise;
use crate::input::Input;
use crate::result::Result;
use crate::rows::Row;

/// One indicator, ready to be computed for one area after another.
///
/// ``calculator({"快速路长度": 120, …})`` is the result for one row. A row is read and computed as the only row of its table, so value, status, verdicts,
/// explanation and errors are those of `Catalogue.examine`. What columns mean is found out when they are first met, so that a row takes some
/// microseconds. `Catalogue.calculator` makes one; it may be shared by threads.
#[pyclass(frozen, module = "cityvitals", name = "Calculator")]
pub(crate) struct Calculator(cityvitals::Calculator);

impl Calculator {
    pub(crate) fn new(
        catalogue: &cityvitals::Catalogue,
        indicator: &str,
        level: Option<&str>,
        context: Input,
        date: Option<Date>,
    ) -> std::result::Result<Self, Diagnostics> {
        let mut calculator = catalogue.calculator(indicator)?.context(&context.build(catalogue)?);
        if let Some(level) = level {
            calculator = calculator.level(level)?;
        }
        Ok(Self(match date {
            Some(date) => calculator.date(date),
            None => calculator,
        }))
    }
}

#[pymethods]
impl Calculator {
    /// The catalogue.
    #[getter]
    fn catalogue(&self) -> Catalogue {
        Catalogue::new(self.0.catalogue().clone())
    }

    /// Id of the indicator.
    #[getter]
    fn indicator(&self) -> Option<&str> {
        self.0.options().indicators.first().map(String::as_str)
    }

    /// Id of the level of the areas.
    #[getter]
    fn level(&self) -> &str {
        self.0.options().levels.first().map_or("", String::as_str)
    }

    /// Compute the indicator for one area.
    ///
    /// Parameters
    /// ----------
    /// row : mapping
    ///     Columns, as a table of the level may hold them, to numbers, texts, flags or ``None``. The row of a city need not name it.
    ///
    /// Returns
    /// -------
    /// Result
    ///
    /// Raises
    /// ------
    /// DatasetError
    ///     With everything that is wrong with the row.
    fn __call__<'py>(&self, py: Python<'py>, row: &Bound<'py, PyAny>) -> PyResult<Result> {
        let copy;
        let row = if let Ok(row) = row.cast::<PyDict>() {
            row
        } else {
            copy = PyDict::new(py);
            copy.update(row.cast::<PyMapping>()?)?;
            &copy
        };
        let row = Row::read(self.level(), 0, row)?;
        let report = self.0.calculate(row.cells()?).map_err(|problems| raise(py, &problems))?;
        let found = report.results().next();
        found
            .map(|found| Result::new(&found, &report))
            .ok_or_else(|| PyKeyError::new_err(self.level().to_owned()))
    }

    fn __repr__(&self) -> String {
        format!(
            "<cityvitals.Calculator {} of a {}>",
            self.indicator().unwrap_or_default(),
            self.level()
        )
    }
}
