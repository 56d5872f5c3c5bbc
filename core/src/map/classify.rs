//! Classes of values: where one ends and the next begins.

use std::cmp::Ordering;

use super::layer::MapLayer;
use super::legend::LegendEntry;
use super::natural;
use crate::decimal::{Fraction, Rounding};
use crate::diagnostic::{Code, Diagnostic};
use crate::order;

/// Most classes; readers cannot tell more colours apart.
pub const MAXIMUM_CLASSES: usize = 9;

/// Most distinct values that natural breaks are found for.
pub const MAXIMUM_DISTINCT_VALUES: usize = 5_000;

/// Most digits after the point that natural breaks are found with.
const NATURAL_DIGITS: u32 = 18;

/// How values are divided into classes.
///
/// An area without a value is in no class. Equal values are always in one class. Where there are fewer distinct values than classes, there are
/// fewer classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Classification {
    /// So many classes of equal width between the smallest and the largest value; a class may be empty. The upper end belongs to a class.
    Equal(usize),
    /// So many classes of about as many areas: class `k` of `n` ends with the value of rank `⌈k·N/n⌉` among `N` in rising order.
    Quantile(usize),
    /// So many classes whose values differ least from their mean (Fisher and Jenks), exactly, for at most [`MAXIMUM_DISTINCT_VALUES`] distinct
    /// values.
    Natural(usize),
    /// Classes between given values, in rising order; the first and the last class are open.
    Breaks {
        /// Where one class ends and the next begins.
        bounds: Vec<Fraction>,
        /// Whether such a value belongs to the class below it.
        upper_included: bool,
    },
    /// One class for each grade, in this order.
    Labels(Vec<String>),
}

impl Default for Classification {
    fn default() -> Self {
        Self::Natural(5)
    }
}

/// The classes of a layer, and the class of each of its areas.
#[derive(Clone, Debug)]
pub(super) struct Classes {
    pub(super) method: &'static str,
    /// Without colours.
    pub(super) entries: Vec<LegendEntry>,
    /// Place of the class of each area.
    pub(super) of_areas: Vec<Option<usize>>,
}

impl Classification {
    const fn method(&self) -> &'static str {
        match self {
            Self::Equal(_) => "equal",
            Self::Quantile(_) => "quantile",
            Self::Natural(_) => "natural",
            Self::Breaks { .. } => "breaks",
            Self::Labels(_) => "labels",
        }
    }

    /// Divides the values of a layer.
    pub(super) fn classes(&self, layer: &MapLayer) -> Result<Classes, Diagnostic> {
        let count = match self {
            Self::Equal(count) | Self::Quantile(count) | Self::Natural(count) => *count,
            Self::Breaks { bounds, .. } => bounds.len().saturating_add(1),
            Self::Labels(labels) => labels.len(),
        };
        if !(1..=MAXIMUM_CLASSES).contains(&count) {
            let problem = Diagnostic::new(Code::MapClassCount).with("count", count);
            return Err(problem.with("limit", MAXIMUM_CLASSES));
        }
        if let Self::Labels(labels) = self {
            return self.by_label(labels, layer);
        }
        let mut values: Vec<&Fraction> = layer.areas.iter().filter_map(|area| area.value.as_ref()).collect();
        order::sort_by(&mut values, Ord::cmp);
        let ranges = match self {
            Self::Equal(count) => equal(&values, *count)?,
            Self::Quantile(count) => quantile(&values, *count),
            Self::Natural(count) => natural(&values, *count)?,
            Self::Breaks { bounds, upper_included } => given(bounds, *upper_included)?,
            Self::Labels(_) => Vec::new(),
        };
        let of_area = |value: &Fraction| ranges.iter().position(|range| range.reaches(value));
        let of_areas: Vec<Option<usize>> = layer.areas.iter().map(|area| area.value.as_ref().and_then(of_area)).collect();
        let entries = (0_u32..).zip(&ranges).map(|(index, range)| {
            let place = usize::try_from(index).ok();
            LegendEntry {
                class: index.saturating_add(1),
                label: range.label(layer.decimals),
                colour: None,
                lower: range.lower.as_ref().map(ToString::to_string),
                upper: range.upper.as_ref().map(ToString::to_string),
                lower_included: range.lower_included,
                upper_included: range.upper_included,
                count: of_areas.iter().filter(|class| **class == place).count(),
            }
        });
        Ok(Classes {
            method: self.method(),
            entries: entries.collect(),
            of_areas,
        })
    }

    fn by_label(&self, labels: &[String], layer: &MapLayer) -> Result<Classes, Diagnostic> {
        let mut of_areas = Vec::with_capacity(layer.areas.len());
        for area in &layer.areas {
            let Some(grade) = &area.grade else {
                of_areas.push(None);
                continue;
            };
            let Some(place) = labels.iter().position(|label| label == grade) else {
                let problem = Diagnostic::new(Code::MapUnknownLabel).with("id", &area.id).with("label", grade);
                return Err(problem.with_words("known", labels.join("、"), labels.join(", ")));
            };
            of_areas.push(Some(place));
        }
        let entries = (0_u32..).zip(labels).map(|(index, label)| LegendEntry {
            class: index.saturating_add(1),
            label: label.clone(),
            count: of_areas.iter().filter(|class| **class == usize::try_from(index).ok()).count(),
            ..LegendEntry::default()
        });
        Ok(Classes {
            method: self.method(),
            entries: entries.collect(),
            of_areas,
        })
    }
}

/// One class of values.
#[derive(Clone, Debug)]
struct Range {
    lower: Option<Fraction>,
    lower_included: bool,
    upper: Option<Fraction>,
    upper_included: bool,
}

