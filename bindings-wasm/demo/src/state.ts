// What the page is about: the catalogue, the data, and the examination that follows both.
import { computed, ref, shallowRef, watch } from "vue";
import {
  CityvitalsError, catalogue as builtin, catalogues, type Catalogue, type CatalogueDocument, type Diagnostic, type GradesDocument, type GradingOptions,
  type Profile, type ProblemsDocument, type ResultDocument, type Session, type SourceFile,
} from "cityvitals";
import { exampleFiles, exampleGrades } from "./example";

export const ids = catalogues();
export const catalogueId = ref(ids.includes("mohurd-2025") ? "mohurd-2025" : (ids[0] ?? ""));
/** The chosen catalogue, with local indicators that were added on this page. */
export const catalogue = shallowRef<Catalogue>(builtin(catalogueId.value));
export const document = computed<CatalogueDocument>(() => catalogue.value.document());
export const files = shallowRef<readonly SourceFile[]>([]);
export const profile = ref<Record<string, boolean | string>>({});
/** The running examination. It changes in place; `version` counts the changes. */
export const session = shallowRef<Session | null>(null);
export const version = ref(0);
export const problems = shallowRef<{ readonly refused: boolean; readonly list: readonly Diagnostic[] } | null>(null);
export const milliseconds = ref(0);
export const withExperts = ref(true);
const experts = shallowRef<readonly SourceFile[]>([]);

const DEFAULTS: Record<string, boolean | string> = {
  city_size_class: "large", administrative_rank: "prefecture_level", has_rail_transit: false, has_historic_districts: true, first_examination: false,
};

/** Runs something and shows what the library says against it. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof CityvitalsError)) throw error;
    problems.value = { refused: true, list: error.diagnostics };
    return undefined;
  }
}

/** Examines files anew. What was there stays where they are refused. */
export function examine(next: readonly SourceFile[], with_: Catalogue = catalogue.value): boolean {
  const begin = performance.now();
  const said = Object.entries(profile.value).filter(([, value]) => value !== "");
  const known = new Set((with_ === catalogue.value ? document.value : with_.document()).profile_key?.map((key) => key.id));
  const options = { profile: Object.fromEntries(said.filter(([key]) => known.has(key))) as Profile };
  const found = attempt(() => with_.session(with_.dataset(next, options)));
  if (!found) return false;
  milliseconds.value = performance.now() - begin;
  files.value = next;
  session.value = found;
  version.value += 1;
  const list = found.dataset.warnings.filter((problem) => problem.severity === "warning");
  problems.value = list.length > 0 ? { refused: false, list } : null;
  return true;
}

/** Loads the example city. */
export async function loadExample(): Promise<void> {
  const [tables, grades] = await Promise.all([exampleFiles(), exampleGrades()]);
  experts.value = grades;
  profile.value = { ...DEFAULTS };
  // The profile is chosen on the page, so that it is not said twice.
  examine(tables.filter(({ name }) => name !== "dataset.json").concat({ name: "dataset.json", content: exampleDocument(tables) }));
}

function exampleDocument(tables: readonly SourceFile[]): string {
  const { profile: _, ...rest } = JSON.parse(String(tables.find(({ name }) => name === "dataset.json")?.content ?? "{}"));
  return JSON.stringify(rest);
}

/** Leaves only an empty city to be filled in. */
export function clear(): void {
  experts.value = [];
  examine([{ name: "city.csv", content: "id,name\ncity,本市\n" }]);
}

/** Changes one cell of the running examination. */
export function setCell(level: string, area: string, item: string, text: string): { readonly results: readonly ResultDocument[]; readonly milliseconds: number } | CityvitalsError {
  const begin = performance.now();
  try {
    const { results } = session.value!.set(level, area, item, text);
    const spent = performance.now() - begin;
    version.value += 1;
    return { results, milliseconds: spent };
  } catch (error) {
    if (error instanceof CityvitalsError) return error;
    throw error;
  }
}

/** Takes another catalogue. */
export function choose(next: Catalogue): void {
  if (files.value.length === 0 || examine(files.value, next)) catalogue.value = next;
}

watch(catalogueId, (id) => {
  const next = attempt(() => builtin(id));
  if (next) choose(next);
});

const report = computed(() => (void version.value, session.value?.report ?? null));

const grading = computed<GradingOptions>(() => (withExperts.value && experts.value.length > 0 ? { judgements: experts.value } : {}));

/** Runs what an expert's opinion on another catalogue must not break. */
function judged<T>(run: (options: GradingOptions) => T): T | null {
  try {
    return run(grading.value);
  } catch (error) {
    if (!(error instanceof CityvitalsError)) throw error;
    return attempt(() => run({})) ?? null;
  }
}

export const currentReport = report;
export const gradesDocument = computed<GradesDocument | null>(() => (report.value ? judged((options) => report.value!.grades(options).toJSON()) : null));
export const problemsHandle = computed(() => (report.value ? judged((options) => report.value!.problems(options)) : null));
export const problemsDocument = computed<ProblemsDocument | null>(() => problemsHandle.value?.toJSON() ?? null);
export const hasExperts = computed(() => experts.value.length > 0);

/** Levels that there are data of, from high to low. */
export const levels = computed(() => {
  void version.value;
  const dataset = session.value?.dataset;
  return catalogue.value.levels.filter((level) => level.kind === "area" && dataset && dataset.areas(level.id).length > 0).reverse();
});

/** Areas of a level. */
export const areasOf = (level: string): readonly { readonly id: string; readonly name: string }[] => session.value?.dataset.areas(level) ?? [];

/** Results of an area, with those of parts. */
export function resultsOf(level: string, area: string): ResultDocument[] {
  void version.value;
  return session.value?.report.results({ level, area }) ?? [];
}
