//! The deepest rules that are accepted are read, examined and explained on a small stack, and what is deeper is refused.

use std::fmt::Write as _;

use cityvitals::{Catalogue, Dataset, Diagnostics, Language};

/// What a thread has. With optimisation, half of what a browser gives to a whole module.
const STACK_BYTES: usize = if cfg!(debug_assertions) { 2 * 1024 * 1024 } else { 512 * 1024 };

fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(test).unwrap();
    thread.join().unwrap();
}

fn catalogue(formula: &str, items: &str) -> Result<Catalogue, Diagnostics> {
    let text = format!(
        "catalogue = {{ id = \"limits\", edition = 2025, name = {{}}, title = {{}}, issuer = {{}} }}
dimension = [{{ id = \"d\", name = {{}}, group = \"city\", group_name = {{}} }}]
level = [{{ id = \"building\", name = {{}}, kind = \"area\", unit = \"building\" }}, {{ id = \"city\", name = {{}}, kind = \"area\", unit = \"city\" }}]
item = [
  {{ id = \"x\", name = {{}}, kind = \"measure\", unit = \"km\", level = \"building\", scope = \"city\", rollup = \"sum\" }},
  {{ id = \"f\", name = {{}}, kind = \"flag\", level = \"building\", scope = \"city\", rollup = \"any\" }},
{items}]
indicator = [{{ number = 1, id = \"y\", name = {{}}, dimension = \"d\", level = \"building\", unit = \"km\", unit_name = {{}}, decimals = 2, \
         definition = {{}}, formula = \"{formula}\", direction = \"neutral\", nature = \"improvement\", requirement_status = \"none\" }}]
"
    );
    Catalogue::from_sources(&[("limits.toml", &text)])
}

/// Examines two buildings of 3 km and reads the value of the city in every way there is.
fn value(formula: &str, items: &str) -> String {
    let catalogue = catalogue(formula, items).unwrap_or_else(|problems| panic!("{problems}"));
    let builder = Dataset::builder(&catalogue).csv("building.csv", Some("building"), "id,city,x,f\na,c,3,yes\nb,c,3,no\n");
    let dataset = builder.build().unwrap();
    let report = catalogue.examine(&dataset).unwrap();
    let result = report.at("city", "c", "y").unwrap();
    assert!(!result.trace().render(Language::Chinese).is_empty());
    assert!(report.to_json().is_ok());
    let (status, completeness, scalar) = result.scalar_reading();
    assert_eq!(
        (result.status(), result.completeness(), result.value()),
        (status, completeness, scalar.clone())
    );
    scalar.map_or_else(|| format!("{status:?}"), |value| value.to_string())
}

fn refused(formula: &str, items: &str) -> String {
    let problems = catalogue(formula, items).map(|_| ()).unwrap_err();
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code().as_str()).collect();
    codes.join(" ")
}

#[test]
fn nested_brackets_functions_and_signs() {
    on_a_small_stack(|| {
        let nested = |open: &str, count: usize, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(count), close.repeat(count));
        assert_eq!(value(&nested("(", 63, "x", ")"), ""), "6");
        assert_eq!(value(&nested("abs(", 63, "x", ")"), ""), "6");
        assert_eq!(value(&nested("max(1, ", 63, "x", ")"), ""), "6");
        assert_eq!(value(&nested("-", 62, "x", ""), ""), "6");
        assert_eq!(value(&nested("(1 * x + ", 62, "x", ")"), ""), (63 * 6).to_string());
        assert_eq!(value(&nested("if(f and x > 1, ", 60, "x", ", x)"), ""), "6");
        assert_eq!(value(&format!("if({}, x, 0)", nested("not ", 62, "f", "")), ""), "6");
        assert_eq!(value(&format!("if({}, x, 0)", nested("(f and (f or ", 30, "f", "))")), ""), "6");
        assert_eq!(refused(&nested("(", 64, "x", ")"), ""), "formula.too_deep");
        assert_eq!(refused(&nested("(", 2000, "x", ")"), ""), "formula.too_deep");
        assert_eq!(refused(&nested("-", 2000, "x", ""), ""), "formula.too_deep");
        assert_eq!(
            refused(&format!("if({}, x, 0)", nested("not ", 900, "f", "")), ""),
            "formula.too_deep"
        );
    });
}

#[test]
fn long_sums() {
    on_a_small_stack(|| {
        assert_eq!(value(&format!("x{}", " + x".repeat(63)), ""), (64 * 6).to_string());
        let group = format!("(x{})", " + x".repeat(31));
        assert_eq!(value(&format!("{group} + {group} + {group} + {group}"), ""), (128 * 6).to_string());
        assert_eq!(refused(&format!("x{}", " + x".repeat(64)), ""), "catalogue.rules_too_deep");
        assert_eq!(refused(&format!("x{}", " + x".repeat(128)), ""), "catalogue.rules_too_deep");
        assert_eq!(refused(&format!("x{}", " + x".repeat(129)), ""), "formula.too_many_operators");
        assert_eq!(refused(&format!("x{}", " + x".repeat(1000)), ""), "formula.too_many_operators");
    });
}

/// Items that each add 1 to the one before, up to the indicator.
fn chain(length: usize) -> String {
    let mut items = String::new();
    for index in 0..length {
        let formula = if index == 0 {
            "x + 1".to_owned()
        } else {
            format!("x{} + 1", index - 1)
        };
        let default = format!("{{ formula = \"{formula}\", when = {{}} }}");
        let rest = "name = {}, kind = \"measure\", unit = \"km\", level = \"building\", scope = \"city\", rollup = \"sum\"";
        writeln!(items, "  {{ id = \"x{index}\", {rest}, default = {default} }},").unwrap();
    }
    items
}

#[test]
fn long_chains_of_defaults() {
    on_a_small_stack(|| {
        // Each of them is a sum over the one before: two steps. The last step is the indicator's own.
        assert_eq!(value("x30", &chain(31)), (2 * (3 + 31)).to_string());
        assert_eq!(refused("x31", &chain(32)), "catalogue.rules_too_deep");
        assert_eq!(refused("x9999", &chain(10_000)), "catalogue.rules_too_deep");
    });
}

#[test]
fn problems_are_counted() {
    let items: String = (0..1_500).fold(String::new(), |mut items, index| {
        let rest = "name = {}, kind = \"measure\", unit = \"km\", level = \"nowhere\", scope = \"city\", rollup = \"sum\"";
        writeln!(items, "  {{ id = \"i{index}\", {rest} }},").unwrap();
        items
    });
    let problems = catalogue("x", &items).map(|_| ()).unwrap_err();
    assert_eq!(problems.len(), 1_001);
    assert_eq!(
        problems.iter().last().map(|problem| problem.code().as_str()),
        Some("file.too_many_problems")
    );
}

/// A file of nothing but unknown names is refused in no time: hints are given for the first of them only.
#[test]
fn unknown_names_without_end() {
    let formula: Vec<String> = (0..400).map(|index| format!("n{index}")).collect();
    let rest = "name = {}, kind = \"measure\", unit = \"km\", level = \"building\", scope = \"city\", rollup = \"sum\"";
    let items: String = (0..1_000).fold(String::new(), |mut items, index| {
        let default = format!("{{ formula = \"max({})\", when = {{}} }}", formula.join(", "));
        writeln!(
            items,
            "  {{ id = \"item_with_a_long_name_{index}\", {rest}, default = {default} }},"
        )
        .unwrap();
        items
    });
    let problems = catalogue("x", &items).map(|_| ()).unwrap_err();
    assert_eq!(problems.len(), 1_001);
}
