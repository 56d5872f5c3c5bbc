//! Grades and problems: what figures mean by a grading scheme and the judgements of people.

use cityvitals::grade::Judgements;
use cityvitals::problem::ProblemDocument;
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::arrow::export::Columns;
use crate::error::raise;
use crate::frame::Frame;
use crate::language::language;
use crate::plain::{to_python, word};

/// How figures become grades, degrees, classes and priorities, as data.
#[pyclass(frozen, module = "cityvitals", name = "GradingScheme")]
pub(crate) struct GradingScheme(cityvitals::grade::GradingScheme);

#[pymethods]
impl GradingScheme {
    /// Load a scheme that comes with the library, such as ``"handbook-2025"``.
    ///
    /// Raises
    /// ------
    /// GradingError
    ///     When there is none, with the nearest id.
    #[staticmethod]
    fn builtin(py: Python<'_>, name: &str) -> PyResult<Self> {
        cityvitals::grade::GradingScheme::builtin(name)
            .map(Self)
            .map_err(|problems| raise(py, &problems))
    }

    /// Load a scheme of your own from a TOML or JSON file, its text, or a dict.
    ///
    /// Raises
    /// ------
    /// GradingError, FileError
    ///     With everything that is wrong.
    #[staticmethod]
    fn load(py: Python<'_>, source: &Bound<'_, PyAny>) -> PyResult<Self> {
        let files = crate::files::of_catalogue(py, source)?;
        let [(name, text)] = files.as_slice() else {
            return Err(PyValueError::new_err("a grading scheme is one file"));
        };
        cityvitals::grade::GradingScheme::from_source(name, text)
            .map(Self)
            .map_err(|problems| raise(py, &problems))
    }

    /// Stable id.
    #[getter]
    fn id(&self) -> &str {
        self.0.id()
    }

    /// Return the scheme as plain data; see ``spec/schema/grading.schema.json``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, self.0.document())
    }

    fn __repr__(&self) -> String {
        format!("<cityvitals.GradingScheme {}>", self.0.id())
    }
}

fn scheme(py: Python<'_>, scheme: Option<&Bound<'_, PyAny>>) -> PyResult<cityvitals::grade::GradingScheme> {
    let id = match scheme {
        None => cityvitals::grade::GradingScheme::DEFAULT_ID.to_owned(),
        Some(scheme) => {
            if let Ok(scheme) = scheme.cast::<GradingScheme>() {
                return Ok(scheme.get().0.clone());
            }
            scheme
                .extract()
                .map_err(|_| PyTypeError::new_err("a scheme is an id or a GradingScheme"))?
        }
    };
    cityvitals::grade::GradingScheme::builtin(&id).map_err(|problems| raise(py, &problems))
}

fn judgements(
    py: Python<'_>,
    report: &cityvitals::Report,
    scheme: &cityvitals::grade::GradingScheme,
    given: Option<&Bound<'_, PyAny>>,
    last_year: Option<&Problems>,
) -> PyResult<Judgements> {
    let mut builder = Judgements::builder(report, scheme);
    if let Some(given) = given {
        for (kind, file, content) in crate::files::of_judgements(py, given)? {
            builder = if kind == "csv" {
                builder.csv_bytes(file, content)
            } else {
                builder.json_bytes(file, content)
            };
        }
    }
    if let Some(last_year) = last_year {
        builder = builder.last_year(&last_year.0);
    }
    builder.build().map_err(|problems| raise(py, &problems))
}

pub(crate) fn grades(
    py: Python<'_>,
    report: &cityvitals::Report,
    given: Option<&Bound<'_, PyAny>>,
    judged: Option<&Bound<'_, PyAny>>,
    last_year: Option<&Problems>,
) -> PyResult<Grades> {
    let scheme = scheme(py, given)?;
    let judgements = judgements(py, report, &scheme, judged, last_year)?;
    let grades = py.detach(|| report.grade(&scheme, &judgements));
    let grades = grades.map_err(|problems| raise(py, &problems))?;
    Ok(Grades(grades, report.catalogue().clone()))
}

