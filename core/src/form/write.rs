//! Forms as workbooks: a page of instructions, a sheet for each table, and a list of what is asked for.

use std::io::{self, Seek, Write};

use super::field::FormField;
use super::forms::{Form, level_name};
use super::marks::{Arrangement, KEY, Marks, VALUE};
use super::table::{FormTable, Head};
use crate::diagnostic::Language;
use crate::sheet::Cell;
use crate::sheet::xlsx::{
    Align, Content, Fill, Format, Layout, MAXIMUM_ROWS, Package, Rule, Size, Style, StyleId, Validation, Worksheet, column_name, quoted,
};

/// Heights in points.
const TITLE: usize = 24;
const LINE: usize = 18;
/// Widths in half-width characters.
const HEAD: u16 = 16;
const COLUMN: u16 = 14;

/// Writes the workbook of a form.
pub(super) fn write<W: Write + Seek>(form: &Form<'_>, writer: W) -> io::Result<()> {
    let mut package = Package::new(writer, form.font)?;
    package.lock_structure();
    let writing = Writing {
        form,
        language: form.language,
        styles: FormStyles::new(&mut package),
        lists: write_lists(form, &mut package)?,
    };
    super::instructions::write(&writing, &mut package)?;
    for table in &form.tables {
        match table.arrangement {
            Arrangement::Items => writing.items(table, &mut package)?,
            Arrangement::Areas => writing.areas(table, &mut package)?,
        }
    }
    if form.tables.iter().any(|table| table.arrangement == Arrangement::Areas) {
        writing.list(&mut package)?;
    }
    package.finish().map(|_| ())
}

/// Choices that are too long for a validation: each list in a column of a hidden worksheet, and where it stands.
fn write_lists<W: Write + Seek>(form: &Form<'_>, package: &mut Package<W>) -> io::Result<Vec<(Vec<String>, String)>> {
    let mut lists: Vec<Vec<String>> = Vec::new();
    for field in form.tables.iter().flat_map(|table| &table.fields) {
        if let Rule::Choices(choices) = field.rule(None, form.language)
            && !Rule::fits(&choices)
            && !lists.contains(&choices)
        {
            lists.push(choices);
        }
    }
    let Some(longest) = lists.iter().map(Vec::len).max() else {
        return Ok(Vec::new());
    };
    let text = package.style(Style::default());
    let mut worksheet = package.worksheet(
        "choices",
        &Layout {
            is_hidden: true,
            is_protected: true,
            ..Layout::default()
        },
    )?;
    let name = worksheet.name().to_owned();
    for row in 0..longest {
        let cells = lists
            .iter()
            .map(|list| list.get(row).map_or(Content::Blank, |choice| Content::Text(choice)));
        worksheet.row(cells.map(|content| (content, text)))?;
    }
    worksheet.finish()?;
    let place = |(column, list): (usize, Vec<String>)| {
        let letters = column_name(column);
        let range = format!("{}!${letters}$1:${letters}${}", quoted(&name), list.len());
        (list, range)
    };
    Ok(lists.into_iter().enumerate().map(place).collect())
}

/// Numbers of the styles of a form.
pub(super) struct FormStyles {
    pub(super) title: StyleId,
    pub(super) line: StyleId,
    pub(super) heading: StyleId,
    pub(super) text: StyleId,
    centred: StyleId,
    below: StyleId,
    entry: StyleId,
    /// Where what is typed in stays text: ids keep their leading zeros.
    entry_text: StyleId,
}

impl FormStyles {
    fn new<W: Write + Seek>(package: &mut Package<W>) -> Self {
        let cell = Style {
            border: true,
            wrap: true,
            ..Style::default()
        };
        let entry = Style {
            fill: Fill::Entry,
            unlocked: true,
            ..cell
        };
        Self {
            title: package.style(Style {
                size: Size::Title,
                bold: true,
                align: Align::Left,
                ..Style::default()
            }),
            line: package.style(Style {
                align: Align::Left,
                ..Style::default()
            }),
            heading: package.style(Style {
                bold: true,
                fill: Fill::Heading,
                align: Align::Centre,
                ..cell
            }),
            // What is shown is text, whatever it begins with.
            text: package.style(Style { quoted: true, ..cell }),
            centred: package.style(Style {
                align: Align::Centre,
                ..cell
            }),
            below: package.style(Style {
                unlocked: true,
                ..Style::default()
            }),
            entry: package.style(entry),
            entry_text: package.style(Style {
                format: Format::Text,
                ..entry
            }),
        }
    }
}

