//! The report of an examination: every indicator for every area, in columns.

use std::borrow::Cow;
use std::sync::Arc;

use super::columnar::Columnar;
use super::evaluate::Subject;
use super::frame::Frame;
use super::judge::Judge;
use super::options::Options;
use super::results::Results;
use super::status::{Completeness, Status};
use super::verdict::{Comparison, Verdict};
use crate::catalogue::document::RoundingRule;
use crate::catalogue::{Catalogue, Date, Evidence, Indicator};
use crate::dataset::{Dataset, Table, last_month};
use crate::decimal::{Decimal, Fraction, Rounding};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};

/// What an examination found. Cloning it is cheap.
///
/// # Example
///
/// ```
/// use cityvitals::{Catalogue, Dataset};
///
/// let catalogue = Catalogue::builtin("mohurd-2025")?;
/// let city = "城市,快速路长度,主干路长度,次干路长度,支路长度,建成区面积\n某市,120,310.5,402,903.8,202.39\n";
/// let dataset = Dataset::builder(&catalogue).csv("city.csv", None, city).build()?;
/// let report = catalogue.examine(&dataset)?;
/// let density = report.get("road_network_density").ok_or("not examined")?;
/// assert_eq!(density.displayed().ok_or("no value")?.to_string(), "8.58");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Report(Arc<Inner>);

#[derive(Clone, Debug)]
pub(super) struct Inner {
    pub(super) catalogue: Catalogue,
    pub(super) dataset: Dataset,
    options: Options,
    date: Option<Date>,
    /// By indicator, then part, then table from high to low.
    pub(super) results: Vec<Results>,
}

/// One result: an indicator, or one part of it, in one area.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorResult<'a> {
    report: &'a Report,
    indicator: &'a Indicator,
    results: &'a Results,
    row: usize,
}

/// Where a result stands in its report; see [`Report::result_at`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ResultPlace {
    indicator: usize,
    part: Option<usize>,
    table: usize,
    row: usize,
}

/// The results of one indicator, or of one part of it, for the areas of one table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResultColumn<'a> {
    report: &'a Report,
    indicator: &'a Indicator,
    results: &'a Results,
}

impl<'a> ResultColumn<'a> {
    /// Place of the indicator in its catalogue.
    pub(crate) fn indicator(&self) -> usize {
        self.results.indicator
    }

    /// Place of the part in its indicator.
    pub(crate) fn part(&self) -> Option<usize> {
        self.results.part
    }

    /// Place of the table in its dataset.
    pub(crate) fn table(&self) -> usize {
        self.results.table
    }

    /// The results in the order of the table's rows.
    pub(crate) fn results(&self) -> impl ExactSizeIterator<Item = IndicatorResult<'a>> + use<'a> {
        let Self {
            report,
            indicator,
            results,
        } = *self;
        (0..results.len()).map(move |row| IndicatorResult {
            report,
            indicator,
            results,
            row,
        })
    }
}

/// The rounding of a catalogue.
pub(super) fn rounding(catalogue: &Catalogue) -> Rounding {
    match catalogue.rules().catalogue.as_ref().and_then(|header| header.rounding) {
        Some(RoundingRule::HalfUp) => Rounding::HalfUp,
        Some(RoundingRule::HalfEven) | None => Rounding::HalfEven,
    }
}

pub(super) fn comparison(catalogue: &Catalogue) -> Comparison {
    catalogue
        .rules()
        .catalogue
        .as_ref()
        .and_then(|header| header.comparison)
        .unwrap_or_default()
        .into()
}

/// The last day of a period.
fn last_day(period: &str) -> Option<Date> {
    let (year, month) = (period.get(..4)?, last_month(period)?);
    (28..=31).rev().find_map(|day| Date::parse(&format!("{year}-{month:02}-{day}")))
}

impl Catalogue {
    /// Examines a dataset: every indicator for every area at its own level and at every level above it.
    ///
    /// # Errors
    ///
    /// None with default options; see [`Catalogue::examine_with`].
    pub fn examine(&self, dataset: &Dataset) -> Result<Report, Diagnostics> {
        self.examine_with(dataset, &Options::default())
    }

