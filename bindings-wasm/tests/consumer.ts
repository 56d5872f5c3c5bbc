// A program as a user writes it; only its types are checked.
import { CityvitalsError, Table, catalogue, type Diagnostic, type ResultDocument } from "cityvitals";
import { init } from "cityvitals/init";

await init({ module_or_path: new URL("https://example.org/cityvitals_bg.wasm") });

const mohurd = catalogue("mohurd-2025");
const building = new Table("building").ids(["h1"]).flags("structural_hazard", new Uint8Array([1]));
const report = mohurd.examine([building, { name: "city.csv", content: "城市\n某市\n" }], { profile: { size: "large", rail: true }, date: "2025-12-31" });

const density = report.get("road_network_density");
const shown: string = density?.value ?? "–";
const known: "ok" | "partial" | "reported" | "missing" | "not_applicable" | "undefined" | "overflow" | "invalid" | undefined = density?.status;
const rows: ResultDocument[] = report.results({ level: "city" });
const outcome: "met" | "not_met" | "undetermined" | undefined = rows[0]?.verdicts?.[0]?.outcome;
const text: string | undefined = report.problems({ judgements: [{ indicator: "35", grade: "good" }] }).explain("city", "某市", "35", "en");
const name: string | undefined = mohurd.indicator("35")?.name.zh;

// @ts-expect-error a misspelt option is found
mohurd.examine("{}", { perod: "2025" });
// @ts-expect-error there is no French
density?.explain("fr");
// @ts-expect-error a number of 64 bits is a bigint
building.decimals("floor_area", "m2", new Float64Array([1]), 0);

try {
  mohurd.dataset({ tables: { city: { rows: [{ id: "某市", built_up_area: "202.39" }] } } }, { complete: ["building"] });
} catch (error) {
  if (error instanceof CityvitalsError) {
    const first: Diagnostic | undefined = error.diagnostics[0];
    console.error(error.code, error.path, first?.message_zh);
  }
}

export { known, name, outcome, shown, text };
