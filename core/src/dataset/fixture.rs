//! A small schema for the tests of this module.

use crate::catalogue::Located;
use crate::catalogue::document::{ClassValue, LevelKind, ProfileKind, Text};
use crate::decimal::Fraction;
use crate::diagnostic::Diagnostics;
use crate::unit::{Unit, Units};

use super::{ColumnKind, ColumnTarget, Dataset, LevelRef, PartRef, ProfileKeyRef, Schema, fold_name};

struct Measure {
    id: &'static str,
    names: &'static [&'static str],
    level: &'static str,
    unit: Unit,
    minimum: Option<Fraction>,
    maximum: Option<Fraction>,
}

/// Levels building < compound < community < block < city, observations bridge; a few items of each kind.
pub(super) struct TestSchema {
    units: Units,
    measures: Vec<Measure>,
    classes: Vec<ClassValue>,
    profile_values: Vec<ClassValue>,
}

const LEVELS: &[(&str, &str, usize, bool)] = &[
    ("building", "住宅", 1, false),
    ("compound", "小区", 2, false),
    ("community", "社区", 3, false),
    ("block", "街道", 4, false),
    ("city", "城市", 5, false),
    ("bridge", "桥梁", 0, true),
];

const FLAGS: &[(&str, &str, &str)] = &[
    ("structural_hazard", "结构安全隐患", "building"),
    ("gas_hazard", "燃气安全隐患", "building"),
    ("dangerous", "危桥", "bridge"),
];

const PARTS: &[(&str, &str, &str)] = &[
    ("peak_speed.expressway", "快速路", "expressway"),
    ("peak_speed.arterial", "主干路", "arterial road"),
];

fn class(id: &str, zh: &str, spellings: &[&str]) -> ClassValue {
    ClassValue {
        id: Located::nowhere(id.to_owned()),
        name: Text {
            zh: zh.to_owned(),
            en: id.to_owned(),
        },
        spellings: spellings.iter().map(ToString::to_string).collect(),
    }
}

impl TestSchema {
    pub(super) fn new() -> Self {
        let units = Units::builtin();
        let measure = |id, names, level, unit: &str, minimum: Option<i64>, maximum: Option<i64>| Measure {
            id,
            names,
            level,
            unit: units.parse(unit).unwrap(),
            minimum: minimum.map(Fraction::from),
            maximum: maximum.map(Fraction::from),
        };
        let measures = vec![
            measure("built_up_area", &["建成区面积"], "community", "km2", Some(0), Some(10_000)),
            measure("population", &["常住人口", "人口"], "community", "person", Some(0), None),
            measure("floor_area", &["建筑面积"], "building", "m2", Some(0), None),
            measure(
                "riser_age",
                &["燃气立管（含引入管、水平干管）运行年限"],
                "building",
                "year",
                None,
                None,
            ),
            measure("school_place_gap", &["小学学位缺口数"], "community", "place", None, None),
            measure("green_share", &["绿色建筑占比"], "community", "%", Some(0), Some(100)),
            measure("ratio", &["比值"], "community", "1", None, None),
            measure("peak_speed", &["城市高峰期机动车平均速度"], "city", "km/h", None, None),
            measure("peak_speed.expressway", &[], "city", "km/h", None, None),
            measure("peak_speed.arterial", &[], "city", "km/h", None, None),
            measure("bridge_length", &["桥长"], "bridge", "m", Some(0), None),
            measure("compound_count", &["小区数量"], "community", "compound", None, None),
        ];
        let classes = vec![
            class("expressway", "快速路", &[]),
            class("arterial", "主干路", &["主干道"]),
            class("none", "无", &[]),
        ];
        let profile_values = vec![class("large", "大城市", &[]), class("medium", "中等城市", &[])];
        Self {
            units,
            measures,
            classes,
            profile_values,
        }
    }

    /// Builds a dataset of CSV texts.
    pub(super) fn csv(&self, files: &[(&str, &str)]) -> Result<Dataset, Diagnostics> {
        files
            .iter()
            .fold(Dataset::builder(self), |builder, (file, text)| builder.csv(*file, None, *text))
            .build()
    }
}

