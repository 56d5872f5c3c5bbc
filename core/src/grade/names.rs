//! Names that a scheme and judgements take from a catalogue and a dataset.

use std::collections::{BTreeSet, HashSet};

use super::judgements::{Entries, Judgements};
use super::scheme::GradingScheme;
use crate::catalogue::{Catalogue, Located};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, LabelText, nearest};
use crate::examine::Report;
use crate::formula::LevelId;
use crate::order;

/// Holds the names of a scheme and of judgements against a report.
///
/// # Errors
///
/// `grading.unknown_indicator`, `grading.unknown_level`, `grading.unknown_group`, `grading.unknown_strength` for a scheme that is made for this
/// catalogue or for none in particular; `judgement.unknown_indicator` and `judgement.unknown_area` for judgements on another report.
pub(crate) fn check_names(report: &Report, scheme: &GradingScheme, judgements: &Judgements) -> Result<(), Diagnostics> {
    let catalogue = report.catalogue();
    let made_for = scheme.document().scheme.catalogue.as_str();
    let mut problems = Vec::new();
    if made_for.is_empty() || made_for == catalogue.id() {
        scheme_names(scheme, catalogue, &mut problems);
    }
    judgement_names(report, judgements.entries(), &mut problems);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Diagnostics::new(problems, scheme.sources().clone()))
    }
}

fn unknown<'n>(code: Code, name: &Located<String>, known: impl IntoIterator<Item = &'n str>) -> Diagnostic {
    let close = nearest(name, known);
    Diagnostic::new(code)
        .with("name", &name.value)
        .label_if(name.span, LabelText::Here)
        .suggest(close.as_deref())
}

fn scheme_names(scheme: &GradingScheme, catalogue: &Catalogue, problems: &mut Vec<Diagnostic>) {
    let document = scheme.document();
    let scope = &catalogue.compiled().scope;
    let levels: Vec<&str> = (0..scope.levels.len())
        .filter_map(|place| scope.level(LevelId(place)))
        .filter(|level| level.rank.is_some())
        .map(|level| &*level.id)
        .collect();
    let groups: Vec<&str> = catalogue
        .rules()
        .dimensions
        .iter()
        .map(|dimension| dimension.group.as_str())
        .collect();
    let terms = catalogue.document().terms.iter().filter(|term| term.vocabulary == "strength");
    let strengths: Vec<&str> = terms.map(|term| term.id.value.as_str()).collect();
    let indicators: Vec<&str> = catalogue
        .rules()
        .indicators
        .iter()
        .map(|indicator| indicator.id.value.as_str())
        .collect();
    let items = document.survey.items.iter().flat_map(|item| &item.indicators);
    let named_indicators: Vec<&Located<String>> = document.overall.left_out.iter().chain(items).collect();
    let named_levels: Vec<&Located<String>> = document.indicator.levels.iter().chain(&document.problem.levels).collect();
    let mut held = |code: Code, names: Vec<&Located<String>>, known: &[&str]| {
        let known_names = order::set_of(known.iter().copied());
        let missing = names.into_iter().filter(|name| !known_names.contains(name.as_str()));
        problems.extend(missing.map(|name| unknown(code, name, known.iter().copied())));
    };
    held(Code::GradingUnknownLevel, named_levels, &levels);
    held(Code::GradingUnknownGroup, document.indicator.groups.iter().collect(), &groups);
    if !strengths.is_empty() {
        let named = document.indicator.standard.tiers.iter().flatten().collect();
        held(Code::GradingUnknownStrength, named, &strengths);
    }
    held(Code::GradingUnknownIndicator, named_indicators, &indicators);
}

fn judgement_names(report: &Report, entries: &Entries, problems: &mut Vec<Diagnostic>) {
    let (catalogue, dataset) = (report.catalogue(), report.dataset());
    let known = order::set_of(catalogue.rules().indicators.iter().map(|indicator| indicator.id.value.as_str()));
    let mut indicators: BTreeSet<&str> = BTreeSet::new();
    let mut areas = HashSet::new();
    for subject in entries.subjects() {
        if !known.contains(subject.indicator.as_str()) && indicators.insert(&subject.indicator) {
            problems.push(Diagnostic::new(Code::JudgementUnknownIndicator).with("name", &subject.indicator));
        }
    }
    for area in entries.areas() {
        if dataset.find(&area.level, &area.area).is_none() && areas.insert(area) {
            problems.push(Diagnostic::new(Code::JudgementUnknownArea).with("name", &area.area));
        }
    }
}
