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
  const policy = policyOf(source, report);
  if (policy === undefined) return { problems };
  for (const { path, message } of policyFaults(policy)) {
    report(path, `This ${message}.`, "Change the number.");
  }
  return problems.length > 0 ? { problems } : { value: policy, problems };
}

export type Report = (path: string, message: string, remedy: string) => void;

/** The policy that an object says, if every rule is there and of its type; each one that is not is reported. */
export function policyOf(source: unknown, report: Report): Policy | undefined {
  let faulty = false;
  const fields = new Fields(source, "", (...problem) => {
    faulty = true;
    report(...problem);
  });
  const policy = policyFrom(fields);
  return faulty ? undefined : policy;
}

function policyFrom(fields: Fields): Policy | undefined {
  const name = fields.text("name");
  const title = fields.text("title");
  const source = fields.text("source");
  const unit = fields.oneOf("unit", ["distinct-people"]);
  const threshold = fields.group("threshold", (inner) =>
    whole({ people: inner.number("people"), operator: inner.oneOf("operator", ["<", "<="]) }),
  );
  const zeros = fields.group("zeros", (inner) =>
    whole({ rule: inner.oneOf("rule", ["safe", "disclosive", "structural-safe"]), reason: inner.text("reason") }),
  );
  const protection = fields.group("protection", (inner) => whole({ range: inner.number("range") }));
  const rounding = fields.group("rounding", roundingFrom);
  const classDisclosure = fields.group("class_disclosure", (inner) =>
    whole({ share: inner.number("share"), action: inner.oneOf("action", ["withhold", "review", "release"]) }),
  );
  const statistics = fields.group("statistics", (inner) =>
    whole({
      significantDigits: inner.number("significant_digits"),
      extremes: inner.oneOf("extremes", ["withhold", "shared", "as-others"]),
      identicalValues: inner.oneOf("identical_values", ["withhold", "as-others"]),
    }),
  );
  const magnitudes = fields.group("magnitudes", (inner) =>
    whole({
      dominance: inner.noneOr("dominance", (rule) =>
        whole({
          largest: rule.number("largest"),
          share: rule.number("share"),
          operator: rule.oneOf("operator", [">=", ">"]),
        }),
      ),
      pPercent: inner.noneOr("p_percent", (rule) =>
        whole({ share: rule.number("share"), operator: rule.oneOf("operator", ["<", "<="]) }),
      ),
      negatives: inner.oneOf("negatives", ["review", "withhold"]),
    }),
  );
  const models = fields.group("models", (inner) =>
    whole({
      minimumResidualDegreesOfFreedom: inner.number("minimum_residual_degrees_of_freedom"),
      levelCounts: inner.flag("level_counts"),
      eventCounts: inner.flag("event_counts"),
      saturated: inner.flag("saturated"),
      leverageOfOne: inner.flag("leverage_of_one"),
    }),
  );
  const curveSteps = fields.flag("curve_steps");
  const flowDifferences = fields.flag("flow_differences");
  const quotations = fields.oneOf("quotations", ["review", "release"]);
  const published = fields.oneOf("published", ["release", "as-counted"]);
  fields.nothingElse();
  return whole({
    name,
    title,
    source,
    unit,
    threshold,
    zeros,
    protection,
    rounding,
    classDisclosure,
    statistics,
    magnitudes,
    models,
    curveSteps,
    flowDifferences,
    quotations,
    published,
  });
}

function roundingFrom(fields: Fields): Rounding | undefined {
  const method = fields.oneOf("method", ["none", "nearest", "midpoint", "controlled"]);
  switch (method) {
    case undefined:
      fields.ignore("to", "order", "totals", "shares");
      return undefined;
    case "none":
      return { method };
    case "controlled":
      return whole({ method, to: fields.number("to") });
    case "nearest":
    case "midpoint":
      return whole({
        method,
        to: fields.number("to"),
        order: fields.oneOf("order", ["suppress-then-round"]),
        totals: fields.oneOf("totals", ["sums-of-rounded-parts", "rounded-independently"]),
        shares: fields.textOr("shares", "of-printed-counts", (inner) => whole({ midpoint: inner.number("midpoint") })),
      });
  }
}

type Whole<T> = { readonly [Key in keyof T]: Exclude<T[Key], undefined> };

/** The object, if every field of it was read. */
function whole<T extends object>(fields: T): Whole<T> | undefined {
  // All fields were looked at.
  return Object.values(fields).includes(undefined) ? undefined : (fields as Whole<T>);
}

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

  /** A group, or one word in its place. */
  textOr<T, const W extends string>(key: string, word: W, read: (fields: Fields) => T | undefined): T | W | undefined {
    return this.#values?.get(key) === word ? this.oneOf(key, [word]) : this.group(key, read);
  }

  noneOr<T>(key: string, read: (fields: Fields) => T | undefined): T | "none" | undefined {
    return this.textOr(key, "none", read);
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
