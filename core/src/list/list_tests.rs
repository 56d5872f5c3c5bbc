use super::*;
use crate::diagnostic::Language;
use crate::grade::{GradingScheme, Judgements};
use crate::sheet::Sheet;
use crate::{Catalogue, Dataset, Report};

/// Two districts; four buildings with problems of two indicators, a compound without charging, and a city figure that misses its standard.
fn report() -> Report {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let dataset = Dataset::builder(&catalogue)
        .csv("city.csv", None, "城市,快速路长度,主干路长度,次干路长度,支路长度,建成区面积\n甲市,1,2,3,4,2\n")
        .csv("district.csv", None, "编号,城市\n东区,甲市\n西区,甲市\n")
        .csv(
            "building.csv",
            None,
            "编号,市辖区,楼梯踏步扶手破损,楼道堆物,外墙开裂脱落,外墙损坏面积\n1号楼,东区,1,1,1,40\n2号楼,东区,1,0,1,5\n3号楼,西区,1,0,0,\n4号楼,西区,0,0,0,\n"

        )
        .csv("compound.csv", None, "编号,市辖区,无集中充电设施,集中充电数量不足\n=一号院,东区,是,\n二号院,西区,否,\n")
        .build()
        .unwrap();
    catalogue.examine(&dataset).unwrap()
}

fn city() -> ListArea<'static> {
    ListArea {
        level: "city",
        area: "甲市",
    }
}

fn lines(sheet: &Sheet<'_>) -> String {
    let heads: Vec<&str> = sheet.columns().iter().map(|column| column.heading.as_str()).collect();
    let rows = sheet
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | "));
    let notes = sheet.notes().iter().map(|note| format!("> {note}"));
    let lines: Vec<String> = [sheet.title().to_owned(), heads.join(" | ")]
        .into_iter()
        .chain(rows)
        .chain(notes)
        .collect();
    lines.join("\n")
}

fn with_lists(report: &Report, measures: &Measures, check: impl FnOnce(Lists<'_, '_>, &Ledger<'_>)) {
    let scheme = GradingScheme::builtin("handbook-2025").unwrap();
    let problems = report.problems(&scheme, &Judgements::default()).unwrap();
    let ledger = Ledger::new(report);
    check(Lists::new(&ledger, &problems, measures), &ledger);
}

#[test]
fn every_list_in_both_languages() {
    let report = report();
    let measures = Measures::builtin(report.catalogue()).unwrap();
    with_lists(&report, &measures, |lists, ledger| {
        for language in [Language::Chinese, Language::English] {
            let mut sheets = Vec::new();
            for board in ledger.boards() {
                sheets.push(lists.problem_sheet(&board, city(), language));
                sheets.push(lists.rectification_sheet(&board, city(), language));
            }
            sheets.push(lists.project_sheet(city(), language));
            sheets.push(lists.task_sheet(city(), language));
            let text: Vec<String> = sheets.iter().map(lines).collect();
            insta::assert_snapshot!(format!("lists_{}", language.code()), text.join("\n\n"));
            for sheet in &sheets {
                assert!(sheet.rows().all(|row| row.len() == sheet.columns().len()), "{}", sheet.name());
            }
        }
    });
}

#[test]
fn orders() {
    let report = report();
    let measures = Measures::builtin(report.catalogue()).unwrap();
    with_lists(&report, &measures, |lists, _| {
        let cases = |order| {
            let rows = lists.sorted(order).rows(city(), None);
            rows.iter().filter_map(ListRow::cases).collect::<Vec<_>>()
        };
        assert_eq!(cases(ListOrder::Official), [3, 1, 1, 1, 1]);
        let mut by_reach = cases(ListOrder::Reach);
        assert_eq!(by_reach.first(), Some(&3));
        by_reach.reverse();
        assert!(by_reach.is_sorted());
        let degrees: Vec<u8> = lists
            .sorted(ListOrder::Degree)
            .rows(city(), None)
            .iter()
            .map(ListRow::degree_rank)
            .collect();
        assert!(degrees.is_sorted());
        let classes: Vec<u8> = lists
            .sorted(ListOrder::Class)
            .rows(city(), None)
            .iter()
            .map(ListRow::class_rank)
            .collect();
        assert!(classes.is_sorted());
    });
}

#[cfg(feature = "toml")]
#[test]
fn a_measure_for_which_there_is_no_problem_is_said() {
    let report = report();
    let own = r#"
[measures]
catalogue = "mohurd-2025"
name = { zh = "甲市" }

[[measure]]
id = "stairs"
indicator = "residential_buildings_with_stairwell_hazard"
checks = ["stair_parts_damaged"]
text = { zh = "更换踏步" }
departments = ["owners"]

[[measure]]
id = "heating"
indicator = "residential_buildings_with_pipe_defects"
checks = ["heating_below_standard"]
text = { zh = "检修供暖管" }

[[department]]
id = "owners"
name = { zh = "业主委员会" }
tier = "street"
"#;
    let measures = Measures::builtin(report.catalogue()).unwrap();
    let measures = measures.with_source(report.catalogue(), "own.toml", own).unwrap();
    with_lists(&report, &measures, |lists, _| {
        let unused = lists.unused_measures();
        let codes: Vec<&str> = unused.iter().map(|problem| problem.code().as_str()).collect();
        assert_eq!(codes, ["measure.without_problem"]);
        assert!(unused.render(Language::Chinese).contains("`heating`"));
        let row = lists.rows(city(), None).into_iter().next().unwrap();
        assert_eq!(row.measure().unwrap().text.zh, "更换踏步");
        assert_eq!(row.departments().first().unwrap().name.zh, "业主委员会");
    });
}
