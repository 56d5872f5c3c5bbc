//! Catalogues (指标体系): their written form, their loading and their checked form.
//!
//! A catalogue is data: indicators, data items, levels, profile keys and terms in TOML or JSON files, whose shape [`document`] describes. Built-in
//! and users' catalogues go through one loader, which reports every problem of every file at once.
//!
//! A catalogue may be put together from others: it `extends` one, with a selection, changes and additions, and `uses` items of others, so that
//! they are defined once. `spec/README.md` describes the keys.

mod builtin;
mod columns;
mod comparison;
mod compile;
mod compiled;
mod compose;
mod composition;
mod concordance;
mod date;
pub mod document;
mod inputs;
mod library;
mod outline;
pub(crate) mod primitive;
pub(crate) mod reader;
mod reading;
mod search;
mod series;
pub(crate) mod table;
mod wording;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

pub(crate) use columns::{Columns, Heading};
pub use comparison::SeriesComparison;
pub(crate) use compiled::{Allowed, Compiled, CompiledIndicator, CompiledRequirement, Condition, Rule};
pub use concordance::ConcordanceEntry;
pub use date::Date;
pub use document::{CatalogueDocument, Evidence, Indicator, Item, Requirement, Text};
pub use primitive::{Located, Number};
pub use reading::{FormulaKind, FormulaReading};
pub use search::Found;
pub use series::{Change, Comparable, Series, SeriesDocument, SeriesLink, SeriesMember};
pub(crate) use wording::display_name;

use self::outline::Outline;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Language, Severity, by_place, nearest};
use crate::hash::QuickMap;
pub use crate::span::Span;

/// A checked catalogue. Cloning it is cheap.
///
/// # Example
///
/// ```
/// use cityvitals::Catalogue;
///
/// let catalogue = Catalogue::builtin("mohurd-2025")?;
/// assert_eq!(catalogue.indicators().len(), 60);
/// let density = catalogue.indicator("城市道路网密度").ok_or("no such indicator")?;
/// assert_eq!((density.number, density.id.as_str()), (35, "road_network_density"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Catalogue(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Where an embedded catalogue is written. Both forms of its document are read when they are first asked for.
    builtin: Option<&'static builtin::Builtin>,
    /// The document, or the part of an embedded one that a report is written with.
    rules: OnceLock<CatalogueDocument>,
    document: OnceLock<CatalogueDocument>,
    compiled: Compiled,
    hash: OnceLock<String>,
    columns: OnceLock<Columns>,
    /// Places of the indicators, by id and every name.
    indicators: OnceLock<QuickMap<String, usize>>,
}

impl Catalogue {
    /// Loads a catalogue that comes with the library.
    ///
    /// # Errors
    ///
    /// `catalogue.unknown` with the nearest id.
    pub fn builtin(id: &str) -> Result<Self, Diagnostics> {
        let Some(builtin) = builtin::find(id) else {
            let known: Vec<&str> = builtin::ids().collect();
            let hint = nearest(id, known.iter().copied());
            let problem = Diagnostic::new(Code::CatalogueUnknown)
                .with("id", id)
                .with("known", known.join(", "));
            return Err(Diagnostics::one(problem.suggest(hint.as_deref())));
        };
        let Some(outline) = builtin.outline() else {
            return Self::of_written(builtin);
        };
        let compiled = compile::compile_embedded(&outline, Cow::Borrowed)?;
        Ok(Self::new(compiled, Some(builtin), OnceLock::new()))
    }

    /// Loads an embedded catalogue from what is written of it, where nothing was prepared because size counts for more than time.
    fn of_written(builtin: &builtin::Builtin) -> Result<Self, Diagnostics> {
        let document = builtin.document().unwrap_or_default();
        let compiled = compile::compile_embedded(&Outline::of_names(&document), compile::copied)?;
        Ok(Self::new(compiled, None, OnceLock::from(document)))
    }

