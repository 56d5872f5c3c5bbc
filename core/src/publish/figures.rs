//! The figures of a report.

use super::drawing::{FAIR, GOOD, INSUFFICIENT, Ink, NONE, VERY_GOOD};
use super::figure::{Bar, Figure, Level, Stack, bars, levels, stacks};
use super::material::{Group, Line, Material};
use super::tables::Outcomes;
use crate::catalogue::Indicator;
use crate::catalogue::document::Operator;
use crate::decimal::{Fraction, Rounding};
use crate::examine::{Verdict, VerdictOutcome};
use crate::grade::IndicatorGrade;
use crate::ledger::percent;

/// Bars that a chart of areas has at least and at most.
const FEWEST_AREAS: usize = 3;
const MOST_AREAS: usize = 15;

/// Every figure that the material has something for.
pub(super) fn all(material: &Material<'_, '_>) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    figures.extend(grades(material));
    figures.extend(outcomes(material));
    for group in &material.groups {
        figures.extend(requirements(material, group));
        let indicators = material.ledger.indicators(group.id);
        figures.extend(indicators.filter_map(|indicator| spread(material, group, indicator)));
    }
    figures
}

/// Name of the figure that shows where an indicator's amount lies.
pub(super) fn spread_name(indicator: &Indicator) -> String {
    format!("spread-{}", indicator.number)
}

/// Name of the figure that shows the requirements of a part of the system.
pub(super) fn requirements_name(group: &str) -> String {
    format!("{group}-requirements")
}

/// How many indicators of each dimension have which grade.
fn grades(material: &Material<'_, '_>) -> Option<Figure> {
    let language = material.language;
    let word = |grade: IndicatorGrade| grade.word(language);
    let kinds = [
        (VERY_GOOD, word(IndicatorGrade::VeryGood)),
        (GOOD, word(IndicatorGrade::Good)),
        (FAIR, word(IndicatorGrade::Fair)),
        (INSUFFICIENT, word(IndicatorGrade::Insufficient)),
        (NONE, material.pick("未评", "not graded")),
    ];
    let rows: Vec<Stack> = material
        .grades()?
        .dimensions
        .iter()
        .map(|dimension| {
            let counts = dimension.decision.counts;
            let none = counts.ungraded.saturating_add(counts.not_applicable);
            Stack {
                label: dimension.name.in_language(language).to_owned(),
                counts: vec![counts.very_good, counts.good, counts.fair, counts.insufficient, none],
            }
        })
        .collect();
    let title = material
        .pick("各分项指标评价等级（项）", "Grades of indicators by dimension")
        .to_owned();
    let heading = material.pick("分项", "Dimension");
    (!rows.is_empty()).then(|| stacks("grades", title, heading, &kinds, &rows, language))
}

/// How many requirements of each part of the system are met.
fn outcomes(material: &Material<'_, '_>) -> Option<Figure> {
    let language = material.language;
    let kinds = [
        (VERY_GOOD, VerdictOutcome::Met.word(language)),
        (INSUFFICIENT, VerdictOutcome::NotMet.word(language)),
        (NONE, VerdictOutcome::Undetermined.word(language)),
    ];
    let rows: Vec<Stack> = material
        .groups
        .iter()
        .map(|group| {
            let outcomes = Outcomes::of(&material.lines(group.id));
            Stack {
                label: group.name.to_owned(),
                counts: vec![outcomes.met, outcomes.not_met, outcomes.undetermined],
            }
        })
        .filter(|row| row.counts.iter().any(|count| *count > 0))
        .collect();
    let title = material.pick("各维度评价标准达标情况（条）", "Requirements met by part").to_owned();
    let heading = material.pick("维度", "Part");
    (!rows.is_empty()).then(|| stacks("outcomes", title, heading, &kinds, &rows, language))
}

/// Percentages of a part of the system against what is required of them.
fn requirements(material: &Material<'_, '_>, group: &Group<'_>) -> Option<Figure> {
    let language = material.language;
    let rows: Vec<Level> = material
        .lines(group.id)
        .iter()
        .flat_map(|line| line.verdicts.iter().filter_map(|verdict| level(material, line, verdict)))
        .collect();
    let title = match language {
        crate::Language::Chinese => format!("{}维度比率类指标与评价标准", group.name),
        crate::Language::English => format!("Percentages and their requirements, {}", group.name),
    };
    let headings = [
        material.pick("指标", "Indicator"),
        material.pick("体检结果", "Result"),
        material.pick("评价标准", "Requirement"),
        material.pick("达标情况", "Outcome"),
    ];
    let legend: Vec<(Ink, &str)> = [VerdictOutcome::Met, VerdictOutcome::NotMet, VerdictOutcome::Undetermined]
        .into_iter()
        .map(|outcome| (ink(outcome), outcome.word(language)))
        .filter(|(ink, _)| rows.iter().any(|row| row.ink == *ink))
        .collect();
    let name = requirements_name(group.id);
    (!rows.is_empty()).then(|| levels(&name, title, headings, &rows, &legend, language))
}

