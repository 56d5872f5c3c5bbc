use crate::Catalogue;
use crate::dataset::header::{Meaning, resolve};
use crate::dataset::{Dataset, LevelRef, Schema, fold_name};
use crate::diagnostic::{Code, Diagnostic};

/// Headers and cells as Yichang published them for 2024 and 2025.
const CITY: &str = "\
城市,年份,城市道路网密度（公里/平方公里）,人均公共文化设施面积（平方米/人）,城市高峰期机动车平均速度（km/h）,新建建筑中绿色建筑占比（%）,停车泊位缺口数（个）,城市危旧桥梁数量（座）
宜昌市,2024,0.61,0.23,50.7（快速路） 35.32（主干路）,63.15,——,0
宜昌市,2025,0.67,0.31,54.44（快速路） 36.82（主干路）,59.02%,2.99万,0
";

#[test]
fn published_figures_are_read_by_the_catalogue() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let dataset = Dataset::builder(&catalogue).csv("city.csv", None, CITY).build().unwrap();
    let notes: Vec<Code> = dataset.warnings().iter().map(Diagnostic::code).collect();
    assert_eq!(notes, [Code::DatasetEarlierPeriod], "{}", dataset.warnings());
    let number = |dataset: &Dataset, id: &str| {
        let column = dataset
            .table("city")
            .and_then(|table| table.column(id))
            .unwrap_or_else(|| panic!("no column {id}"));
        column.decimal(0).map(|number| number.to_string())
    };
    let text = |number: &str| Some(number.to_owned());
    assert_eq!(dataset.period(), Some("2025"));
    assert_eq!(number(&dataset, "peak_hour_average_vehicle_speed.expressway"), text("54.44"));
    let before = dataset.previous().unwrap();
    let id = catalogue.indicator("新建建筑中绿色建筑占比").unwrap().id.value.clone();
    assert_eq!((number(&dataset, &id), number(before, &id)), (text("59.02"), text("63.15")));
    let id = catalogue.indicator("停车泊位缺口数").unwrap().id.value.clone();
    assert_eq!((number(&dataset, &id), number(before, &id)), (text("29900"), None));
    assert_eq!(number(before, "peak_hour_average_vehicle_speed.arterial"), text("35.32"));
}

#[test]
fn every_column_of_a_catalogue_can_be_named() {
    for id in Catalogue::builtin_ids() {
        let catalogue = Catalogue::builtin(id).unwrap();
        for name in catalogue.column_names() {
            let Some(target) = catalogue.column("", &fold_name(name)) else {
                // Entities and levels are no columns.
                assert!(catalogue.level(&fold_name(name)).is_some(), "{id}: {name}");
                continue;
            };
            let level = catalogue.level(target.level).unwrap();
            match resolve(name, level, &catalogue) {
                Ok(Meaning::Values { target: found, .. }) => assert_eq!(found.id, target.id, "{id}: {name}"),
                other => panic!("{id}: `{name}` is {other:?}"),
            }
        }
    }
}

#[test]
fn levels_are_ordered() {
    for id in Catalogue::builtin_ids() {
        let catalogue = Catalogue::builtin(id).unwrap();
        let heights: Vec<usize> = catalogue.levels().iter().map(LevelRef::height).collect();
        let areas = heights.iter().take_while(|height| **height > 0).count();
        let (areas, observations) = heights.split_at(areas);
        assert!(areas.is_sorted_by(|low, high| low < high), "{id}: {areas:?}");
        assert!(observations.iter().all(|height| *height == 0), "{id}");
    }
}
