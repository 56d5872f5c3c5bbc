//! Where the objects of one table lie: the area of every higher level above each of them.

use std::ops::Range;

use crate::dataset::Dataset;
use crate::order;

/// Mark of an object that lies in no area of a level; rows are far fewer.
const NOWHERE: u32 = u32::MAX;

/// The areas above the rows of one table.
#[derive(Debug)]
pub(super) struct Places {
    above: Vec<Above>,
}

/// One table of areas, and the area of it that each object lies in.
#[derive(Debug)]
struct Above {
    table: usize,
    area_of: Vec<u32>,
    /// Objects ordered by their area, and where those of each area begin.
    objects: Vec<u32>,
    starts: Vec<u32>,
}

impl Places {
    /// Looks up every row's ancestors once.
    pub(super) fn new(dataset: &Dataset, table: usize) -> Self {
        let tree = dataset.tree();
        let rows = dataset.tables().get(table).map_or(0, crate::dataset::Table::len);
        let mut above: Vec<Above> = Vec::new();
        for row in 0..rows {
            let Some(global) = tree.global(table, row) else { continue };
            for (place, area) in tree.ancestors(global).filter_map(|area| tree.locate(area)) {
                let known = above.iter().position(|above| above.table == place).unwrap_or_else(|| {
                    above.push(Above::new(place, rows));
                    above.len().saturating_sub(1)
                });
                let slot = above.get_mut(known).and_then(|above| above.area_of.get_mut(row));
                if let (Some(slot), Ok(area)) = (slot, u32::try_from(area)) {
                    *slot = area;
                }
            }
        }
        order::sort_by_key(&mut above, |above| above.table);
        for above in &mut above {
            let areas = dataset.tables().get(above.table).map_or(0, crate::dataset::Table::len);
            above.order(areas);
        }
        Self { above }
    }

    /// Tables of areas that hold some of the objects, in the order of the dataset's tables: from low to high.
    pub(super) fn tables(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.above.iter().map(|above| above.table)
    }

    fn of(&self, table: usize) -> Option<&Above> {
        self.above.iter().find(|above| above.table == table)
    }

    /// The area of a table that an object lies in.
    pub(super) fn area(&self, table: usize, object: usize) -> Option<usize> {
        let area = *self.of(table)?.area_of.get(object)?;
        if area == NOWHERE { None } else { usize::try_from(area).ok() }
    }

    /// Objects of an area, in the order of the table.
    pub(super) fn objects(&self, table: usize, area: usize) -> impl Iterator<Item = usize> + '_ {
        let found = self.of(table).and_then(|above| above.objects.get(above.range(area)?));
        found.unwrap_or_default().iter().filter_map(|object| usize::try_from(*object).ok())
    }

    /// How many of the chosen objects lie in each area of a table.
    pub(super) fn counts(&self, table: usize, areas: usize, chosen: impl Iterator<Item = usize>) -> Vec<u32> {
        let mut counts = vec![0_u32; areas];
        if let Some(above) = self.of(table) {
            for object in chosen {
                let area = above.area_of.get(object).and_then(|area| usize::try_from(*area).ok());
                if let Some(count) = area.and_then(|area| counts.get_mut(area)) {
                    *count = count.saturating_add(1);
                }
            }
        }
        counts
    }
}

impl Above {
    fn new(table: usize, rows: usize) -> Self {
        Self {
            table,
            area_of: vec![NOWHERE; rows],
            objects: Vec::new(),
            starts: Vec::new(),
        }
    }

    fn order(&mut self, areas: usize) {
        let area_of = |object: usize| self.area_of.get(object).copied().unwrap_or(NOWHERE);
        let objects = order::places(self.area_of.len(), |left, right| area_of(left).cmp(&area_of(right)));
        let number = |place: usize| u32::try_from(place).unwrap_or(NOWHERE);
        let start = |area: usize| number(objects.partition_point(|object| area_of(*object) < number(area)));
        self.starts = (0..=areas).map(start).collect();
        self.objects = objects.into_iter().map(number).collect();
    }

    fn range(&self, area: usize) -> Option<Range<usize>> {
        let start = usize::try_from(*self.starts.get(area)?).ok()?;
        let end = usize::try_from(*self.starts.get(area.checked_add(1)?)?).ok()?;
        Some(start..end)
    }
}
