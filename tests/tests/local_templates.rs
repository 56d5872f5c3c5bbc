//! The templates of `spec/local-templates`: each loads at run time as it stands, as TOML and as JSON, has the counts that its name announces, says that
//! it is made up, and examines a city.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cityvitals::catalogue::{Evidence, Indicator};
use cityvitals::{Catalogue, Dataset, DatasetBuilder, Language, Report, Status};

/// Files of a template, as name and text.
type Files = Vec<(String, String)>;

/// Folder, catalogue that it extends, number of indicators of that one, and its own.
const TEMPLATES: [(&str, &str, usize, usize); 3] = [
    ("65-plus-n", "mohurd-2021", 65, 5),
    ("69-plus-9", "mohurd-2022", 69, 9),
    ("69-plus-13", "mohurd-2022", 69, 13),
];

fn folder(template: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/local-templates").join(template)
}

fn files(template: &str) -> Files {
    let paths = fs::read_dir(folder(template)).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    let read = |path: &PathBuf| {
        (
            path.file_name().unwrap().to_str().unwrap().to_owned(),
            fs::read_to_string(path).unwrap(),
        )
    };
    paths.iter().map(read).collect()
}

fn load(files: &Files) -> Catalogue {
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Catalogue::from_sources(&files).unwrap_or_else(|problems| panic!("{}", problems.render(Language::English)))
}

fn own(catalogue: &Catalogue) -> Vec<&Indicator> {
    catalogue
        .indicators()
        .iter()
        .filter(|indicator| indicator.origin.is_empty())
        .collect()
}

#[test]
fn every_template_has_the_counts_of_its_name() {
    for (template, extended, national, local) in TEMPLATES {
        let catalogue = load(&files(template));
        assert_eq!(catalogue.lineage().first().map(String::as_str), Some(extended), "{template}");
        assert_eq!(Catalogue::builtin(extended).unwrap().indicators().len(), national, "{template}");
        assert_eq!(catalogue.indicators().len(), national + local, "{template}");
        let header = catalogue.document().catalogue.as_ref().unwrap();
        assert_eq!(header.indicator_count.map(usize::from), Some(national + local), "{template}");
        let numbers: Vec<usize> = own(&catalogue).iter().map(|indicator| usize::from(indicator.number)).collect();
        assert_eq!(numbers, (national + 1..=national + local).collect::<Vec<_>>(), "{template}");
        let levels: BTreeSet<&str> = own(&catalogue).iter().map(|indicator| indicator.level.as_str()).collect();
        assert!(levels.len() >= 4, "{template} shows only {levels:?}");
        let written: BTreeSet<&str> = catalogue
            .document()
            .dimensions
            .iter()
            .map(|dimension| dimension.id.as_str())
            .collect();
        let national: BTreeSet<String> = Catalogue::builtin(extended)
            .unwrap()
            .document()
            .dimensions
            .iter()
            .map(|dimension| dimension.id.value.clone())
            .collect();
        assert!(
            written.iter().any(|id| !national.contains(*id)),
            "{template} has no dimension of its own"
        );
    }
}

#[test]
fn every_template_is_the_same_in_json() {
    for (template, ..) in TEMPLATES {
        let toml = files(template);
        let as_json = |(name, text): &(String, String)| {
            let table: toml::Table = toml::from_str(text).unwrap();
            (name.replace(".toml", ".json"), serde_json::to_string(&table).unwrap())
        };
        let json: Files = toml.iter().map(as_json).collect();
        assert_eq!(load(&json).content_hash(), load(&toml).content_hash(), "{template}");
    }
}

