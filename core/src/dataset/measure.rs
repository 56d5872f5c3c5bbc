//! Number cells: digits in every width, thousands separators, a unit or a scale word behind them, and lists of labelled numbers.

use crate::decimal::{Decimal, DecimalError, Fraction, parse_decimal};
use crate::nearest::nearest;
use crate::unit::{Base, Unit, UnitError, Units};

use super::cell::{Cell, CellError, Read, is_not_reported, times_power_of_ten};
use super::problems::shown_unit;
use super::schema::PartRef;
use crate::fold::{fold_cell, fold_name};

/// Different unit texts that are remembered per column; a real column has one or two.
const REMEMBERED_UNITS: usize = 16;

/// Largest exponent of a JSON number; a decimal has fewer digits than that.
const MAXIMUM_EXPONENT: i32 = 60;

/// Words and signs that make a number a bound or an estimate, before and behind it.
const BEFORE: &[&str] = &[
    "约",
    "近",
    "超",
    "大于",
    "小于",
    "不少于",
    "不小于",
    "不低于",
    "不超过",
    "不大于",
    "不高于",
    "至少",
    "至多",
    "高于",
    "低于",
];
const BEFORE_SIGNS: &[char] = &['≥', '≤', '>', '<', '≈', '~', '±', '≧', '≦', '＞', '＜'];
const BEHIND: &[&str] = &["以上", "以下", "以内", "左右", "上下", "余", "多", "至", "到"];
const BEHIND_SIGNS: &[char] = &['-', '–', '—', '~', '〜', '±', '≤', '≥', '<', '>', '+'];

/// Reads the numbers of one column.
pub(crate) struct MeasureReader<'a> {
    units: &'a Units,
    unit: Unit,
    powers: Vec<(String, Result<i32, CellError>)>,
    buffer: String,
}

impl<'a> MeasureReader<'a> {
    /// A reader of cells whose numbers are in the given unit.
    pub(crate) fn new(units: &'a Units, unit: Unit) -> Self {
        Self {
            units,
            unit,
            powers: Vec::new(),
            buffer: String::new(),
        }
    }

    /// Reads one number.
    pub(crate) fn read(&mut self, cell: Cell<'_>) -> Read<Decimal> {
        match cell {
            Cell::Blank => Ok(None),
            Cell::Flag(_) => Err(CellError::NotANumber),
            Cell::Number(literal) => read_literal(literal).map(Some),
            Cell::Text(text) => {
                let mut buffer = std::mem::take(&mut self.buffer);
                let read = self.read_folded(fold_cell(text, &mut buffer));
                self.buffer = buffer;
                read
            }
        }
    }

    fn read_folded(&mut self, text: &str) -> Read<Decimal> {
        match parse_decimal(text) {
            Ok(number) => return Ok(Some(number)),
            Err(DecimalError::Malformed) => {}
            Err(_) => return Err(CellError::TooManyDigits),
        }
        if is_not_reported(text) {
            return Ok(None);
        }
        let (digits, rest) = split_number(text);
        if !digits.contains(|character: char| character.is_ascii_digit()) {
            return Err(without_number(text));
        }
        let number = read_grouped(digits)?;
        let rest = rest.trim_start();
        if rest.is_empty() {
            return Ok(Some(number));
        }
        let power = self.power(rest)?;
        times_power_of_ten(number, power).map(Some).ok_or(CellError::TooManyDigits)
    }

    /// Power of ten for what stands behind a number, remembered per text.
    fn power(&mut self, rest: &str) -> Result<i32, CellError> {
        if let Some((_, power)) = self.powers.iter().find(|(text, _)| text == rest) {
            return power.clone();
        }
        let power = self.find_power(rest);
        if self.powers.len() < REMEMBERED_UNITS {
            self.powers.push((rest.to_owned(), power.clone()));
        }
        power
    }

