//! What a column header may name: items, checks, and indicators whose finished figure is handed in.

use super::Catalogue;
use crate::fold::fold_name;
use crate::formula::Named;
use crate::hash::QuickMap;

/// What a header stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    Named(Named),
    /// Place in [`Columns::reported`].
    Reported(usize),
}

/// A column for the finished figure of an indicator or of one of its parts.
#[derive(Debug)]
pub(crate) struct ReportedColumn {
    /// `indicator_id` or `indicator_id.part_id`.
    pub(crate) id: String,
    pub(crate) indicator: usize,
}

/// Headings by their folded text.
#[derive(Debug)]
pub(crate) struct Columns {
    headings: QuickMap<String, Heading>,
    pub(crate) reported: Vec<ReportedColumn>,
}

impl Columns {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let scope = &catalogue.compiled().scope;
        let mut headings = QuickMap::default();
        for name in scope.known_names() {
            if let Some(named) = scope.names.get(name) {
                headings.insert(fold_name(name), Heading::Named(*named));
            }
        }
        let mut reported = Vec::new();
        for (indicator, text) in catalogue.rules().indicators.iter().enumerate() {
            let mut add = |id: String, names: Vec<String>| {
                let heading = Heading::Reported(reported.len());
                // An item keeps its name where an indicator has the same one.
                for name in std::iter::once(&id).chain(&names).filter(|name| !name.is_empty()) {
                    headings.entry(fold_name(name)).or_insert(heading);
                }
                reported.push(ReportedColumn { id, indicator });
            };
            let id = &text.id.value;
            let names = [&text.name.zh, &text.name.en]
                .into_iter()
                .chain(&text.name_variants)
                .cloned()
                .collect();
            add(id.clone(), names);
            for part in &text.parts {
                let joint = |whole: &str, part: &str| {
                    if part.is_empty() {
                        String::new()
                    } else {
                        format!("{whole}.{part}")
                    }
                };
                add(
                    format!("{id}.{}", part.id.value),
                    vec![joint(&text.name.zh, &part.name.zh), joint(&text.name.en, &part.name.en)],
                );
            }
        }
        Self { headings, reported }
    }

    /// What a header stands for, whatever its width and spacing.
    pub(crate) fn heading(&self, name: &str) -> Option<Heading> {
        self.headings.get(&fold_name(name)).copied()
    }
}
