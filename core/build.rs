//! Embeds every folder of `spec/catalogues`: as it is written, and composed with the catalogues that it extends and uses what is computed
//! with. Whether it is right is checked when it is loaded, by the loader that users' catalogues go through too. Grading schemes are embedded as JSON, so that the reader of users' schemes reads them in every build.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/catalogue/compose/mod.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the build script uses only part of the file that it shares with the library"
)]
mod compose;
#[path = "src/catalogue/composition.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the build script uses only part of the file that it shares with the library"
)]
mod composition;
#[path = "src/catalogue/document/mod.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the build script uses only part of the file that it shares with the library"
)]
mod document;
#[path = "src/fold.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the build script uses only part of the file that it shares with the library"
)]
mod fold;
#[path = "src/nearest.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the build script uses only part of the file that it shares with the library"
)]
mod nearest;
#[path = "src/order.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the build script uses only part of the file that it shares with the library"
)]
mod order;
#[path = "src/catalogue/outline.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the build script uses only part of the file that it shares with the library"
)]
mod outline;
#[path = "src/catalogue/primitive.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the build script uses only part of the file that it shares with the library"
)]
mod primitive;
#[path = "src/catalogue/series.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the build script uses only part of the file that it shares with the library"
)]
mod series;
#[path = "src/shelf.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the build script uses only part of the file that it shares with the library"
)]
mod shelf;
#[path = "src/span.rs"]
#[allow(unreachable_pub, reason = "the file is shared with the library")]
mod span;
#[path = "src/catalogue/table.rs"]
#[allow(
    dead_code,
    unused_macros,
    reason = "the build script uses only part of the file that it shares with the library"
)]
mod table;

#[path = "build/pack.rs"]
mod pack;

use compose::{Library, compose};
use document::{CatalogueDocument, EvidenceMarks, Text};
use outline::Outline;
use series::SeriesDocument;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("spec/catalogues");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed={}", root.display());
    let (mut written, mut tables) = (BTreeMap::new(), BTreeMap::new());
    for folder in sorted(&root)?.into_iter().filter(|folder| folder.is_dir()) {
        let name = folder.file_name().and_then(|name| name.to_str());
        let name = name.ok_or("folder name is not UTF-8")?;
        let (document, table) = read_folder(&folder)?;
        written.insert(name.to_owned(), document);
        tables.insert(name.to_owned(), table);
    }
    let pack = pack::pack(&tables)?;
    fs::write(out.join("catalogues.trees"), &pack.trees)?;
    fs::write(out.join("catalogues.texts"), &pack.texts)?;
    // On the web size counts for more than the few milliseconds that these forms save.
    let is_prepared = env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family != "wasm");
    let prepared = |bytes: Vec<u8>| if is_prepared { bytes } else { Vec::new() };
    let mut composed = BTreeMap::new();
    let mut listing = format!(
        "pub(super) const TREES: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/catalogues.trees\"));\n\
         pub(super) const TEXTS: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/catalogues.texts\"));\n\
         pub(super) const REPEATED: usize = {};\n\
         pub(super) static BUILTIN: &[Builtin] = &[\n",
        pack.repeated
    );
    for (id, document) in &written {
        compose_one(id, &written, &mut composed, &mut Vec::new())?;
        let mut whole = composed.get(id).cloned().ok_or("not composed")?;
        fs::write(
            out.join(format!("{id}.outline")),
            prepared(postcard::to_allocvec(&Outline::of_names(&whole))?),
        )?;
        let is_whole = whole == *document;
        strip(&mut whole);
        fs::write(out.join(format!("{id}.rules")), prepared(postcard::to_allocvec(&whole)?))?;
        let bytes = |part: &str| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{id}.{part}\"))");
        let packed = pack.catalogues.get(id).ok_or("not packed")?;
        writeln!(
            listing,
            "    Builtin {{ id: {id:?}, outline: {}, rules: {}, tree: {:?}, texts: {:?}, is_whole: {is_whole} }},",
            bytes("outline"),
            bytes("rules"),
            packed.tree,
            packed.texts
        )?;
    }
    listing.push_str("];\n");
    fs::write(out.join("builtin.rs"), listing)?;
    embed_as_json(&root.with_file_name("grading"), &out.join("grading.rs"))?;
    embed_as_json(&root.with_file_name("measures"), &out.join("measures.rs"))?;
    embed_series(&root.with_file_name("series.toml"), &out)
}

