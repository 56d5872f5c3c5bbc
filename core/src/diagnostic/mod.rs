//! Diagnostics: what is wrong with a catalogue, a formula or a dataset, where, and what may have been meant.
//!
//! A [`Diagnostic`] is a [`Code`], its arguments and the places it points at; text in a [`Language`] is made only when it is shown.
//! Every code, with its severity and its two messages, stands in one table (`diagnostic/code.rs`), from which the enum, the list
//! [`Code::all`] and the tests are made.
//!
//! ```
//! use cityvitals::diagnostic::{Code, Diagnostic, LabelText, Language, Sources, Span, render};
//!
//! let mut sources = Sources::default();
//! let source = sources.add("local.toml", "unitt = \"km\"\n");
//! let problem = Diagnostic::new(Code::FileUnknownKey)
//!     .with("key", "unitt")
//!     .label(Span { source, start: 0, end: 5 }, LabelText::Here)
//!     .suggest(Some("unit"));
//! assert_eq!(problem.message(Language::Chinese), "这里不认识键 `unitt`");
//! let shown = "\
//! error[file.unknown_key]: unknown key `unitt`
//!  --> local.toml:1:1
//!   |
//! 1 | unitt = \"km\"
//!   | ^^^^^
//!   |
//!   = help: did you mean `unit`?
//! ";
//! assert_eq!(render(&problem, &sources, Language::English), shown);
//! ```

mod code;
mod label;
mod language;
mod list;

mod problem;
mod record;
mod render;
mod source;
mod template;

pub use crate::nearest::nearest;
pub use crate::span::Span;
pub use code::{Code, Severity};
pub use label::{Label, LabelText};
pub use language::Language;
pub use list::Diagnostics;
pub(crate) use list::by_place;
pub use problem::{Diagnostic, Place};
pub use record::{LabelRecord, Record};
pub use render::render;
pub use source::{Position, Sources};
