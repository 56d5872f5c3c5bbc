//! The examination report (体检报告) as Markdown, HTML and DOCX, from templates that a city can replace.
//!
//! A [`Publication`] is made of a ledger, and of grades, problems and measures where they are there. Its outline, a Markdown template, is filled in
//! once; all formats are written from that one text, so that they have the same numbers and captions. See `spec/templates/README.md` for what
//! templates can name.
//!
//! Charts are drawn here rather than by a crate: bars and words with whole coordinates need no floating-point numbers, give the same bytes on every
//! machine, and keep their words, titles and descriptions for those who do not see them.

mod caption;
#[cfg(feature = "docx")]
mod docx;
mod drawing;
mod escape;
mod facts;
mod fault;
mod figure;
mod figures;
mod html;
mod manuscript;
mod markdown;
mod material;
mod publication;
mod tables;
mod template;
mod words;

#[cfg(feature = "docx")]
pub use docx::DocxError;
pub use publication::Publication;

#[cfg(test)]
#[path = "publish_tests.rs"]
mod tests;
