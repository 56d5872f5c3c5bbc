//! Tables of Rust values to drafts: headers, units and kinds are checked, columns are taken as they are.

use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic, nearest};

use super::bits::Bits;
use super::cell::{Cell, ClassReader};
use super::column::{NO_CLASS, Values, without_zeros};
use super::draft::Draft;
use super::input::{Given, TableInput};
use super::levels::Levels;
use super::limits::MAXIMUM_ROWS;
use super::problems::{Findings, shown};
use super::reader::{Role, TableReader};
use super::schema::{ColumnKind, ColumnTarget};
use super::sink::{CodedSink, Sink, TextSink};
use super::table::Coded;
use super::texts::Texts;

/// Makes a draft of a table.
pub(crate) fn read(input: TableInput, levels: &Levels<'_>, level: usize, blank_means_no: bool) -> (Option<Draft>, Findings) {
    let first = || input.columns.first().and_then(|(_, given)| given.lengths().first().copied());
    let rows = input
        .ids
        .as_ref()
        .or(input.names.as_ref())
        .map(Texts::len)
        .or_else(first)
        .or(input.rows)
        .unwrap_or_default();
    let mut reader = TableReader::new(levels, level, &input.level, blank_means_no);
    if rows > MAXIMUM_ROWS {
        let problem = Diagnostic::new(Code::DatasetTooManyRows)
            .with("name", &input.level)
            .with("limit", MAXIMUM_ROWS);
        reader.problem(problem.place(reader.place(None, None)));
        return (None, reader.finish().1);
    }
    reader.set_rows(rows);
    if input.is_full {
        reader.broken_row(Diagnostic::new(Code::DatasetTextsTooLarge).place(reader.place(None, None)));
    }
    for (role, header, texts) in [(Role::Id, "id", input.ids), (Role::Name, "name", input.names)] {
        if let Some(texts) = texts
            && fits(&mut reader, header, &[texts.len()], rows)
        {
            reader.add(header, role, Sink::Text(TextSink(texts)));
        }
    }
    for (name, coded) in input.parents {
        read_parents(&mut reader, &name, coded, rows, levels);
    }
    for (header, given) in input.columns {
        if fits(&mut reader, &header, &given.lengths(), rows) {
            read_column(&mut reader, &header, given, rows, blank_means_no);
        }
    }
    let (draft, problems) = reader.finish();
    let draft = draft.map(|draft| Draft {
        source: input.source,
        period: input.period,
        complete: input.complete,
        ..draft
    });
    (draft, problems)
}

fn fits(reader: &mut TableReader<'_>, header: &str, lengths: &[usize], expected: usize) -> bool {
    let Some(found) = lengths.iter().find(|length| **length != expected) else {
        return true;
    };
    let problem = Diagnostic::new(Code::DatasetColumnLength).with("name", shown(header));
    let problem = problem.with("found", found).with("expected", expected);
    reader.broken_row(problem.place(reader.place(None, Some(header))));
    false
}

fn read_parents(reader: &mut TableReader<'_>, name: &str, coded: Coded, rows: usize, levels: &Levels<'_>) {
    let header = if name.is_empty() { "parent" } else { name };
    if !name.is_empty() && levels.find(name).is_none() {
        let problem = Diagnostic::new(Code::DatasetUnknownTable).with("name", shown(name));
        let problem = problem.suggest(nearest(name, levels.names()).as_deref());
        reader.broken_row(problem.place(reader.place(None, Some(header))));
    } else if fits(reader, header, &[coded.codes.len()], rows) {
        match reader.role(header, None) {
            Some((role @ Role::Parent(_), _)) => {
                reader.add(header, role, Sink::Coded(CodedSink::from(coded)));
            }
            // The table's own level.
            Some(_) => {
                let own = levels.find(name).map_or("", |level| levels.id(level));
                let problem = Diagnostic::new(Code::DatasetLevelOrder).with("parent", own).with("child", own);
                reader.broken_row(problem.place(reader.place(None, Some(header))));
            }
            None => {}
        }
    }
}