impl Range {
    /// From one value to another, both included.
    fn closed(lower: &Fraction, upper: &Fraction) -> Self {
        Self {
            lower: Some(lower.clone()),
            lower_included: true,
            upper: Some(upper.clone()),
            upper_included: true,
        }
    }

    /// Whether the value is not above it; the first such class holds the value.
    fn reaches(&self, value: &Fraction) -> bool {
        match self.upper.as_ref().map(|upper| value.cmp(upper)) {
            None | Some(Ordering::Less) => true,
            Some(Ordering::Equal) => self.upper_included,
            Some(Ordering::Greater) => false,
        }
    }

    fn label(&self, decimals: u8) -> String {
        let shown = |value: &Fraction| {
            value
                .to_decimal(decimals, Rounding::HalfEven)
                .map_or_else(|_| value.to_string(), |shown| shown.to_string())
        };
        match (&self.lower, &self.upper) {
            (Some(lower), Some(upper)) if lower == upper => shown(lower),
            (Some(lower), Some(upper)) => format!("{}–{}", shown(lower), shown(upper)),
            (None, Some(upper)) => format!("{} {}", if self.upper_included { "≤" } else { "<" }, shown(upper)),
            (Some(lower), None) => format!("{} {}", if self.lower_included { "≥" } else { ">" }, shown(lower)),
            (None, None) => String::new(),
        }
    }
}

fn too_large(_: crate::decimal::ArithmeticError) -> Diagnostic {
    Diagnostic::new(Code::MapNumberTooLarge)
}

fn equal(values: &[&Fraction], count: usize) -> Result<Vec<Range>, Diagnostic> {
    let (Some(first), Some(last)) = (values.first(), values.last()) else {
        return Ok(Vec::new());
    };
    if first == last {
        return Ok(vec![Range::closed(first, last)]);
    }
    let whole = |number: usize| Fraction::from_integer(i128::try_from(number).unwrap_or(i128::MAX));
    let width = last
        .subtract(first)
        .and_then(|width| width.divide(&whole(count)))
        .map_err(too_large)?;
    let bound = |place: usize| -> Result<Fraction, Diagnostic> {
        if place == count {
            return Ok((*last).clone());
        }
        width.multiply(&whole(place)).and_then(|step| first.add(&step)).map_err(too_large)
    };
    let range = |place: usize| -> Result<Range, Diagnostic> {
        Ok(Range {
            lower: Some(bound(place)?),
            lower_included: place == 0,
            upper: Some(bound(place.saturating_add(1))?),
            upper_included: true,
        })
    };
    (0..count).map(range).collect()
}

fn quantile(values: &[&Fraction], count: usize) -> Vec<Range> {
    let mut ends: Vec<&Fraction> = (1..=count)
        .filter_map(|place| {
            let rank = place.saturating_mul(values.len()).div_ceil(count);
            values.get(rank.checked_sub(1)?).copied()
        })
        .collect();
    ends.dedup();
    observed(values, &ends)
}

fn natural(values: &[&Fraction], count: usize) -> Result<Vec<Range>, Diagnostic> {
    let mut distinct: Vec<(&Fraction, u64)> = Vec::new();
    for value in values {
        match distinct.last_mut() {
            Some((last, weight)) if last == value => *weight = weight.saturating_add(1),
            _ => distinct.push((value, 1)),
        }
    }
    if distinct.len() > MAXIMUM_DISTINCT_VALUES {
        let problem = Diagnostic::new(Code::MapTooManyValues).with("count", distinct.len());
        return Err(problem.with("limit", MAXIMUM_DISTINCT_VALUES));
    }
    if distinct.is_empty() {
        return Ok(Vec::new());
    }
    // Whole numbers at one scale: every decimal of up to 18 digits after the point stays exact, as long as it is no giant.
    let scaled = |digits: u32| -> Option<Vec<(i128, u64)>> {
        let whole = |(value, weight): &(&Fraction, u64)| Some((value.to_scaled(digits, Rounding::HalfEven).ok()?, *weight));
        distinct.iter().map(whole).collect()
    };
    let whole = (0..=NATURAL_DIGITS).rev().find_map(scaled);
    let whole = whole.ok_or_else(|| Diagnostic::new(Code::MapNumberTooLarge))?;
    let ends = natural::breaks(&whole, count.min(distinct.len()));
    let ends: Vec<&Fraction> = ends
        .iter()
        .filter_map(|end| distinct.get(end.checked_sub(1)?).map(|(value, _)| *value))
        .collect();
    Ok(observed(values, &ends))
}

/// Classes that end with the given values, each from its smallest value to its largest.
fn observed(values: &[&Fraction], ends: &[&Fraction]) -> Vec<Range> {
    let mut start = 0;
    let mut ranges = Vec::with_capacity(ends.len());
    for end in ends {
        if let Some(lower) = values.get(start) {
            ranges.push(Range::closed(lower, end));
        }
        start = values.partition_point(|value| value <= end);
    }
    ranges
}

fn given(bounds: &[Fraction], upper_included: bool) -> Result<Vec<Range>, Diagnostic> {
    if let Some((left, right)) = bounds.iter().zip(bounds.iter().skip(1)).find(|(left, right)| left >= right) {
        return Err(Diagnostic::new(Code::MapBreakOrder).with("left", left).with("right", right));
    }
    let bound = |place: Option<usize>| place.and_then(|place| bounds.get(place)).cloned();
    let range = |place: usize| Range {
        lower: bound(place.checked_sub(1)),
        lower_included: !upper_included && place > 0,
        upper: bound(Some(place)),
        upper_included: upper_included && place < bounds.len(),
    };
    Ok((0..=bounds.len()).map(range).collect())
}

#[cfg(test)]
#[path = "classify_tests.rs"]
mod tests;
