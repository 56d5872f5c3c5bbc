//! Message templates: text with `{named}` arguments.

use super::Language;

/// The value of one argument; most read the same in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    Same(String),
    Both { chinese: String, english: String },
}

impl Argument {
    fn text(&self, language: Language) -> &str {
        match self {
            Self::Same(text) => text,
            Self::Both { chinese, english } => language.pick(chinese, english),
        }
    }
}

/// Arguments by name; few enough for a linear search.
pub(super) type Arguments = Vec<(&'static str, Argument)>;

/// Puts the arguments into the template. A name without an argument stays as it is written, braces included.
pub(super) fn fill(template: &str, arguments: &[(&'static str, Argument)], language: Language) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, following)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        if let Some((_, argument)) = arguments.iter().find(|(known, _)| *known == name) {
            filled.push_str(argument.text(language));
        } else {
            filled.push('{');
            filled.push_str(name);
            filled.push('}');
        }
        rest = following;
    }
    filled.push_str(rest);
    filled
}

/// Names of the arguments of a template, sorted, each once.
#[cfg(test)]
pub(super) fn names(template: &str) -> Vec<&str> {
    let mut names: Vec<&str> = template
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_filled_in_either_language() {
        let arguments: Arguments = vec![
            ("key", Argument::Same("{kind}".into())),
            (
                "kind",
                Argument::Both {
                    chinese: "数".into(),
                    english: "number".into(),
                },
            ),
        ];
        assert_eq!(fill("{key} 是{kind}", &arguments, Language::Chinese), "{kind} 是数");
        assert_eq!(fill("{key} is a {kind}", &arguments, Language::English), "{kind} is a number");
    }

    #[test]
    fn what_is_no_argument_stays() {
        assert_eq!(fill("{absent} {open", &[], Language::English), "{absent} {open");
        assert_eq!(names("{b} {a} {b}"), ["a", "b"]);
    }
}
