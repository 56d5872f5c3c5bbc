//! Words for kinds of values and for what the parsers of the two formats say, in Chinese and English.

use jsonc_parser::ParseStringErrorKind;
use jsonc_parser::errors::ParseErrorKind;

use super::node::Value;

/// The same in Chinese and English.
pub(super) type Words = (&'static str, &'static str);

pub(super) const TABLE: Words = ("表", "a table");
pub(super) const LIST: Words = ("方括号中的列表", "a list in square brackets");
pub(super) const LIST_OF_TABLES: Words = ("由表组成的列表（TOML 写作 `[[…]]`）", "a list of tables (`[[…]]` in TOML)");
pub(super) const TEXT: Words = ("带引号的文字", "text in quotes");
pub(super) const INTEGER: Words = ("整数", "an integer");
pub(super) const NUMBER: Words = ("带引号的十进制数或整数", "a decimal number in quotes or an integer");
pub(super) const NAME_OR_NUMBER: Words = ("指标的标识、序号或名称", "the id, official number or name of an indicator");
pub(super) const FLAG: Words = (" `true` 或 `false`", "`true` or `false`");

pub(super) fn kind(value: &Value<'_>) -> Words {
    match value {
        Value::Null => ("空值", "null"),
        Value::Flag(true) => (" `true`", "`true`"),
        Value::Flag(false) => (" `false`", "`false`"),
        Value::Integer(_) => INTEGER,
        Value::Fraction(_) => ("未加引号的小数", "a fraction without quotes"),
        Value::Date => ("未加引号的日期", "a date without quotes"),
        Value::Text(..) => ("文字", "text"),
        Value::List(_) => LIST,
        Value::Table(_) => TABLE,
        Value::Broken | Value::StandIn => ("无法读取的值", "something unreadable"),
    }
}

pub(super) fn json(kind: &ParseErrorKind) -> Words {
    use ParseErrorKind as Kind;
    match kind {
        Kind::BareDecimalPointNumbersNotAllowed => ("小数点两边都要有数字", "a decimal point needs digits on both sides"),
        Kind::CommentsNotAllowed => ("JSON 中不能写注释", "JSON has no comments"),
        Kind::ExpectedColonAfterObjectKey => ("键之后应有 `:`", "expected `:` after the key"),
        Kind::ExpectedObjectValue => ("`:` 之后应有值", "expected a value after `:`"),
        Kind::ExpectedDigit | Kind::ExpectedDigitFollowingNegativeSign | Kind::ExpectedPlusMinusOrDigitInNumberLiteral => {
            ("此处应有数字", "expected a digit")
        }
        Kind::ExpectedStringObjectProperty => ("键要加双引号", "a key must be in double quotes"),
        Kind::HexadecimalNumbersNotAllowed => ("不能写十六进制数", "hexadecimal numbers are not allowed"),
        Kind::ExpectedComma => ("缺少 `,`", "missing `,`"),
        Kind::MultipleRootJsonValues => ("文件已完整，后面还有内容", "there is more after the end of the value"),
        Kind::NonFiniteNumbersNotAllowed => ("不能写无穷大或 NaN", "infinity and NaN are not allowed"),
        Kind::SingleQuotedStringsNotAllowed => ("文字要用双引号", "text must be in double quotes"),
        Kind::String(ParseStringErrorKind::UnterminatedStringLiteral) => ("引号没有闭合", "the quote is not closed"),
        Kind::String(_) => ("转义写法无效", "invalid escape"),
        Kind::TrailingCommasNotAllowed => ("最后一项之后不能有 `,`", "there must be no `,` after the last entry"),
        Kind::UnaryPlusNumbersNotAllowed => ("数前不能写 `+`", "a number cannot begin with `+`"),
        Kind::UnexpectedCloseBrace => ("多余的 `}`", "unexpected `}`"),
        Kind::UnexpectedCloseBracket => ("多余的 `]`", "unexpected `]`"),
        Kind::UnexpectedColon => ("多余的 `:`", "unexpected `:`"),
        Kind::UnexpectedComma => ("多余的 `,`", "unexpected `,`"),
        Kind::UnexpectedToken | Kind::UnexpectedTokenInObject => ("此处不应出现这个字符", "unexpected character"),
        Kind::UnexpectedWord => ("文字要加双引号", "text must be in double quotes"),
        Kind::UnterminatedArray => ("`[` 没有闭合", "the `[` is not closed"),
        Kind::UnterminatedCommentBlock => ("注释没有闭合", "the comment is not closed"),
        Kind::UnterminatedObject => ("`{` 没有闭合", "the `{` is not closed"),
        Kind::NestingDepthExceeded => ("嵌套过深", "nested too deeply"),
    }
}

