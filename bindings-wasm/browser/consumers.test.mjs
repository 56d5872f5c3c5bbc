// The packed tarball in three fresh projects: Node, a plain module page, and Vite; and its worker in the browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { here } from "../tests/files.mjs";
import { launch } from "./chromium.mjs";
import { serve } from "./serve.mjs";

const USE = `
  const city = "城市,快速路长度,主干路长度,次干路长度,支路长度,建成区面积（公顷）\\n某市,120,310.5,402,903.8,20239\\n";
  const value = catalogue("mohurd-2025").examine([{ name: "city.csv", content: city }]).get("35").value;
`;
const PAGE = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>waiting</title><script type="module" src="./main.js"></script>';
let browser, root, tarball;
const run = (folder, program, ...parameters) => execFileSync(program, parameters, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

function fresh(name) {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: `consumer-${name}`, private: true, type: "module" }));
  run(folder, "npm", "install", "--silent", "--offline", "--no-audit", "--no-fund", tarball);
  return folder;
}

async function titleOf(folder) {
  const server = await serve(folder);
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  try {
    await page.goto(`${server.address}/`);
    await page.waitForFunction(() => document.title !== "waiting", null, { timeout: 30000 }).catch(() => undefined);
    assert.deepEqual(complaints, []);
    return await page.title();
  } finally {
    await page.close();
    await server.stop();
  }
}

before(async () => {
  root = mkdtempSync(join(tmpdir(), "cityvitals-consumers-"));
  const [{ filename, files }] = JSON.parse(run(join(here, "pkg"), "npm", "pack", "--json", "--pack-destination", root));
  tarball = join(root, filename);
  assert.ok(files.some(({ path }) => path === "cityvitals_bg.wasm") && files.some(({ path }) => path === "documents.d.ts"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  if (root) rmSync(root, { recursive: true });
});

test("Node", () => {
  const folder = fresh("node");
  writeFileSync(join(folder, "main.js"), `import { catalogue } from "cityvitals";${USE}console.log(value);`);
  assert.equal(run(folder, process.execPath, "main.js").trim(), "8.58");
});

test("a plain module page", async () => {
  const folder = fresh("plain");
  writeFileSync(join(folder, "index.html"), PAGE);
  writeFileSync(join(folder, "main.js"), `import { catalogue } from "./node_modules/cityvitals/index.js";${USE}document.title = value;`);
  assert.equal(await titleOf(folder), "8.58");
});

test("Vite", async () => {
  const folder = fresh("vite");
  symlinkSync(join(here, "node_modules/vite"), join(folder, "node_modules/vite"));
  writeFileSync(join(folder, "index.html"), PAGE);
  writeFileSync(join(folder, "main.js"), `import { catalogue } from "cityvitals";${USE}document.title = value;`);
  run(folder, process.execPath, join(here, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "error", "--base", "./");
  assert.equal(await titleOf(join(folder, "dist")), "8.58");
});

test("a worker answers, tells how far it is, and stops", async () => {
  const folder = fresh("worker");
  writeFileSync(join(folder, "index.html"), PAGE);
  writeFileSync(join(folder, "main.js"), `
    import { connect } from "./node_modules/cityvitals/worker.js";
    import { CityvitalsError, DatasetError } from "./node_modules/cityvitals/error-classes.js";
    const library = await connect();
    const mohurd = await library.catalogue("mohurd-2025");
    const rows = 50000;
    const codes = Uint32Array.from({ length: rows }, (_, row) => row % 50);
    const areas = Array.from({ length: 50 }, (_, place) => "c" + place);
    const flags = Uint8Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 1 : 0));
    const table = { level: "building", rows, parents: [{ level: "community", codes, areas }], columns: [{ item: "structural_hazard", flags }] };
    const steps = [];
    const report = await mohurd.examine([table], {}, { onProgress: (progress) => steps.push(progress) });
    const column = await report.column("community", "residential_buildings_with_structural_hazard");
    const sum = column.mantissas.reduce((left, right) => left + right, 0n);
    const stop = new AbortController();
    const stopped = await mohurd.examine([table], {}, { signal: stop.signal, onProgress: ({ done }) => done === 3 && stop.abort() }).then(() => "finished", (error) => error.name);
    const refused = await mohurd.dataset([{ name: "building.csv", content: "编号,地上层数\\nh1,十八层\\n" }]).catch((error) => [error instanceof DatasetError, error instanceof CityvitalsError, error.path]);
    const session = await mohurd.session([{ name: "city.csv", content: "城市,建成区面积\\n某市,202.39\\n" }]);
    const { results } = await session.set("city", "某市", "城市道路网密度", "8.6");
    report.free();
    const result = { sum: String(sum), first: steps[0], last: steps.at(-1), count: steps.length, stopped, refused, changed: results.map(({ indicator, value }) => [indicator, value]) };
    library.close();
    document.title = JSON.stringify(result);
  `);
  const found = JSON.parse(await titleOf(folder));
  assert.deepEqual(found, {
    sum: "16667", first: { done: 0, total: 60 }, last: { done: 60, total: 60 }, count: 61, stopped: "AbortError", refused: [true, true, "building.csv:2:地上层数"],
    changed: [["road_network_density", "8.60"]],
  });
});
