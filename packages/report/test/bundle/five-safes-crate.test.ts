import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Crate, Entity } from "../../src/bundle/crate.ts";
import { fiveSafesFaults } from "../../src/bundle/five-safes-rules.ts";
import { type ReleaseFacts, renderBundle } from "../../src/index.ts";
import { bundleTexts, cleo, fixtureInput, textOf } from "./fixture.ts";

const texts = await bundleTexts();
const crate = crateOf(texts);

// Written by this package: its shape is what these tests look at.
function crateOf(bundle: ReadonlyMap<string, string>, path = "data/ro-crate-metadata.json"): Crate {
  return JSON.parse(textOf(bundle, path)) as Crate;
}

function entity(id: string): Entity {
  const found = crate["@graph"].find((one) => one["@id"] === id);
  if (found === undefined) throw new Error(`the crate has no ${id}`);
  return found;
}

function withChange(id: string, change: Record<string, unknown>): Crate {
  const graph = crate["@graph"].map((one) => (one["@id"] === id ? { ...one, ...change } : one));
  // Some changes put in what no crate of ours could hold: that is what the rules have to find.
  return { ...crate, "@graph": graph as Entity[] };
}

// [U30]
test("the crate keeps every MUST and every SHOULD that the profile has for it", () => {
  expect(fiveSafesFaults(crate)).toEqual([]);
});

// [U30] Without an organisation of the requester the profile’s SHOULD on it is all that is missing.
test("a release that names no setting, no licence and no organisation keeps every MUST", async () => {
  const { setting: _, ...facts } = fixtureInput().facts;
  const bare: ReleaseFacts = {
    ...facts,
    requested: { ...facts.requested, by: cleo },
    approved: facts.approved.map((output) => ({
      ...output,
      decisions: output.decisions.map((decision, at) => ({ ...decision, by: { name: `Checker ${at}` } })),
    })),
    rejected: [],
  };
  const faults = fiveSafesFaults(crateOf(await bundleTexts({ ...fixtureInput(), facts: bare })));
  expect(faults).toEqual([
    { level: "SHOULD", rule: "(requesting agent): affiliation is Organization", id: "#person-1" },
  ]);
});

// [U30]
test.each<[string, string, Record<string, unknown>, RegExp]>([
  [
    "another RO-Crate",
    "ro-crate-metadata.json",
    { conformsTo: { "@id": "https://w3id.org/ro/crate/1.1" } },
    /descriptor/,
  ],
  ["no profile", "./", { conformsTo: { "@id": "https://w3id.org/ro/crate/1.2" } }, /leads to something that is desc/],
  ["no workflow", "./", { mainEntity: undefined }, /\(root\): mainEntity is Dataset/],
  ["a workflow of no kind", "workflow/", { conformsTo: { "@id": "#policy" } }, /\(main entity\): conformsTo/],
  ["no project", "./", { sourceOrganization: { "@id": "#setting" } }, /\(root\): sourceOrganization is Project/],
  ["a run by a program", "#build", { agent: { "@id": "#plait" } }, /\(run\): agent is Person/],
  ["a run of something else", "#build", { instrument: { "@id": "#policy" } }, /\(run\): instrument names every main/],
  ["a run of unknown state", "#build", { actionStatus: "done" }, /\(run\): actionStatus/],
  ["a time without zone", "#sign-off", { endTime: "2026-03-04T11:30:00" }, /\(process\): endTime/],
  ["a check without name", "#check-1", { name: "ok" }, /\(disclosure check\): name/],
  ["a tool of nobody", "#plait", { provider: undefined }, /\(software\): provider is Organization/],
  ["an assessment unmentioned", "./", { mentions: [{ "@id": "#build" }] }, /mentions names every assessment/],
  ["no licence", "./", { license: undefined }, /\(root\): license is CreativeWork/],
  ["a sign-off without policy", "#sign-off", { instrument: { "@id": "#setting" } }, /\(sign-off\): instrument is Cr/],
  ["a reference to nothing", "#project", { member: { "@id": "#nobody" } }, /member leads to something/],
  ["an entity within another", "#project", { member: { "@id": "#x", name: "x" } }, /member holds nothing but/],
  ["a file apart", "./", { hasPart: [{ "@id": "workflow/" }] }, /is a part of the root/],
])("a crate with %s is found out", (_, id, change, fault) => {
  const rules = fiveSafesFaults(withChange(id, change)).map(({ rule }) => rule);
  expect(
    rules.some((rule) => fault.test(rule)),
    rules.join("; "),
  ).toBe(true);
});

