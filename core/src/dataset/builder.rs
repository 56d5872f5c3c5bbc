//! The builder: collects tables from files and Rust values, and makes a dataset of them, or the list of everything that is wrong.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Sources, nearest};
use crate::order;

use super::assemble::{Settings, assemble};
use super::dataset::Dataset;
use super::draft::Draft;
use super::encoding::{decode, line_of};
use super::input::TableInput;
use super::json_reader::JsonReader;
use super::levels::Levels;
use super::period::normalise;
use super::problems::{Findings, shown};
use super::profile::{self, Profile};
use super::reader::TableReader;
use super::schema::Schema;
use super::{csv_reader, input_reader};

/// Collects what a city handed in. Nothing is read before [`build`](Self::build), so the order of the calls does not matter, but for
/// the order of rows and of problems.
///
/// ```
/// use cityvitals::{Catalogue, Dataset};
///
/// let catalogue = Catalogue::builtin("mohurd-2025")?;
/// let text = "名称,建成区面积（平方公里）\n宜昌市,\"12,34\"\n宜昌市,5\n";
/// let problems = Dataset::builder(&catalogue).csv("city.csv", None, text).build().err().ok_or("no error")?;
/// let codes: Vec<&str> = problems.iter().map(|problem| problem.code().as_str()).collect();
/// assert_eq!(codes, ["dataset.grouping", "dataset.duplicate_area"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub struct DatasetBuilder<'a> {
    schema: &'a dyn Schema,
    period: Option<String>,
    profile: Vec<(String, String)>,
    inputs: Vec<Input<'a>>,
    complete: Vec<String>,
    blank_means_no: Vec<String>,
    units: Vec<(String, String)>,
    previous: Option<Dataset>,
}

enum Input<'a> {
    Csv {
        file: String,
        level: Option<String>,
        content: Content<'a>,
    },
    Json {
        file: String,
        content: Content<'a>,
    },
    Table(Box<TableInput>),
}

enum Content<'a> {
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
}

impl<'a> DatasetBuilder<'a> {
    pub(crate) fn new(schema: &'a dyn Schema) -> Self {
        Self {
            schema,
            period: None,
            profile: Vec::new(),
            inputs: Vec::new(),
            complete: Vec::new(),
            blank_means_no: Vec::new(),
            units: Vec::new(),
            previous: None,
        }
    }

    /// Says what period the values are about: a year (`2025`, `2025年`), month (`2025-06`), quarter (`2025-Q1`) or half-year (`2025-H1`).
    /// A JSON text may say it too, under `period`; whoever says it twice must say the same. Without it, it is the latest that the tables name.
    /// Rows of earlier periods go to [`Dataset::previous`], and rows of later ones are an error.
    pub fn period(mut self, period: impl Into<String>) -> Self {
        self.period = Some(period.into());
        self
    }

    /// Says something of the city, by id or name of the key and of the value. A set takes several values, in one text or several calls.
    pub fn profile(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.profile.push((key.into(), value.into()));
        self
    }

    /// Adds a CSV text. Without a level, the file name tells it: `building.csv`, `03_社区表.csv`.
    pub fn csv(mut self, file: impl Into<String>, level: Option<&str>, text: impl Into<Cow<'a, str>>) -> Self {
        let content = Content::Text(text.into());
        self.inputs.push(Input::Csv {
            file: file.into(),
            level: level.map(str::to_owned),
            content,
        });
        self
    }

    /// Adds a CSV file as bytes: UTF-8, with or without a byte-order mark.
    pub fn csv_bytes(mut self, file: impl Into<String>, level: Option<&str>, bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        let content = Content::Bytes(bytes.into());
        self.inputs.push(Input::Csv {
            file: file.into(),
            level: level.map(str::to_owned),
            content,
        });
        self
    }

    /// Adds a JSON text, which may hold several tables, the period and the profile.
    pub fn json(mut self, file: impl Into<String>, text: impl Into<Cow<'a, str>>) -> Self {
        self.inputs.push(Input::Json {
            file: file.into(),
            content: Content::Text(text.into()),
        });
        self
    }

    /// Adds a JSON file as bytes: UTF-8, with or without a byte-order mark.
    pub fn json_bytes(mut self, file: impl Into<String>, bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        self.inputs.push(Input::Json {
            file: file.into(),
            content: Content::Bytes(bytes.into()),
        });
        self
    }

