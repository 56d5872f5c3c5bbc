use super::*;

fn kinds(text: &str) -> Vec<TokenKind<'_>> {
    let mut kinds: Vec<TokenKind<'_>> = tokens(text).unwrap().into_iter().map(|token| token.kind).collect();
    assert_eq!(kinds.pop(), Some(TokenKind::End), "{text}");
    kinds
}

fn name(text: &str) -> TokenKind<'_> {
    TokenKind::Name(text.into())
}

fn number(text: &str) -> TokenKind<'static> {
    TokenKind::Number(Decimal::from_str_exact(text).unwrap())
}

fn problem(text: &str) -> (ProblemKind, &str) {
    let problem = tokens(text).unwrap_err();
    (problem.kind, text.get(problem.start..problem.end).unwrap())
}

#[test]
fn full_width_signs_are_the_half_width_ones() {
    let plain = kinds("(a+b-c*d/e)>=f,g:h<i>j<=k=l!=m%");
    assert_eq!(kinds("（ａ＋ｂ－ｃ×ｄ÷ｅ）≥ｆ，ｇ：ｈ＜ｉ＞ｊ≤ｋ＝ｌ≠ｍ％"), plain);
    assert_eq!(
        kinds("（ａ＋ｂ−ｃ＊ｄ／ｅ）＞＝ｆ、ｇ：ｈ＜ｉ＞ｊ＜＝ｋ＝＝ｌ！＝ｍ％"),
        kinds("(a+b-c*d/e)>=f,g:h<i>j<=k==l!=m%")
    );
    assert_eq!(kinds("a–b ✕ c ∕ d ≧ e ≦ f"), kinds("a-b*c/d>=e<=f"));
    assert_eq!(kinds("１２．５％"), kinds("12.5%"));
    assert_eq!(kinds("ａｂ＿１"), [name("ab_1")]);
    assert_eq!(kinds("20 【年】 + 1〔人〕"), kinds("20 [年] + 1 [人]"));
    assert_eq!(kinds("a\u{3000}+\u{a0}b\n\t+ c"), kinds("a+b+c"));
    assert_eq!(kinds("="), kinds("=="));
}

#[test]
fn keywords_in_chinese_and_english() {
    let words = [
        (Keyword::Where, ["where", "其中", "满足"]),
        (Keyword::In, ["in", "属于", "属于"]),
        (Keyword::And, ["and", "且", "并且"]),
        (Keyword::Or, ["or", "或", "或者"]),
        (Keyword::Not, ["not", "非", "不"]),
        (Keyword::Weight, ["weight", "权", "权重"]),
        (Keyword::True, ["true", "是", "真"]),
        (Keyword::False, ["false", "否", "假"]),
    ];
    for (keyword, spellings) in words {
        for spelling in spellings {
            assert_eq!(kinds(spelling), [TokenKind::Keyword(keyword)], "{spelling}");
            assert!(!is_plain_name(spelling));
        }
    }
    // A word is taken whole.
    assert_eq!(
        kinds("是否渗漏 And android 且慢"),
        [name("是否渗漏"), name("And"), name("android"), name("且慢")]
    );
}

#[test]
fn names() {
    assert_eq!(
        kinds("_a1 道路长度 PM2_5 名称２"),
        [name("_a1"), name("道路长度"), name("PM2_5"), name("名称2")]
    );
    assert!(is_plain_name("道路长度") && is_plain_name("_") && is_plain_name("a1"));
    for odd in ["", "1a", "a b", "a（b）", "ａ", "a-b", "where", "「"] {
        assert!(!is_plain_name(odd), "{odd}");
    }
}

#[test]
fn quoted_names_are_kept_as_written() {
    let quoted = TokenKind::Quoted;
    assert_eq!(kinds("「道路等级（快速路/主干路）」"), [quoted("道路等级（快速路/主干路）")]);
    assert_eq!(
        kinds("“ａ” ”b” \"c\" ＂d＂ 『e』"),
        [quoted("ａ"), quoted("b"), quoted("c"), quoted("d"), quoted("e")]
    );
    assert_eq!(kinds("「a\"b”c』d」「」"), [quoted("a\"b”c』d"), quoted("")]);
    assert_eq!(problem("1 + 「ab"), (ProblemKind::Unclosed { open: '「' }, "「"));
    assert_eq!(problem("“ab\n”"), (ProblemKind::Unclosed { open: '“' }, "“"));
}

#[test]
fn numbers() {
    assert_eq!(kinds("0 007 1.50 0.1"), [number("0"), number("7"), number("1.50"), number("0.1")]);
    let longest = "79228162514264337593543950335";
    assert_eq!(kinds(longest), [number(longest)]);
    // A point belongs to a number only between digits.
    assert_eq!(kinds(".5"), [TokenKind::Sign(Sign::Dot), number("5")]);
    for (text, wrong) in [
        ("1.2.3", "1.2.3"),
        ("a + 1.", "1."),
        ("12abc", "12abc"),
        ("1_000", "1_000"),
        ("1e5 + 2", "1e5"),
        ("200公里 + 1", "200公里"),
        ("１．２．３", "１．２．３"),
        ("79228162514264337593543950336", "79228162514264337593543950336"),
        ("0.00000000000000000000000000001", "0.00000000000000000000000000001"),
    ] {
        let (kind, place) = problem(text);
        assert!(matches!(kind, ProblemKind::BadNumber { .. }), "{text}: {kind:?}");
        assert_eq!(place, wrong);
    }
    // A keyword may follow without a blank.
    assert_eq!(kinds("3且 a"), [number("3"), TokenKind::Keyword(Keyword::And), name("a")]);
    assert_eq!(kinds("3and a"), kinds("3 and a"));
}

#[test]
fn units_in_brackets() {
    let unit = |text: &'static str| TokenKind::Unit(text.into());
    assert_eq!(kinds("[km/km2] [ 人·年 ] []"), [unit("km/km2"), unit("人·年"), unit("")]);
    assert_eq!(problem("2 [km"), (ProblemKind::Unclosed { open: '[' }, "["));
    assert_eq!(problem("2 【km + [m]"), (ProblemKind::Unclosed { open: '【' }, "【"));
}

#[test]
fn characters_without_meaning_are_shown_as_written() {
    for character in ['；', '#', '&', '？', '。', '‘', '《', '!', '！', '\u{200b}', '😀'] {
        let text = format!("a {character} b");
        assert_eq!(
            problem(&text),
            (ProblemKind::UnexpectedCharacter { found: character }, &*character.to_string())
        );
    }
}

#[test]
fn a_token_knows_its_bytes() {
    let text = "（道路长度 ＋ 12％）≥「a b」";
    let found = tokens(text).unwrap();
    let written: Vec<&str> = found
        .iter()
        .map(|token| {
            text.get(usize::try_from(token.start).unwrap()..usize::try_from(token.end).unwrap())
                .unwrap()
        })
        .collect();
    assert_eq!(written, ["（", "道路长度", "＋", "12", "％", "）", "≥", "「a b」", ""]);
}

#[test]
fn a_formula_has_a_length() {
    assert!(tokens(&" ".repeat(MAXIMUM_LENGTH)).is_ok());
    let limit = MAXIMUM_LENGTH;
    assert_eq!(problem(&" ".repeat(limit + 1)).0, ProblemKind::TooLong { size: limit + 1, limit });
}
