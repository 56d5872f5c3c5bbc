//! The two languages that the library speaks.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Language of a message or a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Language {
    /// 中文, written `zh`.
    #[default]
    #[serde(rename = "zh")]
    Chinese,
    /// English, written `en`.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The one of the two texts that is in this language.
    ///
    /// ```
    /// use cityvitals::diagnostic::Language;
    ///
    /// assert_eq!(Language::Chinese.pick("栋", "building"), "栋");
    /// ```
    pub fn pick<T>(self, chinese: T, english: T) -> T {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }

    /// Two-letter code, `zh` or `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// The language of a tag such as `zh`, `zh-CN`, `zh_Hans` or `en-GB`; `None` for any other.
    ///
    /// ```
    /// use cityvitals::diagnostic::Language;
    ///
    /// assert_eq!(Language::from_tag("zh-CN"), Some(Language::Chinese));
    /// assert_eq!(Language::from_tag("fr"), None);
    /// ```
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("zh") {
            Some(Self::Chinese)
        } else if primary.eq_ignore_ascii_case("en") {
            Some(Self::English)
        } else {
            None
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}
