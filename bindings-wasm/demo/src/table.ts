// Results as the rows of a table for people.
import type { Indicator, ResultDocument } from "cityvitals";
import * as state from "./state";
import { say, t, tag } from "./words";

/** Indicators of the catalogue by id. */
export const indicators = (): Map<string, Indicator> => new Map(state.document.value.indicator?.map((indicator) => [String(indicator.id), indicator]));

/** The name of an indicator, and of its part. */
export function nameOf(result: ResultDocument, indicator: Indicator | undefined): string {
  const part = indicator?.part?.find(({ id }) => id === result.part);
  return say(indicator?.name) + (part ? ` · ${say(part.name)}` : "");
}

/** What the verdicts come to: the worst of them. */
export function verdictOf(result: ResultDocument): "met" | "not_met" | "undetermined" | null {
  const outcomes = (result.verdicts ?? []).map(({ outcome }) => outcome);
  return (["not_met", "undetermined", "met"] as const).find((outcome) => outcomes.includes(outcome)) ?? null;
}

// A cell that a spreadsheet would run is kept a text.
const cell = (text: string): string => {
  const harmless = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** Every result above the single objects, as CSV. */
export function resultsCsv(): string {
  const known = indicators();
  const head = ["number", "indicator", "level", "area", "value", "unit", "status", "verdict", "evidence"] as const;
  const levels = state.levels.value.slice(0, 4).map(({ id }) => id);
  const lines = levels.flatMap((level) =>
    (state.currentReport.value?.results({ level }) ?? []).map((result) => {
      const indicator = known.get(result.indicator);
      const verdict = verdictOf(result);
      return [
        String(result.number), nameOf(result, indicator), result.level, result.area, result.value ?? "", say(indicator?.unit_name), tag(result.status),
        verdict ? t(verdict) : "", result.evidence === "source" ? "" : t("verify"),
      ];
    }),
  );
  return [head.map((word) => t(word)), ...lines].map((line) => line.map(cell).join(",")).join("\r\n");
}
