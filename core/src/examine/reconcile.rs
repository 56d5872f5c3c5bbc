//! Reconciliation: what an area reports itself against the sum of its parts.

use serde::Serialize;

use super::columnar::Columnar;
use super::frame::Frame;
use super::report::{Report, rounding};
use super::rollup::reported_number;
use super::status::Fault;
use crate::decimal::Fraction;
use crate::formula::{Field, Rollup};

/// An area whose own figure is not the sum of its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Imbalance {
    /// Id of the data item.
    pub item: String,
    /// Level of the area.
    pub level: String,
    /// Id of the area.
    pub area: String,
    /// What the area reports, in the unit of the item.
    pub reported: String,
    /// What its parts add up to, in the unit of the item.
    pub summed: String,
    /// Reported minus summed.
    pub difference: String,
    /// Parts that reported.
    pub parts_reported: u64,
    /// Parts that there are.
    pub parts_expected: u64,
    /// Unit of the three numbers.
    pub unit: String,
}

impl Report {
    /// Every figure that is reported for an area and differs from the sum of the area's parts, in the order of items, then levels from low to
    /// high, then areas. Areas of whose parts none reported are left out; where only some did, both counts say so.
    pub fn reconciliation(&self) -> Vec<Imbalance> {
        let frame = Frame::new(self.catalogue(), self.dataset(), rounding(self.catalogue()));
        let columnar = Columnar::new(&frame);
        let additive = frame.scope.fields.iter().filter(|field| field.rollup == Rollup::Sum);
        additive.flat_map(|field| columnar.imbalances(field)).collect()
    }
}

/// What the direct parts of an area come to.
#[derive(Clone)]
struct Parts {
    sum: Result<Fraction, Fault>,
    reported: u64,
    expected: u64,
}

impl Columnar<'_> {
    fn imbalances(&self, field: &Field) -> Vec<Imbalance> {
        let (frame, tree) = (self.frame, self.frame.tree);
        // A column that is blank throughout reports nothing.
        let reports = |table: usize| {
            let column = frame.column(field, table);
            column.is_some_and(|column| (0..column.len()).any(|row| column.is_known(row)))
        };
        let reporting: Vec<usize> = (0..frame.tables.len()).filter(|table| reports(*table)).collect();
        if reporting.len() < 2 {
            return Vec::new();
        }
        let mut parts = vec![
            Parts {
                sum: Ok(Fraction::zero()),
                reported: 0,
                expected: 0
            };
            tree.len()
        ];
        let mut found = Vec::new();
        // Observations come first, then areas from low to high, so that all parts are added before their area is looked at.
        let observations = reporting.iter().copied().filter(|table| !frame.is_area(*table));
        for table in observations.chain(frame.area_tables().iter().copied()) {
            let reports = reporting.contains(&table);
            for row in 0..frame.rows(table) {
                let Some(global) = tree.global(table, row) else { continue };
                let below = parts.get(global).cloned();
                let own = reported_number(frame, field, table, row).and_then(|cell| cell.value.ok());
                let Some(below) = below else { continue };
                if let (Some(own), Ok(sum)) = (&own, &below.sum)
                    && below.reported > 0
                    && own != sum
                {
                    found.extend(imbalance(frame, field, table, row, own, sum, &below));
                }
                // A part passes on its own figure, or else what it is made of.
                let passed = match own {
                    Some(own) => Parts {
                        sum: Ok(own),
                        reported: 1,
                        expected: 1,
                    },
                    None if below.expected > 0 => below,
                    None => Parts {
                        sum: Ok(Fraction::zero()),
                        reported: 0,
                        expected: u64::from(reports),
                    },
                };
                if let Some(above) = tree.parent(global).and_then(|parent| parts.get_mut(parent)) {
                    above.sum = match (&above.sum, &passed.sum) {
                        (Ok(left), Ok(right)) => left.add(right).map_err(Fault::from),
                        (Err(fault), _) | (_, Err(fault)) => Err(*fault),
                    };
                    above.reported = above.reported.saturating_add(passed.reported);
                    above.expected = above.expected.saturating_add(passed.expected);
                }
            }
        }
        found
    }
}

fn imbalance(
    frame: &Frame<'_>,
    field: &Field,
    table: usize,
    row: usize,
    reported: &Fraction,
    summed: &Fraction,
    parts: &Parts,
) -> Option<Imbalance> {
    let unit = Frame::unit_of(field);
    let show = |value: &Fraction| value.divide(unit.factor()).ok().map(|value| value.to_string());
    let table = frame.table(table)?;
    Some(Imbalance {
        item: field.id.to_string(),
        level: table.level().to_owned(),
        area: table.id(row)?.to_owned(),
        reported: show(reported)?,
        summed: show(summed)?,
        difference: show(&reported.subtract(summed).ok()?)?,
        parts_reported: parts.reported,
        parts_expected: parts.expected,
        unit: unit.to_string(),
    })
}
