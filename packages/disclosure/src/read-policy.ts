import type { Problem, Read } from "@plait/study";
import { type Policy, policyFaults, type Rounding } from "./policy.ts";

/**
 * Reads a policy of the user's own from the object its YAML parsed to. Every rule must be written; a key that is not
 * known is an error, because its author believes that it is applied. All problems are returned, each with its place.
 *
 * @param source what the YAML reader returned
 * @param file the policy's file, relative to the study folder
 */
export function readPolicy(source: unknown, file: string): Read<Policy> {
  const problems: Problem[] = [];
  const report: Report = (path, message, remedy) => {
    problems.push({ severity: "error", code: "disclosure-policy", place: { file, path }, message, remedy });
  };
  const policy = policyFrom(new Fields(source, "", report));
  if (policy === undefined || problems.length > 0) return { problems };
  for (const { path, message } of policyFaults(policy)) {
    report(path, `This ${message}.`, "Change the number.");
  }
  return problems.length > 0 ? { problems } : { value: policy, problems };
}

function policyFrom(fields: Fields): Policy | undefined {
  const name = fields.text("name");
  const title = fields.text("title");
  const source = fields.text("source");
  const threshold = fields.group("threshold", (inner) => {
    const people = inner.number("people");
    const operator = inner.oneOf("operator", ["<", "<="]);
    return people === undefined || operator === undefined ? undefined : { people, operator };
  });
  const zeros = fields.group("zeros", (inner) => {
    const rule = inner.oneOf("rule", ["safe", "disclosive", "structural-safe"]);
    const reason = inner.text("reason");
    return rule === undefined || reason === undefined ? undefined : { rule, reason };
  });
  const rounding = fields.group("rounding", roundingFrom);
  const statistics = fields.group("statistics", (inner) => {
    const significantDigits = inner.number("significant_digits");
    return significantDigits === undefined ? undefined : { significantDigits };
  });
  const models = fields.group("models", (inner) => {
    const minimumResidualDegreesOfFreedom = inner.number("minimum_residual_degrees_of_freedom");
    const levelCounts = inner.flag("level_counts");
    const eventCounts = inner.flag("event_counts");
    return minimumResidualDegreesOfFreedom === undefined || levelCounts === undefined || eventCounts === undefined
      ? undefined
      : { minimumResidualDegreesOfFreedom, levelCounts, eventCounts };
  });
  const flowDifferences = fields.flag("flow_differences");
  const published = fields.oneOf("published", ["release", "as-counted"]);
  fields.nothingElse();
  return name === undefined ||
    title === undefined ||
    source === undefined ||
    threshold === undefined ||
    zeros === undefined ||
    rounding === undefined ||
    statistics === undefined ||
    models === undefined ||
    flowDifferences === undefined ||
    published === undefined
    ? undefined
    : { name, title, source, threshold, zeros, rounding, statistics, models, flowDifferences, published };
}

function roundingFrom(fields: Fields): Rounding | undefined {
  const method = fields.oneOf("method", ["none", "nearest", "midpoint"]);
  if (method === undefined) {
    fields.ignore("to", "order", "totals");
    return undefined;
  }
  if (method === "none") return { method };
  const to = fields.number("to");
  const order = fields.oneOf("order", ["suppress-then-round"]);
  const totals = fields.oneOf("totals", ["sums-of-rounded-parts", "rounded-independently"]);
  return to === undefined || order === undefined || totals === undefined ? undefined : { method, to, order, totals };
}

type Report = (path: string, message: string, remedy: string) => void;

/** The fields of one YAML mapping; each is asked for once, and what was never asked for is reported. */
class Fields {
  readonly #values: ReadonlyMap<string, unknown> | undefined;
  readonly #asked = new Set<string>();
  readonly #path: string;
  readonly #report: Report;

  constructor(source: unknown, path: string, report: Report) {
    this.#path = path;
    this.#report = report;
    this.#values = mappingOf(source);
    if (this.#values === undefined) {
      report(path === "" ? "the whole file" : path, "This must be a list of `key: value` lines.", "See the guide.");
    }
  }

  text(key: string): string | undefined {
    const value = this.#ask(key, "some text");
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    return this.#wrong(key, value, "some text");
  }

  number(key: string): number | undefined {
    const value = this.#ask(key, "a number");
    return typeof value === "number" ? value : this.#wrong(key, value, "a number");
  }

  flag(key: string): boolean | undefined {
    const value = this.#ask(key, "true or false");
    return typeof value === "boolean" ? value : this.#wrong(key, value, "true or false");
  }

  oneOf<const T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const expected = allowed.map((one) => JSON.stringify(one)).join(" or ");
    const value = this.#ask(key, expected);
    return allowed.find((one) => one === value) ?? this.#wrong(key, value, expected);
  }

  group<T>(key: string, read: (fields: Fields) => T | undefined): T | undefined {
    const value = this.#ask(key, "its own `key: value` lines");
    if (value === undefined) return undefined;
    const inner = new Fields(value, this.#at(key), this.#report);
    const result = read(inner);
    inner.nothingElse();
    return result;
  }

  ignore(...keys: readonly string[]): void {
    for (const key of keys) this.#asked.add(key);
  }

  nothingElse(): void {
    for (const key of this.#values?.keys() ?? []) {
      if (this.#asked.has(key)) continue;
      this.#report(this.#at(key), "Plait knows no such rule and would not apply it.", "Correct the name or remove it.");
    }
  }

  #ask(key: string, expected: string): unknown {
    this.#asked.add(key);
    if (this.#values === undefined) return undefined;
    const value = this.#values.get(key) ?? undefined;
    if (value === undefined)
      this.#report(this.#at(key), "This rule is missing.", `Write ${this.#at(key)}: ${expected}.`);
    return value;
  }

  #wrong(key: string, value: unknown, expected: string): undefined {
    if (value === undefined) return;
    this.#report(this.#at(key), `This is ${JSON.stringify(value)}.`, `Write ${expected}.`);
  }

  #at(key: string): string {
    return this.#path === "" ? key : `${this.#path}.${key}`;
  }
}

function mappingOf(source: unknown): ReadonlyMap<string, unknown> | undefined {
  const isMapping = typeof source === "object" && source !== null && !Array.isArray(source);
  return isMapping ? new Map(Object.entries(source)) : undefined;
}
