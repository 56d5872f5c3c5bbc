use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Aggregate, AggregateFunction, Arithmetic, Expression, ExpressionKind, Function};
use crate::formula::parser::parse_text;
use crate::formula::problem::ProblemKind;
use crate::formula::syntax::Comparison;

/// The same tree without places in a text.
pub(crate) fn without_places(expression: &Expression) -> Expression {
    let each = |parts: &[Expression]| parts.iter().map(without_places).collect::<Vec<_>>();
    let boxed = |part: &Expression| Box::new(without_places(part));
    let kind = match &expression.kind {
        ExpressionKind::Negate(part) => ExpressionKind::Negate(boxed(part)),
        ExpressionKind::Not(part) => ExpressionKind::Not(boxed(part)),
        ExpressionKind::Arithmetic(operator, left, right) => ExpressionKind::Arithmetic(*operator, boxed(left), boxed(right)),
        ExpressionKind::Compare(operator, left, right) => ExpressionKind::Compare(*operator, boxed(left), boxed(right)),
        ExpressionKind::And(parts) => ExpressionKind::And(each(parts)),
        ExpressionKind::Or(parts) => ExpressionKind::Or(each(parts)),
        ExpressionKind::In(value, list) => ExpressionKind::In(boxed(value), each(list)),
        ExpressionKind::Call(function, arguments) => ExpressionKind::Call(*function, each(arguments)),
        ExpressionKind::Aggregate(aggregate) => {
            let part = |part: &Option<Expression>| part.as_ref().map(without_places);
            ExpressionKind::Aggregate(Box::new(Aggregate {
                function: aggregate.function,
                table: aggregate.table.clone(),
                table_start: 0,
                table_end: 0,
                condition: part(&aggregate.condition),
                value: part(&aggregate.value),
                weight: part(&aggregate.weight),
            }))
        }
        leaf => leaf.clone(),
    };
    plain(kind)
}

fn plain(kind: ExpressionKind) -> Expression {
    Expression { kind, start: 0, end: 0 }
}

fn names() -> impl Strategy<Value = String> {
    let odd = [
        "",
        "and",
        "是",
        "min",
        "profile",
        "ＡＢ",
        "a b",
        "道路等级（快速路/主干路）",
        "a」b",
        "a」”b",
        "a」”』b",
        "a＂b",
        "１a",
        "road_length",
        "道路长度",
    ];
    prop_oneof![
        proptest::sample::select(odd.map(str::to_owned).to_vec()),
        "[a-z_][a-z0-9_]{0,6}",
        "[\\u{4E00}-\\u{9FFF}]{1,5}",
        // Whatever stands between quotes.
        "[^\\n」]{0,6}",
    ]
}

fn leaves() -> impl Strategy<Value = Expression> {
    let units = [None, Some("%"), Some("km/km2"), Some("人"), Some("")].map(|unit| unit.map(str::to_owned));
    let numbers = (0_i64..1_000_000, 0_u32..8, proptest::sample::select(units.to_vec()));
    prop_oneof![
        4 => names().prop_map(ExpressionKind::Name),
        2 => numbers.prop_map(|(mantissa, scale, unit)| ExpressionKind::Number { value: Decimal::new(mantissa, scale), unit }),
        1 => names().prop_map(ExpressionKind::Profile),
        1 => any::<bool>().prop_map(ExpressionKind::Flag),
    ]
    .prop_map(plain)
}

