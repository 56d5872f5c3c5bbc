//! A catalogue's names laid over the tables of a dataset.

use std::sync::{Arc, OnceLock};

use super::columnar::Reach;
use super::holding::Holding;
use crate::catalogue::{Allowed, Catalogue, Condition};
use crate::dataset::{Column, Dataset, ProfileValue, Table, Tree};
use crate::decimal::Rounding;
use crate::formula::{Field, FieldId, FieldKind, LevelId, Plan, PlanKind, ProfileId, Scope};
use crate::order;
use crate::unit::Unit;

/// What is said of the city under one profile key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Flag(bool),
    Values(Vec<usize>),
}

/// What a formula can come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prospect {
    Missing,
    Constant,
    Open,
}

/// What follows from the rows and parents of a dataset alone, found when it is first needed. Values have no part in it.
#[derive(Debug)]
pub(super) struct Layout {
    holdings: Vec<OnceLock<Holding>>,
    highest_parts: OnceLock<Vec<Option<usize>>>,
    children: OnceLock<Children>,
}

/// The rows that lie directly in each area.
#[derive(Debug)]
struct Children {
    /// By tree number, where those of an area begin in the list; they end where those of the next begin.
    starts: Vec<usize>,
    list: Vec<usize>,
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
    /// Tables of areas, low to high.
    areas: Vec<usize>,
    facts: Vec<Option<Fact>>,
    layout: Arc<Layout>,
    period: Option<&'a str>,
    pub(super) previous: Option<Box<Frame<'a>>>,
}

impl Layout {
    pub(super) fn of(dataset: &Dataset) -> Self {
        Self {
            holdings: dataset.tables().iter().map(|_| OnceLock::new()).collect(),
            highest_parts: OnceLock::new(),
            children: OnceLock::new(),
        }
    }
}

