//! From a layer and a file to a coloured map.

use super::classify::{Classes, Classification};
use super::features::{Collection, path};
use super::join::Joining;
use super::layer::MapLayer;
use super::legend::{Legend, LegendAxis, LegendEntry};
use super::palette::{NO_DATA, PaletteKind, colours, palette_names};
use super::properties::{BIVARIATE_PROPERTIES, PROPERTIES, Properties, display};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Language, Severity, Sources, nearest};

/// Classes of each value of a bivariate map.
const SIDE: usize = 3;

/// How a map of one value is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapOptions {
    /// Language of labels.
    pub language: Language,
    /// How values are divided.
    pub classification: Classification,
    /// Palette; see [`palette_names`].
    pub palette: String,
    /// Whether the colours run from high to low.
    pub reversed: bool,
    /// Property that holds the ids. Without it, `id`, the id and the Chinese name of the level, `name` and the id of the feature itself are
    /// tried, and the one by which most features are areas is taken.
    pub key: Option<String>,
    /// What stands before the names of the added properties.
    pub prefix: String,
    /// Whether features that are no area of the layer are kept, without data and with a warning; otherwise they are errors.
    pub keep_unknown: bool,
}

impl Default for MapOptions {
    fn default() -> Self {
        Self {
            language: Language::default(),
            classification: Classification::default(),
            palette: "YlOrRd".to_owned(),
            reversed: false,
            key: None,
            prefix: String::new(),
            keep_unknown: false,
        }
    }
}

/// How a map of two values is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BivariateOptions {
    /// Language of labels.
    pub language: Language,
    /// How the two values are divided, into three classes at most.
    pub classifications: [Classification; 2],
    /// Bivariate palette; see [`palette_names`].
    pub palette: String,
    /// Whether the colours of each value run from high to low, such as for a score of which less is worse.
    pub reversed: [bool; 2],
    /// See [`MapOptions::key`].
    pub key: Option<String>,
    /// See [`MapOptions::prefix`].
    pub prefix: String,
    /// See [`MapOptions::keep_unknown`].
    pub keep_unknown: bool,
}

impl Default for BivariateOptions {
    fn default() -> Self {
        Self {
            language: Language::default(),
            classifications: [Classification::Quantile(SIDE), Classification::Quantile(SIDE)],
            palette: "rust_teal".to_owned(),
            reversed: [false, false],
            key: None,
            prefix: String::new(),
            keep_unknown: false,
        }
    }
}

/// A coloured map.
#[derive(Clone, Debug)]
pub struct ProblemMap {
    geojson: String,
    legend: Legend,
    warnings: Diagnostics,
}

impl ProblemMap {
    /// The file with the added properties.
    pub fn geojson(&self) -> &str {
        &self.geojson
    }

    /// What the colours mean.
    pub const fn legend(&self) -> &Legend {
        &self.legend
    }

    /// Areas that the file does not show and, where they are kept, features that are no area.
    pub const fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// Takes the file, the legend and the warnings apart.
    pub fn into_parts(self) -> (String, Legend, Diagnostics) {
        (self.geojson, self.legend, self.warnings)
    }
}