    /// Examines a dataset with choices.
    ///
    /// # Errors
    ///
    /// `examine.unknown_indicator` and `examine.unknown_level`, each with the nearest name.
    pub fn examine_with(&self, dataset: &Dataset, options: &Options) -> Result<Report, Diagnostics> {
        let Ok(report) = self.examine_watched(dataset, options, |_, _| Ok::<(), std::convert::Infallible>(()))?;
        Ok(report)
    }

    /// Examines a dataset and tells after each indicator how many are done, and how many there are, so that a caller may show how far it is or
    /// stop. The inner error is the one by which `watch` stopped.
    ///
    /// # Errors
    ///
    /// Those of [`Catalogue::examine_with`].
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::{Catalogue, Dataset, Options};
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let dataset = Dataset::builder(&catalogue).csv("city.csv", None, "城市,建成区面积\n某市,202.39\n").build()?;
    /// let stopped = catalogue.examine_watched(&dataset, &Options::default(), |done, of| if done < of { Err(done) } else { Ok(()) })?;
    /// assert_eq!(stopped.map(|_| ()), Err(1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn examine_watched<E>(
        &self,
        dataset: &Dataset,
        options: &Options,
        watch: impl FnMut(usize, usize) -> Result<(), E>,
    ) -> Result<Result<Report, E>, Diagnostics> {
        Ok(self.examine_chosen(self.chosen_indicators(options)?, dataset, options, watch))
    }

    /// The same for indicators by their place in the catalogue; options that name others, or unknown levels, were refused before.
    pub(super) fn examine_chosen<E>(
        &self,
        indicators: Vec<usize>,
        dataset: &Dataset,
        options: &Options,
        mut watch: impl FnMut(usize, usize) -> Result<(), E>,
    ) -> Result<Report, E> {
        let count = indicators.len();
        let frame = Frame::new(self, dataset, rounding(self));
        let columnar = Columnar::new(&frame);
        let mut results = Vec::new();
        for (place, index) in indicators.into_iter().enumerate() {
            results.extend(self.results_of(index, &columnar, options));
            columnar.forget();
            watch(place + 1, count)?;
        }
        Ok(Report::new(self, dataset, options, results))
    }

    /// The results of an indicator and its parts, for every chosen level.
    pub(super) fn results_of(&self, index: usize, columnar: &Columnar<'_>, options: &Options) -> Vec<Results> {
        let mut results = Vec::new();
        for subject in Subject::all(self, index) {
            let mut tables = subject.tables(columnar.frame);
            tables.retain(|table| chosen_level(columnar.frame, *table, options));
            results.extend(tables.into_iter().rev().map(|table| subject.evaluate(columnar, table)));
        }
        results
    }

    pub(super) fn chosen_indicators(&self, options: &Options) -> Result<Vec<usize>, Diagnostics> {
        let mut problems = Vec::new();
        let mut chosen = Vec::new();
        for name in &options.indicators {
            if let Some(index) = self.indicator_index(name) {
                chosen.push(index);
            } else {
                let hint = nearest(name, self.rules().indicators.iter().map(|indicator| indicator.id.as_str()));
                problems.push(
                    Diagnostic::new(Code::ExamineUnknownIndicator)
                        .with("name", name)
                        .suggest(hint.as_deref()),
                );
            }
        }
        let levels = &self.compiled().scope.levels;
        for name in options.levels.iter().filter(|name| !levels.iter().any(|level| level.id == **name)) {
            let hint = nearest(name, levels.iter().map(|level| &*level.id));
            problems.push(
                Diagnostic::new(Code::ExamineUnknownLevel)
                    .with("name", name)
                    .suggest(hint.as_deref()),
            );
        }
        if !problems.is_empty() {
            return Err(Diagnostics::new(problems, crate::diagnostic::Sources::default()));
        }
        if options.indicators.is_empty() {
            chosen = (0..self.rules().indicators.len()).collect();
        }
        chosen.sort_unstable();
        chosen.dedup();
        Ok(chosen)
    }
}

fn chosen_level(frame: &Frame<'_>, table: usize, options: &Options) -> bool {
    options.levels.is_empty()
        || frame
            .table(table)
            .is_some_and(|table| options.levels.iter().any(|level| level == table.level()))
}

