//! Verdicts on many results: what they depend on besides the values is looked up once.

use super::frame::Frame;
use super::report::{IndicatorResult, Report, comparison, rounding};
use super::status::Status;
use super::verdict::{Bench, Judged, UndeterminedReason, Verdict};
use crate::catalogue::CompiledRequirement;
use crate::decimal::Fraction;

/// Holds the values of one report against requirements.
#[derive(Debug)]
pub(crate) struct Judge<'a> {
    report: &'a Report,
    frame: Frame<'a>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(report: &'a Report) -> Self {
        let frame = Frame::new(report.catalogue(), report.dataset(), rounding(report.catalogue()));
        Self { report, frame }
    }

    /// What verdicts on an indicator whose values are shown with so many digits depend on.
    pub(super) fn bench(&self, decimals: u8) -> Bench<'_> {
        let catalogue = self.report.catalogue();
        Bench {
            frame: &self.frame,
            date: self.report.date(),
            comparison: comparison(catalogue),
            rounding: rounding(catalogue),
            decimals,
        }
    }

    /// Verdicts on the requirements that apply to a result and are in force, in the order of the catalogue.
    pub(crate) fn verdicts(&self, result: &IndicatorResult<'_>) -> Vec<Verdict> {
        let compiled = self.report.catalogue().compiled_indicator(result.indicator_index());
        let Some(compiled) = compiled.filter(|_| result.status() != Status::NotApplicable) else {
            return Vec::new();
        };
        let value = result.exact();
        let (bench, judged) = (self.bench(result.indicator().decimals), judged(result, value.as_deref()));
        let pairs = compiled.requirements.iter().zip(&result.indicator().requirements);
        pairs
            .filter(|(rule, _)| rule.part == result.part_index())
            .filter_map(|(rule, text)| bench.judge(rule, text, judged))
            .collect()
    }

    /// Whether a result meets a requirement, with its exact value as it was compared; `None` where the requirement does not apply to the city or
    /// is not in force.
    pub(crate) fn test(
        &self,
        requirement: &CompiledRequirement,
        result: &IndicatorResult<'_>,
    ) -> Option<Result<(bool, Fraction), UndeterminedReason>> {
        let value = result.exact();
        let tested = self
            .bench(result.indicator().decimals)
            .test(requirement, judged(result, value.as_deref()))?;
        Some(tested.map(|(met, compared)| (met, compared.into_owned())))
    }
}

/// What of a result a verdict is taken on.
pub(super) fn judged<'v>(result: &IndicatorResult<'v>, value: Option<&'v Fraction>) -> Judged<'v> {
    Judged {
        value,
        status: result.status(),
        before: result.before(),
    }
}
