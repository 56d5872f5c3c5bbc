//! The grades of a report.

use std::sync::Arc;

use super::grader::Grader;
use super::grading::{AreaGrades, GradesDocument, GradingProvenance, IndicatorGrading};
use super::judgements::Judgements;
use super::names::check_names;
use super::scheme::GradingScheme;
use crate::diagnostic::Diagnostics;
use crate::examine::Report;

/// The grades of a report: indicators, dimensions, and all together, for every area of the scheme's levels. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Grades(Arc<GradesDocument>);

impl Report {
    /// Grades indicators, dimensions and the city.
    ///
    /// # Errors
    ///
    /// `grading.unknown_indicator`, `grading.unknown_level`, `grading.unknown_group` and `grading.unknown_strength` where the scheme is made for this
    /// catalogue and names what it does not have; `judgement.unknown_indicator` and `judgement.unknown_area` for judgements on other data.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::grade::{GradingScheme, IndicatorGrade, Judgements};
    /// use cityvitals::{Catalogue, Dataset, Language};
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let city = "城市,城市生活污水集中收集率（%）,绿道服务半径覆盖率（%）\n某市,81.06,52.5\n";
    /// let dataset = Dataset::builder(&catalogue).csv("city.csv", None, city).build()?;
    /// let report = catalogue.examine(&dataset)?;
    /// let grades = report.grade(&GradingScheme::builtin("handbook-2025")?, &Judgements::default())?;
    /// let sewage = grades.get("城市生活污水集中收集率").ok_or("not graded")?;
    /// assert_eq!(sewage.grade, Some(IndicatorGrade::Good));
    /// assert!(sewage.explain(Language::English).contains("15.80 % above"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn grade(&self, scheme: &GradingScheme, judgements: &Judgements) -> Result<Grades, Diagnostics> {
        check_names(self, scheme, judgements)?;
        let grader = Grader::new(self, scheme, judgements.entries());
        let mut areas = Vec::new();
        for table in grader.tables() {
            let rows = self.dataset().tables().get(table).map_or(0, crate::dataset::Table::len);
            areas.extend((0..rows).filter_map(|row| grader.area(table, row)));
        }
        Ok(Grades(Arc::new(GradesDocument {
            provenance: GradingProvenance::new(self, scheme, judgements),
            areas,
        })))
    }
}

impl GradingProvenance {
    pub(crate) fn new(report: &Report, scheme: &GradingScheme, judgements: &Judgements) -> Self {
        Self {
            report: report.provenance(),
            scheme: scheme.id().to_owned(),
            scheme_hash: scheme.content_hash().to_owned(),
            judgements_hash: judgements.content_hash().to_owned(),
        }
    }
}

impl Grades {
    /// Everything as plain data.
    pub fn document(&self) -> &GradesDocument {
        &self.0
    }

    /// Areas: levels as the scheme lists them, then areas as given.
    pub fn areas(&self) -> &[AreaGrades] {
        &self.0.areas
    }

    /// The grades of one area.
    pub fn area(&self, level: &str, area: &str) -> Option<&AreaGrades> {
        self.areas().iter().find(|grades| grades.level == level && grades.area == area)
    }

    /// The grades of the first area: the city, where the scheme grades cities.
    pub fn city(&self) -> Option<&AreaGrades> {
        self.areas().first()
    }

    /// The grade of an indicator in the first area, by id, official number or name.
    pub fn get(&self, indicator: &str) -> Option<&IndicatorGrading> {
        let city = self.city()?;
        let by_name = || {
            let fits = |grading: &&IndicatorGrading| grading.name.zh == indicator || grading.name.en == indicator;
            city.indicators.iter().find(fits)
        };
        city.indicator(indicator).or_else(by_name)
    }

    /// The grades as JSON.
    ///
    /// # Errors
    ///
    /// The error of `serde_json`, which plain data do not raise.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self.document())
    }
}
