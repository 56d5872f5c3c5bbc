//! Layers: what a map shows of each area.

use crate::catalogue::document::Text;
use crate::dataset::Schema;
use crate::decimal::{Decimal, Fraction};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Language, Sources, nearest};
use crate::examine::{Report, Status};

/// One area of a layer. Everything but its id may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapArea {
    /// Id, by which the area is found in the file.
    pub id: String,
    /// Name, by which it is found where the file has no ids.
    pub name: String,
    /// Exact value; none where there are no data.
    pub value: Option<Fraction>,
    /// The value as shown, without its unit; the exact value where there is none.
    pub shown: Option<Decimal>,
    /// What it is besides its value: `ok`, `partial`, `missing`, `not_applicable` …
    pub status: Option<String>,
    /// What is shown in the place of a value that is not there.
    pub remark: Option<String>,
    /// Grade or other label, by which areas can be coloured too.
    pub grade: Option<String>,
}

impl MapArea {
    /// An area without data.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            ..Self::default()
        }
    }

    /// Sets its name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets its value.
    #[must_use]
    pub fn number(mut self, value: Fraction) -> Self {
        self.value = Some(value);
        self
    }

    /// Sets its grade.
    #[must_use]
    pub fn grade(mut self, grade: impl Into<String>) -> Self {
        self.grade = Some(grade.into());
        self
    }
}

/// What a map shows: one value for each area of a level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapLayer {
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) decimals: u8,
    /// Names under which the file may hold the ids, beside the usual ones.
    pub(super) keys: Vec<String>,
    pub(super) areas: Vec<MapArea>,
}

impl MapLayer {
    /// A layer without areas.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            decimals: 2,
            ..Self::default()
        }
    }

    /// Sets the unit that is shown behind values.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// Sets the digits after the point in the labels of classes; two otherwise.
    #[must_use]
    pub fn decimals(mut self, decimals: u8) -> Self {
        self.decimals = decimals;
        self
    }

    /// Names a level of areas: a property of that name may hold the id.
    #[must_use]
    pub fn level(mut self, name: impl Into<String>) -> Self {
        self.keys.push(name.into());
        self
    }

    /// Adds areas.
    #[must_use]
    pub fn areas(mut self, areas: impl IntoIterator<Item = MapArea>) -> Self {
        self.areas.extend(areas);
        self
    }

    /// The results of an indicator (id, official number, name, or `id.part`) at a level, in the words of the language.
    ///
    /// # Errors
    ///
    /// `examine.unknown_level` for a level that the dataset has no areas of, and `examine.unknown_indicator` for an indicator that was not examined
    /// there, with the nearest name.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::map::MapLayer;
    /// use cityvitals::{Catalogue, Dataset, Language};
    ///
    /// let catalogue = Catalogue::builtin("mohurd-2025")?;
    /// let text = "社区,停车位缺口数（个）\n二马路社区,100\n果园路社区,40\n";
    /// let dataset = Dataset::builder(&catalogue).csv("community.csv", None, text).build()?;
    /// let report = catalogue.examine(&dataset)?;
    /// let layer = MapLayer::of_report(&report, "parking_space_gap", "community", Language::Chinese)?;
    /// let shown: Vec<String> = layer.iter().filter_map(|area| Some(area.shown?.to_string())).collect();
    /// assert_eq!(shown, ["100", "40"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_report(report: &Report, indicator: &str, level: &str, language: Language) -> Result<Self, Diagnostics> {
        let (catalogue, dataset) = (report.catalogue(), report.dataset());
        let known = catalogue.levels();
        let found = known.iter().find(|known| [known.id, known.name_zh, known.name_en].contains(&level));
        let Some((level, table)) = found.and_then(|level| Some((level, dataset.table(level.id)?))) else {
            let close = nearest(level, known.iter().flat_map(|known| [known.id, known.name_zh]));
            let problem = Diagnostic::new(Code::ExamineUnknownLevel).with("name", level);
            return Err(Diagnostics::new(vec![problem.suggest(close.as_deref())], Sources::default()));
        };
        let mut areas = Vec::with_capacity(table.len());
        let mut head = None;
        for id in table.ids().iter() {
            let Some(result) = report.at(level.id, id, indicator) else {
                continue;
            };
            head.get_or_insert((result.indicator(), result.part()));
            let status = result.status();
            areas.push(MapArea {
                id: id.to_owned(),
                name: result.area_name().to_owned(),
                value: result.value(),
                shown: result.displayed(),
                status: Some(status.english().replace(' ', "_")),
                remark: (!matches!(status, Status::Ok | Status::Reported))
                    .then(|| language.pick(status.chinese(), status.english()).to_owned()),
                grade: None,
            });
        }
        let Some((indicator, part)) = head else {
            if table.is_empty() && catalogue.indicator(indicator).is_some() {
                return Ok(Self::new(indicator));
            }
            let close = nearest(indicator, catalogue.indicators().iter().map(|known| known.id.as_str()));
            let problem = Diagnostic::new(Code::ExamineUnknownIndicator).with("name", indicator);
            return Err(Diagnostics::new(vec![problem.suggest(close.as_deref())], Sources::default()));
        };
        let name = |text: &Text| text.in_language(language).to_owned();
        let part = part.and_then(|id| indicator.parts.iter().find(|part| part.id.value == id));
        Ok(Self {
            title: match part {
                Some(part) => language.pick(
                    format!("{}（{}）", name(&indicator.name), name(&part.name)),
                    format!("{} ({})", name(&indicator.name), name(&part.name)),
                ),
                None => name(&indicator.name),
            },
            unit: name(&indicator.unit_name),
            decimals: indicator.decimals,
            keys: vec![level.id.to_owned(), level.name_zh.to_owned()],
            areas,
        })
    }

    /// Title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Areas in the order in which they were given.
    pub fn iter(&self) -> std::slice::Iter<'_, MapArea> {
        self.areas.iter()
    }

    /// Changes areas, such as to add the grades of another place.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, MapArea> {
        self.areas.iter_mut()
    }
}

impl<'l> IntoIterator for &'l MapLayer {
    type Item = &'l MapArea;
    type IntoIter = std::slice::Iter<'l, MapArea>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'l> IntoIterator for &'l mut MapLayer {
    type Item = &'l mut MapArea;
    type IntoIter = std::slice::IterMut<'l, MapArea>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}
