//! Column headers: a name, perhaps with a unit in brackets behind it, and what it means in the table of a level.

use crate::catalogue::document::LevelKind;
use crate::decimal::Fraction;
use crate::unit::{Unit, UnitError};

use super::measure::parse_unit;
use super::problems::shown_unit;
use super::schema::{ColumnKind, ColumnTarget, LevelRef, Schema};
use crate::fold::fold_name;

/// What a column is.
#[derive(Clone, Debug)]
pub(crate) enum Meaning<'a> {
    /// The id of the row.
    Id,
    /// The name of the row; its id where no other column is.
    Name,
    /// The row's own level, such as 社区 in the table of communities: the id, or the name where another column is the id.
    Own,
    /// The id or name of the area that the row belongs to; any higher level where none is named.
    Parent(Option<LevelRef<'a>>),
    /// The name of that area, beside a column with its id.
    ParentName(LevelRef<'a>),
    /// The period of the row.
    Period,
    /// Where the row comes from.
    Source,
    /// Values.
    Values {
        target: ColumnTarget<'a>,
        /// Unit of the cells; none for flags and classes.
        unit: Option<Unit>,
    },
}

/// Why a header means nothing in the table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum HeaderError {
    Blank,
    /// No such column; the part before the unit is what was looked for.
    Unknown {
        name: String,
    },
    /// The unit text means nothing.
    UnknownUnit {
        unit: String,
        nearest: Option<String>,
    },
    /// The unit cannot be converted to that of the item.
    Unit {
        id: String,
        left: String,
        right: String,
    },
    /// A unit on a flag or class.
    NoUnit {
        id: String,
        unit: String,
    },
    /// Item that is collected at a higher level only.
    Level {
        id: String,
        level: String,
    },
    /// An area that is not above the table's level.
    Order {
        parent: String,
    },
}

/// Finds out what a header means. The whole text is tried as a name first, since names may hold brackets themselves.
pub(crate) fn resolve<'a>(text: &str, level: LevelRef<'a>, schema: &'a dyn Schema) -> Result<Meaning<'a>, HeaderError> {
    let name = fold_name(text);
    if name.is_empty() {
        return Err(HeaderError::Blank);
    }
    if let Some(meaning) = structural(&name, level, schema) {
        return Ok(meaning);
    }
    if let Some(target) = schema.column(level.id, &name) {
        return values(target, None, level, schema);
    }
    let below = below(&name, level, schema);
    // The unit keeps its capitals, which a folded name has lost.
    let Some((bare, unit)) = split_unit(text) else {
        return Err(below.unwrap_or(HeaderError::Unknown { name }));
    };
    let bare = fold_name(&bare);
    match schema.column(level.id, &bare) {
        Some(target) => values(target, Some(&unit), level, schema),
        None => Err(below.unwrap_or(HeaderError::Unknown { name: bare })),
    }
}

