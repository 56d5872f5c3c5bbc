use super::*;
use crate::formula::parser::parse_text;
use crate::formula::scope::{ClassName, FieldId, Level, Name, ProfileKey};

const BUILDING: LevelId = LevelId(0);
const COMPOUND: LevelId = LevelId(1);
const CITY: LevelId = LevelId(2);
const SEGMENT: LevelId = LevelId(3);

fn class(ids: &[&str]) -> Vec<ClassName> {
    let named = |id: &&str| ClassName {
        id: (*id).to_owned().into(),
        name: Name {
            zh: format!("{id}类").into(),
            en: "".into(),
        },
        spellings: vec![format!("{id}!").into()],
    };
    ids.iter().map(named).collect()
}

/// Levels building < compound < city, the observations `segment`, and fields whose names say what they are.
fn scope() -> Scope {
    let mut scope = Scope::default();
    for (id, rank) in [("building", Some(0)), ("compound", Some(1)), ("city", Some(2)), ("segment", None)] {
        let unit = if id == "segment" { "road" } else { id };
        scope.names.insert(id.to_owned().into(), Named::Level(LevelId(scope.levels.len())));
        scope.levels.push(Level {
            id: id.into(),
            name: Name::default(),
            rank,
            unit: scope.units.parse(unit).unwrap(),
            register: false,
        });
    }
    let fields = [
        ("length", "km", COMPOUND, Rollup::Sum),
        ("width", "m", COMPOUND, Rollup::Max),
        ("area", "km2", COMPOUND, Rollup::Sum),
        ("persons", "person", COMPOUND, Rollup::Sum),
        ("buildings", "building", COMPOUND, Rollup::Sum),
        ("ratio", "%", COMPOUND, Rollup::None),
        ("age", "year", BUILDING, Rollup::None),
        ("storeys", "storey", BUILDING, Rollup::Sum),
        ("hazard", "", BUILDING, Rollup::Any),
        ("leaking", "", BUILDING, Rollup::Any),
        ("structure", "brick steel", BUILDING, Rollup::None),
        ("city_area", "km2", CITY, Rollup::Sum),
        ("city_ratio", "%", CITY, Rollup::None),
        ("speed", "km/h", SEGMENT, Rollup::None),
        ("volume", "vehicle", SEGMENT, Rollup::Sum),
        ("road_class", "main side", SEGMENT, Rollup::None),
    ];
    for (id, unit, level, rollup) in fields {
        let kind = match unit {
            "" => FieldKind::Flag,
            values if values.contains(' ') => FieldKind::Class(class(&values.split(' ').collect::<Vec<_>>())),
            unit => FieldKind::Measure(scope.units.parse(unit).unwrap()),
        };
        scope.names.insert(id.to_owned().into(), Named::Field(FieldId(scope.fields.len())));
        scope.fields.push(Field {
            id: id.into(),
            name: Name::default(),
            kind,
            level,
            rollup,
            derivation: None,
            applies_when: None,
            minimum: None,
            maximum: None,
        });
    }
    for (id, values) in [("size", vec!["large", "small"]), ("has_metro", vec![])] {
        let (zh, en) = (format!("{id}_zh").into(), "".into());
        let name = Name { zh, en };
        let (id, values) = (id.into(), class(&values));
        scope.profile.push(ProfileKey { id, name, values });
    }
    scope
}

