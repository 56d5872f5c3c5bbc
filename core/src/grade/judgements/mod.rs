//! Judgements (人工意见): what people add to the data – expert grades, survey scores, targets, figures of other cities, decisions on problems, and
//! last year's problems.
//!
//! A row is about one indicator (id, official number or name) in one area, and says one or several things of it. Where no area is named it is the
//! highest one, the city. A row with a checklist item is about that sub-problem; one with a survey item gives its score.
//!
//! | header | says | cells |
//! |---|---|---|
//! | `indicator`, `指标`, `指标项`, `指标名称` | indicator | id, number or name |
//! | `survey_item`, `问卷题项`, `题项` | item of the survey | id or name in the scheme |
//! | `check`, `体检内容`, `问题项` | checklist item of the indicator | id or name |
//! | `level`, `层级`; `area`, `区域`, `区域编号` | area | id or name of the level; id of the area |
//! | `grade`, `等级`, `专家评价`, `评价结果` | expert's grade, which prevails | 很好, 较好, 一般, 不足 |
//! | `score`, `得分`, `问卷得分`, `满意度` | survey score | 0 to 100 |
//! | `target`, `目标`, `目标值` | the city's target | number |
//! | `peer`, `对标城市`, `可比城市`; `value`, `值`, `指标值` | figure of another city | name; number |
//! | `unit`, `单位` | unit of both numbers; else that in the header's brackets, else the indicator's | unit |
//! | `class`, `整治类型` | rectification class, which prevails | 限时解决, 尽力解决 |
//! | `degree`, `问题程度`, `程度` | degree, which prevails | 非常严重, 严重, 较严重, 一般 |
//! | `priority`, `优先级`, `整治优先级` | priority, which prevails | 高, 中, 低 |
//! | `urgent`, `群众反映强烈` | whether people complain of it | yes or no |
//! | `last_year`, `上年问题` | whether the problem was there last year | yes or no |
//! | `local`, `本地指标`; `dimension`, `维度` | an indicator that the catalogue does not have, with its dimension | yes or no; id or name |
//! | `note`, `说明`, `备注` | reason, kept with a grade | text |
//!
//! JSON is `{ "judgements": [ { "indicator": "35", "grade": "较好" } ] }` with the same keys.

mod builder;
mod columns;
mod csv_rows;
mod document;
mod entries;
mod json_rows;
mod lookup;
mod resolve;
mod row;
mod words;

use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use crate::catalogue::hexadecimal;
use crate::diagnostic::Diagnostics;

use super::scheme::GradingScheme;
use crate::examine::Report;

pub use builder::JudgementsBuilder;
pub use document::{JudgementDocument, JudgementsDocument};
pub(crate) use entries::{AreaKey, Entries, Override, Subject};

/// Most rows of judgements.
pub const MAXIMUM_JUDGEMENTS: usize = 1_000_000;

/// What people add to the data. Cloning it is cheap; the default is that nobody adds anything.
///
/// # Example
///
/// ```
/// use cityvitals::grade::{GradingScheme, Judgements};
/// use cityvitals::{Catalogue, Dataset};
///
/// let catalogue = Catalogue::builtin("mohurd-2025")?;
/// let dataset = Dataset::builder(&catalogue).csv("city.csv", None, "城市,建成区面积\n某市,202.39\n").build()?;
/// let report = catalogue.examine(&dataset)?;
/// let scheme = GradingScheme::builtin("handbook-2025")?;
/// let text = "指标,专家评价,目标值（公里/平方公里）\n城市道路网密度,较好,9\n";
/// let judgements = Judgements::builder(&report, &scheme).csv("judgements.csv", text).build()?;
/// assert_eq!(judgements.document().judgements.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Judgements(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    entries: Entries,
    warnings: Diagnostics,
    hash: OnceLock<String>,
}

impl Judgements {
    /// Begins a collection of judgements on a report, with the survey items of a scheme.
    pub fn builder<'a>(report: &'a Report, scheme: &'a GradingScheme) -> JudgementsBuilder<'a> {
        JudgementsBuilder::new(report, scheme)
    }

    fn new(entries: Entries, warnings: Diagnostics) -> Self {
        Self(Arc::new(Inner {
            entries,
            warnings,
            hash: OnceLock::new(),
        }))
    }

    /// Whether nobody said anything.
    pub fn is_empty(&self) -> bool {
        self.0.entries == Entries::default()
    }

    /// Warnings from reading them.
    pub fn warnings(&self) -> &Diagnostics {
        &self.0.warnings
    }

    /// Everything as plain data in a stable order, one thing a row; [`JudgementsBuilder::json`] reads it back.
    pub fn document(&self) -> JudgementsDocument {
        self.0.entries.document()
    }

    /// SHA-256 of the content in hexadecimal digits; the order of rows and the spelling of names and units do not matter.
    pub fn content_hash(&self) -> &str {
        self.0.hash.get_or_init(|| {
            let bytes = serde_json::to_vec(&self.document()).unwrap_or_default();
            hexadecimal(&Sha256::digest(bytes))
        })
    }

    pub(crate) fn entries(&self) -> &Entries {
        &self.0.entries
    }
}

#[cfg(test)]
#[path = "judgements_tests.rs"]
mod tests;
