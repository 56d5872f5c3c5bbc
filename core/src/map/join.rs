//! Which feature is which area.

use std::collections::BTreeMap;

use super::features::{Collection, Feature, path};
use super::layer::MapLayer;
use crate::dataset::fold_name;
use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::shelf::Shelf;

/// Most problems of one kind that are told one by one; the others are counted.
const MAXIMUM_PROBLEMS: usize = 200;
/// Most names that are compared with unknown ones, over the whole file.
const MAXIMUM_COMPARED: usize = 200_000;
/// Names that a message lists.
const NAMED: usize = 10;

/// How features are joined.
pub(super) struct Joining<'j> {
    /// Property that holds the id; sought for where it is not given.
    pub(super) key: Option<&'j str>,
    /// Whether features of no area are kept, without data.
    pub(super) keep_unknown: bool,
}

/// The area of each feature, and what was noticed.
pub(super) struct Joined {
    pub(super) areas: Vec<Option<usize>>,
    pub(super) problems: Vec<Diagnostic>,
}

/// Where the id of a feature stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    Property(String),
    /// The member `id` of the feature itself.
    Feature,
}

impl Key {
    fn of(&self, feature: &Feature<'_>) -> Option<String> {
        let text = match self {
            Self::Property(name) => feature.text(name),
            Self::Feature => feature.id(),
        };
        text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn word(&self) -> &str {
        match self {
            Self::Property(name) => name,
            Self::Feature => "id",
        }
    }
}

/// Areas by id and by name.
struct Areas<'l> {
    layer: &'l MapLayer,
    ids: Shelf<String, Vec<usize>>,
    names: Shelf<String, Vec<usize>>,
}

/// What an id stands for.
enum Found {
    Area(usize),
    Several,
    None,
}

impl<'l> Areas<'l> {
    fn new(layer: &'l MapLayer) -> Self {
        let mut areas = Self {
            layer,
            ids: Shelf::default(),
            names: Shelf::default(),
        };
        for (place, area) in layer.areas.iter().enumerate() {
            areas.ids.or_default(fold_name(&area.id)).push(place);
            if !area.name.is_empty() {
                areas.names.or_default(fold_name(&area.name)).push(place);
            }
        }
        areas
    }

    /// The area of an id or, where no area has it, of a name; width and spacing do not count.
    fn find(&self, text: &str) -> Found {
        let folded = fold_name(text);
        let is_exact = |place: &&usize| {
            self.layer
                .areas
                .get(**place)
                .is_some_and(|area| area.id == text || area.name == text)
        };
        match self.ids.get(&folded).or_else(|| self.names.get(&folded)).map(Vec::as_slice) {
            None | Some([]) => Found::None,
            Some([place]) => Found::Area(*place),
            Some(places) => {
                let mut exact = places.iter().filter(is_exact);
                match (exact.next(), exact.next()) {
                    (Some(place), None) => Found::Area(*place),
                    _ => Found::Several,
                }
            }
        }
    }
}

