//! The order of area levels that come from several catalogues.

use super::super::document::{Level, LevelKind};
use super::Composer;
use super::problem::ProblemKind;

pub(super) fn is_area(level: &Level) -> bool {
    level.kind == LevelKind::Area
}

fn place_of(frame: &[Level], id: &str) -> Option<usize> {
    frame.iter().position(|known| known.id.value == id)
}

fn area_of(frame: &[Level], id: &str) -> Option<usize> {
    place_of(frame, id).filter(|place| frame.get(*place).is_some_and(is_area))
}

impl Composer<'_> {
    /// Adds the levels of a used catalogue that are not there yet, in such places that its own order holds as well.
    pub(super) fn add_used_levels(frame: &mut Vec<Level>, levels: &[Level]) {
        let mut below: Option<usize> = None;
        for (index, level) in levels.iter().enumerate() {
            let known = place_of(frame, &level.id);
            if !is_area(level) {
                if known.is_none() {
                    frame.push(level.clone());
                }
                continue;
            }
            let place = known.unwrap_or_else(|| {
                let higher = || levels.iter().skip(index).find_map(|higher| area_of(frame, &higher.id));
                let place = below.map(|below| below.saturating_add(1)).or_else(higher).unwrap_or(frame.len());
                frame.insert(place, level.clone());
                place
            });
            below = Some(place);
        }
    }

    /// Adds the levels of these files. One of an id that is there takes the place of that one; an area level stands directly above the one
    /// that it names, or above the one that is listed before it.
    pub(super) fn add_own_levels(&mut self, frame: &mut Vec<Level>, levels: Vec<Level>) {
        let needs_place = frame.iter().any(is_area);
        let mut before: Option<String> = None;
        for mut level in levels {
            let above = level.above.take();
            let id = level.id.value.clone();
            if let Some(known) = frame.iter_mut().find(|known| known.id == level.id) {
                *known = level;
            } else if is_area(&level) {
                let below = above.as_ref().map_or(before.as_deref(), |above| Some(above.as_str()));
                let place = below.and_then(|below| area_of(frame, below));
                let mut meant = place.map(|place| place.saturating_add(1));
                if place.is_none() && (needs_place || above.is_some()) {
                    match &above {
                        Some(above) => {
                            let areas = frame.iter().filter(|level| is_area(level)).map(|level| level.id.value.as_str());
                            let (suggestion, id) = (self.hint(above, areas), above.value.clone());
                            self.report_with(ProblemKind::UnknownLevel { id }, above.span, None, suggestion);
                        }
                        None => self.report(ProblemKind::LevelWithoutPlace { id: id.clone() }, level.id.span),
                    }
                    // Above the highest level, what has no value there would be reported too.
                    meant = frame.iter().rposition(is_area);
                }
                let place = meant.unwrap_or(frame.len());
                frame.insert(place, level);
            } else {
                frame.push(level);
                continue;
            }
            before = Some(id);
        }
    }
}
