// Times of the package in Node, beside the native crate and beside zen-engine: node bench/bench.mjs [--native]
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { exampleFiles } from "../tests/files.mjs";
import { compare } from "./peer.mjs";

// What happens first is measured in processes of their own: an engine compiles each function of the module when it is first called.
const stage = ["--cold", "--prepared", "--compiled"].find((name) => process.argv.includes(name));
const began = performance.now();
const { Table, catalogue, catalogueFrom } = await import("../pkg/node.js");
const loaded = performance.now() - began;
const print = (what, value, bar = "") => console.log(`${what.padEnd(72)} ${value.padStart(14)}  ${bar}`);
const milliseconds = (value) => `${value.toFixed(2)} ms`;
const spent = (action) => {
  const begin = performance.now();
  action();
  return performance.now() - begin;
};
const least = (runs, action) => Math.min(...Array.from({ length: runs }, () => spent(action)));
const median = (times) => times.sort((left, right) => left - right)[Math.floor(times.length / 2)];

const city = [{ name: "city.csv", content: "城市,快速路长度,主干路长度,次干路长度,支路长度,建成区面积（公顷）\n某市,120,310.5,402,903.8,20239\n" }];
let mohurd;
if (stage) {
  const read = spent(() => (mohurd = catalogue("mohurd-2025")));
  const prepared = stage === "--prepared" ? spent(() => mohurd.prepare()) : 0;
  // The engine optimises in the background what has just run; a page waits longer for its user.
  if (prepared) await new Promise((resolve) => setTimeout(resolve, 200));
  const examined = spent(() => mohurd.examine(city).get("35").value);
  console.log(JSON.stringify({ loaded, read, prepared, examined }));
  process.exit();
}
const first = (name, ...flags) => {
  const run = () => JSON.parse(execFileSync(process.execPath, [...flags, fileURLToPath(import.meta.url), name]));
  const runs = Array.from({ length: 5 }, run);
  return Object.fromEntries(Object.keys(runs[0]).map((key) => [key, median(runs.map((times) => times[key]))]));
};
const prepared = first("--prepared");
print("load the module, median of 5 processes", milliseconds(prepared.loaded));
print("load a catalogue", milliseconds(prepared.read));
print("prepare() on it", milliseconds(prepared.prepared));
print("first examination of a city, a fifth of a second after that", milliseconds(prepared.examined), "bar: 10 ms");
const cold = first("--cold");
print("first examination of a city without prepare()", milliseconds(cold.examined));
print("the same without prepare(), the catalogue included", milliseconds(cold.read + cold.examined));
const compiled = first("--compiled", "--no-wasm-lazy-compilation");
print("the same where the engine compiles all of the module when it is loaded", milliseconds(compiled.read + compiled.examined));
mohurd = catalogue("mohurd-2025");
print("examination of a city with its own figures, again", milliseconds(least(20, () => mohurd.examine(city))));
const files = exampleFiles();
print("Yichang: read 13 files and examine 60 indicators at 5 levels", milliseconds(least(5, () => mohurd.examine(files))));
const one = { indicators: ["35"] };
const single = mohurd.dataset(city);
print("one density of one city, with units, verdict and value", milliseconds(least(500, () => mohurd.examine(single, one).get("35").value)));
const dataset = mohurd.dataset(files);
print("Yichang: examine alone", milliseconds(least(5, () => mohurd.examine(dataset))));
const session = mohurd.session(dataset);
let turn = 0;
const edit = (level, area, item) => {
  const change = () => {
    turn += 1;
    return spent(() => session.set(level, area, item, String(100 + turn)));
  };
  return median(Array.from({ length: 200 }, change));
};
print("Yichang: one figure of the city changed, median", milliseconds(edit("city", "宜昌市", "construction_land_in_fire_cover")), "bar: 1 ms");
print("Yichang: one figure of a community changed, median", milliseconds(edit("community", "二马路社区", "停车位缺口数")), "bar: 1 ms");

const ROWS = 1_000_000;
const ratio = catalogueFrom([{ name: "ratio.json", content: readFileSync(new URL("./ratio.json", import.meta.url), "utf8") }]);
const covered = BigInt64Array.from({ length: ROWS }, (_, row) => BigInt((Math.imul(row, 2654435761) >>> 0) % 700000));
const whole = BigInt64Array.from({ length: ROWS }, (_, row) => BigInt(((Math.imul(row, 40503) >>> 0) % 1000000) + 1));
const columns = ratio.dataset([new Table("community").numbered(ROWS).decimals("covered", "km2", covered, 3).decimals("whole", "km2", whole, 3)]);
let met = 0;
const perRow = (least(5, () => {
  const { verdicts } = ratio.examine(columns).column("community", "coverage");
  met = verdicts.reduce((sum, verdict) => sum + (verdict === 1 ? 1 : 0), 0);
}) * 1e6) / ROWS;
print("a million rows of one ratio with verdict, per row", `${perRow.toFixed(0)} ns`);
if (process.argv.includes("--native")) {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const native = JSON.parse(execFileSync("cargo", ["run", "--release", "--quiet", "--locked", "-p", "cityvitals-benches", "--bin", "ratio"], { cwd: root }));
  if (native.met !== met) throw new Error(`${native.met} rows are met natively, ${met} here`);
  print("the same, native", `${native.nanoseconds.toFixed(0)} ns`, `${(perRow / native.nanoseconds).toFixed(2)} times; bar: 3 times`);
}

await compare(mohurd, { print, median, spent });
