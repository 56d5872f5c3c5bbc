// How errors are made from what the module says.
import {
  CityvitalsError,
  CatalogueError,
  DatasetError,
  ExamineError,
  FileError,
  FormulaError,
  GradingError,
  JudgementError,
  MapError,
  MeasureError,
  ProfileError,
  ReplayError,
  SheetError,
  UnitError,
  UsageError,
} from "./error-classes.js";

const classes = {
  catalogue: CatalogueError,
  dataset: DatasetError,
  examine: ExamineError,
  file: FileError,
  formula: FormulaError,
  grading: GradingError,
  judgement: JudgementError,
  map: MapError,
  measure: MeasureError,
  profile: ProfileError,
  replay: ReplayError,
  sheet: SheetError,
  unit: UnitError,
  usage: UsageError,
};

/** Makes the error of the family that the first error belongs to. */
export function fromRecords(records, chinese, english) {
  const first = records.find((record) => record.severity === "error") ?? records[0];
  const family = classes[first.code.split(".")[0]] ?? CityvitalsError;
  return new family(records, { zh: chinese, en: english });
}

/** Makes an error that no place of a file belongs to. */
export function fromMessage(code, message) {
  const nowhere = { file: null, line: null, column: null, row: null, field: null, area: null, suggestion: null, labels: [] };
  return fromRecords([{ code, severity: "error", message_zh: message, message_en: message, ...nowhere }], message, message);
}
