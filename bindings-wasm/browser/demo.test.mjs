// The demo in a real browser, as a user meets it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { launch, picture } from "./chromium.mjs";
import { serve } from "./serve.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser, context, page, server;
const complaints = [];
const foreign = [];

before(async () => {
  server = await serve(fileURLToPath(new URL("../dist", import.meta.url)));
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  page = await context.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => request.url().startsWith(server.address) || /^(data|blob):/.test(request.url()) || foreign.push(request.url()));
  await page.goto(`${server.address}/`);
  await page.getByTestId("dimensions").waitFor({ timeout: 60000 });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const show = async (view) => page.getByTestId(`view-${view}`).click();

async function drop(files) {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, content } of given) data.items.add(new File([content], name));
    return data;
  }, files);
  await page.dispatchEvent("#content", "drop", { dataTransfer: transfer });
}

async function noSeriousViolations(where) {
  // The rules run in a world of their own, which the policy of the page does not bind.
  await page.evaluate(`${axe}; undefined`);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  assert.deepEqual(serious.map(({ id, nodes }) => `${where}: ${id}: ${nodes.slice(0, 3).map(({ html }) => html).join(" ")}`), []);
}

test("it loads and examines the example city", async () => {
  await picture(page, "1-overview");
  const text = await page.getByTestId("dimensions").innerText();
  assert.match(text, /智慧高效/);
  assert.match(await page.locator(".status").innerText(), /2025/);
  await noSeriousViolations("overview");
});

test("the results say how they came about", async () => {
  await show("results");
  assert.ok((await page.getByTestId("results").locator("tbody tr").count()) >= 60);
  await page.getByTestId("row-fire_station_service_coverage.").click();
  const trace = await page.getByTestId("trace").innerText();
  assert.match(trace, /20\.59/);
  assert.match(trace, /40\.42/);
  await picture(page, "2-results");
  await noSeriousViolations("results");
});

test("a value that is changed changes the verdict and the grade", async () => {
  await show("results");
  const row = page.locator("tr", { has: page.getByTestId("row-fire_station_service_coverage.") });
  const before_ = await row.innerText();
  await show("forms");
  const input = page.getByTestId("cell-construction_land_in_fire_cover");
  for (const name of await page.getByTestId("group").locator("option").allInnerTexts()) {
    if (await input.count()) break;
    await page.getByTestId("group").selectOption({ label: name });
  }
  await input.fill("196");
  await page.getByTestId("changes").getByText("99.84").waitFor();
  await picture(page, "3-forms");
  await input.fill("很多");
  await page.locator(".cell.wrong .error").waitFor();
  await picture(page, "3-forms-wrong");
  await noSeriousViolations("forms");
  await input.fill("196");
  await show("results");
  const after_ = await row.innerText();
  assert.notEqual(after_, before_);
  assert.match(after_, /99\.84/);
});

test("a wrong formula is underlined where it is wrong", async () => {
  await show("local");
  await page.getByTestId("formula").fill("快速路长度 ＋ 建成区面积");
  const outcome = page.getByTestId("formula-outcome");
  await outcome.getByText("formula.unit_mismatch").waitFor();
  assert.equal(await page.locator(".ink .first").innerText(), "建成区面积");
  await picture(page, "4-local-wrong");
  // The caret stays where the user types.
  await page.getByTestId("formula").press("Home");
  await page.keyboard.type("2 × ");
  assert.equal(await page.getByTestId("formula").evaluate((area) => area.selectionStart), 4);
  await page.getByTestId("formula").fill("快速路长度 ÷ 建成区面积");
  await outcome.getByText("公式正确").waitFor();
  await picture(page, "4-local");
  await noSeriousViolations("local");
});

test("problems are listed and mapped", async () => {
  await show("problems");
  assert.ok((await page.getByTestId("problems").locator("tbody tr").count()) > 5);
  await page.getByTestId("problems").locator("tbody tr").first().click();
  await picture(page, "5-problems");
  await noSeriousViolations("problems");
  await show("map");
  await page.getByTestId("legend").waitFor();
  await page.waitForTimeout(1200);
  await picture(page, "6-map");
  await noSeriousViolations("map");
});

test("a map of one's own is dropped", async () => {
  const square = (x, y) => [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]];
  const feature = (name, place) => ({ type: "Feature", properties: { name }, geometry: { type: "Polygon", coordinates: square(place, 0) } });
  const map = { type: "FeatureCollection", features: ["二马路社区", "体育场路社区"].map(feature) };
  await drop([{ name: "own.geojson", content: JSON.stringify(map) }]);
  await page.getByText("own.geojson").first().waitFor();
  await page.waitForTimeout(800);
  await picture(page, "6-map-own");
  await page.getByRole("button", { name: "用示意图" }).click();
});

test("what is wrong with dropped files is said, each at its place", async () => {
  await show("overview");
  await drop([{ name: "city.csv", content: "城市,建成区面积（平方公里）,居住用地面积（平方公里）\n宜昌市,约200,\"12,34\"\n" }]);
  const notice = page.getByTestId("notice");
  await notice.waitFor();
  const text = await notice.innerText();
  assert.match(text, /city\.csv : 2 : 建成区面积/);
  assert.match(text, /city\.csv : 2 : 居住用地面积/);
  await picture(page, "7-refused");
  await noSeriousViolations("refused files");
  await notice.getByRole("button").click();
});

test("results are exported", async () => {
  const download = async (kind) => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByTestId("export").selectOption(kind)]);
    return readFileSync(await file.path(), "utf8");
  };
  const document = JSON.parse(await download("json"));
  assert.equal(document.provenance.catalogue, "mohurd-2025");
  assert.ok(document.results.length > 1000);
  assert.match(await download("csv"), /城市道路网密度/);
  assert.match(await download("tasks"), /,/);
  await page.emulateMedia({ media: "print" });
  await show("results").catch(() => undefined);
  await picture(page, "8-print");
  await page.emulateMedia({ media: "screen" });
});

test("the language is switched", async () => {
  await page.getByTestId("language").click();
  await show("results");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.match(await page.getByTestId("results").innerText(), /Road network density/);
  await show("overview");
  await page.waitForTimeout(600);
  await picture(page, "9-english");
  await noSeriousViolations("English");
  await page.getByTestId("language").click();
});

test("it is worked by keyboard alone", async () => {
  await page.reload();
  await page.getByTestId("dimensions").waitFor({ timeout: 60000 });
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.getByTestId("view-results").focus();
  await page.keyboard.press("Enter");
  await page.getByTestId("row-road_network_density.").focus();
  await page.keyboard.press("Enter");
  await page.getByTestId("trace").waitFor();
});

test("nothing leaves the page, nothing is stored, nothing is complained of", async () => {
  assert.deepEqual(foreign, []);
  const stored = await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]);
  assert.deepEqual(stored, [0, 0, "", 0]);
  assert.deepEqual(complaints, []);
});
