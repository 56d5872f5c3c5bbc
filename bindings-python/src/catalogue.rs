//! Catalogues: editions of an indicator system, and what is done with them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use cityvitals::Options;
use cityvitals::catalogue::Indicator;
use cityvitals::dataset::RowReader;
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::calculator::Calculator;
use crate::dataset::Dataset;
use crate::error::raise;
use crate::frame::Frame;
use crate::input::{Arguments, Input, read_dataset};
use crate::language::language;
use crate::names::Names;
use crate::plain::{day, exact, fraction, to_python};
use crate::report::Report;
use crate::series::Series;
use crate::{files, forms, listing};

/// One edition of an indicator system: indicators, data items, levels and requirements, as data.
///
/// `cityvitals.catalogue` loads one that comes with the library, `Catalogue.load` one of your own.
#[pyclass(frozen, module = "cityvitals", name = "Catalogue")]
pub(crate) struct Catalogue(pub(crate) cityvitals::Catalogue, OnceLock<RowReader>);

impl Catalogue {
    pub(crate) const fn new(catalogue: cityvitals::Catalogue) -> Self {
        Self(catalogue, OnceLock::new())
    }

    fn known(&self, name: &str) -> PyResult<&Indicator> {
        self.0.indicator(name).ok_or_else(|| PyKeyError::new_err(name.to_owned()))
    }

    /// The reader of rows that are handed over one at a time.
    pub(crate) fn rows(&self) -> &RowReader {
        self.1.get_or_init(|| RowReader::new(&self.0))
    }
}

#[pymethods]
impl Catalogue {
    /// Load a catalogue that comes with the library.
    ///
    /// Parameters
    /// ----------
    /// name : str
    ///     Id, such as ``"mohurd-2025"``; see `catalogues`.
    ///
    /// Raises
    /// ------
    /// CatalogueError
    ///     When there is no such catalogue, with the nearest id.
    #[staticmethod]
    fn builtin(py: Python<'_>, name: &str) -> PyResult<Self> {
        let loaded = py.detach(|| cityvitals::Catalogue::builtin(name));
        loaded.map(Self::new).map_err(|problems| raise(py, &problems))
    }

    /// Load a catalogue from files or texts, and check it.
    ///
    /// Parameters
    /// ----------
    /// source : path, folder, str, or dict
    ///     A TOML or JSON file, a folder of them, the text of one, the written form as a dict, or a list of these that are put together.
    ///
    /// Raises
    /// ------
    /// CatalogueError, FileError, FormulaError, UnitError
    ///     With everything that is wrong, each with file, line and column.
    #[staticmethod]
    fn load(py: Python<'_>, source: &Bound<'_, PyAny>) -> PyResult<Self> {
        let files = files::of_catalogue(py, source)?;
        let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let loaded = py.detach(|| cityvitals::Catalogue::from_sources(&files));
        loaded.map(Self::new).map_err(|problems| raise(py, &problems))
    }

    /// Put a local catalogue together from this one: a selection, changes, and indicators of its own.
    ///
    /// Parameters
    /// ----------
    /// source : path, folder, str, or dict
    ///     As of `load`; ``spec/README.md`` describes the keys ``select``, ``override`` and ``indicator``.
    ///
    /// Raises
    /// ------
    /// CatalogueError, FileError, FormulaError, UnitError
    ///     With everything that is wrong, each with file, line and column.
    fn extend(&self, py: Python<'_>, source: &Bound<'_, PyAny>) -> PyResult<Self> {
        let files = files::of_catalogue(py, source)?;
        let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let loaded = py.detach(|| self.0.extend(&files));
        loaded.map(Self::new).map_err(|problems| raise(py, &problems))
    }

    /// Ids of the catalogues that this one extends, the nearest first.
    #[getter]
    fn lineage(&self) -> Vec<String> {
        self.0.lineage().to_vec()
    }

    /// Find indicators, data items and checklist items by words in Chinese or English.
    ///
    /// Parameters
    /// ----------
    /// words : str
    ///     Words that an id or name must hold, all of them.
    ///
    /// Returns
    /// -------
    /// Frame
    ///     The best first; ``kind`` is ``"indicator"``, ``"item"`` or ``"check"``, ``number`` that of the indicator.
    fn search(&self, py: Python<'_>, words: &str) -> PyResult<Frame> {
        py.detach(|| listing::found(&self.0.search(words)))
    }

