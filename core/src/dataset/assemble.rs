//! Drafts to datasets: one for each period, with tables joined, parents found and the periods linked.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::document::LevelKind;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Sources};
use crate::shelf::Shelf;

use super::column::NO_CLASS;
use super::dataset::{Content, Dataset};
use super::draft::Draft;
use super::join::{Joined, Tables, join};
use super::kinship::tree;
use super::levels::Levels;
use super::limits::MAXIMUM_PERIODS;
use super::problems::Findings;
use super::profile::Profile;
use super::table::Table;

/// What was said beside the tables. Levels stand by their place.
pub(crate) struct Settings {
    pub(crate) period: Option<String>,
    pub(crate) profile: Profile,
    pub(crate) complete: BTreeSet<usize>,
    /// Levels of which a table could not be read.
    pub(crate) broken: BTreeSet<usize>,
    pub(crate) previous: Option<Dataset>,
}

/// A dataset that still lacks its warnings.
pub(crate) struct Assembled(Content);

impl Assembled {
    pub(crate) fn finish(mut self, warnings: Vec<Diagnostic>) -> Dataset {
        self.0.warnings = Diagnostics::new(warnings, Sources::default());
        Dataset::new(self.0)
    }
}

/// Makes the dataset of the current period, with those before behind it.
pub(crate) fn assemble(levels: &Levels<'_>, drafts: Vec<Draft>, settings: &Settings, problems: &mut Findings) -> Assembled {
    let mut parts = Vec::with_capacity(drafts.len());
    for draft in drafts {
        split(draft, &mut parts);
    }
    let latest = parts.iter().filter_map(|(period, _)| period.as_deref()).max();
    let current = settings.period.clone().or_else(|| latest.map(str::to_owned));
    check_periods(&parts, current.as_deref(), problems);
    let mut by_period: BTreeMap<Option<String>, Vec<Draft>> = BTreeMap::new();
    for (period, draft) in parts {
        by_period.entry(period.or_else(|| current.clone())).or_default().push(draft);
    }
    if by_period.len() > MAXIMUM_PERIODS {
        problems.add(
            Diagnostic::new(Code::DatasetTooManyPeriods)
                .with("count", by_period.len())
                .with("limit", MAXIMUM_PERIODS),
        );
        by_period.retain(|period, _| *period == current);
    }
    let now = by_period.remove(&current).unwrap_or_default();
    let mut previous = settings.previous.clone();
    for (period, drafts) in by_period {
        if let (Some(before), Some(period)) = (previous.as_ref().and_then(Dataset::period), &period)
            && before >= period.as_str()
        {
            problems.add(Diagnostic::new(Code::DatasetPeriodOrder).with("left", before).with("right", period));
        }
        let rows: usize = drafts.iter().map(|draft| draft.rows).sum();
        if let (Some(period), Some(current)) = (&period, &current)
            && !problems.has_errors()
        {
            let note = Diagnostic::new(Code::DatasetEarlierPeriod).with("count", rows);
            problems.add(note.with("left", period).with("right", current));
        }
        let mut content = one_period(levels, drafts, period, settings, false, problems);
        content.previous = previous.take();
        previous = Some(Dataset::new(content));
    }
    if let (Some(before), Some(current)) = (settings.previous.as_ref().and_then(Dataset::period), current.as_deref())
        && before >= current
    {
        problems.add(
            Diagnostic::new(Code::DatasetPeriodOrder)
                .with("left", before)
                .with("right", current),
        );
    }
    let mut content = one_period(levels, now, current, settings, true, problems);
    content.previous = previous;
    Assembled(content)
}

/// Separates the rows of a draft by their period; `None` where neither the row nor the table names one.
fn split(mut draft: Draft, parts: &mut Vec<(Option<String>, Draft)>) {
    let Some(periods) = draft.periods.take() else {
        parts.push((draft.period.clone(), draft));
        return;
    };
    let mut rows: BTreeMap<Option<&str>, Vec<u32>> = BTreeMap::new();
    for (row, _) in (0_u32..).zip(&periods.codes) {
        let own = usize::try_from(row).ok().and_then(|row| periods.get(row));
        rows.entry(own.or(draft.period.as_deref())).or_default().push(row);
    }
    if rows.len() == 1
        && let Some(period) = rows.keys().next().map(|period| period.map(str::to_owned))
    {
        parts.push((period, draft));
        return;
    }
    parts.extend(
        rows.into_iter()
            .map(|(period, rows)| (period.map(str::to_owned), draft.select(&rows))),
    );
}

/// Reports rows of a later period than the current one, and periods that cannot be ordered.
fn check_periods(parts: &[(Option<String>, Draft)], current: Option<&str>, problems: &mut Findings) {
    let Some(current) = current else { return };
    // `2025`, `2025-06`, `2025-Q1`: the letters behind the year tell the kind.
    let kind = |period: &str| {
        (
            period.len(),
            period
                .get(5..6)
                .filter(|letter| letter.chars().all(char::is_alphabetic))
                .map(str::to_owned),
        )
    };
    for (period, draft) in parts {
        let Some(period) = period.as_deref().filter(|period| *period != current) else {
            continue;
        };
        let code = if kind(period) != kind(current) {
            Code::DatasetMixedPeriods
        } else if period > current {
            Code::DatasetLaterPeriod
        } else {
            continue;
        };
        problems.add(draft.at(Diagnostic::new(code).with("left", period).with("right", current), 0, None));
    }
}

fn one_period(
    levels: &Levels<'_>,
    drafts: Vec<Draft>,
    period: Option<String>,
    settings: &Settings,
    is_current: bool,
    problems: &mut Findings,
) -> Content {
    let mut by_level: Shelf<usize, Vec<Draft>> = Shelf::default();
    for draft in drafts {
        by_level.or_default(draft.level).push(draft);
    }
    let mut tables: Tables = by_level
        .into_entries()
        .map(|(level, drafts)| (level, join(level, drafts, problems)))
        .collect();
    for level in &settings.complete {
        if is_current || tables.contains_key(level) {
            let joined = tables.or_insert_with(*level, || Joined {
                level: *level,
                ..Joined::default()
            });
            joined.complete = true;
        }
    }
    for joined in tables.values_mut() {
        joined.broken |= settings.broken.contains(&joined.level);
    }
    let tree = tree(levels, &mut tables, &settings.broken, problems);
    let tables = tables
        .into_values()
        .map(|joined| table(levels, joined, period.as_deref()))
        .collect();
    Content {
        period,
        profile: settings.profile.clone(),
        tables,
        tree,
        ..Content::default()
    }
}

fn table(levels: &Levels<'_>, joined: Joined, period: Option<&str>) -> Table {
    let level = levels.get(joined.level);
    let mut columns = joined.columns;
    for column in &mut columns {
        column.period = period.map(str::to_owned);
    }
    Table {
        level: levels.id(joined.level).to_owned(),
        kind: level.map_or(LevelKind::Observation, |level| level.kind),
        ids: joined.ids,
        names: joined.names,
        columns,
        complete: joined.complete || level.is_some_and(|level| level.register),
        period: period.map(str::to_owned),
        source: joined.source,
        row_sources: joined
            .row_sources
            .filter(|sources| sources.codes.iter().any(|code| *code != NO_CLASS)),
    }
}
