//! Random datasets for a catalogue: a small city with a few areas at every level, and a random choice of what they hand in.

use std::collections::{BTreeMap, BTreeSet};

use cityvitals::Catalogue;
use cityvitals::catalogue::document::{ItemKind, LevelKind, RollupRule};
use cityvitals::catalogue::{Indicator, Item};
use serde_json::{Map, Value, json};

use super::dice::Dice;

/// Rows of a table in a random city.
type Rows = Vec<Map<String, Value>>;

/// A dataset that can be changed before it is written.
#[derive(Clone, Debug)]
pub struct City {
    /// Rows by level.
    pub tables: BTreeMap<String, Rows>,
    /// Levels whose tables list everything there is.
    pub complete: BTreeSet<String>,
    /// What is said of the city.
    pub profile: Map<String, Value>,
}

/// One value that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Level of the table.
    pub level: String,
    /// Row.
    pub row: usize,
    /// Column.
    pub column: String,
}

/// How a random city is made.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// Of a hundred values, how many are blank.
    pub blank: usize,
    /// Of a hundred numbers, how many are negative.
    pub negative: usize,
    /// Of a hundred columns, how many a table has.
    pub columns: usize,
}

impl City {
    /// A random city for a catalogue.
    pub fn new(catalogue: &Catalogue, dice: &mut Dice, habits: Habits) -> Self {
        let document = catalogue.document();
        let mut tables: BTreeMap<String, Rows> = BTreeMap::new();
        let areas = area_levels(catalogue);
        let mut above: Vec<(String, usize)> = Vec::new();
        // From the city down: each area lies in one of the next higher level that there is, or now and then of another one above it.
        for (height, level) in areas.iter().rev().enumerate() {
            let is_city = height == 0;
            if !is_city && dice.percent(20) {
                continue;
            }
            let rows = if is_city { 1 } else { 1 + dice.below(2 + height) };
            tables.insert((*level).to_owned(), (0..rows).map(|row| area(level, row, &above, dice)).collect());
            above.push(((*level).to_owned(), rows));
        }
        for level in document.levels.iter().filter(|level| level.kind == LevelKind::Observation) {
            if dice.percent(75) {
                let rows = dice.below(6);
                tables.insert(
                    level.id.value.clone(),
                    (0..rows).map(|row| area(&level.id, row, &above, dice)).collect(),
                );
            }
        }
        let complete = tables.keys().filter(|_| dice.percent(10)).cloned().collect();
        let mut city = Self {
            tables,
            complete,
            profile: profile(catalogue, dice),
        };
        for column in columns(catalogue) {
            city.fill(&column, &areas, dice, habits);
        }
        city
    }

    fn fill(&mut self, column: &Column, areas: &[&str], dice: &mut Dice, habits: Habits) {
        for (level, rows) in &mut self.tables {
            let is_own = *level == column.level;
            // Most values come from the level that an item is collected at, some from above it or from its parts.
            let share = if is_own { habits.columns } else { habits.columns / 6 };
            if !column.fits(level, areas) || !dice.percent(share) {
                continue;
            }
            for row in rows {
                let value = if dice.percent(habits.blank) {
                    Value::Null
                } else {
                    column.kind.value(dice, habits)
                };
                row.insert(column.id.clone(), value);
            }
        }
    }

    /// The same city with every column that may be handed in, all of the added ones blank.
    #[must_use]
    pub fn with_blank_columns(&self, catalogue: &Catalogue) -> Self {
        let mut city = self.clone();
        let areas = area_levels(catalogue);
        for column in columns(catalogue) {
            for (level, rows) in &mut city.tables {
                for row in rows.iter_mut().filter(|_| column.fits(level, &areas)) {
                    row.entry(column.id.clone()).or_insert(Value::Null);
                }
            }
        }
        city
    }

    /// The same city without its blank cells, and so without columns that are blank throughout.
    #[must_use]
    pub fn without_blanks(&self) -> Self {
        let mut city = self.clone();
        for row in city.tables.values_mut().flatten() {
            row.retain(|_, value| !value.is_null());
        }
        city
    }

    /// The dataset as JSON.
    pub fn to_json(&self) -> String {
        let table = |level: &String, rows: &Rows| json!({ "complete": self.complete.contains(level), "rows": rows });
        let tables: Map<String, Value> = self
            .tables
            .iter()
            .map(|(level, rows)| (level.clone(), table(level, rows)))
            .collect();
        json!({ "period": "2025", "profile": self.profile, "tables": tables }).to_string()
    }

    /// Where values stand that are neither blank nor an id or parent.
    pub fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for (level, rows) in &self.tables {
            for (row, cells) in rows.iter().enumerate() {
                let given = cells
                    .iter()
                    .filter(|(column, value)| !matches!(column.as_str(), "id" | "parent") && !value.is_null());
                places.extend(given.map(|(column, _)| Place {
                    level: level.clone(),
                    row,
                    column: column.clone(),
                }));
            }
        }
        places
    }

    /// Where the values of one column of one table stand.
    pub fn column(&self, level: &str, column: &str) -> Vec<Place> {
        let mut places = self.places();
        places.retain(|place| place.level == level && place.column == column);
        places
    }

    /// Takes a value away and gives it back; `None` where there is none.
    pub fn take(&mut self, place: &Place) -> Option<Value> {
        self.tables.get_mut(&place.level)?.get_mut(place.row)?.remove(&place.column)
    }

    /// Puts a value back.
    pub fn put(&mut self, place: &Place, value: Value) {
        if let Some(row) = self.tables.get_mut(&place.level).and_then(|rows| rows.get_mut(place.row)) {
            row.insert(place.column.clone(), value);
        }
    }
}

