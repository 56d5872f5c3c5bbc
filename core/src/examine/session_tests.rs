use proptest::prelude::*;

use crate::catalogue::document::ItemKind;
use crate::catalogue::{Catalogue, Item};
use crate::dataset::{Dataset, DatasetBuilder, Schema};
use crate::{Options, Session};

/// What may be changed: level, areas, header and texts, some of them blank, implausible, in other units or with more digits than before.
const CELLS: &[(&str, &[&str], &str, &[&str])] = &[
    ("building", &["h1", "h2", "h3", "h4"], "砌体粉化开裂", &["是", "否", "", "——"]),
    ("building", &["h1", "h2", "h3", "h4"], "structural_hazard", &["1", "0", ""]),
    ("building", &["h1", "h2", "h3", "h4"], "地上层数", &["18", "6", "", "999"]),
    ("compound", &["p1", "p2"], "居民停车需求数", &["100", "90.5", "", "1.2万"]),
    (
        "compound",
        &["p1", "p2"],
        "现有停车泊位数",
        &["80", "0", "", "12345678901234567890"],
    ),
    ("community", &["c1", "c2"], "停车位缺口数", &["12", "", "-3"]),
    ("community", &["c1", "c2"], "不达标步行道长度（千米）", &["1.25", "0", ""]),
    ("community", &["c1", "c2"], "不达标步行道长度（米）", &["1250", "0.001", ""]),
    ("city", &["某市"], "快速路长度", &["120", "120.0001", ""]),
    ("city", &["某市"], "主干路长度（公里）", &["310.5", ""]),
    ("city", &["某市"], "次干路长度", &["402", ""]),
    ("city", &["某市"], "支路长度", &["903.8", ""]),
    ("city", &["某市"], "建成区面积（公顷）", &["20239", "0", ""]),
    ("city", &["某市"], "建成区面积（亩）", &["303585", "1", ""]),
    ("city", &["某市"], "建成区面积（平方公里）", &["202.39", ""]),
    ("city", &["某市"], "城市道路网密度（公里/平方公里）", &["8.68", ""]),
    (
        "city",
        &["某市"],
        "城市高峰期机动车平均速度（km/h）",
        &["50.7（快速路） 35.32（主干路）", ""],
    ),
];

const TABLES: &[(&str, &str)] = &[
    ("community.csv", "社区,城市\nc1,某市\nc2,某市\n"),
    ("compound.csv", "小区,社区\np1,c1\np2,c2\n"),
    ("building.csv", "编号,小区,砌体粉化开裂\nh1,p1,是\nh2,p1,否\nh3,p2,否\nh4,p2,\n"),
    ("city.csv", "城市,建成区面积（公顷）,快速路长度\n某市,20239,120\n"),
];

fn dataset(catalogue: &Catalogue) -> Dataset {
    let builder = Dataset::builder(catalogue).period("2025");
    let builder = TABLES.iter().fold(builder, |builder, (name, text)| builder.csv(*name, None, *text));
    builder.build().unwrap()
}

/// A city with every level and every kind of row, some of them directly in an area further up.
const AREAS: &[(&str, &[(&str, &str)])] = &[
    ("district", &[("d1", "某市"), ("d2", "某市")]),
    ("block", &[("b1", "d1"), ("b2", "d1"), ("b3", "d2")]),
    ("community", &[("c1", "b1"), ("c2", "b1"), ("c3", "b2"), ("c4", "b3"), ("c5", "d2")]),
    ("compound", &[("p1", "c1"), ("p2", "c1"), ("p3", "c2"), ("p4", "c3"), ("p5", "b3")]),
    (
        "building",
        &[("h1", "p1"), ("h2", "p1"), ("h3", "p2"), ("h4", "p3"), ("h5", "c4"), ("h6", "d2")],
    ),
    ("city", &[("某市", "")]),
];

