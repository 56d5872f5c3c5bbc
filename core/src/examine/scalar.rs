//! The scalar reading: a formula for one area, with every step kept.
//!
//! It shares no arithmetic path with the columnar reading beyond [`Fraction`], so that each checks the other.

use std::cell::OnceCell;

use super::cell::{Cell, column_cell};
use super::columnar::{arithmetic, round};
use super::frame::Frame;
use super::status::{Completeness, Fault};
use super::step::{RowNote, Step, StepKind, show, show_flag};
use super::tally::{Accumulate as _, Tally, at_working_precision};
use crate::catalogue::Text;
use crate::dataset::Column;
use crate::decimal::Fraction;
use crate::formula::{
    AggregateFunction, Arithmetic, Extreme, Field, FieldId, FieldKind, Name, Plan, PlanAggregate, PlanKind, Rollup, ValueType,
};
use crate::unit::Unit;

/// Rows of an aggregate that a trace names one by one.
pub(super) const SHOWN_ROWS: usize = 5;

/// A value of either type.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Number(Fraction),
    Flag(bool),
}

/// A value and how it came about.
pub(super) struct Traced {
    pub(super) value: Result<Value, Fault>,
    pub(super) completeness: Completeness,
    pub(super) step: Step,
}

impl Traced {
    fn number(&self) -> Cell {
        let value = match &self.value {
            Ok(Value::Number(number)) => Ok(number.clone()),
            Ok(Value::Flag(_)) => Err(Fault::Invalid),
            Err(fault) => Err(*fault),
        };
        Cell {
            value,
            completeness: self.completeness,
        }
    }

    fn flag(&self) -> Result<bool, Fault> {
        match &self.value {
            Ok(Value::Flag(flag)) => Ok(*flag),
            Ok(Value::Number(_)) => Err(Fault::Invalid),
            Err(fault) => Err(*fault),
        }
    }
}

/// Direct parts of every row, by tree number.
struct Children {
    starts: Vec<usize>,
    list: Vec<usize>,
}

/// Reads formulas for single areas.
pub(super) struct Scalar<'a> {
    frame: &'a Frame<'a>,
    children: OnceCell<Children>,
}

fn text(name: &Name) -> Text {
    Text {
        zh: name.zh.clone(),
        en: name.en.clone(),
    }
}