struct Column {
    id: String,
    level: String,
    kind: Kind,
    goes_up: bool,
    /// Whether the areas of the level below may hand in their part of it.
    adds_up: bool,
}

impl Column {
    /// Whether a table may have it.
    fn fits(&self, level: &str, areas: &[&str]) -> bool {
        let place = |level: &str| areas.iter().position(|area| *area == level);
        match (place(level), place(&self.level)) {
            _ if level == self.level => true,
            (Some(_), None) => self.goes_up,
            (Some(given), Some(own)) => self.goes_up && given > own || self.adds_up && given + 1 == own,
            (None, _) => false,
        }
    }
}

/// Area levels from low to high.
fn area_levels(catalogue: &Catalogue) -> Vec<&str> {
    let levels = catalogue.document().levels.iter();
    let areas = levels.filter(|level| level.kind == LevelKind::Area);
    areas.map(|level| level.id.as_str()).collect()
}

enum Kind {
    Number,
    Flag,
    Class(Vec<String>),
}

impl Kind {
    fn value(&self, dice: &mut Dice, habits: Habits) -> Value {
        match self {
            Self::Flag => json!(dice.percent(35)),
            Self::Class(values) => json!(dice.pick(values)),
            Self::Number => {
                let sign = if dice.percent(habits.negative) { "-" } else { "" };
                json!(match dice.below(6) {
                    0 => "0".to_owned(),
                    1 | 2 => format!("{sign}{}", dice.below(40)),
                    3 => format!("{sign}{}.{}", dice.below(200), dice.below(10)),
                    4 => format!("{sign}{}.{:03}", dice.below(5000), dice.below(1000)),
                    _ => format!("{sign}{}", dice.below(100_000)),
                })
            }
        }
    }
}

fn area(level: &str, row: usize, above: &[(String, usize)], dice: &mut Dice) -> Map<String, Value> {
    let mut cells = Map::new();
    cells.insert("id".to_owned(), json!(format!("{level}-{row}")));
    let nearest = above
        .last()
        .filter(|_| dice.percent(85))
        .or_else(|| (!above.is_empty()).then(|| dice.pick(above)));
    if let Some((parent, rows)) = nearest {
        cells.insert("parent".to_owned(), json!(format!("{parent}-{}", dice.below(*rows))));
    }
    cells
}

fn profile(catalogue: &Catalogue, dice: &mut Dice) -> Map<String, Value> {
    let mut profile = Map::new();
    for key in &catalogue.document().profile_keys {
        if dice.percent(50) {
            let value = if key.values.is_empty() {
                json!(dice.percent(50))
            } else {
                json!(dice.pick(&key.values).id.value)
            };
            profile.insert(key.id.value.clone(), value);
        }
    }
    profile
}

/// Columns whose values follow from others where they are not handed in.
pub fn ruled_columns(catalogue: &Catalogue) -> BTreeSet<String> {
    let items = catalogue.items().iter().filter(|item| item.default.is_some()).map(|item| &item.id);
    let indicators = catalogue.indicators();
    let rules = indicators.iter().filter_map(|indicator| indicator.case_rule.as_ref());
    let rules = rules.filter(|rule| rule.formula.is_some()).map(|rule| &rule.sets);
    let checks = indicators.iter().flat_map(|indicator| &indicator.checks);
    let checks = checks.filter(|check| check.formula.is_some()).map(|check| &check.id);
    items.chain(rules).chain(checks).map(|id| id.value.clone()).collect()
}

/// Everything that may be handed in: data items, checklist items, and finished figures.
fn columns(catalogue: &Catalogue) -> Vec<Column> {
    let object_level = |indicator: &Indicator| {
        let object = indicator.case_rule.as_ref().and_then(|rule| catalogue.item(&rule.object));
        object.map_or_else(|| indicator.level.value.clone(), |item| item.level.value.clone())
    };
    let item = |item: &Item| Column {
        id: item.id.value.clone(),
        level: item.level.value.clone(),
        kind: match item.kind {
            ItemKind::Flag => Kind::Flag,
            ItemKind::Class => Kind::Class(item.classes.iter().map(|class| class.id.value.clone()).collect()),
            ItemKind::Measure | ItemKind::Entity => Kind::Number,
        },
        goes_up: true,
        adds_up: item.kind == ItemKind::Measure && item.rollup == RollupRule::Sum,
    };
    let items = catalogue.items().iter().filter(|item| item.kind != ItemKind::Entity).map(item);
    let checks = catalogue.indicators().iter().flat_map(|indicator| {
        let level = object_level(indicator);
        indicator.checks.iter().map(move |check| Column {
            id: check.id.value.clone(),
            level: level.clone(),
            kind: Kind::Flag,
            goes_up: false,
            adds_up: false,
        })
    });
    let figures = catalogue.indicators().iter().map(|indicator| {
        let (id, level) = (indicator.id.value.clone(), indicator.level.value.clone());
        Column {
            id,
            level,
            kind: Kind::Number,
            goes_up: true,
            adds_up: false,
        }
    });
    items.chain(checks).chain(figures).collect()
}
