//! The forms of a catalogue: which workbook asks for what.

use std::io::{self, Seek, Write};

use super::field::FormField;
use super::options::{FormDivision, FormOptions};
use super::relevance::relevant;
use super::table::FormTable;
use super::write;
use crate::catalogue::{Catalogue, Heading};
use crate::dataset::{LevelRef, Schema, fold_name};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Language, Sources, nearest};
use crate::formula::Named;
use crate::sheet::XlsxFont;

/// One workbook to be filled in.
#[derive(Clone, Debug)]
pub struct Form<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) language: Language,
    pub(super) font: XlsxFont,
    pub(super) period: String,
    pub(super) blank_rows: u32,
    pub(super) name: String,
    pub(super) subject: String,
    pub(super) department: Option<String>,
    pub(super) tables: Vec<FormTable<'a>>,
    /// Indicators that do not apply, by place.
    pub(super) left_out: Vec<usize>,
}

impl Catalogue {
    /// Makes the forms by which a city collects what the indicators need.
    ///
    /// What no indicator that applies to the city needs is left out, and the instructions say so. An item belongs to the first department that the
    /// options or the catalogue name for it; where there is none, to the form of its level.
    ///
    /// # Errors
    ///
    /// `examine.unknown_indicator` and `form.unknown_item` with the nearest name; problems of the profile and of the period.
    pub fn forms<'a>(&'a self, options: &FormOptions<'a>) -> Result<Vec<Form<'a>>, Diagnostics> {
        let (mut fields, left_out) = relevant(self, options)?;
        assign(&mut fields, self, options)?;
        let levels = self.levels();
        let mut forms: Vec<Form<'a>> = Vec::new();
        for group in Group::all(&fields, &levels, options.division) {
            let of_table = |level: &LevelRef<'a>| -> Vec<FormField<'a>> {
                let belongs = |field: &&FormField<'a>| field.level == level.id && group.holds(field, options.division);
                fields.iter().filter(belongs).cloned().collect()
            };
            let tables: Vec<FormTable<'a>> = levels
                .iter()
                .map(|level| FormTable::new(*level, of_table(level), &levels, options))
                .filter(|table| !table.fields.is_empty())
                .collect();
            if tables.is_empty() {
                continue;
            }
            forms.push(Form {
                catalogue: self,
                language: options.language,
                font: options.font,
                period: options.period.clone(),
                blank_rows: options.blank_rows,
                name: format!("{}-{}", self.id(), group.word()),
                subject: group.subject(&levels, options.language),
                department: match group {
                    Group::Department(department) => Some(department),
                    Group::Level(_) | Group::Whole => None,
                },
                tables,
                left_out: left_out.clone(),
            });
        }
        Ok(forms)
    }
}

/// Gives items to the departments that the options name for them.
fn assign(fields: &mut [FormField<'_>], catalogue: &Catalogue, options: &FormOptions<'_>) -> Result<(), Diagnostics> {
    let mut problems = Vec::new();
    for (name, department) in &options.departments {
        let wanted = fold_name(name);
        let is_meant = |id: &str| catalogue.columns().heading(&wanted) == catalogue.columns().heading(&fold_name(id));
        let is_known = matches!(catalogue.columns().heading(&wanted), Some(Heading::Named(Named::Field(_))));
        if !is_known {
            let hint = nearest(name, catalogue.column_names());
            problems.push(Diagnostic::new(Code::FormUnknownItem).with("name", name).suggest(hint.as_deref()));
        }
        for field in fields.iter_mut().filter(|field| is_known && is_meant(field.id)) {
            field.department = Some(department.clone()).filter(|department| !department.is_empty());
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Diagnostics::new(problems, Sources::default()))
    }
}

/// What one workbook asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Group {
    /// The items of a level that belong to no department of their own.
    Level(String),
    Department(String),
    Whole,
}

impl Group {
    fn all(fields: &[FormField<'_>], levels: &[LevelRef<'_>], division: FormDivision) -> Vec<Self> {
        let by_level = levels.iter().map(|level| Self::Level(level.id.to_owned()));
        match division {
            FormDivision::Whole => vec![Self::Whole],
            FormDivision::Level => by_level.collect(),
            FormDivision::Department => {
                let mut groups: Vec<Self> = Vec::new();
                for department in fields.iter().filter_map(|field| field.department.as_ref()) {
                    let group = Self::Department(department.clone());
                    if !groups.contains(&group) {
                        groups.push(group);
                    }
                }
                groups.extend(by_level);
                groups
            }
        }
    }

    fn holds(&self, field: &FormField<'_>, division: FormDivision) -> bool {
        match self {
            Self::Whole => true,
            Self::Department(department) => field.department.as_ref() == Some(department),
            Self::Level(level) => field.level == level && (division == FormDivision::Level || field.department.is_none()),
        }
    }

    /// The part of a file name.
    fn word(&self) -> String {
        match self {
            Self::Whole => "form".to_owned(),
            Self::Level(level) => level.clone(),
            Self::Department(department) => {
                let keep = |letter: char| if letter.is_alphanumeric() { letter } else { '-' };
                department.chars().map(keep).collect()
            }
        }
    }

    /// Whom or what the form is for.
    fn subject(&self, levels: &[LevelRef<'_>], language: Language) -> String {
        match self {
            Self::Whole => language.pick("全部层级", "all levels").to_owned(),
            Self::Department(department) => department.clone(),
            Self::Level(id) => {
                let level = levels.iter().find(|level| level.id == id);
                level.map_or_else(|| id.clone(), |level| level_name(level, language).to_owned())
            }
        }
    }
}

/// Name of a level for readers.
pub(super) fn level_name<'c>(level: &LevelRef<'c>, language: Language) -> &'c str {
    let (first, second) = language.pick((level.name_zh, level.name_en), (level.name_en, level.name_zh));
    if first.is_empty() { second } else { first }
}

impl Form<'_> {
    /// Stable name for a file: the catalogue and the level or department, such as `mohurd-2025-community`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Title in the language of the form.
    pub fn title(&self) -> String {
        let catalogue = self.catalogue.name(self.language);
        match self.language {
            Language::Chinese => format!("{catalogue}数据采集表（{}）", self.subject),
            Language::English => format!("Collection form of {catalogue}: {}", self.subject),
        }
    }

    /// The department that fills it in, where it is made for one.
    pub fn department(&self) -> Option<&str> {
        self.department.as_deref()
    }

    /// Ids of the levels that it has a sheet for, each with the ids of the items that are asked for there.
    pub fn items(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        self.tables
            .iter()
            .map(|table| (table.level.id, table.fields.iter().map(|field| field.id).collect()))
    }

    /// Writes the workbook. A writer without a buffer of its own will do.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write(&self, writer: impl Write + Seek) -> io::Result<()> {
        write::write(self, writer)
    }
}