/// Joins a layer to the features of a GeoJSON text and colours them.
///
/// Each feature gets these properties, with the prefix of the options before their names; all others, the geometry and foreign members stay as they
/// are written:
///
/// | property | value |
/// |---|---|
/// | `value` | exact decimal or fraction `n/d`, as a string; `null` without data |
/// | `display` | the value as shown, with its unit; what stands in its place where there is none |
/// | `status` | `ok`, `partial`, `missing`, `not_applicable` …, or `null` |
/// | `grade` | grade or other label, or `null` |
/// | `class` | number of the class from one, 0 without data |
/// | `colour` | such as `#fed976` |
/// | `label` | label of the class in the legend |
///
/// A feature is an area by its id or, where no area has that id, by its name; width and spacing do not count.
///
/// # Errors
///
/// All at once: `map.not_json`, `map.not_a_collection`, `map.not_a_feature`, `file.too_large`, `file.too_deep`, `file.too_many_entries` and
/// `file.duplicate_key` of the text; `map.no_key`, `map.feature_without_id`, `map.duplicate_id`, `map.unknown_id`, `map.ambiguous_name` and
/// `map.property_taken` of its features; `map.class_count`, `map.break_order`, `map.too_many_values`, `map.number_too_large`,
/// `map.unknown_label` and `map.unknown_palette` of the classes.
pub fn choropleth(geojson: &str, layer: &MapLayer, options: &MapOptions) -> Result<ProblemMap, Diagnostics> {
    let mut problems = Vec::new();
    let classes = options.classification.classes(layer).map_err(|problem| problems.push(problem)).ok();
    let count = classes.as_ref().map_or(1, |classes| classes.entries.len());
    let colours = chosen_colours(&options.palette, false, count)
        .map_err(|problem| problems.push(problem))
        .ok();
    let drawing = Drawing {
        joining: Joining {
            key: options.key.as_deref(),
            keep_unknown: options.keep_unknown,
        },
        prefix: &options.prefix,
        language: options.language,
    };
    let (collection, areas) = match drawing.join(geojson, layer, &PROPERTIES, &mut problems) {
        Some(joined) if is_fine(&problems) => joined,
        _ => return Err(Diagnostics::new(problems, Sources::default())),
    };
    let (Some(mut classes), Some(mut colours)) = (classes, colours) else {
        return Err(Diagnostics::new(problems, Sources::default()));
    };
    if options.reversed {
        colours.reverse();
    }
    for (entry, colour) in classes.entries.iter_mut().zip(colours) {
        entry.colour = Some(colour.to_owned());
    }
    let legend = Legend {
        title: layer.title.clone(),
        unit: if classes.method == "labels" {
            String::new()
        } else {
            layer.unit.clone()
        },
        method: classes.method.to_owned(),
        palette: options.palette.clone(),
        no_data: drawing.no_data(classes.of_areas.iter().filter(|class| class.is_none()).count()),
        entries: classes.entries,
        axes: Vec::new(),
    };
    let added: Vec<String> = areas
        .iter()
        .map(|area| {
            let class = area.and_then(|area| classes.of_areas.get(area).copied().flatten());
            let entry = class.and_then(|class| legend.entries.get(class)).unwrap_or(&legend.no_data);
            let mut properties = Properties::new(drawing.prefix);
            properties.add_area(area.and_then(|area| layer.areas.get(area)), layer, drawing.language);
            properties.add("class", &entry.class.to_string());
            properties.add_text("colour", entry.colour.as_deref());
            properties.add_text("label", Some(&entry.label));
            properties.members
        })
        .collect();
    Ok(ProblemMap {
        geojson: collection.write(&added),
        legend,
        warnings: Diagnostics::new(problems, Sources::default()),
    })
}

