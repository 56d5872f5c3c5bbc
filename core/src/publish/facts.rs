//! Facts: what the outline of a report can say. Field names are those that templates use; `spec/templates/README.md` lists them.
//!
//! Everything is text, number, yes or no in the language of the report. What is not there is `none`, and never a zero.

use serde::Serialize;

use super::figure::Figure;
use super::figures::{requirements_name, spread_name};
use super::material::{Group, Line, Material};
use super::tables::{Outcomes, Statuses};
use super::words;
use crate::catalogue::document::{Nature, RectificationClass};
use crate::dataset::ProfileValue;
use crate::decimal::{Fraction, Rounding};
use crate::diagnostic::Language;
use crate::grade::OverallDecision;
use crate::ledger::{Distribution, percent};
use crate::sheet::Sheet;

/// Everything that a template can name.
#[derive(Debug, Serialize)]
pub(super) struct Facts {
    city: City,
    report: About,
    coverage: Vec<Counted>,
    statuses: Statuses,
    outcomes: Outcomes,
    groups: Vec<GroupFacts>,
    grades: Option<GradeFacts>,
    problems: Option<ProblemFacts>,
    /// Whether measures were given, so that there are rectification lists.
    measures: bool,
    /// Figures that are not the sum of their parts.
    imbalances: usize,
    /// Indicators of which something is to be verified.
    unverified: usize,
    /// Names of the tables that can be placed.
    tables: Vec<String>,
    /// Names of the figures that can be placed.
    figures: Vec<String>,
}

#[derive(Debug, Serialize)]
struct City {
    name: String,
    level: String,
    profile: Vec<Named>,
}

#[derive(Debug, Serialize)]
struct Named {
    name: String,
    value: String,
}

#[derive(Debug, Serialize)]
struct Counted {
    level: String,
    name: String,
    count: usize,
}

#[derive(Debug, Serialize)]
struct About {
    language: &'static str,
    version: &'static str,
    period: Option<String>,
    catalogue: String,
    /// Name of the indicator system.
    system: String,
    /// Title of the document that it comes from.
    title: String,
    issuer: String,
    indicators: usize,
    bottom_lines: usize,
    dimensions: usize,
    parts: usize,
    scheme: Option<String>,
}

#[derive(Debug, Serialize)]
struct GroupFacts {
    id: String,
    name: String,
    /// Level that the forms of this part are for.
    level: Option<String>,
    dimensions: Vec<String>,
    statuses: Statuses,
    outcomes: Outcomes,
    indicators: Vec<IndicatorFacts>,
    /// Name of the figure with its percentages, where there is one.
    figure: Option<String>,
    /// Indicators with a problem; absent where problems are not part of the report.
    problems: Option<usize>,
}

#[derive(Debug, Serialize)]
struct IndicatorFacts {
    number: u16,
    id: String,
    name: String,
    definition: String,
    dimension: String,
    unit: String,
    nature: &'static str,
    value: Option<String>,
    /// Id of the status, such as `ok`.
    status: String,
    /// The status in words.
    status_name: &'static str,
    reported: u64,
    expected: u64,
    /// Whether its formula or a requirement is not read in the document.
    unverified: bool,
    verdicts: Vec<VerdictFacts>,
    grade: Option<String>,
    /// How the grade came about.
    grading: Option<String>,
    /// Whether it is a problem; absent where problems are not part of the report.
    problem: Option<bool>,
    /// Where the value lies, as a sentence; absent where it does not add up from parts.
    distribution: Option<String>,
    details: Vec<DetailFacts>,
    /// Name of the figure that shows where the value lies, where there is one.
    figure: Option<String>,
}

#[derive(Debug, Serialize)]
struct VerdictFacts {
    part: Option<String>,
    requirement: String,
    /// `met`, `not_met` or `undetermined`.
    outcome: String,
    /// The outcome in words, with the gap or the reason.
    words: String,
    unverified: bool,
}

#[derive(Debug, Serialize)]
struct DetailFacts {
    name: String,
    cases: usize,
    sentence: String,
}

