import { csvRecord } from "./csv-text.ts";
import { nrmWordings } from "./nrm-extract.ts";
import { formerNames, reasonFor, reasonForFormerName, variantsOf } from "./variants.ts";

interface Repair {
  readonly variable: string;
  readonly raw: string;
  readonly canonical: string;
  readonly reason: string;
  readonly kind: string;
}

const WHO = "A. Analyst";
const WHEN = "2024-05-16";

/** The text of `records/values/<variable>.csv` by variable: every repair with its reason. */
export function valuesCsv(): Map<string, string> {
  const repairs: Repair[] = [
    ...Object.values(variantsOf).flatMap((variants) =>
      variants.map((one) => ({ ...one, reason: reasonFor[one.fault], kind: "" })),
    ),
    ...formerNames.map((one) => ({ ...one, reason: reasonForFormerName })),
    ...nrmWordings.map((one) => ({ ...one, reason: "The NRM's word for the same answer", kind: "nrm" })),
    {
      variable: "exploitation",
      raw: "Organ Harvesting",
      canonical: "Organ harvesting",
      reason: "Same words, other case",
      kind: "nrm",
    },
  ];
  const files = new Map<string, string>();
  for (const variable of [...new Set(repairs.map((repair) => repair.variable))].sort()) {
    const lines = distinctRepairs(repairs.filter((repair) => repair.variable === variable)).map((repair) =>
      csvRecord([repair.raw, repair.canonical, repair.reason, WHO, WHEN, repair.kind]),
    );
    files.set(variable, `${["raw,canonical,reason,who,when,kind", ...lines].join("\n")}\n`);
  }
  return files;
}

/** A repair that holds for every kind makes one for a single kind needless. */
function distinctRepairs(repairs: readonly Repair[]): Repair[] {
  return repairs
    .filter(({ raw, kind }, i) => {
      const general = repairs.some((other) => other.raw === raw && other.kind === "");
      return kind === "" ? repairs.findIndex((other) => other.raw === raw && other.kind === "") === i : !general;
    })
    .sort((a, b) => (a.canonical < b.canonical ? -1 : a.canonical > b.canonical ? 1 : a.raw < b.raw ? -1 : 1));
}
