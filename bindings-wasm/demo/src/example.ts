// The example city: its published figures, as files.
import type { SourceFile } from "cityvitals";

const TABLES = import.meta.glob<string>("../../../spec/examples/yichang-2025/*.{csv,json}", { query: "?raw", import: "default" });
const GRADES = import.meta.glob<string>("../../../spec/examples/yichang-2025/published/expert-grades.csv", { query: "?raw", import: "default" });

const read = (files: Record<string, () => Promise<string>>): Promise<SourceFile[]> =>
  Promise.all(Object.entries(files).map(async ([path, load]) => ({ name: path.slice(path.lastIndexOf("/") + 1), content: await load() })));

/** Tables of the example city. */
export const exampleFiles = (): Promise<SourceFile[]> => read(TABLES);

/** What its experts judged. */
export const exampleGrades = (): Promise<SourceFile[]> => read(GRADES);
