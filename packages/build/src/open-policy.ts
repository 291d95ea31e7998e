import { type Policy, readPolicy, shippedPolicy, shippedPolicyNames } from "@plait/disclosure";
import type { Read, StudyFiles } from "@plait/study";
import { parse } from "yaml";

/** The disclosure policy a study names: one that Plait ships, or a YAML file of the study's own. */
export async function openPolicy(files: StudyFiles, name: string): Promise<Read<Policy>> {
  if (shippedPolicyNames.includes(name) || !/\.ya?ml$/iu.test(name)) {
    return shippedPolicy(name, { file: "study.yaml", path: "disclosure.policy" });
  }
  const read = await files.readText(name);
  if ("problem" in read) return { problems: [read.problem] };
  if ("missing" in read) {
    return {
      problems: [
        {
          severity: "error",
          code: "policy-not-found",
          place: { file: "study.yaml", path: "disclosure.policy" },
          message: `there is no file "${name}" in the study`,
          remedy: `put the policy there, or name one that Plait ships: ${shippedPolicyNames.join(", ")}`,
        },
      ],
    };
  }
  let source: unknown;
  try {
    source = parse(read.text);
  } catch (error) {
    const message = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error);
    return {
      problems: [
        {
          severity: "error",
          code: "yaml-syntax",
          place: { file: name },
          message,
          remedy: "mend the YAML at this place",
        },
      ],
    };
  }
  return readPolicy(source, name);
}
