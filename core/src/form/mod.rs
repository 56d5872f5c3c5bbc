//! Collection forms (采集表): workbooks that departments and communities fill in, and the way back from them to a dataset.
//!
//! [`Catalogue::forms`](crate::Catalogue::forms) makes the forms of a catalogue for a city: one row per item for the city, one row per area for the
//! levels below, with units, definitions, limits and choices, and a page of instructions. A filled form is read by [`FilledForms`]: its cells go through the same checks as
//! every other file, and every problem names the file, the sheet and the cell.
//!
//! ```
//! use cityvitals::form::{FilledForms, FormOptions};
//! use cityvitals::{Catalogue, Dataset};
//!
//! let catalogue = Catalogue::builtin("mohurd-2025")?;
//! let forms = catalogue.forms(&FormOptions { period: "2025".to_owned(), ..FormOptions::default() })?;
//! let city = forms.iter().find(|form| form.name() == "mohurd-2025-city").ok_or("no form for the city")?;
//! let mut file = std::io::Cursor::new(Vec::new());
//! city.write(&mut file)?;
//!
//! // Nobody has filled it in yet: there is nothing in it, and nothing wrong with it.
//! let forms = FilledForms::read(&catalogue, [("城市.xlsx", file.into_inner().as_slice())]);
//! let filled = forms.build(Dataset::builder(&catalogue))?;
//! assert_eq!((filled.dataset.row_count(), filled.warnings.len()), (0, 0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod build;
mod cells;
mod field;
mod filled;
mod forms;
mod instructions;
mod marks;
mod options;
mod relevance;
mod table;
mod vetting;
mod write;

pub use build::FilledDataset;
pub use filled::{FilledForms, MAXIMUM_FORM_BYTES, MAXIMUM_UNPACKED_BYTES};
pub use forms::Form;
pub use options::{FormDivision, FormOptions};