#[derive(Debug, Serialize)]
struct GradeFacts {
    overall: Option<&'static str>,
    undefined: bool,
    ours: bool,
    explanation: String,
    very_good: u32,
    good: u32,
    fair: u32,
    insufficient: u32,
    ungraded: u32,
    counted: u32,
    very_good_percent: Option<String>,
    good_percent: Option<String>,
    dimensions: Vec<DimensionFacts>,
}

#[derive(Debug, Serialize)]
struct DimensionFacts {
    name: String,
    grade: Option<&'static str>,
    undefined: bool,
    ours: bool,
    explanation: String,
}

#[derive(Debug, Serialize)]
struct ProblemFacts {
    total: usize,
    time_limited: usize,
    best_effort: usize,
    recurring: usize,
    /// Indicators of which it cannot be said.
    undetermined: usize,
}

impl Facts {
    pub(super) fn new(material: &Material<'_, '_>, sheets: &[Sheet<'_>], figures: &[Figure]) -> Self {
        let report = material.report();
        let names: Vec<String> = figures.iter().map(|figure| figure.name.clone()).collect();
        let groups: Vec<GroupFacts> = material.groups.iter().map(|group| group_facts(material, group, &names)).collect();
        let lines: Vec<Line<'_>> = material.groups.iter().flat_map(|group| material.lines(group.id)).collect();
        let unverified = groups.iter().flat_map(|group| &group.indicators).filter(|known| known.unverified);
        Self {
            city: city(material),
            report: about(material),
            coverage: coverage(material),
            statuses: Statuses::of(&lines),
            outcomes: Outcomes::of(&lines),
            imbalances: report.reconciliation().len(),
            unverified: unverified.count(),
            grades: grades(material),
            problems: problems(material),
            measures: material.measures.is_some(),
            groups,
            tables: sheets.iter().map(|sheet| sheet.name().to_owned()).collect(),
            figures: names,
        }
    }
}

fn city(material: &Material<'_, '_>) -> City {
    let language = material.language;
    let report = material.report();
    let keys = report.catalogue().document().profile_keys.iter();
    let profile = keys.filter_map(|key| {
        let value = match report.dataset().profile().get(key.id.as_str())? {
            ProfileValue::Flag(flag) => material
                .pick(if *flag { "是" } else { "否" }, if *flag { "yes" } else { "no" })
                .to_owned(),
            ProfileValue::Classes(list) => {
                let names = list.iter().map(|id| {
                    let known = key.values.iter().find(|value| value.id.as_str() == id);
                    known.map_or(id.as_str(), |value| value.name.in_language(language))
                });
                names.collect::<Vec<_>>().join(material.pick("、", ", "))
            }
        };
        Some(Named {
            name: key.name.in_language(language).to_owned(),
            value,
        })
    });
    City {
        name: material.area.name.to_owned(),
        level: material.level_name(material.area.level).to_owned(),
        profile: profile.collect(),
    }
}

fn about(material: &Material<'_, '_>) -> About {
    let (report, language) = (material.report(), material.language);
    let document = report.catalogue().document();
    let header = document.catalogue.as_ref();
    let words = |text: Option<&crate::catalogue::document::Text>| text.map_or("", |text| text.in_language(language)).to_owned();
    let bottom_lines = document
        .indicators
        .iter()
        .filter(|indicator| indicator.nature == Nature::BottomLine);
    About {
        language: language.code(),
        version: env!("CARGO_PKG_VERSION"),
        period: report.dataset().period().map(str::to_owned),
        catalogue: report.catalogue().id().to_owned(),
        system: words(header.map(|header| &header.name)),
        title: words(header.map(|header| &header.title)),
        issuer: words(header.map(|header| &header.issuer)),
        indicators: document.indicators.len(),
        bottom_lines: bottom_lines.count(),
        dimensions: document.dimensions.len(),
        parts: material.groups.len(),
        scheme: material.grading.map(|grading| grading.document().provenance.scheme.clone()),
    }
}

fn coverage(material: &Material<'_, '_>) -> Vec<Counted> {
    let tables = material.report().dataset().tables().iter().filter(|table| !table.is_empty());
    tables
        .map(|table| Counted {
            level: table.level().to_owned(),
            name: material.table_name(table.level()).to_owned(),
            count: table.len(),
        })
        .collect()
}

fn group_facts(material: &Material<'_, '_>, group: &Group<'_>, figures: &[String]) -> GroupFacts {
    let language = material.language;
    let lines = material.lines(group.id);
    let document = material.report().catalogue().document();
    let dimensions = document.dimensions.iter().filter(|dimension| dimension.group == group.id);
    let indicators: Vec<IndicatorFacts> = lines
        .iter()
        .filter(|line| line.part.is_none())
        .map(|line| indicator(material, line, &lines, figures))
        .collect();
    let problems = material
        .problems
        .map(|_| indicators.iter().filter(|known| known.problem == Some(true)).count());
    let figure = requirements_name(group.id);
    GroupFacts {
        id: group.id.to_owned(),
        name: group.name.to_owned(),
        level: group.board.map(|board| material.level_name(board.level).to_owned()),
        dimensions: dimensions
            .map(|dimension| dimension.name.in_language(language).to_owned())
            .collect(),
        statuses: Statuses::of(&lines),
        outcomes: Outcomes::of(&lines),
        figure: figures.contains(&figure).then_some(figure),
        problems,
        indicators,
    }
}

fn indicator(material: &Material<'_, '_>, line: &Line<'_>, lines: &[Line<'_>], figures: &[String]) -> IndicatorFacts {
    let (language, indicator) = (material.language, line.indicator);
    let dimensions = &material.report().catalogue().document().dimensions;
    let dimension = dimensions.iter().find(|dimension| dimension.id == indicator.dimension);
    let own = lines.iter().filter(|other| other.indicator.number == indicator.number);
    let status = line.result.map_or(crate::Status::Missing, |result| result.status());
    let completeness = line.result.map(|result| result.completeness()).unwrap_or_default();
    let grading = material.grades().and_then(|grades| grades.indicator(&indicator.id));
    let entry = material.entry(indicator);
    let below = material.level_below();
    let details = entry.iter().flat_map(|entry| {
        entry
            .details()
            .map(|detail| DetailFacts {
                name: detail.name(language),
                cases: detail.cases(),
                sentence: detail.sentence(below, language),
            })
            .collect::<Vec<_>>()
    });
    let distribution = entry.as_ref().and_then(|entry| entry.distribution(below));
    let figure = spread_name(indicator);
    let word = |status: crate::Status| serde_json::to_value(status).ok().and_then(|word| Some(word.as_str()?.to_owned()));
    IndicatorFacts {
        number: indicator.number,
        id: indicator.id.value.clone(),
        name: indicator.name.in_language(language).to_owned(),
        definition: indicator.definition.in_language(language).to_owned(),
        dimension: dimension.map_or("", |dimension| dimension.name.in_language(language)).to_owned(),
        unit: indicator.unit_name.in_language(language).to_owned(),
        nature: words::nature(indicator.nature, language),
        value: line.result.and_then(|result| result.displayed()).map(|value| value.to_string()),
        status: word(status).unwrap_or_default(),
        status_name: language.pick(status.chinese(), status.english()),
        reported: completeness.reported,
        expected: completeness.expected,
        unverified: line
            .result
            .is_some_and(|result| own.clone().any(|line| words::is_unverified(&result, &line.verdicts))),
        verdicts: own.flat_map(|line| verdicts(material, line)).collect(),
        grade: grading
            .filter(|grading| grading.grade.is_some())
            .map(|grading| words::grade(grading, language)),
        grading: grading.map(|grading| grading.explain(language)),
        problem: material.problems.map(|_| {
            material
                .own_problems()
                .any(|problem| problem.indicator().number == indicator.number)
        }),
        distribution: distribution.map(|spread| parts(&spread, line, material)),
        details: details.collect(),
        figure: figures.contains(&figure).then_some(figure),
    }
}