const fn ink(outcome: VerdictOutcome) -> Ink {
    match outcome {
        VerdictOutcome::Met => VERY_GOOD,
        VerdictOutcome::NotMet => INSUFFICIENT,
        VerdictOutcome::Undetermined => NONE,
    }
}

/// A bar for one requirement, where it is a bound in percent and the value is there.
fn level(material: &Material<'_, '_>, line: &Line<'_>, verdict: &Verdict) -> Option<Level> {
    let (language, indicator) = (material.language, line.indicator);
    if indicator.unit.as_str() != "%" {
        return None;
    }
    let place = indicator
        .requirements
        .iter()
        .position(|known| known.id.as_str() == verdict.requirement)?;
    let text = indicator.requirements.get(place)?;
    let catalogue = material.report().catalogue();
    let number = catalogue.indicators().iter().position(|known| known.number == indicator.number)?;
    let compiled = catalogue.compiled_indicator(number)?.requirements.get(place)?;
    if !matches!(
        compiled.operator,
        Operator::AtLeast | Operator::AtMost | Operator::MoreThan | Operator::LessThan
    ) {
        return None;
    }
    let result = line.result?;
    let name = indicator.name.in_language(language);
    let label = match line.part {
        None => name.to_owned(),
        Some(part) => format!("{name} · {part}"),
    };
    Some(Level {
        label,
        value: result.value()?,
        shown: format!("{}%", result.displayed()?),
        required: compiled.value.clone(),
        requirement: sign(compiled.operator, &compiled.value, text.unit.as_str()),
        ink: ink(verdict.outcome),
        outcome: verdict.outcome.word(language).to_owned(),
    })
}

fn sign(operator: Operator, value: &Fraction, unit: &str) -> String {
    let sign = match operator {
        Operator::AtMost => "≤",
        Operator::MoreThan => ">",
        Operator::LessThan => "<",
        _ => "≥",
    };
    let shown = value
        .to_decimal(2, Rounding::HalfEven)
        .map_or_else(|_| value.to_string(), |value| value.normalize().to_string());
    format!("{sign}{shown}{unit}")
}

/// Where the amount of an indicator lies, the largest parts first; the rest is said in one line.
fn spread(material: &Material<'_, '_>, group: &Group<'_>, indicator: &Indicator) -> Option<Figure> {
    let language = material.language;
    let spread = material.spread(indicator, group)?;
    let (first, last) = (spread.parts.first()?, spread.parts.last()?);
    // Two bars say no more than a sentence, and equal ones no more than their number.
    if spread.parts.len() < FEWEST_AREAS || first.amount == last.amount {
        return None;
    }
    let unit = indicator.unit_name.in_language(language);
    let amount = |amount: &Fraction| {
        let shown = amount.to_decimal(indicator.decimals, Rounding::HalfEven);
        shown.map_or_else(|_| amount.to_string(), |shown| shown.to_string())
    };
    let shown = |size: &Fraction, share: &Fraction| match language {
        crate::Language::Chinese => format!("{}{unit}（{}）", amount(size), percent(share)),
        crate::Language::English => format!("{} ({})", amount(size), percent(share)),
    };
    let mut rows: Vec<Bar> = spread
        .parts
        .iter()
        .take(MOST_AREAS)
        .map(|part| Bar {
            label: part.area_name.to_owned(),
            amount: part.amount.clone(),
            shown: shown(&part.amount, &part.share),
            is_rest: false,
        })
        .collect();
    let rest = spread.parts.get(MOST_AREAS..).unwrap_or_default();
    if !rest.is_empty() {
        let zero = (Fraction::zero(), Fraction::zero());
        let sum = |(size, share): (Fraction, Fraction), part: &crate::ledger::Part<'_>| {
            Some((size.add(&part.amount).ok()?, share.add(&part.share).ok()?))
        };
        let (size, share) = rest.iter().try_fold(zero, sum)?;
        rows.push(Bar {
            label: match language {
                crate::Language::Chinese => format!("其余 {} 个", rest.len()),
                crate::Language::English => format!("{} others", rest.len()),
            },
            shown: shown(&size, &share),
            amount: size,
            is_rest: true,
        });
    }
    let level = material.level_name(spread.level);
    let name = indicator.name.in_language(language);
    let title = match language {
        crate::Language::Chinese => format!("{name}按{level}分布"),
        crate::Language::English => format!("{name} by {level}"),
    };
    let headings = [level, material.pick("数量（占比）", "Amount (share)")];
    Some(bars(&spread_name(indicator), title, headings, &rows, language))
}
