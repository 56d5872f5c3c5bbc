//! Integer division of 128-bit magnitudes: powers of ten, greatest common divisor, decimal digits of a quotient.

/// Powers of ten that fit into 128 bits: 10^0 … 10^38.
pub(super) const POWERS: [u128; 39] = powers();

#[allow(clippy::indexing_slicing, reason = "computed when the library is built, from its own numbers")]
const fn powers() -> [u128; 39] {
    let mut table = [1; 39];
    let mut exponent = 1;
    while exponent < 39 {
        table[exponent] = table[exponent - 1] * 10;
        exponent += 1;
    }
    table
}

/// 10^`exponent`, where it fits.
#[inline]
pub(super) fn power_of_ten(exponent: u32) -> Option<u128> {
    POWERS.get(usize::try_from(exponent).ok()?).copied()
}

/// The exponent of a power of ten.
pub(super) fn exponent_of(power: u128) -> Option<u32> {
    POWERS.binary_search(&power).ok().and_then(|index| u32::try_from(index).ok())
}

/// Number of decimal digits of `value`; 1 for zero.
pub(super) fn digits(value: u128) -> u32 {
    value.checked_ilog10().map_or(1, |logarithm| logarithm.saturating_add(1))
}

/// Quotient and remainder; `divisor` is not zero. Halves of 64 bits are several times faster than 128-bit division.
#[inline]
pub(super) fn divide(dividend: u128, divisor: u128) -> Option<(u128, u128)> {
    if let (Ok(dividend), Ok(divisor)) = (u64::try_from(dividend), u64::try_from(divisor)) {
        return Some((
            u128::from(dividend.checked_div(divisor)?),
            u128::from(dividend.checked_rem(divisor)?),
        ));
    }
    Some((dividend.checked_div(divisor)?, dividend.checked_rem(divisor)?))
}

/// `dividend` · 10^`digits` / `divisor` as quotient and remainder, by long division, or `None` where 128 bits do not suffice.
pub(super) fn scaled_quotient(dividend: u128, divisor: u128, digits: u32) -> Option<(u128, u128)> {
    if let Some(dividend) = power_of_ten(digits).and_then(|power| product(dividend, power)) {
        return divide(dividend, divisor);
    }
    if dividend == 0 {
        return Some((0, 0));
    }
    // Each step brings down as many digits at once as the remainder has room for.
    let step = (u128::MAX.checked_div(divisor)?).checked_ilog10().filter(|step| *step > 0)?;
    let (mut quotient, mut remainder) = divide(dividend, divisor)?;
    let mut left = digits;
    while left > 0 {
        let taken = left.min(step);
        let power = power_of_ten(taken)?;
        let (next, rest) = divide(remainder.checked_mul(power)?, divisor)?;
        quotient = quotient.checked_mul(power)?.checked_add(next)?;
        remainder = rest;
        left = left.saturating_sub(taken);
    }
    Some((quotient, remainder))
}

/// Checked product; two factors of 64 bits never overflow and take a single instruction.
#[inline]
pub(super) fn product(left: u128, right: u128) -> Option<u128> {
    if let (Ok(left), Ok(right)) = (u64::try_from(left), u64::try_from(right)) {
        return u128::from(left).checked_mul(u128::from(right));
    }
    left.checked_mul(right)
}

/// Checked product within ±(2^127 − 1).
#[inline]
pub(super) fn signed_product(left: i128, right: i128) -> Option<i128> {
    if let (Ok(left), Ok(right)) = (i64::try_from(left), i64::try_from(right)) {
        return i128::from(left).checked_mul(i128::from(right));
    }
    left.checked_mul(right).filter(|product| *product != i128::MIN)
}

/// Greatest common divisor; gcd(0, n) = n.
pub(super) fn common_divisor(left: u128, right: u128) -> u128 {
    if let (Ok(left), Ok(right)) = (u64::try_from(left), u64::try_from(right)) {
        return u128::from(num_integer::gcd(left, right));
    }
    num_integer::gcd(left, right)
}

/// The full 256-bit product as high and low half.
pub(super) fn wide_product(left: u128, right: u128) -> (u128, u128) {
    const LOW: u128 = u128::MAX >> 64;
    let (left_high, left_low) = (left >> 64, left & LOW);
    let (right_high, right_low) = (right >> 64, right & LOW);
    // No step overflows: (2^64 − 1)² + 2 · (2^64 − 1) = 2^128 − 1.
    let low = left_low.wrapping_mul(right_low);
    let middle = left_high.wrapping_mul(right_low).wrapping_add(low >> 64);
    let cross = left_low.wrapping_mul(right_high).wrapping_add(middle & LOW);
    let high = left_high
        .wrapping_mul(right_high)
        .wrapping_add(middle >> 64)
        .wrapping_add(cross >> 64);
    (high, (cross << 64) | (low & LOW))
}