fn plan_in(text: &str, scope: &Scope, level: LevelId, upward: bool, wanted: Wanted<'_>) -> Result<Plan, Vec<Problem>> {
    parse_text(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
    check(&Written::new(text.to_owned().into()), scope, Context { level, upward }, wanted)
}

/// Checks a formula of a compound that is read at the city too.
fn plan(text: &str, unit: &str) -> Result<Plan, Vec<Problem>> {
    let scope = scope();
    let unit = scope.units.parse(unit).unwrap();
    plan_in(text, &scope, COMPOUND, true, Wanted::Number(&unit))
}

fn condition(text: &str) -> Result<Plan, Vec<Problem>> {
    plan_in(text, &scope(), BUILDING, false, Wanted::Flag)
}

/// Every problem of a formula: its code and the part that it points at.
fn said(text: &str, checked: Result<Plan, Vec<Problem>>) -> Vec<String> {
    let show = |problem: &Problem| {
        let code = problem.diagnostic(&crate::formula::Anchor::own(0)).code();
        let (_, what) = code.as_str().split_once('.').unwrap();
        format!("{what} {}", text.get(problem.start..problem.end).unwrap())
    };
    match checked {
        Ok(plan) => panic!("{text} is accepted: {plan:?}"),
        Err(problems) => problems.iter().map(show).collect(),
    }
}

fn problems(text: &str, unit: &str) -> Vec<String> {
    said(text, plan(text, unit))
}

#[track_caller]
fn accepts(text: &str, unit: &str) -> Plan {
    plan(text, unit).unwrap_or_else(|problems| panic!("{text}: {problems:?}"))
}

#[test]
fn units_of_results() {
    for (text, unit) in [
        ("length / area", "km/km2"),
        ("length / area", "m/ha"),
        ("length + width", "km"),
        ("length * length", "km2"),
        ("length * length / area", "%"),
        ("count(building where hazard)", "building"),
        ("count(building) / persons", "building/万人"),
        ("share(building where hazard)", "%"),
        ("mean(building: age)", "year"),
        ("weighted_mean(segment: speed, weight: volume)", "km/h"),
        ("max(length, width)", "m"),
        ("if(length > 3, length, width)", "km"),
        ("round(length / area, 2)", "km/km2"),
        ("abs(length - previous(length))", "km"),
        ("coalesce(length, width, 0)", "km"),
        ("-length", "m"),
        ("persons * 1 [building/person]", "building"),
    ] {
        let plan = accepts(text, unit);
        let wanted = scope().units.parse(unit).unwrap();
        assert_eq!(plan.unit().dimension(), wanted.dimension(), "{text}");
    }
    for (text, unit) in [
        ("length", "km/km2"),
        ("length / persons", "km/building"),
        ("count(building)", "compound"),
        ("share(building where hazard)", "km"),
    ] {
        assert_eq!(problems(text, unit), [format!("unit_of_result {text}")], "{text}");
    }
}

#[test]
fn units_that_meet_are_one() {
    for text in [
        "persons + buildings",
        "length - area",
        "max(length, 1, area)",
        "if(length > 1, length, area)",
    ] {
        let found = problems(text, "km");
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found.iter().all(|said| said.starts_with("unit_mismatch")), "{text}: {found:?}");
    }
    let clash = plan("1 + (persons) + 2 * buildings", "person").unwrap_err();
    let [clash] = &clash[..] else { panic!("{clash:?}") };
    assert_eq!(((clash.start, clash.end), clash.other), ((16, 29), Some((0, 13))));
    let ProblemKind::UnitClash { operation, left, right } = &clash.kind else {
        panic!("{clash:?}")
    };
    assert_eq!((*operation, &*left.en, &*right.en), ("+", "person", "building"));
    assert_eq!((&*left.zh, &*right.zh), ("人（person）", "栋（building）"));
    assert_eq!(problems("if(length > area, 1 [km], 2)", "km"), ["unit_mismatch area"]);
}

/// A number without a unit takes that of what it meets.
#[test]
fn bare_numbers_adopt_a_unit() {
    let literals = |plan: &Plan| -> Vec<String> {
        fn collect(plan: &Plan, into: &mut Vec<String>) {
            if let PlanKind::Literal(value) = &plan.kind {
                into.push(value.to_string());
            }
            for part in plan.parts() {
                collect(part, into);
            }
        }
        let mut found = Vec::new();
        collect(plan, &mut found);
        found
    };
    // Plans hold base units: metres, square metres, the number one.
    for (text, unit, expected) in [
        ("length + 2", "km", &["2000"][..]),
        ("2 + width", "km", &["2"]),
        ("length * 2", "km", &["2"]),
        ("length + 2 [m]", "km", &["2"]),
        ("if(length > 0.5, 3, width)", "km", &["500", "3"]),
        ("max(0, length, 1)", "km", &["0", "1000"]),
        ("5", "km", &["5000"]),
        ("70%", "%", &["0.7"]),
        ("70", "%", &["0.7"]),
        ("if(length / area > 8, 1, 0)", "1", &["0.008", "1", "0"]),
        ("(1 + 2) * 3 + length", "km", &["1000", "2000", "3"]),
        ("coalesce(length, 7)", "m", &["7000"]),
        ("sum(building: 1)", "building", &["1"]),
        ("length + round(1.5, 0)", "km", &["1500"]),
    ] {
        assert_eq!(literals(&accepts(text, unit)), expected, "{text}");
    }
    // Percent is a unit, so it is not bare.
    assert_eq!(problems("length + 70%", "km"), ["unit_mismatch 70%"]);
}

#[test]
fn units_in_brackets_are_known() {
    assert_eq!(problems("length + 2 [kmm]", "km"), ["unknown 2 [kmm]"]);
    assert_eq!(problems("length + 2 [km//m]", "km"), ["malformed 2 [km//m]"]);
    assert_eq!(problems("length + 2 []", "km"), ["malformed 2 []"]);
    let large = "m12·m12·m12·m12·m12·m12·m12·m12";
    assert_eq!(
        problems(&format!("1 [{large}] * 1 [{large}]"), "km"),
        [format!("too_large 1 [{large}] * 1 [{large}]")]
    );
}

