//! Catalogues: their written form, their loading and their checked form.

pub mod document;
pub(crate) mod primitive;

pub use primitive::{Located, Number, Span};
