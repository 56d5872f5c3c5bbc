//! The profile: what is said of the city, to select requirements and applicability.

use std::collections::BTreeMap;

use crate::catalogue::document::ProfileKind;
use crate::diagnostic::{Code, Diagnostic, nearest};

use super::cell::{Cell, read_flag};
use super::problems::shown;
use super::schema::{ProfileKeyRef, Schema};
use crate::fold::fold_name;
use crate::order;

/// What is said of a city under one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileValue {
    /// Yes or no.
    Flag(bool),
    /// Ids of values: one for a class, any number for a set, in the order of the catalogue.
    Classes(Vec<String>),
}

/// Profile values by id of the key.
pub type Profile = BTreeMap<String, ProfileValue>;

/// Adds a value; several values of a set may come in one text (separated by 、 or a comma) or one after the other.
pub(crate) fn add(profile: &mut Profile, schema: &dyn Schema, key: &str, value: &str) -> Result<(), Diagnostic> {
    let Some(known) = schema.profile_key(&fold_name(key)) else {
        let close = nearest(key, schema.profile_key_names());
        return Err(Diagnostic::new(Code::ProfileUnknownKey)
            .with("key", shown(key))
            .suggest(close.as_deref()));
    };
    let read = match known.kind {
        ProfileKind::Flag => ProfileValue::Flag(flag(&known, value)?),
        ProfileKind::Class => ProfileValue::Classes(vec![class(&known, value)?]),
        ProfileKind::Set => {
            let mut list = value
                .split(['、', ',', '，', ';', '；'])
                .filter(|part| !part.trim().is_empty())
                .map(|part| class(&known, part))
                .collect::<Result<Vec<_>, _>>()?;
            if let Some(ProfileValue::Classes(before)) = profile.get(known.id) {
                list.extend(before.iter().cloned());
            }
            let place = |id: &String| known.values.iter().position(|value| value.id.value == *id);
            order::sort_by_key(&mut list, place);
            list.dedup();
            ProfileValue::Classes(list)
        }
    };
    match profile.get(known.id) {
        Some(before) if known.kind != ProfileKind::Set && *before != read => Err(Diagnostic::new(Code::ProfileTwoValues)
            .with("key", known.id)
            .with("left", word(before))
            .with("right", word(&read))),
        _ => {
            profile.insert(known.id.to_owned(), read);
            Ok(())
        }
    }
}

fn flag(key: &ProfileKeyRef<'_>, value: &str) -> Result<bool, Diagnostic> {
    let problem = || {
        Diagnostic::new(Code::ProfileWrongKind)
            .with("key", key.id)
            .with_words("expected", "“是”或“否”", "yes or no")
    };
    read_flag(Cell::Text(value)).ok().flatten().ok_or_else(problem)
}

fn class(key: &ProfileKeyRef<'_>, value: &str) -> Result<String, Diagnostic> {
    let wanted = fold_name(value);
    let spellings = || {
        key.values.iter().flat_map(|known| {
            let all = [&known.id.value, &known.name.zh, &known.name.en]
                .into_iter()
                .chain(&known.spellings);
            all.map(move |spelling| (spelling, known))
        })
    };
    if let Some((_, known)) = spellings().find(|(spelling, _)| fold_name(spelling) == wanted) {
        return Ok(known.id.value.clone());
    }
    let close = nearest(&wanted, spellings().map(|(spelling, _)| spelling));
    let problem = Diagnostic::new(Code::ProfileUnknownValue)
        .with("key", key.id)
        .with("value", shown(value));
    Err(problem.suggest(close.as_deref()))
}

fn word(value: &ProfileValue) -> String {
    match value {
        ProfileValue::Flag(flag) => flag.to_string(),
        ProfileValue::Classes(list) => list.join(", "),
    }
}
