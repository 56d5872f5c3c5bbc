use super::*;

fn counts(very_good: u32, good: u32, fair: u32, insufficient: u32) -> GradeCounts {
    GradeCounts {
        very_good,
        good,
        fair,
        insufficient,
        ..GradeCounts::default()
    }
}

fn scheme(change: impl FnOnce(&str) -> String) -> GradingScheme {
    let text = serde_json::to_string(GradingScheme::builtin("handbook-2025").unwrap().document()).unwrap();
    GradingScheme::from_source("changed.json", &change(&text)).unwrap()
}

#[test]
fn shares_are_exact_at_their_ends() {
    let scheme = GradingScheme::builtin("handbook-2025").unwrap();
    let grade = |counts| scheme.overall(counts).grade;
    // 4 of 5 is 80 %, 3 of 5 is 60 %, 2 of 5 is 40 %.
    assert_eq!(grade(counts(4, 0, 1, 0)), Some(OverallGrade::Excellent));
    assert_eq!(grade(counts(4, 0, 0, 1)), Some(OverallGrade::Good));
    assert_eq!(grade(counts(0, 3, 2, 0)), Some(OverallGrade::Good));
    assert_eq!(grade(counts(0, 3, 1, 1)), Some(OverallGrade::Medium));
    assert_eq!(grade(counts(0, 2, 3, 0)), Some(OverallGrade::Medium));
    assert_eq!(grade(counts(0, 2, 2, 1)), Some(OverallGrade::Poor));
    assert_eq!(grade(counts(0, 1, 4, 0)), Some(OverallGrade::Poor));
    // 79 of 99 is 79.797… %, which rounds to 80.
    assert_eq!(grade(counts(79, 0, 20, 0)), Some(OverallGrade::Good));
    assert_eq!(scheme.overall(counts(79, 0, 20, 0)).very_good_percent.as_deref(), Some("79.80"));
}

#[test]
fn nothing_graded_is_no_grade() {
    let scheme = GradingScheme::builtin("handbook-2025").unwrap();
    let nothing = scheme.overall(GradeCounts::default());
    assert_eq!((nothing.grade, nothing.undefined, nothing.counted), (None, false, 0));
    let ungraded = GradeCounts {
        ungraded: 7,
        not_applicable: 1,
        ..GradeCounts::default()
    };
    let decision = scheme.overall(ungraded);
    assert_eq!((decision.grade, decision.undefined, decision.counted), (None, false, 8));
}

#[test]
fn the_denominator_is_a_setting() {
    let counts = GradeCounts {
        very_good: 5,
        fair: 1,
        not_applicable: 1,
        ..GradeCounts::default()
    };
    let with = GradingScheme::builtin("handbook-2025").unwrap().overall(counts);
    assert_eq!((with.grade, with.counted, with.ours), (Some(OverallGrade::Good), 7, true));
    let without = scheme(|text| text.replace(r#""not_applicable":"in""#, r#""not_applicable":"out""#)).overall(counts);
    assert_eq!(
        (without.grade, without.counted, without.ours),
        (Some(OverallGrade::Excellent), 6, true)
    );
}

#[test]
fn the_undefined_case_is_a_setting_and_is_flagged() {
    let counts = counts(23, 7, 0, 0);
    for (setting, grade) in [
        ("good", Some(OverallGrade::Good)),
        ("excellent", Some(OverallGrade::Excellent)),
        ("none", None),
    ] {
        let decision = scheme(|text| text.replace(r#""undefined":"good""#, &format!(r#""undefined":"{setting}""#))).overall(counts);
        assert_eq!(
            (decision.grade, decision.undefined, decision.ours),
            (grade, true, true),
            "{setting}"
        );
    }
}

#[test]
fn a_scheme_is_the_same_whatever_format_it_was_written_in() {
    let builtin = GradingScheme::builtin("handbook-2025").unwrap();
    assert_eq!(scheme(str::to_owned).content_hash(), builtin.content_hash());
    assert_ne!(scheme(|text| text.replace("\"0\"", "\"1\"")).content_hash(), builtin.content_hash());
}
