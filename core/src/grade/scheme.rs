//! A grading scheme: every number by which grades, degrees, classes and priorities are decided, as data.

use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::compile::check;
use super::document::GradingDocument;
use crate::catalogue::{hexadecimal, reader};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Sources, nearest};

/// The schemes that come with the library: id, and content in JSON.
static BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/grading.rs"));

/// How figures are graded, and how problems are classed: a checked [`GradingDocument`]. Cloning it is cheap.
///
/// # Example
///
/// ```
/// use cityvitals::grade::GradingScheme;
///
/// let scheme = GradingScheme::builtin("handbook-2025")?;
/// assert_eq!(scheme.document().survey.line.0.to_string(), "60");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct GradingScheme(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    document: GradingDocument,
    /// What the spans of the document point into.
    sources: Sources,
    hash: OnceLock<String>,
}

impl GradingScheme {
    /// Id of the scheme that is taken where a caller names none.
    pub const DEFAULT_ID: &'static str = "handbook-2025";

    /// Loads a scheme that comes with the library.
    ///
    /// # Errors
    ///
    /// `grading.unknown` with the nearest id.
    pub fn builtin(id: &str) -> Result<Self, Diagnostics> {
        let Some((_, text)) = BUILTIN.iter().find(|(known, _)| *known == id) else {
            let known: Vec<&str> = Self::builtin_ids().collect();
            let problem = Diagnostic::new(Code::GradingUnknown).with("id", id).with("known", known.join(", "));
            return Err(Diagnostics::one(problem.suggest(nearest(id, known).as_deref())));
        };
        Self::from_source(&format!("{id}.json"), text)
    }

    /// Ids of the schemes that come with the library.
    pub fn builtin_ids() -> impl Iterator<Item = &'static str> {
        BUILTIN.iter().map(|(id, _)| *id)
    }

    /// Loads a scheme from the text of a file: TOML or JSON by its extension, and by its first character where the name says nothing.
    ///
    /// # Errors
    ///
    /// Every problem of the file, families `file.` and `grading.`, each with line and column. Names of a catalogue are checked when the
    /// scheme is used with one.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::grade::GradingScheme;
    ///
    /// let error = GradingScheme::from_source("local.json", "{ \"scheem\": {} }").map(|_| ()).map_err(|problems| problems.to_string());
    /// assert!(error.is_err_and(|text| text.contains("did you mean `scheme`?")));
    /// ```
    pub fn from_source(file: &str, text: &str) -> Result<Self, Diagnostics> {
        let (document, sources, mut problems) = reader::read_one::<GradingDocument>(file, text);
        let Some(document) = document else {
            return Err(Diagnostics::new(problems, sources));
        };
        problems.extend(check(&document));
        if problems.iter().any(|problem| problem.severity() == Severity::Error) {
            return Err(Diagnostics::new(problems, sources));
        }
        Ok(Self(Arc::new(Inner {
            document,
            sources,
            hash: OnceLock::new(),
        })))
    }

    /// The scheme as it is written.
    pub fn document(&self) -> &GradingDocument {
        &self.0.document
    }

    /// Stable id.
    pub fn id(&self) -> &str {
        &self.document().scheme.id
    }

    /// SHA-256 of the content in hexadecimal digits, whatever format it was written in.
    pub fn content_hash(&self) -> &str {
        self.0.hash.get_or_init(|| {
            let bytes = serde_json::to_vec(self.document()).unwrap_or_default();
            hexadecimal(&Sha256::digest(bytes))
        })
    }

    pub(super) fn sources(&self) -> &Sources {
        &self.0.sources
    }
}
