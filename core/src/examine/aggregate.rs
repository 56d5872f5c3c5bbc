//! Aggregates in columns: what the rows below come to, for every area of a table at once.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::cell::{Cell, Flags, Numbers};
use super::columnar::{Columnar, Reach};
use super::frame::Frame;
use super::status::Fault;
use super::tally::{Accumulate, Counts, Tally, adds_up, at_working_precision, only_counts};
use crate::formula::{AggregateFunction, LevelId, PlanAggregate};
use crate::unit::Unit;

/// Tallies of one aggregate for every area above its rows.
pub(super) struct Tallies<A> {
    /// Tree number of the first area that has a tally.
    base: usize,
    list: Vec<A>,
}

/// The tally of an area, and whether the areas above count it.
struct Settled<A> {
    tally: A,
    is_counted: bool,
}

impl<A> Tallies<A> {
    fn get(&self, area: usize) -> Option<&A> {
        self.list.get(area.checked_sub(self.base)?)
    }
}

impl<'a> Columnar<'a> {
    pub(super) fn aggregate_numbers(&self, aggregate: &PlanAggregate, table: usize) -> Numbers<'a> {
        let rows = self.frame.rows(table);
        if self.reach == Reach::Own {
            return Numbers::Constant(Cell::missing());
        }
        let (function, register) = (aggregate.function, self.is_register(aggregate));
        let source = self.source(aggregate);
        let cells = match (only_counts(function), source == Some(table)) {
            (true, true) if function == AggregateFunction::Count => return Numbers::Ones(self.condition(aggregate, table)),
            (true, true) => {
                let flags = self.condition(aggregate, table);
                Some(
                    (0..rows)
                        .map(|row| Counts::row(flags.get(row)).number(function, register))
                        .collect(),
                )
            }
            (false, true) => Some(
                self.row_tallies(aggregate, table)
                    .map(|tally| tally.number(function, register))
                    .collect(),
            ),
            (true, false) => self.above(&self.counts(aggregate), table, |counts| counts.number(function, register)),
            (false, false) => self.above(&self.tallies(aggregate), table, |tally| tally.number(function, register)),
        };
        cells.map_or(Numbers::Constant(Cell::missing()), Numbers::Cells)
    }

    pub(super) fn aggregate_flags(&self, aggregate: &PlanAggregate, table: usize) -> Flags {
        let rows = self.frame.rows(table);
        if self.reach == Reach::Own {
            return Flags::constant(None, rows);
        }
        let (function, register) = (aggregate.function, self.is_register(aggregate));
        if self.source(aggregate) == Some(table) {
            let flags = self.condition(aggregate, table);
            return Flags::collect(rows, |row| Counts::row(flags.get(row)).flag(function, register));
        }
        let flags = self.above(&self.counts(aggregate), table, |counts| counts.flag(function, register));
        match flags {
            Some(flags) => Flags::collect(rows, |row| flags.get(row).copied().unwrap_or(Err(Fault::Missing))),
            None => Flags::constant(None, rows),
        }
    }

    /// What the rows below come to for each area of a table.
    fn above<A: Accumulate, T>(&self, tallies: &Tallies<A>, table: usize, finish: impl Fn(&A) -> T) -> Option<Vec<T>> {
        let offset = self.frame.tree.offset(table)?;
        let empty = A::default();
        let tally = |row: usize| tallies.get(offset.checked_add(row)?);
        Some(
            (0..self.frame.rows(table))
                .map(|row| finish(tally(row).unwrap_or(&empty)))
                .collect(),
        )
    }

    /// The table that an aggregate reads row by row.
    fn source(&self, aggregate: &PlanAggregate) -> Option<usize> {
        if adds_up(aggregate, self.frame.scope) {
            self.frame.base(aggregate.table)
        } else {
            self.frame.table_of(aggregate.table)
        }
    }

    /// Whether an area without rows of the named level has none of them.
    fn is_register(&self, aggregate: &PlanAggregate) -> bool {
        let named = self.frame.table_of(aggregate.table);
        named.is_some_and(|named| self.frame.counts_as_register(named))
    }

    /// Which rows of a table an aggregate chooses; all of them without a condition.
    fn condition(&self, aggregate: &PlanAggregate, table: usize) -> Flags {
        match &aggregate.condition {
            Some(condition) => self.flags(condition, table),
            None => Flags::constant(Some(true), self.frame.rows(table)),
        }
    }

    fn row_tallies<'b>(&'b self, aggregate: &'b PlanAggregate, table: usize) -> impl Iterator<Item = Tally> + 'b {
        let condition = self.condition(aggregate, table);
        let value = aggregate.value.as_ref().map(|value| (self.numbers(value, table), value.unit()));
        let weight = aggregate.weight.as_ref().map(|weight| (self.numbers(weight, table), weight.unit()));
        (0..self.frame.rows(table)).map(move |row| {
            let number = |numbers: &Option<(Numbers<'_>, Unit)>| {
                numbers
                    .as_ref()
                    .map(|(numbers, unit)| at_working_precision(&numbers.get(row), unit))
            };
            let (value, weight) = (number(&value), number(&weight));
            Tally::row(aggregate.function, Some(condition.get(row)), value.as_ref(), weight.as_ref())
        })
    }

    fn counts(&self, aggregate: &PlanAggregate) -> Rc<Tallies<Counts>> {
        if let Some(known) = self.kept.counts.borrow().get(&aggregate.number) {
            return Rc::clone(known);
        }
        let counts = Rc::new(match self.frame.table_of(aggregate.table) {
            Some(table) => {
                let flags = self.condition(aggregate, table);
                let rows = (0..self.frame.rows(table)).map(|row| Counts::row(flags.get(row)));
                self.reported(aggregate.function, table, rows)
            }
            None => Tallies { base: 0, list: Vec::new() },
        });
        self.kept.counts.borrow_mut().insert(aggregate.number, Rc::clone(&counts));
        counts
    }

    fn tallies(&self, aggregate: &PlanAggregate) -> Rc<Tallies<Tally>> {
        if let Some(known) = self.kept.tallies.borrow().get(&aggregate.number) {
            return Rc::clone(known);
        }
        let tallies = Rc::new(if adds_up(aggregate, self.frame.scope) {
            self.sums(aggregate)
        } else {
            match self.frame.table_of(aggregate.table) {
                Some(table) => self.reported(aggregate.function, table, self.row_tallies(aggregate, table)),
                None => Tallies { base: 0, list: Vec::new() },
            }
        });
        self.kept.tallies.borrow_mut().insert(aggregate.number, Rc::clone(&tallies));
        tallies
    }

    /// Adds the rows of a table up to every area above. In a census, an area without rows counts as one that has not reported: in itself and
    /// in all areas above, provided that areas of its table hold rows at all.
    fn reported<A: Accumulate>(&self, function: AggregateFunction, table: usize, rows: impl Iterator<Item = A>) -> Tallies<A> {
        let is_census = self.frame.is_census(table);
        let is_linked = |above: usize| self.frame.holding(table).is_some_and(|holding| holding.is_linked(above));
        let level = self.frame.level_of(table).unwrap_or(LevelId(usize::MAX));
        let areas = self.frame.areas_above(level).skip_while(|above| !is_linked(*above)).collect();
        self.collect(function, Some(table), areas, rows, |above, _, tally: A| {
            let is_expected = tally.counts().rows == 0 && is_census && is_linked(above);
            Settled {
                tally: if is_expected { A::unreported() } else { tally },
                is_counted: true,
            }
        })
    }

    /// The sum of a formula over the rows of a level, for every area above.
    ///
    /// It is read at the lowest level that is complete: the rows of an area where all of them have a value, else the areas of the lowest level
    /// above that all hand in figures of their own, else the area's own figures, and where nothing is complete what is known of the rows.
    fn sums(&self, aggregate: &PlanAggregate) -> Tallies<Tally> {
        let base = self.frame.base(aggregate.table);
        let lowest = base.and_then(|base| self.frame.level_of(base)).unwrap_or(aggregate.table);
        let mut levels = Levels {
            columnar: self.reading(Reach::Own),
            aggregate,
            lowest,
            totals: BTreeMap::new(),
        };
        let mut figures = Figures {
            columnar: self,
            aggregate,
            kept: HashMap::new(),
        };
        let holding = base.and_then(|base| self.frame.holding(base));
        let is_linked = |table: usize| holding.is_some_and(|holding| holding.is_linked(table));
        // Of the areas of lower tables nothing can be known.
        let is_read = |table: &usize| is_linked(*table) || may_be_known(self.frame, aggregate, *table, Reach::Parts);
        let areas = self.frame.areas_above(lowest).skip_while(|table| !is_read(table)).collect();
        let is_census = base.is_some_and(|base| self.frame.is_census(base));
        let settle = |table: usize, row: usize, rows: Tally| {
            let (has_rows, fault) = (rows.counts.rows > 0, rows.counts.fault);
            let is_counted = has_rows || is_linked(table);
            let settled = |tally| Settled { tally, is_counted };
            if rows.counts.is_complete() || fault == Some(Fault::Invalid) {
                return settled(rows);
            }
            if let Some(total) = levels.find(table, row, Counts::is_complete) {
                return settled(total);
            }
            let own = figures.of(Reach::Own, table, row);
            if own.counts.is_complete() {
                return settled(own);
            }
            // Where rows have no value, as with a zero below a line, the sums of their parts are no value of the area either.
            let mixed = fault.map_or_else(|| figures.of(Reach::Parts, table, row), |_| own);
            if mixed.counts.is_complete() {
                return settled(mixed);
            }
            if rows.counts.is_telling() {
                return settled(rows);
            }
            if let Some(total) = levels.find(table, row, Counts::is_known) {
                return settled(total);
            }
            let is_usable = |counts: &Counts| counts.fault == Some(Fault::Invalid) || !has_rows && counts.is_telling();
            settled(if is_usable(&mixed.counts) {
                mixed
            } else if is_counted && is_census && !has_rows {
                Tally::unreported()
            } else {
                rows
            })
        };
        let rows = base.map(|base| self.row_tallies(aggregate, base));
        self.collect(aggregate.function, base, areas, rows.into_iter().flatten(), settle)
    }

    /// Adds rows up to every area of some tables, low to high; each area is settled once all its parts are in, and before it is added to the
    /// next one.
    fn collect<A: Accumulate>(
        &self,
        function: AggregateFunction,
        source: Option<usize>,
        areas: Vec<usize>,
        rows: impl Iterator<Item = A>,
        mut settle: impl FnMut(usize, usize, A) -> Settled<A>,
    ) -> Tallies<A> {
        let tree = self.frame.tree;
        let base = areas.iter().filter_map(|table| tree.offset(*table)).min().unwrap_or_default();
        let end = areas.iter().filter_map(|table| tree.offset(table.checked_add(1)?)).max();
        let mut list = vec![A::default(); end.unwrap_or_default().saturating_sub(base)];
        if let Some(source) = source {
            for (tally, parent) in rows.zip(tree.parents_of(source)) {
                if let Some(above) = parent.and_then(|parent| list.get_mut(parent.checked_sub(base)?)) {
                    above.merge(&tally, function);
                }
            }
        }
        for table in areas {
            let Some(first) = tree.offset(table).and_then(|offset| offset.checked_sub(base)) else {
                continue;
            };
            for (row, parent) in tree.parents_of(table).enumerate() {
                let Some(place) = first.checked_add(row) else { continue };
                // A parent stands behind all its parts.
                let parent = parent.and_then(|parent| parent.checked_sub(base)).filter(|parent| *parent > place);
                let split = parent.unwrap_or(list.len()).min(list.len());
                let (low, high) = list.split_at_mut(split);
                let Some(kept) = low.get_mut(place) else { continue };
                let Settled { tally, is_counted } = settle(table, row, std::mem::take(kept));
                *kept = tally;
                if let Some(above) = high.first_mut().filter(|_| is_counted && parent.is_some()) {
                    above.merge(kept, function);
                }
            }
        }
        Tallies { base, list }
    }
}

