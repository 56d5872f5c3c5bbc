//! Status and completeness: what a result is besides its value.

use serde::{Deserialize, Serialize};

use crate::catalogue::table::{self, table};
use crate::diagnostic::Language;

/// What a result is. A value stands only with `Ok`, `Partial`, `Reported` and `Invalid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// Computed from everything that it needs.
    Ok,
    /// Computed from the units that reported; the indicator's missing policy allows it.
    Partial,
    /// Not computed: the finished figure was handed in.
    Reported,
    /// Something that it needs was not handed in.
    Missing,
    /// The indicator does not apply to this city or area.
    NotApplicable,
    /// The formula has no value here: a denominator is zero.
    Undefined,
    /// A number is too large to be computed or shown.
    Overflow,
    /// An input or the result is outside what can be right.
    Invalid,
}

impl Status {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Ok,
        Self::Partial,
        Self::Reported,
        Self::Missing,
        Self::NotApplicable,
        Self::Undefined,
        Self::Overflow,
        Self::Invalid,
    ];

    /// Name in one language.
    pub const fn word(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.english(),
        }
    }

    /// Name in Chinese.
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Ok => "已计算",
            Self::Partial => "部分上报",
            Self::Reported => "上报值",
            Self::Missing => "缺数据",
            Self::NotApplicable => "不适用",
            Self::Undefined => "无定义",
            Self::Overflow => "超出范围",
            Self::Invalid => "无效",
        }
    }

    /// Name in English.
    pub const fn english(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Partial => "partial",
            Self::Reported => "reported",
            Self::Missing => "missing",
            Self::NotApplicable => "not applicable",
            Self::Undefined => "undefined",
            Self::Overflow => "overflow",
            Self::Invalid => "invalid",
        }
    }
}

table! {
    /// How much of what a result needs was handed in: values or units, as the formula reads them.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub struct Completeness {
        /// How many there are.
        pub reported: u64,
        /// How many there should be.
        pub expected: u64,
    }
}

impl Completeness {
    /// One value that is there.
    pub(crate) const FULL: Self = Self { reported: 1, expected: 1 };
    /// One value that is not there.
    pub(crate) const EMPTY: Self = Self { reported: 0, expected: 1 };
    /// A value that needs nothing.
    pub(crate) const NONE: Self = Self { reported: 0, expected: 0 };

    /// Whether nothing is missing.
    pub const fn is_full(self) -> bool {
        self.reported >= self.expected
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self {
            reported: self.reported.saturating_add(other.reported),
            expected: self.expected.saturating_add(other.expected),
        }
    }
}

/// Why a value could not be computed, from mild to grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Fault {
    Undefined,
    Overflow,
    Missing,
    Invalid,
}

impl Fault {
    pub(crate) const fn status(self) -> Status {
        match self {
            Self::Undefined => Status::Undefined,
            Self::Overflow => Status::Overflow,
            Self::Missing => Status::Missing,
            Self::Invalid => Status::Invalid,
        }
    }
}

impl From<crate::decimal::ArithmeticError> for Fault {
    fn from(error: crate::decimal::ArithmeticError) -> Self {
        match error {
            crate::decimal::ArithmeticError::DivisionByZero => Self::Undefined,
            _ => Self::Overflow,
        }
    }
}
