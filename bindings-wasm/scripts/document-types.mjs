// Types of the documents, from the JSON Schemas that the Rust types give.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compile } from "json-schema-to-typescript";

// Names that JavaScript has for something else.
const OTHER_NAMES = { Date: "Day", Number: "DecimalText", Record: "Diagnostic" };

const HEAD = "// Made from spec/schema, which the Rust types give. Numbers that must be exact are texts.";

/** One schema of all definitions of a folder, and the types of it. */
export async function documentTypes(folder) {
  const definitions = {};
  const originals = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".schema.json")).sort()) {
    const { $schema, $defs = {}, title, ...schema } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    const root = title ?? file.replace(".schema.json", "");
    // A list names its element's definition.
    const own = schema.type === "array" ? $defs : { ...$defs, [root]: schema };
    // Two modules of the library may use one name; the later one then takes that of its document before it.
    const renamed = new Map();
    for (const [name, definition] of Object.entries(own)) {
      const usual = OTHER_NAMES[name] ?? name;
      const text = JSON.stringify(definition);
      const isOther = originals[usual] !== undefined && originals[usual] !== text;
      const chosen = isOther ? `${(OTHER_NAMES[root] ?? root).replace(/Document$/, "")}${name}` : usual;
      originals[chosen] = text;
      renamed.set(name, chosen);
    }
    for (const [name, definition] of Object.entries(own)) definitions[renamed.get(name)] ??= rewritten(definition, renamed);
  }
  const names = Object.keys(definitions).sort();
  const whole = {
    title: "Documents",
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(names.map((name) => [name, { $ref: `#/definitions/${name}` }])),
    definitions: Object.fromEntries(names.map((name) => [name, named(definitions[name], name)])),
  };
  const text = await compile(whole, "Documents", {
    bannerComment: HEAD,
    additionalProperties: false,
    unknownAny: true,
    style: { printWidth: 140 },
  });
  return text.replace(/export interface Documents \{[\s\S]*?\n\}\n/, "");
}

/** A title makes the name of a type; other titles would make names of their own. */
function named(schema, name) {
  return { ...schema, title: name };
}

/** References point where the definitions now stand, and descriptions name types as TypeScript does. */
function rewritten(value, renamed) {
  if (Array.isArray(value)) return value.map((entry) => rewritten(entry, renamed));
  if (value === null || typeof value !== "object") return value;
  // What stands beside a reference would make a second type.
  if (typeof value.$ref === "string") return { $ref: `#/definitions/${renamed.get(value.$ref.replace("#/$defs/", ""))}` };
  const entry = ([key, inner]) => [key, key === "description" ? words(inner) : rewritten(inner, renamed)];
  return Object.fromEntries(Object.entries(value).map(entry));
}

const words = (text) => (typeof text === "string" ? text.replace(/\[`([^`\]]+)`\](\([^)]*\))?/g, "`$1`") : text);
