//! One table of a form: its items, its columns, and the rows that are known.

use super::field::{FormField, unit_text};
use super::forms::level_name;
use super::marks::Arrangement;
use super::options::FormOptions;
use crate::catalogue::document::LevelKind;
use crate::dataset::{Column, Dataset, LevelRef, Table};
use crate::diagnostic::Language;
use crate::sheet::Cell;
use crate::unit::Unit;

/// The items of one level, and the areas that they are asked for.
#[derive(Clone, Debug)]
pub(super) struct FormTable<'a> {
    pub(super) level: LevelRef<'a>,
    pub(super) fields: Vec<FormField<'a>>,
    pub(super) arrangement: Arrangement,
    /// What stands before the values: id, name and parents of an area.
    pub(super) heads: Vec<Head<'a>>,
    known: Option<Known<'a>>,
}

/// A column that says which area a row is about.
#[derive(Clone, Debug)]
pub(super) struct Head<'a> {
    /// Under which it is read back.
    pub(super) key: String,
    pub(super) heading: String,
    kind: HeadKind<'a>,
}

#[derive(Clone, Debug)]
enum HeadKind<'a> {
    Id,
    Name,
    /// Id of the area of this level that the row lies in.
    Parent(&'a str),
    ParentName(&'a str),
    /// Id or name of the area that the row lies in, of whatever level.
    AnyParent,
}

/// Rows that are known.
#[derive(Clone, Copy, Debug)]
struct Known<'a> {
    dataset: &'a Dataset,
    place: usize,
    table: &'a Table,
    with_values: bool,
}

impl<'a> FormTable<'a> {
    pub(super) fn new(level: LevelRef<'a>, fields: Vec<FormField<'a>>, levels: &[LevelRef<'a>], options: &FormOptions<'a>) -> Self {
        let known = options.dataset.and_then(|dataset| {
            let place = dataset.table_place(level.id)?;
            let table = dataset.tables().get(place).filter(|table| !table.is_empty())?;
            Some(Known {
                dataset,
                place,
                table,
                with_values: options.with_values,
            })
        });
        let is_area = level.kind == LevelKind::Area;
        let is_top = is_area && levels.iter().all(|other| other.kind != LevelKind::Area || other.rank <= level.rank);
        let rows = known.map_or(1, |known| known.table.len());
        Self {
            level,
            fields,
            // A country has many cities; a city has one.
            arrangement: if is_top && rows == 1 {
                Arrangement::Items
            } else {
                Arrangement::Areas
            },
            heads: heads(&level, levels, known.as_ref(), options.language),
            known,
        }
    }

    /// Number of known rows.
    pub(super) fn len(&self) -> usize {
        self.known.map_or(0, |known| known.table.len())
    }

    /// Whether the areas are known, so that their rows are not to be changed.
    pub(super) const fn is_known(&self) -> bool {
        self.known.is_some()
    }

    /// What stands under a head in a known row.
    pub(super) fn head(&self, head: &Head<'a>, row: usize) -> &'a str {
        let Some(known) = self.known else { return "" };
        let above = |level: &str| {
            let global = known.dataset.tree().global(known.place, row)?;
            let areas = known.dataset.tree().ancestors(global);
            let mut places = areas.filter_map(|area| known.dataset.tree().locate(area));
            places.find_map(|(place, row)| {
                let table = known.dataset.tables().get(place)?;
                (table.level() == level).then_some((table, row))
            })
        };
        match head.kind {
            HeadKind::Id => known.table.id(row),
            HeadKind::Name => known.table.name(row),
            HeadKind::Parent(level) => above(level).and_then(|(table, row)| table.id(row)),
            HeadKind::ParentName(level) => above(level).and_then(|(table, row)| table.name(row)),
            HeadKind::AnyParent => None,
        }
        .unwrap_or_default()
    }

    /// The column of values that the dataset has for a field, where values are filled in.
    fn column(&self, field: &FormField<'_>) -> Option<&'a Column> {
        let known = self.known.filter(|known| known.with_values)?;
        known.table.column(field.id)
    }

    /// Unit in which a field is asked for: that of the values that are there, or its own.
    pub(super) fn unit<'t>(&'t self, field: &'t FormField<'a>) -> Option<&'t Unit> {
        let own = field.unit()?;
        self.column(field).and_then(Column::unit).or(Some(own))
    }

    /// Under which the values of a field are read back, with the unit where it is not the field's own.
    pub(super) fn key(&self, field: &FormField<'a>) -> String {
        match (self.unit(field), field.unit()) {
            (Some(unit), Some(own)) if unit != own => format!("{} [{unit}]", field.id),
            _ => field.id.to_owned(),
        }
    }

    /// Unit for readers; empty where there is none.
    pub(super) fn unit_text(&self, field: &FormField<'a>, language: Language) -> String {
        self.unit(field).map(|unit| unit_text(unit, language)).unwrap_or_default()
    }

    /// A value that is known.
    pub(super) fn value(&self, field: &FormField<'a>, row: usize, language: Language) -> Cell<'static> {
        let Some(column) = self.column(field) else { return Cell::Blank };
        if let Some(number) = column.decimal(row) {
            return Cell::Number(number);
        }
        if let Some(flag) = column.flag(row) {
            let (yes, no) = language.pick(("是", "否"), ("yes", "no"));
            return Cell::text(if flag { yes } else { no });
        }
        column
            .class(row)
            .map_or(Cell::Blank, |value| Cell::text(field.class_name(value, language)))
    }
}

fn heads<'a>(level: &LevelRef<'a>, levels: &[LevelRef<'a>], known: Option<&Known<'a>>, language: Language) -> Vec<Head<'a>> {
    let name = level_name(level, language);
    let head = |key: String, heading: String, kind| Head { key, heading, kind };
    let mut heads = vec![
        head(
            "id".to_owned(),
            language.pick(format!("{name}编号"), format!("id of {name}")),
            HeadKind::Id,
        ),
        head(
            "name".to_owned(),
            language.pick(format!("{name}名称"), format!("name of {name}")),
            HeadKind::Name,
        ),
    ];
    if level.kind == LevelKind::Observation && known.is_none() {
        let heading = language.pick("所属区域（编号或名称）", "area that it lies in (id or name)");
        heads.push(head("parent".to_owned(), heading.to_owned(), HeadKind::AnyParent));
        return heads;
    }
    let above = |other: &&LevelRef<'a>| other.kind == LevelKind::Area && other.height() > level.height();
    let top = levels.iter().filter(above).max_by_key(|other| other.rank).map(|other| other.id);
    for other in levels.iter().filter(above) {
        let above = level_name(other, language);
        let parent = head(
            format!("{}_id", other.id),
            language.pick(format!("所属{above}"), format!("{above} (id or name)")),
            HeadKind::Parent(other.id),
        );
        let Some(known) = known else {
            // There is one city, and everything lies in it.
            if top != Some(other.id) {
                heads.push(parent);
            }
            continue;
        };
        let Some(table) = known.dataset.table(other.id) else { continue };
        if top == Some(other.id) && table.len() == 1 {
            continue;
        }
        let has_names = (0..table.len()).any(|row| table.name(row) != table.id(row));
        heads.push(parent);
        if has_names {
            heads.push(head(
                format!("{}_name", other.id),
                language.pick(format!("所属{above}名称"), format!("name of {above}")),
                HeadKind::ParentName(other.id),
            ));
        }
    }
    heads
}