type Documents = BTreeMap<String, CatalogueDocument>;

/// The document of a catalogue, and the tables of its files as one.
fn read_folder(folder: &Path) -> Fallible<(CatalogueDocument, toml::Table)> {
    let (mut document, mut whole) = (CatalogueDocument::default(), toml::Table::new());
    for file in toml_files(folder)? {
        println!("cargo::rerun-if-changed={}", file.display());
        let text = fs::read_to_string(&file)?;
        let part: CatalogueDocument = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        merge(&mut document, part);
        for (key, value) in toml::from_str::<toml::Table>(&text)? {
            match (whole.get_mut(&key), value) {
                (Some(toml::Value::Array(list)), toml::Value::Array(more)) => list.extend(more),
                (_, value) => {
                    whole.insert(key, value);
                }
            }
        }
    }
    Ok((document, whole))
}

/// Composes a catalogue after those that it extends and uses; `open` are those that wait for it.
fn compose_one(id: &str, written: &Documents, composed: &mut Documents, open: &mut Vec<String>) -> Fallible<()> {
    if open.iter().any(|waiting| waiting == id) {
        return Err(format!("catalogues extend or use each other in a circle: {} → {id}", open.join(" → ")).into());
    }
    let Some(document) = written.get(id).filter(|_| !composed.contains_key(id)) else {
        return Ok(());
    };
    open.push(id.to_owned());
    if let Some(header) = &document.catalogue {
        let named = header.extends.iter().chain(header.uses.iter().map(|written| &written.catalogue));
        for other in named {
            compose_one(other, written, composed, open)?;
        }
    }
    open.pop();
    let library = Library {
        ids: written.keys().cloned().collect(),
        read: &|id| composed.get(id).cloned(),
    };
    let whole = compose(document.clone(), None, &library);
    if let Some(problem) = whole.problems.first() {
        return Err(format!("spec/catalogues/{id}: {problem}").into());
    }
    composed.insert(id.to_owned(), whole.document);
    Ok(())
}

/// Embeds each series by itself, so that one is found without reading the others.
fn embed_series(file: &Path, out: &Path) -> Fallible<()> {
    println!("cargo::rerun-if-changed={}", file.display());
    let document: SeriesDocument = toml::from_str(&fs::read_to_string(file)?).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut members = BTreeMap::new();
    let mut listing = String::from("Embedded {\n    series: &[\n");
    for (place, series) in document.series.iter().enumerate() {
        for member in &series.members {
            if members.insert((&member.catalogue, &member.indicator), place).is_some() {
                return Err(format!("spec/series.toml: {}/{} is in two series", member.catalogue, member.indicator).into());
            }
        }
        fs::write(out.join(format!("{}.series", series.id)), postcard::to_allocvec(series)?)?;
        writeln!(
            listing,
            "        include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{}.series\")),",
            series.id
        )?;
    }
    listing.push_str("    ],\n    members: &[\n");
    for ((catalogue, indicator), place) in members {
        writeln!(listing, "        ({catalogue:?}, {indicator:?}, {place}),")?;
    }
    listing.push_str("    ],\n}\n");
    fs::write(out.join("series.rs"), listing)?;
    Ok(())
}

/// Lists every TOML file of a folder, as its name without extension and its content in JSON.
fn embed_as_json(folder: &Path, listing: &Path) -> Fallible<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut entries = String::from("&[\n");
    for file in toml_files(folder)? {
        println!("cargo::rerun-if-changed={}", file.display());
        let table: toml::Table = toml::from_str(&fs::read_to_string(&file)?).map_err(|error| format!("{}: {error}", file.display()))?;
        let mut json = String::new();
        write_json(&toml::Value::Table(table), &mut json).map_err(|error| format!("{}: {error}", file.display()))?;
        let id = file.file_stem().and_then(|name| name.to_str()).ok_or("file name is not UTF-8")?;
        writeln!(entries, "    ({id:?}, {json:?}),")?;
    }
    entries.push_str("]\n");
    fs::write(listing, entries)?;
    Ok(())
}

