// The classes of errors, one for each family of codes.

/** Base of all errors of the library. */
export class CityvitalsError extends Error {
  constructor(records, rendered) {
    const first = records.find((record) => record.severity === "error") ?? records[0];
    super(records.length > 1 ? rendered.en.trimEnd() : first.message_en);
    this.name = new.target.name;
    this.code = first.code;
    this.path = pathOf(first);
    this.diagnostics = records;
    this.rendered = rendered;
  }

  /** Everything that is wrong, as text in a language, with the lines that it points at. */
  render(language = "en") {
    return language.startsWith("zh") ? this.rendered.zh : this.rendered.en;
  }
}

export class CatalogueError extends CityvitalsError {}
export class DatasetError extends CityvitalsError {}
export class ExamineError extends CityvitalsError {}
export class FileError extends CityvitalsError {}
export class FormulaError extends CityvitalsError {}
export class GradingError extends CityvitalsError {}
export class JudgementError extends CityvitalsError {}
export class MapError extends CityvitalsError {}
export class MeasureError extends CityvitalsError {}
export class ProfileError extends CityvitalsError {}
export class ReplayError extends CityvitalsError {}
export class SheetError extends CityvitalsError {}
export class UnitError extends CityvitalsError {}
/** An argument has not the form that the types ask for. */
export class UsageError extends CityvitalsError {}

/** Where it is: file or table, line or row, column; such as `building.csv:3:层数`. */
function pathOf(record) {
  const within = record.field ?? record.column;
  return [record.file, record.line ?? record.row, within].filter((part) => part !== null && part !== undefined).join(":");
}
