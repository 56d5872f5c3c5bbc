// The same indicators by zen-engine, which is put beside by `npm install --no-save @gorules/zen-engine-wasm`: those of a city whose formula is sums and a
// quotient of items of the city. It has no units, requirements, status or trace; that both give the same numbers is checked before anything is measured.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const NAMES = /[a-z_]\w*/g;

/** Loads zen-engine; `undefined` where it is not installed. */
async function load() {
  let zen;
  try {
    zen = await import("@gorules/zen-engine-wasm");
  } catch {
    return undefined;
  }
  const entry = fileURLToPath(import.meta.resolve("@gorules/zen-engine-wasm"));
  await zen.default({ module_or_path: readFileSync(entry.replace(/index\.js$/, "dist/zen_engine_wasm_bg.wasm")) });
  return zen;
}

/** Indicators that are arithmetic on numbers that a city hands in. */
function plain(catalogue) {
  const items = new Map(catalogue.items.map((item) => [item.id, item]));
  const isOfCity = ([name]) => items.get(name)?.level === "city" && items.get(name).kind === "measure";
  return catalogue.indicators.filter(({ level, formula }) => level === "city" && /^[\w\s+\-*/()]+[+\-*/][\w\s+\-*/()]+$/.test(formula) &&
    [...formula.matchAll(NAMES)].every(isOfCity));
}

const quotient = (exact) => exact.split("/").map(Number).reduce((top, below) => top / below);

/** Prints times of an examination and of an edit by both. */
export async function compare(catalogue, { print, median, spent }) {
  const zen = await load();
  if (!zen) return print("zen-engine-wasm", "not here");
  const indicators = plain(catalogue);
  const names = [...new Set(indicators.flatMap(({ formula }) => formula.match(NAMES)))];
  const values = Object.fromEntries(names.map((name, place) => [name, 1000 + ((place * 7919) % 9000)]));
  const dataset = catalogue.dataset({ tables: { city: { rows: [{ id: "c", ...values }] } } });
  const ids = indicators.map(({ id }) => id);
  const session = catalogue.session(dataset, { indicators: ids });
  // As a number a result loses what is behind its point on the way to JavaScript.
  const evaluate = ({ formula }) => zen.evaluateExpression(`string(${formula})`, values);
  const hold = (chosen) => {
    for (const indicator of chosen) {
      const [ours, theirs] = [quotient(session.report.get(indicator.id).exact), Number(evaluate(indicator)) * (indicator.unit === "%" ? 100 : 1)];
      if (!(Math.abs(ours - theirs) <= Math.abs(ours) * 1e-12)) throw new Error(`${indicator.id}: ${ours} here, ${theirs} by zen-engine`);
    }
  };
  hold(indicators);
  const many = (action) => `${median(Array.from({ length: 200 }, () => spent(action))).toFixed(3)} ms`;
  print(`${ids.length} indicators of a city, with units, verdicts and status`, many(() => catalogue.examine(dataset, { indicators: ids })));
  print("the same expressions by zen-engine-wasm", many(() => indicators.forEach(evaluate)));
  let area = 5000;
  const edit = () => session.set("city", "c", "built_up_area", (area += 1));
  const changed = new Set(edit().results.map(({ indicator }) => indicator));
  const again = indicators.filter(({ id }) => changed.has(id));
  values.built_up_area = area;
  hold(again);
  print(`${again.length} indicators after one edit`, many(edit), "bar: 1 ms");
  print("the same expressions again by zen-engine-wasm", many(() => again.forEach(evaluate)));
}