fn named(zh: &str, en: &str) -> Text {
    Text {
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}

/// The same text around parts in each language.
fn around(parts: &[Text], compose: impl Fn(&[&str]) -> String) -> Text {
    let zh: Vec<&str> = parts.iter().map(|part| part.zh.as_str()).collect();
    let en: Vec<&str> = parts.iter().map(|part| part.en.as_str()).collect();
    Text {
        zh: compose(&zh),
        en: compose(&en),
    }
}

impl<'a> Scalar<'a> {
    pub(super) fn new(frame: &'a Frame<'a>) -> Self {
        Self {
            frame,
            children: OnceCell::new(),
        }
    }

    /// The value of a formula for one row, with its steps.
    pub(super) fn read(&self, plan: &Plan, table: usize, row: usize) -> Traced {
        match &plan.kind {
            PlanKind::Literal(value) => {
                let cell = Cell::constant(value.clone());
                Self::finished(&cell, Step::new(StepKind::Constant, Text::default()), &plan.unit())
            }
            PlanKind::Flag(value) => Self::answered(Ok(*value), Completeness::NONE, Step::new(StepKind::Constant, Text::default())),
            PlanKind::Field(field) => self.field(*field, table, row),
            PlanKind::ProfileFlag(key) => {
                let name = self.frame.scope.profile.get(key.0).map(|key| text(&key.name)).unwrap_or_default();
                Self::answered(
                    self.frame.profile_flag(*key).ok_or(Fault::Missing),
                    Completeness::NONE,
                    Step::new(StepKind::Profile, name),
                )
            }
            PlanKind::ProfileIn(key, values) => {
                let name = self.frame.scope.profile.get(key.0).map(|key| text(&key.name)).unwrap_or_default();
                let flag = self.frame.profile_in(*key, values).ok_or(Fault::Missing);
                Self::answered(flag, Completeness::NONE, Step::new(StepKind::Profile, name))
            }
            PlanKind::ClassIn(field, values) => self.class(*field, values, table, row),
            PlanKind::Negate(part) => self.unary(plan, part, "-", table, row, |value| Ok(value.negate())),
            PlanKind::Absolute(part) => self.unary(plan, part, "abs ", table, row, |value| Ok(value.absolute())),
            PlanKind::Round(part, digits) => self.unary(plan, part, "round ", table, row, |value| round(value, part, *digits, self.frame)),
            PlanKind::Arithmetic(operator, left, right) => self.arithmetic(plan, *operator, left, right, table, row),
            PlanKind::Compare(operator, left, right) => {
                let (left, right) = (self.read(left, table, row), self.read(right, table, row));
                let flag = left.number().compare(&right.number(), |ordering| operator.holds(ordering));
                let sides = [left.step.inline(), right.step.inline()];
                let calculation = around(&sides, |sides| sides.join(&format!(" {} ", operator.text())));
                let step = Step::new(StepKind::Computation, Text::default())
                    .calculated(calculation)
                    .of(vec![left.step, right.step]);
                Self::answered(flag, Completeness::NONE, step)
            }
            PlanKind::And(parts) => self.logic(parts, false, table, row),
            PlanKind::Or(parts) => self.logic(parts, true, table, row),
            PlanKind::Not(part) => {
                let part = self.read(part, table, row);
                let flag = part.flag().map(|flag| !flag);
                let step = Step::new(StepKind::Computation, named("非", "not")).of(vec![part.step]);
                Self::answered(flag, Completeness::NONE, step)
            }
            PlanKind::Extreme(extreme, parts) => self.extreme(plan, *extreme, parts, table, row),
            PlanKind::If(condition, then, otherwise) => {
                let condition = self.read(condition, table, row);
                let chosen = match condition.flag() {
                    Ok(true) => self.read(then, table, row),
                    Ok(false) => self.read(otherwise, table, row),
                    Err(fault) => {
                        let cell = Cell {
                            value: Err(fault),
                            completeness: Completeness::EMPTY,
                        };
                        Self::finished(&cell, Step::new(StepKind::Computation, Text::default()), &plan.unit())
                    }
                };
                let step = Step::new(StepKind::Computation, named("如果", "if")).of(vec![condition.step, chosen.step.clone()]);
                Self::finished(&chosen.number(), step, &plan.unit())
            }
            PlanKind::Coalesce(parts) => self.coalesce(plan, parts, table, row),
            PlanKind::Previous(part) => self.previous(plan, part, table, row),
            PlanKind::Aggregate(aggregate) => self.aggregate(plan, aggregate, table, row),
        }
    }

    /// Puts a number into its step.
    fn finished(cell: &Cell, mut step: Step, unit: &Unit) -> Traced {
        step.set(
            cell.value.as_ref().map(|value| show(value, unit)).map_err(|fault| *fault),
            cell.completeness,
        );
        step.set_unit(unit);
        Traced {
            value: cell.value.clone().map(Value::Number),
            completeness: cell.completeness,
            step,
        }
    }

    /// Puts a flag into its step.
    fn answered(flag: Result<bool, Fault>, completeness: Completeness, mut step: Step) -> Traced {
        step.set(flag.map(show_flag), completeness);
        Traced {
            value: flag.map(Value::Flag),
            completeness,
            step,
        }
    }

    fn unary(
        &self,
        plan: &Plan,
        part: &Plan,
        sign: &str,
        table: usize,
        row: usize,
        compute: impl FnOnce(&Fraction) -> Result<Fraction, Fault>,
    ) -> Traced {
        let part = self.read(part, table, row);
        let cell = part.number().map(compute);
        let step = Step::new(StepKind::Computation, Text::default())
            .calculated(around(&[part.step.inline()], |parts| format!("{sign}{}", parts.concat())));
        Self::finished(&cell, step.of(vec![part.step]), &plan.unit())
    }

    fn arithmetic(&self, plan: &Plan, operator: Arithmetic, left: &Plan, right: &Plan, table: usize, row: usize) -> Traced {
        let (left_part, right_part) = (self.read(left, table, row), self.read(right, table, row));
        let cell = left_part
            .number()
            .join(&right_part.number(), |left, right| arithmetic(operator, left, right));
        let additive = |plan: &Plan| matches!(plan.kind, PlanKind::Arithmetic(Arithmetic::Add | Arithmetic::Subtract, ..));
        let any = |plan: &Plan| matches!(plan.kind, PlanKind::Arithmetic(..));
        let (bracket_left, bracket_right, sign) = match operator {
            Arithmetic::Add => (false, false, "+"),
            Arithmetic::Subtract => (false, additive(right), "−"),
            Arithmetic::Multiply => (additive(left), additive(right), "×"),
            Arithmetic::Divide => (additive(left), any(right), "÷"),
        };
        let side = |step: &Step, bracket: bool| {
            let text = step.inline();
            if bracket {
                around(&[text], |parts| format!("({})", parts.concat()))
            } else {
                text
            }
        };
        let sides = [side(&left_part.step, bracket_left), side(&right_part.step, bracket_right)];
        let calculation = around(&sides, |sides| sides.join(&format!(" {sign} ")));
        let step = Step::new(StepKind::Computation, Text::default()).calculated(calculation);
        Self::finished(&cell, step.of(vec![left_part.step, right_part.step]), &plan.unit())
    }

    fn logic(&self, parts: &[Plan], decisive: bool, table: usize, row: usize) -> Traced {
        let parts: Vec<Traced> = parts.iter().map(|part| self.read(part, table, row)).collect();
        let mut flag = Ok(!decisive);
        for part in &parts {
            flag = match (flag, part.flag()) {
                (Ok(value), _) | (_, Ok(value)) if value == decisive => Ok(decisive),
                (Err(left), Err(right)) => Err(left.max(right)),
                (Err(fault), Ok(_)) | (Ok(_), Err(fault)) => Err(fault),
                (Ok(_), Ok(value)) => Ok(value),
            };
        }
        let name = if decisive {
            named("任一成立", "any holds")
        } else {
            named("全部成立", "all hold")
        };
        let step = Step::new(StepKind::Computation, name).of(parts.into_iter().map(|part| part.step).collect());
        Self::answered(flag, Completeness::NONE, step)
    }

    fn extreme(&self, plan: &Plan, extreme: Extreme, parts: &[Plan], table: usize, row: usize) -> Traced {
        let parts: Vec<Traced> = parts.iter().map(|part| self.read(part, table, row)).collect();
        let cell = parts
            .iter()
            .map(Traced::number)
            .reduce(|left, right| {
                left.join(&right, |left, right| {
                    let low = if left <= right { left } else { right };
                    let high = if left <= right { right } else { left };
                    Ok(if extreme == Extreme::Min { low.clone() } else { high.clone() })
                })
            })
            .unwrap_or_else(Cell::missing);
        let word = if extreme == Extreme::Min { "min" } else { "max" };
        let list: Vec<Text> = parts.iter().map(|part| part.step.inline()).collect();
        let calculation = around(&list, |list| format!("{word}({})", list.join(", ")));
        let step = Step::new(StepKind::Computation, Text::default()).calculated(calculation);
        Self::finished(&cell, step.of(parts.into_iter().map(|part| part.step).collect()), &plan.unit())
    }

    fn coalesce(&self, plan: &Plan, parts: &[Plan], table: usize, row: usize) -> Traced {
        let mut read = Vec::new();
        let mut chosen: Option<(Result<Value, Fault>, Completeness)> = None;
        for part in parts {
            let part = self.read(part, table, row);
            let flag = plan.value_type == ValueType::Flag;
            let found = part.value.is_ok() || (!flag && part.value == Err(Fault::Invalid));
            chosen = Some((part.value.clone(), part.completeness));
            read.push(part.step);
            if found {
                break;
            }
        }
        let (value, completeness) = chosen.unwrap_or((Err(Fault::Missing), Completeness::EMPTY));
        let step = Step::new(StepKind::Computation, named("取第一个有值的", "the first that there is")).of(read);
        match value {
            Ok(Value::Flag(flag)) => Self::answered(Ok(flag), completeness, step),
            Ok(Value::Number(number)) => Self::finished(
                &Cell {
                    value: Ok(number),
                    completeness,
                },
                step,
                &plan.unit(),
            ),
            Err(fault) => Self::finished(
                &Cell {
                    value: Err(fault),
                    completeness,
                },
                step,
                &plan.unit(),
            ),
        }
    }

    fn previous(&self, plan: &Plan, part: &Plan, table: usize, row: usize) -> Traced {
        let before = self.frame.previous.as_deref().and_then(|frame| {
            let old = frame.table_of(self.frame.level_of(table)?)?;
            let row = frame.table(old)?.find(self.frame.table(table)?.id(row)?)?;
            Some(Scalar::new(frame).read(part, old, row))
        });
        let step = Step::new(StepKind::Previous, named("上期", "previous period"));
        match before {
            Some(before) => {
                let step = step.of(vec![before.step.clone()]);
                match before.value.clone() {
                    Ok(Value::Flag(flag)) => Self::answered(Ok(flag), before.completeness, step),
                    _ => Self::finished(&before.number(), step, &plan.unit()),
                }
            }
            None => Self::finished(&Cell::missing(), step, &plan.unit()),
        }
    }

    fn field(&self, id: FieldId, table: usize, row: usize) -> Traced {
        let Some(field) = self.frame.field(id) else {
            return Self::finished(&Cell::missing(), Step::new(StepKind::Input, Text::default()), &Unit::one());
        };
        let scope = self.frame.scope;
        if self.frame.level_of(table).is_some_and(|level| scope.is_below(level, field.level)) {
            let upper = self.frame.table_of(field.level);
            return match upper.and_then(|upper| self.frame.ancestor(table, row, upper).map(|above| (upper, above))) {
                Some((upper, above)) => self.field(id, upper, above),
                None => Self::nothing(field),
            };
        }
        if matches!(field.kind, FieldKind::Flag) {
            self.flag_field(field, table, row)
        } else {
            self.number_field(field, table, row)
        }
    }

    fn nothing(field: &Field) -> Traced {
        let step = Step::new(StepKind::Input, text(&field.name)).named(&field.id);
        match field.kind {
            FieldKind::Flag => Self::answered(Err(Fault::Missing), Completeness::EMPTY, step),
            _ => Self::finished(&Cell::missing(), step, &Frame::unit_of(field)),
        }
    }

    fn input(&self, field: &Field, column: Option<&Column>, table: usize, row: usize) -> Step {
        let mut step = Step::new(StepKind::Input, text(&field.name)).named(&field.id);
        let place = self.frame.table(table);
        step.area = place.and_then(|table| table.id(row)).map(str::to_owned);
        step.source = column
            .and_then(Column::source)
            .or_else(|| place.and_then(|table| table.source_of(row)))
            .map(str::to_owned);
        step.period = column
            .and_then(Column::period)
            .or_else(|| place.and_then(|table| table.period()))
            .map(str::to_owned);
        step
    }

    fn number_field(&self, field: &'a Field, table: usize, row: usize) -> Traced {
        let unit = Frame::unit_of(field);
        let own = self.frame.level_of(table) == Some(field.level);
        if let Some(cell) = self.collected(field, table, row) {
            return Self::finished(&cell, self.input(field, self.frame.column(field, table), table, row), &unit);
        }
        if own && let Some(derivation) = &field.derivation {
            let derived = self.read(derivation, table, row);
            if derived.value != Err(Fault::Missing) {
                let step = Step::new(StepKind::Derived, text(&field.name))
                    .named(&field.id)
                    .of(vec![derived.step.clone()]);
                return Self::finished(&derived.number(), step, &unit);
            }
        }
        if field.rollup == Rollup::None {
            return Self::nothing(field);
        }
        let Some(global) = self.frame.tree.global(table, row) else {
            return Self::nothing(field);
        };
        let parts = self.contributions(field, global);
        if parts.is_empty() || (own && parts.len() == 1 && parts.iter().all(|(cell, _)| *cell == Cell::missing())) {
            return Self::nothing(field);
        }
        let step = Step::new(StepKind::RollUp, text(&field.name)).named(&field.id);
        let cell = combine(field.rollup, &parts);
        Self::finished(&cell, step, &unit)
    }

    /// What a row itself reports; `None` where it reports nothing.
    fn collected(&self, field: &Field, table: usize, row: usize) -> Option<Cell> {
        let column = self.frame.column(field, table)?;
        let factor = column.unit().map(|unit| unit.factor().clone());
        let cell = column_cell(column, factor.as_ref(), row);
        (cell.value != Err(Fault::Missing)).then_some(cell)
    }

    /// The reports that make up an area, the area's own first: value and weight.
    fn contributions(&self, field: &'a Field, global: usize) -> Vec<(Cell, Option<Cell>)> {
        let Some((table, row)) = self.frame.tree.locate(global) else {
            return Vec::new();
        };
        let own = self.frame.level_of(table) == Some(field.level);
        if !own && !self.frame.is_area(table) {
            return Vec::new();
        }
        let reports = own || self.frame.column(field, table).is_some();
        let mut cell = self.collected(field, table, row);
        if cell.is_none()
            && own
            && let Some(derivation) = &field.derivation
        {
            cell = Some(self.read(derivation, table, row).number()).filter(|cell| cell.value != Err(Fault::Missing));
        }
        if let Some(cell) = cell {
            let weight = match field.rollup {
                Rollup::Weighted(weight) => Some(
                    self.frame
                        .field(weight)
                        .and_then(|weight| self.collected(weight, table, row))
                        .unwrap_or_else(Cell::missing),
                ),
                _ => None,
            };
            return vec![(cell, weight)];
        }
        let below: Vec<_> = self
            .children(global)
            .iter()
            .flat_map(|child| self.contributions(field, *child))
            .collect();
        if below.is_empty() && reports {
            vec![(Cell::missing(), None)]
        } else {
            below
        }
    }

    fn flag_field(&self, field: &'a Field, table: usize, row: usize) -> Traced {
        if self.frame.level_of(table) == Some(field.level) {
            return self.own_flag(field, table, row);
        }
        if field.rollup == Rollup::None {
            let column = self.frame.column(field, table);
            let flag = column.and_then(|column| column.flag(row)).ok_or(Fault::Missing);
            return Self::answered(flag, Completeness::NONE, self.input(field, column, table, row));
        }
        let Some(global) = self.frame.tree.global(table, row) else {
            return Self::nothing(field);
        };
        let flags = self.flag_contributions(field, global);
        let worst = flags.iter().filter_map(|flag| flag.err()).max();
        let flag = match (flags.contains(&Ok(true)), worst) {
            (true, _) => Ok(true),
            (false, Some(fault)) => Err(fault),
            (false, None) if flags.is_empty() => Err(Fault::Missing),
            (false, None) => Ok(false),
        };
        let step = Step::new(StepKind::RollUp, text(&field.name)).named(&field.id);
        Self::answered(flag, Completeness::NONE, step)
    }

    fn own_flag(&self, field: &'a Field, table: usize, row: usize) -> Traced {
        let column = self.frame.column(field, table);
        let mut step = self.input(field, column, table, row);
        let mut flag = column.and_then(|column| column.flag(row)).ok_or(Fault::Missing);
        if flag.is_err()
            && let Some(derivation) = &field.derivation
        {
            let derived = self.read(derivation, table, row);
            flag = derived.flag();
            step.kind = StepKind::Derived;
            step.source = None;
            step = step.of(vec![derived.step]);
        }
        if let Some(condition) = &field.applies_when {
            let condition = self.read(condition, table, row);
            flag = match (flag, condition.flag()) {
                (Ok(false), _) | (_, Ok(false)) => Ok(false),
                (Err(left), Err(right)) => Err(left.max(right)),
                (Err(fault), _) | (_, Err(fault)) => Err(fault),
                (Ok(true), Ok(true)) => Ok(true),
            };
            step.parts.push(condition.step);
        }
        Self::answered(flag, Completeness::NONE, step)
    }

    fn flag_contributions(&self, field: &'a Field, global: usize) -> Vec<Result<bool, Fault>> {
        let Some((table, row)) = self.frame.tree.locate(global) else {
            return Vec::new();
        };
        let own = self.frame.level_of(table) == Some(field.level);
        if !own && !self.frame.is_area(table) {
            return Vec::new();
        }
        let column = self.frame.column(field, table);
        let flag = if own {
            self.own_flag(field, table, row).flag()
        } else {
            column.and_then(|column| column.flag(row)).ok_or(Fault::Missing)
        };
        if flag != Err(Fault::Missing) {
            return vec![flag];
        }
        let below: Vec<_> = self
            .children(global)
            .iter()
            .flat_map(|child| self.flag_contributions(field, *child))
            .collect();
        if below.is_empty() && (own || column.is_some()) {
            vec![Err(Fault::Missing)]
        } else {
            below
        }
    }

    fn class(&self, id: FieldId, values: &[usize], table: usize, row: usize) -> Traced {
        let nothing = || Self::answered(Err(Fault::Missing), Completeness::NONE, Step::new(StepKind::Input, Text::default()));
        let Some(field) = self.frame.field(id) else { return nothing() };
        let FieldKind::Class(names) = &field.kind else { return nothing() };
        if self
            .frame
            .level_of(table)
            .is_some_and(|level| self.frame.scope.is_below(level, field.level))
        {
            let upper = self.frame.table_of(field.level);
            return match upper.and_then(|upper| self.frame.ancestor(table, row, upper).map(|above| (upper, above))) {
                Some((upper, above)) => self.class(id, values, upper, above),
                None => nothing(),
            };
        }
        let column = self.frame.column(field, table);
        let found = column.and_then(|column| column.class(row));
        let chosen = |text: &str| values.iter().filter_map(|value| names.get(*value)).any(|name| name.is(text));
        let mut step = self.input(field, column, table, row);
        step.calculation = named(found.unwrap_or_default(), found.unwrap_or_default());
        Self::answered(found.map(chosen).ok_or(Fault::Missing), Completeness::NONE, step)
    }

    fn aggregate(&self, plan: &Plan, aggregate: &PlanAggregate, table: usize, row: usize) -> Traced {
        let name = |id: &str| super::trace::display_name(self.frame.scope, id, true);
        let english = |id: &str| super::trace::display_name(self.frame.scope, id, false);
        let words = Text {
            zh: aggregate.written.chinese(&name),
            en: aggregate.written.english(&english),
        };
        let mut step = Step::new(StepKind::Aggregate, words);
        let flag = plan.value_type == ValueType::Flag;
        let value = if aggregate.function == AggregateFunction::Sum {
            aggregate.value.as_ref()
        } else {
            None
        };
        let Some(source) = self.frame.read_table(aggregate.table, value) else {
            return if flag {
                Self::answered(Err(Fault::Missing), Completeness::EMPTY, step)
            } else {
                Self::finished(&Cell::missing(), step, &plan.unit())
            };
        };
        if self.frame.table_of(aggregate.table) != Some(source) {
            let level = self.frame.level_of(source).and_then(|level| self.frame.scope.level(level));
            step.read_at = level.map(|level| level.id.clone());
            step.read_at_name = level.map(|level| text(&level.name));
        }
        let register = self.frame.counts_as_register(source);
        let mut total = Tally::default();
        for part in self.rows(source, table, row) {
            let condition = aggregate.condition.as_ref().map(|condition| self.read(condition, source, part));
            let value = aggregate.value.as_ref().map(|value| self.read(value, source, part));
            let weight = aggregate.weight.as_ref().map(|weight| self.read(weight, source, part));
            let number = |traced: &Option<Traced>, plan: &Option<Plan>| {
                let (traced, plan) = traced.as_ref().zip(plan.as_ref())?;
                Some(at_working_precision(&traced.number(), &plan.unit()))
            };
            let (value_cell, weight_cell) = (number(&value, &aggregate.value), number(&weight, &aggregate.weight));
            let decided = condition.as_ref().map(Traced::flag);
            let tally = Tally::row(aggregate.function, decided, value_cell.as_ref(), weight_cell.as_ref());
            let steps = [condition, value, weight].into_iter().flatten().map(|traced| traced.step);
            note(&mut step, &tally, self.frame, source, part, steps);
            total.merge(&tally, aggregate.function);
        }
        step.rows_total = total.counts.rows;
        if flag {
            return Self::answered(total.counts.flag(aggregate.function, register), Completeness::NONE, step);
        }
        Self::finished(&total.number(aggregate.function, register), step, &plan.unit())
    }

    /// Rows of a table that belong to an area, in the order of the table.
    fn rows(&self, source: usize, table: usize, row: usize) -> Vec<usize> {
        if source == table {
            return vec![row];
        }
        let Some(start) = self.frame.tree.global(table, row) else {
            return Vec::new();
        };
        let mut open = vec![start];
        let mut found = Vec::new();
        while let Some(global) = open.pop() {
            for child in self.children(global) {
                match self.frame.tree.locate(*child) {
                    Some((child_table, row)) if child_table == source => found.push(row),
                    _ => {}
                }
                open.push(*child);
            }
        }
        found.sort_unstable();
        found
    }

    fn children(&self, global: usize) -> &[usize] {
        let children = self.children.get_or_init(|| Children::of(self.frame));
        let bounds = children.starts.get(global).zip(children.starts.get(global.saturating_add(1)));
        bounds.and_then(|(start, end)| children.list.get(*start..*end)).unwrap_or_default()
    }
}

impl Children {
    fn of(frame: &Frame<'_>) -> Self {
        let tree = frame.tree;
        let mut pairs: Vec<(usize, usize)> = (0..tree.len())
            .filter_map(|global| tree.parent(global).map(|parent| (parent, global)))
            .collect();
        pairs.sort_unstable();
        let mut starts = vec![0_usize; tree.len().saturating_add(1)];
        for (parent, _) in &pairs {
            if let Some(count) = starts.get_mut(parent.saturating_add(1)) {
                *count = count.saturating_add(1);
            }
        }
        let mut sum = 0_usize;
        for start in &mut starts {
            sum = sum.saturating_add(*start);
            *start = sum;
        }
        Self {
            starts,
            list: pairs.into_iter().map(|(_, child)| child).collect(),
        }
    }
}

/// Keeps the first rows that count and the first that are missing.
fn note(step: &mut Step, tally: &Tally, frame: &Frame<'_>, table: usize, row: usize, steps: impl Iterator<Item = Step>) {
    let tally = &tally.counts;
    let list = if tally.fault.is_some() || tally.known < tally.rows {
        &mut step.rows_missing
    } else {
        &mut step.rows_chosen
    };
    if list.len() >= SHOWN_ROWS || (tally.chosen == 0 && tally.known == tally.rows && tally.fault.is_none()) {
        return;
    }
    let id = frame.table(table).and_then(|table| table.id(row)).unwrap_or_default();
    list.push(RowNote {
        area: id.to_owned(),
        parts: steps.collect(),
    });
}

/// What several reports come to.
fn combine(rollup: Rollup, parts: &[(Cell, Option<Cell>)]) -> Cell {
    let mut completeness = Completeness::NONE;
    let mut fault: Option<Fault> = None;
    let mut known: Vec<(&Fraction, Option<&Fraction>)> = Vec::new();
    for (cell, weight) in parts {
        let weight = weight.as_ref().map(|weight| weight.value.as_ref());
        match (&cell.value, weight) {
            (Err(Fault::Missing), _) | (Ok(_), Some(Err(Fault::Missing))) => {
                completeness = completeness.and(Completeness::EMPTY);
                continue;
            }
            (Err(other), _) | (Ok(_), Some(Err(other))) => fault = fault.max(Some(*other)),
            (Ok(value), weight) => known.push((value, weight.and_then(Result::ok))),
        }
        completeness = completeness.and(cell.completeness);
    }
    let add = |left: Result<Fraction, Fault>, right: &Fraction| left.and_then(|left| left.add(right).map_err(Fault::from));
    let values = || known.iter().map(|(value, _)| *value);
    let value = match (fault, known.is_empty(), rollup) {
        (Some(fault), ..) => Err(fault),
        (None, true, _) => Err(Fault::Missing),
        (None, false, Rollup::Max) => values().max().cloned().ok_or(Fault::Missing),
        (None, false, Rollup::Min) => values().min().cloned().ok_or(Fault::Missing),
        (None, false, Rollup::Distinct) => {
            let mut list: Vec<&Fraction> = values().collect();
            list.sort_unstable();
            list.dedup();
            i128::try_from(list.len()).map(Fraction::from_integer).map_err(|_| Fault::Overflow)
        }
        (None, false, Rollup::Weighted(_)) => {
            let mut sum = Ok(Fraction::zero());
            let mut weights = Ok(Fraction::zero());
            for (value, weight) in &known {
                let weight = weight.cloned().unwrap_or_else(Fraction::zero);
                let product = value.multiply(&weight).map_err(Fault::from);
                sum = product.and_then(|product| add(sum, &product));
                weights = add(weights, &weight);
            }
            sum.and_then(|sum| sum.divide(&weights?).map_err(Fault::from))
        }
        (None, false, _) => values().fold(Ok(Fraction::zero()), add),
    };
    Cell { value, completeness }
}
