//! What the tests across the whole library share: the conformance vectors of `spec/vectors`, how a case of them is run, and what is generated
//! from the library into `spec`.

mod city;
mod dice;
mod example;
mod mutation;
pub mod reference;
mod run;
pub mod schemas;
mod vectors;
mod wrapper;

pub use city::{City, Habits, Place, ruled_columns};
pub use dice::Dice;
pub use example::{examine_tables, yichang, yichang_files, yichang_folder};
pub use mutation::damaged;
pub use run::{Failure, check_readings, run_case, run_trap};
pub use vectors::{
    Case, Expected, ExpectedVerdict, Input, Kind, TrapCase, TrapFile, VectorFile, read_folder, traps_in_readme, vectors_folder,
};
pub use wrapper::{FORMULA_INDICATOR, Wrapped, wrap};