fn aggregates(inner: impl Strategy<Value = Expression> + Clone) -> impl Strategy<Value = ExpressionKind> {
    let function = proptest::sample::select(vec![
        AggregateFunction::Sum,
        AggregateFunction::Count,
        AggregateFunction::Share,
        AggregateFunction::Mean,
        AggregateFunction::WeightedMean,
        AggregateFunction::Min,
        AggregateFunction::Max,
        AggregateFunction::Any,
        AggregateFunction::All,
    ]);
    (function, names(), inner.clone(), inner.clone(), inner, any::<bool>()).prop_map(
        |(function, table, condition, value, weight, choice)| {
            let (has_condition, has_value, has_weight) = match function {
                AggregateFunction::Count => (choice, false, false),
                AggregateFunction::Share | AggregateFunction::Any | AggregateFunction::All => (true, false, false),
                AggregateFunction::WeightedMean => (choice, true, true),
                _ => (choice, true, false),
            };
            ExpressionKind::Aggregate(Box::new(Aggregate {
                function,
                table,
                table_start: 0,
                table_end: 0,
                condition: has_condition.then_some(condition),
                value: has_value.then_some(value),
                weight: has_weight.then_some(weight),
            }))
        },
    )
}

fn calls(inner: impl Strategy<Value = Expression> + Clone) -> impl Strategy<Value = ExpressionKind> {
    let list = |function: Function, count: std::ops::RangeInclusive<usize>| {
        let arguments = proptest::collection::vec(inner.clone(), count);
        arguments.prop_map(move |arguments| ExpressionKind::Call(function, arguments))
    };
    prop_oneof![
        list(Function::Min, 1..=3),
        list(Function::Max, 1..=3),
        list(Function::Coalesce, 1..=3),
        list(Function::Abs, 1..=1),
        list(Function::Previous, 1..=1),
        list(Function::Round, 2..=2),
        list(Function::If, 3..=3),
    ]
}

fn expressions() -> impl Strategy<Value = Expression> {
    leaves().prop_recursive(5, 40, 3, |inner| {
        let pair = || (inner.clone(), inner.clone()).prop_map(|(left, right)| (Box::new(left), Box::new(right)));
        let list = || proptest::collection::vec(inner.clone(), 1..4);
        let operator = proptest::sample::select(vec![
            Arithmetic::Add,
            Arithmetic::Subtract,
            Arithmetic::Multiply,
            Arithmetic::Divide,
        ]);
        let comparison = proptest::sample::select(vec![
            Comparison::Less,
            Comparison::LessEqual,
            Comparison::Greater,
            Comparison::GreaterEqual,
            Comparison::Equal,
            Comparison::NotEqual,
        ]);
        prop_oneof![
            4 => (operator, pair()).prop_map(|(operator, (left, right))| ExpressionKind::Arithmetic(operator, left, right)),
            2 => (comparison, pair()).prop_map(|(operator, (left, right))| ExpressionKind::Compare(operator, left, right)),
            1 => inner.clone().prop_map(|part| ExpressionKind::Negate(Box::new(part))),
            1 => inner.clone().prop_map(|part| ExpressionKind::Not(Box::new(part))),
            1 => list().prop_map(ExpressionKind::And),
            1 => list().prop_map(ExpressionKind::Or),
            1 => (inner.clone(), list()).prop_map(|(value, list)| ExpressionKind::In(Box::new(value), list)),
            2 => calls(inner.clone()),
            2 => aggregates(inner.clone()),
        ]
        .prop_map(plain)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_written_reads_back_to_the_same_tree(expression in expressions()) {
        let text = expression.to_string();
        match parse_text(&text) {
            Ok(read) => {
                prop_assert_eq!(&without_places(&read), &expression, "{}", &text);
                prop_assert_eq!(read.to_string(), text);
            }
            Err(problem) => {
                let is_limit = matches!(problem.kind, ProblemKind::TooLong { .. } | ProblemKind::TooManyOperators { .. });
                prop_assert!(is_limit, "{}: {:?}", text, problem);
            }
        }
    }

    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,60}") {
        let _ = parse_text(&text);
    }

    #[test]
    fn what_is_read_is_written_so_that_it_reads_back(text in "[()（），,:：+×÷/ .%<=≥0-9ab\"「」\\[\\]路]{0,30}( where | in | and |非|其中|平均|求和|profile)?[(（)）ab:+1 ]{0,12}") {
        if let Ok(read) = parse_text(&text) {
            let again = parse_text(&read.to_string()).unwrap();
            prop_assert_eq!(without_places(&again), without_places(&read));
        }
    }
}

