//! Reports: what an examination found, by indicator and area, as objects and as tables.

use cityvitals::Options;
use cityvitals::examine::{IndicatorResult, ReportDocument};
use cityvitals::map::{Classification, MapLayer, MapOptions, choropleth};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;

use crate::arrow::export::Columns;
use crate::catalogue::Catalogue;
use crate::dataset::Dataset;
use crate::error;
use crate::frame::Frame;
use crate::grading::{self, Grades, Problems};
use crate::language::language;
use crate::plain::{to_python, word};
use crate::result::Result;

/// What an examination found: every indicator for every area, with status, verdicts and traces.
///
/// ``report["road_network_density"]`` is the result for the city; ``report["community", "甲社区", "停车泊位缺口数"]`` the one for another
/// area. An indicator is named by id, official number, or name.
#[pyclass(frozen, module = "cityvitals", name = "Report")]
pub(crate) struct Report(pub(crate) cityvitals::Report);

impl Report {
    /// Examines with the interpreter let go; after each indicator it may interrupt, and `progress` is called.
    pub(crate) fn examine(
        py: Python<'_>,
        catalogue: &cityvitals::Catalogue,
        dataset: &cityvitals::Dataset,
        options: &Options,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let watch = |done: usize, of: usize| {
            Python::attach(|py| {
                py.check_signals()?;
                progress
                    .as_ref()
                    .map_or(Ok(()), |progress| progress.call1(py, (done, of)).map(drop))
            })
        };
        let report = py.detach(|| catalogue.examine_watched(dataset, options, watch));
        report.map_err(|problems| error::raise(py, &problems))?.map(Self)
    }

    fn chosen(&self, level: Option<&str>, area: Option<&str>) -> Vec<IndicatorResult<'_>> {
        let fits = |result: &IndicatorResult<'_>| {
            level.is_none_or(|level| result.level() == level) && area.is_none_or(|area| result.area() == area)
        };
        self.0.results().filter(fits).collect()
    }

    fn long(&self, level: Option<&str>, area: Option<&str>) -> PyResult<Frame> {
        let tag = language(None)?;
        let results = self.chosen(level, area);
        let all = || results.iter();
        let mut columns = Columns::default();
        columns.words("indicator", all().map(|result| Some(result.indicator().id.as_str())));
        columns.counts("number", all().map(|result| Some(u64::from(result.indicator().number))))?;
        columns.words("name", all().map(|result| Some(result.indicator().name.in_language(tag))));
        columns.words("part", all().map(IndicatorResult::part));
        columns.words("level", all().map(|result| Some(result.level())));
        columns.texts("area", all().map(|result| Some(result.area())));
        columns.texts("area_name", all().map(|result| Some(result.area_name())));
        columns.words("status", all().map(|result| word(&result.status())));
        let values: Vec<_> = all().map(IndicatorResult::displayed).collect();
        columns.decimals("value", &values, 0)?;
        columns.counts("decimals", all().map(|result| Some(u64::from(result.indicator().decimals))))?;
        columns.words("unit", all().map(|result| Some(result.indicator().unit.as_str())));
        columns.words("unit_name", all().map(|result| Some(result.indicator().unit_name.in_language(tag))));
        columns.texts("exact", all().map(|result| result.value().map(|value| value.to_string())));
        columns.counts("reported", all().map(|result| Some(result.completeness().reported)))?;
        columns.counts("expected", all().map(|result| Some(result.completeness().expected)))?;
        columns.words("evidence", all().map(|result| word(&result.evidence())));
        Frame::new(columns)
    }

    fn wide(&self, level: &str, names: bool) -> PyResult<Frame> {
        let tag = language(None)?;
        let table = self.0.dataset().table(level).ok_or_else(|| PyKeyError::new_err(level.to_owned()))?;
        let mut columns = Columns::default();
        columns.texts("area", table.ids().iter().map(Some));
        columns.texts("area_name", (0..table.len()).map(|row| table.name(row)));
        let results = self.chosen(Some(level), None);
        // The results of an indicator stand together, in the order of the table's rows.
        for column in results.chunks(table.len().max(1)) {
            let Some(first) = column.first() else { continue };
            let indicator = first.indicator();
            let name = if names { indicator.name.in_language(tag) } else { &indicator.id };
            let name = match first
                .part()
                .and_then(|part| indicator.parts.iter().find(|known| known.id.as_str() == part))
            {
                Some(part) if names => format!("{name}·{}", part.name.in_language(tag)),
                Some(part) => format!("{name}.{}", part.id.as_str()),
                None => name.to_owned(),
            };
            let values: Vec<_> = column.iter().map(IndicatorResult::displayed).collect();
            columns.decimals(&name, &values, u32::from(indicator.decimals))?;
        }
        Frame::new(columns)
    }
}

