import type {
  Catalogue, Dataset, DatasetDocument, DatasetOptions, ExamineOptions, Grades, GradingOptions, IndicatorResult, Problems, Report, Session, SourceFile,
} from "./cityvitals.js";

/** A method of the library, as a call of the worker. */
type Called<T> = T extends (...parameters: infer P) => infer R ? (...parameters: { [K in keyof P]: Given<P[K]> }) => Promise<Remote<R>> : () => Promise<Remote<T>>;

/** What stands in the place of an object of the library. */
type Given<T> = T extends Dataset ? RemoteDataset : T;

/** What comes back: objects stay in the worker, everything else is copied. */
type Remote<T> =
  T extends Report ? RemoteReport
  : T extends Catalogue ? RemoteCatalogue
  : T extends Dataset ? RemoteDataset
  : T extends Session ? RemoteSession
  : T extends Grades ? RemoteGrades
  : T extends Problems ? RemoteProblems
  : T extends IndicatorResult ? RemoteIndicatorResult
  : T;

/** The members of a class that are calls. */
type Calls<T> = { readonly [K in Exclude<keyof T, "free" | typeof Symbol.dispose>]: Called<T[K]> } & {
  /** Lets the worker forget the object at once; it is forgotten in time without this. */
  free(): void;
};

/** How far an examination is. */
export interface Progress {
  /** Indicators that are computed. */
  readonly done: number;
  /** Indicators in all. */
  readonly total: number;
}

/** How a call goes on. */
export interface CallOptions {
  /** Stops the examination after the indicator that is being computed; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Is told how far the examination is. */
  readonly onProgress?: (progress: Progress) => void;
  /** Buffers that are handed over rather than copied. */
  readonly transfer?: Transferable[];
}

/** A table of typed arrays for the worker. */
export interface ColumnTable {
  /** Level of the rows, by id or name. */
  readonly level: string;
  /** Number of rows. */
  readonly rows: number;
  /** Ids of the rows; `r1`, `r2` … without them. */
  readonly ids?: readonly string[];
  /** Names of the rows. */
  readonly names?: readonly string[];
  /** The areas that the rows belong to: the place of each row's area in a list. */
  readonly parents?: readonly { readonly level: string; readonly codes: Uint32Array; readonly areas: readonly string[] }[];
  /** Columns. */
  readonly columns: readonly ColumnData[];
  /** Whether the table lists everything there is. */
  readonly complete?: boolean;
}

/** One column; see the methods of `Table`. */
export type ColumnData = { readonly item: string } & (
  | { readonly flags: Uint8Array }
  | { readonly mantissas: BigInt64Array; readonly scale?: number; readonly unit?: string; readonly reported?: Uint8Array }
  | { readonly numbers: Float64Array; readonly unit?: string }
  | { readonly codes: Uint32Array; readonly values: readonly string[] }
  | { readonly texts: readonly string[] }
);

/** What a worker reads. */
export type RemoteInput = RemoteDataset | DatasetDocument | string | readonly (SourceFile | ColumnTable)[];

/** A catalogue in the worker. */
export type RemoteCatalogue = Omit<Calls<Catalogue>, "begin" | "dataset" | "examine" | "session"> & {
  /** As `Catalogue.dataset`. */
  dataset(input: Exclude<RemoteInput, RemoteDataset>, options?: DatasetOptions): Promise<RemoteDataset>;
  /** As `Catalogue.examine`, with progress and the means to stop. */
  examine(dataset: RemoteInput, options?: ExamineOptions, call?: CallOptions): Promise<RemoteReport>;
  /** As `Catalogue.session`. */
  session(dataset: RemoteInput, options?: ExamineOptions): Promise<RemoteSession>;
};
/** A dataset in the worker. */
export type RemoteDataset = Calls<Dataset>;
/** Grades in the worker. */
export type RemoteGrades = Calls<Grades>;
/** A result in the worker. */
export type RemoteIndicatorResult = Calls<IndicatorResult>;
/** Problems in the worker. */
export type RemoteProblems = Calls<Problems>;
/** A report in the worker. */
export type RemoteReport = Omit<Calls<Report>, "grades" | "problems"> & {
  /** As `Report.grades`. */
  grades(options?: GradingOptions): Promise<RemoteGrades>;
  /** As `Report.problems`. */
  problems(options?: GradingOptions): Promise<RemoteProblems>;
};
/** A session in the worker. */
export type RemoteSession = Calls<Session>;

/** What the worker exports. */
export interface RemoteLibrary {
  /** The built-in catalogue of this id. */
  catalogue(id: string): Promise<RemoteCatalogue>;
  /** Reads a catalogue from files. */
  catalogueFrom(files: readonly SourceFile[]): Promise<RemoteCatalogue>;
  /** Ids of the built-in catalogues. */
  catalogues(): Promise<string[]>;
  /** Ends the worker and every call that is under way. */
  close(): void;
}

/** Starts a worker with the library. A worker of one's own must run `cityvitals/worker-script`. */
export function connect(options?: { readonly worker?: Worker }): Promise<RemoteLibrary>;
