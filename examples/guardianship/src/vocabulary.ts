import type { Random } from "@plait/study";

/** Values with how often each occurs, in any unit. */
export type Weighted = readonly (readonly [value: string, weight: number])[];

export function pickWeighted(options: Weighted, random: Random): string {
  let left = random.next() * options.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of options) {
    left -= weight;
    if (left < 0) return value;
  }
  const last = options.at(-1);
  if (last === undefined) throw new RangeError("options must not be empty");
  return last[0];
}

export const NOT_KNOWN = "Not known";
export const TEST_SITE = "Test site";

/** Names of our own, not those of any real site. */
export const sites = [
  "Capital South",
  "East Anglia Rivers",
  "Gwent and Vale",
  "Humber Estuary",
  "Mersey and Dee",
  "Midland Cities",
  "Northern Ports",
  "Pennine Towns",
  "Severn Valley",
  "South Coast",
  "Thames Gateway",
  "Trent and Peak",
] as const;

/** Weights are made up. The pairs that a careless clean-up would merge (Nigerian and Nigerien …) all occur. */
export const nonUkNationalities: Weighted = [
  ["Vietnamese", 190],
  ["Albanian", 180],
  ["Sudanese", 120],
  ["Eritrean", 110],
  ["Iranian", 80],
  ["Iraqi", 75],
  ["Afghan", 70],
  ["Ethiopian", 50],
  ["Romanian", 45],
  ["Nigerian", 40],
  ["Chinese", 28],
  ["Pakistani", 18],
  ["Indian", 16],
  ["Bangladeshi", 15],
  ["Polish", 14],
  ["Somali", 22],
  ["Ghanaian", 12],
  ["Gambian", 11],
  ["Guinean", 11],
  ["Ivorian", 12],
  ["Syrian", 18],
  ["Egyptian", 12],
  ["Algerian", 11],
  ["Moroccan", 10],
  ["Turkish", 9],
  ["Ukrainian", 8],
  ["Lithuanian", 9],
  ["Slovak", 9],
  ["Czech", 7],
  ["Bulgarian", 8],
  ["Portuguese", 8],
  ["Congolese (DRC)", 9],
  ["South Sudanese", 9],
  ["Nigerien", 8],
  ["Mauritanian", 7],
  ["Mauritian", 6],
  ["Malawian", 6],
  ["Malaysian", 6],
  ["Australian", 3],
  ["Austrian", 3],
];

export const mustNotMerge = [
  ["Nigerian", "Nigerien"],
  ["Mauritanian", "Mauritian"],
  ["Australian", "Austrian"],
  ["Malawian", "Malaysian"],
  ["South Sudanese", "Sudanese"],
] as const;

export const exploitationTypes = ["Labour", "Sexual", "Criminal", "Domestic", "Organ harvesting", "Financial"] as const;
export type ExploitationType = (typeof exploitationTypes)[number];

export const exploitationLocations: Weighted = [
  ["UK", 55],
  ["Overseas", 22],
  ["UK and overseas", 16],
  [NOT_KNOWN, 7],
];

export const ukImmigrationStatus = "British citizen";

export const immigrationStatuses: Weighted = [
  ["Asylum claim pending", 48],
  ["Refugee status", 14],
  ["Leave to remain", 13],
  ["EU settled status", 9],
  ["No claim made", 10],
  [NOT_KNOWN, 6],
];

export const criminalJusticeStatuses: Weighted = [
  ["None", 48],
  ["Victim or witness", 20],
  ["Accused", 14],
  ["Charged", 8],
  ["Convicted", 6],
  [NOT_KNOWN, 4],
];

export const referrers: Weighted = [
  ["Local authority", 55],
  ["Police", 20],
  ["Home Office", 14],
  ["Charity", 7],
  ["Health service", 4],
];

export const closureReasons = [
  "Turning 18",
  "No trafficking concerns",
  "Negative NRM decision",
  "Did not want an ICTG",
  "Long-term missing",
  "Returned to country of origin",
  "Transfer to a non-ICTG site",
  "Other",
] as const;

export const rarerReasons: Weighted = [
  ["Negative NRM decision", 26],
  ["Did not want an ICTG", 28],
  ["Long-term missing", 20],
  ["Returned to country of origin", 8],
  ["Transfer to a non-ICTG site", 18],
];

export const nextServices: Weighted = [
  ["Local authority support", 60],
  ["Adult support service", 25],
  ["Other charity", 15],
];

export const contactTypes: Weighted = [
  ["Telephone", 34],
  ["Face to face", 24],
  ["Email", 18],
  ["Text or message", 12],
  ["Video call", 8],
  ["Meeting", 4],
];

export const contactPartners: Weighted = [
  ["Young person", 38],
  ["Social worker", 26],
  ["Police", 8],
  ["Solicitor", 8],
  ["Foster carer", 7],
  ["School or college", 5],
  ["Health service", 3],
  ["Youth justice worker", 3],
  ["Guardian in another area", 2],
];
