//! Sheets as HTML: one table, escaped, with class names for a style sheet.

use std::fmt::Write as _;

use super::merge::Merging;
use super::{Cell, Sheet};

impl Sheet<'_> {
    /// The sheet as an HTML table: title as caption, headings, rows, and notes at its foot.
    ///
    /// All text is escaped. Equal cells below each other become one with a `rowspan`, where their column lets them. Classes: the table has `sheet` and
    /// `sheet-` with its name, cells have `number`, `blank` or `merged`, the lines at the foot `note`. Columns have their usual width as a
    /// style.
    ///
    /// # Example
    ///
    /// ```
    /// use cityvitals::sheet::{Cell, Sheet, SheetColumn};
    ///
    /// let columns = vec![SheetColumn::new("区", 8).merged(), SheetColumn::new("数", 6)];
    /// let rows = vec![vec![Cell::text("西陵区"), Cell::count(3)], vec![Cell::text("西陵区"), Cell::count(5)]];
    /// let html = Sheet::of_rows("shares", "分布", columns, rows).to_html();
    /// assert!(html.contains(r#"<td class="merged" rowspan="2">西陵区</td><td class="number">3</td>"#));
    /// ```
    pub fn to_html(&self) -> String {
        let mut html = String::from("<table class=\"sheet sheet-");
        escape_class(self.name(), &mut html);
        html.push_str("\">\n");
        if !self.title().is_empty() {
            html.push_str("<caption>");
            escape_html(self.title(), &mut html);
            html.push_str("</caption>\n");
        }
        html.push_str("<colgroup>");
        for column in self.columns() {
            // Writing to a String does not fail.
            let _ = write!(html, "<col style=\"width:{}ch\">", column.width);
        }
        html.push_str("</colgroup>\n<thead>\n<tr>");
        for column in self.columns() {
            html.push_str("<th scope=\"col\">");
            escape_html(&column.heading, &mut html);
            html.push_str("</th>");
        }
        html.push_str("</tr>\n</thead>\n<tbody>\n");
        self.write_body(&mut html);
        html.push_str("</tbody>\n");
        self.write_notes(&mut html);
        html.push_str("</table>\n");
        html
    }

    fn write_body(&self, html: &mut String) {
        let mut merging = Merging::new(self.columns());
        // Rows that hang together through their merged cells; a rowspan must be known when its first row is written.
        let mut group: Vec<Vec<Cell<'_>>> = Vec::new();
        for row in self.rows() {
            merging.row(&row);
            if merging.is_empty() || merging.begins() {
                self.write_group(&group, html);
                group.clear();
            }
            group.push(row);
        }
        self.write_group(&group, html);
    }

    fn write_group(&self, group: &[Vec<Cell<'_>>], html: &mut String) {
        let mut merging = Merging::new(self.columns());
        // How many rows each cell covers: counted from below, where a run ends.
        let mut covered: Vec<Vec<(usize, bool)>> = Vec::with_capacity(group.len());
        for row in group {
            merging.row(row);
            covered.push(merging.columns().collect());
        }
        for (index, row) in group.iter().enumerate() {
            html.push_str("<tr>");
            let below = covered.get(index..).unwrap_or_default();
            for column in 0..row.len().max(self.columns().len()) {
                let continued = |marks: &Vec<(usize, bool)>| marks.contains(&(column, true));
                if below.first().is_some_and(continued) {
                    continue;
                }
                let span = 1 + below.iter().skip(1).take_while(|marks| continued(marks)).count();
                write_cell(row.get(column).unwrap_or(&Cell::Blank), span, html);
            }
            html.push_str("</tr>\n");
        }
    }

    fn write_notes(&self, html: &mut String) {
        if self.notes().is_empty() {
            return;
        }
        html.push_str("<tfoot>\n");
        for note in self.notes() {
            let _ = write!(html, "<tr><td class=\"note\" colspan=\"{}\">", self.columns().len().max(1));
            escape_html(note, html);
            html.push_str("</td></tr>\n");
        }
        html.push_str("</tfoot>\n");
    }
}

fn write_cell(cell: &Cell<'_>, span: usize, html: &mut String) {
    let kind = match cell {
        Cell::Blank => "blank",
        Cell::Number(_) => "number",
        Cell::Text(_) => "",
    };
    let merged = if span > 1 { "merged" } else { "" };
    let space = if kind.is_empty() || merged.is_empty() { "" } else { " " };
    html.push_str("<td");
    if span > 1 || !kind.is_empty() {
        let _ = write!(html, " class=\"{kind}{space}{merged}\"");
    }
    if span > 1 {
        let _ = write!(html, " rowspan=\"{span}\"");
    }
    html.push('>');
    match cell {
        Cell::Blank => {}
        Cell::Text(text) => escape_html(text, html),
        Cell::Number(number) => {
            let _ = write!(html, "{number}");
        }
    }
    html.push_str("</td>");
}

/// Adds a text in which HTML sees no marks; line ends become breaks.
fn escape_html(text: &str, html: &mut String) {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{2028}' | '\u{2029}' => html.push_str("<br>"),
            '\t' => html.push(' '),
            control if control.is_control() => html.push('\u{FFFD}'),
            other => html.push(other),
        }
    }
}

/// Adds the part of a name that may stand in a class.
fn escape_class(name: &str, html: &mut String) {
    html.extend(
        name.chars()
            .map(|letter| if letter.is_alphanumeric() || letter == '_' { letter } else { '-' }),
    );
}
