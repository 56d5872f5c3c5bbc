//! GeoJSON as far as it must be understood: the features of a collection and their properties. Everything else stays the text that it was, so that
//! no coordinate is rounded.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::diagnostic::{Code, Diagnostic};
use crate::order;

/// Longest GeoJSON text, in bytes.
pub const MAXIMUM_GEOJSON_BYTES: usize = 256 << 20;

/// Most features of one file.
pub const MAXIMUM_FEATURES: usize = 1_000_000;

/// Deepest nesting of lists and objects.
pub const MAXIMUM_DEPTH: usize = 64;

/// Members of an object in the order of the text, with values as they are written.
#[derive(Debug)]
pub(super) struct Members<'a>(pub(super) Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seen;

        impl<'de> Visitor<'de> for Seen {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Seen)
    }
}

impl<'a> Members<'a> {
    fn read(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().find(|(member, _)| member == name).map(|(_, value)| *value)
    }

    /// A name that two members bear.
    fn twice(&self) -> Option<&str> {
        let mut names: Vec<&str> = self.0.iter().map(|(name, _)| name.as_str()).collect();
        order::sort_by(&mut names, Ord::cmp);
        names
            .windows(2)
            .find(|pair| matches!(pair, [left, right] if left == right))
            .and_then(|pair| pair.first().copied())
    }
}

/// One feature.
#[derive(Debug)]
pub(super) struct Feature<'a> {
    pub(super) members: Members<'a>,
    pub(super) properties: Members<'a>,
}

impl Feature<'_> {
    /// A property as text: a string, or a number as it is written.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.properties.get(name).and_then(plain)
    }

    /// The id of the feature itself.
    pub(super) fn id(&self) -> Option<String> {
        self.members.get("id").and_then(plain)
    }

    /// The beginning of its properties, for messages.
    pub(super) fn summary(&self) -> String {
        const SHOWN: usize = 60;
        let parts: Vec<String> = self
            .properties
            .0
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.get()))
            .collect();
        let text = parts.join(", ");
        let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
        let mut shown: String = text.chars().take(SHOWN).map(plain).collect();
        if text.chars().nth(SHOWN).is_some() {
            shown.push('…');
        }
        format!("{{{shown}}}")
    }
}

fn plain(value: &RawValue) -> Option<String> {
    let text = value.get();
    match text.bytes().next()? {
        b'"' => serde_json::from_str(text).ok(),
        b'-' | b'0'..=b'9' => Some(text.to_owned()),
        _ => None,
    }
}

/// A feature collection.
#[derive(Debug)]
pub(super) struct Collection<'a> {
    pub(super) members: Members<'a>,
    pub(super) features: Vec<Feature<'a>>,
}

impl<'a> Collection<'a> {
    /// Reads a text; what is wrong with single features comes all at once.
    pub(super) fn read(text: &'a str) -> Result<Self, Vec<Diagnostic>> {
        if text.len() > MAXIMUM_GEOJSON_BYTES {
            let problem = Diagnostic::new(Code::FileTooLarge).with("file", "GeoJSON").with("size", text.len());
            return Err(vec![problem.with("limit", MAXIMUM_GEOJSON_BYTES)]);
        }
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        if is_too_deep(text) {
            return Err(vec![Diagnostic::new(Code::FileTooDeep).with("limit", MAXIMUM_DEPTH)]);
        }
        let not_json = |error: serde_json::Error| vec![Diagnostic::new(Code::MapNotJson).with("detail", error)];
        let whole: &RawValue = serde_json::from_str(text).map_err(not_json)?;
        let not_a_collection = |found: &str| vec![Diagnostic::new(Code::MapNotACollection).with("found", found)];
        let Some(members) = Members::read(whole.get()) else {
            return Err(not_a_collection(&beginning(whole.get())));
        };
        let kind = members.get("type").and_then(plain).unwrap_or_default();
        if kind != "FeatureCollection" {
            return Err(not_a_collection(if kind.is_empty() { "{…}" } else { &kind }));
        }
        if let Some(name) = members.twice() {
            return Err(vec![Diagnostic::new(Code::FileDuplicateKey).with("key", name)]);
        }
        let list: Option<Vec<&RawValue>> = members.get("features").and_then(|list| serde_json::from_str(list.get()).ok());
        let Some(list) = list else {
            return Err(vec![Diagnostic::new(Code::FileMissingKey).with("keys", "`features`")]);
        };
        if list.len() > MAXIMUM_FEATURES {
            let problem = Diagnostic::new(Code::FileTooManyEntries)
                .with("key", "features")
                .with("count", list.len());
            return Err(vec![problem.with("limit", MAXIMUM_FEATURES)]);
        }
        let mut problems = Vec::new();
        let mut features = Vec::with_capacity(list.len());
        for (index, text) in list.into_iter().enumerate() {
            match read_feature(text.get()) {
                Ok(feature) => features.push(feature),
                Err(problem) => problems.push(problem.field(path(index))),
            }
        }
        if problems.is_empty() {
            Ok(Self { members, features })
        } else {
            Err(problems)
        }
    }

