use proptest::prelude::*;
use proptest::sample::Index;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::*;
use crate::catalogue::document::{Evidence, ItemKind, RollupRule};
use crate::diagnostic::{Diagnostics, Language};

pub(super) const SAMPLE_TOML: &str = r#"
[catalogue]
id = "local-2025"
edition = 2025
name = { zh = "样例", en = "Sample" }
title = { zh = "样例文件", en = "Sample document" }
issuer = { zh = "某市", en = "a city" }

[[level]]
id = "building"
name.zh = "住房"
name.en = "building"
kind = "area"
unit = "building"

[[item]]
id = "road_length"
name = { zh = "道路长度", en = "road length" }
kind = "measure"
unit = "km"
level = "city"
scope = "built_up_area"
rollup = "sum"
minimum = 0
maximum = "1234.50"

[item.default]
formula = '''
道路面积 / road_width'''
when = { zh = "没有测量时", en = "where it was not measured" }

[item.evidence]
default = "source"
[item.evidence.fields]
maximum = "inferred"
"#;

const SAMPLE_JSON: &str = r#"{
  "catalogue": {
    "id": "local-2025", "edition": 2025,
    "name": {"zh": "样例", "en": "Sample"},
    "title": {"zh": "样例文件", "en": "Sample document"},
    "issuer": {"zh": "\u67d0市", "en": "a city"},
    "indicator_count": null
  },
  "level": [{"id": "building", "name": {"zh": "住房", "en": "building"}, "kind": "area", "unit": "building"}],
  "item": [{
    "id": "road_length", "name": {"zh": "道路长度", "en": "road length"}, "kind": "measure", "unit": "km", "level": "city",
    "scope": "built_up_area", "rollup": "sum", "minimum": 0, "maximum": "1234.50",
    "default": {"formula": "道路面积 / road_width", "when": {"zh": "没有测量时", "en": "where it was not measured"}},
    "evidence": {"default": "source", "fields": {"maximum": "inferred"}}
  }]
}"#;

fn sound(files: &[(&str, &str)]) -> (CatalogueDocument, Sources) {
    let (document, sources, problems) = read(files);
    let problems = Diagnostics::new(problems, sources.clone());
    assert!(problems.is_empty(), "{problems}");
    (document, sources)
}

#[test]
fn both_formats_give_the_same_document() {
    let (from_json, _) = sound(&[("a.json", SAMPLE_JSON)]);
    assert_eq!(sound(&[("a", SAMPLE_JSON)]).0, from_json);
    assert_eq!(from_json.items[0].kind, ItemKind::Measure);
    assert_eq!(from_json.items[0].rollup, RollupRule::Sum);
    assert_eq!(from_json.items[0].evidence.fields["maximum"], Evidence::Inferred);
    assert_eq!(from_json.items[0].maximum.unwrap().0.to_string(), "1234.50");
    assert_eq!(from_json.catalogue.as_ref().unwrap().issuer.zh, "某市");
    #[cfg(feature = "toml")]
    {
        let (from_toml, _) = sound(&[("a.toml", SAMPLE_TOML)]);
        assert_eq!(from_toml, from_json);
        assert_eq!(sound(&[("a", SAMPLE_TOML)]).0, from_toml);
        assert_eq!(sound(&[("A.TOML", &format!("\u{feff}{SAMPLE_TOML}"))]).0, from_toml);
    }
}

#[test]
fn a_document_survives_being_written_as_json() {
    let (document, _) = sound(&[("a.json", SAMPLE_JSON)]);
    let written = serde_json::to_string(&document).unwrap();
    assert_eq!(sound(&[("b.json", &written)]).0, document);
}

#[test]
fn spans_are_those_of_the_letters() {
    let json = r#"{"item": [{"id": "road_length", "unit": "k\u006d"}]}"#;
    let (document, sources, _) = read(&[("a.json", SAMPLE_JSON), ("b.json", json)]);
    let item = &document.items[0];
    assert_eq!(sources.slice(item.id.span.unwrap()), Some("road_length"));
    let formula = item.default.as_ref().unwrap().formula.span.unwrap();
    assert_eq!(sources.slice(formula), Some("道路面积 / road_width"));
    #[cfg(feature = "toml")]
    {
        let (document, sources) = sound(&[("empty.toml", ""), ("a.toml", SAMPLE_TOML)]);
        let formula = document.items[0].default.as_ref().unwrap().formula.span.unwrap();
        assert_eq!((formula.source, sources.slice(formula)), (1, Some("道路面积 / road_width")));
        // Written with an escape, so that the letters are not those of the value.
        let (document, sources) = sound(&[("u.toml", "[[unit]]\nid = \"\\u0061b\"\nname = {}\n[[unit]]\nid = \"\"\nname = {}")]);
        assert_eq!(document.units[0].id.value, "ab");
        assert_eq!(sources.slice(document.units[0].id.span.unwrap()), Some("\"\\u0061b\""));
        let empty = document.units[1].id.span.unwrap();
        assert_eq!((sources.slice(empty), empty.end - empty.start), (Some(""), 0));
    }
}

