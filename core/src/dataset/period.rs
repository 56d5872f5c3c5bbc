//! The period that a value is about.

use crate::fold::fold_name;

/// The written form of a period: `2025`, `2025-06`, `2025-Q1` or `2025-H1`. Periods of one kind are ordered as their texts are.
///
/// `None` where the text is no year, month, quarter or half-year.
pub(crate) fn normalise(text: &str) -> Option<String> {
    let folded = fold_name(text);
    let (year, rest) = folded.split_at_checked(4)?;
    if !(year.bytes().all(|digit| digit.is_ascii_digit()) && ("1900".."2200").contains(&year)) {
        return None;
    }
    if matches!(rest, "" | "年" | "年度") {
        return Some(year.to_owned());
    }
    let after_sign = rest.strip_prefix(['年', '-', '/', '.']);
    let part = match after_sign.unwrap_or(rest) {
        "q1" | "第一季度" | "一季度" | "1季度" | "第1季度" => "Q1",
        "q2" | "第二季度" | "二季度" | "2季度" | "第2季度" => "Q2",
        "q3" | "第三季度" | "三季度" | "3季度" | "第3季度" => "Q3",
        "q4" | "第四季度" | "四季度" | "4季度" | "第4季度" => "Q4",
        "h1" | "上半年" => "H1",
        "h2" | "下半年" => "H2",
        _ => return written_month(after_sign?).map(|month| format!("{year}-{month:02}")),
    };
    Some(format!("{year}-{part}"))
}

/// The last month of a period in its written form: 12 for a year or a second half-year.
pub(crate) fn last_month(period: &str) -> Option<u8> {
    match period.get(5..) {
        None | Some("Q4" | "H2") => Some(12),
        Some("Q1") => Some(3),
        Some("Q2" | "H1") => Some(6),
        Some("Q3") => Some(9),
        Some(month) => month.parse().ok(),
    }
}

fn written_month(text: &str) -> Option<u8> {
    let digits = text.strip_suffix('月').or_else(|| text.strip_suffix("月份")).unwrap_or(text);
    let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    digits.parse().ok().filter(|month| is_number && (1..=12).contains(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_ends_with_its_last_month() {
        let ends = ["2025", "2025-02", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025-H1", "2025-H2"].map(last_month);
        assert_eq!(ends.map(Option::unwrap), [12, 2, 3, 6, 9, 12, 6, 12]);
    }

    #[test]
    fn periods_have_one_form() {
        let cases = [
            ("2025", "2025"),
            (" ２０２５年 ", "2025"),
            ("2025年度", "2025"),
            ("2025年6月", "2025-06"),
            ("2025-06", "2025-06"),
            ("2025/12", "2025-12"),
            ("2025Q1", "2025-Q1"),
            ("2025-Q1", "2025-Q1"),
            ("2025年第四季度", "2025-Q4"),
            ("2025年上半年", "2025-H1"),
        ];
        for (text, form) in cases {
            assert_eq!(normalise(text).as_deref(), Some(form), "{text}");
        }
        for text in [
            "",
            "25",
            "20256",
            "2025-13",
            "2025-00",
            "2025-1-1",
            "上年",
            "1234",
            "２０２",
            "2025年底",
            "2025-",
            "202五",
        ] {
            assert_eq!(normalise(text), None, "{text}");
        }
    }
}
