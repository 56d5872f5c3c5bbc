//! Finds the problems of a report: reasons, sub-problems, degree, class and priority.

use std::collections::HashMap;

use super::counts::Counts;
use super::decide::{by_hand, hardness, strictness};
use super::degree::{Degree, DegreeOrigin, rank};
use super::facts::Facts;
use super::problems::{DifficultyDecision, Entry, ProblemRows, Undetermined, UndeterminedCause};
use super::reason::ProblemReason;
use super::rectification::Prevalence;
use super::rows::{RowState, Value, ZeroRule, rows, state, zero_rule};
use super::sub_problem::SubProblem;
use crate::catalogue::document::{Check, Counts as Counting, Nature};
use crate::catalogue::{Indicator, Number};
use crate::dataset::{Bits, Dataset};
use crate::decimal::Fraction;
use crate::examine::{IndicatorResult, Judge, Report, ResultColumn, Status};
use crate::grade::document::GradingDocument;
use crate::grade::grader::Grader;
use crate::grade::judgements::{AreaKey, Entries, Subject};
use crate::grade::measure::Measure;
use crate::grade::standard::Place;
use crate::grade::{GradingScheme, IndicatorGrade};
use crate::shelf::Shelf;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) entries: Vec<Entry>,
    pub(super) undetermined: Vec<Undetermined>,
    pub(super) rows: Vec<ProblemRows>,
}

/// A checklist item on its objects.
pub(super) struct CheckCounts {
    pub(super) check: usize,
    pub(super) cases: Counts,
    pub(super) judged: Counts,
    pub(super) table: usize,
}

/// What is counted over the objects of one indicator.
pub(super) struct Objects {
    pub(super) checks: Vec<CheckCounts>,
    /// Rows of the lowest table that has anything to judge: with a problem, and judged at all.
    pub(super) own: Option<(usize, Counts, Counts)>,
}

/// One indicator in one area.
pub(super) struct Case<'a> {
    pub(super) place: Place<'a>,
    pub(super) result: IndicatorResult<'a>,
    pub(super) subject: Option<Subject>,
}