/// Crosses two layers, such as the finding of an indicator and the score of the residents' survey, and colours features by both.
///
/// The properties are those of [`choropleth`] for the first layer, with `class_x` for its class, and `value_y`, `display_y` and `class_y` for the
/// second. `class` is 1 to 9: three rows by the class of the second value, from left to right by that of the first. An area without one of
/// the two values has no data.
///
/// # Errors
///
/// Those of [`choropleth`], and `map.bivariate_classes` for more than three classes of one value.
///
/// # Example
///
/// ```
/// use cityvitals::map::{BivariateOptions, MapArea, MapLayer, bivariate};
///
/// let layer = |title: &str, values: [i64; 3]| {
///     let area = |(id, value): (&str, i64)| MapArea::new(id).number(value.into());
///     MapLayer::new(title).areas(["a", "b", "c"].into_iter().zip(values).map(area))
/// };
/// let file = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"b","properties":null,"geometry":null}]}"#;
/// let layers = [&layer("停车泊位缺口", [1, 2, 3]), &layer("满意度", [60, 90, 70])];
/// let map = bivariate(file, layers, &BivariateOptions::default())?;
/// assert!(map.geojson().contains(r#""class_x":2"#) && map.geojson().contains(r#""class_y":3"#) && map.geojson().contains(r#""class":8"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bivariate(geojson: &str, layers: [&MapLayer; 2], options: &BivariateOptions) -> Result<ProblemMap, Diagnostics> {
    let [layer, other] = layers;
    let mut problems = Vec::new();
    let mut divide = |layer: &MapLayer, classification: &Classification| -> Option<Classes> {
        let classes = classification.classes(layer).and_then(|classes| match classes.entries.len() {
            count if count > SIDE => Err(Diagnostic::new(Code::MapBivariateClasses).with("count", count).with("limit", SIDE)),
            _ => Ok(classes),
        });
        classes.map_err(|problem| problems.push(problem)).ok()
    };
    let [first, second] = &options.classifications;
    let (x, y) = (divide(layer, first), divide(other, second));
    let colours = chosen_colours(&options.palette, true, SIDE * SIDE)
        .map_err(|problem| problems.push(problem))
        .ok();
    let drawing = Drawing {
        joining: Joining {
            key: options.key.as_deref(),
            keep_unknown: options.keep_unknown,
        },
        prefix: &options.prefix,
        language: options.language,
    };
    let (collection, areas) = match drawing.join(geojson, layer, &BIVARIATE_PROPERTIES, &mut problems) {
        Some(joined) if is_fine(&problems) => joined,
        _ => return Err(Diagnostics::new(problems, Sources::default())),
    };
    let (Some(x), Some(y), Some(colours)) = (x, y, colours) else {
        return Err(Diagnostics::new(problems, Sources::default()));
    };
    // The class of the second value by the id of the area.
    let others: std::collections::BTreeMap<&str, usize> = other
        .areas
        .iter()
        .enumerate()
        .map(|(place, area)| (area.id.as_str(), place))
        .collect();
    let crossed = |area: usize| -> (Option<usize>, Option<usize>, Option<usize>) {
        let place = layer.areas.get(area).and_then(|area| others.get(area.id.as_str()).copied());
        let class = |classes: &Classes, place: usize| classes.of_areas.get(place).copied().flatten();
        (class(&x, area), place.and_then(|place| class(&y, place)), place)
    };
    let mut legend = drawing.crossed_legend(options, &colours, [(layer, &x), (other, &y)]);
    for area in 0..layer.areas.len() {
        let (class_x, class_y, _) = crossed(area);
        let class = crossed_class(class_x, class_y);
        let entry = legend.entries.iter_mut().find(|entry| entry.class == class);
        let entry = entry.unwrap_or(&mut legend.no_data);
        entry.count = entry.count.saturating_add(1);
    }
    let added: Vec<String> = areas
        .iter()
        .map(|area| {
            let (class_x, class_y, place) = area.map(crossed).unwrap_or_default();
            let class = crossed_class(class_x, class_y);
            let entry = legend.entries.iter().find(|entry| entry.class == class).unwrap_or(&legend.no_data);
            let mut properties = Properties::new(drawing.prefix);
            properties.add_area(area.and_then(|area| layer.areas.get(area)), layer, drawing.language);
            properties.add("class_x", &class_x.map_or(0, |class| class + 1).to_string());
            let second = place.and_then(|place| other.areas.get(place));
            let value = second.and_then(|area| area.value.as_ref()).map(ToString::to_string);
            properties.add_text("value_y", value.as_deref());
            properties.add_text("display_y", Some(&display(second, other, drawing.language)));
            properties.add("class_y", &class_y.map_or(0, |class| class + 1).to_string());
            properties.add("class", &entry.class.to_string());
            properties.add_text("colour", entry.colour.as_deref());
            properties.add_text("label", Some(&entry.label));
            properties.members
        })
        .collect();
    Ok(ProblemMap {
        geojson: collection.write(&added),
        legend,
        warnings: Diagnostics::new(problems, Sources::default()),
    })
}

/// Number of a class of two values: three rows by the second, from left to right by the first; 0 without one of them.
fn crossed_class(x: Option<usize>, y: Option<usize>) -> u32 {
    let place = x.zip(y).map(|(x, y)| y.saturating_mul(SIDE).saturating_add(x).saturating_add(1));
    place.and_then(|place| u32::try_from(place).ok()).unwrap_or_default()
}