impl Report {
    pub(super) fn new(catalogue: &Catalogue, dataset: &Dataset, options: &Options, results: Vec<Results>) -> Self {
        Self(Arc::new(Inner {
            catalogue: catalogue.clone(),
            dataset: dataset.clone(),
            options: options.clone(),
            date: options.date.or_else(|| dataset.period().and_then(last_day)),
            results,
        }))
    }

    /// The catalogue that was examined by.
    pub fn catalogue(&self) -> &Catalogue {
        &self.0.catalogue
    }

    /// The dataset that was examined.
    pub fn dataset(&self) -> &Dataset {
        &self.0.dataset
    }

    /// The choices of the examination.
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// Day on which requirements had to be in force.
    pub fn date(&self) -> Option<Date> {
        self.0.date
    }

    /// Every result in a stable order: indicators in official order, each followed by its parts; levels from high to low; areas as given.
    pub fn results(&self) -> impl Iterator<Item = IndicatorResult<'_>> {
        let of = move |results| (0..Results::len(results)).filter_map(move |row| self.result(results, row));
        self.0.results.iter().flat_map(of)
    }

    fn result<'a>(&'a self, results: &'a Results, row: usize) -> Option<IndicatorResult<'a>> {
        let indicator = self.0.catalogue.indicators().get(results.indicator)?;
        Some(IndicatorResult {
            report: self,
            indicator,
            results,
            row,
        })
    }

    /// What a session changes; copied where a clone of the report shares it.
    pub(super) fn inner_mut(&mut self) -> &mut Inner {
        Arc::make_mut(&mut self.0)
    }

    /// The result at a place of the list of columns, and a row of it.
    pub(super) fn by_place(&self, place: usize, row: usize) -> Option<IndicatorResult<'_>> {
        self.result(self.0.results.get(place)?, row)
    }

    /// The results of every indicator and part, table by table, in the order of [`Report::results`].
    pub(crate) fn columns(&self) -> impl Iterator<Item = ResultColumn<'_>> {
        self.0.results.iter().filter_map(|results| {
            let indicator = self.0.catalogue.indicators().get(results.indicator)?;
            Some(ResultColumn {
                report: self,
                indicator,
                results,
            })
        })
    }

    /// The result at a place that [`IndicatorResult::place`] gave, found more quickly than by names. `None` for a place of another report.
    ///
    /// ```
    /// use cityvitals::{Catalogue, Dataset};
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let dataset = Dataset::builder(&catalogue).csv("city.csv", None, "城市,城市道路网密度\n某市,8.5\n").build()?;
    /// let report = catalogue.examine(&dataset)?;
    /// let place = report.get("road_network_density").ok_or("no result")?.place();
    /// assert_eq!(report.result_at(place).map(|density| density.indicator().number), Some(35));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn result_at(&self, place: ResultPlace) -> Option<IndicatorResult<'_>> {
        self.cell(place.indicator, place.part, place.table, place.row)
    }

    /// The result of an indicator or part by its place in the catalogue, for a row of a table.
    pub(crate) fn cell(&self, indicator: usize, part: Option<usize>, table: usize, row: usize) -> Option<IndicatorResult<'_>> {
        let fits = |results: &&Results| (results.indicator, results.part, results.table) == (indicator, part, table);
        let results = self.0.results.iter().find(fits).filter(|results| row < results.len())?;
        self.result(results, row)
    }

    /// The result for the one highest area: the city. `name` is an id, official number, name, or `id.part`.
    ///
    /// `None` for an unknown indicator, or when the highest table that the indicator has does not hold exactly one area.
    pub fn get(&self, name: &str) -> Option<IndicatorResult<'_>> {
        let (indicator, part) = self.place(name)?;
        let results = self
            .0
            .results
            .iter()
            .find(|results| results.indicator == indicator && results.part == part)?;
        if results.len() == 1 { self.result(results, 0) } else { None }
    }

    /// The result for one area, by level, area id and indicator (id, official number, name, or `id.part`).
    pub fn at(&self, level: &str, area: &str, name: &str) -> Option<IndicatorResult<'_>> {
        let (indicator, part) = self.place(name)?;
        let tables = self.0.dataset.tables();
        let table = tables.iter().position(|table| table.level() == level)?;
        let row = tables.get(table)?.find(area)?;
        let fits = |results: &&Results| results.indicator == indicator && results.part == part && results.table == table;
        let results = self.0.results.iter().find(fits)?;
        self.result(results, row)
    }

    pub(super) fn place(&self, name: &str) -> Option<(usize, Option<usize>)> {
        let catalogue = &self.0.catalogue;
        if let Some(index) = catalogue.indicator_index(name) {
            return Some((index, None));
        }
        let (indicator, part) = name.rsplit_once('.')?;
        let index = catalogue.indicator_index(indicator)?;
        let part = catalogue
            .rules()
            .indicators
            .get(index)?
            .parts
            .iter()
            .position(|known| known.id.value == part)?;
        Some((index, Some(part)))
    }
}

