// What runs in the worker. It answers one call after another; an examination looks for messages after each indicator.
import * as library from "./init.js";

// Messages are taken from the start; they wait until the module is loaded.
const ready = library.init();

const objects = new Map();
const stopped = new Set();
let next = 1;

const HANDLE = "cityvitals:handle";
const CLASSES = ["Catalogue", "Dataset", "Grades", "IndicatorResult", "Problems", "Report", "Session"];

/** Arguments as the page gave them, with the objects that it means. */
function unpacked(value) {
  if (value === null || typeof value !== "object" || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(unpacked);
  if (HANDLE in value) return objects.get(value[HANDLE]);
  if (value.columns && value.level && value.rows !== undefined) return table(value);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, unpacked(entry)]));
}

/** A table of typed arrays, from its description. */
function table({ level, rows, ids, names, parents = [], columns, complete }) {
  let made = new library.Table(level);
  made = ids ? made.ids(ids) : made.numbered(rows);
  if (names) made = made.names(names);
  for (const { level: above, codes, areas } of parents) made = made.parents(above, codes, areas);
  for (const { item, unit = "", flags, mantissas, scale = 0, numbers, codes, values, texts, reported } of columns) {
    if (flags) made = made.flags(item, flags);
    else if (mantissas) made = made.decimals(item, unit, mantissas, scale, reported);
    else if (numbers) made = made.numbers(item, unit, numbers);
    else if (codes) made = made.classes(item, codes, values);
    else made = made.texts(item, texts);
  }
  return complete ? made.complete() : made;
}

// A message that came in the meantime is handled before this goes on.
const breath = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(null);
});

async function examine(id, catalogue, dataset, options) {
  const examination = catalogue.begin(dataset, options ?? undefined);
  const { total } = examination;
  postMessage({ id, progress: { done: 0, total } });
  while (examination.step()) {
    postMessage({ id, progress: { done: examination.done, total } });
    await breath();
    if (stopped.delete(id)) {
      examination.free();
      return undefined;
    }
  }
  postMessage({ id, progress: { done: total, total } });
  return examination.finish();
}

async function run({ id, target, method, parameters }) {
  const on = target === null ? library : objects.get(target);
  const given = unpacked(parameters);
  if (method === "examine") return examine(id, on, ...given);
  if (method.startsWith("get ")) return on[method.slice(4)];
  return on[method](...given);
}

async function answer(message) {
  const { id } = message;
  try {
    await ready;
    const value = await run(message);
    if (message.method === "examine" && value === undefined) postMessage({ id, stopped: true });
    else {
      const kind = CLASSES.find((name) => value instanceof library[name]);
      if (kind) {
        objects.set(next, value);
        postMessage({ id, handle: next++, kind });
      } else postMessage({ id, value });
    }
  } catch (error) {
    const { name, message: text, diagnostics: records, rendered } = error;
    postMessage({ id, error: { name, message: text, records, rendered } });
  }
}

addEventListener("message", ({ data }) => {
  if (data.stop) stopped.add(data.id);
  else if (data.release !== undefined) {
    objects.get(data.release)?.free();
    objects.delete(data.release);
  } else void answer(data);
});
