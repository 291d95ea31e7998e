import type { OutputFile } from "../annex.ts";
import { planAnnex, tableName } from "../annex-plan.ts";
import { reviewStatement } from "../disclosure-statement.ts";
import type { BundleInput, ReleaseFacts } from "./bundle-input.ts";
import { type Crate, descriptor, type Entity, metadataPath, ref } from "./crate.ts";
import { cratePeople, projectId, settingId } from "./crate-people.ts";
import { crateProcesses } from "./crate-processes.ts";
import { sha256 } from "./digest.ts";
import { fiveSafesFaults, fiveSafesProfile } from "./five-safes-rules.ts";
import { mediaType } from "./media-type.ts";
import { workflowFolder, workflowProfile } from "./workflow-crate.ts";

/**
 * The metadata of a bundle as a Five Safes RO-Crate 0.4: every file with its digest, who asked, who checked, what was
 * done and when, what was rejected and why.
 *
 * @param files all files of the crate besides its metadata
 * @param outputs paths of those that the build made
 * @throws Error when the crate would break a rule of the profile: better no bundle than one that says it was checked
 */
export function fiveSafesCrate(input: BundleInput, files: readonly OutputFile[], outputs: readonly string[]): Crate {
  const { facts } = input;
  const people = cratePeople(facts);
  const { processes, named } = crateProcesses(input, people, outputs);
  const described = [...files].map((file) => fileEntity(file, input));
  const own = described.filter(({ "@id": id }) => !id.startsWith(workflowFolder));
  const crate: Crate = {
    "@context": "https://w3id.org/ro/crate/1.2/context",
    "@graph": [
      descriptor("https://w3id.org/ro/crate/1.2"),
      {
        ...root(facts),
        author: people.of(facts.requested.by),
        hasPart: [...own.map(({ "@id": id }) => ref(id)), ref(workflowFolder)],
        mentions: processes.map(({ "@id": id }) => ref(id)),
      },
      ...described,
      workflow(described),
      ...processes,
      ...people.entities,
      ...named,
      ...identifiers(facts),
      licence(facts),
      { "@id": fiveSafesProfile, "@type": "Profile", name: "Five Safes RO-Crate profile", version: "0.4" },
      { "@id": workflowProfile, "@type": ["CreativeWork", "Profile"], name: "Workflow RO-Crate", version: "1.0" },
    ],
  };
  const broken = fiveSafesFaults(crate).filter(({ level }) => level === "MUST");
  if (broken.length === 0) return crate;
  throw new Error(`the crate of release ${facts.release}: ${broken.map(({ rule, id }) => `${id} ${rule}`).join("; ")}`);
}

function root(facts: ReleaseFacts): Entity {
  return {
    "@id": "./",
    "@type": "Dataset",
    name: `Release ${facts.release} of “${facts.study}”`,
    description: `Outputs released for: ${facts.purpose}`,
    conformsTo: ref(fiveSafesProfile),
    identifier: [ref("#release"), ref("#register-head")],
    datePublished: facts.bundledAt,
    publisher: ref(settingId),
    license: ref(licence(facts)["@id"]),
    mainEntity: ref(workflowFolder),
    sourceOrganization: ref(projectId),
  };
}

function identifiers({ release, registerHead }: ReleaseFacts): Entity[] {
  return [
    { "@id": "#release", "@type": "PropertyValue", name: "Number of the release", value: release },
    { "@id": "#register-head", "@type": "PropertyValue", name: "Head of the release register", value: registerHead },
  ];
}

function licence({ licence: granted }: ReleaseFacts): Entity {
  if (granted !== undefined) return { "@id": granted.url, "@type": "CreativeWork", name: granted.name };
  return {
    "@id": "#conditions",
    "@type": "CreativeWork",
    name: "No licence is granted",
    description: "The outputs may be used for the purpose they were released for. Ask the study about any other use.",
  };
}

function workflow(described: readonly Entity[]): Entity {
  return {
    "@id": workflowFolder,
    "@type": "Dataset",
    name: "Steps of the build",
    conformsTo: ref(workflowProfile),
    hasPart: described.filter(({ "@id": id }) => id.startsWith(workflowFolder)).map(({ "@id": id }) => ref(id)),
  };
}

function fileEntity({ path, bytes }: OutputFile, input: BundleInput): Entity {
  const { name, description } = told(path, input);
  return {
    "@id": path,
    "@type": "File",
    name,
    ...(description === undefined ? {} : { description }),
    encodingFormat: mediaType(path),
    contentSize: String(bytes.length),
    sha256: sha256(bytes),
  };
}

const fixedNames: Readonly<Record<string, string>> = {
  "annex.html": "Technical annex",
  "tables.xlsx": "All tables as a workbook",
  "plait-results.json": "All results for machines",
  "release.json": "The release for machines",
  "results.json": "Records of the outputs as ACRO writes them",
  "config.json": "The policy as ACRO’s risk profile",
  "summary.txt": "Summary in plain words",
  [`${workflowFolder}build.json`]: "Steps of the build",
  [`${workflowFolder}${metadataPath}`]: "Description of the steps as a Workflow RO-Crate",
};

function told(path: string, { annex }: BundleInput): { readonly name: string; readonly description?: string } {
  const fixed = fixedNames[path];
  if (fixed !== undefined) return { name: fixed };
  const checksum = /^checksums\/(.*)\.txt$/.exec(path)?.[1];
  if (checksum !== undefined) return { name: `SHA-256 of ${checksum}` };
  const id = /^(?:tables|figures)\/(.*)\.[a-z]+$/.exec(path)?.[1];
  const planned = planAnnex(annex).results.find(({ result }) => result.id === id);
  if (planned === undefined) throw new RangeError(`nothing is known of the file ${path}`);
  const { title, disclosure } = planned.result;
  const name = path.startsWith("figures/") ? `Figure ${planned.figure}` : tableName(planned);
  return {
    name: `${name}: ${title}`,
    ...(disclosure.review === undefined ? {} : { description: reviewStatement(disclosure.review) }),
  };
}
