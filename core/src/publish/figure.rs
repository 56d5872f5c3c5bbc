//! Figures: charts, each with the table of its numbers.

use super::drawing::{Anchor, Drawing, Ink, PLAIN, ROW, WIDTH, fit, width};
use crate::decimal::{Fraction, Rounding};
use crate::diagnostic::Language;
use crate::sheet::{Cell, Sheet, SheetColumn};

/// Widest name beside a bar.
const MAXIMUM_LABEL: i64 = 300;
/// Room right of the bars for their numbers.
const NUMBERS: i64 = 130;
const BAR: i64 = 18;
const GREY: &str = "#555";
const DARK: &str = "#222";

/// A chart and what it shows.
#[derive(Debug)]
pub(super) struct Figure {
    /// Stable id.
    pub(super) name: String,
    pub(super) title: String,
    pub(super) svg: String,
    /// Its numbers, for formats without pictures and for readers who do not see them.
    pub(super) sheet: Sheet<'static>,
}

/// One bar of counts side by side.
pub(super) struct Stack {
    pub(super) label: String,
    pub(super) counts: Vec<u32>,
}

/// One bar of an amount.
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) amount: Fraction,
    /// The amount as it is shown, with unit and share.
    pub(super) shown: String,
    /// Whether it stands for many that have no bar of their own, and has none either.
    pub(super) is_rest: bool,
}

/// One bar of a percentage and the mark that it is held against.
pub(super) struct Level {
    pub(super) label: String,
    pub(super) value: Fraction,
    pub(super) shown: String,
    pub(super) required: Fraction,
    /// The requirement as it is written.
    pub(super) requirement: String,
    pub(super) ink: Ink,
    pub(super) outcome: String,
}

/// Length of a bar: an amount by the largest, of the room that there is.
fn length(amount: &Fraction, largest: &Fraction, room: i64) -> i64 {
    let whole = Fraction::from_integer(i128::from(room));
    let length = amount
        .divide(largest)
        .and_then(|share| share.multiply(&whole))
        .and_then(|length| length.to_scaled(0, Rounding::HalfEven));
    let length = length.ok().and_then(|length| i64::try_from(length).ok()).unwrap_or(0);
    length.clamp(0, room)
}

fn label_room<'t>(labels: impl Iterator<Item = &'t str>) -> i64 {
    labels.map(width).max().unwrap_or(0).min(MAXIMUM_LABEL) + 12
}

fn put_label(drawing: &mut Drawing, top: i64, room: i64, label: &str) {
    drawing.words((room - 8, top + 17), Anchor::End, DARK, &fit(label, MAXIMUM_LABEL));
}

fn described(rows: impl Iterator<Item = String>, language: Language) -> String {
    rows.collect::<Vec<_>>().join(language.pick("；", "; "))
}

/// Counts of kinds, side by side in one bar for each row; bars are as long as the row has counts.
pub(super) fn stacks(name: &str, title: String, heading: &str, kinds: &[(Ink, &str)], rows: &[Stack], language: Language) -> Figure {
    let total = |row: &Stack| row.counts.iter().fold(0_u32, |sum, count| sum.saturating_add(*count));
    let largest = rows.iter().map(total).max().unwrap_or(0).max(1);
    let room = label_room(rows.iter().map(|row| row.label.as_str()));
    let bars = WIDTH - room - 40;
    let end = |count: u32| length(&Fraction::from(i64::from(count)), &Fraction::from(i64::from(largest)), bars);
    let mut drawing = Drawing::new();
    drawing.legend(kinds);
    for row in rows {
        let top = drawing.row(ROW);
        put_label(&mut drawing, top, room, &row.label);
        let mut before = 0_u32;
        for ((ink, kind), count) in kinds.iter().zip(&row.counts).filter(|(_, count)| **count > 0) {
            let (start, after) = (end(before), before.saturating_add(*count));
            let width = end(after) - start;
            let words = format!("{} {kind} {count}", row.label);
            drawing.bar((room + start, top + 4), (width, BAR), *ink, &words);
            if width >= 14 {
                let place = (room + start + width / 2, top + 17);
                drawing.words(place, Anchor::Middle, ink.on, &count.to_string());
            }
            before = after;
        }
        drawing.words((room + end(before) + 8, top + 17), Anchor::Start, GREY, &before.to_string());
    }
    let mut columns = vec![SheetColumn::new(heading, 24)];
    columns.extend(kinds.iter().map(|(_, kind)| SheetColumn::new(*kind, 8)));
    let count = |count: &u32| Cell::count(usize::try_from(*count).unwrap_or(usize::MAX));
    let cells = rows
        .iter()
        .map(|row| {
            let label = [Cell::text(row.label.clone())];
            label.into_iter().chain(row.counts.iter().map(count)).collect()
        })
        .collect();
    let words = rows.iter().map(|row| {
        let counts = kinds.iter().zip(&row.counts).map(|((_, kind), count)| format!("{kind} {count}"));
        format!("{}: {}", row.label, counts.collect::<Vec<_>>().join(", "))
    });
    Figure {
        name: name.to_owned(),
        svg: drawing.finish(name, &title, &described(words, language)),
        sheet: Sheet::of_rows(name, title.clone(), columns, cells),
        title,
    }
}

