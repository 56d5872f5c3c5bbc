//! A number column under construction: its cells share one scale, which grows as needed.

use crate::decimal::Decimal;

use super::Bits;
use super::column::{Mantissas, Values};

/// The numbers of a column do not fit one scale: together they span more than 38 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SpanTooWide;

/// Exact decimals in order, each row known or not.
#[derive(Clone, Debug)]
pub(crate) struct Numbers {
    mantissas: Mantissas,
    scale: u32,
    known: Bits,
}

impl Default for Numbers {
    fn default() -> Self {
        Self {
            mantissas: Mantissas::Narrow(Vec::new()),
            scale: 0,
            known: Bits::default(),
        }
    }
}

impl Numbers {
    pub(crate) const fn len(&self) -> usize {
        self.known.len()
    }

    /// Adds rows that were not reported.
    pub(crate) fn pad(&mut self, length: usize) {
        if length > self.len() {
            self.known.resize(length);
            match &mut self.mantissas {
                Mantissas::Narrow(list) => list.resize(length, 0),
                Mantissas::Wide(list) => list.resize(length, 0),
            }
        }
    }

    /// Adds a row with a number.
    pub(crate) fn push(&mut self, number: Decimal) -> Result<(), SpanTooWide> {
        self.push_scaled(number.mantissa(), number.scale())
    }

    /// Adds a row with the number `mantissa * 10^-scale`.
    pub(crate) fn push_scaled(&mut self, mantissa: i128, scale: u32) -> Result<(), SpanTooWide> {
        if scale > self.scale {
            self.rescale(scale)?;
        }
        let mantissa = shift(mantissa, self.scale - scale)?;
        self.known.push(true);
        match &mut self.mantissas {
            Mantissas::Narrow(list) => {
                if let Ok(mantissa) = i64::try_from(mantissa) {
                    list.push(mantissa);
                } else {
                    let mut wide: Vec<i128> = list.iter().copied().map(i128::from).collect();
                    wide.push(mantissa);
                    self.mantissas = Mantissas::Wide(wide);
                }
            }
            Mantissas::Wide(list) => list.push(mantissa),
        }
        Ok(())
    }

    /// Adds a row that was not reported.
    pub(crate) fn push_unknown(&mut self) {
        self.pad(self.len() + 1);
    }

    /// Writes all rows with more digits after the point; nothing changes when they do not fit.
    fn rescale(&mut self, scale: u32) -> Result<(), SpanTooWide> {
        let by = scale - self.scale;
        let narrow = match &self.mantissas {
            Mantissas::Narrow(list) => rescaled(list, by),
            Mantissas::Wide(_) => None,
        };
        self.mantissas = match narrow {
            Some(list) => Mantissas::Narrow(list),
            None => Mantissas::Wide(
                self.mantissas
                    .iter()
                    .map(|mantissa| shift(mantissa, by))
                    .collect::<Result<_, _>>()?,
            ),
        };
        self.scale = scale;
        Ok(())
    }

    pub(crate) fn finish(mut self, length: usize) -> Values {
        self.pad(length);
        Values::Number {
            mantissas: self.mantissas,
            scale: self.scale,
            known: self.known,
            invalid: Bits::zeros(length),
        }
    }
}

fn rescaled(list: &[i64], by: u32) -> Option<Vec<i64>> {
    let factor = 10_i64.checked_pow(by)?;
    list.iter().map(|mantissa| mantissa.checked_mul(factor)).collect()
}

/// `mantissa * 10^digits`.
pub(crate) fn shift(mantissa: i128, digits: u32) -> Result<i128, SpanTooWide> {
    if digits == 0 || mantissa == 0 {
        return Ok(mantissa);
    }
    10_i128
        .checked_pow(digits)
        .and_then(|factor| mantissa.checked_mul(factor))
        .ok_or(SpanTooWide)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Column;
    use super::*;
    use crate::decimal::parse_decimal;

    fn column(numbers: Numbers) -> Column {
        let length = numbers.len();
        Column {
            id: String::new(),
            unit: None,
            values: numbers.finish(length),
            source: None,
            period: None,
        }
    }

    fn scale_of(column: &Column) -> (bool, u32) {
        match column.values() {
            Values::Number { mantissas, scale, .. } => (matches!(mantissas, Mantissas::Wide(_)), *scale),
            _ => unreachable!(),
        }
    }

    #[test]
    fn the_scale_grows_and_the_width_with_it() {
        let mut numbers = Numbers::default();
        for text in ["9223372036854775807", "-1", "0.5"] {
            numbers.push(parse_decimal(text).unwrap()).unwrap();
        }
        numbers.push_unknown();
        let column = column(numbers);
        assert_eq!(scale_of(&column), (true, 1));
        assert_eq!(column.number(1), Some((-10, 1)));
        assert_eq!(column.number(3), None);
        assert_eq!(column.decimal(0).unwrap().to_string(), "9223372036854775807");
    }

    #[test]
    fn numbers_that_fit_no_common_scale_are_refused() {
        let mut numbers = Numbers::default();
        numbers.push(parse_decimal("79228162514264337593543950335").unwrap()).unwrap();
        assert_eq!(
            numbers.push(parse_decimal("0.0000000000000000000000000001").unwrap()),
            Err(SpanTooWide)
        );
        numbers.push(parse_decimal("0.5").unwrap()).unwrap();
        let column = column(numbers);
        assert_eq!((column.len(), scale_of(&column)), (2, (true, 1)));
        assert_eq!(column.decimal(0).unwrap().to_string(), "79228162514264337593543950335");
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(list in prop::collection::vec(prop::option::of((any::<i64>(), 0_u32..12)), 0..40)) {
            let mut numbers = Numbers::default();
            for cell in &list {
                match cell {
                    Some((mantissa, scale)) => numbers.push_scaled(i128::from(*mantissa), *scale).unwrap(),
                    None => numbers.push_unknown(),
                }
            }
            let column = column(numbers);
            prop_assert_eq!(column.len(), list.len());
            for (row, cell) in list.iter().enumerate() {
                let expected = cell.map(|(mantissa, scale)| Decimal::new(mantissa, scale).normalize());
                prop_assert_eq!(column.decimal(row), expected);
            }
        }
    }
}
