//! How much one dataset may hold. Input beyond a limit is refused, never cut off.

/// Most rows of one dataset, over all its tables: a country's buildings would fit, and row numbers stay within 32 bits.
pub const MAXIMUM_ROWS: usize = 50_000_000;

/// Most columns of one table.
pub const MAXIMUM_COLUMNS: usize = 4_096;

/// Most periods of one dataset, with those before it.
pub const MAXIMUM_PERIODS: usize = 100;

/// Longest CSV text, in bytes.
pub const MAXIMUM_CSV_BYTES: usize = 1 << 30;

/// Longest JSON text, in bytes. It is less than for CSV because the parsed text is many times as large.
pub const MAXIMUM_JSON_BYTES: usize = 64 << 20;

/// Longest cell, in bytes.
pub const MAXIMUM_CELL_BYTES: usize = 4_096;

/// Most problems reported for one dataset; what is beyond is counted in a last one.
pub const MAXIMUM_PROBLEMS: usize = 10_000;
