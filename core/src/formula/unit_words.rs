//! Units in messages: what is wrong with a unit text, and how a unit is named to a reader.

use super::scope::Name;
use crate::diagnostic::{Code, Diagnostic};
use crate::unit::{Unit, UnitError, UnitProblem};

/// The diagnostic of a unit text that cannot be read, without a place.
pub(crate) fn unit_diagnostic(error: &UnitError) -> Diagnostic {
    match error {
        UnitError::Unknown { atom, nearest, .. } => Diagnostic::new(Code::UnitUnknown).with("text", atom).suggest(nearest.as_deref()),
        UnitError::Malformed { text, problem, .. } => {
            let problem_zh = chinese(*problem);
            Diagnostic::new(Code::UnitMalformed)
                .with("text", text)
                .with_words("detail", problem_zh, problem)
        }
        UnitError::Taken { spelling, owner } => Diagnostic::new(Code::UnitTaken).with("text", spelling).with("owner", owner),
        UnitError::Mismatch { .. } | UnitError::TooLarge => Diagnostic::new(Code::UnitTooLarge),
    }
}

/// The bytes of a unit text that are wrong with it; without them the whole text is.
pub(crate) fn unit_place(error: &UnitError, written: &str) -> Option<(usize, usize)> {
    match error {
        UnitError::Unknown { atom, .. } => {
            let start = written.find(atom.as_str())?;
            Some((start, start.checked_add(atom.len())?))
        }
        UnitError::Malformed { at, problem, .. } if !matches!(problem, UnitProblem::TooLong | UnitProblem::Label) => {
            let blank = written.len().checked_sub(written.trim_start().len())?;
            let start = at.checked_add(blank)?;
            let found = written.get(start..)?.chars().next()?;
            Some((start, start.checked_add(found.len_utf8())?))
        }
        _ => None,
    }
}

/// A unit as it stands in files, and what Chinese readers call it where that is something else.
pub(crate) fn unit_words(unit: &Unit) -> Name {
    let text = unit.to_string();
    if text == "1" {
        return Name {
            zh: "没有单位的数".into(),
            en: "a number without a unit".into(),
        };
    }
    let shown = unit.display_zh();
    let is_chinese = shown.chars().any(|letter| matches!(letter, '\u{4E00}'..='\u{9FFF}'));
    Name {
        zh: if is_chinese {
            format!("{shown}（{text}）").into()
        } else {
            text.clone().into()
        },
        en: text.into(),
    }
}

const fn chinese(problem: UnitProblem) -> &'static str {
    match problem {
        UnitProblem::Empty => "是空的",
        UnitProblem::TooLong => "超过 200 字节",
        UnitProblem::TooManyFactors => "超过 16 个因子或 8 层括号",
        UnitProblem::MissingFactor => "缺少一个单位",
        UnitProblem::UnexpectedCharacter => "此处不应有这个字符",
        UnitProblem::UnclosedBracket => "括号没有闭合",
        UnitProblem::AmbiguousProduct => "除号之后的乘号有两种读法，请给除数加括号",
        UnitProblem::Exponent => "指数应在 -12 到 12 之间，且不为 0",
        UnitProblem::Number => "数应在 1 到 10^18 之间",
        UnitProblem::Label => "标识应为由字母和下划线组成的一个词",
    }
}
