//! Examines a million buildings once and prints the time of each step and the peak memory of the process.
#![allow(clippy::print_stdout, reason = "the program exists to print")]

use std::time::Instant;

use cityvitals::{Catalogue, Options};
use cityvitals_benches::{MILLION, housing};

const HOUSING: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let catalogue = Catalogue::builtin("mohurd-2025")?;
    let start = Instant::now();
    let dataset = housing(&catalogue, MILLION)?;
    println!("dataset of {} rows built in {:.2?}", dataset.row_count(), start.elapsed());
    let options = Options {
        indicators: HOUSING.map(str::to_owned).to_vec(),
        ..Options::default()
    };
    let start = Instant::now();
    let report = catalogue.examine_with(&dataset, &options)?;
    println!(
        "nine housing indicators at all levels in {:.2?}: {} results",
        start.elapsed(),
        report.results().count()
    );
    for number in HOUSING {
        let of_cities = report
            .results()
            .filter(|result| result.level() == "city" && result.indicator().number.to_string() == number);
        let total: u64 = of_cities
            .filter_map(|result| result.displayed())
            .filter_map(|value| u64::try_from(value).ok())
            .sum();
        println!("  {number}: {total} in all cities");
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown");
    println!("peak memory {}", peak.trim_start_matches("VmHWM:").trim());
    Ok(())
}
