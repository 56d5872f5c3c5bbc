//! The JSON Schemas of the written forms, from the types of the library.

use std::path::PathBuf;

use cityvitals::catalogue::{CatalogueDocument, SeriesDocument};
use cityvitals::dataset::DatasetDocument;
use cityvitals::diagnostic::Record;
use cityvitals::examine::{Imbalance, ReportDocument, Trace};
use cityvitals::grade::{GradesDocument, GradingDocument, JudgementsDocument};
use cityvitals::measure::MeasuresDocument;
use cityvitals::problem::ProblemsDocument;
use schemars::{JsonSchema, schema_for};

fn text<T: JsonSchema>() -> String {
    let mut text = serde_json::to_string_pretty(&schema_for!(T)).unwrap_or_default();
    text.push('\n');
    text
}

/// File name and text of every schema.
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("catalogue.schema.json", text::<CatalogueDocument>()),
        ("dataset.schema.json", text::<DatasetDocument>()),
        ("diagnostic.schema.json", text::<Record>()),
        ("grades.schema.json", text::<GradesDocument>()),
        ("grading.schema.json", text::<GradingDocument>()),
        ("imbalance.schema.json", text::<Imbalance>()),
        ("judgements.schema.json", text::<JudgementsDocument>()),
        ("measures.schema.json", text::<MeasuresDocument>()),
        ("problems.schema.json", text::<ProblemsDocument>()),
        ("report.schema.json", text::<ReportDocument>()),
        ("series.schema.json", text::<SeriesDocument>()),
        ("trace.schema.json", text::<Trace>()),
    ]
}

/// Where the schemas are kept.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../spec/schema")
}
