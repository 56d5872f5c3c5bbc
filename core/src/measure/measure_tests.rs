use super::*;
#[cfg(feature = "toml")]
use crate::diagnostic::Language;

fn catalogue() -> Catalogue {
    Catalogue::builtin("mohurd-2025").unwrap()
}

#[test]
fn every_builtin_measure_has_a_catalogue() {
    for (id, _) in BUILTIN {
        let measures = Measures::builtin(&Catalogue::builtin(id).unwrap()).unwrap();
        assert!(measures.iter().count() > 40, "{id}");
    }
}

#[test]
fn a_whole_indicator_stands_in_for_its_checklist_items() {
    let measures = Measures::builtin(&catalogue()).unwrap();
    let whole = measures.find("parking_space_gap", Some("spaces_short")).unwrap();
    assert_eq!(whole.id.as_str(), "manage_parking");
    assert_eq!(measures.find("parking_space_gap", None).unwrap(), whole);
    // Measures for single items are not for the indicator.
    assert!(measures.find("residential_buildings_with_gas_hazard", None).is_none());
    assert!(
        measures
            .find("residential_buildings_with_gas_hazard", Some("gas_pipe_private_change"))
            .is_none()
    );
}

#[cfg(feature = "toml")]
#[test]
fn all_that_is_wrong_is_said_at_once() {
    let text = r#"
[measures]
catalogue = "mohurd-2025"
name = { zh = "试" }

[problem_columns]
size = ["spaces_shrot"]

[[measure]]
id = "a"
indicator = "parking_space_gpa"
text = { zh = "试" }

[[measure]]
id = "b"
indicator = "parking_space_gap"
checks = ["spaces_short", "shaft_blocked"]
text = { zh = "试" }
departments = ["street_offce"]

[[measure]]
id = "c"
indicator = "parking_space_gap"
checks = ["spaces_short"]
text = { zh = "试" }
"#;
    let measures = Measures::builtin(&catalogue()).unwrap();
    let problems = measures.with_source(&catalogue(), "own.toml", text).unwrap_err();
    insta::assert_snapshot!("english", problems.render(Language::English));
    insta::assert_snapshot!("chinese", problems.render(Language::Chinese));
    let other = text.replace("mohurd-2025", "mohurd-2024");
    let problems = measures.with_source(&catalogue(), "own.toml", &other).unwrap_err();
    insta::assert_snapshot!("other_catalogue", problems.render(Language::English));
}
