//! Tokens to a syntax tree, by operator precedence. The whole text must be a formula, or it is an error.

use super::problem::{Count, Expected, Form, Found, Problem, ProblemKind};
use super::syntax::{Aggregate, AggregateFunction, Arithmetic, Comparison, Expression, ExpressionKind, Function, function_names};
use super::token::{Keyword, Sign, Token, TokenKind, tokens};
use crate::nearest::nearest;

/// Deepest nesting of a formula.
pub const MAXIMUM_DEPTH: usize = 64;

/// Most signs `+ - * /` of a formula. As they associate to the left, each of them makes the tree deeper.
pub const MAXIMUM_OPERATORS: usize = 128;

/// Reads a formula.
pub(crate) fn parse_text(text: &str) -> Result<Expression, Problem> {
    if text.trim().is_empty() {
        return Err(Problem::new(ProblemKind::Empty, 0, text.len()));
    }
    let mut parser = Parser {
        text,
        tokens: tokens(text)?,
        position: 0,
        depth: 0,
        operators: 0,
    };
    let expression = parser.expression()?;
    match parser.peek() {
        TokenKind::End => Ok(expression),
        TokenKind::Sign(sign) if is_comparison(*sign) => Err(parser.problem(ProblemKind::ChainedComparison)),
        _ => Err(parser.problem(ProblemKind::TrailingText {
            found: parser.written().to_owned(),
        })),
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    position: usize,
    depth: usize,
    operators: usize,
}

type Parsed = Result<Expression, Problem>;

const fn is_comparison(sign: Sign) -> bool {
    comparison(sign).is_some()
}

const fn comparison(sign: Sign) -> Option<Comparison> {
    Some(match sign {
        Sign::Less => Comparison::Less,
        Sign::LessEqual => Comparison::LessEqual,
        Sign::Greater => Comparison::Greater,
        Sign::GreaterEqual => Comparison::GreaterEqual,
        Sign::Equal => Comparison::Equal,
        Sign::NotEqual => Comparison::NotEqual,
        _ => return None,
    })
}

fn spanning(kind: ExpressionKind, start: usize, end: usize) -> Expression {
    Expression { kind, start, end }
}

impl<'a> Parser<'a> {
    fn token(&self, ahead: usize) -> Option<&Token<'a>> {
        self.tokens.get(self.position.saturating_add(ahead))
    }

    fn peek(&self) -> &TokenKind<'a> {
        self.token(0).map_or(&TokenKind::End, |token| &token.kind)
    }

    fn peek_ahead(&self, ahead: usize) -> &TokenKind<'a> {
        self.token(ahead).map_or(&TokenKind::End, |token| &token.kind)
    }

    fn start(&self) -> usize {
        self.token(0).map_or(0, |token| usize::try_from(token.start).unwrap_or(usize::MAX))
    }

    fn end(&self) -> usize {
        self.token(0).map_or(0, |token| usize::try_from(token.end).unwrap_or(usize::MAX))
    }

    fn advance(&mut self) {
        if self.position.saturating_add(1) < self.tokens.len() {
            self.position = self.position.saturating_add(1);
        }
    }

    fn take(&mut self, sign: Sign) -> bool {
        let fits = *self.peek() == TokenKind::Sign(sign);
        if fits {
            self.advance();
        }
        fits
    }

    fn take_keyword(&mut self, keyword: Keyword) -> bool {
        let fits = *self.peek() == TokenKind::Keyword(keyword);
        if fits {
            self.advance();
        }
        fits
    }

    fn problem(&self, kind: ProblemKind) -> Problem {
        Problem::new(kind, self.start(), self.end())
    }

    /// The text at the present place.
    fn written(&self) -> &'a str {
        self.text.get(self.start()..self.end()).unwrap_or_default()
    }

    fn found(&self) -> Found {
        match self.peek() {
            TokenKind::End => Found::End,
            _ => Found::Text(self.written().to_owned()),
        }
    }

    fn expected_expression(&self) -> Problem {
        self.problem(ProblemKind::ExpectedExpression { found: self.found() })
    }

    /// Takes the end of a bracket that was opened there.
    fn close(&mut self, open: (usize, usize), expected: Expected) -> Result<usize, Problem> {
        let end = self.end();
        if self.take(Sign::Close) {
            Ok(end)
        } else if *self.peek() == TokenKind::End {
            let bracket = self.text.get(open.0..open.1).and_then(|bracket| bracket.chars().next());
            let open_sign = bracket.unwrap_or('(');
            Err(Problem::new(ProblemKind::Unclosed { open: open_sign }, open.0, open.1))
        } else {
            let found = self.found();
            Err(self.problem(ProblemKind::Expected { expected, found }).against(open.0, open.1))
        }
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Problem>) -> Result<T, Problem> {
        if self.depth >= MAXIMUM_DEPTH {
            return Err(self.problem(ProblemKind::TooDeep { limit: MAXIMUM_DEPTH }));
        }
        self.depth = self.depth.saturating_add(1);
        let result = read(self);
        self.depth = self.depth.saturating_sub(1);
        result
    }

    fn expression(&mut self) -> Parsed {
        self.deeper(Self::either)
    }

    /// Reads `operand (keyword operand)*`.
    fn joined(&mut self, keyword: Keyword, join: fn(Vec<Expression>) -> ExpressionKind, operand: fn(&mut Self) -> Parsed) -> Parsed {
        let first = operand(self)?;
        if *self.peek() != TokenKind::Keyword(keyword) {
            return Ok(first);
        }
        let (start, mut end) = (first.start, first.end);
        let mut operands = vec![first];
        while self.take_keyword(keyword) {
            let next = operand(self)?;
            end = next.end;
            operands.push(next);
        }
        Ok(spanning(join(operands), start, end))
    }

    fn either(&mut self) -> Parsed {
        self.joined(Keyword::Or, ExpressionKind::Or, Self::both)
    }

    fn both(&mut self) -> Parsed {
        self.joined(Keyword::And, ExpressionKind::And, Self::negation)
    }

    fn negation(&mut self) -> Parsed {
        let start = self.start();
        if self.take_keyword(Keyword::Not) {
            let operand = self.deeper(Self::negation)?;
            let end = operand.end;
            return Ok(spanning(ExpressionKind::Not(Box::new(operand)), start, end));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        if self.take_keyword(Keyword::In) {
            return self.membership(left);
        }
        let TokenKind::Sign(sign) = *self.peek() else { return Ok(left) };
        let Some(operator) = comparison(sign) else { return Ok(left) };
        self.advance();
        let right = self.sum()?;
        if matches!(self.peek(), TokenKind::Sign(next) if is_comparison(*next)) {
            return Err(self.problem(ProblemKind::ChainedComparison));
        }
        let (start, end) = (left.start, right.end);
        Ok(spanning(
            ExpressionKind::Compare(operator, Box::new(left), Box::new(right)),
            start,
            end,
        ))
    }

    fn membership(&mut self, left: Expression) -> Parsed {
        let open = (self.start(), self.end());
        if !self.take(Sign::Open) {
            let (expected, found) = (Expected::List, self.found());
            return Err(self.problem(ProblemKind::Expected { expected, found }));
        }
        let mut values = vec![self.primary()?];
        while self.take(Sign::Comma) {
            values.push(self.primary()?);
        }
        let end = self.close(open, Expected::CommaOrClose)?;
        let start = left.start;
        Ok(spanning(ExpressionKind::In(Box::new(left), values), start, end))
    }

    /// Reads operators of equal rank; they associate to the left.
    fn ranked(&mut self, operator: fn(Sign) -> Option<Arithmetic>, operand: fn(&mut Self) -> Parsed) -> Parsed {
        let mut left = operand(self)?;
        while let TokenKind::Sign(sign) = *self.peek() {
            let Some(operator) = operator(sign) else { break };
            self.operators = self.operators.saturating_add(1);
            if self.operators > MAXIMUM_OPERATORS {
                return Err(self.problem(ProblemKind::TooManyOperators { limit: MAXIMUM_OPERATORS }));
            }
            self.advance();
            let right = operand(self)?;
            let (start, end) = (left.start, right.end);
            left = spanning(ExpressionKind::Arithmetic(operator, Box::new(left), Box::new(right)), start, end);
        }
        Ok(left)
    }

    fn sum(&mut self) -> Parsed {
        let additive = |sign| match sign {
            Sign::Plus => Some(Arithmetic::Add),
            Sign::Minus => Some(Arithmetic::Subtract),
            _ => None,
        };
        self.ranked(additive, Self::product)
    }

    fn product(&mut self) -> Parsed {
        let multiplicative = |sign| match sign {
            Sign::Times => Some(Arithmetic::Multiply),
            Sign::Divide => Some(Arithmetic::Divide),
            _ => None,
        };
        self.ranked(multiplicative, Self::unary)
    }

    fn unary(&mut self) -> Parsed {
        let start = self.start();
        if self.take(Sign::Minus) {
            let operand = self.deeper(Self::unary)?;
            let end = operand.end;
            return Ok(spanning(ExpressionKind::Negate(Box::new(operand)), start, end));
        }
        if self.take(Sign::Plus) {
            return self.deeper(Self::unary);
        }
        self.primary()
    }

    fn primary(&mut self) -> Parsed {
        let (start, end) = (self.start(), self.end());
        match self.peek().clone() {
            TokenKind::Number(value) => {
                self.advance();
                let after = self.end();
                let unit = if self.take(Sign::Percent) {
                    Some("%".to_owned())
                } else if let TokenKind::Unit(unit) = self.peek().clone() {
                    self.advance();
                    Some(unit.into_owned())
                } else {
                    None
                };
                let end = if unit.is_some() { after } else { end };
                Ok(spanning(ExpressionKind::Number { value, unit }, start, end))
            }
            TokenKind::Keyword(word @ (Keyword::True | Keyword::False)) => {
                self.advance();
                Ok(spanning(ExpressionKind::Flag(word == Keyword::True), start, end))
            }
            TokenKind::Sign(Sign::Open) => {
                self.advance();
                let inner = self.expression()?;
                let end = self.close((start, end), Expected::Close)?;
                Ok(spanning(inner.kind, start, end))
            }
            TokenKind::Quoted(name) => {
                self.advance();
                Ok(spanning(ExpressionKind::Name(name.to_owned()), start, end))
            }
            TokenKind::Name(name) => {
                self.advance();
                match *self.peek() {
                    TokenKind::Sign(Sign::Open) => self.call(&name, start, end),
                    TokenKind::Sign(Sign::Dot) if name == "profile" || name == "城市属性" => self.profile_key(start),
                    _ => Ok(spanning(ExpressionKind::Name(name.into_owned()), start, end)),
                }
            }
            _ => Err(self.expected_expression()),
        }
    }

    /// The name that stands here, in quotes or not.
    fn name(&self) -> Option<String> {
        match self.peek() {
            TokenKind::Name(name) => Some(name.clone().into_owned()),
            TokenKind::Quoted(name) => Some((*name).to_owned()),
            _ => None,
        }
    }

    fn profile_key(&mut self, start: usize) -> Parsed {
        self.advance();
        let end = self.end();
        let Some(key) = self.name() else {
            return Err(self.expected_expression());
        };
        self.advance();
        Ok(spanning(ExpressionKind::Profile(key), start, end))
    }

    fn call(&mut self, name: &str, start: usize, name_end: usize) -> Parsed {
        let open = (self.start(), self.end());
        self.advance();
        let names_table = matches!(self.peek(), TokenKind::Name(_) | TokenKind::Quoted(_));
        let aggregate = AggregateFunction::named(name);
        let over_rows = match self.peek_ahead(1) {
            TokenKind::Sign(Sign::Colon) | TokenKind::Keyword(Keyword::Where) => true,
            TokenKind::Sign(Sign::Close) => matches!(aggregate, Some(AggregateFunction::Count | AggregateFunction::Share)),
            _ => false,
        };
        match (aggregate, Function::named(name)) {
            (Some(function), _) if names_table && over_rows => self.aggregate(function, start, open),
            (_, Some(function)) => self.function(function, start, open),
            (Some(function), None) => Err(Problem::new(
                ProblemKind::AggregateNeedsTable { function: function.text() },
                start,
                name_end,
            )),
            (None, None) => {
                let nearest = nearest(name, function_names());
                Err(Problem::new(
                    ProblemKind::UnknownFunction {
                        name: name.to_owned(),
                        nearest,
                    },
                    start,
                    name_end,
                ))
            }
        }
    }

    fn function(&mut self, function: Function, start: usize, open: (usize, usize)) -> Parsed {
        let mut arguments = Vec::new();
        if *self.peek() != TokenKind::Sign(Sign::Close) {
            arguments.push(self.expression()?);
            while self.take(Sign::Comma) {
                arguments.push(self.expression()?);
            }
        }
        let end = self.close(open, Expected::CommaOrClose)?;
        let expected = match function {
            Function::Abs | Function::Previous => Count::One,
            Function::Round => Count::Two,
            Function::If => Count::Three,
            Function::Min | Function::Max | Function::Any | Function::All | Function::Coalesce => Count::OneOrMore,
        };
        if !expected.fits(arguments.len()) {
            let (function, found) = (function.text(), arguments.len());
            let kind = ProblemKind::ArgumentCount { function, expected, found };
            return Err(Problem::new(kind, start, end));
        }
        let kind = match function {
            Function::Any => ExpressionKind::Or(arguments),
            Function::All => ExpressionKind::And(arguments),
            _ => ExpressionKind::Call(function, arguments),
        };
        Ok(spanning(kind, start, end))
    }

    fn aggregate(&mut self, function: AggregateFunction, start: usize, open: (usize, usize)) -> Parsed {
        let (table_start, table_end) = (self.start(), self.end());
        let Some(table) = self.name() else {
            return Err(self.expected_expression());
        };
        self.advance();
        let mut condition = if self.take_keyword(Keyword::Where) {
            Some(self.expression()?)
        } else {
            None
        };
        let mut value = if self.take(Sign::Colon) { Some(self.expression()?) } else { None };
        let mut weight = None;
        if function == AggregateFunction::WeightedMean && self.take(Sign::Comma) {
            if !self.take_keyword(Keyword::Weight) || !self.take(Sign::Colon) {
                let (expected, found) = (Expected::Weight, self.found());
                return Err(self.problem(ProblemKind::Expected { expected, found }));
            }
            weight = Some(self.expression()?);
        }
        let end = self.close(open, Expected::Close)?;
        // `any(building: leaking)` and `any(building where leaking)` say the same.
        if matches!(
            function,
            AggregateFunction::Any | AggregateFunction::All | AggregateFunction::Count | AggregateFunction::Share
        ) && condition.is_none()
        {
            condition = value.take();
        }
        let has_value_only = value.is_some() && weight.is_none();
        let has_rows_only = value.is_none() && weight.is_none();
        let (form, fits) = match function {
            AggregateFunction::Count => (Form::Condition, has_rows_only),
            AggregateFunction::Share | AggregateFunction::Any | AggregateFunction::All => {
                (Form::Condition, condition.is_some() && has_rows_only)
            }
            AggregateFunction::Sum | AggregateFunction::Mean | AggregateFunction::Min | AggregateFunction::Max => {
                (Form::Value, has_value_only)
            }
            AggregateFunction::WeightedMean => (Form::WeightedValue, value.is_some() && weight.is_some()),
        };
        if !fits {
            let function = function.text();
            return Err(Problem::new(ProblemKind::AggregateForm { function, form }, start, end));
        }
        let aggregate = Aggregate {
            function,
            table,
            table_start,
            table_end,
            condition,
            value,
            weight,
        };
        Ok(spanning(ExpressionKind::Aggregate(Box::new(aggregate)), start, end))
    }
}

#[cfg(test)]
#[path = "parser_tests.rs"]
mod tests;