impl<'a> IndicatorResult<'a> {
    /// Where it stands in its report.
    pub fn place(&self) -> ResultPlace {
        ResultPlace {
            indicator: self.results.indicator,
            part: self.results.part,
            table: self.results.table,
            row: self.row,
        }
    }

    /// The indicator.
    pub const fn indicator(&self) -> &'a Indicator {
        self.indicator
    }

    /// Id of the part, where the result is of a part.
    pub fn part(&self) -> Option<&'a str> {
        self.indicator().parts.get(self.results.part?).map(|part| part.id.as_str())
    }

    pub(super) fn part_index(&self) -> Option<usize> {
        self.results.part
    }

    pub(super) fn indicator_index(&self) -> usize {
        self.results.indicator
    }

    pub(super) fn table_index(&self) -> usize {
        self.results.table
    }

    pub(super) fn row(&self) -> usize {
        self.row
    }

    pub(crate) fn report(&self) -> &'a Report {
        self.report
    }

    /// Value of the period before, where a requirement asks for it.
    pub(super) fn before(&self) -> Option<&'a Fraction> {
        self.results.before.as_ref()?.get(self.row)?.as_ref()
    }

    fn table(&self) -> Option<&'a Table> {
        self.report.0.dataset.tables().get(self.results.table)
    }

    /// Level of the area.
    pub fn level(&self) -> &'a str {
        self.table().map_or("", Table::level)
    }

    /// Id of the area.
    pub fn area(&self) -> &'a str {
        self.table().and_then(|table| table.id(self.row)).unwrap_or_default()
    }

    /// Name of the area; its id where it has no name.
    pub fn area_name(&self) -> &'a str {
        self.table().and_then(|table| table.name(self.row)).unwrap_or_default()
    }

    /// What the result is besides its value.
    pub fn status(&self) -> Status {
        self.results.status(self.row)
    }

    /// How much of what it needs was handed in.
    pub fn completeness(&self) -> Completeness {
        self.results.completeness(self.row)
    }

    /// Exact value in the unit of the indicator.
    pub fn value(&self) -> Option<Fraction> {
        self.exact().map(Cow::into_owned)
    }

    pub(super) fn exact(&self) -> Option<Cow<'a, Fraction>> {
        self.results.value(self.row)
    }

    /// Value as shown: rounded once, from the exact value, by the rule of the catalogue.
    pub fn displayed(&self) -> Option<Decimal> {
        self.exact()?
            .to_decimal(self.indicator().decimals, rounding(self.report.catalogue()))
            .ok()
    }

    /// How well the formula is known.
    pub fn evidence(&self) -> Evidence {
        self.indicator().evidence.of("formula")
    }

    /// Verdicts on the requirements that apply and are in force, in the order of the catalogue.
    pub fn verdicts(&self) -> Vec<Verdict> {
        let inner = &self.report.0;
        let has_any = inner.catalogue.compiled_indicator(self.results.indicator).is_some_and(|compiled| {
            compiled
                .requirements
                .iter()
                .any(|requirement| requirement.part == self.results.part)
        });
        if has_any {
            Judge::new(self.report).verdicts(self)
        } else {
            Vec::new()
        }
    }
}