impl Joining<'_> {
    pub(super) fn join(&self, collection: &Collection<'_>, layer: &MapLayer) -> Joined {
        let areas = Areas::new(layer);
        let mut joined = Joined {
            areas: vec![None; collection.features.len()],
            problems: Vec::new(),
        };
        let Some(key) = self.key(collection, &areas) else {
            let properties = properties(collection);
            let problem = Diagnostic::new(Code::MapNoKey).with_words("known", properties.join("、"), properties.join(", "));
            joined.problems.push(problem);
            return joined;
        };
        let mut telling = Telling {
            severity: if self.keep_unknown { Severity::Warning } else { Severity::Error },
            told: BTreeMap::new(),
            problems: &mut joined.problems,
        };
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        let mut compared = 0_usize;
        for (index, (feature, place)) in collection.features.iter().zip(&mut joined.areas).enumerate() {
            let at = |problem: Diagnostic| problem.with("feature", feature.summary()).field(path(index));
            let Some(text) = key.of(feature) else {
                telling.unmatched(at(Diagnostic::new(Code::MapFeatureWithoutId).with("key", key.word())));
                continue;
            };
            match areas.find(&text) {
                Found::Area(area) => {
                    if let Some(first) = taken.insert(area, index) {
                        let problem = Diagnostic::new(Code::MapDuplicateId).with("id", &text).with("first", path(first));
                        telling.error(problem.field(path(index)));
                    }
                    *place = Some(area);
                }
                Found::Several => telling.error(at(Diagnostic::new(Code::MapAmbiguousName).with("id", &text))),
                Found::None => {
                    let names = || layer.areas.iter().flat_map(|area| [&area.id, &area.name]);
                    compared = compared.saturating_add(layer.areas.len());
                    let hint = if compared > MAXIMUM_COMPARED {
                        None
                    } else {
                        nearest(&text, names())
                    };
                    let problem = Diagnostic::new(Code::MapUnknownId).with("id", &text).suggest(hint.as_deref());
                    telling.unmatched(at(problem));
                }
            }
        }
        telling.finish();
        let absent = layer.areas.iter().enumerate().filter(|(place, _)| !taken.contains_key(place));
        let absent: Vec<&str> = absent
            .map(|(_, area)| if area.name.is_empty() { &area.id } else { &area.name })
            .map(String::as_str)
            .collect();
        if !absent.is_empty() {
            let more = if absent.len() > NAMED { "…" } else { "" };
            let named: Vec<&str> = absent.iter().copied().take(NAMED).collect();
            let problem = Diagnostic::new(Code::MapAreaWithoutFeature).with("count", absent.len());
            let list = |separator: &str| format!("{}{more}", named.join(separator));
            joined.problems.push(problem.with_words("names", list("、"), list(", ")));
        }
        joined
    }

    /// The key by which most features are areas; among equal ones the first. Without any match, the first that features have at all.
    fn key(&self, collection: &Collection<'_>, areas: &Areas<'_>) -> Option<Key> {
        if let Some(key) = self.key {
            let key = Key::Property(key.to_owned());
            // The id of the feature itself goes by the same name.
            let has_property = collection.features.iter().any(|feature| key.of(feature).is_some());
            return Some(if !has_property && key.word() == "id" { Key::Feature } else { key });
        }
        let levels = areas.layer.keys.iter();
        let usual = levels
            .clone()
            .flat_map(|level| [level.clone(), format!("{level}_id"), format!("{level}编号"), format!("{level}名称")]);
        let names = std::iter::once("id".to_owned())
            .chain(usual)
            .chain(["编号", "编码", "code", "name", "名称"].map(str::to_owned));
        let candidates: Vec<Key> = names.map(Key::Property).chain([Key::Feature]).collect();
        let score = |key: &Key| {
            let texts = collection.features.iter().filter_map(|feature| key.of(feature));
            let mut count = (0_usize, 0_usize);
            for text in texts {
                count.1 = count.1.saturating_add(1);
                count.0 = count.0.saturating_add(usize::from(!matches!(areas.find(&text), Found::None)));
            }
            count
        };
        let mut best: Option<(Key, (usize, usize))> = None;
        for key in candidates {
            let count = score(&key);
            if count.1 > 0 && best.as_ref().is_none_or(|(_, most)| count.0 > most.0) {
                best = Some((key, count));
            }
        }
        best.map(|(key, _)| key)
            .or_else(|| collection.features.is_empty().then_some(Key::Feature))
    }
}

/// Names of properties, as far as a message shows them.
fn properties(collection: &Collection<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in collection.features.iter().flat_map(|feature| &feature.properties.0) {
        if names.len() >= NAMED {
            break;
        }
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// Problems of features, up to a limit for each code.
struct Telling<'t> {
    /// Of features that are no area.
    severity: Severity,
    told: BTreeMap<Code, usize>,
    problems: &'t mut Vec<Diagnostic>,
}

impl Telling<'_> {
    fn unmatched(&mut self, problem: Diagnostic) {
        let severity = self.severity;
        self.error(problem.severity_of(severity));
    }

    fn error(&mut self, problem: Diagnostic) {
        let count = self.told.entry(problem.code()).or_default();
        *count = count.saturating_add(1);
        if *count <= MAXIMUM_PROBLEMS {
            self.problems.push(problem);
        }
    }

    fn finish(self) {
        let beyond = self
            .told
            .values()
            .map(|count| count.saturating_sub(MAXIMUM_PROBLEMS))
            .fold(0, usize::saturating_add);
        if beyond > 0 {
            self.problems.push(Diagnostic::new(Code::DatasetMoreProblems).with("count", beyond));
        }
    }
}
