//! One column out of several files: each row takes its value from the file that has it.

use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic};
use crate::unit::Unit;

use super::bits::Bits;
use super::column::{Column, Mantissas, NO_CLASS, Values};
use super::join::{Joined, RowMap, join_texts, target};
use super::numbers::shift;
use super::problems::Findings;

/// A column of one of the files.
pub(crate) struct Given {
    pub(crate) file: usize,
    pub(crate) header: String,
    pub(crate) column: Column,
}

/// A row that was given two different values: which of the given columns brings the second, and in which of its rows.
#[derive(Clone, Copy)]
struct Clash {
    given: usize,
    row: usize,
}

/// Lays columns of one id over each other. A value that is given twice must be the same.
pub(crate) fn overlay(joined: &Joined, given: &[Given], maps: &[RowMap], problems: &mut Findings) -> Option<Column> {
    let first = given.first()?;
    let (id, period) = (first.column.id.clone(), first.column.period.clone());
    let Some((unit, factors)) = common_unit(given) else {
        let units = |place: usize| {
            given
                .get(place)
                .and_then(|given| given.column.unit.as_ref())
                .map(ToString::to_string)
                .unwrap_or_default()
        };
        let problem = Diagnostic::new(Code::DatasetUnitsDiffer)
            .with("item", &id)
            .with("left", units(0))
            .with("right", units(1));
        let mut place = given
            .get(1)
            .map(|given| joined.origins.file_place(given.file, 0))
            .unwrap_or_default();
        (place.row, place.line) = (None, None);
        place.column = given.get(1).map(|given| given.header.clone());
        problems.add(problem.place(place));
        return None;
    };
    let rows = joined.ids.len();
    let mut clashes = Vec::new();
    let values = match &first.column.values {
        Values::Flag { .. } => Some(flags(rows, given, maps, &mut clashes)),
        Values::Number { .. } => numbers(rows, given, &factors, maps, &mut clashes),
        Values::Class { .. } => Some(classes(rows, given, maps, &mut clashes)),
    };
    let Some(values) = values else {
        problems.add(Diagnostic::new(Code::DatasetSpanTooWide).with("item", &id).with("value", &id));
        return None;
    };
    let source = join_texts(given.iter().filter_map(|given| given.column.source.clone()));
    let column = Column {
        id,
        unit,
        values,
        source,
        period,
    };
    for clash in clashes {
        if let Some(problem) = clash.problem(joined, &column, given, maps) {
            problems.add(problem);
        }
    }
    Some(column)
}

impl Clash {
    fn problem(self, joined: &Joined, column: &Column, given: &[Given], maps: &[RowMap]) -> Option<Diagnostic> {
        let second = given.get(self.given)?;
        let place = target(maps.get(second.file)?, self.row)?;
        let area = joined.ids.get(place).unwrap_or_default();
        let mut at = joined.origins.file_place(second.file, self.row);
        at.column = Some(second.header.clone());
        at.area = Some(area.to_owned());
        let problem = Diagnostic::new(Code::DatasetDuplicateValue)
            .with("item", &column.id)
            .with("area", area);
        Some(
            problem
                .with("left", shown(column, place))
                .with("right", shown(&second.column, self.row))
                .place(at),
        )
    }
}

/// A value with its unit.
fn shown(column: &Column, row: usize) -> String {
    if let Some(number) = column.fraction(row) {
        return match &column.unit {
            Some(unit) if *unit != Unit::one() => format!("{number} {unit}"),
            _ => number.to_string(),
        };
    }
    column
        .flag(row)
        .map_or_else(|| column.class(row).unwrap_or_default().to_owned(), |flag| flag.to_string())
}

/// An exact decimal as mantissa and digits after the point.
type Factor = (i128, u32);

/// A unit into which all columns can be converted by exact decimals, and the decimal of each.
fn common_unit(given: &[Given]) -> Option<(Option<Unit>, Vec<Factor>)> {
    let units: Vec<&Unit> = given.iter().filter_map(|given| given.column.unit.as_ref()).collect();
    if units.len() < given.len() {
        return Some((None, vec![(1, 0); given.len()]));
    }
    units.iter().find_map(|common| {
        let factor = |unit: &&Unit| {
            let factor = unit.conversion_to(common).ok()?.to_exact_decimal()?;
            Some((factor.mantissa(), factor.scale()))
        };
        let factors: Option<Vec<Factor>> = units.iter().map(factor).collect();
        Some((Some((*common).clone()), factors?))
    })
}

/// Known rows of a given column with the joined row of each.
fn known_rows<'a>(given: &'a Given, maps: &'a [RowMap]) -> impl Iterator<Item = (usize, usize)> + 'a {
    let map = maps.get(given.file);
    given
        .column
        .values
        .known()
        .ones_at()
        .filter_map(move |row| Some((row, target(map?, row)?)))
}

