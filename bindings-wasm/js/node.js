// The package in Node: importing it loads the module from the file beside it.
import { readFileSync } from "node:fs";
import { initSync } from "./cityvitals.js";

initSync({ module: readFileSync(new URL("./cityvitals_bg.wasm", import.meta.url)) });

export * from "./api.js";
