//! Calculators: one indicator for one area after another, as an application asks for it.

use std::convert::Infallible;

use super::options::Options;
use super::report::Report;
use crate::catalogue::{Catalogue, Date};
use crate::dataset::{Cell, Dataset, RowReader, Schema, fold_name};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};

/// One indicator, ready to be computed for one area after another.
///
/// A row is read and computed as the only row of its table: value, status, verdicts and trace are those of [`Catalogue::examine_with`], and so are the
/// errors. What headers mean is found out when they are first met, so that an ordinary row takes some microseconds.
///
/// # Example
///
/// ```
/// use cityvitals::Catalogue;
/// use cityvitals::dataset::Cell;
///
/// let calculator = Catalogue::builtin("mohurd-2025")?.calculator("road_network_density")?;
/// let row = [
///     ("快速路长度", Cell::Number("120")),
///     ("主干路长度", Cell::Number("310.5")),
///     ("次干路长度", Cell::Number("402")),
///     ("支路长度", Cell::Number("903.8")),
///     ("建成区面积（公顷）", Cell::Text("20,239")),
/// ];
/// let report = calculator.calculate(row)?;
/// let density = report.get("road_network_density").and_then(|density| density.displayed());
/// assert_eq!(density.ok_or("no value")?.to_string(), "8.58");
/// assert!(calculator.calculate([("建成区面积（公顷）", Cell::Text("约两万"))]).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Calculator {
    catalogue: Catalogue,
    indicator: usize,
    options: Options,
    /// Period, profile and the periods before.
    context: Dataset,
    reader: RowReader,
}

impl Catalogue {
    /// Makes an indicator, by id, official number or name, ready to be computed for one area of its own level after another.
    ///
    /// # Errors
    ///
    /// `examine.unknown_indicator` with the nearest id.
    pub fn calculator(&self, indicator: &str) -> Result<Calculator, Diagnostics> {
        let named = Options {
            indicators: vec![indicator.to_owned()],
            ..Options::default()
        };
        let places = self.chosen_indicators(&named)?;
        let found = places
            .first()
            .and_then(|place| Some((*place, self.rules().indicators.get(*place)?)));
        let Some((place, found)) = found else {
            return Err(Diagnostics::one(
                Diagnostic::new(Code::ExamineUnknownIndicator).with("name", indicator),
            ));
        };
        let level = found.level.value.clone();
        Ok(Calculator {
            catalogue: self.clone(),
            indicator: place,
            options: Options {
                date: None,
                indicators: vec![found.id.value.clone()],
                levels: vec![level.clone()],
            },
            context: Dataset::builder(self).build()?,
            reader: RowReader::new(self),
        })
    }
}

impl Calculator {
    /// Computes for areas of another level, by id or name: the indicator's own or one above it.
    ///
    /// # Errors
    ///
    /// `examine.unknown_level` where there is no such level, or the indicator is not examined there, with the nearest level at which it is.
    pub fn level(mut self, level: &str) -> Result<Self, Diagnostics> {
        let scope = &self.catalogue.compiled().scope;
        let own = self.catalogue.compiled_indicator(self.indicator).map(|rules| rules.level);
        let fits = |id: &str| {
            let place = scope.levels.iter().position(|known| known.id == id).map(crate::formula::LevelId);
            let pair = own.zip(place);
            pair.is_some_and(|(own, place)| own == place || scope.is_below(own, place))
        };
        let found = Schema::level(&self.catalogue, &fold_name(level))
            .map(|found| found.id)
            .filter(|id| fits(id));
        let Some(found) = found.map(str::to_owned) else {
            let known: Vec<&str> = scope.levels.iter().map(|known| &*known.id).filter(|id| fits(id)).collect();
            let hint = nearest(level, known.iter().copied()).or_else(|| known.first().map(|id| (*id).to_owned()));
            let problem = Diagnostic::new(Code::ExamineUnknownLevel).with("name", level);
            return Err(Diagnostics::one(problem.suggest(hint.as_deref())));
        };
        self.options.levels = vec![found];
        Ok(self)
    }

    /// Takes the period, the profile and the periods before from a dataset; its tables do not matter.
    ///
    /// ```
    /// use cityvitals::{Catalogue, Dataset};
    /// use cityvitals::dataset::Cell;
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let context = Dataset::builder(&catalogue).period("2025").build()?;
    /// let calculator = catalogue.calculator("35")?.context(&context);
    /// let report = calculator.calculate([("城市", Cell::Text("某市"))])?;
    /// assert_eq!(report.dataset().period(), Some("2025"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn context(mut self, dataset: &Dataset) -> Self {
        self.context = dataset.clone();
        self
    }

    /// Day on which requirements must be in force; without it the last day of the period.
    #[must_use]
    pub const fn date(mut self, date: Date) -> Self {
        self.options.date = Some(date);
        self
    }

    /// The catalogue.
    pub const fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The choices of the examinations that it makes: the indicator, the level and the day.
    pub const fn options(&self) -> &Options {
        &self.options
    }

    /// Computes the indicator, and its parts where it has some, for one area: headers and cells as a table of the level may hold them. The row of
    /// a city need not name it.
    ///
    /// # Errors
    ///
    /// The errors of the family `dataset.` that such a table has.
    pub fn calculate<'c>(&self, cells: impl IntoIterator<Item = (&'c str, Cell<'c>)>) -> Result<Report, Diagnostics> {
        let level = self.options.levels.first().map_or("", String::as_str);
        let dataset = self.reader.read(level, cells, Some(&self.context))?;
        let Ok(report) = self
            .catalogue
            .examine_chosen(vec![self.indicator], &dataset, &self.options, |_, _| Ok::<(), Infallible>(()));
        Ok(report)
    }
}

#[cfg(test)]
#[path = "calculator_tests.rs"]
mod tests;