    fn find_power(&self, rest: &str) -> Result<i32, CellError> {
        // A number alone would be a unit too, as in 10^4 m3.
        if rest.starts_with(|character: char| character.is_ascii_digit()) {
            return Err(CellError::SeveralNumbers);
        }
        let (word, behind) = split_scale_word(rest);
        if word != 0 && behind.is_empty() {
            return if is_multiple(&self.unit) {
                Err(CellError::ScaledTwice {
                    unit: shown_unit(&self.unit),
                })
            } else {
                Ok(word)
            };
        }
        // The unit of a cell may itself begin with a scale word, as 万人 does.
        match parse_unit(self.units, rest, &self.unit) {
            Ok(unit) => self.unit_power(&unit),
            Err(error) => match parse_unit(self.units, behind, &self.unit) {
                Ok(unit) if word != 0 => self.unit_power(&unit).map(|power| power + word),
                _ => Err(behind_number(rest, &error)),
            },
        }
    }

    fn unit_power(&self, unit: &Unit) -> Result<i32, CellError> {
        let factor = unit.conversion_to(&self.unit).ok();
        factor
            .and_then(|factor| power_of_ten(factor.to_exact_decimal()?))
            .ok_or_else(|| CellError::UnitNotExact {
                left: shown_unit(unit),
                right: shown_unit(&self.unit),
            })
    }

    /// Reads `50.7（快速路） 35.32（主干路）`: numbers with the names of parts behind them. `None` where the cell has no such form.
    pub(crate) fn read_parts(&mut self, cell: Cell<'_>, parts: &[PartRef<'_>]) -> Option<Result<Vec<(usize, Decimal)>, CellError>> {
        let Cell::Text(text) = cell else { return None };
        let mut buffer = String::new();
        let mut rest = fold_cell(text, &mut buffer);
        if !rest.starts_with(|character: char| character.is_ascii_digit() || character == '-') || !rest.ends_with(')') {
            return None;
        }
        let mut read = Vec::new();
        while !rest.is_empty() {
            let (number, after) = rest.split_once('(')?;
            let (label, behind) = after.split_once(')')?;
            match self.read_part(number, label, parts) {
                Ok((place, _)) if read.iter().any(|(taken, _)| *taken == place) => return Some(Err(CellError::SeveralNumbers)),
                Ok(part) => read.push(part),
                Err(error) => return Some(Err(error)),
            }
            rest = behind.trim_start_matches([' ', ',', ';', '、', '/']);
        }
        Some(Ok(read))
    }

    fn read_part(&mut self, number: &str, label: &str, parts: &[PartRef<'_>]) -> Result<(usize, Decimal), CellError> {
        let name = fold_name(label);
        let spellings = |part: &PartRef<'_>| {
            let own = part.id.rsplit_once('.').map_or(part.id, |(_, own)| own);
            [fold_name(own), fold_name(part.name_zh), fold_name(part.name_en)]
        };
        let place = parts.iter().position(|part| spellings(part).contains(&name));
        let place = place.ok_or_else(|| CellError::UnknownPart {
            label: label.to_owned(),
            nearest: nearest(&name, parts.iter().flat_map(spellings)),
        })?;
        let number = self.read_folded(number.trim())?.ok_or(CellError::NotANumber)?;
        Ok((place, number))
    }
}

/// Reads a unit text. Capitals make no difference where only they keep it from being the expected unit: `Km/h` for km/h.
pub(crate) fn parse_unit(units: &Units, text: &str, expected: &Unit) -> Result<Unit, UnitError> {
    units.parse(text).or_else(|error| match units.parse(&text.to_ascii_lowercase()) {
        Ok(unit) if unit == *expected => Ok(unit),
        _ => Err(error),
    })
}

/// Whether the unit is itself a multiple, so that `万` in a cell could be one too many: 万人, 万元, 万立方米, percent.
fn is_multiple(unit: &Unit) -> bool {
    let is_counted = unit
        .dimension()
        .exponents()
        .all(|(base, _)| base.label().is_some() || *base == Base::Money);
    (is_counted && *unit.factor() != Fraction::one())
        || unit.to_string().contains("10^")
        || unit.text().is_some_and(|text| text.contains(['万', '亿']))
}

