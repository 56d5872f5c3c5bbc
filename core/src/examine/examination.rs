//! Examinations in steps, for those who must show progress or stop in between.

use super::columnar::Columnar;
use super::frame::Frame;
use super::options::Options;
use super::report::{Report, rounding};
use super::results::Results;
use crate::catalogue::Catalogue;
use crate::dataset::Dataset;
use crate::diagnostic::Diagnostics;

/// An examination that goes on one indicator at a time. Its report is that of [`Catalogue::examine_with`]; what several indicators share is computed
/// for each, so all steps together take somewhat longer.
///
/// # Example
///
/// ```
/// use cityvitals::examine::Examination;
/// use cityvitals::{Catalogue, Dataset, Options};
///
/// let catalogue = Catalogue::builtin("mohurd-2025")?;
/// let dataset = Dataset::builder(&catalogue).csv("city.csv", None, "城市,建成区面积\n某市,202.39\n").build()?;
/// let mut examination = Examination::begin(&catalogue, &dataset, &Options::default())?;
/// while examination.step() {
///     assert!(examination.done() <= examination.total());
/// }
/// assert_eq!(examination.finish().document(), catalogue.examine(&dataset)?.document());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Examination {
    catalogue: Catalogue,
    dataset: Dataset,
    options: Options,
    indicators: Vec<usize>,
    done: usize,
    results: Vec<Results>,
}

impl Examination {
    /// Checks the choices; nothing is computed yet.
    ///
    /// # Errors
    ///
    /// Those of [`Catalogue::examine_with`].
    pub fn begin(catalogue: &Catalogue, dataset: &Dataset, options: &Options) -> Result<Self, Diagnostics> {
        Ok(Self {
            catalogue: catalogue.clone(),
            dataset: dataset.clone(),
            options: options.clone(),
            indicators: catalogue.chosen_indicators(options)?,
            done: 0,
            results: Vec::new(),
        })
    }

    /// Indicators that are computed.
    pub const fn done(&self) -> usize {
        self.done
    }

    /// Indicators in all.
    pub const fn total(&self) -> usize {
        self.indicators.len()
    }

    /// Computes one more indicator, and says whether there are more.
    pub fn step(&mut self) -> bool {
        if let Some(index) = self.indicators.get(self.done) {
            let frame = Frame::new(&self.catalogue, &self.dataset, rounding(&self.catalogue));
            let found = self.catalogue.results_of(*index, &Columnar::new(&frame), &self.options);
            self.results.extend(found);
            self.done = self.done.saturating_add(1);
        }
        self.done < self.total()
    }

    /// Computes what is left, and gives the report.
    pub fn finish(mut self) -> Report {
        while self.step() {}
        Report::new(&self.catalogue, &self.dataset, &self.options, self.results)
    }
}
