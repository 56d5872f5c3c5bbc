//! One ratio with its verdict over millions of rows in batches, native: what `bindings-python/benches/measure.py` does from Arrow columns, from the same
//! numbers. It runs this beside its own and holds the outcome of both against each other.
//!
//! `batches ROWS integers|decimals` prints by steps the time that a tenth of the batches beat, in nanoseconds a row, and what came out: other programs
//! disturb the rest.

use std::error::Error;
use std::io::{self, Write};
use std::time::Instant;

use cityvitals::dataset::TableInput;
use cityvitals::examine::{ValueColumn, VerdictOutcome};
use cityvitals::{Catalogue, Dataset, Options};

const BATCH: i64 = 65_536;
const HEADERS: [&str; 5] = ["快速路长度", "主干路长度", "次干路长度", "支路长度", "建成区面积"];

/// What one batch took, in seconds: its table, its dataset, its examination, its column.
type Steps = [f64; 3];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let rows: i64 = arguments.next().map_or(Ok(10_000_000), |rows| rows.parse())?;
    let scale = if arguments.next().as_deref() == Some("decimals") { 2 } else { 0 };
    let catalogue = Catalogue::builtin("mohurd-2025")?;
    let options = Options {
        indicators: vec!["35".to_owned()],
        levels: vec!["city".to_owned()],
        ..Options::default()
    };
    // What the caller holds already: ids, and numbers of 64 bits.
    let ids: Vec<String> = (0..BATCH).map(|row| format!("a{row}")).collect();
    let columns: Vec<Vec<i64>> = (7..12)
        .map(|factor| (0..BATCH).map(|row| 1000 + (row * factor) % 99_991).collect())
        .collect();
    let mut batches = Vec::new();
    let (mut sum, mut met) = (0_i128, 0);
    for _ in 0..(rows / BATCH).max(1) {
        let (steps, column) = run(&catalogue, &options, &ids, &columns, scale)?;
        batches.push(steps);
        sum += column.mantissas.iter().copied().map(i128::from).sum::<i128>();
        met += column
            .outcomes
            .iter()
            .filter(|outcome| **outcome == Some(VerdictOutcome::Met))
            .count();
    }
    let [dataset, examine, column] = [0, 1, 2].map(|step| tenth(batches.iter().map(|steps| steps[step])));
    let total = tenth(batches.iter().map(|steps| steps.iter().sum()));
    writeln!(
        io::stdout(),
        "{{\"dataset\": {dataset:.1}, \"examine\": {examine:.1}, \"column\": {column:.1}, \"total\": {total:.1}, \"sum\": {sum}, \"met\": {met}}}"
    )?;
    Ok(())
}

fn run(
    catalogue: &Catalogue,
    options: &Options,
    ids: &[String],
    columns: &[Vec<i64>],
    scale: u32,
) -> Result<(Steps, ValueColumn), Box<dyn Error>> {
    let begin = Instant::now();
    let mut table = TableInput::new("city").text("城市", ids.iter().map(Some));
    for (header, numbers) in HEADERS.into_iter().zip(columns) {
        table = table.mantissas(header, "", numbers.clone(), scale, None);
    }
    let dataset = Dataset::builder(catalogue).period("2025").table(table).build()?;
    let built = begin.elapsed().as_secs_f64();
    let report = catalogue.examine_with(&dataset, options)?;
    let examined = begin.elapsed().as_secs_f64();
    let column = report.column("city", "35").ok_or("not examined")?;
    let done = begin.elapsed().as_secs_f64();
    Ok(([built, examined - built, done - examined], column))
}

/// The time that a tenth of them beat, in nanoseconds a row.
fn tenth(seconds: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = seconds.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 10).copied().unwrap_or_default() * 1e9 / 65_536.0
}
