// What users import, without what only loads the module.
export {
  Catalogue, Dataset, Examination, Grades, IndicatorResult, Problems, Report, Session, Table, catalogue, catalogueFrom, catalogues, overallGrade,
} from "./cityvitals.js";
export * from "./error-classes.js";
