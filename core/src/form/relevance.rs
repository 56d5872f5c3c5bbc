//! What a city must be asked: which items serve which indicators, and which indicators apply to it.

use std::collections::BTreeSet;

use super::field::FormField;
use super::options::FormOptions;
use crate::catalogue::Catalogue;
use crate::catalogue::document::LevelKind;
use crate::dataset::{Dataset, ProfileValue, Schema, TableInput};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Sources, nearest};
use crate::examine::{Options, Status};

/// The fields that are asked for, and the places of the indicators that do not apply.
pub(super) fn relevant<'c>(catalogue: &'c Catalogue, options: &FormOptions<'_>) -> Result<(Vec<FormField<'c>>, Vec<usize>), Diagnostics> {
    let chosen = chosen(catalogue, options)?;
    let inapplicable = inapplicable(catalogue, options)?;
    let mut fields = FormField::all(catalogue);
    for indicator in 0..catalogue.indicators().len() {
        let needed = catalogue.needed_fields(indicator);
        for field in fields.iter_mut().filter(|field| needed.contains(&field.field)) {
            field.indicators.push(indicator);
        }
    }
    fields.retain_mut(|field| {
        let is_unused = field.indicators.is_empty();
        field
            .indicators
            .retain(|indicator| chosen.contains(indicator) && !inapplicable.contains(indicator));
        // What serves no indicator is asked for unless only some of them were chosen.
        (is_unused && options.indicators.is_empty()) || !field.indicators.is_empty()
    });
    Ok((fields, inapplicable.intersection(&chosen).copied().collect()))
}

fn chosen(catalogue: &Catalogue, options: &FormOptions<'_>) -> Result<BTreeSet<usize>, Diagnostics> {
    if options.indicators.is_empty() {
        return Ok((0..catalogue.indicators().len()).collect());
    }
    let mut problems = Vec::new();
    let mut chosen = BTreeSet::new();
    for name in &options.indicators {
        if let Some(index) = catalogue.indicator_index(name) {
            chosen.insert(index);
        } else {
            let hint = nearest(name, catalogue.indicators().iter().map(|indicator| indicator.id.as_str()));
            let problem = Diagnostic::new(Code::ExamineUnknownIndicator).with("name", name);
            problems.push(problem.suggest(hint.as_deref()));
        }
    }
    if problems.is_empty() {
        Ok(chosen)
    } else {
        Err(Diagnostics::new(problems, Sources::default()))
    }
}

/// Indicators that do not apply to a city of this profile, whatever it hands in.
fn inapplicable(catalogue: &Catalogue, options: &FormOptions<'_>) -> Result<BTreeSet<usize>, Diagnostics> {
    // A city with a profile and nothing else: rules that ask for items stay undecided.
    let levels = catalogue.levels();
    let top = levels
        .iter()
        .filter(|level| level.kind == LevelKind::Area)
        .max_by_key(|level| level.rank);
    let Some(top) = top else { return Ok(BTreeSet::new()) };
    let mut builder = Dataset::builder(catalogue).table(TableInput::new(top.id).ids([top.id]));
    for (key, value) in &options.profile {
        builder = builder.profile(key, value);
    }
    if let Some(dataset) = options.dataset.filter(|_| options.profile.is_empty()) {
        for (key, value) in dataset.profile() {
            builder = match value {
                ProfileValue::Flag(flag) => builder.profile(key, if *flag { "yes" } else { "no" }),
                ProfileValue::Classes(list) => builder.profile(key, list.join(",")),
            };
        }
    }
    if !options.period.is_empty() {
        builder = builder.period(&options.period);
    }
    let report = catalogue.examine_with(&builder.build()?, &Options::default())?;
    let results = report
        .results()
        .filter(|result| result.part().is_none() && result.status() == Status::NotApplicable);
    Ok(results
        .filter_map(|result| catalogue.indicator_index(&result.indicator().id))
        .collect())
}
