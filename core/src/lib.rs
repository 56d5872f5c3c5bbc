//! Exact, explained indicators of China's city physical examination (城市体检).
//!
//! A [`Catalogue`] is one edition of an indicator system, as data. A [`Dataset`] holds what a city handed in. [`Catalogue::examine`] lays one over the
//! other and gives a [`Report`]: every indicator for every area, with a [`Status`], verdicts on the requirements in force, and a trace.
//!
//! ```
//! use cityvitals::{Catalogue, Dataset, Language, Status};
//!
//! let catalogue = Catalogue::builtin("mohurd-2025")?;
//! let city = "城市,快速路长度,主干路长度,次干路长度,支路长度,建成区面积（公顷）\n某市,120,310.5,402,903.8,20239\n";
//! let dataset = Dataset::builder(&catalogue).csv("city.csv", None, city).build()?;
//! let report = catalogue.examine(&dataset)?;
//!
//! let density = report.get("road_network_density").ok_or("not examined")?;
//! assert_eq!(density.status(), Status::Ok);
//! assert_eq!(density.displayed().ok_or("no value")?.to_string(), "8.58");
//! assert!(density.trace().render(Language::Chinese).contains("(120 km + 310.5 km + 402 km + 903.8 km) ÷ 202.39 km²"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The words
//!
//! | term | 中文 | type |
//! |---|---|---|
//! | catalogue | 指标体系 | [`Catalogue`] |
//! | indicator | 指标 | [`catalogue::Indicator`] |
//! | data item | 数据项 | [`catalogue::Item`] |
//! | checklist item | 体检内容 | [`catalogue::document::Check`] |
//! | requirement | 评价标准 | [`catalogue::Requirement`] |
//! | dataset | 数据集 | [`Dataset`] |
//! | report | 体检结果 | [`Report`] |
//! | grading scheme | 评价方案 | [`GradingScheme`](grade::GradingScheme) |
//! | problem | 问题 | [`Problem`](problem::Problem) |
//! | problem ledger | 问题台账 | [`Ledger`](ledger::Ledger) |
//! | problem list, rectification list | 问题清单、整治建议清单 | [`Lists`](list::Lists) |
//! | examination report | 体检报告 | `publish::Publication` |
//! | collection form | 采集表 | `form` |
//! | evidence | 依据 | [`catalogue::Evidence`] |
//!
//! # Modules
//!
//! [`catalogue`], [`dataset`] and [`examine`] lead from text to results. From results to what a city hands in: [`grade`] and [`problem`] judge, [`ledger`]
//! counts, [`measure`] and [`list`] say what is to be done, [`map`] draws, [`sheet`] writes tables, `publish` the report and `form` the forms.
//! [`formula`] describes the formula language, [`mod@unit`] and [`decimal`] the exact numbers beneath, [`diagnostic`] the errors: each has a stable code, a
//! place, and a message in Chinese and English.
//!
//! # Crate features
//!
//! - `toml` (default): reads catalogues written in TOML; without it a catalogue is JSON.
//! - `publish`: the examination report as HTML and Markdown, from templates; `docx`: as a DOCX document too.
//! - `xlsx`: tables as XLSX, and collection forms written and read back.
//! - `schema`: derives JSON Schemas of the written forms.
//!
//! The crate has no input or output, no clock, no environment and no threads, and builds for `wasm32-unknown-unknown` unchanged.

// Whatever a user hands in, nothing here panics: what may be absent or out of range is handled where it is met.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::as_conversions,
        clippy::float_arithmetic
    )
)]

pub mod catalogue;
pub mod dataset;
pub mod decimal;
pub mod diagnostic;
pub mod examine;
mod fold;
#[cfg(feature = "xlsx")]
pub mod form;
pub mod formula;
pub mod grade;
mod hash;
pub mod ledger;
pub mod list;
pub mod map;
pub mod measure;
mod nearest;
mod order;
pub mod problem;
#[cfg(feature = "publish")]
pub mod publish;
pub mod sheet;
mod shelf;
mod span;
pub mod unit;

pub use catalogue::{Catalogue, Date};
pub use dataset::{Dataset, DatasetBuilder};
pub use decimal::{ArithmeticError, Decimal, DecimalError, Fraction, Rounding};
pub use diagnostic::{Code, Diagnostic, Diagnostics, Language};
pub use examine::{Calculator, IndicatorResult, Options, Report, ReportDocument, Session, Status};
pub use unit::{Base, Dimension, Unit, UnitError, Units};
