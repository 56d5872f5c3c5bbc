//! The problems of a large city: found in an examined report, with every checklist item counted for every area.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::hint::black_box;

use cityvitals::grade::{GradingScheme, Judgements};
use cityvitals::{Catalogue, Options};
use cityvitals_benches::{Size, housing};
use criterion::{Criterion, criterion_group, criterion_main};

const CITY: Size = Size {
    buildings: 300_000,
    compounds: 18_000,
    communities: 3_600,
    blocks: 450,
    cities: 1,
};

fn problems(criterion: &mut Criterion) {
    let Ok(catalogue) = Catalogue::builtin("mohurd-2025") else { return };
    let Ok(scheme) = GradingScheme::builtin("handbook-2025") else {
        return;
    };
    let Ok(dataset) = housing(&catalogue, CITY) else { return };
    let options = Options {
        indicators: (1..=9).map(|number: u8| number.to_string()).collect(),
        ..Options::default()
    };
    let Ok(report) = catalogue.examine_with(&dataset, &options) else {
        return;
    };
    let judgements = Judgements::default();
    // The hash of the dataset is computed once and is part of the provenance.
    black_box(report.provenance());
    let mut group = criterion.benchmark_group("problems of 300,000 buildings with 31 flags");
    group.sample_size(10);
    group.bench_function("find", |bencher| {
        bencher.iter(|| report.problems(black_box(&scheme), &judgements).map(|problems| problems.len()));
    });
    group.finish();
}

criterion_group!(benches, problems);
criterion_main!(benches);
