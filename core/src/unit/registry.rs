//! The units that a text may use: the built-in ones and the counting labels of a catalogue.

use std::sync::Arc;

use super::lexer::is_label_id;
use super::parser;
use super::table::{Row, RowRef, Table};
use super::{Unit, UnitError, UnitProblem};
use crate::shelf::Shelf;

/// A closed set of units. Cheap to make and to clone: the built-in table is read once and shared.
///
/// ```
/// use cityvitals::unit::{UnitError, Units};
///
/// let mut units = Units::builtin();
/// units.add_label("kiosk", "报刊亭", ["报亭"])?;
/// assert_eq!(units.parse("报亭/km2")?.to_string(), "kiosk/km2");
/// let error = units.parse("kiosks/sqare km");
/// assert!(matches!(error, Err(UnitError::Unknown { .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Units {
    table: &'static Table,
    /// Labels of the catalogue by spelling, and new spellings of built-in ones.
    own: Shelf<String, RowRef>,
}

impl Units {
    /// The units of `spec/units.tsv`.
    pub fn builtin() -> Self {
        Self {
            table: Table::builtin(),
            own: Shelf::default(),
        }
    }

    /// Adds a counting label: a dimension of its own, with the id as its symbol. Where the id is a built-in label already, the spellings are
    /// added to it. A generic counting word (个, 处 …) among the spellings keeps its generic meaning and is left out.
    ///
    /// # Errors
    ///
    /// [`UnitError::Malformed`] when the id is not made of lower-case letters and underscores; [`UnitError::Taken`] when the id is a unit of
    /// measure, or a spelling already means another unit. Nothing is added then. A name or spelling that is not one word is never read in
    /// a unit text and is left out.
    pub fn add_label<S: AsRef<str>>(&mut self, id: &str, name: &str, spellings: impl IntoIterator<Item = S>) -> Result<(), UnitError> {
        if !is_label_id(id) {
            return Err(UnitError::Malformed {
                text: id.to_owned(),
                at: 0,
                problem: UnitProblem::Label,
            });
        }
        let row = match self.find(id) {
            Some(row) if row.is_label() && *row.symbol == *id => row,
            Some(row) => return Err(taken(id, &row)),
            None => RowRef::Own(Arc::new(Row::label(id, name, "个"))),
        };
        let mut added = vec![id.to_owned()];
        let given: Vec<S> = spellings.into_iter().collect();
        for spelling in given.iter().map(AsRef::as_ref).chain([name]) {
            let folded = super::fold::fold(spelling.trim()).into_owned();
            if !parser::is_one_word(&folded) {
                continue;
            }
            match self.find(&folded) {
                Some(other) if other.symbol != row.symbol && &*other.symbol != "count" => return Err(taken(&folded, &other)),
                Some(_) => {}
                None => added.push(folded),
            }
        }
        for spelling in added {
            if self.table.find(&spelling).is_none() {
                self.own.or_insert_with(spelling, || row.clone());
            }
        }
        Ok(())
    }

    /// Reads a unit text in Chinese or English: spellings of the table, squares and cubes, scale words, numbers such as `10^4`, products
    /// (`·`, `*`, `×`, `.`), quotients (`/`, 每, `per`) from left to right, brackets. The whole text is read, or nothing.
    ///
    /// # Errors
    ///
    /// [`UnitError::Unknown`] with the nearest spelling; [`UnitError::Malformed`]; [`UnitError::TooLarge`].
    ///
    /// ```
    /// use cityvitals::unit::Units;
    ///
    /// let units = Units::builtin();
    /// assert_eq!(units.parse("万立方米/小时/平方千米")?, units.parse("10^4 m3/(h·km2)")?);
    /// let error = units.parse("kilometr").map_err(|error| error.to_string());
    /// assert_eq!(error.err().as_deref(), Some("unknown unit `kilometr`; did you mean `kilometer`?"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(&self, text: &str) -> Result<Unit, UnitError> {
        parser::parse(self, text)
    }

    /// The Chinese name of a unit or label, by symbol or spelling: 楼栋 for `building`.
    pub fn name_zh(&self, spelling: &str) -> Option<String> {
        self.find(spelling).map(|row| row.name.clone().into_owned())
    }

    pub(super) fn find(&self, spelling: &str) -> Option<RowRef> {
        self.table
            .find(spelling)
            .map(RowRef::Builtin)
            .or_else(|| self.own.get(spelling).cloned())
    }

    /// All spellings: the built-in ones in the order of the table, then those of the catalogue in their order.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        self.table.spellings().iter().copied().chain(self.own.keys().map(String::as_str))
    }
}

impl Default for Units {
    fn default() -> Self {
        Self::builtin()
    }
}

fn taken(spelling: &str, owner: &RowRef) -> UnitError {
    UnitError::Taken {
        spelling: spelling.to_owned(),
        owner: owner.symbol.clone().into_owned(),
    }
}
