//! A calculator says what an examination of the same row says: over every vector whose city hands in one row of one table.

use cityvitals::dataset::{Cell, CellDocument, DatasetDocument};
use cityvitals::{Calculator, Catalogue, Dataset, Diagnostics, Options};
use cityvitals_tests::{Case, VectorFile, read_folder};

/// Fewest cases that a calculator can do.
const CASES: usize = 1200;

/// The only table of a case and its only row.
fn only_row(document: &DatasetDocument) -> Option<(&str, Vec<(&str, &CellDocument)>)> {
    let mut tables = document.tables.iter();
    let (Some((level, table)), None) = (tables.next(), tables.next()) else {
        return None;
    };
    let [row] = table.rows.as_slice() else { return None };
    let is_plain = !table.complete && table.source.is_none() && table.period.is_none();
    is_plain.then(|| (level.as_str(), row.iter().map(|(header, cell)| (header.as_str(), cell)).collect()))
}

fn cell(document: &CellDocument) -> Cell<'_> {
    match document {
        CellDocument::Text(text) => Cell::Text(text),
        CellDocument::Flag(flag) => Cell::Flag(*flag),
        _ => Cell::Blank,
    }
}

/// The period, the profile and the period before of a case.
fn context(catalogue: &Catalogue, case: &Case, document: &DatasetDocument) -> Result<Dataset, Diagnostics> {
    let said = DatasetDocument {
        tables: std::collections::BTreeMap::new(),
        ..document.clone()
    };
    let builder = Dataset::builder(catalogue).json("context.json", serde_json::to_string(&said).unwrap());
    match &case.previous {
        Some(text) => builder
            .previous(Dataset::builder(catalogue).json("previous.json", text.get()).build()?)
            .build(),
        None => builder.build(),
    }
}

fn built(catalogue: &Catalogue, case: &Case) -> Result<Dataset, Diagnostics> {
    let builder = Dataset::builder(catalogue).json("row.json", case.dataset.get());
    match &case.previous {
        Some(text) => builder
            .previous(Dataset::builder(catalogue).json("previous.json", text.get()).build()?)
            .build(),
        None => builder.build(),
    }
}

fn codes(problems: &Diagnostics) -> Vec<&'static str> {
    problems.errors().map(|problem| problem.code().as_str()).collect()
}

#[test]
fn a_calculator_says_what_an_examination_says() {
    let (mut done, mut refused) = (0, 0);
    for id in ["mohurd-2021", "mohurd-2022", "mohurd-2024", "mohurd-2025", "tdt-1063-2021"] {
        let catalogue = Catalogue::builtin(id).unwrap();
        for (name, file) in read_folder::<VectorFile>(id) {
            let calculator = |level: &str| -> Result<Calculator, Diagnostics> { catalogue.calculator(&file.indicator)?.level(level) };
            for case in file.cases.iter().filter(|case| case.options.is_none()) {
                let document: DatasetDocument = serde_json::from_str(case.dataset.get()).unwrap_or_default();
                let Some((level, row)) = only_row(&document) else { continue };
                let Ok(context) = context(&catalogue, case, &document) else {
                    continue;
                };
                let Ok(calculator) = calculator(level) else { continue };
                let calculator = calculator.context(&context);
                let numbers: Vec<Option<String>> = row
                    .iter()
                    .map(|(_, document)| match document {
                        CellDocument::Whole(number) => Some(number.to_string()),
                        _ => None,
                    })
                    .collect();
                let cells: Vec<(&str, Cell<'_>)> = row
                    .iter()
                    .zip(&numbers)
                    .map(|((header, document), number)| (*header, number.as_deref().map_or_else(|| cell(document), Cell::Number)))
                    .collect();
                let options = Options {
                    indicators: vec![file.indicator.clone()],
                    levels: calculator.options().levels.clone(),
                    ..Options::default()
                };
                match (calculator.calculate(cells.iter().copied()), built(&catalogue, case)) {
                    (Ok(found), Ok(dataset)) => {
                        let expected = catalogue.examine_with(&dataset, &options).unwrap();
                        assert_eq!(found.document(), expected.document(), "{name}: {}", case.name);
                        done += 1;
                    }
                    (Err(found), Err(expected)) => {
                        assert_eq!(codes(&found), codes(&expected), "{name}: {}", case.name);
                        refused += 1;
                    }
                    (found, expected) => panic!("{name}: {}: {found:?} is not {expected:?}", case.name),
                }
            }
        }
    }
    assert!(done >= CASES && refused > 0, "only {done} cases and {refused} refusals");
}
