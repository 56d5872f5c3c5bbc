// The package for those who load the module themselves: nothing happens before `init` or `initSync` is called.
export { default as init, initSync } from "./cityvitals.js";
export * from "./api.js";
