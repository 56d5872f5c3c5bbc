// Every case of spec/vectors gives in Node what it gives in Rust.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as library from "../pkg/node.js";
import { vectorFiles } from "./files.mjs";
import { runVectors } from "./vectors.mjs";

test("every case of spec/vectors", () => {
  const { cases, failures } = runVectors(library, vectorFiles());
  console.log(`spec/vectors: ${cases} cases, ${failures.length} differences`);
  assert.deepEqual(failures, []);
  assert.ok(cases > 600, `only ${cases} cases were run`);
});