/// Whether an aggregate may have a value where the areas of a table are taken as its rows.
fn may_be_known(frame: &Frame<'_>, aggregate: &PlanAggregate, table: usize, reach: Reach) -> bool {
    aggregate.value.as_ref().is_none_or(|value| frame.may_be_known(value, table, reach))
}

/// What areas come to by the figures of their own table, each area taken as one row.
struct Figures<'c, 'a> {
    columnar: &'c Columnar<'a>,
    aggregate: &'c PlanAggregate,
    kept: HashMap<(Reach, usize), Vec<Tally>>,
}

impl Figures<'_, '_> {
    fn of(&mut self, reach: Reach, table: usize, row: usize) -> Tally {
        let list = self.kept.entry((reach, table)).or_insert_with(|| {
            let columnar = self.columnar.reading(reach);
            if may_be_known(columnar.frame, self.aggregate, table, reach) {
                columnar.row_tallies(self.aggregate, table).collect()
            } else {
                Vec::new()
            }
        });
        list.get(row).cloned().unwrap_or_else(Tally::unreported)
    }
}

/// Sums over the areas of the levels above the rows, made of their own figures alone.
struct Levels<'c, 'a> {
    columnar: Columnar<'a>,
    aggregate: &'c PlanAggregate,
    /// Level of the rows.
    lowest: LevelId,
    totals: BTreeMap<usize, Tallies<Tally>>,
}

impl Levels<'_, '_> {
    /// The sum over the lowest level below an area for which this holds.
    fn find(&mut self, table: usize, row: usize, holds: impl Fn(&Counts) -> bool) -> Option<Tally> {
        let frame = self.columnar.frame;
        let (area, own) = (frame.tree.global(table, row)?, frame.level_of(table)?);
        let is_between = |level: &usize| {
            let is_below = frame.level_of(*level).is_some_and(|level| frame.scope.is_below(level, own));
            is_below && may_be_known(frame, self.aggregate, *level, Reach::Own)
        };
        frame.areas_above(self.lowest).filter(is_between).find_map(|level| {
            let totals = self.totals.entry(level).or_insert_with(|| {
                let rows = self.columnar.row_tallies(self.aggregate, level);
                self.columnar.reported(self.aggregate.function, level, rows)
            });
            totals.get(area).filter(|total| holds(&total.counts)).cloned()
        })
    }
}
