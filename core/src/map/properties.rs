//! What a map adds to the properties of a feature.

use super::features::quoted;
use super::layer::{MapArea, MapLayer};
use crate::diagnostic::Language;

/// Names of the properties that are added.
pub(super) const PROPERTIES: [&str; 7] = ["value", "display", "status", "grade", "class", "colour", "label"];
/// Those that are added where two values are crossed.
pub(super) const BIVARIATE_PROPERTIES: [&str; 11] = [
    "value",
    "display",
    "status",
    "grade",
    "class_x",
    "value_y",
    "display_y",
    "class_y",
    "class",
    "colour",
    "label",
];

/// Properties to add, as JSON members.
pub(super) struct Properties<'p> {
    prefix: &'p str,
    pub(super) members: String,
}

impl<'p> Properties<'p> {
    pub(super) const fn new(prefix: &'p str) -> Self {
        Self {
            prefix,
            members: String::new(),
        }
    }

    pub(super) fn add(&mut self, name: &str, json: &str) {
        if !self.members.is_empty() {
            self.members.push(',');
        }
        self.members.push_str(&quoted(&format!("{}{name}", self.prefix)));
        self.members.push(':');
        self.members.push_str(json);
    }

    pub(super) fn add_text(&mut self, name: &str, text: Option<&str>) {
        let json = text.map_or_else(|| "null".to_owned(), quoted);
        self.add(name, &json);
    }

    pub(super) fn add_area(&mut self, area: Option<&MapArea>, layer: &MapLayer, language: Language) {
        let value = area.and_then(|area| area.value.as_ref()).map(ToString::to_string);
        self.add_text("value", value.as_deref());
        self.add_text("display", Some(&display(area, layer, language)));
        self.add_text("status", area.and_then(|area| area.status.as_deref()));
        self.add_text("grade", area.and_then(|area| area.grade.as_deref()));
    }
}

/// The value as shown with its unit, and what is to be said of it.
pub(super) fn display(area: Option<&MapArea>, layer: &MapLayer, language: Language) -> String {
    let none = || language.pick("无数据", "no data").to_owned();
    let Some(area) = area else { return none() };
    let number = area
        .shown
        .map(|shown| shown.to_string())
        .or_else(|| area.value.as_ref().map(ToString::to_string));
    let remark = area.remark.as_deref();
    let Some(number) = number else {
        return remark.or(area.grade.as_deref()).map_or_else(none, str::to_owned);
    };
    let space = if layer.unit.is_empty() { "" } else { " " };
    let value = format!("{number}{space}{}", layer.unit);
    match (remark, language) {
        (None, _) => value,
        (Some(remark), Language::Chinese) => format!("{value}（{remark}）"),
        (Some(remark), Language::English) => format!("{value} ({remark})"),
    }
}
