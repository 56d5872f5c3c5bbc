//! Measures (整治建议) and responsible bodies (责任单位): what is to be done about a problem, and by whom.
//!
//! They are data like everything else: `spec/measures/` holds what the document's samples give, and a city lays its own file over it.

mod document;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use document::{Department, Measure, MeasuresDocument, MeasuresHeader, ProblemColumns, ProjectKind, Tier};

use crate::catalogue::{Catalogue, Indicator, Located, reader};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, LabelText, Severity, nearest};

/// The measures that come with the library: id of the catalogue, and content in JSON.
static BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/measures.rs"));

/// Measures for the problems of one catalogue. Cloning is cheap.
///
/// # Example
///
/// ```
/// use cityvitals::Catalogue;
/// use cityvitals::measure::Measures;
///
/// let catalogue = Catalogue::builtin("mohurd-2025")?;
/// let measures = Measures::builtin(&catalogue)?;
/// let found = measures.find("residential_buildings_with_stairwell_hazard", Some("shaft_blocked")).ok_or("no measure")?;
/// assert_eq!(found.text.en, "Clear ventilation shafts and exhaust ducts.");
///
/// // A city says what it does about it.
/// let own = r#"
/// [measures]
/// catalogue = "mohurd-2025"
/// name = { zh = "某市整治措施" }
///
/// [[measure]]
/// id = "clear_shafts"
/// indicator = "residential_buildings_with_stairwell_hazard"
/// checks = ["shaft_blocked"]
/// text = { zh = "更换止回阀，疏通烟道" }
/// departments = ["street_office"]
/// "#;
/// let measures = measures.with_source(&catalogue, "own.toml", own)?;
/// let found = measures.find("residential_buildings_with_stairwell_hazard", Some("shaft_blocked")).ok_or("no measure")?;
/// assert_eq!(found.text.zh, "更换止回阀，疏通烟道");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Measures(Arc<Vec<MeasuresDocument>>);

impl Measures {
    /// The measures that come with the library for a catalogue; none where there are none.
    ///
    /// # Errors
    ///
    /// Those of [`Measures::with_source`]; none for a built-in catalogue.
    pub fn builtin(catalogue: &Catalogue) -> Result<Self, Diagnostics> {
        match BUILTIN.iter().find(|(id, _)| *id == catalogue.id()) {
            Some((id, text)) => Self::default().with_source(catalogue, &format!("{id}.json"), text),
            None => Ok(Self::default()),
        }
    }

    /// Lays a file over these measures: what it says of a checklist item prevails, and it may name departments of its own.
    ///
    /// # Errors
    ///
    /// Every problem of the file, each with line and column: family `file.`, and `measure.other_catalogue`, `measure.unknown_indicator`,
    /// `measure.unknown_check`, `measure.unknown_department`, `measure.duplicate`.
    pub fn with_source(&self, catalogue: &Catalogue, file: &str, text: &str) -> Result<Self, Diagnostics> {
        let (document, sources, mut problems) = reader::read_one::<MeasuresDocument>(file, text);
        let Some(document) = document else {
            return Err(Diagnostics::new(problems, sources));
        };
        problems.extend(self.check(&document, catalogue));
        if problems.iter().any(|problem| problem.severity() == Severity::Error) {
            return Err(Diagnostics::new(problems, sources));
        }
        let mut documents = Vec::clone(&self.0);
        documents.push(document);
        Ok(Self(Arc::new(documents)))
    }

    /// The measure for a checklist item, or for an indicator as a whole where the item has none of its own: of the file laid on last.
    pub fn find(&self, indicator: &str, check: Option<&str>) -> Option<&Measure> {
        let named = |measure: &&Measure| check.is_some_and(|check| measure.checks.iter().any(|known| known.as_str() == check));
        self.0.iter().rev().find_map(|document| {
            let mut own = document.list.iter().filter(|measure| measure.indicator.as_str() == indicator);
            own.clone().find(named).or_else(|| own.find(|measure| measure.checks.is_empty()))
        })
    }

    /// Every measure, of the file laid on last first.
    pub fn iter(&self) -> impl Iterator<Item = &Measure> {
        self.0.iter().rev().flat_map(|document| &document.list)
    }

    /// Measures of the file laid on last.
    pub fn own(&self) -> impl Iterator<Item = &Measure> {
        self.0.last().into_iter().flat_map(|document| &document.list)
    }