/// A form on its way into a workbook.
pub(super) struct Writing<'w, 'a> {
    pub(super) form: &'w Form<'a>,
    pub(super) language: Language,
    pub(super) styles: FormStyles,
    lists: Vec<(Vec<String>, String)>,
}

impl<'a> Writing<'_, 'a> {
    fn marks(&self, table: &FormTable<'a>, first_row: u32) -> Marks {
        Marks {
            catalogue: self.form.catalogue.id().to_owned(),
            hash: self.form.catalogue.content_hash().to_owned(),
            level: table.level.id.to_owned(),
            arrangement: table.arrangement,
            first_row,
            period: self.form.period.clone(),
        }
    }

    /// Writes the rows above the headings: hidden marks and keys, the title, and one line.
    fn top<W: Write + Seek>(
        &self,
        table: &FormTable<'a>,
        marks: &Marks,
        keys: &[String],
        worksheet: &mut Worksheet<'_, W>,
    ) -> io::Result<()> {
        let marks = marks.cells();
        worksheet.hidden_row(marks.iter().map(|cell| (Content::Text(cell), self.styles.line)))?;
        worksheet.hidden_row(keys.iter().map(|key| (Content::Text(key), self.styles.line)))?;
        let title = if self.form.tables.len() == 1 && self.form.department().is_none() {
            self.form.title()
        } else {
            format!("{} · {}", self.form.title(), level_name(&table.level, self.language))
        };
        let blank = if table.arrangement == Arrangement::Items {
            Some((Content::Blank, self.styles.line))
        } else {
            None
        };
        worksheet.line(TITLE, blank.into_iter().chain([(Content::Text(&title), self.styles.title)]))?;
        let period = match (self.form.period.as_str(), self.language) {
            ("", _) => String::new(),
            (period, Language::Chinese) => format!("统计期：{period}。"),
            (period, Language::English) => format!("Period: {period}. "),
        };
        let line = self.language.pick(
            "只填写浅黄色单元格；没有数据的留空，不要填 0。",
            "Fill in the light yellow cells only; leave blank what is not known, and do not write 0 for it.",
        );
        let line = format!("{period}{line}");
        worksheet.line(LINE, blank.into_iter().chain([(Content::Text(&line), self.styles.line)]))
    }

    /// A form for one area: one row per item.
    fn items<W: Write + Seek>(&self, table: &FormTable<'a>, package: &mut Package<W>) -> io::Result<()> {
        let widths = [12, 6, 30, 10, 16, 18, 60, 22, 30, 34];
        let layout = Layout {
            widths: &widths,
            hidden_columns: &[0],
            frozen: (5, 3),
            repeated: Some((5, 5)),
            is_protected: true,
            footer: self.footer(),
            ..Layout::default()
        };
        let first_row = 5;
        let mut worksheet = package.worksheet(level_name(&table.level, self.language), &layout)?;
        let mut keys = vec![String::new(); 5];
        for (place, key) in [(0, KEY), (4, VALUE)] {
            if let Some(cell) = keys.get_mut(place) {
                key.clone_into(cell);
            }
        }
        self.top(table, &self.marks(table, first_row), &keys, &mut worksheet)?;
        let headings = self.language.pick(
            [
                "序号",
                "数据项",
                "单位",
                "填报值",
                "填报要求",
                "定义与说明",
                "统计范围",
                "采集方式",
                "用于指标",
            ],
            [
                "No.",
                "item",
                "unit",
                "value",
                "requirement",
                "definition",
                "scope",
                "method",
                "indicators",
            ],
        );
        let blank = (Content::Blank, self.styles.line);
        let headings = headings.iter().map(|heading| (Content::Text(heading), self.styles.heading));
        worksheet.row(std::iter::once(blank).chain(headings))?;
        for head in &table.heads {
            let text = table.head(head, 0);
            let style = self.head_style(table);
            let cells = [
                (Content::Text(&head.key), self.styles.line),
                (Content::Blank, self.styles.text),
                (Content::Text(&head.heading), self.styles.text),
                (Content::Blank, self.styles.text),
                (if text.is_empty() { Content::Blank } else { Content::Text(text) }, style),
            ];
            let rest = std::iter::repeat_n((Content::Blank, self.styles.text), 5);
            worksheet.row(cells.into_iter().chain(rest))?;
        }
        for (number, field) in (1_u32..).zip(&table.fields) {
            self.item(table, field, number, &mut worksheet)?;
        }
        worksheet.finish()
    }

    fn item<W: Write + Seek>(
        &self,
        table: &FormTable<'a>,
        field: &FormField<'a>,
        number: u32,
        worksheet: &mut Worksheet<'_, W>,
    ) -> io::Result<()> {
        let (catalogue, language) = (self.form.catalogue, self.language);
        let row = worksheet.rows();
        let (key, unit) = (table.key(field), table.unit_text(field, language));
        let texts = [
            field.requirement(table.unit(field), language),
            field.definition(catalogue, language),
            field.scope(catalogue, language),
            field.methods(catalogue, language),
            field.purposes(catalogue, language),
        ];
        let value = table.value(field, 0, language);
        let cells = [
            (Content::Text(&key), self.styles.line),
            (Content::Number(number.into()), self.styles.centred),
            (Content::Text(field.name(language)), self.styles.text),
            (content(&unit), self.styles.centred),
            (content_of(&value), self.entry_style(field)),
        ];
        worksheet.row(cells.into_iter().chain(texts.iter().map(|text| (content(text), self.styles.text))))?;
        worksheet.validate((row, row), (4, 4), &self.validation(table, field));
        Ok(())
    }

    /// A form for many areas: one row per area.
    fn areas<W: Write + Seek>(&self, table: &FormTable<'a>, package: &mut Package<W>) -> io::Result<()> {
        let language = self.language;
        let heads = table.heads.len();
        let widths: Vec<u16> = std::iter::repeat_n(HEAD, heads)
            .chain(table.fields.iter().map(|_| COLUMN))
            .collect();
        let layout = Layout {
            widths: &widths,
            // Whoever has more areas than blank rows goes on below them.
            below: (!table.is_known()).then_some(self.styles.below),
            frozen: (7, heads.min(2)),
            repeated: Some((5, 7)),
            is_protected: true,
            footer: self.footer(),
            ..Layout::default()
        };
        let first_row = 7;
        let mut worksheet = package.worksheet(level_name(&table.level, language), &layout)?;
        let keys: Vec<String> = table
            .heads
            .iter()
            .map(|head| head.key.clone())
            .chain(table.fields.iter().map(|field| table.key(field)))
            .collect();
        self.top(table, &self.marks(table, first_row), &keys, &mut worksheet)?;
        let heading = self.styles.heading;
        let names = table.heads.iter().map(|head| head.heading.as_str());
        let names = names.chain(table.fields.iter().map(|field| field.name(language)));
        worksheet.row(names.map(|name| (Content::Text(name), heading)))?;
        let units: Vec<String> = table.fields.iter().map(|field| table.unit_text(field, language)).collect();
        let blanks = || std::iter::repeat_n((Content::Blank, heading), heads);
        worksheet.row(blanks().chain(units.iter().map(|unit| (content(unit), heading))))?;
        let requirements: Vec<String> = table
            .fields
            .iter()
            .map(|field| field.requirement(table.unit(field), language))
            .collect();
        worksheet.row(blanks().chain(requirements.iter().map(|text| (content(text), heading))))?;
        let rows = if table.is_known() {
            u32::try_from(table.len()).unwrap_or(u32::MAX)
        } else {
            self.form.blank_rows
        };
        let rows = rows.min(MAXIMUM_ROWS.saturating_sub(first_row));
        for row in 0..rows {
            self.area(table, usize::try_from(row).unwrap_or(usize::MAX), &mut worksheet)?;
        }
        let last_row = if table.is_known() {
            first_row.saturating_add(rows)
        } else {
            MAXIMUM_ROWS
        };
        if last_row > first_row {
            let range = (first_row, last_row.saturating_sub(1));
            for (column, field) in (heads..).zip(&table.fields) {
                worksheet.validate(range, (column, column), &self.validation(table, field));
            }
        }
        worksheet.finish()
    }

    fn area<W: Write + Seek>(&self, table: &FormTable<'a>, row: usize, worksheet: &mut Worksheet<'_, W>) -> io::Result<()> {
        let values: Vec<Cell<'_>> = table.fields.iter().map(|field| table.value(field, row, self.language)).collect();
        let head = |head: &Head<'a>| (content(table.head(head, row)), self.head_style(table));
        let entries = values.iter().zip(&table.fields);
        let entries = entries.map(|(value, field)| (content_of(value), self.entry_style(field)));
        worksheet.row(table.heads.iter().map(head).chain(entries))
    }

    /// What is asked for in the tables with one column per item: one row per item.
    fn list<W: Write + Seek>(&self, package: &mut Package<W>) -> io::Result<()> {
        let (catalogue, language) = (self.form.catalogue, self.language);
        let layout = Layout {
            widths: &[12, 30, 10, 18, 60, 22, 30, 34],
            frozen: (1, 2),
            repeated: Some((1, 1)),
            is_protected: true,
            footer: self.footer(),
            ..Layout::default()
        };
        let mut worksheet = package.worksheet(language.pick("数据项说明", "items"), &layout)?;
        let headings = language.pick(
            [
                "层级",
                "数据项",
                "单位",
                "填报要求",
                "定义与说明",
                "统计范围",
                "采集方式",
                "用于指标",
            ],
            [
                "level",
                "item",
                "unit",
                "requirement",
                "definition",
                "scope",
                "method",
                "indicators",
            ],
        );
        worksheet.row(headings.iter().map(|heading| (Content::Text(heading), self.styles.heading)))?;
        let tables = self.form.tables.iter().filter(|table| table.arrangement == Arrangement::Areas);
        for (table, field) in tables.flat_map(|table| table.fields.iter().map(move |field| (table, field))) {
            let texts = [
                level_name(&table.level, language).to_owned(),
                field.name(language).to_owned(),
                table.unit_text(field, language),
                field.requirement(table.unit(field), language),
                field.definition(catalogue, language),
                field.scope(catalogue, language),
                field.methods(catalogue, language),
                field.purposes(catalogue, language),
            ];
            worksheet.row(texts.iter().map(|text| (content(text), self.styles.text)))?;
        }
        worksheet.finish()
    }

    fn footer(&self) -> &'static str {
        self.language.pick("第 &P 页，共 &N 页", "Page &P of &N")
    }

    fn head_style(&self, table: &FormTable<'a>) -> StyleId {
        if table.is_known() {
            self.styles.text
        } else {
            self.styles.entry_text
        }
    }

    fn entry_style(&self, field: &FormField<'a>) -> StyleId {
        if field.unit().is_some() {
            self.styles.entry
        } else {
            self.styles.entry_text
        }
    }

    fn validation(&self, table: &FormTable<'a>, field: &FormField<'a>) -> Validation {
        let language = self.language;
        let unit = table.unit_text(field, language);
        let requirement = field.requirement(table.unit(field), language);
        let rule = match field.rule(table.unit(field), language) {
            Rule::Choices(choices) if !Rule::fits(&choices) => {
                let list = self.lists.iter().find(|(list, _)| *list == choices);
                list.map_or(Rule::Any, |(_, range)| Rule::ChoicesAt(range.clone()))
            }
            rule => rule,
        };
        let unit = match (unit.as_str(), language) {
            ("", _) => String::new(),
            (unit, Language::Chinese) => format!("单位：{unit}。"),
            (unit, Language::English) => format!("Unit: {unit}. "),
        };
        Validation {
            rule,
            title: field.name(language).to_owned(),
            prompt: language.pick(
                format!("{unit}填报要求：{requirement}。没有数据的留空。"),
                format!("{unit}Requirement: {requirement}. Leave it blank if it is not known."),
            ),
            error: language.pick(format!("应为：{requirement}。"), format!("It must be: {requirement}.")),
        }
    }
}

/// A text, or nothing.
pub(super) const fn content(text: &str) -> Content<'_> {
    if text.is_empty() { Content::Blank } else { Content::Text(text) }
}

fn content_of<'c>(cell: &'c Cell<'_>) -> Content<'c> {
    match cell {
        Cell::Blank => Content::Blank,
        Cell::Text(text) => Content::Text(text),
        Cell::Number(number) => Content::Number(*number),
    }
}