fn flags(rows: usize, given: &[Given], maps: &[RowMap], clashes: &mut Vec<Clash>) -> Values {
    let (mut known, mut yes) = (Bits::zeros(rows), Bits::zeros(rows));
    for (place, given) in given.iter().enumerate() {
        let Values::Flag { yes: said, .. } = &given.column.values else {
            continue;
        };
        for (row, joined) in known_rows(given, maps) {
            if known.get(joined) {
                if yes.get(joined) != said.get(row) {
                    clashes.push(Clash { given: place, row });
                }
            } else {
                known.set(joined, true);
                yes.set(joined, said.get(row));
            }
        }
    }
    Values::Flag { known, yes }
}

fn classes(rows: usize, given: &[Given], maps: &[RowMap], clashes: &mut Vec<Clash>) -> Values {
    let mut codes = vec![NO_CLASS; rows];
    let mut known = Bits::zeros(rows);
    let mut dictionary = Dictionary::default();
    for (place, given) in given.iter().enumerate() {
        let Values::Class {
            codes: said,
            dictionary: own,
            ..
        } = &given.column.values
        else {
            continue;
        };
        let translated: Vec<u32> = own.iter().map(|value| dictionary.code(value)).collect();
        for (row, joined) in known_rows(given, maps) {
            let code = said
                .get(row)
                .and_then(|code| translated.get(usize::try_from(*code).ok()?))
                .copied()
                .unwrap_or(NO_CLASS);
            match codes.get_mut(joined) {
                Some(taken) if known.get(joined) && *taken != code => clashes.push(Clash { given: place, row }),
                Some(taken) => {
                    *taken = code;
                    known.set(joined, true);
                }
                None => {}
            }
        }
    }
    Values::Class {
        codes,
        dictionary: dictionary.list,
        known,
    }
}

/// Class values of all files: those of the catalogue stand in its order in each, and come out in that order.
#[derive(Default)]
struct Dictionary {
    list: Vec<String>,
    places: std::collections::BTreeMap<String, u32>,
}

impl Dictionary {
    fn code(&mut self, value: &str) -> u32 {
        if let Some(code) = self.places.get(value) {
            return *code;
        }
        let code = u32::try_from(self.list.len()).unwrap_or(NO_CLASS);
        self.list.push(value.to_owned());
        self.places.insert(value.to_owned(), code);
        code
    }
}

/// `None` where the numbers fit no common scale.
fn numbers(rows: usize, given: &[Given], factors: &[Factor], maps: &[RowMap], clashes: &mut Vec<Clash>) -> Option<Values> {
    let scale = given
        .iter()
        .zip(factors)
        .filter_map(|(given, (_, digits))| match &given.column.values {
            Values::Number { scale, .. } => scale.checked_add(*digits),
            _ => None,
        });
    let scale = scale.max().unwrap_or_default();
    let mut wide = vec![0_i128; rows];
    let (mut known, mut invalid) = (Bits::zeros(rows), Bits::zeros(rows));
    for (place, (given, (factor, digits))) in given.iter().zip(factors).enumerate() {
        let Values::Number {
            mantissas,
            scale: own,
            invalid: wrong,
            ..
        } = &given.column.values
        else {
            continue;
        };
        let by = scale.checked_sub(own.checked_add(*digits)?)?;
        for (row, joined) in known_rows(given, maps) {
            let mantissa = mantissas
                .get(row)?
                .checked_mul(*factor)
                .and_then(|mantissa| shift(mantissa, by).ok())?;
            match wide.get_mut(joined) {
                Some(taken) if known.get(joined) && *taken != mantissa => clashes.push(Clash { given: place, row }),
                Some(taken) => {
                    *taken = mantissa;
                    known.set(joined, true);
                    invalid.set(joined, wrong.get(row));
                }
                None => {}
            }
        }
    }
    let scale = lower_scale(&mut wide, scale)?;
    let narrow: Result<Vec<i64>, _> = wide.iter().map(|mantissa| i64::try_from(*mantissa)).collect();
    let mantissas = narrow.map_or_else(|_| Mantissas::Wide(wide), Mantissas::Narrow);
    Some(Values::Number {
        mantissas,
        scale,
        known,
        invalid,
    })
}

/// Drops zeros that all numbers end with, as long as there are more digits after the point than a decimal has.
fn lower_scale(numbers: &mut [i128], mut scale: u32) -> Option<u32> {
    while scale > Decimal::MAX_SCALE {
        for number in numbers.iter_mut() {
            if *number % 10 != 0 {
                return None;
            }
            *number /= 10;
        }
        scale -= 1;
    }
    Some(scale)
}