fn read_column(reader: &mut TableReader<'_>, header: &str, given: Given, rows: usize, blank_means_no: bool) {
    // A unit beside the header means the same as one in it.
    let header = match &given {
        Given::Numbers { unit, .. } if !unit.is_empty() => format!("{header} [{unit}]"),
        _ => header.to_owned(),
    };
    if let Given::Texts(texts) = given {
        let place = reader.column(&header, None);
        reader.cells(place, texts);
        return;
    }
    if let Given::Cells(cells) = &given {
        let place = reader.column(&header, None);
        for (row, cell) in cells.iter().enumerate() {
            reader.cell(place, row, cell);
        }
        return;
    }
    let Some((role, unit)) = reader.role(&header, None) else { return };
    if let Given::Numbers { values, .. } = &given
        && !matches!(
            role,
            Role::Values(ColumnTarget {
                kind: ColumnKind::Measure { .. },
                ..
            })
        )
    {
        read_number_cells(reader, &header, role, values);
        return;
    }
    let Role::Values(target) = role else {
        let problem = Diagnostic::new(Code::DatasetWrongKind)
            .with("item", shown(&header))
            .with_words("expected", "文字", "text");
        let (chinese, english) = given.kind();
        reader.broken_row(
            problem
                .with_words("found", chinese, english)
                .place(reader.place(None, Some(&header))),
        );
        return;
    };
    let values = match (given, target.kind) {
        (Given::Flags { known, yes }, ColumnKind::Flag) => {
            let known = if blank_means_no { Bits::ones(rows) } else { known };
            Values::Flag { known, yes }
        }
        (Given::Numbers { values, .. }, ColumnKind::Measure { .. }) => values,
        (Given::Unfit, ColumnKind::Measure { .. }) => {
            let problem = Diagnostic::new(Code::DatasetSpanTooWide).with("item", target.id);
            reader.broken_row(problem.place(reader.place(None, Some(&header))));
            return;
        }
        (Given::Classes(coded), ColumnKind::Class { .. }) => {
            read_classes(reader, &header, role, target, coded);
            return;
        }
        (given, kind) => {
            let ((chinese, english), expected) = (given.kind(), kind_words(kind));
            let problem = Diagnostic::new(Code::DatasetWrongKind)
                .with("item", target.id)
                .with_words("expected", expected.0, expected.1);
            reader.broken_row(
                problem
                    .with_words("found", chinese, english)
                    .place(reader.place(None, Some(&header))),
            );
            return;
        }
    };
    reader.add(&header, role, Sink::Ready(unit, values));
}

/// Numbers where none belong, as data frames have them for flags, ids and years, are read as the cells of a file are.
fn read_number_cells<'a>(reader: &mut TableReader<'a>, header: &str, role: Role<'a>, values: &Values) {
    let Values::Number {
        mantissas, scale, known, ..
    } = values
    else {
        return;
    };
    let sink = reader.sink(&role, None);
    let column = reader.add(header, role, sink);
    for (row, mantissa) in mantissas.iter().enumerate().filter(|(row, _)| known.get(*row)) {
        let (mantissa, scale) = without_zeros((mantissa, *scale));
        let text = match Decimal::try_from_i128_with_scale(mantissa, scale) {
            Ok(number) => number.to_string(),
            Err(_) => mantissa.to_string(),
        };
        reader.cell(column, row, Cell::Number(&text));
    }
}

/// Translates a dictionary of spellings; each that is no class value is reported once.
fn read_classes<'a>(reader: &mut TableReader<'a>, header: &str, role: Role<'a>, target: ColumnTarget<'a>, coded: Coded) {
    let ColumnKind::Class { values } = target.kind else { return };
    let mut classes = ClassReader::new(values);
    let read: Vec<_> = coded.dictionary.iter().map(|text| classes.read(Cell::Text(text))).collect();
    let mut refused = Bits::zeros(read.len());
    let mut errors = Vec::new();
    let (mut rows, dictionary) = (coded.codes, coded.dictionary);
    for (row, code) in rows.iter_mut().enumerate() {
        let Some(place) = usize::try_from(*code).ok().filter(|place| *place < read.len()) else {
            continue;
        };
        *code = match read.get(place) {
            Some(Ok(code)) => code.unwrap_or(NO_CLASS),
            Some(Err(error)) if !refused.get(place) => {
                refused.set(place, true);
                errors.push((row, place, error.clone()));
                NO_CLASS
            }
            _ => NO_CLASS,
        };
    }
    let known = rows.iter().map(|code| *code != NO_CLASS).collect();
    let column = reader.add(
        header,
        role,
        Sink::Ready(
            None,
            Values::Class {
                codes: rows,
                dictionary: classes.into_dictionary(),
                known,
            },
        ),
    );
    for (row, place, error) in errors {
        reader.refuse(row, column, dictionary.get(place).unwrap_or_default(), error);
    }
}

const fn kind_words(kind: ColumnKind<'_>) -> (&'static str, &'static str) {
    match kind {
        ColumnKind::Measure { .. } => ("数", "numbers"),
        ColumnKind::Flag => ("是或否", "flags"),
        ColumnKind::Class { .. } => ("分类值", "class values"),
    }
}

impl Given {
    /// Number of rows of each of its parts.
    fn lengths(&self) -> Vec<usize> {
        match self {
            Self::Flags { known, yes } => vec![yes.len(), known.len()],
            Self::Numbers {
                values: Values::Number { mantissas, known, .. },
                ..
            } => vec![mantissas.len(), known.len()],
            Self::Numbers { values, .. } => vec![values.len()],
            Self::Unfit => Vec::new(),
            Self::Classes(coded) => vec![coded.codes.len()],
            Self::Texts(texts) => vec![texts.len()],
            Self::Cells(cells) => vec![cells.len()],
            Self::Unreadable(_, _, rows) => vec![*rows],
        }
    }

    fn kind(&self) -> (&str, &str) {
        match self {
            Self::Flags { .. } => ("是或否", "flags"),
            Self::Numbers { .. } | Self::Unfit => ("数", "numbers"),
            Self::Classes(_) => ("分类值", "class values"),
            Self::Texts(_) | Self::Cells(_) => ("文字", "text"),
            Self::Unreadable(chinese, english, _) => (chinese, english),
        }
    }
}
