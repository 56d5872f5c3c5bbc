//! Random datasets for a catalogue: a small city with a few areas at every level, and a random choice of what they hand in.

use std::collections::BTreeMap;

use cityvitals::Catalogue;
use cityvitals::catalogue::document::{ItemKind, LevelKind};
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
        let areas: Vec<&str> = document
            .levels
            .iter()
            .filter(|level| level.kind == LevelKind::Area)
            .map(|level| level.id.as_str())
            .collect();
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
        let mut city = Self {
            tables,
            profile: profile(catalogue, dice),
        };
        for column in columns(catalogue) {
            city.fill(&column, &areas, dice, habits);
        }
        city
    }

    fn fill(&mut self, column: &Column, areas: &[&str], dice: &mut Dice, habits: Habits) {
        let own = areas.iter().position(|level| *level == column.level);
        for (level, rows) in &mut self.tables {
            let place = areas.iter().position(|area| area == level);
            let is_own = *level == column.level;
            let is_above = place.is_some() && (own.is_none() || place > own);
            // Most values come from the level that an item is collected at, some from above it.
            let share = if is_own { habits.columns } else { habits.columns / 6 };
            if !(is_own || is_above && column.goes_up) || !dice.percent(share) {
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

    /// The dataset as JSON.
    pub fn to_json(&self) -> String {
        let tables: Map<String, Value> = self
            .tables
            .iter()
            .map(|(level, rows)| (level.clone(), json!({ "rows": rows })))
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
    };
    let items = catalogue.items().iter().filter(|item| item.kind != ItemKind::Entity).map(item);
    let checks = catalogue.indicators().iter().flat_map(|indicator| {
        let level = object_level(indicator);
        indicator.checks.iter().map(move |check| Column {
            id: check.id.value.clone(),
            level: level.clone(),
            kind: Kind::Flag,
            goes_up: false,
        })
    });
    let figures = catalogue.indicators().iter().map(|indicator| {
        let (id, level) = (indicator.id.value.clone(), indicator.level.value.clone());
        Column {
            id,
            level,
            kind: Kind::Number,
            goes_up: true,
        }
    });
    items.chain(checks).chain(figures).collect()
}
