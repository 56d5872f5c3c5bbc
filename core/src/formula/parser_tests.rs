use super::*;
use crate::formula::problem::{Count, Expected, Form, Found};

/// The tree with all brackets written.
fn tree(text: &str) -> String {
    fn list(parts: &[Expression], with: &str) -> String {
        parts.iter().map(show).collect::<Vec<_>>().join(with)
    }
    fn show(expression: &Expression) -> String {
        match &expression.kind {
            ExpressionKind::Arithmetic(operator, left, right) => format!("({} {} {})", show(left), operator.text(), show(right)),
            ExpressionKind::Compare(operator, left, right) => format!("({} {} {})", show(left), operator.text(), show(right)),
            ExpressionKind::And(parts) => format!("({})", list(parts, " and ")),
            ExpressionKind::Or(parts) => format!("({})", list(parts, " or ")),
            ExpressionKind::Not(part) => format!("(not {})", show(part)),
            ExpressionKind::Negate(part) => format!("(-{})", show(part)),
            ExpressionKind::In(value, values) => format!("({} in [{}])", show(value), list(values, ", ")),
            ExpressionKind::Call(function, arguments) => format!("{}<{}>", function.text(), list(arguments, ", ")),
            _ => expression.to_string(),
        }
    }
    show(&parse_text(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}")))
}

fn problem(text: &str) -> (ProblemKind, &str) {
    let problem = parse_text(text).unwrap_err();
    (problem.kind, text.get(problem.start..problem.end).unwrap())
}

fn found(text: &str) -> Found {
    Found::Text(text.to_owned())
}

#[test]
fn what_binds_tighter_and_to_which_side() {
    for (text, expected) in [
        ("a + b + c", "((a + b) + c)"),
        ("a - b - c", "((a - b) - c)"),
        ("a - b + c", "((a - b) + c)"),
        ("a / b / c", "((a / b) / c)"),
        ("a / b * c", "((a / b) * c)"),
        ("a ÷ b × c", "((a / b) * c)"),
        ("a + b * c", "(a + (b * c))"),
        ("a * b + c / d", "((a * b) + (c / d))"),
        ("(a + b) * c", "((a + b) * c)"),
        ("-a * b", "((-a) * b)"),
        ("-a + b", "((-a) + b)"),
        ("a * -b", "(a * (-b))"),
        ("a - -b", "(a - (-b))"),
        ("--a", "(-(-a))"),
        ("+a - +b", "(a - b)"),
        ("a + b < c * d", "((a + b) < (c * d))"),
        ("a = b", "(a == b)"),
        ("a ≠ b 且 c ≥ d", "((a != b) and (c >= d))"),
        ("a and b or c and d", "((a and b) or (c and d))"),
        ("a or b and c or d", "(a or (b and c) or d)"),
        ("a and b and c", "(a and b and c)"),
        ("(a and b) and c", "((a and b) and c)"),
        ("not a and b", "((not a) and b)"),
        ("not (a and b)", "(not (a and b))"),
        ("not a < b", "(not (a < b))"),
        ("not not a", "(not (not a))"),
        ("非 a 且 b 或 c", "(((not a) and b) or c)"),
        ("not a in (b, c) and d", "((not (a in [b, c])) and d)"),
        ("a + b in (c)", "((a + b) in [c])"),
        ("如果（a，b，c）× 2", "(if<a, b, c> * 2)"),
        ("any(a, b) and all(c, d)", "((a or b) and (c and d))"),
        ("max(a, b + c, -1) / min(d)", "(max<a, (b + c), (-1)> / min<d>)"),
        ("previous(a) - coalesce(b, 0)", "(previous<a> - coalesce<b, 0>)"),
        ("round(a / b, -2)", "round<(a / b), (-2)>"),
        ("修约（a，1） + 绝对值（b）", "(round<a, 1> + abs<b>)"),
    ] {
        assert_eq!(tree(text), expected, "{text}");
    }
}

#[test]
fn comparisons_are_not_chained() {
    for (text, place) in [
        ("1 < a < 2", "<"),
        ("a == b == c", "=="),
        ("1 ≤ a ≤ 2 and b", "≤"),
        ("(1 < a ＜ 2)", "＜"),
        ("count(t where 3 <= a <= 6)", "<="),
    ] {
        assert_eq!(problem(text), (ProblemKind::ChainedComparison, place), "{text}");
    }
    assert_eq!(tree("(a < b) == (c < d)"), "((a < b) == (c < d))");
    assert_eq!(problem("a in (b) < c"), (ProblemKind::ChainedComparison, "<"));
}

#[test]
fn percent_and_units_belong_to_a_number() {
    let number = |text: &str| match parse_text(text).unwrap().kind {
        ExpressionKind::Number { value, unit } => (value.to_string(), unit),
        other => panic!("{other:?}"),
    };
    assert_eq!(number("70%"), ("70".to_owned(), Some("%".to_owned())));
    assert_eq!(number("70 ％"), number("70%"));
    assert_eq!(number("0.5 [km/km2]"), ("0.5".to_owned(), Some("km/km2".to_owned())));
    assert_eq!(number("5 [%]"), number("5%"));
    assert_eq!(number("5"), ("5".to_owned(), None));
    let trailing = |found: &str| ProblemKind::TrailingText { found: found.to_owned() };
    assert_eq!(problem("a%"), (trailing("%"), "%"));
    assert_eq!(problem("a [km]"), (trailing("[km]"), "[km]"));
    assert_eq!(problem("5% [km]"), (trailing("[km]"), "[km]"));
}

#[test]
fn a_part_knows_its_bytes() {
    let text = "（道路长度 ＋ 2 [km]）÷ max(面积, 1)";
    let written = |part: &Expression| text.get(part.start..part.end).unwrap().to_owned();
    let whole = parse_text(text).unwrap();
    let ExpressionKind::Arithmetic(_, left, right) = &whole.kind else {
        panic!("{whole:?}")
    };
    assert_eq!(written(&whole), text);
    assert_eq!(
        (written(left), written(right)),
        ("（道路长度 ＋ 2 [km]）".to_owned(), "max(面积, 1)".to_owned())
    );
    let ExpressionKind::Arithmetic(_, first, second) = &left.kind else {
        panic!("{left:?}")
    };
    assert_eq!((written(first), written(second)), ("道路长度".to_owned(), "2 [km]".to_owned()));
}

#[test]
fn forms_of_aggregates() {
    let read = |text: &str| parse_text(text).unwrap().to_string();
    for (text, written) in [
        ("count(building)", "count(building)"),
        ("计数（楼栋）", "count(楼栋)"),
        (
            "count(building where leaking or age > 30)",
            "count(building where leaking or age > 30)",
        ),
        ("count(building: leaking)", "count(building where leaking)"),
        ("占比（楼栋 其中 渗漏）", "share(楼栋 where 渗漏)"),
        ("sum(compound: max(0, a - b))", "sum(compound: max(0, a - b))"),
        ("求和（小区 满足 a： b）", "sum(小区 where a: b)"),
        ("mean(t: a)", "mean(t: a)"),
        ("weighted_mean(t: a, weight: b)", "weighted_mean(t: a, weight: b)"),
        ("加权平均（t 其中 c： a，权： b * c）", "weighted_mean(t where c: a, weight: b * c)"),
        ("min(t: a)", "min(t: a)"),
        ("max(t where c: a)", "max(t where c: a)"),
        ("any(t: c)", "any(t where c)"),
        ("all(t where c)", "all(t where c)"),
        ("sum(「路段 A」: a)", "sum(「路段 A」: a)"),
        // Of values, and not of rows.
        ("max(t, a)", "max(t, a)"),
        ("min(t)", "min(t)"),
        ("any(t, c)", "t or c"),
        ("sum(t: sum(u: a))", "sum(t: sum(u: a))"),
    ] {
        assert_eq!(read(text), written, "{text}");
    }
    let form = |function, form| ProblemKind::AggregateForm { function, form };
    for (text, kind) in [
        ("mean(t where c)", form("mean", Form::Value)),
        ("weighted_mean(t: a)", form("weighted_mean", Form::WeightedValue)),
        ("count(t where c: a)", form("count", Form::Condition)),
        ("any(t where c: a)", form("any", Form::Condition)),
        ("share(t)", form("share", Form::Condition)),
    ] {
        assert_eq!(problem(text), (kind, text), "{text}");
    }
    for (text, function) in [
        ("sum(a)", "sum"),
        ("mean(a + b)", "mean"),
        ("count(1)", "count"),
        ("share()", "share"),
    ] {
        assert_eq!(problem(text).0, ProblemKind::AggregateNeedsTable { function }, "{text}");
    }
    let weight = |text| ProblemKind::Expected {
        expected: Expected::Weight,
        found: found(text),
    };
    assert_eq!(problem("weighted_mean(t: a, b)"), (weight("b"), "b"));
    assert_eq!(problem("weighted_mean(t: a, weight b)"), (weight("b"), "b"));
    let close = |text| ProblemKind::Expected {
        expected: Expected::Close,
        found: found(text),
    };
    assert_eq!(problem("sum(t: a, b)"), (close(","), ","));
}

#[test]
fn functions_and_their_arguments() {
    let count = |function, expected, found| ProblemKind::ArgumentCount { function, expected, found };
    assert_eq!(problem("1 + if(a, b)"), (count("if", Count::Three, 2), "if(a, b)"));
    assert_eq!(problem("abs(a, b)").0, count("abs", Count::One, 2));
    assert_eq!(problem("修约（a）").0, count("round", Count::Two, 1));
    assert_eq!(problem("max()").0, count("max", Count::OneOrMore, 0));
    let unknown = |name: &str, nearest: Option<&str>| ProblemKind::UnknownFunction {
        name: name.to_owned(),
        nearest: nearest.map(str::to_owned),
    };
    assert_eq!(problem("summ(t: a)"), (unknown("summ", Some("sum")), "summ"));
    assert_eq!(problem("加权平匀（t： a）"), (unknown("加权平匀", Some("加权平均")), "加权平匀"));
    assert_eq!(problem("a(b)"), (unknown("a", None), "a"));
}

#[test]
fn brackets_are_closed() {
    let unclosed = |open| ProblemKind::Unclosed { open };
    assert_eq!(problem("(a + b"), (unclosed('('), "("));
    assert_eq!(problem("（a + (b)"), (unclosed('（'), "（"));
    assert_eq!(problem("max(a, b"), (unclosed('('), "("));
    assert_eq!(problem("a in (b"), (unclosed('('), "("));
    let close = |expected, text| ProblemKind::Expected {
        expected,
        found: found(text),
    };
    assert_eq!(problem("(a b)"), (close(Expected::Close, "b"), "b"));
    assert_eq!(problem("max(a； b)").0, ProblemKind::UnexpectedCharacter { found: '；' });
    assert_eq!(problem("max(a, b 其中 c)"), (close(Expected::CommaOrClose, "其中"), "其中"));
    let clash = parse_text("1 + max(a b)").unwrap_err();
    assert_eq!(clash.other, Some((7, 8)), "the bracket that was opened");
    assert_eq!(problem("a in b"), (close(Expected::List, "b"), "b"));
}

#[test]
fn the_whole_text_is_a_formula_or_none_of_it() {
    assert_eq!(problem(""), (ProblemKind::Empty, ""));
    assert_eq!(problem(" \n\u{3000}"), (ProblemKind::Empty, " \n\u{3000}"));
    let trailing = |found: &str| ProblemKind::TrailingText { found: found.to_owned() };
    for (text, rest) in [
        ("6 ÷ 4 )", ")"),
        ("a b", "b"),
        ("a 其中 b", "其中"),
        ("a, b", ","),
        ("(a)(b)", "("),
        ("a.b", "."),
    ] {
        assert_eq!(problem(text), (trailing(rest), rest), "{text}");
    }
    let nothing = |found| ProblemKind::ExpectedExpression { found };
    for (text, place) in [
        ("a + * b", "*"),
        ("a +", ""),
        ("()", ")"),
        ("max(a,)", ")"),
        ("and b", "and"),
        ("not", ""),
        ("×2", "×"),
    ] {
        let expected = if place.is_empty() { Found::End } else { found(place) };
        assert_eq!(problem(text), (nothing(expected), place), "{text}");
    }
    assert_eq!(problem("profile.5"), (nothing(found("5")), "5"));
}

#[test]
fn profile_keys() {
    for text in [
        "profile.size_class",
        "城市属性.size_class",
        "profile . size_class",
        "profile.「size_class」",
    ] {
        assert_eq!(
            parse_text(text).unwrap().kind,
            ExpressionKind::Profile("size_class".to_owned()),
            "{text}"
        );
    }
    assert_eq!(parse_text("profile").unwrap().kind, ExpressionKind::Name("profile".to_owned()));
}

#[test]
fn depth_is_bounded_before_the_stack_is() {
    let nested = |open: &str, count: usize, close: &str| format!("{}a{}", open.repeat(count), close.repeat(count));
    let limit = MAXIMUM_DEPTH;
    for (open, close) in [
        ("(", ")"),
        ("abs(", ")"),
        ("max(1, ", ")"),
        ("sum(t: ", ")"),
        ("-", ""),
        ("+", ""),
        ("not ", ""),
        ("b in (1, (", "))"),
    ] {
        assert!(parse_text(&nested(open, limit / 3, close)).is_ok(), "{open}");
        assert_eq!(problem(&nested(open, 300, close)).0, ProblemKind::TooDeep { limit }, "{open}");
    }
    assert!(parse_text(&nested("(", limit - 1, ")")).is_ok());
    assert_eq!(problem(&nested("(", limit, ")")).0, ProblemKind::TooDeep { limit });
    // Longer than a formula may be, and so not even looked at.
    assert!(matches!(problem(&nested("(", 10_000, ")")).0, ProblemKind::TooLong { .. }));
    assert_eq!(problem(&"(".repeat(4_000)).0, ProblemKind::TooDeep { limit });
}

#[test]
fn operators_are_bounded_too() {
    let limit = MAXIMUM_OPERATORS;
    for operator in [" + ", " - ", " * ", " / "] {
        assert!(parse_text(&format!("a{}", format!("{operator}b").repeat(limit))).is_ok());
        let long = format!("a{}", format!("{operator}b").repeat(limit + 1));
        assert_eq!(problem(&long), (ProblemKind::TooManyOperators { limit }, operator.trim()));
    }
    // Logic is one step, however long.
    assert!(parse_text(&format!("a{}", " and b".repeat(500))).is_ok());
}