/// `西陵区 65栋（81.25%）、伍家岗区 15栋（18.75%）`, and what no area accounts for.
fn parts(spread: &Distribution<'_>, line: &Line<'_>, material: &Material<'_, '_>) -> String {
    let indicator = line.indicator;
    let unit = indicator.unit_name.in_language(material.language);
    let shown = |amount: &Fraction| {
        let shown = amount.to_decimal(indicator.decimals, Rounding::HalfEven);
        shown.map_or_else(|_| amount.to_string(), |shown| shown.to_string())
    };
    let mut parts: Vec<String> = spread
        .parts
        .iter()
        .map(|part| match material.language {
            Language::Chinese => format!("{} {}{unit}（{}）", part.area_name, shown(&part.amount), percent(&part.share)),
            Language::English => format!("{} {} ({})", part.area_name, shown(&part.amount), percent(&part.share)),
        })
        .collect();
    if let Some(rest) = &spread.elsewhere {
        parts.push(match material.language {
            Language::Chinese => format!("未分到下级 {}{unit}", shown(rest)),
            Language::English => format!("not assigned {}", shown(rest)),
        });
    }
    parts.join(material.pick("、", ", "))
}

fn verdicts(material: &Material<'_, '_>, line: &Line<'_>) -> Vec<VerdictFacts> {
    let (language, indicator) = (material.language, line.indicator);
    let unit = indicator.unit_name.in_language(language);
    let one = |verdict: &crate::examine::Verdict| {
        let known = indicator.requirements.iter().find(|known| known.id.as_str() == verdict.requirement);
        let text = known.map(|known| material.report().catalogue().requirement_text(known));
        let outcome = serde_json::to_value(verdict.outcome).ok();
        VerdictFacts {
            part: line.part.map(str::to_owned),
            requirement: text.map_or_else(String::new, |text| text.in_language(language).to_owned()),
            outcome: outcome.and_then(|word| Some(word.as_str()?.to_owned())).unwrap_or_default(),
            words: words::verdict(verdict, unit, language),
            unverified: verdict.evidence != crate::catalogue::Evidence::Source,
        }
    };
    line.verdicts.iter().map(one).collect()
}

