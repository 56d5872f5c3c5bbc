//! Aggregates in columns: what the rows below come to, for every area of a table at once.

use std::collections::HashMap;
use std::sync::Arc;

use super::cell::{Cell, Flags, Numbers};
use super::columnar::{Columnar, Reach};
use super::focus::ByRow;
use super::frame::Frame;
use super::status::Fault;
use super::tally::{Accumulate, Counts, Tally, adds_up, at_working_precision, only_counts};
use crate::formula::{AggregateFunction, LevelId, PlanAggregate};
use crate::shelf::Shelf;
use crate::unit::Unit;

/// Tallies of one aggregate for every area above its rows.
#[derive(Clone, Debug)]
pub(super) struct Tallies<A> {
    /// Tree number of the first area that has a tally.
    base: usize,
    list: Vec<Entry<A>>,
}

/// The tallies of an aggregate of values.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    tallies: Tallies<Tally>,
    /// By table, what the figures of its areas come to for every area above them.
    totals: Shelf<usize, Tallies<Tally>>,
}

/// The tally of an area, and whether the areas above count it.
#[derive(Clone, Debug, Default)]
struct Settled<A> {
    tally: A,
    is_counted: bool,
}

/// What an area comes to, and what the rows directly in it do.
#[derive(Clone, Debug, Default)]
struct Entry<A> {
    whole: Settled<A>,
    rows: A,
}

impl<A> Tallies<A> {
    fn get(&self, area: usize) -> Option<&A> {
        self.list.get(area.checked_sub(self.base)?).map(|entry| &entry.whole.tally)
    }

    const fn none() -> Self {
        Self { base: 0, list: Vec::new() }
    }
}

