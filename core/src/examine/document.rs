//! The report as plain data: the same JSON in every language, with decimals as strings, and the means to run it again.

use serde::Serialize;
use thiserror::Error;

use super::options::Options;
use super::report::{IndicatorResult, Report};
use super::status::{Completeness, Status};
use super::verdict::Verdict;
use crate::catalogue::table::{self, choices, table};
use crate::catalogue::{Catalogue, Evidence};
use crate::dataset::Dataset;

table! {
    /// A report as plain data.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct ReportDocument {
        /// What it takes to run it again.
        pub provenance: Provenance,
        /// Results in a stable order; see [`Report::results`].
        pub results: Vec<ResultDocument>,
    }
}

table! {
    /// What it takes to run a report again.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Provenance {
        /// Version of this library.
        pub version: String,
        /// Id of the catalogue.
        pub catalogue: String,
        /// Ids of the catalogues that it extends, the nearest first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub lineage: Vec<String>,
        /// SHA-256 of the catalogue.
        pub catalogue_hash: String,
        /// SHA-256 of the dataset.
        pub dataset_hash: String,
        /// Period of the dataset.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub period: Option<String>,
        /// Choices of the examination.
        pub options: Options,
    }
}

table! {
    /// One result as plain data.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct ResultDocument {
        /// Id of the indicator.
        pub indicator: String,
        /// Official number.
        pub number: u16,
        /// Id of the part, where the result is of a part.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub part: Option<String>,
        /// Level of the area.
        pub level: String,
        /// Id of the area.
        pub area: String,
        /// Status.
        pub status: Status,
        /// Completeness.
        pub completeness: Completeness,
        /// Value as shown, an exact decimal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub value: Option<String>,
        /// Exact value: a decimal, or a fraction `n/d` where no decimal is exact.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub exact: Option<String>,
        /// Unit of both.
        pub unit: String,
        /// How well the formula is known.
        pub evidence: Evidence,
        /// Verdicts.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub verdicts: Vec<Verdict>,
    }
}

choices! {
    Status::Missing,
    Evidence::Recalled,
}

/// Why a report is not what an examination gives now.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReplayError {
    /// The rules are not those of the report.
    #[error("the catalogue differs: the report has {expected}, this is {found}")]
    Catalogue {
        /// Hash in the report.
        expected: String,
        /// Hash of the catalogue given.
        found: String,
    },
    /// The data are not those of the report.
    #[error("the dataset differs: the report has {expected}, this is {found}")]
    Dataset {
        /// Hash in the report.
        expected: String,
        /// Hash of the dataset given.
        found: String,
    },
    /// The options cannot be followed.
    #[error("the options of the report do not fit the catalogue: {0}")]
    Options(String),
    /// A result is another one, though rules and data are the same.
    #[error("{indicator} of {area} differs: the report has {expected}, now it is {found}")]
    Result {
        /// Id of the indicator.
        indicator: String,
        /// Id of the area.
        area: String,
        /// In the report.
        expected: String,
        /// Computed now.
        found: String,
    },
    /// The report has more or fewer results.
    #[error("the report has {expected} results, now there are {found}")]
    Count {
        /// In the report.
        expected: usize,
        /// Computed now.
        found: usize,
    },
}

impl IndicatorResult<'_> {
    /// The result as plain data.
    pub fn document(&self) -> ResultDocument {
        let indicator = self.indicator();
        ResultDocument {
            indicator: indicator.id.value.clone(),
            number: indicator.number,
            part: self.part().map(str::to_owned),
            level: self.level().to_owned(),
            area: self.area().to_owned(),
            status: self.status(),
            completeness: self.completeness(),
            value: self.displayed().map(|value| value.to_string()),
            exact: self.value().map(|value| value.to_string()),
            unit: indicator.unit.value.clone(),
            evidence: self.evidence(),
            verdicts: self.verdicts(),
        }
    }
}

impl Report {
    /// The report as plain data.
    pub fn document(&self) -> ReportDocument {
        ReportDocument {
            provenance: self.provenance(),
            results: self.results().map(|result| result.document()).collect(),
        }
    }

    /// What it takes to run the report again.
    pub fn provenance(&self) -> Provenance {
        Provenance {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            catalogue: self.catalogue().id().to_owned(),
            lineage: self.catalogue().lineage().to_vec(),
            catalogue_hash: self.catalogue().content_hash().to_owned(),
            dataset_hash: self.dataset().content_hash().to_owned(),
            period: self.dataset().period().map(str::to_owned),
            options: self.options().clone(),
        }
    }

    /// The report as JSON.
    ///
    /// # Errors
    ///
    /// The error of `serde_json`, which plain data do not raise.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(&self.document())
    }
}

impl ReportDocument {
    /// Examines again and holds the result against this report, digit for digit.
    ///
    /// # Errors
    ///
    /// [`ReplayError`]: the first difference, rules and data before results.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::{Catalogue, Dataset, ReportDocument};
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let dataset = Dataset::builder(&catalogue).csv("city.csv", None, "城市,建成区面积\n某市,202.39\n").build()?;
    /// let stored = catalogue.examine(&dataset)?.to_json()?;
    /// let report: ReportDocument = serde_json::from_str(&stored)?;
    /// report.replay(&catalogue, &dataset)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn replay(&self, catalogue: &Catalogue, dataset: &Dataset) -> Result<(), ReplayError> {
        let provenance = &self.provenance;
        if catalogue.content_hash() != provenance.catalogue_hash {
            let (expected, found) = (provenance.catalogue_hash.clone(), catalogue.content_hash().to_owned());
            return Err(ReplayError::Catalogue { expected, found });
        }
        if dataset.content_hash() != provenance.dataset_hash {
            let (expected, found) = (provenance.dataset_hash.clone(), dataset.content_hash().to_owned());
            return Err(ReplayError::Dataset { expected, found });
        }
        let report = catalogue
            .examine_with(dataset, &provenance.options)
            .map_err(|problems| ReplayError::Options(problems.to_string()))?;
        let found = report.document().results;
        for (expected, found) in self.results.iter().zip(&found) {
            if expected != found {
                let text = |result: &ResultDocument| serde_json::to_string(result).unwrap_or_default();
                return Err(ReplayError::Result {
                    indicator: expected.indicator.clone(),
                    area: expected.area.clone(),
                    expected: text(expected),
                    found: text(found),
                });
            }
        }
        if self.results.len() == found.len() {
            Ok(())
        } else {
            Err(ReplayError::Count {
                expected: self.results.len(),
                found: found.len(),
            })
        }
    }
}