    /// Return what the collection forms ask for, as a table: one row for each item of each form.
    ///
    /// Parameters
    /// ----------
    /// by : {"department", "level", "whole"}
    ///     How the items are shared out over forms.
    /// indicators : str, int, or sequence of them
    ///     Indicators to collect for; all of them when empty.
    /// profile : dict, optional
    ///     What is said of the city; what does not apply is left out.
    /// departments : dict, optional
    ///     Who hands in which item, by id or name of the item, in the place of whom the catalogue names.
    ///
    /// Raises
    /// ------
    /// FormError, ExamineError, ProfileError
    #[pyo3(signature = (by="department", *, indicators=Names::default(), profile=None, departments=None))]
    fn forms(
        &self,
        py: Python<'_>,
        by: &str,
        indicators: Names,
        profile: Option<&Bound<'_, PyDict>>,
        departments: Option<BTreeMap<String, String>>,
    ) -> PyResult<Frame> {
        let options = forms::options(by, indicators.0, profile, departments, None)?;
        let found = py.detach(|| self.0.forms(&options)).map_err(|problems| raise(py, &problems))?;
        forms::listed(&self.0, &found)
    }

    /// Write the collection forms as XLSX workbooks, which `dataset` reads back when they are filled in.
    ///
    /// Parameters
    /// ----------
    /// folder : path
    ///     Where they go; it is made if it is not there.
    /// by, indicators, profile, departments
    ///     As of `forms`.
    /// period : str or int, optional
    ///     What period the figures are about.
    ///
    /// Returns
    /// -------
    /// list of pathlib.Path
    ///     The files.
    #[pyo3(signature = (folder, by="department", *, period=None, indicators=Names::default(), profile=None, departments=None))]
    #[expect(clippy::too_many_arguments, reason = "all but two are named")]
    fn write_forms(
        &self,
        py: Python<'_>,
        folder: PathBuf,
        by: &str,
        period: Option<&Bound<'_, PyAny>>,
        indicators: Names,
        profile: Option<&Bound<'_, PyDict>>,
        departments: Option<BTreeMap<String, String>>,
    ) -> PyResult<Vec<PathBuf>> {
        let options = forms::options(by, indicators.0, profile, departments, period)?;
        let found = py.detach(|| self.0.forms(&options)).map_err(|problems| raise(py, &problems))?;
        py.detach(|| forms::write(&found, &folder))
    }

    /// Stable id, such as ``"mohurd-2025"``.
    #[getter]
    fn id(&self) -> &str {
        self.0.id()
    }

    /// Year of the edition.
    #[getter]
    fn edition(&self) -> u16 {
        self.0.edition()
    }

    /// Name, in the language that is set.
    #[getter]
    fn name(&self) -> PyResult<&str> {
        Ok(self.0.name(language(None)?))
    }

    /// SHA-256 of the content in hexadecimal digits.
    #[getter]
    fn content_hash(&self, py: Python<'_>) -> String {
        py.detach(|| self.0.content_hash().to_owned())
    }

    /// The indicators as a table, in official order: ``formula`` as it is written, ``formula_zh`` and ``formula_en`` with names in place of ids,
    /// ``requirements`` in the language that is set.
    #[getter]
    fn indicators(&self, py: Python<'_>) -> PyResult<Frame> {
        py.detach(|| listing::indicators(&self.0))
    }

    /// The data items that formulas read, as a table.
    #[getter]
    fn items(&self, py: Python<'_>) -> PyResult<Frame> {
        py.detach(|| listing::items(&self.0))
    }

