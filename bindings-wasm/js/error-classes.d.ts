import type { Diagnostic } from "./documents.js";

/** Base of all errors of the library: `code` and `path` of the first error, and everything that is wrong in `diagnostics`. */
export class CityvitalsError extends Error {
  /** Stable code, such as `dataset.bad_number`; the same in Rust, Python and JavaScript. */
  readonly code: string;
  /** Where it is: file or table, line or row, column; such as `building.csv:3:层数`. */
  readonly path: string;
  /** Everything that is wrong, with warnings and notes. */
  readonly diagnostics: readonly Diagnostic[];
  /** Everything that is wrong as text, with the lines that it points at; in English without a language. */
  render(language?: "zh" | "en"): string;
}

/** Something is wrong with a catalogue. */
export class CatalogueError extends CityvitalsError {}
/** Something is wrong with the data. */
export class DatasetError extends CityvitalsError {}
/** The examination asks for what the catalogue does not have. */
export class ExamineError extends CityvitalsError {}
/** A file cannot be read. */
export class FileError extends CityvitalsError {}
/** Something is wrong with a formula. */
export class FormulaError extends CityvitalsError {}
/** Something is wrong with a grading scheme. */
export class GradingError extends CityvitalsError {}
/** Something is wrong with what people add to the data. */
export class JudgementError extends CityvitalsError {}
/** A map cannot be drawn. */
export class MapError extends CityvitalsError {}
/** Something is wrong with measures. */
export class MeasureError extends CityvitalsError {}
/** What is said of the city does not fit the catalogue. */
export class ProfileError extends CityvitalsError {}
/** An examination does not give a stored report again. */
export class ReplayError extends CityvitalsError {}
/** A list cannot be written. */
export class SheetError extends CityvitalsError {}
/** A unit is unknown or malformed. */
export class UnitError extends CityvitalsError {}
/** An argument has not the form that the types ask for. */
export class UsageError extends CityvitalsError {}
