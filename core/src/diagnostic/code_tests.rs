use std::collections::BTreeSet;

use super::*;
use crate::diagnostic::template::names;

#[test]
fn texts_are_unique_and_well_formed() {
    let mut seen = BTreeSet::new();
    for code in Code::all() {
        let text = code.as_str();
        assert!(seen.insert(text), "{text} is used twice");
        let (family, what) = text.split_once('.').unwrap();
        for part in [family, what] {
            assert!(
                !part.is_empty()
                    && part
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'),
                "{text}"
            );
        }
        // `FormulaUnknownName` is `formula.unknown_name`.
        let joined: String = text.split(['.', '_']).collect();
        assert_eq!(format!("{code:?}").to_lowercase(), joined);
    }
}

#[test]
fn both_languages_use_the_same_arguments() {
    for code in Code::all() {
        let (zh, en) = (code.template(Language::Chinese), code.template(Language::English));
        assert_eq!(names(zh), names(en), "{code}");
        let advice = [Language::Chinese, Language::English].map(|language| code.advice(language).unwrap_or_default());
        assert_eq!(names(advice[0]), names(advice[1]), "{code}");
        assert_eq!(advice[0].is_empty(), advice[1].is_empty(), "{code}");
        let used = names(zh);
        assert!(
            names(advice[0]).iter().all(|name| used.contains(name)),
            "the advice of {code} uses an argument of its own"
        );
    }
}

#[test]
fn messages_keep_to_one_voice() {
    for code in Code::all() {
        for language in [Language::Chinese, Language::English] {
            for text in [Some(code.template(language)), code.advice(language)].into_iter().flatten() {
                assert!(!text.is_empty() && !text.ends_with(['.', '。', '！', '!']), "{code}: {text}");
                assert_eq!(text.trim(), text, "{code}");
            }
        }
        let english = code.template(Language::English);
        assert!(english.is_ascii(), "{code}: {english}");
        assert!(
            code.template(Language::Chinese)
                .chars()
                .any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)),
            "{code}"
        );
    }
}
