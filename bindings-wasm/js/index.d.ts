export * from "./cityvitals.js";
export * from "./error-classes.js";
export type * from "./documents.js";
