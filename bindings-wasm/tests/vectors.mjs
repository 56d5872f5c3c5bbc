// Runs the cases of spec/vectors against the package. It uses nothing of Node, so that a browser runs the same.

/** Differences between the package and the files, and the number of cases. `files` are `[path below spec/vectors, text]`. */
export function runVectors(library, files) {
  const outcome = { cases: 0, failures: [] };
  for (const [path, text] of files) {
    const file = JSON.parse(text);
    const raw = new RawJson(text);
    if (file.rows) {
      overall(library, file, outcome);
      continue;
    }
    const run = file.scheme ? grading : file.indicator ? indicator : trap;
    const shared = { library, file, raw, catalogue: file.catalogue && library.catalogue(file.catalogue) };
    file.cases.forEach((_, place) => {
      outcome.cases += 1;
      const found = run(shared, place);
      outcome.failures.push(...found.map((failure) => `${path}: ${file.cases[place].name}: ${failure}`));
    });
  }
  return outcome;
}

/** The text of parts of a JSON text as they are written: a number without quotes keeps its digits. */
class RawJson {
  constructor(text) {
    this.text = text;
  }

  /** The text of the value at a path, or `undefined`. */
  at(...path) {
    this.position = 0;
    for (const step of path) if (!this.enter(step)) return undefined;
    this.blanks();
    const begin = this.position;
    this.skip();
    return this.text.slice(begin, this.position);
  }

  blanks() {
    while (/\s/.test(this.text[this.position])) this.position += 1;
  }

  string() {
    const begin = this.position;
    for (this.position += 1; this.text[this.position] !== '"'; this.position += 1) if (this.text[this.position] === "\\") this.position += 1;
    this.position += 1;
    return JSON.parse(this.text.slice(begin, this.position));
  }

  skip() {
    this.blanks();
    const first = this.text[this.position];
    if (first === '"') this.string();
    else if (first === "{" || first === "[") {
      let depth = 0;
      do {
        const sign = this.text[this.position];
        if (sign === '"') {
          this.string();
          continue;
        }
        if (sign === "{" || sign === "[") depth += 1;
        if (sign === "}" || sign === "]") depth -= 1;
        this.position += 1;
      } while (depth > 0);
    } else while (!/[\s,\]}]/.test(this.text[this.position])) this.position += 1;
  }

  enter(step) {
    this.blanks();
    const close = typeof step === "number" ? "]" : "}";
    this.position += 1;
    for (let place = 0; ; place += 1) {
      this.blanks();
      if (this.text[this.position] === close) return false;
      let key = place;
      if (close === "}") {
        key = this.string();
        this.blanks();
        this.position += 1;
      }
      if (key === step) return true;
      this.skip();
      this.blanks();
      if (this.text[this.position] === ",") this.position += 1;
    }
  }
}

const same = (expected, found) => JSON.stringify(expected ?? null) === JSON.stringify(found ?? null);
const differs = (what, expected, found) => `${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`;

/** Runs an action that must be refused with a code. */
function refusal(library, action, code) {
  try {
    action();
  } catch (error) {
    if (!(error instanceof library.CityvitalsError)) return [`expected the refusal ${code}, found ${error}`];
    const codes = error.diagnostics.filter((problem) => problem.severity === "error").map((problem) => problem.code);
    return codes.includes(code) ? [] : [differs("refusal", code, codes)];
  }
  return [`expected the refusal ${code}, but it was accepted`];
}

function attempt(action) {
  try {
    return action();
  } catch (error) {
    return [`refused: ${error.message}`];
  }
}

function dataset(catalogue, text, previous) {
  return catalogue.dataset(text, previous === undefined ? undefined : { previous: catalogue.dataset(previous) });
}

function indicator({ library, file, raw, catalogue }, place) {
  const { expect, error, options } = file.cases[place];
  const texts = [raw.at("cases", place, "dataset"), raw.at("cases", place, "previous")];
  if (error) return refusal(library, () => dataset(catalogue, ...texts), error);
  return attempt(() => examine(catalogue, file.indicator, texts, options, expect));
}

