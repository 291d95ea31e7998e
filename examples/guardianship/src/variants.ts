import type { ServiceKind } from "./counts.ts";

export type VariantFault =
  | "value-misspelt"
  | "value-recased"
  | "value-superscript"
  | "value-reworded"
  | "value-accented";

/** How a value was sometimes written, and why it is taken for the canonical one. */
export interface Variant {
  readonly fault: VariantFault;
  readonly variable: string;
  readonly raw: string;
  readonly canonical: string;
}

const variants = (
  variable: string,
  byCanonical: Readonly<Record<string, readonly [VariantFault, string][]>>,
): Variant[] =>
  Object.entries(byCanonical).flatMap(([canonical, written]) =>
    written.map(([fault, raw]) => ({ fault, variable, raw, canonical })),
  );

const misspelt = (raw: string): [VariantFault, string] => ["value-misspelt", raw];
const recased = (raw: string): [VariantFault, string] => ["value-recased", raw];
const superscript = (raw: string): [VariantFault, string] => ["value-superscript", raw];
const reworded = (raw: string): [VariantFault, string] => ["value-reworded", raw];
const accented = (raw: string): [VariantFault, string] => ["value-accented", raw];

export const reasonFor: Readonly<Record<VariantFault, string>> = {
  "value-misspelt": "Misspelt",
  "value-recased": "Same words, other case",
  "value-superscript": "Footnote mark glued to the value",
  "value-reworded": "Other wording of the same answer",
  "value-accented": "Country for nationality, with accent and apostrophe",
};

export const variantsOf: Readonly<Record<ServiceKind, readonly Variant[]>> = {
  referral: [
    ...variants("site", {
      "Mersey and Dee": [recased("MERSEY AND DEE"), reworded("Mersey & Dee"), misspelt("Mersey and De")],
      "Humber Estuary": [misspelt("Humber Estury"), superscript("Humber Estuary1")],
      "Thames Gateway": [misspelt("Thames Gatewy"), recased("thames gateway")],
      "East Anglia Rivers": [misspelt("East Angila Rivers")],
      "Northern Ports": [recased("northern Ports"), superscript("Northern Ports¹")],
      "Pennine Towns": [misspelt("Penine Towns")],
    }),
    ...variants("gender", {
      Female: [reworded("F"), recased("female"), recased("FEMALE"), misspelt("Femal")],
      Male: [reworded("M"), recased("male"), recased("MALE"), misspelt("Mael")],
      "Not known": [reworded("Unknown")],
    }),
    ...variants("nationality", {
      Albanian: [misspelt("Albanain"), recased("albanian"), superscript("Albanian2"), reworded("Albania")],
      Vietnamese: [misspelt("Vietnamse"), recased("VIETNAMESE"), reworded("Viet Namese"), superscript("Vietnamese²")],
      British: [reworded("UK"), misspelt("Brittish"), recased("british"), reworded("Welsh")],
      Sudanese: [recased("sudanese"), misspelt("Sudanees")],
      "South Sudanese": [recased("South sudanese")],
      Eritrean: [misspelt("Eritrian"), superscript("Eritrean2")],
      Ivorian: [accented("Côte d’Ivoire")],
      Iranian: [reworded("Iran"), recased("iranian")],
      Afghan: [reworded("Afghani")],
      "Congolese (DRC)": [recased("Congolese (Drc)")],
      Nigerian: [recased("nigerian"), misspelt("Nigerain")],
      Nigerien: [recased("NIGERIEN")],
      Romanian: [misspelt("Rumanian")],
      "Not known": [reworded("Unknown"), recased("NOT KNOWN")],
    }),
    ...variants("exploitation", {
      Labour: [misspelt("Labor"), recased("labour"), reworded("Forced labour")],
      Sexual: [recased("SEXUAL"), reworded("Sexual exploitation")],
      Criminal: [recased("criminal"), reworded("Criminal exploitation"), misspelt("Crimnal"), superscript("Criminal1")],
      Domestic: [reworded("Domestic servitude")],
      "Organ harvesting": [recased("Organ Harvesting")],
      Financial: [recased("financial")],
      "Not known": [reworded("Unknown")],
    }),
    ...variants("exploitation_location", {
      "UK and overseas": [recased("UK and Overseas")],
      Overseas: [reworded("Abroad")],
    }),
    ...variants("immigration_status", {
      "Asylum claim pending": [reworded("Asylum pending"), misspelt("Asylum claim pendng")],
      "Leave to remain": [recased("Leave To Remain")],
    }),
    ...variants("criminal_justice_status", { None: [reworded("No involvement")], Accused: [recased("accused")] }),
    ...variants("referrer", {
      "Local authority": [reworded("LA"), recased("Local Authority")],
      Police: [misspelt("Polcie")],
    }),
  ],
  monthly: [
    ...variants("case_status", {
      Open: [recased("open"), reworded("Active")],
      Closed: [recased("CLOSED"), misspelt("Clsoed")],
    }),
    ...variants("closure_reason", {
      "Turning 18": [reworded("Turned 18"), recased("turning 18"), misspelt("Turnng 18")],
      "No trafficking concerns": [reworded("No concerns"), misspelt("No traficking concerns")],
      Other: [recased("other"), reworded("Other reason")],
      "Negative NRM decision": [recased("Negative NRM Decision"), reworded("Negative decision (NRM)")],
      "Long-term missing": [reworded("Long term missing")],
    }),
    ...variants("moved_to_service", { "Local authority support": [recased("Local Authority support")] }),
    ...variants("immigration_status", { "Refugee status": [misspelt("Refuge status")] }),
  ],
  contact: [
    ...variants("contact_type", {
      "Face to face": [reworded("Face-to-face"), reworded("F2F")],
      Telephone: [recased("telephone"), misspelt("Telphone"), reworded("Phone call")],
      Email: [reworded("E-mail")],
      "Video call": [recased("Video Call")],
    }),
    ...variants("contact_with", {
      "Young person": [reworded("YP"), recased("Young Person")],
      "Social worker": [recased("Social Worker"), misspelt("Social wroker")],
      Police: [superscript("Police3")],
    }),
  ],
};

/** The service's people were called Advocates until July 2019, and Guardians since. */
export const formerNames = [
  { kind: "monthly", variable: "closure_reason", canonical: "Did not want an ICTG", raw: "Did not want an ICTA" },
  {
    kind: "monthly",
    variable: "closure_reason",
    canonical: "Transfer to a non-ICTG site",
    raw: "Transfer to a non-ICTA site",
  },
  { kind: "contact", variable: "contact_with", canonical: "Guardian in another area", raw: "Advocate in another area" },
] as const;

export const reasonForFormerName = "The Advocates (ICTA) became Guardians (ICTG) in July 2019";
