//! The ledger of single buildings: collected from an examined city, and written as CSV.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::hint::black_box;

use cityvitals::ledger::Ledger;
use cityvitals::sheet::CsvOptions;
use cityvitals::{Catalogue, Language, Options};
use cityvitals_benches::{Size, housing};
use criterion::{Criterion, criterion_group, criterion_main};

const CITY: Size = Size {
    buildings: 300_000,
    compounds: 18_000,
    communities: 3_600,
    blocks: 450,
    cities: 1,
};

fn ledger(criterion: &mut Criterion) {
    let Ok(catalogue) = Catalogue::builtin("mohurd-2025") else { return };
    let Ok(dataset) = housing(&catalogue, CITY) else { return };
    let options = Options {
        indicators: (1..=9).map(|number: u8| number.to_string()).collect(),
        ..Options::default()
    };
    let Ok(report) = catalogue.examine_with(&dataset, &options) else {
        return;
    };
    let mut group = criterion.benchmark_group("building ledger of 300,000 buildings with 31 flags");
    group.sample_size(10);
    group.bench_function("collect", |bencher| bencher.iter(|| Ledger::new(black_box(&report))));
    group.bench_function("collect and write as CSV", |bencher| {
        bencher.iter(|| {
            let ledger = Ledger::new(black_box(&report));
            let mut file = Vec::new();
            let sheet = ledger.object_sheet("building", Language::Chinese);
            sheet.map(|sheet| sheet.write_csv(&mut file, CsvOptions::default()).map(|()| file.len()))
        });
    });
    group.finish();
}

criterion_group!(benches, ledger);
criterion_main!(benches);