fn grades(material: &Material<'_, '_>) -> Option<GradeFacts> {
    let language = material.language;
    let grades = material.grades()?;
    let OverallDecision {
        grade,
        undefined,
        ours,
        counts,
        counted,
        very_good_percent,
        good_percent,
        ..
    } = grades.overall.clone();
    let dimensions = grades.dimensions.iter().map(|dimension| DimensionFacts {
        name: dimension.name.in_language(language).to_owned(),
        grade: dimension.decision.grade.map(|grade| grade.word(language)),
        undefined: dimension.decision.undefined,
        ours: dimension.decision.ours,
        explanation: dimension.explain(language),
    });
    Some(GradeFacts {
        overall: grade.map(|grade| grade.word(language)),
        undefined,
        ours,
        explanation: grades.overall.explain(language),
        very_good: counts.very_good,
        good: counts.good,
        fair: counts.fair,
        insufficient: counts.insufficient,
        ungraded: counts.ungraded.saturating_add(counts.not_applicable),
        counted,
        very_good_percent,
        good_percent,
        dimensions: dimensions.collect(),
    })
}

fn problems(material: &Material<'_, '_>) -> Option<ProblemFacts> {
    let problems = material.problems?;
    let place = material.report().dataset().find(material.area.level, material.area.id);
    let undetermined = problems
        .undetermined()
        .iter()
        .filter(|known| Some((known.table, known.row)) == place);
    let of_class = |class: RectificationClass| material.own_problems().filter(|problem| problem.class().class == class).count();
    Some(ProblemFacts {
        total: material.own_problems().count(),
        time_limited: of_class(RectificationClass::TimeLimited),
        best_effort: of_class(RectificationClass::BestEffort),
        recurring: material.own_problems().filter(|problem| problem.priority().recurring).count(),
        undetermined: undetermined.count(),
    })
}