    /// Return everything that is known of an indicator, as plain data.
    ///
    /// Parameters
    /// ----------
    /// name : str
    ///     Id, official number, or name.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such indicator.
    fn indicator<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, self.known(name)?)
    }

    /// Return everything that is known of a data item, as plain data.
    ///
    /// Parameters
    /// ----------
    /// name : str
    ///     Id or name.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such item.
    fn item<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        let found = self.0.item(name).ok_or_else(|| PyKeyError::new_err(name.to_owned()))?;
        to_python(py, found)
    }

    /// Return the whole catalogue as plain data; see ``spec/schema/catalogue.schema.json``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, self.0.document())
    }

    /// Read and check what a city handed in.
    ///
    /// Parameters
    /// ----------
    /// tables : mapping, path, or dict of the written form
    ///     Levels to tables. A table may be a DataFrame or table of pandas, polars, pyarrow or DuckDB, anything that offers itself through the
    ///     Arrow PyCapsule interface, a dict of columns, a dict of one row, a list of rows, a CSV text, or the path of a CSV, JSON or Parquet
    ///     file, or of a filled form (XLSX). A path of a folder stands for all such files in it, whose names tell their level.
    /// period : str or int, optional
    ///     What period the values are about: ``2025``, ``"2025-06"``, ``"2025-Q1"``.
    /// profile : dict, optional
    ///     What is said of the city, by id or name of key and value.
    /// units : dict, optional
    ///     Units of columns whose header does not say them.
    /// source : str or dict, optional
    ///     Where the tables come from: one text, or one for each level.
    /// complete : str or sequence of str
    ///     Levels whose table lists everything there is.
    /// blank_flags_mean_no : str or sequence of str
    ///     Levels in whose table a blank flag means no.
    /// previous : Dataset, optional
    ///     The period before.
    ///
    /// Returns
    /// -------
    /// Dataset
    ///
    /// Raises
    /// ------
    /// DatasetError, ProfileError, FileError
    ///     With everything that is wrong, each with table, row and column. The caller's data are never changed.
    ///
    /// Notes
    /// -----
    /// Arrow columns are shared, not copied, until they have been read. The dataset keeps its numbers in a form of its own, so that it stays as it is
    /// when a DataFrame in the same memory is changed later.
    #[pyo3(signature = (tables, *, period=None, profile=None, units=None, source=None, complete=Names::default(), blank_flags_mean_no=Names::default(), previous=None))]
    #[expect(clippy::too_many_arguments, reason = "all but the first are named")]
    fn dataset<'py>(
        &self,
        py: Python<'py>,
        tables: &Bound<'py, PyAny>,
        period: Option<Bound<'py, PyAny>>,
        profile: Option<&Bound<'py, PyDict>>,
        units: Option<&Bound<'py, PyDict>>,
        source: Option<&Bound<'py, PyAny>>,
        complete: Names,
        blank_flags_mean_no: Names,
        previous: Option<&Dataset>,
    ) -> PyResult<Dataset> {
        let arguments = Arguments {
            period,
            profile,
            units,
            source,
            complete: complete.0,
            blank_flags_mean_no: blank_flags_mean_no.0,
            previous: previous.map(|previous| previous.0.clone()),
        };
        let built = read_dataset(py, self.rows(), tables, arguments)?;
        py.check_signals()?;
        Ok(Dataset(built))
    }

    /// Examine: every indicator for every area at its own level and at every level above it.
    ///
    /// Parameters
    /// ----------
    /// data : Dataset, or whatever `dataset` takes
    ///     What a city handed in.
    /// indicators : str, int, or sequence of them
    ///     Ids, numbers or names of the indicators to examine; all of them when empty.
    /// levels : str or sequence of str
    ///     Ids of the levels to examine; all of them when empty.
    /// date : str, optional
    ///     Day on which requirements must be in force, such as ``"2025-12-31"``; the last day of the period without it.
    /// progress : callable, optional
    ///     Called after each indicator with how many are done and how many there are.
    /// **arguments
    ///     Those of `dataset`, where ``data`` is none yet.
    ///
    /// Returns
    /// -------
    /// Report
    ///
    /// Raises
    /// ------
    /// ExamineError
    ///     For unknown indicators and levels, with the nearest name.
    /// DatasetError, ProfileError, FileError
    ///     See `dataset`.
    #[pyo3(signature = (data, *, indicators=Names::default(), levels=Names::default(), date=None, progress=None, **arguments))]
    #[expect(clippy::too_many_arguments, reason = "all but the first are named")]
    fn examine<'py>(
        slf: &Bound<'py, Self>,
        py: Python<'py>,
        data: &Bound<'py, PyAny>,
        indicators: Names,
        levels: Names,
        date: Option<&Bound<'py, PyAny>>,
        progress: Option<Py<PyAny>>,
        arguments: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Report> {
        let arguments = arguments.filter(|arguments| !arguments.is_empty());
        let dataset = match (data.cast::<Dataset>(), arguments) {
            (Ok(dataset), None) => dataset.get().0.clone(),
            (Ok(_), Some(_)) => {
                return Err(PyTypeError::new_err(
                    "the dataset is made already; its arguments belong to Catalogue.dataset",
                ));
            }
            (Err(_), None) => read_dataset(py, slf.get().rows(), data, Arguments::default())?,
            // Names and kinds of arguments are checked where they are declared.
            (Err(_), Some(_)) => slf.call_method("dataset", (data,), arguments)?.cast::<Dataset>()?.get().0.clone(),
        };
        let date = date.map(day).transpose()?;
        let options = Options {
            date,
            indicators: indicators.0,
            levels: levels.0,
        };
        Report::examine(py, &slf.get().0, &dataset, &options, progress)
    }

    /// Make an indicator ready to be computed for one area after another.
    ///
    /// Parameters
    /// ----------
    /// indicator : str
    ///     Id, official number, or name.
    /// level : str, optional
    ///     Level of the areas, by id or name: the indicator's own, or one above it.
    /// period : str or int, optional
    ///     What period the values are about.
    /// profile : dict, optional
    ///     What is said of the city, by id or name of key and value.
    /// date : str, optional
    ///     Day on which requirements must be in force; the last day of the period without it.
    /// previous : Dataset, optional
    ///     The period before.
    ///
    /// Returns
    /// -------
    /// Calculator
    ///     ``calculator(row)`` is the `Result` for a row.
    ///
    /// Raises
    /// ------
    /// ExamineError
    ///     For an unknown indicator or level, with the nearest name.
    /// DatasetError, ProfileError
    ///     For what is said beside the rows.
    ///
    /// Examples
    /// --------
    /// >>> import cityvitals as cv
    /// >>> density = cv.catalogue("mohurd-2025").calculator("road_network_density")
    /// >>> density({"快速路长度": 120, "主干路长度": "310.5", "次干路长度": 402, "支路长度": "903.8", "建成区面积": "202.39"}).value
    /// Decimal('8.58')
    #[pyo3(signature = (indicator, *, level=None, period=None, profile=None, date=None, previous=None))]
    #[expect(clippy::too_many_arguments, reason = "all but the first are named")]
    fn calculator<'py>(
        &self,
        py: Python<'py>,
        indicator: &str,
        level: Option<&str>,
        period: Option<Bound<'py, PyAny>>,
        profile: Option<&Bound<'py, PyDict>>,
        date: Option<&Bound<'py, PyAny>>,
        previous: Option<&Dataset>,
    ) -> PyResult<Calculator> {
        let context = Input::context(period, profile, previous.map(|previous| previous.0.clone()))?;
        let date = date.map(day).transpose()?;
        Calculator::new(&self.0, indicator, level, context, date).map_err(|problems| raise(py, &problems))
    }

    /// Return the series of an indicator: the indicators of other editions that measure the same thing, and whether their values compare.
    ///
    /// Parameters
    /// ----------
    /// indicator : str
    ///     Id, official number, or name.
    ///
    /// Returns
    /// -------
    /// Series or None
    ///     ``None`` where no other edition has such an indicator.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     When there is no such indicator.
    fn series(&self, indicator: &str) -> PyResult<Option<Series>> {
        Ok(self.0.series(&self.known(indicator)?.id).map(Series))
    }

    /// Return a value of an indicator as another edition gives it, exact and in the unit of that one.
    ///
    /// Parameters
    /// ----------
    /// indicator : str
    ///     Id, official number, or name, in this catalogue.
    /// value : Fraction, Decimal, int, or str
    ///     In the unit of this catalogue: `Result.exact`, or a value as shown.
    /// edition : Catalogue
    ///     The other edition.
    ///
    /// Returns
    /// -------
    /// fractions.Fraction
    ///
    /// Raises
    /// ------
    /// CatalogueError
    ///     Where the other edition has no such indicator, or its values do not compare, with what changed.
    /// ValueError
    ///     When the value is no exact number; a float is none.
    ///
    /// Examples
    /// --------
    /// >>> import cityvitals as cv
    /// >>> cv.catalogue("mohurd-2022").value_in_edition("cultural_building_area_per_ten_thousand", 900, cv.catalogue("mohurd-2024"))
    /// Fraction(9, 100)
    fn value_in_edition<'py>(
        &self,
        py: Python<'py>,
        indicator: &str,
        value: &Bound<'py, PyAny>,
        edition: &Self,
    ) -> PyResult<Bound<'py, PyAny>> {
        let exact = exact(value)?;
        let found = self.0.value_in_edition(indicator, &exact, &edition.0);
        fraction(py, &found.map_err(|problems| raise(py, &problems))?)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| other.get().0.content_hash() == self.0.content_hash())
    }

    fn __hash__(&self) -> u64 {
        let digits = self.0.content_hash().get(..16).unwrap_or_default();
        u64::from_str_radix(digits, 16).unwrap_or_default()
    }

    fn __repr__(&self) -> String {
        format!("<cityvitals.Catalogue {}: {} indicators>", self.0.id(), self.0.indicators().len())
    }

    fn _repr_html_<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cityvitals._html")?.getattr("catalogue")?.call1((slf,))
    }
}
