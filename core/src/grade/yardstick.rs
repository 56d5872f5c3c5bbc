//! The yardsticks of one indicator in one area: standard, target, trend and peers.

use super::document::{GradeBand, GradingDocument, Yardstick};
use super::grader::Grader;
use super::grading::{IndicatorGrading, Role, SkipReason, SkippedYardstick, YardstickGrade};
use super::judgements::Subject;
use super::measure::{Measure, attainment, band, change, quantile, sign, two_digits};
use super::standard::{Place, Standard};
use crate::catalogue::document::Text;
use crate::decimal::Fraction;
use crate::examine::{IndicatorResult, Options, Report, Status};
use crate::shelf::Shelf;

impl<'a> Grader<'a> {
    /// Measures every yardstick of the scheme.
    pub(super) fn yardsticks(
        &self,
        grading: &mut IndicatorGrading,
        place: &Place<'_>,
        result: &IndicatorResult<'_>,
        subject: &Subject,
        mut standard: Standard,
    ) {
        let rules = &self.document.indicator;
        let mut wanted: Vec<Yardstick> = rules.order.clone();
        wanted.extend(rules.shift.iter().filter(|yardstick| !rules.order.contains(yardstick)));
        for yardstick in wanted {
            let measured = match yardstick {
                Yardstick::Standard => match (standard.grade.take(), standard.skipped.take()) {
                    (Some(grade), _) => Ok(grade),
                    (None, skipped) => Err(skipped.map_or(SkipReason::NoRequirement, |skipped| skipped.reason)),
                },
                Yardstick::Target | Yardstick::Trend | Yardstick::Peers => self.compared(yardstick, place, result, subject),
            };
            match measured {
                Ok(known) => grading.yardsticks.push(known),
                Err(reason) => grading.skipped.push(SkippedYardstick { yardstick, reason }),
            }
        }
    }

    /// A yardstick that holds the value of the indicator as a whole against other numbers.
    fn compared(
        &self,
        yardstick: Yardstick,
        place: &Place<'_>,
        result: &IndicatorResult<'_>,
        subject: &Subject,
    ) -> Result<YardstickGrade, SkipReason> {
        // What is missing from outside is said before what is missing of the indicator.
        let (bands, reference) = match yardstick {
            Yardstick::Standard => return Err(SkipReason::NoRequirement),
            Yardstick::Target => self.target(subject)?,
            Yardstick::Trend => self.trend(place)?,
            Yardstick::Peers => self.peers(subject)?,
        };
        let value = usable(result).ok_or(SkipReason::NoValue)?;
        let sign = sign(place.indicator.direction).ok_or(SkipReason::NoDirection)?;
        let (measure, against) = reference.measure(&value, sign);
        // Nothing can be better than the best possible value, whatever it was before and wherever others stand.
        let end = if sign > 0 {
            &place.compiled.maximum
        } else {
            &place.compiled.minimum
        };
        let measure = if end.as_ref() == Some(&value) { Measure::Best } else { measure };
        by_band(yardstick, bands, &measure, against).ok_or(SkipReason::NoValue)
    }

    fn target(&self, subject: &Subject) -> Result<(&'a [GradeBand], Reference), SkipReason> {
        let target = self.entries.targets.get(subject).ok_or(SkipReason::NoTarget)?;
        let words = format!("{} {}", target.number.normalize(), target.unit);
        let against = Text {
            zh: words.clone(),
            en: words,
        };
        Ok((
            &self.document.indicator.target.bands,
            Reference::Target(target.value.clone(), against),
        ))
    }

    fn trend(&self, place: &Place<'_>) -> Result<(&'a [GradeBand], Reference), SkipReason> {
        let before = self.before(place).filter(|before| before.status() != Status::Partial);
        let (before, value) = before
            .and_then(|before| Some((before, usable(&before)?)))
            .ok_or(SkipReason::NoPreviousValue)?;
        let shown = before.displayed().map(|value| value.to_string()).unwrap_or_default();
        let period = before.report().dataset().period().unwrap_or_default();
        let unit = &place.indicator.unit_name;
        let against = Text {
            zh: format!("与上期 {period} 的 {shown} {} 相比", unit.zh),
            en: format!("against {period}, {shown} {}", unit.en),
        };
        Ok((&self.document.indicator.trend.bands, Reference::Before(value, against)))
    }