fn is_fine(problems: &[Diagnostic]) -> bool {
    problems.iter().all(|problem| problem.severity() != Severity::Error)
}

fn chosen_colours(palette: &str, is_bivariate: bool, classes: usize) -> Result<Vec<&'static str>, Diagnostic> {
    colours(palette, is_bivariate, classes.max(1)).ok_or_else(|| {
        let kinds: &[PaletteKind] = if is_bivariate {
            &[PaletteKind::Bivariate]
        } else {
            &[PaletteKind::Sequential, PaletteKind::Diverging]
        };
        let known: Vec<&str> = kinds.iter().flat_map(|kind| palette_names(*kind)).collect();
        let close = nearest(palette, known.iter().copied());
        let problem = Diagnostic::new(Code::MapUnknownPalette)
            .with("name", palette)
            .with("known", known.join(", "));
        problem.suggest(close.as_deref())
    })
}

/// What both kinds of map share.
struct Drawing<'d> {
    joining: Joining<'d>,
    prefix: &'d str,
    language: Language,
}

impl Drawing<'_> {
    /// Reads the text and joins it; `None` where it cannot be read.
    fn join<'g>(
        &self,
        geojson: &'g str,
        layer: &MapLayer,
        names: &[&str],
        problems: &mut Vec<Diagnostic>,
    ) -> Option<(Collection<'g>, Vec<Option<usize>>)> {
        let collection = Collection::read(geojson).map_err(|found| problems.extend(found)).ok()?;
        for name in names {
            let name = format!("{}{name}", self.prefix);
            let mut taken = (0..)
                .zip(&collection.features)
                .filter(|(_, feature)| feature.properties.get(&name).is_some());
            if let Some((first, _)) = taken.next() {
                let problem = Diagnostic::new(Code::MapPropertyTaken)
                    .with("name", &name)
                    .with("count", taken.count() + 1);
                problems.push(problem.field(path(first)));
            }
        }
        let joined = self.joining.join(&collection, layer);
        problems.extend(joined.problems);
        Some((collection, joined.areas))
    }

    fn no_data(&self, count: usize) -> LegendEntry {
        LegendEntry {
            label: self.language.pick("无数据", "no data").to_owned(),
            colour: Some(NO_DATA.to_owned()),
            count,
            ..LegendEntry::default()
        }
    }

    fn crossed_legend(&self, options: &BivariateOptions, colours: &[&str], sides: [(&MapLayer, &Classes); 2]) -> Legend {
        let [(layer, x), (other, y)] = sides;
        let [reversed_x, reversed_y] = options.reversed;
        let turned = |place: usize, reversed: bool| if reversed { (SIDE - 1).saturating_sub(place) } else { place };
        let mut entries = Vec::with_capacity(SIDE * SIDE);
        for (row, LegendEntry { label: row_label, .. }) in y.entries.iter().enumerate() {
            for (column, LegendEntry { label: column_label, .. }) in x.entries.iter().enumerate() {
                let place = turned(row, reversed_y) * SIDE + turned(column, reversed_x);
                entries.push(LegendEntry {
                    class: crossed_class(Some(column), Some(row)),
                    label: self.language.pick(
                        format!("{} {column_label}，{} {row_label}", layer.title, other.title),
                        format!("{} {column_label}, {} {row_label}", layer.title, other.title),
                    ),
                    colour: colours.get(place).map(|colour| (*colour).to_owned()),
                    ..LegendEntry::default()
                });
            }
        }
        let axis = |layer: &MapLayer, classes: &Classes| LegendAxis {
            title: layer.title.clone(),
            unit: layer.unit.clone(),
            method: classes.method.to_owned(),
            entries: classes.entries.clone(),
        };
        Legend {
            title: self.language.pick(
                format!("{}与{}", layer.title, other.title),
                format!("{} by {}", layer.title, other.title),
            ),
            unit: String::new(),
            method: "bivariate".to_owned(),
            palette: options.palette.clone(),
            entries,
            axes: vec![axis(layer, x), axis(other, y)],
            no_data: self.no_data(0),
        }
    }
}

#[cfg(test)]
#[path = "map_tests.rs"]
mod tests;