    /// A department by its id.
    pub fn department(&self, id: &str) -> Option<&Department> {
        let mut known = self.0.iter().rev().flat_map(|document| &document.departments);
        known.find(|department| department.id.as_str() == id)
    }

    /// Departments in the order of the files; one that a later file names again stands once, as it says there.
    pub fn departments(&self) -> Vec<&Department> {
        let mut list: Vec<&Department> = Vec::new();
        for department in self.0.iter().flat_map(|document| &document.departments) {
            match list.iter_mut().find(|known| known.id == department.id) {
                Some(known) => *known = department,
                None => list.push(department),
            }
        }
        list
    }

    /// Column of the community problem list that a checklist item stands in.
    pub fn problem_column(&self, check: &str) -> ProblemColumn {
        let names = |list: &[Located<String>]| list.iter().any(|known| known.as_str() == check);
        for columns in self.0.iter().rev().map(|document| &document.problem_columns) {
            if names(&columns.absent) {
                return ProblemColumn::Absent;
            } else if names(&columns.size) {
                return ProblemColumn::Size;
            } else if names(&columns.functions) {
                return ProblemColumn::Functions;
            }
        }
        ProblemColumn::Other
    }

    fn check(&self, document: &MeasuresDocument, catalogue: &Catalogue) -> Vec<Diagnostic> {
        let header = &document.measures;
        if header.catalogue.as_str() != catalogue.id() {
            return vec![at(Code::MeasureOtherCatalogue, &header.catalogue).with("expected", catalogue.id())];
        }
        let columns = &document.problem_columns;
        let in_columns = columns.absent.iter().chain(&columns.size).chain(&columns.functions);
        let mut problems: Vec<Diagnostic> = in_columns.filter_map(|check| unknown_check(catalogue, None, check)).collect();
        let departments = self.departments().into_iter().chain(&document.departments);
        let departments: Vec<&str> = departments.map(|department| department.id.as_str()).collect();
        let mut seen: BTreeMap<(&str, &str), &Located<String>> = BTreeMap::new();
        for measure in &document.list {
            let indicators = catalogue.indicators();
            if let Some(indicator) = indicators.iter().find(|known| known.id == measure.indicator) {
                let checks = measure.checks.iter();
                problems.extend(checks.filter_map(|check| unknown_check(catalogue, Some(indicator), check)));
            } else {
                let hint = nearest(&measure.indicator, indicators.iter().map(|known| known.id.as_str()));
                problems.push(at(Code::MeasureUnknownIndicator, &measure.indicator).suggest(hint.as_deref()));
            }
            for department in &measure.departments {
                if !departments.contains(&department.as_str()) {
                    let hint = nearest(department, departments.iter().copied());
                    problems.push(at(Code::MeasureUnknownDepartment, department).suggest(hint.as_deref()));
                }
            }
            let whole = measure.checks.is_empty().then_some(&measure.indicator);
            for subject in measure.checks.iter().chain(whole) {
                if let Some(first) = seen.insert((&measure.indicator, subject), subject) {
                    problems.push(at(Code::MeasureDuplicate, subject).label_if(first.span, LabelText::FirstHere));
                }
            }
        }
        problems
    }
}

/// The problem of a checklist item that an indicator, or any indicator, does not have.
fn unknown_check(catalogue: &Catalogue, indicator: Option<&Indicator>, check: &Located<String>) -> Option<Diagnostic> {
    let indicators = catalogue.indicators().iter();
    let own = indicators.filter(|known| indicator.is_none_or(|indicator| known.id == indicator.id));
    let known: Vec<&str> = own.flat_map(|indicator| &indicator.checks).map(|check| check.id.as_str()).collect();
    if known.contains(&check.as_str()) {
        return None;
    }
    let hint = nearest(check, known.iter().copied());
    let name = indicator.map_or(catalogue.id(), |indicator| indicator.id.as_str());
    let problem = at(Code::MeasureUnknownCheck, check).with("subject", name);
    Some(problem.suggest(hint.as_deref()))
}

/// Column of the community problem list (附表IV-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemColumn {
    /// 配建情况: not there.
    Absent,
    /// 用地、场地、建筑等规模不足.
    Size,
    /// 功能不完善.
    Functions,
    /// 其他问题.
    Other,
}

fn at(code: Code, name: &Located<String>) -> Diagnostic {
    Diagnostic::new(code)
        .with("name", name.as_str())
        .label_if(name.span, LabelText::Here)
}

#[cfg(test)]
#[path = "measure_tests.rs"]
mod tests;
