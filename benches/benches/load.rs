//! Loading a catalogue and reading a formula.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::hint::black_box;

use cityvitals::{Catalogue, formula};
use criterion::{Criterion, criterion_group, criterion_main};

fn load(criterion: &mut Criterion) {
    criterion.bench_function("load mohurd-2025", |bencher| {
        bencher.iter(|| Catalogue::builtin(black_box("mohurd-2025")).is_ok());
    });
    criterion.bench_function("load every catalogue", |bencher| {
        bencher.iter(|| {
            Catalogue::builtin_ids()
                .filter(|id| Catalogue::builtin(black_box(*id)).is_ok())
                .count()
        });
    });
    let text = "（expressway_length ＋ arterial_road_length + secondary_road_length + branch_road_length）÷ built_up_area";
    criterion.bench_function("read a formula", |bencher| bencher.iter(|| formula::parse(black_box(text)).is_ok()));
}

criterion_group!(benches, load);
criterion_main!(benches);
