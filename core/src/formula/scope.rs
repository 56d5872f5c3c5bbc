//! The names that a formula may use: levels, fields (data items and checklist items), profile keys and units.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::plan::Plan;
use crate::decimal::Fraction;
use crate::hash::QuickMap;
use crate::nearest::nearest;
use crate::order;
use crate::unit::{Unit, Units};

/// Index of a level in its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LevelId(pub(crate) usize);

/// Index of a field in its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FieldId(pub(crate) usize);

/// Index of a profile key in its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ProfileId(pub(crate) usize);

/// A text of a catalogue: lent by an embedded one, which is there for ever, and owned where it was read from a file.
pub(crate) type Kept = Cow<'static, str>;

/// A name in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) zh: Kept,
    pub(crate) en: Kept,
}

/// An area level or an observation table.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    pub(crate) id: Kept,
    pub(crate) name: Name,
    /// Position among the area levels, low to high; an observation table has none and is below all of them.
    pub(crate) rank: Option<usize>,
    /// Counting unit of its rows.
    pub(crate) unit: Unit,
    /// Whether an area without rows has none of them.
    pub(crate) register: bool,
}

/// A column that formulas read: a data item or a checklist item.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) id: Kept,
    pub(crate) name: Name,
    pub(crate) kind: FieldKind,
    pub(crate) level: LevelId,
    pub(crate) rollup: Rollup,
    /// Formula for a row without a collected value.
    pub(crate) derivation: Option<Plan>,
    /// Condition without which a yes does not count.
    pub(crate) applies_when: Option<Plan>,
    pub(crate) minimum: Option<Fraction>,
    pub(crate) maximum: Option<Fraction>,
}

/// What the values of a field are.
#[derive(Clone, Debug)]
pub(crate) enum FieldKind {
    Measure(Unit),
    Flag,
    Class(Vec<ClassName>),
}

/// A value of a class.
#[derive(Clone, Debug)]
pub(crate) struct ClassName {
    pub(crate) id: Kept,
    pub(crate) name: Name,
    pub(crate) spellings: Vec<Kept>,
}

impl ClassName {
    pub(crate) fn is(&self, text: &str) -> bool {
        self.id == text || self.name.zh == text || self.name.en == text || self.spellings.iter().any(|spelling| spelling == text)
    }
}

/// How values of parts become the value of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rollup {
    Sum,
    Max,
    Min,
    Any,
    Weighted(FieldId),
    Distinct,
    None,
}

/// Something that may be said of a city.
#[derive(Clone, Debug)]
pub(crate) struct ProfileKey {
    pub(crate) id: Kept,
    pub(crate) name: Name,
    /// Allowed values; empty for a flag.
    pub(crate) values: Vec<ClassName>,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Field(FieldId),
    Level(LevelId),
}

/// All names of a catalogue.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    pub(crate) levels: Vec<Level>,
    pub(crate) fields: Vec<Field>,
    pub(crate) profile: Vec<ProfileKey>,
    pub(crate) names: QuickMap<Kept, Named>,
    /// Names that stand for several things, and so for none.
    pub(crate) ambiguous: BTreeMap<String, Vec<Named>>,
    /// Fields with a problem of their own. What formulas make of them is not judged, so that one mistake is reported once.
    pub(crate) unclear: BTreeSet<FieldId>,
    /// Names of the entity items, which stand for the rows of a table.
    pub(crate) entities: Vec<(Kept, Name)>,
    pub(crate) units: Units,
    /// Number of aggregates planned so far; each gets its own.
    pub(crate) aggregates: AtomicUsize,
    /// Hints asked for so far.
    pub(crate) hints: AtomicUsize,
}

/// Most names that are looked for among all others: each takes a walk over them, and a hostile file could hold nothing but unknown names.
const MAXIMUM_HINTS: usize = 200;

impl Scope {
    pub(crate) fn level(&self, id: LevelId) -> Option<&Level> {
        self.levels.get(id.0)
    }

    pub(crate) fn field(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(id.0)
    }

    pub(crate) fn level_name(&self, id: LevelId) -> &str {
        self.level(id).map_or("", |level| &level.id)
    }

    /// The name that was probably meant, among those that fit.
    pub(crate) fn nearest(&self, wanted: &str, fits: impl Fn(Named) -> bool) -> Option<String> {
        if self.hints.fetch_add(1, Ordering::Relaxed) >= MAXIMUM_HINTS {
            return None;
        }
        let fitting = self.names.iter().filter(|(_, named)| fits(**named));
        nearest(wanted, fitting.map(|(name, _)| name))
    }

    /// Id of what a name stands for.
    pub(crate) fn id(&self, named: Named) -> &str {
        match named {
            Named::Field(id) => self.field(id).map_or("", |field| &field.id),
            Named::Level(id) => self.level_name(id),
        }
    }

    /// The highest area level.
    pub(crate) fn top_level(&self) -> Option<LevelId> {
        self.levels
            .iter()
            .enumerate()
            .filter(|(_, level)| level.rank.is_some())
            .max_by_key(|(_, level)| level.rank)
            .map(|(index, _)| LevelId(index))
    }

    /// Whether rows of `low` belong to areas of `high`.
    pub(crate) fn is_below(&self, low: LevelId, high: LevelId) -> bool {
        match (self.level(low).map(|level| level.rank), self.level(high).map(|level| level.rank)) {
            (Some(None), Some(Some(_))) => true,
            (Some(Some(low)), Some(Some(high))) => low < high,
            _ => false,
        }
    }

    /// Names of fields and levels, for hints; in a fixed order.
    pub(crate) fn known_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.names.keys().map(AsRef::as_ref).collect();
        order::sort_by(&mut names, Ord::cmp);
        names
    }
}
