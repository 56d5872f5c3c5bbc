//! The results of one indicator over a whole level as plain columns, for tables of millions of rows.

use super::judge::{Judge, judged};
use super::report::{Report, rounding};
use super::status::Status;
use super::verdict::VerdictOutcome;

/// The results of one indicator, or of one part of it, for the areas of a level in the order of their table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueColumn {
    /// Values as shown, without their point; 0 where there is none.
    pub mantissas: Vec<i64>,
    /// Digits after the point of every value.
    pub scale: u8,
    /// Whether a row has a value, and one whose digits fit 64 bits.
    pub known: Vec<bool>,
    /// Status of every row.
    pub statuses: Vec<Status>,
    /// The worst verdict of every row: not met before undetermined before met; `None` where no requirement applies.
    pub outcomes: Vec<Option<VerdictOutcome>>,
}

impl Report {
    /// The results of an indicator (id, official number, name, or `id.part`) for all areas of a level; `None` where it was not examined there.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::{Catalogue, Dataset, Status};
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let text = "社区,停车位缺口数（个）\n二马路社区,100\n果园路社区,\n";
    /// let dataset = Dataset::builder(&catalogue).csv("community.csv", None, text).build()?;
    /// let column = catalogue.examine(&dataset)?.column("community", "parking_space_gap").ok_or("not examined")?;
    /// assert_eq!((column.mantissas, column.scale), (vec![100, 0], 0));
    /// assert_eq!(column.statuses, [Status::Ok, Status::Missing]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn column(&self, level: &str, name: &str) -> Option<ValueColumn> {
        let (indicator, part) = self.place(name)?;
        let table = self.dataset().table_place(level)?;
        let fits = |column: &super::ResultColumn<'_>| (column.indicator(), column.part(), column.table()) == (indicator, part, table);
        let results = self.columns().find(fits)?.results();
        let compiled = self.catalogue().compiled_indicator(indicator)?;
        let (decimals, rounding) = (
            self.catalogue().rules().indicators.get(indicator)?.decimals,
            rounding(self.catalogue()),
        );
        let judge = Judge::new(self);
        let bench = judge.bench(decimals);
        let own = compiled.requirements.iter().filter(|requirement| requirement.part == part);
        let requirements: Vec<_> = own.filter_map(|own| Some((own, bench.standing(own)?))).collect();
        let mut column = ValueColumn {
            mantissas: Vec::with_capacity(results.len()),
            known: Vec::with_capacity(results.len()),
            statuses: Vec::with_capacity(results.len()),
            outcomes: Vec::with_capacity(results.len()),
            scale: decimals,
        };
        for result in results {
            let value = result.exact();
            let mantissa = value
                .as_ref()
                .and_then(|value| i64::try_from(value.to_scaled(u32::from(column.scale), rounding).ok()?).ok());
            column.mantissas.push(mantissa.unwrap_or(0));
            column.known.push(mantissa.is_some());
            let status = result.status();
            column.statuses.push(status);
            let applies = status != Status::NotApplicable;
            let judged = judged(&result, value.as_deref());
            let found = requirements
                .iter()
                .filter(|_| applies)
                .filter_map(|(requirement, standing)| match standing {
                    Ok(()) => bench.measure(requirement, judged),
                    Err(reason) => Some(Err(*reason)),
                });
            let outcomes = found.map(|outcome| match outcome {
                Ok((true, _)) => VerdictOutcome::Met,
                Ok((false, _)) => VerdictOutcome::NotMet,
                Err(_) => VerdictOutcome::Undetermined,
            });
            column.outcomes.push(outcomes.max_by_key(|outcome| gravity(*outcome)));
        }
        Some(column)
    }
}

const fn gravity(outcome: VerdictOutcome) -> u8 {
    match outcome {
        VerdictOutcome::Met => 0,
        VerdictOutcome::Undetermined => 1,
        VerdictOutcome::NotMet => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::dataset::Dataset;

    #[test]
    fn a_column_says_what_the_single_results_say() {
        let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
        let community = "社区,停车位缺口数,不达标步行道长度（千米）\nc1,12,0.125\nc2,,3\nc3,-4,\n";
        let city = "城市,建成区面积,快速路长度,主干路长度,次干路长度,支路长度\n某市,202.39,120,310.5,402,903.8\n";
        let dataset = Dataset::builder(&catalogue)
            .csv("community.csv", None, community)
            .csv("city.csv", None, city)
            .build()
            .unwrap();
        let report = catalogue.examine(&dataset).unwrap();
        let mut compared = 0;
        for table in dataset.tables() {
            for indicator in catalogue.indicators() {
                let Some(column) = report.column(table.level(), indicator.id.as_str()) else {
                    continue;
                };
                assert_eq!(column.statuses.len(), table.len());
                for (row, area) in table.ids().iter().enumerate() {
                    let result = report.at(table.level(), area, indicator.id.as_str()).unwrap();
                    let shown = column.known[row].then(|| rust_decimal::Decimal::new(column.mantissas[row], u32::from(column.scale)));
                    assert_eq!(shown, result.displayed(), "{} {area}", indicator.id.as_str());
                    assert_eq!(column.statuses[row], result.status());
                    let worst = result
                        .verdicts()
                        .iter()
                        .map(|verdict| verdict.outcome)
                        .max_by_key(|outcome| gravity(*outcome));
                    assert_eq!(column.outcomes[row], worst);
                    compared += 1;
                }
            }
        }
        assert!(compared > 60);
    }
}