/// What a cell of an item may hold.
fn texts(item: &Item) -> Vec<&str> {
    match item.kind {
        ItemKind::Measure => vec!["3", "0", "", "12.5", "7"],
        ItemKind::Flag => vec!["是", "否", "", "否"],
        ItemKind::Class => item.classes.iter().map(|class| class.id.value.as_str()).chain([""]).collect(),
        ItemKind::Entity => vec![""],
    }
}

/// Three of four items in every row of their level, and nothing of the others.
fn whole_city(catalogue: &Catalogue, period: &str, previous: Option<Dataset>) -> Dataset {
    let mut builder = Dataset::builder(catalogue).period(period);
    for level in catalogue.levels() {
        let observed = [format!("{}1", level.id), format!("{}2", level.id)];
        let observations = [(observed[0].as_str(), "c1"), (observed[1].as_str(), "d1")];
        let areas = AREAS
            .iter()
            .find(|(area, _)| *area == level.id)
            .map_or(&observations[..], |(_, areas)| areas);
        let items = || {
            catalogue
                .items()
                .iter()
                .enumerate()
                .filter(|(place, item)| item.level.value == level.id && place % 4 > 0)
        };
        let mut file = String::from("id,上级");
        for (_, item) in items() {
            file.extend([",", &item.id.value]);
        }
        for (row, (area, parent)) in areas.iter().enumerate() {
            file.extend(["\n", area, ",", parent]);
            for (place, item) in items() {
                let texts = texts(item);
                file.extend([",", texts[(row + place) % texts.len()]]);
            }
        }
        builder = builder.csv(format!("{}.csv", level.id), Some(level.id), file + "\n");
    }
    builder = previous.into_iter().fold(builder, DatasetBuilder::previous);
    builder.build().unwrap_or_else(|problems| panic!("{problems}"))
}

/// The same data, read from files that were written anew from what the tables hold.
fn written_anew(catalogue: &Catalogue, dataset: &Dataset) -> Dataset {
    let mut builder = Dataset::builder(catalogue).period("2025");
    for table in dataset.tables() {
        let mut file = String::from("id,上级");
        for column in table.columns() {
            let unit = column.unit().map(|unit| format!("（{unit}）")).unwrap_or_default();
            file.extend([",", column.id(), &unit]);
        }
        let place = dataset.table_place(table.level()).unwrap();
        for row in 0..table.len() {
            let parent = dataset.parent_of(place, row);
            let parent = parent.and_then(|(above, row)| dataset.tables()[above].id(row)).unwrap_or_default();
            file.extend(["\n", table.id(row).unwrap(), ",", parent]);
            for column in table.columns() {
                let number = column.decimal(row).map(|number| number.to_string());
                let flag = || column.flag(row).map(|flag| if flag { "是" } else { "否" }.to_owned());
                let class = || column.class(row).map(str::to_owned);
                file.extend([",", &number.or_else(flag).or_else(class).unwrap_or_default()]);
            }
        }
        builder = builder.csv(format!("{}.csv", table.level()), Some(table.level()), file + "\n");
    }
    builder.build().unwrap_or_else(|problems| panic!("{problems}"))
}

