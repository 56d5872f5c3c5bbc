//! Embeds every folder of `spec/catalogues` as one compact document. Whether it is right is checked when it is loaded, by the loader that
//! users' catalogues go through too.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/catalogue/document.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the build script uses only part of the file that it shares with the library"
)]
mod document;
#[path = "src/catalogue/primitive.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the build script uses only part of the file that it shares with the library"
)]
mod primitive;

use document::{CatalogueDocument, EvidenceMarks, Text};

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("spec/catalogues");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed={}", root.display());
    let mut listing = String::from("pub(super) static BUILTIN: &[Builtin] = &[\n");
    for folder in sorted(&root)? {
        if !folder.is_dir() {
            continue;
        }
        let id = folder
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or("folder name is not UTF-8")?
            .to_owned();
        let mut document = CatalogueDocument::default();
        for file in toml_files(&folder)? {
            println!("cargo::rerun-if-changed={}", file.display());
            let part: CatalogueDocument =
                toml::from_str(&fs::read_to_string(&file)?).map_err(|error| format!("{}: {error}", file.display()))?;
            merge(&mut document, part);
        }
        fs::write(out.join(format!("{id}.document")), postcard::to_allocvec(&document)?)?;
        strip(&mut document);
        fs::write(out.join(format!("{id}.rules")), postcard::to_allocvec(&document)?)?;
        let bytes = |part: &str| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{id}.{part}\"))");
        writeln!(
            listing,
            "    Builtin {{ id: {id:?}, rules: {}, document: {} }},",
            bytes("rules"),
            bytes("document")
        )?;
    }
    listing.push_str("];\n");
    fs::write(out.join("builtin.rs"), listing)?;
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
    whole.units.extend(part.units);
    whole.levels.extend(part.levels);
    whole.dimensions.extend(part.dimensions);
    whole.profile_keys.extend(part.profile_keys);
    whole.terms.extend(part.terms);
    whole.items.extend(part.items);
    whole.indicators.extend(part.indicators);
    whole.remarks.extend(part.remarks);
}
