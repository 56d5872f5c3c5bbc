//! Columns under construction: each takes the cells that stand under its header.

use crate::decimal::Decimal;
use crate::unit::Unit;

use super::bits::Bits;
use super::cell::{Cell, CellError, ClassReader, read_flag};
use super::column::{Column, NO_CLASS, Values};
use super::measure::MeasureReader;
use super::numbers::Numbers;
use super::schema::PartRef;
use super::table::Coded;
use super::texts::Texts;
use crate::fold::trim;

/// Texts with a number each, being filled.
#[derive(Clone, Debug, Default)]
pub(crate) struct CodedSink {
    coded: Coded,
    /// Rows of one area stand together in most tables, so the code of the row before is tried first.
    last: Option<u32>,
}

impl CodedSink {
    pub(crate) fn set(&mut self, row: usize, text: &str) -> Result<(), CellError> {
        self.pad(row);
        let code = if text.is_empty() { NO_CLASS } else { self.code(text)? };
        self.coded.codes.push(code);
        Ok(())
    }

    fn code(&mut self, text: &str) -> Result<u32, CellError> {
        if let Some(last) = self.last
            && self.coded.dictionary.get(usize::try_from(last).unwrap_or(usize::MAX)) == Some(text)
        {
            return Ok(last);
        }
        let code = self.coded.dictionary.insert(text).ok_or(CellError::Full)?.number;
        self.last = Some(code);
        Ok(code)
    }

    fn pad(&mut self, rows: usize) {
        if self.coded.codes.len() < rows {
            self.coded.codes.resize(rows, NO_CLASS);
        }
    }

    pub(crate) fn finish(mut self, rows: usize) -> Coded {
        self.pad(rows);
        self.coded
    }
}

impl From<Coded> for CodedSink {
    fn from(coded: Coded) -> Self {
        Self { coded, last: None }
    }
}

/// A plain list of texts being filled, with empty texts for rows without a cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextSink(pub(crate) Texts);

impl TextSink {
    fn set(&mut self, row: usize, text: &str) -> Result<(), CellError> {
        self.pad(row)?;
        self.0.push(text).map(|_| ()).ok_or(CellError::Full)
    }

    fn pad(&mut self, rows: usize) -> Result<(), CellError> {
        while self.0.len() < rows {
            self.0.push("").ok_or(CellError::Full)?;
        }
        Ok(())
    }

    fn finish(mut self, rows: usize) -> Texts {
        // Where the list is full, the text that did not fit was reported.
        let _ = self.pad(rows);
        self.0
    }
}

/// Flags being filled.
#[derive(Clone, Debug, Default)]
pub(crate) struct FlagSink {
    known: Bits,
    yes: Bits,
    /// Whether a blank cell says no.
    blank_means_no: bool,
}

impl FlagSink {
    pub(crate) fn new(blank_means_no: bool) -> Self {
        Self {
            blank_means_no,
            ..Self::default()
        }
    }

    fn set(&mut self, row: usize, cell: Cell<'_>) -> Result<(), CellError> {
        self.pad(row);
        if self.blank_means_no && super::cell::is_blank(cell) {
            self.pad(row + 1);
            return Ok(());
        }
        let read = read_flag(cell);
        let flag = *read.as_ref().unwrap_or(&None);
        self.known.push(flag.is_some());
        self.yes.push(flag == Some(true));
        read.map(|_| ())
    }

    fn pad(&mut self, rows: usize) {
        self.known.pad(rows, self.blank_means_no);
        self.yes.pad(rows, false);
    }

    fn finish(mut self, rows: usize) -> Values {
        self.pad(rows);
        Values::Flag {
            known: self.known,
            yes: self.yes,
        }
    }
}

/// Class values being filled.
#[derive(Clone, Debug)]
pub(crate) struct ClassSink {
    reader: ClassReader,
    codes: Vec<u32>,
    known: Bits,
}

impl ClassSink {
    pub(crate) fn new(reader: ClassReader) -> Self {
        Self {
            reader,
            codes: Vec::new(),
            known: Bits::default(),
        }
    }

    fn set(&mut self, row: usize, cell: Cell<'_>) -> Result<(), CellError> {
        let read = self.reader.read(cell);
        self.pad(row);
        let code = *read.as_ref().unwrap_or(&None);
        self.codes.push(code.unwrap_or(NO_CLASS));
        self.known.push(code.is_some());
        read.map(|_| ())
    }

    fn pad(&mut self, rows: usize) {
        if self.codes.len() < rows {
            self.codes.resize(rows, NO_CLASS);
            self.known.pad(rows, false);
        }
    }

    fn finish(mut self, rows: usize) -> Values {
        self.pad(rows);
        Values::Class {
            codes: self.codes,
            dictionary: self.reader.into_dictionary(),
            known: self.known,
        }
    }
}