#[pymethods]
impl Report {
    /// The catalogue that was examined by.
    #[getter]
    fn catalogue(&self) -> Catalogue {
        Catalogue::new(self.0.catalogue().clone())
    }

    /// The dataset that was examined.
    #[getter]
    fn dataset(&self) -> Dataset {
        Dataset(self.0.dataset().clone())
    }

    /// What it takes to run the examination again: hashes of rules and data, options, version.
    #[getter]
    fn provenance<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let provenance = py.detach(|| self.0.provenance());
        to_python(py, &provenance)
    }

    fn __len__(&self) -> usize {
        self.0.results().count()
    }

    /// Return a result: ``report[indicator]`` for the city, ``report[level, area, indicator]`` for any area.
    fn __getitem__(&self, key: &Bound<'_, PyAny>) -> PyResult<Result> {
        let missing = || PyKeyError::new_err(key.clone().unbind());
        if let Ok((level, area, indicator)) = key.extract::<(String, String, String)>() {
            return self.at(&level, &area, &indicator).ok_or_else(missing);
        }
        let name: String = key.str()?.extract()?;
        let found = self.0.get(&name).ok_or_else(missing)?;
        Ok(Result::new(&found, &self.0))
    }

    /// Return the result for the one highest area, the city, or ``None``.
    ///
    /// Parameters
    /// ----------
    /// indicator : str
    ///     Id, official number, name, or ``id.part``.
    fn get(&self, indicator: &str) -> Option<Result> {
        self.0.get(indicator).map(|found| Result::new(&found, &self.0))
    }

    /// Return the result for one area, or ``None``.
    ///
    /// Parameters
    /// ----------
    /// level : str
    ///     Id of the level, such as ``"community"``.
    /// area : str
    ///     Id of the area.
    /// indicator : str
    ///     Id, official number, name, or ``id.part``.
    fn at(&self, level: &str, area: &str, indicator: &str) -> Option<Result> {
        self.0.at(level, area, indicator).map(|found| Result::new(&found, &self.0))
    }

    /// Return results in a stable order: indicators in official order, levels from high to low, areas as given.
    ///
    /// Parameters
    /// ----------
    /// level, area : str, optional
    ///     Only those of a level, of an area.
    #[pyo3(signature = (*, level=None, area=None))]
    fn results(&self, level: Option<&str>, area: Option<&str>) -> Vec<Result> {
        self.chosen(level, area).iter().map(|found| Result::new(found, &self.0)).collect()
    }

    /// Return the results as a table.
    ///
    /// Parameters
    /// ----------
    /// form : {"long", "wide"}
    ///     One row for each result, or one row for each area of a level with a column for each indicator.
    /// level : str, optional
    ///     Only the areas of a level; the wide form has the highest level without it.
    /// area : str, optional
    ///     Only one area; long form.
    /// names : bool
    ///     Whether the columns of the wide form are named by name rather than by id.
    ///
    /// Returns
    /// -------
    /// Frame
    ///     ``value`` is the shown value, an exact decimal in ``unit``, and ``decimals`` how many digits it is shown with; ``exact`` is its text before
    ///     rounding.
    #[pyo3(signature = (form="long", *, level=None, area=None, names=false))]
    fn frame(&self, py: Python<'_>, form: &str, level: Option<&str>, area: Option<&str>, names: bool) -> PyResult<Frame> {
        match form {
            "long" => py.detach(|| self.long(level, area)),
            "wide" => {
                let tables = self.0.dataset().tables();
                let highest = || self.0.results().next().map(|result| result.level().to_owned());
                let level = level
                    .map(str::to_owned)
                    .or_else(highest)
                    .or_else(|| tables.last().map(|table| table.level().to_owned()));
                py.detach(|| self.wide(&level.unwrap_or_default(), names))
            }
            _ => Err(PyValueError::new_err(format!("form must be 'long' or 'wide', not {form:?}"))),
        }
    }

    /// Return the verdicts as a table: one row for each requirement on each result.
    #[pyo3(signature = (*, level=None, area=None))]
    fn verdicts(&self, py: Python<'_>, level: Option<&str>, area: Option<&str>) -> PyResult<Frame> {
        py.detach(|| {
            let results = self.chosen(level, area);
            let rows: Vec<_> = results
                .iter()
                .flat_map(|result| result.verdicts().into_iter().map(move |verdict| (result, verdict)))
                .collect();
            let decimals = |of: fn(&cityvitals::examine::Verdict) -> Option<&str>| -> Vec<_> {
                rows.iter()
                    .map(|(_, verdict)| of(verdict).and_then(|text| text.parse().ok()))
                    .collect()
            };
            let mut columns = Columns::default();
            columns.words("indicator", rows.iter().map(|(result, _)| Some(result.indicator().id.as_str())));
            columns.words("part", rows.iter().map(|(result, _)| result.part()));
            columns.words("level", rows.iter().map(|(result, _)| Some(result.level())));
            columns.texts("area", rows.iter().map(|(result, _)| Some(result.area())));
            columns.words("requirement", rows.iter().map(|(_, verdict)| Some(verdict.requirement.as_str())));
            columns.words("outcome", rows.iter().map(|(_, verdict)| word(&verdict.outcome)));
            columns.words("reason", rows.iter().map(|(_, verdict)| verdict.reason.as_ref().and_then(word)));
            columns.decimals("gap", &decimals(|verdict| verdict.gap.as_deref()), 0)?;
            columns.decimals(
                "relative_gap_percent",
                &decimals(|verdict| verdict.relative_gap_percent.as_deref()),
                0,
            )?;
            columns.flags("provisional", rows.iter().map(|(_, verdict)| Some(verdict.provisional)));
            columns.words("evidence", rows.iter().map(|(_, verdict)| word(&verdict.evidence)));
            Frame::new(columns)
        })
    }

    /// Return the results of one indicator for all areas of a level, for tables of millions of rows.
    ///
    /// Parameters
    /// ----------
    /// level : str
    ///     Level of the areas.
    /// indicator : str
    ///     Id, official number, name, or ``id.part``.
    ///
    /// Returns
    /// -------
    /// Frame
    ///     ``area``, ``value``, ``status``, and ``outcome``, the worst verdict. Values of more than 64 bits are left out; `frame` has them.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When the indicator was not examined there.
    fn column(&self, py: Python<'_>, level: &str, indicator: &str) -> PyResult<Frame> {
        py.detach(|| {
            let missing = || PyKeyError::new_err(indicator.to_owned());
            let table = self.0.dataset().table(level).ok_or_else(missing)?;
            let found = self.0.column(level, indicator).ok_or_else(missing)?;
            let mut columns = Columns::default();
            columns.list("area", table.ids().texts())?;
            columns.mantissas("value", &found.mantissas, &found.known, found.scale)?;
            columns.enumeration("status", &found.statuses, word)?;
            columns.enumeration("outcome", &found.outcomes, |outcome| outcome.as_ref().and_then(word))?;
            Frame::new(columns)
        })
    }

    /// Return figures of areas that differ from the sum of their parts.
    fn reconciliation<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let found = py.detach(|| self.0.reconciliation());
        to_python(py, &found)
    }

    /// Return the results as a ``pyarrow.Table``; see `frame`.
    #[pyo3(signature = (form="long", *, level=None, area=None, names=false))]
    fn to_arrow<'py>(
        &self,
        py: Python<'py>,
        form: &str,
        level: Option<&str>,
        area: Option<&str>,
        names: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.frame(py, form, level, area, names)?
            .into_pyobject(py)?
            .call_method0("to_arrow")
    }

    /// Return the results as a ``pandas.DataFrame``; see `frame`.
    #[pyo3(signature = (form="long", *, level=None, area=None, names=false))]
    fn to_pandas<'py>(
        &self,
        py: Python<'py>,
        form: &str,
        level: Option<&str>,
        area: Option<&str>,
        names: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.frame(py, form, level, area, names)?
            .into_pyobject(py)?
            .call_method0("to_pandas")
    }

    /// Return the results as a ``polars.DataFrame``; see `frame`.
    #[pyo3(signature = (form="long", *, level=None, area=None, names=false))]
    fn to_polars<'py>(
        &self,
        py: Python<'py>,
        form: &str,
        level: Option<&str>,
        area: Option<&str>,
        names: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.frame(py, form, level, area, names)?
            .into_pyobject(py)?
            .call_method0("to_polars")
    }

    /// Return the report as JSON, which Rust and JavaScript read too; decimals are texts.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.0.to_json())
            .map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// Return the report as plain data; see ``spec/schema/report.schema.json``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let document = py.detach(|| self.0.document());
        to_python(py, &document)
    }

    /// Grade indicators, dimensions and the whole.
    ///
    /// Parameters
    /// ----------
    /// scheme : str or GradingScheme
    ///     Id of a scheme that comes with the library, or a scheme.
    /// judgements : path, CSV text, or list of dict, optional
    ///     What experts, surveys and targets say; see ``spec/schema/judgements.schema.json``.
    /// last_year : Problems, optional
    ///     The problems of the year before.
    ///
    /// Raises
    /// ------
    /// GradingError, JudgementError
    #[pyo3(signature = (scheme=None, judgements=None, *, last_year=None))]
    fn grades(
        &self,
        py: Python<'_>,
        scheme: Option<&Bound<'_, PyAny>>,
        judgements: Option<&Bound<'_, PyAny>>,
        last_year: Option<&Problems>,
    ) -> PyResult<Grades> {
        grading::grades(py, &self.0, scheme, judgements, last_year)
    }

    /// Find every problem, with degree, rectification class and priority.
    ///
    /// Takes the arguments of `grades`.
    #[pyo3(signature = (scheme=None, judgements=None, *, last_year=None))]
    fn problems(
        &self,
        py: Python<'_>,
        scheme: Option<&Bound<'_, PyAny>>,
        judgements: Option<&Bound<'_, PyAny>>,
        last_year: Option<&Problems>,
    ) -> PyResult<Problems> {
        grading::problems(py, &self.0, scheme, judgements, last_year)
    }

    /// Join an indicator to shapes of areas, with classes and colours.
    ///
    /// Parameters
    /// ----------
    /// indicator : str
    ///     Id, official number, or name.
    /// geometries : GeoDataFrame, anything with ``__geo_interface__``, GeoJSON text or dict, or path
    ///     Shapes of the areas.
    /// level : str
    ///     Level of the areas.
    /// key : str, optional
    ///     Property with the id or name of the area; found without it.
    /// classes : int
    ///     How many classes there are at most.
    /// method : {"natural", "quantile", "equal"}
    ///     How values are divided into classes.
    /// palette : str, optional
    ///     Name of a palette of ``spec/palettes.tsv``.
    /// reversed : bool
    ///     Whether the palette runs the other way.
    ///
    /// Returns
    /// -------
    /// tuple of str and dict
    ///     GeoJSON with the properties ``value``, ``display``, ``status``, ``class``, ``colour`` and ``label``, and the legend.
    ///
    /// Raises
    /// ------
    /// MapError, ExamineError
    #[pyo3(signature = (indicator, geometries, *, level, key=None, classes=5, method="natural", palette=None, reversed=false))]
    #[expect(clippy::too_many_arguments, reason = "all but two are named")]
    fn map<'py>(
        &self,
        py: Python<'py>,
        indicator: &str,
        geometries: &Bound<'py, PyAny>,
        level: &str,
        key: Option<String>,
        classes: usize,
        method: &str,
        palette: Option<String>,
        reversed: bool,
    ) -> PyResult<(String, Bound<'py, PyAny>)> {
        let geojson = crate::files::geojson(py, geometries)?;
        let defaults = MapOptions::default();
        let options = MapOptions {
            language: language(None)?,
            classification: match method {
                "natural" => Classification::Natural(classes),
                "quantile" => Classification::Quantile(classes),
                "equal" => Classification::Equal(classes),
                _ => {
                    return Err(PyValueError::new_err(format!(
                        "method must be 'natural', 'quantile' or 'equal', not {method:?}"
                    )));
                }
            },
            palette: palette.unwrap_or(defaults.palette),
            reversed,
            key,
            ..MapOptions::default()
        };
        let map = py.detach(|| {
            let layer = MapLayer::of_report(&self.0, indicator, level, options.language)?;
            choropleth(&geojson, &layer, &options)
        });
        let (text, legend, _) = map.map_err(|problems| error::raise(py, &problems))?.into_parts();
        Ok((text, to_python(py, &legend)?))
    }

    /// Run the examination of a stored report again and hold the results against it, digit for digit.
    ///
    /// Parameters
    /// ----------
    /// stored : str
    ///     What `to_json` gave.
    ///
    /// Raises
    /// ------
    /// ReplayError
    ///     With the first difference: rules and data before results.
    fn verify(&self, py: Python<'_>, stored: &str) -> PyResult<()> {
        let document: ReportDocument =
            serde_json::from_str(stored).map_err(|error| error::plain(py, "ReplayError", "replay.not_a_report", "", &error.to_string()))?;
        let (catalogue, dataset) = (self.0.catalogue(), self.0.dataset());
        py.detach(|| document.replay(catalogue, dataset)).map_err(|difference| {
            let code = match &difference {
                cityvitals::examine::ReplayError::Catalogue { .. } => "replay.catalogue",
                cityvitals::examine::ReplayError::Dataset { .. } => "replay.dataset",
                cityvitals::examine::ReplayError::Options(_) => "replay.options",
                cityvitals::examine::ReplayError::Count { .. } => "replay.count",
                _ => "replay.result",
            };
            error::plain(py, "ReplayError", code, "", &difference.to_string())
        })
    }

    fn __repr__(&self) -> String {
        let (catalogue, dataset) = (self.0.catalogue().id(), self.0.dataset());
        format!(
            "<cityvitals.Report {catalogue} {}: {} results>",
            dataset.period().unwrap_or("?"),
            self.__len__()
        )
    }

    fn _repr_html_<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cityvitals._html")?.getattr("report")?.call1((slf,))
    }
}