/// Writes a value as JSON. The files hold no floats and no dates, which would not be exact and not be text.
fn write_json(value: &toml::Value, json: &mut String) -> Fallible<()> {
    let quoted = |text: &str, json: &mut String| -> std::fmt::Result {
        json.push('"');
        for character in text.chars() {
            match character {
                '"' | '\\' => json.extend(['\\', character]),
                '\u{0}'..='\u{1f}' => write!(json, "\\u{:04x}", u32::from(character))?,
                _ => json.push(character),
            }
        }
        json.push('"');
        Ok(())
    };
    match value {
        toml::Value::String(text) => quoted(text, json)?,
        toml::Value::Integer(number) => write!(json, "{number}")?,
        toml::Value::Boolean(flag) => write!(json, "{flag}")?,
        toml::Value::Float(_) | toml::Value::Datetime(_) => return Err("numbers and dates stand in quotes".into()),
        toml::Value::Array(list) => {
            json.push('[');
            for (place, element) in list.iter().enumerate() {
                json.push_str(if place == 0 { "" } else { "," });
                write_json(element, json)?;
            }
            json.push(']');
        }
        toml::Value::Table(table) => {
            json.push('{');
            for (place, (key, element)) in table.iter().enumerate() {
                json.push_str(if place == 0 { "" } else { "," });
                quoted(key, json)?;
                json.push(':');
                write_json(element, json)?;
            }
            json.push('}');
        }
    }
    Ok(())
}

/// Leaves what is computed with: a catalogue is ready before its prose is read.
fn strip(document: &mut CatalogueDocument) {
    document.terms.clear();
    document.remarks.clear();
    for item in &mut document.items {
        item.scope.value.clear();
        item.departments.clear();
        item.methods.clear();
        item.note = Text::default();
    }
    for indicator in &mut document.indicators {
        indicator.items.clear();
        indicator.definition = Text::default();
        indicator.formula_note = Text::default();
        indicator.requirement_note = Text::default();
        indicator.alternatives.clear();
        indicator.nature_basis = None;
        indicator.references.clear();
        indicator.rollup = None;
        indicator.statistical_unit = None;
        indicator.collection = None;
        indicator.basis.clear();
        indicator.facility_standards.clear();
        indicator.facility_kinds.clear();
        indicator.spatial = None;
        indicator.severity_rules.clear();
        indicator.refinements.clear();
        indicator.places.clear();
        for requirement in &mut indicator.requirements {
            requirement.applies_to_text = Text::default();
            requirement.note = Text::default();
            requirement.basis.clear();
        }
        for check in &mut indicator.checks {
            check.applies_to_text = Text::default();
            check.note = Text::default();
            check.sample = None;
            check.place.clear();
            check.evidence = EvidenceMarks::default();
        }
    }
}

fn sorted(folder: &Path) -> Fallible<Vec<PathBuf>> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    entries.sort();
    Ok(entries)
}

/// Files of a folder first, then those of its subfolders, each in the order of their names.
fn toml_files(folder: &Path) -> Fallible<Vec<PathBuf>> {
    let (folders, mut files): (Vec<_>, Vec<_>) = sorted(folder)?.into_iter().partition(|path| path.is_dir());
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    for folder in folders {
        println!("cargo::rerun-if-changed={}", folder.display());
        files.extend(toml_files(&folder)?);
    }
    Ok(files)
}

fn merge(whole: &mut CatalogueDocument, part: CatalogueDocument) {
    whole.catalogue = whole.catalogue.take().or(part.catalogue);
    whole.select = whole.select.take().or(part.select);
    whole.overrides.extend(part.overrides);
    whole.units.extend(part.units);
    whole.levels.extend(part.levels);
    whole.dimensions.extend(part.dimensions);
    whole.profile_keys.extend(part.profile_keys);
    whole.terms.extend(part.terms);
    whole.items.extend(part.items);
    whole.indicators.extend(part.indicators);
    whole.remarks.extend(part.remarks);
}