/// Numbers being filled, and those of the parts that a cell may list.
pub(crate) struct MeasureSink<'a> {
    reader: MeasureReader<'a>,
    unit: Unit,
    numbers: Numbers,
    parts: Vec<PartRef<'a>>,
    part_numbers: Vec<Numbers>,
}

impl<'a> MeasureSink<'a> {
    pub(crate) fn new(reader: MeasureReader<'a>, unit: Unit, parts: Vec<PartRef<'a>>) -> Self {
        let part_numbers = vec![Numbers::default(); parts.len()];
        Self {
            reader,
            unit,
            numbers: Numbers::default(),
            parts,
            part_numbers,
        }
    }

    fn set(&mut self, row: usize, cell: Cell<'_>) -> Result<(), CellError> {
        if !self.parts.is_empty()
            && let Some(read) = self.reader.read_parts(cell, &self.parts)
        {
            return read.and_then(|read| self.set_parts(row, &read));
        }
        match self.reader.read(cell)? {
            Some(number) => put(&mut self.numbers, row, number),
            None => Ok(()),
        }
    }

    fn set_parts(&mut self, row: usize, read: &[(usize, Decimal)]) -> Result<(), CellError> {
        for (place, number) in read {
            if let Some(numbers) = self.part_numbers.get_mut(*place) {
                put(numbers, row, *number)?;
            }
        }
        Ok(())
    }

    fn finish(self, id: &str, rows: usize) -> Vec<Column> {
        let listed = self.parts.iter().zip(self.part_numbers).filter(|(_, numbers)| numbers.len() > 0);
        let parts = listed
            .map(|(part, numbers)| column(part.id, Some(self.unit.clone()), numbers.finish(rows)))
            .collect::<Vec<_>>();
        let whole = column(id, Some(self.unit), self.numbers.finish(rows));
        // A column whose cells all list parts has no numbers of its own.
        let bare = !parts.is_empty() && !whole.values.known().any();
        std::iter::once(whole).filter(|_| !bare).chain(parts).collect()
    }
}

fn put(numbers: &mut Numbers, row: usize, number: Decimal) -> Result<(), CellError> {
    numbers.pad(row);
    numbers.push(number).map_err(|_| CellError::SpanTooWide)
}

/// One column under construction. Rows come in order; a row without a cell is not reported.
pub(crate) enum Sink<'a> {
    Text(TextSink),
    Coded(CodedSink),
    Flag(FlagSink),
    Measure(Box<MeasureSink<'a>>),
    Class(Box<ClassSink>),
    /// Values that came as a whole.
    Ready(Option<Unit>, Values),
    /// A column that is left out.
    Ignored,
}

/// What became of a sink.
pub(crate) enum Finished {
    Text(Texts),
    Coded(Coded),
    /// One column of the id, and one for each part that a cell named.
    Columns(Vec<Column>),
}

impl Sink<'_> {
    /// Takes the cell of a row; a cell that is refused leaves the row not reported.
    pub(crate) fn set(&mut self, row: usize, cell: Cell<'_>) -> Result<(), CellError> {
        match self {
            Self::Text(sink) => sink.set(row, plain(cell)),
            Self::Coded(sink) => sink.set(row, plain(cell)),
            Self::Flag(sink) => sink.set(row, cell),
            Self::Measure(sink) => sink.set(row, cell),
            Self::Class(sink) => sink.set(row, cell),
            Self::Ready(..) | Self::Ignored => Ok(()),
        }
    }

    pub(crate) fn finish(self, id: &str, rows: usize) -> Finished {
        match self {
            Self::Text(sink) => Finished::Text(sink.finish(rows)),
            Self::Coded(sink) => Finished::Coded(sink.finish(rows)),
            Self::Flag(sink) => Finished::Columns(vec![column(id, None, sink.finish(rows))]),
            Self::Class(sink) => Finished::Columns(vec![column(id, None, sink.finish(rows))]),
            Self::Measure(sink) => Finished::Columns(sink.finish(id, rows)),
            Self::Ready(unit, values) => Finished::Columns(vec![column(id, unit, values)]),
            Self::Ignored => Finished::Columns(Vec::new()),
        }
    }
}

pub(crate) fn column(id: &str, unit: Option<Unit>, values: Values) -> Column {
    Column {
        id: id.to_owned(),
        unit,
        values,
        source: None,
        period: None,
    }
}

/// The text of a cell that is an id, a name or the like.
pub(crate) fn plain(cell: Cell<'_>) -> &str {
    match cell {
        Cell::Text(text) | Cell::Number(text) => trim(text),
        Cell::Flag(true) => "true",
        Cell::Flag(false) => "false",
        Cell::Blank => "",
    }
}
