//! What the tests across the whole library share: the conformance vectors of `spec/vectors`, and how a case of them is run.

mod city;
mod dice;
mod example;
mod mutation;
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
