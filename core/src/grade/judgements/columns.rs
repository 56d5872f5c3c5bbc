//! Columns of judgement tables and their headers.

use crate::dataset::fold_name;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Column {
    Indicator,
    SurveyItem,
    Check,
    Level,
    Area,
    Grade,
    Score,
    Target,
    Peer,
    Value,
    Unit,
    Class,
    Degree,
    Priority,
    Urgent,
    LastYear,
    Local,
    Dimension,
    Note,
}

/// Headers in their folded form, the written key of JSON first.
const HEADERS: [(Column, &[&str]); 19] = [
    (Column::Indicator, &["indicator", "指标", "指标项", "指标名称"]),
    (Column::SurveyItem, &["survey_item", "问卷题项", "题项"]),
    (Column::Check, &["check", "体检内容", "问题项"]),
    (Column::Level, &["level", "层级"]),
    (Column::Area, &["area", "区域", "区域编号", "area_id"]),
    (Column::Grade, &["grade", "等级", "评价等级", "专家评价", "评价结果"]),
    (Column::Score, &["score", "得分", "问卷得分", "满意度"]),
    (Column::Target, &["target", "目标", "目标值"]),
    (Column::Peer, &["peer", "对标城市", "可比城市"]),
    (Column::Value, &["value", "值", "指标值"]),
    (Column::Unit, &["unit", "单位"]),
    (Column::Class, &["class", "整治类型", "整治类别"]),
    (Column::Degree, &["degree", "问题程度", "程度"]),
    (Column::Priority, &["priority", "优先级", "整治优先级"]),
    (Column::Urgent, &["urgent", "群众反映强烈", "反映强烈"]),
    (Column::LastYear, &["last_year", "上年问题", "上年度问题"]),
    (Column::Local, &["local", "本地指标", "地方指标"]),
    (Column::Dimension, &["dimension", "维度", "分项"]),
    (Column::Note, &["note", "说明", "备注"]),
];

impl Column {
    /// The column of a header.
    pub(super) fn of(header: &str) -> Option<Self> {
        let folded = fold_name(header);
        HEADERS
            .iter()
            .find(|(_, names)| names.contains(&folded.as_str()))
            .map(|(column, _)| *column)
    }

    /// Whether its cells are numbers that a unit in the header may go with.
    pub(super) const fn has_unit(self) -> bool {
        matches!(self, Self::Target | Self::Value)
    }

    /// The key of JSON.
    pub(super) fn key(self) -> &'static str {
        let names = HEADERS.iter().find(|(column, _)| *column == self).map(|(_, names)| *names);
        names.and_then(|names| names.first()).copied().unwrap_or_default()
    }

    /// All headers, for hints.
    pub(super) fn headers() -> impl Iterator<Item = &'static str> {
        HEADERS.iter().flat_map(|(_, names)| names.iter().copied())
    }

    /// The keys of JSON, for hints.
    pub(super) fn keys() -> String {
        let keys: Vec<&str> = HEADERS.iter().filter_map(|(_, names)| names.first().copied()).collect();
        keys.join(", ")
    }
}
