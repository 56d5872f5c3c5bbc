//! Arrow tables in and out, through the PyCapsule interface: no library of Python is needed for it.

pub(crate) mod export;
pub(crate) mod import;
mod numbers;