    /// The text again, with other properties: for each feature, what is added to them, as JSON members without brackets.
    pub(super) fn write(&self, added: &[String]) -> String {
        let mut out = String::from("{");
        for (place, (name, value)) in self.members.0.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            out.push('\n');
            out.push_str(&quoted(name));
            out.push(':');
            if name == "features" {
                self.write_features(added, &mut out);
            } else {
                out.push_str(value.get());
            }
        }
        out.push_str("\n}\n");
        out
    }

    fn write_features(&self, added: &[String], out: &mut String) {
        out.push('[');
        for (index, feature) in self.features.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            out.push('\n');
            feature.write(added.get(index).map_or("", String::as_str), out);
        }
        out.push_str("\n]");
    }
}

impl Feature<'_> {
    fn write(&self, added: &str, out: &mut String) {
        out.push('{');
        let has_properties = self.members.get("properties").is_some();
        let mut members: Vec<&str> = self.members.0.iter().map(|(name, _)| name.as_str()).collect();
        if !has_properties {
            members.push("properties");
        }
        for (place, name) in members.into_iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            out.push_str(&quoted(name));
            out.push(':');
            match self.members.get(name) {
                Some(value) if name != "properties" => out.push_str(value.get()),
                _ => self.write_properties(added, out),
            }
        }
        out.push('}');
    }

    fn write_properties(&self, added: &str, out: &mut String) {
        out.push('{');
        for (name, value) in &self.properties.0 {
            out.push_str(&quoted(name));
            out.push(':');
            out.push_str(value.get());
            out.push(',');
        }
        out.push_str(added);
        out.push('}');
    }
}

/// A text as a JSON string.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// Where a feature stands in the file.
pub(super) fn path(index: usize) -> String {
    format!("features[{index}]")
}

fn read_feature(text: &str) -> Result<Feature<'_>, Diagnostic> {
    let refused = |found: &str| Diagnostic::new(Code::MapNotAFeature).with("found", found);
    let Some(members) = Members::read(text) else {
        return Err(refused(&beginning(text)));
    };
    if let Some(name) = members.twice() {
        return Err(Diagnostic::new(Code::FileDuplicateKey).with("key", name));
    }
    let kind = members.get("type").and_then(plain).unwrap_or_default();
    if kind != "Feature" {
        return Err(refused(if kind.is_empty() { "{…}" } else { &kind }));
    }
    let properties = match members.get("properties").map(RawValue::get) {
        None | Some("null") => Members(Vec::new()),
        Some(text) => Members::read(text).ok_or_else(|| refused(&format!("properties: {}", beginning(text))))?,
    };
    if let Some(name) = properties.twice() {
        return Err(Diagnostic::new(Code::FileDuplicateKey).with("key", name));
    }
    Ok(Feature { members, properties })
}

/// The first letters of a value that is not what it should be.
fn beginning(text: &str) -> String {
    const SHOWN: usize = 20;
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// Whether lists and objects stand too deep inside each other, without parsing the text.
fn is_too_deep(text: &str) -> bool {
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        if is_text {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => is_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => is_text = true,
            b'[' | b'{' => {
                depth = depth.saturating_add(1);
                if depth > MAXIMUM_DEPTH {
                    return true;
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}
