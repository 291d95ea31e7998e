import type { OutputFile } from "../annex.ts";
import { planAnnex } from "../annex-plan.ts";
import { jsonFile } from "../text-file.ts";
import type { BundleInput } from "./bundle-input.ts";
import { type Crate, descriptor, metadataPath, ref } from "./crate.ts";
import { setting, settingId } from "./crate-people.ts";

/** The folder of the crate that says by which steps the outputs were made. */
export const workflowFolder = "workflow/";
export const workflowProfile = "https://w3id.org/workflowhub/workflow-ro-crate/1.0";
const bioschemasProfile = "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE";

/**
 * A Workflow RO-Crate of its own in a folder: each output with its method and steps. A Five Safes RO-Crate must name one,
 * and no address on the net has the workflow of a study.
 */
export function workflowCrate({ annex, facts }: BundleInput): OutputFile[] {
  const { plaitVersion, inputsDigest } = annex.buildDetails;
  const steps = {
    command: "plait build",
    plaitVersion,
    inputsDigest,
    policy: annex.release.value.policy.name,
    outputs: planAnnex(annex).results.map(({ result: { id, method, provenance } }) => ({
      id,
      method,
      steps: provenance.steps,
    })),
  };
  const crate: Crate = {
    "@context": "https://w3id.org/ro/crate/1.1/context",
    "@graph": [
      descriptor("https://w3id.org/ro/crate/1.1", workflowProfile),
      {
        "@id": "./",
        "@type": "Dataset",
        name: `How the outputs of “${facts.study}” were made`,
        description: "The steps and methods of each output, as the build recorded them.",
        datePublished: facts.bundledAt,
        author: ref(settingId),
        publisher: ref(settingId),
        conformsTo: ref(workflowProfile),
        license: ref("#conditions"),
        mainEntity: ref("build.json"),
        hasPart: [ref("build.json")],
      },
      setting(facts.setting),
      { "@id": "#conditions", "@type": "CreativeWork", name: "The conditions of the bundle that this folder is in" },
      {
        "@id": "build.json",
        "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
        name: "Steps of the build",
        encodingFormat: "application/json",
        programmingLanguage: ref("#plait"),
        conformsTo: ref(bioschemasProfile),
      },
      { "@id": "#plait", "@type": "ComputerLanguage", name: "Plait", version: plaitVersion },
      { "@id": workflowProfile, "@type": "CreativeWork", name: "Workflow RO-Crate", version: "1.0" },
      { "@id": bioschemasProfile, "@type": "CreativeWork", name: "Bioschemas ComputationalWorkflow", version: "1.0" },
    ],
  };
  return [jsonFile(`${workflowFolder}build.json`, steps), jsonFile(`${workflowFolder}${metadataPath}`, crate)];
}
