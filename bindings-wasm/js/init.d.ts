export * from "./index.js";

/** Loads the module from the file beside the package, or from where one says; to be awaited before anything else is called. */
export function init(options?: { module_or_path: string | URL | Request | Response | BufferSource | WebAssembly.Module }): Promise<unknown>;

/** Makes the module ready from its bytes at once. */
export function initSync(options: { module: BufferSource | WebAssembly.Module }): unknown;
