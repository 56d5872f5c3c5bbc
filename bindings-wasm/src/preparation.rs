//! A made-up city, which an engine compiles the module by before the first real one comes.

use cityvitals::Catalogue;
use cityvitals::catalogue::document::ItemKind;
use cityvitals::dataset::Schema;
use serde::Serialize;

/// A file as JavaScript hands it in.
#[derive(Serialize)]
pub(crate) struct MadeUp {
    name: String,
    content: String,
}

/// One area of each level, in which every item that is a number or a flag is one.
pub(crate) fn made_up(catalogue: &Catalogue) -> Vec<MadeUp> {
    let file = |level: &str| {
        let (mut header, mut row) = (level.to_owned(), "1".to_owned());
        for item in catalogue.items() {
            if item.level.value == level && matches!(item.kind, ItemKind::Measure | ItemKind::Flag) {
                header = format!("{header},{}", item.id.value);
                row.push_str(",1");
            }
        }
        MadeUp {
            name: format!("{level}.csv"),
            content: format!("{header}\n{row}\n"),
        }
    };
    catalogue.levels().into_iter().map(|level| file(level.id)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use cityvitals::Dataset;

    use super::*;

    #[test]
    fn most_indicators_of_each_catalogue_are_computed() {
        for id in Catalogue::builtin_ids() {
            let catalogue = Catalogue::builtin(id).unwrap();
            let mut builder = Dataset::builder(&catalogue);
            for file in made_up(&catalogue) {
                builder = builder.csv(file.name, None, file.content);
            }
            let report = catalogue.examine(&builder.build().unwrap()).unwrap();
            let computed = report.results().filter(|result| result.value().is_some());
            let computed: HashSet<u16> = computed.map(|result| result.indicator().number).collect();
            let all = catalogue.indicators().len();
            assert!(computed.len() * 2 > all, "{id}: {} of {all}", computed.len());
        }
    }
}
