//! The report as DOCX: the same blocks as in HTML, with the styles that Word and WPS know.
//!
//! The parts are written here rather than by a crate, as those of workbooks are: heads of tables repeat on every page, which no crate that we know
//! offers, and neither a clock nor a temporary file is asked for, so that equal reports give equal bytes and browsers can write them too.
//! Charts are left out; their numbers stand in tables under the captions of the figures.

mod body;
mod package;
mod styles;
mod table;

use std::io::{self, Seek, Write};

use thiserror::Error;

use super::manuscript::Manuscript;
use crate::diagnostic::{Diagnostics, Language};

/// Why a report could not be written as DOCX.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DocxError {
    /// The outline or the passages have problems.
    #[error(transparent)]
    Template(#[from] Diagnostics),
    /// The writer has.
    #[error(transparent)]
    Io(#[from] io::Error),
}

pub(super) fn write<W: Write + Seek>(manuscript: &Manuscript<'_, '_>, language: Language, writer: W) -> io::Result<W> {
    let body = body::Body::new(manuscript, language);
    package::write(body, manuscript.title(), language, writer)
}
