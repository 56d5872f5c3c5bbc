//! From filled forms to a dataset, with every problem at its cell.

use super::filled::FilledForms;
use crate::dataset::{Dataset, DatasetBuilder};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Sources};

/// A dataset that was read from forms, and what was noticed on the way.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FilledDataset {
    /// The dataset. Its own warnings name lines where the ones here name cells.
    pub dataset: Dataset,
    /// Warnings and notes of the forms and of the dataset.
    pub warnings: Diagnostics,
}

impl FilledForms {
    /// Adds the tables to a dataset that is being built, perhaps together with other files.
    ///
    /// Problems that the builder then reports name a file and a line; [`FilledForms::locate`] makes a file, a sheet and a cell of them.
    pub fn add_to<'a>(&'a self, mut builder: DatasetBuilder<'a>) -> DatasetBuilder<'a> {
        for table in &self.tables {
            for text in &table.texts {
                builder = builder.csv(table.tag(), Some(&table.level), text.as_str());
            }
        }
        builder
    }

    /// A problem of the dataset at the cell where it arose: the place is the file, and the sheet with its cell, such as `社区!B7`. Problems of
    /// other files stay as they are.
    pub fn locate(&self, problem: &Diagnostic) -> Diagnostic {
        let place = problem.table_place();
        let table = place.and_then(|place| self.tables.iter().find(|table| table.tag() == place.file));
        match (table, place) {
            (Some(table), Some(place)) => problem.clone().place(table.locate(place)),
            _ => problem.clone(),
        }
    }

    /// Builds a dataset from the forms and whatever else the builder was given.
    ///
    /// # Errors
    ///
    /// Every problem of every form and every file, with the warnings: families `form.`, `dataset.`, `file.` and `profile.`; those of forms name
    /// file, sheet and cell.
    pub fn build<'a>(&'a self, builder: DatasetBuilder<'a>) -> Result<FilledDataset, Diagnostics> {
        let built = self.add_to(builder).build();
        let found = match &built {
            Ok(dataset) => dataset.warnings(),
            Err(problems) => problems,
        };
        let all = self
            .problems()
            .iter()
            .cloned()
            .chain(found.iter().map(|problem| self.locate(problem)));
        let all: Vec<Diagnostic> = all.collect();
        let is_wrong = all.iter().any(|problem| problem.severity() == Severity::Error);
        let problems = Diagnostics::new(all, Sources::default());
        match built {
            Ok(dataset) if !is_wrong => Ok(FilledDataset {
                dataset,
                warnings: problems,
            }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