fn structural<'a>(name: &str, level: LevelRef<'a>, schema: &'a dyn Schema) -> Option<Meaning<'a>> {
    match name {
        "id" | "编号" | "编码" | "代码" | "标识" | "code" => return Some(Meaning::Id),
        "name" | "名称" => return Some(Meaning::Name),
        "parent" | "parent_id" | "parent id" | "上级" | "所属" | "上级编号" | "上级编码" | "上级代码" | "上级名称" | "上级区域"
        | "所属区域" => {
            return Some(Meaning::Parent(None));
        }
        "period" | "统计期" | "时期" | "年份" | "年度" | "统计年份" | "统计年度" | "year" => return Some(Meaning::Period),
        "source" | "来源" | "数据来源" | "资料来源" => return Some(Meaning::Source),
        _ => {}
    }
    let (named, what) = level_of(name, schema)?;
    if named.id == level.id {
        return Some(match what {
            What::Id => Meaning::Id,
            What::Name => Meaning::Name,
            What::Either => Meaning::Own,
        });
    }
    if named.height() <= level.height() {
        return None;
    }
    Some(if what == What::Name {
        Meaning::ParentName(named)
    } else {
        Meaning::Parent(Some(named))
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Id,
    Name,
    Either,
}

/// A level's name with what is said about it: `社区编号`, `community_id`, `所属社区`, `社区名称`, `社区`.
fn level_of<'a>(name: &str, schema: &'a dyn Schema) -> Option<(LevelRef<'a>, What)> {
    if let Some(level) = schema.level(name) {
        return Some((level, What::Either));
    }
    let inner = ["所属", "所在", "上级"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(name);
    let suffixes = [
        (What::Id, ["编号", "编码", "代码", "_id", " id", "id", "_code"].as_slice()),
        (What::Name, ["名称", "名", "_name", " name"].as_slice()),
    ];
    for (what, list) in suffixes {
        let stems = list.iter().filter_map(|suffix| inner.strip_suffix(suffix));
        if let Some(level) = stems.filter(|stem| !stem.is_empty()).find_map(|stem| schema.level(stem)) {
            return Some((level, what));
        }
    }
    schema.level(inner).map(|level| (level, What::Either))
}

/// The error for a header that names an area which is not above the table.
fn below(name: &str, level: LevelRef<'_>, schema: &dyn Schema) -> Option<HeaderError> {
    level_of(name, schema)
        .filter(|(named, _)| named.id != level.id)
        .map(|(named, _)| HeaderError::Order {
            parent: named.id.to_owned(),
        })
}

/// Splits `建成区面积（平方公里）` at its last pair of brackets; all of （）()[]［］【】 count.
pub(crate) fn split_unit(text: &str) -> Option<(String, String)> {
    let folded: String = text.chars().filter_map(crate::fold::plain).collect();
    let folded = folded.trim();
    let inner = folded.strip_suffix([')', ']'])?;
    let mut depth = 1_usize;
    for (start, character) in inner.char_indices().rev() {
        match character {
            ')' | ']' => depth += 1,
            '(' | '[' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let unit = inner.get(start + 1..)?;
            return Some((inner.get(..start)?.to_owned(), unit.trim().to_owned()));
        }
    }
    None
}

fn values<'a>(
    target: ColumnTarget<'a>,
    unit: Option<&str>,
    level: LevelRef<'a>,
    schema: &'a dyn Schema,
) -> Result<Meaning<'a>, HeaderError> {
    let lowest = schema.level(target.level);
    let fits = lowest.is_none_or(|lowest| lowest.id == level.id || (level.kind == LevelKind::Area && lowest.height() <= level.height()));
    if !fits {
        return Err(HeaderError::Level {
            id: target.id.to_owned(),
            level: target.level.to_owned(),
        });
    }
    let unit = match (target.kind, unit.filter(|unit| !unit.is_empty())) {
        (ColumnKind::Measure { unit, .. }, None) => Some(unit.clone()),
        (ColumnKind::Measure { unit: own, .. }, Some(text)) => Some(column_unit(target.id, own, text, schema)?),
        (_, None) => None,
        (kind, Some(text)) if says_the_kind(kind, text) => None,
        (_, Some(text)) => {
            return Err(HeaderError::NoUnit {
                id: target.id.to_owned(),
                unit: text.to_owned(),
            });
        }
    };
    Ok(Meaning::Values { target, unit })
}

/// The unit of a header, which must be convertible to the item's own.
pub(crate) fn column_unit(id: &str, own: &Unit, text: &str, schema: &dyn Schema) -> Result<Unit, HeaderError> {
    let given = parse_unit(schema.units(), text, own).map_err(|error| HeaderError::UnknownUnit {
        unit: text.to_owned(),
        nearest: match error {
            UnitError::Unknown { nearest, .. } => nearest,
            _ => None,
        },
    })?;
    match given.conversion_to(own) {
        // The item's own unit says more: 个 is then known to count compounds.
        Ok(factor) if factor == Fraction::one() => Ok(own.clone()),
        Ok(_) => Ok(given),
        Err(_) => Err(HeaderError::Unit {
            id: id.to_owned(),
            left: shown_unit(&given),
            right: shown_unit(own),
        }),
    }
}

/// Brackets behind a flag or class may list what its cells hold: `有无电梯（是/否）`, `结构隐患 [bool]`, `道路等级（主干路/次干路）`.
fn says_the_kind(kind: ColumnKind<'_>, text: &str) -> bool {
    let folded = fold_name(text);
    let mut words = folded.split(['/', '、', ',', '|']).map(str::trim);
    match kind {
        ColumnKind::Flag => {
            let hints = [
                "是", "否", "有", "无", "1", "0", "true", "false", "√", "×", "bool", "flag", "布尔", "是否",
            ];
            words.all(|word| hints.contains(&word))
        }
        ColumnKind::Class { values } => words.all(|word| {
            values.iter().any(|value| {
                let spellings = [&value.id.value, &value.name.zh, &value.name.en]
                    .into_iter()
                    .chain(&value.spellings);
                spellings.into_iter().any(|spelling| fold_name(spelling) == word)
            })
        }),
        ColumnKind::Measure { .. } => false,
    }
}

#[cfg(test)]
#[path = "header_tests.rs"]
mod tests;