    /// Ids of the catalogues that come with the library.
    pub fn builtin_ids() -> impl Iterator<Item = &'static str> {
        builtin::ids()
    }

    /// Ids of the catalogues that come with the library, with the bytes that each takes in a program that links it; the texts that several of
    /// them share are left out.
    pub fn builtin_sizes() -> impl Iterator<Item = (&'static str, usize)> {
        builtin::sizes()
    }

    /// Bytes of the texts that several of the catalogues that come with the library share.
    ///
    /// ```
    /// use cityvitals::Catalogue;
    ///
    /// let own: usize = Catalogue::builtin_sizes().map(|(_, bytes)| bytes).sum();
    /// assert!((1..own).contains(&Catalogue::builtin_shared_size()));
    /// ```
    pub const fn builtin_shared_size() -> usize {
        builtin::shared_size()
    }

    /// Loads a catalogue from the texts of its files, as `(file name, text)`. A file is TOML or JSON by its extension, and by its first
    /// character where the name says nothing. The header may say that it `extends` a built-in catalogue or `uses` items of some.
    ///
    /// # Errors
    ///
    /// Every problem of every file: families `file.`, `catalogue.`, `formula.` and `unit.`, each with file, line and column. A clash with an
    /// entry of a built-in catalogue names that catalogue and the entry.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::Catalogue;
    ///
    /// let error = Catalogue::from_sources(&[("local.toml", "indicatr = []")]).map(|_| ()).map_err(|problems| problems.to_string());
    /// assert!(error.is_err_and(|text| text.contains("did you mean `indicator`?")));
    /// ```
    pub fn from_sources(files: &[(&str, &str)]) -> Result<Self, Diagnostics> {
        Self::load(files, None)
    }

    /// Lays the files of a local catalogue upon this one: its indicators with those that the files add, change or leave out. What the files
    /// need not say is `extends`; if they do, it names this catalogue.
    ///
    /// # Errors
    ///
    /// As of [`Catalogue::from_sources`], and `catalogue.other_base`.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::Catalogue;
    ///
    /// let local = r#"{
    ///     "catalogue": {"id": "demo-2025", "edition": 2025, "name": {"zh": "示例"}, "title": {"zh": "示例"}, "issuer": {"zh": "某市"}},
    ///     "select": {"omit": [43, "dual_use_public_infrastructure"]},
    ///     "override": [{"indicator": "城市道路网密度", "requirement": [
    ///         {"id": "target", "operator": ">=", "value": "8.5", "unit": "km/km2", "strength": "target"}
    ///     ]}]
    /// }"#;
    /// let catalogue = Catalogue::builtin("mohurd-2025")?.extend(&[("local.json", local)])?;
    /// assert_eq!((catalogue.id(), catalogue.indicators().len()), ("demo-2025", 58));
    /// assert_eq!(catalogue.lineage(), ["mohurd-2025"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn extend(&self, files: &[(&str, &str)]) -> Result<Self, Diagnostics> {
        Self::load(files, Some(self))
    }

    fn load(files: &[(&str, &str)], base: Option<&Self>) -> Result<Self, Diagnostics> {
        let (document, mut sources, mut problems) = reader::read(files);
        // A key that is not known leaves the document whole; after anything else, parts are missing from it, and further checks would
        // report what is not wrong.
        let harmless = |problem: &Diagnostic| problem.code() == Code::FileUnknownKey || problem.severity() != Severity::Error;
        if !problems.iter().all(harmless) {
            return Err(Diagnostics::new(problems, sources));
        }
        let composed = library::compose_with(document, base);
        let clashes = library::problems(&composed);
        if composed.is_incomplete {
            problems.extend(sorted(clashes));
            return Err(Diagnostics::new(problems, sources));
        }
        let (document, unclear) = (composed.document, composed.unclear);
        let outline = Outline::from(&document);
        let compiled = compile::compile(&outline, &document, unclear, &mut sources);
        match compiled {
            Ok(compiled) if problems.is_empty() && clashes.is_empty() => Ok(Self::new(compiled, None, OnceLock::from(document))),
            compiled => {
                let mut found = compiled.err().unwrap_or_default();
                if !clashes.is_empty() {
                    found.retain(|problem| !follows_from_clash(problem));
                    found = sorted(clashes.into_iter().chain(found).collect());
                }
                problems.extend(found);
                Err(Diagnostics::new(problems, sources))
            }
        }
    }

    fn new(compiled: Compiled, builtin: Option<&'static builtin::Builtin>, rules: OnceLock<CatalogueDocument>) -> Self {
        Self(Arc::new(Inner {
            builtin,
            rules,
            document: OnceLock::new(),
            compiled,
            hash: OnceLock::new(),
            columns: OnceLock::new(),
            indicators: OnceLock::new(),
        }))
    }

    /// The whole catalogue: as it is written, with what it takes over from others.
    pub fn document(&self) -> &CatalogueDocument {
        match self.0.builtin {
            Some(builtin) => self.0.document.get_or_init(|| builtin.document().unwrap_or_default()),
            None => self.rules(),
        }
    }

    /// The document as far as it is computed with; its lists are in the same order as those of the whole one.
    pub(crate) fn rules(&self) -> &CatalogueDocument {
        self.0
            .rules
            .get_or_init(|| self.0.builtin.and_then(builtin::Builtin::rules).unwrap_or_default())
    }

    /// Stable id, such as `mohurd-2025`.
    pub fn id(&self) -> &str {
        self.rules().catalogue.as_ref().map_or("", |header| header.id.as_str())
    }

    /// Year of the edition.
    pub fn edition(&self) -> u16 {
        self.rules().catalogue.as_ref().map_or(0, |header| header.edition)
    }

    /// Ids of the catalogues that it extends, the nearest first; empty for one that stands alone.
    pub fn lineage(&self) -> &[String] {
        self.rules().catalogue.as_ref().map_or(&[], |header| &header.lineage)
    }

    /// Whether it has this id or extends the catalogue of this id, so that what is made for that one fits the indicators of both.
    ///
    /// ```
    /// use cityvitals::Catalogue;
    ///
    /// let catalogue = Catalogue::builtin("dunhua-2025")?;
    /// assert!(catalogue.is_or_extends("dunhua-2025") && catalogue.is_or_extends("mohurd-2025"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_or_extends(&self, id: &str) -> bool {
        self.id() == id || self.lineage().iter().any(|extended| extended == id)
    }

    /// Id of the catalogue that writes an indicator of this one: this one itself, or one that it extends.
    pub fn origin<'a>(&'a self, indicator: &'a Indicator) -> &'a str {
        if indicator.origin.is_empty() {
            self.id()
        } else {
            &indicator.origin
        }
    }

    /// Name of the system.
    pub fn name(&self, language: Language) -> &str {
        self.rules()
            .catalogue
            .as_ref()
            .map_or("", |header| header.name.in_language(language))
    }

    /// Indicators in official order.
    pub fn indicators(&self) -> &[Indicator] {
        &self.document().indicators
    }

    /// The indicator of this id, official number or name.
    pub fn indicator(&self, name: &str) -> Option<&Indicator> {
        self.indicators().get(self.indicator_index(name)?)
    }

    /// Place of an indicator in the official order, by id, official number or name.
    pub(crate) fn indicator_index(&self, name: &str) -> Option<usize> {
        let indicators = &self.rules().indicators;
        let places = self.0.indicators.get_or_init(|| {
            let mut places = QuickMap::default();
            for (place, indicator) in indicators.iter().enumerate() {
                let names = [&indicator.id.value, &indicator.name.zh, &indicator.name.en];
                for name in names.into_iter().chain(&indicator.name_variants) {
                    places.entry(name.clone()).or_insert(place);
                }
            }
            places
        });
        let by_number = |number: u16| indicators.iter().position(|indicator| indicator.number == number);
        // The first indicator that fits, as a reader of the catalogue would find it.
        let found = [places.get(name).copied(), name.parse().ok().and_then(by_number)];
        found.into_iter().flatten().min()
    }

    /// Data items.
    pub fn items(&self) -> &[Item] {
        &self.document().items
    }

    /// The data item of this id or name.
    pub fn item(&self, name: &str) -> Option<&Item> {
        let by_name = |item: &&Item| {
            item.id.value == name || item.name.zh == name || item.name.en == name || item.aliases.iter().any(|alias| alias == name)
        };
        self.items().iter().find(by_name)
    }

    /// SHA-256 of the whole document, in hexadecimal digits: equal for equal content, whatever files it came from. What is taken over from
    /// other catalogues is part of it.
    pub fn content_hash(&self) -> &str {
        self.0.hash.get_or_init(|| {
            let bytes = serde_json::to_vec(self.document()).unwrap_or_default();
            hexadecimal(&Sha256::digest(bytes))
        })
    }

    pub(crate) fn compiled(&self) -> &Compiled {
        &self.0.compiled
    }

    /// The rules of the indicator at this place of the document.
    pub(crate) fn compiled_indicator(&self, place: usize) -> Option<&CompiledIndicator> {
        let Compiled { scope, indicators } = self.compiled();
        let written = || &self.rules().indicators;
        indicators.get(
            place,
            || written().len(),
            || compile::compile_indicator(&outline::Indicator::from(written().get(place)?), scope),
        )
    }

    /// What a column header may name.
    pub(crate) fn columns(&self) -> &Columns {
        self.0.columns.get_or_init(|| Columns::of(self))
    }
}

fn sorted(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    by_place(&mut problems);
    problems
}

/// Whether a problem of the whole is another side of one that putting it together has reported: a count, or a repetition of which one
/// place is in another catalogue.
fn follows_from_clash(problem: &Diagnostic) -> bool {
    match problem.code() {
        Code::CatalogueIndicatorCount => true,
        Code::CatalogueDuplicateId | Code::CatalogueDuplicateNumber => problem.labels().len() < 2,
        _ => false,
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len().saturating_mul(2)), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

impl Text {
    /// The text in one language; the other one where it is empty.
    pub fn in_language(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Chinese => (&self.zh, &self.en),
            Language::English => (&self.en, &self.zh),
        };
        if first.is_empty() { second } else { first }
    }
}

impl document::EvidenceMarks {
    /// The mark of a field.
    pub fn of(&self, field: &str) -> Evidence {
        self.fields.get(field).copied().unwrap_or(self.default)
    }
}
