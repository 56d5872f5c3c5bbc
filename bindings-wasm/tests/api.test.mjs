// What the README promises, and what goes wrong with what is not as it should be.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CatalogueError, CityvitalsError, DatasetError, ExamineError, FormulaError, GradingError, JudgementError, MapError, ProfileError, Table, UsageError,
  catalogue, catalogueFrom, catalogues,
} from "../pkg/node.js";
import { exampleFiles } from "./files.mjs";

const mohurd = catalogue("mohurd-2025");
const CITY = "城市,快速路长度,主干路长度,次干路长度,支路长度,建成区面积（公顷）\n某市,120,310.5,402,903.8,20239\n";
const city = [{ name: "city.csv", content: CITY }];
const thrown = (action) => {
  try {
    action();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
};

test("a table becomes an explained result", () => {
  const report = mohurd.examine(city, { profile: { 城市规模等级: "大城市" }, period: "2025" });
  const density = report.get("road_network_density");
  assert.deepEqual([density.value, density.exact, density.unit, density.status], ["8.58", "173630/20239", "km/km2", "ok"]);
  assert.match(density.explain("zh"), /202\.39 km²/);
  assert.match(density.explain("en"), /result: 8\.58/);
  assert.equal(density.trace().step.kind, "computation");
  assert.equal(report.get("no_such_indicator"), undefined);
  assert.equal(report.results({ indicator: "35", level: "city" }).length, 1);
});

test("the example city is examined, graded and listed", () => {
  const report = mohurd.examine(exampleFiles());
  assert.equal(report.dataset.period, "2025");
  assert.equal(report.get("53").value, "20.59");
  const problems = report.problems();
  assert.ok(problems.length > 100);
  const { problems: list } = problems.toJSON();
  const first = list.find((problem) => problem.level === "city");
  assert.match(problems.explain("city", first.area, first.indicator, "zh"), /：/);
  assert.match(problems.list("tasks", "csv", { level: "city", area: "宜昌市" }), /,/);
  const { areas } = report.grades().toJSON();
  assert.equal(areas[0].area, "宜昌市");
});

test("values are shared and freed without the user thinking of it", () => {
  const dataset = mohurd.dataset(city);
  const reports = [mohurd.examine(dataset), mohurd.examine(dataset)];
  dataset.free();
  assert.deepEqual(reports.map((report) => report.get("35").value), ["8.58", "8.58"]);
  assert.equal(reports[0].dataset.contentHash, reports[1].dataset.contentHash);
});

test("columns come as typed arrays", () => {
  const table = new Table("building")
    .ids(["h1", "h2", "h3"])
    .parents("community", new Uint32Array([0, 0, 1]), ["c1", "c2"])
    .flags("structural_hazard", new Uint8Array([1, 0, 255]));
  const roads = new Table("city")
    .ids(["某市"])
    .numbers("expressway_length", "km", new Float64Array([120.1]))
    .decimals("built_up_area", "ha", new BigInt64Array([202390n]), 1);
  const report = mohurd.examine([table, roads]);
  const rows = report.results({ indicator: "1", level: "building" });
  assert.deepEqual(rows.map((row) => row.status), ["ok", "ok", "missing"]);
  assert.match(report.get("35").explain("en"), /120\.1 km/);
});

test("a map takes the values of a report", () => {
  const communities = "社区,停车位缺口数（个）\n二马路社区,100\n果园路社区,40\n";
  const report = mohurd.examine([{ name: "community.csv", content: communities }]);
  const feature = (name) => ({ type: "Feature", geometry: null, properties: { name } });
  const geojson = { type: "FeatureCollection", features: [feature("二马路社区"), feature("果园路社区")] };
  const map = report.toGeoJSON(geojson, { indicator: "parking_space_gap", level: "community", method: "quantile", classes: 2 });
  assert.deepEqual(map.geojson.features.map(({ properties }) => properties.value), ["100", "40"]);
  assert.equal(map.legend.entries.length, 2);
  const error = thrown(() => report.toGeoJSON("{}", { indicator: "parking_space_gap", level: "community" }));
  assert.ok(error instanceof MapError);
});

test("errors have a class, a code and a path", () => {
  const unknown = thrown(() => catalogue("mohurd-2025x"));
  assert.ok(unknown instanceof CatalogueError && unknown instanceof CityvitalsError && unknown instanceof Error);
  assert.deepEqual([unknown.name, unknown.code], ["CatalogueError", "catalogue.unknown"]);
  assert.equal(unknown.diagnostics[0].suggestion, "mohurd-2025");

  const broken = thrown(() => mohurd.dataset([{ name: "building.csv", content: "编号,地上层数\nh1,十八层\nh1,3\n" }]));
  assert.ok(broken instanceof DatasetError);
  assert.equal(broken.path, "building.csv:2:地上层数");
  assert.match(broken.render("zh"), /错误\[dataset\./);

  assert.ok(thrown(() => mohurd.examine(city, { profile: { 城市规模: "巨" } })) instanceof ProfileError);
  assert.ok(thrown(() => mohurd.examine(city, { indicators: ["路网"] })) instanceof ExamineError);
  const report = mohurd.examine(city);
  assert.ok(thrown(() => report.grades({ scheme: "handbook" })) instanceof GradingError);
  assert.ok(thrown(() => report.grades({ judgements: [{ indicator: "35", grade: "超好" }] })) instanceof JudgementError);
});

test("arguments of another form are refused and not guessed at", () => {
  const report = mohurd.examine(city);
  for (const action of [
    () => mohurd.examine([{ name: "city.csv" }]),
    () => mohurd.examine([{ name: "city.csv", content: 5 }]),
    () => mohurd.examine(city, { date: "2025-02-30" }),
    () => mohurd.examine(city, { period: 2025 }),
    () => report.get("35").explain("fr"),
    () => report.grades({ judgements: "35" }),
    () => report.problems().list("nothing", "csv", { level: "city", area: "某市" }),
    () => new Table("city").ids(["a"]).numbers("built_up_area", "", new Float64Array([Infinity])),
    () => mohurd.dataset(undefined),
  ]) {
    assert.ok(thrown(action) instanceof UsageError, String(action));
  }
});

test("a formula that is wrong is pointed at", () => {
  const document = mohurd.document();
  const density = document.indicator.find((indicator) => indicator.id === "road_network_density");
  density.formula = "（快速路长度 ＋ 主干路长度 ÷ 建成区面积";
  const error = thrown(() => catalogueFrom([{ name: "local.json", content: JSON.stringify(document, null, 1) }]));
  assert.ok(error instanceof FormulaError);
  const [label] = error.diagnostics[0].labels;
  assert.equal(label.file, "local.json");
  assert.ok(label.line > 1 && label.column > 1);
});

test("the built-in catalogues are listed", () => {
  assert.ok(catalogues().includes("mohurd-2025"));
  assert.equal(mohurd.indicators.length, 60);
  assert.equal(mohurd.indicator("35").id, "road_network_density");
  assert.equal(mohurd.indicator("nothing"), null);
  assert.deepEqual(mohurd.levels.slice(0, 2).map((level) => level.id), ["dwelling", "building"]);
});

test("a catalogue is extended by text", () => {
  const name = (text) => ({ zh: text, en: text });
  const local = (formula) => ({
    catalogue: { id: "demo-2025", edition: 2025, name: name("示例"), title: name("示例"), issuer: name("某市") },
    select: { omit: [43] },
    indicator: [
      {
        number: 61, id: "roads_per_person", name: name("人均道路长度"), dimension: mohurd.indicators[34].dimension, level: "city", unit: "m/person",
        unit_name: name("米/人"), decimals: 2, definition: name("人均道路长度"), formula, direction: "higher_better", nature: "improvement",
        requirement_status: "none",
      },
    ],
  });
  const extended = mohurd.extend(JSON.stringify(local("expressway_length / resident_population")));
  assert.deepEqual([extended.id, extended.lineage, extended.indicators.length], ["demo-2025", ["mohurd-2025"], 60]);
  const error = thrown(() => mohurd.extend(JSON.stringify(local("expressway_length + resident_population"), null, 1)));
  assert.ok(error instanceof FormulaError);
  assert.equal(error.code, "formula.unit_mismatch");
  assert.equal(error.diagnostics[0].labels.length >= 2, true);
});

test("a session computes again what reads a changed cell", () => {
  const session = mohurd.session(city);
  const kept = session.report;
  const { results, warnings } = session.set("city", "某市", "建成区面积（公顷）", "20000");
  assert.deepEqual(results.map(({ indicator, value }) => [indicator, value]), [["road_network_density", "8.68"]]);
  assert.deepEqual(warnings, []);
  assert.deepEqual([kept.get("35").value, session.report.get("35").value], ["8.58", "8.68"]);
  assert.equal(session.set("city", "某市", "expressway_length", null).results[0].status, "missing");
  assert.equal(session.set("city", "某市", "expressway_length", 120.5).results[0].status, "ok");
  assert.equal(session.set("city", "某市", "expressway_length", 120n).results[0].value, "8.68");
  assert.ok(thrown(() => session.set("city", "某市", "建成区面积", "很大")) instanceof DatasetError);
  for (const wrong of [NaN, Infinity, {}, [1], Symbol("1")]) assert.ok(thrown(() => session.set("city", "某市", "建成区面积", wrong)) instanceof UsageError);
  assert.ok(thrown(() => session.set("city", "邻市", "建成区面积", "1")) instanceof ExamineError);
  const examined = mohurd.examine(session.dataset).toJSON();
  assert.deepEqual(session.report.toJSON(), examined);
});

test("preparing leaves no trace", () => {
  const [plain, prepared] = [catalogue("mohurd-2025"), catalogue("mohurd-2025")];
  prepared.prepare();
  assert.equal(prepared.contentHash, plain.contentHash);
  const files = [{ name: "city.csv", content: "城市,快速路长度,建成区面积（公顷）\n某市,120,20239\n" }];
  assert.deepEqual(prepared.examine(files).toJSON(), plain.examine(files).toJSON());
});

test("a catalogue is searched in both languages", () => {
  const [first] = mohurd.search("道路网");
  assert.deepEqual([first.kind, first.id], ["indicator", "road_network_density"]);
  assert.deepEqual(mohurd.search("road density")[0], first);
  assert.deepEqual(mohurd.search("  "), []);
  assert.equal(mohurd.item("建成区面积").id, "built_up_area");
  assert.equal(mohurd.item("没有"), null);
});

test("a formula is read while somebody types", () => {
  const reading = mohurd.readFormula("（快速路长度 ＋ 主干路长度）÷ 建成区面积", "city");
  assert.deepEqual([reading.kind, reading.items.length], ["number", 3]);
  const error = thrown(() => mohurd.readFormula("快速路长度 ＋ 建成区面积", "city"));
  assert.ok(error instanceof FormulaError);
  assert.deepEqual([error.diagnostics[0].labels.length > 0, error.diagnostics[0].labels[0].line], [true, 1]);
  assert.deepEqual(mohurd.requirementTexts("35").map(({ en }) => en), ["≥ 8 km/km²"]);
});

test("results of a whole level come as typed arrays", () => {
  const communities = "社区,停车位缺口数（个）\n二马路社区,100\n果园路社区,\n";
  const report = mohurd.examine([{ name: "community.csv", content: communities }]);
  const column = report.column("community", "parking_space_gap");
  assert.deepEqual([[...column.mantissas], column.scale, [...column.known], [...column.statuses]], [[100n, 0n], 0, [1, 0], [0, 3]]);
  assert.equal(column.verdicts.length, 2);
  assert.equal(report.column("community", "nothing"), undefined);
});

test("an examination goes on in steps", () => {
  const examination = mohurd.begin(exampleFiles());
  let steps = 1;
  while (examination.step()) steps += 1;
  assert.deepEqual([steps, examination.done, examination.total], [60, 60, 60]);
  assert.deepEqual(examination.finish().toJSON(), mohurd.examine(exampleFiles()).toJSON());
});
