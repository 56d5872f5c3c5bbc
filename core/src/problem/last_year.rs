//! Last year's problems as judgements on this year's.

use super::problems::Problems;
use crate::grade::{JudgementDocument, JudgementsBuilder};

impl JudgementsBuilder<'_> {
    /// Says of every problem of last year's list, with its checklist items, that it was there. Areas, indicators and checklist items that this
    /// year's report does not have are left out: nothing can recur there.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::grade::{GradingScheme, Judgements};
    /// use cityvitals::{Catalogue, Dataset};
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let scheme = GradingScheme::builtin("handbook-2025")?;
    /// let examine = |text: &str| -> Result<_, Box<dyn std::error::Error>> {
    ///     Ok(catalogue.examine(&Dataset::builder(&catalogue).csv("city.csv", None, text).build()?)?)
    /// };
    /// let before = examine("城市,绿道服务半径覆盖率\n某市,40\n")?.problems(&scheme, &Judgements::default())?;
    /// let now = examine("城市,绿道服务半径覆盖率\n某市,45\n")?;
    /// let judgements = Judgements::builder(&now, &scheme).last_year(&before).build()?;
    /// let problems = now.problems(&scheme, &judgements)?;
    /// assert!(problems.at("city", "某市", "32").ok_or("no problem")?.priority().recurring);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn last_year(mut self, problems: &Problems) -> Self {
        for problem in problems.iter() {
            let (catalogue, dataset) = (self.report().catalogue(), self.report().dataset());
            let Some(indicator) = catalogue.indicator(&problem.indicator().id) else {
                continue;
            };
            if dataset.find(problem.level(), problem.area()).is_none() {
                continue;
            }
            let row = |check: Option<&str>| JudgementDocument {
                indicator: Some(indicator.id.value.clone()),
                level: Some(problem.level().to_owned()),
                area: Some(problem.area().to_owned()),
                check: check.map(str::to_owned),
                last_year: Some(true),
                ..JudgementDocument::default()
            };
            let mut rows = vec![row(None)];
            let found = problem.sub_problems().iter().filter_map(|found| problem.check(found));
            let known = found.filter(|check| indicator.checks.iter().any(|known| known.id == check.id));
            rows.extend(known.map(|check| row(Some(&check.id))));
            self = rows.into_iter().fold(self, JudgementsBuilder::row);
        }
        self
    }
}
