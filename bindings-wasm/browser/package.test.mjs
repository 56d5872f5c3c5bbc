// The package itself in a real browser: a plain module page, and every case of spec/vectors.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { here, vectorFiles } from "../tests/files.mjs";
import { launch } from "./chromium.mjs";
import { serve } from "./serve.mjs";

let browser, folder, page, server;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "cityvitals-"));
  cpSync(join(here, "pkg"), join(folder, "cityvitals"), { recursive: true });
  cpSync(join(here, "tests/vectors.mjs"), join(folder, "vectors.mjs"));
  writeFileSync(join(folder, "index.html"), '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>plain</title><script type="module" src="./page.js"></script>');
  writeFileSync(join(folder, "page.js"), 'import * as library from "./cityvitals/index.js"; import { runVectors } from "./vectors.mjs"; globalThis.run = (files) => runVectors(library, files); document.title = library.catalogues().join();');
  server = await serve(folder);
  browser = await launch();
  page = await browser.newPage();
  await page.goto(`${server.address}/`);
  await page.waitForFunction(() => document.title.includes("mohurd"));
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true });
});

test("every case of spec/vectors", async () => {
  const { cases, failures } = await page.evaluate((files) => globalThis.run(files), vectorFiles());
  console.log(`spec/vectors in Chromium: ${cases} cases, ${failures.length} differences`);
  assert.deepEqual(failures, []);
  assert.ok(cases > 600);
});