#[test]
fn entries_of_several_files_come_in_the_order_of_the_files() {
    let term = |id: &str| format!(r#"{{"term": [{{"vocabulary": "scope", "id": "{id}", "name": {{}}}}]}}"#);
    let (document, _) = sound(&[("1", term("b").as_str()), ("2", term("a").as_str()), ("3", "{}")]);
    let ids: Vec<&str> = document.terms.iter().map(|term| term.id.as_str()).collect();
    assert_eq!(ids, ["b", "a"]);
}

#[test]
fn a_broken_entry_does_not_hide_a_sound_one() {
    let text = r#"{"unit": [{"id": "a"}, {"id": "b", "name": {"zh": "乙"}}, 7]}"#;
    let (document, _, problems) = read(&[("a.json", text)]);
    assert_eq!(document.units.len(), 1);
    assert_eq!(document.units[0].id.value, "b");
    let codes: Vec<Code> = problems.iter().map(Diagnostic::code).collect();
    assert_eq!(codes, [Code::FileMissingKey, Code::FileWrongType]);
    let paths: Vec<_> = problems.iter().filter_map(Diagnostic::key_path).collect();
    assert_eq!(paths, ["unit[0]", "unit[2]"]);
}

/// The field names that a struct announces.
struct Fields<'f>(&'f mut Vec<&'static str>);

impl<'de> Deserializer<'de> for Fields<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        unreachable!("a document is a struct")
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.extend(fields);
        visitor.visit_map(Nothing)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct
        seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct Nothing;

impl<'de> MapAccess<'de> for Nothing {
    type Error = serde::de::value::Error;

    fn next_key_seed<K: serde::de::DeserializeSeed<'de>>(&mut self, _: K) -> Result<Option<K::Value>, Self::Error> {
        Ok(None)
    }

    fn next_value_seed<V: serde::de::DeserializeSeed<'de>>(&mut self, _: V) -> Result<V::Value, Self::Error> {
        unreachable!("there is no key")
    }
}

#[test]
fn the_top_level_keys_are_those_of_the_document() {
    let mut fields = Vec::new();
    CatalogueDocument::deserialize(Fields(&mut fields)).unwrap();
    assert_eq!(fields, KEYS);
}

fn codes(files: &[(&str, &str)]) -> Vec<Code> {
    read(files).2.iter().map(Diagnostic::code).collect()
}

