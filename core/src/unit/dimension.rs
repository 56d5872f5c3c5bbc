//! What a unit measures, apart from its size.

use std::borrow::Cow;
use std::fmt;

use super::UnitError;

/// Largest magnitude of an exponent.
const MOST: i8 = 100;

/// A base that dimensions are made of. Its coherent unit is the symbol that it displays as.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Base {
    /// Length, in m.
    Length,
    /// Mass, in kg.
    Mass,
    /// Time, in s.
    Time,
    /// Money, in yuan.
    Money,
    /// Energy as coal equivalent, in kgce.
    CoalEquivalent,
    /// A-weighted sound level, in dB(A).
    SoundLevel,
    /// Things that are counted, by the id of the label: `building`, `person`, or `count` where the label was left open.
    Label(Cow<'static, str>),
}

impl Base {
    /// Symbol of the coherent unit, or id of the label.
    pub fn symbol(&self) -> &str {
        match self {
            Self::Length => "m",
            Self::Mass => "kg",
            Self::Time => "s",
            Self::Money => "yuan",
            Self::CoalEquivalent => "kgce",
            Self::SoundLevel => "dB(A)",
            Self::Label(id) => id,
        }
    }

    /// The base with this symbol; what is no symbol of a measure is a label.
    pub(super) fn of(symbol: Cow<'static, str>) -> Self {
        match &*symbol {
            "m" => Self::Length,
            "kg" => Self::Mass,
            "s" => Self::Time,
            "yuan" => Self::Money,
            "kgce" => Self::CoalEquivalent,
            "dB(A)" => Self::SoundLevel,
            _ => Self::Label(symbol),
        }
    }

    /// The id, when this is a counting label.
    pub fn label(&self) -> Option<&str> {
        match self {
            Self::Label(id) => Some(id),
            _ => None,
        }
    }
}

/// A product of powers of bases. Dimensions form a group: the product is associative and commutative, and each has an inverse.
///
/// ```
/// use cityvitals::unit::Units;
///
/// let units = Units::builtin();
/// let speed = units.parse("km/h")?;
/// assert_eq!(speed.dimension().to_string(), "m/s");
/// assert_eq!(units.parse("m/min")?.dimension(), speed.dimension());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dimension(Vec<(Base, i8)>);

impl Dimension {
    /// The dimension of pure numbers.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// One base.
    pub fn of(base: Base) -> Self {
        Self(vec![(base, 1)])
    }

    /// Whether this is the dimension of pure numbers.
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// The bases in their order, each with its exponent, which is not 0.
    pub fn exponents(&self) -> impl Iterator<Item = (&Base, i8)> {
        self.0.iter().map(|(base, exponent)| (base, *exponent))
    }

    /// The exponent of a base; 0 when it does not occur.
    pub fn exponent(&self, base: &Base) -> i8 {
        self.0.iter().find(|(own, _)| own == base).map_or(0, |(_, exponent)| *exponent)
    }

    /// The product.
    ///
    /// # Errors
    ///
    /// [`UnitError::TooLarge`] when an exponent exceeds ±100.
    pub fn multiply(&self, other: &Self) -> Result<Self, UnitError> {
        let mut product = self.clone();
        product.multiply_by(other, 1)?;
        Ok(product)
    }

    /// The quotient.
    ///
    /// # Errors
    ///
    /// [`UnitError::TooLarge`] when an exponent exceeds ±100.
    pub fn divide(&self, other: &Self) -> Result<Self, UnitError> {
        let mut quotient = self.clone();
        quotient.multiply_by(other, -1)?;
        Ok(quotient)
    }

    /// The dimension raised to a power.
    ///
    /// # Errors
    ///
    /// [`UnitError::TooLarge`] when an exponent exceeds ±100.
    pub fn power(&self, exponent: i8) -> Result<Self, UnitError> {
        let mut power = Self::none();
        power.multiply_by(self, exponent)?;
        Ok(power)
    }

    /// Multiplies in place by a power of another dimension.
    pub(super) fn multiply_by(&mut self, other: &Self, power: i8) -> Result<(), UnitError> {
        for (base, exponent) in &other.0 {
            let added = exponent.checked_mul(power).ok_or(UnitError::TooLarge)?;
            match self.0.binary_search_by(|(own, _)| own.cmp(base)) {
                Ok(index) => {
                    let sum = self
                        .0
                        .get(index)
                        .and_then(|(_, own)| own.checked_add(added))
                        .ok_or(UnitError::TooLarge)?;
                    check(sum)?;
                    if sum == 0 {
                        self.0.remove(index);
                    } else if let Some((_, own)) = self.0.get_mut(index) {
                        *own = sum;
                    }
                }
                Err(index) => {
                    check(added)?;
                    if added != 0 {
                        self.0.insert(index, (base.clone(), added));
                    }
                }
            }
        }
        Ok(())
    }
}

const fn check(exponent: i8) -> Result<(), UnitError> {
    if exponent.unsigned_abs() > MOST.unsigned_abs() {
        Err(UnitError::TooLarge)
    } else {
        Ok(())
    }
}

/// Writes the coherent unit: `m/s`, `person/m2`, `1`.
impl fmt::Display for Dimension {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let write = |formatter: &mut fmt::Formatter<'_>, base: &Base, exponent: i8| match exponent.unsigned_abs() {
            1 => formatter.write_str(base.symbol()),
            magnitude => write!(formatter, "{}{magnitude}", base.symbol()),
        };
        let mut is_first = true;
        for (base, exponent) in self.exponents().filter(|(_, exponent)| *exponent > 0) {
            if !is_first {
                formatter.write_str("·")?;
            }
            is_first = false;
            write(formatter, base, exponent)?;
        }
        if is_first {
            formatter.write_str("1")?;
        }
        for (base, exponent) in self.exponents().filter(|(_, exponent)| *exponent < 0) {
            formatter.write_str("/")?;
            write(formatter, base, exponent)?;
        }
        Ok(())
    }
}
