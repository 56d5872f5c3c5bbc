//! Sheets as Markdown: the pipe tables of GitHub and of most other readers.

use super::{Cell, Sheet};

impl Sheet<'_> {
    /// The sheet as Markdown: its title in bold, the table, and each note as a paragraph.
    ///
    /// Cells are text and nothing else: signs that Markdown or HTML would read are escaped, and a line end becomes `<br>`. Equal cells are not
    /// merged, since Markdown has no such cells.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::sheet::{Cell, Sheet, SheetColumn};
    ///
    /// let sheet = Sheet::of_rows("a", "", vec![SheetColumn::new("名称", 8)], vec![vec![Cell::text("甲|乙<script>")]]);
    /// assert_eq!(sheet.to_markdown(), "| 名称 |\n| --- |\n| 甲\\|乙&lt;script&gt; |\n");
    /// ```
    pub fn to_markdown(&self) -> String {
        let mut text = String::new();
        if !self.title().is_empty() {
            text.push_str("**");
            escape(self.title(), &mut text);
            text.push_str("**\n\n");
        }
        for column in self.columns() {
            text.push_str("| ");
            escape(&column.heading, &mut text);
            text.push(' ');
        }
        text.push_str("|\n");
        for _ in self.columns() {
            text.push_str("| --- ");
        }
        text.push_str("|\n");
        for row in self.rows() {
            for cell in &row {
                text.push_str("| ");
                match cell {
                    Cell::Blank => {}
                    Cell::Text(words) => escape(words, &mut text),
                    Cell::Number(number) => text.push_str(&number.to_string()),
                }
                text.push(' ');
            }
            text.push_str(&"| ".repeat(self.columns().len().saturating_sub(row.len())));
            text.push_str("|\n");
        }
        for note in self.notes() {
            text.push('\n');
            escape(note, &mut text);
            text.push('\n');
        }
        text
    }
}

/// Adds a text in which Markdown sees no marks: as one line, whatever it holds.
fn escape(text: &str, out: &mut String) {
    let mut letters = text.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{2028}' | '\u{2029}' => out.push_str("<br>"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(letter);
            }
            '\t' => out.push(' '),
            control if control.is_control() => out.push('\u{FFFD}'),
            // At the beginning of a note it would be a heading, a list or a rule.
            '#' | '+' | '-' | '=' if is_line_start(out) => {
                out.push('\\');
                out.push(letter);
            }
            other => out.push(other),
        }
    }
}

fn is_line_start(out: &str) -> bool {
    out.is_empty() || out.ends_with('\n')
}