impl Children {
    fn of(tree: &Tree) -> Self {
        let mut starts = vec![0; tree.len().saturating_add(1)];
        let parents = || (0..tree.len()).map(|row| tree.parent(row));
        for count in parents().flatten() {
            if let Some(count) = starts.get_mut(count.saturating_add(1)) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let (mut next, mut list) = (starts.clone(), vec![0; sum]);
        for (row, parent) in parents().enumerate() {
            let Some(place) = parent.and_then(|parent| next.get_mut(parent)) else {
                continue;
            };
            if let Some(slot) = list.get_mut(*place) {
                *slot = row;
            }
            *place += 1;
        }
        Self { starts, list }
    }

    fn of_area(&self, area: usize) -> &[usize] {
        let range = self.starts.get(area).zip(self.starts.get(area.saturating_add(1)));
        range.and_then(|(start, end)| self.list.get(*start..*end)).unwrap_or_default()
    }
}

impl<'a> Frame<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, dataset: &'a Dataset, rounding: Rounding) -> Self {
        Self::over(catalogue, dataset, rounding, Arc::new(Layout::of(dataset)))
    }

    /// With what is known already of how the rows lie in each other.
    pub(super) fn over(catalogue: &'a Catalogue, dataset: &'a Dataset, rounding: Rounding, layout: Arc<Layout>) -> Self {
        let scope = &catalogue.compiled().scope;
        let tables = dataset.tables();
        let level_of: Vec<Option<LevelId>> = tables
            .iter()
            .map(|table| scope.levels.iter().position(|level| level.id == table.level()).map(LevelId))
            .collect();
        let mut table_of = vec![None; scope.levels.len()];
        for (table, level) in level_of.iter().enumerate() {
            if let Some(slot) = level.and_then(|level| table_of.get_mut(level.0)) {
                slot.get_or_insert(table);
            }
        }
        let facts = scope
            .profile
            .iter()
            .map(|key| match dataset.profile().get(&*key.id)? {
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
        let mut areas: Vec<(usize, usize)> = (0..tables.len())
            .filter_map(|table| {
                let level = level_of.get(table).copied().flatten()?;
                scope.level(level)?.rank.map(|rank| (rank, table))
            })
            .collect();
        order::sort_by(&mut areas, Ord::cmp);
        Self {
            scope,
            tables,
            tree: dataset.tree(),
            rounding,
            table_of,
            level_of,
            areas: areas.into_iter().map(|(_, table)| table).collect(),
            facts,
            layout,
            period: dataset.period(),
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
    pub(super) fn area_tables(&self) -> &[usize] {
        &self.areas
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

    /// The same period a year before, among the periods before this one. A period that was handed in as the one before without a name counts.
    pub(super) fn year_before(&self) -> Option<&Self> {
        let wanted = self.period.and_then(|period| {
            let (year, part) = period.split_at_checked(4)?;
            Some(format!("{:04}{part}", year.parse::<u16>().ok()?.checked_sub(1)?))
        });
        let is_wanted = |frame: &&Self| frame.period.is_none() || wanted.is_none() || frame.period == wanted.as_deref();
        std::iter::successors(self.previous.as_deref(), |frame| frame.previous.as_deref()).find(is_wanted)
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

    /// The table whose rows a formula over a level is read from: that of the level, or where an area level has no rows the lowest one above
    /// that has.
    pub(super) fn base(&self, level: LevelId) -> Option<usize> {
        let named = self.table_of(level);
        let is_observation = self.scope.level(level)?.rank.is_none();
        if is_observation || named.is_some_and(|table| self.rows(table) > 0 || self.counts_as_register(table)) {
            return named;
        }
        let mut above = self.areas_above(level).filter(|table| self.rows(*table) > 0);
        above.next().or(named)
    }

    /// Tables of areas above a level, low to high.
    pub(super) fn areas_above(&self, level: LevelId) -> impl Iterator<Item = usize> + '_ {
        let is_above = move |table: &usize| self.level_of(*table).is_some_and(|above| self.scope.is_below(level, above));
        self.areas.iter().copied().filter(is_above)
    }

    /// Whether an area that could hold rows of this table and has none has not reported them: so in a census of areas, but not for
    /// observations, of which an area may well have none.
    pub(super) fn is_census(&self, table: usize) -> bool {
        self.is_area(table) && !self.counts_as_register(table)
    }

    /// The areas that hold rows of a table.
    pub(super) fn holding(&self, table: usize) -> Option<&Holding> {
        Some(self.layout.holdings.get(table)?.get_or_init(|| Holding::of(self, table)))
    }

    /// The rows that lie directly in an area, all by their tree numbers, in order.
    pub(super) fn children(&self, area: usize) -> &[usize] {
        self.layout.children.get_or_init(|| Children::of(self.tree)).of_area(area)
    }

    /// Those of them that are rows of a table.
    pub(super) fn children_in(&self, area: usize, table: usize) -> &[usize] {
        let children = self.children(area);
        let before = |table: usize| self.tree.offset(table).map(|first| children.partition_point(|row| *row < first));
        let range = before(table).zip(before(table.saturating_add(1)));
        range.and_then(|(start, end)| children.get(start..end)).unwrap_or_default()
    }

    /// Place of the highest table among the areas that lie directly in an area, by its tree number.
    pub(super) fn highest_part(&self, area: usize) -> Option<usize> {
        let parts = self.layout.highest_parts.get_or_init(|| {
            let mut parts = vec![None; self.tree.len()];
            for table in &self.areas {
                for parent in self.tree.parents_of(*table).flatten() {
                    if let Some(highest) = parts.get_mut(parent) {
                        *highest = Some(*table);
                    }
                }
            }
            parts
        });
        parts.get(area).copied().flatten()
    }

    /// Whether a formula may come to anything in some row of a table, going by the columns that there are. Where it says no, everything that
    /// the formula needs is missing, so that nothing need be read; where it says yes, it may still be.
    pub(super) fn may_be_known(&self, plan: &Plan, table: usize, reach: Reach) -> bool {
        self.prospect(plan, table, reach) != Prospect::Missing
    }

    fn prospect(&self, plan: &Plan, table: usize, reach: Reach) -> Prospect {
        let maybe = |known: bool| if known { Prospect::Open } else { Prospect::Missing };
        let parts: Vec<Prospect> = match &plan.kind {
            PlanKind::Field(field) | PlanKind::ClassIn(field, _) => {
                let field = self.field(*field);
                return maybe(field.is_some_and(|field| self.may_be_reported(field, table, reach)));
            }
            PlanKind::Aggregate(_) => return maybe(reach == Reach::Parts),
            PlanKind::Previous(_) => return maybe(self.previous.is_some()),
            _ => plan.parts().map(|part| self.prospect(part, table, reach)).collect(),
        };
        let chooses = matches!(
            plan.kind,
            PlanKind::Coalesce(_) | PlanKind::If(..) | PlanKind::And(_) | PlanKind::Or(_)
        );
        // Where one part is missing and another cannot be right, the whole cannot be right.
        let is_open = parts.contains(&Prospect::Open) || chooses && parts.contains(&Prospect::Constant);
        if is_open {
            Prospect::Open
        } else if parts.contains(&Prospect::Missing) {
            Prospect::Missing
        } else {
            Prospect::Constant
        }
    }

    fn may_be_reported(&self, field: &Field, table: usize, reach: Reach) -> bool {
        let is_own = self.level_of(table) == Some(field.level);
        let is_above = self.level_of(table).is_some_and(|own| self.scope.is_below(own, field.level));
        match reach {
            Reach::Own if !is_above => self.column(field, table).is_some() || is_own && field.derivation.is_some(),
            _ => field.derivation.is_some() || (0..self.tables.len()).any(|table| self.column(field, table).is_some()),
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