/// The Chinese of a message of the TOML parser: what is wrong and what was expected. Rare messages stay in English.
#[cfg(feature = "toml")]
pub(super) fn toml(message: &str) -> String {
    let (wrong, expected) = message
        .split_once(", expected ")
        .map_or((message, None), |(wrong, expected)| (wrong, Some(expected)));
    let wrong = lookup(&WRONG, wrong);
    match expected {
        Some(expected) => {
            let expected: Vec<&str> = expected.split(", ").map(|word| lookup(&EXPECTED, word)).collect();
            let expected = expected.join("、");
            let gap = if expected.starts_with('`') { " " } else { "" };
            format!("{wrong}，此处应为{gap}{expected}")
        }
        None => wrong.to_owned(),
    }
}

#[cfg(feature = "toml")]
fn lookup<'a>(table: &[(&str, &'a str)], english: &'a str) -> &'a str {
    table
        .iter()
        .find(|(known, _)| *known == english)
        .map_or(english, |(_, chinese)| chinese)
}

#[cfg(feature = "toml")]
const WRONG: [(&str, &str); 40] = [
    ("`_` may only go between digits", "`_` 只能写在数字之间"),
    ("carriage return must be followed by newline", "回车符之后应有换行符"),
    ("extra `=`", "多余的 `=`"),
    ("extra assignment between key-value pairs", "多余的 `=`"),
    ("extra comma in array", "列表中有多余的 `,`"),
    ("extra comma in inline table", "行内表中有多余的 `,`"),
    ("invalid basic string", "文字有误"),
    ("invalid boolean", "`true` 或 `false` 写法有误"),
    ("invalid comment character", "注释中有无效字符"),
    ("invalid date-time", "日期写法有误"),
    ("invalid float", "小数写法有误"),
    ("invalid inline table element", "行内表的内容有误"),
    ("invalid integer number", "整数写法有误"),
    ("invalid key-value pair", "键值写法有误"),
    ("invalid literal string", "文字有误"),
    ("invalid multi-line basic string", "多行文字有误"),
    ("invalid multi-line literal string", "多行文字有误"),
    ("invalid string", "文字有误"),
    ("invalid unquoted key", "不加引号的键写法有误"),
    ("invalid value", "值写法有误"),
    ("key with no value", "键没有值"),
    ("missing assignment between key-value pairs", "键与值之间缺少 `=`"),
    ("missing comma between array elements", "列表各项之间缺少 `,`"),
    ("missing comma between key-value pairs", "键值之间缺少 `,`"),
    ("missing escaped value", "转义不完整"),
    ("missing key for inline table element", "行内表中缺少键"),
    ("missing value", "缺少值"),
    ("missing value for key", "键没有值"),
    ("redundant numeric sign", "数的符号多余"),
    ("string values must be quoted", "文字要加半角引号"),
    ("too few unicode value digits", "Unicode 转义的位数不足"),
    ("unclosed array", "`[` 没有闭合"),
    ("unclosed array table", "`[[` 没有闭合"),
    ("unclosed inline table", "`{` 没有闭合"),
    ("unclosed table", "表头的 `[` 没有闭合"),
    ("unexpected `=` in array", "列表中不应有 `=`"),
    ("unexpected content", "此处不应有内容"),
    ("unexpected key or value", "此处不应有键或值"),
    ("unexpected leading zero", "数的开头不应有 0"),
    ("unquoted keys cannot be empty", "键不能为空"),
];

#[cfg(feature = "toml")]
const EXPECTED: [(&str, &str); 10] = [
    ("newline", "换行"),
    ("`\\n`", "换行"),
    ("nothing", "空"),
    ("key", "键"),
    ("value", "值"),
    ("digits", "数字"),
    ("numbers", "数字"),
    ("letters", "字母"),
    ("basic string", "带引号的文字"),
    ("literal string", "带引号的文字"),
];