    /// Adds a table of Rust values.
    pub fn table(mut self, table: TableInput) -> Self {
        self.inputs.push(Input::Table(Box::new(table)));
        self
    }

    /// Says that the table of a level lists everything there is: an area without rows has none, rather than not having reported. A level
    /// without a table then has no rows at all.
    pub fn complete(mut self, level: impl Into<String>) -> Self {
        self.complete.push(level.into());
        self
    }

    /// Says that blank flags of a level mean no. Marks such as `——` still mean that nothing was reported.
    pub fn blank_flags_mean_no(mut self, level: impl Into<String>) -> Self {
        self.blank_means_no.push(level.into());
        self
    }

    /// Says in what unit a column stands whose header does not say it. A header that has another unit, or that no table has, is an error.
    ///
    /// ```
    /// use cityvitals::{Catalogue, Dataset};
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let dataset = Dataset::builder(&catalogue).csv("city.csv", None, "名称,建成区面积\n某市,20239\n").unit("建成区面积", "公顷").build()?;
    /// let column = dataset.table("city").and_then(|city| city.column("built_up_area")).ok_or("no column")?;
    /// assert_eq!(column.unit().map(ToString::to_string).as_deref(), Some("ha"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn unit(mut self, header: impl Into<String>, unit: impl Into<String>) -> Self {
        self.units.push((header.into(), unit.into()));
        self
    }

    /// Sets the period before, where it was built as a dataset of its own.
    pub fn previous(mut self, previous: Dataset) -> Self {
        self.previous = Some(previous);
        self
    }

    /// Reads everything.
    ///
    /// # Errors
    ///
    /// Every problem of every file, with the warnings: families `dataset.`, `file.` and `profile.`, each with file, line, column and area.
    pub fn build(self) -> Result<Dataset, Diagnostics> {
        let levels = Levels::new(self.schema).with_units(self.units);
        let mut building = Building::new(&levels);
        if let Some(period) = &self.period {
            building.state(period, None);
        }
        for (key, value) in &self.profile {
            building.profile(key, value, None);
        }
        let blank_means_no = building.places(&self.blank_means_no);
        let complete = building.places(&self.complete);
        for input in self.inputs {
            building.read(input, &blank_means_no);
        }
        for header in levels.headers_not_met() {
            let problem = Diagnostic::new(Code::DatasetUnitWithoutColumn).with("name", shown(header));
            building.problems.add(problem);
        }
        let Building {
            drafts,
            stated,
            broken,
            profile,
            mut problems,
            ..
        } = building;
        let settings = Settings {
            period: stated.map(|(period, _)| period),
            profile,
            complete,
            broken,
            previous: self.previous,
        };
        let content = assemble(&levels, drafts, &settings, &mut problems);
        let is_wrong = problems.has_errors();
        let problems = problems.finish();
        if is_wrong {
            return Err(Diagnostics::new(problems, Sources::default()));
        }
        Ok(content.finish(problems))
    }
}

struct Building<'l, 's> {
    levels: &'l Levels<'s>,
    drafts: Vec<Draft>,
    /// The period of the dataset, as it was said first, and the file that says it.
    stated: Option<(String, Option<Place>)>,
    /// Levels of which a table could not be read.
    broken: BTreeSet<usize>,
    profile: Profile,
    problems: Findings,
}

impl<'l, 's> Building<'l, 's> {
    fn new(levels: &'l Levels<'s>) -> Self {
        Self {
            levels,
            drafts: Vec::new(),
            stated: None,
            broken: BTreeSet::new(),
            profile: Profile::new(),
            problems: Findings::default(),
        }
    }

    fn period(&mut self, text: &str, place: &Place) -> Option<String> {
        let period = normalise(text);
        if period.is_none() {
            self.problems.add(
                Diagnostic::new(Code::DatasetBadPeriod)
                    .with("value", shown(text))
                    .place(place.clone()),
            );
        }
        period
    }

    /// Says what period the dataset is about; the one that was said first stands.
    fn state(&mut self, text: &str, place: Option<Place>) -> Option<String> {
        let period = self.period(text, place.as_ref().unwrap_or(&Place::default()))?;
        match &self.stated {
            None => self.stated = Some((period.clone(), place)),
            Some((before, first)) if *before != period => {
                let problem = Diagnostic::new(Code::DatasetTwoPeriods).with("left", before).with("right", &period);
                let line = |place: &Place| place.line.map(|line| line.to_string()).unwrap_or_default();
                let problem = match first {
                    Some(first) => {
                        let (file, line) = (&first.file, line(first));
                        problem.with_words("first", format!(" {file} 第 {line} 行"), format!("in {file}, line {line}"))
                    }
                    None => problem.with_words("first", "构建时", "to the builder"),
                };
                self.problems.add(problem.place(place.unwrap_or_default()));
            }
            Some(_) => {}
        }
        Some(period)
    }

