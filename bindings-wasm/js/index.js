// The package in a browser or worker: importing it loads the module.
import init from "./cityvitals.js";

await init({ module_or_path: new URL("./cityvitals_bg.wasm", import.meta.url) });

export * from "./api.js";