pub(crate) fn problems(
    py: Python<'_>,
    report: &cityvitals::Report,
    given: Option<&Bound<'_, PyAny>>,
    judged: Option<&Bound<'_, PyAny>>,
    last_year: Option<&Problems>,
) -> PyResult<Problems> {
    let scheme = scheme(py, given)?;
    let judgements = judgements(py, report, &scheme, judged, last_year)?;
    let problems = py.detach(|| report.problems(&scheme, &judgements));
    problems.map(Problems).map_err(|problems| raise(py, &problems))
}

/// Grades of indicators, of dimensions, and of the whole, for every graded area.
#[pyclass(frozen, module = "cityvitals", name = "Grades")]
pub(crate) struct Grades(cityvitals::grade::Grades, cityvitals::Catalogue);

#[pymethods]
impl Grades {
    /// Return the grade of an indicator in the city, as plain data; ``grades["35"]["grade"]``.
    fn __getitem__<'py>(&self, py: Python<'py>, indicator: &str) -> PyResult<Bound<'py, PyAny>> {
        let found = self.0.get(indicator).ok_or_else(|| PyKeyError::new_err(indicator.to_owned()))?;
        to_python(py, found)
    }

    /// Explain how the grades of an area came about.
    ///
    /// Parameters
    /// ----------
    /// level, area : str, optional
    ///     The area; the city without them.
    /// lang : {"zh", "en"}, optional
    ///     Language; without it the one of `set_language`.
    #[pyo3(signature = (level=None, area=None, *, lang=None))]
    fn explain(&self, level: Option<&str>, area: Option<&str>, lang: Option<&str>) -> PyResult<String> {
        let found = match (level, area) {
            (Some(level), Some(area)) => self.0.area(level, area),
            _ => self.0.city(),
        };
        let found = found.ok_or_else(|| PyKeyError::new_err(area.unwrap_or("city").to_owned()))?;
        Ok(found.explain(language(lang)?))
    }

    /// Return the grades of indicators as a table: one row for each area and indicator.
    fn frame(&self) -> PyResult<Frame> {
        let tag = language(None)?;
        let areas = self.0.areas();
        let rows: Vec<_> = areas
            .iter()
            .flat_map(|area| area.indicators.iter().map(move |graded| (area, graded)))
            .collect();
        let values: Vec<_> = rows
            .iter()
            .map(|(_, graded)| graded.value.as_deref().and_then(|text| text.parse().ok()))
            .collect();
        let mut columns = Columns::default();
        columns.words("level", rows.iter().map(|(area, _)| Some(area.level.as_str())));
        columns.texts("area", rows.iter().map(|(area, _)| Some(area.area.as_str())));
        columns.words("indicator", rows.iter().map(|(_, graded)| Some(graded.indicator.as_str())));
        columns.counts("number", rows.iter().map(|(_, graded)| Some(u64::from(graded.number))))?;
        columns.words("name", rows.iter().map(|(_, graded)| Some(graded.name.in_language(tag))));
        columns.words("dimension", rows.iter().map(|(_, graded)| Some(graded.dimension.as_str())));
        let dimensions = &self.1.document().dimensions;
        let named = |id: &str| dimensions.iter().find(|known| known.id.as_str() == id);
        let name = |id| named(id).map(|known| known.name.in_language(tag));
        columns.words("dimension_name", rows.iter().map(|(_, graded)| name(&graded.dimension)));
        columns.words("status", rows.iter().map(|(_, graded)| word(&graded.status)));
        columns.decimals("value", &values, 0)?;
        let digits = |id: &str| Some(u64::from(self.1.indicator(id)?.decimals));
        columns.counts("decimals", rows.iter().map(|(_, graded)| digits(&graded.indicator)))?;
        columns.words("unit", rows.iter().map(|(_, graded)| Some(graded.unit.in_language(tag))));
        columns.words("grade", rows.iter().map(|(_, graded)| graded.grade.as_ref().and_then(word)));
        columns.words(
            "decided_by",
            rows.iter().map(|(_, graded)| graded.decided_by.as_ref().and_then(word)),
        );
        columns.words("ungraded", rows.iter().map(|(_, graded)| graded.ungraded.as_ref().and_then(word)));
        columns.flags("provisional", rows.iter().map(|(_, graded)| Some(graded.provisional)));
        columns.flags("ours", rows.iter().map(|(_, graded)| Some(graded.ours)));
        Frame::new(columns)
    }

    /// Return the grades of dimensions and of the whole as a table: one row for each area and dimension; the whole has none.
    fn dimensions(&self) -> PyResult<Frame> {
        let tag = language(None)?;
        let mut rows = Vec::new();
        for area in self.0.areas() {
            rows.extend(area.dimensions.iter().map(|graded| (area, Some(graded), &graded.decision)));
            rows.push((area, None, &area.overall));
        }
        let mut columns = Columns::default();
        columns.words("level", rows.iter().map(|(area, ..)| Some(area.level.as_str())));
        columns.texts("area", rows.iter().map(|(area, ..)| Some(area.area.as_str())));
        columns.words(
            "dimension",
            rows.iter().map(|(_, graded, _)| graded.map(|graded| graded.dimension.as_str())),
        );
        columns.words(
            "name",
            rows.iter().map(|(_, graded, _)| graded.map(|graded| graded.name.in_language(tag))),
        );
        columns.words("grade", rows.iter().map(|(.., decision)| decision.grade.as_ref().and_then(word)));
        Frame::new(columns)
    }

    /// Return the grades as JSON; see ``spec/schema/grades.schema.json``.
    fn to_json(&self) -> PyResult<String> {
        self.0.to_json().map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// Return the grades as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, self.0.document())
    }

    /// Return the grades of indicators as a ``pandas.DataFrame``; see `frame`.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.frame()?.into_pyobject(py)?.call_method0("to_pandas")
    }

    /// Return the grades of indicators as a ``polars.DataFrame``; see `frame`.
    fn to_polars<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.frame()?.into_pyobject(py)?.call_method0("to_polars")
    }

    fn __repr__(&self) -> String {
        format!("<cityvitals.Grades: {} areas>", self.0.areas().len())
    }

    fn _repr_html_<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cityvitals._html")?.getattr("grades")?.call1((slf,))
    }
}

