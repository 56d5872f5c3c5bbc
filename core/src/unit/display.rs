//! Unit texts: one for machines that reads back, and one each for Chinese and English readers.

use std::fmt;

use super::Unit;
use super::composite::Term;
use super::lexer::LARGEST_EXPONENT;

/// Scales that Chinese has a word for, the largest first.
const WORDS: [(u64, &str); 5] = [
    (1_000_000_000_000, "万亿"),
    (100_000_000, "亿"),
    (10_000, "万"),
    (1_000, "千"),
    (100, "百"),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Machine,
    Chinese,
    English,
}

impl Unit {
    /// Short text for Chinese readers: `km/km²`, `万m³/(h·km²)`, `个/万人`, `%`; empty for pure numbers. Labels show their measure word, so the
    /// text need not read back as the same unit.
    ///
    /// ```
    /// use cityvitals::unit::Units;
    ///
    /// let units = Units::builtin();
    /// assert_eq!(units.parse("10^4 m3/h/km2")?.display_zh(), "万m³/(h·km²)");
    /// assert_eq!(units.parse("compound")?.display_zh(), "个");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn display_zh(&self) -> String {
        let mut text = String::new();
        // Writing into a string does not fail.
        let _ = self.write(&mut text, Style::Chinese);
        text
    }

    /// Short text for English readers: `km/km²`, `10⁴ m³/(h·km²)`, `buildings` as `building`; empty for pure numbers.
    ///
    /// ```
    /// use cityvitals::unit::Units;
    ///
    /// assert_eq!(Units::builtin().parse("平方米/万人")?.display_en(), "m²/10⁴ person");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn display_en(&self) -> String {
        let mut text = String::new();
        let _ = self.write(&mut text, Style::English);
        text
    }

    fn write(&self, target: &mut dyn fmt::Write, style: Style) -> fmt::Result {
        let (below, above): (Vec<Term>, Vec<Term>) = self.terms().iter().flat_map(readable).partition(|term| term.is_divisor);
        if above.is_empty() && below.is_empty() {
            return self.write_size(target, style);
        }
        for (place, term) in above.iter().enumerate() {
            if place > 0 {
                target.write_str("·")?;
            }
            write_term(target, term, style)?;
        }
        if above.is_empty() {
            target.write_str("1")?;
        }
        let has_brackets = style != Style::Machine && below.len() > 1;
        for (place, term) in below.iter().enumerate() {
            target.write_str(match (place, has_brackets) {
                (0, true) => "/(",
                (_, true) => "·",
                (_, false) => "/",
            })?;
            write_term(target, term, style)?;
        }
        if has_brackets { target.write_str(")") } else { Ok(()) }
    }

    /// A unit without factors: a pure number, or one that was too long to remember them.
    fn write_size(&self, target: &mut dyn fmt::Write, style: Style) -> fmt::Result {
        if *self == Self::one() {
            return if style == Style::Machine { target.write_str("1") } else { Ok(()) };
        }
        let (numerator, denominator) = match self.factor().to_parts() {
            Some((numerator, denominator)) => (numerator.to_string(), denominator.to_string()),
            None => (self.factor().to_string(), "1".to_owned()),
        };
        let measure = self.dimension().to_string();
        match (numerator.as_str(), measure.strip_prefix('1')) {
            (_, Some(below)) => write!(target, "{numerator}{below}")?,
            ("1", None) => target.write_str(&measure)?,
            (_, None) => write!(target, "{numerator} {measure}")?,
        }
        if denominator == "1" {
            Ok(())
        } else {
            write!(target, "/{denominator}")
        }
    }
}

/// A factor in parts whose exponents are small enough to be read again.
fn readable(term: &Term) -> impl Iterator<Item = Term> {
    let mut left = Some(term.clone());
    std::iter::from_fn(move || {
        let mut part = left.take()?;
        if let Some(rest) = part.power.checked_sub(LARGEST_EXPONENT).filter(|rest| *rest > 0) {
            left = Some(Term {
                number: 1,
                power: rest,
                ..part.clone()
            });
            part.power = LARGEST_EXPONENT;
        }
        Some(part)
    })
}

fn write_term(target: &mut dyn fmt::Write, term: &Term, style: Style) -> fmt::Result {
    let symbol = term.row.as_ref().map(|row| match style {
        Style::Machine => &*row.symbol,
        Style::Chinese => &*row.zh,
        Style::English => &*row.en,
    });
    if term.number > 1 {
        let is_spelled = symbol.is_none_or(|symbol| !symbol.starts_with(|letter: char| letter.is_ascii()));
        write_number(target, term.number, style, is_spelled)?;
        if symbol.is_some() && style != Style::Chinese {
            target.write_char(' ')?;
        }
    }
    target.write_str(symbol.unwrap_or_default())?;
    match (term.power, style) {
        (1, _) => Ok(()),
        _ if symbol.is_none() => Ok(()),
        (power, Style::Machine) => write!(target, "{power}"),
        (power, _) => write_superscript(target, power.unsigned_abs().into()),
    }
}

/// 百 and 千 alone stand before Chinese words only (千人, but 100km²).
fn write_number(target: &mut dyn fmt::Write, number: u64, style: Style, is_spelled: bool) -> fmt::Result {
    if style == Style::Chinese {
        // 10万, 百万, 千万: one word for the scale, and what is left of the number in front of it.
        let word = WORDS
            .iter()
            .find_map(|(scale, word)| Some((number.checked_div(*scale).filter(|_| number.is_multiple_of(*scale))?, word)));
        return match word {
            Some((1, word)) if is_spelled || number >= 10_000 => target.write_str(word),
            Some((100, word)) => write!(target, "百{word}"),
            Some((1000, word)) => write!(target, "千{word}"),
            Some((count, word)) if *word == "万" || *word == "亿" => write!(target, "{count}{word}"),
            _ => write!(target, "{number}"),
        };
    }
    let exponent = number.checked_ilog10().unwrap_or(0);
    if !(3..=12).contains(&exponent) || 10_u64.checked_pow(exponent) != Some(number) {
        return write!(target, "{number}");
    }
    if style == Style::Machine {
        return write!(target, "10^{exponent}");
    }
    target.write_str("10")?;
    write_superscript(target, exponent)
}

fn write_superscript(target: &mut dyn fmt::Write, number: u32) -> fmt::Result {
    for digit in number.to_string().chars() {
        target.write_char(match digit {
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4' => '⁴',
            '5' => '⁵',
            '6' => '⁶',
            '7' => '⁷',
            '8' => '⁸',
            '9' => '⁹',
            _ => '⁰',
        })?;
    }
    Ok(())
}

/// The machine text: `km/km2`, `10^4 m3/h/km2`, `L/person/d`, `1`. It reads back as the same unit.
impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(&mut text, Style::Machine)?;
        formatter.pad(&text)
    }
}