/// Amounts from the largest down.
pub(super) fn bars(name: &str, title: String, headings: [&str; 2], rows: &[Bar], language: Language) -> Figure {
    let zero = Fraction::zero();
    let own = rows.iter().filter(|row| !row.is_rest);
    let largest = own.map(|row| &row.amount).max().filter(|largest| **largest > zero);
    let room = label_room(rows.iter().map(|row| row.label.as_str()));
    let space = WIDTH - room - NUMBERS;
    let mut drawing = Drawing::new();
    for row in rows {
        let top = drawing.row(ROW);
        put_label(&mut drawing, top, room, &row.label);
        if row.is_rest {
            drawing.words((room + 8, top + 17), Anchor::Start, GREY, &row.shown);
            continue;
        }
        let width = largest.map_or(0, |largest| length(&row.amount, largest, space)).max(1);
        drawing.bar((room, top + 4), (width, BAR), PLAIN, &format!("{} {}", row.label, row.shown));
        drawing.words((room + width + 8, top + 17), Anchor::Start, DARK, &row.shown);
    }
    let columns = headings.map(|heading| SheetColumn::new(heading, 24)).to_vec();
    let cells = rows
        .iter()
        .map(|row| vec![Cell::text(row.label.clone()), Cell::text(row.shown.clone())]);
    let words = rows.iter().map(|row| format!("{} {}", row.label, row.shown));
    Figure {
        name: name.to_owned(),
        svg: drawing.finish(name, &title, &described(words, language)),
        sheet: Sheet::of_rows(name, title.clone(), columns, cells.collect()),
        title,
    }
}

/// Percentages from 0 to 100, each with a mark where its requirement lies.
pub(super) fn levels(name: &str, title: String, headings: [&str; 4], rows: &[Level], legend: &[(Ink, &str)], language: Language) -> Figure {
    let hundred = Fraction::from_integer(100);
    let room = label_room(rows.iter().map(|row| row.label.as_str()));
    let space = WIDTH - room - NUMBERS;
    let mut drawing = Drawing::new();
    drawing.legend(legend);
    let first = drawing.height();
    for row in rows {
        let top = drawing.row(ROW);
        put_label(&mut drawing, top, room, &row.label);
        let width = length(&row.value, &hundred, space).max(1);
        let words = format!("{} {}, {}, {}", row.label, row.shown, row.requirement, row.outcome);
        drawing.bar((room, top + 4), (width, BAR), row.ink, &words);
        let mark = room + length(&row.required, &hundred, space);
        drawing.line((mark, top + 1), (mark, top + BAR + 7), DARK, 2);
        let numbers = format!("{}（{}）", row.shown, row.requirement);
        let numbers = language.pick(numbers, format!("{} ({})", row.shown, row.requirement));
        drawing.words((WIDTH - NUMBERS + 8, top + 17), Anchor::Start, DARK, &numbers);
    }
    axis(&mut drawing, room, space, first);
    let columns = headings.map(|heading| SheetColumn::new(heading, 20)).to_vec();
    let cells = rows.iter().map(|row| {
        [&row.label, &row.shown, &row.requirement, &row.outcome]
            .map(|text| Cell::text(text.clone()))
            .to_vec()
    });
    let words = rows
        .iter()
        .map(|row| format!("{} {} ({}): {}", row.label, row.shown, row.requirement, row.outcome));
    Figure {
        name: name.to_owned(),
        svg: drawing.finish(name, &title, &described(words, language)),
        sheet: Sheet::of_rows(name, title.clone(), columns, cells.collect()),
        title,
    }
}

/// The scale below the bars, with fine lines through them.
fn axis(drawing: &mut Drawing, room: i64, space: i64, first: i64) {
    let bottom = drawing.row(20);
    for step in 0..=5_i64 {
        let x = room + space * step / 5;
        drawing.line((x, first), (x, bottom), "#0000001f", 1);
        drawing.words((x, bottom + 14), Anchor::Middle, GREY, &format!("{}%", step * 20));
    }
}