function examine(catalogue, name, texts, options, expect) {
  const report = catalogue.examine(dataset(catalogue, ...texts), { ...options, indicators: [name] });
  const failures = expect.flatMap((expected) => compare(report, name, expected));
  const stored = JSON.parse(JSON.stringify(report));
  if (!same(stored, report.toJSON())) failures.push("the report reads back as another one");
  catalogue.replay(stored, report.dataset);
  return expect.length === 0 ? ["nothing is expected of it"] : failures;
}

function compare(report, name, expected) {
  const result = report.at(expected.level, expected.area, expected.part ? `${name}.${expected.part}` : name);
  const place = `${expected.level} ${expected.area} ${expected.part ?? ""}`.trim();
  if (!result) return [`${place}: there is no such result`];
  const found = result.toJSON();
  const failures = [];
  const hold = (what, wanted, has) => same(wanted, has) || failures.push(`${place}: ${differs(what, wanted, has)}`);
  hold("status", expected.status, found.status);
  hold("value", expected.value, found.value);
  hold("status of the getter", expected.status, result.status);
  hold("value of the getter", expected.value, result.value);
  if (expected.exact !== undefined) hold("exact value", expected.exact, found.exact);
  if (expected.completeness !== undefined) hold("completeness", expected.completeness, found.completeness);
  if (expected.verdicts !== undefined) hold("verdicts", expected.verdicts.map(verdict), (found.verdicts ?? []).map(verdict));
  return failures;
}

const verdict = ({ requirement, outcome, reason, gap, relative_gap_percent, provisional }) =>
  [requirement, outcome, reason ?? null, gap ?? null, relative_gap_percent ?? null, provisional ?? false];

function trap({ library, file, raw }, place) {
  const given = file.cases[place];
  const named = () => {
    const source = raw.at("catalogues", given.catalogue);
    return source === undefined ? library.catalogue(given.catalogue) : library.catalogueFrom([{ name: "catalogue.json", content: source }]);
  };
  const texts = [raw.at("cases", place, "dataset"), raw.at("cases", place, "previous")];
  const wrapped = () => wrap(library, given);
  switch (given.kind) {
    case "dataset":
      return attempt(() => examine(named(), given.indicator, texts, given.options, given.expect));
    case "formula":
      return attempt(() => {
        const { catalogue, input } = wrapped();
        const expected = { level: "city", area: "city", status: given.status ?? "ok", value: given.value, exact: given.exact };
        return examine(catalogue, "formula", [JSON.stringify(input)], {}, [expected]);
      });
    case "refused":
      if (given.formula !== undefined) return refusal(library, wrapped, given.code);
      return refusal(library, () => (texts[0] === undefined ? named() : dataset(named(), ...texts)), given.code);
    case "float":
      // A value is handed over as text; what a user makes of it is the nearest float.
      return Object.is(Number(given.decimal), Number(given.float)) ? [] : [differs("float", given.float, Number(given.decimal))];
    default:
      return [`there is no kind ${given.kind}`];
  }
}

/** A formula as a catalogue of its own; spec/vectors/traps/README.md says how. */
function wrap(library, { formula, inputs = {}, unit = "1", decimals = 2, rounding = "half_even" }) {
  const words = (text) => ({ zh: text, en: text });
  const names = Object.keys(inputs).sort((left, right) => (left < right ? -1 : 1));
  const row = { id: "city" };
  const item = names.map((name, place) => {
    const given = inputs[name] !== null && typeof inputs[name] === "object" ? inputs[name] : { value: inputs[name], unit: "1" };
    row[`input_${place + 1}`] = given.value;
    return { id: `input_${place + 1}`, name: words(name), kind: "measure", unit: given.unit, level: "city", scope: "all", rollup: "sum" };
  });
  const document = {
    catalogue: { id: "formula-only", edition: 2025, name: words("公式"), title: words("公式"), issuer: words("公式"), rounding },
    level: [{ id: "city", name: words("城市"), kind: "area", unit: "city" }],
    dimension: [{ id: "all", name: words("全部"), group: "all", group_name: words("全部") }],
    item,
    indicator: [
      {
        number: 1, id: "formula", name: words("公式的值"), dimension: "all", level: "city", unit, unit_name: words(unit), decimals,
        definition: words("公式的值"), formula, direction: "neutral", nature: "improvement", requirement_status: "none",
      },
    ],
  };
  const catalogue = library.catalogueFrom([{ name: "catalogue.json", content: JSON.stringify(document) }]);
  return { catalogue, input: { tables: { city: { rows: [row] } } } };
}