#[test]
fn every_limit_is_an_error_of_its_own() {
    let huge = format!("{{\"unit\": [], \"x\": \"{}\"}}", "x".repeat(MAXIMUM_SOURCE_BYTES));
    assert_eq!(codes(&[("a.json", &huge)]), [Code::FileTooLarge]);

    let text = format!("{{}}{}", " ".repeat(MAXIMUM_SOURCE_BYTES - 2));
    let many: Vec<(&str, &str)> = vec![("a.json", text.as_str()); 17];
    assert_eq!(codes(&many), [Code::FileTotalTooLarge]);

    let long = format!(
        r#"{{"unit": [{{"id": "a", "name": {{"zh": "{}"}}}}]}}"#,
        "x".repeat(MAXIMUM_TEXT_BYTES + 1)
    );
    assert_eq!(codes(&[("a.json", &long)]), [Code::FileTextTooLong]);

    let many = format!(r#"{{"term": [{}0]}}"#, "0,".repeat(MAXIMUM_ENTRIES));
    assert_eq!(codes(&[("a.json", &many)]), [Code::FileTooManyEntries]);

    let half = |name: &str| {
        let term = format!(r#"{{"vocabulary": "v", "id": "{name}", "name": {{}}}}"#);
        format!(r#"{{"term": [{}]}}"#, vec![term; MAXIMUM_ENTRIES / 2 + 1].join(","))
    };
    assert_eq!(codes(&[("a.json", &half("a")), ("b.json", &half("b"))]), [Code::FileTooManyEntries]);

    for brackets in [MAXIMUM_DEPTH + 1, 200_000] {
        let deep = format!("{{\"unit\": {}{}}}", "[".repeat(brackets), "]".repeat(brackets));
        assert_eq!(codes(&[("a.json", &deep)]), [Code::FileTooDeep]);
    }
    let allowed = format!("{{\"unit\": {}{}}}", "[".repeat(MAXIMUM_DEPTH), "]".repeat(MAXIMUM_DEPTH));
    assert_eq!(codes(&[("a.json", &allowed)]), [Code::FileWrongType]);
}

#[cfg(feature = "toml")]
#[test]
fn toml_has_the_same_limits() {
    for brackets in [MAXIMUM_DEPTH + 1, 70, 10_000] {
        let deep = format!("unit = {}{}", "[".repeat(brackets), "]".repeat(brackets));
        assert!(codes(&[("a.toml", &deep)]).contains(&Code::FileTooDeep));
    }
    let keys = vec!["a"; 200].join(".");
    assert!(codes(&[("a.toml", &format!("{keys} = 1"))]).contains(&Code::FileTooDeep));
    assert!(codes(&[("a.toml", &format!("[{keys}]"))]).contains(&Code::FileTooDeep));
}

#[test]
fn many_problems_are_cut_short() {
    let bad = vec!["{}"; MAXIMUM_PROBLEMS + 10].join(",");
    let found = codes(&[("a.json", &format!(r#"{{"unit": [{bad}]}}"#))]);
    assert_eq!(found.len(), MAXIMUM_PROBLEMS + 1);
    assert_eq!(found.last(), Some(&Code::FileTooManyProblems));
}

#[test]
fn an_entry_of_nothing_but_problems_ends_soon() {
    // Every wrong value costs one more reading of the entry.
    let band = r#"{"label": 1, "minimum_included": 2}"#;
    let bands = vec![band; 10_000].join(",");
    let text = format!(r#"{{"indicator": [{{"severity_rule": [{{"band": [{bands}]}}]}}]}}"#);
    let found = codes(&[("a.json", &text)]);
    assert_eq!(found.last(), Some(&Code::FileTooManyProblems));
}

#[cfg(feature = "toml")]
#[test]
fn every_shipped_file_is_sound() {
    fn collect(folder: &std::path::Path, files: &mut Vec<(String, String)>) {
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                files.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut count = 0;
    for folder in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/spec/catalogues")).unwrap() {
        let mut files = Vec::new();
        collect(&folder.unwrap().path(), &mut files);
        let (document, sources, problems) = read(&files);
        let problems = Diagnostics::new(problems, sources);
        assert!(problems.is_empty(), "{problems}");
        // What one that extends another has in all is counted when the two are put together.
        let header = document.catalogue.unwrap();
        if header.extends.is_none() {
            assert_eq!(header.indicator_count.map(usize::from), Some(document.indicators.len()));
        }
        count += 1;
    }
    assert!(count > 0);
}

#[cfg(not(feature = "toml"))]
#[test]
fn without_the_feature_toml_is_refused_by_name() {
    assert_eq!(codes(&[("a.toml", SAMPLE_TOML)]), [Code::FileTomlUnavailable]);
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC*|[\\[\\]{}=\",.\n\\\\a-c0-9' #:u]{0,200}") {
        for name in ["a.toml", "a.json", "a"] {
            survives(name, &text);
        }
    }

    #[test]
    fn mutated_files_never_panic(edits in proptest::collection::vec((any::<Index>(), 0_usize..20, piece()), 1..6)) {
        for (name, text) in [("a.toml", SAMPLE_TOML), ("a.json", SAMPLE_JSON)] {
            let mut text: Vec<char> = text.chars().collect();
            for (place, removed, piece) in &edits {
                let start = place.index(text.len() + 1);
                let end = (start + removed).min(text.len());
                text.splice(start..end, piece.chars());
            }
            survives(name, &text.into_iter().collect::<String>());
        }
    }
}

const PIECES: [&str; 32] = [
    "",
    "\"",
    "'",
    "'''",
    "\n",
    "[",
    "]",
    "{",
    "}",
    "=",
    ":",
    ",",
    ".",
    "0",
    "1.5",
    "-",
    "true",
    "null",
    "id = 1\n",
    "[item]\n",
    "[[item]]\n",
    "\\u",
    "\\",
    "#",
    "住",
    "\u{0}",
    "\u{feff}",
    "1979-05-27",
    "nan",
    "{}",
    "[]",
    "\"id\": 1,",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![proptest::sample::select(&PIECES[..]).prop_map(str::to_owned), any::<String>()]
}

/// Reading and showing come to an end, and every place lies in the text.
fn survives(name: &str, text: &str) {
    let (_, sources, problems) = read(&[(name, text)]);
    for problem in &problems {
        for label in problem.labels() {
            assert!(label.span.start <= label.span.end, "{problem}");
            assert!(
                sources.text(0).is_some_and(|text| label.span.end as usize <= text.len()),
                "{problem}"
            );
        }
    }
    let problems = Diagnostics::new(problems, sources);
    assert!(!problems.render(Language::Chinese).contains('\r'));
    assert_eq!(problems.records().len(), problems.len());
}