pub(super) struct Finder<'a> {
    pub(super) report: &'a Report,
    pub(super) scheme: &'a GradingDocument,
    pub(super) entries: &'a Entries,
    judge: Judge<'a>,
    grader: Grader<'a>,
    /// Tables whose areas get an entry.
    listed: Vec<usize>,
    grades: HashMap<(usize, usize, usize), IndicatorGrade>,
    /// All objects of a table, by table.
    pub(super) all_objects: Shelf<usize, Counts>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(report: &'a Report, scheme: &'a GradingScheme, entries: &'a Entries) -> Self {
        let document = scheme.document();
        let grader = Grader::new(report, scheme, entries);
        let dataset = report.dataset();
        let levels = document.problem.levels.iter();
        let mut finder = Self {
            report,
            scheme: document,
            entries,
            judge: Judge::new(report),
            grader,
            listed: levels.filter_map(|level| dataset.table_place(level)).collect(),
            grades: HashMap::new(),
            all_objects: Shelf::default(),
        };
        finder.grade();
        finder
    }

    /// The grades of every graded area that is listed.
    fn grade(&mut self) {
        let catalogue = self.report.catalogue();
        for table in self.grader.tables().into_iter().filter(|table| self.listed.contains(table)) {
            let rows = self.report.dataset().tables().get(table).map_or(0, crate::dataset::Table::len);
            for row in 0..rows {
                for grading in self.grader.area(table, row).into_iter().flat_map(|area| area.indicators) {
                    if let (Some(grade), Some(index)) = (grading.grade, catalogue.indicator_index(&grading.indicator)) {
                        self.grades.insert((index, table, row), grade);
                    }
                }
            }
        }
    }

    pub(super) fn find(mut self) -> Found {
        let mut found = Found::default();
        let mut columns: Vec<ResultColumn<'a>> = self.report.columns().filter(|column| column.part().is_none()).collect();
        columns.reverse();
        while let Some(first) = columns.last().map(ResultColumn::indicator) {
            let mut own = Vec::new();
            while let Some(column) = columns.pop_if(|column| column.indicator() == first) {
                own.push(column);
            }
            self.indicator(first, &own, &mut found);
        }
        found
    }

    fn indicator(&mut self, index: usize, columns: &[ResultColumn<'a>], found: &mut Found) {
        let catalogue = self.report.catalogue();
        let (Some(indicator), Some(compiled)) = (catalogue.indicators().get(index), catalogue.compiled_indicator(index)) else {
            return;
        };
        let mut objects = Objects {
            checks: self.checks(indicator),
            own: None,
        };
        // From the lowest table up: prevalence is counted at the lowest level that has anything to judge.
        for column in columns.iter().rev() {
            let is_listed = self.listed.contains(&column.table());
            if is_listed && objects.own.is_some() {
                continue;
            }
            let Some((rows, judged)) = rows(self.report, self.scheme, &self.judge, column) else {
                continue;
            };
            if objects.own.is_none() && judged.any() {
                let count = |bits: Bits| Counts::of(self.report.dataset(), column.table(), bits);
                objects.own = Some((column.table(), count(rows.problem.clone()), count(judged)));
            }
            if !is_listed {
                found.rows.push(rows);
            }
        }
        let zero = zero_rule(indicator, self.scheme);
        for column in columns.iter().filter(|column| self.listed.contains(&column.table())) {
            for (row, result) in column.results().enumerate() {
                let place = Place {
                    report: self.report,
                    index,
                    indicator,
                    compiled,
                    table: column.table(),
                    row,
                };
                self.area(place, result, zero, &objects, found);
            }
        }
    }

    /// The checklist items that are problems, counted over their objects.
    fn checks(&mut self, indicator: &Indicator) -> Vec<CheckCounts> {
        let dataset = self.report.dataset();
        let is_problem = |check: &Check| matches!(check.counts, Counting::Yes | Counting::No | Counting::Unclear);
        let chosen: Vec<(usize, &Check)> = indicator.checks.iter().enumerate().filter(|(_, check)| is_problem(check)).collect();
        let flags = self.report.flags(chosen.iter().map(|(_, check)| check.id.as_str()));
        let mut counted = Vec::new();
        for ((check, _), flags) in chosen.into_iter().zip(flags) {
            // An item that was found nowhere needs no counts.
            let Some(flags) = flags.filter(|flags| flags.yes().any()) else {
                continue;
            };
            let table = flags.table();
            counted.push(CheckCounts {
                check,
                cases: Counts::of(dataset, table, flags.yes().clone()),
                judged: Counts::of(dataset, table, flags.known().clone()),
                table,
            });
            self.all_objects
                .or_insert_with(table, || Counts::of(dataset, table, Bits::ones(flags.known().len())));
        }
        counted
    }

    fn area(&self, place: Place<'a>, result: IndicatorResult<'a>, zero: ZeroRule, objects: &Objects, found: &mut Found) {
        let number = result.value();
        let value = Value {
            status: result.status(),
            number: number.as_ref(),
        };
        let state = state(self.scheme, zero, &self.judge, &place, value);
        let case = Case {
            subject: self.subject(&place),
            place,
            result,
        };
        let grade = self.grades.get(&(place.index, place.table, place.row)).copied();
        let survey = case.subject.as_ref().and_then(|subject| self.grader.survey(subject));
        let mut reasons = self.reasons(&case, &state, zero);
        if let Some(grade) = grade.filter(|grade| self.scheme.problem.grades.contains(grade)) {
            reasons.push(ProblemReason::Graded { grade });
        }
        if let Some(survey) = survey
            .as_ref()
            .filter(|survey| survey.below && place.indicator.nature == Nature::Improvement)
        {
            reasons.push(ProblemReason::Survey {
                score: survey.score.clone(),
                below: survey.line.clone(),
            });
        }
        if reasons.is_empty() {
            found.undetermined.extend(undetermined(&case, &state, grade.is_some()));
            return;
        }
        let is_low = survey.is_some_and(|survey| survey.below);
        found.entries.push(self.entry(&case, &state, reasons, (grade, is_low), objects));
    }

    /// Indicator and area by their ids; only where somebody said something.
    fn subject(&self, place: &Place<'_>) -> Option<Subject> {
        if *self.entries == Entries::default() {
            return None;
        }
        let areas = self.report.dataset().tables().get(place.table)?;
        Some(Subject {
            indicator: place.indicator.id.value.clone(),
            area: AreaKey {
                level: areas.level().to_owned(),
                area: areas.id(place.row)?.to_owned(),
            },
        })
    }

    fn reasons(&self, case: &Case<'_>, state: &RowState, zero: ZeroRule) -> Vec<ProblemReason> {
        let place = &case.place;
        let mut reasons = Vec::new();
        let is_bottom_line = place.indicator.nature == Nature::BottomLine;
        if is_bottom_line && state.is_problem() {
            reasons.push(ProblemReason::BottomLine);
        } else if state.cases && zero == ZeroRule::Cases {
            reasons.push(ProblemReason::CasesFound);
        }
        for tested in state.tested.iter().filter(|tested| matches!(tested.outcome, Ok((false, _)))) {
            let (Some(text), Some(rule)) = (
                place.indicator.requirements.get(tested.requirement),
                place.compiled.requirements.get(tested.requirement),
            ) else {
                continue;
            };
            let verdicts = place
                .result(rule.part)
                .map(|result| self.judge.verdicts(&result))
                .unwrap_or_default();
            let verdict = verdicts.into_iter().find(|verdict| verdict.requirement == text.id.value);
            let part = rule.part.and_then(|part| place.indicator.parts.get(part));
            reasons.push(ProblemReason::RequirementNotMet {
                requirement: text.id.value.clone(),
                part: part.map(|part| part.id.value.clone()),
                gap: verdict.as_ref().and_then(|verdict| verdict.gap.clone()),
                relative_gap_percent: verdict.and_then(|verdict| verdict.relative_gap_percent),
            });
        }
        reasons
    }

    fn entry(
        &self,
        case: &Case<'_>,
        state: &RowState,
        reasons: Vec<ProblemReason>,
        (grade, is_low): (Option<IndicatorGrade>, bool),
        objects: &Objects,
    ) -> Entry {
        let place = &case.place;
        let decided = self.decided(case, None);
        let prevalence = self.prevalence(place, objects);
        let gaps = state.tested.iter().filter_map(|tested| match &tested.outcome {
            Ok((false, Measure::Percent(surplus))) => Some(surplus.negate()),
            _ => None,
        });
        let mut facts = Facts {
            nature: place.indicator.nature,
            gap: gaps.max(),
            grade,
            widespread: prevalence.as_ref().map(|prevalence| prevalence.widespread),
            urgent: decided.urgent.unwrap_or(is_low),
            degree: None,
            class: None,
        };
        let sub_problems = self.sub_problems(case, &facts, objects);
        let deciding: Vec<&SubProblem> = sub_problems
            .iter()
            .filter(|found| {
                place
                    .indicator
                    .checks
                    .get(found.check)
                    .is_some_and(|check| check.counts != Counting::No)
            })
            .collect();
        let degree = decided.degree.map(|severity| Degree {
            severity,
            origin: DegreeOrigin::Override,
        });
        let gravest = || {
            deciding
                .iter()
                .filter_map(|found| found.degree.clone())
                .min_by_key(|degree| rank(degree.severity))
        };
        let degree = degree.or_else(gravest).or_else(|| self.degree(&facts));
        facts.degree = degree.as_ref().map(|degree| degree.severity);
        let hardest = deciding
            .iter()
            .filter_map(|found| found.difficulty)
            .min_by_key(|difficulty| hardness(*difficulty));
        let difficulty = match hardest {
            Some(difficulty) => Some(DifficultyDecision { difficulty, rule: None }),
            None => facts.first(&self.scheme.problem.difficulties).map(|rule| DifficultyDecision {
                difficulty: rule.difficulty,
                rule: Some((rule.id.value.clone(), rule.ours)),
            }),
        };
        let strictest = deciding
            .iter()
            .map(|found| &found.class)
            .min_by_key(|decision| strictness(decision.class));
        let class = decided
            .class
            .map(by_hand)
            .or_else(|| strictest.cloned())
            .unwrap_or_else(|| self.class(&facts));
        facts.class = Some(class.class);
        let priority = self.priority(case, &facts, decided, &sub_problems);
        Entry {
            indicator: place.index,
            table: place.table,
            row: place.row,
            reasons,
            sub_problems,
            degree,
            difficulty,
            class,
            prevalence,
            urgent: facts.urgent,
            priority,
            provisional: state.partial,
        }
    }

    pub(super) fn is_widespread(&self, concerned: u64, judged: u64) -> bool {
        is_at_least(concerned, judged, self.scheme.problem.widespread)
    }

    fn prevalence(&self, place: &Place<'_>, objects: &Objects) -> Option<Prevalence> {
        let (table, problem, judged) = objects.own.as_ref().filter(|(table, _, _)| *table != place.table)?;
        let dataset: &Dataset = self.report.dataset();
        let (concerned, judged) = (
            problem.at(dataset, place.table, place.row),
            judged.at(dataset, place.table, place.row),
        );
        (judged > 0).then(|| Prevalence {
            level: dataset
                .tables()
                .get(*table)
                .map(|table| table.level().to_owned())
                .unwrap_or_default(),
            concerned,
            judged,
            widespread: self.is_widespread(concerned, judged),
        })
    }
}

