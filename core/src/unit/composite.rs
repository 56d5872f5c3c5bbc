//! A unit: what it measures, how large it is, and how it was written.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::table::RowRef;
use super::{Base, Dimension, UnitError};
use crate::decimal::Fraction;

/// Most factors that a computed unit remembers for its text.
const MOST_TERMS: usize = 16;
/// Largest number in front of a unit.
pub(super) const LARGEST_NUMBER: u64 = 1_000_000_000_000_000_000;
/// The generic counting label.
const COUNT: &str = "count";

/// One factor of a unit: `(number · symbol^power)`, multiplied or divided by.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// Scale in front of the symbol: 10000 in 万人.
    pub(super) number: u64,
    /// The unit; absent for a scale alone.
    pub(super) row: Option<RowRef>,
    /// Greater than 0.
    pub(super) power: i8,
    /// Whether the factor is divided by.
    pub(super) is_divisor: bool,
}

impl Term {
    pub(super) const fn number(number: u64) -> Self {
        Self {
            number,
            row: None,
            power: 1,
            is_divisor: false,
        }
    }

    /// `power` is not 0 and not the smallest `i8`.
    pub(super) fn unit(row: RowRef, number: u64, power: i8) -> Self {
        Self {
            number,
            row: Some(row),
            power: power.saturating_abs(),
            is_divisor: power < 0,
        }
    }

    /// Whether this is the unit of pure numbers, whatever stands in front.
    pub(super) fn is_one(&self) -> bool {
        self.row.as_ref().is_none_or(|row| &*row.symbol == "1")
    }

    pub(super) const fn invert(&mut self) {
        self.is_divisor = !self.is_divisor;
    }

    /// Raises the whole factor to a power that is not 0; `None` when it grows too large.
    pub(super) fn raise(&mut self, exponent: i8) -> Option<()> {
        self.number = self
            .number
            .checked_pow(exponent.unsigned_abs().into())
            .filter(|number| *number <= LARGEST_NUMBER)?;
        self.power = self.power.checked_mul(exponent.checked_abs()?)?;
        if exponent < 0 {
            self.invert();
        }
        Some(())
    }

    fn symbol(&self) -> Option<&str> {
        self.row.as_ref().map(|row| &*row.symbol)
    }

    fn signed_power(&self) -> i8 {
        if self.is_divisor { self.power.saturating_neg() } else { self.power }
    }
}

/// A unit of measure or of counting, with an exact factor to the coherent unit of its dimension.
///
/// Two units are equal when they measure the same and are equally large, however they are written.
///
/// ```
/// use cityvitals::unit::{Unit, Units};
///
/// let units = Units::builtin();
/// assert_eq!(units.parse("L/(person·d)")?, units.parse("升/人/日")?);
/// assert_eq!(units.parse("km")?.divide(&units.parse("km2")?)?.to_string(), "km/km2");
/// assert_eq!(units.parse("km")?.divide(&units.parse("km")?)?, Unit::one());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Unit(Option<Arc<Parts>>);

/// What a unit is made of. A unit stands at every step of every formula, so that the parts are shared.
struct Parts {
    dimension: Dimension,
    factor: Fraction,
    terms: Vec<Term>,
    text: Option<Box<str>>,
}

/// The parts of the unit one, which needs no memory of its own.
static ONE: Parts = Parts {
    dimension: Dimension::none(),
    factor: Fraction::one(),
    terms: Vec::new(),
    text: None,
};

impl Unit {
    /// The unit of pure numbers.
    pub const fn one() -> Self {
        Self(None)
    }

    fn new(dimension: Dimension, factor: Fraction, mut terms: Vec<Term>, text: Option<&str>) -> Self {
        // A computed unit of many factors is shown by its size and the coherent unit instead.
        if text.is_none() && terms.len() > MOST_TERMS {
            terms.clear();
        }
        Self(Some(Arc::new(Parts {
            dimension,
            factor,
            terms,
            text: text.map(Into::into),
        })))
    }