#[test]
fn types_of_values() {
    assert_eq!(problems("length > 3", "km"), ["type_mismatch length > 3"]);
    assert_eq!(
        problems("length + any(building where hazard)", "km"),
        ["type_mismatch any(building where hazard)"]
    );
    assert_eq!(problems("count(building where storeys)", "building"), ["type_mismatch storeys"]);
    assert_eq!(problems("count(building where structure)", "building"), ["type_mismatch structure"]);
    assert_eq!(said("storeys", condition("storeys")), ["type_mismatch storeys"]);
    assert_eq!(said("hazard > 1", condition("hazard > 1")), ["type_mismatch hazard"]);
    assert_eq!(
        said("hazard and storeys or 3", condition("hazard and storeys or 3")),
        ["type_mismatch storeys", "type_mismatch 3"]
    );
    for text in [
        "hazard",
        "not hazard or leaking",
        "storeys > 3 and true",
        "any(hazard, leaking)",
        "hazard == true and leaking = 否 or 是 ≠ profile.has_metro",
        "coalesce(hazard, previous(hazard), false)",
    ] {
        assert!(condition(text).is_ok(), "{text}");
    }
    // One flag is enough to know what the others should be.
    assert_eq!(
        said("coalesce(hazard, storeys)", condition("coalesce(hazard, storeys)")),
        ["type_mismatch storeys"]
    );
    assert_eq!(
        said("coalesce(hazard, hazrd)", condition("coalesce(hazard, hazrd)")),
        ["unknown_name hazrd"]
    );
}

#[test]
fn class_values_are_those_of_the_item() {
    for text in [
        "structure in (brick, steel)",
        "structure == brick",
        "brick = structure",
        "structure != 「steel!」",
        "structure == brick类",
        "structure in (「brick」)",
        "profile.size == large",
        "城市属性.size_zh in (large, small类)",
        "profile.has_metro",
        "not profile.has_metro_zh",
    ] {
        assert!(condition(text).is_ok(), "{text}: {:?}", condition(text));
    }
    for (text, expected) in [
        ("structure in (brick, stel)", &["unknown_class_value stel"][..]),
        (
            "structure == wood and hazard and structure == 3",
            &["unknown_class_value wood", "unknown_class_value 3"],
        ),
        ("hazard in (是)", &["type_mismatch hazard"]),
        ("storeys in (3)", &["type_mismatch storeys"]),
        ("storeys + 1 in (3)", &["type_mismatch storeys + 1"]),
        ("structure in (3 [km])", &["type_mismatch 3 [km]"]),
        ("structure in (是)", &["type_mismatch 是"]),
        ("structure > brick", &["type_mismatch structure", "unknown_name brick"]),
        ("profile.size == medium", &["unknown_class_value medium"]),
        ("profile.sise == large", &["unknown_profile_key profile.sise"]),
        ("profile.size", &["type_mismatch profile.size"]),
        ("profile.size == true", &["type_mismatch profile.size"]),
        ("storeys == 是", &["type_mismatch storeys"]),
    ] {
        assert_eq!(said(text, condition(text)), expected, "{text}");
    }
    let unknown = condition("structure == stel").unwrap_err();
    let [
        Problem {
            kind: ProblemKind::UnknownClassValue { item, known, nearest, .. },
            ..
        },
    ] = &unknown[..]
    else {
        panic!("{unknown:?}")
    };
    assert_eq!(
        (item.as_str(), known.join(" "), nearest.as_deref()),
        ("structure", "brick steel".to_owned(), Some("steel"))
    );
}

#[test]
fn names_are_declared() {
    assert_eq!(problems("lenght / aera", "km/km2"), ["unknown_name lenght", "unknown_name aera"]);
    assert_eq!(problems("building * 2", "building"), ["table_as_value building"]);
    assert_eq!(problems("count(bilding)", "building"), ["unknown_table bilding"]);
    assert_eq!(problems("count(length)", "building"), ["unknown_table length"]);
    let mut scope = scope();
    scope
        .ambiguous
        .insert("面积".to_owned(), vec![Named::Field(FieldId(2)), Named::Level(CITY)]);
    let found = plan_in("面积", &scope, COMPOUND, true, Wanted::Anything).unwrap_err();
    let [problem] = &found[..] else { panic!("{found:?}") };
    let candidates = vec!["area".to_owned(), "city".to_owned()];
    assert_eq!(
        problem.kind,
        ProblemKind::AmbiguousName {
            name: "面积".to_owned(),
            candidates
        }
    );
}

