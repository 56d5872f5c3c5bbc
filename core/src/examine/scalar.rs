//! The scalar reading: a formula for one area, with every step kept.
//!
//! It shares no arithmetic path with the columnar reading beyond [`Fraction`], so that each checks the other.

mod aggregate;
mod item;

use std::cell::OnceCell;
use std::rc::Rc;

use super::cell::{Cell, arithmetic};
use super::columnar::{Reach, round};
use super::frame::Frame;
use super::status::{Completeness, Fault};
use super::step::{Step, StepKind, show, show_flag};
use crate::catalogue::Text;
use crate::dataset::Column;
use crate::decimal::Fraction;
use crate::formula::{Arithmetic, Extreme, Field, FieldId, FieldKind, Name, Plan, PlanKind, ValueType};
use crate::order;
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
    children: Rc<OnceCell<Children>>,
    reach: Reach,
}

fn text(name: &Name) -> Text {
    Text {
        zh: name.zh.to_string(),
        en: name.en.to_string(),
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
            children: Rc::default(),
            reach: Reach::Parts,
        }
    }

    /// The same areas, read from more or less.
    fn reading(&self, reach: Reach) -> Self {
        Self {
            frame: self.frame,
            children: Rc::clone(&self.children),
            reach,
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
        let is_flag = plan.value_type == ValueType::Flag;
        let mut steps = Vec::new();
        let mut known: Option<(Result<Value, Fault>, Completeness)> = None;
        let mut last = (Err(Fault::Missing), Completeness::EMPTY);
        for part in parts {
            let part = self.read(part, table, row);
            last = (part.value, part.completeness);
            steps.push(part.step);
            if last.0.is_ok() {
                known = known.or_else(|| Some(last.clone()));
            }
            // A number of which parts are missing gives way to one that is complete.
            if is_flag && last.0.is_ok() {
                break;
            }
            if !is_flag && (last.0 == Err(Fault::Invalid) || last.0.is_ok() && last.1.is_full()) {
                known = if last.0.is_ok() { Some(last.clone()) } else { known };
                break;
            }
        }
        let (value, completeness) = known.unwrap_or(last);
        let step = Step::new(StepKind::Computation, named("取第一个有值的", "the first that there is")).of(steps);
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
            Some(Scalar::new(frame).reading(self.reach).read(part, old, row))
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
                Some((upper, above)) => self.reading(Reach::Parts).field(id, upper, above),
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

    /// The rows that lie directly in an area, of any table.
    fn children_of(&self, table: usize, row: usize) -> Vec<(usize, usize)> {
        let global = self.frame.tree.global(table, row);
        let children = global.map(|global| self.children(global)).unwrap_or_default();
        children.iter().filter_map(|child| self.frame.tree.locate(*child)).collect()
    }

    fn children(&self, global: usize) -> &[usize] {
        let children = self.children.get_or_init(|| Children::of(self.frame));
        let bounds = children.starts.get(global).zip(children.starts.get(global.saturating_add(1)));
        bounds.and_then(|(start, end)| children.list.get(*start..*end)).unwrap_or_default()
    }

    /// Whether rows of a table lie in an area.
    fn holds(&self, rows: usize, area: usize) -> bool {
        self.frame.holding(rows).is_some_and(|holding| holding.holds(area))
    }

    /// Whether rows of a table lie in any area of another.
    fn is_linked(&self, rows: usize, table: usize) -> bool {
        self.frame.holding(rows).is_some_and(|holding| holding.is_linked(table))
    }
}

impl Children {
    fn of(frame: &Frame<'_>) -> Self {
        let tree = frame.tree;
        let mut list: Vec<usize> = (0..tree.len()).filter(|global| tree.parent(*global).is_some()).collect();
        order::sort_by_key(&mut list, |global| tree.parent(*global));
        let mut starts = vec![0_usize; tree.len().saturating_add(1)];
        for parent in list.iter().filter_map(|global| tree.parent(*global)) {
            if let Some(count) = starts.get_mut(parent.saturating_add(1)) {
                *count = count.saturating_add(1);
            }
        }
        let mut sum = 0_usize;
        for start in &mut starts {
            sum = sum.saturating_add(*start);
            *start = sum;
        }
        Self { starts, list }
    }
}