// [U30]
test("a crate of an older context, or with one thing described twice, is found out", () => {
  const older = fiveSafesFaults({ ...crate, "@context": "https://w3id.org/ro/crate/1.1/context" });
  expect(older).toEqual([{ level: "MUST", rule: "has a context of RO-Crate 1.2 or later", id: "@context" }]);
  const twice = fiveSafesFaults({ ...crate, "@graph": [...crate["@graph"], entity("#policy")] });
  expect(twice).toEqual([{ level: "MUST", rule: "is described once", id: "#policy" }]);
});

// [U31]
test("every file of the crate is described with its digest, size and kind", async () => {
  const files = (await renderBundle(fixtureInput())).filter(({ path }) => path.startsWith("data/"));
  for (const { path, bytes } of files) {
    const id = path.slice("data/".length);
    if (id === "ro-crate-metadata.json") continue;
    expect(entity(id), id).toMatchObject({
      "@type": "File",
      contentSize: String(bytes.length),
      sha256: createHash("sha256").update(bytes).digest("hex"),
      encodingFormat: expect.stringMatching(/^[a-z]+\/[a-z0-9.+-]+$/),
      name: expect.stringMatching(/./),
    });
  }
  const described = crate["@graph"].filter(({ "@type": type }) => type === "File");
  expect(described).toHaveLength(files.length - 1);
});

// [U32]
test("the processes say who did what and when", () => {
  expect(entity("./")).toMatchObject({ datePublished: "2026-03-05T16:30:00+01:00", publisher: { "@id": "#setting" } });
  expect(entity("#person-1")).toMatchObject({ name: "Ana Ferreira", memberOf: { "@id": "#project" } });
  expect(entity("#build")).toMatchObject({ agent: { "@id": "#person-1" }, endTime: "2026-03-02T10:05:00Z" });
  expect(entity("#check-1")).toMatchObject({
    name: "Check of 10 outputs by Ben Okoro: approved",
    agent: { "@id": "#person-2" },
    startTime: "2026-03-03T09:00:00Z",
    endTime: "2026-03-03T09:00:00Z",
  });
  expect(entity("#sign-off")).toMatchObject({
    agent: [{ "@id": "#person-2" }, { "@id": "#person-3" }],
    endTime: "2026-03-04T11:30:00+01:00",
  });
  expect(entity("#register-head")).toMatchObject({ value: fixtureInput().facts.registerHead });
});

// [U33] A failed assessment would tell a reader that the crate may not be used.
test("a rejection is a completed act about something outside the crate", () => {
  expect(entity("#rejection-1")).toMatchObject({
    "@type": "RejectAction",
    object: { "@id": "#rejected-1" },
    description: "names a month in which one child arrived",
    actionStatus: "http://schema.org/CompletedActionStatus",
  });
  expect(entity("#rejected-1")).toMatchObject({ identifier: "records.coverage", creativeWorkStatus: "Rejected" });
  expect(JSON.stringify(crate)).not.toContain("FailedActionStatus");
});

// [U34]
test("the steps of the build are a workflow crate of their own", () => {
  const workflow = crateOf(texts, "data/workflow/ro-crate-metadata.json");
  const ids = new Map(workflow["@graph"].map((one) => [one["@id"], one]));
  expect(ids.get("./")).toMatchObject({
    conformsTo: { "@id": "https://w3id.org/workflowhub/workflow-ro-crate/1.0" },
    mainEntity: { "@id": "build.json" },
    hasPart: [{ "@id": "build.json" }],
  });
  expect(ids.get("build.json")).toMatchObject({ "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"] });
  expect(JSON.parse(textOf(texts, "data/workflow/build.json"))).toMatchObject({
    command: "plait build",
    outputs: expect.arrayContaining([
      expect.objectContaining({ id: "records.planted", steps: ["read the deliveries", "count"] }),
    ]),
  });
});
