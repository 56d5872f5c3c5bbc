//! Texts that a spreadsheet would take for formulas. What a cell shows may come from anyone who fills in a form.

/// Whether a spreadsheet may read the text as a formula when it opens a file or somebody edits the cell. Blanks and invisible characters before it
/// do not hide one.
pub(super) fn begins_formula(text: &str) -> bool {
    let is_skipped = |letter: &char| {
        matches!(
            letter,
            ' ' | '\u{A0}' | '\u{3000}' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}'
        )
    };
    // Excel in East Asian languages takes the full-width forms as well.
    matches!(
        text.chars().find(|letter| !is_skipped(letter)),
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    )
}

#[cfg(test)]
mod tests {
    use super::begins_formula;

    #[test]
    fn texts_that_a_spreadsheet_would_compute() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            " =1",
            "\u{3000}=1",
            "\u{FEFF}=1",
            "＝1",
            "－1",
            "＋1",
            "＠A",
        ] {
            assert!(begins_formula(text), "{text:?}");
        }
        for text in ["", " ", "社区", "1-2", "——", "'=1", "a=b", "5号楼", "（一）"] {
            assert!(!begins_formula(text), "{text:?}");
        }
    }
}
