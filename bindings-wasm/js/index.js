// The package in a browser or worker: importing it loads the module.
import init from "./cityvitals.js";

await init();

export * from "./api.js";
