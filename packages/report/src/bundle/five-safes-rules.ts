import { type Crate, type Entity, metadataPath, refsOf, typesOf } from "./crate.ts";

/** The profile whose rules these are: Five Safes RO-Crate 0.4 of 15 September 2023. */
export const fiveSafesProfile = "https://w3id.org/5s-crate/0.4";

/** A rule that a crate breaks, and the entity that breaks it. */
export interface CrateFault {
  readonly level: Level;
  readonly rule: string;
  readonly id: string;
}

type Level = "MUST" | "SHOULD";

interface Rule {
  readonly level: Level;
  /** Of which entities it is asked. */
  readonly of: Group;
  readonly property: string;
  /** What each value has to be; a missing value breaks the rule, unless it is of `optional`. */
  readonly needs: Need;
  readonly optional?: true;
}

type Group =
  | "descriptor"
  | "root"
  | "main entity"
  | "run"
  | "requesting agent"
  | "run input"
  | "project"
  | "assessment"
  | "software"
  | "sign-off"
  | "disclosure check"
  | "value check"
  | "validation check"
  | "process";

type Need =
  | { readonly kind: "text"; readonly pattern?: RegExp }
  | { readonly kind: "entity"; readonly types: readonly string[] }
  | { readonly kind: "id"; readonly pattern: RegExp }
  /** At least one value is one of these groups. */
  | { readonly kind: "some"; readonly group: Group }
  /** Every member of the group is among the values. */
  | { readonly kind: "every"; readonly group: Group };

const present: Need = { kind: "text" };
const aTime: Need = { kind: "text", pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/ };
const aStatus: Need = {
  kind: "text",
  pattern: /^http:\/\/schema\.org\/(?:Potential|Active|Completed|Failed)ActionStatus$/,
};
const aName: Need = { kind: "text", pattern: /^.{10,}$/ };
const anAgent: Need = { kind: "entity", types: ["Person", "Organization", "SoftwareApplication"] };

/** The rules of the profile for a crate that leaves the setting after its run, in the order of the profile's sections. */
const rules: readonly Rule[] = [
  must("descriptor", "about", { kind: "id", pattern: /^\.\/$/ }),
  must("descriptor", "conformsTo", { kind: "id", pattern: /^https:\/\/w3id\.org\/ro\/crate\/1\.[2-9](?:-DRAFT)?$/ }),
  should("root", "conformsTo", { kind: "id", pattern: /^https:\/\/w3id\.org\/5s-crate\/0\.4$/ }),
  must("root", "mainEntity", { kind: "entity", types: ["Dataset"] }),
  must("main entity", "conformsTo", {
    kind: "id",
    pattern: /^https:\/\/w3id\.org\/workflowhub\/workflow-ro-crate(?:\/|$)/,
  }),
  must("root", "mentions", { kind: "some", group: "run" }),
  must("run", "instrument", { kind: "every", group: "main entity" }),
  must("run", "name", aName),
  must("run", "actionStatus", aStatus),
  must("run", "agent", { kind: "entity", types: ["Person"] }),
  should("requesting agent", "affiliation", { kind: "entity", types: ["Organization"] }),
  should("requesting agent", "memberOf", { kind: "some", group: "project" }),
  must("root", "sourceOrganization", { kind: "entity", types: ["Project"] }),
  { ...must("project", "member", { kind: "entity", types: ["Organization", "Person"] }), optional: true },
  should("run", "object", { kind: "entity", types: ["File", "Dataset", "PropertyValue"] }),
  should("run input", "exampleOfWork", { kind: "entity", types: ["FormalParameter"] }),
  should("run", "result", {
    kind: "entity",
    types: ["File", "Dataset", "Collection", "DigitalDocument", "PropertyValue"],
  }),
  should("run", "endTime", aTime),
  must("process", "name", present),
  { ...must("process", "endTime", aTime), optional: true },
  { ...must("process", "startTime", aTime), optional: true },
  should("assessment", "actionStatus", aStatus),
  should("assessment", "object", { kind: "some", group: "root" }),
  should("assessment", "endTime", aTime),
  should("process", "agent", anAgent),
  must("software", "provider", { kind: "entity", types: ["Organization"] }),
  should("root", "mentions", { kind: "some", group: "value check" }),
  should("value check", "instrument", { kind: "entity", types: ["DefinedTerm"] }),
  should("root", "mentions", { kind: "some", group: "validation check" }),
  should("validation check", "instrument", { kind: "id", pattern: /^https:\/\/w3id\.org\/5s-crate\/0\.4$/ }),
  should("root", "mentions", { kind: "some", group: "sign-off" }),
  should("sign-off", "object", { kind: "every", group: "main entity" }),
  should("sign-off", "object", { kind: "every", group: "project" }),
  should("sign-off", "instrument", { kind: "entity", types: ["CreativeWork"] }),
  should("root", "mentions", { kind: "some", group: "disclosure check" }),
  must("disclosure check", "name", aName),
  must("root", "mentions", { kind: "every", group: "assessment" }),
  should("root", "datePublished", aTime),
  should("root", "publisher", { kind: "entity", types: ["Organization"] }),
  should("root", "license", { kind: "entity", types: ["CreativeWork"] }),
];

/**
 * The rules of the profile that a crate breaks, and the rules of RO-Crate that it rests on: a context of version 1.2 or
 * later, entities that are flat and named once, and references that lead to one of them.
 *
 * Two rules of the profile are not here. A retrieval of the workflow (SHOULD) has no place where nothing was retrieved;
 * the packing as a bag is not in the metadata.
 */
