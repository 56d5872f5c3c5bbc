//! What the written types say before those that are made from the functions of this crate.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = r#"
import type {
  CatalogueDocument, DatasetDocument, Diagnostic, GradeCounts, GradesDocument, Imbalance, Indicator, Item, JudgementDocument, OverallDecision, ProblemsDocument,
  ReportDocument, ResultDocument, Status, Trace, Verdict,
} from "./documents.js";

/** Language of messages and names. */
export type Language = "zh" | "en";

/** What is said of a city, by id or name of the key: yes or no, a value, or several. */
export type Profile = { readonly [key: string]: boolean | string | readonly string[] };

/** A file as the user has it. */
export interface SourceFile {
  /** Name with its extension, which tells the format; the name of a table also tells its level (`building.csv`, `03_社区表.csv`). */
  readonly name: string;
  /** Text of the file, or its bytes in UTF-8. */
  readonly content: string | Uint8Array;
  /** Level of a table whose name does not tell it. */
  readonly level?: string;
}

/** What a city hands in: the written form, its JSON text, files, or a dataset that was read before. */
export type DatasetInput = Dataset | DatasetDocument | string | readonly (SourceFile | Table)[];

/** What to read of a dataset besides its tables. */
export interface DatasetOptions {
  /** What is said of the city. */
  readonly profile?: Profile;
  /** Period that the figures are about: `2025`, `2025-06`, `2025-Q1`. */
  readonly period?: string;
  /** The period before, where it is a dataset of its own. */
  readonly previous?: Dataset;
  /** Levels whose tables list everything there is: an area without rows has none. */
  readonly complete?: readonly string[];
  /** Levels in which a blank flag means no. */
  readonly blankFlagsMeanNo?: readonly string[];
}

/** What to examine, and as of when. */
export interface ExamineOptions extends DatasetOptions {
  /** Day on which requirements must be in force, such as `2025-12-31`; the last day of the period without it. */
  readonly date?: string;
  /** Indicators to examine, by id, official number or name; all without it. */
  readonly indicators?: readonly string[];
  /** Levels to examine, by id; all without it. */
  readonly levels?: readonly string[];
}

/** What a cell holds: a text as in a file, a number in its shortest form, yes or no, or nothing. */
export type CellValue = string | number | bigint | boolean | null;

/** What a search found. */
export interface Found {
  /** What it is; a check belongs to the indicator that is named beside it. */
  readonly kind: "indicator" | "item" | "check";
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Id of the indicator that a check belongs to. */
  readonly indicator?: string;
}

/** What one change of a session made other. */
export interface SessionChanges {
  /** Results that are other than before, in the order of the report. */
  readonly results: readonly ResultDocument[];
  /** What was noticed about the cell without being wrong. */
  readonly warnings: readonly Diagnostic[];
}

/** Results of one indicator as columns, one entry for each area. */
export interface ValueColumn {
  /** Values as shown, without their point: the value is `mantissa · 10^-scale`. */
  readonly mantissas: BigInt64Array;
  /** Digits after the point of every value. */
  readonly scale: number;
  /** 1 where there is a value. */
  readonly known: Uint8Array;
  /** 0 ok, 1 partial, 2 reported, 3 missing, 4 not applicable, 5 undefined, 6 overflow, 7 invalid. */
  readonly statuses: Uint8Array;
  /** The worst verdict: 0 none, 1 met, 2 not met, 3 undetermined. */
  readonly verdicts: Uint8Array;
}

/** What a formula comes to. */
export interface FormulaReading {
  /** What its value is. */
  readonly kind: "number" | "flag" | "class";
  /** Unit of a number, in the spelling that catalogues use. */
  readonly unit: string;
  /** The same as a reader writes it. */
  readonly unit_text: { readonly zh: string; readonly en: string };
  /** Ids of the items and checks that it reads, each once. */
  readonly items: readonly string[];
}

/** Which results are wanted. */
export interface ResultFilter {
  /** Id, official number or name of the indicator. */
  readonly indicator?: string;
  /** Id of the level. */
  readonly level?: string;
  /** Id of the area. */
  readonly area?: string;
}

/** What people add to the data, and the rules of judging. */
export interface GradingOptions {
  /** Id of a grading scheme that comes with the library, or a scheme of one's own as a file. */
  readonly scheme?: string | SourceFile;
  /** Grades of experts, survey scores, targets, figures of other cities, decisions: as rows, or as files. */
  readonly judgements?: readonly JudgementDocument[] | readonly SourceFile[];
}

/** How a map is drawn. */
export interface MapOptions {
  /** Id, official number or name of the indicator. */
  readonly indicator: string;
  /** Level of the areas. */
  readonly level: string;
  /** Language of labels. */
  readonly language?: Language;
  /** How values are divided; `natural` without it. */
  readonly method?: "equal" | "quantile" | "natural";
  /** Number of classes; 5 without it. */
  readonly classes?: number;
  /** Name of a palette of `spec/palettes.tsv`. */
  readonly palette?: string;
  /** Whether the colours run from high to low. */
  readonly reversed?: boolean;
  /** Property of the features that holds the ids of areas; found out without it. */
  readonly key?: string;
  /** What stands before the names of the added properties. */
  readonly prefix?: string;
  /** Whether features that are no area are kept, without data, rather than refused. */
  readonly keepUnknown?: boolean;
}

/** One class of a legend. */
export interface LegendEntry {
  /** Number of the class, from one; 0 for areas without data. */
  readonly class: number;
  /** What stands beside the colour. */
  readonly label: string;
  /** Colour, such as `#fed976`. */
  readonly colour?: string;
  /** Areas in the class. */
  readonly count: number;
}

/** What the colours of a map mean. */
export interface Legend {
  readonly title: string;
  readonly unit: string;
  readonly method: string;
  readonly palette: string;
  readonly entries: readonly LegendEntry[];
  readonly no_data: LegendEntry;
}

/** A coloured map. */
export interface ProblemMap {
  /** The features with the added properties `value`, `display`, `status`, `grade`, `class`, `colour` and `label`. */
  readonly geojson: GeoJsonCollection;
  /** What the colours mean. */
  readonly legend: Legend;
  /** Areas that the file does not show, and features that are no area. */
  readonly warnings: readonly Diagnostic[];
}

/** A GeoJSON feature collection, as far as this library looks into it. */
export interface GeoJsonCollection {
  readonly type: "FeatureCollection";
  readonly features: readonly {
    readonly type: "Feature";
    readonly geometry: unknown;
    readonly properties: { readonly [name: string]: unknown } | null;
    readonly id?: string | number;
  }[];
}

/** A level of areas or a table of observations. */
export interface LevelInfo {
  readonly id: string;
  readonly kind: "area" | "observation";
  readonly name: { readonly zh: string; readonly en: string };
}

/** Format of a list. */
export type SheetFormat = "csv" | "html" | "markdown";
"#;
