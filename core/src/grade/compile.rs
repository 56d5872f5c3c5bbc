//! What must hold in a scheme beyond its shape. Every problem is found before anything is refused.

use super::document::{ClassRule, DegreeRule, DifficultyRule, GradeBand, GradingDocument, OverallRule, PriorityRule, When, Yardstick};
use crate::catalogue::{Located, Number};
use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic, LabelText, Span, by_place};
use crate::shelf::Shelf;

/// Problems that are listed for one scheme.
const MAXIMUM_PROBLEMS: usize = 1_000;

/// A rule with conditions.
pub(crate) trait Ruled {
    /// Id of the rule.
    fn id(&self) -> &Located<String>;
    /// Its conditions.
    fn when(&self) -> &When;
}

macro_rules! ruled {
    ($($type:ident)*) => {
        $(impl Ruled for $type {
            fn id(&self) -> &Located<String> {
                &self.id
            }

            fn when(&self) -> &When {
                &self.when
            }
        })*
    };
}

ruled!(DegreeRule DifficultyRule ClassRule PriorityRule);

/// Checks a scheme and gives every problem, by place in the file.
pub(super) fn check(document: &GradingDocument) -> Vec<Diagnostic> {
    let mut checker = Checker {
        document,
        ids: Shelf::default(),
        problems: Vec::new(),
    };
    checker.indicator();
    checker.overall();
    checker.survey();
    checker.problem();
    let mut problems = checker.problems;
    by_place(&mut problems);
    let has_more = problems.len() > MAXIMUM_PROBLEMS;
    problems.truncate(MAXIMUM_PROBLEMS);
    if has_more {
        problems.push(Diagnostic::new(Code::FileTooManyProblems).with("limit", MAXIMUM_PROBLEMS));
    }
    problems
}

struct Checker<'a> {
    document: &'a GradingDocument,
    ids: Shelf<&'a str, Option<Span>>,
    problems: Vec<Diagnostic>,
}

fn at(code: Code, place: &Located<String>) -> Diagnostic {
    Diagnostic::new(code).label_if(place.span, LabelText::Here)
}

impl<'a> Checker<'a> {
    fn unique(&mut self, id: &'a Located<String>) {
        if let Some(first) = self.ids.get(id.as_str()) {
            let problem = Diagnostic::new(Code::GradingDuplicateId)
                .with("id", &id.value)
                .label_if(id.span, LabelText::AgainHere);
            self.problems.push(problem.label_if(*first, LabelText::FirstHere));
        } else {
            self.ids.insert(id, id.span);
        }
    }

    /// No name twice in one list.
    fn different(&mut self, list: impl Iterator<Item = &'a Located<String>>) {
        let mut seen: Shelf<&str, Option<Span>> = Shelf::default();
        for name in list {
            if let Some(first) = seen.get(name.as_str()) {
                let problem = Diagnostic::new(Code::GradingRepeated)
                    .with("name", &name.value)
                    .label_if(name.span, LabelText::AgainHere);
                self.problems.push(problem.label_if(*first, LabelText::FirstHere));
            } else {
                seen.insert(name, name.span);
            }
        }
    }

    fn not_empty(&mut self, is_empty: bool, key: &str) {
        if is_empty {
            self.problems
                .push(Diagnostic::new(Code::GradingEmptyList).with("key", key).field(key));
        }
    }

    fn indicator(&mut self) {
        let rules = &self.document.indicator;
        self.different(rules.groups.iter());
        self.different(rules.levels.iter());
        self.different(rules.standard.tiers.iter().flatten());
        for (key, list) in [("indicator.order", &rules.order), ("indicator.shift", &rules.shift)] {
            let again = |place: usize, yardstick: &Yardstick| list.iter().take(place).any(|before| before == yardstick);
            if list.iter().enumerate().any(|(place, yardstick)| again(place, yardstick)) {
                let problem = Diagnostic::new(Code::GradingRepeatedYardstick).with("key", key);
                self.problems.push(problem.field(key));
            }
        }
        self.not_empty(rules.order.is_empty(), "indicator.order");
        let lists = [
            ("indicator.standard.met", &rules.standard.met),
            ("indicator.standard.not_met", &rules.standard.not_met),
            ("indicator.target.band", &rules.target.bands),
            ("indicator.trend.band", &rules.trend.bands),
            ("indicator.peers.band", &rules.peers.bands),
        ];
        for (key, bands) in lists {
            self.not_empty(bands.is_empty(), key);
            self.bands(bands);
        }
    }