#[test]
fn every_template_says_that_it_is_made_up() {
    for (template, _, _, local) in TEMPLATES {
        let catalogue = load(&files(template));
        let header = catalogue.document().catalogue.as_ref().unwrap();
        assert!(
            header.name.zh.contains("示例") && header.name.en.contains("illustrative"),
            "{template}"
        );
        assert!(header.note.zh.contains("虚构") && header.note.en.contains("made up"), "{template}");
        for indicator in own(&catalogue) {
            assert!(
                indicator.name.zh.ends_with("（示例）") && indicator.name.en.ends_with("(illustrative)"),
                "{}",
                indicator.id.as_str()
            );
            assert_ne!(indicator.evidence.default, Evidence::Source, "{}", indicator.id.as_str());
            for requirement in &indicator.requirements {
                assert!(
                    requirement.basis.iter().all(|basis| basis.contains("虚构")),
                    "{}",
                    indicator.id.as_str()
                );
            }
        }
        let readme = fs::read_to_string(folder(template).join("README.md")).unwrap();
        assert!(readme.contains("虚构") && readme.contains("made up"), "{template}");
        let rows = readme
            .lines()
            .filter(|line| line.starts_with("| 6") || line.starts_with("| 7") || line.starts_with("| 8"));
        assert_eq!(rows.count(), local, "{template}: rows of its table");
    }
}

/// Examines a city with one area at each level.
fn examine(catalogue: &Catalogue, tables: &[(&str, &str)], more: impl FnOnce(DatasetBuilder) -> DatasetBuilder) -> Report {
    let mut builder = Dataset::builder(catalogue).period("2022");
    for (level, text) in tables {
        builder = builder.csv(format!("{level}.csv"), Some(level), *text);
    }
    let dataset = more(builder)
        .build()
        .unwrap_or_else(|problems| panic!("{}", problems.render(Language::English)));
    catalogue.examine(&dataset).unwrap()
}

fn check(report: &Report, expected: &[(&str, u16, &str)]) {
    for (level, number, value) in expected {
        for level in [*level, "city"] {
            let result = report
                .at(level, &format!("{level}-1"), &number.to_string())
                .unwrap_or_else(|| panic!("no {number} at {level}"));
            assert_eq!(
                (result.status(), result.displayed().map(|value| value.to_string())),
                (Status::Ok, Some((*value).to_owned())),
                "{number} at {level}"
            );
        }
    }
}

#[test]
fn the_city_of_65_plus_n_is_examined() {
    let report = examine(
        &load(&files("65-plus-n")),
        &[
            ("city", "id,滨江步道长度（km）,建成区面积（km²）\ncity-1,12,20\n"),
            ("district", "id,上级,有树荫的人行道长度,人行道长度\ndistrict-1,city-1,3,4\n"),
            ("block", "id,上级\nblock-1,district-1\n"),
            (
                "community",
                "id,上级,社区食堂座位数,60岁及以上常住人口\ncommunity-1,block-1,30,400\n",
            ),
            (
                "compound",
                "id,上级,雨水从出入口倒灌,排水泵故障\ncompound-1,community-1,否,是\ncompound-2,community-1,否,否\n",
            ),
            (
                "ferry_terminal",
                "id,上级,码头无障碍通行不达标\nt1,district-1,是\nt2,district-1,否\n",
            ),
        ],
        |builder| builder,
    );
    check(
        &report,
        &[
            ("city", 66, "0.60"),
            ("community", 67, "7.5"),
            ("compound", 68, "1"),
            ("district", 69, "75.0"),
            ("city", 70, "1"),
        ],
    );
}

