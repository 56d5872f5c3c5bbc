//! A publication: what goes into the report, and the formats that it comes out in.

use std::collections::BTreeMap;

use minijinja::value::{Serde, Value};

use super::facts::Facts;
use super::figure::Figure;
use super::manuscript::Manuscript;
use super::material::Material;
use super::template::{self, Names, Template};
use super::{figures, html, markdown, tables};
use crate::diagnostic::{Diagnostics, Language};
use crate::grade::Grades;
use crate::ledger::Ledger;
use crate::measure::Measures;
use crate::problem::Problems;
use crate::sheet::Sheet;

/// The examination report (体检报告) of a city, before it takes a file format.
///
/// Grades, problems and measures may be left out; the report then says nothing of them. The outline (提纲) is a Markdown template that a city can
/// replace or change block by block; so is the page of the HTML file. What the data cannot say is left as a marked place, which the city fills with
/// [`Publication::passage`].
///
/// # Example
///
/// ```
/// use cityvitals::{Catalogue, Dataset, Language, ledger::Ledger, publish::Publication};
///
/// let catalogue = Catalogue::builtin("mohurd-2025")?;
/// let city = "城市,快速路长度,主干路长度,次干路长度,支路长度,建成区面积（公顷）\n某市,120,310.5,402,903.8,20239\n";
/// let dataset = Dataset::builder(&catalogue).csv("city.csv", None, city).build()?;
/// let report = catalogue.examine(&dataset)?;
///
/// let ledger = Ledger::new(&report);
/// let publication = Publication::new(&ledger, Language::Chinese).passage("mechanism", "由市政府牵头。");
/// assert!(publication.markdown()?.starts_with("# 某市城市体检报告\n"));
/// assert!(publication.html()?.contains("<td class=\"number\">8.58</td>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Publication<'l, 'a> {
    ledger: &'l Ledger<'a>,
    grades: Option<&'l Grades>,
    problems: Option<&'l Problems>,
    measures: Option<&'l Measures>,
    language: Language,
    outline: Template,
    page: Template,
    passages: BTreeMap<String, String>,
}

/// A filled-in outline with the tables and figures that it places.
struct Filled<'l> {
    text: String,
    sheets: Vec<Sheet<'l>>,
    figures: Vec<Figure>,
}

impl<'l, 'a> Publication<'l, 'a> {
    /// A report of the highest area of the ledger's report: the city.
    pub fn new(ledger: &'l Ledger<'a>, language: Language) -> Self {
        Self {
            ledger,
            grades: None,
            problems: None,
            measures: None,
            language,
            outline: Template::report(language),
            page: Template::page(),
            passages: BTreeMap::new(),
        }
    }

    /// Adds the grades of the same report.
    #[must_use]
    pub const fn grades(mut self, grades: &'l Grades) -> Self {
        self.grades = Some(grades);
        self
    }

    /// Adds the problems of the same report.
    #[must_use]
    pub const fn problems(mut self, problems: &'l Problems) -> Self {
        self.problems = Some(problems);
        self
    }

    /// Adds measures, so that there are rectification lists, a project library and tasks, where problems are there too.
    #[must_use]
    pub const fn measures(mut self, measures: &'l Measures) -> Self {
        self.measures = Some(measures);
        self
    }

    /// Takes another outline: a Markdown template in the language of Jinja. `file` is the name that problems are reported under.
    ///
    /// The outlines of the library can be extended: `{% extends "report.zh.md.jinja" %}` and a block for what is to be changed.
    #[must_use]
    pub fn outline(mut self, file: &str, text: &str) -> Self {
        self.outline = Template {
            file: file.to_owned(),
            text: text.to_owned(),
        };
        self
    }

    /// Takes another page for the HTML file; `file` is the name that problems are reported under.
    #[must_use]
    pub fn page(mut self, file: &str, text: &str) -> Self {
        self.page = Template {
            file: file.to_owned(),
            text: text.to_owned(),
        };
        self
    }

    /// Fills a place that the outline leaves to the city, with Markdown. HTML in it is shown as text.
    #[must_use]
    pub fn passage(mut self, name: &str, markdown: &str) -> Self {
        self.passages.insert(name.to_owned(), markdown.to_owned());
        self
    }

    /// The report as Markdown. In place of a figure stands the table of its numbers.
    ///
    /// # Errors
    ///
    /// `publish.template_syntax`, `publish.unknown_field`, `publish.unknown_table` and `publish.unknown_figure`, each with the line of the template
    /// and the nearest name; `publish.unknown_place` for a passage that the outline has no place for; `publish.template_failed`,
    /// `publish.template_too_large`, `publish.too_much_work` and `publish.too_long` for a template beyond its bounds.
    pub fn markdown(&self) -> Result<String, Diagnostics> {
        let filled = self.filled()?;
        let manuscript = Manuscript::new(&filled.text, &filled.sheets, &filled.figures)?;
        Ok(markdown::write(&manuscript, self.language))
    }

    /// The report as one HTML file with its style and its charts, which asks the network for nothing; made for screens and for A4 paper.
    ///
    /// # Errors
    ///
    /// Those of [`Publication::markdown`].
    pub fn html(&self) -> Result<String, Diagnostics> {
        let filled = self.filled()?;
        let manuscript = Manuscript::new(&filled.text, &filled.sheets, &filled.figures)?;
        html::write(&manuscript, &self.page, self.language)
    }

    /// The report as DOCX for Word and WPS, with styles for headings, repeated table heads, and page numbers. In place of a figure stands the
    /// table of its numbers.
    ///
    /// # Errors
    ///
    /// [`DocxError`](super::DocxError): those of [`Publication::markdown`], or those of the writer.
    #[cfg(feature = "docx")]
    pub fn docx<W: std::io::Write + std::io::Seek>(&self, writer: W) -> Result<W, super::DocxError> {
        let filled = self.filled()?;
        let manuscript = Manuscript::new(&filled.text, &filled.sheets, &filled.figures)?;
        Ok(super::docx::write(&manuscript, self.language, writer)?)
    }

    /// Every table that the report can place, in the order of the outline: those of the text, survey tables, ledgers and lists in full. Their
    /// names are what `table()` of a template takes.
    pub fn sheets(&self) -> Vec<Sheet<'l>> {
        tables::all(&self.material())
    }

    fn material(&self) -> Material<'l, 'a> {
        Material::new(self.ledger, (self.grades, self.problems, self.measures), self.language)
    }

    fn filled(&self) -> Result<Filled<'l>, Diagnostics> {
        let material = self.material();
        let (sheets, figures) = (tables::all(&material), figures::all(&material));
        let facts = Facts::new(&material, &sheets, &figures);
        let names = Names {
            language: self.language,
            tables: sheets.iter().map(|sheet| sheet.name().to_owned()).collect(),
            figures: figures.iter().map(|figure| figure.name.clone()).collect(),
            passages: &self.passages,
        };
        let text = template::outline(&self.outline, &Value::from(Serde(&facts)), &names)?;
        Ok(Filled { text, sheets, figures })
    }
}