/// Sets a cell. What is reported as changed is what changed; after a refusal nothing has.
fn edit(session: &mut Session, level: &str, area: &str, header: &str, text: &str) -> Result<(), TestCaseError> {
    let before = session.report().document().results;
    let changes: Option<Vec<_>> = session
        .set(level, area, header, text)
        .ok()
        .map(|changes| changes.iter().map(|result| result.document()).collect());
    let now = session.report().document().results;
    let pairs = now.iter().zip(&before);
    let differing: Vec<_> = pairs.filter(|(now, before)| now != before).map(|(now, _)| now.clone()).collect();
    prop_assert_eq!(changes.unwrap_or_default(), differing);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_session_says_what_an_examination_says(edits in prop::collection::vec((0..CELLS.len(), 0_usize..4, 0_usize..4), 1..14)) {
        let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
        let mut session = Session::new(&catalogue, &dataset(&catalogue), &Options::default()).unwrap();
        for (cell, area, text) in edits {
            let (level, areas, header, texts) = CELLS[cell];
            edit(&mut session, level, areas[area % areas.len()], header, texts[text % texts.len()])?;
        }
        let examined = catalogue.examine(session.dataset()).unwrap().document();
        prop_assert_eq!(&session.report().document().results, &examined.results);
        let anew = catalogue.examine(&written_anew(&catalogue, session.dataset())).unwrap().document();
        prop_assert_eq!(&examined.results, &anew.results);
        prop_assert_eq!(&examined.provenance.dataset_hash, &anew.provenance.dataset_hash);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn a_session_follows_every_item_at_every_level(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..20)
    ) {
        let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
        let city = whole_city(&catalogue, "2025", Some(whole_city(&catalogue, "2024", None)));
        let mut session = Session::new(&catalogue, &city, &Options::default()).unwrap();
        for (item, above, area, text) in edits {
            let item = item.get(catalogue.items());
            // Now and then an area hands in the figure of those in it.
            let level = ["community", "city"].get(above).filter(|_| item.level.value != "city").map_or(item.level.value.as_str(), |level| *level);
            let areas: Vec<String> = session.dataset().table(level).unwrap().ids().iter().map(str::to_owned).collect();
            let texts = texts(item);
            edit(&mut session, level, &areas[area.index(areas.len())], &item.id.value, texts[text.index(texts.len())])?;
        }
        let examined = catalogue.examine(session.dataset()).unwrap().document();
        prop_assert_eq!(&session.report().document().results, &examined.results);
    }
}

#[test]
fn a_clone_of_the_report_stays_as_it_was() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let mut session = Session::new(&catalogue, &dataset(&catalogue), &Options::default()).unwrap();
    let (kept, hash) = (session.report().clone(), session.dataset().content_hash().to_owned());
    let changes = session.set("building", "h2", "砌体粉化开裂", "是").unwrap();
    let places: Vec<_> = changes
        .iter()
        .map(|result| format!("{} {}", result.level(), result.area()))
        .collect();
    assert_eq!(places, ["city 某市", "community c1", "compound p1", "building h2"]);
    let count = |report: &crate::Report| report.get("1").unwrap().displayed().map(|value| value.to_string());
    assert_ne!(count(&kept), count(session.report()));
    assert_eq!(kept.dataset().content_hash(), hash);
    assert_ne!(session.dataset().content_hash(), hash);
}

#[test]
fn what_cannot_be_set_is_refused_and_changes_nothing() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let mut session = Session::new(&catalogue, &dataset(&catalogue), &Options::default()).unwrap();
    let hash = session.dataset().content_hash().to_owned();
    for (level, area, header, text, code) in [
        ("comunity", "c1", "停车位缺口数", "1", "examine.unknown_level"),
        ("community", "c9", "停车位缺口数", "1", "examine.unknown_area"),
        ("community", "c1", "不存在的数据项", "1", "examine.unknown_item"),
        ("community", "c1", "停车位缺口数", "许多", "dataset.bad_number"),
        ("city", "某市", "建成区面积（公里）", "1", "dataset.header_unit"),
        ("building", "h1", "砌体粉化开裂", "也许", "dataset.bad_flag"),
    ] {
        let problems = session.set(level, area, header, text).err().unwrap_or_default();
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code().as_str()).collect();
        assert_eq!(codes, [code], "{level} {area} {header} {text}");
    }
    assert_eq!(session.dataset().content_hash(), hash);
}

#[test]
fn what_is_noticed_about_a_cell_comes_with_the_changes() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let mut session = Session::new(&catalogue, &dataset(&catalogue), &Options::default()).unwrap();
    let changes = session.set("community", "c1", "停车位缺口数", "-3").unwrap();
    assert_eq!(
        changes.warnings().iter().map(|problem| problem.code().as_str()).collect::<Vec<_>>(),
        ["dataset.implausible"]
    );
}
