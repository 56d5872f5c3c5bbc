//! An examination is a function of its arguments: it changes none of them, and may run several times and side by side.

use std::thread;

use cityvitals::{Catalogue, Dataset};
use cityvitals_tests::{City, Dice, Habits};

#[test]
fn the_caller_keeps_what_was_handed_in() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let text = City::new(
        &catalogue,
        &mut Dice::new(13),
        Habits {
            blank: 10,
            negative: 2,
            columns: 80,
        },
    )
    .to_json();
    let copy = text.clone();
    let dataset = Dataset::builder(&catalogue).json("city.json", text.as_str()).build().unwrap();
    let (catalogue_hash, dataset_hash) = (catalogue.content_hash().to_owned(), dataset.content_hash().to_owned());
    let first = catalogue.examine(&dataset).unwrap().to_json().unwrap();
    let second = catalogue.examine(&dataset).unwrap().to_json().unwrap();
    assert_eq!(first, second);
    assert_eq!(
        (text, catalogue.content_hash(), dataset.content_hash()),
        (copy, catalogue_hash.as_str(), dataset_hash.as_str())
    );
}

#[test]
fn several_threads_get_the_same_report() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let city = City::new(
        &catalogue,
        &mut Dice::new(18),
        Habits {
            blank: 10,
            negative: 2,
            columns: 80,
        },
    );
    let dataset = Dataset::builder(&catalogue).json("city.json", city.to_json()).build().unwrap();
    let examine = || catalogue.examine(&dataset).unwrap().to_json().unwrap();
    let alone = examine();
    thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(examine)).collect();
        for run in runs {
            assert_eq!(run.join().unwrap(), alone);
        }
    });
}
