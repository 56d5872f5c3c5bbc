//! Equality, order and hash of fractions, by value.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::Fraction;
use super::fraction::Form;
use super::quotient::wide_product;

impl PartialEq for Fraction {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (
                Form::Small {
                    numerator: left,
                    denominator: below,
                },
                Form::Small {
                    numerator: right,
                    denominator: other_below,
                },
            ) => {
                if below == other_below {
                    return left.cmp(right);
                }
                compare_small((*left, *below), (*right, *other_below))
            }
            (Form::Big(left), Form::Big(right)) => left.compare(right),
            _ => self.to_big().compare(&other.to_big()),
        }
    }
}

/// Cross-multiplies two fractions whose denominators are positive.
fn compare_small(left: (i128, i128), right: (i128, i128)) -> Ordering {
    if let (Ok(a), Ok(b), Ok(c), Ok(d)) = (
        i64::try_from(left.0),
        i64::try_from(left.1),
        i64::try_from(right.0),
        i64::try_from(right.1),
    ) {
        // Products of 64-bit factors cannot overflow.
        return i128::from(a)
            .saturating_mul(i128::from(d))
            .cmp(&i128::from(c).saturating_mul(i128::from(b)));
    }
    let signs = left.0.signum().cmp(&right.0.signum());
    if signs != Ordering::Equal {
        return signs;
    }
    let magnitudes =
        wide_product(left.0.unsigned_abs(), right.1.unsigned_abs()).cmp(&wide_product(right.0.unsigned_abs(), left.1.unsigned_abs()));
    if left.0 < 0 { magnitudes.reverse() } else { magnitudes }
}

impl Hash for Fraction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.reduced().0 {
            Form::Small { numerator, denominator } => (numerator, denominator).hash(state),
            Form::Big(big) => big.hash(state),
        }
    }
}