#[test]
fn the_city_of_69_plus_9_is_examined() {
    let catalogue = load(&files("69-plus-9"));
    let tables = [
        (
            "city",
            "id,公交专用道长度,主干路长度,屋顶光伏面积,自然岸线长度,岸线总长度\ncity-1,30,120,150,9,20\n",
        ),
        ("district", "id,上级,参加应急演练人次,区常住人口\ndistrict-1,city-1,1200,1000\n"),
        (
            "block",
            "id,上级,口袋公园300米覆盖的居住用地面积,街区居住用地面积\nblock-1,district-1,3,4\n",
        ),
        (
            "community",
            "id,上级,社区图书室藏书册数,社区常住人口\ncommunity-1,block-1,900,1000\n",
        ),
        ("compound", "id,上级,电动自行车集中充电点不达标\ncompound-1,community-1,是\n"),
        (
            "building",
            "id,上级,支架锈蚀,支架松动\nbuilding-1,compound-1,是,是\nbuilding-2,compound-1,否,否\n",
        ),
        ("protected_tree", "id,上级,古树名木长势衰弱\nt1,district-1,是\nt2,district-1,是\n"),
    ];
    let before = Dataset::builder(&catalogue)
        .period("2021")
        .csv("before.csv", Some("city"), "id,屋顶光伏面积\ncity-1,120\n");
    let before = before.build().unwrap();
    let report = examine(&catalogue, &tables, |builder| {
        builder.profile("is_coastal", "true").previous(before.clone())
    });
    check(
        &report,
        &[
            ("building", 70, "1"),
            ("compound", 71, "1"),
            ("community", 72, "0.90"),
            ("block", 73, "75.00"),
            ("district", 74, "120.0"),
            ("city", 75, "25.0"),
            ("city", 76, "25.0"),
            ("city", 77, "2"),
            ("city", 78, "45.00"),
        ],
    );
    let inland = examine(&catalogue, &tables, |builder| builder.profile("is_coastal", "false"));
    assert_eq!(inland.at("city", "city-1", "78").unwrap().status(), Status::NotApplicable);
    assert_eq!(inland.at("city", "city-1", "76").unwrap().status(), Status::Missing);
}

#[test]
fn the_city_of_69_plus_13_is_examined() {
    let catalogue = load(&files("69-plus-13"));
    let tables = [
        (
            "city",
            "id,山脊线完整长度,山脊线总长度,全程网办的政务服务事项数,政务服务事项数,山地步道长度,市辖区总面积\ncity-1,45,50,170,200,60,150\n",
        ),
        ("district", "id,上级,已监测的地质灾害点数,地质灾害点数\ndistrict-1,city-1,12,12\n"),
        ("block", "id,上级,按时办结的街道案件数,街道受理案件数\nblock-1,district-1,97,100\n"),
        (
            "renewal_unit",
            "id,上级,更新单元已完成投资,更新单元计划投资,更新后新增岗位数,更新单元用地面积\nrenewal_unit-1,block-1,80,100,50,20\n",
        ),
        (
            "community",
            "id,上级,坡地住户数,室外电梯和扶梯200米覆盖的坡地住户数\ncommunity-1,renewal_unit-1,400,250\n",
        ),
        (
            "compound",
            "id,上级,墙体贯通裂缝,墙体鼓胀,无扶手的室外台阶长度\ncompound-1,community-1,是,否,35\n",
        ),
        ("building", "id,上级,楼宇夜景灯具破损\nbuilding-1,compound-1,是\n"),
        ("dwelling", "id,上级,住宅无厨房排烟道\ndwelling-1,building-1,是\n"),
        ("viewing_corridor", "id,上级,视线通廊被遮挡\nc1,district-1,是\n"),
    ];
    let report = examine(&catalogue, &tables, |builder| builder);
    check(
        &report,
        &[
            ("dwelling", 70, "1"),
            ("building", 71, "1"),
            ("compound", 72, "1"),
            ("compound", 73, "35"),
            ("community", 74, "62.5"),
            ("renewal_unit", 75, "80.0"),
            ("renewal_unit", 76, "2.5"),
            ("block", 77, "97.00"),
            ("district", 78, "100.0"),
            ("city", 79, "1"),
            ("city", 80, "90.00"),
            ("city", 81, "85.0"),
            ("city", 82, "0.40"),
        ],
    );
    let roads = catalogue.indicator("城市道路网密度").unwrap();
    let standard = roads
        .requirements
        .iter()
        .find(|requirement| requirement.id.as_str() == "standard")
        .unwrap();
    assert_eq!((standard.value.0.to_string().as_str(), roads.requirements.len()), ("8.5", 1));
}