    fn profile(&mut self, key: &str, value: &str, place: Option<Place>) {
        if let Err(problem) = profile::add(&mut self.profile, self.levels.schema(), key, value) {
            self.problems.add(match place {
                Some(place) => problem.place(place),
                None => problem,
            });
        }
    }

    /// Places of levels by name.
    fn places(&mut self, names: &[String]) -> BTreeSet<usize> {
        order::set_of(names.iter().filter_map(|name| self.level(name, Place::default())))
    }

    fn level(&mut self, name: &str, place: Place) -> Option<usize> {
        let level = self.levels.find(name);
        if level.is_none() {
            let close = nearest(name, self.levels.names());
            let problem = Diagnostic::new(Code::DatasetUnknownTable)
                .with("name", shown(name))
                .suggest(close.as_deref());
            self.problems.add(problem.place(place));
        }
        level
    }

    fn text<'t>(&mut self, file: &str, content: &'t Content<'_>) -> Option<&'t str> {
        match content {
            Content::Text(text) => Some(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
            Content::Bytes(bytes) => match decode(bytes) {
                Ok(text) => Some(text),
                Err((encoding, first)) => {
                    let (chinese, english) = encoding.names();
                    let problem = Diagnostic::new(Code::DatasetNotUtf8)
                        .with("file", file)
                        .with_words("encoding", chinese, english);
                    let line = Some(line_of(bytes, first));
                    self.problems.add(problem.place(Place {
                        file: file.to_owned(),
                        line,
                        ..Place::default()
                    }));
                    None
                }
            },
        }
    }

    fn read(&mut self, input: Input<'_>, blank_means_no: &BTreeSet<usize>) {
        match input {
            Input::Csv { file, level, content } => {
                let place = Place {
                    file: file.clone(),
                    ..Place::default()
                };
                let level = match level {
                    Some(level) => self.level(&level, place),
                    None => self.levels.of_file(&file).or_else(|| self.level(&file, place)),
                };
                let Some(level) = level else { return };
                let Some(text) = self.text(&file, &content) else {
                    self.broken.insert(level);
                    return;
                };
                let mut reader = TableReader::new(self.levels, level, &file, blank_means_no.contains(&level));
                csv_reader::read(text, &mut reader);
                self.add(level, reader.finish(), None);
            }
            Input::Json { file, content } => {
                let Some(text) = self.text(&file, &content) else { return };
                let is_no = |level: usize| blank_means_no.contains(&level);
                let mut reader = JsonReader::new(self.levels, &is_no, &file);
                reader.read(text);
                let (envelope, drafts, problems) = (reader.envelope, reader.drafts, reader.problems);
                self.problems.append(problems);
                self.broken.extend(envelope.broken);
                for (key, value, place) in envelope.profile {
                    self.profile(&key, &value, Some(place));
                }
                let period = envelope.period.and_then(|(period, place)| self.state(&period, Some(place)));
                for draft in drafts {
                    let level = draft.level;
                    self.add(level, (Some(draft), Findings::default()), period.as_deref());
                }
            }
            Input::Table(table) => {
                let place = Place {
                    file: table.level.clone(),
                    ..Place::default()
                };
                let Some(level) = self.level(&table.level, place) else { return };
                let read = input_reader::read(*table, self.levels, level, blank_means_no.contains(&level));
                self.add(level, read, None);
            }
        }
    }

    /// Keeps what was read of a table; `period` is that of its file.
    fn add(&mut self, level: usize, (draft, problems): (Option<Draft>, Findings), period: Option<&str>) {
        self.problems.append(problems);
        let Some(mut draft) = draft else {
            self.broken.insert(level);
            return;
        };
        if let Some(period) = draft.period.take() {
            let place = Place {
                file: draft.origin.file.clone(),
                ..Place::default()
            };
            draft.period = self.period(&period, &place);
        } else {
            draft.period = period.map(str::to_owned);
        }
        if draft.broken {
            self.broken.insert(level);
        }
        self.drafts.push(draft);
    }
}

#[cfg(test)]
#[path = "builder_tests.rs"]
mod tests;