#[test]
fn a_field_with_a_problem_of_its_own_is_not_judged() {
    let mut scope = scope();
    scope.unclear.insert(FieldId(0));
    let unit = scope.units.parse("person").unwrap();
    let found = plan_in("length + persons + nothing", &scope, COMPOUND, true, Wanted::Number(&unit)).unwrap_err();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(plan_in("length", &scope, COMPOUND, true, Wanted::Number(&unit)).unwrap_err(), []);
}

#[test]
fn aggregates_look_down() {
    for text in [
        "count(building where hazard and storeys > 3)",
        "count(compound where length > 2)",
        "count(segment where speed < 20)",
        // A row may read what is above it.
        "count(building where length > storeys * 1 [km/storey])",
        "sum(compound: count(building where hazard))",
    ] {
        assert!(
            plan_in(text, &scope(), CITY, true, Wanted::Anything).is_ok(),
            "{text}: {:?}",
            plan_in(text, &scope(), CITY, true, Wanted::Anything)
        );
    }
    let at = |text: &str, level: LevelId| said(text, plan_in(text, &scope(), level, false, Wanted::Anything));
    assert_eq!(at("count(city)", COMPOUND), ["higher_level city"]);
    assert_eq!(at("count(city where hazrd)", COMPOUND), ["unknown_name hazrd", "higher_level city"]);
    assert_eq!(at("count(compound where any(city where hazard))", CITY), ["higher_level city"]);
    assert_eq!(at("count(segment where count(building) > 1)", CITY), ["higher_level building"]);
}

/// A formula that is read at every level above needs values there.
#[test]
fn the_upward_rule_and_the_rollup_contract() {
    let at = |text: &str, level: LevelId, upward: bool| plan_in(text, &scope(), level, upward, Wanted::Anything);
    // At its own level, and rolled up from below.
    assert!(at("length", COMPOUND, true).is_ok());
    assert!(at("storeys", COMPOUND, true).is_ok());
    assert!(at("volume", CITY, true).is_ok());
    // Not additive: fine at its own level alone, and at the highest, above which there is nothing.
    assert!(at("ratio", COMPOUND, false).is_ok());
    assert!(at("city_ratio", CITY, true).is_ok());
    for (text, level, upward) in [
        ("ratio", COMPOUND, true),
        ("ratio", CITY, false),
        ("age", COMPOUND, false),
        ("speed", CITY, true),
    ] {
        assert_eq!(said(text, at(text, level, upward)), [format!("averaged_ratio {text}")]);
    }
    assert_eq!(
        said("structure == brick", at("structure == brick", BUILDING, true)),
        ["averaged_ratio structure"]
    );
    // Each row for itself: that is what aggregates are for.
    assert!(at("mean(building: age)", COMPOUND, true).is_ok());
    assert!(at("weighted_mean(compound: ratio, weight: persons)", CITY, true).is_ok());
    // From above: only where the formula stays with its rows.
    assert!(at("length", BUILDING, false).is_ok());
    assert_eq!(said("city_area", at("city_area", COMPOUND, true)), ["item_above city_area"]);
}

#[test]
fn digits_of_round() {
    for (digits, expected) in [("2", 2), ("0", 0), ("-2", -2), ("12", 12), ("-12", -12), ("2.0", 2), ("1.00", 1)] {
        let plan = accepts(&format!("round(length, {digits})"), "km");
        let PlanKind::Round(_, read) = plan.kind else { panic!("{plan:?}") };
        assert_eq!(read, expected, "{digits}");
    }
    for digits in ["13", "-13", "0.5", "length", "2 [km]", "1 + 1", "100000000000000000000"] {
        assert_eq!(problems(&format!("round(length, {digits})"), "km"), [format!("digits {digits}")]);
    }
}

#[test]
fn every_problem_is_found() {
    let text = "if(hazrd, persons + buildings, round(lenght, 99)) + count(bilding) / sum(building: hazard) - profile.sise";
    assert_eq!(
        problems(text, "km"),
        [
            "unknown_name hazrd",
            "unit_mismatch buildings",
            "unknown_name lenght",
            "digits 99",
            "unknown_table bilding",
            "type_mismatch hazard",
            "unknown_profile_key profile.sise",
        ]
    );
}

#[test]
fn fields_and_steps_of_a_plan() {
    let plan = accepts(
        "(length + previous(length) + count(building where structure in (brick) and hazard) * 1 [km/building]) / width * 1 [m]",
        "km",
    );
    let scope = scope();
    let fields = plan.fields();
    let names: Vec<&str> = fields.iter().map(|id| &*scope.field(*id).unwrap().id).collect();
    assert_eq!(names, ["length", "structure", "hazard", "width"]);
    assert_eq!(accepts("length", "km").height(), 1);
    assert_eq!(accepts("length + length + length", "km").height(), 3);
    assert_eq!(accepts("length + (length + length)", "km").height(), 3);
    assert_eq!(accepts("max(length, width, length)", "km").height(), 2);
}