    fn peers(&self, subject: &Subject) -> Result<(&'a [GradeBand], Reference), SkipReason> {
        let rules = &self.document.indicator.peers;
        let peers = self.entries.peers.get(subject);
        let peers: Vec<Fraction> = peers
            .into_iter()
            .flat_map(Shelf::values)
            .map(|figure| figure.value.clone())
            .collect();
        let count = u32::try_from(peers.len()).unwrap_or(u32::MAX);
        if peers.is_empty() || count < u32::from(rules.minimum) {
            return Err(SkipReason::TooFewPeers {
                peers: count,
                minimum: rules.minimum,
            });
        }
        let against = Text {
            zh: format!("{count} 个可比城市"),
            en: format!("(comparable cities: {count})"),
        };
        Ok((&rules.bands, Reference::Peers(peers, against)))
    }

    /// The result of the same area in the period before.
    fn before<'p>(&'p self, place: &Place<'_>) -> Option<IndicatorResult<'p>> {
        let areas = self.report.dataset().tables().get(place.table)?;
        let previous = self.previous.as_ref()?;
        let (table, row) = previous.dataset().find(areas.level(), areas.id(place.row)?)?;
        previous.cell(place.index, None, table, row)
    }
}

const fn is_usable(status: Status) -> bool {
    matches!(status, Status::Ok | Status::Partial | Status::Reported)
}

/// The value of a result, if it can be graded.
pub(super) fn usable(result: &IndicatorResult<'_>) -> Option<Fraction> {
    result.value().filter(|_| is_usable(result.status()))
}

/// What a value is held against, with its words.
enum Reference {
    Target(Fraction, Text),
    Before(Fraction, Text),
    Peers(Vec<Fraction>, Text),
}

impl Reference {
    fn measure(self, value: &Fraction, sign: i128) -> (Measure, Text) {
        match self {
            Self::Target(target, against) => (attainment(value, &target, sign), against),
            Self::Before(before, against) => (change(value, &before, sign), against),
            Self::Peers(peers, against) => {
                let measure = quantile(value, &peers, sign).map_or(Measure::Worst, Measure::Percent);
                (measure, against)
            }
        }
    }
}

fn by_band(yardstick: Yardstick, bands: &[GradeBand], measure: &Measure, against: Text) -> Option<YardstickGrade> {
    let band = band(bands, measure)?;
    Some(YardstickGrade {
        yardstick,
        against,
        percent: match measure {
            Measure::Percent(percent) => Some(two_digits(percent)),
            Measure::Best | Measure::Worst => None,
        },
        grade: band.grade,
        band: band.id.value.clone(),
        at_least: band.at_least.map(|bound| bound.0.to_string()),
        ours: band.ours,
        requirement: None,
        met: None,
        role: Role::None,
    })
}

/// The period before, as far as trends ask for it.
pub(super) fn previous(report: &Report, document: &GradingDocument, indicators: &[usize]) -> Option<Report> {
    let rules = &document.indicator;
    let asks = rules.order.contains(&Yardstick::Trend) || rules.shift.contains(&Yardstick::Trend);
    let dataset = report.dataset().previous().filter(|_| asks && !indicators.is_empty())?;
    let catalogue = report.catalogue();
    let known = &catalogue.rules().indicators;
    let scope = &catalogue.compiled().scope;
    let options = Options {
        date: None,
        indicators: indicators
            .iter()
            .filter_map(|index| known.get(*index).map(|indicator| indicator.id.value.clone()))
            .collect(),
        levels: rules
            .levels
            .iter()
            .filter(|level| scope.levels.iter().any(|known| known.id == level.value))
            .map(|level| level.value.clone())
            .collect(),
    };
    catalogue.examine_with(dataset, &options).ok()
}
