//! Examinations: nine housing indicators over a million buildings, one thread.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::hint::black_box;

use cityvitals::{Catalogue, Options};
use cityvitals_benches::{MILLION, Size, housing};
use criterion::{Criterion, criterion_group, criterion_main};

fn examine(criterion: &mut Criterion) {
    let Ok(catalogue) = Catalogue::builtin("mohurd-2025") else { return };
    let numbers = (1..=9).map(|number: u8| number.to_string()).collect();
    let options = Options {
        indicators: numbers,
        ..Options::default()
    };
    let mut group = criterion.benchmark_group("nine housing indicators at all levels");
    group.sample_size(10);
    let thousand = Size {
        buildings: 1000,
        compounds: 60,
        communities: 12,
        blocks: 2,
        cities: 1,
    };
    for (name, size) in [("a thousand buildings", thousand), ("a million buildings", MILLION)] {
        let Ok(dataset) = housing(&catalogue, size) else { continue };
        group.bench_function(name, |bencher| {
            bencher.iter(|| catalogue.examine_with(black_box(&dataset), &options).is_ok());
        });
    }
    group.finish();
}

criterion_group!(benches, examine);
criterion_main!(benches);
