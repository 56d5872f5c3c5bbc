// Builds the npm package into pkg/: the module, the JavaScript around it, the types, and the files that are written by hand.
// `node scripts/build.mjs [--fast]`; with --fast, binaryen is left out.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { documentTypes } from "./document-types.mjs";
import { named } from "./order.mjs";
import { report } from "./size.mjs";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const root = join(here, "..");
const pkg = join(here, "pkg");
const run = (program, ...parameters) => execFileSync(program, parameters, { cwd: root, stdio: "inherit" });

run("cargo", "build", "--quiet", "--locked", "--profile", "wasm", "--target", "wasm32-unknown-unknown", "-p", "cityvitals-wasm");
const metadata = JSON.parse(execFileSync("cargo", ["metadata", "--format-version", "1", "--no-deps", "--locked"], { cwd: root, maxBuffer: 1 << 26 }));
const module = join(metadata.target_directory, "wasm32-unknown-unknown/wasm/cityvitals_wasm.wasm");
const { version, license } = metadata.packages.find((candidate) => candidate.name === "cityvitals-wasm");

rmSync(pkg, { recursive: true, force: true });
mkdirSync(pkg);
run("cargo", "run", "--quiet", "--locked", "-p", "cityvitals-wasm-builder", "--", module, pkg);
rmSync(join(pkg, "cityvitals_bg.wasm.d.ts"));

if (!process.argv.includes("--fast")) {
  const wasm = join(pkg, "cityvitals_bg.wasm");
  const optimize = (...passes) =>
    run(process.execPath, join(here, "node_modules/binaryen/bin/wasm-opt"), wasm, "-o", wasm, ...passes, "--strip-debug", "--strip-producers");
  // The second pass takes it that no address is made by wrapping around zero. The stack lies lowest, so that only one that overflows would get
  // there, and that stops the module with or without the pass.
  optimize("-O1", "--low-memory-unused");
  writeFileSync(wasm, named(readFileSync(wasm)));
  optimize("--reorder-functions-by-name");
}

// What the comments say stands in the types too, and the page does not read them.
const glue = join(pkg, "cityvitals.js");
writeFileSync(glue, readFileSync(glue, "utf8").replaceAll(/^ *\/\*\*[\s\S]*?\*\/\n/gm, ""));

// What the loader of the module exports for itself is not for users: it is typed loosely, and `init.d.ts` says what they may call.
const types = join(pkg, "cityvitals.d.ts");
const written = readFileSync(types, "utf8");
const loader = written.indexOf("export type InitInput");
if (loader < 0) throw new Error("the generated types have another form than is expected");
const api = written.slice(0, loader).replace("/* tslint:disable */\n/* eslint-disable */\n", "").trimEnd();
// `Symbol.dispose` is not in the types of every edition of JavaScript.
writeFileSync(types, `/// <reference lib="esnext.disposable" />\n${api}\n`);
writeFileSync(join(pkg, "documents.d.ts"), await documentTypes(join(root, "spec/schema")));

cpSync(join(here, "js"), pkg, { recursive: true });
for (const file of ["LICENSE-APACHE", "LICENSE-MIT"]) cpSync(join(root, file), join(pkg, file));
cpSync(join(here, "README.md"), join(pkg, "README.md"));
const manifest = JSON.parse(readFileSync(join(here, "npm.json"), "utf8"));
writeFileSync(join(pkg, "package.json"), `${JSON.stringify({ ...manifest, version, license }, null, 2)}\n`);
report(pkg);