export function fiveSafesFaults(crate: Crate): CrateFault[] {
  return [...shapeFaults(crate), ...rules.flatMap((rule) => ruleFaults(rule, crate))];
}

function must(of: Group, property: string, needs: Need): Rule {
  return { level: "MUST", of, property, needs };
}

function should(of: Group, property: string, needs: Need): Rule {
  return { level: "SHOULD", of, property, needs };
}

function shapeFaults(crate: Crate): CrateFault[] {
  const ids = crate["@graph"].map(({ "@id": id }) => id);
  const fault = (rule: string, id: string): CrateFault => ({ level: "MUST", rule, id });
  const reachable = reachableParts(crate);
  return [
    ...(/^https:\/\/w3id\.org\/ro\/crate\/1\.[2-9](?:-DRAFT)?\/context$/.test(crate["@context"])
      ? []
      : [fault("has a context of RO-Crate 1.2 or later", "@context")]),
    ...[metadataPath, "./"].filter((id) => !ids.includes(id)).map((id) => fault("is described", id)),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => fault("is described once", id)),
    ...crate["@graph"].flatMap((entity) => [
      ...Object.entries(entity).flatMap(([property, value]) =>
        property.startsWith("@")
          ? []
          : [
              ...(isFlat(value) ? [] : [fault(`${property} holds nothing but text and references`, entity["@id"])]),
              // What the descriptor conforms to is known from the specification.
              ...(entity["@id"] === metadataPath && property === "conformsTo"
                ? []
                : refsOf(value)
                    .filter((id) => !ids.includes(id))
                    .map((id) =>
                      fault(`${property} leads to something that is described, not to ${id}`, entity["@id"]),
                    )),
            ],
      ),
      ...(typesOf(entity).includes("File") && !reachable.has(entity["@id"])
        ? [fault("is a part of the root", entity["@id"])]
        : []),
    ]),
  ];
}

function isFlat(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((one) => !Array.isArray(one) && isFlat(one));
  if (typeof value === "string") return true;
  return typeof value === "object" && value !== null && Object.keys(value).join() === "@id";
}

function reachableParts(crate: Crate): ReadonlySet<string> {
  const reached = new Set(["./"]);
  // A set is walked on to what is added on the way.
  for (const id of reached) {
    for (const part of refsOf(entityOf(id, crate)?.hasPart)) reached.add(part);
  }
  return reached;
}

function ruleFaults({ level, of, property, needs, optional }: Rule, crate: Crate): CrateFault[] {
  return membersOf(of, crate).flatMap((entity): CrateFault[] => {
    const value = entity[property];
    if (value === undefined && optional === true) return [];
    if (value !== undefined && fits(value, needs, crate)) return [];
    return [{ level, rule: `(${of}): ${property} ${needText(needs)}`, id: entity["@id"] }];
  });
}

function fits(value: Entity[string], needs: Need, crate: Crate): boolean {
  const ids = typeof value === "string" ? [] : refsOf(value);
  switch (needs.kind) {
    case "text":
      return typeof value === "string" && value !== "" && (needs.pattern?.test(value) ?? true);
    case "entity":
      return (
        ids.length > 0 &&
        ids.every((id) => {
          const entity = entityOf(id, crate);
          return entity !== undefined && typesOf(entity).some((type) => needs.types.includes(type));
        })
      );
    case "id":
      return ids.length === 1 && ids.every((id) => needs.pattern.test(id));
    case "some":
      return membersOf(needs.group, crate).some(({ "@id": id }) => ids.includes(id));
    case "every":
      return membersOf(needs.group, crate).every(({ "@id": id }) => ids.includes(id));
  }
}

function needText(needs: Need): string {
  switch (needs.kind) {
    case "text":
      return needs.pattern === undefined ? "is a text" : `is a text like ${needs.pattern.source}`;
    case "entity":
      return `is ${needs.types.join(" or ")}`;
    case "id":
      return `is ${needs.pattern.source}`;
    case "some":
      return `names a ${needs.group}`;
    case "every":
      return `names every ${needs.group}`;
  }
}

function membersOf(group: Group, crate: Crate): Entity[] {
  const named = (from: Group, property: string) =>
    membersOf(from, crate)
      .flatMap((entity) => refsOf(entity[property]))
      .flatMap((id) => entityOf(id, crate) ?? []);
  const typed = (type: string) => crate["@graph"].filter((entity) => typesOf(entity).includes(type));
  const ofPhase = (phase: string) =>
    crate["@graph"].filter((entity) => refsOf(entity.additionalType).includes(`https://w3id.org/shp#${phase}`));
  switch (group) {
    case "descriptor":
      return crate["@graph"].filter(({ "@id": id }) => id === metadataPath);
    case "root":
      return crate["@graph"].filter(({ "@id": id }) => id === "./");
    case "main entity":
      return named("root", "mainEntity");
    case "run":
      return typed("CreateAction");
    case "requesting agent":
      return named("run", "agent");
    case "run input":
      return named("run", "object");
    case "project":
      return named("root", "sourceOrganization");
    case "assessment":
      return typed("AssessAction");
    case "software":
      return typed("SoftwareApplication");
    case "sign-off":
      return ofPhase("SignOff");
    case "disclosure check":
      return ofPhase("DisclosureCheck");
    case "value check":
      return ofPhase("CheckValue");
    case "validation check":
      return ofPhase("ValidationCheck");
    case "process":
      return crate["@graph"].filter((entity) => typesOf(entity).some((type) => type.endsWith("Action")));
  }
}

function entityOf(id: string, crate: Crate): Entity | undefined {
  return crate["@graph"].find((entity) => entity["@id"] === id);
}