    /// Lower ends fall, grades do not rise, and only the last band has no lower end.
    fn bands(&mut self, bands: &'a [GradeBand]) {
        let mut before: Option<&GradeBand> = None;
        for (place, band) in bands.iter().enumerate() {
            self.unique(&band.id);
            let is_last = place + 1 == bands.len();
            if is_last != band.at_least.is_none() {
                let code = if is_last { Code::GradingLastBand } else { Code::GradingOpenBand };
                self.problems.push(at(code, &band.id).with("id", &band.id.value));
            }
            if let Some(before) = before {
                let falls = match (before.at_least, band.at_least) {
                    (Some(upper), Some(lower)) => lower < upper,
                    _ => true,
                };
                if !falls || band.grade < before.grade {
                    let problem = at(Code::GradingBandOrder, &band.id).with("id", &band.id.value);
                    let problem = problem.with("before", &before.id.value);
                    self.problems.push(problem.label_if(before.id.span, LabelText::FirstHere));
                }
            }
            before = Some(band);
        }
    }

    fn share(&mut self, number: Option<Number>, place: &Located<String>) {
        if let Some(number) = number.filter(|number| !is_percentage(*number)) {
            self.problems.push(at(Code::GradingNoShare, place).with("value", number.0));
        }
    }

    fn overall(&mut self) {
        let rules = &self.document.overall;
        self.different(rules.left_out.iter());
        self.not_empty(rules.rules.is_empty(), "overall.rule");
        for rule in &rules.rules {
            self.unique(&rule.id);
            for number in [rule.very_good_at_least, rule.good_at_least, rule.good_below] {
                self.share(number, &rule.id);
            }
            let is_empty = |rule: &OverallRule| Some(rule.good_at_least?.0 >= rule.good_below?.0);
            if is_empty(rule) == Some(true) {
                self.problems.push(at(Code::GradingEmptyShare, &rule.id).with("id", &rule.id.value));
            }
        }
    }

    fn survey(&mut self) {
        let rules = &self.document.survey;
        if !is_percentage(rules.line) {
            let problem = Diagnostic::new(Code::GradingNoShare).with("value", rules.line.0);
            self.problems.push(problem.field("survey.line"));
        }
        for item in &rules.items {
            self.unique(&item.id);
            self.different(item.indicators.iter());
        }
    }

    fn problem(&mut self) {
        let rules = &self.document.problem;
        self.different(rules.levels.iter());
        if !is_percentage(rules.widespread) {
            let problem = Diagnostic::new(Code::GradingNoShare).with("value", rules.widespread.0);
            self.problems.push(problem.field("problem.widespread"));
        }
        self.rules(&rules.degrees, Decided::default());
        let degree = Decided {
            degree: true,
            class: false,
        };
        self.rules(&rules.difficulties, degree);
        self.rules(&rules.classes, degree);
        let class = Decided { degree: true, class: true };
        self.rules(&rules.priorities, class);
        self.covers(&rules.classes, "problem.class");
        self.covers(&rules.priorities, "problem.priority");
    }

    fn rules<R: Ruled>(&mut self, rules: &'a [R], decided: Decided) {
        let mut always: Option<&Located<String>> = None;
        for rule in rules {
            self.unique(rule.id());
            if let Some(always) = always {
                let problem = at(Code::GradingUnreachable, rule.id()).with("id", &rule.id().value);
                let problem = problem.with("before", &always.value);
                self.problems.push(problem.label_if(always.span, LabelText::FirstHere));
            }
            let when = rule.when();
            if *when == When::default() && always.is_none() {
                always = Some(rule.id());
            }
            let early = [
                (!when.degrees.is_empty() && !decided.degree, "degrees"),
                (when.class.is_some() && !decided.class, "class"),
            ];
            for (_, condition) in early.into_iter().filter(|(is_early, _)| *is_early) {
                let problem = at(Code::GradingTooEarly, rule.id()).with("id", &rule.id().value);
                self.problems.push(problem.with("condition", condition));
            }
        }
    }

    /// The last rule holds whatever the case, so that every problem gets an answer.
    fn covers<R: Ruled>(&mut self, rules: &'a [R], key: &str) {
        let Some(last) = rules.last() else {
            self.not_empty(true, key);
            return;
        };
        if !rules.iter().any(|rule| *rule.when() == When::default()) {
            self.problems.push(at(Code::GradingNoLastRule, last.id()).with("key", key));
        }
    }
}

/// What is decided before the rules of a list are looked at.
#[derive(Clone, Copy, Default)]
struct Decided {
    degree: bool,
    class: bool,
}

fn is_percentage(number: Number) -> bool {
    number.0 >= Decimal::ZERO && number.0 <= Decimal::ONE_HUNDRED
}