impl<'a> Columnar<'a> {
    pub(super) fn aggregate_numbers(&self, aggregate: &PlanAggregate, table: usize) -> Numbers<'a> {
        if self.reach == Reach::Own {
            return Numbers::Constant(Cell::missing());
        }
        let (function, register) = (aggregate.function, self.is_register(aggregate));
        let source = self.source(aggregate);
        let numbers = match (only_counts(function), source == Some(table)) {
            (true, true) if function == AggregateFunction::Count => return Numbers::Ones(self.condition(aggregate, table)),
            (true, true) => {
                let flags = self.condition(aggregate, table);
                let cell = |row| Counts::row(flags.get(row)).number(function, register);
                Some(ByRow::collect(self.rows(table), cell))
            }
            (false, true) => {
                let tally = self.row_tally(aggregate, table);
                Some(ByRow::collect(self.rows(table), |row| tally(row).number(function, register)))
            }
            (true, false) => self.above(&self.counts(aggregate), table, |counts| counts.number(function, register)),
            (false, false) => self.above(&self.sums(aggregate).tallies, table, |tally| tally.number(function, register)),
        };
        numbers.map_or(Numbers::Constant(Cell::missing()), Numbers::Cells)
    }

    pub(super) fn aggregate_flags(&self, aggregate: &PlanAggregate, table: usize) -> Flags {
        let rows = self.frame.rows(table);
        if self.reach == Reach::Own {
            return Flags::constant(None, rows);
        }
        let (function, register) = (aggregate.function, self.is_register(aggregate));
        if self.source(aggregate) == Some(table) {
            let flags = self.condition(aggregate, table);
            return self.collect_flags(table, |row| Counts::row(flags.get(row)).flag(function, register));
        }
        let flags = self.above(&self.counts(aggregate), table, |counts| counts.flag(function, register));
        match flags {
            Some(flags) => self.collect_flags(table, |row| flags.get(row).copied().unwrap_or(Err(Fault::Missing))),
            None => Flags::constant(None, rows),
        }
    }

    /// What the rows below come to for each area of a table.
    fn above<A: Accumulate, T>(&self, tallies: &Tallies<A>, table: usize, finish: impl Fn(&A) -> T) -> Option<ByRow<'a, T>> {
        let offset = self.frame.tree.offset(table)?;
        let empty = A::default();
        let tally = |row: usize| tallies.get(offset.checked_add(row)?);
        Some(ByRow::collect(self.rows(table), |row| finish(tally(row).unwrap_or(&empty))))
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

    /// The tally of each row of a table.
    fn row_tally<'b>(&self, aggregate: &'b PlanAggregate, table: usize) -> impl Fn(usize) -> Tally + use<'a, 'b> {
        let condition = self.condition(aggregate, table);
        let value = aggregate.value.as_ref().map(|value| (self.numbers(value, table), value.unit()));
        let weight = aggregate.weight.as_ref().map(|weight| (self.numbers(weight, table), weight.unit()));
        move |row| {
            let number = |numbers: &Option<(Numbers<'_>, Unit)>| {
                numbers
                    .as_ref()
                    .map(|(numbers, unit)| at_working_precision(&numbers.get(row), unit))
            };
            let (value, weight) = (number(&value), number(&weight));
            Tally::row(aggregate.function, Some(condition.get(row)), value.as_ref(), weight.as_ref())
        }
    }

    fn counts(&self, aggregate: &PlanAggregate) -> Arc<Tallies<Counts>> {
        if let Some(known) = self.kept.lists.borrow().counts.get(&aggregate.number) {
            return Arc::clone(known);
        }
        let earlier = self.kept.earlier.borrow_mut().counts.remove(&aggregate.number);
        let counts = Arc::new(match earlier {
            Some(earlier) => self.count(aggregate, Some(Arc::unwrap_or_clone(earlier))),
            None => self.unfocused().count(aggregate, None),
        });
        self.kept.lists.borrow_mut().counts.insert(aggregate.number, Arc::clone(&counts));
        counts
    }

    fn count(&self, aggregate: &PlanAggregate, earlier: Option<Tallies<Counts>>) -> Tallies<Counts> {
        let Some(table) = self.frame.table_of(aggregate.table) else {
            return Tallies::none();
        };
        let flags = self.condition(aggregate, table);
        self.reported(aggregate.function, table, |row| Counts::row(flags.get(row)), earlier)
    }

    fn sums(&self, aggregate: &PlanAggregate) -> Arc<Sums> {
        if let Some(known) = self.kept.lists.borrow().sums.get(&aggregate.number) {
            return Arc::clone(known);
        }
        let earlier = self.kept.earlier.borrow_mut().sums.remove(&aggregate.number);
        let sums = Arc::new(match earlier {
            Some(earlier) => self.sum(aggregate, Some(Arc::unwrap_or_clone(earlier))),
            None => self.unfocused().sum(aggregate, None),
        });
        self.kept.lists.borrow_mut().sums.insert(aggregate.number, Arc::clone(&sums));
        sums
    }

    fn sum(&self, aggregate: &PlanAggregate, earlier: Option<Sums>) -> Sums {
        if adds_up(aggregate, self.frame.scope) {
            return self.added_up(aggregate, earlier);
        }
        let earlier = earlier.map(|earlier| earlier.tallies);
        let tallies = match self.frame.table_of(aggregate.table) {
            Some(table) => self.reported(aggregate.function, table, self.row_tally(aggregate, table), earlier),
            None => Tallies::none(),
        };
        Sums {
            tallies,
            totals: Shelf::default(),
        }
    }

    /// Adds the rows of a table up to every area above. In a census, an area without rows counts as one that has not reported: in itself and
    /// in all areas above, provided that areas of its table hold rows at all.
    fn reported<A: Accumulate>(
        &self,
        function: AggregateFunction,
        table: usize,
        row: impl Fn(usize) -> A,
        earlier: Option<Tallies<A>>,
    ) -> Tallies<A> {
        let is_census = self.frame.is_census(table);
        let is_linked = |above: usize| self.frame.holding(table).is_some_and(|holding| holding.is_linked(above));
        let level = self.frame.level_of(table).unwrap_or(LevelId(usize::MAX));
        let areas = self.frame.areas_above(level).skip_while(|above| !is_linked(*above)).collect();
        let settle = |above, _, tally: A| {
            let is_expected = tally.counts().rows == 0 && is_census && is_linked(above);
            Settled {
                tally: if is_expected { A::unreported() } else { tally },
                is_counted: true,
            }
        };
        self.collect(function, Some(table), areas, row, settle, earlier)
    }

    /// The sum of a formula over the rows of a level, for every area above.
    ///
    /// It is read at the lowest level that is complete: the rows of an area where all of them have a value, else the areas of the lowest level
    /// above that all hand in figures of their own, else the area's own figures, and where nothing is complete what is known of the rows.
    fn added_up(&self, aggregate: &PlanAggregate, earlier: Option<Sums>) -> Sums {
        let (earlier, totals) = earlier.map(|earlier| (earlier.tallies, earlier.totals)).unzip();
        let base = self.frame.base(aggregate.table);
        let lowest = base.and_then(|base| self.frame.level_of(base)).unwrap_or(aggregate.table);
        let mut levels = Levels {
            columnar: self.reading(Reach::Own),
            aggregate,
            lowest,
            totals: Shelf::default(),
        };
        for (table, total) in totals.into_iter().flat_map(Shelf::into_entries) {
            let again = levels.total(table, Some(total));
            levels.totals.insert(table, again);
        }
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
        let rows = base.map(|base| self.row_tally(aggregate, base));
        let row = |row| rows.as_ref().map_or_else(Tally::default, |tally| tally(row));
        let tallies = self.collect(aggregate.function, base, areas, row, settle, earlier);
        Sums {
            tallies,
            totals: levels.totals,
        }
    }

    /// Adds rows up to every area of some tables, low to high; each area is settled once all its parts are in, and before it is added to the
    /// next one.
    fn collect<A: Accumulate>(
        &self,
        function: AggregateFunction,
        source: Option<usize>,
        areas: Vec<usize>,
        row: impl Fn(usize) -> A,
        mut settle: impl FnMut(usize, usize, A) -> Settled<A>,
        earlier: Option<Tallies<A>>,
    ) -> Tallies<A> {
        let tree = self.frame.tree;
        let base = areas.iter().filter_map(|table| tree.offset(*table)).min().unwrap_or_default();
        let end = areas.iter().filter_map(|table| tree.offset(table.checked_add(1)?)).max();
        let length = end.unwrap_or_default().saturating_sub(base);
        let mut list: Vec<Entry<A>> = self.list(length, earlier.map(|earlier| earlier.list));
        if let Some(source) = source {
            let place = |row| tree.parent(tree.global(source, row)?)?.checked_sub(base);
            for above in self.rows(source).iter().filter_map(place) {
                if let Some(above) = list.get_mut(above) {
                    above.rows = A::default();
                }
            }
            for number in self.rows(source).iter() {
                if let Some(above) = place(number).and_then(|above| list.get_mut(above)) {
                    above.rows.merge(&row(number), function);
                }
            }
        }
        for place in areas
            .iter()
            .flat_map(|table| self.changed(*table))
            .filter_map(|area| area.checked_sub(base))
        {
            if let Some(entry) = list.get_mut(place) {
                entry.whole.tally = entry.rows.clone();
            }
        }
        for table in areas {
            let Some(first) = tree.offset(table).and_then(|offset| offset.checked_sub(base)) else {
                continue;
            };
            for row in self.parts(table).iter() {
                let Some(place) = first.checked_add(row) else { continue };
                let area = place.saturating_add(base);
                // A parent stands behind all its parts.
                let parent = tree
                    .parent(area)
                    .and_then(|parent| parent.checked_sub(base))
                    .filter(|parent| *parent > place);
                let split = parent.unwrap_or(list.len()).min(list.len());
                let (low, high) = list.split_at_mut(split);
                let Some(Entry { whole, .. }) = low.get_mut(place) else { continue };
                if self.is_changed(area) {
                    *whole = settle(table, row, std::mem::take(&mut whole.tally));
                }
                if let Some(above) = high.first_mut().filter(|_| whole.is_counted && parent.is_some()) {
                    above.whole.tally.merge(&whole.tally, function);
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
    kept: HashMap<(Reach, usize), Option<ByRow<'a, Tally>>>,
}

impl Figures<'_, '_> {
    fn of(&mut self, reach: Reach, table: usize, row: usize) -> Tally {
        let list = self.kept.entry((reach, table)).or_insert_with(|| {
            let columnar = self.columnar.reading(reach);
            let is_open = may_be_known(columnar.frame, self.aggregate, table, reach);
            is_open.then(|| ByRow::collect(columnar.rows(table), columnar.row_tally(self.aggregate, table)))
        });
        let tally = list.as_ref().and_then(|list| list.get(row));
        tally.cloned().unwrap_or_else(Tally::unreported)
    }
}

/// Sums over the areas of the levels above the rows, made of their own figures alone.
struct Levels<'c, 'a> {
    columnar: Columnar<'a>,
    aggregate: &'c PlanAggregate,
    /// Level of the rows.
    lowest: LevelId,
    totals: Shelf<usize, Tallies<Tally>>,
}

impl Levels<'_, '_> {
    /// The sum over the areas of one table, for every area above.
    fn total(&self, table: usize, earlier: Option<Tallies<Tally>>) -> Tallies<Tally> {
        let all = earlier.is_none().then(|| self.columnar.unfocused());
        let columnar = all.as_ref().unwrap_or(&self.columnar);
        columnar.reported(self.aggregate.function, table, columnar.row_tally(self.aggregate, table), earlier)
    }

    /// The sum over the lowest level below an area for which this holds.
    fn find(&mut self, table: usize, row: usize, holds: impl Fn(&Counts) -> bool) -> Option<Tally> {
        let frame = self.columnar.frame;
        let (area, own) = (frame.tree.global(table, row)?, frame.level_of(table)?);
        let is_between = |level: &usize| {
            let is_below = frame.level_of(*level).is_some_and(|level| frame.scope.is_below(level, own));
            is_below && may_be_known(frame, self.aggregate, *level, Reach::Own)
        };
        frame.areas_above(self.lowest).filter(is_between).find_map(|level| {
            if !self.totals.contains_key(&level) {
                let total = self.total(level, None);
                self.totals.insert(level, total);
            }
            let total = self.totals.get(&level)?;
            total.get(area).filter(|total| holds(&total.counts)).cloned()
        })
    }
}