/// Why nothing can be said of an indicator in an area; `None` where it can, and there is no problem.
fn undetermined(case: &Case<'_>, state: &RowState, is_graded: bool) -> Option<Undetermined> {
    let status = case.result.status();
    if status == Status::NotApplicable || !state.unknown {
        return None;
    }
    let reason = state.tested.iter().find_map(|tested| tested.outcome.as_ref().err().copied());
    let is_usable = matches!(status, Status::Ok | Status::Partial | Status::Reported);
    let why = if state.partial {
        UndeterminedCause::Partial
    } else if let Some(reason) = reason.filter(|_| is_usable) {
        UndeterminedCause::Requirement { reason }
    } else if !is_usable {
        UndeterminedCause::Status { status }
    } else if is_graded {
        // Its grade is none that makes a problem.
        return None;
    } else {
        UndeterminedCause::NoCriterion
    };
    Some(Undetermined {
        indicator: case.place.index,
        table: case.place.table,
        row: case.place.row,
        cause: why,
    })
}

/// Whether a count is at least so many percent of another.
fn is_at_least(count: u64, whole: u64, percent: Number) -> bool {
    let share = Fraction::ratio(i128::from(count) * 100, i128::from(whole));
    share.is_ok_and(|share| share >= Fraction::from(percent.0))
}
