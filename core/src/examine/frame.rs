//! A catalogue's names laid over the tables of a dataset.

use crate::catalogue::{Allowed, Catalogue, Condition};
use crate::dataset::{Column, Dataset, ProfileValue, Table, Tree};
use crate::decimal::Rounding;
use crate::formula::{Field, FieldId, FieldKind, LevelId, Plan, PlanKind, ProfileId, Rollup, Scope};
use crate::unit::Unit;

/// What is said of the city under one profile key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Flag(bool),
    Values(Vec<usize>),
}

/// Where every level and field of a catalogue is found in a dataset.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub(super) scope: &'a Scope,
    pub(super) tables: &'a [Table],
    pub(super) tree: &'a Tree,
    pub(super) rounding: Rounding,
    /// Place of each level's table.
    table_of: Vec<Option<usize>>,
    /// Level of each table; none for a level that the catalogue does not have.
    level_of: Vec<Option<LevelId>>,
    facts: Vec<Option<Fact>>,
    pub(super) previous: Option<Box<Frame<'a>>>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, dataset: &'a Dataset, rounding: Rounding) -> Self {
        let scope = &catalogue.compiled().scope;
        let tables = dataset.tables();
        let level_of: Vec<Option<LevelId>> = tables
            .iter()
            .map(|table| scope.levels.iter().position(|level| level.id == table.level()).map(LevelId))
            .collect();
        let table_of = scope
            .levels
            .iter()
            .map(|level| tables.iter().position(|table| table.level() == level.id))
            .collect();
        let facts = scope
            .profile
            .iter()
            .map(|key| match dataset.profile().get(&key.id)? {
                ProfileValue::Flag(flag) => Some(Fact::Flag(*flag)),
                ProfileValue::Classes(values) => Some(Fact::Values(
                    values
                        .iter()
                        .filter_map(|value| key.values.iter().position(|known| known.is(value)))
                        .collect(),
                )),
            })
            .collect();
        let previous = dataset
            .previous()
            .map(|previous| Box::new(Frame::new(catalogue, previous, rounding)));
        Self {
            scope,
            tables,
            tree: dataset.tree(),
            rounding,
            table_of,
            level_of,
            facts,
            previous,
        }
    }

    pub(super) fn table(&self, index: usize) -> Option<&'a Table> {
        self.tables.get(index)
    }

    pub(super) fn rows(&self, index: usize) -> usize {
        self.table(index).map_or(0, Table::len)
    }

    pub(super) fn table_of(&self, level: LevelId) -> Option<usize> {
        self.table_of.get(level.0).copied().flatten()
    }

    pub(super) fn level_of(&self, table: usize) -> Option<LevelId> {
        self.level_of.get(table).copied().flatten()
    }

    pub(super) fn field(&self, id: FieldId) -> Option<&'a Field> {
        self.scope.field(id)
    }

    pub(super) fn column(&self, field: &Field, table: usize) -> Option<&'a Column> {
        self.table(table)?.column(&field.id)
    }

    /// Whether the table is one of areas, and not of observations.
    pub(super) fn is_area(&self, table: usize) -> bool {
        self.level_of(table)
            .and_then(|level| self.scope.level(level))
            .is_some_and(|level| level.rank.is_some())
    }

    /// Tables of areas, low to high.
    pub(super) fn area_tables(&self) -> Vec<usize> {
        let mut tables: Vec<(usize, usize)> = (0..self.tables.len())
            .filter_map(|table| {
                self.level_of(table)
                    .and_then(|level| self.scope.level(level)?.rank)
                    .map(|rank| (rank, table))
            })
            .collect();
        tables.sort_unstable();
        tables.into_iter().map(|(_, table)| table).collect()
    }

    /// Whether an area without rows of this table has none of them, rather than not having reported.
    pub(super) fn counts_as_register(&self, table: usize) -> bool {
        let register = self
            .level_of(table)
            .and_then(|level| self.scope.level(level))
            .is_some_and(|level| level.register);
        register || self.table(table).is_some_and(Table::is_complete)
    }

    /// The nearest area above a row that is of this table, as a row of it.
    pub(super) fn ancestor(&self, table: usize, row: usize, wanted: usize) -> Option<usize> {
        let global = self.tree.global(table, row)?;
        self.tree
            .ancestors(global)
            .filter_map(|above| self.tree.locate(above))
            .find(|(above, _)| *above == wanted)
            .map(|(_, row)| row)
    }

    pub(super) fn fact(&self, key: ProfileId) -> Option<&Fact> {
        self.facts.get(key.0).and_then(Option::as_ref)
    }

    /// Whether a flag of the profile is set; `None` where nothing is said of it.
    pub(super) fn profile_flag(&self, key: ProfileId) -> Option<bool> {
        match self.fact(key)? {
            Fact::Flag(flag) => Some(*flag),
            Fact::Values(_) => None,
        }
    }

    /// Whether one of the values is among those of the profile.
    pub(super) fn profile_in(&self, key: ProfileId, allowed: &[usize]) -> Option<bool> {
        match self.fact(key)? {
            Fact::Values(values) => Some(values.iter().any(|value| allowed.contains(value))),
            Fact::Flag(_) => None,
        }
    }

    /// Whether a condition on the profile holds; `None` where nothing is said of its key.
    pub(super) fn holds(&self, condition: &Condition) -> Option<bool> {
        match &condition.allowed {
            Allowed::Flag(wanted) => self.profile_flag(condition.key).map(|flag| flag == *wanted),
            Allowed::Values(values) => self.profile_in(condition.key, values),
        }
    }

    /// The table whose rows an aggregate's sum is taken over: the one named, or the nearest above it that reports what the sum needs.
    ///
    /// A city often hands in a shortfall by community and not by compound; the sum over communities is then what can be had.
    pub(super) fn read_table(&self, level: LevelId, value: Option<&Plan>) -> Option<usize> {
        let named = self.table_of(level);
        let Some(value) = value else { return named };
        if let Some(table) = named
            && self.is_available(value, table)
        {
            return named;
        }
        let above = self
            .area_tables()
            .into_iter()
            .filter(|table| self.level_of(*table).is_some_and(|above| self.scope.is_below(level, above)));
        above.into_iter().find(|table| self.is_available(value, *table)).or(named)
    }

    /// Whether a formula can have a value in some row of a table, going by the columns that there are.
    fn is_available(&self, plan: &Plan, table: usize) -> bool {
        match &plan.kind {
            PlanKind::Field(field) | PlanKind::ClassIn(field, _) => self.field(*field).is_some_and(|field| self.has_field(field, table)),
            PlanKind::Coalesce(parts) | PlanKind::Or(parts) => parts.iter().any(|part| self.is_available(part, table)),
            PlanKind::Aggregate(aggregate) => self.table_of(aggregate.table).is_some(),
            PlanKind::Previous(_) => self.previous.is_some(),
            _ => plan.parts().into_iter().all(|part| self.is_available(part, table)),
        }
    }

    fn has_field(&self, field: &Field, table: usize) -> bool {
        if self.column(field, table).is_some() {
            return true;
        }
        let Some(own) = self.level_of(table) else { return false };
        if field.level == own {
            return field
                .derivation
                .as_ref()
                .is_some_and(|derivation| self.is_available(derivation, table));
        }
        let with_column = |(other, _): &(usize, &Table)| self.column(field, *other).is_some();
        let below = |(other, _): &(usize, &Table)| self.level_of(*other).is_some_and(|other| self.scope.is_below(other, own));
        let above = |(other, _): &(usize, &Table)| self.level_of(*other).is_some_and(|other| self.scope.is_below(own, other));
        let mut tables = self.tables.iter().enumerate().filter(with_column);
        if self.scope.is_below(own, field.level) {
            tables.any(|table| above(&table))
        } else {
            field.rollup != Rollup::None && tables.any(|table| below(&table))
        }
    }

    /// Unit in which a measure is defined.
    pub(super) fn unit_of(field: &Field) -> Unit {
        match &field.kind {
            FieldKind::Measure(unit) => unit.clone(),
            FieldKind::Flag | FieldKind::Class(_) => Unit::one(),
        }
    }
}