/// The problems of a report, each with its reasons, cases, degree, rectification class and priority.
#[pyclass(frozen, module = "cityvitals", name = "Problems")]
pub(crate) struct Problems(pub(crate) cityvitals::problem::Problems);

#[pymethods]
impl Problems {
    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// Return one problem as plain data, or ``None`` where there is none.
    ///
    /// Parameters
    /// ----------
    /// level : str
    ///     Id of the level.
    /// area : str
    ///     Id of the area.
    /// indicator : str
    ///     Id, official number, or name.
    fn at<'py>(&self, py: Python<'py>, level: &str, area: &str, indicator: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let found = self.0.at(level, area, indicator);
        found.map(|problem| to_python(py, &problem.document())).transpose()
    }

    /// Explain why something is a problem, and what follows from it.
    #[pyo3(signature = (level, area, indicator, *, lang=None))]
    fn explain(&self, level: &str, area: &str, indicator: &str, lang: Option<&str>) -> PyResult<String> {
        let found = self
            .0
            .at(level, area, indicator)
            .ok_or_else(|| PyKeyError::new_err(indicator.to_owned()))?;
        Ok(found.explain(language(lang)?))
    }

    /// Return the problems as a table: one row for each indicator that has a problem in an area.
    fn frame(&self, py: Python<'_>) -> PyResult<Frame> {
        let tag = language(None)?;
        py.detach(|| {
            let rows: Vec<(_, ProblemDocument)> = self.0.iter().map(|problem| (problem.indicator(), problem.document())).collect();
            let values: Vec<_> = rows
                .iter()
                .map(|(_, row)| row.value.as_deref().and_then(|text| text.parse().ok()))
                .collect();
            let mut columns = Columns::default();
            columns.words("indicator", rows.iter().map(|(_, row)| Some(row.indicator.as_str())));
            columns.counts("number", rows.iter().map(|(_, row)| Some(u64::from(row.number))))?;
            columns.words("name", rows.iter().map(|(indicator, _)| Some(indicator.name.in_language(tag))));
            columns.words("level", rows.iter().map(|(_, row)| Some(row.level.as_str())));
            columns.texts("area", rows.iter().map(|(_, row)| Some(row.area.as_str())));
            columns.texts("area_name", rows.iter().map(|(_, row)| Some(row.area_name.as_str())));
            columns.decimals("value", &values, 0)?;
            columns.counts("decimals", rows.iter().map(|(indicator, _)| Some(u64::from(indicator.decimals))))?;
            columns.words("unit", rows.iter().map(|(_, row)| Some(row.unit.as_str())));
            columns.words(
                "unit_name",
                rows.iter().map(|(indicator, _)| Some(indicator.unit_name.in_language(tag))),
            );
            columns.words(
                "degree",
                rows.iter()
                    .map(|(_, row)| row.degree.as_ref().and_then(|degree| word(&degree.severity))),
            );
            columns.words("difficulty", rows.iter().map(|(_, row)| row.difficulty.as_ref().and_then(word)));
            columns.words("class", rows.iter().map(|(_, row)| word(&row.class.class)));
            columns.words("priority", rows.iter().map(|(_, row)| word(&row.priority.priority)));
            columns.flags("recurring", rows.iter().map(|(_, row)| Some(row.priority.recurring)));
            columns.flags("urgent", rows.iter().map(|(_, row)| Some(row.urgent)));
            columns.flags("provisional", rows.iter().map(|(_, row)| Some(row.provisional)));
            Frame::new(columns)
        })
    }

    /// Return the checklist items that were found, as a table: one row for each item of each problem.
    fn sub_problems(&self, py: Python<'_>) -> PyResult<Frame> {
        let tag = language(None)?;
        py.detach(|| {
            let documents: Vec<ProblemDocument> = self.0.iter().map(|problem| problem.document()).collect();
            let rows: Vec<_> = documents
                .iter()
                .flat_map(|row| row.sub_problems.iter().map(move |found| (row, found)))
                .collect();
            let mut columns = Columns::default();
            columns.words("indicator", rows.iter().map(|(row, _)| Some(row.indicator.as_str())));
            columns.words("level", rows.iter().map(|(row, _)| Some(row.level.as_str())));
            columns.texts("area", rows.iter().map(|(row, _)| Some(row.area.as_str())));
            columns.words("check", rows.iter().map(|(_, found)| Some(found.check.as_str())));
            columns.words("name", rows.iter().map(|(_, found)| Some(found.name.in_language(tag))));
            columns.counts("cases", rows.iter().map(|(_, found)| Some(found.cases)))?;
            columns.counts("judged", rows.iter().map(|(_, found)| Some(found.judged)))?;
            columns.counts("objects", rows.iter().map(|(_, found)| Some(found.objects)))?;
            columns.words(
                "degree",
                rows.iter()
                    .map(|(_, found)| found.degree.as_ref().and_then(|degree| word(&degree.severity))),
            );
            columns.words("class", rows.iter().map(|(_, found)| word(&found.class.class)));
            columns.flags("recurring", rows.iter().map(|(_, found)| Some(found.recurring)));
            Frame::new(columns)
        })
    }

    /// Return the problems as JSON; see ``spec/schema/problems.schema.json``.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.0.to_json())
            .map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// Return problems, and what could not be decided, as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let document = py.detach(|| self.0.document());
        to_python(py, &document)
    }

    /// Return the problems as a ``pandas.DataFrame``; see `frame`.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.frame(py)?.into_pyobject(py)?.call_method0("to_pandas")
    }

    /// Return the problems as a ``polars.DataFrame``; see `frame`.
    fn to_polars<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.frame(py)?.into_pyobject(py)?.call_method0("to_polars")
    }

    fn __repr__(&self) -> String {
        format!("<cityvitals.Problems: {}>", self.0.len())
    }

    fn _repr_html_<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cityvitals._html")?.getattr("problems")?.call1((slf,))
    }
}
