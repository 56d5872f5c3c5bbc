//! The two ways of rounding that the field prescribes.

use serde::{Deserialize, Serialize};

/// Way of rounding. Both are symmetric about zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// 修约, the rule of GB/T 8170: a tie goes to the even digit (四舍六入五成双).
    #[default]
    HalfEven,
    /// 四舍五入: a tie goes away from zero.
    HalfUp,
}

impl Rounding {
    /// Whether a magnitude goes up, given how its remainder compares with half of the divisor and whether the quotient is odd.
    pub(super) const fn goes_up(self, remainder_to_half: std::cmp::Ordering, quotient_is_odd: bool) -> bool {
        match remainder_to_half {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => match self {
                Self::HalfEven => quotient_is_odd,
                Self::HalfUp => true,
            },
        }
    }
}