#[test]
fn brackets_stand_where_they_are_needed() {
    for (text, written) in [
        ("((a))", "a"),
        ("a - (b - c)", "a - (b - c)"),
        ("(a - b) - c", "a - b - c"),
        ("a / (b * c)", "a / (b * c)"),
        ("a*b/c", "a * b / c"),
        ("-(a + b)", "-(a + b)"),
        ("- -a", "--a"),
        ("a - -b", "a - -b"),
        ("not (a and b) or c", "not (a and b) or c"),
        ("(not a) and (b or c)", "not a and (b or c)"),
        ("any(a)", "any(a)"),
        ("any(a, b)", "a or b"),
        ("all(a, any(b, c))", "a and (b or c)"),
        ("any(building: leaking)", "any(building where leaking)"),
        ("grade in ((-1), 「and」, a)", "grade in ((-1), 「and」, a)"),
        ("70 ％", "70%"),
        ("1.50 【万人】", "1.50 [万人]"),
        (
            "加权平均（路段： 长度， 权重： 车流量）",
            "weighted_mean(路段: 长度, weight: 车流量)",
        ),
    ] {
        assert_eq!(parse_text(text).unwrap().to_string(), written);
    }
}

#[test]
fn both_languages() {
    let names = |id: &str| id.to_uppercase();
    let shown = |text: &str| {
        let formula = parse_text(text).unwrap();
        [formula.chinese(&names), formula.english(&names)]
    };
    for (text, zh, en) in [
        (
            "(a + 20 [年]) * b / 5% - -c",
            "（A + 20 年）× B ÷ 5% − -C",
            "(A + 20 year) × B ÷ 5% − -C",
        ),
        (
            "a * 1 [object/district] + 2 [km/km2] + 3 [kiosk]",
            "A × 1 对象/区 + 2 km/km² + 3 [kiosk]",
            "A × 1 object/district + 2 km/km² + 3 [kiosk]",
        ),
        (
            "if(profile.a == b and not c, max(0, d), previous(e))",
            "（若城市属性·A = B 且 非 C，则取最大者（0，D），否则上期（E））",
            "(if city profile: A = B and not C then the largest of (0, D), otherwise previous period's (E))",
        ),
        (
            "count(a where b in (c, d) or e <= 3) / count(a)",
            "满足“B 属于（C，D） 或 E ≤ 3”的A的数量 ÷ A的数量",
            "(number of A where “B is one of (C, D) or E ≤ 3”) ÷ (number of A)",
        ),
        (
            "sum(a: b) + mean(a where c: b - d)",
            "各A的B之和 + 满足“C”的A的（B − D）的平均值",
            "(sum of B over each A) + (mean of (B − D) over each A where “C”)",
        ),
        (
            "weighted_mean(a: b * c, weight: d)",
            "各A的（B × C）以D为权的加权平均值",
            "mean of (B × C), weighted by D, over each A",
        ),
        ("share(a where b)", "满足“B”的A占全部A的比例", "share of A where “B”"),
        (
            "min(a: b) - max(a where c: d)",
            "各A的B的最小值 − 满足“C”的A的D的最大值",
            "(smallest B of each A) − (largest D of each A where “C”)",
        ),
        (
            "any(a where b) or all(a where c) and true",
            "有满足“B”的A 或 全部A满足“C” 且 是",
            "(any A where “B”) or (“C” for every A) and yes",
        ),
        (
            "coalesce(a, round(b, -2), abs(c), min(d))",
            "取首个有值者（A，修约（B，-2），绝对值（C），取最小者（D））",
            "the first known of (A, round(B, -2), abs(C), the smallest of (D))",
        ),
    ] {
        assert_eq!(shown(text), [zh, en]);
    }
}