    fn parts(&self) -> &Parts {
        self.0.as_deref().unwrap_or(&ONE)
    }

    pub(super) fn from_terms(terms: Vec<Term>, text: Option<&str>) -> Result<Self, UnitError> {
        let mut dimension = Dimension::none();
        let mut factor = Fraction::one();
        for term in &terms {
            let mut own = Fraction::from_integer(term.number.into());
            if let Some(row) = &term.row {
                dimension.multiply_by(&row.dimension, term.signed_power())?;
                own = match term.power {
                    1 => own.multiply(&row.factor)?,
                    power => own.multiply(&row.factor.power(power.into())?)?,
                };
            }
            factor = if term.is_divisor {
                factor.divide(&own)?
            } else {
                factor.multiply(&own)?
            };
        }
        Ok(Self::new(dimension, factor, terms, text))
    }

    /// What the unit measures.
    pub fn dimension(&self) -> &Dimension {
        &self.parts().dimension
    }

    /// Size in coherent units of the dimension: 1000 for km, 1/100 for percent, 2000/3 for 亩.
    pub fn factor(&self) -> &Fraction {
        &self.parts().factor
    }

    /// The text as the author wrote it, without blanks around it; absent for a computed unit.
    pub fn text(&self) -> Option<&str> {
        self.parts().text.as_deref()
    }

    pub(super) fn terms(&self) -> &[Term] {
        &self.parts().terms
    }

    /// Whether this is a unit of pure numbers: 1, percent, permille …
    pub fn is_dimensionless(&self) -> bool {
        self.parts().dimension.is_none()
    }

    /// Whether this is percent, or percentage points.
    pub fn is_percent(&self) -> bool {
        self.is_dimensionless() && Fraction::ratio(1, 100).is_ok_and(|percent| percent == self.parts().factor)
    }

    /// Whether this is the generic count (个, 处, 座 …) that leaves open what is counted.
    pub fn is_count(&self) -> bool {
        let mut exponents = self.parts().dimension.exponents();
        matches!((exponents.next(), exponents.next()), (Some((base, 1)), None) if base.label() == Some(COUNT))
    }

    /// The product.
    ///
    /// # Errors
    ///
    /// [`UnitError::TooLarge`].
    pub fn multiply(&self, other: &Self) -> Result<Self, UnitError> {
        self.combine(other, false)
    }

    /// The quotient.
    ///
    /// # Errors
    ///
    /// [`UnitError::TooLarge`].
    pub fn divide(&self, other: &Self) -> Result<Self, UnitError> {
        self.combine(other, true)
    }

    fn combine(&self, other: &Self, divides: bool) -> Result<Self, UnitError> {
        let mut dimension = self.parts().dimension.clone();
        dimension.multiply_by(&other.parts().dimension, if divides { -1 } else { 1 })?;
        let factor = if divides {
            self.parts().factor.divide(&other.parts().factor)?
        } else {
            self.parts().factor.multiply(&other.parts().factor)?
        };
        let mut terms = self.parts().terms.clone();
        for term in &other.parts().terms {
            let mut term = term.clone();
            if divides {
                term.invert();
            }
            join(&mut terms, term);
        }
        Ok(Self::new(dimension, factor, terms, None))
    }

