//! The files of `spec/vectors`. A key that is not named here is an error.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cityvitals::examine::{Completeness, UndeterminedReason, VerdictOutcome};
use cityvitals::{Options, Status};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// Cases of one indicator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VectorFile {
    /// Id of a built-in catalogue.
    pub catalogue: String,
    /// Id of the indicator.
    pub indicator: String,
    /// Cases.
    pub cases: Vec<Case>,
}

/// One dataset, and what an examination of it must say or why it must be refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Name, unique in its file.
    pub name: String,
    /// What it shows.
    #[serde(default)]
    pub note: Option<String>,
    /// The dataset as JSON.
    pub dataset: Box<RawValue>,
    /// The dataset of the year before.
    #[serde(default)]
    pub previous: Option<Box<RawValue>>,
    /// Choices of the examination.
    #[serde(default)]
    pub options: Option<Options>,
    /// Results that must be there.
    #[serde(default)]
    pub expect: Option<Vec<Expected>>,
    /// Code with which the dataset must be refused.
    #[serde(default)]
    pub error: Option<String>,
}

/// One expected result.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Level of the area.
    pub level: String,
    /// Id of the area.
    pub area: String,
    /// Id of the part.
    #[serde(default)]
    pub part: Option<String>,
    /// Status.
    pub status: Status,
    /// Value as shown; without it there must be none.
    #[serde(default)]
    pub value: Option<String>,
    /// Exact value.
    #[serde(default)]
    pub exact: Option<String>,
    /// Completeness.
    #[serde(default)]
    pub completeness: Option<Completeness>,
    /// All verdicts, in the order of the catalogue.
    #[serde(default)]
    pub verdicts: Option<Vec<ExpectedVerdict>>,
}

/// One expected verdict.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedVerdict {
    /// Id of the requirement.
    pub requirement: String,
    /// Outcome.
    pub outcome: VerdictOutcome,
    /// Why it is undetermined; without it there must be no reason.
    #[serde(default)]
    pub reason: Option<UndeterminedReason>,
    /// Gap as shown.
    #[serde(default)]
    pub gap: Option<String>,
    /// Gap as a percentage of the required number.
    #[serde(default)]
    pub relative_gap_percent: Option<String>,
    /// Whether it may change.
    #[serde(default)]
    pub provisional: bool,
}

/// Cases of one wrong answer that others give, or of one rule, with catalogues of their own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrapFile {
    /// `T1` to `T23`; empty where nobody is known to give the wrong answer.
    #[serde(default)]
    pub trap: String,
    /// The wrong answer, or what the rule is about.
    pub title: String,
    /// The rule.
    pub rule: String,
    /// Catalogues of the file by name.
    #[serde(default)]
    pub catalogues: BTreeMap<String, Box<RawValue>>,
    /// Cases.
    pub cases: Vec<TrapCase>,
}

/// What a trap case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A dataset and its results, as in [`Case`].
    Dataset,
    /// A formula over inputs, and its value.
    Formula,
    /// A formula, catalogue or dataset that must be refused with a code.
    Refused,
    /// A decimal and the binary float nearest to it.
    Float,
}

/// One trap case; which keys it has depends on its kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrapCase {
    /// Name, unique in its file.
    pub name: String,
    /// Kind.
    pub kind: Kind,
    /// What it shows.
    #[serde(default)]
    pub note: Option<String>,
    /// Name of a catalogue of the file, or id of a built-in one.
    #[serde(default)]
    pub catalogue: Option<String>,
    /// Id of the indicator.
    #[serde(default)]
    pub indicator: Option<String>,
    /// The dataset as JSON.
    #[serde(default)]
    pub dataset: Option<Box<RawValue>>,
    /// The dataset of the year before.
    #[serde(default)]
    pub previous: Option<Box<RawValue>>,
    /// Choices of the examination.
    #[serde(default)]
    pub options: Option<Options>,
    /// Results that must be there.
    #[serde(default)]
    pub expect: Option<Vec<Expected>>,
    /// Formula.
    #[serde(default)]
    pub formula: Option<String>,
    /// Inputs of the formula by name.
    #[serde(default)]
    pub inputs: BTreeMap<String, Input>,
    /// Unit of the formula's value; `1` where it is absent.
    #[serde(default)]
    pub unit: Option<String>,
    /// Digits after the point of the shown value; 2 where it is absent.
    #[serde(default)]
    pub decimals: Option<u8>,
    /// `half_even` or `half_up`.
    #[serde(default)]
    pub rounding: Option<String>,
    /// Status of the formula's value; `ok` where it is absent.
    #[serde(default)]
    pub status: Option<Status>,
    /// Value as shown.
    #[serde(default)]
    pub value: Option<String>,
    /// Exact value.
    #[serde(default)]
    pub exact: Option<String>,
    /// Code of the refusal.
    #[serde(default)]
    pub code: Option<String>,
    /// Decimal.
    #[serde(default)]
    pub decimal: Option<String>,
    /// Text of the float nearest to it.
    #[serde(default)]
    pub float: Option<String>,
}

/// One input of a formula.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Input {
    /// A number without a unit; absent for one that was not handed in.
    Plain(Option<String>),
    /// A number with a unit.
    WithUnit {
        /// Number.
        value: String,
        /// Unit.
        unit: String,
    },
}

/// The folder `spec/vectors`.
pub fn vectors_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/vectors")
}

/// All JSON files of a folder below `spec/vectors`, by file name.
///
/// # Panics
///
/// With the name of the file, when one cannot be read or has an unknown key.
pub fn read_folder<T: DeserializeOwned>(folder: &str) -> BTreeMap<String, T> {
    let path = vectors_folder().join(folder);
    let entries = fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut files = BTreeMap::new();
    for entry in entries {
        let path = entry.unwrap_or_else(|error| panic!("{folder}: {error}")).path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let name = path
            .file_name()
            .map(|name| format!("{folder}/{}", name.to_string_lossy()))
            .unwrap_or_default();
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let file = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        files.insert(name, file);
    }
    files
}

/// Traps that `spec/vectors/traps/README.md` explains in its table of exceptions.
///
/// # Panics
///
/// When the file cannot be read.
pub fn traps_in_readme() -> Vec<String> {
    let path = vectors_folder().join("traps/README.md");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let cells = text.lines().filter_map(|line| line.strip_prefix("| T")?.split_once(" |"));
    cells
        .filter(|(number, _)| number.parse::<u8>().is_ok())
        .map(|(number, _)| format!("T{number}"))
        .collect()
}
