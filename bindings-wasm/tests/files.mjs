// Files of the repository that tests read.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const here = join(dirname(fileURLToPath(import.meta.url)), "..");
export const spec = join(here, "../spec");

/** Every file of spec/vectors, as `[path below it, text]`. */
export function vectorFiles() {
  const folder = join(spec, "vectors");
  return readdirSync(folder, { recursive: true })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]);
}

/** The files of the example city, as the library takes them. */
export function exampleFiles() {
  const folder = join(spec, "examples/yichang-2025");
  return readdirSync(folder)
    .filter((name) => /\.(csv|json)$/.test(name))
    .sort()
    .map((name) => ({ name, content: readFileSync(join(folder, name), "utf8") }));
}
