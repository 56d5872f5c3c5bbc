// The package for those who load the module themselves: nothing happens before `init` or `initSync` is called.
import load, { initSync } from "./cityvitals.js";

/** Loads the module from the file beside the package, or from where one says. */
export const init = (options = { module_or_path: new URL("./cityvitals_bg.wasm", import.meta.url) }) => load(options);

export { initSync };
export * from "./api.js";
