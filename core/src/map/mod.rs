//! Maps (专题图): values joined to the areas of a GeoJSON file, with classes, colours and a legend.
//!
//! [`MapLayer`] is what a map shows: one value for each area, taken from a [`Report`](crate::Report) or from anywhere else. [`choropleth`] divides the
//! values into classes and writes value, class and colour into the properties of each area; [`bivariate`] crosses two layers, such as the finding
//! of the examination and the score of the residents' survey. Nothing else in the file is changed: coordinates keep every digit.
//!
//! ```
//! use cityvitals::map::{Classification, MapArea, MapLayer, MapOptions, choropleth};
//!
//! let layer = MapLayer::new("停车泊位缺口").unit("个").areas([MapArea::new("c1").number(12.into()), MapArea::new("c2").number(40.into())]);
//! let file = r#"{"type":"FeatureCollection","features":[
//!     {"type":"Feature","properties":{"id":"c1"},"geometry":{"type":"Point","coordinates":[111.30,30.70]}},
//!     {"type":"Feature","properties":{"id":"c2"},"geometry":{"type":"Point","coordinates":[111.31,30.70]}}]}"#;
//! let options = MapOptions { classification: Classification::Quantile(2), ..MapOptions::default() };
//! let map = choropleth(file, &layer, &options)?;
//! assert!(map.geojson().contains(r#""value":"40","display":"40 个""#));
//! assert!(map.geojson().contains("[111.30,30.70]"));
//! assert_eq!(map.legend().entries.len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod classify;
mod draw;
mod features;
mod join;
mod layer;
mod legend;
mod natural;
mod palette;
mod properties;

pub use classify::{Classification, MAXIMUM_CLASSES, MAXIMUM_DISTINCT_VALUES};
pub use draw::{BivariateOptions, MapOptions, ProblemMap, bivariate, choropleth};
pub use features::{MAXIMUM_DEPTH, MAXIMUM_FEATURES, MAXIMUM_GEOJSON_BYTES};
pub use layer::{MapArea, MapLayer};
pub use legend::{Legend, LegendAxis, LegendEntry};
pub use palette::{PaletteKind, palette_names};