impl Schema for TestSchema {
    fn level(&self, name: &str) -> Option<LevelRef<'_>> {
        self.levels()
            .into_iter()
            .find(|level| level.id == name || level.name_zh == name || (level.id == "building" && name == "楼栋"))
    }

    fn levels(&self) -> Vec<LevelRef<'_>> {
        let level = |(id, name_zh, rank, register): &(&'static str, &'static str, usize, bool)| LevelRef {
            id,
            kind: if *rank == 0 { LevelKind::Observation } else { LevelKind::Area },
            rank: *rank,
            name_zh,
            name_en: id,
            register: *register,
        };
        LEVELS.iter().map(level).collect()
    }

    fn column(&self, _level: &str, name: &str) -> Option<ColumnTarget<'_>> {
        if let Some((id, _, level)) = FLAGS.iter().find(|(id, zh, _)| *id == name || *zh == name) {
            return Some(ColumnTarget {
                id,
                level,
                kind: ColumnKind::Flag,
            });
        }
        if ["road_class", "道路等级", "道路等级(快速路/主干路)"].contains(&name) {
            return Some(ColumnTarget {
                id: "road_class",
                level: "bridge",
                kind: ColumnKind::Class { values: &self.classes },
            });
        }
        if name == "use" || name == "用途" {
            return Some(ColumnTarget {
                id: "use",
                level: "building",
                kind: ColumnKind::Class { values: &[] },
            });
        }
        let is_named = |measure: &&Measure| measure.id == name || measure.names.iter().any(|known| fold_name(known) == name);
        let measure = self.measures.iter().find(is_named)?;
        let kind = ColumnKind::Measure {
            unit: &measure.unit,
            minimum: measure.minimum.as_ref(),
            maximum: measure.maximum.as_ref(),
        };
        Some(ColumnTarget {
            id: measure.id,
            level: measure.level,
            kind,
        })
    }

    fn column_names(&self) -> Vec<&str> {
        let measures = self
            .measures
            .iter()
            .flat_map(|measure| std::iter::once(measure.id).chain(measure.names.iter().copied()));
        measures.chain(FLAGS.iter().flat_map(|(id, zh, _)| [*id, *zh])).collect()
    }

    fn parts(&self, id: &str) -> Vec<PartRef<'_>> {
        let part = |(id, name_zh, name_en): &(&'static str, &'static str, &'static str)| PartRef { id, name_zh, name_en };
        if id == "peak_speed" {
            PARTS.iter().map(part).collect()
        } else {
            Vec::new()
        }
    }

    fn units(&self) -> &Units {
        &self.units
    }

    fn profile_key(&self, name: &str) -> Option<ProfileKeyRef<'_>> {
        let key = |id, kind| {
            Some(ProfileKeyRef {
                id,
                kind,
                values: &self.profile_values,
            })
        };
        match name {
            "size" | "城市规模" => key("size", ProfileKind::Class),
            "sizes" => key("sizes", ProfileKind::Set),
            "has_rail" => key("has_rail", ProfileKind::Flag),
            _ => None,
        }
    }

    fn profile_key_names(&self) -> Vec<&str> {
        vec!["size", "sizes", "has_rail"]
    }
}

/// Codes and severities of problems, with line, column and area where they have one.
pub(super) fn summary(problems: &Diagnostics) -> Vec<String> {
    let line = |problem: &crate::diagnostic::Diagnostic| {
        let mut line = problem.code().to_string();
        if let Some(place) = problem.table_place() {
            let parts = [
                place.line.map(|line| format!("line {line}")),
                place.column.clone().map(|column| format!("column {column}")),
                place.area.clone().map(|area| format!("area {area}")),
                problem.suggestion().map(|name| format!("near {name}")),
            ];
            parts.into_iter().flatten().for_each(|part| line = format!("{line}, {part}"));
        }
        line
    };
    problems.iter().map(line).collect()
}