function overall(library, { scheme, rows }, outcome) {
  for (const [very_good, good, fair, insufficient, ungraded, not_applicable, grade, undefinedCase] of rows) {
    outcome.cases += 1;
    const counts = { very_good, good, fair, insufficient, ungraded, not_applicable };
    const decision = library.overallGrade(counts, scheme);
    if (!same([grade, undefinedCase], [decision.grade, decision.undefined ?? false])) {
      outcome.failures.push(`grading/overall.json: ${JSON.stringify(counts)}: ${differs("grade", grade, decision.grade)}`);
    }
  }
}

function grading({ library, file, raw, catalogue }, place) {
  const given = file.cases[place];
  return attempt(() => {
    const report = catalogue.examine(dataset(catalogue, raw.at("cases", place, "dataset"), raw.at("cases", place, "previous")));
    const options = { scheme: file.scheme, judgements: given.judgements ?? [] };
    if (given.error) return refusal(library, () => report.grades(options), given.error);
    const grades = report.grades(options).toJSON();
    const problems = report.problems(options).toJSON();
    const failures = [];
    const hold = (what, wanted, has) => same(wanted, has) || failures.push(differs(what, wanted, has));
    for (const expected of given.grades ?? []) hold("grade", gradeRow(expected), foundGrade(grades, expected.indicator));
    for (const expected of given.problems ?? []) hold("problem", problemRow(expected), foundProblem(problems, expected));
    const open = problems.undetermined.map(({ level, area, indicator, cause }) => JSON.stringify([level, area, indicator, cause.kind]));
    for (const { level, area, indicator, cause } of given.undetermined ?? []) {
      if (!open.includes(JSON.stringify([level, area, indicator, cause]))) failures.push(`${indicator} of ${area} is not undetermined`);
    }
    for (const name of given.no_problem ?? []) {
      if ([...problems.problems, ...problems.undetermined].some((found) => found.indicator === name)) failures.push(`${name} is a problem`);
    }
    if (!given.grades?.length && !given.problems?.length) failures.push("nothing is expected of it");
    return failures;
  });
}

const gradeRow = (row) =>
  ["grade", "decided_by", "ungraded", "base", "shift", "by_rule", "percent", "band", "survey_score"].map((key) => row[key] ?? null)
    .concat([row.lowered ?? false, row.provisional ?? false]);

function foundGrade({ areas }, name) {
  const found = areas[0].indicators.find((known) => known.indicator === name);
  if (!found) return undefined;
  const decisive = (found.yardsticks ?? []).find((yardstick) => yardstick.role === "decides");
  return gradeRow({
    ...found, percent: decisive?.percent, band: decisive?.band, survey_score: found.survey?.score, lowered: found.survey?.lowered,
  });
}

const problemRow = (row) => [
  row.reasons, row.degree ?? null, row.difficulty ?? null, row.class, row.priority, row.urgent ?? false, row.recurring ?? false,
  Object.entries(row.cases ?? {}).sort(), row.concerned ?? null, row.judged ?? null,
];

function foundProblem({ problems }, { level, area, indicator }) {
  const found = problems.find((known) => known.level === level && known.area === area && known.indicator === indicator);
  if (!found) return undefined;
  return problemRow({
    reasons: found.reasons.map((reason) => reason.kind),
    degree: found.degree?.severity,
    difficulty: found.difficulty,
    class: found.class.class,
    priority: found.priority.priority,
    urgent: found.urgent,
    recurring: found.priority.recurring,
    cases: Object.fromEntries((found.sub_problems ?? []).map(({ check, cases }) => [check, cases])),
    concerned: found.prevalence?.concerned,
    judged: found.prevalence?.judged,
  });
}
