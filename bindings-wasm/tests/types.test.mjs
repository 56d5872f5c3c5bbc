// The types: none is `any`, they hold under the strictest settings, and what is exported is what they say.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import * as library from "../pkg/node.js";
import { here } from "./files.mjs";

const pkg = join(here, "pkg");

test("no public type is any", () => {
  const files = readdirSync(pkg).filter((name) => name.endsWith(".d.ts"));
  assert.ok(files.length >= 5);
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(join(pkg, file), "utf8"), ts.ScriptTarget.ESNext, true);
    const visit = (node) => {
      if (node.kind === ts.SyntaxKind.AnyKeyword) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        assert.fail(`${file}:${line + 1}: any`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
});

test("a program of a user passes the strictest check", () => {
  const program = ts.createProgram([join(here, "tests/consumer.ts")], {
    strict: true, noEmit: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false, types: [],
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    paths: { cityvitals: [join(pkg, "index.d.ts")], "cityvitals/*": [join(pkg, "*.d.ts")] },
  });
  const found = ts.getPreEmitDiagnostics(program).map((problem) => {
    const place = problem.file ? `${problem.file.fileName}:${problem.file.getLineAndCharacterOfPosition(problem.start).line + 1}: ` : "";
    return place + ts.flattenDiagnosticMessageText(problem.messageText, "\n");
  });
  assert.deepEqual(found, []);
});

test("every value that the types promise is exported", () => {
  const program = ts.createProgram([join(pkg, "index.d.ts")], { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(join(pkg, "index.d.ts")));
  const resolved = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
  const promised = checker.getExportsOfModule(module).filter((symbol) => resolved(symbol).flags & ts.SymbolFlags.Value).map((symbol) => symbol.name);
  assert.deepEqual(promised.sort(), Object.keys(library).sort());
});

test("everything public is described", () => {
  const source = ts.createSourceFile("cityvitals.d.ts", readFileSync(join(pkg, "cityvitals.d.ts"), "utf8"), ts.ScriptTarget.ESNext, true);
  const silent = [];
  const described = (node) => ts.getJSDocCommentsAndTags(node).length > 0;
  for (const statement of source.statements) {
    if (!ts.isClassDeclaration(statement) && !ts.isFunctionDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) continue;
    if (!described(statement)) silent.push(statement.name.text);
    if (!ts.isClassDeclaration(statement)) continue;
    for (const member of statement.members) {
      const name = member.name?.getText() ?? "constructor";
      if (!described(member) && !["constructor", "free", "[Symbol.dispose]"].includes(name)) silent.push(`${statement.name.text}.${name}`);
    }
  }
  assert.deepEqual(silent, []);
});
