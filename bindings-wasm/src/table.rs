//! Tables of typed arrays.

use cityvitals::dataset::{Bits, TableInput};
use cityvitals::decimal::decimal_from_f64;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::error::usage;

/// A table whose columns are typed arrays, for data of many rows. Each method takes the table and gives it back with one column more, so calls are
/// chained and the result of the last one is used.
///
/// ```ts
/// const table = new Table("building")
///   .ids(["h1", "h2"])
///   .parents("community", new Uint32Array([0, 0]), ["c1"])
///   .flags("structural_hazard", new Uint8Array([1, 0]));
/// const report = catalogue("mohurd-2025").examine([table]);
/// ```
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Table(pub(crate) TableInput);

/// Which rows were handed in: 0 for a row that was not.
fn known(bytes: Option<Vec<u8>>) -> Option<Bits> {
    bytes.map(|bytes| {
        let mut bits = Bits::zeros(0);
        for byte in bytes {
            bits.push(byte != 0);
        }
        bits
    })
}

#[wasm_bindgen]
impl Table {
    /// A table of a level, by id or name.
    #[wasm_bindgen(constructor)]
    pub fn new(level: &str) -> Self {
        Self(TableInput::new(level))
    }

    #[doc(hidden)]
    #[wasm_bindgen(js_name = sharedTable, skip_typescript)]
    pub fn share(&self) -> Self {
        self.clone()
    }

    /// Ids of the rows.
    pub fn ids(self, ids: Vec<String>) -> Self {
        Self(self.0.ids(ids))
    }

    /// Ids `r1`, `r2` … for a table whose rows have none of their own.
    #[wasm_bindgen(js_name = numbered)]
    pub fn numbered(self, rows: u32) -> Self {
        Self(self.0.ids((1..=rows).map(|row| format!("r{row}"))))
    }

    /// Names of the rows.
    pub fn names(self, names: Vec<String>) -> Self {
        Self(self.0.names(names))
    }

    /// The area that each row belongs to: its place in a list of ids or names. A place beyond the list says nothing.
    pub fn parents(self, level: &str, codes: Vec<u32>, areas: Vec<String>) -> Self {
        Self(self.0.parent_codes(level, codes, areas))
    }

    /// Flags: 1 for yes, 0 for no, anything else where not reported.
    pub fn flags(self, header: &str, flags: &[u8]) -> Self {
        let flag = |byte: &u8| match byte {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        };
        Self(self.0.flag(header, flags.iter().map(flag)))
    }

    /// Exact numbers `mantissa · 10^-scale` in a unit; an empty unit is the item's own. `reported` has 0 for rows without a number.
    pub fn decimals(self, header: &str, unit: &str, mantissas: Vec<i64>, scale: u32, reported: Option<Vec<u8>>) -> Self {
        Self(self.0.mantissas(header, unit, mantissas, scale, known(reported)))
    }

    /// Numbers in a unit, each taken as the shortest decimal that means it; `NaN` where not reported.
    ///
    /// Throws `UsageError` for an infinite number, or one of more digits than a decimal holds.
    pub fn numbers(self, header: &str, unit: &str, numbers: &[f64]) -> Result<Self, JsValue> {
        let decimal = |number: &f64| {
            if number.is_nan() {
                return Ok(None);
            }
            decimal_from_f64(*number)
                .map(Some)
                .map_err(|error| usage(&format!("{number} in `{header}`: {error}")))
        };
        let decimals: Vec<_> = numbers.iter().map(decimal).collect::<Result<_, _>>()?;
        Ok(Self(self.0.decimal(header, unit, decimals)))
    }

    /// Values of a class: the place of each row's value in a list. A place beyond the list was not reported.
    pub fn classes(self, header: &str, codes: Vec<u32>, values: Vec<String>) -> Self {
        Self(self.0.class_codes(header, codes, values))
    }

    /// Cells as text, read as those of a CSV file are.
    pub fn texts(self, header: &str, cells: Vec<String>) -> Self {
        Self(self.0.text(header, cells.into_iter().map(Some)))
    }

    /// Says that the table lists everything there is, so that an area without rows has none.
    pub fn complete(self) -> Self {
        Self(self.0.complete())
    }
}
