//! One ratio with its verdict over a million rows, native: nanoseconds per row, the least of several runs. `bindings-wasm/bench` runs it beside its own.

use std::error::Error;
use std::io::{self, Write};
use std::time::Instant;

use cityvitals::dataset::TableInput;
use cityvitals::{Catalogue, Dataset};

const ROWS: u32 = 1_000_000;
const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let text = include_str!("../../../bindings-wasm/bench/ratio.json");
    let catalogue = Catalogue::from_sources(&[("ratio.json", text)])?;
    // The same numbers as in JavaScript: parts of thousandths, a quarter of them ties or near the threshold.
    let covered = (0..ROWS).map(|row| i64::from(row.wrapping_mul(2_654_435_761) % 700_000)).collect();
    let whole = (0..ROWS).map(|row| i64::from(row.wrapping_mul(40_503) % 1_000_000 + 1)).collect();
    let table = TableInput::new("community")
        .ids((1..=ROWS).map(|row| format!("r{row}")))
        .mantissas("covered", "km2", covered, 3, None)
        .mantissas("whole", "km2", whole, 3, None);
    let dataset = Dataset::builder(&catalogue).table(table).build()?;
    let (mut least, mut met) = (f64::INFINITY, 0);
    for _ in 0..RUNS {
        let begin = Instant::now();
        let column = catalogue.examine(&dataset)?.column("community", "coverage").ok_or("not examined")?;
        least = least.min(begin.elapsed().as_secs_f64() * 1e9 / f64::from(ROWS));
        met = column
            .outcomes
            .iter()
            .filter(|outcome| **outcome == Some(cityvitals::examine::VerdictOutcome::Met))
            .count();
    }
    writeln!(io::stdout(), "{{\"nanoseconds\": {least:.1}, \"met\": {met}}}")?;
    Ok(())
}
