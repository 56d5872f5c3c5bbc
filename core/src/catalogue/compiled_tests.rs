use std::fmt::Write as _;

use crate::catalogue::Catalogue;
use crate::formula::{FieldKind, Name, Named, Scope, parse_text, without_places};

fn name_of(scope: &Scope, id: &str) -> Name {
    if let Some((_, name)) = scope.entities.iter().find(|(entity, _)| entity == id) {
        return name.clone();
    }
    let class = scope.fields.iter().find_map(|field| match &field.kind {
        FieldKind::Class(values) => values.iter().find(|value| value.id == id).map(|value| &value.name),
        _ => None,
    });
    let found = match scope.names.get(id) {
        Some(Named::Field(field)) => scope.field(*field).map(|field| &field.name),
        Some(Named::Level(level)) => scope.level(*level).map(|level| &level.name),
        None => class,
    };
    found.unwrap_or_else(|| panic!("{id} has no name")).clone()
}

/// The formulas of the shipped indicators, as a reader of either language sees them.
#[test]
fn formulas_of_mohurd_2025() {
    let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
    let scope = &catalogue.compiled().scope;
    let mut text = String::new();
    for (place, indicator) in catalogue.indicators().iter().enumerate() {
        let compiled = catalogue.compiled_indicator(place).unwrap();
        let formula = &compiled.rule.expression;
        let zh = formula.chinese(&|id| name_of(scope, id).zh.into_owned());
        let en = formula.english(&|id| name_of(scope, id).en.into_owned());
        writeln!(text, "{} {}\n  {formula}\n  {zh}\n  {en}", indicator.number, indicator.name.zh).unwrap();
        let [shown, read] = [&formula.to_string(), formula.text()].map(|text| without_places(&parse_text(text).unwrap()));
        assert_eq!(shown, read);
    }
    insta::assert_snapshot!(text);
}