    /// The unit raised to a power.
    ///
    /// # Errors
    ///
    /// [`UnitError::TooLarge`].
    ///
    /// ```
    /// use cityvitals::unit::Units;
    ///
    /// assert_eq!(Units::builtin().parse("m")?.power(2)?.to_string(), "m2");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn power(&self, exponent: i8) -> Result<Self, UnitError> {
        if exponent == 0 {
            return Ok(Self::one());
        }
        let dimension = self.parts().dimension.power(exponent)?;
        let factor = self.parts().factor.power(exponent.into())?;
        let mut terms = self.parts().terms.clone();
        if terms.iter_mut().any(|term| term.raise(exponent).is_none()) {
            terms.clear();
        }
        Ok(Self::new(dimension, factor, terms, None))
    }

    /// The factor by which a number in this unit becomes a number in the other one.
    ///
    /// # Errors
    ///
    /// [`UnitError::Mismatch`] unless the other unit [accepts](Self::accepts) this one; [`UnitError::TooLarge`].
    ///
    /// ```
    /// use cityvitals::unit::Units;
    ///
    /// let units = Units::builtin();
    /// assert_eq!(units.parse("万亩")?.conversion_to(&units.parse("公顷")?)?.to_string(), "2000/3");
    /// assert_eq!(units.parse("1")?.conversion_to(&units.parse("%")?)?.to_string(), "100");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn conversion_to(&self, other: &Self) -> Result<Fraction, UnitError> {
        if !other.accepts(self) {
            return Err(UnitError::Mismatch {
                left: self.to_string(),
                right: other.to_string(),
            });
        }
        Ok(self.parts().factor.divide(&other.parts().factor)?)
    }

    /// Whether numbers in the other unit may be read into this one: both measure the same, or the other one leaves open what is counted
    /// where this one says it. The reverse does not hold.
    ///
    /// ```
    /// use cityvitals::unit::Units;
    ///
    /// let units = Units::builtin();
    /// let (compound, count) = (units.parse("compound")?, units.parse("个")?);
    /// assert!(compound.accepts(&count));
    /// assert!(!count.accepts(&compound));
    /// assert!(units.parse("item/km2")?.accepts(&units.parse("个/平方公里")?));
    /// assert!(!units.parse("building")?.accepts(&units.parse("person")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn accepts(&self, other: &Self) -> bool {
        if self.parts().dimension == other.parts().dimension {
            return true;
        }
        let Ok(difference) = self.parts().dimension.divide(&other.parts().dimension) else {
            return false;
        };
        let count = Base::Label(COUNT.into());
        let open = other.parts().dimension.exponent(&count);
        let mut named = difference.exponents().filter(|(base, _)| **base != count);
        let (Some((label, exponent)), None) = (named.next(), named.next()) else {
            return false;
        };
        // Exactly one label of this unit stands where the other one has the generic count.
        open != 0
            && exponent == open
            && label.label().is_some()
            && self.parts().dimension.exponent(&count) == 0
            && other.parts().dimension.exponent(label) == 0
    }

    /// Chinese name of a unit with a single factor, such as 楼栋 or 千米.
    pub fn name_zh(&self) -> Option<&str> {
        match self.parts().terms.as_slice() {
            [
                Term {
                    number: 1,
                    row: Some(row),
                    power: 1,
                    is_divisor: false,
                },
            ] => Some(&row.name),
            _ => None,
        }
    }
}

/// Adds a factor: it cancels its exact reverse, or joins its like and then cancels. km over km² stays as it is, as the field writes it.
fn join(terms: &mut Vec<Term>, mut term: Term) {
    if cancel(terms, &term) {
        return;
    }
    let is_like = |own: &Term| own.is_divisor == term.is_divisor && own.number == 1 && term.number == 1 && own.symbol() == term.symbol();
    let like = terms
        .iter()
        .position(is_like)
        .and_then(|place| Some((place, terms.get(place)?.power.checked_add(term.power)?)));
    if let Some((place, power)) = like {
        terms.remove(place);
        term.power = power;
        if cancel(terms, &term) {
            return;
        }
    }
    terms.push(term);
}

fn cancel(terms: &mut Vec<Term>, term: &Term) -> bool {
    let reverse = terms.iter().position(|own| {
        own.is_divisor != term.is_divisor && own.number == term.number && own.power == term.power && own.symbol() == term.symbol()
    });
    reverse.map(|place| terms.remove(place)).is_some()
}

impl PartialEq for Unit {
    fn eq(&self, other: &Self) -> bool {
        self.parts().dimension == other.parts().dimension && self.parts().factor == other.parts().factor
    }
}

impl Eq for Unit {}

impl Hash for Unit {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().dimension.hash(state);
        self.parts().factor.hash(state);
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Unit({self})")
    }
}
