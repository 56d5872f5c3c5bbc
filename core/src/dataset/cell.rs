//! Cells: what one of them says, or why it cannot be read. Nothing is guessed.

use crate::catalogue::document::ClassValue;
use crate::decimal::Decimal;
use crate::diagnostic::nearest;

use super::texts::Ids;
use crate::fold::{fold_cell, fold_name};

/// A cell as it came from a file or a caller; the library reads it as its column asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Text of a table.
    Text(&'a str),
    /// A number literal of JSON, in which an exponent is exact.
    Number(&'a str),
    /// A truth value of JSON.
    Flag(bool),
    /// A cell that is absent or null.
    Blank,
}

/// Why a cell is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CellError {
    TooLong,
    NotANumber,
    /// Thousands separators in wrong places.
    Grouping,
    /// An exponent: spreadsheets write it where digits are already lost.
    Exponent,
    /// A range, a bound or an estimate.
    Inexact,
    SeveralNumbers,
    /// Words beside the number.
    Remark,
    /// A spreadsheet's own error, such as `#REF!`.
    Spreadsheet,
    /// `无`: zero, or not reported?
    NoneOrZero,
    UnknownUnit {
        unit: String,
        nearest: Option<String>,
    },
    UnitNotExact {
        left: String,
        right: String,
    },
    /// `万` or `亿` in a column whose unit is a multiple already.
    ScaledTwice {
        unit: String,
    },
    TooManyDigits,
    /// The numbers of the column span more digits than one scale holds.
    SpanTooWide,
    UnknownPart {
        label: String,
        nearest: Option<String>,
    },
    NotAFlag,
    UnknownClass {
        nearest: Option<String>,
    },
    BadPeriod,
    Full,
}

/// A value that was read, or that it was not reported.
pub(crate) type Read<T> = Result<Option<T>, CellError>;

const NOT_REPORTED: &[&str] = &[
    "",
    "-",
    "--",
    "–",
    "—",
    "——",
    "/",
    "无数据",
    "暂无",
    "暂无数据",
    "未填报",
    "N/A",
    "NA",
    "n/a",
    "null",
    "NULL",
    "None",
    "NaN",
    "nan",
];

/// Whether a folded cell says that nothing was reported.
pub(crate) fn is_not_reported(folded: &str) -> bool {
    NOT_REPORTED.contains(&folded)
}

/// Whether a cell holds nothing but blanks.
pub(crate) fn is_blank(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Blank => true,
        Cell::Text(text) => crate::fold::trim(text).is_empty(),
        Cell::Number(_) | Cell::Flag(_) => false,
    }
}

/// Reads a flag.
pub(crate) fn read_flag(cell: Cell<'_>) -> Read<bool> {
    let text = match cell {
        Cell::Blank => return Ok(None),
        Cell::Flag(flag) => return Ok(Some(flag)),
        Cell::Text(text) | Cell::Number(text) => text,
    };
    // Nearly every cell of a flag column is one of these.
    match text {
        "1" | "是" => return Ok(Some(true)),
        "0" | "否" => return Ok(Some(false)),
        "" => return Ok(None),
        _ => {}
    }
    let mut buffer = String::new();
    let folded = fold_cell(text, &mut buffer);
    if is_not_reported(folded) {
        return Ok(None);
    }
    match folded {
        // Data frames write a column of flags with gaps as decimals.
        "是" | "有" | "存在" | "√" | "✓" | "✔" | "☑" | "1" | "1.0" => Ok(Some(true)),
        "否" | "无" | "没有" | "不存在" | "×" | "✗" | "✘" | "0" | "0.0" => Ok(Some(false)),
        word if ["true", "yes", "y"].iter().any(|yes| word.eq_ignore_ascii_case(yes)) => Ok(Some(true)),
        word if ["false", "no", "n"].iter().any(|no| word.eq_ignore_ascii_case(no)) => Ok(Some(false)),
        _ => Err(CellError::NotAFlag),
    }
}

/// Reads the values of one class column.
#[derive(Clone, Debug)]
pub(crate) struct ClassReader {
    /// Spellings by number, each with its place in the dictionary.
    spellings: Ids,
    codes: Vec<u32>,
    dictionary: Vec<String>,
    /// The catalogue lists no values, so that any text is one.
    open: bool,
}

impl ClassReader {
    pub(crate) fn new(values: &[ClassValue]) -> Self {
        let mut reader = Self {
            spellings: Ids::default(),
            codes: Vec::new(),
            dictionary: Vec::new(),
            open: values.is_empty(),
        };
        for value in values {
            let code = reader.add(&value.id.value);
            for spelling in [&value.name.zh, &value.name.en].into_iter().chain(&value.spellings) {
                reader.spell(spelling, code);
            }
        }
        reader
    }

    fn add(&mut self, value: &str) -> u32 {
        let code = u32::try_from(self.dictionary.len()).unwrap_or(u32::MAX);
        self.dictionary.push(value.to_owned());
        self.spell(value, code);
        code
    }

    fn spell(&mut self, spelling: &str, code: u32) {
        let folded = fold_name(spelling);
        if !folded.is_empty() && self.spellings.insert(&folded).is_some_and(|inserted| !inserted.known) {
            self.codes.push(code);
        }
    }

    /// Reads a cell as the place of its value in the dictionary.
    pub(crate) fn read(&mut self, cell: Cell<'_>) -> Read<u32> {
        let text = match cell {
            Cell::Blank => return Ok(None),
            Cell::Text(text) | Cell::Number(text) => text,
            Cell::Flag(_) => return Err(CellError::UnknownClass { nearest: None }),
        };
        // A listed spelling comes first: `无` may be a value.
        if let Some(code) = self.code(text) {
            return Ok(Some(code));
        }
        let folded = fold_name(text);
        if let Some(code) = self.code(&folded) {
            return Ok(Some(code));
        }
        if is_not_reported(fold_cell(text, &mut String::new())) {
            return Ok(None);
        }
        if self.open {
            return Ok(Some(self.add(crate::fold::trim(text))));
        }
        // Any single letter is near any other.
        let hint = if folded.chars().nth(1).is_some() {
            nearest(&folded, self.spellings.iter())
        } else {
            None
        };
        Err(CellError::UnknownClass { nearest: hint })
    }

    fn code(&self, folded: &str) -> Option<u32> {
        let spelling = usize::try_from(self.spellings.find(folded)?).ok()?;
        self.codes.get(spelling).copied()
    }

    pub(crate) fn into_dictionary(self) -> Vec<String> {
        self.dictionary
    }
}

/// `number * 10^power`, as long as it stays an exact decimal.
pub(crate) fn times_power_of_ten(number: Decimal, power: i32) -> Option<Decimal> {
    if number.is_zero() {
        return Some(Decimal::ZERO);
    }
    let (mut mantissa, mut scale) = (number.mantissa(), i64::from(number.scale()) - i64::from(power));
    if scale < 0 {
        let factor = 10_i128.checked_pow(u32::try_from(-scale).ok()?)?;
        mantissa = mantissa.checked_mul(factor)?;
        scale = 0;
    }
    while scale > i64::from(Decimal::MAX_SCALE) && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale).ok()?).ok()
}

#[cfg(test)]
#[path = "cell_tests.rs"]
mod tests;
