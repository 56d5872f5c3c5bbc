//! Columns: the values of one item over the rows of a table.

use crate::decimal::{Decimal, Fraction};
use crate::unit::Unit;

use super::Bits;

/// Class code of a row without a value.
pub(crate) const NO_CLASS: u32 = u32::MAX;

/// The values of one item, check or reported indicator, one per row of its table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub(crate) id: String,
    pub(crate) unit: Option<Unit>,
    pub(crate) values: Values,
    pub(crate) source: Option<String>,
    pub(crate) period: Option<String>,
}

/// Values by kind. Rows that are not `known` were not reported; what their slots hold means nothing, but is always the same.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Yes or no.
    Flag {
        /// Rows that were reported.
        known: Bits,
        /// Rows that say yes; none outside `known`.
        yes: Bits,
    },
    /// Exact decimals that share one number of digits after the point.
    Number {
        /// Numbers without their point; 0 where not known.
        mantissas: Mantissas,
        /// Digits after the point, 0 to 28.
        scale: u32,
        /// Rows that were reported.
        known: Bits,
        /// Reported rows whose value cannot be right: outside the limits that the catalogue gives, or a negative count.
        invalid: Bits,
    },
    /// One of a list of values.
    Class {
        /// Place of each row's value in the dictionary; `u32::MAX` where not known.
        codes: Vec<u32>,
        /// Ids of the values: all that the catalogue lists, in its order, or the texts of an open list by first appearance.
        dictionary: Vec<String>,
        /// Rows that were reported.
        known: Bits,
    },
}

/// Whole numbers of a column, in the narrowest form that holds them all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mantissas {
    /// Every number fits 64 bits.
    Narrow(Vec<i64>),
    /// Some number needs more than 64 bits.
    Wide(Vec<i128>),
}

impl Mantissas {
    /// Number of rows.
    pub const fn len(&self) -> usize {
        match self {
            Self::Narrow(list) => list.len(),
            Self::Wide(list) => list.len(),
        }
    }

    /// Whether there are no rows.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of a row.
    pub fn get(&self, row: usize) -> Option<i128> {
        match self {
            Self::Narrow(list) => list.get(row).copied().map(i128::from),
            Self::Wide(list) => list.get(row).copied(),
        }
    }

    /// All numbers in order.
    pub fn iter(&self) -> impl Iterator<Item = i128> + '_ {
        let (narrow, wide): (&[i64], &[i128]) = match self {
            Self::Narrow(list) => (list, &[]),
            Self::Wide(list) => (&[], list),
        };
        narrow.iter().copied().map(i128::from).chain(wide.iter().copied())
    }
}

impl Values {
    /// Number of rows.
    pub const fn len(&self) -> usize {
        self.known().len()
    }

    /// Whether there are no rows.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Rows that were reported.
    pub const fn known(&self) -> &Bits {
        match self {
            Self::Flag { known, .. } | Self::Number { known, .. } | Self::Class { known, .. } => known,
        }
    }
}

impl Column {
    /// Id of the item, check or indicator; `indicator_id.part_id` for a part.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Unit in which the numbers stand, as the header gave it; none for flags and classes.
    pub const fn unit(&self) -> Option<&Unit> {
        self.unit.as_ref()
    }

    /// The values.
    pub const fn values(&self) -> &Values {
        &self.values
    }

    /// Where the values come from: as declared, or the file they were read from.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// Period that the values are about.
    pub fn period(&self) -> Option<&str> {
        self.period.as_deref()
    }

    /// Number of rows.
    pub const fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are no rows.
    pub const fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether the row was reported.
    pub fn is_known(&self, row: usize) -> bool {
        self.values.known().get(row)
    }

    /// Whether the row was reported with a number that cannot be right.
    pub fn is_invalid(&self, row: usize) -> bool {
        match &self.values {
            Values::Number { invalid, .. } => invalid.get(row),
            Values::Flag { .. } | Values::Class { .. } => false,
        }
    }

    /// Number of a row as mantissa and digits after the point, in the unit of the column; `None` where not reported or no number.
    pub fn number(&self, row: usize) -> Option<(i128, u32)> {
        match &self.values {
            Values::Number {
                mantissas, scale, known, ..
            } if known.get(row) => mantissas.get(row).map(|mantissa| (mantissa, *scale)),
            _ => None,
        }
    }

    /// Number of a row as a fraction, in the unit of the column.
    pub fn fraction(&self, row: usize) -> Option<Fraction> {
        let (mantissa, scale) = self.number(row)?;
        Fraction::scaled(mantissa, scale).ok()
    }

    /// Number of a row as a decimal, in the unit of the column, without zeros at the end.
    pub fn decimal(&self, row: usize) -> Option<Decimal> {
        // The shared scale may be greater than this row needs, and greater than its digits leave room for.
        let (mantissa, scale) = without_zeros(self.number(row)?);
        Decimal::try_from_i128_with_scale(mantissa, scale).ok()
    }

    /// Flag of a row; `None` where not reported or no flag.
    pub fn flag(&self, row: usize) -> Option<bool> {
        match &self.values {
            Values::Flag { known, yes } => known.get(row).then(|| yes.get(row)),
            _ => None,
        }
    }

    /// Class value of a row; `None` where not reported or no class.
    pub fn class(&self, row: usize) -> Option<&str> {
        match &self.values {
            Values::Class { codes, dictionary, known } if known.get(row) => {
                let code = usize::try_from(*codes.get(row)?).ok()?;
                dictionary.get(code).map(String::as_str)
            }
            _ => None,
        }
    }
}

/// A number without zeros at the end of its digits after the point.
pub(crate) fn without_zeros((mut mantissa, mut scale): (i128, u32)) -> (i128, u32) {
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    (mantissa, scale)
}