/// Sign, digits, points and commas at the beginning, and what stands behind them.
fn split_number(text: &str) -> (&str, &str) {
    let signed = text.strip_prefix(['-', '+']).unwrap_or(text);
    let length = signed
        .find(|character: char| !(character.is_ascii_digit() || matches!(character, '.' | ',')))
        .unwrap_or(signed.len());
    // A comma behind the last digit belongs to the words that follow.
    let length = signed.get(..length).map_or(length, |digits| digits.trim_end_matches(',').len());
    text.split_at_checked(text.len() - signed.len() + length).unwrap_or((text, ""))
}

/// Reads digits in which commas may stand between groups of three.
fn read_grouped(text: &str) -> Result<Decimal, CellError> {
    let parsed = if text.contains(',') {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let whole = unsigned.split_once('.').map_or(unsigned, |(whole, _)| whole);
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        let well_formed = (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|group| group.len() == 3);
        // A comma behind the point is in `unsigned` but in no group.
        if !well_formed || whole.contains(',') != unsigned.contains(',') || unsigned.matches(',').count() != whole.matches(',').count() {
            return Err(CellError::Grouping);
        }
        parse_decimal(&text.replace(',', ""))
    } else {
        parse_decimal(text)
    };
    parsed.map_err(|error| {
        if error == DecimalError::Malformed {
            CellError::NotANumber
        } else {
            CellError::TooManyDigits
        }
    })
}

/// A scale word at the beginning as a power of ten, and what stands behind it.
fn split_scale_word(text: &str) -> (i32, &str) {
    for (word, power) in [("万亿", 12), ("亿", 8), ("万", 4)] {
        if let Some(behind) = text.strip_prefix(word) {
            return (power, behind.trim_start());
        }
    }
    (0, text)
}

/// The power of ten that a decimal is.
fn power_of_ten(number: Decimal) -> Option<i32> {
    let number = number.normalize();
    let mantissa = number.mantissa();
    if mantissa <= 0 {
        return None;
    }
    let zeros = mantissa.ilog10();
    (10_i128.pow(zeros) == mantissa).then_some(i32::try_from(zeros).ok()? - i32::try_from(number.scale()).ok()?)
}

/// Why a text that does not begin with a number is none.
fn without_number(text: &str) -> CellError {
    let has_digit = text.contains(|character: char| character.is_ascii_digit());
    if text.starts_with('#') {
        CellError::Spreadsheet
    } else if text == "无" {
        CellError::NoneOrZero
    } else if has_digit && (text.starts_with(BEFORE_SIGNS) || BEFORE.iter().any(|word| text.starts_with(word))) {
        CellError::Inexact
    } else {
        CellError::NotANumber
    }
}

/// Why what stands behind a number makes no unit.
fn behind_number(rest: &str, error: &UnitError) -> CellError {
    let has_digit = rest.contains(|character: char| character.is_ascii_digit());
    let exponent = rest
        .strip_prefix(['e', 'E'])
        .map(|digits| digits.strip_prefix(['+', '-']).unwrap_or(digits));
    if exponent.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())) {
        CellError::Exponent
    } else if rest.starts_with(BEHIND_SIGNS) || BEHIND.iter().any(|word| rest.starts_with(word)) {
        CellError::Inexact
    } else if has_digit {
        CellError::SeveralNumbers
    } else if rest.contains(['(', '[', ',', ';', ':', '、', '。']) {
        CellError::Remark
    } else {
        let nearest = match error {
            UnitError::Unknown { nearest, .. } => nearest.clone(),
            _ => None,
        };
        CellError::UnknownUnit {
            unit: rest.to_owned(),
            nearest,
        }
    }
}

/// Reads a JSON number exactly, exponent included.
fn read_literal(literal: &str) -> Result<Decimal, CellError> {
    let (digits, exponent) = literal.split_once(['e', 'E']).unwrap_or((literal, "0"));
    let number = parse_decimal(digits).map_err(|error| {
        if error == DecimalError::Malformed {
            CellError::NotANumber
        } else {
            CellError::TooManyDigits
        }
    })?;
    let power: i32 = exponent.parse().map_err(|_| CellError::TooManyDigits)?;
    if power.abs() > MAXIMUM_EXPONENT && !number.is_zero() {
        return Err(CellError::TooManyDigits);
    }
    times_power_of_ten(number, power).ok_or(CellError::TooManyDigits)
}

#[cfg(test)]
#[path = "measure_tests.rs"]
mod tests;
